# SPDX-License-Identifier: MIT
"""Reasons, descriptions and failures worded by the engine are in both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import testing
from parindex._sentences import Text
from strategies import CUSTOM
from test_languages import check_vietnamese

COMPLETE = Path(__file__).resolve().parents[1] / "data" / "complete.json"


def rubric_of(edition: str = "1", **more: Any) -> px.Rubric:
    bands = {
        "on": {"value": "value"},
        "steps": [{"from": 5, "points": 2}, {"below": 5, "points": 0}],
    }
    value = {"name": "value", "type": "count", "max": 9}
    leaves = [
        {"code": "1", "max": 2, "inputs": [value], "rule": {"bands": bands}},
        {
            "code": "2",
            "max": 1,
            "rule": {"yes_no": {"yes": 1, "no": 0}},
            "gates": [{"id": "late", "points": 0, "title": {"en": "Late"}}],
        },
    ]
    head = {"parindex": 1, "id": "words", "max": 3, "aggregation": "sum", "missing": "error"}
    rules = {
        "index_rounding": {"digits": 1, "mode": "half_up"},
        "ranking": {"on": "index", "stage": "rounded", "ties": "competition", "within": "all"},
    }
    return px.Rubric.from_json({**head, **rules, "edition": edition, **more, "nodes": leaves})


def row(unit: str, **values: Any) -> dict[str, Any]:
    return {"unit": unit, "1": 5, "2": True, "2.late": False, **values}


def said_in_both(text: str) -> str:
    assert isinstance(text, Text), text
    check_vietnamese(text.vi)
    assert text.vi != text
    return text.vi


def test_why_a_node_is_not_in_the_fixed_lane() -> None:
    lanes = px.Rubric.from_json(COMPLETE.read_text(encoding="utf-8")).compile(custom=CUSTOM).lanes()
    reasons = [lane.reason for lane in lanes if lane.lane != "fixed"]
    assert len(set(reasons)) > 8
    for reason in reasons:
        said_in_both(reason)
    assert all(lane.reason == "" for lane in lanes if lane.lane == "fixed")


def test_why_a_unit_has_no_rank() -> None:
    rows = [row("A"), row("B", **{"1": None}), {**row("C"), "ranked": False}]
    rows[0]["ranked"] = rows[1]["ranked"] = True
    ranking = rubric_of().compile().score(rows).rank()
    assert said_in_both(ranking["B"].reason) == "có lỗi"
    assert said_in_both(ranking["C"].reason) == "không tham gia xếp hạng"
    table = ranking.to_text(language="vi")
    assert "không tham gia xếp hạng" in table
    assert "out of the ranking" not in table
    entries = json.loads(ranking.to_json())["entries"]
    assert {entry["reason_vi"] for entry in entries} >= {"có lỗi", "không tham gia xếp hạng"}


def test_why_a_unit_has_no_difference() -> None:
    plan = rubric_of().compile()
    before = plan.score([row("A"), row("B", **{"1": None}), row("C")])
    found = before.compare(plan.score([row("A"), row("B"), row("D")]))
    assert said_in_both(found["B"].reason) == "kỳ trước: có lỗi"
    assert said_in_both(found["C"].reason) == "chỉ có ở kỳ trước"
    assert said_in_both(found["D"].reason) == "chỉ có ở kỳ sau"
    table = found.to_text(language="vi")
    assert "chỉ có ở kỳ sau" in table
    assert "only after" not in table


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    cases: list[dict[str, Any]] = [
        {"unit": "A", "given": {"1": 5}, "expect": {"nodes": {"1": {"points": 0}}}},
        {"unit": "B", "given": {"1": 99}, "expect": {"points": 0}},
        {"unit": "C", "given": {"1": 5}},
    ]
    base = {"1": 5, "2": True, "2.late": False}
    file = {"for": {"rubric": "words", "edition": "1"}, "base": base, "cases": cases}
    path = tmp_path / "words.case.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    return path


def test_failures_of_cases(failing: Path) -> None:
    report = testing.run_cases([failing], rubric=rubric_of())
    assert report.failed == 3
    for result in report.results:
        assert isinstance(result.text, Text)
        check_vietnamese(result.text.vi)
    first, third = report.results[0].failures[0], report.results[2].failures[0]
    assert said_in_both(first["branch_text"]) == "x >= 5: được 2 điểm"
    issues = next(f for f in report.results[1].failures if f["key"] == "issues")
    assert said_in_both(issues["expected"]) == "không có"
    said_in_both(issues["found"])
    said_in_both(third["expected"])
    for text in (report.to_junit(language="vi"), report.to_json(language="vi")):
        check_vietnamese(text)
        assert "được 2 điểm" in text
        assert "_vi" not in text
    assert (
        json.loads(report.to_json())["cases"][0]["failures"][0]["branch_text"] == "x >= 5 gives 2"
    )


def test_covered_and_uncovered_items(failing: Path) -> None:
    rubric = rubric_of()
    coverage = testing.measure_coverage(rubric, [failing])
    for item in coverage.items:
        said_in_both(item.text)
        if item.reason:
            said_in_both(item.reason)
    kinds = {item.text.vi for item in coverage.items if isinstance(item.text, Text)}
    assert "ngay dưới 5 (từ)" in kinds
    assert "2 = có" in kinds
    check_vietnamese(coverage.to_text(language="vi"))
    check_vietnamese(coverage.to_json(language="vi"))
    assert "ngay dưới 5" in coverage.to_json(language="vi")
    for item in testing.boundary_cases(rubric).not_reached:
        said_in_both(item.text)
        said_in_both(item.reason or "")


def test_the_status_of_mutants(tmp_path: Path) -> None:
    rubric = rubric_of()
    path = tmp_path / "made.case.json"
    path.write_text(testing.boundary_cases(rubric), encoding="utf-8")
    report = testing.mutate(rubric, [path])
    ends = {"killed", "check"}
    for mutant in report.mutants:
        said_in_both(mutant.change)
        if mutant.status not in ends:
            check_vietnamese(mutant.by.vi if isinstance(mutant.by, Text) else "")
    assert any(mutant.status == "equivalent" for mutant in report.mutants)
    check_vietnamese(report.to_text(language="vi"))
    check_vietnamese(report.to_json(language="vi"))


def test_cases_that_fail_on_the_rubric_itself(failing: Path) -> None:
    with pytest.raises(px.RubricError) as caught:
        testing.mutate(rubric_of(), [failing])
    assert [(issue.code, issue.unit) for issue in caught.value.issues] == [
        ("case_fails", "A"), ("case_fails", "B"), ("case_fails", "C"),
    ]  # fmt: skip
    check_vietnamese(caught.value.text("vi"))


def test_codes_that_a_call_names_and_no_rubric_has() -> None:
    scores = rubric_of().compile().score([row("A")])
    with pytest.raises(px.RubricError, match="code_unknown") as caught:
        scores.rank(tie_break=["9"])
    check_vietnamese(caught.value.text("vi"))
    with pytest.raises(px.DataError, match="The first rubric has no node with this code"):
        scores.replay(rubric_of("2").compile(), codes={"9": "1"})
    with pytest.raises(px.RubricError, match="The second rubric has no node with this code"):
        px.diff(rubric_of(), rubric_of("2"), codes={"1": "9"})
