# SPDX-License-Identifier: MIT
"""Plain delimited text, whose cells the engine reads in place.

This path only accepts. A file with a cell that may need an issue or a note, and a file of a rare form, is read by
`_data_file` like all other files. The meaning of a text comes from `_cells` in both.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, overload

from parindex import _core
from parindex._limits import limits
from parindex._names import normal
from parindex._steps import steps
from parindex.errors import DataError
from parindex.io._cells import Problem, read_cell
from parindex.io._csv import unguarded
from parindex.io._decode import decode
from parindex.io._delimited import check_lines, read_delimited, stated_delimiter
from parindex.io._grid import Grid, Sheet, Spec
from parindex.io._header import as_written, find_header, named_columns
from parindex.io._reading import Reading, columns_of, completed
from parindex.io._shape import is_long, is_own, mapped
from parindex.io._source import Source

_HEAD_LINES = 60
_MOST = 100_000  # unusual texts of a column
_USUAL = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FLAGS = frozenset("0 1 yes no true false có không".split())

Form = tuple[str, str, bool, list[str], dict[str, Any]]


class Lines(Sequence[int]):
    """The line of each row."""

    def __init__(self, text: _core.DelimitedText) -> None:
        self._text = text

    def __len__(self) -> int:
        return len(self._text)

    @overload
    def __getitem__(self, row: int) -> int: ...
    @overload
    def __getitem__(self, row: slice) -> list[int]: ...
    def __getitem__(self, row: int | slice) -> int | list[int]:
        if isinstance(row, slice):
            return [self._text.line(at) for at in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        return self._text.line(row)


@dataclass
class DirectSheet(Sheet):
    """Named columns of a text, which the engine reads in place."""

    text: _core.DelimitedText | None = None

    def empty_rows(self, names: Collection[str]) -> Sequence[int]:
        """The rows in which all columns of these names are empty."""
        places = [p - 1 for head, p in zip(self.heads, self.places, strict=True) if head in names]
        return self.text.rows_without(places) if self.text is not None else ()


def direct_sheet(
    source: Source,
    reading: Reading,
    wanted: Collection[str],
    specs: Sequence[Spec],
    unit: str | None,
    roles: Sequence[str],
    usual: Reading,
) -> DirectSheet | None:
    """The columns of a plain text; None for one that has to be read cell by cell."""
    try:
        content = _utf8(source.content, reading)
        if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
            return None  # lines with two kinds of ends are counted in another way
        return _read(content, source.kind, reading, wanted, specs, unit, roles, usual)
    except DataError:
        return None  # `_data_file` reports all issues in their order


def _utf8(content: bytes, reading: Reading) -> bytes:
    if reading.encoding not in (None, "utf-8"):
        return decode(content, reading.encoding).encode()
    return content


def _read(
    content: bytes,
    kind: str,
    reading: Reading,
    wanted: Collection[str],
    specs: Sequence[Spec],
    unit: str | None,
    roles: Sequence[str],
    usual: Reading,
) -> DirectSheet | None:
    rows = reading.header_row or usual.header_row or 0
    head = _first_lines(content, _HEAD_LINES + rows)
    check_lines(head)
    if kind == "tsv" and reading.delimiter is None and "\t" not in head[:10_000]:
        return None
    delimiter = reading.delimiter or ("\t" if kind == "tsv" else stated_delimiter(head))
    if not delimiter.isascii():
        return None
    grid = read_delimited(head, delimiter)
    at = find_header(grid, wanted, reading.header_row, usual.header_row)
    text = _core.check_delimited(content, delimiter, grid.lines[at])
    width = len(grid.rows[at])
    if text is None or text.heads != list(grid.rows[at]) or width < 2 or not len(text):
        return None
    if "" in text.heads or text.rows_without(list(range(width))):
        return None
    top = named_columns(Grid([grid.rows[at]], [grid.lines[at]]), 0, wanted)
    sheet = mapped(top, columns_of(reading, usual, top.heads))
    inputs = {spec.name: spec for spec in specs}
    known = {name for name in (unit, *roles) if name is not None}
    if is_long(sheet.heads, inputs) or len(set(sheet.heads)) != len(sheet.heads):
        return None
    if not known.isdisjoint(inputs) or not set(sheet.heads) <= known | set(inputs):
        return None
    if is_own(top.heads) and reading.decimal is None:
        return None
    reading = completed(reading, usual)
    forms: list[Form] = [("text", ".", False, [], {}) for _ in range(width)]
    for name, place in zip(sheet.heads, sheet.places, strict=True):
        if name in inputs:
            form = _form(inputs[name], reading)
            if form is None:
                return None
            forms[place - 1] = form
    unusual = text.unusual(forms, _MOST)
    if not unusual:
        return None
    for name, place in zip(sheet.heads, sheet.places, strict=True):
        meanings, texts = forms[place - 1][4], unusual[place - 1]
        if not (
            _add_meanings(meanings, texts, inputs[name], reading)
            if name in inputs
            else _add_names(meanings, texts)
        ):
            return None
    columns = text.columns(forms)
    if columns is None:
        return None
    cells: list[Any] = [columns[place - 1] for place in sheet.places]
    return DirectSheet(
        sheet.heads, cells, Lines(text), sheet.places, sheet.file, sheet.notes,
        usual=usual.columns, text=text,
    )  # fmt: skip


def _first_lines(content: bytes, count: int) -> str:
    end = 0
    for _ in range(count):
        end = content.find(b"\n", end) + 1
        if not end:
            end = len(content)
            break
    first = content[:end].removeprefix(codecs.BOM_UTF8)
    try:
        return first.decode()
    except UnicodeDecodeError:
        return ""


def _form(spec: Spec, reading: Reading) -> Form | None:
    """How the cells of an input are read; None if a marker of a missing value looks like a value."""
    if any(_looks_like_a_value(text, spec) for text in spec.markers):
        return None
    if any(normal(option) != option for option in spec.options):
        return None  # a cell with this text is normalised, and then matches no option
    if spec.type == "number":
        unstated = reading.decimal is None
        sign = "." if unstated and reading.thousands is None else reading.decimal or ""
        return "number", sign, unstated, [], {}
    if spec.type == "count":
        return "number", "", False, [], {}
    if spec.type == "choice":
        return "choice", "", False, list(spec.options), {}
    return ("date" if spec.type == "date" else "flag"), "", False, [], {}


def _looks_like_a_value(text: str, spec: Spec) -> bool:
    return bool(_USUAL.fullmatch(text)) or text.casefold() in _FLAGS or text in spec.options


def _add_meanings(
    meanings: dict[str, Any], texts: Sequence[str], spec: Spec, reading: Reading
) -> bool:
    """Whether every text has a meaning and none is an issue."""
    for text in steps(texts):
        if text.startswith('="') or len(text) > limits().cell_bytes:
            return False
        value = read_cell(text, spec, reading)
        if value is None or isinstance(value, Problem):
            return False
        if value != text:
            meanings[text] = value
    return True


def _add_names(meanings: dict[str, Any], texts: Sequence[str]) -> bool:
    """Add the names that are not written as they are read; False if a name is too long."""
    for text in steps(texts):
        if len(text) > limits().cell_bytes:
            return False
        name = normal(unguarded(str(as_written(text))))
        if name != text:
            meanings[text] = name
    return True
