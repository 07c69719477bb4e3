# SPDX-License-Identifier: MIT
"""The nearest single changes of a unit's values with which its total has more points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from parindex._fraction import ExactFraction
from parindex._steps import time_limit
from parindex._typing import Number
from parindex.display._shown import Records, record
from parindex.engine.scores import Scores
from parindex.novalue import NoValue
from parindex.results._changes import Candidate, Search, cells_of, rescored

if TYPE_CHECKING:
    from parindex.engine.unit_score import UnitScore


@record
class Gain(NamedTuple):
    """One changed value of a unit, all others as they are, and the points that the total gains by it."""

    code: str
    """Code of the leaf."""
    input: str
    """Name of the input in its leaf; the id of the item, or of the gate."""
    column: str
    """Name of the data column."""
    now: bool | Number | float | str | NoValue | None
    """The value in the data."""
    value: bool | Decimal | str
    """The other value: a number, yes or no as bool, or the id of an option."""
    beyond: Literal["", "above", "below"]
    """``"above"``: every number above `value` and near it, but not `value` itself; ``"below"`` likewise."""
    points: Number
    """Points of the leaf with the other value."""
    gain: Number
    """Points that the total gains, above 0."""
    index_gain: Number | None
    """Difference of the index of the total; None if it has none."""


def gains(scores: Scores, unit: str, timeout: float | None) -> tuple[Gain, ...]:
    """See `Scores.gains`."""
    with time_limit(timeout):
        return Records(_found(scores, scores[unit]), scores.plan.rubric.language)


def _found(scores: Scores, score: UnitScore) -> list[Gain]:
    lost = [] if score.status != "ok" else scores.points_lost(score.unit)
    state = scores._core.state()
    row = scores._row(score.unit)
    cells = cells_of(scores, state, row)
    search = Search(scores, score.group, cells)
    candidates = [one for leaf in lost for one in search.candidates(leaf.code)]
    tried = [{one.column: value} for one in candidates for value in one.tried or (one.value,)]
    if not tried:
        return []
    others = list(rescored(scores, state, row, cells, tried))
    results: dict[str, tuple[Any, Gain]] = {}
    at = 0
    for one in candidates:
        count = len(one.tried) or 1
        gain = _gain(score, one, cells[one.column], others[at : at + count])
        at += count
        if gain is not None:
            # The nearest number, of two the one that gives more, then the smaller; of options the one that
            # gives least.
            distance = Fraction(gain.gain) if one.distance is None else one.distance
            number = one.value if isinstance(one.value, Decimal) else 0
            key = distance, -Fraction(gain.gain), bool(one.beyond), number
            if one.column not in results or key < results[one.column][0]:
                results[one.column] = key, gain
    found = [gain for _, gain in results.values()]
    order = {column.name: at for at, column in enumerate(scores.plan.columns)}
    return sorted(found, key=lambda one: (-Fraction(one.gain), order[one.column]))


def _gain(score: UnitScore, one: Candidate, now: Any, others: Sequence[UnitScore]) -> Gain | None:
    """What a candidate gives; None without a gain, or if it is not the same for all tried values."""
    before = score.total
    totals = [(other.total.status, other.points, other.total.index) for other in others]
    status, points, index = totals[0]
    if status != "ok" or points is None or before.points is None or len(set(totals)) > 1:
        return None
    leaf = others[0][one.code].points
    gain = ExactFraction(Fraction(points) - Fraction(before.points))
    if gain <= 0 or leaf is None:
        return None
    more = None
    if index is not None and before.index is not None:
        more = ExactFraction(Fraction(index) - Fraction(before.index))
    return Gain(one.code, one.input, one.column, now, one.value, one.beyond, leaf, gain, more)
