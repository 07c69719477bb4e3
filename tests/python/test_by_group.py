# SPDX-License-Identifier: MIT
"""The rule by group: its checks, and its names in traces, coverage, mutants and diffs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import testing

Json = dict[str, Any]
GROUPS = ["ward", "town", "commune"]


def bands(high: int, low: int) -> Json:
    steps = [
        {"from": high, "points": 2},
        {"from": low, "below": high, "points": 1},
        {"below": low, "points": 0},
    ]
    return {"bands": {"on": {"percent": ["done", "planned"], "direction": "up"}, "steps": steps}}


def rubric(*cases: Json, **keys: Any) -> Json:
    inputs = [{"name": "done", "type": "count"}, {"name": "planned", "type": "count", "min": 1}]
    leaf = {"code": "1", "max": 2, "inputs": inputs, "rule": {"by_group": {"cases": cases}}}
    return {
        "parindex": 1,
        "id": "by-group",
        "edition": "2026",
        "max": 2,
        "aggregation": "sum",
        "missing": "error",
        "index_rounding": {"digits": 2, "mode": "half_up"},
        "groups": [{"id": group} for group in GROUPS],
        "nodes": [{**leaf, **keys}],
    }


def case(rule: Json, *groups: str) -> Json:
    return {"groups": groups, "rule": rule}


INCREMENTS = {
    "on": {"percent": ["done", "planned"], "max": 100},
    "base": 0,
    "threshold": 50,
    "direction": "up",
    "step": 5,
    "points_each": "0.25",
    "partial_steps": "counted",
    "cap": 2,
}
SOUND = rubric(case(bands(90, 70), "ward"), case(bands(80, 60), "town", "commune"))
LIST = "/nodes/0/rule/by_group/cases"


def found(document: Json) -> list[tuple[str, str]]:
    _, issues = px.check_rubric(json.dumps(document))
    return [(issue.code, issue.pointer) for issue in issues]


def test_a_sound_rule_goes_through_json_unchanged() -> None:
    assert found(SOUND) == []
    made = px.Rubric.from_json(SOUND)
    assert px.Rubric.from_json(made.to_json()).to_json() == made.to_json()
    assert px.diff(made, px.Rubric.from_json(made.to_json())).changes == ()


YES_NO: Json = {"yes_no": {"yes": 2, "no": 0}}
CUSTOM: Json = {"custom": {"name": "a", "version": "1", "reach": {"min": 0, "max": 2}}}
REST = case(bands(80, 60), "town", "commune")


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        (
            [],
            [("range_empty", LIST)] + [("cases_gap", LIST)] * 3,
        ),
        ([case(bands(90, 70), "ward"), case(bands(80, 60), "town")], [("cases_gap", LIST)]),
        (
            [case(bands(90, 70), "ward", "ward"), REST],
            [("id_duplicate", f"{LIST}/0/groups/1")],
        ),
        (
            [case(bands(90, 70), "ward", "town"), REST],
            [("cases_overlap", f"{LIST}/1/groups/0")],
        ),
        (
            [case(bands(90, 70), "ward", "city"), REST],
            [("group_unknown", f"{LIST}/0/groups/1")],
        ),
        (
            [case(bands(90, 70)), case(bands(80, 60), *GROUPS)],
            [("range_empty", f"{LIST}/0/groups")],
        ),
        *(
            ([case(rule, "ward"), REST], [("part_misplaced", f"{LIST}/0/rule")])
            for rule in (YES_NO, CUSTOM, {"by_group": {"cases": [case(bands(90, 70), *GROUPS)]}})
        ),
        (
            [case({"increments": {**INCREMENTS, "threshold": 100}}, *GROUPS)],
            [("maximum_unreachable", f"{LIST}/0/rule/increments")],
        ),
        # Every case has its own issues: an invalid case does not hide anything in the next.
        (
            [case(bands(60, 70), "ward"), case(bands(80, 60), "town"), case({}, "commune")],
            [("key_missing", f"{LIST}/2/rule")],
        ),
        (
            [
                case({"per_unit": {"on": {"value": "done"}, "points_each": 1}}, "ward"),
                case({"per_unit": {"on": {"value": "done"}, "points_each": 1, "cap": 1}}, "town"),
                case(bands(80, 60), "commune"),
            ],
            [
                ("maximum_exceeded", f"{LIST}/0/rule/per_unit"),
                ("maximum_unreachable", f"{LIST}/1/rule/per_unit"),
            ],
        ),
    ],
)
def test_issues(cases: list[Json], expected: list[tuple[str, str]]) -> None:
    assert found(rubric(*cases)) == expected


def test_a_direction_that_one_group_breaks() -> None:
    falling = bands(90, 70)
    falling["bands"]["steps"][0]["points"] = 0
    falling["bands"]["steps"][2]["points"] = 2
    pointer = f"{LIST}/0/rule/bands/on/direction"
    assert found(rubric(case(falling, "ward"), REST)) == [("direction_broken", pointer)]


def test_a_case_for_a_group_that_the_leaf_is_not_for_is_a_warning() -> None:
    document = rubric(case(bands(90, 70), "ward"), REST, only_for=["ward", "town"])
    other = {"code": "2", "max": 2, "only_for": ["commune"], "rule": YES_NO}
    document["nodes"].append(other)
    assert found(document) == [("case_unreachable", f"{LIST}/1/groups/1")]


def test_traces_proofs_and_the_lane_name_the_groups() -> None:
    plan = px.Rubric.from_json(SOUND).compile()
    row = {"unit": "A", "group": "town", "1.done": 85, "1.planned": 100}
    trace = plan.score(row).explain("A").children[0]
    assert trace.kind == "by_group"
    assert trace.branch == "/rule/by_group/cases/1/rule/bands/steps/0"
    assert trace.branch_text == "groups town, commune / x >= 80 gives 2"
    assert str(trace.quantity) == "85"
    assert plan.lanes()[1].lane == "fixed"
    texts = [proof["text"] for proof in plan.rubric.proofs() if proof["code"] == "1"]
    assert "every group that has the leaf has exactly one of its 2 rules" in texts
    assert "group ward: planned is never 0" in texts


def test_coverage_and_mutants_look_into_every_case(tmp_path: Path) -> None:
    made = px.Rubric.from_json(SOUND)
    file = tmp_path / "generated.case.json"
    file.write_text(testing.boundary_cases(made), encoding="utf-8")
    coverage = testing.measure_coverage(made, [file])
    assert coverage.missing == [], coverage.to_text()
    texts = [item.text for item in coverage.items if item.kind == "branch"]
    assert "group ward / x >= 90 gives 2" in texts
    assert "groups town, commune / 60 <= x < 80 gives 1" in texts
    # A side for one group does not count as a side for the other.
    given = {"unit": "A", "group": "ward", "1.done": 80, "1.planned": 100}
    one = {"for": {"rubric": "by-group", "edition": "2026"}, "cases": [
        {"unit": "A", "group": "ward", "given": given, "expect": {"points": "1"}}]}  # fmt: skip
    del given["unit"], given["group"]
    file.write_text(json.dumps(one), encoding="utf-8")
    sides = [
        item for item in testing.measure_coverage(made, [file]).items if item.kind == "boundary"
    ]
    assert not [side for side in sides if side.cases and f"{LIST}/1" in side.pointer]


def test_mutants_of_every_case_are_killed(tmp_path: Path) -> None:
    made = px.Rubric.from_json(SOUND)
    file = tmp_path / "generated.case.json"
    file.write_text(testing.boundary_cases(made), encoding="utf-8")
    report = testing.mutate(made, [file])
    touched = {mutant.pointer[len(LIST) + 1] for mutant in report.mutants if LIST in mutant.pointer}
    assert touched == {"0", "1"}
    assert [str(mutant) for mutant in report.mutants if mutant.status == "survived"] == []


def test_a_change_is_reported_by_its_groups() -> None:
    changed = rubric(case(bands(95, 70), "ward"), REST)
    text = str(px.diff(px.Rubric.from_json(SOUND), px.Rubric.from_json(changed)))
    assert "1: by group ward 90→95 %, maximum unchanged" in text
