# SPDX-License-Identifier: MIT
"""Bad input: each is a named issue with its place."""

from __future__ import annotations

import io
import random
import re
import unicodedata
import zipfile
from typing import Any

import pytest

import parindex as px
from test_files import HEADS, PLAIN, RUBRIC, refused

openpyxl = pytest.importorskip("openpyxl")
from test_workbooks import book, repacked, with_cell

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


@pytest.fixture
def limits():
    """Limits that a test may lower; they are as before afterwards."""
    before = px.limits()
    yield px.set_limits
    px.set_limits(before)


@pytest.mark.parametrize("at", [0, 4096, 5000, (1 << 20) - 4, 3 << 20])
def test_a_document_type_is_found_wherever_it_is(plan, at):
    noise = random.Random(1).randbytes(at // 2).hex().encode()  # it does not pack: no bomb

    def change(parts: dict[str, bytes]) -> None:
        start = parts[SHEET].index(b"<sheetData")
        part = b"<!--" + noise + b"-->" + b"<!DOCTYPE a [<!ENTITY b 'c'>]>"
        parts[SHEET] = parts[SHEET][:start] + part + parts[SHEET][start:]

    (issue,) = refused(plan, repacked(book(), change))
    assert (issue.code, issue.actual) == ("workbook_malformed", SHEET)
    assert "document type" in issue.message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_document_type_in_utf_16_is_found(plan, encoding):
    mark = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>".encode(encoding)
    content = repacked(book(), lambda parts: parts.update({"xl/other.xml": mark}))
    (issue,) = refused(plan, content)
    assert (issue.code, issue.actual) == ("workbook_malformed", "xl/other.xml")


def test_a_part_that_is_broken_is_named(plan):
    def spoil(parts: dict[str, bytes]) -> None:
        parts[SHEET] = parts[SHEET][: len(parts[SHEET]) // 2]

    (issue,) = refused(plan, repacked(book(), spoil))
    assert issue.code == "workbook_malformed"
    content = bytearray(book())
    content[200:400] = bytes(200)
    assert refused(plan, bytes(content))[0].code == "workbook_malformed"


def test_an_encrypted_part_is_locked(plan):
    content = bytearray(book())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    assert refused(plan, bytes(content))[0].code == "workbook_locked"


def test_many_parts_that_unpack_to_much_are_a_bomb(plan, limits):
    content = repacked(book(), lambda p: p.update({f"{n}.bin": bytes(900_000) for n in range(20)}))
    limits(data_bytes=10_000_000)
    (issue,) = refused(plan, content)
    assert issue.code == "file_too_large"
    assert "10000000" in issue.expected.replace(",", "")


def test_a_line_without_end_is_refused_by_its_limits(plan, limits):
    limits(cell_bytes=1000)
    text = PLAIN.replace("Sở Nội vụ", "S" * 5000)
    (issue,) = refused(plan, text.encode())
    assert (issue.code, issue.line) == ("cell_too_large", 2)
    limits(data_bytes=4000)
    (issue,) = refused(plan, ("x" * 5000).encode())
    assert issue.code == "file_too_large"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line", [1, 4])
def test_a_line_of_very_many_cells_is_refused_before_they_are_made(plan, limits, delimiter, line):
    limits(cell_bytes=1000)
    rows = PLAIN.replace(",", delimiter).splitlines(keepends=True)
    rows.insert(line - 1, f"a{delimiter}" * 150_000)
    (issue,) = refused(plan, "".join(rows).encode())
    assert (issue.code, issue.line, issue.column) == ("file_too_large", line, 1)
    assert issue.text("vi") != issue.text("en")
    # Long rows that a table may have are read.
    limits(cell_bytes=100_000)
    assert plan.score(PLAIN.encode()).status == ("ok",) * 2


def test_a_bomb_in_a_line_of_json_is_refused_by_its_limits(plan, limits):
    limits(data_bytes=1000)
    (issue,) = refused(plan, b'[{"unit": "' + b"A" * 2000 + b'"}]')
    assert issue.code == "file_too_large"


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("E3", "#DIV/0!", "cell_error"),
        ("E2", "#VALUE!", "cell_error"),
        ("H3", "=A1", "cell_formula"),
    ],
)
def test_a_cell_without_a_value_has_its_place_in_both_languages(plan, place, value, code):
    (issue,) = refused(plan, with_cell(place, value))
    assert (issue.code, issue.line, issue.column) == (
        code, int(place[1]), "ABCDEFGH".index(place[0]) + 1,
    )  # fmt: skip
    assert place in issue.text("vi")
    assert issue.file == "Số liệu"


