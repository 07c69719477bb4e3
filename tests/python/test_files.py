# SPDX-License-Identifier: MIT
"""Files as people save them: a stated format is used, an ambiguous value is an issue with both readings."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex.io._units import folded, is_total

RUBRIC: dict[str, Any] = {
    "parindex": 1, "id": "small", "edition": "2026", "max": "10", "aggregation": "sum", "missing": "exclude",
    "markers": {"not_applicable": ["1.234.567"]}, "not_applicable": "exclude",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {"on": "index", "stage": "rounded", "ties": "competition", "within": "all"},
    "nodes": [
        {"code": "1", "max": "6", "aggregation": "sum", "children": [
            {"code": "1.1", "max": "2",
             "inputs": [{"name": "done", "type": "count"}, {"name": "planned", "type": "count", "min": 1}],
             "rule": {"bands": {"on": {"percent": ["done", "planned"]}, "steps": [
                 {"above": "90", "points": "2"}, {"from": "70", "to": "90", "points": "1"},
                 {"below": "70", "points": "0"}]}}},
            {"code": "1.2", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
            {"code": "1.3", "max": "3", "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100}],
             "rule": {"proportional": {"on": {"value": "value"}, "full_at": "100"}}}]},
        {"code": "2", "max": "4", "aggregation": "sum", "children": [
            {"code": "2.1", "max": "1", "rule": {"choice": {"options": [
                {"id": "on_time", "points": "1"}, {"id": "late", "points": "0"}]}}},
            {"code": "2.2", "max": "1",
             "inputs": [{"name": "sent", "type": "date", "min": "2026-01-01", "max": "2026-12-31"}],
             "rule": {"formula": {"cases": [
                 {"when": {"of": {"days": ["2026-12-15", "sent"]}, "above": 0}, "points": 0}, {"points": 1}]}}},
            {"code": "2.3", "max": "2", "inputs": [{"name": "value", "type": "number", "min": 0}],
             "rule": {"proportional": {"on": {"value": "value"}, "full_at": "5000", "cap": "2"}}}]},
    ],
}  # fmt: skip
HEADS = ["unit", "1.1.done", "1.1.planned", "1.2", "1.3", "2.1", "2.2.sent", "2.3"]
ROWS = [
    ["Sở Nội vụ", "46", "50", "có", "92.5", "on_time", "2026-12-14", "2000"],
    ["Sở Tư pháp", "45", "50", "không", "80.25", "late", "2026-12-20", "10.5"],
]


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


@pytest.fixture(scope="module")
def digest(plan: px.Plan) -> str:
    return plan.score([dict(zip(HEADS, row, strict=True)) for row in ROWS]).digest


def text(rows: list[list[str]], delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\n" for row in rows)


def changed(head: str, value: str, row: int = 0) -> bytes:
    """The table with another value, separated by tabs: the value may have commas and semicolons."""
    rows = [list(each) for each in ROWS]
    rows[row][HEADS.index(head)] = value
    return text([HEADS, *rows], "\t").encode()


def refused(plan: px.Plan, data: object, **members: Any) -> list[px.Issue]:
    options = {name: members.pop(name) for name in ("unit", "units") if name in members}
    with pytest.raises(px.DataError) as caught:
        plan.score(data, reading=px.Reading(**members), **options)  # type: ignore[arg-type]
    for issue in caught.value.issues:
        assert issue.text("vi") != issue.text("en")
    return list(caught.value.issues)


def quantity(scores: px.Scores, code: str, unit: str = "Sở Nội vụ") -> str:
    node = scores.explain(unit).find(code)
    assert node is not None
    return str(node.inputs[0].value)


# ---- delimiters and encodings --------------------------------------------------------------------

PLAIN = text([HEADS, *ROWS])


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        text([HEADS, *ROWS], ";").encode(),
        text([HEADS, *ROWS], "\t").encode("utf-16"),
        text([HEADS, *ROWS], "|").encode(),
        ("sep=;\r\n" + text([HEADS, *ROWS], ";")).encode(),
        ("sep=|\n" + text([HEADS, *ROWS], "|")).encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("unit", '"=""unit"""').replace("1.2", '"=""1.2"""').encode(),
        (PLAIN + ",,,,,,,\n\n,,,,,,,\n").encode(),
        PLAIN.replace("\n", ",,\n").encode(),
        PLAIN.replace("unit,", " unit\u00a0,").encode(),
        PLAIN.replace("2026-12-14", "2026-12-14 00:00:00").encode(),
        PLAIN.replace("có", "1.0").replace("không", "0.0").encode(),
        PLAIN.replace("có", "Đạt").replace("không", "Không đạt").encode(),
        PLAIN.replace("92.5", "92.5 %").replace("80.25", "80.25%").encode(),
    ],
)
def test_files_that_mean_the_same_score_the_same(plan, digest, content):
    assert plan.score(content).digest == digest


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", PLAIN.encode()),
        ("t.TSV", text([HEADS, *ROWS], "\t").encode()),
        ("t.txt", text([HEADS, *ROWS], "\t").encode()),
        ("t.txt", text([HEADS, *ROWS], ";").encode()),
        ("t.json", json.dumps([dict(zip(HEADS, r, strict=True)) for r in ROWS]).encode()),
        ("t.jsonl", b"\n\n".join(json.dumps(dict(zip(HEADS, r, strict=True))).encode() for r in ROWS)),
    ],
)  # fmt: skip
def test_the_name_says_what_a_file_is(plan, digest, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert plan.score(path).digest == digest
    other = tmp_path / "no-suffix"
    other.write_bytes(content)
    assert refused(plan, other)[0].code == "table_malformed"
    kind = {"txt": "tsv"}.get(name[2:].lower(), name[2:].lower())
    assert plan.score(other, reading=px.Reading(format=kind)).digest == digest


def test_lines_of_json_in_a_json_file_are_named(plan, tmp_path):
    path = tmp_path / "t.json"
    path.write_text("\n".join(json.dumps(dict(zip(HEADS, r, strict=True))) for r in ROWS))
    (issue,) = refused(plan, path)
    assert (issue.code, issue.line) == ("json_malformed", 2)
    assert ".jsonl" in issue.expected
    path.write_text('{"unit": {"0": "A"}, "1.2": {"0": "yes"}}')
    assert 'orient="records"' in refused(plan, path)[0].expected
    (issue,) = refused(plan, b'{"unit": "A"}\n{"unit": }\n', format="jsonl")
    assert (issue.code, issue.line) == ("json_malformed", 2)


VIETNAMESE = "Sở Nội vụ", "Sở Tư pháp"
TCVN3 = b"S\xeb N\xe9i v\xf4", b"S\xeb T\xad ph\xb8p"
CP1258 = b"S\xf5\xd2 N\xf4\xf2i vu\xf2", b"S\xf5\xd2 T\xfd ph\xe1p"


@pytest.mark.parametrize(("encoding", "names"), [("tcvn3", TCVN3), ("cp1258", CP1258)])
def test_an_old_encoding_is_suggested_and_read_when_it_is_stated(plan, digest, encoding, names):
    content = PLAIN.replace("có", "yes").replace("không", "no").encode()
    for name, old in zip(VIETNAMESE, names, strict=True):
        content = content.replace(name.encode(), old)
    (issue,) = refused(plan, content)
    assert (issue.code, issue.line) == ("text_not_utf8", 2)
    assert f"--encoding {encoding} " in issue.expected
    assert plan.score(content, reading=px.Reading(encoding=encoding)).digest == digest
    other = "ascii"
    assert refused(plan, content, encoding=other)[0].code == "text_not_utf8"


def test_utf_16_without_its_mark_is_suggested(plan, digest):
    content = PLAIN.encode("utf-16-le")
    (issue,) = refused(plan, content)
    assert "--encoding utf-16-le" in issue.expected
    assert plan.score(content, reading=px.Reading(encoding="utf-16-le")).digest == digest


# ---- numbers, dates and words --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "value", "code", "said"),
    [
        ("1.1.planned", "2.000", "value_not_integer", ("2000", "or 2 ")),
        ("1.1.planned", "1.046", "value_not_integer", ("1046", "1.046")),
        ("1.1.planned", "50.0", "value_not_integer", ("point",)),
        ("1.1.planned", "2,000", "value_not_integer", ("2000",)),
        ("1.1.planned", "50/50", "value_not_integer", ("50 of 50",)),
        ("2.3", "1.234", "value_ambiguous", ("1234", "1.234")),
        ("2.3", "1,234", "value_ambiguous", ("1234", "1.234")),
        ("2.3", "1.234.567,5", "form_unstated", ("groups of three",)),
        ("2.3", "1 234", "form_unstated", ("groups of three",)),
        ("2.3", "50 %", "value_ambiguous", ("50 or 1/2",)),
        ("1.3", "45/50", "value_ambiguous", ("0.9", "45 of 50", "a date")),
        ("1.3", "5/12", "value_ambiguous", ("5/12",)),
        ("1.3", "92,5", "form_unstated", ("decimal comma",)),
        ("1.3", "1,234", "form_unstated", ("decimal comma",)),
        ("2.2.sent", "14/12/2026", "form_unstated", ("order",)),
        ("2.2.sent", "05/12/2026", "value_ambiguous", ("2026-12-05", "2026-05-12")),
        ("2.2.sent", "5.12.2026", "value_ambiguous", ("2026-12-05", "2026-05-12")),
        ("2.2.sent", "05/12", "value_ambiguous", ("year",)),
        ("2.2.sent", "2026-12-14 08:30", "value_type", ("time of day",)),
        ("1.2", "x", "form_unstated", ("yes",)),
    ],
)  # fmt: skip
def test_a_text_whose_form_is_not_stated_shows_its_readings(plan, head, value, code, said):
    (issue,) = refused(plan, changed(head, value, 1))
    assert (issue.code, issue.row, issue.line) == (code, 2, 3)
    assert (issue.field, issue.unit, issue.column) == (head, "Sở Tư pháp", HEADS.index(head) + 1)
    assert issue.actual == f'"{value}" in cell {"ABCDEFGH"[HEADS.index(head)]}3'
    for part in said:
        assert part in issue.message
    assert issue.expected


