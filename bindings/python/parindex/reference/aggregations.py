# SPDX-License-Identifier: MIT
"""Aggregations: what a node makes of the children that are not excluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from parindex.reference.numbers import Json


@dataclass(frozen=True)
class Points:
    """What a node gives; `rounding` is the one that made `points` out of `exact`, if any."""

    exact: Fraction  # before the rounding of the node
    points: Fraction  # what flows up
    max: Fraction  # applicable maximum
    rounding: Json | None = None

    @property
    def index(self) -> Fraction:
        """Index in percent, before index_rounding: 100 * points / applicable maximum."""
        return 100 * self.points / self.max


EXCLUDED, FAILED = "excluded", "failed"
Result = Points | str  # Points, EXCLUDED or FAILED
Part = tuple[Json, Points]  # a child and what it gives


def add_up(parts: Sequence[Part]) -> Result:
    """sum: points and applicable maximum are the sums over the children."""
    points = sum((part.points for _, part in parts), Fraction(0))
    return Points(points, points, sum((part.max for _, part in parts), Fraction(0)))


def weighted_mean(parts: Sequence[Part], maximum: Fraction) -> Result:
    """points = max * sum(weight_i * points_i / max_i) / sum(weight_i)."""
    weights = sum((Fraction(child["weight"]) for child, _ in parts), Fraction(0))
    if weights == 0:
        return EXCLUDED
    shares = (Fraction(child["weight"]) * part.points / part.max for child, part in parts)
    points = maximum * sum(shares, Fraction(0)) / weights
    return Points(points, points, maximum)
