# SPDX-License-Identifier: MIT
"""A change split into parts: each part starts where the one before ends."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from parindex._fraction import ExactFraction
from parindex._sentences import in_language
from parindex._typing import Language
from parindex.display._words import capital, word
from parindex.plots import _words
from parindex.plots._figure import BLUE, GREY, ORANGE, Plot
from parindex.plots._rows import Bar, Column, Line, Rows
from parindex.plots._texts import change as change_text
from parindex.plots._texts import figure, heading, seen

if TYPE_CHECKING:
    from parindex.analysis.change_parts import ChangeParts
    from parindex.engine.scores import Scores

_NAMES = {
    "rules": _words.RULES,
    "maxima": _words.MAXIMA,
    "conventions": _words.CONVENTIONS,
    "data": _words.DATA,
}


def waterfall(scores: Scores, parts: ChangeParts, unit: str | None, language: Language) -> Plot:
    one = parts.total if unit is None else parts[unit]
    title = heading(in_language(_words.CHANGE(), language), scores.plan.rubric, language)
    name = in_language(_words.ALL_UNITS(), language) if unit is None else seen(one.unit)
    on = word(parts.on, language)
    rows = Rows(
        title,
        f"{name} · {on}",
        language,
        [Column(word("change", language))],
        [Column(word("difference", language), "right"), Column(on, "right")],
        on,
        legend=[
            (BLUE, in_language(_words.HIGHER(), language)),
            (ORANGE, in_language(_words.LOWER(), language)),
        ],
        notes=parts.notes(language),
    )
    at = Fraction(one.before)
    rows.lines.append(_whole(word("before", language), at, language))
    for part in parts.order:
        if part in parts.merged:
            continue
        step = Fraction(getattr(one, part))
        line = Line(
            [capital(in_language(_NAMES[part](), language))],
            [
                change_text(ExactFraction(step), language),
                figure(ExactFraction(at + step), language),
            ],
            [Bar(float(at), float(at + step), BLUE if step > 0 else ORANGE)] if step else [],
        )
        rows.lines.append(line)
        at += step
    rows.lines.append(_whole(word("after", language), at, language))
    ends = [end for line in rows.lines[1:-1] for bar in line.bars for end in (bar.start, bar.end)]
    ends += [float(one.before), float(one.after)]
    # The steps are small beside the figures, so the scale begins near them.
    far = (max(ends) - min(ends)) or 1.0
    low = min(ends) - far / 4
    rows.bounds = (max(0.0, low) if min(ends) >= 0 else low, max(ends))
    if rows.bounds[0] > 0:
        rows.notes.append(in_language(_words.NOT_FROM_0(), language))
    for line in (rows.lines[0], rows.lines[-1]):
        (bar,) = line.bars
        bar.start = rows.bounds[0]
    return rows.draw()


def _whole(name: str, value: Fraction, language: Language) -> Line:
    text = figure(ExactFraction(value), language)
    return Line([capital(name)], ["", text], [Bar(0, float(value), GREY)])
