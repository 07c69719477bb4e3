# SPDX-License-Identifier: MIT
"""The rules in decimal.Decimal: exact, as careful programs compute today."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import numpy as np

import workload
from contenders.base import Contender
from workload import Leaf

LAST_DIGIT = Decimal(1).scaleb(-workload.DIGITS)


def decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator


def scorer(leaf: Leaf) -> Any:
    """A function from a rate to points."""
    if not leaf.thresholds:
        most, full_at, cut = decimal(leaf.max), decimal(leaf.full_at), decimal(leaf.cut)

        def proportional(x: Decimal) -> Decimal:
            if x < cut:
                return Decimal(0)
            return min(x * most / full_at, most).quantize(LAST_DIGIT, ROUND_HALF_UP)

        return proportional
    thresholds = [decimal(threshold) for threshold in leaf.thresholds]
    points = [decimal(p) for p in leaf.points]

    def closed(x: Decimal) -> Decimal:
        return points[sum(x >= threshold for threshold in thresholds)]

    def open_(x: Decimal) -> Decimal:
        return points[sum(x > threshold for threshold in thresholds)]

    return closed if leaf.closed else open_


class DecimalRules(Contender):
    title = "`decimal.Decimal` in a loop"
    does = "all rules, exact"
    most_rows = 2_000

    def prepare(self) -> None:
        self.rows = [[Decimal(repr(x)) for x in row] for row in self.matrix.tolist()]
        self.rules = [(leaf.field, scorer(leaf)) for leaf in self.leaves]

    def run(self) -> list[list[Decimal]]:
        results = []
        for row in self.rows:
            out = [Decimal(0)] * (self.leaves[-1].field + 2)
            for (field, rule), x in zip(self.rules, row, strict=True):
                out[field] += rule(x)
            out[-1] = sum(out[:-1], Decimal(0))
            results.append(out)
        return results

    def fields(self, result: Any) -> np.ndarray:
        return np.array(result, dtype=float)

    def cells(self) -> np.ndarray:
        points = [
            [rule(x) for x, (_, rule) in zip(row, self.rules, strict=True)] for row in self.rows
        ]
        return np.array(points, dtype=float)
