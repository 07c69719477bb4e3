# SPDX-License-Identifier: MIT
"""The points that a unit lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex._sentences import in_language
from parindex._typing import Language
from parindex.display._shown import reasons
from parindex.display._words import capital, word
from parindex.plots import _words
from parindex.plots._figure import LIGHT, ORANGE, SMALL, Plot, wrap
from parindex.plots._rows import Bar, Column, Line, Rows
from parindex.plots._texts import figure, rest, seen, titles

if TYPE_CHECKING:
    from parindex.engine.scores import Scores


def lost(scores: Scores, unit: str, max_rows: int, language: Language) -> Plot:
    score, rubric = scores[unit], scores.plan.rubric
    rows = Rows(
        capital(in_language(_words.LOST(seen(score.unit)), language)),
        f"{seen(rubric.title(language))} · {seen(rubric.edition)}",
        language,
        [Column(word("code", language)), Column(word("title", language), most=3.6)],
        [Column(in_language(_words.LOST_OF_MAXIMUM(), language), "right")],
        word("points", language),
        legend=[
            (ORANGE, in_language(_words.POINTS_LOST(), language)),
            (LIGHT, in_language(_words.POINTS_LEFT(), language)),
        ],
    )
    if score.status != "ok":
        said = [capital(word(score.status, language))]
        for text in filter(None, reasons(score.issues, language).split("\n")):
            said += wrap(text, 7, SMALL, 4)
        rows.lines = [Line(["", ""], [""], said=text) for text in said]
        rows.legend = []
        return rows.draw()
    total = score.total
    rows.subtitle += " · " + ", ".join(
        f"{word(key, language)} {figure(value, language)}"
        for key, value in (("points", total.points), ("max", total.max), ("index", total.index))
    )
    names = titles(rubric, language)
    found = scores.points_lost(unit)
    rows.notes = rest(len(found) - max_rows, language)
    for one in found[: max(0, max_rows)]:
        rows.lines.append(
            Line(
                [seen(one.code), names.get(one.code, "")],
                [f"{figure(one.lost, language)} / {figure(one.max, language)}"],
                [Bar(0, float(one.max), LIGHT), Bar(0, float(one.lost), ORANGE)],
            )
        )
    if not found:
        rows.legend = []
        rows.lines.append(Line(["", ""], [""], said=in_language(_words.NOTHING_LOST(), language)))
    return rows.draw()
