# SPDX-License-Identifier: MIT
"""Tables as their publisher writes them, scored by what the rubric states about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex.cli import main

DATA: dict[str, Any] = {
    "decimal": ",", "thousands": ".", "dates": "dmy", "yes": ["x"], "no": ["-"], "header_row": 2, "unit": "Tỉnh",
    "group": "Vùng",
}  # fmt: skip


def document(**more: Any) -> dict[str, Any]:
    def leaf(code: str, kind: str, column: str, **limits: Any) -> dict[str, Any]:
        given = {"name": "value", "type": kind, "column": column, **limits}
        return {"code": code, "max": "1", "inputs": [given],
                "rule": {"proportional": {"on": {"value": "value"}, "full_at": "3000", "cap": "1"}}}  # fmt: skip

    flag = {
        "code": "c", "max": "1", "inputs": [
            {"name": "sent", "type": "date", "column": "Ngày gửi"}, {"name": "done", "type": "boolean", "column": "Xong"}],
        "rule": {"decision_table": {"hit": "first", "rows": [
            {"when": {"sent": {"to": "2026-12-05"}, "done": "yes"}, "points": "1"}, {"when": {}, "points": "0"}]}},
    }  # fmt: skip
    return {
        "parindex": 2, "id": "pub", "edition": "1", "max": "3", "aggregation": "sum", "missing": "error",
        "index_rounding": "exact", "groups": [{"id": "A"}], "data": DATA,
        "nodes": [leaf("a", "count", "PMD.new", max=3000), leaf("b", "number", "Tỷ lệ", min=0, max=3000), flag],
    } | more  # fmt: skip


PLAN = px.Rubric.from_json(document()).compile()
PUBLISHED = (
    "Bảng 1. Kết quả năm 2026;;;;;\n"
    "Tỉnh;Vùng;PMD.new;Tỷ lệ;Ngày gửi;Xong\n"
    "Huế;A;1.500;1.500,5;05/12/2026;x\n"
    "Cà Mau;A;3.000;750,25;06/12/2026;-\n"
)
OWN = [
    {"unit": "Huế", "group": "A", "a": 1500, "b": "1500.5", "c.sent": "2026-12-05", "c.done": True},
    {"unit": "Cà Mau", "group": "A", "a": 3000, "b": "750.25", "c.sent": "2026-12-06", "c.done": False},
]  # fmt: skip


def test_a_published_table_is_scored_untouched() -> None:
    scores = PLAN.score(PUBLISHED.encode())
    assert scores.status == ("ok", "ok")
    assert scores.digest == PLAN.score(OWN).digest
    assert scores.groups == ("A", "A")
    assert [column.name for column in PLAN.columns] == ["a", "b", "c.sent", "c.done"]
    # Cell by cell as well as in place.
    assert PLAN.score(PUBLISHED.replace("Huế", "Huế ").encode())["Cà Mau"] == scores["Cà Mau"]


def test_the_command_scores_it_untouched(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "r.json").write_text(json.dumps(document()), encoding="utf-8")
    (tmp_path / "d.csv").write_text(PUBLISHED, encoding="utf-8")
    assert (
        main(["score", str(tmp_path / "r.json"), str(tmp_path / "d.csv"), "--format", "csv"]) == 0
    )
    assert "Huế" in capsys.readouterr().out


def test_a_published_workbook_is_scored_untouched(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in PUBLISHED.splitlines():
        book.active.append(line.split(";"))
    book.save(tmp_path / "d.xlsx")
    assert PLAN.score(tmp_path / "d.xlsx").digest == PLAN.score(OWN).digest


def test_a_table_with_the_names_of_the_rubric_is_read_too() -> None:
    text = "unit,group,a,b,c.sent,c.done\nHuế,A,1500,\"1500,5\",2026-12-05,x\nCà Mau,A,3000,\"750,25\",2026-12-06,-\n"  # fmt: skip
    assert PLAN.score(text.encode()).digest == PLAN.score(OWN).digest
    typed = json.dumps([{**row, "b": float(row["b"])} for row in OWN]).encode()
    assert PLAN.score(typed).digest == PLAN.score(OWN).digest


def test_what_the_call_states_comes_first() -> None:
    english = PUBLISHED.replace(".500;1.500,5", ",500;1,500.5").replace(
        "3.000;750,25", "3,000;750.25"
    )
    english = english.replace("05/12", "12/05").replace("06/12", "12/06")
    reading = px.Reading(decimal=".", thousands=",", dates="mdy")
    assert PLAN.score(english.encode(), reading=reading).digest == PLAN.score(OWN).digest
    # Without a sign of thousands, that of the rubric is not taken: both signs are stated together.
    with pytest.raises(px.DataError):
        PLAN.score(PUBLISHED.encode(), reading=px.Reading(decimal="."))
    renamed = PUBLISHED.replace("PMD.new", "PMD")
    assert PLAN.score(renamed.encode(), reading=px.Reading(columns={"a": "PMD"})).digest == PLAN.score(OWN).digest  # fmt: skip
    units = PUBLISHED.replace("Tỉnh;", "Đơn vị;")
    assert PLAN.score(units.encode(), unit="Đơn vị").units == ("Huế", "Cà Mau")
    moved = "\n" + PUBLISHED
    assert PLAN.score(moved.encode(), reading=px.Reading(header_row=3)).units == ("Huế", "Cà Mau")


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(px.DataError) as caught:
        PLAN.score(PUBLISHED.replace("PMD.new", "PMD").encode())
    found = [(issue.code, issue.expected, issue.field) for issue in caught.value.issues]
    assert ("column_missing", "PMD.new", "a") in found


def test_what_parindex_wrote_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(json.dumps(document()), encoding="utf-8")
    (tmp_path / "d.csv").write_text(PUBLISHED, encoding="utf-8")
    arguments = [str(tmp_path / "r.json"), str(tmp_path / "d.csv"), "--format", "csv"]
    assert main(["score", *arguments, "--output", str(tmp_path / "out.csv")]) == 0
    reading = px.Reading(columns={"b": "b.points"})
    read = PLAN.score(
        tmp_path / "out.csv",
        reading=reading,
        allow_unknown_columns=True,
        allow_missing_columns=True,
    )
    given = read.explain("Huế").find("b").inputs[0].value
    assert str(given) == str(PLAN.score(OWN)["Huế"]["b"].points)


def test_the_rubric_lists_the_units() -> None:
    plan = px.Rubric.from_json(document(data={**DATA, "units": ["Huế", "Hà Nội"]})).compile()
    with pytest.raises(px.DataError) as caught:
        plan.score(PUBLISHED.encode())
    found = [(issue.code, issue.unit, issue.line) for issue in caught.value.issues]
    assert found == [("unit_unexpected", "Cà Mau", 4), ("unit_absent", "Hà Nội", 0)]
    # What the call lists comes first, and other data than files may have any units.
    assert plan.score(PUBLISHED.encode(), units=["Cà Mau", "Huế"]).units == ("Huế", "Cà Mau")
    assert plan.score(OWN).units == ("Huế", "Cà Mau")
    first = PUBLISHED[: PUBLISHED.index("Cà Mau")]
    assert plan.score(first.encode(), part=True).units == ("Huế",)
    with pytest.raises(px.DataError) as caught:
        plan.score(PUBLISHED.encode(), part=True)
    assert [issue.code for issue in caught.value.issues] == ["unit_unexpected"]
    model = plan.rubric.to_model()
    assert model.data.units == ("Huế", "Hà Nội")


def test_it_is_part_of_the_rubric() -> None:
    rubric = PLAN.rubric
    assert json.loads(rubric.to_json())["parindex"] == 2
    assert px.Rubric.from_json(rubric.to_json()).digest == rubric.digest
    model = rubric.to_model()
    assert model.data.decimal == ","
    assert px.Rubric.from_json(model.to_json()).digest == rubric.digest
    other = px.Rubric.from_json(
        document(data={**DATA, "decimal": None} | {"decimal": ".", "thousands": ","})
    )
    (change,) = px.diff(rubric, other).changes
    assert change.key == "data"
    plain = document()
    del plain["data"]
    for node in plain["nodes"]:
        for each in node["inputs"]:
            del each["column"]
    assert json.loads(px.Rubric.from_json(plain).to_json())["parindex"] == 1


def column(text: str) -> Any:
    nodes = document()["nodes"]
    nodes[1]["inputs"][0]["column"] = text
    return document(nodes=nodes)


@pytest.mark.parametrize(
    ("given", "code", "pointer"),
    [
        (document(parindex=1), "format_version", "/data"),
        (document(data={"decimal": ",", "thousands": ","}), "data_clash", "/data/thousands"),
        (document(data={"decimal": ";"}), "word_unknown", "/data/decimal"),
        (document(data={"yes": ["x"], "no": ["x"]}), "data_clash", "/data/no/0"),
        (document(data={"no": ["có"]}), "data_clash", "/data/no/0"),
        (document(data={"yes": [""]}), "code_invalid", "/data/yes/0"),
        (document(data={"unit": ""}), "code_invalid", "/data/unit"),
        (document(data={"units": ["Huế", ""]}), "code_invalid", "/data/units/1"),
        (document(data={"units": ["Huế", "Huế"]}), "data_clash", "/data/units/1"),
        (document(data={"unit": "a"}), "column_clash", "/data/unit"),
        (document(data={"unit": "T", "group": "T"}), "column_clash", "/data/group"),
        (document(data={"sign": ","}), "key_unknown", "/data/sign"),
        (column(""), "code_invalid", "/nodes/1/inputs/0/column"),
        (column("PMD.new"), "column_clash", "/nodes/1/inputs/0/column"),
        (column("a"), "column_clash", "/nodes/1/inputs/0/column"),
        (column("Tỉnh"), "column_clash", "/nodes/1/inputs/0/column"),
        (column("ranked"), "column_clash", "/nodes/1/inputs/0/column"),
    ],
)
def test_contradictions_are_issues_of_the_rubric(given: Any, code: str, pointer: str) -> None:
    with pytest.raises(px.RubricError) as caught:
        px.Rubric.from_json(given)
    found = [(issue.code, issue.pointer) for issue in caught.value.issues]
    assert (code, pointer) in found, found