@pytest.mark.parametrize(
    ("head", "value", "members", "number"),
    [
        ("1.1.planned", "2.000", {"thousands": "."}, "2000"),
        ("1.1.planned", "50.0", {"decimal": "."}, "50"),
        ("2.3", "1.234", {"decimal": "."}, "1.234"),
        ("2.3", "1.234", {"decimal": ",", "thousands": "."}, "1234"),
        ("2.3", "1.234.567,25", {"decimal": ",", "thousands": "."}, "1234567.25"),
        ("2.3", "1\u00a0234,5", {"decimal": ",", "thousands": " "}, "1234.5"),
        ("2.3", "-0", {}, "0"),
        ("2.3", "1e3", {}, "1000"),
        ("2.3", "0.925", {}, "0.925"),
        ("1.3", "1.234", {}, "1.234"),
        ("1.3", "92,5", {"decimal": ","}, "92.5"),
        ("1.3", "92,5 %", {"decimal": ","}, "92.5"),
        ("1.3", "45/50", {"fractions": True}, "0.9"),
    ],
)
def test_a_number_is_read_by_the_signs_that_are_stated(plan, head, value, members, number):
    rows = [HEADS, ["A", *([""] * 7)]]
    rows[1][HEADS.index(head)] = value
    if head == "1.1.planned":
        rows[1][HEADS.index("1.1.done")] = "1"
    scores = plan.score(text(rows, "\t").encode(), reading=px.Reading(**members))
    assert scores.status == ("ok",)
    node = scores.explain("A").find(head.removesuffix(".planned"))
    assert node is not None
    assert px.ExactFraction(str(node.inputs[-1].value)) == px.ExactFraction(number)


