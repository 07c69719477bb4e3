# SPDX-License-Identifier: MIT
"""Custom rules: functions of the application, passed by name to compile."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import parindex as px
from parindex import reference

LEAF: dict[str, Any] = {
    "code": "1",
    "max": "2",
    "inputs": [{"name": "a", "type": "count"}, {"name": "value", "type": "number"}],
    "rule": {
        "custom": {
            "name": "ours",
            "version": "2",
            "parameters": {"each": "1/3"},
            "reach": {"min": "0", "max": "2"},
        }
    },
}
RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "custom",
    "edition": "1",
    "max": "2",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": "exact",
    "nodes": [LEAF],
}


def ours(call: px.CustomCall) -> Fraction:
    """At the top of the module, so that it pickles."""
    assert set(call.inputs) == {"a", "value"}
    assert call.code == "1"
    return min(call.max, call.parameters["each"] * call.inputs["a"] + call.inputs["value"])


def rubric(**rule: Any) -> px.Rubric:
    document = copy.deepcopy(RUBRIC)
    document["nodes"][0]["rule"]["custom"] |= rule
    return px.Rubric.from_json(document)


def test_values_and_points_are_exact():
    plan = rubric().compile(custom={"ours": ("2", ours)})
    rows = [{"unit": "A", "1.a": 1, "1": 0.1}, {"unit": "B", "1.a": 3, "1": "1e-30"}]
    scores = plan.score(rows)
    assert scores["A"].points == Fraction(1, 3) + Fraction(1, 10)
    assert scores["B"].points == Decimal("1.000000000000000000000000000001")
    expected = reference.score(RUBRIC, rows, custom={"ours": ours})
    assert json.loads(scores.to_json())["units"] == expected
    trace = scores.explain("A").find("1")
    assert trace.kind == "custom"
    assert trace.branch_text == "custom ours 2 gives 13/30"
    assert plan.lanes()[1].lane == "exact"
    assert "ours" in plan.lanes()[1].reason


def typed(call: px.CustomCall) -> Fraction:
    due, kind, asked = (call.inputs[name] for name in ("due", "kind", "asked"))
    assert [type(value) for value in (due, kind, asked)] == [date, str, bool]
    late = (due - date(2026, 6, 30)).days
    return Fraction(max(0, 2 - late) if asked and kind == "ward" else 0)


def test_dates_choices_and_booleans_come_as_what_they_are() -> None:
    inputs = [
        {"name": "due", "type": "date"},
        {"name": "kind", "type": "choice", "options": [{"id": "ward"}, {"id": "town"}]},
        {"name": "asked", "type": "boolean"},
    ]
    document = {**RUBRIC, "nodes": [{**LEAF, "inputs": inputs}]}
    plan = px.Rubric.from_json(document).compile(custom={"ours": typed})
    rows = [
        {"unit": f"{n}", "1.due": due, "1.kind": kind, "1.asked": asked}
        for n, (due, kind, asked) in enumerate(
            [
                ("2026-06-30", "ward", True),
                (date(2026, 7, 1), "ward", "yes"),
                (date.max, "ward", 1),
                ("2026-06-30", "town", True),
                ("2026-06-30", "ward", False),
                ("0001-01-01", "ward", False),
            ]
        )
    ]
    scores = plan.score(rows)
    assert [unit.points for unit in scores] == [2, 1, 0, 0, 0, 0]
    expected = reference.score(document, rows, custom={"ours": typed})
    assert json.loads(scores.to_json())["units"] == expected


@pytest.mark.parametrize("points", [1, Fraction(1, 2), Decimal("0.25")])
def test_kinds_of_exact_numbers(points):
    scores = rubric().compile(custom={"ours": lambda _: points}).score({"1.a": 1, "1": 0})
    assert scores["unit"].points == points


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (lambda _: 0.5, "custom_failed"),
        (lambda _: True, "custom_failed"),
        (lambda _: "1", "custom_failed"),
        (lambda _: None, "custom_failed"),
        (lambda _: Decimal("NaN"), "custom_failed"),
        (lambda call: call.inputs["b"], "custom_failed"),
        (lambda _: 1 // 0, "custom_failed"),
        (lambda _: -1, "custom_out_of_range"),
        (lambda _: Fraction(2001, 1000), "custom_out_of_range"),
    ],
)
def test_a_bad_result_is_an_issue_of_its_row(given, code):
    plan = rubric().compile(custom={"ours": given})
    scores = plan.score([{"unit": "A", "1.a": 1, "1": 0}, {"unit": "B", "1.a": 1, "1": None}])
    assert [(issue.code, issue.row) for issue in scores.issues] == [(code, 1), ("value_missing", 2)]
    assert scores.status == ("error", "error")
    assert scores["A"].points is None


def test_a_message_of_python_reaches_the_issue():
    def fails(_: px.CustomCall) -> int:
        raise LookupError("no such thing: là đây")

    (issue,) = rubric().compile(custom={"ours": fails}).score({"1.a": 1, "1": 0}).issues
    assert issue.actual == "LookupError: no such thing: là đây"


def test_points_with_too_many_digits_are_reported() -> None:
    plan = rubric().compile(custom={"ours": ("2", lambda _: Fraction(1, 10**500))})
    [issue] = plan.score({"1.a": 1, "1": 1}).issues
    assert issue.code == "custom_failed"
    assert issue.actual == f"points must have at most {px.limits().cell_digits} digits"


def test_an_interrupt_is_not_an_issue():
    def stops(_: px.CustomCall) -> int:
        raise KeyboardInterrupt

    plan = rubric().compile(custom={"ours": stops})
    with pytest.raises(KeyboardInterrupt):
        plan.score({"1.a": 1, "1": 0})


def test_a_rule_that_is_not_given_is_an_issue():
    with pytest.raises(px.RubricError) as caught:
        rubric().compile()
    (issue,) = caught.value.issues
    assert (issue.code, issue.pointer) == ("custom_unknown", "/nodes/0/rule/custom/name")
    with pytest.raises(px.RubricError) as caught:
        rubric().compile(custom={"ours": ("1", ours)})
    (issue,) = caught.value.issues
    assert (issue.code, issue.expected, issue.actual) == ("custom_version", '"2"', '"1"')


def test_name_version_and_parameters_are_in_the_fingerprint():
    custom = {"ours": ours, "theirs": ours}
    kinds = [{}, {"name": "theirs"}, {"version": "3"}, {"parameters": {"each": "1/2"}}]
    prints = {rubric(**kind).compile(custom=custom).fingerprint for kind in kinds}
    assert len(prints) == len(kinds)


def test_a_plan_pickles_with_its_functions():
    plan = rubric().compile(custom={"ours": ("2", ours)})
    again = pickle.loads(pickle.dumps(plan))
    row = {"1.a": 2, "1": 1}
    assert again.score(row).to_json() == plan.score(row).to_json()
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps(rubric().compile(custom={"ours": lambda _: 1}))


def test_functions_are_called_from_several_threads():
    threads = set()

    def notes(call: px.CustomCall) -> Fraction:
        threads.add(threading.get_ident())
        return min(call.max, call.inputs["a"] / 20000)

    plan = rubric().compile(custom={"ours": notes})
    rows = {"unit": [str(n) for n in range(9000)], "1.a": list(range(9000)), "1": [0] * 9000}
    one, two = (plan.score(rows, threads=n) for n in (1, 2))
    assert one.to_json() == two.to_json()
    assert one["4000"].points == Fraction(1, 5)
    assert threads


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"reach": {"min": "0", "max": "3"}}, "maximum_exceeded"),
        ({"reach": {"min": "0", "max": "1"}}, "maximum_unreachable"),
        ({"reach": {"min": "2", "max": "1"}}, "range_empty"),
        ({"name": "a b"}, "code_invalid"),
        ({"version": ""}, "code_invalid"),
        ({"parameters": {"1x": 1}}, "code_invalid"),
        ({"parameters": {"x": "one"}}, "number_malformed"),
    ],
)
def test_rubrics_that_the_check_rejects(rule, code):
    with pytest.raises(px.RubricError) as caught:
        rubric(**rule)
    assert code in [issue.code for issue in caught.value.issues]


def test_a_warning_of_a_row_raises_nothing():
    survey = {"answers": [{"id": "y", "percent": 100}, {"id": "n", "percent": 0}]}
    survey |= {"minimum_sample": 9, "when_small": "full", "stated_sample": False}
    leaf = {"code": "1", "max": "2", "rule": {"survey": survey}}
    plan = px.Rubric.from_json({**RUBRIC, "nodes": [leaf]}).compile()
    scores = plan.score({"1.y": 0, "1.n": 8}, on_row_error="raise")
    assert scores["unit"].points == 2
    (issue,) = scores.issues
    assert (issue.code, issue.severity, issue.field) == ("survey_sample_small", "warning", "1")
    survey["when_small"] = "error"
    plan = px.Rubric.from_json({**RUBRIC, "nodes": [leaf]}).compile()
    with pytest.raises(px.DataError):
        plan.score({"1.y": 0, "1.n": 8}, on_row_error="raise")
