# SPDX-License-Identifier: MIT
"""The time for trying every mutant of a rubric with its boundary cases."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

import parindex as px
from parindex import testing
from parindex.shipped import shipped_rubric_path
from process import Sample

SHIPPED = "vn-par-province-2020"
EXPRESSIONS, CHOICES = 60, 12
ANSWERS = ["none", "low", "high"]

Json = dict[str, Any]


def provincial() -> px.Rubric:
    return px.Rubric.load(shipped_rubric_path(SHIPPED))


def expressions() -> px.Rubric:
    """One formula of 60 cases, each with a condition on three of 12 choices, as in vulnerability scores."""
    random = Random(7)

    def case(number: int) -> Json:
        asked = random.sample(range(CHOICES), 3)
        when = [
            {"input": f"q{at}", "is": random.sample(ANSWERS, random.choice([1, 1, 2]))}
            for at in asked
        ]
        points = 10 if number == 0 else f"{random.uniform(0.1, 9.9):.1f}"
        return {"when": {"all": when}, "points": points}

    options = [{"id": answer} for answer in ANSWERS]
    cases = [case(number) for number in range(EXPRESSIONS - 1)]
    return px.Rubric.from_json(
        {
            "parindex": 1,
            "id": "expressions",
            "edition": "1",
            "max": 10,
            "aggregation": "sum",
            "missing": "error",
            "index_rounding": {"digits": 2, "mode": "half_up"},
            "nodes": [
                {
                    "code": "v",
                    "max": 10,
                    "inputs": [
                        {"name": f"q{at}", "type": "choice", "options": options}
                        for at in range(CHOICES)
                    ],
                    "rule": {"formula": {"cases": [*cases, {"points": 0}]}},
                }
            ],
        }
    )


def seconds(runs: int) -> dict[str, Json]:
    """Seconds and number of mutants, by the name of the rubric."""
    found: dict[str, Json] = {}
    for make in (provincial, expressions):
        rubric, sample, mutants = make(), Sample(), 0
        with tempfile.TemporaryDirectory() as folder:
            cases = Path(folder) / "boundaries.case.json"
            cases.write_text(testing.boundary_cases(rubric), encoding="utf-8")
            for _ in range(runs):
                begin = time.perf_counter()
                mutants = len(testing.mutate(rubric, [cases]).mutants)
                sample.values.append(time.perf_counter() - begin)
        found[make.__name__] = {"seconds": sample, "mutants": mutants}
    return found
