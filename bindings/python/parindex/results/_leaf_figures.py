# SPDX-License-Identifier: MIT
"""The points of leaves as whole numbers over one denominator."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple, cast

from parindex import _core
from parindex._steps import each
from parindex.results._draw_values import MOST, Array, as_whole
from parindex.results._draws import Json
from parindex.results._places import NO_VALUES, numbers_of

_NONE = Fraction(0)
_OK, _EXCLUDED, _FAILED = 0, 1, 2
# Kinds whose points are some of the numbers in the rule, or sums of them.
_LISTED = {"choice", "yes_no", "all_of", "checklist", "bands", "decision_table", "deduction"}


class NotWholeError(Exception):
    """The draws need a rubric for each."""


class LeafDraws(NamedTuple):
    """The points of a leaf: a row for each variant, or for each draw."""

    numbers: Array
    """Numerators; 0 where the leaf has no points."""
    denominator: int
    maxima: list[Fraction]
    """By variant."""
    left: Array | None
    """Where the leaf counts; None: everywhere."""
    failed: Array | None
    """Where it is in error; None: nowhere."""
    picks: Array | None
    """The variant of each draw; None if there is only one."""
    rows: Array | None
    """The row of each draw; None if there is one row for all draws."""


def figures_of(
    core: _core.Scores,
    places: list[int],
    made: list[Json],
    size: int,
    root: Json,
    choose: Callable[[Array], Array] = lambda cells: cells,
    marks: int | None = None,
) -> tuple[Array, int, Array]:
    """The points of leaves: numerators, their denominator, and what each cell is.

    The leaves inherit policies from `root`. `choose` takes those that are needed from an array with a row for each
    leaf. `marks` is a number by which the values of the leaves are whole, if it is known.
    """
    import numpy as np

    scale = lcm(*(_scale(leaf, root, marks) or 0 for leaf in made))
    if 0 < scale < MOST:
        points = np.empty((len(made), size))
        core.write_figures(places, "points", cast("Any", points.reshape(-1)))
        lost = np.isnan(points)
        some = bool(lost.any())
        status = choose(_status(core, places, lost) if some else np.zeros(lost.shape, np.int8))
        numbers = choose(points) * scale
        if some:
            numbers[choose(lost)] = 0
        if max(abs(numbers.max()), abs(numbers.min())) < MOST // 8:
            # The double nearest to a multiple of 1 / scale: that multiple is the nearest one.
            return np.rint(numbers, out=numbers).astype(np.int64), scale, status
    lists = core.figure_lists(places, "points")
    lost = np.array([[value is None for value in column] for column in lists])
    flat = [_NONE if value is None else value for column in each(lists) for value in column]
    whole, scale = as_whole(flat)
    return choose(whole.reshape(lost.shape)), scale, choose(_status(core, places, lost))


def _status(core: Any, places: list[int], lost: Array) -> Array:
    """Whether each cell counts, is excluded or is in error."""
    import numpy as np

    status = np.zeros(lost.shape, dtype=np.int8)
    some = lost.any(axis=1).nonzero()[0]
    for at, words in zip(
        some, core.status_lists([places[one] for one in some.tolist()]), strict=True
    ):
        if "unavailable" in words:
            raise NotWholeError
        status[at] = [
            _OK if w == "ok" else _EXCLUDED if w == "excluded" else _FAILED for w in words
        ]
    return status


def stacked(parts: list[tuple[Array, int, Array]]) -> tuple[Array, int, Array]:
    """Parts of the variants below each other, over one denominator."""
    import numpy as np

    if len(parts) == 1:
        return parts[0]
    scale = lcm(*(each_ for _, each_, _ in parts))
    numbers = []
    for one, each_, _ in parts:
        factor = scale // each_
        most = max(abs(int(one.max())), abs(int(one.min())))
        numbers.append((one if most * factor < 2**62 else one.astype(object)) * factor)
    return np.concatenate(numbers), scale, np.concatenate([status for _, _, status in parts])


def leaf_of(
    numbers: Array,
    scale: int,
    status: Array,
    maxima: list[Fraction],
    picks: Array | None,
    rows: Array | None,
) -> LeafDraws:
    left = status == _OK
    failed = status == _FAILED
    return LeafDraws(
        numbers, scale, maxima,
        None if left.all() else left, failed if failed.any() else None, picks, rows,
    )  # fmt: skip


def taken(values: Any, at: Array) -> Any:
    """Some values of a column, in order."""
    import numpy as np

    if values is None:
        return None
    if isinstance(values, bytes):
        return np.frombuffer(values)[at]
    return values[at] if isinstance(values, np.ndarray) else [values[one] for one in at.tolist()]


def _scale(leaf: Json, root: Json, marks: int | None) -> int | None:
    """A number by which the points of a leaf are whole; None if it is not known."""
    if (rounding := leaf.get("rounding")) is not None:
        if "step" in rounding:
            return Fraction(str(rounding["step"])).denominator
        return int(10 ** int(rounding["digits"]))
    ((kind, rule),) = leaf["rule"].items()
    found = [Fraction(str(leaf["max"]))]
    found += [
        Fraction(str(policy["points"]))
        for kind_ in NO_VALUES
        if isinstance(policy := leaf.get(kind_, root.get(kind_)), dict)
    ]
    if kind == "levels":
        found += [found[0] * Fraction(str(one["percent"])) / 100 for one in rule["options"]]
    elif kind == "direct" and "step" in rule:
        found += [Fraction(str(rule["min"])), Fraction(str(rule["step"]))]
    elif kind == "direct" and marks is not None:
        found.append(Fraction(1, marks))
    elif kind not in _LISTED:
        return None
    found += numbers_of(leaf)
    return lcm(*(value.denominator for value in found))
