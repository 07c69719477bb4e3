# SPDX-License-Identifier: MIT
"""Units by fields as a heat map."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from matplotlib import colormaps
from matplotlib.colors import to_hex

from parindex._sentences import in_language
from parindex._typing import Language, Number
from parindex.display._words import capital, pick, word
from parindex.plots import _words
from parindex.plots._figure import BODY, GREY, HEAD, INK, PALE, SMALL, Plot, Sheet, cut, width, wrap
from parindex.plots._texts import figure, heading, rest, seen

if TYPE_CHECKING:
    from parindex.engine.scores import Scores
    from parindex.engine.unit_score import NodeScore

_CELL = 0.26  # height in inches
_EDGE = 0.25
_MOST_FIELDS = 40


def matrix(scores: Scores, max_rows: int, language: Language) -> Plot:
    rubric = scores.plan.rubric
    nodes = (rubric.find("") or {})["nodes"]
    codes = [node["code"] for node in nodes[:_MOST_FIELDS]]
    heads = [(seen(node["code"]), seen(pick(node.get("title", {}), language))) for node in nodes]
    heads = [*heads[: len(codes)], (capital(word("total", language)), "")]
    ranked = scores._declared_ranking()
    units = list(scores.units) if ranked is None else [entry.unit for entry in ranked]
    shown = [scores[unit] for unit in islice(units, max(0, max_rows))]
    names = [cut(seen(score.unit), 2.9) for score in shown]
    left = max([0.6, *map(width, names)]) + 0.12 + _EDGE

    cells = [[score[code] for code in [*codes, ""]] for score in shown]
    texts = [[_text(node, language) for node in row] for row in cells]
    ok = [row for row, score in zip(texts, shown, strict=True) if score.status == "ok"]
    column = min(1.6, max([0.86, *(width(text, SMALL) + 0.14 for row in ok for text in row)]))
    over = left + column * len(heads)
    whole = max(over, left + 3.4) + _EDGE  # at least the legend
    title = wrap(
        heading(in_language(_words.POINTS_BY_FIELD(), language), rubric, language),
        whole - 2 * _EDGE,
        HEAD,
        3,
        bold=True,
    )
    notes = [f"{seen(rubric.edition)} · {in_language(_words.COLOUR_IS_THE_INDEX(), language)}"]
    left_out = [*rest(len(units) - len(shown), language)]
    if len(nodes) > len(codes):
        left_out.append(word("fields", language).format(len(nodes) - len(codes)))
    titles = [wrap(text, column - 0.08, 7, 5) for _, text in heads]
    high = 0.16 * max(map(len, titles)) + 0.2
    top = 0.3 + 0.25 * len(title) + 0.3 + high
    below = top + _CELL * max(1, len(shown)) + 0.3
    sheet = Sheet(whole, below + 0.42 + 0.17 * len(left_out), title[0])
    for at, line in enumerate(title):
        sheet.text(_EDGE, 0.3 + 0.25 * at, line, HEAD, bold=True)
    for line in wrap(notes[0], whole - 2 * _EDGE, BODY, 1):
        sheet.text(_EDGE, 0.3 + 0.25 * len(title), line, color=PALE)
    for at, ((code, _), lines) in enumerate(zip(heads, titles, strict=True)):
        middle = left + column * (at + 0.5)
        up = len(lines)
        code = cut(code, column - 0.08, SMALL, bold=True)
        sheet.text(middle, top - 0.14 - 0.14 * up, code, SMALL, align="center", bold=True)
        for number, line in enumerate(lines, 1):
            y = top - 0.12 - 0.14 * (up - number)
            sheet.text(middle, y, line, 7, align="center", color=PALE)
    for number, (score, name) in enumerate(zip(shown, names, strict=True)):
        y = top + _CELL * number
        sheet.text(left - 0.1, y + _CELL / 2, name, align="right")
        if score.status != "ok":
            sheet.box(left, y, column * len(heads), _CELL, GREY, "////")
            _tag(
                sheet,
                left + column * len(heads) / 2,
                y,
                word(score.status, language),
                column * len(heads),
            )
            continue
        for at, (node, text) in enumerate(zip(cells[number], texts[number], strict=True)):
            x = left + column * at
            if node.status != "ok":
                sheet.box(x, y, column, _CELL, GREY, "////")
                _tag(sheet, x + column / 2, y, text, column)
                continue
            color, ink = _colour(node.index)
            sheet.box(x, y, column, _CELL, color)
            text = cut(text, column - 0.06, SMALL)
            sheet.text(x + column / 2, y + _CELL / 2, text, SMALL, align="center", color=ink)
    if not shown:
        sheet.text(left, top + _CELL / 2, in_language(_words.NO_UNITS(), language), color=PALE)
    _legend(sheet, left, below, language)
    for at, line in enumerate(left_out):
        sheet.text(_EDGE, below + 0.4 + 0.17 * at, line, SMALL, color=PALE)
    return sheet.plot


def _text(node: NodeScore, language: Language) -> str:
    return figure(node.points, language) if node.status == "ok" else word(node.status, language)


def _tag(sheet: Sheet, x: float, y: float, text: str, room: float) -> None:
    """A word on a white background over a hatched cell."""
    text = cut(text, room - 0.06, SMALL)
    long = width(text, SMALL) + 0.06
    sheet.box(x - long / 2, y + 0.05, long, _CELL - 0.1, "white")
    sheet.text(x, y + _CELL / 2, text, SMALL, align="center", color=INK)


def _colour(index: Number | None) -> tuple[str, str]:
    """The colour of a cell, and that of its text."""
    if index is None:
        return "#f4f4f4", INK
    share = min(1.0, max(0.0, float(index) / 100))
    color = colormaps["Blues"](0.08 + 0.82 * share)
    linear = [part / 12.92 if part <= 0.04 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    bright = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return to_hex(color), "white" if bright < 0.2 else INK


def _legend(sheet: Sheet, x: float, y: float, language: Language) -> None:
    name = word("index", language)
    sheet.text(x, y, name, SMALL, color=PALE)
    x += width(name, SMALL) + 0.15
    for step in range(0, 101, 20):
        color, ink = _colour(Decimal(step))
        sheet.box(x, y - 0.09, 0.4, 0.18, color)
        sheet.text(x + 0.2, y, str(step), 7, align="center", color=ink)
        x += 0.4
