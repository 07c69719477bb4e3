# SPDX-License-Identifier: MIT
"""Arguments that are numbers within a range."""

from __future__ import annotations

from fractions import Fraction

from parindex import _messages
from parindex._foreign import is_a, shown
from parindex.analysis import _words, messages
from parindex.analysis._arguments import Arguments
from parindex.engine._suspicion import exact_number


def signed_number(
    arguments: Arguments, value: object, argument: str, low: int, high: int
) -> Fraction:
    """A number from `low` to `high`; a float means its shortest decimal. 0 after an issue."""
    found = exact_number(value)
    if found is None:
        arguments.add(
            argument, "", messages.IS_NO_NUMBER(), "value_type",
            expected=_messages.A_NUMBER_SUCH_AS(), actual=shown(value),
        )  # fmt: skip
    elif not low <= found <= high:
        code = "value_below_minimum" if found < low else "value_above_maximum"
        said = _words.MUST_BE_FROM_TO(str(low), str(high))
        arguments.add(argument, "", said, code, actual=shown(value))
    else:
        return found
    return Fraction(0)


def whole_number(arguments: Arguments, value: object, argument: str, low: int, high: int) -> int:
    """A whole number from `low` to `high`; `low` after an issue."""
    if is_a(value, int) and not is_a(value, bool) and low <= value <= high:  # type: ignore[operator]
        return int(value)  # type: ignore[call-overload, no-any-return]
    said = _words.MUST_BE_WHOLE_FROM(str(low), str(high))
    arguments.add(argument, "", said, "value_type", actual=shown(value))
    return low
