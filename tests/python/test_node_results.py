# SPDX-License-Identifier: MIT
"""Results at nodes, rankings, classes and roundings of the index, and nodes for information."""

from __future__ import annotations

import copy
import csv
import io
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import model, reference

Json = dict[str, Any]

RANKING = {"on": "index", "stage": "rounded", "ties": "competition", "within": "all"}
CLASSES = {
    "on": "index",
    "stage": "rounded",
    "bands": [
        {"from": 70, "id": "good", "title": {"vi": "Tốt", "en": "Good"}},
        {"below": 70, "id": "weak"},
    ],
}
RUBRIC: Json = {
    "parindex": 2,
    "id": "parts",
    "edition": "2026",
    "max": 30,
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "nodes": [
        {
            "code": "A",
            "max": 20,
            "index_rounding": {"digits": 0, "mode": "half_up"},
            "ranking": RANKING,
            "classes": CLASSES,
            "children": [
                {"code": "A1", "max": 8, "rule": {"direct": {"min": 0, "max": 8}}},
                {"code": "A2", "max": 12, "rule": {"direct": {"min": 0, "max": 12}}},
            ],
        },
        {"code": "B", "max": 10, "rule": {"direct": {"min": 0, "max": 10}}},
        {
            "code": "S",
            "max": 7,
            "informative": True,
            "ranking": {**RANKING, "on": "points", "stage": "exact"},
            "rule": {"direct": {"min": 0, "max": 7}},
        },
    ],
}
ROWS = [
    {"unit": "Hà Nội", "A1": 5, "A2": "8.9", "B": 1, "S": 3},
    {"unit": "Huế", "A1": 8, "A2": 1, "B": 9, "S": 7},
    {"unit": "Cà Mau", "A1": 8, "A2": 12, "B": 2, "S": "x"},
]


def rubric(**more: Any) -> Json:
    return {**copy.deepcopy(RUBRIC), **more}


@pytest.fixture
def scores() -> px.Scores:
    return px.Rubric.from_json(RUBRIC).compile().score(ROWS)


def issues_of(document: Json) -> list[tuple[str, str]]:
    try:
        px.Rubric.from_json(document)
    except px.RubricError as error:
        return [(issue.code, issue.pointer) for issue in error.issues]
    return []


def test_a_node_has_ranks_and_classes_of_its_own(scores: px.Scores) -> None:
    assert [str(unit["A"].index) for unit in scores] == ["70", "45", "100"]
    assert str(scores["Hà Nội"].index) == "49.67"
    assert scores.classes(node="A") == {"Hà Nội": "good", "Huế": "weak", "Cà Mau": "good"}
    assert scores.classes() is None
    assert scores.classes(node="B") is None
    ranking = scores.rank(node="A")
    assert ranking.node == "A"
    assert [(entry.unit, entry.rank, entry.class_id) for entry in ranking] == [
        ("Cà Mau", 1, "good"),
        ("Hà Nội", 2, "good"),
        ("Huế", 3, "weak"),
    ]
    assert [str(entry.value) for entry in ranking] == ["100", "70", "45"]
    assert "Tốt" in ranking.to_text(language="vi")
    assert scores.rank(node="A", ties="dense").rule["ties"] == "dense"
    # Any node can be ranked by a rule of the call.
    other = scores.rank(node="B", on="points", stage="exact", ties="ordinal", within="all")
    assert [entry.unit for entry in other] == ["Huế", "Cà Mau", "Hà Nội"]


def test_a_ranking_of_a_node_is_equal_to_itself_alone(scores: px.Scores) -> None:
    how: Json = {**RANKING, "tie_break": []}
    assert scores.rank(node="A") == scores.rank(node="A") != scores.rank(node="B", **how)
    again = pickle.loads(pickle.dumps(scores.rank(node="A")))
    assert again == scores.rank(node="A")


def test_refusals(scores: px.Scores) -> None:
    with pytest.raises(px.RubricError, match='Neither node "B" nor the call') as refused:
        scores.rank(node="B")
    assert refused.value.issues[0].code == "ranking_undeclared"
    for call in (scores.rank, scores.classes):
        with pytest.raises(px.UnknownNameError, match="A3"):
            call(node="A3")


def test_the_twin_gives_the_same(scores: px.Scores) -> None:
    units = json.loads(scores.to_json())["units"]
    twin = reference.score(RUBRIC, ROWS)
    for node in ("A", "S"):
        ranks = reference.rank(RUBRIC, ROWS, node=node)
        for unit, rank in zip(twin, ranks, strict=True):
            unit["nodes"][node]["rank"] = rank
    for ours, theirs in zip(units, twin, strict=True):
        ours.pop("issues", None)
        theirs.pop("issues", None)
        assert ours == theirs


