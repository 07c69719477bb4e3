# SPDX-License-Identifier: MIT
"""The custom rules and cohort of a plan are passed on to everything that scores again."""

from __future__ import annotations

import copy
import json
import pickle
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from leaders import TEN_FOR_THE_BEST
from parindex import testing

Json = dict[str, Any]

SHARE: Json = {
    "code": "1",
    "max": "10",
    "inputs": [{"name": "value", "type": "number", "min": "0", "title": {"en": "Cases"}}],
    "rule": TEN_FOR_THE_BEST,
}
OURS: Json = {
    "code": "2",
    "max": "2",
    "inputs": [{"name": "value", "type": "number", "min": "0", "max": "2"}],
    "missing": "zero",
    "rounding": {"digits": 0, "mode": "half_up"},
    "rule": {"custom": {"name": "ours", "version": "1", "reach": {"min": "0", "max": "2"}}},
}
RUBRIC: Json = {
    "parindex": 1,
    "id": "handed",
    "edition": "1",
    "max": "12",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {
        "on": "points",
        "stage": "rounded",
        "ties": "competition",
        "tie_break": [],
        "within": "all",
    },
    "layers": [{"id": "self"}],
    "layer": "self",
    "nodes": [SHARE, OURS],
}
ALL = [
    {"unit": "A", "1": 40, "2": "1.5"},
    {"unit": "B", "1": 10, "2": None},
    {"unit": "C", "1": 20, "2": 2},
]


def ours(call: px.CustomCall) -> Fraction:
    """At the top of the module, so that it pickles."""
    return call.inputs["value"]


def halves(call: px.CustomCall) -> Fraction:
    return call.inputs["value"] / 2


def changed(document: Json = RUBRIC, **keys: Any) -> px.Rubric:
    """The rubric with other members of the leaves `n1` and `n2`, and of the rubric itself."""
    document = copy.deepcopy(document)
    for node in document["nodes"]:
        node.update(keys.pop(f"n{node['code']}", {}))
    return px.Rubric.from_json({**document, **keys})


@pytest.fixture
def plan() -> px.Plan:
    return changed().compile(custom={"ours": ("1", ours)})


# ---- audit --------------------------------------------------------------------------------------


def test_an_audit_scores_again_with_rules_and_cohort(plan: px.Plan) -> None:
    whole = plan.score(ALL)
    assert [each.code for each in whole.audit().halves] == ["2"]
    alone = plan.score(ALL[1:], cohort=whole.cohort)
    assert [alone[unit].points for unit in "BC"] == [Fraction(5, 2), 7]
    audit = alone.audit()
    assert audit.issues == ()
    # If the statistics were over B and C alone, C would have 12 points.
    assert audit.ranks == ()
    missing = plan.score([{**ALL[0], "1": 10}, ALL[1]], cohort=whole.cohort)
    assert [
        (each.unit, each.outcome, [(c.decision, c.option, c.outcome) for c in each.changes])
        for each in missing.audit().ranks
    ] == [("A", "1", [("missing", "full", "=1")]), ("B", "2", [("missing", "full", "=1")])]


def test_an_audit_of_a_part_takes_no_statistic_over_it(plan: px.Plan) -> None:
    part = plan.score(ALL, part=True)
    assert {issue.code for issue in part.issues} == {"cohort_missing"}
    assert part.audit().ranks == ()


# ---- replay -------------------------------------------------------------------------------------


def test_a_replay_knows_the_rules_of_the_old_plan(plan: px.Plan) -> None:
    whole = plan.score(ALL)
    found = whole.replay(changed(n2={"missing": "full"}).compile(custom={"ours": ours}))
    assert [(step.codes, step.total) for step in found.steps] == [(("2",), 2)]
    again = pickle.loads(pickle.dumps(found.after.plan))
    assert again.score(ALL).to_json() == found.after.to_json()


def test_a_replay_takes_a_rule_in_two_versions(plan: px.Plan) -> None:
    later = copy.deepcopy(OURS["rule"])
    later["custom"]["version"] = "2"
    rubric = changed(n2={"rule": later, "rounding": {"digits": 2, "mode": "half_up"}})
    with pytest.raises(px.RubricError) as caught:
        rubric.compile(custom={"ours": ("1", halves)})
    assert [issue.code for issue in caught.value.issues] == ["custom_version"]
    found = plan.score(ALL).replay(rubric.compile(custom={"ours": ("2", halves)}))
    assert found.after["C"].points == 6
    assert [(step.codes, step.total) for step in found.steps] == [(("2",), Fraction(-9, 4))]
    assert found.total_before + sum(step.total for step in found.steps) == found.total_after


def test_a_cohort_shows_its_statistics(plan: px.Plan) -> None:
    cohort = plan.score(ALL).cohort
    title, heads, _, line = repr(cohort).splitlines()
    assert title == "Units that statistics are computed over"
    assert heads.split() == ["statistic", "group", "values", "mean", "median", "minimum", "maximum"]
    assert line.split() == ["1", "all", "units", "3", "≈", "23.333333", "20", "10", "40"]
    page = cohort._repr_html_()
    for text in ("<caption", "all units", "23.333333"):
        assert text in page


