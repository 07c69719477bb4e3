# SPDX-License-Identifier: MIT
"""Conformance: the air quality index of the US EPA: truncate, find the band, interpolate, half-even.

tests/data/us-epa-aqi.json contains the breakpoints; the expected results are read from the folder that
PARINDEX_CASES names.
"""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import parindex as px

RUBRIC = Path(__file__).parents[1] / "data" / "us-epa-aqi.json"


@pytest.fixture(scope="module")
def folder(cases: Path) -> Path:
    return cases / "aqi_epa"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measured(row: dict[str, str]) -> dict[str, str]:
    """``pm25``, 9.3 or ``max(o3_8h=0.077;pm25=35.9)`` as the cells of a unit."""
    name = row["pollutant"]
    if not name.startswith("max("):
        return {name: row["concentration"]}
    return dict(part.split("=") for part in name[len("max(") : -1].split(";"))


def test_index(folder: Path, tally: dict[str, str]) -> None:
    plan = px.Rubric.load(RUBRIC).compile()
    expected = read(folder / "expected.csv")
    for row in expected:
        scores = plan.score([{"unit": "here", **measured(row)}], allow_missing_columns=True)
        assert not scores.issues, row
        assert scores["here"].points == Fraction(row["expected_iaqi"]), row
    assert len(expected) == 12
    tally["aqi_epa"] = f"{len(expected)} indices"


def inverse() -> dict[str, Any]:
    """From index to concentration of fine particles: the inverse of the same pieces."""
    rubric = json.loads(RUBRIC.read_text(encoding="utf-8"))
    (leaf,) = (node for node in rubric["nodes"] if node["code"] == "pm25")
    pieces = [
        {
            "from": piece["points_from"],
            "to": piece["points_to"],
            "points_from": piece["from"],
            "points_to": piece["to"],
        }
        for piece in leaf["rule"]["linear"]["pieces"]
    ]
    leaf["max"] = rubric["max"] = pieces[-1]["points_to"]
    leaf["rounding"] = {"digits": 1, "mode": "down"}
    leaf["inputs"] = [{"name": "value", "type": "count", "max": pieces[-1]["to"]}]
    leaf["rule"] = {"linear": {"on": {"value": "value"}, "pieces": pieces}}
    return {**rubric, "nodes": [leaf]}


def test_inverse(folder: Path, tally: dict[str, str]) -> None:
    plan = px.Rubric.from_json(inverse()).compile()
    expected = read(folder / "expected_inverse.csv")
    for row in expected:
        assert row["pollutant"] == "pm25"
        scores = plan.score([{"unit": "here", "pm25": row["iaqi"]}])
        assert scores["here"].points == Fraction(row["expected_concentration"]), row
    assert len(expected) == 4
    tally["aqi_epa inverse"] = f"{len(expected)} concentrations"


def test_without_truncation_the_breakpoints_leave_gaps() -> None:
    """0.0595 ppm is between 0.059 and 0.060: only truncation determines its band."""
    rubric = json.loads(RUBRIC.read_text(encoding="utf-8"))
    for node in rubric["nodes"]:
        del node["rule"]["linear"]["on"]["rounding"]
    _, issues = px.check_rubric(rubric)
    gaps = [issue for issue in issues if issue.code == "bands_gap"]
    assert len(gaps) == sum(len(n["rule"]["linear"]["pieces"]) - 1 for n in rubric["nodes"])
    assert "0.059 < x < 0.06" in gaps[0].message
