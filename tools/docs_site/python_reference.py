# SPDX-License-Identifier: MIT
"""The Python reference: pages of directives that mkdocstrings fills in from docstrings and types."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "bindings" / "python" / "parindex"
# Modules that users import by name. The first is the package, whose names are on pages by room.
MODULES = (
    *("documents", "plots", "testing", "model", "exchange", "sheets", "shipped", "typing"),
    *("batches", "spark"),
    "pytest_plugin",
)
ROOM_OF = {"errors": "common", "novalue": "common", "rounding": "common"}


def exported(module: Path) -> dict[str, list[str]]:
    """The public names of a module by the room of the package that defines them, in source order."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    public: set[str] = set()
    found: list[tuple[str, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            public = set(ast.literal_eval(node.value))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("parindex"):
            first = [*(node.module or "").split("."), ""][1]
            room = first if (PACKAGE / first).is_dir() and first else "common"
            found += [(room, alias.asname or alias.name) for alias in node.names]
    rooms: dict[str, list[str]] = {}
    for room, name in found:
        if name in public and not name.startswith("_") and name not in rooms.get(room, []):
            rooms.setdefault(room, []).append(name)
    missing = public - {name for names in rooms.values() for name in names} - {"__version__"}
    if missing:
        raise ValueError(f"{module} exports names without a place: {sorted(missing)}")
    return rooms


def write(target: Path) -> list[str]:
    """Writes a page for each room and for each public module; gives their names."""
    target.mkdir(parents=True, exist_ok=True)
    made = []
    for room, names in sorted(exported(PACKAGE / "__init__.py").items()):
        lines = [f"# {room}", "", "Names of `parindex`.", ""]
        lines += [f"::: parindex.{name}\n" for name in names]
        page = f"parindex-{room}"
        (target / f"{page}.md").write_text("\n".join(lines), encoding="utf-8")
        made.append(page)
    for module in MODULES:
        file = PACKAGE / f"{module}.py"
        names = [] if file.exists() else exported(PACKAGE / module / "__init__.py").values()
        directives = [f"::: parindex.{module}.{name}" for part in names for name in part]
        directives = directives or [f"::: parindex.{module}"]
        text = [f"# parindex.{module}", "", *(f"{each}\n" for each in directives)]
        (target / f"{module}.md").write_text("\n".join(text), encoding="utf-8")
        made.append(module)
    return made
