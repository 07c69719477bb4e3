# SPDX-License-Identifier: MIT
"""The tree of a rubric as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from parindex._tree import Node, children_of, levels, weight_column
from parindex.display._grid import Grid, Head, Row
from parindex.display._html import Mark
from parindex.display._kinds import kind_of, kind_title
from parindex.display._words import pick, word


def rubric_grid(document: Node, language: str, max_rows: int) -> Grid:
    """One row per node, indented by level: code, title, kind, inputs, maximum, and weight or "for information"."""
    title = pick(document.get("title", {}), language) or document.get("id", "")
    texts = ("code", "title", "kind", "inputs")
    grid = Grid(
        " · ".join(part for part in (title, document.get("edition", "")) if part),
        [
            *(Head(word(key, language), text=True) for key in texts),
            *(Head(word(key, language)) for key in ("max", "weight")),
        ],
        language=language,
    )
    nodes = list(levels(document))
    for depth, node in nodes[:max_rows]:
        code = node.get("code", "")
        named = pick(node.get("title", {}), language) if code else ""
        given = (
            pick(one.get("title", {}), language) or one["name"] for one in node.get("inputs", ())
        )
        cells = [code or word("total", language), named, kind_title(kind_of(node), language)]
        counted = weight_column(node) if "weight_input" in node else str(node.get("weight", ""))
        if node.get("informative"):
            counted = word("informative", language)
        cells += [", ".join(given), str(node.get("max", "")), counted]
        mark: Mark = "strong" if children_of(node) else ""
        grid.rows.append(Row(cells, mark, depth))
    grid.drop_empty()
    grid.note_rest(len(nodes) - max_rows, language)
    return grid


def part_grid(name: str, document: Node, language: str, max_rows: int) -> Grid:
    """One row per member of a part of a rubric file, indented as JSON is."""
    lines = list(_members(document, 0))
    grid = Grid(name, [Head("", text=True), Head("", text=True)], language=language)
    grid.rows = [Row([key, text], depth=depth) for depth, key, text in lines[:max_rows]]
    grid.note_rest(len(lines) - max_rows, language)
    return grid


def _members(value: Any, depth: int) -> Iterator[tuple[int, str, str]]:
    """Depth, key and text of every member; the members of an object or a list follow its key."""
    named = value.items() if isinstance(value, Mapping) else enumerate(value, 1)
    for key, member in named:
        nested = isinstance(member, (Mapping, list, tuple)) and bool(member)
        yield depth, str(key), "" if nested else _text(member)
        if nested:
            yield from _members(member, depth + 1)


def _text(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
