# SPDX-License-Identifier: MIT
"""JSON and JSON Lines as columns."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from parindex import _core, _file_messages, _messages
from parindex._steps import steps
from parindex.errors import Issue, IssueLog, error
from parindex.io._grid import Sheet
from parindex.io._rows import from_rows, malformed, refuse


def read_json_table(text: str, file: str = "") -> Sheet:
    """The columns of a JSON text: a list of objects, or an object with them in ``units``."""
    issues = IssueLog()
    try:
        document = _loads(text, issues)
    except json.JSONDecodeError as failure:
        first = text.strip().split("\n", 1)[0].rstrip()
        lines = failure.msg == "Extra data" and first.startswith("{") and first.endswith("}")
        refuse(_invalid(failure, _file_messages.JSON_LINES_OR_STATE() if lines else ""))
    except RecursionError:
        refuse(_too_deep())
    if isinstance(document, dict):
        document = _own_rows(document)
    if isinstance(document, dict):
        if _is_by_columns(document):
            expected = _file_messages.ROWS_FROM_PANDAS()
            refuse(malformed(_messages.THE_JSON_TEXT_IS_NOT_A_TABLE(), expected, "dict"))
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
    if issues or not isinstance(document, list):
        refuse(*issues.all())
    return _sheet(document, [], file)


def read_json_lines(text: str, file: str = "") -> Sheet:
    """The columns of a text with a JSON object on each line; empty lines are skipped."""
    issues = IssueLog()
    rows, lines = [], []
    for number, line in enumerate(steps(text.split("\n")), start=1):
        if not line.strip():
            continue
        try:
            rows.append(_loads(line, issues))
            lines.append(number)
        except json.JSONDecodeError as failure:
            issues.add(
                error("json_malformed", _messages.INVALID_JSON(failure.msg), line=number,
                      column=failure.colno)
            )  # fmt: skip
        except RecursionError:
            issues.add(_too_deep())
    if issues:
        refuse(*issues.all())
    return _sheet(rows, lines, file)


def _sheet(rows: list[object], lines: list[int], file: str) -> Sheet:
    columns = from_rows(rows)
    return Sheet(
        [name for name, _ in columns], [cells for _, cells in columns], lines, [0] * len(columns), file
    )  # fmt: skip


_WITHIN = ("nodes", "issues", "overtakes", "parts")
"""Lists in a row of what parindex wrote."""


def _own_rows(document: dict[str, Any]) -> object:
    """The rows of results, a ranking, a comparison or two layers that parindex wrote, with the columns of its CSV;
    anything else unchanged."""
    cells = document.get("cells")
    if isinstance(cells, list) and {"first", "second", "bias", "components"} <= document.keys():
        return cells
    if "fingerprint" not in document and not {"stage", "fingerprints"} <= document.keys():
        return document
    units, entries = document.get("units"), document.get("entries")
    if isinstance(entries, list) and "rule" in document:
        return entries
    if not isinstance(units, list) or not all(isinstance(unit, dict) for unit in units):
        return document
    return [_own_row(unit) for unit in steps(units)]


def _own_row(unit: dict[str, Any]) -> dict[str, object]:
    row = {key: value for key, value in unit.items() if key not in _WITHIN}
    nodes = unit.get("nodes")
    for code, node in nodes.items() if isinstance(nodes, dict) else ():
        if isinstance(node, dict):
            row |= {f"{code}.{key}": value for key, value in node.items() if key != "status"}
    return row


def _is_by_columns(document: dict[str, object]) -> bool:
    """Whether this has the form of ``DataFrame.to_json()``: an object for each column, by the number of the row."""
    return "units" not in document and bool(document) and all(
        isinstance(value, dict) and all(key.isdigit() for key in value)
        for value in document.values()
    )  # fmt: skip


def _invalid(failure: json.JSONDecodeError, expected: str) -> Issue:
    return error(
        "json_malformed",
        _messages.INVALID_JSON(failure.msg),
        expected=expected,
        line=failure.lineno,
        column=failure.colno,
    )


def _too_deep() -> Issue:
    return error(
        "json_too_deep",
        _messages.THE_JSON_TEXT_IS_NESTED_TOO_DEEPLY(),
        expected=_messages.ROWS_OF_VALUES(),
    )


def _number(text: str) -> Decimal | str:
    """A number of a JSON text. If its exponent is beyond Decimal it stays text, which becomes an issue of its row."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def _loads(text: str, issues: IssueLog) -> object:
    found: list[Issue] = []

    def build(pairs: list[tuple[str, object]]) -> dict[str, object]:
        _core.step(None)
        built = dict(pairs)
        if len(built) != len(pairs):
            for name, count in sorted(Counter(name for name, _ in pairs).items()):
                if count > 1:
                    message = _messages.THE_OBJECT_HAS_THE_SAME_KEY_TWICE()
                    found.append(error("key_duplicate", message, actual=name, field=name))
        return built

    try:
        try:
            # Calling a class is faster than calling a function that handles exceptions.
            return json.loads(text, parse_float=Decimal, parse_int=Decimal, object_pairs_hook=build)
        except ArithmeticError:
            found.clear()
            return json.loads(text, parse_float=_number, parse_int=_number, object_pairs_hook=build)
    finally:
        for issue in found:
            issues.add(issue)
