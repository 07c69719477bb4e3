# SPDX-License-Identifier: MIT
"""A number beyond the range of a double is one issue of its file, with its place, and hides no other issue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from agency_round import RUBRIC, seen
from parindex import testing

LARGE = ["1e400", "-1E+309", "1e99999999999999999999", "9" * 400, "0." + "1" * 400]
LEAF: dict[str, Any] = {"code": "a", "max": "1", "rule": {"direct": {"min": "0", "max": "1"}}}
SMALL: dict[str, Any] = {
    "parindex": 1,
    "id": "small",
    "edition": "1",
    "max": "1",
    "aggregation": "sum",
    "missing": "exclude",
    "index_rounding": "exact",
    "nodes": [LEAF],
}


def text(document: object, large: str) -> str:
    """JSON in which every text "@" is this number."""
    return json.dumps(document, indent=1).replace('"@"', large)


@pytest.mark.parametrize("large", LARGE)
def test_a_rubric(large: str) -> None:
    written = text({**SMALL, "max": "@", "nodes": [{**LEAF, "max": "@", "extra": 1}]}, large)
    _, issues = px.check_rubric(written)
    lines = written.splitlines()
    assert [(issue.code, issue.pointer) for issue in issues] == [
        ("number_too_long", "/max"),
        ("number_too_long", "/nodes/0/max"),
        ("key_unknown", "/nodes/0/extra"),
    ]
    assert all(large in lines[issue.line - 1] for issue in issues[:2])


@pytest.mark.parametrize("large", LARGE)
def test_an_assessment(tmp_path: Path, large: str) -> None:
    plan = px.Rubric.from_json(RUBRIC).compile()
    mark = seen("1.10", "self", 9, "2026-01-05", input="done", note="counted")
    path = tmp_path / "round.json"
    document = {
        "parindex_assessment": 1,
        "rubric": plan.rubric.id,
        "edition": plan.rubric.edition,
        "units": [{"unit": "A"}],
        "observations": [
            {**mark, "value": "@"},
            {**mark, "value": -1},
            {**mark, "evidence": [{"id": "plan", "size": "@"}]},
        ],
    }
    path.write_text(text(document, large), encoding="utf-8")
    with pytest.raises(px.DataError) as caught:
        px.Assessment.load(plan, path)
    found = [(issue.code, issue.pointer) for issue in caught.value.issues]
    assert found[:2] == [
        ("number_too_long", "/observations/0/value"),
        ("value_below_minimum", "/observations/1/value"),
    ]
    assert ("number_too_long", "/observations/2/evidence/0/size") in found


@pytest.mark.parametrize("large", LARGE)
def test_a_case_file(tmp_path: Path, large: str) -> None:
    path = tmp_path / "large.case.json"
    cases = [
        {"given": {"a": 1}, "expect": {"points": 1}, "tolerance": "@"},
        {"given": {"a": 1}, "expects": {"points": 1}},
    ]
    path.write_text(text({"rubric": SMALL, "cases": cases}, large), encoding="utf-8")
    found = [(issue["code"], issue["pointer"]) for issue in testing.run_cases([path]).issues]
    assert found == [("number_too_long", "/cases/0/tolerance"), ("key_unknown", "/cases/1/expects")]


def test_a_cell_and_an_expectation_of_a_case(tmp_path: Path) -> None:
    path = tmp_path / "large.case.json"
    cases = [
        {"given": {"a": "@"}, "expect": {"issues": [{"code": "number_too_long", "field": "a"}]}},
        {"given": {"a": 1}, "expect": {"points": "@"}},
        {"given": {"a": 1}, "expect": {"points": 1}},
    ]
    path.write_text(text({"rubric": SMALL, "cases": cases}, "1e999"), encoding="utf-8")
    report = testing.run_cases([path])
    assert [case.passed for case in report.results] == [True, False, True]


def test_results_are_read_with_each_unit_once() -> None:
    scores = (
        px.Rubric.from_json(SMALL).compile().score([{"unit": name, "a": "0.5"} for name in "ABC"])
    )
    changed = '"points":1e400'.join(scores.to_json().rsplit('"points":"0.5"', 1))
    found = px.verify(changed.encode(), scores)
    assert [(each.unit, each.expected, each.found) for each in found.differences] == [
        ("C", "1e400", "0.5")
    ]


@pytest.mark.parametrize(
    "broken", ["[1e400", "[1e400, 01e400]", "[1e400x]", "[1e400.5]", "[1e400 1]"]
)
def test_malformed_values_stay_malformed(broken: str) -> None:
    _, issues = px.check_rubric(broken)
    assert [issue.code for issue in issues] == ["json_malformed"]
