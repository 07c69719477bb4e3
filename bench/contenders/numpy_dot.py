# SPDX-License-Identifier: MIT
"""Only a weighted sum: one multiplication with a vector."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from contenders.base import THREADS, Contender


class Dot(Contender):
    title = "NumPy `X @ w`"
    does = "one weighted sum, no rules, in double"
    packages = ("numpy", "threadpoolctl")

    def prepare(self) -> None:
        self.weights = np.array([float(leaf.max / 100) for leaf in self.leaves])
        self.limits = threadpool_limits(THREADS, user_api="blas")

    def run(self) -> np.ndarray:
        return self.matrix @ self.weights

    def detail(self) -> str:
        blas = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
        return "; ".join(
            f"{pool['internal_api']} {pool['version']}, kernel {pool.get('architecture')}, "
            f"{pool['num_threads']} threads"
            for pool in blas
        )
