# SPDX-License-Identifier: MIT
"""Data of every accepted kind as columns: a list of (name, values), every value as it was given.

What values mean is the engine's matter. Here is only what belongs to the container: rows, names of
columns, text encoding. Whatever prevents columns is raised as one DataError.
"""

from __future__ import annotations

import csv
import io
import json
import os
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from parindex._typing import Data
from parindex.errors import DataError, Issue, error

if TYPE_CHECKING:
    import pandas as pd

Columns = list[tuple[str, list[object]]]

SINGLE_UNIT = "unit"
"""Name of the unit of a single row that does not say it."""


def read_table(data: Data, *, unit: str, delimiter: str = ",") -> Columns:
    """The columns of any data that `Plan.score` takes.

    Raises
    ------
    DataError
        With everything that makes rows and columns unreadable.
    TypeError
        For an object that is no data at all.
    """
    if isinstance(data, str | os.PathLike):
        return _from_file(Path(data), delimiter)
    if isinstance(data, Mapping):
        named = unit in map(normal, (key for key in data if isinstance(key, str)))
        return _from_rows([data if named else {unit: SINGLE_UNIT, **data}])
    if hasattr(data, "iloc") and hasattr(data, "columns"):
        return _from_frame(data, unit)
    if isinstance(data, Sequence) and not isinstance(data, bytes | bytearray):
        return _from_rows(data)
    raise TypeError(
        "data must be a dictionary, a list of dictionaries, a path of a .csv or .json file or a "
        f"pandas DataFrame, not {type(data).__qualname__}"
    )


def _refuse(*issues: Issue) -> NoReturn:
    raise DataError("the table cannot be read", issues)


def normal(text: str) -> str:
    """A name as it is compared: in Unicode normal form C."""
    return unicodedata.normalize("NFC", text)


def _from_rows(rows: Sequence[Any]) -> Columns:
    if not rows:
        _refuse(
            error("table_empty", "The table has no rows", expected="at least one row", actual="0")
        )
    issues = []
    columns: dict[str, list[object]] = {}
    places: dict[object, list[object]] = {}  # by name as spelt: each spelling is looked at once
    spellings: dict[str, list[str]] = {}
    for at, row in enumerate(rows):
        if not isinstance(row, Mapping):
            actual = type(row).__qualname__
            issues.append(_malformed("The row is no object", "names and values", actual, at + 1))
            continue
        for key, value in row.items():
            place = places.get(key)
            if place is None:
                if not isinstance(key, str):
                    issues.append(_nameless(key, at + 1))
                    continue
                name = normal(key)
                place = places[key] = columns.setdefault(name, [None] * len(rows))
                spellings.setdefault(name, []).append(key)
            place[at] = value
    issues += [
        _duplicate(name, at + 1)
        for name, keys in spellings.items()
        if len(keys) > 1
        for at, row in enumerate(rows)
        if isinstance(row, Mapping) and sum(key in row for key in keys) > 1
    ]
    if issues:
        _refuse(*issues)
    return list(columns.items())


def _from_frame(frame: pd.DataFrame, unit: str) -> Columns:
    issues = []
    columns: Columns = []
    if unit not in frame.columns and frame.index.name == unit:
        frame = frame.reset_index()
    for at, name in enumerate(frame.columns):
        if not isinstance(name, str):
            # A number would be a guess: the header 1.1 may stand for the code 1.10.
            issues.append(_nameless(name))
            continue
        series = frame.iloc[:, at]
        values = _narrow_floats(series) or series.astype(object).tolist()
        present = series.notna().tolist()
        columns.append(
            (normal(name), [v if p else None for v, p in zip(values, present, strict=True)])
        )
    if issues:
        _refuse(*issues)
    return columns


def _narrow_floats(series: pd.Series[Any]) -> list[object] | None:
    """The scalars of a float column below 64 bits, whose shortest decimals a float would lose."""
    kind, size = getattr(series.dtype, "kind", ""), getattr(series.dtype, "itemsize", 8)
    if kind != "f" or size >= 8:
        return None
    return list(series.to_numpy(dtype=f"float{8 * size}", na_value=float("nan")))


def _from_file(path: Path, delimiter: str) -> Columns:
    kind = path.suffix.lower()
    if kind not in (".csv", ".json"):
        message = "The name of the file does not say what it holds"
        _refuse(error("table_malformed", message, expected=".csv or .json", actual=str(path)))
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as failure:
        actual = f"{path}: {getattr(failure, 'strerror', None) or failure}"
        _refuse(
            error("file_unreadable", "The file cannot be read", expected="a file", actual=actual)
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = content.count(b"\n", 0, failure.start) + 1
        column = failure.start - content.rfind(b"\n", 0, failure.start)
        actual = f"byte 0x{content[failure.start]:02x}"
        _refuse(
            error("text_not_utf8", "The file is not UTF-8", actual=actual, line=line, column=column)
        )
    return _from_csv(text, delimiter) if kind == ".csv" else _from_json(text)


def _from_csv(text: str, delimiter: str) -> Columns:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        # A blank line is no row: editors and spreadsheets leave them at the end.
        lines = [(reader.line_num, fields) for fields in reader if fields]
    except csv.Error as failure:
        _refuse(
            error(
                "table_malformed", f"The text is no CSV: {failure}", line=reader.line_num, column=1
            )
        )
    if not lines:
        _refuse(error("table_empty", "The file is empty", expected="a header and rows"))
    header = [normal(name) for name in lines[0][1]]
    rows = lines[1:]
    issues = [
        _malformed("A column of the header has no name", "a name", f"nothing at position {at + 1}")
        for at, name in enumerate(header)
        if not name
    ]
    for at, (line, fields) in enumerate(rows):
        if len(fields) != len(header):
            expected, actual = f"{len(header)} fields", str(len(fields))
            message = "The row has not as many fields as the header"
            issues.append(_malformed(message, expected, actual, at + 1, line))
    if issues:
        _refuse(*issues)
    return [(name, [fields[at] for _, fields in rows]) for at, name in enumerate(header)]


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
        # Decimal keeps every digit, and takes integers longer than Python's int reads.
        document = json.loads(text, parse_float=Decimal, parse_int=Decimal, object_pairs_hook=build)
    except json.JSONDecodeError as failure:
        _refuse(
            error(
                "json_malformed",
                f"The text is no JSON: {failure.msg}",
                line=failure.lineno,
                column=failure.colno,
            )
        )
    except RecursionError:
        _refuse(
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
        issues.append(
            _malformed("The JSON text is no table", expected, type(document).__qualname__)
        )
    if issues:
        _refuse(*issues)
    return _from_rows(document)


def _malformed(message: str, expected: str, actual: str, row: int = 0, line: int = 0) -> Issue:
    place = {"row": row, "line": line, "column": 1 if line else 0}
    return error("table_malformed", message, expected=expected, actual=actual, **place)


def _nameless(name: object, row: int = 0) -> Issue:
    return _malformed("The name of a column is no text", "a text", repr(name), row)


def _duplicate(name: str, row: int) -> Issue:
    message = "A row has the column twice, in two spellings"
    return error("column_duplicate", message, actual=name, field=name, row=row)
