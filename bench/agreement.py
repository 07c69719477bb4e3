# SPDX-License-Identifier: MIT
"""All contenders must compute the same results: exact ones are equal, those in double are close."""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import workload
from process import Process

FLOAT_ERROR = 1e-9  # far above the error of a sum of 102 doubles, far below a step of four digits


@dataclass
class Agreement:
    """The results of a contender compared with the exact ones."""

    cells: int = 0
    """Cells of the table."""
    cells_off: int = 0
    """Cells that were rounded to a different number."""
    totals: int = 0
    """Number of compared totals."""
    totals_off: int = 0
    """Totals that differ as numbers of four digits."""
    totals_inexact: int = 0
    """Totals that are not the nearest double, so that == with the exact number fails."""


class Judge:
    """The exact results for a table with this many rows."""

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
        """Compare; AssertionError if the contender computes something else.

        A double on the wrong side of a half changes the number of its cell. This is a property of doubles, so
        it is counted and not rejected. Everything else must agree.
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
        # The fields must be the sums of the contender's own cells.
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
