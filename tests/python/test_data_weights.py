# SPDX-License-Identifier: MIT
"""Weights that come from the data of a unit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import documents, model, testing
from parindex._sentences import in_language
from twin_scores import both, codes, mark, returns, whole

Json = dict[str, Any]


def mean(*children: Json, **kind: Any) -> Json:
    """A rubric whose only branch is a weighted mean of 10."""
    aggregation: Any = {"weighted_mean": kind} if kind else "weighted_mean"
    return whole(
        [{"code": "M", "max": 10, "aggregation": aggregation, "children": [*children]}], 10
    )


def two(**kind: Any) -> Json:
    return mean(mark("a", 4, weight_input="people"), mark("b", 5, weight_input="people"), **kind)


def at(a: object, wa: object, b: object, wb: object) -> Json:
    return {"a": a, "a.people": wa, "b": b, "b.people": wb}


def points(document: Json, *rows: Json) -> list[str | None]:
    scores = both(document, *rows)
    return [None if score.points is None else str(score.points) for score in scores]


def test_the_weight_is_in_the_data() -> None:
    # 10 * (1 * 1/2 + 3 * 1) / 4
    assert points(two(), at(2, 1, 5, 3), at(2, 0, 5, "0.5"), at(4, "1/3", 0, "1/3")) == [
        "8.75",
        "10",
        "5",
    ]
    scores = both(two(), at(2, 1, 5, 3))
    assert "weight 3, from b.people" in str(scores.explain("0").find("b"))
    assert "trọng số 3, lấy từ b.people" in scores.explain("0").to_text(language="vi")
    assert str(scores.explain("0").find("a").weight) == "1"
    assert "(1 * 2/4 + 3 * 5/5) / 4" in str(scores.explain("0").find("M"))
    assert returns(two())["nodes"][0]["children"][0]["weight_input"] == "people"
    plan = px.Rubric.from_json(two()).compile()
    assert [column.name for column in plan.columns] == ["a", "a.people", "b", "b.people"]
    reasons = {lane.code: lane.reason for lane in plan.lanes()}
    assert reasons["a"] == "a weight from the data"


def test_a_fixed_weight_beside_one_from_the_data() -> None:
    document = mean(mark("a", 4, weight_input="people"), mark("b", 5, weight=3))
    assert points(document, {"a": 2, "a.people": 1, "b": 5}) == ["8.75"]


def test_the_input_of_a_rule_can_be_the_weight() -> None:
    leaf = {
        "code": "a", "max": 4, "weight_input": "all", "inputs": [{"name": "done", "type": "count"}, {"name": "all", "type": "count", "min": 1}],
        "rule": {"proportional": {"on": {"ratio": ["done", "all"], "max": 1}, "full_at": 1}},
    }  # fmt: skip
    document = mean(leaf, mark("b", 5, weight_input="n"))
    assert points(document, {"a.done": 1, "a.all": 4, "b": 5, "b.n": 12}) == ["8.125"]
    leaf["inputs"][1]["type"] = "number"
    del leaf["inputs"][1]["min"]
    assert ("number_out_of_range", "/nodes/0/children/0/weight_input") in codes(document)


def test_all_weights_zero_leave_nothing() -> None:
    document = two()
    scores = both(document, at(2, 0, 5, 0))
    assert scores["0"]["M"].status == "excluded"
    document["nodes"][0]["nothing_left"] = "full"
    assert points(document, at(2, 0, 5, 0)) == ["10"]


@pytest.mark.parametrize(
    ("weight", "code", "words"),
    [
        (None, "value_missing", "The node has points, but its weight is missing in the data"),
        (-1, "value_below_minimum", ""),
        ("many", "value_type", ""),
    ],
)
def test_a_wrong_weight_is_an_issue_of_the_unit(weight: object, code: str, words: str) -> None:
    scores = both(two(), at(2, weight, 5, 3), at(2, 1, 5, 3))
    (found,) = scores.issues
    assert (found.code, found.row, found.field) == (code, 1, "a.people")
    assert words in found.message
    assert in_language(found.message, "vi")
    assert [score.status for score in scores] == ["error", "ok"]


def test_an_excluded_child_needs_no_weight() -> None:
    document = two()
    document["missing"] = "exclude"
    assert points(document, at(None, None, 5, 3), at(None, 7, 5, 3)) == ["10", "10"]


def test_a_declared_sum_is_checked_for_each_unit() -> None:
    document = two(weights_sum=100)
    scores = both(document, at(2, 40, 5, 60), at(2, 40, 5, 61))
    assert [score.status for score in scores] == ["ok", "error"]
    (found,) = scores.issues
    assert (found.code, found.field, found.expected, found.actual) == (
        "weights_sum_mismatch",
        "M",
        "100",
        "101",
    )
    assert "add up to 101" in found.message
    assert "là 101" in in_language(found.message, "vi")


def test_a_unit_of_another_group_has_no_weight() -> None:
    document = mean(
        mark("a", 4, weight_input="people", only_for=["x"]), mark("b", 5, weight_input="people")
    )
    document["groups"] = [{"id": "x"}, {"id": "y"}]
    rows = [
        {"group": "y", **at(None, None, 5, 3)},
        {"group": "y", **at(None, 2, 5, 3)},
        {"group": "x", **at(4, 2, 0, 3)},
    ]
    assert points(document, *rows) == ["10", None, "4"]
    assert both(document, rows[1]).issues[0].code == "value_unexpected"


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (mean(mark("a", 4, weight_input="n", weight=1), mark("b", 5, weight=1)), ("part_misplaced", "/nodes/0/children/0/weight_input")),
        (mean(mark("a", 4, weight_input="n"), mark("b", 5)), ("weight_missing", "/nodes/0/children/1")),
        (mean(mark("a", 4, weight_input="no good"), mark("b", 5, weight=1)), ("code_invalid", "/nodes/0/children/0/weight_input")),
        (mean(mark("a", 4, weight_input="value"), mark("b", 5, weight=1)), ("column_clash", "/nodes/0/children/0/weight_input")),
        (whole([mark("a", 4, weight_input="n")], 4), ("weight_unused", "/nodes/0/weight_input")),
        (mean(mark("a", 4, weight_input="n"), mark("b", 5, weight=1), weights_sum=1), ("part_misplaced", "/nodes/0/aggregation/weighted_mean/weights_sum")),
        (two(drop={"lowest": 1, "by": "share", "excluded": "counted"}), ("part_misplaced", "/nodes/0/aggregation/weighted_mean/drop")),
        (whole([{"code": "M", "max": 10, "aggregation": "harmonic_mean", "children": [mark("a", 4, weight_input="n"), mark("b", 5, weight=1)]}], 10),
         ("part_misplaced", "/nodes/0/children/0/weight_input")),
        (mean(mark("a", 4, weight_input="n", informative=True), mark("b", 5, weight=1)), ("part_misplaced", "/nodes/0/children/0/weight_input")),
    ],
)  # fmt: skip
def test_misplaced_weights(document: Json, found: tuple[str, str]) -> None:
    assert found in codes(document)


def test_format_1_has_no_weights_from_the_data() -> None:
    document = two()
    document["parindex"] = 1
    assert ("format_version", "/nodes/0/children/0/weight_input") in codes(document)


def test_the_form_of_an_agency_asks_for_the_weights() -> None:
    document = two()
    document["agencies"] = [{"id": "one", "lead": ["M"]}]
    plan = px.Rubric.from_json(document).compile()
    lines = px.worksheet(plan, "one").lines
    assert [line.column for line in lines] == ["a", "a.people", "b", "b.people"]
    assert lines[1].input_titles == {"en": "Weight", "vi": "Trọng số"}


def test_cases_hold_and_cover(tmp_path: Path) -> None:
    for document in (two(), two(weights_sum=100)):
        rubric = px.Rubric.from_json(document)
        path = tmp_path / "made.case.json"
        path.write_text(testing.boundary_cases(rubric), encoding="utf-8")
        assert testing.run_cases([path], rubric=rubric).ok
        assert testing.measure_coverage(rubric, [path]).missing == []
        cases = json.loads(path.read_text(encoding="utf-8"))
        assert any(case["expect"].get("points") for case in cases["cases"])
        assert [
            str(m)
            for m in testing.mutate(rubric, [path]).mutants
            # One child gives the same under most aggregations.
            if m.status == "undecided" and m.pointer != "/aggregation"
        ] == []


def test_documents_say_where_the_weight_is() -> None:
    rubric = px.Rubric.from_json(two())
    assert "column a.people of the data" in documents.describe(rubric, language="en", format="html")
    assert "cột a.people trong dữ liệu" in documents.describe(rubric, language="vi", format="html")
    model_of = rubric.to_model().nodes[0]
    assert isinstance(model_of, model.Node)
    assert model_of.children[0].weight_input == "people"


def test_a_change_of_the_input_is_a_change_of_the_weight() -> None:
    before, after = px.Rubric.from_json(two()), two()
    after["nodes"][0]["children"][0]["weight_input"] = "pupils"
    (change,) = px.diff(before, px.Rubric.from_json(after)).changes
    assert (change.code, change.kind, change.scoring) == ("a", "weight", True)
