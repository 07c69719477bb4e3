# SPDX-License-Identifier: MIT
"""Draws of weights: 10,000 sets of weights for 63 units and 102 leaves, with ranks.

`plan.simulate` beside a rubric for each draw, on a few draws, and the same product in floats of NumPy with ranks.

    python bench/draws.py [--draws 10000] [--runs 5]
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
FEW = 50


def best(work: Callable[[], object], runs: int) -> float:
    """Seconds of one call."""
    found = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return min(found)


def weighted() -> dict[str, Any]:
    """The leaves of the workload under weights, without fields."""
    document = workload.rubric("mixed")
    leaves = [{**leaf, "weight": "1"} for field in document["nodes"] for leaf in field["children"]]
    ranking = {
        "on": "index",
        "stage": "exact",
        "ties": "competition",
        "tie_break": [],
        "within": "all",
    }
    return {
        **document,
        "max": "100",
        "aggregation": "weighted_mean",
        "nodes": leaves,
        "ranking": ranking,
    }


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    plan = px.Rubric.from_json(weighted()).compile()
    scores = plan.score(workload.rates(UNITS))
    random = np.random.default_rng(1)
    matrix = random.integers(1, 1000, (args.draws, len(plan.codes)))
    weights = dict(zip(plan.codes, matrix.T, strict=True))
    ours = best(lambda: plan.simulate(scores, weights=weights), args.runs)
    few = plan.simulate(scores, weights={code: values[:FEW] for code, values in weights.items()})
    slow = best(lambda: _one_by_one(scores, few._draws), 1) / FEW * args.draws
    shares = scores.to_numpy("index") / 100

    def floats() -> Any:
        means = matrix.astype(float) @ shares.T / matrix.sum(axis=1, keepdims=True)
        return (-means).argsort(axis=1).argsort(axis=1)

    product = best(floats, args.runs)
    print(f"{args.draws} draws x {UNITS} units x {len(plan.codes)} leaves")
    print(f"plan.simulate        {ours:8.3f} s")
    print(f"a rubric each        {slow:8.1f} s   {slow / ours:8.0f} x")
    print(f"floats with ranks    {product:8.3f} s   {product / ours:8.2f} x")


if __name__ == "__main__":
    main()
