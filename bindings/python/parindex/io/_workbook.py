# SPDX-License-Identifier: MIT
"""Workbooks (.xlsx, .xlsm) as rows of typed cells. openpyxl reads them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from parindex import _core, _file_messages, _messages
from parindex._limits import limits
from parindex._names import normal
from parindex._steps import steps
from parindex.errors import Issue, error
from parindex.io._grid import Fault, Grid, Percent, note
from parindex.io._reading import items
from parindex.io._rows import refuse

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_RATIO = 200  # of a part to its packed size: sheets of real workbooks stay below 60
_SMALL = 1 << 20  # bytes that no ratio makes a bomb
_PIECE = 1 << 20
_DOCUMENT_TYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_LONGEST_MARK = max(map(len, _DOCUMENT_TYPE)) - 1
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def read_workbook(
    content: bytes, sheet: str | None, fits: Callable[[Grid], bool], file: str
) -> Grid:
    """The rows of a sheet, as `BookReader.sheet`, with the notes of the workbook.

    Raises
    ------
    DataError
        For an unreadable workbook, an unknown sheet, and two sheets that fit.
    """
    book = BookReader(content, file)
    grid = book.sheet(sheet, fits)
    grid.notes[:0] = book.notes
    return grid


class BookReader:
    """A workbook whose sheets are read once each. Raises DataError if it is unreadable."""

    def __init__(self, content: bytes, file: str) -> None:
        names = _checked_parts(content, file)
        self._file = file
        self._values = _load(content, file, results=True)
        self._formulas = _load(content, file, results=False) if _has_formulas(content) else None
        self._grids: dict[str, Grid] = {}
        self.notes = _notes(names, self._values, file)

    def sheet(self, sheet: str | None, fits: Callable[[Grid], bool]) -> Grid:
        """The rows of a sheet: the named one, or the only one that fits.

        Raises
        ------
        DataError
            For an unknown or empty sheet, and for two sheets that fit.
        """
        file = self._file
        grids = {
            normal(ws.title): ws for ws in self._values.worksheets
            if sheet is not None or ws.sheet_state == "visible"
        }  # fmt: skip
        if sheet is not None and sheet not in grids:
            refuse(
                error(
                    "sheet_unknown",
                    _file_messages.THE_WORKBOOK_HAS_NO_SUCH_SHEET(),
                    expected=items(grids),
                    actual=sheet,
                    file=file,
                )
            )
        read = {title: self._read(ws) for title, ws in grids.items() if sheet in (None, title)}
        fitting = [title for title, grid in read.items() if fits(grid)]
        if sheet is None and len(fitting) > 1:
            refuse(
                error(
                    "sheet_unstated",
                    _file_messages.SEVERAL_SHEETS_FIT(),
                    expected=_file_messages.STATE_SHEET(fitting[0]),
                    actual=items(fitting),
                    file=file,
                )
            )
        if not read:
            refuse(_malformed(_file_messages.THE_WORKBOOK_HAS_NO_SHEET(), file))
        grid = read[sheet or next(iter(fitting), next(iter(read)))]
        if not grid.rows:
            refuse(
                error(
                    "table_empty",
                    _file_messages.THE_SHEET_IS_EMPTY(),
                    expected=_messages.A_HEADER_AND_ROWS(),
                    file=grid.file,
                )
            )
        return grid

    def _read(self, ws: Any) -> Grid:
        if ws.title not in self._grids:
            title = normal(ws.title)
            formulas = self._formulas[ws.title] if self._formulas else None
            name = f"{self._file}, {title}" if self._file else title
            self._grids[ws.title] = _grid(ws, formulas, name)
        return self._grids[ws.title]


def has_mark(content: bytes, file: str, mark: str) -> bool:
    """Whether the list of sheets or the properties of a workbook contain a mark. Raises DataError if it is broken."""
    names = _checked_parts(content, file)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in names if name in ("xl/workbook.xml", "docProps/custom.xml")]
        return any(mark.encode() in archive.read(name) for name in parts)


def open_workbook(content: bytes, file: str) -> Workbook:
    """A workbook with its formulas, not their results. Raises DataError if it is unreadable."""
    _checked_parts(content, file)
    return _load(content, file, results=False)


def value_of(cell: Any) -> object:
    """The content of a cell of such a workbook; a formula is its text."""
    return _value(cell, None)


def _malformed(message: Any, file: str, actual: str = "") -> Issue:
    expected = _file_messages.A_WORKBOOK_THAT_EXCEL_OPENS()
    return error("workbook_malformed", message, expected=expected, actual=actual, file=file)


def _checked_parts(content: bytes, file: str) -> list[str]:
    """The names of the parts. Parts are unpacked only after their size is checked; document types are rejected."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            bomb = any(
                part.file_size > _SMALL and part.file_size > _RATIO * max(part.compress_size, 1)
                for part in parts
            )
            if bomb or size > limits().data_bytes:
                refuse(
                    error(
                        "file_too_large",
                        _file_messages.THE_WORKBOOK_UNPACKS_TO_TOO_MUCH(),
                        expected=_messages.AT_MOST_BYTES(limits().data_bytes),
                        actual=_messages.BYTES(size),
                        file=file,
                    )
                )
            if any(part.flag_bits & 1 for part in parts):
                refuse(
                    error(
                        "workbook_locked",
                        _file_messages.THE_WORKBOOK_IS_LOCKED(),
                        expected=_file_messages.A_WORKBOOK_WITHOUT_A_PASSWORD(),
                        file=file,
                    )
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        if _has_document_type(stream):
                            message = _file_messages.THE_WORKBOOK_HAS_A_DOCUMENT_TYPE()
                            refuse(_malformed(message, file, part.filename))
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zipfile.LargeZipFile):
        refuse(_malformed(_file_messages.THE_WORKBOOK_IS_BROKEN(), file))
    except Exception as failure:
        if type(failure).__module__ == "zlib":
            refuse(_malformed(_file_messages.THE_WORKBOOK_IS_BROKEN(), file))
        raise


