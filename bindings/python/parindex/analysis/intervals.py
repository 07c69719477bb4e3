# SPDX-License-Identifier: MIT
"""The interval of each weight in which units keep their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import isqrt, lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex._fraction import ExactFraction
from parindex._names import normal, unknown
from parindex._sentences import in_language
from parindex._steps import each, time_limit
from parindex._typing import Number
from parindex.analysis._orders import tied_groups
from parindex.analysis._shares import Line, Shares, Weighed
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Told, record
from parindex.display._text import show
from parindex.display._words import pick, word

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

DECIMALS = 12
"""Decimals of an end that is irrational."""

_Ends = tuple[ExactFraction | None, ExactFraction | None, bool, bool]
"""The two ends, and whether each is exact."""


@record
class WeightInterval(NamedTuple):
    """The values of one weight, all others as they are, with which units keep their order."""

    code: str
    """Code of the node whose weight it is; below a sum, its maximum."""
    weight: Number
    """The weight in the rubric."""
    low: Number | None
    """The end below: with this weight two units are equal, with a smaller one they change places. None: even
    a weight of 0 does not change the order."""
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


@dataclass(frozen=True, slots=True)
class _Whole:
    """Slopes in whole numbers, for a node whose block has the same weights for every unit."""

    slopes: Sequence[int]
    of_slope: int
    of_total: int
    below: int

    @classmethod
    def of(cls, node: Weighed, scale: int) -> _Whole | None:
        wholes = {(line.whole, line.grows) for line in node.lines}
        if len(wholes) != 1:
            return None
        ((whole, _),) = wholes
        own = lcm(*(line.slope.denominator for line in node.lines))
        slopes = [line.slope.numerator * (own // line.slope.denominator) for line in node.lines]
        weight = node.weight
        return cls(
            slopes,
            weight.numerator * scale * whole.denominator,
            weight.denominator * whole.numerator * own,
            weight.denominator * scale * whole.denominator,
        )


class WeightIntervals(Told):
    """For each weight the interval in which units keep their order; made by `Scores.weight_intervals`. Immutable.

    Displayed as the intervals of the whole order. ``intervals.between("A", "B")`` is about two units.
    """

    __slots__ = ("_language", "_nodes", "_scores", "_totals", "_wholes", "left_out", "units")

    units: tuple[str, ...]
    """The units that have a result."""
    left_out: dict[str, str]
    """Nodes whose weight has no interval, by code, and why."""

    def __init__(self, scores: Scores) -> None:
        shares = Shares(scores)
        self._scores = scores
        self._language = scores.plan.rubric.language
        self._nodes = tuple(each(shares.weighed()))
        self.units = shares.units
        self.left_out = dict(shares.left_out)
        totals = shares.totals()
        scale = lcm(*(total.denominator for total in totals))
        self._totals = [total.numerator * (scale // total.denominator) for total in totals]
        self._wholes = [_Whole.of(node, scale) for node in self._nodes]

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the nodes whose weights have an interval, in document order."""
        return tuple(node.code for node in self._nodes)

    def between(self, first: str, second: str) -> tuple[WeightInterval, ...]:
        """The interval of each weight in which two units keep their order, in document order.

        Units that are equal now keep that only at the weight itself, or with any weight.

        Raises
        ------
        KeyError
            For a unit without a result.
        """
        return Records(self._pair(self._at(first), self._at(second)), self._language)

    def pairs(self) -> Iterator[tuple[WeightInterval, ...]]:
        """`between` of every pair of units, in the order of the table."""
        for first, second in each(combinations(range(len(self.units)), 2)):
            yield tuple(self._pair(first, second))

    @property
    def order(self) -> tuple[WeightInterval, ...]:
        """The interval of each weight in which no unit overtakes another, and which two would be the first.

        Units are compared with those with which they are ranked, by the figure of the ranking before its rounding
        (the index, if the rubric declares no ranking). Units that are equal now are left out of the comparison.
        """
        neighbours = list(self._neighbours())
        found = (self._closest(at, neighbours) for at in range(len(self._nodes)))
        return Records(each(found), self._language)

    # ---- one pair -------------------------------------------------------------------------------

    def _at(self, unit: str) -> int:
        name = normal(unit)
        if name not in self.units:
            raise unknown("unit", unit, self.units)
        return self.units.index(name)

    def _pair(self, first: int, second: int) -> Iterator[WeightInterval]:
        if self._totals[first] < self._totals[second]:
            first, second = second, first
        pair = self.units[first], self.units[second]
        for at, node in enumerate(self._nodes):
            low, high, *exact = self._ends(at, first, second)
            at_low = None if low is None else pair
            at_high = None if high is None else pair
            yield WeightInterval(node.code, node.weight, low, high, at_low, at_high, *exact)

    def _ends(self, at: int, first: int, second: int) -> _Ends:
        """The ends for two units, of which the first is not behind."""
        ahead = self._totals[first] - self._totals[second]
        whole = self._wholes[at]
        if whole is None:
            node = self._nodes[at]
            return _curved(node.weight, node.lines[first], node.lines[second])
        slope = whole.slopes[first] - whole.slopes[second]
        if slope == 0:
            return None, None, True, True
        if ahead == 0:
            weight = self._nodes[at].weight
            return weight, weight, True, True
        # weight - ahead * whole / slope, over one denominator
        above = whole.of_total * ahead - whole.of_slope * slope
        if slope < 0:
            return None, ExactFraction(above, -whole.below * slope), True, True
        low = ExactFraction(-above, whole.below * slope) if above <= 0 else None
        return low, None, True, True

    # ---- the whole order ------------------------------------------------------------------------

    def _neighbours(self) -> Iterator[tuple[int, int]]:
        """Pairs of units that are adjacent in the order; each unit of a tie is adjacent to each one of the tie before it."""
        for tied in tied_groups(self._scores, self.units, self._totals):
            for better, worse in pairwise(tied):
                yield from ((one, other) for one in better for other in worse)

    def _closest(self, at: int, neighbours: Sequence[tuple[int, int]]) -> WeightInterval:
        node = self._nodes[at]
        low: Any = (None, None, True)
        high: Any = (None, None, True)
        for first, second in neighbours:
            below, above, below_exact, above_exact = self._ends(at, first, second)
            if below is not None and (low[0] is None or below > low[0]):
                low = below, (self.units[first], self.units[second]), below_exact
            if above is not None and (high[0] is None or above < high[0]):
                high = above, (self.units[first], self.units[second]), above_exact
        ends = (low[0], high[0], low[1], high[1], low[2], high[2])
        return WeightInterval(node.code, node.weight, *ends)

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


