# SPDX-License-Identifier: MIT
"""The change of every unit between two results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex._sentences import in_language
from parindex._typing import Language
from parindex.display._text import from_to
from parindex.display._words import capital, word
from parindex.plots import _words
from parindex.plots._figure import BLUE, ORANGE, Plot
from parindex.plots._rows import Bar, Column, Line, Rows
from parindex.plots._texts import change as change_text
from parindex.plots._texts import figure, heading, rest, seen

if TYPE_CHECKING:
    from parindex.results.comparison import Comparison


def change(compared: Comparison, max_rows: int, language: Language) -> Plot:
    rubric = compared.after.plan.rubric
    editions = [seen(scores.plan.rubric.edition) for scores in (compared.before, compared.after)]
    on = word(compared.on, language)
    rows = Rows(
        heading(in_language(_words.CHANGE(), language), rubric, language),
        " · ".join([" → ".join(dict.fromkeys(editions)), on]),
        language,
        [
            Column(word("unit", language)),
            Column(word("before", language), "right"),
            Column(word("after", language), "right"),
        ],
        [
            Column(word("difference", language), "right"),
            Column(word("rank", language), "right"),
        ],
        f"{word('difference', language)} ({on})",
        legend=[
            (BLUE, in_language(_words.HIGHER(), language)),
            (ORANGE, in_language(_words.LOWER(), language)),
        ],
        notes=rest(len(compared) - max_rows, language),
    )
    shown = sorted(
        list(compared)[: max(0, max_rows)],  # the largest differences
        key=lambda one: (one.difference is None, -(one.difference or 0)),
    )
    for one in shown:
        line = Line(
            [seen(one.unit), figure(one.before, language), figure(one.after, language)],
            [change_text(one.difference, language), from_to(one.rank_before, one.rank_after)],
            said=capital(in_language(one.reason, language)),
        )
        if one.difference is not None:
            line.bars = [Bar(0, float(one.difference), BLUE if one.difference > 0 else ORANGE)]
        rows.lines.append(line)
    if not any(line.right[1] for line in rows.lines):
        rows.right.pop()
        for line in rows.lines:
            line.right = line.right[:1]
    if not rows.lines:
        nobody = in_language(_words.NO_UNITS(), language)
        rows.lines.append(Line([""] * 3, [""] * len(rows.right), said=nobody))
    return rows.draw()
