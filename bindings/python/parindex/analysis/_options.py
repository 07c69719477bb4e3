# SPDX-License-Identifier: MIT
"""What a unit can change: for each leaf and each gate the sets of other values, with points and cost."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from parindex._steps import each
from parindex.engine._suspicion import exact_number
from parindex.results._changes import Search, cells_of, rescored

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

MOST_OF_LEAF = 2000
"""Sets of values of one leaf that are all tried; of a leaf with more, those that change one, two or all values."""

_YES = {"yes", "true", "1", "có"}
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LeafOption:
    """Other values of one leaf, or of the gates of one node."""

    code: str
    values: Values
    """By data column."""
    cost: Fraction
    points: Fraction
    """Points of the leaf with these values; those that it has now for gates."""


@dataclass
class Options:
    """Everything that the unit can change."""

    scores: Scores
    row: int
    costs: Mapping[str, Fraction]
    forbidden: set[str]
    levels: Mapping[str, Mapping[Any, Fraction | None]]
    of_leaf: dict[str, list[LeafOption]] = field(default_factory=dict)
    of_gates: dict[str, list[LeafOption]] = field(default_factory=dict)
    """For nodes with children."""
    cut: list[str] = field(default_factory=list)
    """Leaves of which not all sets of values were tried."""

    def __post_init__(self) -> None:
        scores, unit = self.scores, self.scores.units[self.row]
        self.state = scores._core.state()
        self.cells = cells_of(scores, self.state, self.row)
        self._columns: dict[str, list[Any]] = {}
        for column in scores.plan.columns:
            self._columns.setdefault(column.code, []).append(column)
        search = Search(scores, scores[unit].group, self.cells)
        sets = [
            (leaf.code, values)
            for leaf in each(scores.points_lost(unit))
            if leaf.code not in self.forbidden and leaf.code not in search.compared
            for values in self._sets(leaf.code, search)
        ]
        self._keep(sets)
        for code, node in search.nodes.items():
            if "gates" in node and "rule" not in node:
                self.of_gates[code] = self._gates(code)
        self.of_gates[""] = self._gates("")

    def cost_of(self, code: str, values: Values) -> Fraction:
        """The cost of changing these values of a leaf: that of each level, or of the leaf for each value."""
        total = Fraction(0)
        for column, value in values.items():
            own = self.levels.get(column, {}).get(value)
            total += self.costs.get(code, Fraction(1)) if own is None else own
        return total

    def of_column(self, code: str, column: str) -> list[Any]:
        """The other values of a data column that were tried."""
        found = (one.values[column] for one in self.of_leaf.get(code, ()) if column in one.values)
        return list(dict.fromkeys(found))

    def rescore(self, tried: Sequence[Values]) -> Scores:
        """The unit with each of these sets of values, against the other units as they are."""
        return rescored(self.scores, self.state, self.row, self.cells, tried)

    # ---- what is tried --------------------------------------------------------------------------

    def _sets(self, code: str, search: Search) -> Iterator[Values]:
        """The sets of other values of a leaf."""
        other: dict[str, list[Any]] = {}
        for one in search.candidates(code):
            # Beyond an open end the first number that was tried stands for all near it.
            value = Decimal(one.tried[0]) if one.beyond else one.value
            if one.column not in self.levels and not self._is_now(one.column, value):
                values = other.setdefault(one.column, [])
                if value not in values:
                    values.append(value)
        for column in self._columns.get(code, ()):
            for value in self.levels.get(column.name, ()):
                if not self._is_now(column.name, value):
                    other.setdefault(column.name, []).append(value)
        count = 1
        for values in other.values():
            count *= len(values) + 1
        if count <= MOST_OF_LEAF:
            for picked in product(*([None, *values] for values in other.values())):
                chosen = zip(other, picked, strict=True)
                yield {name: value for name, value in chosen if value is not None}
            return
        self.cut.append(code)
        for size in (1, 2, len(other)):
            for names in combinations(other, size):
                lists = (other[name] if size < 3 else other[name][:1] for name in names)
                for picked in product(*lists):
                    yield dict(zip(names, picked, strict=True))

    def _is_now(self, column: str, value: Any) -> bool:
        now = self.cells[column]
        if isinstance(value, bool):
            return now is not None and is_yes(now) == value
        number = exact_number(now)
        return now == value or (number is not None and number == exact_number(value))

    def _keep(self, sets: list[tuple[str, Values]]) -> None:
        """Score what is tried, and keep what changes the points of its leaf and nothing about its maximum."""
        sets = [one for one in sets if one[1]]
        if not sets:
            return
        unit = self.scores[self.scores.units[self.row]]
        for (code, values), other in zip(sets, self.rescore([v for _, v in sets]), strict=True):
            now, then = unit[code], other[code]
            if then.status != "ok" or then.points is None or then.max != now.max:
                continue
            if then.points != now.points and now.status == "ok":
                cost = self.cost_of(code, values)
                option = LeafOption(code, values, cost, Fraction(then.points))
                self.of_leaf.setdefault(code, []).append(option)

    def _gates(self, code: str) -> list[LeafOption]:
        """For each set of gates that apply now: the option that none of these applies."""
        closed = [
            column.name
            for column in self._columns.get(code, ())
            if column.type == "boolean" and is_yes(self.cells[column.name])
        ]
        if code in self.forbidden:
            return []
        found = []
        for size in range(1, len(closed) + 1):
            for names in combinations(closed, size):
                values: Values = dict.fromkeys(names, False)
                found.append(LeafOption(code, values, self.cost_of(code, values), Fraction(0)))
        return found


def is_yes(value: object) -> bool:
    """Whether a value of the data means yes."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).casefold() in _YES
    return value is not None and value == 1
