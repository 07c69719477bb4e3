# SPDX-License-Identifier: MIT
"""Paths where points do not simply add up: sets of changes tried one after the other, the cheapest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from heapq import heappop, heappush
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from parindex._steps import each
from parindex.analysis._options import Option, Options, Values
from parindex.analysis._targets import Target
from parindex.analysis.what_if import changed

if TYPE_CHECKING:
    from parindex._sentences import Text

MOST_TRIED = 4096
"""Sets of changes that are scored."""
_BATCH = 256


class Searched(NamedTuple):
    """The values that were found."""

    values: Values
    reached: bool
    bound: Fraction | None
    reason: Text | str
    """Why it is not proven; empty if it is."""


def searched(options: Options, target: Target, reason: Text) -> Searched:
    """The first set of changes that reaches the target, in the order of cost; else one that grows step by step."""
    every = [*options.of_leaf.values(), *options.of_gates.values()]
    found = sorted((one for each_of in every for one in each_of), key=lambda one: one.cost)
    sets = _by_cost(found)
    tried = 0
    while tried < MOST_TRIED:
        batch = list(islice(sets, _BATCH))
        for cost, values in _reaching(options, target, batch):
            return Searched(values, True, cost, "")
        tried += len(batch)
        if len(batch) < _BATCH:
            return Searched(_furthest(options, target, found), False, None, "")
    bound = next(sets, (None, {}))[0]
    values = _furthest(options, target, found)
    result = changed(options.scores, options.row, values)
    return Searched(values, target.is_reached(result), bound, reason)


def _reaching(
    options: Options, target: Target, batch: Sequence[tuple[Fraction, Values]]
) -> Iterator[tuple[Fraction, Values]]:
    if not batch:
        return
    scored = options.rescore([values for _, values in batch])
    for (cost, values), one in zip(batch, scored, strict=True):
        if one.status != "ok" or not target.is_enough(target.figure(one.total)):
            continue
        if target.decided or target.is_reached(changed(options.scores, options.row, values)):
            yield cost, values


def _by_cost(options: Sequence[Option]) -> Iterator[tuple[Fraction, Values]]:
    """Sets of options of different leaves, the cheapest first."""
    if not options:
        return
    heap: list[tuple[Fraction, tuple[int, ...]]] = [(options[0].cost, (0,))]
    while heap:
        cost, chosen = heappop(heap)
        last = chosen[-1]
        picked = [options[at] for at in chosen]
        if len({one.code for one in picked}) == len(picked):
            yield cost, {column: v for one in picked for column, v in one.values.items()}
        if last + 1 < len(options):
            following = options[last + 1].cost
            heappush(heap, (cost - options[last].cost + following, (*chosen[:-1], last + 1)))
            heappush(heap, (cost + following, (*chosen, last + 1)))


def _furthest(options: Options, target: Target, found: Sequence[Option]) -> Values:
    """Changes added one after the other, each the one that gives most for its cost, until the target is reached."""
    values: Values = {}
    unit = options.scores[options.scores.units[options.row]]
    now = target.figure(unit.total) or Fraction(0)
    for _ in each(range(len(found))):
        left = [one for one in found if not one.values.keys() & values.keys()]
        tried = [{**values, **one.values} for one in left]
        best: tuple[Fraction, Values, Fraction] | None = None
        for one, more, score in zip(
            left, tried, options.rescore(tried) if tried else (), strict=True
        ):
            figure = target.figure(score.total) if score.status == "ok" else None
            if figure is None or figure <= now:
                continue
            worth = (figure - now) / max(one.cost, Fraction(1, 10**9))
            if best is None or worth > best[0]:
                best = worth, more, figure
        if best is None:
            break
        _, values, now = best
        if target.least is not None and target.is_enough(now):
            break
    return values
