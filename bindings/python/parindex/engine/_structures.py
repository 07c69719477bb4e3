# SPDX-License-Identifier: MIT
"""How the parts of an index hang together: statistics, proposed weights, outliers, parts of a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from parindex._late import upper
from parindex._typing import Lacking, Number
from parindex.engine.ranking import On, Stage

if TYPE_CHECKING:
    from parindex.analysis.change_parts import ChangeParts
    from parindex.analysis.outliers import OutlierEffects
    from parindex.analysis.proposals import WeightProposal
    from parindex.analysis.structure import Structure
    from parindex.engine.scores import Scores

Limit = Number | float | str


class Structures:
    """The part of `Scores` that examines the structure of the index."""

    __slots__ = ()

    def structure(
        self,
        *,
        low: Limit = -1,
        high: Limit = "0.92",
        coverage: Limit = 65,
        slices: int | None = None,
        timeout: float | None = None,
    ) -> Structure:
        """Statistics of the structure: effective weights, correlations, consistency, components, leaves, coverage.

        They are computed over the units with a result, from the share of each node: points / applicable maximum,
        as it counts in the node above. A correlation is over the units that have both nodes; alpha and principal
        components are over the units that have all children that differ at all.

        Parameters
        ----------
        low, high
            Correlations of nodes with the same parent below `low` or above `high` have a flag; from -1 to 1.
            Negative ones always have a flag.
        coverage
            The least share of data in percent for a leaf, a node or a unit.
        slices
            The number of slices for the correlation ratio, from 2; by default the root of the number of units.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        DataError
            With every issue of the arguments.
        StoppedError
            When `timeout` expires.
        """
        structure = upper("analysis.structure").structure
        made: Structure = structure(self, low, high, coverage, slices, timeout)
        return made

    def proposed_weights(
        self,
        *,
        method: Literal["entropy", "critic", "components", "pairwise"] = "entropy",
        nodes: Iterable[str] | None = None,
        judgements: Mapping[str, Mapping[str, Limit]] | None = None,
        decimals: int = 4,
        timeout: float | None = None,
    ) -> WeightProposal:
        """Weights that a method proposes, as a set of weights of the rubric, with their effect on the ranks.

        The methods read the shares of the children of a node over the units that have all of them. ``"entropy"``:
        1 minus the entropy of each, over the sum. ``"critic"``: the standard deviation times the sum of 1 minus the
        correlations. ``"components"``: the squares of the first principal component; needs NumPy. ``"pairwise"``: the
        principal eigenvector of judgements (AHP, Saaty), with the consistency ratio. Each weight is rounded so that
        those of a node add up to exactly 1, by the largest remainders.

        Parameters
        ----------
        method
            The method.
        nodes
            Codes of the nodes whose children get weights; the empty code is the total. By default every plain sum or
            mean of two or more children; for pairwise comparison those with judgements.
        judgements
            How many times as important one node is as another: ``{"1": {"2": 3, "3": 5}, "2": {"3": 2}}``. Every
            pair of the children of a node needs one judgement; the reverse follows.
        decimals
            Decimals of the weights, 1 to 12.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        DataError
            With every issue of the arguments: `code_unknown`, a node without weights, a missing judgement.
        Error
            For a method that does not exist, and without NumPy.
        StoppedError
            When `timeout` expires.
        """
        proposed_weights = upper("analysis.proposals").proposed_weights
        how = method, nodes, judgements, decimals
        made: WeightProposal = proposed_weights(self, *how, timeout)
        return made

    def outlier_effects(
        self,
        *,
        skewness: Limit = 2,
        kurtosis: Limit = "3.5",
        most: int = 5,
        timeout: float | None = None,
    ) -> OutlierEffects:
        """Limit the outliers in the data, and compare points and ranks with those of the data as they are.

        A data column has outliers if its skewness is beyond `skewness` and its kurtosis above `kurtosis`. Then the
        greatest value, or the least if the skewness is below 0, becomes equal to the next one, and so on, until one of
        the two is within its limit or `most` values have changed. That is the expression `winsorise` of the format with
        ``lowest`` and ``highest``, also for the statistics over the units. Columns whose leaf reads several
        numbers are not examined.

        Parameters
        ----------
        skewness, kurtosis
            The limits; both are of samples, the kurtosis is in excess of that of the normal distribution.
        most
            The greatest number of values of a column that change, from 1.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        DataError
            With every issue of the arguments.
        StoppedError
            When `timeout` expires.
        """
        outlier_effects = upper("analysis.outliers").outlier_effects
        made: OutlierEffects = outlier_effects(self, skewness, kurtosis, most, timeout)
        return made

    def change_parts(
        self,
        after: Scores,
        *,
        order: Sequence[str] = ("rules", "maxima", "conventions", "data"),
        method: Literal["order", "shapley"] = "order",
        codes: Mapping[str, str] | None = None,
        lacking: Lacking | None = None,
        on: On = "points",
        stage: Stage = "rounded",
        timeout: float | None = None,
    ) -> ChangeParts:
        """Split the change to a later result into rules, maxima, conventions and data; the parts add up exactly.

        The data of either result are scored under rubrics between the two editions, as `replay` does. Maxima are
        the maxima and weights of nodes that both editions have, conventions the roundings, the ranking, and what a
        leaf without a value gives; all else in the rubric are rules. If the maximum of a leaf changes, its rule
        gives points in proportion.

        Parameters
        ----------
        after
            The later result, by the later edition.
        order
            The order in which the four parts change. A part is the difference that its change makes then.
        method
            ``"order"``: in this order. ``"shapley"``: the mean over all 24 orders, which depends on none.
        codes
            New code by old code, for nodes whose code differs in the later rubric.
        lacking
            What a leaf gives if the data of one edition lack its columns; by default its own policy.
        on, stage
            The figure that is compared, as for `compare`.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        DataError
            If `order` does not name each part once.
        Error
            For a method, `on`, `stage` or `lacking` that does not exist.
        StoppedError
            When `timeout` expires.
        """
        change_parts = upper("analysis.change_parts").change_parts
        how = method, codes, lacking, on, stage
        made: ChangeParts = change_parts(self, after, order, *how, timeout)
        return made