def test_a_stated_sign_refuses_the_other(plan):
    for value, members in (
        ("92.5", {"decimal": ","}),
        ("1.234,5", {"decimal": ","}),
        ("92,5", {"decimal": "."}),
        ("12.34", {"decimal": ",", "thousands": "."}),
        ("1.2345,5", {"decimal": ",", "thousands": "."}),
    ):
        issue = refused(plan, changed("1.3", value), **members)[0]
        assert (issue.code, issue.line, issue.field) == ("form_unstated", 2, "1.3")


@pytest.mark.parametrize(
    ("value", "dates", "day"),
    [
        ("05/12/2026", "dmy", "2026-12-05"),
        ("05/12/2026", "mdy", "2026-05-12"),
        ("16-12-2026", "dmy", "2026-12-16"),
        ("14.12.2026 00:00", "dmy", "2026-12-14"),
        ("2026/12/14", None, "2026-12-14"),
        ("2026-12-16T00:00:00", None, "2026-12-16"),
    ],
)
def test_a_date_is_read_by_the_order_that_is_stated(plan, value, dates, day):
    rows = [["unit", "2.2.sent"], ["A", value]]
    scores = plan.score(
        text(rows).encode(), reading=px.Reading(dates=dates), allow_missing_columns=True
    )
    assert quantity(scores, "2.2", "A") == day


