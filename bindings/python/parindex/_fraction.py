# SPDX-License-Identifier: MIT
"""Fractions that the engine gives: of any length, and at home among decimals."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

# The interpreter can be told to write fewer digits than it does by default, down to this many.
LONGEST = 640


def _with_decimals(compute: Callable[[Fraction, Any], Any], swapped: bool) -> Any:
    """An operation of Fraction that takes a Decimal as the exact number that it is."""

    def of(self: Fraction, other: object) -> Any:
        if isinstance(other, Decimal):
            if not other.is_finite():
                return NotImplemented
            other = Fraction(other)
        if not isinstance(other, (int, float, complex, Fraction)):
            return NotImplemented
        plain = Fraction(self)
        value = compute(other, plain) if swapped else compute(plain, other)  # type: ignore[arg-type]
        return ExactFraction(value) if isinstance(value, Fraction) else value

    return of


class ExactFraction(Fraction):
    """A number that no decimal can be, such as a third.

    It adds, subtracts, multiplies and divides with Decimal as well, exactly, so that code for a column
    of figures need not know which of them end. ``str`` and ``repr`` never raise, whatever
    ``sys.get_int_max_str_digits()`` says.
    """

    __slots__ = ()

    __add__ = _with_decimals(operator.add, False)
    __radd__ = _with_decimals(operator.add, True)
    __sub__ = _with_decimals(operator.sub, False)
    __rsub__ = _with_decimals(operator.sub, True)
    __mul__ = _with_decimals(operator.mul, False)
    __rmul__ = _with_decimals(operator.mul, True)
    __truediv__ = _with_decimals(operator.truediv, False)
    __rtruediv__ = _with_decimals(operator.truediv, True)

    def __str__(self) -> str:
        # Decimal writes whole numbers of any length.
        text = f"{Decimal(self.numerator)}"
        return text if self.denominator == 1 else f"{text}/{Decimal(self.denominator)}"

    def __repr__(self) -> str:
        return f"Fraction({Decimal(self.numerator)}, {Decimal(self.denominator)})"

    def __reduce__(self) -> tuple[type[Fraction], tuple[int, int]]:
        return ExactFraction, (self.numerator, self.denominator)


def fraction(text: str) -> Fraction:
    """The fraction that the engine wrote as ``numerator/denominator``, of any length."""
    if len(text) <= LONGEST:
        return ExactFraction(text)
    above, below = text.split("/")
    return ExactFraction(int(Decimal(above)), int(Decimal(below)))
