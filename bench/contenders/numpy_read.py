# SPDX-License-Identifier: MIT
"""Reading every value once, the least that anyone has to do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from contenders.base import THREADS, Contender


class Read(Contender):
    title = "reading the columns once (`np.maximum.reduce`)"
    does = "one comparison per value"  # the reduction of NumPy that waits least for itself
    packages = ("numpy",)

    def prepare(self) -> None:
        self.pool = ThreadPoolExecutor(THREADS)

    def run(self) -> list[float]:
        columns = [self.matrix[:, at] for at in range(self.matrix.shape[1])]
        return list(self.pool.map(np.maximum.reduce, columns))