def test_a_day_that_does_not_exist_is_not_a_date(plan):
    assert refused(plan, changed("2.2.sent", "31/02/2026"), dates="dmy")[0].code == "value_type"


def test_words_for_yes_are_stated(plan):
    content = changed("1.2", "X")
    assert plan.score(content, reading=px.Reading(yes="x"))["Sở Nội vụ"]["1.2"].points == 1
    assert plan.score(content, reading=px.Reading(no=["x"]))["Sở Nội vụ"]["1.2"].points == 0


def test_a_marker_of_the_rubric_is_not_a_number(plan):
    assert plan.score(changed("2.3", "1.234.567"))["Sở Nội vụ"]["2.3"].status == "excluded"


def test_typed_values_are_never_ambiguous(plan):
    row = {**dict(zip(HEADS, ROWS[0], strict=True)), "1.1.planned": 2000, "2.3": 1.234}
    scores = plan.score(json.dumps([row]).encode())
    assert quantity(scores, "2.3") == "1.234"


# ---- headers and shapes --------------------------------------------------------------------------


def test_a_title_above_the_header_is_named_with_the_row(plan, digest):
    content = ("BẢNG ĐIỂM,,,,,,,\n\n,,,,,,,\n" + PLAIN).encode()
    (issue,) = refused(plan, content)
    assert (issue.code, issue.line) == ("header_misplaced", 1)
    assert "--header-row 4" in issue.expected
    scores = plan.score(content, reading=px.Reading(header_row=4))
    assert scores.digest == digest
    assert refused(plan, content, header_row=99)[0].code == "header_misplaced"


def test_rows_are_numbered_as_the_file_shows_them(plan):
    content = ("BẢNG ĐIỂM\n\n" + PLAIN.replace("late", "tardy")).encode()
    (issue,) = plan.score(content, reading=px.Reading(header_row=3)).issues
    assert (issue.code, issue.row, issue.line, issue.column) == ("choice_unknown", 2, 5, 6)


def test_ignored_parts_are_noted_and_change_no_digest(plan, digest):
    scores = plan.score((PLAIN.replace("\n", ",\n") + ",,,,,,,\n").encode())
    assert scores.digest == digest
    assert [note.code for note in scores.notes] == ["blank_skipped", "blank_skipped"]
    assert pickle.loads(pickle.dumps(scores)).notes == scores.notes
    assert "table_malformed" in {i.code for i in refused(plan, PLAIN.replace("\n", ",x\n").replace("2.3,x", "2.3,").encode())}  # fmt: skip


