# SPDX-License-Identifier: MIT
"""Rubrics as sheets: round trips, wordings in both languages, and issues that name their cell."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import cli, shipped
from parindex.sheets import SheetRubric, from_xlsx, to_xlsx, wordings

openpyxl = pytest.importorskip("openpyxl")

COMPLETE = Path(__file__).parents[1] / "data" / "complete.json"
WHOLE = {
    "ngôn ngữ": "vi", "mã bộ tiêu chí": "mau", "phiên bản": "2026", "điểm tối đa": 4, "cách tổng hợp": "tổng",
    "thiếu số liệu": "lỗi", "làm tròn chỉ số": "chính xác",
}  # fmt: skip
HEADS = ("Mã", "Tên", "Điểm tối đa", "Số liệu", "Cách tính")
SHARE = "done: số đếm; all: số đếm, từ 1"


def book(
    *rows: tuple[object, ...],
    heads: tuple[str, ...] = HEADS,
    whole: dict[str, object] | None = None,
) -> bytes:
    """A workbook with these rows of nodes below a title row."""
    made = openpyxl.Workbook()
    nodes, rubric = made.active, made.create_sheet("Chung")
    nodes.title = "Bảng"
    for row in (("Bộ tiêu chí năm 2026",), heads, *rows):
        nodes.append(row)
    for row in (("Khóa", "Giá trị"), *(WHOLE | (whole or {})).items()):
        rubric.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def rule(text: object, inputs: str | None = None, **whole: object) -> Any:
    """The rule that a cell of a leaf with 4 points says."""
    found = from_xlsx(book(("1", "Một", 4, inputs, text), whole=whole))
    node = found.rubric.find("1")
    assert node is not None
    return node["rule"]


def issues(content: bytes, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(px.RubricError) as caught:
        from_xlsx(content, **options)
    return [(issue.code, issue.file) for issue in caught.value.issues]


def question(text: object, inputs: str | None = None) -> str:
    with pytest.raises(px.RubricError) as caught:
        from_xlsx(book(("1", "Một", 4, inputs, text)))
    (issue,) = caught.value.issues
    assert (issue.code, issue.file) == ("sheet_question", "Bảng!E3")
    assert issue.text("vi") != issue.text("en")
    return issue.expected


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", [*shipped.names(), "complete"])
def test_a_rubric_comes_back_from_its_workbook(name: str, language: Any) -> None:
    path = COMPLETE if name == "complete" else shipped.shipped_rubric_path(name)
    rubric = px.Rubric.load(path)
    content = to_xlsx(rubric, language=language)
    found = from_xlsx(content)
    assert found.rubric == rubric
    assert found.rubric.digest == rubric.digest
    assert content == to_xlsx(rubric, language=language)
    assert {i.code for i in found.issues} == {i.code for i in rubric.warnings}
    assert all("!" in issue.file for issue in found.issues if issue.pointer)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nine_of_ten_shipped_leaves_have_a_wording(language: Any) -> None:
    by_wording = in_json = 0
    for name in shipped.names():
        found = wordings(px.Rubric.load(shipped.shipped_rubric_path(name)), language=language)
        by_wording += sum(found.values())
        in_json += len(found) - sum(found.values())
    print(f"leaves by wording: {by_wording}, in JSON: {in_json}")
    assert (by_wording, in_json) >= (406, 0)
    assert by_wording >= 0.9 * (by_wording + in_json)


STEPS = [
    {"above": "90", "points": "4"},
    {"from": "70", "to": "90", "points": "1"},
    {"below": "70", "points": "0"},
]
OPTIONS = [
    {"id": "kip_thoi", "points": "4", "title": {"vi": "kịp thời"}},
    {"id": "muon", "points": "0.5", "title": {"vi": "muộn"}},
    {"id": "khong", "points": "0", "title": {"vi": "không"}},
]  # fmt: skip
VALUE = {"value": "v"}
PERCENT = {"percent": ["done", "all"], "max": "100"}


@pytest.mark.parametrize(
    ("text", "inputs", "expected"),
    [
        ("trên 90: 4; từ 70 đến 90: 1; dưới 70: 0", "v: số", {"bands": {"on": VALUE, "steps": STEPS}}),
        ("Above 90: 4 points; from 70 to 90: 1 point; below 70: 0", "v: number", {"bands": {"on": VALUE, "steps": STEPS}}),
        ("tỷ lệ (không quá 100%): trên 90%: 4 điểm; từ 70% đến 90%: 1; dưới 70%: 0", SHARE, {"bands": {"on": PERCENT, "steps": STEPS}}),
        ("tỷ lệ done/all (không quá 100%) × 4, dưới 50% = 0", SHARE,
         {"proportional": {"on": PERCENT, "full_at": "100", "cut_off": {"below": "50", "points": "0"}}}),
        ("share (at most 100%) × 4, below 50% = 0", SHARE,
         {"proportional": {"on": PERCENT, "full_at": "100", "cut_off": {"below": "50", "points": "0"}}}),
        ("kịp thời 4; muộn 0,5; không 0", None, {"choice": {"options": OPTIONS}}),
        ("mỗi văn bản 0,5, tối đa 4", "v: số đếm", {"per_unit": {"on": VALUE, "points_each": "0.5", "cap": "4"}}),
        ("each document 0,5, at most 4", "v: count", {"per_unit": {"on": VALUE, "points_each": "0.5", "cap": "4"}}),
        ("có: 4; không: 0", None, {"yes_no": {"yes": "4", "no": "0"}}),
        ("Yes 4; no 0", None, {"yes_no": {"yes": "4", "no": "0"}}),
        ("chấm trực tiếp từ 0 đến 4, bước 0,5", None, {"direct": {"min": "0", "step": "0.5", "max": "4"}}),
        ("từ 4, trừ: [late] chậm: 0,5, tối đa 4; trừ tối đa 4", None,
         {"deduction": {"start": "4", "items": [{"id": "late", "each": "0.5", "cap": "4", "title": {"vi": "chậm"}}], "cap": "4"}}),
        ('{"yes_no": {"yes": 4, "no": 0}}', None, {"yes_no": {"yes": "4", "no": "0"}}),
    ],
)  # fmt: skip
def test_the_wording_of_the_law_is_a_rule(text: str, inputs: str | None, expected: Any) -> None:
    assert json.dumps(rule(text, inputs), sort_keys=True) == json.dumps(expected, sort_keys=True)


@pytest.mark.parametrize(
    ("text", "inputs", "asked"),
    [
        ("trên 90: 4; 70-90: 1; dưới 70: 0", "v: số", "ranges with named ends"),
        ("có: 4; không: 0.5", None, "decimal sign of the sheet, which is ,"),
        ("trên 16.000: 4; đến 16.000: 0", "v: số", "no sign between thousands"),
        ("trên 90%: 4; đến 90%: 0", "v: số", "the base of the percentage"),
        ("trên 90: 4; đến 90: 0", SHARE, "the quantity: share a/b"),
        ("tỷ lệ × 4", "v: số", "share a/b with the names"),
        ("tỷ lệ × 5", SHARE, "5 is not 4"),
        ("mỗi văn bản chậm trừ 0,5", "v: số đếm", "if points are deducted"),
    ],
)
def test_what_a_cell_does_not_say_is_a_question(text: str, inputs: str | None, asked: str) -> None:
    assert asked in question(text, inputs)


def test_every_issue_is_given_at_once_with_its_cell() -> None:
    content = book(
        ("1", "Một", 9),
        ("1.1", "Hai", 1, None, "theo thực tế"),
        ("1.2", "Ba", 2, "v: số", "70-90: 2; dưới 70: 0"),
        ("1.3", "Bốn", "0.5", None, "có: 1; không: 0"),
        ("1.4", "Năm", 4, "v: số", "trên 90: 4; từ 70 đến 95: 1; dưới 70: 0"),
    )
    found = issues(content)
    assert ("sheet_wording", "Bảng!E4") in found
    assert ("sheet_question", "Bảng!E5") in found
    assert ("sheet_question", "Bảng!C6") in found
    assert any(code.startswith("bands_") and file == "Bảng!E7" for code, file in found)


def test_findings_about_the_whole_rubric_name_its_sheet() -> None:
    content = book(("1", "Một", 4, None, "có: 4; không: 0"), whole={"điểm tối đa": 5})
    assert issues(content) == [("maximum_mismatch", "Chung!B5")]
    unknown = book(("1", "Một", 4, None, "có: 4; không: 0"), whole={"mau_sac": '"x"'})
    assert ("key_unknown", "Chung!B9") in issues(unknown)


def test_the_language_is_stated_and_decides_the_decimal_sign() -> None:
    row = ("1", "Một", 4, None, "chấm trực tiếp từ 0 đến 4, bước 0.5")
    assert issues(book(row, whole={"ngôn ngữ": None}))[0] == ("sheet_question", "Chung!B2")
    english = from_xlsx(book(row, whole={"ngôn ngữ": "en"})).rubric.find("1")
    assert english is not None
    assert english["rule"] == {"direct": {"min": "0", "step": "0.5", "max": "4"}}
    assert english["title"] == {"en": "Một"}


def test_the_edition_is_stated_once() -> None:
    row = ("1", "Một", 4, None, "có: 4; không: 0")
    assert from_xlsx(book(row, whole={"phiên bản": None}), edition="7").rubric.edition == "7"
    assert issues(book(row), edition="7") == [("sheet_malformed", "Chung!B4")]


def test_agencies_of_the_column_lead_their_nodes() -> None:
    heads = (*HEADS, "Cơ quan chủ trì", "Ghi")
    leaf = (2, None, "có: 2; không: 0")
    content = book(
        ("1", "A", *leaf, "Sở Nội vụ", "x"), ("2", "B", *leaf, "[tc] Sở Tài chính"), heads=heads
    )
    found = from_xlsx(content)
    whole = found.rubric.find("") or {}
    assert [(a["id"], a["lead"]) for a in whole["agencies"]] == [
        ("so_noi_vu", ["1"]),
        ("tc", ["2"]),
    ]
    assert [(i.code, i.file) for i in found.issues] == [("sheet_column_unread", "Bảng!G2")]


@pytest.mark.parametrize(
    ("heads", "rows", "expected"),
    [
        (("Mã", "Tên"), [("1", "A")], ("sheet_malformed", "Bảng")),
        ((*HEADS, "Mã"), [("1", "A", 4, None, "có: 4; không: 0")], ("sheet_malformed", "Bảng!F2")),
        (
            (*HEADS, "Thuộc mục"),
            [("1", "A", 4, None, "có: 4; không: 0", "9")],
            ("sheet_malformed", "Bảng!F3"),
        ),
        (HEADS, [("1", "A", 4, None, '{"a": 1, "a": 2}')], ("sheet_wording", "Bảng!E3")),
        (HEADS, [("1", "A", True, None, "có: 4; không: 0")], ("sheet_question", "Bảng!C3")),
        (HEADS, [("1", "A", 4, None, "=1/0")], ("cell_formula", "Bảng!E3")),
    ],
)
def test_a_sheet_of_another_form_is_refused(
    heads: tuple[str, ...], rows: Any, expected: tuple[str, str]
) -> None:
    assert expected in issues(book(*rows, heads=heads))


def test_texts_that_a_cell_does_not_hold_are_named() -> None:
    document = json.loads(COMPLETE.read_text(encoding="utf-8"))
    document["note"] = "x" * 40_000
    document["nodes"][0]["note"] = "a\tb\x01"
    with pytest.raises(px.RubricError) as caught:
        to_xlsx(px.Rubric.from_json(document), language="en")
    places = [(i.code, i.file.split("!")[0]) for i in caught.value.issues]
    assert places == [("sheet_unwritable", "Criteria"), ("sheet_unwritable", "Rubric")]


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    document = json.loads(COMPLETE.read_text(encoding="utf-8"))
    document["note"] = '=HYPERLINK("x")'
    rubric = px.Rubric.from_json(document)
    assert from_xlsx(to_xlsx(rubric)).rubric == rubric


def test_the_command_writes_and_reads_a_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "a.xlsx")
    assert cli.main(["rubric", "to-xlsx", "vn-vinh-phuc-2019", "--output", path]) == 0
    assert cli.main(["rubric", "from-xlsx", path]) == 0
    expected = px.Rubric.load(shipped.shipped_rubric_path("vn-vinh-phuc-2019"))
    assert px.Rubric.from_json(capsys.readouterr().out) == expected
    assert isinstance(from_xlsx(path), SheetRubric)
