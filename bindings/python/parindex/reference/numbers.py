# SPDX-License-Identifier: MIT
"""Numbers of the reference: read, rounded and written, each exactly."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

Json = Mapping[str, Any]

MAX_DIGITS = 400  # of a number in the data, and of its exponent in steps of ten
NUMBER = re.compile(r"-?(?:([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,18}))?|([0-9]+)/([0-9]+))")


def parse_number(text: str) -> Fraction | None:
    """Read ``-?digits(.digits)?([eE][+-]?digits)?`` or ``-?digits/digits``, else give None."""
    match = NUMBER.fullmatch(text)
    if match is None:
        return None
    whole, decimals, exponent, above, below = (part or "" for part in match.groups())
    if len(whole + decimals + above + below) > MAX_DIGITS or abs(int(exponent or 0)) > MAX_DIGITS:
        return None
    if below and int(below) == 0:
        return None
    return Fraction(text)


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
    """Round to the multiple of 10^-digits that the mode chooses."""
    scale = 10 ** int(rounding["digits"])
    return Fraction(MODES[rounding["mode"]](value * scale), scale)


def to_text(value: Fraction, rounding: Json | None = None) -> str:
    """Write a number: rounded, with all digits; else exactly, as n/d if it has no last digit."""
    if rounding is not None:
        value, digits = rounded(value, rounding), int(rounding["digits"])
    else:
        # The expansion ends after k digits when the denominator divides 10^k; a denominator of
        # b bits that divides any power of ten divides 10^b.
        bits = value.denominator.bit_length()
        digits = next((k for k in range(bits + 1) if 10**k % value.denominator == 0), -1)
        if digits < 0:
            return f"{value.numerator}/{value.denominator}"
    sign = "-" if value < 0 else ""
    figures = str(abs(int(value * 10**digits))).rjust(digits + 1, "0")
    return sign + (f"{figures[:-digits]}.{figures[-digits:]}" if digits else figures)