@pytest.mark.parametrize(
    ("head", "other", "said"),
    [
        ("1.2", "1-Feb", "turned the code"),
        ("1.2", "2/1", "turned the code"),
        ("1.2", "2026-02-01", "turned the code"),
        ("1.3", "1.3.value", 'did you mean "1.3"?'),
        ("2.2.sent", "2.2.SENT", 'did you mean "2.2.sent"?'),
    ],
)
def test_an_unknown_heading_has_a_suggestion(plan, head, other, said):
    heads = [other if each == head else each for each in HEADS]
    issues = refused(plan, text([heads, *ROWS]).encode())
    assert any(i.code == "column_unknown" and said in i.message for i in issues)


@pytest.mark.parametrize("head", ["Đơn vị", "Tên đơn vị", "Tỉnh, thành phố"])
def test_the_column_of_the_units_is_suggested(plan, digest, head):
    content = text([[head, *HEADS[1:]], *ROWS], ";").encode()
    issues = refused(plan, content)
    assert f'--unit-column "{head}"' in issues[0].expected
    assert plan.score(content, unit=head).digest == digest


def test_a_column_map_reads_the_table_of_a_publisher(plan, digest):
    names = {head: f"PMD.{at}" for at, head in enumerate(HEADS) if head != "unit"}
    content = text([["unit", *names.values()], *ROWS]).encode()
    assert plan.score(content, reading=px.Reading(columns=names)).digest == digest
    (issue,) = refused(plan, content, columns={**names, "1.2": "PMD.33"})
    assert (issue.code, issue.field) == ("column_missing", "1.2")
    assert "did you mean" in issue.message


def long(rows: list[list[str]], *, split: bool) -> list[list[str]]:
    table = [["unit", "code", "input", "value"] if split else ["unit", "code", "value"]]
    for unit, *cells in rows:
        for head, cell in zip(HEADS[1:], cells, strict=True):
            code, _, part = head.rpartition(".")
            two = [code, part] if split and part.isalpha() else [head, ""] if split else [head]
            table.append([unit, *two, cell])
    return table


@pytest.mark.parametrize("split", [False, True])
def test_a_long_table_is_known_by_its_heads(plan, digest, split):
    assert plan.score(text(long(ROWS, split=split)).encode()).digest == digest


def test_a_long_table_of_63_units(plan):
    rows = [[f"Tỉnh {n}", *ROWS[0][1:]] for n in range(63)]
    table = long(rows, split=True)
    table[1:] = sorted(table[1:], key=lambda row: row[1])
    scores = plan.score(text(table, ";").encode())
    assert len(scores) == 63
    assert scores.status == ("ok",) * 63


def test_a_duplicate_value_and_an_unknown_code(plan):
    table = [*long(ROWS, split=False), ["Sở Nội vụ", "1.2", "không"], ["Sở Nội vụ", "1.22", "có"]]
    twice, unknown = refused(plan, text(table).encode())
    assert (twice.code, twice.line, twice.field) == ("value_repeated", 16, "1.2")
    assert (unknown.code, unknown.line) == ("column_unknown", 17)
    assert "did you mean" in unknown.message


def test_results_that_parindex_wrote_are_read_back(plan):
    content = b"unit,status,rank,points,max,index,2.3\nA,ok,1,10/3,10,100/3,10/3\nB,ok,1,1.234,10,1.234,1.234\n"
    scores = plan.score(content, allow_missing_columns=True, allow_unknown_columns=True)
    assert [quantity(scores, "2.3", unit) for unit in "AB"] == ["10/3", "1.234"]


# ---- units ---------------------------------------------------------------------------------------


def named(*names: str) -> bytes:
    return text([HEADS, *([name, *ROWS[0][1:]] for name in names)]).encode()


