# SPDX-License-Identifier: MIT
"""The plots of a report, for the switch of language of its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from parindex import _core
from parindex._sentences import in_language
from parindex._typing import Language
from parindex.documents import _words
from parindex.documents._texts import in_one_span, in_spans, title
from parindex.plots import _words as _words_of_plots
from parindex.plots._inline import inline
from parindex.plots._plots import available, figures

if TYPE_CHECKING:
    from markupsafe import Markup

    from parindex.engine.ranking import On, Ranking
    from parindex.engine.scores import Scores
    from parindex.plots import Plot, Plots
    from parindex.process.layer_gap import LayerGap

_MOST_LINES = 60  # of a plot, so that it fits on a page
_MOST_GROUPS = 8
_UNFOLDED = 30  # lines that a page shows before a click


@dataclass(slots=True)
class Drawn:
    """A plot in each language of the page."""

    id: str
    caption: str
    content: Markup
    open: bool


@dataclass(slots=True)
class Plotted:
    """The plots of the sections of a report; none without matplotlib."""

    distribution: list[Drawn] = field(default_factory=list)
    ranking: list[Drawn] = field(default_factory=list)
    gap: list[Drawn] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What is left out of the ranking."""


def plotted(
    scores: Scores,
    gap: LayerGap | None,
    languages: Sequence[Language],
    wanted: bool | None,
    *,
    paper: bool,
) -> Plotted:
    """The plots; `wanted` None: if matplotlib is installed. Raises Error for True without it."""
    found = Plotted()
    if wanted is False or (wanted is None and not available()):
        return found
    figures()
    plot, ranking = scores.plot, scores._declared_ranking()

    def add(to: list[Drawn], caption: str, lines: int, draw: Callable[[Language], Plot]) -> None:
        number = sum(map(len, (found.distribution, found.ranking, found.gap))) + 1
        content = _content(f"plot-{number}", draw, languages)
        to.append(Drawn(f"plot-{number}", caption, content, paper or lines <= _UNFOLDED))

    if sum(score.status == "ok" for score in scores) > 1:
        on: On = "index" if ranking is None else ranking.rule["on"]
        add(
            found.distribution,
            _words_of_plots.DISTRIBUTION(),
            0,
            lambda language: plot.distribution(on=on, language=language),
        )
    if ranking is not None and len(scores) > 1:
        parts: list[str | None] = [None]
        if ranking.rule["within"] == "group":
            parts = list(dict.fromkeys(entry.group for entry in ranking))
        if len(parts) > _MOST_GROUPS:
            found.notes.append(_words.PLOTS_OF_GROUPS_LEFT_OUT(len(parts)))
            parts = []
        declared = (scores.plan.rubric.find("") or {}).get("groups", ())
        groups = {one["id"]: title(one.get("title")) for one in declared}
        for part in parts:
            caption = _words.RANKING() if part is None else groups.get(part) or part
            units = sum(part is None or entry.group == part for entry in ranking)
            add(
                found.ranking,
                caption,
                units,
                partial(_of_group, plot, ranking, part),
            )
    if gap is not None:
        add(
            found.gap,
            _words_of_plots.GAP_BY_UNIT(),
            len(scores),
            lambda language: plot.gap(gap, language=language, max_rows=_MOST_LINES),
        )
        add(
            found.gap,
            _words_of_plots.GAP_BY_LEAF(),
            len(gap.components),
            lambda language: plot.gap(gap, by="leaf", language=language, max_rows=_MOST_LINES),
        )
    return found


def _of_group(plots: Plots, ranking: Ranking, group: str | None, language: Language) -> Plot:
    return plots.ranking(ranking, group=group, language=language, max_rows=_MOST_LINES)


def _content(name: str, draw: Callable[[Language], Plot], languages: Sequence[Language]) -> Markup:
    made = {}
    for language in languages:
        _core.step(None)
        figure = draw(language)
        spoken = figure.spoken or in_language(_words.FIGURES_IN_THE_TABLE(), language)
        made[language] = inline(figure, f"{name}-{language}", f"{figure.heading}. {spoken}")
    if len(made) == 1:
        ((language, text),) = made.items()
        return in_one_span(language, text)
    return in_spans(made["vi"], made["en"])
