# SPDX-License-Identifier: MIT
"""Workbooks (.xlsx) written by openpyxl: the same rows give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple, NoReturn

from parindex import _file_messages
from parindex.errors import error
from parindex.io._rows import refuse

LONGEST = 32767
"""Characters of a cell."""
_DAY = (2000, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")


class Written(NamedTuple):
    """A sheet: its name, its rows with the header first, and the widths of its columns in characters."""

    title: str
    rows: Sequence[Sequence[str | Decimal | None]]
    widths: Sequence[int]


def fits_a_cell(text: str) -> bool:
    """Whether a cell gives this text back."""
    return len(text) <= LONGEST and text == text.strip() and _CONTROL.search(text) is None


def write_workbook(sheets: Sequence[Written]) -> bytes:
    """The bytes of a workbook; every text must fit a cell.

    Raises
    ------
    DataError
        Without openpyxl.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError:
        _no_writer()
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        ws = book.create_sheet(sheet.title)
        for at, row in enumerate(sheet.rows, 1):
            for column, value in enumerate(row, 1):
                if value is None:
                    continue
                cell = ws.cell(at, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"  # also of a text that begins with =
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if at == 1:
                    cell.font = Font(bold=True)
        for column, width in enumerate(sheet.widths, 1):
            ws.column_dimensions[get_column_letter(column)].width = width
        ws.freeze_panes = "B2"
    made = io.BytesIO()
    book.save(made)
    return _without_times(made.getvalue())


def _without_times(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _DAY), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _no_writer() -> NoReturn:
    refuse(
        error(
            "reader_missing",
            _file_messages.WRITING_WORKBOOKS_NEEDS_OPENPYXL(),
            expected="pip install 'parindex[excel]'",
        )
    )
