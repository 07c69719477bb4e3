# SPDX-License-Identifier: MIT
"""Reading every value once, the minimum work."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from contenders.base import THREADS, Contender


class Read(Contender):
    title = "reading the columns once (`np.maximum.reduce`)"
    does = "one comparison per value"  # the NumPy reduction with the shortest dependency chain
    packages = ("numpy",)

    def prepare(self) -> None:
        self.pool = ThreadPoolExecutor(THREADS)

    def run(self) -> list[float]:
        columns = [self.matrix[:, at] for at in range(self.matrix.shape[1])]
        return list(self.pool.map(np.maximum.reduce, columns))