def test_statistics_of_a_part_are_those_of_its_cohort(plan: px.Plan) -> None:
    whole = plan.score(ALL)
    part = plan.score(ALL[1:], cohort=whole.cohort)
    inputs = copy.deepcopy(SHARE["inputs"])
    inputs[0]["title"]["en"] = "Cases closed"
    found = part.replay(
        changed(n1={"inputs": inputs}, n2={"missing": "full"}).compile(custom={"ours": ours})
    )
    assert [(step.codes, step.total) for step in found.steps] == [(("2",), 2)]
    renamed = copy.deepcopy(RUBRIC)
    renamed["nodes"][0]["code"] = "9"
    found = part.replay(
        px.Rubric.from_json(renamed).compile(custom={"ours": ours}), codes={"1": "9"}
    )
    assert not found.comparison.changed
    assert found.units == 2


def test_statistics_that_nobody_knows_are_an_issue(plan: px.Plan) -> None:
    part = plan.score(ALL[1:], cohort=plan.score(ALL).cohort)
    other = copy.deepcopy(SHARE["rule"])
    cohort = other["formula"]["cases"][0]["points"]["multiply"][1]["divide"][1]["cohort"]
    cohort["of"] = {"add": ["value", 10]}
    rubric = changed(n1={"rule": other})
    found = part.replay(rubric.compile(custom={"ours": ours}))
    assert {issue.code for issue in found.after.issues} == {"cohort_missing"}
    whole = rubric.compile(custom={"ours": ours}).score(ALL)
    found = part.replay(rubric.compile(custom={"ours": ours}), cohort=whole.cohort)
    assert found.after["C"].points == whole["C"].points == 6
    assert [(step.codes, step.total) for step in found.steps] == [(("1",), Fraction(-3, 2))]
    with pytest.raises(px.DataError) as caught:
        part.replay(changed().compile(custom={"ours": ours}), cohort=whole.cohort)
    assert [issue.code for issue in caught.value.issues] == ["cohort_missing"]


def test_a_cohort_of_other_units_is_a_step_of_its_own(plan: px.Plan) -> None:
    whole = plan.score(ALL)
    found = whole.replay(
        changed().compile(custom={"ours": ours}),
        cohort=plan.score([*ALL, {"unit": "D", "1": 80}]).cohort,
    )
    assert [(step.codes, step.total, step.units) for step in found.steps] == [
        (("1",), Fraction(-35, 4), 3)
    ]


# ---- cases, assessments, result files -----------------------------------------------------------


def case_file(folder: Path, **expected: str) -> Path:
    cases = [
        {"unit": unit, "given": {k: v for k, v in row.items() if k != "unit"}}
        for unit, row in ((row["unit"], row) for row in ALL[1:])
    ]
    for case in cases:
        case["expect"] = {"points": expected[case["unit"]]}
    path = folder / "part.case.json"
    path.write_text(json.dumps({"parindex_cases": 1, "rubric": RUBRIC, "cases": cases}))
    return path


def test_cases_run_with_rules_and_cohort(plan: px.Plan, tmp_path: Path) -> None:
    path = case_file(tmp_path, B="2.5", C="7")
    report = testing.run_cases([path])
    assert [issue["code"] for issue in report.issues] == ["custom_unknown"]
    assert not report.ok
    assert testing.run_cases([path], custom={"ours": ours}).failed == 2
    cohort = plan.score(ALL).cohort
    assert testing.run_cases([path], custom={"ours": ours}, cohort=cohort).ok
    other = changed(edition="2").compile(custom={"ours": ours}).score(ALL).cohort
    report = testing.run_cases([path], custom={"ours": ours}, cohort=other)
    assert [issue["code"] for issue in report.issues] == ["cohort_missing"]


def test_an_assessment_keeps_its_rules(plan: px.Plan, tmp_path: Path) -> None:
    seen = {"layer": "self", "date": "2026-01-31"}
    marks = [{**seen, "unit": row["unit"], "code": c, "value": row[c]} for row in ALL for c in "12"]
    assessment = px.Assessment.from_observations(plan, marks)
    scores = assessment.score("self")
    assert [scores[unit].points for unit in "ABC"] == [12, Fraction(5, 2), 7]
    assert pickle.loads(pickle.dumps(scores.plan)) == scores.plan
    path = tmp_path / "frozen.json"
    assessment.freeze().save(path)
    with pytest.raises(px.DataError) as caught:
        px.load_snapshot(path)
    [issue] = caught.value.issues
    assert (issue.code, issue.pointer) == ("custom_unknown", "/rubric/nodes/1/rule/custom/name")
    assert px.load_snapshot(path, custom={"ours": ours}).score().digest == scores.digest


def test_a_result_file_knows_its_cohort(plan: px.Plan) -> None:
    whole = plan.score(ALL)
    part = plan.score(ALL[1:], cohort=whole.cohort)
    again = plan.score(ALL[1:], cohort=whole.cohort)
    assert px.verify(part.to_json().encode(), again).same_data
    other = plan.score(ALL[1:])
    found = px.verify(part.to_json().encode(), other)
    assert not found.same_data
    assert not found.identical
