# SPDX-License-Identifier: MIT
"""Sets of numbers and of words, as tests of a table state them.

A set of numbers is a tuple of ranges between cuts; a cut is a place before or after a number, so that open and closed
ends need no cases. Days are numbers as well: the ordinals of their dates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TypeAlias

Cut: TypeAlias = tuple[int, Fraction, int]
"""Below all numbers (-1), at one (0) or above all (1); the number; before (0) or after (1) it."""
Range: TypeAlias = tuple[Cut, Cut]
Ranges: TypeAlias = tuple[Range, ...]
"""Disjoint, in order, with a gap between neighbours."""

_ZERO = Fraction(0)
LOWEST: Cut = (-1, _ZERO, 0)
HIGHEST: Cut = (1, _ZERO, 0)
EVERYTHING: Ranges = ((LOWEST, HIGHEST),)


@dataclass(frozen=True)
class Words:
    """Words, and whether those that are listed nowhere belong to the set."""

    listed: frozenset[str]
    others: bool = False

    def without(self) -> Words:
        """The words of the set, when `listed` are those outside it."""
        return Words(self.listed, not self.others)

    def has(self, word: str) -> bool:
        """Whether a word belongs to the set."""
        return (word in self.listed) != self.others


def before(value: Fraction) -> Cut:
    """The place before a number."""
    return (0, value, 0)


def after(value: Fraction) -> Cut:
    """The place after a number."""
    return (0, value, 1)


def interval(low: Cut, high: Cut) -> Ranges:
    """The numbers between two cuts."""
    return ((low, high),) if low < high else ()


def union(sets: Iterable[Ranges]) -> Ranges:
    """The numbers in any of the sets."""
    found: list[Range] = []
    for low, high in sorted(each for ranges in sets for each in ranges):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)


def complement(ranges: Ranges) -> Ranges:
    """The numbers outside a set."""
    cuts = [LOWEST, *(cut for each in ranges for cut in each), HIGHEST]
    pairs = zip(cuts[::2], cuts[1::2], strict=True)
    return tuple((low, high) for low, high in pairs if low < high)


def common(one: Ranges, other: Ranges) -> Ranges:
    """The numbers in both sets."""
    pairs = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return tuple((low, high) for low, high in sorted(pairs) if low < high)


def contains(ranges: Ranges, value: Fraction) -> bool:
    """Whether a set has a number."""
    return any(low <= before(value) and after(value) <= high for low, high in ranges)


def cells(cuts: Iterable[Cut]) -> list[Range]:
    """All numbers, divided at the cuts."""
    places = sorted({LOWEST, *cuts, HIGHEST})
    return list(pairwise(places))


def sample(cell: Range, *, whole: bool) -> Fraction | None:
    """A number of a range; None if it has none."""
    low, high = cell
    if low == LOWEST:
        if high == HIGHEST:
            return _ZERO
        found = high[1] if high[2] else high[1] - 1
        return Fraction(floor(found) if high[2] else ceil(high[1]) - 1) if whole else found
    if whole:
        found = Fraction(floor(low[1]) + 1 if low[2] else ceil(low[1]))
        return found if after(found) <= high else None
    if not low[2]:
        return low[1]
    return low[1] + 1 if high == HIGHEST else (low[1] + high[1]) / 2
