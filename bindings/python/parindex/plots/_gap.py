# SPDX-License-Identifier: MIT
"""Two layers of marks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from parindex._sentences import in_language
from parindex._typing import Language, Number
from parindex.display._words import pick, word
from parindex.plots import _words
from parindex.plots._figure import BLUE, LIGHT, ORANGE, Plot
from parindex.plots._rows import Bar, Column, Line, Rows
from parindex.plots._texts import change, figure, heading, rest, seen

if TYPE_CHECKING:
    from parindex.engine.scores import Scores
    from parindex.process.layer_gap import LayerGap


def gap(scores: Scores, given: LayerGap, by: str, max_rows: int, language: Language) -> Plot:
    rubric = scores.plan.rubric
    first = seen(pick(given.titles.get(given.first, {}), language) or given.first)
    last = given.second or ""
    second = seen(pick(given.titles.get(last, {}), language) or last or word("final", language))
    said = _words.GAP_BY_UNIT() if by == "unit" else _words.GAP_BY_LEAF()
    bias = in_language(_words.MEAN_BIAS(figure(given.bias, language) or "–"), language)
    rows = Rows(
        heading(in_language(said, language), rubric, language),
        " · ".join([seen(rubric.edition), f"{first} – {second}", bias]),
        language,
        [Column(word("unit", language))],
        [
            Column(first, "right", 1.3),
            Column(second, "right", 1.3),
            Column(word("gap", language), "right"),
        ],
        word("points", language),
        legend=[(ORANGE, first), (BLUE, second)],
    )
    if by == "leaf":
        names = {code: seen(pick(title, language)) for code, title in given.titles.items()}
        rows.left = [Column(word("code", language)), Column(word("title", language), most=3.6)]
        rows.scale = in_language(_words.MORE_LEAVES_AND_UNITS(), language)
        lines = [
            _line(
                [seen(one.code), names.get(one.code, "")],
                one.first,
                one.second,
                -one.bias,
                language,
            )
            for one in sorted(given.components, key=lambda one: -abs(Fraction(one.bias)))
            if one.units
        ]
    else:
        lines = [
            _line([seen(one.unit)], one.first, one.second, one.gap, language)
            for one in sorted(given.units, key=lambda one: -abs(Fraction(one.gap)))
            if one.leaves
        ]
        compared = {one.unit for one in given.units if one.leaves}
        reason = in_language(_words.NOT_COMPARED(), language)
        lines += [
            Line([seen(unit)], [""] * 3, said=reason)
            for unit in scores.units
            if unit not in compared
        ]
    if not lines:
        nothing = in_language(_words.NOTHING_COMPARED(), language)
        lines = [Line([""] * len(rows.left), [""] * 3, said=nothing)]
        rows.legend = []
    rows.lines = lines[: max(0, max_rows)]
    rows.notes = rest(len(lines) - max_rows, language)
    return rows.draw()


def _line(
    left: Sequence[str], first: Number, second: Number, gap: Number, language: Language
) -> Line:
    ends = float(first), float(second)
    texts = [figure(first, language), figure(second, language), change(gap, language)]
    bar = Bar(*ends, LIGHT, thin=True)
    return Line(left, texts, [bar], [(ends[0], ORANGE), (ends[1], BLUE)])
