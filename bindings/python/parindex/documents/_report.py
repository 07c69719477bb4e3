# SPDX-License-Identifier: MIT
"""The report of a result: one HTML file that needs no network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, get_args

from parindex import _core
from parindex._foreign import one_of
from parindex._sentences import in_language
from parindex._steps import read_json, time_limit
from parindex._tree import children_of, levels, walk
from parindex._typing import Language, Number
from parindex.display._text import word
from parindex.documents import _tables, _words
from parindex.documents._cards import Card, cards, explain
from parindex.documents._method import node_lines
from parindex.documents._texts import (
    both,
    capital,
    html,
    mean,
    said,
    signed,
    title,
    words,
)
from parindex.errors import Error

if TYPE_CHECKING:
    from parindex.engine.ranking import Ranking
    from parindex.engine.scores import Scores

_STATUS = ("total", "excluded", "unavailable", "error")  # words of the script
_SOURCE = ("document", "date", "clause", "url", "note")


@dataclass(slots=True)
class Placed:
    """A unit of a ranking, with its scorecard and the places of its figures in their columns."""

    card: Card
    rank: str
    named: str
    """Title of its class."""
    named_group: str
    reason: str
    orders: list[int]


def report(
    scores: Scores, *, language: Language | None = None, timeout: float | None = None
) -> str:
    """The report of a result as one HTML page, with its style sheet and script, that loads nothing.

    It has the summary, the ranking, the points by field as a heat map, classes, means of groups, points
    lost by criterion, the audit, the rules in words and the scorecard of every unit with its explanation,
    in Vietnamese and English, and the fingerprints of rubric, data and results.

    Parameters
    ----------
    scores
        The result. Figures are those of the engine; means and sums are computed exactly from them.
    language
        The language that the page opens in, ``"vi"`` or ``"en"``; by default that of the rubric.
    timeout
        Seconds after which the call ends with StoppedError; None: no limit.

    Raises
    ------
    Error
        For a language that is neither; when the package jinja2 is not installed.
    StoppedError
        When `timeout` expires.
    """
    if language is not None:
        one_of(language, get_args(Language), "language")
    try:
        import jinja2  # an optional dependency
    except ImportError:
        raise Error(_words.REPORT_NEEDS_THE_PACKAGE_JINJA2()) from None
    from markupsafe import Markup

    first: Language = language or ("vi" if scores.plan.rubric.language == "vi" else "en")
    script, style = _file("report.js"), _file("report.css")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["both"] = html
    environment.filters["vi"] = lambda text: _core.visible(in_language(text, "vi"))
    environment.filters["en"] = lambda text: _core.visible(in_language(text, "en"))
    environment.filters["seen"] = _core.visible
    with time_limit(timeout):
        page = environment.from_string(_file("report.html")).render(
            **_content(scores),
            language=first,
            languages=(first, "en" if first == "vi" else "vi"),
            say=_words,
            words=lambda key: capital(words(key)),
            named={key: [word(key, tag) for tag in ("vi", "en")] for key in _STATUS},
            script=Markup(script),
            style=Markup(style),
            script_hash=_digest(script),
            style_hash=_digest(style),
        )
    return page.strip() + "\n"


def _file(name: str) -> str:
    return (
        resources.files(__package__)
        .joinpath("templates")
        .joinpath(name)
        .read_text(encoding="utf-8")
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _content(scores: Scores) -> dict[str, Any]:
    rubric = scores.plan.rubric
    document: dict[str, Any] = read_json(rubric.to_json())
    nodes = {node["code"]: node for node in walk(document)}
    titles = {code: title(node.get("title")) for code, node in nodes.items()}
    groups = {one["id"]: title(one.get("title")) or one["id"] for one in document.get("groups", ())}
    fields = [node["code"] for node in children_of(document)]
    made = cards(scores, fields, titles)
    ranking = scores._declared_ranking()
    placed = _placed(scores, made, ranking, groups)
    explain(scores, made)
    of_units = sorted({card.group for card in made} - {""})
    return {
        "name": both(lambda language: rubric.title(language)),
        "edition": rubric.edition,
        "source": [
            str(document.get("source", {})[k]) for k in _SOURCE if document.get("source", {}).get(k)
        ],
        "fields": [(code, titles[code]) for code in fields],
        "parts": _parts(placed, ranking, groups),
        "weighted": any("weight" in node for node in nodes.values()),
        "how": None if ranking is None else _how(ranking),
        "groups": [(one, groups.get(one, one)) for one in of_units],
        "summary": _summary(scores, placed, ranking),
        "classes": _tables.classes(scores),
        "means": _tables.means(scores, fields, titles, groups, of_units) if of_units else None,
        "lost": _tables.lost(scores, made, titles),
        "audit": _tables.audit(scores),
        "issues": [said(issue) for issue in (*scores.notes, *scores.issues)],
        "method": _method(scores, document, groups),
        "cards": placed,
        "fingerprints": [
            (_words.RUBRIC(), rubric.digest),
            (_words.DATA(), scores.data_digest),
            (_words.RESULTS(), scores.digest),
        ],
    }


def _placed(
    scores: Scores, made: list[Card], ranking: Ranking | None, groups: dict[str, str]
) -> list[Placed]:
    """The units in the order of the ranking, or of the table without one."""
    classes = scores.plan.rubric.classes
    of_unit = scores.classes or {}
    places = _places(scores)
    found = []
    entries = {} if ranking is None else {entry.unit: entry for entry in ranking}
    rows = {card.unit: card for card in made}
    for unit in entries or rows:
        card, entry = rows[unit], entries.get(unit)
        class_id = of_unit.get(unit)
        named = "" if class_id is None else title(classes.get(class_id)) or class_id
        label = "" if entry is None else entry.label
        reason = "" if entry is None else entry.reason
        found.append(
            Placed(card, label, named, groups.get(card.group, card.group), reason, places[card.row])
        )
    return found


def _places(scores: Scores) -> list[list[int]]:
    """For each row the places of its points and its index, and of the points of each field, so that a
    page can sort without reading numbers."""
    codes = ["", *(node["code"] for node in children_of(read_json(scores.plan.rubric.to_json())))]
    columns: list[list[Number | None]] = []
    for code in codes:
        nodes = [score[code] for score in scores]
        columns.append([node.points for node in nodes])
        if not code:
            columns.append([node.index for node in nodes])
    placed = [_order(column) for column in columns]
    return [list(row) for row in zip(*placed, strict=True)]


def _order(numbers: list[Number | None]) -> list[int]:
    """The place of each number, from 1; 0 without one."""
    at = {
        value: place for place, value in enumerate(sorted({n for n in numbers if n is not None}), 1)
    }
    return [0 if number is None else at[number] for number in numbers]


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


def _how(ranking: Ranking) -> str:
    rule = ranking.rule

    def say(language: str) -> str:
        said = [word(rule["on"], language)]
        said += [word(f"how_{rule[name]}", language) for name in ("stage", "ties")]
        if rule["tie_break"]:
            said.append(f"{word('tie_break', language)} {', '.join(rule['tie_break'])}")
        return ", ".join(said)

    return _words.RANKED_BY(both(say))


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
        (_words.UNITS(), str(len(scores))),
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


def _method(
    scores: Scores, document: dict[str, Any], groups: dict[str, str]
) -> list[tuple[int, dict[str, str], list[str]]]:
    """Depth, texts and lines of every node."""
    # A node without an aggregation of its own has that of its parent, which the engine knows.
    traces = scores.explain(scores.units[0]).walk() if len(scores) else ()
    kinds = {trace.code: trace.kind for trace in traces}
    rows = []
    for depth, node in levels(document):
        code = node.get("code", "")
        shown = {
            "code": code or capital(words("total")),
            "title": title(node.get("title")) if code else "",
            "max": signed(str(node.get("max", ""))),
            "weight": _weight(node.get("weight", "")),
        }
        rows.append((depth, shown, node_lines(node, groups, kinds.get(code, ""))))
    return rows


def _weight(weight: object) -> str:
    """A weight, or those of the sets of weights."""
    if isinstance(weight, dict):
        return signed("; ".join(f"{name}: {one}" for name, one in weight.items()))
    return signed(str(weight))
