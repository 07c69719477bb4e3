# SPDX-License-Identifier: MIT
"""The nearest values that are enough, while the other changes stay."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex._fraction import ExactFraction
from parindex._steps import each
from parindex.analysis._options import Options, Values
from parindex.analysis._targets import Target
from parindex.engine._suspicion import exact_number
from parindex.results._changes import Search, grid_of

if TYPE_CHECKING:
    from parindex.engine.unit_score import UnitScore


def nearer(options: Options, target: Target, values: Values) -> Values:
    """The changes of a path, each as near to the value of now as it can be without missing the target."""
    scores = options.scores
    search = Search(scores, scores[scores.units[options.row]].group, options.cells)
    for column in each(scores.plan.columns):
        if column.name not in values:
            continue
        values = _with_least(options, target, values, column)
        if column.type in ("number", "count") and column.name not in options.levels:
            grid = grid_of(column, search.nodes[column.code])
            if grid is not None:
                values = _stepped(options, target, values, column.name, grid[1])
    return values


def _is_enough(target: Target, scored: UnitScore) -> bool:
    return scored.status == "ok" and target.is_enough(target.figure(scored.total))


def _with_least(options: Options, target: Target, values: Values, column: Any) -> Values:
    """The change of one column replaced by the one of the same cost that gives the fewest points and is enough."""
    code, name = column.code, column.name
    cost = options.cost_of(code, {name: values[name]})
    tried = [
        {**values, name: other}
        for other in options.of_column(code, name)
        if options.cost_of(code, {name: other}) == cost
    ]
    if not tried:
        return values
    good = [
        (scored[code].points, at)
        for at, scored in enumerate(options.rescore(tried))
        if _is_enough(target, scored)
    ]
    return tried[min(good)[1]] if good else values


def _stepped(options: Options, target: Target, values: Values, name: str, step: Fraction) -> Values:
    """A number halved towards that of now, on its grid, while it stays enough."""
    now, then = exact_number(options.cells[name]), exact_number(values[name])
    if now is None or then is None or (then - now) % step:
        return values
    side = step if then > now else -step
    low, high = 0, int(abs(then - now) / step)  # of steps: too few, and enough
    while high - low > 1:
        middle = (low + high) // 2
        tried = {**values, name: Decimal(str(ExactFraction(now + middle * side)))}
        (scored,) = options.rescore([tried])
        if _is_enough(target, scored):
            high, values = middle, tried
        else:
            low = middle
    return values
