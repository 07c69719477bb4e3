# SPDX-License-Identifier: MIT
"""Functions of one number: powers are exact; roots, exponentials and logarithms are rounded correctly."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from parindex.reference.aggregations import rounded_root
from parindex.reference.numbers import (
    MAX_COMPUTED,
    Json,
    Number,
    NumberTooLongError,
    rounded,
    short,
)


def as_decimal(x: Fraction, context: Context) -> Decimal:
    """The nearest decimal of the context."""
    return context.divide(Decimal(x.numerator), Decimal(x.denominator))


def power(x: Fraction, exponent: int) -> Fraction:
    """x to a whole power, exactly."""
    found = Fraction(x) ** exponent
    if not short(found, MAX_COMPUTED):
        raise NumberTooLongError
    return Number(found)


def exponential(x: Fraction, rounding: Json) -> Fraction:
    """Round e^x. For every x but 0 it is irrational, so enough digits always decide the rounding."""
    if x == 0:
        return rounded(Fraction(1), rounding)
    if x < -1000:
        return rounded(Fraction(1, 10**30), rounding)  # above 0 and below any tie
    digits = 500
    while True:
        context = Context(prec=digits)
        found = Fraction(context.exp(as_decimal(Fraction(x), context)))
        error = found / 10 ** (digits // 2)
        ends = {rounded(found + e, rounding) for e in (-error, error)}
        if len(ends) == 1:
            return ends.pop()
        digits *= 2


def logarithm(x: Fraction, base: str | float, rounding: Json) -> Fraction:
    """Round the logarithm of x to a base, or to e.

    The logarithm of a rational to a rational base that falls on a tie is rational: p / r in lowest terms,
    so that the base is an r-th power of a rational.
    """
    x = Fraction(x)
    natural = base == "e"
    b = Fraction(2) if natural else Fraction(Number(str(base)))
    if x == 1:
        return rounded(Fraction(0), rounding)
    digits = 60
    while True:
        context = Context(prec=digits)
        found = Fraction(context.ln(as_decimal(x, context)))
        if not natural:
            found /= Fraction(context.ln(as_decimal(b, context)))
        error = Fraction(1, 10 ** (digits // 2))
        ends = {rounded(found + e, rounding) for e in (-error, error)}
        if len(ends) == 1:
            return ends.pop()
        if not natural:
            for r in range(1, max(b.numerator, b.denominator).bit_length() + 1):
                p = round(found * r)
                if x**r == b**p:
                    return rounded(Fraction(p, r), rounding)
        digits *= 2


def function(kind: str, body: Json, x: Fraction) -> Fraction:
    """The value of a function at x."""
    match kind:
        case "round":
            return rounded(x, body)
        case "power":
            return power(x, int(Fraction(str(body["exponent"]))))
        case "root":
            return rounded_root(Fraction(x), int(Fraction(str(body["degree"]))), body)
        case "exp":
            return exponential(x, body)
        case "log":
            return logarithm(x, body["base"], body)
    raise ValueError(f"unknown function: {kind}")