@pytest.mark.parametrize(("value", "code"), [("#REF!", "cell_error"), ("=B2", "cell_formula")])
def test_a_unit_whose_name_is_no_value_is_refused(plan, value, code):
    (issue,) = refused(plan, with_cell("A3", value))
    assert (issue.code, issue.line, issue.column) == (code, 3, 1)


def test_a_real_sheet_with_titles_and_merged_cells(plan):
    def form(_: Any, sheet: Any) -> None:
        sheet.insert_rows(1, 4)
        sheet["A1"] = "ỦY BAN NHÂN DÂN TỈNH"
        sheet.merge_cells("A1:D1")
        sheet["A2"] = "BẢNG TỔNG HỢP NĂM 2026"
        sheet.merge_cells("A2:H2")
        sheet["B4"] = "Lĩnh vực 1"
        sheet.merge_cells("B4:E4")
        sheet["F4"] = "Lĩnh vực 2"
        sheet.merge_cells("F4:H4")
        sheet.append([None] * 8)
        sheet.append(["Người lập biểu"])

    content = book(form)
    (issue,) = refused(plan, content)
    assert "--header-row 5" in issue.expected
    scores = plan.score(content, reading=px.Reading(header_row=5))
    assert scores.units == ("Sở Nội vụ", "Sở Tư pháp", "Người lập biểu")
    assert [(n.code, n.line) for n in scores.notes if n.code != "column_constant"] == [
        ("blank_skipped", 8), ("unit_total", 9),
    ]  # fmt: skip


MARKS = "\u0300\u0301\u0303\u0309\u0323"


def old(text: str) -> bytes:
    """Text in cp1258, which has letters such as ơ and ê, and their tone marks apart."""
    apart = unicodedata.normalize("NFD", text)
    marked = re.sub(f"([{MARKS}])([\u0302\u0306\u031b])", r"\2\1", apart)
    return re.sub(
        f"[^{MARKS}]+", lambda part: unicodedata.normalize("NFC", part[0]), marked
    ).encode("cp1258")


def test_a_real_file_of_an_old_program_in_cp1258(plan):
    head = ";".join(["Đơn vị", *HEADS[1:]])
    rows = "Sở Nội vụ;46;50;có;92,5;on_time;14/12/2026;2.000\nSở Tư pháp;45;50;không;80,25;late;20/12/2026;10,5\n"

    content = old(f"{head}\n{rows}")
    (issue,) = refused(plan, content)
    assert "cp1258" in issue.expected
    reading = px.Reading(encoding="cp1258", decimal=",", thousands=".", dates="dmy")
    scores = plan.score(content, unit="Đơn vị", reading=reading)
    assert scores.units == ("Sở Nội vụ", "Sở Tư pháp")
    assert scores.status == ("ok", "ok")


def test_a_real_publication_by_a_column_map(plan):
    text = (
        "STT,Tỉnh,Xong,Kế hoạch,Công khai,Tỷ lệ,Báo cáo,Ngày gửi,Kinh phí,Nguồn\n"
        "1,Huế,46,50,có,92.5,on_time,2026-12-14,2000,pcc.vn\n2,Vinh,45,50,không,80.25,late,2026-12-20,10.5,pcc.vn\n"
    )
    names = ["Xong", "Kế hoạch", "Công khai", "Tỷ lệ", "Báo cáo", "Ngày gửi", "Kinh phí"]
    reading = px.Reading(columns=dict(zip(HEADS[1:], names, strict=True)))
    scores = plan.score(text.encode(), unit="Tỉnh", reading=reading, allow_unknown_columns=True)
    plain = plan.score(PLAIN.encode())
    assert [u.points for u in scores] == [u.points for u in plain]


def test_a_real_long_table_of_63_units_in_a_workbook(plan):
    made = openpyxl.Workbook()
    made.active.append(["unit", "code", "value"])
    values = [46, 50, "có", 92.5, "on_time", "2026-12-14", 2000]
    for name, value in zip(HEADS[1:], values, strict=True):
        for n in range(63):
            made.active.append([f"Tỉnh {n + 1}", name, value])
    stream = io.BytesIO()
    made.save(stream)
    scores = plan.score(stream.getvalue())
    assert len(scores) == 63
    assert scores.status == ("ok",) * 63
    assert {u.points for u in scores} == {plan.score(PLAIN.encode())["Sở Nội vụ"].points}


def test_a_folder_of_other_things_is_no_workbook(plan):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert refused(plan, stream.getvalue())[0].code == "workbook_malformed"
