# SPDX-License-Identifier: MIT
"""What replaces the missing values of an input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import model as m
from twin_scores import both, codes, kill_all, mark, returns, whole

Json = dict[str, Any]

AT = "/nodes/0/inputs/0"
NONE: Json = {"1.v": None}
STEPS = [{"from": 50, "points": 2}, {"below": 50, "points": 0}]


def of_group(statistic: str = "mean", within: str = "group") -> Json:
    return {"cohort": {"of": "v", "statistic": statistic, "within": within}}


def leaf(by: Any, when_none: str | None = None, **more: Any) -> Json:
    impute = {"by": by, **({"when_none": when_none} if when_none else {})}
    inputs = [{"name": "v", "type": "number", "min": 0, "max": 100, "impute": impute, **more}]
    if by == "last":
        inputs.append({"name": "last", "type": "number", "min": 0, "max": 100, "optional": True})
    rule = {"bands": {"on": {"value": "v"}, "steps": STEPS}}
    return {"code": "1", "max": 2, "inputs": inputs, "rule": rule}


def rubric(by: Any, when_none: str | None = None, **more: Any) -> Json:
    return whole([leaf(by, when_none, **more)], 2)


def grouped(document: Json) -> Json:
    return {**document, "groups": [{"id": "a"}, {"id": "b"}]}


def points(scores: px.Scores) -> list[str | None]:
    return [None if one.points is None else str(one.points) for one in scores]


def told(scores: px.Scores, language: str = "en") -> list[str]:
    return [issue.text(language) for issue in scores.issues]


def test_the_mean_of_the_group() -> None:
    values = [("a", 40), ("a", 70), ("a", None), ("b", 10), ("b", None)]
    document = grouped(rubric(of_group(), "error"))
    scores = both(document, *[{"group": group, "1.v": value} for group, value in values])
    assert points(scores) == ["0", "2", "2", "0", "0"]
    assert [(i.code, i.severity, i.unit, i.field) for i in scores.issues] == [
        ("value_replaced", "warning", "2", "1.v"),
        ("value_replaced", "warning", "4", "1.v"),
    ]
    assert "v is missing and was replaced by mean(v over the group) = 55" in told(scores)[0]
    assert "thiếu v, lấy thay bằng trung bình(v trong nhóm) = 55" in told(scores, "vi")[0]
    trace = scores.explain("2").find("1")
    assert [step.kind for step in trace.steps][:3] == ["inputs", "replaced", "quantity"]
    assert "x = v = 55" in str(trace)
    # A value that was given is not marked.
    assert "replaced" not in str(scores.explain("1"))


def test_the_median_of_all_a_constant_and_the_last_edition() -> None:
    rows = [{"1.v": 10}, {"1.v": 20}, {"1.v": 90}, {}]
    assert points(both(rubric(of_group("median", "all"), "error"), *rows)) == ["0", "0", "2", "0"]
    assert points(both(rubric("50"), *rows))[-1] == "2"
    assert points(both(rubric(49), *rows))[-1] == "0"
    last = rubric("last", "zero")
    scores = both(last, {"1.v": 60}, {"1.last": 70}, {"1.v": 40, "1.last": 70}, {})
    assert points(scores) == ["2", "2", "0", "0"]
    # Only the second unit has a value that was replaced; the last one has nothing.
    assert [(i.code, i.unit) for i in scores.issues] == [("value_replaced", "1")]
    assert "nothing to replace v with: zero gives 0" in str(scores.explain("3"))
    assert "không có gì để thay cho v" in scores.explain("3").to_text(language="vi")


def test_an_imputation_without_data() -> None:
    document = rubric(of_group("mean", "all"), "error")
    scores = both(document, NONE, NONE)
    assert [(i.code, i.field) for i in scores.issues] == [("imputation_without_data", "1.v")] * 2
    assert points(scores) == [None, None]
    assert "expected mean(v over all units)" in str(scores.issues[0])
    for policy, given in (("zero", "0"), ("full", "2")):
        document = rubric(of_group("mean", "all"), policy)
        assert points(both(document, NONE, NONE)) == [given, given]
    document = whole([leaf(of_group("mean", "all"), "exclude"), mark("2", 1)], 3)
    assert [str(one.max) for one in both(document, {"2": 1, **NONE}, {"2": 0})] == ["1", "1"]
    # A group without any value.
    document = grouped(rubric(of_group(), "error"))
    scores = both(document, {"group": "a", "1.v": 1}, {"group": "b"})
    assert [(i.code, i.unit) for i in scores.issues] == [("imputation_without_data", "1")]


def test_a_unit_alone_has_no_mean() -> None:
    plan = px.Rubric.from_json(rubric(of_group("mean", "all"), "zero")).compile()
    assert [i.code for i in plan.score({"unit": "A", **NONE}).issues] == ["cohort_missing"]
    table = plan.score([{"unit": "A", "1.v": 80}, {"unit": "B", "1.v": 60}])
    alone = plan.score({"unit": "C", **NONE}, cohort=table.cohort)
    assert str(alone["C"].points) == "2"
    assert list(plan.score({"unit": "D", "1.v": 10}).issues) == []


def test_other_kinds_of_no_value_and_other_inputs_keep_their_policies() -> None:
    document = whole(
        [{
            "code": "1", "max": 2, "not_applicable": "zero", "missing": "full",
            "inputs": [{"name": "v", "type": "number", "min": 0, "max": 100, "impute": {"by": 80}},
                       {"name": "w", "type": "count", "min": 1, "max": 100}],
            "rule": {"bands": {"on": {"ratio": ["v", "w"]}, "steps": STEPS}},
        }], 2, markers={"not_applicable": ["n/a"]},
    )  # fmt: skip
    # Replaced by 80; not applicable: 0; given; `w` is missing: full.
    rows = [{"1.w": 1}, {"1.v": "n/a", "1.w": 1}, {"1.v": 1, "1.w": 1}, {}]
    scores = both(document, *rows)
    assert points(scores) == ["2", "0", "0", "2"]
    assert [i.unit for i in scores.issues] == ["0"]


def test_a_gate_on_a_missing_value_looks_at_what_was_given() -> None:
    first = mark("2", 2)
    first["gates"] = [{"id": "silent", "when": {"node": "1", "no_value": ["missing"]}, "points": 0}]
    document = whole([first, leaf("last", "zero")], 4)
    rows = [{"2": 2, "1.v": 60}, {"2": 2, "1.last": 60}]
    assert points(both(document, *rows)) == ["4", "2"]


def test_a_replaced_value_does_not_count_in_statistics() -> None:
    node = {
        "code": "1", "max": 100,
        "inputs": [{"name": "v", "type": "number", "min": 0, "max": 100, "impute": {"by": 100}}],
        "rule": {"formula": {"cases": [{"points": of_group("mean", "all")}]}},
    }  # fmt: skip
    scores = both(whole([node], 100), {"1.v": 10}, {"1.v": 20}, {})
    assert points(scores) == ["15", "15", "15"]


def test_dates_and_counts() -> None:
    year = {"type": "date", "min": "2026-01-01", "max": "2026-12-31"}
    by = {"by": {"max": ["due", "2026-06-30"]}, "when_none": "zero"}
    days = [{"name": "sent", **year, "impute": by}, {"name": "due", **year, "optional": True}]
    late = {"when": {"of": "sent", "from": "2026-07-01"}, "points": 0}
    rule = {"formula": {"cases": [late, {"points": 2}]}}
    document = whole([{"code": "1", "max": 2, "inputs": days, "rule": rule}], 2)
    scores = both(document, {"1.due": "2026-01-05", "1.sent": None}, {"1.due": "2026-08-01"}, {})
    assert points(scores) == ["2", "0", "0"]
    assert "replaced by max(due, 2026-06-30) = 2026-08-01" in told(scores)[1]
    count = {"name": "v", "type": "count", "max": 100}
    node = leaf(of_group("mean", "all"), "zero")
    node["inputs"] = [{**count, "impute": node["inputs"][0]["impute"]}]
    assert ("imputation_unproven", AT + "/impute/by") in codes(whole([node], 2))
    whole_number = {"of": of_group("mean", "all"), "digits": 0, "mode": "half_up"}
    node["inputs"][0]["impute"] = {"by": {"round": whole_number}, "when_none": "zero"}
    assert points(both(whole([node], 2), {"1.v": 49}, {"1.v": 50}, {})) == ["0", "2", "2"]


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (rubric(of_group()), ("policy_missing", AT + "/impute")),
        (rubric("last"), ("policy_missing", AT + "/impute")),
        (rubric(50, "zero"), ("part_misplaced", AT + "/impute/when_none")),
        (rubric(101), ("imputation_unproven", AT + "/impute/by")),
        (rubric(of_group("sum"), "zero"), ("imputation_unproven", AT + "/impute/by")),
        (rubric("other", "zero"), ("input_unknown", AT + "/impute/by")),
        (rubric("v", "zero"), ("part_misplaced", AT + "/impute/by")),
        (rubric({"min": ["v", 1]}, "zero"), ("part_misplaced", AT + "/impute/by/min/0")),
        (rubric(of_group("rank"), "zero"), ("part_misplaced", AT + "/impute/by/cohort/of")),
        (rubric("2026-01-01"), ("type_conflict", AT + "/impute/by")),
        (rubric({"node": "2", "figure": "points"}, "zero"), ("part_misplaced", AT + "/impute/by")),
        (rubric(50, optional=True), ("part_misplaced", AT + "/optional")),
        (rubric(50, type="boolean"), ("key_unknown", AT + "/impute")),
        ({**rubric(50), "parindex": 1}, ("format_version", AT + "/impute")),
        (rubric(50, impute={"when_none": "zero"}), ("key_missing", AT + "/impute")),
    ],
)
def test_what_the_check_finds(document: Json, found: tuple[str, str]) -> None:
    assert found in codes(document)


def test_an_imputed_input_is_not_read_by_another() -> None:
    document = rubric("last", "zero")
    document["nodes"][0]["inputs"][1]["impute"] = {"by": 1}
    assert ("part_misplaced", AT + "/impute/by") in codes(document)
    document = rubric(50)
    of_itself = {"cohort": {"of": "w", "statistic": "max", "within": "all"}}
    other = {"name": "w", "type": "number", "impute": {"by": of_itself, "when_none": "zero"}}
    document["nodes"][0]["inputs"].append(other)
    assert ("input_unused", "/nodes/0/inputs/1") in codes(document)


def test_read_back_and_as_classes() -> None:
    document = rubric("last", "zero")
    made = returns(document)
    assert made["parindex"] == 2
    first, second = made["nodes"][0]["inputs"]
    assert first["impute"] == {"by": "last", "when_none": "zero"}
    assert second["optional"] is True
    own = m.NumberInput("v", min=0, max=100, impute=m.Imputation("last", "zero"))
    assert own.to_dict()["impute"] == {"by": "last", "when_none": "zero"}
    mean = m.Cohort("v", statistic="mean", within="group")
    assert m.Imputation(mean, "error").to_dict()["by"] == of_group()


def test_a_change_is_named() -> None:
    before, after = px.Rubric.from_json(rubric(50)), px.Rubric.from_json(rubric(60))
    assert "imputation" in str(px.diff(before, after))
    assert "an imputed value" in str(before.compile().lanes())


def test_marked_in_the_report_and_the_scorecard(tmp_path: Path) -> None:
    scores = both(rubric(50), {"1.v": 10}, {})
    scores.report(tmp_path / "r.html")
    scores.scorecard(scores.units[1], tmp_path / "c.html")
    for path in ("r.html", "c.html"):
        text = (tmp_path / path).read_text(encoding="utf-8")
        assert "v is missing and was replaced by 50" in text
        assert "thiếu v, lấy thay bằng 50" in text


def share(document: Json) -> Json:
    """The same with points in proportion to the value."""
    on = {"on": {"value": "v"}, "full_at": 100}
    return whole([{**document["nodes"][0], "rule": {"proportional": on}}], 2)


@pytest.mark.parametrize(
    ("document", "at"),
    [
        (rubric(50), ""),
        (rubric("last", "zero"), ""),
        (rubric(of_group("median", "all"), "full"), "/by/cohort/statistic"),
        (rubric(of_group("median", "all"), "full"), "/when_none"),
    ],
    ids=["constant", "last", "median", "without data"],
)
def test_generated_cases_kill_every_mutant(document: Json, at: str, tmp_path: Path) -> None:
    kill_all(share(document), tmp_path, AT + "/impute" + at)
