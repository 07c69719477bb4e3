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
from parindex.documents._texts import LANGUAGES, both, figure, lines_html, words
from parindex.errors import Issue

if TYPE_CHECKING:
    from parindex.engine.scores import Scores
    from parindex.engine.unit_score import NodeScore, PointsLost, UnitScore

MOST = 24_000_000
"""Characters of all explanations of a page; the rest is left out, and the page says so."""


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
    issues: list[str]
    explanation: dict[Language, str]
    """HTML by language; a language is absent if the page would be too large."""


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
    ok = score.status == "ok"
    return Card(
        row,
        score.unit,
        score.group or "",
        score.status,
        figures(score.total, ""),
        [figures(score[code], titles[code]) for code in codes],
        losses(scores.points_lost(score.unit), titles) if ok else [],
        [_issue(issue) for issue in score.issues],
        {},
    )


def _issue(issue: Issue) -> str:
    return both(issue.text)


def explain(scores: Scores, made: list[Card], first: Language, most: int = MOST) -> None:
    """Add the explanations: of every unit in the first language, then in the other, while they fit."""
    second = next(language for language in LANGUAGES if language != first)
    used = 0
    for language in (first, second):
        for card in each(made):
            if used >= most:
                return
            tree = scores.explain(card.unit).to_dict()
            text = lines_html(explanation(tree, language))
            used += len(text)
            if used <= most:
                card.explanation[language] = text


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
