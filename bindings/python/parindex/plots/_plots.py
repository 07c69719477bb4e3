# SPDX-License-Identifier: MIT
"""The plots of a result."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from parindex._foreign import expect, one_of
from parindex._typing import Language
from parindex.display._words import language_of
from parindex.errors import Error
from parindex.plots import _words

if TYPE_CHECKING:
    from parindex.analysis.change_parts import ChangeParts
    from parindex.analysis.sensitivity import Sensitivity
    from parindex.analysis.uncertainty import Uncertainty
    from parindex.engine.ranking import On, Ranking, Stage
    from parindex.engine.scores import Scores
    from parindex.plots._figure import Plot
    from parindex.process.layer_gap import LayerGap

_MOST = 300  # lines of a plot


def available() -> bool:
    """Whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def figures() -> Any:
    """The module of figures. Raises Error without matplotlib."""
    return _module("_figure")


def _module(name: str) -> Any:
    try:
        import matplotlib  # noqa: F401, ICN001 - only whether it is there
    except ImportError:
        raise Error(_words.PLOTS_NEED_THE_PACKAGE_MATPLOTLIB()) from None
    return import_module(f"parindex.plots.{name}")


class Plots:
    """The plots of a result: ``scores.plot.ranking()``. Every figure shown is one of the engine.

    All methods return a `Plot`, a matplotlib figure that is displayed in notebooks and saved by
    ``plot.save("ranking.svg")``. Titles are those of the rubric, in Vietnamese (``language="vi"``, with decimal
    commas) or English (``"en"``), by default in the language of the rubric. A unit without a result is shown with
    the reason and without a bar. Every method raises Error if matplotlib is not installed.
    """

    __slots__ = ("_scores",)

    def __init__(self, scores: Scores) -> None:
        self._scores = scores

    def ranking(
        self,
        ranking: Ranking | None = None,
        *,
        group: str | None = None,
        language: Language | None = None,
        max_rows: int = _MOST,
    ) -> Plot:
        """The units in order of rank, by group, with a bar for the ranked figure.

        Parameters
        ----------
        ranking
            A ranking of the same result; by default the one that the rubric declares.
        group
            Only the units of this group; by default all.
        language
            ``"vi"`` or ``"en"``; by default the language of the rubric.
        max_rows
            Number of units shown; a line below says how many are left out.

        Raises
        ------
        Error
            If the rubric declares no ranking and none is given; for a group without units.
        """
        return self._drawn("_ranking", "ranking", language, self._scores, ranking, group, max_rows)

    def matrix(self, *, language: Language | None = None, max_rows: int = _MOST) -> Plot:
        """Units by fields as a heat map: the points in figures, the index as colour.

        The units are in order of rank if the rubric declares a ranking, otherwise in the order of the data.
        `language` and `max_rows` are those of `ranking`.
        """
        return self._drawn("_matrix", "matrix", language, self._scores, max_rows)

    def lost(self, unit: str, *, language: Language | None = None, max_rows: int = 40) -> Plot:
        """The leaves at which a unit lost points, most first, each with its maximum.

        Raises KeyError for an unknown unit. `language` and `max_rows` are those of `ranking`.
        """
        return self._drawn("_lost", "lost", language, self._scores, unit, max_rows)

    def compare(
        self,
        after: Scores,
        *,
        on: On = "points",
        stage: Stage = "rounded",
        codes: Mapping[str, str] | None = None,
        language: Language | None = None,
        max_rows: int = _MOST,
    ) -> Plot:
        """The change of every unit in a later result, the largest gain first.

        `after`, `on`, `stage` and `codes` are those of `Scores.compare`, `language` and `max_rows` those of
        `ranking`.
        """
        compared = self._scores.compare(after, on=on, stage=stage, codes=codes)
        return self._drawn("_change", "change", language, compared, max_rows)

    def spread(
        self, spread: Uncertainty, *, language: Language | None = None, max_rows: int = _MOST
    ) -> Plot:
        """The interval of the ranks of every unit, their median, and its rank as it is, in order of rank.

        `spread` is ``scores.uncertainty(seed=…)``, `language` and `max_rows` are those of `ranking`.
        """
        return self._drawn("_spread", "spread", language, self._scores, spread, max_rows)

    def factors(
        self,
        sensitivity: Sensitivity,
        *,
        unit: str | None = None,
        language: Language | None = None,
        max_rows: int = _MOST,
    ) -> Plot:
        """The choices that the spread of ranks comes from, as bars of their Sobol indices.

        Parameters
        ----------
        sensitivity
            ``scores.sensitivity(seed=…)``.
        unit
            The unit whose rank is shown; by default the mean shift of all ranks. Raises KeyError for an unknown unit.
        language, max_rows
            Those of `ranking`.
        """
        return self._drawn(
            "_spread", "factors", language, self._scores, sensitivity, unit, max_rows
        )

    def waterfall(
        self, parts: ChangeParts, *, unit: str | None = None, language: Language | None = None
    ) -> Plot:
        """The parts of a change between editions, each from where the one before ends.

        Parameters
        ----------
        parts
            ``before.change_parts(after)``.
        unit
            The unit; by default the sums over all units. Raises KeyError for a unit without parts.
        language
            That of `ranking`.
        """
        return self._drawn("_waterfall", "waterfall", language, self._scores, parts, unit)

    def gap(
        self,
        gap: LayerGap,
        *,
        by: Literal["unit", "leaf"] = "unit",
        language: Language | None = None,
        max_rows: int = _MOST,
    ) -> Plot:
        """Two layers of marks, such as self against appraised, the largest difference first.

        Parameters
        ----------
        gap
            ``assessment.gap("self", "appraised")`` of the assessment that was scored.
        by
            ``"unit"``: the points of each unit. ``"leaf"``: the mean points of each leaf over the units.
        language, max_rows
            Those of `ranking`.
        """
        one_of(by, ("unit", "leaf"), "by")
        return self._drawn("_gap", "gap", language, self._scores, gap, by, max_rows)

    def distribution(self, *, on: On = "index", language: Language | None = None) -> Plot:
        """How many units have which index (``on="index"``) or points, by group if there are several.

        `language` is that of `ranking`.
        """
        one_of(on, ("index", "points"), "on")
        return self._drawn("_distribution", "distribution", language, self._scores, on)

    def _drawn(self, module: str, name: str, language: Language | None, *given: object) -> Plot:
        if language is not None:
            one_of(language, ("en", "vi"), "language")
        if isinstance(given[-1], int):
            expect(given[-1], int, "max_rows")
        draw, figure = getattr(_module(module), name), figures()
        spoken = language or language_of(self._scores.plan.rubric.language)
        with figure.settings():
            made: Plot = draw(*given, spoken)
        return made
