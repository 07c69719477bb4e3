# SPDX-License-Identifier: MIT
"""The rules as one query of DuckDB, in the fastest forms found."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

import workload
from contenders.base import THREADS, Contender
from workload import Leaf


def number(value: object) -> str:
    """A literal: `0.1` alone would be a decimal, with different arithmetic."""
    return f"{float(value)!r}::DOUBLE"  # type: ignore[arg-type]


def expression(leaf: Leaf) -> str:
    """Points of a leaf."""
    x = f'"{leaf.code}"'
    if not leaf.thresholds:
        most = number(leaf.max)
        points = f"least({x} * {most} / {number(leaf.full_at)}, {most})"
        rounded = (
            f"floor({points} * {number(workload.UNIT)} + {number(0.5)}) / {number(workload.UNIT)}"
        )
        return f"CASE WHEN {x} < {number(leaf.cut)} THEN {number(0)} ELSE {rounded} END"
    less = "<" if leaf.closed else "<="
    whens = " ".join(
        f"WHEN {x} {less} {number(threshold)} THEN {number(points)}"
        for threshold, points in zip(leaf.thresholds, leaf.points, strict=False)
    )
    return f"CASE {whens} ELSE {number(leaf.points[-1])} END"


class DuckdbRules(Contender):
    title = "DuckDB SQL"
    packages = ("duckdb", "pyarrow")

    def prepare(self) -> None:
        columns = [pa.array(self.matrix[:, at]) for at in range(self.matrix.shape[1])]
        names = [leaf.code for leaf in self.leaves]
        self.database = duckdb.connect(config={"threads": THREADS})
        # Read in place: a table in DuckDB's own storage was no faster here.
        self.database.register("units", pa.table(columns, names=names))
        fields = range(self.leaves[-1].field + 1)
        sums = ", ".join(
            " + ".join(expression(leaf) for leaf in self.leaves if leaf.field == f)
            + f" AS field{f}"
            for f in fields
        )
        total = " + ".join(f"field{f}" for f in fields)
        self.query = f"SELECT *, {total} AS total FROM (SELECT {sums} FROM units)"

    def run(self) -> pa.Table:
        return self.database.sql(self.query).to_arrow_table()

    def fields(self, result: Any) -> np.ndarray:
        return np.column_stack([column.to_numpy() for column in result.columns])

    def cells(self) -> np.ndarray:
        select = ", ".join(f'{expression(leaf)} AS "{leaf.code}"' for leaf in self.leaves)
        return self.fields(self.database.sql(f"SELECT {select} FROM units").to_arrow_table())
