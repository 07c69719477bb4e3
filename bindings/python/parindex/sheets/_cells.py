# SPDX-License-Identifier: MIT
"""The cells of a sheet with known headings: their values, and the issues about them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from parindex._sentences import Text
from parindex.errors import Issue, IssueLog, error
from parindex.io._grid import Fault, Grid, Percent, is_midnight, letters
from parindex.sheets import _said
from parindex.sheets._codecs import exact
from parindex.sheets._grammar import Context, NoMatchError, UnclearError
from parindex.sheets._layout import Head, head_of

NOTHING = object()
"""The value of an empty cell, and of one with an issue."""
_HEADER_WITHIN = 30  # rows from the top of a sheet
_JSON = ("{", "[{", '["', "[]")


def header_row(grid: Grid, heads: tuple[Head, ...], needed: tuple[str, ...]) -> int | None:
    """The index of the row with all needed headings, near the top."""
    for at, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        keys = {found[0].key for cell in row if (found := head_of(cell, heads))}
        if keys.issuperset(needed):
            return at
    return None


class Cells:
    """A sheet. Rows are indices into the grid, columns are numbers from 1."""

    def __init__(self, grid: Grid, heads: tuple[Head, ...], needed: tuple[str, ...]) -> None:
        self.log = IssueLog()
        self.notes: list[Issue] = []
        self.asked: set[tuple[int, int]] = set()
        """The cells with an issue."""
        self.columns: dict[Head, int] = {}
        self._titles: dict[str, int] = {}
        self._grid, self._heads = grid, heads
        at = header_row(grid, heads, needed)
        self.header = at or 0
        if at is None:
            words = ", ".join(head.vi + " / " + head.en for head in heads if head.key in needed)
            self.log.add(
                error(
                    "sheet_malformed",
                    _said.THE_SHEET_IS_NOT_THERE(),
                    expected=_said.A_HEADER_WITH(words),
                    file=grid.file,
                )
            )
            return
        for column, cell in enumerate(grid.rows[at], 1):
            self._name_column(column, cell)

    def _name_column(self, column: int, heading: object) -> None:
        found = head_of(heading, self._heads)
        if found is None:
            if heading is not None or any(
                self._held(row, column) is not None for row in self.rows()
            ):
                words = ", ".join(head.vi + " / " + head.en for head in self._heads)
                message, expected = _said.THE_HEADING_IS_UNKNOWN(), _said.A_KNOWN_HEADING(words)
                where = self.file_at(self.header, column)
                actual = str(heading or "")
                self.notes.append(
                    error(
                        "sheet_column_unread", message, expected=expected, actual=actual, file=where
                    )
                )
            return
        head, tag = found
        taken = tag in self._titles if head.key == "title" else head in self.columns
        if taken:
            message = _said.THE_HEADING_IS_REPEATED()
            self.refuse(self.header, column, message, _said.A_COLUMN_ONCE(), str(heading))
        elif head.key == "title":
            self._titles[tag] = column
        else:
            self.columns[head] = column

    def titled(self, language: str) -> dict[tuple[Head, str], int]:
        """Columns by head and the language of a title. A title without one is in the language of the sheet."""
        title = next((head for head in self._heads if head.key == "title"), None)
        found = {(head, ""): column for head, column in self.columns.items()}
        return found | {
            (title, tag or language): column for tag, column in self._titles.items() if title
        }

    def column_of(self, rest: list[str], language: str) -> int:
        """The column that a pointer within a node names; the column of codes if there is no such column."""
        key = rest[0] if rest else "code"
        if key == "title":
            tag = rest[1] if len(rest) > 1 else language
            return self._titles.get(tag, self._titles.get("", 1))
        by_key = {head.key: column for head, column in self.columns.items()}
        return by_key.get(key, by_key.get("other" if rest else "code", by_key.get("code", 1)))

    def rows(self) -> Iterator[int]:
        """The rows below the header that are not empty."""
        for at in range(self.header + 1, len(self._grid.rows)):
            if any(cell is not None for cell in self._grid.rows[at]):
                yield at

    def file_at(self, row: int, column: int) -> str:
        """The name of a cell with its sheet and file. Without a column, the name of the sheet."""
        name = f"{letters(column)}{self._grid.lines[row]}" if column else ""
        return f"{self._grid.file}!{name}" if name else self._grid.file

    def refuse(
        self,
        row: int,
        column: int,
        message: Text,
        expected: Text,
        actual: str,
        code: str = "sheet_malformed",
    ) -> None:
        """Record an issue of a cell."""
        self.asked.add((row, column))
        self.log.add(
            error(code, message, expected=expected, actual=actual, file=self.file_at(row, column))
        )

    def _held(self, row: int, column: int) -> object:
        cells = self._grid.rows[row]
        return cells[column - 1] if column <= len(cells) else None

    def text(self, row: int, column: int, language: str = "en") -> str:
        """The text of a cell; empty for an empty one. A number has the decimal sign of the language."""
        cell = self._held(row, column)
        if cell is None:
            if (self._grid.lines[row], column) in self._grid.merged:
                message, expected = _said.THE_CELL_IS_MERGED(), _said.A_VALUE_IN_EACH_ROW()
                self.refuse(row, column, message, expected, "")
            return ""
        if isinstance(cell, str):
            return cell.strip()
        if isinstance(cell, bool | Percent | Fault) or not isinstance(
            cell, int | float | Decimal | dt.date
        ):
            self._refuse_cell(row, column, cell)
            return ""
        if isinstance(cell, dt.date):
            if isinstance(cell, dt.datetime) and not is_midnight(cell):
                self._refuse_cell(row, column, cell)
                return ""
            return cell.isoformat()[:10]
        number = format(Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell), "f")
        plain = number.rstrip("0").rstrip(".") if "." in number else number
        return plain.replace(".", ",") if language == "vi" else plain

    def _refuse_cell(self, row: int, column: int, cell: object) -> None:
        shown = (
            cell.text
            if isinstance(cell, Fault)
            else str(cell.value if isinstance(cell, Percent) else cell)
        )
        code = cell.code if isinstance(cell, Fault) else "sheet_question"
        message = _said.THE_CELL_IS_A_QUESTION()
        self.refuse(row, column, message, _said.A_CELL_OF_TEXT(), shown, code)

    def value(self, head: Head, row: int, column: int, context: Context) -> Any:
        """The value of a cell; `NOTHING` for an empty one, and for one with an issue."""
        number = head.kind in ("number", "words")
        text = self.text(row, column, context.language if number else "en")
        if not text:
            return NOTHING
        if head.kind == "text":
            return text
        name = Text(head.en, head.vi)
        try:
            if head.kind == "json" or text.startswith(_JSON):
                return _json(text)
            if head.kind == "number":
                return exact(text, context.language)
            if head.codec is not None:
                return head.codec.read(text, context)
        except UnclearError as failure:
            message = _said.THE_CELL_IS_A_QUESTION()
            self.refuse(row, column, message, failure.question, text, "sheet_question")
        except NoMatchError:
            message, expected = _said.THE_CELL_IS_UNKNOWN(), _said.A_WORDING_OR_JSON(name)
            self.refuse(row, column, message, expected, text, "sheet_wording")
        except (ValueError, RecursionError):
            message, expected = _said.JSON_IS_BROKEN(), _said.A_WORDING_OR_JSON(name)
            self.refuse(row, column, message, expected, text, "sheet_wording")
        return NOTHING


def _json(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_constant=_refused, object_pairs_hook=_once)


def _refused(text: str) -> Any:
    raise ValueError(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found