def _curved(weight: ExactFraction, one: Line, other: Line) -> _Ends:
    """The ends if the two units count different weights: roots of a polynomial of degree two."""
    sign = 1 if one.total >= other.total else -1
    parts = [(line.total * line.whole, line.slope, line.whole, line.grows) for line in (one, other)]
    (p, q, u, g), (r, s, v, h) = parts
    c, b, a = p * v - r * u, q * v + p * h - s * u - r * g, q * h - s * g
    if c == 0:
        end = None if a == b == 0 else weight
        return end, end, True, True
    scale = lcm(a.denominator, b.denominator, c.denominator)
    whole = [sign * int(value * scale) for value in (a, b, c)]
    roots = _roots(*whole)
    below = [root for root in roots if root[0] < 0 and root[0] >= -weight]
    above = [root for root in roots if root[0] > 0]
    low = max(below, default=(None, True))
    high = min(above, default=(None, True))
    ends = [None if end[0] is None else ExactFraction(weight + end[0]) for end in (low, high)]
    return ends[0], ends[1], low[1], high[1]


def _roots(a: int, b: int, c: int) -> list[tuple[Fraction, bool]]:
    """The roots of a x² + b x + c, each with whether it is exact; an irrational one is rounded towards 0."""
    if a == 0:
        return [(Fraction(-c, b), True)] if b else []
    inside = b * b - 4 * a * c
    if inside < 0:
        return []
    root = isqrt(inside)
    if root * root == inside:
        return [(Fraction(-b + side * root, 2 * a), True) for side in (1, -1)]
    grid = 10**DECIMALS
    found = []
    for side in (1, -1):
        # The root lies between two neighbouring numbers of the grid; the one nearer to 0 is inside.
        near = (-b * grid + side * isqrt(inside * grid * grid)) // (2 * a)
        ends = [
            at
            for at in range(near - 1, near + 2)
            if _value(a, b, c, at, grid) * _value(a, b, c, at + 1, grid) < 0
        ]
        at = ends[0] if ends else near
        found.append((Fraction(at if near >= 0 else at + 1, grid), False))
    return found


def _value(a: int, b: int, c: int, at: int, grid: int) -> int:
    return a * at * at + b * at * grid + c * grid * grid


def weight_intervals(scores: Scores, timeout: float | None) -> WeightIntervals:
    """See `Scores.weight_intervals`."""
    with time_limit(timeout):
        return WeightIntervals(scores)
