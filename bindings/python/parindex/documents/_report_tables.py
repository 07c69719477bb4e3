# SPDX-License-Identifier: MIT
"""The tables of a report as a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from parindex._sentences import in_language
from parindex._steps import each
from parindex._typing import Language
from parindex.documents import _words
from parindex.documents._cards import figures
from parindex.documents._method import join
from parindex.documents._tables import Column, Table
from parindex.documents._texts import both, capital, figure, words
from parindex.documents._word_file import WordFile

if TYPE_CHECKING:
    from parindex.documents._report import Placed
    from parindex.engine.scores import Scores

_FEW_FIELDS = 6
"""Fields of a matrix on paper that is not turned."""

_MOST_FIELDS = 14
"""Fields of one matrix; more are in further ones."""

MOST_ROWS = 20_000
"""Rows of the tables of all units; what is beyond them is left out, and the document says so."""


def tables_of(scores: Scores, content: Mapping[str, Any], language: Language) -> bytes:
    """The document: summary, ranking, fields, classes, groups, losses, and the results of each unit."""
    file = WordFile(content["name"], language)
    file.heading(content["name"], 0)
    file.facts([(_words.EDITION(), content["edition"])])
    if content["source"]:
        file.facts([(_words.SOURCE(), " · ".join(content["source"]))])
    file.heading(_words.SUMMARY(), 1)
    file.facts(content["summary"])
    for issue in content["issues"]:
        file.paragraph(issue, note=True)
    _ranking(file, content)
    _matrix(file, content)
    file.page(wide=False)
    means = [content["means"]] if content["means"] else []
    for table in (*content["class_tables"], *means, *content["gap"], content["lost"]):
        _table(file, table)
    _units(file, scores, content)
    file.heading(_words.DIGESTS(), 1)
    file.facts((capital(name), digest) for name, digest in content["digests"])
    return file.content()


def _ranking(file: WordFile, content: Mapping[str, Any]) -> None:
    change, ranked = content["change"], content["how"]
    file.heading(_words.RANKING(), 1)
    file.paragraph(content["how"] or _words.TABLE_ORDER(), note=True)
    if change:
        file.paragraph(_words.CHANGE_SAYS(change.edition, change.on), note=True)
    for group, units in content["parts"]:
        if group:
            file.heading(group, 2)
        grouped = bool(content["groups"]) and not group
        columns: list[tuple[str, int, bool, Any]] = [
            (words("rank"), 2, False, lambda one: one.rank or one.reason),
            (words("unit"), 6, False, lambda one: one.card.unit),
            (words("group"), 4, False, lambda one: one.named_group),
            (words("points"), 2, True, lambda one: one.card.total.points),
            (words("max"), 2, True, lambda one: one.card.total.max),
            (words("index"), 2, True, lambda one: one.card.total.index),
            (_words.CHANGE(), 2, True, lambda one: one.moved.difference),
            (_words.EARLIER_RANK(), 2, True, lambda one: one.moved.rank),
        ]
        shown = [ranked, True, grouped, True, True, True, change, change and ranked]
        used = [column for column, show in zip(columns, shown, strict=True) if show]
        for at, head in enumerate(content["classes"]):
            used.append((head, 3, False, lambda one, at=at: one.classes[at]))
        file.table(
            [capital(name) for name, _, _, _ in used],
            [[text(one) for _, _, _, text in used] for one in units],
            [width for _, width, _, _ in used],
            [is_number for _, _, is_number, _ in used],
        )


def _matrix(file: WordFile, content: Mapping[str, Any]) -> None:
    fields: list[tuple[str, str]] = content["fields"]
    placed: list[Placed] = content["cards"]
    file.page(wide=len(fields) > _FEW_FIELDS)
    file.heading(_words.FIELDS(), 1)
    for first in range(0, len(fields), _MOST_FIELDS):
        part = fields[first : first + _MOST_FIELDS]
        file.paragraph(_titles(part), note=True)
        file.table(
            [capital(words("unit")), *(code for code, _ in part)],
            [
                [one.card.unit, *(field.points for field in one.card.fields[first:][: len(part)])]
                for one in placed
            ],
            [6, *(2 for _ in part)],
            [False, *(True for _ in part)],
        )


def _titles(fields: Iterable[tuple[str, str]]) -> str:
    """The codes of fields with their titles."""
    return both(
        lambda tag: "; ".join(
            f"{code}: {in_language(title, tag)}" if title else code for code, title in fields
        )
    )


def _table(file: WordFile, table: Table) -> None:
    """A table of the report under its caption, on turned paper if it has many columns."""
    file.page(wide=len(table.columns) > _FEW_FIELDS + 1)
    file.heading(table.caption, 1)
    if table.rows:
        file.table(
            [_head(column) for column in table.columns],
            table.rows,
            [2 if column.kind else 6 for column in table.columns],
            [column.kind == "n" for column in table.columns],
        )
    for note in table.notes:
        file.paragraph(note, note=True)


def _head(column: Column) -> str:
    return join([column.name, column.title], "\n") if column.title else column.name


def _units(file: WordFile, scores: Scores, content: Mapping[str, Any]) -> None:
    titles: Mapping[str, str] = content["titles"]
    placed: list[Placed] = content["cards"]
    file.page(wide=False)
    file.heading(_words.RESULTS_OF_UNITS(), 1)
    rows = len(placed) * (len(titles) + 1)
    if rows > MOST_ROWS:
        file.paragraph(_words.RESULTS_OF_UNITS_LEFT_OUT(f"{rows:,}"), note=True)
        return
    heads = [capital(words(key)) for key in ("code", "title", "max", "points", "lost")]
    for one in each(placed):
        card, total = one.card, one.card.total
        file.heading(card.unit, 2)
        file.paragraph(_result(one))
        for issue in card.issues:
            file.paragraph(issue, note=True)
        score = scores[card.unit]
        lost = {leaf.code: figure(leaf.lost) for leaf in card.losses}
        nodes = [figures(score[code], title) for code, title in titles.items()]
        body = [
            [node.code, node.title, node.max, node.points, lost.get(node.code, "")]
            for node in nodes
        ]
        body.append([capital(words("total")), "", total.max, total.points, ""])
        strong = [at for at, node in enumerate(nodes) if node.code in content["inner"]]
        file.table(
            heads, body, [3, 10, 2, 3, 3], [False, False, True, True, True], [*strong, len(nodes)]
        )


def _result(one: Placed) -> str:
    """Points, index, rank and class of a unit."""
    total = one.card.total
    of_index = join([words("index"), ": ", total.index], "") if total.index else ""
    rank = join([words("rank"), ": ", one.rank], "") if one.rank else ""
    said = [
        join([words("points"), ": ", total.points, " / " if total.index else "", total.max], ""),
        of_index,
        rank,
        *one.classes,
    ]
    return capital(join([text for text in said if text], " · "))
