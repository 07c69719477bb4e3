# SPDX-License-Identifier: MIT
"""Draws of every kind: 10,000 draws for 63 units and 102 leaves, with ranks.

`plan.simulate` beside a rubric and a table for each draw, measured on a few draws; for weights also the same product in
floats of NumPy with ranks.

    python bench/draws.py [--draws 10000] [--runs 3] [--kinds weights inputs]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np

import parindex as px
import workload

UNITS = 63
FEW = 20
MODES = ["half_up", "half_even", "half_down", "up", "down", "floor", "ceiling"]
RANKING = {
    "on": "index",
    "stage": "exact",
    "ties": "competition",
    "tie_break": [],
    "within": "all",
}


def best(work: Callable[[], object], runs: int) -> float:
    """Seconds of one call."""
    found = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return min(found)


def summed() -> dict[str, Any]:
    """The workload, ranked, with sums of leaves in fields."""
    return {**workload.rubric("mixed"), "missing": "zero", "ranking": RANKING}


def weighted() -> dict[str, Any]:
    """The leaves of the workload under weights, without fields."""
    document = summed()
    leaves = [{**leaf, "weight": "1"} for field in document["nodes"] for leaf in field["children"]]
    return {**document, "max": "100", "aggregation": "weighted_mean", "nodes": leaves}


class Kinds:
    """The arguments of each kind of draw: every leaf that has it is drawn."""

    def __init__(self, draws: int) -> None:
        self.draws = draws
        self.random = np.random.default_rng(1)
        leaves = [leaf for field in summed()["nodes"] for leaf in field["children"]]
        self.codes = [leaf["code"] for leaf in leaves]
        self.bands = [leaf for leaf in leaves if "bands" in leaf["rule"]]
        self.shares = [leaf for leaf in leaves if "proportional" in leaf["rule"]]

    def weights(self) -> dict[str, Any]:
        """Whole numbers from 1 to 999."""
        matrix = self.random.integers(1, 1000, (self.draws, len(self.codes)))
        return {"weights": dict(zip(self.codes, matrix.T, strict=True))}

    def maxima(self) -> dict[str, Any]:
        """Five maxima for each proportional leaf, whose cap is its maximum."""
        maxima = {
            leaf["code"]: float(leaf["max"]) * self.random.integers(1, 6, self.draws) / 5
            for leaf in self.shares
        }
        maxima = {code: np.round(values, 4) for code, values in maxima.items()}
        return {"maxima": maxima, "points": {f"{code}/cap": m for code, m in maxima.items()}}

    def thresholds(self) -> dict[str, Any]:
        """The last end of every leaf with bands: thousands of different numbers."""
        return {"thresholds": self.ends(4000)}

    def ends(self, count: int) -> dict[str, Any]:
        """The last end of bands, lowered by up to four."""
        found = {}
        for leaf in self.bands:
            steps = leaf["rule"]["bands"]["steps"]
            key = "from" if "from" in steps[-1] else "above"
            less = self.random.integers(0, count, self.draws) * (4 / count)
            address = f"{leaf['code']}/{len(steps) - 1}/{key}"
            found[address] = np.round(float(steps[-1][key]) - less, 3)
        return found

    def points(self) -> dict[str, Any]:
        """The points of the second band: thousands of different numbers."""
        share = self.random.integers(1, 4000, (len(self.bands), self.draws)) / 4000
        return {
            "points": {
                f"{leaf['code']}/1/points": np.round(float(leaf["max"]) * one, 6)
                for leaf, one in zip(self.bands, share, strict=True)
            }
        }

    def inputs(self) -> dict[str, Any]:
        """Every value of every unit, with noise."""
        rates = workload.rates(UNITS)
        return {
            "inputs": {
                code: np.clip(rates[:, at] + self.random.normal(0, 2, (self.draws, UNITS)), 0, 100)
                for at, code in enumerate(self.codes)
            }
        }

    def policies(self) -> dict[str, Any]:
        """Zero or exclude for a missing value of each leaf; a tenth of the values are missing."""
        return {
            "policies": {
                f"{code}/missing": self.random.choice(["zero", "exclude"], self.draws)
                for code in self.codes
            }
        }

    def roundings(self) -> dict[str, Any]:
        """A mode for each proportional leaf, and the digits of indices."""
        modes = {
            f"{leaf['code']}/mode": self.random.choice(MODES, self.draws) for leaf in self.shares
        }
        return {
            "roundings": {**modes, "index_rounding/digits": self.random.integers(0, 4, self.draws)}
        }

    def together(self) -> dict[str, Any]:
        """Inputs, ends and modes at once."""
        return {**self.inputs(), "thresholds": self.ends(4000), **self.roundings()}


def head(given: dict[str, Any]) -> dict[str, Any]:
    """The first few draws."""
    return {
        kind: {name: values[:FEW] for name, values in members.items()}
        for kind, members in given.items()
    }


def measure(kind: str, draws: int, runs: int) -> None:
    """Print the times of a kind of draw."""
    plan = px.Rubric.from_json(weighted() if kind == "weights" else summed()).compile()
    rates = workload.rates(UNITS)
    if kind == "policies":
        rates[np.random.default_rng(2).random(rates.shape) < 0.1] = np.nan
    table = {
        name: [None if np.isnan(value) else float(value) for value in column]
        for name, column in zip(plan._names, rates.T, strict=True)
    }
    scores = plan.score(table if kind == "policies" else rates, unit=None)
    given = getattr(Kinds(draws), kind)()
    ours = best(lambda: plan.simulate(scores, **given), runs)
    few = plan.simulate(scores, **head(given))

    def one_by_one() -> None:
        for draw in range(FEW):
            made = few.scores(draw)
            made.to_numpy("points", nodes=[""])
            made.rank()

    slow = best(one_by_one, 1) / FEW * draws
    print(
        f"{kind:12} {ours:8.3f} s   a rubric each {slow:8.1f} s   {slow / ours:6.0f} x", flush=True
    )
    if kind == "weights":
        shares = scores.to_numpy("index") / 100
        matrix = np.array(list(given["weights"].values())).T

        def floats() -> Any:
            means = matrix.astype(float) @ shares.T / matrix.sum(axis=1, keepdims=True)
            return (-means).argsort(axis=1).argsort(axis=1)

        product = best(floats, runs)
        print(f"{'floats':12} {product:8.3f} s   with ranks    {product / ours:8.2f} x")


def main() -> None:
    """Print the times."""
    kinds = [name for name, what in vars(Kinds).items() if callable(what) and name[0] != "_"]
    kinds.remove("ends")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--kinds", nargs="*", default=kinds, choices=kinds)
    args = parser.parse_args()
    print(f"{args.draws} draws x {UNITS} units x {len(Kinds(1).codes)} leaves")
    for kind in args.kinds:
        measure(kind, args.draws, args.runs)


if __name__ == "__main__":
    main()
