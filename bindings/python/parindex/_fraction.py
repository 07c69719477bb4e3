# SPDX-License-Identifier: MIT
"""Exact figures whose decimal expansion may be infinite; they compute and compare with Decimal."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_05UP, Context, Decimal
from fractions import Fraction
from math import log2
from typing import Any

_PRECISION = re.compile(r"\.(\d+)[eEfFgG%]?$")  # a format that states a number of digits


def _with_decimals(compute: Callable[[Fraction, Any], Any], swapped: bool) -> Any:
    """An operation of Fraction that also accepts a Decimal, as an exact number."""

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
    """A figure whose decimal expansion may be infinite, for example a third.

    Equal numbers are equal and have equal hashes, whether they are ExactFraction, Fraction, Decimal or
    int. It adds, subtracts, multiplies and divides exactly, also with Decimal. If its expansion
    is finite it is written like a Decimal, ``1.5``; otherwise ``str`` gives ``10/3``. A
    format such as ``.2f`` rounds the exact value half to even, as Decimal does. ``str`` and ``repr``
    never raise, for any value of ``sys.get_int_max_str_digits()``.
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
    __floordiv__ = _with_decimals(operator.floordiv, False)
    __rfloordiv__ = _with_decimals(operator.floordiv, True)
    __mod__ = _with_decimals(operator.mod, False)
    __rmod__ = _with_decimals(operator.mod, True)

    def __neg__(self) -> ExactFraction:
        return ExactFraction(-self.numerator, self.denominator)

    def __pos__(self) -> ExactFraction:
        return self

    def __abs__(self) -> ExactFraction:
        return ExactFraction(abs(self.numerator), self.denominator)

    def __round__(self, ndigits: int | None = None) -> Any:
        rounded = super().__round__(ndigits)
        return rounded if ndigits is None else ExactFraction(rounded)

    def __str__(self) -> str:
        digits = _digits(self.denominator)
        if digits is not None:
            # Decimal writes numbers of any length.
            whole = self.numerator * (10**digits // self.denominator)
            return format(Decimal(whole).scaleb(-digits, _EXACT), "f")
        return f"{Decimal(self.numerator)}/{Decimal(self.denominator)}"

    def __repr__(self) -> str:
        return f"ExactFraction('{self}')"

    def __format__(self, spec: str) -> str:
        digits = _digits(self.denominator)
        found = _PRECISION.search(spec)
        if digits is not None:
            return format(Decimal(str(self)), spec)
        if found is None and spec[-1:] not in tuple("eEfFgG%"):
            return format(str(self), spec)
        wanted = int(found[1]) if found else 6
        if not found:
            spec = f"{spec[:-1]}.{wanted}{spec[-1]}"
        # Rounding first by ROUND_05UP to extra digits, then again, equals rounding directly.
        above = len(str(Decimal(abs(self.numerator) // self.denominator)))
        below = max(0, len(str(Decimal(self.denominator))) - len(str(Decimal(abs(self.numerator)))))
        context = Context(above + below + wanted + 5, ROUND_05UP, MIN_EMIN, MAX_EMAX)
        value = context.divide(Decimal(self.numerator), Decimal(self.denominator))
        return format(value, spec)

    def __reduce__(self) -> tuple[type[Fraction], tuple[int, int]]:
        return ExactFraction, (self.numerator, self.denominator)


_EXACT = Context(MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)


def _digits(denominator: int) -> int | None:
    """Digits after the point of a fraction in lowest terms; None if the expansion is infinite."""
    twos = (denominator & -denominator).bit_length() - 1
    rest = denominator >> twos
    # At most two powers of 5 have this many bits.
    fives = int((rest.bit_length() - 1) / log2(5))
    return next((max(twos, n) for n in (fives, fives + 1) if 5**n == rest), None)


def fraction(text: str) -> ExactFraction:
    """Read a number from the engine: a decimal or ``numerator/denominator``, of any length."""
    above, _, below = text.partition("/")
    value = Fraction(Decimal(above))
    return ExactFraction(value / int(Decimal(below))) if below else ExactFraction(value)
