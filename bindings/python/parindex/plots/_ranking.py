# SPDX-License-Identifier: MIT
"""The units in order of rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex._sentences import in_language
from parindex._tree import class_titles
from parindex._typing import Language
from parindex.display._words import capital, pick, ranking_words, titled, word
from parindex.errors import Error
from parindex.plots import _words
from parindex.plots._figure import BLUE, GREY, Plot
from parindex.plots._rows import Bar, Column, Line, Rows
from parindex.plots._texts import figure, group_titles, heading, rest, seen

if TYPE_CHECKING:
    from parindex.engine.ranking import Ranking
    from parindex.engine.scores import Scores


def ranking(
    scores: Scores, given: Ranking | None, group: str | None, max_rows: int, language: Language
) -> Plot:
    found = scores.rank() if given is None else given
    entries = [entry for entry in found if group is None or entry.group == group]
    if group is not None and not entries:
        raise Error(_words.NO_UNIT_OF_THE_GROUP(group))
    rule, rubric = found.rule, scores.plan.rubric
    on = word(rule["on"], language)
    ranked = rubric.find(found.node) or {}
    classes = class_titles(ranked)
    said = [seen(rubric.edition), seen(ranking_words(rule, language))]
    if found.node:
        title = pick(ranked.get("title", {}), language)
        said.insert(1, seen(f"{found.node} {title}".rstrip()))
    rows = Rows(
        heading(in_language(_words.RANKING(), language), rubric, language),
        " · ".join(said),
        language,
        [Column(word("rank", language), "right"), Column(word("unit", language))],
        [Column(on, "right"), Column(word("class", language), most=1.6)],
        on,
        bounds=(0, 100) if rule["on"] == "index" else None,
        notes=rest(len(entries) - max_rows, language),
    )
    groups = group_titles(scores, language)
    last = None
    for entry in entries[: max(0, max_rows)]:
        if entry.group is not None and entry.group != last and rule["within"] == "group":
            rows.lines.append(Line(heading=groups.get(entry.group) or seen(entry.group)))
            last = entry.group
        line = Line(
            [entry.label, seen(entry.unit)],
            [
                figure(entry.value, language),
                seen(titled(classes, entry.class_id, language)),
            ],
        )
        if entry.value is not None:
            line.bars = [Bar(0, float(entry.value), BLUE if entry.rank is not None else GREY)]
        line.said = capital(in_language(entry.reason, language))
        if entry.value is not None and line.said:  # the bar is where the reason would be
            line.left = [entry.label, f"{seen(entry.unit)} ({in_language(entry.reason, language)})"]
            line.said = ""
        rows.lines.append(line)
    if not any(line.right[1:] and line.right[1] for line in rows.lines):
        rows.right.pop()
        for line in rows.lines:
            line.right = line.right[:1]
    if not rows.lines:
        rows.lines.append(
            Line(["", ""], [""] * len(rows.right), said=in_language(_words.NO_UNITS(), language))
        )
    return rows.draw()
