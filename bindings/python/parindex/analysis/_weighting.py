# SPDX-License-Identifier: MIT
"""Weights from data and from judgements, before rounding.

Entropy and CRITIC are computed with 50 digits: logarithms and roots are irrational. The eigenvector of pairwise
comparison is computed in whole numbers, with a proven bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from math import isqrt, lcm, log, tanh
from typing import NamedTuple

from parindex._steps import each
from parindex.analysis._components import correlation_matrix, eigen
from parindex.analysis._moments import Column, spread

_CONTEXT = Context(prec=50)
_GRID = 10**60
_WIDTH = Fraction(1, 10**30)
_MOST_STEPS = 20_000

RANDOM_INDEX = (
    "0", "0", "0.58", "0.90", "1.12", "1.24", "1.32", "1.41", "1.45", "1.49", "1.51", "1.48", "1.56", "1.57", "1.59",
)  # fmt: skip
"""Mean consistency index of random matrices of 1 to 15 rows: T. L. Saaty, The Analytic Hierarchy Process,
McGraw-Hill 1980."""


class Raw(NamedTuple):
    """Weights before rounding, that add up to 1 within `error`."""

    weights: list[Fraction]
    error: float
    """No weight is further than this from the true one."""


def entropy(columns: Sequence[Column], positions: Sequence[int]) -> Raw | None:
    """1 - E for each column, over their sum. E is -Σ p ln p / ln n with p the values over their sum (Shannon).

    A column without a value above 0 weighs nothing. None if every column is constant, or a value is below 0.
    """
    found = []
    base = _CONTEXT.ln(Decimal(len(positions)))
    for column in each(columns):
        wholes = column.wholes(positions)
        whole = sum(wholes)
        if min(wholes) < 0:
            return None
        if not whole or len(set(wholes)) == 1:
            found.append(Decimal(0))
            continue
        parts = Decimal(0)
        for value in wholes:
            if value:
                share = _CONTEXT.divide(Decimal(value), Decimal(whole))
                parts = _CONTEXT.add(parts, _CONTEXT.multiply(share, _CONTEXT.ln(share)))
        found.append(_CONTEXT.add(Decimal(1), _CONTEXT.divide(parts, base)))
    return _normalised([Fraction(one) for one in found])


def critic(columns: Sequence[Column], positions: Sequence[int]) -> Raw | None:
    """σ Σ (1 - r) for each column, over their sum (Diakoulaki 1995). σ is the standard deviation of the values from 0
    for the lowest to 1 for the highest, r the correlation with each column.

    A constant column weighs nothing, and counts in no sum. None if every column is constant.
    """
    lists = [column.wholes(positions) for column in columns]
    own = [spread(one, one) for one in lists]
    grid = 10**40
    found = []
    for at, wholes in enumerate(each(lists)):
        if not own[at]:
            found.append(Fraction(0))
            continue
        far = max(wholes) - min(wholes)
        deviation = Fraction(isqrt(own[at] * grid * grid), far * grid)
        conflict = Fraction(0)
        for other, values in enumerate(lists):
            if own[other] and other != at:
                product = spread(wholes, values)
                root = Fraction(isqrt((product * grid) ** 2 // (own[at] * own[other])), grid)
                conflict += 1 - (-root if product < 0 else root)
        found.append(deviation * conflict)
    return _normalised(found)


def components(columns: Sequence[Column], positions: Sequence[int]) -> Raw | None:
    """The squares of the first eigenvector of the correlations, which add up to 1: the part of each column in the first
    principal component. A constant column weighs nothing. None for fewer than two others. Needs NumPy.
    """
    varying = [at for at, one in enumerate(columns) if len(set(one.wholes(positions))) > 1]
    if len(varying) < 2:
        return None
    made = eigen(correlation_matrix([columns[at] for at in varying], positions))
    found = [Fraction(0)] * len(columns)
    for at, value in zip(varying, made.vectors[0], strict=True):
        found[at] = Fraction(value) ** 2
    whole = sum(found, Fraction(0))
    return Raw([one / whole for one in found], 3 * made.errors[0])


def _normalised(found: list[Fraction]) -> Raw | None:
    whole = sum(found, Fraction(0))
    return None if whole <= 0 else Raw([one / whole for one in found], 1e-30)


class Perron(NamedTuple):
    """The principal eigenvector of a positive matrix, as parts of 1, and bounds of its eigenvalue."""

    raw: Raw
    low: Fraction
    high: Fraction


def perron(matrix: Sequence[Sequence[Fraction]]) -> Perron:
    """The principal eigenvector by powers of the matrix, in whole numbers.

    The eigenvalue lies between the least and the greatest quotient of the elements of Ax and x (Collatz, Wielandt).
    The vector x is within d / (1 - κ) of the eigenvector in the metric of Hilbert, with d the logarithm of the
    quotient of these two, and κ the contraction of the matrix (Birkhoff).
    """
    scale = lcm(*(one.denominator for row in matrix for one in row))
    whole = [[int(one * scale) for one in row] for row in matrix]
    count = len(whole)
    x = [_GRID // count] * count
    low = high = Fraction(0)
    for _ in each(range(_MOST_STEPS)):
        y = [sum(a * b for a, b in zip(row, x, strict=True)) for row in whole]
        quotients = [Fraction(above, below * scale) for above, below in zip(y, x, strict=True)]
        low, high = min(quotients), max(quotients)
        if high - low < low * _WIDTH:
            break
        total = sum(y)
        x = [max(1, value * _GRID // total) for value in y]
    logs = [[log(one) for one in row] for row in matrix]
    span = max(
        (one[k] - one[m]) - (other[k] - other[m])
        for one in logs
        for other in logs
        for k in range(count)
        for m in range(count)
    )
    kappa = min(tanh(span / 4), 1 - 1e-15)
    error = 1.01 * float((high - low) / low) / (1 - kappa) + 1e-40
    total = sum(x)
    return Perron(Raw([Fraction(one, total) for one in x], error), low, high)


def rounded(weights: Sequence[Fraction], decimals: int) -> list[Fraction]:
    """Weights with these decimals that add up to exactly 1: by the largest remainders, of equal ones the first."""
    grid = 10**decimals
    floors = [one * grid // 1 for one in weights]
    order = sorted(range(len(weights)), key=lambda at: floors[at] - weights[at] * grid)
    rest = grid - int(sum(floors))
    for at in order[:rest]:
        floors[at] += 1
    return [Fraction(int(one), grid) for one in floors]
