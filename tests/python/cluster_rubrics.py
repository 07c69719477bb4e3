# SPDX-License-Identifier: MIT
"""Three rubrics and tables of any size for tests of batches and clusters: plain, cohort, groups."""

from __future__ import annotations

import random
from typing import Any

import pyarrow as pa

import parindex as px

NUMBER = {"name": "value", "type": "number", "min": "-1000", "max": "1000"}
PROVEN = ("maximum_unreachable", "maximum_exceeded", "minimum_below_zero", "minimum_above_zero")
ACCEPTED = dict.fromkeys(PROVEN, "a test")
RANKING = {"stage": "exact", "ties": "competition", "tie_break": ["2"], "within": "all"}
HEAD: dict[str, Any] = {"parindex": 2, "edition": "2026", "aggregation": "sum", "missing": "error"}

PLAIN: dict[str, Any] = {
    **HEAD,
    "id": "plain",
    "max": "6",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {"on": "points", **RANKING},
    "classes": {
        "on": "index",
        "stage": "rounded",
        "bands": [{"id": "A", "from": "50"}, {"id": "B", "below": "50"}],
    },
    "nodes": [
        {
            "code": "1",
            "max": "3",
            "children": [
                {"code": "1.1", "max": "2", "rule": {"direct": {"min": "0", "step": "0.25", "max": "2"}}},
                {"code": "1.2", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
            ],
        },
        {
            "code": "2",
            "max": "3",
            "inputs": [{"name": "value", "type": "number", "min": "0", "max": "7"}],
            "rule": {"goalposts": {"on": {"value": "value"}, "low": "0", "high": "7", "outside": "clamp",
                                   "scale": "linear", "when_zero": "zero"}},
        },
    ],
}  # fmt: skip


def statistic(name: str, within: str = "all", **more: Any) -> dict[str, Any]:
    return {"cohort": {"of": "value", "statistic": name, "within": within, **more}}


def formula_leaf(code: str, expression: dict[str, Any]) -> dict[str, Any]:
    rule: dict[str, Any] = {"cases": [{"points": expression}]}
    if expression["cohort"]["statistic"] == "z_score":
        rule["when_zero"] = "zero"
    return {
        "code": code,
        "max": "1000",
        "accept": ACCEPTED,
        "inputs": [NUMBER],
        "missing": "zero",
        "rule": {"formula": rule},
    }


STATISTICS: list[dict[str, Any]] = [
    *(
        statistic(name, within)
        for name in ("mean", "median", "min", "max", "sum", "count", "rank", "percentile")
        for within in ("all", "group")
    ),
    statistic("quantile", percent="37", method="linear"),
    statistic("quantile", "group", percent="37", method="nearest_rank"),
    statistic("lowest", position=1),
    statistic("highest", "group", position=1),
]


def cohort_rubric(expressions: list[dict[str, Any]]) -> dict[str, Any]:
    leaves = [formula_leaf(str(at), each) for at, each in enumerate(expressions, start=1)]
    return {
        **HEAD,
        "id": "cohort",
        "max": str(1000 * len(leaves)),
        "index_rounding": "exact",
        "groups": [{"id": "north"}, {"id": "south"}],
        "nodes": leaves,
    }


COHORT: dict[str, Any] = {
    **cohort_rubric([statistic("mean"), statistic("percentile", "group"), statistic("median")]),
    "ranking": {"on": "index", **RANKING},
}
GROUPS: dict[str, Any] = {
    **HEAD,
    "id": "groups",
    "max": "4",
    "index_rounding": {"digits": 1, "mode": "half_up"},
    "groups": [{"id": "north"}, {"id": "south"}],
    "ranking": {
        "on": "index",
        "stage": "rounded",
        "ties": "dense",
        "tie_break": [],
        "within": "group",
    },
    "nodes": [
        {
            "code": "2",
            "max": "4",
            "rounding": {"digits": 1, "mode": "half_up"},
            "inputs": [{"name": "value", "type": "number", "min": "0", "max": "100"}],
            "rule": {
                "by_group": {
                    "cases": [
                        {"groups": ["north"], "rule": {"per_unit": {"on": {"value": "value"}, "points_each": "0.05", "cap": "4"}}},
                        {"groups": ["south"], "rule": {"per_unit": {"on": {"value": "value"}, "points_each": "0.04", "cap": "4"}}},
                    ]
                }
            },
        }
    ],
}  # fmt: skip
RUBRICS = {"plain": PLAIN, "cohort": COHORT, "groups": GROUPS}


def plan_of(rubric: dict[str, Any], **custom: Any) -> px.Plan:
    return px.Rubric.from_json(rubric).compile(**custom)


def table_for(plan: px.Plan, units: int, *, seed: int = 1, bad: float = 0.02) -> pa.Table:
    """Random data of a plan: some values are missing, some are bad, some units are not ranked."""
    draw = random.Random(seed)
    columns: dict[str, list[Any]] = {"unit": [f"unit {at:06}" for at in range(units)]}
    if plan.rubric.id != "plain":
        columns["group"] = [draw.choice(["north", "south"]) for _ in range(units)]
    columns["ranked"] = [draw.random() > 0.1 for _ in range(units)]
    for column in plan.columns:
        wrong: Any = 1e9 if column.type == "number" else None
        values: list[Any] = (
            [draw.choice([True, False]) for _ in range(units)]
            if column.type == "boolean"
            else [draw.randint(0, 8) / 4 for _ in range(units)]
        )
        columns[column.name] = [wrong if draw.random() < bad else value for value in values]
    return pa.table(columns)
