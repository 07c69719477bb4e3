# SPDX-License-Identifier: MIT
"""The rules as polars expressions, in the fastest forms found."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

import workload
from contenders.base import Contender
from workload import Leaf


def expression(leaf: Leaf) -> pl.Expr:
    """Points of a leaf."""
    x = pl.col(leaf.code)
    if not leaf.thresholds:
        most, full_at = float(leaf.max), float(leaf.full_at)
        points = (x * most / full_at).clip(upper_bound=most)
        points = (points * workload.UNIT + 0.5).floor() / workload.UNIT
        return pl.when(x < float(leaf.cut)).then(0.0).otherwise(points)
    below = [x < float(t) if leaf.closed else x <= float(t) for t in leaf.thresholds]
    chain: Any = pl
    for test, points in zip(below, leaf.points, strict=False):
        chain = chain.when(test).then(float(points))
    done: pl.Expr = chain.otherwise(float(leaf.points[-1]))
    return done


class PolarsRules(Contender):
    title = "polars expressions"
    packages = ("polars",)

    def prepare(self) -> None:
        columns = [pa.array(self.matrix[:, at]) for at in range(self.matrix.shape[1])]
        names = [leaf.code for leaf in self.leaves]
        self.table = pl.from_arrow(pa.table(columns, names=names))  # over the same memory
        fields = range(self.leaves[-1].field + 1)
        self.select = [
            pl.sum_horizontal([expression(leaf) for leaf in self.leaves if leaf.field == f]).alias(
                f"field{f}"
            )
            for f in fields
        ]
        self.total = pl.sum_horizontal([f"field{f}" for f in fields]).alias("total")

    def run(self) -> pl.DataFrame:
        return self.table.lazy().select(self.select).with_columns(self.total).collect()

    def fields(self, result: Any) -> np.ndarray:
        return np.asarray(result.to_numpy())

    def cells(self) -> np.ndarray:
        select = [expression(leaf).alias(leaf.code) for leaf in self.leaves]
        return np.asarray(self.table.select(select).to_numpy())

    def detail(self) -> str:
        return f"{pl.thread_pool_size()} threads"
