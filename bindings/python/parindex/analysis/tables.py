# SPDX-License-Identifier: MIT
"""Cumulative probabilities of whole numbers from 0 on, or from a first one on, as whole numbers over a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import accumulate
from math import comb, lcm

BITS = 62
_DIGITS = 50  # of a normal probability; more than random numbers of 62 bits can tell apart


@dataclass(frozen=True)
class Table:
    """Cumulative probabilities: each is its whole number divided by the last one."""

    cumulative: tuple[int, ...]

    @property
    def whole(self) -> int:
        """The whole number that means a probability of 1."""
        return self.cumulative[-1]

    @property
    def probabilities(self) -> tuple[Fraction, ...]:
        """The cumulative probabilities as fractions."""
        return tuple(Fraction(number, self.whole) for number in self.cumulative)

    @cached_property
    def scaled(self) -> tuple[int, ...]:
        """The first 62 bits of each probability."""
        return tuple((number << BITS) // self.whole for number in self.cumulative)

    @classmethod
    def of(cls, terms: Iterable[int]) -> Table:
        """A table from the weight of each number."""
        return cls(tuple(accumulate(terms)))


def binomial(trials: int, share: Fraction) -> Table:
    """The number of hits in independent trials."""
    hit, miss = share.numerator, share.denominator - share.numerator
    if not miss:
        return Table.of([0] * trials + [1])
    term, terms = miss**trials, []
    for hits in range(trials + 1):
        terms.append(term)
        term = term * (trials - hits) * hit // ((hits + 1) * miss)
    return Table.of(terms)


def hypergeometric(population: int, marked: int, sample: int) -> Table:
    """The number of marked ones in a sample without replacement."""
    rest = population - marked
    return Table.of(comb(marked, hits) * comb(rest, sample - hits) for hits in range(sample + 1))


def normal(low: int, high: int, deviation: Fraction) -> Table:
    """A normal number around 0, rounded to whole numbers from `low` to `high`: cut off beyond them.

    The integral is computed with 50 digits, in decimal arithmetic that is the same on every platform.
    """
    edges = [_integral(Fraction(2 * at + 1, 2) / deviation) for at in range(low - 1, high + 1)]
    scale = lcm(*(edge.denominator for edge in edges))
    whole = [edge.numerator * (scale // edge.denominator) for edge in edges]
    return Table(tuple(edge - whole[0] for edge in whole[1:]))


@lru_cache(maxsize=1 << 14)  # the grids of all units have the same edges
def _integral(x: Fraction) -> Fraction:
    """The normal density from 0 to x: x + x^3/3 + x^5/15 + …, times the density at x."""
    if x < 0:
        return -_integral(-x)
    with localcontext() as context:
        context.prec = _DIGITS + 20
        value = Decimal(x.numerator) / x.denominator
        term = total = value
        odd = 1
        while term > total.scaleb(-_DIGITS - 5):
            odd += 2
            term = term * value * value / odd
            total += term
        # Pi to 60 digits: the factor cancels out, but keeps the integral that of the literature.
        pi = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
        return Fraction(total * (-value * value / 2).exp() / (2 * pi).sqrt())
