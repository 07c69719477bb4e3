# SPDX-License-Identifier: MIT
"""How the parts of an index hang together: statistics, proposed weights, outliers, parts of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex._late import upper
from parindex._typing import Number

if TYPE_CHECKING:
    from parindex.analysis.structure import Structure

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
