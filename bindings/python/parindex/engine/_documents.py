# SPDX-License-Identifier: MIT
"""The documents and plots that a result can make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex._late import upper
from parindex._typing import Language

if TYPE_CHECKING:
    from parindex.engine.scores import Scores
    from parindex.plots import Plots
    from parindex.process.layer_gap import LayerGap


class Documents:
    """The part of `Scores` that makes documents."""

    __slots__ = ()

    @property
    def plot(self) -> Plots:
        """Plots of the result, such as ``scores.plot.ranking()``; see `parindex.plots`."""
        made: Plots = upper("plots").Plots(self)
        return made

    def report(
        self,
        *,
        before: Scores | None = None,
        gap: LayerGap | None = None,
        language: Language | None = None,
        timeout: float | None = None,
    ) -> str:
        """The report as one HTML page; see `parindex.documents.report`."""
        report = upper("documents").report
        return str(report(self, before=before, gap=gap, language=language, timeout=timeout))

    def scorecard(
        self,
        unit: str,
        *,
        before: Scores | None = None,
        language: Language | None = None,
        timeout: float | None = None,
    ) -> str:
        """The scorecard of a unit as one HTML page; see `parindex.documents.scorecard`."""
        scorecard = upper("documents").scorecard
        return str(scorecard(self, unit, before=before, language=language, timeout=timeout))

    def workbook(self, *, language: Language | None = None, timeout: float | None = None) -> bytes:
        """The result as a workbook with live formulas; see `parindex.documents.workbook`."""
        return bytes(upper("documents").workbook(self, language=language, timeout=timeout))
