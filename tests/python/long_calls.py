# SPDX-License-Identifier: MIT
"""A rubric of many equal leaves and its data, for calls that are stopped while they run."""

from __future__ import annotations

from typing import Any

import parindex as px

Json = dict[str, Any]

FIELDS = 60
ROUNDED: Json = {"digits": 2, "mode": "half_up"}
BANDS: Json = {
    "bands": {
        "on": {"value": "v"},
        "steps": [{"from": "50", "points": "1"}, {"below": "50", "points": "0"}],
    }
}
# Scored in rational numbers.
QUOTIENT: Json = {
    "formula": {
        "cases": [{"points": {"divide": ["v", {"add": ["v", 7]}]}}],
        "cap": "1",
        "floor": "0",
        "when_zero": "zero",
    }
}


def rubric(rule: Json, *, fields: int = FIELDS, top: int = 1, weighted: bool = False) -> px.Rubric:
    """Leaves a0, a1, ... with one rule, each with `top` points; with `weighted` below a mean, and without tie-break."""
    return px.Rubric.from_json(
        {
            "parindex": 1,
            "id": "long",
            "edition": "1",
            "max": str(fields * top),
            "aggregation": "weighted_mean" if weighted else "sum",
            "missing": "exclude",
            "index_rounding": ROUNDED,
            "ranking": {
                "on": "points",
                "stage": "rounded",
                "ties": "competition",
                "tie_break": [] if weighted else [f"a{at}" for at in range(fields)],
                "within": "all",
            },
            "nodes": [
                {
                    "code": f"a{at}",
                    "max": str(top),
                    **({"weight": 1} if weighted else {}),
                    "rounding": ROUNDED,
                    "inputs": [{"name": "v", "type": "number", "min": 0}],
                    "rule": rule,
                    "accept": {"maximum_unreachable": "for a measurement"},
                }
                for at in range(fields)
            ],
        }
    )


def data(rows: int) -> Json:
    """Columns with values from 0.5 to 99.5, repeated."""
    import numpy as np

    column = np.arange(rows) % 100 + 0.5
    return {f"a{at}.v": column for at in range(FIELDS)}
