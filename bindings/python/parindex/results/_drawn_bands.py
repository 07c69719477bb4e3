# SPDX-License-Identifier: MIT
"""Bands whose ends or points have many different values: compared with the quantity, without a variant for each.

The check of bands depends on nothing but the order of the ends and of the limits of the quantity, if the quantity takes
all values between its limits, and on the lowest and the highest points. So draws that keep the order of the rubric, and
points that stay between 0 and the maximum, pass as the rubric does. Everything else is left to the variants.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from parindex.novalue import NoValue
from parindex.results._draw_values import (
    Array,
    Whole,
    as_whole,
    distinct,
    number,
)
from parindex.results._draws import Draws, Edit, Json
from parindex.results._leaf_figures import LeafDraws, NotWholeError
from parindex.results._whole_figures import most, times

_LOWER, _UPPER = {"from": True, "above": False}, {"below": True, "to": False}
_LEAF = {
    "code",
    "title",
    "source",
    "note",
    "max",
    "inputs",
    "rule",
    "provenance",
    "evidence",
    "layer",
    "resolution",
}
_INPUT = {"name", "type", "min", "max", "title", "note", "source"}
_ON = {"value", "ratio", "percent", "min", "max", "when_zero"}
_FIFTEEN = 10**15
_POLICIES = {"missing", "not_applicable", "not_proven", "refused", "index_rounding", "only_for"}


class _Cut(NamedTuple):
    """Where a band ends and the next one begins: at a number for each draw, or for all."""

    at: Whole
    closed: bool
    """Whether the number is in the upper band."""


class DrawnBands:
    """The bands of a leaf, from the lowest."""

    def __init__(
        self, cuts: list[_Cut], points: list[Whole], on: Json, names: dict[str, str]
    ) -> None:
        self._cuts = cuts
        self._points = points
        self._on = on
        self._names = names

    def of_draws(self, leaf: LeafDraws, some: slice, columns: Columns) -> LeafDraws:
        """The points in some draws; `leaf` has them by the rubric, which are right where no band applies."""
        import numpy as np

        given, known = self._quantity(some, columns)
        scale = as_whole(
            [Fraction(1, leaf.denominator), *(Fraction(1, one[1]) for one in self._points)]
        )[1]
        points = [times(numbers, scale // below) for numbers, below in self._points]
        found: Array = _by_draw(points[0], some)
        for cut, lower, upper in zip(self._cuts, points, points[1:], strict=False):
            step = _by_draw(upper, some) - _by_draw(lower, some)
            found = found + step * given.reach(cut, some)
        before = times(leaf.numbers, scale // leaf.denominator)
        numbers = np.where(known, found, before)
        return leaf._replace(numbers=numbers, denominator=scale, rows=numbers)

    def _quantity(self, some: slice, columns: Columns) -> tuple[_Doubles | _Ratios, Array]:
        """What is compared in some draws, and where it is known."""
        (kind,) = self._on.keys() & {"value", "ratio", "percent"}
        if kind == "value":
            name = self._names[self._on[kind]]
            if (doubles := columns.doubles(name, some)) is not None:
                return _Doubles(doubles), doubles == doubles  # noqa: PLR0124 - not NaN
            above, known = columns.whole(name, some)
            return _Ratios(above[0], above[1]), known
        first, second = (self._names[name] for name in self._on[kind])
        above, known_above = columns.whole(first, some)
        below, known_below = columns.whole(second, some)
        numbers = times(above[0], below[1] * (100 if kind == "percent" else 1))
        divisors = times(below[0], above[1])
        usable = divisors > 0
        return _Ratios(numbers, _usable(usable, divisors)), known_above & known_below & usable


class _Doubles(NamedTuple):
    """Values as doubles, each of which means its shortest decimal."""

    values: Array

    def reach(self, cut: _Cut, some: slice) -> Array:
        """Whether values are in the upper band.

        Rounding to doubles keeps the order, so only a value that is the double nearest to the end needs a second look:
        whether its decimal is below, at or above that end.
        """
        numbers, scale = cut.at
        nearest, signs = _nearest(numbers[some] if len(numbers) > 1 else numbers, scale)
        at = signs >= 0 if cut.closed else signs > 0
        return (self.values > nearest[:, None]) | ((self.values == nearest[:, None]) & at[:, None])


def _nearest(numbers: Array, scale: int) -> tuple[Array, Array]:
    """The nearest doubles, and whether their shortest decimals are below (-1), at (0) or above (1) the numbers."""
    import numpy as np

    if _FIFTEEN % scale == 0:
        digits = next(digits for digits in range(16) if 10**digits % scale == 0)
        decimals = times(numbers, 10**digits // scale)
        if most(decimals) < _FIFTEEN:
            # Fifteen digits: no shorter decimal has the same double.
            return decimals / 10**digits, np.zeros(len(numbers), dtype=np.int8)
    exact = [Fraction(int(one), scale) for one in numbers.tolist()]
    nearest = [float(one) for one in exact]
    decimals = [Fraction(repr(near)) for near in nearest]
    signs = [(near > one) - (near < one) for near, one in zip(decimals, exact, strict=True)]
    return np.array(nearest), np.array(signs)


class _Ratios(NamedTuple):
    """Values as whole numbers over whole numbers above 0."""

    numbers: Array
    denominators: Array

    def reach(self, cut: _Cut, some: slice) -> Array:
        """Whether values are in the upper band."""
        numbers, scale = cut.at
        left = times(self.numbers, scale)
        right = times(_by_draw(numbers, some), self.denominators)
        return (left >= right if cut.closed else left > right).astype(bool)


class Columns:
    """The values of data columns by draw and unit."""

    def __init__(self, draws: Draws, columns: dict[str, Any], units: int) -> None:
        self._draws = draws
        self._columns = columns
        self._units = units
        markers = draws.base.get("markers", {})
        self._markers = {text for texts in markers.values() for text in texts}

    def doubles(self, name: str, some: slice) -> Array | None:
        """The values as an array of doubles with a row for each draw or for all; None if they are something else."""
        import numpy as np

        cells = self._draws.cells.get(name)
        if cells is None:
            column = self._columns.get(name)
            return np.frombuffer(column)[None, :] if isinstance(column, bytes) else None
        if cells.picks is not None or cells.values.dtype != np.float64:
            return None
        rows, _ = cells.matrix(some, self._units)
        return rows

    def whole(self, name: str, some: slice) -> tuple[Whole, Array]:
        """The values as whole numbers, and where there is one."""
        import numpy as np

        cells = self._draws.cells.get(name)
        if cells is None:
            column = self._columns.get(name)
            if isinstance(column, bytes):
                column = np.frombuffer(column).tolist()
            values = [None] * self._units if column is None else list(column)
            numbers, known = self._numbers(values)
            return (numbers[0][None, :], numbers[1]), known[None, :]
        rows, values = cells.matrix(some, self._units)
        if values is None:
            rows, values = distinct(rows)
            values = values.tolist()
        numbers, known = self._numbers(values)
        return (numbers[0][rows], numbers[1]), known[rows]

    def _numbers(self, values: Sequence[Any]) -> tuple[Whole, Array]:
        import numpy as np

        found = [number(value) for value in values]
        for value, read in zip(values, found, strict=True):
            absent = (
                value is None or isinstance(value, NoValue) or value == "" or value in self._markers
            )
            if (read is None) != absent and not isinstance(value, float):
                raise NotWholeError  # perhaps a number in a form that only the engine reads
        known = np.array([read is not None for read in found], dtype=bool)
        return as_whole([Fraction(0) if read is None else read for read in found]), known


def _usable(usable: Array, divisors: Array) -> Array:
    """Divisors, and 1 where they are not usable."""
    import numpy as np

    return np.where(usable, divisors, 1)


def _by_draw(numbers: Array, some: slice) -> Array:
    """Numbers of draws as a column, those for all draws as one cell."""
    return (numbers[some] if len(numbers) > 1 else numbers)[:, None]


# ---- which leaves ---------------------------------------------------------------------------------


def bands_of(leaf: Json, edits: Sequence[Edit], names: dict[str, str]) -> DrawnBands | None:
    """The bands of a leaf, if all draws pass the check because the rubric does."""
    rule = leaf["rule"].get("bands")
    if rule is None or leaf.keys() - _LEAF - _POLICIES:
        return None
    on = rule["on"]
    if on.keys() - _ON or not _is_dense(leaf, on):
        return None
    drawn: dict[tuple[int, str], Whole] = {}
    for edit in edits:
        for path in (edit.path, *edit.also):
            if path[:3] != ("rule", "bands", "steps") or len(path) != 5 or edit.whole is None:
                return None
            drawn[int(path[3]), str(path[4])] = edit.whole
    steps = rule["steps"]
    order = sorted(range(len(steps)), key=lambda at: _lower_end(steps[at]))
    cuts = _cuts(steps, order, drawn, _limits(leaf, on))
    if cuts is None:
        return None
    most_points = Fraction(str(leaf["max"]))
    points = []
    for at in order:
        now = Fraction(str(steps[at]["points"]))
        if (at, "points") not in drawn:
            points.append(as_whole([now]))
            continue
        numbers, scale = drawn[at, "points"]
        inside = (numbers > 0) & (
            times(numbers, most_points.denominator) < most_points.numerator * scale
        )
        if not 0 < now < most_points or not inside.all():
            return None
        points.append((numbers, scale))
    return DrawnBands(cuts, points, on, names)


def _is_dense(leaf: Json, on: Json) -> bool:
    """Whether the quantity takes all values between its limits."""
    inputs = {one["name"]: one for one in leaf.get("inputs", ())}
    ((_, read),) = [(key, on[key]) for key in on.keys() & {"value", "ratio", "percent"}] or [
        ("", None)
    ]
    used = [read] if isinstance(read, str) else read or []
    return bool(used) and all(
        name in inputs and not inputs[name].keys() - _INPUT and inputs[name]["type"] == "number"
        for name in used
    )


def _limits(leaf: Json, on: Json) -> list[Fraction]:
    """Every number that can be a limit of the quantity."""
    ends = [Fraction(str(on[key])) for key in ("min", "max") if key in on]
    inputs = {one["name"]: one for one in leaf["inputs"]}
    of = {
        name: [Fraction(str(one[key])) for key in ("min", "max") if key in one]
        for name, one in inputs.items()
    }
    if "value" in on:
        return ends + of[on["value"]]
    first, second = on.get("percent") or on["ratio"]
    factor = 100 if "percent" in on else 1
    ends += [factor * above / below for above in of[first] for below in of[second] if below]
    return [*ends, Fraction(0)]


def _lower_end(step: Json) -> tuple[bool, Fraction, bool]:
    """A key by which bands are in order."""
    for key, closed in _LOWER.items():
        if key in step:
            return True, Fraction(str(step[key])), not closed
    return False, Fraction(0), False


def _cuts(
    steps: list[Json], order: list[int], drawn: dict[tuple[int, str], Whole], limits: list[Fraction]
) -> list[_Cut] | None:
    """Where the bands meet; None if they do not meet in all draws, or if their order changes."""
    outer = {(order[0], key) for key in _LOWER} | {(order[-1], key) for key in _UPPER}
    if outer & drawn.keys():
        return None
    cuts: list[_Cut] = []
    for lower, upper in pairwise(order):
        ends = (
            [key for key in _UPPER if key in steps[lower]],
            [key for key in _LOWER if key in steps[upper]],
        )
        if not all(ends) or _UPPER[ends[0][0]] != _LOWER[ends[1][0]]:
            return None
        now = Fraction(str(steps[lower][ends[0][0]]))
        if now != Fraction(str(steps[upper][ends[1][0]])):
            return None
        one = drawn.get((lower, ends[0][0])) or as_whole([now])
        other = drawn.get((upper, ends[1][0])) or as_whole([now])
        if not (times(one[0], other[1]) == times(other[0], one[1])).all():
            return None
        for limit in limits:
            side = times(one[0], limit.denominator), limit.numerator * one[1]
            kept = (
                side[0] > side[1]
                if now > limit
                else side[0] < side[1]
                if now < limit
                else side[0] == side[1]
            )
            if not kept.all():
                return None
        if cuts:
            before = cuts[-1].at
            if not (times(before[0], one[1]) < times(one[0], before[1])).all():
                return None
        cuts.append(_Cut(one, _LOWER[ends[1][0]]))
    return cuts
