# SPDX-License-Identifier: MIT
"""Numbers, dates and JSON text for the typed classes of a rubric."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from parindex import _core, _messages
from parindex._foreign import is_a, shown, type_name, wrong_type
from parindex.errors import Error

FORMS = {"number": _messages.A_NUMBER_SUCH_AS(), "date": _messages.A_DATE_SUCH_AS()}

_DECIMAL = r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"
_NUMBER = re.compile(rf"{_DECIMAL}|-?[0-9]+/0*[1-9][0-9]*")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,99}")
_COMPARED = re.compile(r"[^eE]{1,200}")  # longer numbers are left to the check of the rubric


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def number(value: object, name: str) -> int | str:
    """A number as objects store it: an int if possible, otherwise text."""
    text = _text(value, name)
    if not is_number(text):
        raise Error(_messages.MUST_BE_NOT(name, FORMS["number"], shown(text)))
    return int(text) if _INTEGER.fullmatch(text) else text


_WRITERS = (
    (str, str.__str__),
    (int, int.__repr__),
    (float, float.__repr__),
    (Decimal, Decimal.__str__),
    (Fraction, Fraction.__str__),
)


def _text(value: object, name: str) -> str:
    """A number as text, ignoring overridden methods of a derived class. Raises TypeError."""
    for kind, write in _WRITERS:
        if is_a(value, kind) and not is_a(value, bool):
            try:
                return write(value)
            except ValueError:  # more digits than Python converts
                return type_name(value)
    raise wrong_type(name, value, _messages.A_NUMBER())


def whole(value: object, name: str) -> int:
    """A whole number, which JSON may write as 2, 2.0 or "2"."""
    text = _text(value, name)
    digits = text.removesuffix(".0")
    if not re.fullmatch(r"-?[0-9]{1,100}", digits):
        raise Error(_messages.MUST_BE_A_WHOLE_NUMBER_NOT(name, shown(text)))
    return int(digits)


def check_ends(low: Any, high: Any, low_name: str, high_name: str, owner: str) -> None:
    """Raises Error for an empty range."""
    ends = _comparable(low), _comparable(high)
    if None in ends or type(ends[0]) is not type(ends[1]):
        return
    closed = low_name != "above" and high_name != "below"
    if ends[0] < ends[1] or (closed and ends[0] == ends[1]):  # type: ignore[operator]
        return
    said = _messages.MUST_BE_AT_MOST_IS_AND_IS if closed else _messages.MUST_BE_BELOW_IS_AND_IS
    raise Error(said(low_name, owner, high_name, shown(low), shown(high)))


def _comparable(end: object) -> Fraction | date | None:
    if type(end) is int:
        return Fraction(end)
    if type(end) is not str:
        return None
    if is_date(end):
        return date.fromisoformat(end)
    return Fraction(end) if is_number(end) and _COMPARED.fullmatch(end) else None


def check_depth(document: object, name: str) -> None:
    """Raises Error for a document with more levels than a rubric file may have."""
    level = [document]
    for _ in range(_core.limits()["json_depth"]):
        level = [
            item
            for value in level
            if is_a(value, dict, list, tuple)
            for item in (dict.values(value) if is_a(value, dict) else iter(value))  # type: ignore[arg-type, call-overload]
        ]
        if not level:
            return
    raise Error(_messages.IS_NESTED_TOO_DEEPLY(name))


def read(text: str | bytes) -> Any:
    """JSON text; numbers that a float cannot represent are text.

    Raises
    ------
    Error
        For text that is not JSON, or with a duplicate key in one object.
    """
    try:
        return json.loads(text, parse_float=_float, object_pairs_hook=_object)
    except Error:
        raise
    except RecursionError:
        raise Error(_messages.THE_TEXT_IS_NESTED_TOO_DEEPLY()) from None
    except ValueError as failure:
        raise Error(_messages.THE_TEXT_IS_NOT_JSON(failure)) from None


def _float(text: str) -> float | str:
    found = float(text)
    exact = isfinite(found) and Decimal(repr(found)) == Decimal(text)
    return found if exact else text


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    _core.step(None)
    members = dict(pairs)
    if len(members) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise Error(_messages.THE_TEXT_HAS_THE_KEY_TWICE(shown(twice)))
    return members
