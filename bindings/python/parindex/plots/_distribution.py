# SPDX-License-Identifier: MIT
"""How many units have which figure."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from matplotlib.ticker import FuncFormatter, MaxNLocator

from parindex._sentences import in_language
from parindex._typing import Language
from parindex.display._words import capital, word
from parindex.plots import _words
from parindex.plots._figure import BLUE, HEAD, LINE, PALE, SMALL, Plot, Sheet, cut, wrap
from parindex.plots._rows import tick
from parindex.plots._texts import group_titles, heading, seen

if TYPE_CHECKING:
    from parindex.engine.ranking import On
    from parindex.engine.scores import Scores

_MOST_BARS = 20
_MOST_GROUPS = 8
_WIDTH, _EDGE, _HEIGHT = 7.5, 0.25, 2.6  # inches


def distribution(scores: Scores, on: On, language: Language) -> Plot:
    rubric = scores.plan.rubric
    found: dict[str, list[Fraction]] = {}
    without = 0
    for score in scores:
        value = score.index if on == "index" else score.points
        if score.status != "ok" or value is None:
            without += 1
            continue
        found.setdefault(score.group or "", []).append(Fraction(value))
    if not 1 < len(found) <= _MOST_GROUPS:
        found = {"": [value for values in found.values() for value in values]}
    room = _WIDTH - 2 * _EDGE
    text = heading(in_language(_words.DISTRIBUTION(), language), rubric, language)
    title = wrap(text, room, HEAD, 3, bold=True)
    said = [in_language(_words.EACH_BAR_COUNTS(), language)]
    if without:
        said.insert(0, in_language(_words.UNITS_WITHOUT_A_RESULT(without), language))
    notes = [line for text in said for line in wrap(text, room, SMALL, 3)]
    one = 0.3 + 0.25 * len(title) + 0.3
    tall = one + (_HEIGHT + 0.85) * len(found) + 0.17 * len(notes) + 0.1
    sheet = Sheet(_WIDTH, tall, text)
    for at, line in enumerate(title):
        sheet.text(_EDGE, 0.3 + 0.25 * at, line, HEAD, bold=True)
    subtitle = f"{seen(rubric.edition)} · {word(on, language)}"
    sheet.text(_EDGE, 0.3 + 0.25 * len(title), cut(subtitle, room), color=PALE)

    edges = _edges([value for values in found.values() for value in values])
    groups = group_titles(scores, language)
    counts = {group: _counts(values, edges) for group, values in found.items()}
    sheet.plot.spoken = _spoken(counts, groups, edges, language)
    for number, (group, numbers) in enumerate(counts.items()):
        y = one + (_HEIGHT + 0.85) * number
        name = groups.get(group) or seen(group)
        of = f"{len(found[group])} {word('units', language)}"
        line = cut(f"{name} · {of}" if name else of, room)
        sheet.text(_EDGE + 0.4, y, line, bold=bool(name))
        axes = sheet.axes(_EDGE + 0.4, y + 0.15, room - 0.4, _HEIGHT)
        step = float(edges[1] - edges[0])
        for edge, count in zip(edges, numbers, strict=False):
            if not count:
                continue
            axes.bar(float(edge), count, step, align="edge", color=BLUE, edgecolor="white")
            axes.text(
                float(edge) + step / 2, count, str(count), ha="center", va="bottom", size=SMALL
            )
        axes.set_xlim(float(edges[0]), float(edges[-1]))
        axes.set_ylim(0, max([1, *numbers]) * 1.14)
        axes.tick_params(axis="x", pad=6)
        every = max(1, (len(edges) + 9) // 10)
        axes.set_xticks([float(edge) for edge in edges[::every]])
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(value, language)))
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True, min_n_ticks=1))
        axes.grid(axis="y", color=LINE, linewidth=0.6)
        axes.set_xlabel(capital(word(on, language)), size=SMALL, color=PALE)
    for at, line in enumerate(notes):
        sheet.text(_EDGE, tall - 0.17 * (len(notes) - at), line, SMALL, color=PALE)
    return sheet.plot


def _spoken(
    counts: Mapping[str, list[int]],
    groups: Mapping[str, str],
    edges: list[Fraction],
    language: Language,
) -> str:
    """The bars in words, group by group."""
    ends = [tick(float(edge), language) for edge in edges]
    said = []
    for group, numbers in counts.items():
        bars = [
            in_language(_words.BAR_COUNTS(*ends[at : at + 2], number), language)
            for at, number in enumerate(numbers)
            if number
        ]
        name = groups.get(group) or seen(group)
        said.append(f"{name}: " * bool(name) + "; ".join(bars))
    return ". ".join(said)


def _edges(values: list[Fraction]) -> list[Fraction]:
    """Ends of bars of one round width that contain every value, from the exact figures."""
    low, high = min(values, default=Fraction(0)), max(values, default=Fraction(1))
    width = Fraction(1)
    while (high - low) > width * _MOST_BARS:
        width *= 10
    while high > low and (high - low) * 10 <= width * _MOST_BARS:
        width /= 10
    for part in (Fraction(1, 5), Fraction(1, 2)):
        if (high - low) <= width * part * (_MOST_BARS - 2):
            width *= part
            break
    first = low // width
    last = max(first + 1, -(-high // width))
    return [width * place for place in range(first, last + 1)]


def _counts(values: list[Fraction], edges: list[Fraction]) -> list[int]:
    width = edges[1] - edges[0]
    counts = [0] * (len(edges) - 1)
    for value in values:
        counts[min(int((value - edges[0]) // width), len(counts) - 1)] += 1
    return counts
