# SPDX-License-Identifier: MIT
"""The rooms of the Python package: the parts that `make lint` does not check."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "bindings" / "python" / "parindex"
FILES = sorted(path for path in ROOT.rglob("*.py"))
# Code that uses parindex as its users do.
ABOVE = {"cli", "pytest_plugin.py", "__main__.py"}


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def taken_from_the_package(source: str) -> Iterator[str]:
    """The names that a module imports from `parindex` itself, not from a room."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name == "parindex")
        elif isinstance(node, ast.ImportFrom) and node.module == "parindex":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "." * node.level


def test_imports_from_the_package_are_found() -> None:
    found = taken_from_the_package(
        "import parindex as px\nfrom parindex import _core, Plan\nfrom . import x"
    )
    assert list(found) == ["parindex", "_core", "Plan", "."]


@pytest.mark.parametrize("path", [p for p in FILES if room(p) not in ABOVE], ids=lambda p: p.stem)
def test_rooms_take_nothing_but_engine_and_messages_from_the_package(path: Path) -> None:
    assert set(taken_from_the_package(path.read_text(encoding="utf-8"))) <= {
        "_core",
        "_batch_messages",
        "_file_messages",
        "_messages",
    }


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_no_file_is_longer_than_500_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500
