# SPDX-License-Identifier: MIT
"""Every table that parindex writes, it reads, in every format."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex.cli import main

UNITS = ["Huế", "=Cà Mau", 'Đồng "Tháp"; Mười', "Bạc, Liêu"]


def rubric(most: str, **more: Any) -> dict[str, Any]:
    return {
        "parindex": 1, "id": "t", "edition": "1", "max": most, "aggregation": "sum", "missing": "exclude",
        "index_rounding": "exact",
        "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"},
        "nodes": [{"code": "a", "max": most, "inputs": [{"name": "value", "type": "number", "min": 0, "max": 3000}],
                   "rule": {"proportional": {"on": {"value": "value"}, "full_at": "3000"}}}],
    } | more  # fmt: skip


WRITTEN = px.Rubric.from_json(rubric("3000")).compile()
READ = px.Rubric.from_json(rubric("3000", id="other")).compile()
VALUES = ["1.234", "10/3", "2000", "0.5"]
TABLE = [{"unit": unit, "a": value} for unit, value in zip(UNITS, VALUES, strict=True)]
EXACT = [Fraction(value) for value in VALUES]
ROUNDED = [Fraction(text) for text in ("1.23", "3.33", "2000", "0.5")]

FORMS = [
    (["--format", "csv"], EXACT),
    (["--format", "csv", "--decimal", ","], EXACT),
    (["--format", "csv", "--excel"], EXACT),
    (["--format", "csv", "--excel", "--decimal", ","], EXACT),
    (["--format", "csv", "--decimals", "2"], ROUNDED),
    (["--format", "csv", "--decimals", "2", "--decimal", ","], ROUNDED),
    (["--format", "json"], EXACT),
]


@pytest.mark.parametrize(("options", "values"), FORMS, ids=lambda each: " ".join(map(str, each)))
@pytest.mark.parametrize(("command", "head"), [("score", "a.points"), ("rank", "value")])
def test_results_and_rankings_are_read_back(
    tmp_path: Path, command: str, head: str, options: list[str], values: list[Fraction]
) -> None:
    (tmp_path / "r.json").write_text(json.dumps(rubric("3000")), encoding="utf-8")
    (tmp_path / "d.json").write_text(json.dumps(TABLE), encoding="utf-8")
    made = tmp_path / ("out.json" if "json" in options else "out.csv")
    fractions = ["--fractions", "--decimal-in", "."]
    arguments = [str(tmp_path / "r.json"), str(tmp_path / "d.json"), *options, *fractions]
    assert main([command, *arguments, "--output", str(made)]) == 0
    scores = READ.score(made, reading=px.Reading(columns={"a": head}), allow_unknown_columns=True)
    assert scores.status == ("ok",) * 4
    found = {unit.unit: Fraction(str(unit["a"].points)) for unit in scores}
    assert found == dict(zip(UNITS, values, strict=True))


def test_the_texts_of_python_are_read_back() -> None:
    scores = WRITTEN.score(TABLE)
    for text, head in ((scores.to_json(), "a.points"), (scores.rank().to_json(), "value")):
        read = READ.score(
            text.encode(), reading=px.Reading(columns={"a": head}), allow_unknown_columns=True
        )
        found = [Fraction(str(read[unit]["a"].points)) for unit in UNITS]
        assert found == EXACT


def test_results_with_a_row_in_error_are_read_back() -> None:
    scores = WRITTEN.score([*TABLE, {"unit": "Vinh", "a": "x"}])
    read = READ.score(
        scores.to_json().encode(),
        reading=px.Reading(columns={"a": "a.points"}),
        allow_unknown_columns=True,
    )
    assert read["Vinh"]["a"].status == "excluded"
