# SPDX-License-Identifier: MIT
"""A rubric as a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from parindex._foreign import expect, one_of
from parindex._steps import each, read_json
from parindex._tree import pairs, walk
from parindex._typing import Language
from parindex.errors import DataError, IssueLog, RubricError, error
from parindex.io._grid import letters
from parindex.io._workbook_write import LONGEST, Written, fits_a_cell, write_workbook
from parindex.rubric.rubric import Rubric
from parindex.sheets import _layout, _said
from parindex.sheets._grammar import Context, NoMatchError, as_json
from parindex.sheets._layout import COLUMNS, KEYS, PAIR, Head
from parindex.sheets._read import from_xlsx, names_of

_AS_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{0,14}[1-9])?")


def to_xlsx(rubric: Rubric, *, language: Language | None = None) -> bytes:
    """The rubric as a workbook (.xlsx): a sheet with a row for each node, and one for the whole rubric.

    Rules, inputs and sources have the wording that `from_xlsx` reads; what has none is JSON in its cell. The same
    rubric gives the same bytes, and `from_xlsx` of them an equal rubric.

    Parameters
    ----------
    rubric
        Any rubric.
    language
        Language of headings and wordings, and with it the decimal sign; None: that of the rubric's titles.

    Raises
    ------
    RubricError
        For texts that a cell cannot contain, each with its cell, and if openpyxl is missing.
    Error
        For another language.
    TypeError
        For anything but a rubric.
    """
    expect(rubric, Rubric, "rubric")
    if language is not None:
        one_of(language, get_args(Language), "language")
    writer = _Writer(read_json(rubric.to_json()), language or rubric.language)
    subject = _said.THE_RUBRIC_HAS_NO_SHEET()
    sheets = writer.sheets()
    if writer.log:
        raise RubricError(subject, writer.log.all())
    try:
        content = write_workbook(sheets)
    except DataError as failure:
        raise RubricError(subject, failure.issues) from None
    if from_xlsx(content).rubric != rubric:  # nothing may be lost silently
        unlike = error(
            "sheet_unwritable",
            _said.THE_CELL_CANNOT_BE_WRITTEN(),
            expected=_said.TEXT_WITHOUT_SPACES_AROUND(),
        )
        raise RubricError(subject, [unlike])
    return content


def wordings(rubric: Rubric, *, language: Language | None = None) -> dict[str, bool]:
    """Whether the rule of each leaf has a wording in `to_xlsx`, by code; the others are JSON."""
    document = read_json(rubric._resolved())
    writer = _Writer(document, language or rubric.language)
    rule = next(head for head in COLUMNS if head.key == "rule")
    return {
        node["code"]: not writer.cell(
            rule, node["rule"], _context(node, writer.language)
        ).startswith("{")
        for node in walk(document)
        if "rule" in node
    }


class _Writer:
    def __init__(self, document: dict[str, Any], language: str) -> None:
        self.document = document
        self.language = "en" if language != "vi" else "vi"
        self.log = IssueLog()

    def sheets(self) -> list[Written]:
        """Both sheets. A value that a cell cannot contain is an issue in `log`."""
        leads = self._leads()
        nodes = _layout.NODES[self.language]
        whole = _layout.RUBRIC[self.language]
        return [
            Written(nodes, self._checked(self._nodes(leads), nodes), self._widths),
            Written(whole, self._checked(self._whole(), whole), [head.width for head in PAIR]),
        ]

    def cell(self, head: Head, value: Any, context: Context) -> str:
        """The text of a cell."""
        if head.kind == "words" and head.codec is not None:
            try:
                return head.codec.write(value, context)
            except NoMatchError:
                return as_json(value)
        if head.kind == "json" or not isinstance(value, str):
            return as_json(value)
        if head.kind == "number" and self.language == "vi":
            return value.replace(".", ",")
        return value

    def _nodes(self, leads: Mapping[str, str]) -> list[list[Any]]:
        used = [
            {**_row(node, above.get("code", "")), "lead": leads.get(node["code"])}
            for node, above in each(pairs(self.document))
        ]
        tags = sorted(
            {tag for row in used for tag in row.get("title", {})},
            key=lambda t: (t != self.language, t),
        )
        columns = [
            (head, tag)
            for head in COLUMNS
            for tag in (tags if head.key == "title" else [""])
            if head.key in _ALWAYS or any(row.get(head.key) is not None for row in used)
        ]
        self._widths = [head.width for head, _ in columns]
        rows: list[list[Any]] = [[_heading(head, tag, self.language) for head, tag in columns]]
        for row in used:
            context = _context(row, self.language)
            cells: list[Any] = []
            for head, tag in columns:
                value = row.get(head.key)
                if head.key == "title":
                    cells.append((value or {}).get(tag))
                elif value is None or head.key == "lead":
                    cells.append(value)
                elif (
                    head.kind == "number" and isinstance(value, str) and _AS_NUMBER.fullmatch(value)
                ):
                    cells.append(Decimal(value))
                else:
                    cells.append(self.cell(head, value, context))
            rows.append(cells)
        return rows

    def _whole(self) -> list[list[Any]]:
        context = Context(self.language)
        rows: list[list[Any]] = [[head.word(self.language) for head in PAIR]]
        heads = {head.key: head for head in KEYS}
        rows.append([heads["language"].word(self.language), self.language])
        for key in sorted(
            self.document, key=lambda k: list(heads).index(k) if k in heads else len(heads)
        ):
            if key == "nodes":
                continue
            value, head = self.document[key], heads.get(key) or _layout.other_key(key)
            if key == "title":
                tags = sorted(value, key=lambda t: (t != self.language, t))
                rows += [[_heading(head, tag, self.language), value[tag]] for tag in tags]
            else:
                rows.append([head.word(self.language), self.cell(head, value, context)])
        return rows

    def _leads(self) -> dict[str, str]:
        """The texts of the column of lead agencies, by code. These scopes are removed from the agencies."""
        order = [node["code"] for node in walk(self.document)]
        found: dict[str, list[str]] = {}
        for agency in self.document.get("agencies", []):
            led = agency.get("lead", [])
            if led and led == [code for code in order if code in set(led)]:
                del agency["lead"]
                for code in led:
                    found.setdefault(code, []).append(f"[{agency['id']}]")
        return {code: "; ".join(ids) for code, ids in found.items()}

    def _checked(self, rows: list[list[Any]], title: str) -> list[list[Any]]:
        for line, row in enumerate(rows, 1):
            for column, text in enumerate(row, 1):
                if isinstance(text, str) and not fits_a_cell(text):
                    short = len(text) <= LONGEST
                    self.log.add(
                        error(
                            "sheet_unwritable",
                            _said.THE_CELL_CANNOT_BE_WRITTEN(),
                            expected=_said.TEXT_WITHOUT_SPACES_AROUND()
                            if short
                            else _said.A_CELL_OF_FEWER_CHARACTERS(LONGEST),
                            actual=as_json(text[:60]) if short else str(len(text)),
                            file=f"{title}!{letters(column)}{line}",
                        )
                    )
        return rows


_ALWAYS = ("code", "parent", "title", "max", "inputs", "rule", "evidence", "lead", "source", "note")
_OWN = {head.key for head in COLUMNS} - {"parent", "lead", "other"}


def _row(node: Mapping[str, Any], above: str) -> dict[str, Any]:
    other = {key: value for key, value in node.items() if key not in _OWN and key != "children"}
    return {
        **{k: v for k, v in node.items() if k in _OWN},
        "parent": above or None,
        "other": other or None,
    }


def _context(node: Mapping[str, Any], language: str) -> Context:
    return Context(language, names_of(node.get("inputs")), str(node["max"]))


def _heading(head: Head, tag: str, language: str) -> str:
    return f"{head.word(language)} ({tag})" if tag else head.word(language)
