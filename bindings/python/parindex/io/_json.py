# SPDX-License-Identifier: MIT
"""Dictionaries that describe a document, as the JSON text that the engine reads.

A value that JSON cannot represent is an issue with its place. The objects are copied first, because
their own code and other threads may change them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from parindex import _core, _messages
from parindex._foreign import Raised, attempt, is_a, type_name
from parindex._sentences import Text
from parindex.errors import Issue, IssueLog, error
from parindex.novalue import NoValue

_BITS = 1000  # of an int that is written as it is; a JSON number is read as a double as well
_PLAIN = frozenset({str, bool, type(None)})


def encode(document: object, room: int = 0) -> tuple[bytes, list[Issue]]:
    """Encode a document as JSON in UTF-8, and list the issues of values that JSON cannot represent.

    Each such value is written as null. The text is empty for a document that is nested too deeply or
    has too many values. Numbers keep every digit: Decimal, Fraction and NumPy numbers become text. A
    member of NoValue becomes ``{"no_value": …}``. The limits are those of a rubric file; `room` raises
    the number of values.
    """
    writer = _Writer(room)
    text = ""
    try:
        plain = writer.plain(document, "", 1)
        if not writer.stopped:
            text = json.dumps(plain, ensure_ascii=False)
    except RecursionError:
        writer.too_deep("")
    # Half a surrogate pair passes: the checker reports it with its place.
    return text.encode("utf-8", "surrogatepass"), writer.issues.all()


class _Writer:
    def __init__(self, room: int) -> None:
        self.issues = IssueLog()
        self.stopped = False
        limits = _core.limits()
        self._levels, self._values = limits["json_depth"], limits["json_values"] + room
        self._seen = 1

    def plain(self, value: Any, pointer: str, depth: int) -> Any:
        """A copy whose types `json` writes without calling code of the object."""
        kind = type(value)
        if kind in _PLAIN or (kind is int and value.bit_length() <= _BITS):
            return value
        if is_a(value, str):
            return str.__str__(value)
        if is_a(value, list):
            return self._array(list.copy(value), pointer, depth)
        if is_a(value, tuple):
            return self._array(list(tuple.__iter__(value)), pointer, depth)
        if is_a(value, Mapping):
            # The methods of dict itself: those of a derived class may return anything.
            pairs = dict.items(value) if is_a(value, dict) else value
            members: dict[Any, Any] | Raised = attempt(dict, pairs)
            if not isinstance(members, Raised):
                return self._object(members, pointer, depth)
            self._add("type_mismatch", _messages.READING_THE_OBJECT_RAISED(), pointer, members)
            return None
        return self._scalar(value, pointer)

    def _array(self, items: list[Any], pointer: str, depth: int) -> list[Any]:
        if not self._goes_on(len(items), pointer, depth):
            return []
        return [self.plain(item, f"{pointer}/{at}", depth + 1) for at, item in enumerate(items)]

    def _object(self, members: dict[Any, Any], pointer: str, depth: int) -> dict[str, Any]:
        if not self._goes_on(len(members), pointer, depth):
            return {}
        plain = {}
        for key, value in members.items():
            if type(key) is str and type(value) in _PLAIN:
                plain[key] = value
                continue
            if not is_a(key, str):
                message = _messages.THE_NAME_OF_A_MEMBER_IS_NOT_TEXT()
                self._add("type_mismatch", message, pointer, type_name(key), _messages.TEXT())
                continue
            name = str.__str__(key)
            at = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
            if name in plain:
                self._add("key_duplicate", _messages.THE_KEY_APPEARS_TWICE(), at, name)
            plain[name] = self.plain(value, at, depth + 1)
        return plain

    def _goes_on(self, count: int, pointer: str, depth: int) -> bool:
        """Whether there is room for the values of one more list or dictionary."""
        if self.stopped:
            return False
        self._seen += count
        if self._seen > self._values:
            expected = _messages.AT_MOST_VALUES(self._values)
            self._add("file_too_large", _messages.TOO_MANY_VALUES(), pointer, "", expected)
            self.stopped = True
        elif depth > self._levels:
            self.too_deep(pointer)
        return not self.stopped

    def too_deep(self, pointer: str) -> None:
        """Reports the nesting and stops; a list that contains itself is nested without end."""
        expected = _messages.AT_MOST_LEVELS(self._levels)
        self._add("json_too_deep", _messages.NESTED_TOO_DEEPLY(), pointer, "", expected)
        self.stopped = True

    def _scalar(self, value: object, pointer: str) -> object:
        if is_a(value, int) and int.bit_length(value) <= _BITS:  # type: ignore[arg-type]
            return int.__int__(value)  # type: ignore[arg-type]
        plain, issue = _core.plain(value)
        if issue is not None:
            if issue.code == "number_too_long":
                message = _messages.THE_NUMBER_HAS_TOO_MANY_DIGITS()
                self._add(issue.code, message, pointer, issue.actual, issue.expected)
                return None
            actual = issue.actual or _messages.HALF_A_SURROGATE_PAIR()
            expected = _messages.A_JSON_VALUE()
            self._add(
                "type_mismatch",
                _messages.JSON_CANNOT_REPRESENT_THE_VALUE(),
                pointer,
                actual,
                expected,
            )
        elif isinstance(plain, float):
            message = _messages.JSON_CANNOT_REPRESENT_NAN_OR_INFINITY()
            self._add("value_not_finite", message, pointer, str(plain), _messages.A_NUMBER())
            return None
        elif isinstance(plain, NoValue):
            return {"no_value": plain.value}
        elif is_a(value, float):
            return float.__float__(value)  # type: ignore[arg-type]
        elif isinstance(plain, Decimal | Fraction):
            return str(plain)
        return plain

    def _add(self, code: str, message: Text, pointer: str, actual: str, expected: str = "") -> None:
        self.issues.add(error(code, message, pointer=pointer, actual=actual, expected=expected))
