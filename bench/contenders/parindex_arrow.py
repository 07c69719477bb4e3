# SPDX-License-Identifier: MIT
"""parindex on an Arrow table, read in place; and results as Arrow."""

from __future__ import annotations

import pyarrow as pa

import parindex as px
from contenders.base import THREADS
from contenders.parindex_numpy import ParindexNumpy


class ParindexArrow(ParindexNumpy):
    title = 'parindex, Arrow table, `keep="fields"`'
    packages = ("parindex", "pyarrow")

    def prepare(self) -> None:
        super().prepare()
        columns = [pa.array(self.matrix[:, at]) for at in range(self.matrix.shape[1])]
        names = [column.name for column in self.plan.columns]
        self.table = pa.table(columns, names=names)  # over the memory of the matrix

    def run(self) -> px.Scores:
        return self.plan.score(self.table, unit=None, keep="fields", threads=THREADS)


class ParindexOut(ParindexArrow):
    title = "parindex, Arrow table in, Arrow table of float64 out"
    does = "as above, and names, status, fields and total of all units as columns"

    def run(self) -> pa.Table:  # type: ignore[override]
        return pa.table(super().run().to_arrow(numbers="float64"))
