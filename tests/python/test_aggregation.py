# SPDX-License-Identifier: MIT
"""Aggregations, gates, groups and kinds of no-value in the Python package."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import parindex as px


def leaf(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "max": 4, "rule": {"direct": {"min": 0, "max": 4}}, **more}


def plan(*nodes: dict[str, Any], **more: Any) -> px.Plan:
    return px.Rubric.from_json(
        {
            "parindex": 1,
            "id": "test",
            "edition": "2026",
            "max": 4,
            "aggregation": "mean",
            "missing": "exclude",
            "index_rounding": "exact",
            "nodes": list(nodes) or [leaf("1"), leaf("2"), leaf("3")],
            **more,
        }
    ).compile()


def test_a_mean_without_enough_children_is_unavailable() -> None:
    scores = plan(aggregation={"mean": {"minimum_available": 2}}).score(
        [{"unit": "A", "1": 4, "2": 1, "3": None}, {"unit": "B", "1": 4, "2": None, "3": None}]
    )
    assert (scores["A"].points, scores["A"].status) == (Decimal("2.5"), "ok")
    assert (scores["B"].points, scores["B"].max) == (None, None)
    assert scores["B"].status == "unavailable"
    trace = scores.explain("B")
    assert trace.status == "unavailable"
    assert trace.branch_text == "1 available, at least 2 needed: unavailable"
    ranking = scores.rank(on="points", stage="exact", ties="dense", within="all")
    assert ranking["B"].rank is None
    assert ranking["B"].reason == "too few results are available"


@pytest.mark.parametrize(
    ("aggregation", "points", "text"),
    [
        ("mean", Fraction(8, 3), "(3 + 4 + 1) / 3 = 8/3"),
        ("median", Decimal(3), "the median of 1, 3, 4 is 3"),
        ("minimum", Decimal(1), "lowest of 1 3, 2 4, 3 1: 3 gives 1"),
        ("harmonic_mean", Fraction(36, 19), "4 * 3 / (1 / (3/4) + 1 / (4/4) + 1 / (1/4)) = 36/19"),
    ],
)
def test_traces_say_what_was_aggregated(aggregation: str, points: Any, text: str) -> None:
    trace = plan(aggregation=aggregation).score({"1": 3, "2": 4, "3": 1}).explain("unit")
    assert trace.points == points
    assert trace.branch == "/aggregation"
    assert trace.branch_text == text


def test_steps_after_the_aggregation() -> None:
    gate = {"id": "late", "points": "0.5"}
    scores = plan(aggregation="sum", cap=4, gates=[gate]).score(
        [{"unit": u, "1": 2, "2": 3, "3": 1, "late": u == "B"} for u in ("A", "B")]
    )
    inputs = px.TraceStep("inputs", "", "sum: late = no", {}, None)
    added = px.TraceStep("aggregation", "/aggregation/sum", "2 + 3 + 1 = 6", {}, Decimal(6))
    capped = px.TraceStep("cap", "/cap", "capped at 4 from 6", {}, Decimal(4))
    assert scores.explain("A").steps == (inputs, added, capped)
    steps = scores.explain("B").steps
    assert [step.kind for step in steps] == ["inputs", "aggregation", "cap", "gate"]
    assert steps[3].text == "gate late: 4 becomes 0.5"
    assert steps[3].points == Decimal("0.5")
    assert scores.explain("B").to_dict()["steps"][3]["pointer"] == "/gates/0"
    assert "gate late: 4 becomes 0.5" in scores.explain("B").to_text()
    assert scores.explain("B").inputs[0].name == "late"


def test_another_set_of_weights_is_another_rubric() -> None:
    rubric = plan(
        leaf("1", weight={"base": 3, "other": 1}),
        leaf("2", weight=1),
        aggregation="weighted_mean",
        weight_sets=["base", "other"],
    ).rubric
    other = rubric.with_weights("other")
    assert rubric.weight_sets == ("base", "other")
    assert other.weight_sets == ("other", "base")
    row = {"1": 4, "2": 0}
    assert [r.compile().score(row)["unit"].points for r in (rubric, other)] == [3, 2]
    assert rubric.compile().fingerprint != other.compile().fingerprint
    assert px.Rubric.from_json(other.to_json()) == other
    with pytest.raises(px.RubricError) as caught:
        rubric.with_weights("none")
    [issue] = caught.value.issues
    assert (issue.code, issue.expected, issue.actual) == (
        "weight_set_unknown",
        "base, other",
        "none",
    )


def test_lanes_say_why_a_node_is_exact() -> None:
    lanes = plan(
        leaf("1", gates=[{"id": "x", "points": 0}]),
        leaf("2", cap=4),
        leaf("3"),
        leaf("4", gates=[{"id": "y", "when": {"node": "3", "points": {"below": 1}}, "points": 0}]),
    ).lanes()
    reasons = {lane.code: lane.reason for lane in lanes}
    assert reasons["1"] == "a gate"
    assert reasons["2"] == "a cap or a floor of the node"
    assert reasons["3"] == ""
    assert reasons[""] == "its part 1 is not in the fixed lane"
    assert {lane.lane for lane in plan(leaf("1"), leaf("2")).lanes()} == {"fixed"}  # a mean


def test_sentinels_go_in_and_come_out() -> None:
    scores = plan(not_applicable="exclude", not_proven="zero", refused="full").score(
        {"1": px.NOT_APPLICABLE, "2": px.NOT_PROVEN, "3": px.REFUSED}
    )
    assert scores["unit"].points == 2
    inputs = [child.inputs[0].value for child in scores.explain("unit").children]
    assert inputs == [px.NOT_APPLICABLE, px.NOT_PROVEN, px.REFUSED]
    assert scores.explain("unit").to_dict()["children"][0]["inputs"][0]["value"] == {
        "no_value": "not_applicable"
    }


def test_markers_in_columns_of_arrow() -> None:
    pa = pytest.importorskip("pyarrow")
    made = plan(
        not_applicable="exclude", markers={"not_applicable": ["n/a"]}, aggregation="sum", max=12
    )
    table = pa.table({"unit": ["A", "B"], "1": ["n/a", "3"], "2": ["1", "2"], "3": ["4", "n/a"]})
    scores = made.score(table)
    assert [(s.points, s.max) for s in scores] == [(5, 8), (5, 8)]
