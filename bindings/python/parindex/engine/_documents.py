# SPDX-License-Identifier: MIT
"""What a result can show of itself besides tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex._late import upper

if TYPE_CHECKING:
    from parindex.plots import Plots


class Documents:
    """The part of `Scores` that makes documents."""

    __slots__ = ()

    @property
    def plot(self) -> Plots:
        """Plots of the result, such as ``scores.plot.ranking()``; see `parindex.plots`."""
        made: Plots = upper("plots").Plots(self)
        return made