def _has_document_type(stream: IO[bytes]) -> bool:
    """Whether a part declares a document type, in UTF-8 or UTF-16; the whole part is read in pieces."""
    held = b""
    while piece := stream.read(_PIECE):
        _core.step(None)
        held += piece
        if any(mark in held for mark in _DOCUMENT_TYPE):
            return True
        held = held[-_LONGEST_MARK:]
    return False


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(
            b"<f" in archive.read(name)
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        )


def _load(content: bytes, file: str, *, results: bool) -> Workbook:
    try:
        import openpyxl
    except ImportError:
        refuse(
            error(
                "reader_missing",
                _file_messages.READING_WORKBOOKS_NEEDS_OPENPYXL(),
                expected="pip install 'parindex[excel]'",
                file=file,
            )
        )
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that it does not know
            return openpyxl.load_workbook(io.BytesIO(content), data_only=results, keep_links=True)
    except MemoryError:
        raise
    except Exception as failure:  # noqa: BLE001 - it raises whatever the parts of a broken file cause
        refuse(
            _malformed(_file_messages.THE_WORKBOOK_IS_BROKEN(), file, type(failure).__qualname__)
        )


def _notes(names: list[str], book: Workbook, file: str) -> list[Issue]:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    found = []
    if any(name.endswith("vbaProject.bin") for name in names):
        found.append(note("workbook_macros", _file_messages.MACROS_WERE_NOT_RUN(), file=file))
    if any(name.startswith("xl/externalLinks/") for name in names):
        found.append(note("workbook_links", _file_messages.VALUES_OF_OTHER_FILES(), file=file))
    if book.epoch == CALENDAR_MAC_1904:
        found.append(note("workbook_calendar", _file_messages.DAYS_COUNT_FROM_1904(), file=file))
    return found


def _grid(ws: Any, formulas: Any, file: str) -> Grid:
    grid = Grid([], [], file)
    width = ws.max_column or 0
    for row in steps(ws.iter_rows()):
        number = row[0].row
        cells = [_value(cell, formulas) for cell in row]
        grid.rows.append(cells + [None] * (width - len(cells)))
        grid.lines.append(number)
    while grid.rows and all(cell is None for cell in grid.rows[-1]):
        grid.rows.pop()
        grid.lines.pop()
    for area in ws.merged_cells.ranges:
        held = _value(ws.cell(area.min_row, area.min_col), formulas)
        for row_at in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                if column > area.min_col:
                    grid.spread.add((row_at, column))
                elif row_at > area.min_row:
                    grid.merged[row_at, column] = held
    hidden = [
        number for number in grid.lines
        if number in ws.row_dimensions and ws.row_dimensions[number].hidden
    ]  # fmt: skip
    columns = [name for name, each in ws.column_dimensions.items() if each.hidden]
    if hidden or columns:
        message = _file_messages.HIDDEN_ROWS_WERE_READ(len(hidden), len(columns))
        shown = ", ".join([*map(str, hidden[:10]), *columns[:10]])
        place = {"line": hidden[0], "column": 1} if hidden else {}
        grid.notes.append(note("rows_hidden", message, actual=shown, file=file, **place))
    return grid


def _value(cell: Any, formulas: Any) -> object:
    value = cell.value
    if value is None or value == "":
        if formulas is not None:
            written = formulas.cell(cell.row, cell.column)
            if written.data_type == "f":
                return Fault("cell_formula", str(written.value)[:60])
        return None
    if cell.data_type == "e":
        return Fault("cell_error", str(value))
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if "%" in _QUOTED.sub("", cell.number_format or ""):
            return Percent(number)
        return number if isinstance(value, float) and not number.is_finite() else value
    if isinstance(value, str | dt.datetime | dt.date | dt.time | dt.timedelta):
        return value
    return str(value)
