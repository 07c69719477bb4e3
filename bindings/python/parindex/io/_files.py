# SPDX-License-Identifier: MIT
"""Data files as columns."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import sys
from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from parindex import _core, _messages
from parindex._limits import limits
from parindex._names import normal
from parindex._steps import steps
from parindex.errors import DataError, IssueLog, error
from parindex.io._csv import unguarded
from parindex.io._rows import Columns, from_rows, malformed, refuse


def read_bytes(path: str | os.PathLike[str], expected: str, most: int) -> bytes:
    """The bytes of a regular file, or of the standard input for ``-``.

    A device or a pipe may never end, so it is rejected.

    Parameters
    ----------
    path
        The path of the file.
    expected
        The expected content in words, for the issue.
    most
        Largest size that is read, in bytes.

    Raises
    ------
    DataError
        When it cannot be read, is not a regular file, or is larger.
    """
    name = os.fspath(path)
    try:
        content = _read(sys.stdin.buffer, most + 1) if name == "-" else _regular(name, most + 1)
    except (OSError, ValueError) as failure:
        if isinstance(failure, _IrregularError):
            expected = "a regular file"
        actual = f"{name}: {getattr(failure, 'strerror', None) or failure}"
        message = _messages.THE_FILE_CANNOT_BE_READ_2()
        issue = error("file_unreadable", message, expected=expected, actual=actual)
        raise DataError(_messages.THE_FILE_CANNOT_BE_READ(), [issue]) from None
    except MemoryError:
        issue = error("file_too_large", _messages.THE_FILE_DOES_NOT_FIT_INTO_MEMORY(), actual=name)
        raise DataError(_messages.THE_FILE_CANNOT_BE_READ(), [issue]) from None
    if len(content) > most:
        limit = _messages.AT_MOST_BYTES(most)
        issue = error(
            "file_too_large",
            _messages.THE_FILE_IS_TOO_LARGE(),
            expected=limit,
            actual=_messages.MORE(),
        )
        raise DataError(_messages.THE_FILE_CANNOT_BE_READ(), [issue])
    return content


class _IrregularError(OSError):
    """A directory entry that is not a file."""


def _regular(name: str, most: int) -> bytes:
    # Opening a pipe would wait for a writer.
    opened = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        mode = os.fstat(opened).st_mode  # of a folder nothing else can be asked
        if not stat.S_ISREG(mode):
            raise _IrregularError("a folder" if stat.S_ISDIR(mode) else "a device or a pipe")
        with open(opened, "rb", closefd=False) as file:
            return _read(file, most)
    finally:
        os.close(opened)


def _read(file: BinaryIO, most: int) -> bytes:
    """At most this many bytes, in pieces, so that memory is allocated only for what the file has."""
    pieces = []
    while most > 0 and (piece := file.read(min(most, 1 << 24))):
        _core.step(None)
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def read_file(
    path: Path, delimiter: str | None = None, names: Collection[str | None] = ()
) -> Columns:
    """The columns of a .csv or .json file in UTF-8; of the standard input, either, for ``-``.

    Without a delimiter the first line of a CSV file tells which it is: spreadsheets that write
    decimal commas use semicolons.

    In a .csv file, the headings and the columns `names` contain names, which may be guarded.

    Raises
    ------
    DataError
        With everything that makes it unreadable, each with its line where there is one.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".json") and str(path) != "-":
        message = _messages.THE_FILE_NAME_DOES_NOT_END_IN_A_KNOWN()
        refuse(
            error("table_malformed", message, expected=_messages.CSV_OR_JSON(), actual=str(path))
        )
    try:
        content = read_bytes(path, _messages.A_FILE(), limits().data_bytes)
        text = content.decode("utf-8-sig")
        if str(path) == "-":
            kind = ".json" if text.lstrip()[:1] in ("[", "{") else ".csv"
        if kind == ".json":
            return _from_json(text)
        if delimiter is None:
            head = text[: text.find("\n")]
            delimiter = ";" if head.count(";") > head.count(",") else ","
        return _from_csv(text, delimiter, names)
    except UnicodeDecodeError as failure:
        line = content.count(b"\n", 0, failure.start) + 1
        column = failure.start - content.rfind(b"\n", 0, failure.start)
        actual = f"byte 0x{content[failure.start]:02x}"
        refuse(
            error(
                "text_not_utf8",
                _messages.THE_FILE_IS_NOT_VALID_UTF_8(),
                actual=actual,
                line=line,
                column=column,
            )
        )
    except MemoryError:
        refuse(
            error(
                "file_too_large", _messages.THE_TABLE_DOES_NOT_FIT_INTO_MEMORY(), actual=str(path)
            )
        )


