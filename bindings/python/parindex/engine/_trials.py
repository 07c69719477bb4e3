# SPDX-License-Identifier: MIT
"""Data scored again with something else: other weights, other values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from parindex import _messages
from parindex._late import upper
from parindex._typing import Data, Number
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
        weights: Mapping[str, Sequence[Number | float | str]],
        timeout: float | None = None,
    ) -> Simulation:
        """Score a table under many sets of weights; needs NumPy.

        Every figure is exact, as if each draw were a rubric of its own, and ranks compare the exact figures. Where
        nothing but weighted means, means and sums depends on the weights, all draws are computed at once.

        Parameters
        ----------
        data
            As for `score`, or scores by this plan.
        weights
            For nodes that have a weight in the rubric, by their codes: one weight for each draw. Lists of numbers or
            arrays, all of one length; a float means its shortest decimal. The other weights stay.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        Error
            Before anything is computed, for weights that the check of a rubric would refuse, with draw and node;
            for scores of another plan, and for a node without a weight.
        KeyError
            For a node that the rubric does not have.
        DataError
            As `score`.
        """
        made: Simulation = upper("results.simulation").simulate(self, data, weights, timeout)
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
