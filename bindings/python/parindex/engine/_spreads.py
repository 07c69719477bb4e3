# SPDX-License-Identifier: MIT
"""How far a result depends on choices: conventions in every combination, and random choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from parindex._late import upper
from parindex._typing import Number

if TYPE_CHECKING:
    from parindex.analysis.conventions import Conventions
    from parindex.analysis.sensitivity import Sensitivity
    from parindex.analysis.uncertainty import Uncertainty
    from parindex.engine.ranking import Stage, Ties

Amount = Number | float | str
Distribution = Amount | Mapping[str, Any]


class Spreads:
    """The part of `Scores` that says how far the result depends on choices."""

    __slots__ = ()

    def conventions(
        self,
        *,
        roundings: Iterable[str] | None = None,
        stages: Iterable[Stage] | None = None,
        ties: Iterable[Ties] | None = None,
        missing: Iterable[str] | None = None,
        weights: Iterable[str] | Mapping[str, Mapping[str, Amount]] | None = None,
        timeout: float | None = None,
    ) -> Conventions:
        """The ranks under all combinations of conventions, each scored exactly, without sampling.

        The rubric's own option of each decision always takes part. A rubric without a ranking is ranked by its exact
        index.

        Parameters
        ----------
        roundings
            Modes of rounding: wherever the rubric names one of ``"half_up"``, ``"half_even"`` and ``"half_down"``, by
            default these three; also ``"up"``, ``"down"``, ``"ceiling"`` and ``"floor"``.
        stages
            ``"exact"`` and ``"rounded"``: whether the ranked figure is rounded; by default both.
        ties
            ``"competition"``, ``"dense"`` and ``"ordinal"``; by default all.
        missing
            Policies for missing values at every leaf: ``"zero"``, ``"exclude"`` and ``"full"``, by default all; also
            ``"error"``.
        weights
            Names of sets of weights of the rubric, by default all; or sets by name, with weights by code.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        DataError
            With every issue: a word that is no option, a set of weights that the rubric does not name, `code_unknown`.
        Error
            If leaves use statistics of a cohort that was given with the data.
        RubricError
            For weights with which the rubric is not valid.
        StoppedError
            When `timeout` expires.
        """
        conventions = upper("analysis.conventions").conventions
        made: Conventions = conventions(self, roundings, stages, ties, missing, weights, timeout)
        return made

    def uncertainty(
        self,
        *,
        seed: int | None = None,
        draws: int = 1000,
        weights: Amount | Mapping[str, Amount] | None = None,
        thresholds: Mapping[str, Distribution] | None = None,
        inputs: Mapping[str, Distribution] | None = None,
        policies: Mapping[str, Iterable[Any]] | None = None,
        roundings: Mapping[str, Iterable[Any]] | None = None,
        level: Amount = 90,
        timeout: float | None = None,
    ) -> Uncertainty:
        """How far index and rank of each unit spread when choices are drawn at random; needs NumPy.

        Every draw is scored exactly, as a rubric and a table of its own. What is said about all draws is an estimate:
        it states their number and the seed. The same seed gives the same draws on every platform. A rubric without a
        ranking is ranked by its exact index.

        Parameters
        ----------
        seed
            A whole number from 0 to below 2^64.
        draws
            The number of draws.
        weights
            ``"any"``: all weights below each weighted mean, uniform among those with one sum. A number: each weight
            within this many percent, uniform on a grid of 2001 values. A dictionary: by code, ``"any"`` for a mean, or
            a number for a weight. The sum that a mean declares is not demanded of drawn weights.
        thresholds
            By the address of a number that a rule compares with, as for `Plan.simulate`: a number, so far it varies to
            each side; or a dictionary with ``"within"`` or ``"percent"``, and ``"step"`` of the grid.
        inputs
            By data column of numbers: a number, so far each value varies to each side; or a dictionary with one of
            ``"within"``, ``"percent"``, ``"deviation"`` (normal, cut off at six standard deviations and at the range of
            the column) and ``"sample"`` (the size of a survey of which the value is a share). More keys are ``"step"``
            of the grid, by default that of the rubric or the decimals of the data; ``"truncate"``: True keeps values in
            the range of the column; ``"population"`` of a sample without replacement; ``"whole"``, the value of a share
            of 100 percent, by default the maximum of the column; and ``"units"`` with such an error, by default all.
        policies, roundings
            By address, as for `Plan.simulate`: a list of options, each with the same probability.
        level
            Percent of the draws in the intervals of rank and index.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        DataError
            With every issue: `code_unknown`, `column_unknown`, `key_unknown`, a distribution that leaves the range of
            its column, a percentage above 100, and draws that `Plan.simulate` refuses.
        Error
            For a seed that is missing, a number of draws below 1, and drawn weights of a rubric whose leaves use
            statistics of a cohort that was given with the data.
        StoppedError
            When `timeout` expires.
        """
        given = {
            "weights": weights, "thresholds": thresholds, "inputs": inputs, "policies": policies,
            "roundings": roundings,
        }  # fmt: skip
        uncertainty = upper("analysis.uncertainty").uncertainty
        made: Uncertainty = uncertainty(self, draws, seed, level, given, timeout)
        return made

    def sensitivity(
        self,
        *,
        seed: int | None = None,
        samples: int = 512,
        weights: Amount | Mapping[str, Amount] | None = None,
        thresholds: Mapping[str, Distribution] | None = None,
        inputs: Mapping[str, Distribution] | None = None,
        policies: Mapping[str, Iterable[Any]] | None = None,
        roundings: Mapping[str, Iterable[Any]] | None = None,
        resamples: int = 300,
        level: Amount = 95,
        timeout: float | None = None,
    ) -> Sensitivity:
        """Which of the choices the spread of indices and ranks comes from: Sobol indices of first and total order.

        The choices are those of `uncertainty`; each is one factor, also one of several options, all weights below a
        mean, or the errors of a column. The design is that of Saltelli with random numbers from the counter-based
        generator, the estimators are those of Saltelli (2010) and Jansen (1999), the intervals come from a bootstrap.
        The table is scored exactly ``samples * (factors + 2)`` times. Needs NumPy.

        Parameters
        ----------
        seed
            A whole number from 0 to below 2^64.
        samples
            The size of each of the two base designs.
        weights, thresholds, inputs, policies, roundings
            As for `uncertainty`.
        resamples
            The number of bootstrap resamples.
        level
            Percent of the resamples in the intervals.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        DataError, Error, StoppedError
            As `uncertainty`.
        """
        given = {
            "weights": weights, "thresholds": thresholds, "inputs": inputs, "policies": policies,
            "roundings": roundings,
        }  # fmt: skip
        sensitivity = upper("analysis.sensitivity").sensitivity
        made: Sensitivity = sensitivity(self, samples, seed, resamples, level, given, timeout)
        return made
