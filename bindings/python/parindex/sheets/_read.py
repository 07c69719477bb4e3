# SPDX-License-Identifier: MIT
"""A workbook as a rubric."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from parindex._foreign import expect
from parindex._sentences import Text
from parindex._steps import each
from parindex.errors import DataError, Issue, RubricError
from parindex.io._grid import Grid
from parindex.io._reading import Reading
from parindex.io._source import open_source
from parindex.io._workbook import BookReader
from parindex.rubric.rubric import Rubric
from parindex.sheets import _layout, _said
from parindex.sheets._cells import NOTHING, Cells, header_row
from parindex.sheets._grammar import Context
from parindex.sheets._layout import COLUMNS, KEYS, PAIR, Head
from parindex.sheets._tree import Leads, Row, grown


@dataclass(frozen=True)
class SheetRubric:
    """A rubric of a workbook."""

    rubric: Rubric
    """The rubric, checked."""
    issues: tuple[Issue, ...]
    """Warnings of the workbook and of the check, each with its sheet and cell in `file`."""


def from_xlsx(file: str | os.PathLike[str] | bytes, *, edition: str | None = None) -> SheetRubric:
    """The rubric of a workbook (.xlsx), written by `to_xlsx` or by hand.

    Parameters
    ----------
    file
        Path of the workbook, ``-`` for standard input, or its bytes.
    edition
        Edition of the rubric, if the workbook states none; if it does, they must be equal.

    Raises
    ------
    RubricError
        With every issue: findings of the check, unknown wordings, and cells with an incomplete meaning.
        `file` of each issue names its sheet and cell: ``rubric.xlsx, Criteria!H5``.
    TypeError
        For an argument of another type.
    """
    if edition is not None:
        expect(edition, str, "edition")
    subject = _said.THE_FILE_HAS_NO_RUBRIC()
    try:
        source = open_source(file, Reading(format="xlsx"))
        book = BookReader(source.content, source.name)
        grids = {name: book.sheet(None, partial(_fits, *heads)) for name, heads in _FORMS.items()}
    except DataError as failure:
        raise RubricError(subject, failure.issues) from None
    return _Reader(grids, book.notes, edition).rubric(subject)


_FORMS = {"nodes": (COLUMNS, ("code", "max", "rule")), "rubric": (PAIR, ("key", "value"))}


def _fits(heads: tuple[Head, ...], needed: tuple[str, ...], grid: Grid) -> bool:
    return header_row(grid, heads, needed) is not None


_FIRST = ("max", "inputs")


def names_of(inputs: Any) -> tuple[str, ...]:
    """The names of the inputs that a leaf has itself: those of shared inputs are in another cell."""
    listed = inputs if isinstance(inputs, list) else []
    return tuple(str(each.get("name")) for each in listed if isinstance(each, dict))


class _Reader:
    def __init__(self, grids: dict[str, Grid], notes: list[Issue], edition: str | None) -> None:
        self._cells = {name: Cells(grids[name], *_FORMS[name]) for name in ("rubric", "nodes")}
        self._notes = [*notes, *(note for grid in grids.values() for note in grid.notes)]
        self._edition = edition
        self._keys: dict[str, tuple[int, int]] = {}
        """Row and column of each key of the rubric."""

    def rubric(self, subject: Text) -> SheetRubric:
        """The checked rubric."""
        sheets = tuple(self._cells.values())
        if not any(cells.log for cells in sheets):
            document = self._whole()
            if document is not None:
                leads = Leads(document)
                rows = self._rows(leads)
                document["nodes"], places = grown(rows, self._cells["nodes"])
                leads.finish()
                return self._checked(document, places, subject)
        raise RubricError(subject, [issue for cells in sheets for issue in cells.log.all()])

    def _whole(self) -> dict[str, Any] | None:
        cells = self._cells["rubric"]
        key_at, value_at = (cells.columns[PAIR[0]], cells.columns[PAIR[1]])
        found: dict[str, tuple[Head, str, int]] = {}
        for row in cells.rows():
            name = cells.text(row, key_at)
            if not name:
                continue
            known = _layout.head_of(name, KEYS)
            head, tag = known or (_layout.other_key(name.strip()), "")
            label = f"{head.key}.{tag}" if tag else head.key
            if label in found or (head.key == "title" and not tag):
                cells.refuse(row, key_at, _said.THE_HEADING_IS_REPEATED(), _said.A_KEY_ONCE(), name)
            found[label] = (head, tag, row)
            self._keys[head.key] = (row, value_at)
        language = cells.text(found["language"][2], value_at) if "language" in found else ""
        if language not in ("vi", "en"):
            row = found["language"][2] if "language" in found else cells.header
            expected = _said.STATE_THE_LANGUAGE()
            cells.refuse(
                row, value_at, _said.THE_CELL_IS_A_QUESTION(), expected, language, "sheet_question"
            )
            return None
        self._context = Context(language)
        document: dict[str, Any] = {"parindex": 1}
        for head, tag, row in found.values():
            value = (
                NOTHING
                if head.key == "language"
                else cells.value(head, row, value_at, self._context)
            )
            if tag and value is not NOTHING:
                document.setdefault("title", {})[tag] = value
            elif value is not NOTHING:
                document[head.key] = value
        self._state_edition(document)
        return document

    def _state_edition(self, document: dict[str, Any]) -> None:
        if self._edition is None:
            return
        stated = document.setdefault("edition", self._edition)
        if stated != self._edition:
            expected = _said.ONE_EDITION(stated)
            row, column = self._keys["edition"]
            message = _said.THE_EDITION_IS_ANOTHER()
            self._cells["rubric"].refuse(row, column, message, expected, self._edition)

    def _rows(self, leads: Leads) -> list[Row]:
        cells = self._cells["nodes"]
        rows = []
        for at in each(cells.rows()):
            values: dict[str, Any] = {}
            context = self._context
            titled = cells.titled(context.language)
            # The maximum and the inputs first, because the wording of a rule depends on them.
            for (head, tag), column in sorted(
                titled.items(), key=lambda each: each[0][0].key not in _FIRST
            ):
                if head.key == "rule" and (at, cells.column_of(["inputs"], "")) in cells.asked:
                    continue  # its wording depends on the inputs
                value = cells.value(head, at, column, context)
                if value is NOTHING:
                    continue
                if head.key == "max":
                    context = replace(context, maximum=str(value))
                elif head.key == "inputs":
                    context = replace(context, inputs=names_of(value))
                if tag:
                    values.setdefault("title", {})[tag] = value
                elif head.key == "lead":
                    leads.add(str(values.get("code", "")), value)
                else:
                    values[head.key] = value
            rows.append(Row(at, values))
        return rows

    def _checked(self, document: dict[str, Any], places: Any, subject: Text) -> SheetRubric:
        asked = {kind: {at for at, _ in cells.asked} for kind, cells in self._cells.items()}
        errors = [issue for cells in self._cells.values() for issue in cells.log.all()]
        rubric: Rubric | None = None
        found: tuple[Issue, ...] = ()
        try:
            rubric = Rubric.from_json(document)
            found = rubric.warnings
        except RubricError as failure:
            found = failure.issues
        placed: list[Issue] = []
        for issue in found:
            kind, at, column = self._place(issue.pointer, places)
            if at in asked[kind]:
                continue  # the row already has a question, and may mean something else
            where = self._cells[kind].file_at(at, column)
            placed.append(replace(issue, file=where, line=0, column=0))
        if errors or rubric is None:
            kept = [issue for issue in placed if issue.severity == "error" or not errors]
            raise RubricError(subject, [*errors, *kept, *self._notes])
        unread = [note for cells in self._cells.values() for note in cells.notes]
        return SheetRubric(rubric, (*self._notes, *unread, *placed))

    def _place(self, pointer: str, places: Any) -> tuple[str, int, int]:
        """The sheet, row and column that a pointer names; row 0 if there is no cell."""
        row, rest = places(pointer)
        if row is None:
            key = rest[0] if rest else ""
            at, column = self._keys.get(key, (0, 0))
            return "rubric", at, column
        cells = self._cells["nodes"]
        return "nodes", row.at, cells.column_of(rest, self._context.language)
