# SPDX-License-Identifier: MIT
"""Paths where points do not simply add up: sets of changes tried one after the other, the cheapest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from heapq import heappop, heappush
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from parindex._steps import each
from parindex.analysis._options import LeafOption, Options, Values
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
    """The first set of changes that reaches the target, in the order of cost; else the best that was found."""
    every = [*options.of_leaf.values(), *options.of_gates.values()]
    found = sorted((one for each_of in every for one in each_of), key=lambda one: one.cost)
    sets = _by_cost(found)
    best = _Best(Fraction(-1), {})
    tried = 0
    while tried < MOST_TRIED:
        batch = list(islice(sets, _BATCH))
        scored = options.rescore([values for _, values in batch]) if batch else ()
        for (cost, values), one in zip(batch, scored, strict=True):
            figure = target.figure(one.total) if one.status == "ok" else None
            if figure is None:
                continue
            if target.is_enough(figure) and _is_reached(options, target, values):
                return Searched(values, True, cost, "")
            if figure > best.figure:
                best = _Best(figure, values)
        tried += len(batch)
        if len(batch) < _BATCH:
            return Searched(best.values, False, None, "")
    bound = next(sets, (None, {}))[0]
    grown = _grown(options, target, found)
    values = max(best, grown, key=lambda one: one.figure).values
    return Searched(values, _is_reached(options, target, values), bound, reason)


class _Best(NamedTuple):
    figure: Fraction
    values: Values


def _is_reached(options: Options, target: Target, values: Values) -> bool:
    return target.is_reached(changed(options.scores, options.row, values))


def _by_cost(options: Sequence[LeafOption]) -> Iterator[tuple[Fraction, Values]]:
    """Sets of options of different leaves, the cheapest first, beginning with the empty one."""
    yield Fraction(0), {}
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


def _grown(options: Options, target: Target, found: Sequence[LeafOption]) -> _Best:
    """Changes added one after the other, each the one that gives most for its cost, until the target is reached."""
    unit = options.scores[options.scores.units[options.row]]
    best = _Best(target.figure(unit.total) or Fraction(0), {})
    for _ in each(range(len(found))):
        left = [one for one in found if not one.values.keys() & best.values.keys()]
        tried = [{**best.values, **one.values} for one in left]
        scored = options.rescore(tried) if tried else ()
        made: list[tuple[Fraction, _Best]] = []
        for one, values, score in zip(left, tried, scored, strict=True):
            figure = target.figure(score.total) if score.status == "ok" else None
            if figure is not None and figure > best.figure:
                worth = (figure - best.figure) / max(one.cost, Fraction(1, 10**9))
                made.append((worth, _Best(figure, values)))
        if not made:
            break
        best = max(made, key=lambda each_of: each_of[0])[1]
        if target.least is not None and target.is_enough(best.figure):
            break
    return best
