# SPDX-License-Identifier: MIT
"""How sure a result is, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from parindex._late import upper
from parindex._typing import Number

if TYPE_CHECKING:
    from parindex.analysis.dominance import Dominance
    from parindex.analysis.intervals import WeightIntervals
    from parindex.analysis.paths import CheapestPath
    from parindex.analysis.removals import NodeInfluence, RankReversal
    from parindex.analysis.what_if import WhatIf

Cost = Number | float | str


class Analyses:
    """The part of `Scores` that says what would change the result."""

    __slots__ = ()

    def what_if(
        self, unit: str, values: Mapping[str, Any], *, timeout: float | None = None
    ) -> WhatIf:
        """The table with other values of one unit: points, index, rank, class, and who is overtaken.

        The whole table is scored again, with the statistics over its units, unless a cohort was given.

        Parameters
        ----------
        unit
            Name of the unit.
        values
            The other values by data column, as `Plan.score` takes them; the values of the other columns stay.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        DataError
            With every issue: `column_unknown`, and those of values that cannot be scored.
        KeyError
            For an unknown unit.
        StoppedError
            When `timeout` expires.
        """
        what_if = upper("analysis.what_if").what_if
        made: WhatIf = what_if(self, unit, values, timeout)
        return made

    def cheapest_path(
        self,
        unit: str,
        *,
        gain: Cost | None = None,
        to_class: str | None = None,
        to_rank: int | None = None,
        costs: Mapping[str, Cost] | None = None,
        forbidden: Iterable[str] = (),
        levels: Mapping[str, Iterable[Any] | Mapping[Any, Cost]] | None = None,
        timeout: float | None = None,
    ) -> CheapestPath:
        """The cheapest changes of a unit's values that reach a target, the other units as they are.

        The values that are tried are those of `gains`: other answers, options, and the numbers at which a rule
        changes, in all sets of them, also several of one leaf. Their points come from the engine. The frontier of
        cost and points is exact (a multiple-choice knapsack by dynamic programming over the tree), through sums,
        means, the lowest or the best child, bonuses, caps, floors, roundings and gates by yes or no. The path is
        scored again with its table before it is returned. Where points do not simply follow from those of the
        children (medians, geometric means, rules and gates that read other nodes), sets are tried one after the
        other, the cheapest first: `proven` and `bound` say how far that shows anything.

        Dates and leaves of the kinds `imported`, `survey` and `custom` (except their yes or no and options) stay as they
        are unless `levels` states values for them. Leaves whose points depend on statistics over other units, and
        children that are penalties, always stay as they are.

        Parameters
        ----------
        unit
            Name of the unit.
        gain
            The target: this many points more, after the rounding of the total.
        to_class
            The target: the class with this id, or a better one.
        to_rank
            The target: this rank, or a better one, by the rule of the rubric. Exactly one target is given.
        costs
            The cost of each changed value by the code of its leaf, or of the node with the gate, a number from 0 up.
            A code also counts for the nodes below it that have no cost of their own. Others cost 1: without
            `costs` the path has the fewest changed values.
        forbidden
            Codes of leaves that stay as they are, and of nodes at and below which nothing changes.
        levels
            For a data column the only values that can be reached, or a dictionary of these values with their costs.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Returns
        -------
        CheapestPath
            If the target is out of reach, the changes that lead furthest, and `reached` is False.

        Raises
        ------
        DataError
            With every issue: `code_unknown`, `column_unknown`, `classes_undeclared`, `ranking_undeclared`, a number
            that is none or below 0, or not exactly one target.
        Error
            For a unit without a result.
        KeyError
            For an unknown unit.
        StoppedError
            When `timeout` expires.
        """
        cheapest_path = upper("analysis.paths").cheapest_path
        target = gain, to_class, to_rank
        made: CheapestPath = cheapest_path(self, unit, target, costs, forbidden, levels, timeout)
        return made

    def weight_intervals(self, *, timeout: float | None = None) -> WeightIntervals:
        """For each weight the interval in which units keep their order, exactly, without sampling.

        One weight changes, the others stay. Below a weighted mean it is the weight of the child, below a mean 1, and
        below a sum the maximum, with the share of points as it is. The units are compared by the figure that the
        rubric ranks, index or points, before the rounding of the total; the index without a ranking. The total of
        each unit is then a quotient of two lines in the weight, and an end of the interval is where two of them
        meet: a rational number if both units count the same weights, else a root of degree two.

        Parameters
        ----------
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        StoppedError
            When `timeout` expires.
        """
        weight_intervals = upper("analysis.intervals").weight_intervals
        made: WeightIntervals = weight_intervals(self, timeout)
        return made

    def dominance(
        self,
        *,
        within: Cost | Mapping[str, Sequence[Cost]] | None = None,
        timeout: float | None = None,
    ) -> Dominance:
        """Which pairs of units no weights reverse, and the ranks that are possible, exactly, without sampling.

        The weights are those of `weight_intervals`. All of them vary at once, and those of one mean, or of all leaves
        of a sum, add up to what they add up to now. How far a unit is ahead at the least is then a fractional
        knapsack for each mean, solved from the leaves up.

        Parameters
        ----------
        within
            None: any weights from 0 up. A number: at most this many percent above and below each weight. A
            dictionary: the lowest and the highest weight by code; weights that it does not name stay.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        DataError
            With every issue: `code_unknown`, a range that is empty, a weight that cannot vary, and ranges in which
            no weights have the sum that they have now.
        StoppedError
            When `timeout` expires.
        """
        dominance = upper("analysis.dominance").dominance
        made: Dominance = dominance(self, within, timeout)
        return made

    def rank_reversals(self, *, timeout: float | None = None) -> tuple[RankReversal, ...]:
        """Units that change places, or become equal or different, when a third one is removed from the table.

        Each unit is removed once, and the others are scored again with the statistics over those that are left.
        Without statistics over other units, or with those of a cohort that was given, no removal changes anything.

        Parameters
        ----------
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        RubricError
            `ranking_undeclared`, when the rubric declares no ranking.
        StoppedError
            When `timeout` expires.
        """
        rank_reversals = upper("analysis.removals").rank_reversals
        made: tuple[RankReversal, ...] = rank_reversals(self, timeout)
        return made

    def influences(self, *, timeout: float | None = None) -> tuple[NodeInfluence, ...]:
        """What the removal of each node does to the ranks, in document order.

        The weight of the node becomes 0, as for `weight_intervals`; ranks before and after compare exact totals, and
        equal units share a rank. Nodes without which nothing is left are left out.

        Parameters
        ----------
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        StoppedError
            When `timeout` expires.
        """
        influences = upper("analysis.removals").influences
        made: tuple[NodeInfluence, ...] = influences(self, timeout)
        return made
