# SPDX-License-Identifier: MIT
"""The scorecard of one unit: a page of A4 with its fields, its losses and the numbers behind them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

from parindex._steps import read_json, time_limit
from parindex._tree import children_of, walk
from parindex._typing import Language
from parindex.display._text import show_value, with_sign
from parindex.display._text import signed as with_plus
from parindex.display._trace_text import about
from parindex.display._words import pick
from parindex.documents import _changes
from parindex.documents._card_sheet import card_sheet
from parindex.documents._cards import Figures, figures, losses
from parindex.documents._classes import classed
from parindex.documents._gained import gained
from parindex.documents._method import titles_within
from parindex.documents._output import encoded, form_of
from parindex.documents._page import language_of, source_of, template
from parindex.documents._pdf import pdf_of
from parindex.documents._report import digests
from parindex.documents._texts import both, figure, mean, said, signed, title, with_titles
from parindex.io._write import write_file

if TYPE_CHECKING:
    from parindex.engine.scores import Scores
    from parindex.engine.trace import Trace
    from parindex.engine.unit_score import UnitScore

_MOST_LOSSES = 8
_MOST_GAINS = 6
_MOST_PARTS = 5  # nodes with a part in the change


@dataclass(slots=True)
class Field:
    """A field of the unit against the units that it is ranked with."""

    own: Figures
    best: str
    mean: str


@dataclass(slots=True)
class Loss:
    """A leaf that lost points, and the numbers behind it."""

    leaf: Figures
    why: str


@overload
def scorecard(
    scores: Scores,
    unit: str,
    path: None = None,
    *,
    before: Scores | None = None,
    language: Language | None = None,
    timeout: float | None = None,
) -> str: ...
@overload
def scorecard(
    scores: Scores,
    unit: str,
    path: str | os.PathLike[str],
    *,
    before: Scores | None = None,
    language: Language | None = None,
    timeout: float | None = None,
) -> None: ...
def scorecard(
    scores: Scores,
    unit: str,
    path: str | os.PathLike[str] | None = None,
    *,
    before: Scores | None = None,
    language: Language | None = None,
    timeout: float | None = None,
) -> str | None:
    """The scorecard of a unit as one HTML page for a sheet of A4, in Vietnamese and English.

    It has index, rank and class, and the fields compared with the best and the mean of the units that it is
    ranked with. It also has the eight leaves with the largest losses, each with its values and its rule, and the
    six largest of the nearest gains (`Scores.gains`).

    With `path`, it is written to this file instead. The ending determines the form: the page (``.html``), or in
    one language the printed page (``.pdf``, by Chromium, Chrome or Edge) or one sheet of Excel (``.xlsx``).

    Parameters
    ----------
    scores
        The result. Figures are those of the engine; means are computed exactly from them.
    unit
        Name of the unit.
    path
        The file; one that exists is replaced as a whole. None: the page is returned.
    before
        An earlier result: of another year or edition, or from before an appeal. The page then has the change and its largest parts.
    language
        The language that the page opens in, ``"vi"`` or ``"en"``; by default that of the rubric.
    timeout
        Seconds after which the call ends with StoppedError; None: no limit.

    Raises
    ------
    KeyError
        For an unknown unit.
    Error
        For a language that is neither, and another ending; when the package jinja2 (``.xlsx``: XlsxWriter) is
        not installed; for ``.pdf`` without a browser, and when it fails.
    WriteError
        When the file cannot be written.
    StoppedError
        When `timeout` expires.
    """
    form = ".html" if path is None else form_of(path, (".html", ".pdf", ".xlsx"))
    first = language_of(scores.plan.rubric, language)
    page = None if form == ".xlsx" else template("scorecard.html", ("page.js",), first)
    with time_limit(timeout):
        content = _content(scores, scores[unit], before)
        if page is None:
            made = card_sheet(content, first)
        elif path is None:
            return page(content)
        else:
            text = page(content)
            made = pdf_of(text) if form == ".pdf" else encoded(text)
    write_file(path, made)  # type: ignore[arg-type]
    return None


def _content(scores: Scores, score: UnitScore, before: Scores | None) -> dict[str, Any]:
    rubric = scores.plan.rubric
    document: dict[str, Any] = read_json(rubric._resolved())
    nodes = {node["code"]: node for node in walk(document)}
    titles = {code: title(node.get("title")) for code, node in nodes.items()}
    groups = {one["id"]: title(one.get("title")) or one["id"] for one in document.get("groups", ())}
    classes = classed(scores, {"": document, **nodes})
    ranking = scores._declared_ranking()
    grouped = ranking is not None and ranking.rule["within"] == "group"
    others = [
        one for one in scores if one.status == "ok" and (not grouped or one.group == score.group)
    ]
    lost = scores.points_lost(score.unit) if score.status == "ok" else ()
    trace = scores.explain(score.unit)
    gains = scores.gains(score.unit)
    change = None if before is None else _changes.of(before, scores, ranking)
    return {
        "name": score.unit,
        "rubric": both(lambda language: rubric.title(language)),
        "edition": rubric.edition,
        "source": source_of(document),
        "group": groups.get(score.group or "", score.group or ""),
        "total": figures(score.total, ""),
        "rank": "" if ranking is None else ranking[score.unit].label,
        "reason": "" if ranking is None else ranking[score.unit].reason,
        "of": len(others),
        "grouped": grouped,
        "classes": [(one.head, name) for one in classes if (name := one.name_of(score.unit))],
        "fields": [_field(score, others, node["code"], titles) for node in children_of(document)],
        "overall": _field(score, others, "", {"": ""}),
        "losses": [
            Loss(leaf, _why(trace.find(leaf.code), titles_within(nodes[leaf.code])))
            for leaf in losses(lost[:_MOST_LOSSES], titles)
        ],
        "more": max(0, len(lost) - _MOST_LOSSES),
        "gains": list(gained(gains[:_MOST_GAINS], trace, nodes)),
        "more_gains": max(0, len(gains) - _MOST_GAINS),
        "change": change,
        "moved": None if change is None else change.units[score.unit],
        "parts": list(_parts(before, scores, score.unit, titles)),
        "issues": [said(issue) for issue in score.issues],
        "digests": digests(scores, before),
    }


def _field(score: UnitScore, others: list[UnitScore], code: str, titles: dict[str, str]) -> Field:
    points = [found for one in others if (found := one[code].points) is not None]
    best = figure(max(points)) if points else ""
    return Field(figures(score[code], titles[code]), best, mean(points))


def _why(leaf: Trace | None, named: dict[str, str]) -> str:
    """The lines of the explanation of a leaf, one after the other."""
    if leaf is None:
        return ""
    steps = [step for step in leaf._core.steps if step[0] != "status"]
    values = {one.name: show_value(one.value) for one in leaf.inputs}

    def say(language: str) -> str:
        sign = "," if language == "vi" else "."
        lines = []
        for kind, _, en, titles, _, vi in steps:
            text = about(vi if language == "vi" else en, "vi")
            text = with_titles(text, values if kind == "quantity" else named, language)
            branch = pick(titles, language)
            lines.append(with_sign(text, sign) + (f" ({branch})" if branch else ""))
        return "; ".join(lines)

    return both(say)


def _parts(
    before: Scores | None, scores: Scores, unit: str, titles: dict[str, str]
) -> Iterator[tuple[str, str, str, str, str]]:
    """Code, title, points before and after, and own part of the nodes that changed the total most."""
    if before is None or unit not in before.units or scores[unit].points is None:
        return
    if before[unit].points is None:
        return
    own = [part for part in before.compare(scores).parts(unit) if part.own and part.code]
    for part in sorted(own, key=lambda part: abs(Fraction(part.own)), reverse=True)[:_MOST_PARTS]:
        figures = (figure(part.before), figure(part.after), signed(with_plus(part.own)))
        yield (part.code, titles.get(part.code, ""), *figures)
