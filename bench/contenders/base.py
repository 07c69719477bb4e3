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
    """What it computes, for the table of results."""
    packages: tuple[str, ...] = ()
    """Distributions whose versions are reported with the figure."""
    most_rows: int | None = None
    """Maximum number of rows; the time is scaled to the full number."""
    calls = 1
    """The number of repetitions of the job in one run."""

    def __init__(self, variant: str, matrix: np.ndarray) -> None:
        self.document = workload.rubric(variant)
        self.leaves = workload.leaves(self.document)
        self.matrix = matrix
        self.prepare()

    def prepare(self) -> None:
        """The untimed preparation."""

    def run(self) -> Any:
        """The timed job."""
        raise NotImplementedError

    def fields(self, result: Any) -> np.ndarray:
        """Points of every field and of the total, shape (units, fields + 1)."""
        raise NotImplementedError(f"{self.title} computes no points")

    def cells(self) -> np.ndarray:
        """Points of every leaf, shape (units, leaves)."""
        raise NotImplementedError(f"{self.title} computes no points")

    def detail(self) -> str:
        """Notes for the reader about this run, determined at run time."""
        return ""
