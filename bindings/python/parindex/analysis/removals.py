# SPDX-License-Identifier: MIT
"""What becomes of the order when a unit or a node is removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex._fraction import ExactFraction
from parindex._steps import each, time_limit
from parindex._typing import Number
from parindex.analysis._orders import compared_units
from parindex.analysis._shares import Shares
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, record
from parindex.display._text import show
from parindex.display._words import pick, word
from parindex.engine.scores import Scores, restored

if TYPE_CHECKING:
    from parindex.analysis._shares import Weighed


@record
class RankReversal(NamedTuple):
    """Two units that change places, or become equal, when a third one is removed from the table."""

    removed: str
    """The unit that is removed."""
    first: str
    """The unit that was ahead, or equal and named first in the table."""
    second: str
    ranks_before: tuple[int, int]
    """Ranks of the two in the whole table."""
    ranks_after: tuple[int, int]
    """Ranks of the two without the removed unit."""


@record
class NodeInfluence(NamedTuple):
    """What the removal of one node does to the ranks."""

    code: str
    moved: int
    """The number of units whose rank changes."""
    mean_shift: Number
    """The mean of the absolute changes of rank, over all units with a rank."""
    largest_shift: int
    """The largest absolute change of a rank."""
    unit: str
    """The first unit in the table with that change; empty if no rank changes."""


def rank_reversals(scores: Scores, timeout: float | None) -> tuple[RankReversal, ...]:
    """See `Scores.rank_reversals`."""
    with time_limit(timeout):
        before = scores.rank()._core.ranks(scores._core)
        state = scores._core.state()
        found: list[RankReversal] = []
        # With statistics of a cohort that the caller gave, or without any, no unit looks at the others.
        if scores.plan.statistics and not state[6]:
            for row in each(range(len(scores))):
                if before[row] is not None:
                    found += _reversed(scores, state, row, before)
        return Records(found, scores.plan.rubric.language)


def _reversed(
    scores: Scores, state: Any, row: int, before: Sequence[int | None]
) -> list[RankReversal]:
    rest = [at for at in range(len(scores)) if at != row]
    names, groups, unranked, columns = ([*part] for part in state[:4])
    left = [(name, _without(column, row)) for name, column in columns]
    without = ([of[at] for at in rest] if of else [] for of in (names, groups, unranked))
    scored = restored(scores.plan, (*without, left, None, None, False, "total"))
    ranks = dict(zip(rest, scored.rank()._core.ranks(scored._core), strict=True))
    groups_of = scores.groups if scores.rank().rule["within"] == "group" else None
    found = []
    for one, other in combinations(rest, 2):
        if groups_of and groups_of[one] != groups_of[other]:
            continue
        old, new = (before[one], before[other]), (ranks[one], ranks[other])
        if None in old or None in new or _order(*old) == _order(*new):
            continue
        if _order(*old) > 0:
            one, other, old, new = other, one, old[::-1], new[::-1]
        names_of = scores.units[row], scores.units[one], scores.units[other]
        found.append(RankReversal(*names_of, old, new))  # type: ignore[arg-type]
    return found


def _order(one: Any, other: Any) -> int:
    return int(one > other) - int(one < other)


def _without(column: Any, row: int) -> Any:
    if isinstance(column, bytes):
        return column[: 8 * row] + column[8 * (row + 1) :]
    return [*column[:row], *column[row + 1 :]]


def influences(scores: Scores, timeout: float | None) -> tuple[NodeInfluence, ...]:
    """See `Scores.influences`."""
    with time_limit(timeout):
        shares = Shares(scores)
        together = compared_units(scores, shares.units)
        before = _ranks(shares.totals(), together)
        found = (
            _influence(node, shares.units, together, before) for node in each(shares.weighed())
        )
        return Records((one for one in found if one is not None), scores.plan.rubric.language)


def _influence(
    node: Weighed, units: Sequence[str], together: list[list[int]], before: dict[int, int]
) -> NodeInfluence | None:
    if any(line.grows and line.whole == node.weight for line in node.lines):
        return None  # nothing would be left for some unit
    after = _ranks([line.at(-node.weight) for line in node.lines], together)
    shifts = {at: abs(after[at] - rank) for at, rank in before.items()}
    largest = max(shifts.values(), default=0)
    first = next((at for at in sorted(shifts) if largest and shifts[at] == largest), None)
    return NodeInfluence(
        node.code,
        sum(shift > 0 for shift in shifts.values()),
        ExactFraction(Fraction(sum(shifts.values()), len(shifts) or 1)),
        largest,
        "" if first is None else units[first],
    )


def _ranks(totals: Sequence[Fraction], together: list[list[int]]) -> dict[int, int]:
    """Competition ranks: one more than the number of better units."""
    found = {}
    for positions in together:
        order = sorted((totals[at] for at in positions), reverse=True)
        first = {total: rank for rank, total in reversed([*enumerate(order, 1)])}
        found.update({at: first[totals[at]] for at in positions})
    return found


def influences_grid(
    found: Sequence[NodeInfluence], nodes: Mapping[str, Any], language: str
) -> Grid:
    """One row per node: how many units move without it, how far on average, and which one the most."""
    keys, numbers = ("code", "title"), ("moved", "mean_shift", "largest_shift")
    grid = Grid(
        word("influences", language),
        [
            *(Head(word(key, language), text=True) for key in keys),
            *(Head(word(key, language)) for key in numbers),
            Head(word("unit", language), text=True),
        ],
        language=language,
    )
    for one in found:
        title = pick(nodes[one.code].get("title", {}), language)
        shifts = (str(one.moved), show(one.mean_shift), str(one.largest_shift))
        grid.rows.append(Row([one.code, title, *shifts, one.unit]))
    grid.drop_empty()
    return grid


def reversals_grid(found: Sequence[RankReversal], language: str) -> Grid:
    """One row per pair that changes places: the removed unit, the two, and their ranks before and after."""
    keys = ("removed", "ahead", "behind", "before", "after")
    heads = [Head(word(key, language), text=True) for key in keys]
    grid = Grid(f"{word('reversals', language)}: {len(found)}", heads, language=language)
    for one in found:
        ranks = (", ".join(map(str, both)) for both in (one.ranks_before, one.ranks_after))
        grid.rows.append(Row([one.removed, one.first, one.second, *ranks]))
    return grid
