# SPDX-License-Identifier: MIT
"""Cumulative probabilities of whole numbers from 0 on, or from a first one on, as exact fractions."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import accumulate
from math import comb

_DIGITS = 50  # of a normal probability; more than random numbers of 62 bits can tell apart


def binomial(trials: int, share: Fraction) -> list[Fraction]:
    """The number of hits in independent trials."""
    hit, miss = share.numerator, share.denominator - share.numerator
    term, terms = miss**trials, []
    for hits in range(trials + 1):
        if not miss:
            term = hit**trials if hits == trials else 0
        terms.append(term)
        if miss and hits < trials:
            term = term * (trials - hits) * hit // ((hits + 1) * miss)
    return _cumulative(terms, share.denominator**trials)


def hypergeometric(population: int, marked: int, sample: int) -> list[Fraction]:
    """The number of marked ones in a sample without replacement."""
    terms = (
        comb(marked, hits) * comb(population - marked, sample - hits)
        for hits in range(sample + 1)
    )  # fmt: skip
    return _cumulative(terms, comb(population, sample))


def normal(low: int, high: int, deviation: Fraction) -> list[Fraction]:
    """A normal number around 0, rounded to whole numbers from `low` to `high`: cut off beyond them.

    The integral is computed with 50 digits, in decimal arithmetic that is the same on every platform.
    """
    edges = [_integral(Fraction(2 * at + 1, 2) / deviation) for at in range(low - 1, high + 1)]
    whole = edges[-1] - edges[0]
    return [(edge - edges[0]) / whole for edge in edges[1:]]


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


def _cumulative(terms: Iterable[int], whole: int) -> list[Fraction]:
    return [Fraction(total, whole) for total in accumulate(terms)]
