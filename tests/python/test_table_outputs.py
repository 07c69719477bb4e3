# SPDX-License-Identifier: MIT
"""Decision tables whose outputs are words: the classes of units at a leaf."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import documents, model, testing
from parindex._sentences import in_language
from twin_scores import both, codes, kill_all, mark, returns, whole

Json = dict[str, Any]
OUTPUTS: list[Json] = [
    {"id": "good", "points": 4, "title": {"vi": "Tốt", "en": "Good"}},
    {"id": "fair", "points": "2.5", "title": {"vi": "Khá", "en": "Fair"}},
    {"id": "weak", "points": 0, "title": {"vi": "Yếu", "en": "Weak"}},
]
ROWS: list[Json] = [
    {"when": {"rate": {"from": 90}, "late": {"to": 2}}, "output": "good"},
    {"when": {"rate": {"from": 70}}, "output": "fair"},
]
HERE = "/nodes/0/rule/decision_table"


def table(leaf: Json | None = None, **rule: Any) -> Json:
    """A rubric whose only leaf rates a rate and late reports."""
    made = {
        "code": "1", "max": 4, "missing": "zero", "title": {"en": "Reports"},
        "inputs": [{"name": "rate", "type": "number", "min": 0, "max": 100}, {"name": "late", "type": "count", "max": 20}],
        "rule": {"decision_table": {"hit": "first", "outputs": OUTPUTS, "rows": ROWS, "otherwise_output": "weak", **rule}},
        **(leaf or {}),
    }  # fmt: skip
    body = made["rule"].get("decision_table", {})
    for key in [key for key, value in body.items() if value is None]:
        del body[key]
    return whole([made], 4)


def at(rate: object, late: object) -> Json:
    return {"1.rate": rate, "1.late": late}


def words(document: Json, *rows: Json) -> list[str | None]:
    """The outputs in every result, the same as in the twin."""
    scores = both(document, *rows)
    found = list((scores.classes(node="1") or {}).values())
    assert [unit["nodes"]["1"]["class"] for unit in json.loads(scores.to_json())["units"]] == found
    assert [row["nodes"]["1"]["class"] for row in scores.to_dicts()] == found
    traces = [scores.explain(str(row)).find("1") for row in range(len(rows))]
    assert [trace.class_id for trace in traces] == [word or "" for word in found]
    return found


def test_a_row_gives_a_word_and_its_points() -> None:
    document = table()
    rows = [at(90, 2), at(90, 3), at("69.9", 0), at(0, 20)]
    assert words(document, *rows) == ["good", "fair", "weak", "weak"]
    scores = both(document, *rows)
    assert [str(score.points) for score in scores] == ["4", "2.5", "0", "0"]
    assert "rate >= 90 and late <= 2 gives good (4)" in str(scores.explain("0"))
    assert "class fair (Fair)" in str(scores.explain("1"))
    assert "xếp loại fair (Khá)" in scores.explain("1").to_text(language="vi")
    assert "no row applies, gives weak (0)" in str(scores.explain("2"))
    written = returns(document)
    assert written["parindex"] == 2
    assert written["nodes"][0]["rule"]["decision_table"]["rows"][0]["output"] == "good"
    assert scores.classes() is None


def test_without_a_value_there_is_no_word() -> None:
    assert words(table(), at(None, 2), at(90, 2), at("x", 2)) == [None, "good", None]


@pytest.mark.parametrize(
    ("hit", "found"),
    [("first", ["good", "fair", "fair"]), ("priority", ["weak", "fair", "weak"])],
)
def test_the_first_output_has_priority(hit: str, found: list[str]) -> None:
    rows = [*ROWS, {"when": {"late": {"to": 1}}, "output": "weak"}]
    outputs = [OUTPUTS[2], *OUTPUTS[:2]]
    document = table(hit=hit, rows=rows, outputs=outputs)
    assert words(document, at(95, 0), at(95, 5), at(80, 1)) == found


def test_any_needs_one_output() -> None:
    rows = [
        {"when": {"rate": {"from": 70}}, "output": "fair"},
        {"when": {"late": {"to": 5}}, "output": "fair"},
    ]
    document = table(
        hit="any", rows=rows, outputs=[{"id": "fair", "points": 4}, {"id": "weak", "points": 0}]
    )
    assert words(document, at(80, 3), at(0, 5), at(0, 6)) == ["fair", "fair", "weak"]
    document["nodes"][0]["rule"]["decision_table"]["outputs"].append({"id": "other", "points": 4})
    document["nodes"][0]["rule"]["decision_table"]["rows"][1]["output"] = "other"
    _, issues = px.check_rubric(document)
    (found,) = [issue for issue in issues if issue.code == "cases_overlap"]
    assert found.message.startswith("Two rows with different outputs apply to rate = ")
    assert found.expected == "rows with one output"
    assert in_language(found.message, "vi").count("kết quả") == 1


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ({"hit": "sum"}, ("part_misplaced", "/outputs")),
        ({"hit": "max"}, ("part_misplaced", "/outputs")),
        ({"outputs": None}, ("part_misplaced", "/rows/0/output")),
        ({"outputs": None}, ("part_misplaced", "/otherwise_output")),
        ({"rows": [{"when": {}, "points": 4}]}, ("part_misplaced", "/rows/0/points")),
        ({"rows": [{"when": {}, "points": 4}]}, ("hit_incomplete", "/rows/0")),
        ({"otherwise": 0}, ("part_misplaced", "/otherwise")),
        ({"otherwise_output": None}, ("cases_gap", "/rows")),
        ({"hit": "priority", "priority": [4]}, ("part_misplaced", "/priority")),
        ({"otherwise_output": "wek"}, ("choice_unknown", "/otherwise_output")),
        ({"rows": [{"when": {}, "output": "god"}]}, ("choice_unknown", "/rows/0/output")),
        ({"outputs": [*OUTPUTS, OUTPUTS[0]]}, ("id_duplicate", "/outputs/3/id")),
        ({"outputs": [*OUTPUTS, {"id": "best", "points": 3}]}, ("case_unreachable", "/outputs/3")),
        ({"outputs": [*OUTPUTS[:2], {"id": "we ak", "points": 0}]}, ("code_invalid", "/outputs/2/id")),
    ],
)  # fmt: skip
def test_wrong_outputs(rule: Json, found: tuple[str, str]) -> None:
    assert (found[0], HERE + found[1]) in codes(table(**rule))


@pytest.mark.parametrize(
    ("leaf", "pointer"),
    [
        ({"cap": 3}, "/nodes/0/cap"),
        ({"floor": 1}, "/nodes/0/floor"),
        ({"gates": [{"id": "veto", "points": 0}]}, "/nodes/0/gates"),
        ({"classes": {"on": "points", "stage": "exact", "bands": [{"id": "A"}]}}, "/nodes/0/classes"),
    ],
)  # fmt: skip
def test_nothing_may_separate_the_word_from_its_points(leaf: Json, pointer: str) -> None:
    assert ("part_misplaced", pointer) in codes(table(leaf))


def test_a_misspelt_output_names_the_one_that_is_meant() -> None:
    _, issues = px.check_rubric(table(otherwise_output="wek"))
    found = next(issue for issue in issues if issue.code == "choice_unknown")
    assert "weak" in found.message
    assert "Kết quả không hợp lệ" in in_language(found.message, "vi")


def test_outputs_are_not_for_rules_by_group() -> None:
    inner = table()["nodes"][0]["rule"]
    document = table({"rule": {"by_group": {"cases": [{"groups": ["a"], "rule": inner}]}}})
    document["groups"] = [{"id": "a"}]
    found = "/nodes/0/rule/by_group/cases/0/rule/decision_table/outputs"
    assert ("part_misplaced", found) in codes(document)


def test_cases_cover_the_rows_and_kill_every_mutant(tmp_path: Path) -> None:
    outputs = [{**each, "points": points} for each, points in zip(OUTPUTS, (4, 2, 0), strict=True)]
    # The rows are in the order of priority, so `first` and `priority` give the same.
    kill_all(table(outputs=outputs), tmp_path, f"{HERE}/rows")
    kill_all(table(hit="priority", outputs=outputs), tmp_path, f"{HERE}/rows")
    cases = json.loads((tmp_path / "made.case.json").read_text(encoding="utf-8"))["cases"]
    assert {case["expect"]["nodes"].get("1", {}).get("class") for case in cases} >= {
        "good",
        "fair",
        "weak",
    }


def test_documents_and_tables_name_the_words() -> None:
    document = whole([{**table()["nodes"][0], "informative": True}, mark("2", 4)], 4)
    rubric = px.Rubric.from_json(document)
    scores = rubric.compile().score(
        [{"unit": "A", **at(90, 2), "2": 1}, {"unit": "B", **at(75, 9), "2": 1}]
    )
    assert "Good" in scores.report(language="en")
    assert "Tốt" in scores.report(language="vi")
    assert "Good" in scores.scorecard("A", language="en")
    ranking = scores.rank(node="1", on="points", stage="exact", ties="dense", within="all")
    assert "Good" in ranking.to_text(language="en")
    said = documents.describe(rubric, language="en")
    assert "Good: 4 points" in said
    assert "therwise: Weak" in said


def test_typed_outputs() -> None:
    rubric = px.Rubric.from_json(table())
    leaf = rubric.to_model().nodes[0]
    assert isinstance(leaf, model.Leaf)
    assert isinstance(leaf.rule, model.DecisionTable)
    assert leaf.rule.outputs is not None
    assert [output.id for output in leaf.rule.outputs] == ["good", "fair", "weak"]
    assert isinstance(leaf.rule.outputs[0], model.TableOutput)


def test_two_ratings_give_a_status_in_words() -> None:
    """Branches of answers, each rated from 1 to 7 by its sum; the mean of the ratings has a word. Nothing is accepted."""
    path = Path(__file__).parents[1] / "cases" / "two_ratings.json"
    document = json.loads(path.read_text(encoding="utf-8"))["rubric"]
    assert not any(
        word in json.dumps(document) for word in ('"accept"', '"gates"', '"constants"', '"weight"')
    )
    rubric, issues = px.check_rubric(document)
    assert rubric is not None
    assert list(issues) == []
    cases = testing.run_cases([path])
    assert cases.ok
    scores = rubric.compile().score(json.loads(path.read_text(encoding="utf-8"))["rows"])
    assert (scores.classes(node="S") or {})["a"] == "free"
    assert [str(scores["c"][code].points) for code in ("RA", "RB", "S")] == ["2", "4", "3"]


def test_a_counted_rating_still_begins_at_zero() -> None:
    rating = {
        "code": "R", "max": 7, "inputs": [{"name": "value", "type": "count"}],
        "rule": {"bands": {"on": {"value": "value"}, "steps": [{"from": 5, "points": 1}, {"below": 5, "points": 7}]}},
    }  # fmt: skip
    other = {"code": "1", "max": 7, "rule": {"direct": {"min": 0, "max": 7}}}
    assert ("minimum_above_zero", "/nodes/0/rule/bands") in codes(whole([rating], 7))
    assert codes(whole([{**rating, "informative": True}, other], 7)) == []
    inside = {
        "code": "S",
        "max": 7,
        "informative": True,
        "aggregation": "mean",
        "children": [rating],
    }
    assert codes(whole([inside, other], 7)) == []
