# SPDX-License-Identifier: MIT
"""Analyses: intervals of weights, dominance, removals, conventions and random choices of 63 units, paths of a province.

python bench/analyses.py [--runs 5]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import parindex as px
from draws import UNITS, best, weighted
from parindex import shipped

PROVINCE = "vn-par-province-2020"


def processor(work: Callable[[], object], runs: int) -> float:
    """Seconds of the processor in one call: other programs do not add to it."""
    found = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return min(found)


def drawn(
    scores: px.Scores, document: dict[str, Any], rows: list[dict[str, Any]]
) -> list[tuple[str, Any]]:
    """Conventions and random choices."""
    codes = scores.plan.codes
    chance = random.Random(2)
    sets = {"other": {code: chance.randint(1, 3) for code in codes}}
    modes = ["half_up", "half_even", "half_down", "down"]
    half = px.Rubric.from_json({**document, "missing": "zero"}).compile().score(rows)
    near = dict.fromkeys(codes[:8], 25)
    errors = {code: {"within": "0.05", "truncate": True} for code in codes[:7]}
    mixed = {"inputs": errors, "weights": "any"}

    def conventions() -> px.Conventions:
        return half.conventions(roundings=modes, missing=["exclude"], weights=sets)

    count = len(conventions().combinations)
    return [
        (f"{count} combinations of conventions", conventions),
        (
            "10000 draws of any weights, with ranks and intervals",
            lambda: scores.uncertainty(seed=1, draws=10_000, weights="any"),
        ),
        (
            "the matrix of pairs of these draws",
            scores.uncertainty(seed=1, draws=10_000, weights="any").pairs,
        ),
        (
            "1000 draws of any weights and the errors of 7 columns",
            lambda: scores.uncertainty(seed=1, draws=1000, **mixed),
        ),
        (
            "Sobol indices, 8 weights, 4096 samples: 40960 draws",
            lambda: scores.sensitivity(seed=1, samples=4096, weights=near),
        ),
        (
            "Sobol indices, any weights and the errors of 7 columns, 4096 samples",
            lambda: scores.sensitivity(seed=1, samples=4096, **mixed),
        ),
    ]


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    chance = random.Random(1)
    document = weighted()
    for leaf in document["nodes"]:
        leaf["max"], leaf["rule"] = "1", {"direct": {"min": "0", "max": "1"}}
        leaf.pop("inputs", None)
        leaf.pop("rounding", None)
    plan = px.Rubric.from_json(document).compile()
    rows = [
        {"unit": str(at), **{code: chance.randrange(101) / 100 for code in plan.codes}}
        for at in range(UNITS)
    ]
    scores = plan.score(rows)
    intervals = sum(len(pair) for pair in scores.weight_intervals().pairs())
    print(f"{UNITS} units x {len(plan.codes)} leaves: {intervals} intervals of pairs")
    works: list[tuple[str, Any]] = [
        ("weight intervals of all pairs", lambda: [*scores.weight_intervals().pairs()]),
        ("weight intervals of the order", lambda: scores.weight_intervals().order),
        ("dominance, any weights", scores.dominance),
        ("dominance, 25 percent", lambda: scores.dominance(within=25)),
        ("influences", scores.influences),
        ("structure", scores.structure),
        ("structure with principal components", lambda: scores.structure().components),
        ("proposed weights, entropy", scores.proposed_weights),
        ("proposed weights, CRITIC", lambda: scores.proposed_weights(method="critic")),
        ("outliers", scores.outlier_effects),
        ("annex", scores.annex),
        ("annex with a seed", lambda: scores.annex(seed=1)),
    ]
    works += drawn(scores, document, rows)
    base = px.Rubric.load(shipped.shipped_rubric_path(PROVINCE)).compile()
    data = base.score(shipped.example_data_path(PROVINCE))
    other = base.rubric.find("") or {}
    other["edition"], other["missing"] = "later", "error"
    later = px.Rubric.from_json(other).compile().score(shipped.example_data_path(PROVINCE))
    works += [
        (f"{PROVINCE}, parts of a change", lambda: data.change_parts(later)),
        (f"{PROVINCE}, parts, Shapley", lambda: data.change_parts(later, method="shapley")),
    ]
    costs = {code: chance.randint(1, 1000) for code in base.codes}
    for target in ({"gain": 2}, {"gain": 10}, {"gain": 25}, {"gain": 100}, {"to_rank": 1}):
        for name, given in (("cost 1", {}), ("costs of 1 to 1000", costs)):
            work = partial(data.cheapest_path, data.units[-1], costs=given, **target)
            path = work()
            found = "proven" if path.proven else "not proven"
            told = f"{PROVINCE}, {target}, {name}: {len(path.changes)} changes, {found}"
            works.append((told, work))
    print("elapsed, of the processor")
    for told, work in works:
        print(f"{best(work, args.runs):7.3f} s {processor(work, args.runs):7.3f} s  {told}")


if __name__ == "__main__":
    main()
