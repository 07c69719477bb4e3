# SPDX-License-Identifier: MIT
"""Reads the file that a form (.html) saves. Its figures are never taken: it has none, and values are scored again."""

from __future__ import annotations

import json
from decimal import Decimal

from parindex import _messages
from parindex._foreign import is_a
from parindex._sentences import Text
from parindex._typing import Json
from parindex.engine.plan import Plan
from parindex.errors import DataError, error
from parindex.process import _form_said as say
from parindex.process._observations import Observations, PageForm, made_for

MARK = "parindex_form"
"""The key whose value is the version of the format."""
VERSION = 1
_SNIFFED = 200  # bytes at the beginning that contain the key
_TEXTS = ("rubric", "edition", "digest", "agency", "layer", "date", "author")
_KEYS = {MARK, *_TEXTS, "units", "answers"}
_OF_ANSWER = {"unit", "code", "input", "value", "note", "evidence"}


def is_page_file(content: bytes) -> bool:
    """Whether a file looks like one of a form."""
    return f'"{MARK}"'.encode() in content[:_SNIFFED]


def read_page_file(plan: Plan, content: bytes, file: str) -> Observations:
    """The answers of a file that a form saved.

    Raises
    ------
    DataError
        For a damaged file, and for one of another rubric.
    """
    document = _document(content, file)
    wanted, found = made_for(plan), tuple(document[key] for key in _TEXTS[:3])
    if wanted != found:
        raise DataError(_messages.IS_INVALID(file), [say.of_another_rubric(wanted, found, file)])
    date, author, layer = (document[key] for key in ("date", "author", "layer"))
    issues = []
    if not date and document["answers"]:
        message, expected = say.THE_DAY_IS_ABSENT(), say.A_DAY()
        issues.append(
            error("form_date_missing", message, expected=expected, file=file, pointer="/date")
        )
    observations: list[Json] = [
        {**answer, "layer": layer, "date": date, **({"author": author} if author else {})}
        for answer in document["answers"]
    ]
    form = PageForm(document["agency"], layer)
    return Observations(file, document["units"], observations, form=form, issues=issues)


def _document(content: bytes, file: str) -> Json:
    """The content of the file, of the right shape; the engine checks what the answers say."""
    code, message, expected, actual = (
        "form_damaged", say.THE_FILE_IS_DAMAGED(), say.AN_UNCHANGED_FILE(), Text("", ""),
    )  # fmt: skip
    try:
        document = json.loads(content, parse_float=Decimal)
        version = document[MARK]
        if version != VERSION:
            code, message = "format_version", say.THE_FORM_IS_OF_A_LATER_VERSION()
            expected, actual = say.VERSION(VERSION), say.VERSION(version)
        elif _is_sound(document):
            return document  # type: ignore[no-any-return]
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    found = error(code, message, expected=expected, actual=actual, file=file)
    raise DataError(_messages.IS_INVALID(file), [found])


def _is_sound(document: Json) -> bool:
    if set(document) != _KEYS:
        return False
    units, answers = document["units"], document["answers"]
    return (
        all(is_a(document[key], str) for key in _TEXTS)
        and is_a(units, list)
        and is_a(answers, list)
        and all(
            is_a(unit, dict)
            and set(unit) <= {"unit", "group"}
            and "unit" in unit
            and all(is_a(text, str) for text in unit.values())
            for unit in units
        )
        and all(is_a(each, dict) and set(each) <= _OF_ANSWER for each in answers)
    )
