# SPDX-License-Identifier: MIT
"""parindex on a NumPy matrix, read in place."""

from __future__ import annotations

import resource
from typing import Any, Literal

import numpy as np
import pyarrow as pa

import parindex as px
from contenders.base import THREADS, Contender


def read_fields(scores: px.Scores) -> np.ndarray:
    """Points of all fields and of the total as the nearest doubles."""
    table = pa.table(scores.to_arrow(numbers="float64"))
    names = [name for name in table.column_names if name.endswith(".points")]
    columns = [table[name].to_numpy() for name in [*names, "points"]]
    return np.column_stack(columns)


class ParindexNumpy(Contender):
    title = 'parindex, NumPy matrix, `keep="fields"`'
    does = "all rules and checks of values, exact"
    packages = ("parindex",)
    keep: Literal["all", "fields", "total"] = "fields"
    threads = THREADS

    def prepare(self) -> None:
        self.plan = px.Rubric.from_json(self.document).compile()
        exact = [lane for lane in self.plan.lanes() if lane.lane != "fixed"]
        if exact:
            raise RuntimeError(f"not in the fixed lane: {exact[0]}")

    def run(self) -> px.Scores:
        return self.plan.score(self.matrix, keep=self.keep, threads=self.threads)

    def fields(self, result: Any) -> np.ndarray:
        return read_fields(result)

    def cells(self) -> np.ndarray:
        # Every leaf is its own field: then the points of leaves are Arrow columns of the output.
        leaves = [leaf for field in self.document["nodes"] for leaf in field["children"]]
        flat = px.Rubric.from_json({**self.document, "nodes": leaves}).compile()
        return read_fields(flat.score(self.matrix))[:, :-1]

    def memory(self) -> dict[str, int]:
        """Highest resident memory of the process around one run, in bytes."""
        small = np.asfortranarray(self.matrix[:5000])
        self.plan.score(small, keep=self.keep, threads=self.threads)  # loads code, makes threads
        before = _peak()
        held = _resident()
        kept = self.run()
        after = _peak()
        return {"before": before, "held": held, "after": after, "rows": len(kept)}


class ParindexTotal(ParindexNumpy):
    title = 'parindex, `keep="total"`'
    keep = "total"


class ParindexAll(ParindexNumpy):
    title = 'parindex, `keep="all"`'
    does = "as above, all 111 nodes of a unit held ready"
    keep = "all"


class ParindexPrepared(ParindexNumpy):
    title = 'parindex, prepared table, `keep="fields"`'
    does = "all rules; values were read and checked before"

    def prepare(self) -> None:
        super().prepare()
        self.table = self.plan.prepare(self.matrix)

    def run(self) -> px.Scores:
        return self.plan.score(self.table, keep=self.keep, threads=self.threads)


class ParindexOneThread(ParindexNumpy):
    title = "parindex, one thread"
    threads = 1


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _resident() -> int:
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - no file to speak of
        return int(statm.read().split()[1]) * resource.getpagesize()
