# SPDX-License-Identifier: MIT
"""Ranks of units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from parindex.reference.aggregations import Points, Result
from parindex.reference.cells import Row
from parindex.reference.classes import compared, stated
from parindex.reference.leaves import Units, units_of
from parindex.reference.numbers import Json
from parindex.reference.score import is_ranked, read_rubric, walk_all

Standing = tuple[tuple[Fraction, ...], ...]


def standing(rubric: Json, how: Json, row: Row, units: Units, node: str = "") -> Standing | None:
    """The key by which units are compared, the greater first; None for an unranked unit."""
    results, _ = walk_all(rubric, row, units)
    own = results[node]
    if not is_ranked(row) or not isinstance(own, Points):
        return None

    def points(result: Result) -> tuple[Fraction, ...]:
        if not isinstance(result, Points):
            return ()  # sorts before every (points,): a unit with the node excluded is last
        return (result.exact if how["stage"] == "exact" else result.points,)

    return (
        (compared(how, own, stated(rubric)[node].index_rounding),),
        *(points(results[code]) for code in how.get("tie_break", ())),
    )


def rank(
    rubric: str | Json,
    rows: Sequence[Row],
    how: Json | None = None,
    custom: Mapping[str, Any] | None = None,
    node: str = "",
) -> list[int | None]:
    """Rank every row by the result of a node, by default the total.

    The rule is `how`, or the ``ranking`` that the rubric declares for the node.

    competition and ordinal: 1 + the number of rivals that are strictly better; dense: 1 + the
    number of distinct better values among them. Rivals are all units, or under
    ``"within": "group"`` those of the same group.

    Returns
    -------
    list of int or None
        Ranks from 1, in the order of `rows`; None for an unranked unit.
    """
    rubric = read_rubric(rubric, custom)
    how = stated(rubric)[node].node["ranking"] if how is None else how
    units = units_of(rubric, rows)
    by_group = how["within"] == "group"
    entries = [
        (row.get("group") if by_group else None, standing(rubric, how, row, units, node))
        for row in rows
    ]
    ranks: list[int | None] = []
    for group, mine in entries:
        rivals = [other for field, other in entries if field == group and other is not None]
        better = [other for other in rivals if mine is not None and other > mine]
        count = len(set(better)) if how["ties"] == "dense" else len(better)
        ranks.append(None if mine is None else 1 + count)
    return ranks
