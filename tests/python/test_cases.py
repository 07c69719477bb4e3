# SPDX-License-Identifier: MIT
"""The language-neutral cases of tests/cases, on the engine and on the reference.

tests/cpp/cases_test.cpp runs the same files.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import reference

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases").glob("*.json"))


def read(path: Path) -> tuple[str, Any]:
    """The rubric as text, and the rest of a case."""
    case = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    if "rubric_file" in case:
        return (ROOT / case["rubric_file"]).read_text(encoding="utf-8"), case
    return json.dumps(case["rubric"]), case  # refuses a Decimal: see test_rubrics_hold_no_fraction


def assert_holds(actual: Any, expected: Any, at: str = "") -> None:
    """Everything that is expected is there; an object may hold more, a list may not."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in actual, f"{at}/{key} is missing"
            assert_holds(actual[key], value, f"{at}/{key}")
    elif isinstance(expected, list):
        assert len(actual) == len(expected), f"{at}: {actual} for {expected}"
        for position, value in enumerate(expected):
            assert_holds(actual[position], value, f"{at}/{position}")
    else:
        assert actual == expected, f"{at}: {actual!r} for {expected!r}"


def check(units: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    assert_holds(units, expected)
    for actual, wanted in zip(units, expected, strict=True):
        assert actual.get("issues", []) == [] or "issues" in wanted, f"issues of {actual['unit']}"


def test_there_are_cases() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_engine(path: Path) -> None:
    rubric, case = read(path)
    scores = px.Rubric.from_json(rubric).compile().score(case["rows"])
    check(json.loads(scores.to_json())["units"], case["expect"]["units"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_reference(path: Path) -> None:
    rubric, case = read(path)
    units = reference.score(rubric, case["rows"])
    if "ranking" in json.loads(rubric):
        for unit, rank in zip(units, reference.rank(rubric, case["rows"]), strict=True):
            unit["rank"] = rank
    check(units, case["expect"]["units"])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_rubrics_hold_no_fraction(path: Path) -> None:
    """A number with a point must be text in a case, since a JSON reader may make it a double."""

    def refuse(text: str) -> None:
        pytest.fail(f"{path.name}: write {text} as text")

    case = json.loads(path.read_text(encoding="utf-8"))
    json.loads(json.dumps(case.get("rubric")), parse_float=refuse)
