# SPDX-License-Identifier: MIT
"""The base class of all contenders."""

from __future__ import annotations

from typing import Any

import numpy as np

import workload

THREADS = 2


class Contender:
    """One way to do the job. Work that is done once, before the data are read, is in `prepare`."""

    title = ""
    does = "all rules, in double"
    """What it computes, for the table."""
    packages: tuple[str, ...] = ()
    """Distributions whose versions belong to the figure."""
    most_rows: int | None = None
    """It gets at most so many rows, and its time is scaled to the rest."""
    calls = 1
    """How often one run does the job."""

    def __init__(self, variant: str, matrix: np.ndarray) -> None:
        self.document = workload.rubric(variant)
        self.leaves = workload.leaves(self.document)
        self.matrix = matrix
        self.prepare()

    def prepare(self) -> None:
        """Everything that is not timed."""

    def run(self) -> Any:
        """The job, timed."""
        raise NotImplementedError

    def fields(self, result: Any) -> np.ndarray:
        """Points of every field and of the total, shape (units, fields + 1)."""
        raise NotImplementedError(f"{self.title} computes no points")

    def cells(self) -> np.ndarray:
        """Points of every leaf, shape (units, leaves)."""
        raise NotImplementedError(f"{self.title} computes no points")

    def detail(self) -> str:
        """What a reader should know of this run, found out at run time."""
        return ""
