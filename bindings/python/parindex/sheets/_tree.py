# SPDX-License-Identifier: MIT
"""The rows of a sheet as a tree of nodes, and the agencies that lead them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from parindex.sheets import _said
from parindex.sheets._cells import Cells


class Row(NamedTuple):
    """A row of the sheet of nodes: its index, and the values of its cells by column."""

    at: int
    values: dict[str, Any]


Places = Callable[[str], tuple[Row | None, list[str]]]


def grown(rows: list[Row], cells: Cells) -> tuple[list[dict[str, Any]], Places]:
    """The nodes, and a function from a pointer to the row of its node and the rest of the pointer.

    Without a column of parents, a node belongs under the longest beginning of its code that is the code of a row
    above: 1.1.4 under 1.1. A parent that is not a row above is an issue.
    """
    nodes: list[dict[str, Any]] = []
    by_code: dict[str, tuple[dict[str, Any], str]] = {}
    by_pointer: dict[str, Row] = {}
    made: list[tuple[Row, dict[str, Any]]] = []
    dotted = all(head.key != "parent" for head in cells.columns)
    for row in rows:
        values = dict(row.values)
        other = values.pop("other", {})
        parent = values.pop("parent", None)
        code = str(values.get("code", ""))
        if dotted:
            parent = _above(code, by_code)
        if parent is not None and parent not in by_code:
            message, expected = _said.THE_PARENT_IS_UNKNOWN(), _said.A_CODE_ABOVE()
            cells.refuse(row.at, cells.column_of(["parent"], ""), message, expected, str(parent))
            parent = None
        if parent is None:
            siblings, pointer = nodes, f"/nodes/{len(nodes)}"
        else:
            above, at = by_code[parent]
            siblings = above.setdefault("children", [])
            pointer = f"{at}/children/{len(siblings)}"
        node = {**values, **other} if isinstance(other, dict) else values
        siblings.append(node)
        by_code.setdefault(code, (node, pointer))
        by_pointer[pointer] = row
        made.append((row, node))
    asked = {at for at, _ in cells.asked}
    for row, node in made:
        if row.at in asked and "rule" not in node and "children" not in node:
            # The cell already has a question; so the rest of the rubric is checked at once.
            node["rule"] = {"direct": {"min": "0", "max": node.get("max", "1")}}

    def places(pointer: str) -> tuple[Row | None, list[str]]:
        tokens = pointer.split("/")[1:]
        for length in range(len(tokens) - len(tokens) % 2, 0, -2):
            row = by_pointer.get("/" + "/".join(tokens[:length]))
            if row is not None:
                return row, tokens[length:]
        return None, tokens

    return nodes, places


def _above(code: str, known: dict[str, Any]) -> str | None:
    start = code
    while "." in start:
        start = start.rpartition(".")[0]
        if start in known:
            return start
    return None


class Leads:
    """The agencies of the column of lead agencies, added to those of the rubric."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._led: dict[str, list[str]] = {}
        self._titles: dict[str, Any] = {}

    def add(self, code: str, agencies: Any) -> None:
        """The agencies of the cell of a node."""
        for agency in agencies if isinstance(agencies, list) else []:
            name = self._id_of(agency)
            self._led.setdefault(name, []).append(code)
            if "title" in agency:
                self._titles.setdefault(name, agency["title"])

    def finish(self) -> None:
        """Write them into the rubric."""
        if not self._led:
            return
        agencies = self._document.setdefault("agencies", [])
        known = {agency.get("id"): agency for agency in agencies if isinstance(agency, dict)}
        for name, codes in self._led.items():
            if name not in known:
                known[name] = {"id": name}
                if name in self._titles:
                    known[name]["title"] = self._titles[name]
                agencies.append(known[name])
            known[name]["lead"] = [*known[name].get("lead", []), *codes]

    def _id_of(self, agency: dict[str, Any]) -> str:
        """The id. If the rubric has an agency with the same title, its id there."""
        titles = agency.get("title", {})
        listed = self._document.get("agencies", [])
        for known in listed if isinstance(listed, list) else []:
            same = known.get("title", {}) if isinstance(known, dict) else {}
            if titles and titles.items() <= same.items():
                return str(known["id"])
        return str(agency["id"])
