# SPDX-License-Identifier: MIT
"""What can be found out about a result: its audit, comparisons, and its data under other rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from parindex._core import Cohort
from parindex._late import upper
from parindex._typing import Lacking
from parindex.engine.ranking import On, Stage

if TYPE_CHECKING:
    from parindex.engine.plan import Plan
    from parindex.engine.scores import Scores
    from parindex.results.audit import Audit
    from parindex.results.comparison import Comparison, Decomposition
    from parindex.results.gains import Gain
    from parindex.results.replay import Replay


class Studies:
    """The part of `Scores` that examines the result."""

    __slots__ = ()

    def audit(self, *, timeout: float | None = None) -> Audit:
        """Find every figure on a rounding half, and every rank and class that depends on a convention.

        Each decision is changed alone: the tie rule, the tie-break chain, the stage of rounding, the
        policy for each kind of no-value and, if a figure is on a half, the rounding mode. Every rank and
        class that changes is listed. The table is scored up to fifteen more times, with the custom rules
        of its plan and the same statistics. The order of bonuses and penalties, weights and the digits
        of roundings are not changed.

        Parameters
        ----------
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        StoppedError
            When `timeout` expires.
        """
        made: Audit = upper("results.audit").audit(self, timeout)
        return made

    def compare(
        self,
        after: Scores,
        *,
        on: On = "points",
        stage: Stage = "rounded",
        codes: Mapping[str, str] | None = None,
        timeout: float | None = None,
    ) -> Comparison:
        """Compare with a later result unit by unit, matched by name; differences are later minus earlier.

        Parameters
        ----------
        after
            The later result: of another year, or of another edition of the rubric.
        on
            The figure of the total: ``"points"``, or the ``"index"`` in percent.
        stage
            ``"rounded"``: after the rounding of the total, as published; ``"exact"``: before it.
        codes
            New code by old code, for nodes whose code differs in the later rubric.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Returns
        -------
        Comparison
            Units by the size of their difference, ranks, who overtakes whom, and for each unit the
            exact parts of the nodes.

        Raises
        ------
        StoppedError
            When `timeout` expires.
        """
        compare = upper("results.comparison").compare
        made: Comparison = compare(self, after, on, stage, codes, timeout)
        return made

    def compare_units(
        self, first: str, second: str, *, on: On = "points", stage: Stage = "rounded"
    ) -> Decomposition:
        """Decompose the difference between two units over the nodes: `second` minus `first`.

        Raises
        ------
        KeyError
            For an unknown unit.
        Error
            For a unit without a result.
        """
        compare_units = upper("results.comparison").compare_units
        made: Decomposition = compare_units(self, first, second, on, stage)
        return made

    def gains(self, unit: str, *, timeout: float | None = None) -> tuple[Gain, ...]:
        """The nearest single changes of a unit's values with which its total has more points, most first.

        For each leaf that lost points, each input is changed alone: to the other answer, to the option that
        adds least, or to the nearest number at which the rule changes and the total gains. Such numbers are
        the end of a band or of a condition, full points, the cap, the next whole step, one more thing counted,
        and one violation fewer. Every value is tried by scoring the unit again with it: `gain` is the exact
        difference of the totals. For a share, the part is changed, not the whole.

        These are left out: dates, leaves of the kinds `imported`, `survey` and `custom` (except their yes or
        no and options), leaves that depend on statistics over other units, and numbers without a finite
        decimal form. The gains say nothing about the effort of a change.

        Parameters
        ----------
        unit
            Name of the unit.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Returns
        -------
        tuple of Gain
            At most one for each data column; empty for a unit without a result.

        Raises
        ------
        KeyError
            For an unknown unit.
        StoppedError
            When `timeout` expires.
        """
        gains = upper("results.gains").gains
        made: tuple[Gain, ...] = gains(self, unit, timeout)
        return made

    def replay(
        self,
        plan: Plan,
        *,
        codes: Mapping[str, str] | None = None,
        lacking: Lacking | None = None,
        on: On = "points",
        stage: Stage = "rounded",
        cohort: Cohort | None = None,
        timeout: float | None = None,
    ) -> Replay:
        """Score the data of this result under other rules, and explain the difference change by change.

        Columns are matched by name, those of renamed nodes by the new code. The changes are applied one
        after the other in document order, all changes of a node together, so that their effects add up
        exactly to the difference.

        Parameters
        ----------
        plan
            The new rules. Columns of the data that the old rubric did not read
            (``allow_unknown_columns=True``) are read if the new one needs them.
        codes
            New code by old code, for nodes whose code differs in the new rubric.
        lacking
            What a leaf gives if the data lack its columns; by default its own policy for missing values
            applies, usually an error of the row.
        on, stage
            The figure that is compared, as for `compare`.
        cohort
            The units for statistics of the new rules: `cohort` of all of them under the
            new rubric. By default the cohort of the old rules.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        StoppedError
            When the time of `timeout` is over.
        DataError
            `code_unknown`, for a code that its rubric lacks; `cohort_missing`, for a cohort of another
            rubric.
        """
        replay = upper("results.replay").replay
        made: Replay = replay(self, plan, codes, lacking, on, stage, cohort, timeout)
        return made
