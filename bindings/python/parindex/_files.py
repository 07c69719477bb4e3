# SPDX-License-Identifier: MIT
"""Data files as columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from pathlib import Path

from parindex._csv import unguarded
from parindex._table import Columns, from_rows, malformed, normal, refuse
from parindex.errors import Issue, error


def read_file(path: Path, delimiter: str, names: Collection[str | None] = ()) -> Columns:
    """The columns of a .csv or .json file in UTF-8.

    Of a .csv file, the headings and the columns `names` hold names, which may be guarded.

    Raises
    ------
    DataError
        With everything that makes it unreadable, each with its line where there is one.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".json"):
        message = "The name of the file does not say what it holds"
        refuse(error("table_malformed", message, expected=".csv or .json", actual=str(path)))
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as failure:
        actual = f"{path}: {getattr(failure, 'strerror', None) or failure}"
        refuse(
            error("file_unreadable", "The file cannot be read", expected="a file", actual=actual)
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = content.count(b"\n", 0, failure.start) + 1
        column = failure.start - content.rfind(b"\n", 0, failure.start)
        actual = f"byte 0x{content[failure.start]:02x}"
        refuse(
            error("text_not_utf8", "The file is not UTF-8", actual=actual, line=line, column=column)
        )
    return _from_csv(text, delimiter, names) if kind == ".csv" else _from_json(text)


def _from_csv(text: str, delimiter: str, names: Collection[str | None]) -> Columns:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        # A blank line is no row: editors and spreadsheets leave them at the end.
        lines = [(reader.line_num, fields) for fields in reader if fields]
    except csv.Error as failure:
        refuse(
            error(
                "table_malformed", f"The text is no CSV: {failure}", line=reader.line_num, column=1
            )
        )
    if not lines:
        refuse(error("table_empty", "The file is empty", expected="a header and rows"))
    header = [normal(unguarded(name)) for name in lines[0][1]]
    rows = lines[1:]
    issues = [
        malformed("A column of the header has no name", "a name", f"nothing at position {at + 1}")
        for at, name in enumerate(header)
        if not name
    ]
    for at, (line, fields) in enumerate(rows):
        if len(fields) != len(header):
            expected, actual = f"{len(header)} fields", str(len(fields))
            message = "The row has not as many fields as the header"
            issues.append(malformed(message, expected, actual, at + 1, line))
    if issues:
        refuse(*issues)
    columns = [(name, [fields[at] for _, fields in rows]) for at, name in enumerate(header)]
    return [
        (name, list(map(unguarded, cells)) if name in names else cells) for name, cells in columns
    ]


def _number(text: str) -> Decimal | str:
    """A number with every digit, also an integer longer than int reads.

    One whose exponent Decimal does not take stays text, and becomes an issue of its row.
    """
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _from_json(text: str) -> Columns:
    issues: list[Issue] = []

    def build(pairs: list[tuple[str, object]]) -> dict[str, object]:
        built = dict(pairs)
        if len(built) != len(pairs):
            names = [name for name, _ in pairs]
            twice = sorted({name for name in names if names.count(name) > 1})
            issues.extend(
                error("key_duplicate", "An object holds the key twice", actual=n, field=n)
                for n in twice
            )
        return built

    try:
        document = json.loads(text, parse_float=_number, parse_int=_number, object_pairs_hook=build)
    except json.JSONDecodeError as failure:
        refuse(
            error(
                "json_malformed",
                f"The text is no JSON: {failure.msg}",
                line=failure.lineno,
                column=failure.colno,
            )
        )
    except RecursionError:
        refuse(
            error("json_too_deep", "The JSON text is nested too deeply", expected="rows of values")
        )
    if isinstance(document, dict):
        unknown = [key for key in document if key != "units"]
        issues.extend(
            error("key_unknown", "A table has no such key", expected="units", actual=key)
            for key in unknown
        )
        document = document.get("units")
    if not isinstance(document, list):
        expected = 'a list of objects, or {"units": [...]}'
        issues.append(malformed("The JSON text is no table", expected, type(document).__qualname__))
    if issues:
        refuse(*issues)
    return from_rows(document)
