# SPDX-License-Identifier: MIT
"""Sums, variances and correlations of columns of exact numbers.

A column is kept as whole numbers over one denominator. A correlation does not depend on the denominators: it is the
quotient of a whole number and the root of a product of whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd, isqrt, lcm
from operator import mul
from typing import NamedTuple

from parindex._fraction import ExactFraction

DECIMALS = 12
"""Decimals of an irrational number."""


class Root(NamedTuple):
    """A number with a root in it: exact, or rounded to `DECIMALS` decimals."""

    value: ExactFraction
    exact: bool


class Column:
    """A number or None for each unit, as whole numbers of 1 / `scale`."""

    __slots__ = ("complete", "scale", "values", "within")

    def __init__(self, numbers: Iterable[Fraction | None]) -> None:
        numbers = list(numbers)
        self.scale = lcm(*{one.denominator for one in numbers if one is not None})
        self.values = [
            None if one is None else one.numerator * (self.scale // one.denominator)
            for one in numbers
        ]
        self.within = [at for at, one in enumerate(self.values) if one is not None]
        self.complete = len(self.within) == len(self.values)
        """Whether every unit has a number."""

    def number(self, at: int) -> Fraction:
        """The number of a unit that has one."""
        found = self.values[at]
        assert found is not None
        return Fraction(found, self.scale)

    def numbers(self, positions: Sequence[int] | None = None) -> list[Fraction]:
        """The numbers of units that have one; by default of all of these."""
        return [self.number(at) for at in (self.within if positions is None else positions)]

    def wholes(self, positions: Sequence[int]) -> list[int]:
        """The whole numbers of these units."""
        return [self.values[at] for at in positions]  # type: ignore[misc]

    def mean(self) -> Fraction:
        """The mean of the numbers. Raises ZeroDivisionError without one."""
        return Fraction(sum(self.wholes(self.within)), self.scale * len(self.within))

    def variance(self) -> Fraction | None:
        """The variance with the divisor n - 1; None for fewer than two numbers."""
        count = len(self.within)
        if count < 2:
            return None
        wholes = self.wholes(self.within)
        return Fraction(spread(wholes, wholes), count * (count - 1) * self.scale**2)


def spread(one: Sequence[int], other: Sequence[int]) -> int:
    """n Σ x y - Σ x Σ y: the covariance, times n (n - 1)."""
    products: Iterable[int] = map(mul, one, other)
    return len(one) * sum(products) - sum(one) * sum(other)


def covariance(one: Column, other: Column, positions: Sequence[int]) -> Fraction:
    """The covariance over these units, with the divisor n - 1."""
    count = len(positions)
    found = spread(one.wholes(positions), other.wholes(positions))
    return Fraction(found, count * (count - 1) * one.scale * other.scale)


class Correlated(NamedTuple):
    """The correlation of two columns: `product` / √(`first` · `second`), and the number of units."""

    product: int
    first: int
    second: int
    units: int

    @property
    def signed_square(self) -> ExactFraction:
        """The square of the correlation, with the sign of the correlation."""
        return ExactFraction(self.product * abs(self.product), self.first * self.second)

    def root(self, decimals: int = DECIMALS) -> Root:
        """The correlation."""
        return root_of(self.product, self.first * self.second, decimals)

    def exceeds(self, limit: Fraction) -> bool:
        """Whether the correlation is above a number, exactly."""
        return self.signed_square > limit * abs(limit)

    def is_below(self, limit: Fraction) -> bool:
        """Whether the correlation is below a number, exactly."""
        return self.signed_square < limit * abs(limit)


class Correlations:
    """Correlations of columns over the units that have a number in both; each column is summed once."""

    def __init__(self) -> None:
        self._complete: dict[int, tuple[Column, list[int], int, int]] = {}

    def between(self, one: Column, other: Column) -> Correlated | None:
        """None for fewer than two units, and if a column has one number only."""
        if one.complete and other.complete:
            return self._of_complete(one, other)
        positions = [at for at in one.within if other.values[at] is not None]
        first, second = one.wholes(positions), other.wholes(positions)
        return _correlated(
            spread(first, second), spread(first, first), spread(second, second), len(positions)
        )

    def _of_complete(self, one: Column, other: Column) -> Correlated | None:
        (_, first, sum_1, own_1), (_, second, sum_2, own_2) = self._sums(one), self._sums(other)
        product = len(first) * sum(map(mul, first, second)) - sum_1 * sum_2
        return _correlated(product, own_1, own_2, len(first))

    def _sums(self, column: Column) -> tuple[Column, list[int], int, int]:
        found = self._complete.get(id(column))
        if found is None:
            wholes = column.wholes(column.within)
            found = column, wholes, sum(wholes), spread(wholes, wholes)
            self._complete[id(column)] = found  # with the column, so that its id stays its own
        return found


def _correlated(product: int, first: int, second: int, units: int) -> Correlated | None:
    return Correlated(product, first, second, units) if first and second else None


def root_of(above: int, square: int, decimals: int = DECIMALS) -> Root:
    """above / √square: exact if it is rational, otherwise rounded to the nearest number with these decimals."""
    common = gcd(above * above, square)
    top, below = above * above // common, square // common
    root, under = isqrt(top), isqrt(below)
    sign = -1 if above < 0 else 1
    if root * root == top and under * under == below:
        return Root(ExactFraction(sign * root, under), exact=True)
    grid = 10**decimals
    twice = isqrt(4 * top * grid * grid // below)  # the whole part of twice the number
    return Root(ExactFraction(sign * ((twice + 1) // 2), grid), exact=False)


def correlation_ratio(x: Column, y: Column, slices: int) -> tuple[ExactFraction, int] | None:
    """The part of the variance of y between slices of x, and the number of slices; None without variance.

    The units are sorted by x and cut into slices of equal count; equal values of x are in one slice, that of the
    first of them.
    """
    positions = [at for at in x.within if y.values[at] is not None]
    count = len(positions)
    wholes = y.wholes(positions)
    whole = spread(wholes, wholes)
    if count < 2 or not whole:
        return None
    order = sorted(positions, key=lambda at: x.values[at] or 0)
    parts: list[list[int]] = []
    now, last = -1, None
    for place, at in enumerate(order):
        if x.values[at] != last and place * slices // count > now:
            now = place * slices // count
            parts.append([])
        last = x.values[at]
        parts[-1].append(at)
    # Σ n_s (mean of the slice - mean)², times n
    between = Fraction(0)
    for part in parts:
        between += Fraction(count * sum(y.wholes(part)) ** 2, len(part))
    between -= sum(wholes) ** 2
    return ExactFraction(between / whole), len(parts)


def alpha(columns: Sequence[Column], positions: Sequence[int]) -> ExactFraction | None:
    """Cronbach's alpha over these units; None for fewer than two columns or units, and without variance."""
    count, many = len(columns), len(positions)
    if count < 2 or many < 2:
        return None
    scale = lcm(*(column.scale for column in columns))
    lists = [
        [value * (scale // column.scale) for value in column.wholes(positions)]
        for column in columns
    ]
    sums = list(map(sum, zip(*lists, strict=True)))
    whole = spread(sums, sums)
    if not whole:
        return None
    own = sum(spread(one, one) for one in lists)
    return ExactFraction(count * (whole - own), (count - 1) * whole)


def complete(columns: Sequence[Column], count: int) -> list[int]:
    """The units that have a number in every column."""
    return [at for at in range(count) if all(one.values[at] is not None for one in columns)]


def shown_root(signed_square: Fraction | None, decimals: int = 4) -> str:
    """The root of a signed square for people: in full if that is short, otherwise rounded, after a ≈."""
    if signed_square is None:
        return ""
    above, below = signed_square.numerator, signed_square.denominator
    found = root_of(above, abs(above) * below, decimals) if above else Root(ExactFraction(0), True)
    text = str(found.value)
    if found.exact and "/" not in text and len(text) <= decimals + 4:
        return text
    return f"≈ {found.value:.{decimals}f}"
