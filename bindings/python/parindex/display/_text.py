# SPDX-License-Identifier: MIT
"""Numbers for people, and the width of text in a terminal."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from parindex._fraction import fraction
from parindex._typing import Number
from parindex.rounding import Rounding

if TYPE_CHECKING:
    from typing_extensions import Self

_NUMBER = 16  # characters of a number that a table shows in full
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_VALUE = 40  # terminal columns of a value that a table shows in full


def signed(number: Number | None) -> str:
    """A difference with its sign; nothing for None."""
    text = show(number)
    if number is None or number <= 0:
        return text
    return Figure(f"+{text}", f"+{text.exact}") if isinstance(text, Figure) else f"+{text}"


def from_to(before: object, after: object) -> str:
    """`2 → 1`, or a single value if both sides are equal."""
    if before == after:
        return str(after or "")
    return f"{before or '–'} → {after or '–'}"


def number(text: str, *, terminates: bool) -> Number:
    """Read an exact figure from the engine's text; a Decimal if every such figure is finite."""
    return Decimal(text) if terminates else fraction(text)


class Figure(str):
    """A figure that is displayed rounded, with its exact form."""

    exact: str

    def __new__(cls, text: str, exact: str) -> Self:
        figure = super().__new__(cls, text)
        figure.exact = exact
        return figure


def show(number: Number | None) -> str:
    """A number in full; a long or infinite one to six decimals, after a ≈."""
    if number is None:
        return ""
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    if "/" not in text and len(text) <= _NUMBER:
        return text
    return Figure("≈ " + format(Rounding(6, "half_even").apply(number), "f"), text)


def with_sign(text: str, decimal: str) -> str:
    """A text that contains numbers and no codes, with this decimal sign in its numbers."""
    return text if decimal == "." or "." not in text else _POINT.sub(decimal, text)


def show_value(value: object) -> str:
    """One value of the data."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return clip(format(value, "f") if isinstance(value, Decimal) else str(value), _VALUE)


def width(text: str) -> int:
    """The number of terminal columns that a text occupies."""
    return sum(map(_width, text))


def _width(letter: str) -> int:
    """0 for a combining mark, 2 for a wide letter, otherwise 1."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """A text padded with spaces; `right` aligns it to the right."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def clip(text: str, columns: int) -> str:
    """A text cut to a width, with an ellipsis for the missing part."""
    used = fits = 0
    for at, letter in enumerate(text, 1):
        used += _width(letter)
        if used < columns:
            fits = at
        if used > columns:
            return text[:fits] + "…"
    return text
