# SPDX-License-Identifier: MIT
"""The scorecards of a report: every unit with its fields, its losses and its explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex._steps import each
from parindex._tree import Node, levels
from parindex._typing import Language
from parindex.display._text import pick, with_sign, word
from parindex.display._trace_text import reasons
from parindex.documents._texts import LANGUAGES, both, figure, lines_html, said, words

if TYPE_CHECKING:
    from parindex.engine.scores import Scores
    from parindex.engine.unit_score import NodeScore, PointsLost, UnitScore

MOST = 24_000_000
"""Bytes of all explanations of a page; what does not fit is left out, and the page says so."""

MOST_LOSSES = 10
"""Leaves with a loss that a scorecard lists."""


@dataclass(slots=True)
class Figures:
    """A node of a unit: its code, its title and its figures."""

    code: str
    title: str
    points: str
    max: str
    index: str
    lost: str = ""
    shade: int | None = None
    """0 to 9 by the index, for the heat map; None without an index."""


@dataclass(slots=True)
class Card:
    """The scorecard of a unit."""

    row: int
    unit: str
    group: str
    status: str
    total: Figures
    fields: list[Figures]
    lost: list[Figures]
    """The leaves with the largest losses."""
    more: str
    """How many other leaves lost points; empty for none."""
    issues: list[str]
    explanation: dict[Language, str]
    """HTML by language; a language is absent if the page would be too large."""


def _more(rest: int) -> str:
    return both(lambda language: word("more", language).format(rest)) if rest > 0 else ""


def figures(node: NodeScore, title: str) -> Figures:
    """The figures of a node; its status in place of points that it does not have."""
    points = figure(node.points) if node.status == "ok" else words(node.status)
    index = node.index_exact
    shade = None if index is None else max(0, min(9, int(index // 10)))
    return Figures(node.code, title, points, figure(node.max), figure(node.index), shade=shade)


def losses(lost: tuple[PointsLost, ...], titles: Mapping[str, str]) -> list[Figures]:
    """The leaves at which a unit lost points, most first."""
    return [
        Figures(
            one.code, titles[one.code], figure(one.points), figure(one.max), "", figure(one.lost)
        )
        for one in lost
    ]


def cards(scores: Scores, codes: list[str], titles: Mapping[str, str]) -> list[Card]:
    """The scorecards in the order of the table, without explanations."""
    made = []
    for row, score in enumerate(each(scores)):
        made.append(_card(scores, row, score, codes, titles))
    return made


def _card(
    scores: Scores, row: int, score: UnitScore, codes: list[str], titles: Mapping[str, str]
) -> Card:
    lost = scores.points_lost(score.unit) if score.status == "ok" else ()
    return Card(
        row,
        score.unit,
        score.group or "",
        score.status,
        figures(score.total, ""),
        [figures(score[code], titles[code]) for code in codes],
        losses(lost[:MOST_LOSSES], titles),
        _more(len(lost) - MOST_LOSSES),
        [said(issue) for issue in score.issues],
        {},
    )


def explain(scores: Scores, made: list[Card], first: Language, most: int = MOST) -> None:
    """Add the explanations: in both languages if they fit, as the first unit suggests; otherwise in the
    first language, of the units that come first, while they fit."""
    second = next(language for language in LANGUAGES if language != first)
    languages = [first, second]
    left = most
    for at, card in enumerate(each(made)):
        tree = scores.explain(card.unit).to_dict()
        for language in languages:
            card.explanation[language] = lines_html(explanation(tree, language))
        if at == 0 and len(made) * _size(card) > most:
            languages = [first]
            card.explanation.pop(second)
        left -= _size(card)
        if left < 0:
            card.explanation.clear()
            return


def _size(card: Card) -> int:
    return sum(len(text.encode()) for text in card.explanation.values())


def explanation(tree: Node, language: Language) -> Iterator[str]:
    """The lines of an explanation: each node with its figures, its reasons indented below it."""
    decimal = "," if language == "vi" else "."
    for depth, node in levels(tree):
        space = "  " * depth
        head = node["code"] or word("total", language)
        title = pick(node["title"], language)
        yield f"{space}{head}  {title}: {_result(node, language, decimal)}"
        for reason in reasons(node, language, decimal):
            yield f"{space}    {reason}"


def _result(node: Node, language: Language, decimal: str) -> str:
    if node["status"] != "ok":
        return word(node["status"], language)
    points, most = (with_sign(node[name], decimal) for name in ("points", "max"))
    return f"{points} / {most}"