def test_every_export_has_the_results_of_nodes(scores: px.Scores) -> None:
    nodes = json.loads(scores.to_json())["units"][0]["nodes"]
    assert list(nodes["A"]) == ["points", "max", "index", "rank", "class", "status"]
    assert list(nodes["S"]) == ["points", "max", "index", "rank", "status"]
    assert list(nodes["B"]) == ["points", "max", "index", "status"]
    assert scores.to_dicts()[0]["nodes"]["A"]["rank"] == 2
    assert scores.to_dicts(numbers="text")[1]["nodes"]["A"]["class"] == "weak"
    parts: list[bytes] = []
    scores._core.write_csv(
        None, delimiter=",", decimal=".", rounding=None, guard=False, excel=False, take=parts.append
    )
    (first, *_) = csv.DictReader(io.StringIO(b"".join(parts).decode()))
    assert (first["A.rank"], first["A.class"], first["S.rank"]) == ("2", "good", "2")
    assert "B.rank" not in first
    wide = scores.to_pandas(exact=False)
    assert wide["A.rank"].tolist() == [2, 3, 1]
    assert wide["A.class"].tolist() == ["good", "weak", "good"]
    assert "class" not in wide
    long = scores.to_pandas(layout="long")
    assert long[long["code"] == "A"]["class"].tolist() == ["good", "weak", "good"]
    document = json.loads(scores.rank(node="A").to_json())
    assert document["node"] == "A"
    assert "node" not in json.loads(
        scores.rank(on="index", stage="exact", ties="dense", within="all").to_json()
    )


def test_tables_show_what_is_for_information(scores: px.Scores) -> None:
    assert "for information" in scores.plan.rubric.to_text(language="en")
    assert "tham khảo" in scores.plan.rubric.to_text(language="vi")


def test_an_explanation_shows_the_class_and_what_is_for_information(scores: px.Scores) -> None:
    trace = scores.explain("Hà Nội")
    node = trace.find("A")
    assert node is not None
    assert node.class_id == "good"
    assert node.steps[-1].kind == "class"
    assert node.steps[-1].line("en") == "class good (Good)"
    assert "xếp loại good (Tốt)" in node.to_text(language="vi")
    beside = trace.find("S")
    assert beside is not None
    assert beside.informative
    assert "for information: not counted by its parent" in beside.to_text(language="en")
    assert trace.class_id is None
    assert not trace.informative


def test_a_node_for_information_is_beside_the_total(scores: px.Scores) -> None:
    assert [unit.status for unit in scores] == ["ok", "ok", "ok"]
    assert scores["Cà Mau"]["S"].status == "error"
    assert [issue.field for issue in scores.issues] == ["S"]
    assert str(scores["Cà Mau"].points) == "22"
    assert scores.rank(node="S")["Cà Mau"].rank is None
    assert scores.rank(node="S")["Huế"].rank == 1
    assert [lost.code for lost in scores.points_lost("Hà Nội")] == ["B", "A2", "A1"]


def test_both_lanes_give_the_same() -> None:
    """A total of the fixed lane beside a node for information, in a table of many rows."""
    plan = px.Rubric.from_json(RUBRIC).compile()
    rows = [
        {"unit": str(i), "A1": i % 9, "A2": i % 13, "B": i % 11, "S": i % 9}  # S of 8 is too much
        for i in range(3000)
    ]
    units = json.loads(plan.score(rows).to_json())["units"]
    lanes = {lane.code: lane.lane for lane in plan.lanes}
    assert (lanes[""], lanes["A"], lanes["S"]) == ("fixed", "fixed", "exact")
    for unit, twin in zip(units[:200], reference.score(RUBRIC, rows[:200]), strict=True):
        assert unit["points"] == twin["points"]
        assert unit["nodes"]["S"]["status"] == twin["nodes"]["S"]["status"]
        assert unit["nodes"]["A"]["class"] == twin["nodes"]["A"]["class"]


def test_the_check_of_classes_and_rankings_is_that_of_the_total() -> None:
    broken = rubric()
    node = broken["nodes"][0]
    node["ranking"] = {**RANKING, "tie_break": ["A1", "Z"]}
    node["index_rounding"] = {"digits": 19, "mode": "half_up"}
    assert issues_of(broken) == [
        ("number_out_of_range", "/nodes/0/index_rounding/digits"),
        ("code_unknown", "/nodes/0/ranking/tie_break/1"),
    ]
    gap = rubric()
    gap["nodes"][0]["classes"]["bands"][1] = {"below": 60, "id": "weak"}
    ((code, pointer),) = issues_of(gap)
    assert code == "bands_gap"
    assert pointer.startswith("/nodes/0/classes/bands")
    twice = rubric()
    twice["nodes"][0]["classes"]["bands"][1]["id"] = "good"
    assert issues_of(twice) == [("id_duplicate", "/nodes/0/classes/bands/1/id")]


