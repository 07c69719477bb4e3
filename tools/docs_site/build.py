#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Builds the site of the documentation in build/docs.

The pages are laid out in build/docs-source as in the repository, so their links work in both. The
files that they link to are beside them. A link to nothing, an anchor that does not exist, a page
outside of the navigation and a request to a network are errors.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import cpp_reference
import notebook_page
import python_reference

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SOURCE = ROOT / "build" / "docs-source"
SITE = ROOT / "build" / "docs"
TOP_PAGES = ("README.md", "README.vi.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)\s]*)?\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
# What a browser loads by itself. Links that a reader follows may lead elsewhere.
LOADED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"?(?:https?:)?//[^\s>\"]+"
    r"|<link\b[^>]*\brel=\"?(?:stylesheet|preload|preconnect|icon)[^>]*(?:https?:)?//[^\s>\"]+",
)


def pages() -> list[Path]:
    """The pages of the repository."""
    found = [ROOT / name for name in TOP_PAGES if (ROOT / name).exists()]
    return [*found, ROOT / "rubrics" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def lay_out() -> None:
    """Copies the pages, and each file that one of them links to."""
    shutil.rmtree(SOURCE, ignore_errors=True)
    SOURCE.mkdir(parents=True)
    for page in pages():
        copy(page)
        prose = CODE.sub("", page.read_text(encoding="utf-8"))
        for target in LINK.findall(prose):
            linked = (page.parent / target).resolve()
            if linked.is_file() and linked.suffix != ".md":
                copy(linked)
    for name in ("site.css", "worker.js"):
        shutil.copy(HERE / name, SOURCE)


def copy(file: Path) -> None:
    target = SOURCE / file.relative_to(ROOT)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, target)


def notebooks() -> list[str]:
    """Pages of the notebooks of examples/notebooks, and the notebooks beside them."""
    made = []
    for notebook in sorted((ROOT / "examples" / "notebooks").glob("*.ipynb")):
        copy(notebook)
        page = (SOURCE / notebook.relative_to(ROOT)).with_suffix(".md")
        notebook_page.write(notebook, page)
        made.append(str(page.relative_to(SOURCE)))
    return made


def live_reports() -> list[str]:
    """The report of a shipped round as it is sent to people, if this version can write one."""
    if not (ROOT / "bindings/python/parindex/cli/report.py").exists():
        return []
    made = []
    for name in ("vn-766-groups-2022", "vn-par-province-2020"):
        path = SOURCE / "reports" / f"{name}.html"
        path.parent.mkdir(exist_ok=True)
        command = ["report", name, name, "--output", str(path)]
        subprocess.run([sys.executable, "-m", "parindex", *command], check=True, cwd=ROOT)
        rubric = json.loads((ROOT / "rubrics" / f"{name}.json").read_text(encoding="utf-8"))
        made.append(f"* [{rubric['title']['en']}]({name}.html) / {rubric['title']['vi']}")
    said = "Reports that `parindex report` wrote from shipped rubrics and example data:"
    index = SOURCE / "reports" / "index.md"
    index.write_text("\n".join(["# Reports", "", said, "", *made, ""]), encoding="utf-8")
    return ["reports/index.md"]


def add_to_navigation(nav: list[Any]) -> None:
    """Adds the pages that are known only when the site is built."""
    parts = {next(iter(part)): next(iter(part.values())) for part in nav}
    cpp = cpp_reference.write(ROOT / "build" / "doxygen", SOURCE / "api" / "cpp")
    python = python_reference.write(SOURCE / "api" / "python")
    parts["References"] += [
        {"Python, from docstrings": [f"api/python/{name}.md" for name in python]},
        {"C++, from headers": [f"api/cpp/{name}.md" for name in cpp]},
    ]
    parts["Project"].append(
        {"Decisions": [f"docs/adr/{p.name}" for p in sorted((SOURCE / "docs/adr").glob("*.md"))]}
    )
    if examples := [*notebooks(), *live_reports()]:
        nav.insert(3, {"Examples": examples})


def network_requests() -> list[str]:
    """The addresses that a page of the site would load from a network."""
    return [
        f"{page.relative_to(SITE)}: {found}"
        for page in sorted(SITE.rglob("*.html"))
        for found in LOADED.findall(page.read_text(encoding="utf-8"))
    ]


def main() -> int:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort

    lay_out()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    config = load_config(str(HERE / "mkdocs.yml"))
    add_to_navigation(config.nav)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except Abort as stopped:
        print(stopped, file=sys.stderr)
        return 1
    finally:
        config.plugins.on_shutdown()
    if wrong := network_requests():
        print("The site loads from a network:", *wrong, sep="\n  ", file=sys.stderr)
        return 1
    print(f"{SITE.relative_to(ROOT)}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
