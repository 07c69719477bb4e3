# SPDX-License-Identifier: MIT
"""Values of inputs before the rule reads them: rounded, or a number that means that there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import model, testing
from twin_scores import both, codes, returns, whole

Json = dict[str, Any]


def rate(**declared: Any) -> Json:
    """A leaf with the bands of a law: over 90: 2; from 70 to 90: 1; under 70: 0."""
    leaf = {
        "code": "1", "max": 2, "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100, **declared}],
        "rule": {"bands": {"on": {"value": "value"}, "steps": [
            {"above": 90, "points": 2}, {"from": 70, "to": 90, "points": 1}, {"below": 70, "points": 0}]}},
    }  # fmt: skip
    return whole([leaf], 2, missing="zero")


TWO: Json = {"digits": 2, "mode": "half_up"}


def test_a_value_is_rounded_before_it_is_compared() -> None:
    # 69.995 is 70.00; 90.004 is 90.00, which is not above 90.
    values = ["69.994", "69.995", "90.004", "90.005", "70", "200/3"]
    scores = both(rate(rounding=TWO), *({"1": value} for value in values))
    assert [int(score.points) for score in scores] == [0, 1, 1, 2, 1, 0]
    exact = both(rate(), *({"1": value} for value in values))
    assert [int(score.points) for score in exact] == [0, 0, 2, 2, 1, 0]
    assert "value = 200/3 (rounded to 66.67)" in str(scores.explain("5"))
    assert "(làm tròn thành 66.67)" in scores.explain("5").to_text(language="vi")
    assert "(rounded" not in str(scores.explain("4"))


def test_the_limits_hold_for_the_rounded_value() -> None:
    scores = both(rate(rounding=TWO), {"1": "100.004"}, {"1": "100.005"}, {"1": "-0.004"})
    assert [issue.code for issue in scores.issues] == ["value_above_maximum"]
    assert scores.issues[0].expected == "a number from 0 to 100, rounded to 2 digits"
    assert [score.status for score in scores] == ["ok", "error", "ok"]


def test_bands_between_two_rounded_values_have_no_gap() -> None:
    document = rate(rounding=TWO)
    steps = document["nodes"][0]["rule"]["bands"]["steps"]
    steps[0] = {"from": "90.01", "points": 2}
    assert codes(document) == []
    scores = both(document, {"1": "90.004"}, {"1": "90.005"})
    assert [int(score.points) for score in scores] == [1, 2]
    del document["nodes"][0]["inputs"][0]["rounding"]
    assert [code for code, _ in codes(document)] == ["bands_gap"]


def test_a_rounded_input_ends_and_is_not_in_the_vectorised_lane() -> None:
    leaf = {
        "code": "1", "max": 10, "inputs": [{"name": "value", "type": "number", "min": 0, "max": 20, "rounding": TWO}],
        "rule": {"proportional": {"on": {"value": "value"}, "full_at": 20}},
    }  # fmt: skip
    plan = px.Rubric.from_json(whole([leaf], 10)).compile()
    assert plan.terminating[1].points
    assert plan.lanes()[1].reason == "an input that is rounded before it is read"
    assert str(plan.score({"1": "40/3"})["unit"].points) == "6.665"


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        ({"type": "count", "rounding": TWO}, ("key_unknown", "/nodes/0/inputs/0/rounding")),
        ({"step": 1, "rounding": TWO}, ("part_misplaced", "/nodes/0/inputs/0/rounding")),
        ({"max": "99.995", "rounding": TWO}, ("step_mismatch", "/nodes/0/inputs/0/max")),
        ({"missing_markers": ["-9", "-9.0"]}, ("id_duplicate", "/nodes/0/inputs/0/missing_markers/1")),
        ({"missing_markers": ["99"]}, ("marker_clash", "/nodes/0/inputs/0/missing_markers/0")),
        ({"missing_markers": ["-0.004"], "rounding": TWO}, ("marker_clash", "/nodes/0/inputs/0/missing_markers/0")),
        ({"missing_markers": ["x"]}, ("number_malformed", "/nodes/0/inputs/0/missing_markers/0")),
    ],
)  # fmt: skip
def test_wrong_declarations(declared: Json, found: tuple[str, str]) -> None:
    assert found in codes(rate(**declared))


def test_a_number_can_mean_that_there_is_no_value() -> None:
    document = rate(missing_markers=["-9", "999"])
    scores = both(
        document, {"1": -9}, {"1": "999"}, {"1": "9.99e2"}, {"1": "-8"}, {"1": 95}, {"1": None}
    )
    assert [score.status for score in scores] == ["ok", "ok", "ok", "error", "ok", "ok"]
    assert [issue.code for issue in scores.issues] == ["value_below_minimum"]
    assert "missing: zero gives 0" in str(scores.explain("0"))
    # Many rows of floats, most of them in the vectorised lane.
    plan = px.Rubric.from_json(document).compile()
    assert plan.lanes()[1].lane == "fixed"
    many = plan.score(
        {"unit": [str(i) for i in range(900)], "1": [-9.0 if i % 3 else 80.0 for i in range(900)]}
    )
    assert [int(score.points) for score in many] == [0 if i % 3 else 1 for i in range(900)]
    assert many.issues == ()


def test_a_marker_of_a_count_or_between_steps() -> None:
    leaf = {
        "code": "1", "max": 2, "inputs": [{"name": "value", "type": "count", "missing_markers": [-1, "0.5"]}],
        "rule": {"per_unit": {"on": {"value": "value"}, "points_each": 1, "cap": 2}},
    }  # fmt: skip
    scores = both(whole([leaf], 2, missing="full"), {"1": -1}, {"1": "0.5"}, {"1": 1}, {"1": "1.5"})
    assert [str(score.points) for score in scores] == ["2", "2", "1", "None"]


def test_a_marker_does_not_count_in_a_statistic() -> None:
    cohort = {"cohort": {"of": "value", "statistic": "mean", "within": "all"}}
    leaf = {
        "code": "1", "max": 1, "inputs": [{"name": "value", "type": "number", "min": 0, "max": 10, "missing_markers": [99]}],
        "rule": {"formula": {"cases": [{"when": {"of": {"subtract": ["value", cohort]}, "from": 0}, "points": 1}, {"points": 0}]}},
    }  # fmt: skip
    scores = both(whole([leaf], 1, missing="zero"), {"1": 2}, {"1": 4}, {"1": 99})
    assert [int(score.points) for score in scores] == [0, 1, 0]


def test_a_group_without_the_leaf_may_have_the_marker() -> None:
    document = rate(missing_markers=["-9"])
    document["groups"] = [{"id": "x"}, {"id": "y"}]
    document["nodes"][0]["only_for"] = ["x"]
    document["nodes"].append(
        {"code": "2", "max": 2, "only_for": ["y"], "rule": {"direct": {"min": 0, "max": 2}}}
    )
    scores = both(document, {"group": "y", "1": -9, "2": 1}, {"group": "y", "1": 5, "2": 1})
    assert [issue.code for issue in scores.issues] == ["value_unexpected"]


def test_the_form_of_a_file_returns() -> None:
    document = rate(rounding=TWO, missing_markers=[-9, "999"])
    made = returns(document)
    assert made["parindex"] == 2
    assert made["nodes"][0]["inputs"][0]["missing_markers"] == ["-9", "999"]
    assert codes({**document, "parindex": 1}) == [
        ("format_version", "/nodes/0/inputs/0/rounding"),
        ("format_version", "/nodes/0/inputs/0/missing_markers"),
    ]
    made_of = model.NumberInput(
        "value", min=0, max=100, rounding=px.Rounding(2, "half_up"), missing_markers=[-9]
    )
    assert made_of.to_dict()["missing_markers"] == ["-9"]


def test_generated_cases_hold(tmp_path: Path) -> None:
    rubric = px.Rubric.from_json(rate(rounding=TWO, missing_markers=["-9"]))
    path = tmp_path / "made.case.json"
    path.write_text(testing.boundary_cases(rubric), encoding="utf-8")
    assert testing.run_cases([path], rubric=rubric).ok
    mutants = testing.mutate(rubric, [path]).mutants
    of_rounding = {
        m.change: m.status
        for m in mutants
        if "/rounding/" in m.pointer or m.pointer.endswith("/rounding")
    }
    assert of_rounding


def test_worksheets_and_assessments_know_the_marker() -> None:
    rubric = px.Rubric.from_json(rate(rounding=TWO, missing_markers=["-9"]))
    assert rubric.compile().score([{"unit": "a", "1": "-9"}])["a"].status == "ok"
