# SPDX-License-Identifier: MIT
"""The interval of each weight in which units keep their order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, cast

from parindex import _core
from parindex._names import normal, unknown
from parindex._sentences import Text, in_language
from parindex._steps import each, time_limit
from parindex._typing import Number
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Told, record
from parindex.display._text import show
from parindex.display._words import pick, word

if TYPE_CHECKING:
    from parindex.engine.scores import Scores


@record
class WeightInterval(NamedTuple):
    """The values of one weight, all others as they are, with which units keep their order."""

    code: str
    """Code of the node whose weight it is; below a sum, its maximum."""
    weight: Number
    """The weight in the rubric."""
    low: Number | None
    """The end below: with this weight two units are equal, with a smaller one they change places. None: no smaller
    weight changes the order, except perhaps 0 for a unit that counts nothing else there and loses its result."""
    high: Number | None
    """The end above; None: no weight, however large, changes the order."""
    at_low: tuple[str, str] | None
    """The units that are equal at `low`, the one that is ahead now first."""
    at_high: tuple[str, str] | None
    """The units that are equal at `high`."""
    low_exact: bool = True
    """False if `low` is irrational: it is then rounded to twelve decimals, into the interval."""
    high_exact: bool = True
    """The same of `high`."""


class WeightIntervals(Told):
    """For each weight the interval in which units keep their order; made by `Scores.weight_intervals`. Immutable.

    Displayed as the intervals of the whole order. ``intervals.between("A", "B")`` is about two units.
    """

    __slots__ = ("_core", "_names", "_scores", "_weights", "left_out", "units")

    units: tuple[str, ...]
    """The units that have a result."""
    left_out: dict[str, str]
    """Nodes whose weight has no interval, by code, and why."""

    def __init__(self, scores: Scores) -> None:
        self._core = _core.weight_intervals(scores._core)
        self._scores = scores
        names = scores.units
        self._names = {row: names[row] for row in self._core.rows}
        self.units = tuple(self._names.values())
        weights = cast("list[Number]", self._core.weights)  # each has one
        self._weights = tuple(zip(self._core.codes, weights, strict=True))
        self.left_out = {code: Text.of(en, vi) for code, en, vi in self._core.left_out}

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the nodes whose weights have an interval, in document order."""
        return tuple(code for code, _ in self._weights)

    def between(self, first: str, second: str) -> tuple[WeightInterval, ...]:
        """The interval of each weight in which two units keep their order, in document order.

        Units that are equal now keep that only at the weight itself, or with any weight.

        Raises
        ------
        KeyError
            For a unit without a result.
        """
        return Records(self._pair(self._row(first), self._row(second)), self._language)

    def pairs(self) -> Iterator[tuple[WeightInterval, ...]]:
        """`between` of every pair of units, in the order of the table."""
        for first, second in each(combinations(self._names, 2)):
            yield tuple(self._pair(first, second))

    @property
    def order(self) -> tuple[WeightInterval, ...]:
        """The interval of each weight in which no unit overtakes another, and which two would be the first.

        Units are compared with those with which they are ranked, by the figure of the ranking before its rounding
        (the index, if the rubric declares no ranking). Units that are equal now are left out of the comparison.
        """
        found = []
        for (code, weight), row in zip(self._weights, self._core.order(), strict=True):
            low, high, at_low, at_high, *exact = row
            pairs = self._pair_of(at_low), self._pair_of(at_high)
            found.append(WeightInterval(code, weight, low, high, *pairs, *exact))
        return Records(found, self._language)

    @property
    def _language(self) -> str:
        return self._scores.plan.rubric.language

    def _row(self, unit: str) -> int:
        row = self._scores._core.find(normal(unit))
        if row is None or row not in self._names:
            raise unknown("unit", unit, self.units)
        return row

    def _pair_of(self, rows: tuple[int, int] | None) -> tuple[str, str] | None:
        return None if rows is None else (self._names[rows[0]], self._names[rows[1]])

    def _pair(self, first: int, second: int) -> Iterator[WeightInterval]:
        rows, ends = self._core.between(first, second)
        names = self._pair_of(rows)
        for (code, weight), (low, high, *exact) in zip(self._weights, ends, strict=True):
            at_low = None if low is None else names
            at_high = None if high is None else names
            yield WeightInterval(code, weight, low, high, at_low, at_high, *exact)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """One row per weight: the interval of the whole order, and the units that would change places."""
        language = language or self._language
        rubric = self._scores.plan.rubric
        nodes = rubric._nodes()
        grid = Grid(
            word("weight_intervals", language),
            [
                *(Head(word(key, language), text=True) for key in ("code", "title")),
                *(Head(word(key, language)) for key in ("weight", "from_weight", "to_weight")),
                *(Head(word(key, language), text=True) for key in ("below_swap", "above_swap")),
            ],
            language=language,
        )
        found = self.order
        for one in found[:max_rows]:
            title = pick(nodes[one.code].get("title", {}), language)
            swaps = (" ↔ ".join(pair) if pair else "" for pair in (one.at_low, one.at_high))
            ends = (_shown(one.low, one.low_exact), _shown(one.high, one.high_exact))
            grid.rows.append(Row([one.code, title, show(one.weight), *ends, *swaps]))
        grid.drop_empty()
        grid.note_rest(len(found) - max_rows, language)
        grid.notes += left_out_notes(self.left_out, language)
        return [grid]


def _shown(end: Number | None, exact: bool) -> str:
    """An end of an interval; an irrational one after a ≈, as it is rounded."""
    return show(end) if exact or end is None else f"≈ {end}"


def left_out_notes(left_out: dict[str, str], language: str) -> list[str]:
    """One line for each reason, with the nodes that it is about."""
    codes: dict[str, list[str]] = {}
    for code, reason in left_out.items():
        codes.setdefault(in_language(reason, language), []).append(code)
    said = word("weights_left_out", language)
    return [said.format(", ".join(named), reason) for reason, named in codes.items()]


def weight_intervals(scores: Scores, timeout: float | None) -> WeightIntervals:
    """See `Scores.weight_intervals`."""
    with time_limit(timeout):
        return WeightIntervals(scores)
