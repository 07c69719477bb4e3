# SPDX-License-Identifier: MIT
"""Every contender must compute the same: exact results are equal, results in double are close."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import workload
from process import Process

FLOAT_ERROR = 1e-9  # far above what sums of 102 doubles lose, far below a step of four digits


@dataclass
class Agreement:
    """How the results of a contender compare with what is exactly right."""

    cells: int = 0
    """Cells of the table."""
    cells_off: int = 0
    """Those that came out rounded to another number."""
    totals: int = 0
    """Totals that were compared."""
    totals_off: int = 0
    """Those that are another number of four digits."""
    totals_inexact: int = 0
    """Those that are not even the nearest double, so that == with the right number fails."""


class Judge:
    """Holds what is exactly right for a table of so many rows."""

    def __init__(self, rows: int) -> None:
        self.leaves = workload.leaves(workload.rubric("mixed"))
        matrix = workload.rates(rows)
        self.fields = workload.exact_fields(matrix, self.leaves)
        self.occurs = np.column_stack(
            [
                np.bincount(workload.hundredths(column), minlength=workload.RATES)
                for column in matrix.T
            ]
        )
        self.cells = np.column_stack([workload.exact_points(leaf) for leaf in self.leaves])
        ties = np.column_stack([workload.exact_ties(leaf) for leaf in self.leaves])
        self.ties = int(self.occurs[ties].sum())
        self.rows = rows

    def examine(self, process: Process, *, exact: bool) -> Agreement:
        """Compare; AssertionError when the contender does another job.

        A double that lies on the wrong side of a half makes its cell another number: that is what doubles do, so
        it is counted and not refused. Anything else must agree.
        """
        result = _fetch(process, "fields")
        right = self.fields[: len(result)]
        name = process.name
        with closing(Process(name, workload.RATES, grid=True)) as every_rate:
            cells = _fetch(every_rate, "cells")
        nearest = self.cells / workload.UNIT
        rounded = np.rint(cells * workload.UNIT).astype(np.int64)
        off = rounded != self.cells
        found = Agreement(
            cells=int(self.occurs.sum()),
            cells_off=int(self.occurs[off].sum()),
            totals=len(result),
            totals_off=int((np.rint(result[:, -1] * workload.UNIT) != right[:, -1]).sum()),
            totals_inexact=int((result[:, -1] != right[:, -1] / workload.UNIT).sum()),
        )
        if exact:
            assert np.array_equal(cells, nearest), f"{name}: cells are not exact"
            assert np.array_equal(result, right / workload.UNIT), f"{name}: points are not exact"
            return found
        assert np.abs(rounded - self.cells).max() <= 1, (
            f"{name}: a cell is off by more than a digit"
        )
        assert np.abs(cells * workload.UNIT - rounded).max() < FLOAT_ERROR * workload.UNIT, (
            f"{name}: a cell is not rounded"
        )
        # Its fields must be the sums of its own cells.
        matrix = workload.rates(len(result))
        expected = np.zeros_like(result)
        for at, leaf in enumerate(self.leaves):
            expected[:, leaf.field] += cells[workload.hundredths(matrix[:, at]), at]
        expected[:, -1] = expected[:, :-1].sum(axis=1)
        worst = float(np.abs(result - expected).max())
        assert worst < FLOAT_ERROR, f"{name}: a sum is off by {worst}"
        return found


def _fetch(process: Process, what: str) -> np.ndarray:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "values.npy"
        process.ask(what, path=str(path))
        values: np.ndarray = np.load(path)
    return values
