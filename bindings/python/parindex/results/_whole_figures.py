# SPDX-License-Identifier: MIT
"""Arrays of fractions: numerators over denominators, exact.

Arrays are int64 while a bound shows that nothing overflows, and Python's integers otherwise. They are by draw and unit;
either may have length 1, for all draws or all units.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from parindex.results._draw_values import MOST, Array

_WIDE = 2**62


@dataclass(frozen=True)
class Fractions:
    """Numerators, and their denominators above 0: one number, or an array."""

    numbers: Array
    denominators: Array

    @property
    def varies(self) -> bool:
        """Whether the denominators are an array."""
        return not isinstance(self.denominators, int)


def most(numbers: Array) -> int:
    """The largest absolute value."""
    if isinstance(numbers, int):
        return abs(numbers)
    return max(abs(int(numbers.max())), abs(int(numbers.min()))) if numbers.size else 0


def times(one: Array, other: Array) -> Array:
    """The products."""
    if isinstance(other, int) and other == 1:
        return one
    if isinstance(one, int) and isinstance(other, int):
        return one * other
    sizes = most(one), most(other)
    if max(sizes) < _WIDE and sizes[0] * sizes[1] < _WIDE:
        return one * other
    return _objects(one) * _objects(other)


def plus(one: Array, other: Array) -> Array:
    """The sums."""
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    if most(one) + most(other) < _WIDE:
        return one + other
    return _objects(one) + _objects(other)


def _objects(numbers: Array) -> Array:
    return numbers if isinstance(numbers, int) else numbers.astype(object)


def scaled(figure: Fractions, factor: Fraction) -> Fractions:
    """A figure times a number."""
    return Fractions(
        times(figure.numbers, factor.numerator), times(figure.denominators, factor.denominator)
    )


def product(one: Fractions, other: Fractions) -> Fractions:
    """The products of two figures."""
    return Fractions(times(one.numbers, other.numbers), times(one.denominators, other.denominators))


def quotient(one: Fractions, other: Fractions) -> Fractions:
    """The quotients of two figures; the second is above 0."""
    return Fractions(times(one.numbers, other.denominators), times(one.denominators, other.numbers))


def total(parts: Sequence[Fractions]) -> Fractions:
    """The sum of figures."""
    common = math.lcm(*(figure.denominators for figure in parts if not figure.varies))
    varying = [figure.denominators for figure in parts if figure.varies]
    denominators: Array = common
    for other in varying:
        denominators = times(denominators, other)
    found: Array = 0
    for figure in parts:
        if figure.varies:
            continue
        found = plus(found, times(figure.numbers, common // figure.denominators))
    for other in varying:
        found = times(found, other)
    for figure in parts:
        if not figure.varies:
            continue
        term = times(figure.numbers, common)
        for other in varying:
            if other is not figure.denominators:
                term = times(term, other)
        found = plus(found, term)
    return Fractions(found, denominators)


def matrix_product(left: Sequence[Array], rows: Sequence[Array], count: int) -> Array:
    """The sum of the products of columns by draw and rows by unit.

    Doubles carry whole numbers: below 2^53 every product and every sum of them is exact, in any order.
    """
    import numpy as np

    bound = sum(most(one) * most(other) for one, other in zip(left, rows, strict=True))
    if bound < MOST:
        columns = np.empty((len(left), count))
        for at, one in enumerate(left):
            columns[at] = one.reshape(-1)
        made: Array = columns.T @ np.array(rows, dtype=float)
        return made.astype(np.int64)
    columns = np.empty((count, len(left)), dtype=object)
    for at, one in enumerate(left):
        columns[:, at] = one.reshape(-1)
    return columns @ np.array([_objects(row) for row in rows], dtype=object)


def rounded(figure: Fractions, rounding: dict[str, Any]) -> Fractions:
    """A figure after a rounding as a rubric states it."""
    step = (
        Fraction(str(rounding["step"]))
        if "step" in rounding
        else Fraction(1, 10 ** int(rounding["digits"]))
    )
    mode = rounding["mode"]
    numbers = times(figure.numbers, step.denominator)
    denominators = times(figure.denominators, step.numerator)
    down = numbers // denominators
    rest = numbers - down * denominators  # from 0 to below the denominator
    negative = numbers < 0
    if mode == "floor":
        up = rest < 0
    elif mode == "ceiling":
        up = rest != 0
    elif mode == "down":
        up = (rest != 0) & negative
    elif mode == "up":
        up = (rest != 0) & ~negative.astype(bool)
    else:
        twice = times(rest, 2)
        up = (twice > denominators).astype(bool)
        tie = (twice == denominators).astype(bool)
        if tie.any():
            away = {
                "half_up": ~negative.astype(bool),
                "half_down": negative,
                "half_even": down % 2 == 1,
            }
            up |= tie & away[mode].astype(bool)
    return Fractions(times(down + up.astype(bool), step.numerator), step.denominator)


def doubles(figure: Fractions) -> Array:
    """The nearest doubles. A quotient of two numbers up to 2^53 is rounded once, as is one of Python's integers."""
    import numpy as np

    numbers, denominators = figure.numbers, figure.denominators
    narrow = numbers.dtype != object and max(most(numbers), most(denominators)) <= MOST
    if narrow:
        return numbers / denominators
    return np.asarray(np.frompyfunc(_nearest, 2, 1)(numbers, denominators)).astype(float)


def _nearest(number: int, denominator: int) -> float:
    try:
        return int(number) / int(denominator)
    except OverflowError:
        return math.inf if number > 0 else -math.inf
