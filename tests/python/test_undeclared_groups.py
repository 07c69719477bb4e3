# SPDX-License-Identifier: MIT
"""Statistics over the units of a group that only the table names."""

from __future__ import annotations

from typing import Any

import pytest

from twin_scores import both, whole


@pytest.mark.parametrize("statistic", ["mean", "z_score"])
def test_equal_values_of_other_groups_have_other_points(statistic: str) -> None:
    more: dict[str, Any] = {}
    if statistic == "z_score":
        more = {"units": "population", "digits": 18, "mode": "floor"}
    cohort = {"of": "value", "statistic": statistic, "within": "group", **more}
    on: dict[str, Any] = {"formula": {"cohort": cohort}}
    if statistic == "z_score":
        on["when_zero"] = "zero"
    leaf = {
        "code": "1", "max": "100", "rounding": {"digits": 2, "mode": "half_up"},
        "inputs": [{"name": "value", "type": "count", "min": 0, "max": 100}],
        "accept": dict.fromkeys(("maximum_unreachable", "minimum_above_zero"), "a test"),
        "rule": {"bands": {"on": on, "steps": [
            {"below": "0.5", "points": "1"}, {"from": "0.5", "below": "20", "points": "2"},
            {"from": "20", "points": "3"},
        ]}},
    }  # fmt: skip
    rows = [
        {"group": group, "1": value} for group, value in zip("AABC", [10, 50, 10, 10], strict=True)
    ]
    scores = both(whole([leaf], "100"), *rows)
    assert scores["2"]["1"].points != scores["0"]["1"].points