def _from_csv(text: str, delimiter: str, names: Collection[str | None]) -> Columns:
    # For the whole process, so only ever raised: cells have a limit of their own.
    csv.field_size_limit(max(csv.field_size_limit(), min(limits().cell_bytes + 1, sys.maxsize)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        # A blank line is not a row: editors and spreadsheets leave them at the end.
        lines = [(reader.line_num, fields) for fields in steps(reader) if fields]
    except csv.Error as failure:
        place = {"line": reader.line_num, "column": 1}
        if "field larger than field limit" in str(failure):
            message = _messages.A_CELL_IS_TOO_LONG()
            limit = _messages.AT_MOST_BYTES(limits().cell_bytes)
            refuse(
                error("cell_too_large", message, expected=limit, actual=_messages.MORE(), **place)
            )
        refuse(error("table_malformed", _messages.INVALID_CSV(failure), **place))
    if not lines:
        refuse(
            error(
                "table_empty", _messages.THE_FILE_IS_EMPTY(), expected=_messages.A_HEADER_AND_ROWS()
            )
        )
    header = [normal(unguarded(name)) for name in lines[0][1]]
    rows = lines[1:]
    issues = IssueLog()
    for at, name in enumerate(header):
        if not name:
            found = f"nothing at position {at + 1}"
            issues.add(
                malformed(_messages.A_COLUMN_OF_THE_HEADER_HAS_NO_NAME(), _messages.A_NAME(), found)
            )
    for at, (line, fields) in enumerate(steps(rows)):
        if len(fields) != len(header):
            expected, actual = f"{len(header)} fields", str(len(fields))
            message = _messages.THE_NUMBER_OF_FIELDS_DIFFERS_FROM_THE()
            issues.add(malformed(message, expected, actual, at + 1, line))
    if issues:
        refuse(*issues.all())
    columns = [(name, [fields[at] for _, fields in steps(rows)]) for at, name in enumerate(header)]
    return [
        (name, list(map(unguarded, steps(cells))) if name in names else cells)
        for name, cells in columns
    ]


def _number(text: str) -> Decimal | str:
    """A number of a JSON text; one whose exponent is beyond Decimal stays text, an issue of its row."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def _from_json(text: str) -> Columns:
    issues = IssueLog()

    def build(pairs: list[tuple[str, object]]) -> dict[str, object]:
        _core.step(None)
        built = dict(pairs)
        if len(built) != len(pairs):
            for name, count in sorted(Counter(name for name, _ in pairs).items()):
                if count > 1:
                    message = _messages.THE_OBJECT_HAS_THE_SAME_KEY_TWICE()
                    issues.add(error("key_duplicate", message, actual=name, field=name))
        return built

    try:
        document = json.loads(text, parse_float=_number, parse_int=_number, object_pairs_hook=build)
    except json.JSONDecodeError as failure:
        refuse(
            error(
                "json_malformed",
                _messages.INVALID_JSON(failure.msg),
                line=failure.lineno,
                column=failure.colno,
            )
        )
    except RecursionError:
        refuse(
            error(
                "json_too_deep",
                _messages.THE_JSON_TEXT_IS_NESTED_TOO_DEEPLY(),
                expected=_messages.ROWS_OF_VALUES(),
            )
        )
    if isinstance(document, dict):
        for key in document:
            if key != "units":
                message = _messages.UNKNOWN_KEY_OF_A_TABLE()
                issues.add(error("key_unknown", message, expected=_messages.UNITS(), actual=key))
        document = document.get("units")
    if not isinstance(document, list):
        expected = _messages.A_LIST_OF_OBJECTS_OR_UNITS()
        issues.add(
            malformed(
                _messages.THE_JSON_TEXT_IS_NOT_A_TABLE(), expected, type(document).__qualname__
            )
        )
    if issues:
        refuse(*issues.all())
    return from_rows(document)
