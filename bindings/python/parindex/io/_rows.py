# SPDX-License-Identifier: MIT
"""Rows as columns, and errors of the table as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NoReturn

from parindex import _messages
from parindex._foreign import Raised, attempt, shown, type_name
from parindex._names import normal
from parindex._sentences import Text
from parindex._steps import steps
from parindex.errors import DataError, Issue, IssueLog, error

Columns = list[tuple[str, Any]]
"""Names and values: a list, or an array that lends its memory."""

SUBJECT = _messages.THE_TABLE_CANNOT_BE_READ()


def from_rows(rows: Iterable[Any]) -> Columns:
    issues = IssueLog()
    given: list[dict[Any, object]] = []
    for at, row in enumerate(steps(rows), start=1):
        copied: dict[Any, Any] | Raised = attempt(dict, row) if isinstance(row, Mapping) else {}
        if isinstance(copied, Raised):
            issues.add(replace(unreadable(copied), row=at))
        elif not isinstance(row, Mapping):
            issues.add(
                malformed(
                    _messages.THE_ROW_IS_NOT_AN_OBJECT(),
                    _messages.NAMES_AND_VALUES(),
                    type_name(row),
                    at,
                )
            )
        else:
            given.append(copied)
    if not given and not issues:
        refuse(
            error(
                "table_empty",
                _messages.THE_TABLE_HAS_NO_ROWS(),
                expected=_messages.AT_LEAST_ONE_ROW(),
                actual="0",
            )
        )
    columns: dict[str, list[object]] = {}
    places: dict[object, list[object]] = {}  # by name as spelt: each spelling is examined once
    spellings: dict[str, list[str]] = {}
    for at, row in enumerate(steps(given)):
        for key, value in row.items():
            place = places.get(key)
            if place is None:
                if not isinstance(key, str):
                    issues.add(nameless(key, at + 1))
                    continue
                name = normal(key)
                place = places[key] = columns.setdefault(name, [None] * len(given))
                spellings.setdefault(name, []).append(key)
            place[at] = value
    for name, keys in spellings.items():
        for at, row in enumerate(given if len(keys) > 1 else ()):
            if sum(key in row for key in keys) > 1:
                issues.add(_duplicate(name, at + 1))
    if issues:
        refuse(*issues.all())
    return list(columns.items())


def refuse(*issues: Issue) -> NoReturn:
    raise DataError(SUBJECT, issues)


def unreadable(raised: str) -> Issue:
    """The issue for an exception that the code of an object raised while it was read."""
    return malformed(_messages.READING_THE_DATA_RAISED_AN_EXCEPTION(), "", raised)


def malformed(message: Text, expected: str, actual: str, row: int = 0, line: int = 0) -> Issue:
    place = {"row": row, "line": line, "column": 1 if line else 0}
    return error("table_malformed", message, expected=expected, actual=actual, **place)


def nameless(name: object, row: int = 0) -> Issue:
    return malformed(
        _messages.THE_NAME_OF_A_COLUMN_IS_NOT_TEXT(), _messages.TEXT(), shown(name), row
    )


def _duplicate(name: str, row: int) -> Issue:
    message = _messages.THE_ROW_HAS_THE_COLUMN_TWICE_IN_TWO()
    return error("column_duplicate", message, actual=name, field=name, row=row)
