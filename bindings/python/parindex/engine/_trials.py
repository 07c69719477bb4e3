# SPDX-License-Identifier: MIT
"""Data scored again with something else: other weights, other values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from parindex import _messages
from parindex._late import upper
from parindex._typing import Data
from parindex.engine.scores import Scores
from parindex.errors import Error

if TYPE_CHECKING:
    from parindex.analysis.what_if import WhatIf
    from parindex.results.simulation import Simulation


class Trials:
    """The part of `Plan` that scores data again with something else."""

    __slots__ = ()

    def simulate(
        self,
        data: Data | Scores,
        *,
        weights: Mapping[str, Any] | None = None,
        maxima: Mapping[str, Any] | None = None,
        points: Mapping[str, Any] | None = None,
        thresholds: Mapping[str, Any] | None = None,
        inputs: Mapping[str, Any] | None = None,
        policies: Mapping[str, Any] | None = None,
        roundings: Mapping[str, Any] | None = None,
        draws: int | None = None,
        timeout: float | None = None,
    ) -> Simulation:
        """Score a table under many rubrics and values: one of each for every draw; needs NumPy.

        Every figure is exact, as if each draw were a rubric and a table of its own, and ranks compare the exact
        figures. All arguments can be combined. Each maps addresses to values: a list or an array with one value for each
        draw, or a single value for all draws. Everything else stays as it is in rubric and data. A float means its
        shortest decimal.

        An address of a place in a node is its code, ``/`` and steps through its rule as the rubric writes it: keys,
        positions from 0, and the ids of options, items and answers. The kind of the rule is left out, and so may be any
        step as long as one place fits: ``"1.1/steps/0/points"``, ``"1.2/options/late/points"`` or ``"1.2/late"``,
        ``"1.3/yes"``, ``"1.4/full_at"``. An issue about an unknown address lists those that exist.

        Parameters
        ----------
        data
            As for `score`, or scores by this plan.
        weights
            By the code of a node that has a weight in the rubric.
        maxima
            By the code of a node; the empty code is the total. The maximum of a sum follows those below it, unless it
            is drawn itself.
        points
            By the address of points that a rule gives: of a band, an option, an answer, for each item, a deduction, a
            base, a cap, a percentage of a level.
        thresholds
            By the address of a number that a rule compares with: an end of a band or of a line, such as
            ``"1.1/steps/0/from"``, a target, a denominator. The end at which the next band begins moves with the one
            that is drawn, unless it is drawn itself.
        inputs
            By data column: one value for all units, an array of draws × units, or a dictionary from names of units to
            a value for each draw. Values are read as those of data, so that a bad one is an error of its row.
        policies
            By code and kind of no-value, such as ``"1.1/missing"`` or ``"missing"`` for the whole rubric, or by the
            address of ``when_zero``, ``when_small`` or ``when_none``: ``"zero"``, ``"exclude"``, ``"full"``,
            ``"error"`` or ``{"points": 1}``.
        roundings
            By the code of a node, ``"1.1"``, for the rounding of its points, or ``"1.1/index_rounding"``;
            ``"index_rounding"`` is that of the whole rubric. Values are `Rounding` or dictionaries, None for none. With
            ``"1.1/mode"``, ``"1.1/digits"`` or ``"1.1/step"`` only this part is drawn.
        draws
            The number of draws; by default as many as there are values.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        DataError
            Before anything is computed, with every issue in `issues`: unknown codes, columns and addresses, values of
            another kind, lengths that differ, and draws whose rubric the check refuses, each with draw and address. Also
            as `score`.
        Error
            Without draws, and for scores of another plan.

        Notes
        -----
        A leaf is scored once for each of its different variants, and all draws are added up in whole numbers, where
        the nodes above are sums, means and weighted means without caps, gates or figures of other nodes. Anything else
        costs a rubric for each different combination of the draws, which is checked, compiled and scored.
        """
        given = {
            "weights": weights, "maxima": maxima, "points": points, "thresholds": thresholds, "inputs": inputs,
            "policies": policies, "roundings": roundings,
        }  # fmt: skip
        made: Simulation = upper("results.simulation").simulate(self, data, given, draws, timeout)
        return made

    def what_if(
        self,
        data: Data | Scores,
        values: Mapping[str, Any],
        *,
        unit: str | None = None,
        timeout: float | None = None,
    ) -> WhatIf:
        """A table with other values of one unit; see `Scores.what_if`.

        Parameters
        ----------
        data
            As for `score`, or scores by this plan. A dictionary is one unit, which is then ranked alone.
        values
            The other values by data column.
        unit
            Name of the unit; may be left out if there is only one.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        Error
            For scores of another plan, and without `unit` if there are several.
        DataError, KeyError, StoppedError
            As `score` and `Scores.what_if`.
        """
        scores = data if isinstance(data, Scores) else self.score(data)
        if scores.plan != self:
            raise Error(_messages.SCORES_OF_ANOTHER_PLAN())
        if unit is None:
            if len(scores) != 1:
                raise Error(_messages.SAY_WHICH_UNIT(len(scores)))
            (unit,) = scores.units
        return scores.what_if(unit, values, timeout=timeout)

    if TYPE_CHECKING:

        def score(self, data: Data) -> Scores: ...
