# SPDX-License-Identifier: MIT
"""The rules as a function of a row, by `DataFrame.apply`."""

from __future__ import annotations

from math import floor
from typing import Any

import numpy as np
import pandas as pd

import workload
from contenders.base import Contender
from workload import Leaf


def scorer(leaf: Leaf) -> Any:
    """A hand-written function from a rate to points."""
    if not leaf.thresholds:
        most, full_at, cut = float(leaf.max), float(leaf.full_at), float(leaf.cut)

        def proportional(x: float) -> float:
            if x < cut:
                return 0.0
            return floor(min(x * most / full_at, most) * workload.UNIT + 0.5) / workload.UNIT

        return proportional
    thresholds = [float(threshold) for threshold in leaf.thresholds]
    points = [float(p) for p in leaf.points]

    def closed(x: float) -> float:
        return points[sum(x >= threshold for threshold in thresholds)]

    def open_(x: float) -> float:
        return points[sum(x > threshold for threshold in thresholds)]

    return closed if leaf.closed else open_


class PandasRules(Contender):
    title = "pandas `apply(axis=1)`"
    packages = ("pandas",)
    most_rows = 2_000

    def prepare(self) -> None:
        self.frame = pd.DataFrame(self.matrix, columns=[leaf.code for leaf in self.leaves])
        self.rules = [(leaf.field, scorer(leaf)) for leaf in self.leaves]

    def score(self, row: pd.Series[float]) -> list[float]:
        out = [0.0] * (self.leaves[-1].field + 2)
        for (field, rule), x in zip(self.rules, row.tolist(), strict=True):
            out[field] += rule(x)
        out[-1] = sum(out[:-1])
        return out

    def run(self) -> pd.DataFrame:
        return self.frame.apply(self.score, axis=1, result_type="expand")

    def fields(self, result: Any) -> np.ndarray:
        return np.asarray(result.to_numpy())

    def cells(self) -> np.ndarray:
        columns = [
            [rule(x) for x in self.matrix[:, at].tolist()]
            for at, (_, rule) in enumerate(self.rules)
        ]
        return np.column_stack(columns)
