# SPDX-License-Identifier: MIT
"""The scorecards of a report: every unit with its fields, its losses and its explanation."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex import _core
from parindex._steps import each, read_json
from parindex.display._trace_text import about, visible
from parindex.display._words import word
from parindex.documents._texts import both, figure, said, words

if TYPE_CHECKING:
    from parindex.engine.scores import Scores
    from parindex.engine.unit_score import NodeScore, PointsLost, UnitScore

MOST = 16_000_000
"""Bytes of all explanations of a page; what does not fit is left out, and the page says so."""

_PLAIN = re.compile("[ -~\u00c0-\u024f\u1ea0-\u1ef9×÷≈≤≥≠−–—“”…·]*")
_LEVEL = 3  # of compression: higher levels cost more time than they save bytes
_FRACTION = re.compile(r'( = -?\d+/\d+)"')

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
    losses: tuple[PointsLost, ...]
    """All of them."""
    more: str
    """How many other leaves lost points; empty for none."""
    issues: list[str]
    explanation: str = ""
    """Compressed data; empty if the page would be too large."""


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
        lost,
        _more(len(lost) - MOST_LOSSES),
        [said(issue) for issue in score.issues],
    )


def explain(scores: Scores, made: list[Card], most: int = MOST) -> None:
    """Add the explanations of the units that come first, while they fit."""
    for card in each(made):
        card.explanation = packed(scores.explain(card.unit).to_json())
        most -= len(card.explanation)
        if most < 0:
            card.explanation = ""
            return


def packed(tree: str) -> str:
    """A trace as JSON for the script of a page: readable, compressed by zlib, in base64."""
    # Most trees have only these letters; this test is faster than the engine.
    if not _PLAIN.fullmatch(tree) and _core.visible(tree) != tree:
        tree = json.dumps(visible(read_json(tree)), ensure_ascii=False)
    if "= " in tree:
        tree = _FRACTION.sub(_about, tree)
    return base64.b64encode(zlib.compress(tree.encode(), _LEVEL)).decode()


def _about(found: re.Match[str]) -> str:
    """A text of JSON that ends with a fraction, followed by its rounded value."""
    return f'{about(found[1], "vi")}"'
