# SPDX-License-Identifier: MIT
"""Worksheets describe what to fill in for every kind of rule, for gates and for groups of units."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import parindex as px

Json = dict[str, Any]


def both(vi: str, en: str) -> Json:
    return {"vi": vi, "en": en}


def leaf(code: str, rule: Json, **keys: Any) -> Json:
    return {
        "code": code,
        "max": "2",
        "title": both(f"Tiêu chí {code}", f"Item {code}"),
        "rule": rule,
    } | keys


YES_NO: Json = {"yes_no": {"yes": "2", "no": "0"}}
NODES: list[Json] = [
    {"code": "1", "max": "10", "children": [
        leaf("1.1", YES_NO),
        leaf("1.2", {"levels": {"options": [
            {"id": "full", "percent": 100, "title": both("Đầy đủ", "Complete")},
            {"id": "none", "percent": 0, "title": both("Không có", "Nothing")}]}}),
        leaf("1.3", {"choice": {"options": [
            {"id": "early", "points": "2", "title": both("Trước hạn", "Early")},
            {"id": "late", "points": "0"}]}}),
        leaf("1.4", {"checklist": {"items": [
            {"id": "plan", "points": "1", "title": both("Có kế hoạch", "Has a plan")},
            {"id": "report", "points": "1", "title": both("Có báo cáo", "Has a report")}]}}),
        leaf("1.5", {"deduction": {"start": "2", "cap": "2", "items": [
            {"id": "slips", "each": "1", "title": both("Số lần vi phạm", "Violations")}]}}),
    ], "gates": [{"id": "fraud", "points": "0", "title": both("Có gian lận trong báo cáo", "Fraud in a report")}]},
    {"code": "2", "max": "10", "children": [
        leaf("2.1", {"direct": {"min": "0", "step": "0.5", "max": "2"}}),
        leaf("2.2", {"imported": {"index": "SIPAS", "edition": "2020"}}),
        leaf("2.3", {"survey": {
            "answers": [{"id": "good", "percent": 100, "title": both("Hài lòng", "Satisfied")}, {"id": "bad", "percent": 0}],
            "respondents": [{"id": "people", "weight": 1, "title": both("Người dân", "Citizens")}],
            "minimum_sample": 1, "when_small": "error", "stated_sample": True}}, layer="survey"),
        leaf("2.4", {"per_unit": {"on": {"value": "n"}, "points_each": "1", "cap": "2"}},
             inputs=[{"name": "n", "type": "count", "title": both("Số sáng kiến", "Initiatives")}],
             gates=[{"id": "copied", "points": "0", "title": both("Sao chép sáng kiến", "Copied")}]),
        leaf("2.5", {"decision_table": {"hit": "first", "rows": [
            {"when": {"sent": {"to": "2026-01-31"}, "how": "mail"}, "points": "2"}, {"when": {}, "points": "0"}]}},
             inputs=[{"name": "sent", "type": "date", "title": both("Ngày gửi báo cáo", "Day of the report")},
                     {"name": "how", "type": "choice", "title": both("Cách gửi", "Way"), "options": [
                         {"id": "mail", "title": both("Bưu điện", "By mail")}, {"id": "web"}]}],
             only_for=["town"]),
        leaf("2.6", YES_NO, only_for=["rural"]),
    ]},
]  # fmt: skip
RUBRIC: Json = {
    "parindex": 1,
    "id": "forms",
    "edition": "1",
    "max": "20",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": "exact",
    "layers": [{"id": "self"}, {"id": "survey", "apart": True}],
    "layer": "self",
    "groups": [{"id": "town"}, {"id": "rural"}],
    "agencies": [
        {"id": "one", "title": both("Sở Một", "One"), "lead": ["1"]},
        {"id": "two", "lead": ["2"]},
    ],
    "nodes": NODES,
}

WORDS = {
    "1.1": ("Tiêu chí 1.1", "có hoặc không"),
    "1.2": ("Tiêu chí 1.2", "một trong: full (Đầy đủ), none (Không có)"),
    "1.3": ("Tiêu chí 1.3", "một trong: early (Trước hạn), late"),
    "1.4.plan": ("Có kế hoạch", "có hoặc không"),
    "1.4.report": ("Có báo cáo", "có hoặc không"),
    "1.5.slips": ("Số lần vi phạm", "số nguyên từ 0 trở lên"),
    "1.fraud": ("Có gian lận trong báo cáo", "có hoặc không"),
    "2.1": ("Điểm chấm", "số từ 0 đến 2, mỗi bậc 0.5"),
    "2.2": ("SIPAS 2020, tính theo phần trăm", "số từ 0 đến 100"),
    "2.3.people_good": ("Số người trả lời: Hài lòng (Người dân)", "số nguyên từ 0 trở lên"),
    "2.3.people_bad": ("Số người trả lời: bad (Người dân)", "số nguyên từ 0 trở lên"),
    "2.3.people_sample": ("Số người đã trả lời (Người dân)", "số nguyên từ 0 trở lên"),
    "2.4.n": ("Số sáng kiến", "số nguyên từ 0 trở lên"),
    "2.4.copied": ("Sao chép sáng kiến", "có hoặc không"),
    "2.5.sent": ("Ngày gửi báo cáo", "ngày, viết theo thứ tự năm-tháng-ngày như 2021-02-15"),
    "2.5.how": ("Cách gửi", "một trong: mail (Bưu điện), web"),
    "2.6": ("Tiêu chí 2.6", "có hoặc không"),
}
GIVEN = {
    "1.1": "có", "1.2": "full", "1.3": "early", "1.4.plan": "có", "1.4.report": "có", "1.5.slips": "0",
    "1.fraud": "không", "2.1": "1.5", "2.2": "50", "2.4.n": "2", "2.4.copied": "không",
    "2.5.sent": "2026-01-31", "2.5.how": "mail", "2.6": "có",
}  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


def test_every_value_is_asked_for_in_words(plan: px.Plan) -> None:
    lines = [line for agency in ("one", "two") for line in px.worksheet(plan, agency).lines]
    assert {line.column: (line.what("vi"), line.expected["vi"]) for line in lines} == WORDS
    assert sorted(WORDS) == sorted(column.name for column in plan.columns)
    english = {line.column: (line.what("en"), line.expected["en"]) for line in lines}
    assert english["2.1"] == ("Points given", "a number from 0 to 2 in steps of 0.5")
    assert english["2.3.people_good"][0] == "Number of people who answered: Satisfied (Citizens)"
    assert english["2.5.sent"][1] == "a day, written as 2021-02-15"
    how = next(line for line in lines if line.column == "2.5.how")
    assert how.options == {"mail": both("Bưu điện", "By mail"), "web": {}}
    assert how.only_for == ("town",)
    text = px.worksheet(plan, "one").to_csv(["A"], layer="self")
    assert text.splitlines()[0].endswith(
        "(tên tiêu chí),(nội dung cần điền),(điểm tối đa),(value: cách điền),"
        "(evidence: mã và tên tài liệu kiểm chứng),(vai trò)"
    )
    assert text.splitlines()[1].endswith(",chủ trì")


def filled(plan: px.Plan, agency: str, folder: Path, **changes: str) -> Path:
    units = [{"unit": "A", "group": "town"}, {"unit": "B", "group": "rural"}]
    text = px.worksheet(plan, agency).to_csv(units, layer="self", excel=True, date="2026-02-01")
    rows = list(csv.DictReader(text.lstrip("\ufeff").splitlines()))
    columns = [line.column for line in px.worksheet(plan, agency).lines]
    names = {(line.code, line.input): line.column for line in px.worksheet(plan, agency).lines}
    assert len(columns) == len(names)
    for row in rows:
        column = names[row["code"][2:-1], row["input"]]
        row["value"] = changes.get(f"{row['unit']} {column}", GIVEN[column])
    path = folder / f"{agency}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def merged(plan: px.Plan, folder: Path, **changes: str) -> px.Merged:
    files = {agency: filled(plan, agency, folder, **changes) for agency in ("one", "two")}
    units = [{"unit": "A", "group": "town"}, {"unit": "B", "group": "rural"}]
    return px.merge_worksheets(plan, files, layer="self", units=units)


def test_gates_and_forms_of_groups_go_through_the_process(plan: px.Plan, tmp_path: Path) -> None:
    changes = {"A 1.fraud": "có", "B 2.4.copied": "có"}
    found = merged(plan, tmp_path, **changes)
    assert found.issues == ()
    assert found.assessment is not None
    scores = found.assessment.score("self")
    # The survey is separate, so 2.3 is left out; A has 2.5 and B has 2.6.
    assert (scores["A"]["1"].points, scores["A"]["2"].points) == (0, Decimal("6.5"))
    assert (scores["B"]["1"].points, scores["B"]["2"].points) == (10, Decimal("4.5"))
    assert scores["B"]["2"].max == 8
    assert scores.explain("A").find("1").inputs[0].layer == "self"
    progress = found.assessment.progress("self")
    assert [(own.agency, own.leaves, own.given) for own in progress] == [
        ("one", 12, 12),
        ("two", 8, 8),
    ]
    # A layer without marks for the leaf with a gate has no column for the gate.
    survey = found.assessment.score("survey")
    assert {issue.field[:3] for issue in survey.issues} == {"2.3"}


def test_a_missing_flag_of_a_gate_is_reported(plan: px.Plan, tmp_path: Path) -> None:
    found = merged(plan, tmp_path, **{"A 1.fraud": "", "B 2.4.copied": ""})
    assert [(issue.code, issue.unit, issue.field) for issue in found.issues] == [
        ("cell_omitted", "A", "1.fraud"),
        ("cell_omitted", "B", "2.4.copied"),
    ]
    assert found.assessment is not None
    assert [own.missing for own in found.assessment.progress("self")] == [
        (("A", "1"),),
        (("B", "2.4"),),
    ]


def seen(unit: str, code: str, **keys: Any) -> Json:
    return {"unit": unit, "code": code, "layer": "self", "date": "2026-02-01", **keys}


def test_a_leaf_that_the_group_lacks_is_found_at_once(plan: px.Plan) -> None:
    marks = [seen("A", "2.5", input="how", value="web"), seen("B", "2.5", input="how", value="web")]
    units = [{"unit": "A", "group": "town"}, {"unit": "B", "group": "rural"}]
    with pytest.raises(px.DataError) as caught:
        px.Assessment.from_observations(plan, marks, units=units)
    [issue] = caught.value.issues
    assert (issue.code, issue.pointer) == ("value_unexpected", "/observations/1/code")
    assert (issue.unit, issue.field) == ("B", "2.5.how")
    assert (issue.expected, issue.actual) == ("a leaf that applies to group rural", "2.5")


def test_units_need_a_group_of_the_rubric(plan: px.Plan) -> None:
    units = [{"unit": "A"}, {"unit": "B", "group": "sea"}]
    with pytest.raises(px.DataError) as caught:
        px.Assessment.from_observations(plan, [seen("A", "1.1", value="yes")], units=units)
    assert [(issue.code, issue.pointer, issue.unit) for issue in caught.value.issues] == [
        ("group_missing", "/units/0", "A"),
        ("group_unknown", "/units/1/group", "B"),
    ]


def test_the_command_takes_units_with_their_group(tmp_path: Path) -> None:
    rubric = tmp_path / "forms.json"
    rubric.write_text(json.dumps(RUBRIC), encoding="utf-8")
    command = [sys.executable, "-m", "parindex", "form", str(rubric), "--agency", "two"]
    command += ["--format", "csv", "--layer", "self", "--unit", "A=town", "--unit", "B=rural"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["unit"] for row in rows if row["code"] == "2.5"] == ["A", "A"]
    assert {row["unit"] for row in rows} == {"A", "B"}


def lookalike_notes(merged: px.Merged) -> list[tuple[str, str, int, str]]:
    found = [issue for issue in merged.issues if issue.code == "unit_lookalike"]
    return [(issue.unit, issue.expected, issue.row, issue.pointer) for issue in found]


@pytest.mark.parametrize(
    ("one", "two"), [("Hòa Bình", "Hoà Bình"), ("Sở Y tế", "Sở  Y tế"), ("Sở Y tế", "Sở\u00a0Y tế"),
                     ("Sở Y tế", "SỞ Y TẾ")]
)  # fmt: skip
def test_a_unit_that_looks_like_one_of_another_worksheet_is_named(
    plan: px.Plan, one: str, two: str, tmp_path: Path
) -> None:
    def seen(unit: str, code: str) -> Json:
        return {"unit": unit, "code": code, "layer": "self", "value": "yes", "date": "2026-01-01"}

    def merged(sheets: Json, **how: Any) -> list[tuple[str, str, int, str]]:
        return lookalike_notes(px.merge_worksheets(plan, sheets, layer="self", **how))

    rows = [seen(one, "1.1")], [seen(one, "2.6"), seen(two, "2.6"), seen(two, "2.4")]
    at = "/submissions/1/observations/1/unit"
    assert merged({"one": rows[0], "two": rows[1]}) == [(two, f'"{one}"', 0, at)]
    assert merged({"one": rows[0], "two": rows[1][:1]}) == []
    assert merged({"one": rows[0]}, units=[two])[0][:2] == (one, f'"{two}"')
    assert merged({"one": rows[0]}, units=[one, two]) == []
    head = "agency,unit,code,input,layer,value,evidence,note,date,files\n"
    files = {"one": tmp_path / "one.csv", "two": tmp_path / "two.csv"}
    for (agency, path), unit in zip(files.items(), (one, two), strict=True):
        path.write_text(f"{head}{agency},{unit},1.1,,self,yes,,,2026-01-01,\n", encoding="utf-8")
    assert merged(files) == [(two, f'"{one}"', 1, "")]
    (tmp_path / "r.json").write_text(json.dumps(RUBRIC), encoding="utf-8")
    given = [f"{agency}={path}" for agency, path in files.items()]
    command = ["merge", str(tmp_path / "r.json"), *given, "--layer", "self"]
    done = subprocess.run(
        [sys.executable, "-m", "parindex", *command, "--language", "vi"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "unit_lookalike" in done.stdout) == (1, True), done.stderr
