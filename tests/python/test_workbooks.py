# SPDX-License-Identifier: MIT
"""Workbooks: types, formats, and contents that are not values."""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

import parindex as px
from test_files import HEADS, RUBRIC, quantity, refused

openpyxl = pytest.importorskip("openpyxl")

ROWS: list[list[Any]] = [
    ["Sở Nội vụ", 46, 50, "có", 92.5, "on_time", dt.date(2026, 12, 14), 2000],
    ["Sở Tư pháp", 45, 50, False, 80.25, "late", dt.datetime(2026, 12, 20), 10.5],
]
TEXTS = [
    ["Sở Nội vụ", "46", "50", "có", "92.5", "on_time", "2026-12-14", "2000"],
    ["Sở Tư pháp", "45", "50", "không", "80.25", "late", "2026-12-20", "10.5"],
]


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


@pytest.fixture(scope="module")
def digest(plan: px.Plan) -> str:
    return plan.score([dict(zip(HEADS, row, strict=True)) for row in TEXTS]).digest


def book(change: Callable[[Any, Any], None] = lambda *_: None, title: str = "Số liệu") -> bytes:
    """A workbook with the table, after changes to the workbook and its sheet."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in [HEADS, *ROWS]:
        sheet.append(row)
    change(made, sheet)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_cell(place: str, value: object, number_format: str = "General") -> bytes:
    def change(_: Any, sheet: Any) -> None:
        sheet[place] = value
        sheet[place].number_format = number_format

    return book(change)


def repacked(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["t.xlsx", "t.xlsm", "renamed.csv", "t.XLSX"])
def test_a_workbook_scores_under_every_name(plan, digest, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(book())
    assert plan.score(path).digest == digest
    assert plan.score(path.read_bytes()).digest == digest


def test_values_have_their_types_and_formats(plan):
    assert quantity(plan.score(with_cell("H2", 1.234)), "2.3") == "1.234"
    assert quantity(plan.score(with_cell("H2", 1234, "#,##0")), "2.3") == "1234"
    assert quantity(plan.score(with_cell("E2", 0.925, "0.0%")), "1.3") == "92.5"
    assert quantity(plan.score(with_cell("E2", 0.29, "0%")), "1.3") == "29"
    assert quantity(plan.score(with_cell("E2", 12, '0" %"')), "1.3") == "12"
    (issue,) = refused(plan, with_cell("H2", 0.5, "0%"))
    assert (issue.code, issue.line, issue.column) == ("value_ambiguous", 2, 8)
    assert quantity(plan.score(with_cell("E2", "92.5%")), "1.3") == "92.5"


def test_text_in_a_workbook_is_text(plan):
    (issue,) = refused(plan, with_cell("C2", "2.000"))
    assert (issue.code, issue.actual) == ("value_not_integer", '"2.000" in cell C2')
    assert issue.file == "Số liệu"
    (issue,) = refused(plan, with_cell("G2", "14/12/2026"))
    assert issue.code == "form_unstated"


def test_a_date_where_a_number_belongs_shows_what_was_typed(plan):
    (issue,) = refused(plan, with_cell("E2", dt.datetime(2026, 12, 5), "d/m"))
    assert issue.code == "value_type"
    assert "5/12" in issue.message
    assert "5.12" in issue.message
    (issue,) = refused(plan, with_cell("G2", dt.datetime(2026, 12, 5, 8, 30), "d/m/yyyy h:mm"))
    assert issue.code == "value_type"


@pytest.mark.parametrize("value", ["#DIV/0!", "#REF!", "#N/A"])
def test_a_cell_with_an_error_is_named(plan, value):
    (issue,) = refused(plan, with_cell("E3", value))
    assert (issue.code, issue.line, issue.column) == ("cell_error", 3, 5)
    assert issue.actual == f"{value} in cell E3"


def test_a_formula_without_a_result_is_named(plan, digest):
    (issue,) = refused(plan, with_cell("E3", "=80+0.25"))
    assert (issue.code, issue.actual) == ("cell_formula", "=80+0.25 in cell E3")

    def store(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = parts[name].replace(b"<v></v>", b"<v>80.25</v>").replace(
            b"<v/>", b"<v>80.25</v>"
        ).replace(b"<v />", b"<v>80.25</v>")  # fmt: skip

    assert plan.score(repacked(with_cell("E3", "=80+0.25"), store)).digest == digest


def test_one_of_two_matching_sheets_must_be_stated(plan, digest):
    def second(made: Any, _: Any) -> None:
        other = made.create_sheet("Năm trước")
        for row in [HEADS, ["Huế", *ROWS[0][1:]]]:
            other.append(row)
        made.create_sheet("Ghi chú").append(["Ghi chú", "unit"])

    content = book(second)
    (issue,) = refused(plan, content)
    assert (issue.code, issue.actual) == ("sheet_unstated", '"Số liệu", "Năm trước"')
    assert plan.score(content, reading=px.Reading(sheet="Số liệu")).digest == digest
    assert plan.score(content, reading=px.Reading(sheet="Năm trước")).units == ("Huế",)
    (issue,) = refused(plan, content, sheet="Nam")
    assert (issue.code, issue.actual) == ("sheet_unknown", "Nam")
    assert "Ghi chú" in issue.expected


def test_the_sheet_that_fits_is_found_and_hidden_sheets_are_not_asked(plan, digest):
    def others(made: Any, _: Any) -> None:
        made.create_sheet("Bìa", 0).append(["BỘ NỘI VỤ"])
        hidden = made.create_sheet("Cũ")
        hidden.append(HEADS)
        hidden.sheet_state = "hidden"

    assert plan.score(book(others)).digest == digest


def test_title_rows_and_merged_heads(plan, digest):
    def titled(_: Any, sheet: Any) -> None:
        sheet.insert_rows(1, 3)
        sheet["A1"] = "BẢNG ĐIỂM CHỈ SỐ CCHC"
        sheet.merge_cells("A1:H1")
        sheet["B3"] = "Lĩnh vực 1"
        sheet.merge_cells("B3:E3")
        sheet["A3"] = "unit"
        sheet["A4"] = None
        sheet.merge_cells("A3:A4")

    content = book(titled)
    (issue,) = refused(plan, content)
    assert issue.code == "header_misplaced"
    assert "--header-row 4" in issue.expected
    scores = plan.score(content, reading=px.Reading(header_row=4))
    assert scores.digest == digest
    assert [n.code for n in scores.notes] == []
    issues = refused(plan, content, header_row=3)
    assert {"header_merged"} <= {i.code for i in issues}
    assert issues[0].actual == "C3"


def test_hidden_rows_and_columns_are_read_and_reported(plan, digest):
    def hide(_: Any, sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True

    scores = plan.score(book(hide))
    assert scores.digest == digest
    (note,) = scores.notes
    assert (note.code, note.line, note.actual) == ("rows_hidden", 3, "3, D")


def test_the_calendar_of_1904_links_and_macros_are_reported(plan, digest):
    def calendar(made: Any, _: Any) -> None:
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    scores = plan.score(book(calendar))
    assert [n.code for n in scores.notes] == ["workbook_calendar"]
    assert scores.digest == digest

    def macro(parts: dict[str, bytes]) -> None:
        parts["xl/vbaProject.bin"] = b"\0"
        parts["xl/externalLinks/externalLink1.bin"] = b"\0"

    scores = plan.score(repacked(book(), macro))
    assert [n.code for n in scores.notes] == ["workbook_macros", "workbook_links"]
    assert scores.digest == digest


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (OLE, "workbook_malformed"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "workbook_locked"),
        (book()[:2000], "workbook_malformed"),
        (b"PK\x03\x04" + bytes(100), "workbook_malformed"),
        (repacked(book(), lambda parts: parts.pop("xl/workbook.xml")), "workbook_malformed"),
        (repacked(book(), lambda p: p.update({"a.xml": bytes(50_000_000)})), "file_too_large"),
        (
            repacked(
                book(),
                lambda p: p.update({"xl/styles.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + p["xl/styles.xml"]}),
            ),
            "workbook_malformed",
        ),
    ],
    ids=["xls", "password", "cut", "no parts", "no workbook", "bomb", "entities"],
)  # fmt: skip
def test_an_unreadable_workbook_is_named(plan, tmp_path, content, code):
    path = tmp_path / "t.xlsx"
    path.write_bytes(content)
    (issue,) = refused(plan, path)
    assert (issue.code, issue.file) == (code, "t.xlsx")


def test_an_empty_sheet_is_an_empty_table(plan):
    def clear(_: Any, sheet: Any) -> None:
        sheet.delete_rows(1, 10)

    assert refused(plan, book(clear))[0].code == "table_empty"


def test_a_cell_of_the_name_is_a_name(plan):
    assert plan.score(with_cell("A2", 79)).units[0] == "79"


def test_without_openpyxl_the_package_is_named(plan, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    (issue,) = refused(plan, book())
    assert (issue.code, issue.expected) == ("reader_missing", "pip install 'parindex[excel]'")
