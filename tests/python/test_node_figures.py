# SPDX-License-Identifier: MIT
"""Figures of other nodes: what they read, what the check refuses, what a trace says, what tests may claim."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import model, reference, testing

Json = dict[str, Any]

READ: Json = {"node": "A", "figure": "points"}


def rubric(on: Json, **more: Any) -> Json:
    """A branch A of two leaves, and a leaf R that is rated by bands on a figure."""
    steps = [{"below": 5, "points": 0}, {"from": 5, "points": 4}]
    return {
        "parindex": 2, "id": "r", "edition": "1", "aggregation": "sum", "missing": "error", "max": 14,
        "index_rounding": "exact",
        "nodes": [
            {"code": "R", "max": 4, "rule": {"bands": {"on": on, "steps": steps}}, **more},
            {"code": "A", "max": 10, "children": [
                {"code": "A1", "max": 4, "rule": {"direct": {"min": 0, "max": 4}}},
                {"code": "A2", "max": 6, "rule": {"direct": {"min": 0, "max": 6}}},
            ]},
        ],
    }  # fmt: skip


def codes(document: Json) -> list[tuple[str, str]]:
    return [(issue.code, issue.pointer) for issue in px.check_rubric(document)[1]]


def scored(document: Json, **row: Any) -> px.Scores:
    return px.Rubric.from_json(document).compile().score([{"unit": "u", **row}])


def test_a_leaf_reads_the_points_of_a_later_branch() -> None:
    assert codes(rubric(READ)) == []
    for marks, points in (((2, "2.5"), 0), ((2, 3), 4)):
        scores = scored(rubric(READ), A1=marks[0], A2=marks[1])
        assert scores["u"]["R"].points == points
        assert reference.score(rubric(READ), [{"unit": "u", "A1": marks[0], "A2": marks[1]}])[0][
            "nodes"
        ]["R"]["points"] == str(points)


@pytest.mark.parametrize(
    ("figure", "value"), [("points", "5"), ("share", "0.5"), ("index", "50"), ("max", "10")]
)
def test_each_figure(figure: str, value: str) -> None:
    document = rubric(READ)
    document["nodes"][0]["rule"] = {
        "formula": {"cases": [{"points": {"node": "A", "figure": figure}}]}
    }
    document["nodes"][0]["accept"] = dict.fromkeys(("maximum_exceeded", "minimum_below_zero"), "x")
    scores = scored(document, A1=2, A2=3)
    assert str(scores["u"]["R"].points) == value
    words = "maximum" if figure == "max" else figure
    assert f"{words} of A = {value}" in [step.text for step in scores.explain("u").find("R").steps]


def test_the_trace_shows_the_figure() -> None:
    trace = scored(rubric(READ), A1=2, A2=3).explain("u").find("R")
    assert [(step.kind, step.text) for step in trace.steps][:2] == [
        ("figure", "points of A = 5"),
        ("quantity", "x = points of A = 5"),
    ]
    assert trace.steps_in("vi")[0].text == "điểm của A = 5"


def test_an_unknown_node() -> None:
    assert codes(rubric({**READ, "node": "AA"})) == [
        ("code_unknown", "/nodes/0/rule/bands/on/node")
    ]


def test_a_cycle_with_its_path() -> None:
    (issue,) = px.check_rubric(rubric({**READ, "node": "R"}))[1]
    assert (issue.code, issue.pointer, issue.actual) == (
        "figure_cyclic", "/nodes/0/rule/bands/on", "R -> R",
    )  # fmt: skip
    document = rubric(READ)
    document["nodes"][1]["children"][0]["rule"] = {
        "proportional": {"on": {"node": "R", "figure": "share"}, "full_at": 1, "cap": 4, "floor": 0}
    }
    found = {issue.pointer: issue for issue in px.check_rubric(document)[1]}
    assert {issue.code for issue in found.values()} == {"figure_cyclic"}
    assert found["/nodes/0/rule/bands/on"].actual == "R -> A -> A1 -> R"
    assert found["/nodes/1/children/0/rule/proportional/on"].actual == "A1 -> R -> A -> A1"


def test_a_gate_and_a_figure_form_a_cycle() -> None:
    document = rubric(READ)
    gate = {"id": "g", "when": {"node": "R", "points": {"below": 1}}, "points": 0}
    document["nodes"][1]["gates"] = [gate]
    assert sorted(code for code, _ in codes(document)) == ["figure_cyclic", "reference_cyclic"]
    # A gate that only depends on a cycle is not on it.
    document = rubric({**READ, "node": "R"})
    document["nodes"][1]["gates"] = [gate]
    assert [code for code, _ in codes(document)] == ["figure_cyclic"]


@pytest.mark.parametrize("policy", ["error", "zero", "exclude", "full"])
def test_a_node_without_a_result(policy: str) -> None:
    document = rubric(READ)
    document["nodes"][1]["missing"] = "exclude"
    (issue,) = px.check_rubric(document)[1]
    assert (issue.code, issue.pointer) == ("figure_policy", "/nodes/0/rule/bands/on")
    document["nodes"][0]["rule"]["bands"]["on"] = {**READ, "when_none": policy}
    assert codes(document) == []
    scores = scored(document, A1=None, A2=None)
    node = scores["u"]["R"]
    expected = {"error": (None, "error"), "zero": (0, "ok"), "exclude": (None, "excluded"),
                "full": (4, "ok")}  # fmt: skip
    assert (node.points, node.status) == expected[policy]
    assert [issue.code for issue in scores.issues] == ["figure_missing"] * (policy == "error")
    steps = [step for step in scores.explain("u").find("R").steps if step.kind == "figure"]
    assert [step.text for step in steps] == ["points of A = excluded"]
    if policy != "error":
        assert scores.explain("u").find("R").branch == "/rule/bands/on/when_none"


def test_a_node_of_one_group_needs_a_policy() -> None:
    document = rubric(READ)
    document["groups"] = [{"id": "x"}, {"id": "y"}]
    document["nodes"][1]["only_for"] = ["x"]
    assert ("figure_policy", "/nodes/0/rule/bands/on") in codes(document)


def test_an_error_is_never_hidden() -> None:
    document = rubric({**READ, "when_none": "full"})
    scores = scored(document, A1="?", A2=1)
    assert scores["u"]["R"].status == "error"
    assert [issue.code for issue in scores.issues] == ["value_type"]


def test_a_statistic_cannot_read_a_figure() -> None:
    on = {"formula": {"cohort": {"of": READ, "statistic": "mean", "within": "all"}}}
    assert codes(rubric(on))[0] == ("part_misplaced", "/nodes/0/rule/bands/on/formula/cohort/of")


def test_the_key_belongs_to_format_2() -> None:
    older = {**rubric(READ), "parindex": 1}
    assert {code for code, _ in codes(older)} == {"format_version"}
    assert json.loads(px.Rubric.from_json(rubric(READ)).to_json())["parindex"] == 2


def test_the_form_of_a_file_returns() -> None:
    for on in (
        READ,
        {"formula": READ, "when_zero": "zero"},
        {**READ, "min": "0", "rounding": {"digits": 1, "mode": "down"}},
    ):
        read = px.Rubric.from_json(rubric(on))
        again = px.Rubric.from_json(read.to_json())
        assert again.digest == read.digest
        assert set(json.loads(read.to_json())["nodes"][0]["rule"]["bands"]["on"]) == set(on)
        assert px.Rubric.from_model(read.to_model()).digest == read.digest


def test_wrong_keys() -> None:
    assert "key_missing" in {code for code, _ in codes(rubric({"node": "A"}))}
    assert "word_unknown" in {code for code, _ in codes(rubric({**READ, "figure": "rank"}))}
    assert "key_unknown" in {code for code, _ in codes(rubric({**READ, "value": "x"}))}


def test_the_typed_classes() -> None:
    on = model.NodeQuantity("A", "share", when_none="zero", max=1)
    assert model.NodeQuantity.from_json(on.to_dict()) == on
    part = model.Multiply([model.NodeFigure("A", "points"), model.NodeFigure("B", "max")])
    assert part.to_dict()["multiply"][0] == READ


def test_a_model_states_the_lowest_format() -> None:
    document = rubric(READ)
    assert px.Rubric.from_json(document).to_model().to_dict()["parindex"] == 2
    document["nodes"][0]["rule"] = {"yes_no": {"yes": 4, "no": 0}}
    assert px.Rubric.from_json(document).to_model().to_dict()["parindex"] == 1


def test_lanes_say_why() -> None:
    lanes = px.Rubric.from_json(rubric(READ)).compile().lanes()
    reasons = {lane.code: lane.reason for lane in lanes}
    assert reasons["R"] == "a figure of another node"
    assert {lane.code for lane in lanes if lane.lane == "fixed"} == {"A", "A1", "A2"}


def test_many_rows_agree_with_one() -> None:
    plan = px.Rubric.from_json(rubric(READ)).compile()
    rows = [{"unit": f"u{i}", "A1": i % 5, "A2": i % 7} for i in range(700)]
    rows[13]["A1"] = "x"
    scores = plan.score(rows)
    for i, row in enumerate(rows):
        if i != 13:
            assert scores[row["unit"]]["R"].points == (4 if i % 5 + i % 7 >= 5 else 0)
            assert plan.score([row])[row["unit"]].points == scores[row["unit"]].points


def test_the_difference_of_two_rubrics_names_it() -> None:
    before, after = rubric(READ), rubric({**READ, "figure": "index"})
    found = px.diff(px.Rubric.from_json(before), px.Rubric.from_json(after)).to_text(language="en")
    assert "figure points→index" in found


def cases(tmp_path: Path, document: Json) -> Path:
    """Two cases that expect only the points of R, on both sides of its bound."""
    given = [((2, "2.9"), 0), ((2, 3), 4)]
    made = [
        {"unit": f"{points}", "given": {"A1": a, "A2": b}, "expect": {"nodes": {"R": {"points": str(points)}}}}
        for (a, b), points in given
    ]  # fmt: skip
    path = tmp_path / "made.case.json"
    head = {"parindex_cases": 1, "rubric": document, "cases": made}
    path.write_text(json.dumps(head), encoding="utf-8")
    return path


def test_mutants_of_the_node_that_is_read_are_killed_through_the_figure(tmp_path: Path) -> None:
    document = rubric(READ)
    read = px.Rubric.from_json(document)
    path = cases(tmp_path, document)
    assert testing.run_cases([path], rubric=read).ok
    mutants = {(m.pointer, m.change): m for m in testing.mutate(read, [path]).mutants}
    of_figure = [m for (at, _), m in mutants.items() if at.endswith("/on/figure")]
    assert [m.status for m in of_figure] == ["killed"] * 3
    of_sum = [m for (at, _), m in mutants.items() if at == "/aggregation"]
    assert of_sum
    # Whatever changes the sum of A changes R.
    assert all(
        m.status != "equivalent" for (at, _), m in mutants.items() if at.startswith("/nodes/")
    )


def test_cases_of_the_reading_leaf_cover_the_node_that_is_read(tmp_path: Path) -> None:
    document = rubric(READ)
    read = px.Rubric.from_json(document)
    coverage = testing.measure_coverage(read, [cases(tmp_path, document)])
    covered = {item.pointer for item in coverage.items if item.cases}
    assert {"/nodes/0/rule/bands/steps/0", "/nodes/0/rule/bands/steps/1"} <= covered
    exempt = [item for item in coverage.items if item.exempt and item.code == "R"]
    assert exempt == []


def test_cases_are_made_for_a_rubric_with_figures(tmp_path: Path) -> None:
    read = px.Rubric.from_json(rubric(READ))
    path = tmp_path / "made.case.json"
    path.write_text(testing.boundary_cases(read), encoding="utf-8")
    assert testing.run_cases([path], rubric=read).ok


def test_share_is_exact() -> None:
    document = rubric(READ)
    document["nodes"][0]["rule"] = {
        "proportional": {"on": {"node": "A", "figure": "share"}, "full_at": 1, "cap": 4, "floor": 0}
    }
    scores = scored(document, A1=Fraction(1, 3), A2=1)
    assert scores["u"]["R"].points == Fraction(4, 3) * 4 / 10
    assert copy.deepcopy(document) == document
