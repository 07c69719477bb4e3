# SPDX-License-Identifier: MIT
"""The report of a result: one HTML file that needs no network."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from parindex import _core
from parindex._sentences import in_language
from parindex._steps import read_json, time_limit
from parindex._tree import children_of, walk
from parindex._typing import Language, Number
from parindex.display._words import word
from parindex.documents import _changes, _tables, _words
from parindex.documents._cards import Card, cards, explain
from parindex.documents._changes import Change, Moved
from parindex.documents._classes import Classed, classed
from parindex.documents._drawn import plotted
from parindex.documents._method import titles_within
from parindex.documents._method_table import method_table
from parindex.documents._output import encoded, form_of
from parindex.documents._page import language_of, source_of, template
from parindex.documents._pdf import pdf_of
from parindex.documents._report_tables import tables_of
from parindex.documents._texts import (
    both,
    capital,
    how,
    mean,
    order,
    said,
    title,
    words,
)
from parindex.io._write import write_file

if TYPE_CHECKING:
    from parindex.engine.ranking import Ranking
    from parindex.engine.scores import Scores
    from parindex.process.layer_gap import LayerGap

_STATUS = ("excluded", "unavailable", "error", "yes", "no")  # words of the script


@dataclass(slots=True)
class Placed:
    """A unit of a ranking, with its scorecard and the places of its figures in their columns."""

    card: Card
    rank: str
    classes: list[str]
    """Titles of its classes, in the order of the columns; empty without one."""
    named_group: str
    reason: str
    orders: list[int]
    moved: Moved
    """Against an earlier result."""


@overload
def report(
    scores: Scores,
    path: None = None,
    *,
    before: Scores | None = None,
    gap: LayerGap | None = None,
    plots: bool | None = None,
    language: Language | None = None,
    timeout: float | None = None,
) -> str: ...
@overload
def report(
    scores: Scores,
    path: str | os.PathLike[str],
    *,
    before: Scores | None = None,
    gap: LayerGap | None = None,
    plots: bool | None = None,
    language: Language | None = None,
    timeout: float | None = None,
) -> None: ...
def report(
    scores: Scores,
    path: str | os.PathLike[str] | None = None,
    *,
    before: Scores | None = None,
    gap: LayerGap | None = None,
    plots: bool | None = None,
    language: Language | None = None,
    timeout: float | None = None,
) -> str | None:
    """The report of a result as one HTML page, with its style sheet and script and no external resources.

    It has the summary, the ranking, the points by field as a heat map, classes, means of groups, points
    lost by criterion, the audit, and the rules in words and as formulas. It also has the scorecard of every
    unit with its explanation, and the digests of rubric, data and results. The page is in Vietnamese and
    English.

    With `path`, the report is written to this file instead. The ending determines the form: the page
    (``.html``), the page printed to A4 in one language with every scorecard open (``.pdf``, by Chromium, Chrome
    or Edge), or a Word document in one language (``.docx``). The Word document has the tables: summary, ranking,
    fields, classes, groups, losses, and the points of every node of each unit.

    Parameters
    ----------
    scores
        The result. Figures are those of the engine; means and sums are computed exactly from them.
    path
        The file; one that exists is replaced as a whole. None: the page is returned.
    before
        An earlier result, of another year or edition. The ranking then has the change of each unit.
    gap
        Two layers of marks, from `Assessment.gap`. The report then compares them by unit and by leaf.
    plots
        True: the page has plots of the distribution, the ranking and the layers. False: it has none. None: it
        has them if matplotlib is installed. A Word document has no plots.
    language
        The language that the page opens in, or that of the file, ``"vi"`` or ``"en"``; by default that of the
        rubric.
    timeout
        Seconds after which the call ends with StoppedError; None: no limit.

    Raises
    ------
    Error
        For a language that is neither, and another ending; when the package jinja2 (``.docx``: python-docx) is
        not installed, or matplotlib with ``plots=True``; for ``.pdf`` without a browser, and when it fails.
    WriteError
        When the file cannot be written.
    StoppedError
        When `timeout` expires.
    """
    chosen = language_of(scores.plan.rubric, language)
    form = ".html" if path is None else form_of(path, (".html", ".docx", ".pdf"))
    with time_limit(timeout):
        if form == ".docx":
            content = tables_of(scores, _content(scores, before, gap, paper=True), chosen)
        else:
            page = template("report.html", ("page.js", "steps.js", "report.js"), chosen)
            paper = form == ".pdf"
            drawn = plotted(scores, gap, (chosen,) if paper else ("vi", "en"), plots, paper=paper)
            text = page({**_content(scores, before, gap, paper=paper), "plots": drawn})
            if path is None:
                return text
            content = pdf_of(text) if form == ".pdf" else encoded(text)
    if path is not None:
        write_file(path, content)
    return None


def _content(
    scores: Scores, before: Scores | None, gap: LayerGap | None, *, paper: bool
) -> dict[str, Any]:
    """What the report shows; on paper nothing is folded, so explanations are left out."""
    rubric = scores.plan.rubric
    document: dict[str, Any] = read_json(rubric._resolved())
    nodes = {node["code"]: node for node in walk(document)}
    titles = {code: title(node.get("title")) for code, node in nodes.items()}
    groups = {one["id"]: title(one.get("title")) or one["id"] for one in document.get("groups", ())}
    fields = [node["code"] for node in children_of(document)]
    made = cards(scores, fields, titles)
    ranking = scores._declared_ranking()
    change = None if before is None else _changes.of(before, scores, ranking)
    classes = list(classed(scores, {"": document, **nodes}))
    placed = _placed(scores, made, ranking, groups, change, classes)
    if not paper:
        explain(scores, made)
    of_units = sorted({card.group for card in made} - {""})
    return {
        "name": both(lambda language: rubric.title(language)),
        "edition": rubric.edition,
        "source": source_of(document),
        "paper": paper,
        "titles": titles,
        "inner": {code for code, node in nodes.items() if children_of(node)},
        "fields": [(code, titles[code]) for code in fields],
        "parts": _parts(placed, ranking, groups),
        "how": None if ranking is None else how(ranking.rule),
        "groups": [(one, groups.get(one, one)) for one in of_units],
        "summary": _summary(scores, placed, ranking),
        "classes": [one.head for one in classes],
        "class_tables": [_tables.classes(one) for one in classes],
        "means": _tables.means(scores, fields, titles, groups, of_units) if of_units else None,
        "lost": _tables.lost(scores, made, titles),
        "audit": _tables.audit(scores),
        "issues": [said(issue) for issue in (*scores.notes, *scores.issues)],
        **method_table(document, groups),
        "change": change,
        "gap": [] if gap is None else _tables.gap(gap),
        "inside": _inside(nodes),
        "named": {
            "total": [in_language(capital(words("total")), tag) for tag in ("vi", "en")],
            **{key: [word(key, tag) for tag in ("vi", "en")] for key in _STATUS},
        },
        "cards": placed,
        "digests": digests(scores, before),
    }


def _inside(nodes: dict[str, dict[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """For each leaf the titles of its inputs, items and options in both languages, for the script."""
    found = {code: titles_within(node) for code, node in nodes.items()}
    return {
        code: {
            name: [_core.visible(in_language(text, tag)) for tag in ("vi", "en")]
            for name, text in titles.items()
        }
        for code, titles in found.items()
        if titles
    }


def digests(scores: Scores, before: Scores | None) -> list[tuple[str, str]]:
    """What identifies the rubric, the data and the results of a page."""
    found: list[tuple[str, str]] = [
        (_words.RUBRIC(), scores.plan.rubric.digest),
        (_words.DATA(), scores.data_digest),
        (_words.RESULTS(), scores.digest),
    ]
    return found if before is None else [*found, (_words.EARLIER_RESULTS(), before.digest)]


def _placed(
    scores: Scores,
    made: list[Card],
    ranking: Ranking | None,
    groups: dict[str, str],
    change: Change | None,
    classes: list[Classed],
) -> list[Placed]:
    """The units in the order of the ranking, or of the table without one."""
    places = _places(scores)
    found = []
    none = Moved("", "", "", 0)
    entries = {} if ranking is None else {entry.unit: entry for entry in ranking}
    rows = {card.unit: card for card in made}
    for unit in entries or rows:
        card, entry = rows[unit], entries.get(unit)
        label = "" if entry is None else entry.label
        reason = "" if entry is None else entry.reason
        found.append(
            Placed(
                card,
                label,
                [one.name_of(unit) for one in classes],
                groups.get(card.group, card.group),
                reason,
                places[card.row],
                none if change is None else change.units[unit],
            )
        )
    return found


def _places(scores: Scores) -> list[list[int]]:
    """For each row the places of its points and its index, and of the points of each field, so that a
    page can sort without reading numbers."""
    codes = ["", *(node["code"] for node in children_of(read_json(scores.plan.rubric._resolved())))]
    columns: list[list[Number | None]] = []
    for code in codes:
        nodes = [score[code] for score in scores]
        columns.append([node.points for node in nodes])
        if not code:
            columns.append([node.index for node in nodes])
    placed = [order(column) for column in columns]
    return [list(row) for row in zip(*placed, strict=True)]


def _parts(
    placed: list[Placed], ranking: Ranking | None, groups: dict[str, str]
) -> list[tuple[str, list[Placed]]]:
    """The ranking of each group, or the only one."""
    if ranking is None or ranking.rule["within"] == "all":
        return [("", placed)]
    parts: dict[str, list[Placed]] = {}
    for one in placed:
        parts.setdefault(one.card.group, []).append(one)
    return [(groups.get(group, group), units) for group, units in parts.items()]


def _summary(
    scores: Scores, placed: list[Placed], ranking: Ranking | None
) -> list[tuple[str, str]]:
    ok = [score for score in scores if score.status == "ok"]
    best: dict[str, list[str]] = {}
    ranked = [one for one in placed if one.rank in ("1", "=1")]
    grouped = ranking is not None and ranking.rule["within"] == "group"
    for one in ranked:
        best.setdefault(one.named_group if grouped else "", []).append(one.card.unit)
    if not ranked and ok:
        most = max(score.points for score in ok if score.points is not None)
        best[""] = [score.unit for score in ok if score.points == most]
    facts = [
        (_words.NUMBER_OF_UNITS(), str(len(scores))),
        (_words.MEAN(), _both_means([score.points for score in ok], [score.index for score in ok])),
        (_words.BEST(), _best(best)),
    ]
    if len(ok) < len(scores):
        facts.append((_words.WITHOUT_RESULT(), str(len(scores) - len(ok))))
    return [(name, text) for name, text in facts if text]


def _best(best: dict[str, list[str]]) -> str:
    """The best units, of each group after its title."""

    def say(language: str) -> str:
        heads = {group: f"{in_language(group, language)}: " if group else "" for group in best}
        return "; ".join(heads[group] + ", ".join(units) for group, units in best.items())

    return both(say)


def _both_means(points: Iterable[Number | None], index: Iterable[Number | None]) -> str:
    one = mean(number for number in points if number is not None)
    other = mean(number for number in index if number is not None)
    if not one:
        return ""
    return both(
        lambda language: (
            f"{in_language(one, language)} {word('points', language)} · {in_language(other, language)} %"
        )
    )
