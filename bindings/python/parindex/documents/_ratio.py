# SPDX-License-Identifier: MIT
"""Exact numbers of formulas: a constant times a whole number, by a whole number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from parindex.documents._formula import (
    ONE,
    Part,
    UnsupportedError,
    absolute,
    compare,
    greatest,
    if_,
    least,
    plus,
    product,
    times,
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exact number: a constant times a whole number, by a whole number above 0."""

    factor: Fraction
    n: Part = ONE
    d: Part = ONE

    @property
    def is_whole(self) -> bool:
        """Whether the denominator is a constant."""
        return self.d.sheet == "1"


def constant(number: Fraction | int | str) -> Ratio:
    """A constant number."""
    return Ratio(Fraction(number))


def common(a: Ratio, b: Ratio) -> tuple[Fraction, Part, Part, Part]:
    """Two numbers with the same factor and denominator: factor, both whole numbers, the denominator."""
    scale = math.lcm(a.factor.denominator, b.factor.denominator)
    x, y = int(a.factor * scale), int(b.factor * scale)
    shared = math.gcd(x, y) or 1
    left, right = times(a.n, x // shared), times(b.n, y // shared)
    if a.d.sheet != b.d.sheet:
        left, right = product(left, b.d), product(right, a.d)
    d = a.d if a.d.sheet == b.d.sheet else product(a.d, b.d)
    return Fraction(shared, scale), left, right, d


def add(a: Ratio, b: Ratio) -> Ratio:
    """A sum."""
    if a.n.sheet == b.n.sheet == "1" and a.is_whole and b.is_whole:
        return constant(a.factor + b.factor)
    if b.factor == 0:
        return a
    if a.factor == 0:
        return b
    factor, left, right, d = common(a, b)
    return Ratio(factor, plus(left, right), d)


def scaled(a: Ratio, by: Fraction) -> Ratio:
    """A multiple."""
    return Ratio(a.factor * by, a.n, a.d)


def subtract(a: Ratio, b: Ratio) -> Ratio:
    """A difference."""
    return add(a, scaled(b, Fraction(-1)))


def multiply(a: Ratio, b: Ratio) -> Ratio:
    """A product."""
    return Ratio(a.factor * b.factor, product(a.n, b.n), product(a.d, b.d))


def divide(a: Ratio, b: Ratio) -> Ratio:
    """A quotient by a number above 0, or by one whose 0 the caller excludes. Raises UnsupportedError."""
    if b.n.low < 0 or b.factor == 0:
        raise UnsupportedError
    return Ratio(a.factor / b.factor, product(a.n, b.d), product(a.d, b.n))


def smaller(a: Ratio, b: Ratio) -> Ratio:
    """The smaller of two."""
    factor, left, right, d = common(a, b)
    return Ratio(factor, least(left, right), d)


def larger(a: Ratio, b: Ratio) -> Ratio:
    """The larger of two."""
    factor, left, right, d = common(a, b)
    return Ratio(factor, greatest(left, right), d)


def without_sign(a: Ratio) -> Ratio:
    """The absolute value."""
    return Ratio(abs(a.factor), absolute(a.n), a.d)


def is_(a: Ratio, sign: str, b: Ratio) -> Part:
    """A comparison of two numbers."""
    _, left, right, _ = common(a, b)
    return compare(left, sign, right)


def either(condition: Part, then: Ratio, otherwise: Ratio) -> Ratio:
    """One number or the other."""
    factor, left, right, d = common(then, otherwise)
    return Ratio(factor, if_(condition, left, right), d)


def at_scale(a: Ratio, scale: int) -> Part:
    """The whole number of parts of 1 / scale; the denominator must be a constant."""
    factor = a.factor * scale
    if factor.denominator != 1 or not a.is_whole:
        raise UnsupportedError
    return times(a.n, int(factor))
