# SPDX-License-Identifier: MIT
"""The documents and plots that a result can make."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, overload

from parindex._late import upper
from parindex._typing import Language

if TYPE_CHECKING:
    from parindex.analysis.structure import Structure
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

    @overload
    def report(
        self,
        path: None = None,
        *,
        before: Scores | None = None,
        gap: LayerGap | None = None,
        plots: bool | None = None,
        language: Language | None = None,
        timeout: float | None = None,
    ) -> str: ...
    @overload
    def report(
        self,
        path: str | os.PathLike[str],
        *,
        before: Scores | None = None,
        gap: LayerGap | None = None,
        plots: bool | None = None,
        language: Language | None = None,
        timeout: float | None = None,
    ) -> None: ...
    def report(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        before: Scores | None = None,
        gap: LayerGap | None = None,
        plots: bool | None = None,
        language: Language | None = None,
        timeout: float | None = None,
    ) -> str | None:
        """The report as one HTML page, or written to an ``.html``, ``.pdf`` or ``.docx`` file.

        See `parindex.documents.report`.
        """
        report = upper("documents").report
        made: str | None = report(
            self,
            path,
            before=before,
            gap=gap,
            plots=plots,
            language=language,
            timeout=timeout,
        )
        return made

    @overload
    def scorecard(
        self,
        unit: str,
        path: None = None,
        *,
        before: Scores | None = None,
        language: Language | None = None,
        timeout: float | None = None,
    ) -> str: ...
    @overload
    def scorecard(
        self,
        unit: str,
        path: str | os.PathLike[str],
        *,
        before: Scores | None = None,
        language: Language | None = None,
        timeout: float | None = None,
    ) -> None: ...
    def scorecard(
        self,
        unit: str,
        path: str | os.PathLike[str] | None = None,
        *,
        before: Scores | None = None,
        language: Language | None = None,
        timeout: float | None = None,
    ) -> str | None:
        """The scorecard of a unit as one HTML page, or written to an ``.html``, ``.pdf`` or ``.xlsx`` file.

        See `parindex.documents.scorecard`.
        """
        scorecard = upper("documents").scorecard
        made: str | None = scorecard(
            self, unit, path, before=before, language=language, timeout=timeout
        )
        return made

    @overload
    def annex(
        self, path: None = None, *, structure: Structure | None = None, **given: Any
    ) -> str: ...
    @overload
    def annex(
        self,
        path: str | os.PathLike[str],
        *,
        structure: Structure | None = None,
        **given: Any,
    ) -> None: ...
    def annex(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        structure: Structure | None = None,
        **given: Any,
    ) -> str | None:
        """The sensitivity annex as one HTML page, or written to an ``.html``, ``.pdf`` or ``.xlsx`` file.

        See `parindex.documents.annex`, also for what can be `given`: a seed and a number of draws, and results of your own.
        """
        annex = upper("documents").annex
        made: str | None = annex(self, path, structure=structure, **given)
        return made

    def workbook(self, *, language: Language | None = None, timeout: float | None = None) -> bytes:
        """The result as a workbook with live formulas; see `parindex.documents.workbook`."""
        return bytes(upper("documents").workbook(self, language=language, timeout=timeout))