def test_the_keys_belong_to_format_2() -> None:
    old = rubric(parindex=1)
    found = issues_of(old)
    assert {code for code, _ in found} == {"format_version"}
    assert {pointer.rpartition("/")[2] for _, pointer in found} == {
        "informative",
        "index_rounding",
        "ranking",
        "classes",
    }
    plain = rubric()
    plain["nodes"] = [{"code": "B", "max": 30, "rule": {"direct": {"min": 0, "max": 30}}}]
    assert px.Rubric.from_json(plain).to_json().startswith('{"parindex":1')
    assert px.Rubric.from_json(RUBRIC).to_json().startswith('{"parindex":2')


def test_a_node_for_information_has_no_weight_and_is_not_alone() -> None:
    weighed = rubric(aggregation="weighted_mean", missing="error")
    for node in weighed["nodes"]:
        node["weight"] = 1
    weighed["nodes"][0]["aggregation"] = "sum"
    assert issues_of(weighed) == [("part_misplaced", "/nodes/2/weight")]
    del weighed["nodes"][2]["weight"]
    assert issues_of(weighed) == []
    alone = rubric()
    alone["nodes"] = [{**node, "informative": True} for node in alone["nodes"]]
    assert issues_of(alone) == [("group_without_nodes", "")]


def test_typed_classes_and_the_difference() -> None:
    made = model.RubricModel(
        id="r", edition="1", max=2, aggregation="sum", missing="error", index_rounding="exact",
        nodes=[
            model.Leaf("1", max=2, rule=model.YesNo(yes=2, no=0), index_rounding="exact",
                       ranking=model.RankingRule(on="index", stage="exact", ties="dense", within="all")),
            model.Leaf("2", max=1, rule=model.YesNo(yes=1, no=0), informative=True,
                       classes=model.Classes(on="points", stage="exact", bands=[
                           model.ClassBand("a", from_=1), model.ClassBand("b", below=1)])),
        ],
    )  # fmt: skip
    typed = px.Rubric.from_model(made)
    assert px.Rubric.from_model(typed.to_model()) == typed
    assert px.Rubric.from_json(typed.to_json()) == typed
    changed = json.loads(typed.to_json())
    del changed["nodes"][1]["informative"]
    changed["nodes"][0]["ranking"]["ties"] = "competition"
    changed["max"] = 3
    found = px.diff(typed, px.Rubric.from_json(changed))
    assert {(change.code, change.key, change.kind) for change in found} >= {
        ("1", "ranking", "ranking"),
        ("2", "informative", "aggregation"),
    }


def test_coverage_counts_the_sides_of_the_classes_of_nodes(tmp_path: Path) -> None:
    rows = [("below", "5.7", "weak"), ("at", "6", "good"), ("above", "6.2", "good")]
    document: Json = {
        "rubric": RUBRIC,
        "base": {"A1": 8, "A2": 0, "B": 0, "S": 0},
        "cases": [
            {"unit": unit, "given": {"A2": mark}, "expect": {"nodes": {"A": {"class": name}}}}
            for unit, mark, name in rows
        ],
    }
    path = tmp_path / "nodes.case.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert px.run_cases([path]).passed
    coverage = px.measure_coverage(px.Rubric.from_json(RUBRIC), [path])
    items = [item for item in coverage if "/nodes/0/classes" in item.pointer]
    assert len(items) == 6
    assert {item.code for item in items} == {"A"}
    assert sum(item.cases > 0 for item in items) == 6


def test_mutants_of_the_results_of_nodes(tmp_path: Path) -> None:
    document: Json = {
        "rubric": RUBRIC,
        "base": {"A1": 8, "A2": 0, "B": 0, "S": 0},
        "cases": [
            {"unit": "at", "given": {"A2": 6}, "expect": {"nodes": {"A": {"class": "good"}}}},
            {"unit": "below", "given": {"A2": "5.7"}, "expect": {"nodes": {"A": {"class": "weak", "index": "69"}}}},
        ],
    }  # fmt: skip
    path = tmp_path / "nodes.case.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    report = px.mutate(px.Rubric.from_json(RUBRIC), [path])
    bands = [each for each in report if each.pointer.startswith("/nodes/0/classes")]
    assert bands
    assert {each.status for each in bands} <= {"killed", "refused", "equivalent"}
    ranked = [each for each in report if each.pointer.startswith("/nodes/0/ranking")]
    assert any(each.status == "survived" for each in ranked)
    assert any(each.pointer.startswith("/nodes/2/informative") for each in report)


def test_generated_cases_expect_the_classes_of_nodes() -> None:
    made = px.boundary_cases(px.Rubric.from_json(RUBRIC))
    expected = [case["expect"]["nodes"] for case in json.loads(made.to_json())["cases"]]
    assert any("class" in nodes.get("A", {}) for nodes in expected)
