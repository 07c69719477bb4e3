# SPDX-License-Identifier: MIT
"""How far ranks spread when choices are drawn at random, and which choices the spread comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parindex._sentences import in_language
from parindex._typing import Language
from parindex.display._text import show, with_sign
from parindex.display._words import capital, word
from parindex.plots import _words
from parindex.plots._figure import BLUE, GREY, LIGHT, ORANGE, Plot
from parindex.plots._rows import Bar, Column, Line, Rows
from parindex.plots._texts import heading, rest, seen, sign

if TYPE_CHECKING:
    from parindex.analysis.sensitivity import Sensitivity
    from parindex.analysis.uncertainty import Uncertainty
    from parindex.engine.scores import Scores


def spread(scores: Scores, found: Uncertainty, max_rows: int, language: Language) -> Plot:
    """A line per unit in order of rank: the interval of its ranks, their median, and the rank as it is."""
    level = with_sign(show(found.level), sign(language))
    rows = Rows(
        heading(in_language(_words.RANKS_THAT_SPREAD(), language), scores.plan.rubric, language),
        in_language(_words.ESTIMATED(found.draws, found.seed), language),
        language,
        [Column(word("rank", language), "right"), Column(word("unit", language))],
        [Column(in_language(_words.INTERVAL(level), language), "right")],
        word("rank", language),
        legend=[
            (LIGHT, in_language(_words.INTERVAL(level), language)),
            (BLUE, in_language(_words.MEDIAN(), language)),
            (ORANGE, in_language(_words.AS_IT_IS(), language)),
        ],
        notes=rest(len(found.units) - max_rows, language),
    )
    ordered = sorted(found.units, key=lambda one: (one.rank is None, one.rank, one.rank_median))
    for one in ordered[: max(0, max_rows)]:
        now = [(float(one.rank), ORANGE)] if one.rank is not None else []
        ends = f"{one.rank_low} – {one.rank_high}"
        rows.lines.append(
            Line(
                ["" if one.rank is None else str(one.rank), seen(one.unit)],
                [ends if one.rank_low < one.rank_high else str(one.rank_low)],
                [Bar(float(one.rank_low), float(one.rank_high), LIGHT)],
                # The first of two is a ring around the second.
                [*now, (float(one.rank_median), BLUE)],
            )
        )
    worst = max((one.rank_high for one in found.units), default=1)
    rows.bounds = (1.0, float(worst))
    return rows.draw()


def factors(
    scores: Scores, found: Sensitivity, unit: str | None, max_rows: int, language: Language
) -> Plot:
    """A bar per choice: total order, in it the first order, and the interval of the total order."""
    rubric = scores.plan.rubric
    what = (
        in_language(_words.OF_ALL_RANKS(), language)
        if unit is None
        else in_language(_words.OF_THE_RANK(seen(unit)), language)
    )
    indices = found.shift if unit is None else found.of_rank(unit)
    rows = Rows(
        heading(in_language(_words.WHERE_RANKS_SPREAD(), language), rubric, language),
        f"{capital(what)} · {in_language(_words.ESTIMATED(found.draws, found.seed), language)}",
        language,
        [Column(word("factor", language), most=3.6)],
        [
            Column(word("first_order", language), "right"),
            Column(word("total_order", language), "right"),
        ],
        in_language(_words.SHARE_OF_VARIANCE(), language),
        legend=[
            (BLUE, word("first_order", language)),
            (LIGHT, word("total_order", language)),
            (GREY, in_language(_words.INTERVAL(with_sign(show(found.level), sign(language))), language)),
        ],
        notes=rest(len(indices) - max_rows, language),
    )  # fmt: skip
    names = found.factor_texts(language)
    for one in sorted(indices, key=lambda one: -one.total)[: max(0, max_rows)]:
        numbers = (with_sign(f"{n:.3f}", sign(language)).replace("-", "−") for n in one[1::3])
        rows.lines.append(
            Line(
                [seen(names[one.factor])],
                [*numbers],
                [
                    Bar(0, one.total, LIGHT),
                    Bar(0, max(0.0, one.first), BLUE),
                    Bar(one.total_low, one.total_high, GREY, thin=True),
                ],
            )
        )
    if not indices:
        rows.legend = []
        rows.lines.append(Line([""], ["", ""], said=in_language(_words.SAME_IN_ALL(), language)))
    return rows.draw()
