# SPDX-License-Identifier: MIT
"""Fractions that are longer than the interpreter is willing to write."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

# The interpreter can be told to write fewer digits than it does by default, down to this many.
LONGEST = 640


class LongFraction(Fraction):
    """A fraction whose text may have more digits than ``sys.get_int_max_str_digits()``.

    ``str`` and ``repr`` never raise; computing with it gives plain fractions.
    """

    __slots__ = ()

    def __str__(self) -> str:
        # Decimal writes whole numbers of any length.
        return f"{Decimal(self.numerator)}/{Decimal(self.denominator)}"

    def __repr__(self) -> str:
        return f"Fraction({Decimal(self.numerator)}, {Decimal(self.denominator)})"

    def __reduce__(self) -> tuple[type[Fraction], tuple[int, int]]:
        return LongFraction, (self.numerator, self.denominator)


def fraction(text: str) -> Fraction:
    """The fraction that the engine wrote as ``numerator/denominator``, of any length."""
    if len(text) <= LONGEST:
        return Fraction(text)
    above, below = text.split("/")
    return LongFraction(int(Decimal(above)), int(Decimal(below)))