def test_the_units_are_those_of_the_list(plan, tmp_path):
    names = ["Hoà Bình", "Huế"]
    assert plan.score(named(*names), units=names).notes == ()
    path = tmp_path / "units.txt"
    path.write_text("\n Huế\nHoà Bình\n", encoding="utf-8-sig")
    assert plan.score(named(*names), units=path).units == tuple(names)
    issues = refused(plan, named("Hòa Bình", "Huế", "Vinh"), units=names)
    assert [(i.code, i.unit) for i in issues] == [
        ("unit_unexpected", "Hòa Bình"),
        ("unit_unexpected", "Vinh"),
        ("unit_absent", "Hoà Bình"),
    ]
    assert 'did you mean "Hoà Bình"?' in issues[0].message
    assert issues[1].line == 4
    rows = [dict(zip(HEADS, row, strict=True)) for row in ROWS]
    assert refused(plan, rows, units=["Sở Nội vụ"])[0].row == 2
    for units in ([], ["A", "A"]):
        with pytest.raises(px.Error):
            plan.score(rows, units=units)
    with pytest.raises(TypeError):
        plan.score(rows, units=[1])


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Hòa Bình", "Hoà Bình"),
        ("Sở  Nội vụ", "Sở Nội vụ"),
        ("Sở\u00a0Nội vụ", "Sở Nội vụ"),
        ("SỞ NỘI VỤ", "Sở Nội vụ"),
        ("Thủy", "Thuỷ"),
        ("Khỏe", "Khoẻ"),
    ],
)
def test_names_that_look_alike_are_reported(plan, one, two):
    assert folded(one) == folded(two)
    (note,) = plan.score(named(one, two)).notes
    assert (note.code, note.severity, note.line) == ("unit_lookalike", "warning", 3)


