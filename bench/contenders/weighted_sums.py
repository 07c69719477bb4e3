# SPDX-License-Identifier: MIT
"""Libraries for multi-criteria decisions. They have no rules, only a weighted sum."""

from __future__ import annotations

from typing import Any

import numpy as np

from contenders.base import Contender


class ScikitCriteria(Contender):
    title = "scikit-criteria `WeightedSumModel`"
    does = "one weighted sum and a ranking, no rules, in double"
    packages = ("scikit-criteria",)
    most_rows = 100_000

    def prepare(self) -> None:
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel

        weights = [float(leaf.max) for leaf in self.leaves]
        self.model = WeightedSumModel()
        self.decision = skcriteria.mkdm(self.matrix, [max] * len(weights), weights=weights)

    def run(self) -> Any:
        return self.model.evaluate(self.decision)


class Pymcdm(Contender):
    title = "pymcdm `WSM`"
    does = "one weighted sum, no rules, in double"
    packages = ("pymcdm",)
    most_rows = 100_000

    def prepare(self) -> None:
        from pymcdm.methods import WSM

        total = sum(leaf.max for leaf in self.leaves)
        self.weights = np.array([float(leaf.max / total) for leaf in self.leaves])
        self.types = np.ones(len(self.leaves))
        # Rates of 0 to 100 need no normalisation, and parindex does none.
        self.model = WSM(lambda x, cost: x)  # noqa: ARG005

    def run(self) -> np.ndarray:
        return np.asarray(self.model(self.matrix, self.weights, self.types))
