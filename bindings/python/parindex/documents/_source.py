# SPDX-License-Identifier: MIT
"""The nodes of a result with what they inherit, and its data as rows of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parindex._steps import each, read_json
from parindex._tree import children_of
from parindex.documents._calculation import FIRST
from parindex.documents._given import KINDS, Given, Reader, column_of, inputs_of
from parindex.documents._nodes import grid, passed_on

if TYPE_CHECKING:
    from parindex.engine.scores import Scores


@dataclass(slots=True)
class Node:
    """A node with what it inherits."""

    code: str
    depth: int
    document: Mapping[str, Any]
    children: list[str]
    aggregation: Any
    policies: Mapping[str, Any]
    only_for: Sequence[str] | None
    index_rounding: Any

    @property
    def informative(self) -> bool:
        """Whether its parent does not count it."""
        return bool(self.document.get("informative", False))

    @property
    def read(self) -> set[str]:
        """The nodes that it aggregates, tests or reads."""
        gates = self.document.get("gates", ())
        tested = (gate["when"]["node"] for gate in gates if "when" in gate)
        return {*self.counted, *tested, *nodes_in(self.document.get("rule"))}

    @property
    def counted(self) -> list[str]:
        """The children that it aggregates."""
        below = children_of(self.document)
        return [str(child["code"]) for child in below if not child.get("informative", False)]

    @property
    def index_digits(self) -> int | None:
        """Digits of its index; None if the index is exact."""
        how = self.index_rounding
        return None if isinstance(how, str) else grid(how)[0]


def nodes_in(part: Any) -> set[str]:
    """The nodes whose figures a part of a rule reads."""
    if isinstance(part, Mapping):
        own = {str(part["node"])} if {"node", "figure"} <= part.keys() else set[str]()
        return own.union(*map(nodes_in, part.values()))
    return set[str]().union(*map(nodes_in, part)) if isinstance(part, list) else set()


def reads_nodes(part: Any) -> bool:
    """Whether a part of a rule reads a figure of another node."""
    return bool(nodes_in(part))


class RoundSource:
    """A result: its rubric, its data, and the results of the engine."""

    def __init__(self, scores: Scores, language: str) -> None:
        self.scores = scores
        self.language = language
        self.document: dict[str, Any] = read_json(scores.plan.rubric._resolved())
        self.reader = Reader(self.document, language)
        state = scores._core.state()
        self.columns: dict[str, Sequence[object]] = {
            name: memoryview(cells).cast("d").tolist() if isinstance(cells, bytes) else cells
            for name, cells in state[3]
        }
        self.units = list(scores.units)
        self.groups: list[str] = [group or "" for group in (scores.groups or [])]
        self.unranked: list[bool] = list(state[2])
        self.nodes = self._nodes()
        self.given: list[Given] = []
        self.of_leaf: dict[str, list[Given]] = {}
        self.rows: dict[str, int] = {}
        self._list_inputs()
        self.engine = [_results(score) for score in each(scores)]

    def _nodes(self) -> dict[str, Node]:
        found: dict[str, Node] = {}

        def visit(node: Mapping[str, Any], depth: int, above: Node | None, down: Any) -> None:
            policies = {**(above.policies if above else {})}
            policies.update({kind: node[kind] for kind in KINDS if kind in node})
            form = node.get("only_for", above.only_for if above else None)
            own = node.get("aggregation", down)
            made = Node(
                node.get("code", ""), depth, node, [c["code"] for c in children_of(node)],
                own, policies, form,
                node.get("index_rounding", above.index_rounding if above else None),
            )  # fmt: skip
            found[made.code] = made
            if "aggregation" in node:
                down = passed_on(node["aggregation"], down)
            for child in children_of(node):
                visit(child, depth + 1, made, down)

        visit(self.document, 0, None, None)
        return found

    def _list_inputs(self) -> None:
        row = FIRST
        if self.groups:
            self.rows["group"], row = row, row + 1
        if any(self.unranked) or "ranking" in self.document:
            self.rows["ranked"], row = row, row + 1
        for code, node in self.nodes.items():
            for name, kind, limits_of in inputs_of(node.document):
                self._add_input(row, code, name, kind, limits_of)
                row += 1
            for gate in node.document.get("gates", ()):
                if "when" not in gate:
                    self._add_input(row, code, gate["id"], "boolean", gate)
                    row += 1

    def _add_input(
        self, row: int, code: str, name: str, kind: str, limits_of: Mapping[str, Any]
    ) -> None:
        given = Given(
            row, column_of(code, name), code, name, kind, limits_of,
            limits_of.get("title", {}), limits_of.get("options", ()),
        )  # fmt: skip
        self.given.append(given)
        self.of_leaf.setdefault(code, []).append(given)

    def values(self, given: Given) -> Sequence[object]:
        """The cells of an input."""
        return self.columns.get(given.column) or [None] * len(self.units)

    def _input_cells(self) -> list[list[Any]]:
        last = max([FIRST, *self.rows.values(), *(given.row for given in self.given)])
        cells: list[list[Any]] = [[None] * (last + 1) for _ in self.units]
        for at, unit in enumerate(cells):
            if "group" in self.rows:
                unit[self.rows["group"]] = self.groups[at]
            if "ranked" in self.rows:
                unit[self.rows["ranked"]] = self.is_ranked(at)
        for given in self.given:
            for unit, value in zip(cells, self.values(given), strict=True):
                unit[given.row] = value
        return cells

    def is_ranked(self, at: int) -> bool:
        """Whether a unit takes part in the ranking."""
        return not self.unranked or not self.unranked[at]


def _results(score: Any) -> dict[str, tuple[Any, ...]]:
    """Status, points, maximum and index of each node of a unit by code, the total first."""
    nodes = {"": score.total, **score.nodes}
    return {code: (node.status, node.points, node.max, node.index) for code, node in nodes.items()}
