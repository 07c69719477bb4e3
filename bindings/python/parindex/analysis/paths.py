# SPDX-License-Identifier: MIT
"""The cheapest changes of a unit's values that reach a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import islice
from math import ceil, lcm
from typing import TYPE_CHECKING, Any

from parindex import _messages
from parindex._fraction import ExactFraction
from parindex._sentences import Text, in_language
from parindex._steps import time_limit
from parindex._typing import Number
from parindex.analysis import _targets, messages
from parindex.analysis._arguments import Arguments
from parindex.analysis._nearer import nearer
from parindex.analysis._options import LeafOption, Options, Values
from parindex.analysis._reach import Frontiers, State, TooManyError, UnclearError, options_in
from parindex.analysis._search import Searched, searched
from parindex.analysis._targets import Figures, Target, target_of
from parindex.analysis.what_if import ValueChange, WhatIf, changed, changes_grid
from parindex.display._grid import Grid
from parindex.display._shown import Told
from parindex.display._text import show
from parindex.display._words import word
from parindex.errors import Error

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

_FEW = 16  # different costs that are combined as they are
_CONFIRMED = 50  # paths whose rank or class is tried


class CheapestPath(Told):
    """The cheapest changes of one unit that reach a target; made by `Scores.cheapest_path`. Immutable.

    Of several with one cost it is one with the fewest changed values, and each number is the nearest that is
    enough while the other changes stay.
    """

    __slots__ = ("bound", "cost", "costs", "cut", "proven", "reached", "reason", "result", "target")

    target: str
    """What is to be reached, in words."""
    reached: bool
    """Whether the result has the target. If not, the changes lead as far as the unit can get."""
    cost: Number
    """The cost of all changes."""
    costs: tuple[Number, ...]
    """The cost of each change."""
    proven: bool
    """Whether no set of the tried values that costs less reaches the target; if it is not reached, whether none
    does at all."""
    bound: Number | None
    """No set of the tried values that costs less than this reaches the target; None if none reaches it."""
    reason: str
    """Why it is not proven; empty if it is."""
    cut: tuple[str, ...]
    """Leaves with so many values that only sets of one, two or all of them were tried."""
    result: WhatIf
    """The table with the changes, scored again."""

    def __init__(
        self, target: Text, options: Options, found: Searched, result: WhatIf, reached: bool
    ) -> None:
        self.target = target
        self.reached = reached
        self.costs = tuple(
            ExactFraction(options.cost_of(one.code, {one.column: one.after}))
            for one in result.changes
        )
        self.cost = ExactFraction(sum((Fraction(cost) for cost in self.costs), Fraction(0)))
        self.proven = not found.reason
        self.bound = None if found.bound is None else ExactFraction(found.bound)
        self.reason = found.reason
        self.cut = tuple(options.cut)
        self.result = result

    @property
    def unit(self) -> str:
        """Name of the unit."""
        return self.result.unit

    @property
    def changes(self) -> tuple[ValueChange, ...]:
        """The changes, in the order of the data columns."""
        return self.result.changes

    def to_dict(self) -> dict[str, Any]:
        """The target, whether it is reached and proven, cost and bound, and the result as `WhatIf.to_dict`."""
        return {
            "target": str(self.target),
            "reached": self.reached,
            "cost": self.cost,
            "costs": list(self.costs),
            "proven": self.proven,
            "bound": self.bound,
            "reason": str(self.reason),
            **self.result.to_dict(),
        }

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """The changes with their costs, what is proven, and the figures before and after."""
        rubric = self.result.comparison.after.plan.rubric
        language = language or rubric.language
        caption = f"{word('cheapest_path', language)} · {self.unit} · {in_language(self.target, language)}"
        grid = changes_grid(
            self.changes, caption, rubric._nodes(), language, max_rows, self.costs
        )  # fmt: skip
        grid.notes.append(in_language(self._verdict(), language))
        if self.cut:
            grid.notes.append(
                in_language(messages.NOT_ALL_SETS_TRIED(", ".join(self.cut)), language)
            )
        return [grid, self.result._figures(language)]

    def _verdict(self) -> Text:
        cost, bound = show(self.cost), show(self.bound)
        if self.reached and self.proven:
            return messages.PROVEN_CHEAPEST(cost)
        if self.reached:
            return messages.BEST_FOUND(cost, bound, self.reason)
        if self.proven:
            return messages.OUT_OF_REACH()
        return messages.NOT_FOUND(self.reason)


def cheapest_path(
    scores: Scores,
    unit: str,
    target: tuple[Any, Any, Any],
    costs: Mapping[str, Any] | None,
    forbidden: Iterable[str],
    levels: Mapping[str, Any] | None,
    timeout: float | None,
) -> CheapestPath:
    """See `Scores.cheapest_path`."""
    with time_limit(timeout):
        row = scores._row(unit)
        if scores.status[row] != "ok":
            raise Error(messages.THE_UNIT_HAS_NO_RESULT(scores.units[row]))
        arguments = Arguments(scores)
        wanted = target_of(scores, row, arguments, *target)
        read_costs = arguments.costs(costs, "costs")
        without = arguments.codes(forbidden, "forbidden")
        read_levels = arguments.levels(levels, "levels")
        arguments.check()
        assert wanted is not None
        options = Options(scores, row, read_costs, without, read_levels)
        found = _found(options, wanted)
        values = found.values
        if found.reached and wanted.decided:
            values = nearer(options, wanted, values)
        result = changed(scores, row, values)
        return CheapestPath(
            _targets.said(wanted), options, found, result, wanted.is_reached(result)
        )


def _found(options: Options, target: Target) -> Searched:
    try:
        return _Exact(options, target).path()
    except UnclearError as unclear:
        name = unclear.args[0] or _messages.THE_TOTAL_AS_A_PLACE()
        return searched(options, target, messages.IS_NOT_ADDITIVE(name))
    except TooManyError:
        return searched(options, target, messages.TOO_MANY_COMBINATIONS())


class _Exact:
    """The cheapest path by the frontier of the total."""

    def __init__(self, options: Options, target: Target) -> None:
        self._options = options
        self._target = target
        self._reach = Frontiers(options)
        total = options.scores[options.scores.units[options.row]].total
        self._figures = Figures(self._reach.document, total)
        every = [*options.of_leaf.values(), *options.of_gates.values()]
        self._costs = {one.cost for found in every for one in found}

    def path(self) -> Searched:
        """The path with its proof, or how far the unit can get."""
        unit = lcm(*(cost.denominator for cost in self._costs))

        def exactly(cost: Fraction) -> int:
            return int(cost * unit)

        if len(self._costs) <= _FEW:
            return self._first(self._reach.frontier(exactly), Fraction(1, unit))
        # Costs in sixteenths of the highest: rounded up, a path that exists; rounded down, a bound.
        grid = max(self._costs) / _FEW
        above = self._first(self._reach.frontier(lambda cost: ceil(cost / grid)), grid)
        if not above.reached:
            return above
        try:
            most = exactly(self._cost(above.values))
            return self._first(self._reach.frontier(exactly, most), Fraction(1, unit))
        except TooManyError:
            below = self._first(self._reach.frontier(lambda cost: int(cost // grid)), grid)
            return above._replace(bound=below.bound, reason=messages.TOO_MANY_COMBINATIONS())

    def _cost(self, values: Values) -> Fraction:
        columns = {column.name: column.code for column in self._options.scores.plan.columns}
        parts = (self._options.cost_of(columns[name], {name: v}) for name, v in values.items())
        return sum(parts, Fraction(0))

    def _first(self, states: list[State], unit: Fraction) -> Searched:
        """The first state that reaches the target, of those whose figure is high enough; costs are in units."""
        enough = [state for state in states if self._is_enough(state)]
        if self._target.kind == "class" and not self._target.decided:
            return self._by_quota(states, unit)
        for state in islice(enough, _CONFIRMED):
            values = values_of(options_in(state.picks))
            if self._is_reached(state, values):
                first = state is enough[0]
                reason = "" if first else messages.TIE_BREAKS_DECIDE()
                return Searched(values, True, unit * enough[0].cost, reason)
        values = values_of(options_in(states[-1].picks))
        if not enough:
            return Searched(values, False, None, "")
        return Searched(values, False, unit * enough[0].cost, messages.TIE_BREAKS_DECIDE())

    def _by_quota(self, states: list[State], unit: Fraction) -> Searched:
        """The first state with the class. A higher figure never gives a worse one, so half of them are left out."""
        low, high = -1, len(states)  # without the class, and with it
        while high - low > 1:
            middle = (low + high) // 2
            values = values_of(options_in(states[middle].picks))
            if self._is_reached(states[middle], values):
                high = middle
            else:
                low = middle
        reached = high < len(states)
        state = states[high] if reached else states[-1]
        values = values_of(options_in(state.picks))
        return Searched(values, reached, unit * state.cost if reached else None, "")

    def _is_reached(self, state: State, values: Values) -> bool:
        """Whether the table, scored again, has the target. Raises UnclearError if it has other points."""
        result = changed(self._options.scores, self._options.row, values)
        if Fraction(result.after.total.exact or 0) != state.points:
            raise UnclearError("")
        return self._target.is_reached(result)

    def _is_enough(self, state: State) -> bool:
        return self._target.is_enough(self._figures.of(self._target, state.points))


def values_of(options: Iterable[LeafOption]) -> Values:
    """All values of some options."""
    return {column: value for one in options for column, value in one.values.items()}
