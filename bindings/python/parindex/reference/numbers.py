# SPDX-License-Identifier: MIT
"""Numbers of the reference: read, rounded and written, each exactly."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

Json = Mapping[str, Any]

MAX_DIGITS = 400  # of a number in the data; also the largest exponent
MAX_COMPUTED = 10_000  # digits of numerator and denominator of a number that is computed
MAX_UNDER_ROOT = 100_000  # the same for a number under a root


class NumberTooLongError(ArithmeticError):
    """A result with too many digits."""


def short(value: Fraction, digits: int) -> bool:
    """Tell whether neither numerator nor denominator has more than this many digits."""
    longer = max(abs(value.numerator), value.denominator)
    return longer.bit_length() <= 3 * digits or longer < 10**digits


class Number(Fraction):
    """A number for computations: the length of a sum, difference, product or quotient is limited."""

    __slots__ = ()


def limited(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Make an operation of Fraction give a Number, or raise NumberTooLongError."""

    def checked(a: Any, b: Any) -> Any:
        result = operation(a, b)
        if not isinstance(result, Fraction):
            return result  # NotImplemented
        if not short(result, MAX_COMPUTED):
            raise NumberTooLongError
        return Number(result)

    return checked


for name in ("add", "sub", "mul", "truediv"):
    for side in ("", "r"):
        setattr(Number, f"__{side}{name}__", limited(getattr(Fraction, f"__{side}{name}__")))


def negative(value: Fraction) -> Number:
    """The number with the other sign."""
    return Number(-Fraction(value))


NUMBER = re.compile(r"-?(?:([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,18}))?|([0-9]+)/([0-9]+))")


def parse_number(text: str) -> Fraction | None:
    """Read ``-?digits(.digits)?([eE][+-]?digits)?`` or ``-?digits/digits``, otherwise give None."""
    match = NUMBER.fullmatch(text)
    if match is None:
        return None
    whole, decimals, exponent, above, below = (part or "" for part in match.groups())
    if len(whole + decimals + above + below) > MAX_DIGITS or abs(int(exponent or 0)) > MAX_DIGITS:
        return None
    if below and int(below) == 0:
        return None
    return Number(text)


def is_long_number(text: str) -> bool:
    """Tell whether a text has the form of a number, but too many digits."""
    match = re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|-?[0-9]+/0*[1-9][0-9]*", text)
    return match is not None and parse_number(text) is None


def away_from_zero(nearest: Callable[[Fraction], int]) -> Callable[[Fraction], int]:
    """Turn a mode for values of 0 and above into one that mirrors it below 0."""
    return lambda x: nearest(x) if x >= 0 else -nearest(-x)


HALF = Fraction(1, 2)

# The seven modes, each from any value to a whole number; named as in Python's `decimal` module.
MODES: dict[str, Callable[[Fraction], int]] = {
    "half_up": away_from_zero(lambda x: math.floor(x + HALF)),
    "half_even": round,  # of a Fraction: nearest, a tie to the even neighbour
    "half_down": away_from_zero(lambda x: math.ceil(x - HALF)),
    "up": away_from_zero(math.ceil),
    "down": math.trunc,
    "floor": math.floor,
    "ceiling": math.ceil,
}


def rounded(value: Fraction, rounding: Json) -> Fraction:
    """Round to the multiple of `step`, or of 10^-digits, that the mode chooses."""
    step = step_of(rounding)
    return Number(MODES[rounding["mode"]](Fraction(value) / step) * step)


def step_of(rounding: Json) -> Fraction:
    """The step of a rounding: 0.01 for two digits."""
    return (
        Fraction(rounding["step"])
        if "step" in rounding
        else Fraction(1, 10 ** int(rounding["digits"]))
    )


def digits_of(rounding: Json) -> int:
    """The digits with which a rounded number is written: those of its step."""
    step = step_of(rounding)
    return next(digits for digits in range(19) if (step * 10**digits).denominator == 1)


def to_text(value: Fraction, rounding: Json | None = None) -> str:
    """Write a number: rounded, with all digits; otherwise exactly, as n/d if it has no last digit."""
    if rounding is not None:
        value, digits = rounded(value, rounding), digits_of(rounding)
    else:
        # The expansion ends after k digits if the denominator divides 10^k. A denominator of b bits
        # that divides any power of ten divides 10^b.
        bits = value.denominator.bit_length()
        if pow(10, bits, value.denominator) != 0:
            return f"{plain(value.numerator)}/{plain(value.denominator)}"
        digits = next(k for k in range(bits + 1) if pow(10, k, value.denominator) == 0)
    sign = "-" if value < 0 else ""
    figures = plain(abs(int(Fraction(value) * 10**digits))).rjust(digits + 1, "0")
    return sign + (f"{figures[:-digits]}.{figures[-digits:]}" if digits else figures)


def plain(whole: int) -> str:
    """The digits of a whole number, even of one that is too long for `str`."""
    return str(Decimal(whole))