def test_names_that_differ_do_not_look_alike():
    names = ["Hòa", "Hóa", "Hoa", "Hoàn", "Quý", "Quỳ", "Lúa", "Lua", "Mùa", "Muà Đông"]
    assert len({folded(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "name", ["Tổng cộng", "TỔNG", "Trung bình", "Cộng", "Total", "I. Khối sở", "B. Các huyện", "Bình quân:"]
)  # fmt: skip
def test_rows_that_are_not_units_are_reported(plan, name):
    assert is_total(name)
    (note,) = plan.score(named("Sở Nội vụ", name)).notes
    assert (note.code, note.line) == ("unit_total", 3)


@pytest.mark.parametrize("name", ["Tổng cục Thuế", "Sở Nội vụ", "Công an", "Trung tâm", "V. Hải"])
def test_names_of_units_are_not_totals(name):
    assert not is_total(name)


def test_spaces_around_a_name_and_a_row_with_only_a_name_are_reported(plan):
    content = named("Huế ") + b"Khoi huyen,,,,,,,\n"
    assert [note.code for note in plan.score(content).notes] == ["name_spaces", "unit_total"]


# ---- what is stated ------------------------------------------------------------------------------


def test_a_reading_is_a_value_and_a_file(tmp_path):
    reading = px.Reading(decimal=",", dates="dmy", yes=["x"], columns={"1.2": "B"})
    assert pickle.loads(pickle.dumps(reading)) == reading
    assert hash(reading) == hash(
        px.Reading(decimal=",", dates="dmy", yes="x", columns={"1.2": "B"})
    )
    path = tmp_path / "reading.json"
    path.write_text('{"decimal": ",", "dates": "dmy", "yes": ["x"], "columns": {"1.2": "B"}}')
    assert px.Reading.load(path) == reading
    path.write_text('{"decimals": ","}')
    with pytest.raises(px.DataError) as caught:
        px.Reading.load(path)
    assert caught.value.issues[0].code == "key_unknown"
    for content in ("{", '{"decimal": ";"}', '{"header_row": "3"}', '{"columns": [1]}', "[]"):
        path.write_text(content)
        with pytest.raises(px.Error):
            px.Reading.load(path)


@pytest.mark.parametrize(
    "make",
    [
        lambda: px.Reading(decimal=";"),  # type: ignore[arg-type]
        lambda: px.Reading(decimal=",", thousands=","),
        lambda: px.Reading(encoding="klingon"),
        lambda: px.Reading(encoding="base64"),
        lambda: px.Reading(delimiter="ab"),
        lambda: px.Reading(header_row=0),
        lambda: px.Reading(yes="x", no="X"),
    ],
)
def test_invalid_statements_are_rejected(make: Callable[[], px.Reading]):
    with pytest.raises(px.Error) as caught:
        make()
    assert caught.value.text("vi") != caught.value.text("en")


def test_the_command_takes_the_same(tmp_path: Path, monkeypatch, capsys):
    from parindex.cli import main

    monkeypatch.chdir(tmp_path)
    Path("r.json").write_text(json.dumps(RUBRIC), encoding="utf-8")
    heads = ["Mã" if head == "1.2" else head for head in HEADS]
    row = ["Sở Nội vụ", "46", "2.000", "x", "92,5", "on_time", "14/12/2026", "1.234,5"]
    Path("d.csv").write_text(
        "Tiêu đề\n" + text([heads, row], ";"), encoding="cp1258", errors="replace"
    )
    Path("d.csv").write_text("Tiêu đề\n" + text([heads, row], ";"), encoding="utf-8")
    options = ["--header-row", "2", "--decimal-in", ",", "--thousands-in", ".", "--dates", "dmy", "--yes", "x",
               "--column", "1.2=Mã", "--units", "u.txt"]  # fmt: skip
    Path("u.txt").write_text("Sở Nội vụ\n", encoding="utf-8")
    assert main(["score", "r.json", "d.csv", *options]) == 0
    assert "Sở Nội vụ" in capsys.readouterr().out
    Path("u.txt").write_text("Huế\n", encoding="utf-8")
    assert main(["score", "r.json", "d.csv", *options, "--language", "vi"]) == 1
    assert "unit_absent" in capsys.readouterr().err


def test_standard_input_is_known_by_its_content(plan, digest, monkeypatch):
    rows = [dict(zip(HEADS, row, strict=True)) for row in ROWS]
    for content in (
        PLAIN.encode("utf-16"),
        json.dumps(rows).encode(),
        "\n".join(map(json.dumps, rows)).encode(),
    ):
        stream = io.TextIOWrapper(io.BytesIO(content))
        monkeypatch.setattr("sys.stdin", stream)
        assert plan.score("-").digest == digest


WORKSHEET = 'unit;code;input;layer;value;date\nHuế;="1.1";done;self;{0};{1}\nHuế;="1.1";planned;self;50;{1}\n'
LAYERS = {
    **RUBRIC,
    "layers": [{"id": "self"}],
    "layer": "self",
    "resolution": ["self"],
    "nodes": [
        {**RUBRIC["nodes"][0], "max": "10", "children": [
            {**RUBRIC["nodes"][0]["children"][0], "max": "10",
             "rule": {"proportional": {"on": {"percent": ["done", "planned"]}, "full_at": "100", "cap": "10"}}}]}
    ],
}  # fmt: skip


def test_observations_are_read_by_the_same_statements(tmp_path):
    plan = px.Rubric.from_json(LAYERS).compile()
    path = tmp_path / "seen.csv"
    path.write_text(WORKSHEET.format("46", "14/12/2026"), encoding="utf-8-sig")
    with pytest.raises(px.DataError) as caught:
        px.Assessment.load(plan, path)
    first = caught.value.issues[0]
    assert (first.code, first.line, first.field, first.file) == (
        "form_unstated", 2, "date", str(path),
    )  # fmt: skip
    read = px.Assessment.load(plan, path, reading=px.Reading(dates="dmy"))
    assert [seen["date"] for seen in read.observations] == ["2026-12-14"] * 2
    path.write_text(WORKSHEET.format("2.000", "2026-12-14"), encoding="utf-8")
    with pytest.raises(px.DataError) as caught:
        px.Assessment.load(plan, path)
    assert [(i.code, i.unit) for i in caught.value.issues] == [("value_not_integer", "Huế")]


def test_json_values_that_are_not_cells_are_issues_of_their_rows(plan):
    rows = [dict(zip(HEADS, row, strict=True)) for row in ROWS]
    rows[1] = {**rows[1], "1.3": [1], "2.3": {"a": 1}}  # type: ignore[dict-item]
    codes = {issue.code for issue in refused(plan, json.dumps(rows).encode())}
    assert codes == {"value_type"}
