# SPDX-License-Identifier: MIT
"""Spreads over drawn weights that C++ and Python must agree on: tests/data/uncertainty.json.

    python tests/python/spread_cases.py

writes the file. `tests/cpp/analysis/uncertainty_test.cpp` compares C++ with it, `test_uncertainty.py` Python.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import parindex as px

PATH = Path(__file__).resolve().parents[1] / "data" / "uncertainty.json"
DIRECT = {"direct": {"min": 0, "max": 10}}
ROUNDED = {"digits": 2, "mode": "half_up"}
RANKED = {"on": "index", "stage": "rounded", "ties": "competition", "within": "all"}
BANDS = [
    {"id": "low", "below": 50},
    {"id": "middle", "from": 50, "below": 70},
    {"id": "high", "from": 70},
]


def leaf(code: str, weight: object = None, **more: Any) -> dict[str, Any]:
    weighed = {} if weight is None else {"weight": weight}
    return {"code": code, "max": 10, **weighed, "rule": DIRECT, **more}


def rubric(*nodes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "parindex": 2, "id": "drawn", "edition": "2026", "max": 100, "aggregation": "weighted_mean",
        "missing": "zero", "index_rounding": ROUNDED, "nodes": list(nodes), **more,
    }  # fmt: skip


def rows(codes: str, *values: str) -> list[dict[str, Any]]:
    """Units A, B, …; a dash is a missing value."""
    return [
        {"unit": chr(65 + at)}
        | {
            code: int(value)
            for code, value in zip(codes, line.split(), strict=True)
            if value != "-"
        }
        for at, line in enumerate(values)
    ]


FLAT = rubric(
    leaf("a", 2), leaf("b", 1), leaf("c", 1),
    ranking=RANKED, classes={"on": "index", "stage": "rounded", "bands": BANDS},
    aggregation={"weighted_mean": {"weights_sum": 4}},
)  # fmt: skip
FEW = rows("abc", "9 5 0", "6 6 10", "5 - 10", "7 8 0", "6 6 9")
# Sums, means, a cap, a rounding, a gate and a missing value below means that are drawn; ranks within groups.
DEEP = rubric(
    {"code": "1", "max": 20, "weight": "0.35", "rounding": {"digits": 1, "mode": "half_even"},
     "children": [leaf("a", 3, missing="exclude"), leaf("b", "1.5"), leaf("c", 1)]},
    {"code": "2", "max": 20, "weight": "0.45", "aggregation": "sum", "children": [
        {"code": "2.1", "max": 10, "aggregation": "harmonic_mean", "children": [leaf("d", 2), leaf("e", 1)]},
        leaf("f", gates=[{"id": "weak", "when": {"node": "1", "index": {"below": 55}, "stage": "exact"}, "points": 1}]),
    ]},
    leaf("g", "0.2"),
    groups=[{"id": "x"}, {"id": "y"}],
    ranking={"on": "points", "stage": "exact", "ties": "dense", "within": "group"},
    classes={"on": "index", "stage": "exact", "quota": {"rounding": "up", "ties": "better", "within": "all"},
             "bands": [{"id": "A", "percent": 25, "from": 60}, {"id": "B", "percent": 50}, {"id": "C"}]},
)  # fmt: skip
MANY = [
    {**row, "group": "xy"[at % 2]}
    for at, row in enumerate(
        rows(
            "abcdefg", "9 5 1 4 4 8 3", "6 6 9 2 7 1 8", "- 4 8 6 6 6 6", "7 8 2 9 0 10 5",
            "6 6 9 2 7 1 8", "3 10 4 5 5 7 9", "8 8 8 1 9 4 2",
        )
    )
]  # fmt: skip
UNROUNDED = rubric(
    leaf("a", 1, missing="error"), leaf("b", 1), leaf("c", 1),
    index_rounding="exact", cap=60, accept={"maximum_unreachable": "a test"}, rounding={"digits": 0, "mode": "half_up"},
    classes={"on": "points", "stage": "exact", "bands": BANDS},
)  # fmt: skip
TIED = rubric(
    leaf("a", 1), leaf("b", 1), leaf("c", 1),
    index_rounding={"digits": 0, "mode": "half_up"},
    ranking={**RANKED, "ties": "ordinal", "tie_break": ["c", "a"]},
)  # fmt: skip

CASES: list[dict[str, Any]] = [
    {"rubric": FLAT, "rows": FEW, "weights": "any", "draws": 500, "seed": 7, "level": 90},
    {"rubric": FLAT, "rows": FEW, "weights": 30, "draws": 500, "seed": 2**64 - 1, "level": 80},
    {"rubric": FLAT, "rows": FEW, "weights": {"a": 50, "c": 100}, "draws": 300, "seed": 1, "level": 50},
    {"rubric": DEEP, "rows": MANY, "weights": "any", "draws": 60, "seed": 2026, "level": 90},
    {"rubric": DEEP, "rows": MANY, "weights": 45, "draws": 60, "seed": 2026, "level": 90},
    {"rubric": DEEP, "rows": MANY, "weights": {"1": "any", "2": 100, "d": "12.5"}, "draws": 60, "seed": 5, "level": 90},
    {"rubric": UNROUNDED, "rows": rows("abc", "9 5 1", "6 6 9", "- 2 3", "8 4 2"), "weights": {"": "any"},
     "draws": 60, "seed": 3, "level": 95},
    {"rubric": TIED, "rows": rows("abc", "9 5 1", "5 9 1", "9 5 1", "5 5 5"), "weights": 20, "draws": 60, "seed": 4,
     "level": 90},
]  # fmt: skip


def found(case: dict[str, Any]) -> dict[str, Any]:
    """What Python says."""
    scores = px.Rubric.from_json(case["rubric"]).compile().score(case["rows"])
    how = {key: case[key] for key in ("weights", "draws", "seed", "level")}
    made = scores.uncertainty(**how)
    text = json.dumps({"units": made.to_dicts(), "pairs": made.pairs()}, default=str)
    return {"choices": list(made.choices), **json.loads(text)}


def main() -> None:
    """Write the file."""
    text = json.dumps([{**case, "found": found(case)} for case in CASES], ensure_ascii=False)
    PATH.write_text(
        text.replace('{"rubric"', '\n{"rubric"').replace('{"unit"', '\n {"unit"') + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
