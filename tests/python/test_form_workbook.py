# SPDX-License-Identifier: MIT
"""Forms as workbooks: what they contain, how they are read back, and every change that is refused."""

from __future__ import annotations

import datetime as dt
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from agency_round import RUBRIC as SMALL
from agency_round import run
from test_worksheets import GIVEN, RUBRIC

pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")

import forms
from forms import UNIT, Form, opened
from parindex.process._form_map import HEADINGS, NAME, chunks_of
from parindex.process._form_map import UNIT as UNIT_CELL

TOWN, RURAL = {"unit": "A", "group": "town"}, {"unit": "B", "group": "rural"}
HOSTILE = [
    '=cmd|"/c calc"!A1', "+1", "-2", "@SUM(A1)", "<script>alert(1)</script>", "a\u202eb", "_x0041_", "it's",
    "a/b:c*d?e[f]\\", "History", "guide", "x" * 300, "x" * 299 + "y",
]  # fmt: skip


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


@pytest.fixture(scope="module")
def par() -> px.Plan:
    return forms.par_plan()


@pytest.fixture(scope="module")
def blank(par: px.Plan) -> bytes:
    """The form of the agency with 7.1 for two units."""
    return px.worksheet(par, "so-kh-cn").to_xlsx(
        [UNIT, "Tỉnh ví dụ B"], layer="self", language="en"
    )


def codes(merged: px.Merged) -> list[tuple[str, str]]:
    """Codes and places of the errors, without the folder."""
    return [(i.code, i.file.partition(", ")[2]) for i in merged.issues if i.severity == "error"]


# ---- what is written ----


@pytest.mark.parametrize("language", ["vi", "en"])
def test_all_agencies_of_a_province_read_back_as_from_csv(
    par: px.Plan, tmp_path: Path, language: str
) -> None:
    books, tables = forms.filled_round(par, forms.par_values(), tmp_path, language)
    assert len(books) == 7
    of_books = px.merge_worksheets(par, books, layer="self")
    of_tables = px.merge_worksheets(par, tables, layer="self")
    assert of_books.assessment is not None
    assert of_books.assessment == of_tables.assessment
    assert of_books.issues == of_tables.issues
    assert [issue.code for issue in of_books.issues] == ["cell_omitted"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_of_input_and_units_of_groups(
    plan: px.Plan, tmp_path: Path, language: Any
) -> None:
    both = {"A": GIVEN, "B": GIVEN}
    books, tables = {}, {}
    for agency in ("one", "two"):
        sheet = px.worksheet(plan, agency)
        form = opened(sheet.to_xlsx([TOWN, RURAL], layer="self", language=language))
        forms.fill(form, plan, both, sheet, ("lead",))
        books[agency] = form.saved(tmp_path / f"{agency}.xlsx")
        path = tmp_path / f"{agency}.csv"
        tables[agency] = forms.csv_form(sheet, [TOWN, RURAL], "self", both, path, ("lead",))
    units = [TOWN, RURAL]
    of_tables = px.merge_worksheets(plan, tables, layer="self", units=units)
    # The forms know the groups of their units.
    for of_books in (
        px.merge_worksheets(plan, books, layer="self", units=units),
        px.merge_worksheets(plan, books, layer="self"),
    ):
        assert of_books.issues == of_tables.issues == ()
        assert of_books.assessment == of_tables.assessment is not None


def test_a_unit_has_the_leaves_of_its_group(plan: px.Plan) -> None:
    form = opened(px.worksheet(plan, "two").to_xlsx([TOWN, RURAL], layer="self"))
    of_units = [{row.code for _, row in form.rows(at) if row.kind == "value"} for at in (0, 1)]
    assert of_units == [{"2.1", "2.2", "2.4", "2.5"}, {"2.1", "2.2", "2.4", "2.6"}]


def test_what_a_sheet_contains(blank: bytes) -> None:
    form = opened(blank)
    assert form.book.sheetnames == ["Guide", UNIT, "Tỉnh ví dụ B", NAME]
    assert form.book[NAME].sheet_state == "veryHidden"
    sheet = form.sheet()
    assert [cell.value for cell in sheet[HEADINGS]] == [
        "Code", "Criterion", "What to fill in", "How to fill in", "Answer", "Explanation", "File of evidence",
        "Max.", "How points are given", "Row",
    ]  # fmt: skip
    assert sheet.column_dimensions["J"].hidden
    line = form.line("7.1.1", "declared")
    assert [cell.value for cell in sheet[line]] == [
        "7.1.1", "Share of agencies that declare ISO 9001", "Agencies that declared", "a whole number of at least 0",
        None, None, None, "1.5",
        ("Proportional\nx = 100 × Agencies that declared / Agencies in scope\nmaximum: 100\n"
        "1.5 points × x / 100: full points at x = 100\ncut-off: x < 60: 0 points\nrounded half up, 2 decimals"),
        "v3",
    ]  # fmt: skip
    evidence = sheet[form.line("7.1.1", "certificate")]
    assert [evidence[at].value for at in (2, 3)] == [
        "Evidence: Declaration or certificate", "number and date of the document",
    ]  # fmt: skip
    assert sheet.freeze_panes == f"C{HEADINGS + 1}"
    assert sheet.print_title_rows == f"${HEADINGS}:${HEADINGS}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    titles = [
        row[1].value for row in sheet.iter_rows(min_row=HEADINGS + 1) if row[9].value[0] == "h"
    ]
    assert titles == [
        "Modernisation: IT", "ISO 9001 quality management",
        "The agency coordinates this, if there is any; otherwise leave the cell empty", "Steering and direction of PAR",
    ]  # fmt: skip


def test_only_cells_to_fill_in_are_unlocked(blank: bytes) -> None:
    form = opened(blank)
    for at in (0, 1):
        sheet = form.sheet(at)
        assert sheet.protection.sheet
        assert not sheet.protection.password
        wanted = set()
        for line, row in form.rows(at):
            wanted |= {"value": {f"E{line}", f"F{line}"}, "evidence": {f"E{line}", f"G{line}"}}.get(row.kind, set())  # fmt: skip
        assert {
            cell.coordinate for row in sheet for cell in row if not cell.protection.locked
        } == wanted
    guide = form.book[form.map.cover]
    assert guide.protection.sheet
    unlocked = {cell.coordinate for row in guide for cell in row if not cell.protection.locked}
    assert unlocked == {form.map.date_cell, form.map.author_cell}


def validations(form: Form) -> dict[str, Any]:
    """The validation of each answer, by column of the data."""
    sheet = form.sheet()
    by_cell = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    lines = {f"E{line}": row for line, row in form.rows() if row.kind == "value"}
    assert by_cell.keys() == lines.keys()
    return {f"{row.code}.{row.name}": by_cell[cell] for cell, row in lines.items()}


def test_validation_of_every_kind(plan: px.Plan) -> None:
    found = {}
    for agency in ("one", "two"):
        form = opened(px.worksheet(plan, agency).to_xlsx([TOWN], layer="self", language="vi"))
        found |= {key: (form, each) for key, each in validations(form).items()}
    for _, each in found.values():
        assert each.showErrorMessage
        assert (each.errorStyle or "stop", each.errorTitle) == ("stop", "Câu trả lời không hợp lệ")
        assert each.error

    def listed(key: str) -> list[str]:
        form, each = found[key]
        assert each.type == "list"
        name, _, area = each.formula1.partition("!")
        assert name == NAME
        return [cell.value for (cell,) in form.book[NAME][area.replace("$", "")]]

    assert listed("1.1.value") == ["có", "không"]
    assert listed("1.2.value") == ["Đầy đủ", "Không có"]
    assert listed("1.3.value") == ["Trước hạn", "late"]
    assert listed("2.5.how") == ["Bưu điện", "web"]

    def shown(key: str) -> tuple[Any, ...]:
        each = found[key][1]
        return each.type, each.operator, each.formula1, each.formula2, each.error

    assert shown("1.5.slips") == (
        "whole",
        "greaterThanOrEqual",
        "0",
        None,
        "Số nguyên từ 0 trở lên",
    )
    assert shown("2.2.value") == ("decimal", None, "0", "100", "Số từ 0 đến 100")
    kind, _, formula, _, error = shown("2.1.value")
    line = found["2.1.value"][0].line("2.1", "value")
    assert (kind, error) == ("custom", "Số từ 0 đến 2, mỗi bậc 0,5")
    times = f"(E{line}-(0))/(0.5)"
    assert formula == (
        f"AND(ISNUMBER(E{line}),E{line}>=0,E{line}<=2,ABS({times}-ROUND({times},0))<0.000000001)"
    )
    assert shown("2.5.sent")[0] == "date"


def test_markers_are_offered_and_read(tmp_path: Path) -> None:
    rubric = json.loads(json.dumps(RUBRIC))
    rubric["not_applicable"] = "exclude"
    rubric["markers"] = {"not_applicable": ["KAD"]}
    plan = px.Rubric.from_json(rubric).compile()
    both = {"A": {**GIVEN, "1.1": "KAD"}}
    sheet = px.worksheet(plan, "one")
    form = opened(sheet.to_xlsx([TOWN], layer="self", language="vi"))
    found = validations(form)
    assert found["1.5.slips"].formula1.endswith('"KAD")')
    forms.fill(form, plan, both, sheet, ("lead",))
    form.sheet().cell(form.line("1.5", "slips"), 5).value = "KAD"
    form.sheet().cell(form.line("1.2", "value"), 5).value = "KAD"
    path = form.saved(tmp_path / "one.xlsx")
    merged = px.merge_worksheets(plan, {"one": path}, layer="self", units=[TOWN])
    assert codes(merged) == []
    assert merged.assessment is not None
    values = {
        (seen["code"], seen.get("input", "value")): seen["value"]
        for seen in merged.assessment.observations
    }
    assert values["1.1", "value"] == values["1.5", "slips"] == values["1.2", "value"]


def test_options_with_the_same_title_and_long_lists(tmp_path: Path) -> None:
    options = [
        {"id": f"o{n}", "points": "0", "title": {"vi": f"Mức thứ {n}, mô tả dài " + "a" * 60}}
        for n in range(40)
    ]
    options += [
        {"id": "p", "points": "1", "title": {"vi": "Đạt"}},
        {"id": "q", "points": "2", "title": {"vi": "Đạt"}},
    ]
    leaf = {"code": "1", "max": "2", "rule": {"choice": {"options": options}}}
    rubric = {
        **SMALL, "max": "2", "nodes": [leaf],
        "agencies": [{"id": "home", "lead": ["1"]}],
    }  # fmt: skip
    plan = px.Rubric.from_json(rubric).compile()
    form = opened(px.worksheet(plan, "home").to_xlsx(["A"], layer="self"))
    assert validations(form)["1.value"].formula1 == f"{NAME}!$C$1:$C$42"
    form.date()
    form.sheet().cell(form.line("1", "value"), 5).value = "Đạt (q)"
    merged = px.merge_worksheets(plan, {"home": form.saved(tmp_path / "a.xlsx")}, layer="self")
    assert merged.assessment is not None
    assert [seen["value"] for seen in merged.assessment.observations] == ["q"]


def test_the_days_of_the_stages_are_the_deadline(par: px.Plan, tmp_path: Path) -> None:
    stages = [
        {"id": "scoring", "title": {"vi": "Tự chấm điểm"}, "layers": ["self"], "from": "2021-01-04", "until": "2021-01-31"},
        {"id": "review", "layers": ["appraised"], "from": "2021-02-04", "until": "2021-02-28"},
    ]  # fmt: skip
    again = {
        "stage": "scoring",
        "until": "2021-02-05",
        "by": "A",
        "reason": "B",
        "date": "2021-02-01",
    }
    round = px.Assessment.from_observations(
        par, [], units=[UNIT], stages=stages, reopenings=[{**again, "code": "7.1"}, {**again, "code": "8.1", "until": "2021-03-01"}]
    )  # fmt: skip
    form = opened(px.worksheet(par, "so-kh-cn").to_xlsx(layer="self", round=round))
    said = "Tự chấm điểm: từ 04/01/2021 đến hết 31/01/2021\nmở lại đến hết 05/02/2021 (7.1)"
    assert said in form.map.cover_texts.values()
    assert said.replace("\n", "; ") in form.sheet()["A3"].value
    (rule,) = form.book[form.map.cover].data_validations.dataValidation
    days = [
        (dt.date.fromisoformat(day) - dt.date(1899, 12, 30)).days
        for day in ("2021-01-04", "2021-02-05")
    ]
    assert [rule.formula1, rule.formula2] == list(map(str, days))
    form.date("2021-02-20")
    form.sheet().cell(form.line("7.1.2", "audit"), 5).value = "có"
    merged = px.merge_worksheets(
        par, {"so-kh-cn": form.saved(tmp_path / "late.xlsx")}, layer="self", round=round
    )
    place = f"{form.map.cover}!{form.map.date_cell}"
    assert codes(merged) == [("stage_locked", place)]


def test_the_same_arguments_give_the_same_bytes(par: px.Plan, blank: bytes) -> None:
    again = px.worksheet(par, "so-kh-cn").to_xlsx(
        [UNIT, "Tỉnh ví dụ B"], layer="self", language="en"
    )
    assert again == blank


@pytest.mark.parametrize("language", ["vi", "en"])
def test_hostile_names(tmp_path: Path, language: Any) -> None:
    names = [*HOSTILE]
    rubric = json.loads(json.dumps(SMALL))
    rubric["title"] = {"vi": HOSTILE[0]}
    rubric["agencies"][0]["title"] = {"vi": "=1+1 <b>&\u202e"}
    node = rubric["nodes"][0]
    node["title"] = {"vi": '=HYPERLINK("x")\u202e' + "d" * 300}
    node["evidence"][0]["title"] = {"vi": '"><script>'}
    node["inputs"][0]["title"] = {"vi": "-2+3|cmd"}
    plan = px.Rubric.from_json(rubric).compile()
    content = px.worksheet(plan, "home").to_xlsx(names, layer="self", language=language)
    form = opened(content)
    sheets = [unit.sheet for unit in form.map.units]
    assert len({name.casefold() for name in form.book.sheetnames}) == len(names) + 2
    assert all(len(name) <= 31 for name in sheets)
    for sheet in form.book.worksheets:
        formulas = [cell for row in sheet for cell in row if cell.data_type == "f"]
        assert all(
            sheet.title == form.map.cover and str(cell.value).startswith("=SUMPRODUCT(")
            for cell in formulas
        )
    form.date()
    for at in range(len(names)):
        sheet = form.sheet(at)
        sheet.cell(form.line("1.10", "done", at), 5).value = 2
        note = sheet.cell(form.line("1.10", "done", at), 6)
        note.value, note.data_type = HOSTILE[at], "s"
        reference = sheet.cell(form.line("1.10", "report", at), 5)
        reference.value, reference.data_type = "=1;x=2", "s"
    merged = px.merge_worksheets(plan, {"home": form.saved(tmp_path / "home.xlsx")}, layer="self")
    assert codes(merged) == []
    assert merged.assessment is not None
    seen = merged.assessment.observations
    assert [(each["unit"], each["note"]) for each in seen] == [(name, name) for name in names]
    assert {each["evidence"][0]["reference"] for each in seen} == {"=1;x=2"}


# ---- what is read ----


def filled(blank: bytes, **answers: Any) -> Form:
    """The form with a date and an answer in each unit."""
    form = opened(blank)
    form.date()
    for at in (0, 1):
        form.sheet(at).cell(form.line("7.1.2", "audit", at), 5).value = "yes"
    for cell, value in answers.items():
        form.sheet()[cell].value = value
    return form


def merge(par: px.Plan, form: Form, folder: Path, **how: Any) -> px.Merged:
    path = form.saved(folder / "form.xlsx")
    return px.merge_worksheets(par, {"so-kh-cn": path}, layer="self", **how)


def test_evidence_files_notes_and_the_author(par: px.Plan, blank: bytes, tmp_path: Path) -> None:
    form = filled(blank)
    sheet = form.sheet()
    form.book[form.map.cover][form.map.author_cell] = " Phòng CCHC "
    line = form.line("7.1.1", "declared")
    sheet.cell(line, 5).value, sheet.cell(line, 6).value = 3, "two were\nnot counted"
    sheet.cell(form.line("7.1.1", "certificate"), 5).value = "Yes"
    sheet.cell(form.line("7.1.1", "list"), 5).value = "15/2020"
    sheet.cell(form.line("7.1.1", "list"), 7).value = "a.pdf; b.pdf"
    # A document without an answer only explains.
    other = form.sheet(1)
    other.cell(form.line("7.1.1", "list", 1), 5).value = 20.5
    (tmp_path / "files").mkdir()
    for name in "ab":
        (tmp_path / "files" / f"{name}.pdf").write_text(name)
    merged = merge(par, form, tmp_path, evidence_folder=tmp_path / "files")
    assert codes(merged) == []
    assert merged.assessment is not None
    first, _, second, _ = sorted(
        merged.assessment.observations, key=lambda seen: (seen["unit"], seen["code"])
    )
    assert (first["value"], first["note"], first["author"]) == (
        "3",
        "two were\nnot counted",
        "Phòng CCHC",
    )
    shown = [(each["id"], each.get("reference"), each.get("file")) for each in first["evidence"]]
    assert shown == [
        ("certificate", None, None),
        ("list", "15/2020", "a.pdf"),
        ("list", None, "b.pdf"),
    ]
    assert "value" not in second
    assert second["evidence"] == [{"id": "list", "reference": "20.5"}]


def test_a_unit_without_answers_is_omitted_not_forgotten(
    par: px.Plan, blank: bytes, tmp_path: Path
) -> None:
    form = filled(blank)
    form.sheet(1).cell(form.line("7.1.2", "audit", 1), 5).value = None
    merged = merge(par, form, tmp_path)
    assert merged.assessment is not None
    assert [unit["unit"] for unit in merged.assessment.units] == [UNIT, "Tỉnh ví dụ B"]
    omitted = [issue for issue in merged.issues if issue.code == "cell_omitted"]
    assert any((issue.unit, issue.field) == ("Tỉnh ví dụ B", "7.1.2.audit") for issue in omitted)


def test_an_assessment_reads_a_form(par: px.Plan, blank: bytes, tmp_path: Path) -> None:
    path = filled(blank).saved(tmp_path / "form.xlsx")
    assert len(px.Assessment.load(par, path).observations) == 2
    wrong = filled(blank, A5="changed").saved(tmp_path / "wrong.xlsx")
    with pytest.raises(px.DataError) as caught:
        px.Assessment.load(par, wrong)
    assert [issue.code for issue in caught.value.issues] == ["form_text_changed"]


def test_a_value_that_the_engine_refuses_is_named_with_its_cell(
    par: px.Plan, blank: bytes, tmp_path: Path
) -> None:
    form = filled(blank)
    line = form.line("7.1.1", "units")
    form.sheet().cell(line, 5).value = 0
    merged = merge(par, form, tmp_path)
    assert merged.assessment is None
    assert codes(merged) == [("value_below_minimum", f"{UNIT}!E{line}")]


def test_what_is_written_elsewhere_is_a_warning(par: px.Plan, blank: bytes, tmp_path: Path) -> None:
    form = filled(blank)
    form.book.create_sheet("Nháp")
    sheet = form.sheet()
    line = form.line("7.1.1", "declared")
    sheet.cell(line, 7).value = "plan.pdf"
    sheet.cell(90, 3).value = "Ghi chú"
    sheet.cell(line, 14).value = 5
    merged = merge(par, form, tmp_path)
    assert merged.assessment is not None
    found = [
        (i.code, i.file.partition(", ")[2]) for i in merged.issues if i.code.startswith("form_")
    ]
    assert found == [
        ("form_cell_unread", f"{UNIT}!G{line}"), ("form_cell_unread", f"{UNIT}!N{line}"),
        ("form_cell_unread", f"{UNIT}!C90"), ("form_sheet_unread", "Nháp"),
    ]  # fmt: skip


# ---- what is refused ----


def unmerge(form: Form) -> Any:
    """The sheet of the first unit; openpyxl does not move merged cells with their rows."""
    sheet = form.sheet()
    for area in [*sheet.merged_cells.ranges]:
        if area.min_row > HEADINGS:
            sheet.unmerge_cells(str(area))
    return sheet


def delete_row(form: Form) -> None:
    unmerge(form).delete_rows(form.line("7.1.2", "review"))


def insert_row(form: Form) -> None:
    unmerge(form).insert_rows(form.line("7.1.2", "review"))


def move_row(form: Form) -> None:
    sheet = unmerge(form)
    one, two = form.line("7.1.2", "audit"), form.line("7.1.2", "update")
    held = [[cell.value for cell in sheet[line]] for line in (one, two)]
    for line, values in ((one, held[1]), (two, held[0])):
        for cell, value in zip(sheet[line], values, strict=True):
            cell.value = value


def exchange_texts(form: Form) -> None:
    sheet = form.sheet()
    for column in (3, 4):
        one, two = (sheet.cell(form.line("7.1.2", name), column) for name in ("review", "update"))
        one.value, two.value = two.value, one.value


def repeat_row(form: Form) -> None:
    form.sheet().cell(form.line("7.1.2", "update"), 10).value = (
        form.sheet().cell(form.line("7.1.2", "review"), 10).value
    )


def delete_column(form: Form) -> None:
    sheet = unmerge(form)
    sheet.delete_cols(4)


def delete_answers(form: Form) -> None:
    form.sheet().cell(HEADINGS, 5).value = None


def rename_unit(form: Form) -> None:
    form.sheet()[UNIT_CELL].value = "Tỉnh ví dụ C"


def rename_sheet(form: Form) -> None:
    form.sheet().title = "Tỉnh C"


def remove_guide(form: Form) -> None:
    del form.book[form.map.cover]


def type_formula(form: Form) -> None:
    form.sheet().cell(form.line("7.1.1", "declared"), 5).value = "=3+4"


def type_formula_as_note(form: Form) -> None:
    form.sheet().cell(form.line("7.1.1", "declared"), 6).value = "=A1"


def change_title(form: Form) -> None:
    form.sheet().cell(form.line("7.1.1", "declared"), 2).value = "Share of offices"


def change_rule(form: Form) -> None:
    form.sheet().cell(form.line("7.1.1", "declared"), 9).value = "full points"


def change_guide(form: Form) -> None:
    form.book[form.map.cover][form.map.agency_cell].value = "Another department"


def answer_otherwise(form: Form) -> None:
    form.sheet().cell(form.line("7.1.2", "audit"), 5).value = "probably"


def remove_date(form: Form) -> None:
    form.book[form.map.cover][form.map.date_cell].value = None


def type_ambiguous_date(form: Form) -> None:
    form.book[form.map.cover][form.map.date_cell].value = "05/01/2021"


def type_error(form: Form) -> None:
    cell = form.sheet().cell(form.line("7.1.1", "declared"), 5)
    cell.value, cell.data_type = "#N/A", "e"


BAD: list[tuple[Callable[[Form], None], list[tuple[str, str]]]] = [
    (delete_row, [("form_rows_changed", f"{UNIT}!A12")]),
    (insert_row, [("form_rows_changed", f"{UNIT}!A12")]),
    (move_row, [("form_rows_changed", f"{UNIT}!A11"), ("form_rows_changed", f"{UNIT}!A13")]),
    (exchange_texts, [("form_rows_changed", f"{UNIT}!A12"), ("form_rows_changed", f"{UNIT}!A13")]),
    (repeat_row, [("form_rows_changed", f"{UNIT}!A13"), ("form_rows_changed", f"{UNIT}!A13")]),
    (delete_column, [("form_columns_changed", f"{UNIT}!{cell}4") for cell in "DDEFGHI"]),
    (delete_answers, [("form_columns_changed", f"{UNIT}!E4")]),
    (rename_unit, [("form_unit_changed", f"{UNIT}!B2")]),
    (rename_sheet, [("form_sheet_missing", UNIT)]),
    (remove_guide, [("form_sheet_missing", "Guide")]),
    (type_formula, [("form_formula", f"{UNIT}!E7")]),
    (type_formula_as_note, [("form_formula", f"{UNIT}!F7")]),
    (change_title, [("form_text_changed", f"{UNIT}!B7")]),
    (change_rule, [("form_text_changed", f"{UNIT}!I7")]),
    (change_guide, [("form_text_changed", "Guide!B5")]),
    (answer_otherwise, [("form_option_unknown", f"{UNIT}!E11")]),
    (remove_date, [("form_date_missing", "Guide!B7")]),
    (type_ambiguous_date, [("value_ambiguous", "Guide!B7")]),
    (type_error, [("cell_error", f"{UNIT}!E7")]),
]


@pytest.mark.parametrize(("change", "wanted"), BAD, ids=lambda each: getattr(each, "__name__", ""))
def test_a_changed_form_is_refused(
    par: px.Plan, blank: bytes, tmp_path: Path, change: Callable[[Form], None], wanted: list[tuple[str, str]]
) -> None:  # fmt: skip
    form = filled(blank)
    change(form)
    merged = merge(par, form, tmp_path)
    assert merged.assessment is None
    assert codes(merged) == wanted
    assert not [issue for issue in merged.issues if issue.code == "cell_omitted"]


def test_everything_is_reported_at_once(par: px.Plan, blank: bytes, tmp_path: Path) -> None:
    form = filled(blank)
    for change in (rename_unit, type_formula, change_title, answer_otherwise, change_guide):
        change(form)
    line = form.line("7.1.1", "units")
    form.sheet(1).cell(line, 5).value = -1
    merged = merge(par, form, tmp_path)
    assert sorted(code for code, _ in codes(merged)) == [
        "form_formula", "form_option_unknown", "form_text_changed", "form_text_changed", "form_unit_changed",
        "value_below_minimum",
    ]  # fmt: skip
    assert merged.assessment is None


def test_forms_of_others(par: px.Plan, plan: px.Plan, blank: bytes, tmp_path: Path) -> None:
    form = filled(blank)
    path = form.saved(tmp_path / "form.xlsx")
    merged = px.merge_worksheets(par, {"so-tu-phap": path}, layer="appraised")
    assert merged.assessment is None
    assert codes(merged) == [("form_foreign", "Guide!B5"), ("form_foreign", "Guide!B6")]
    with pytest.raises(px.DataError) as caught:
        px.merge_worksheets(plan, {"one": path}, layer="self")
    (issue,) = caught.value.issues
    assert (issue.code, issue.file) == ("rubric_mismatch", f"{path}, Guide!B4")
    assert (issue.expected, issue.actual) == ("forms, edition 1", "vn-par-province, edition 2020")
    edited = json.loads(par.rubric.to_json())
    edited["nodes"][0]["max"], edited["nodes"][1]["max"] = (
        edited["nodes"][1]["max"],
        edited["nodes"][0]["max"],
    )
    changed = json.loads(json.dumps(RUBRIC))
    other = tmp_path / "one.xlsx"
    other.write_bytes(px.worksheet(plan, "one").to_xlsx([TOWN], layer="self"))
    changed["nodes"][0]["children"][0]["title"]["vi"] = "Khác"
    with pytest.raises(px.DataError) as caught:
        px.merge_worksheets(px.Rubric.from_json(changed).compile(), {"one": other}, layer="self")
    assert [issue.code for issue in caught.value.issues] == ["rubric_mismatch"]
    assert caught.value.issues[0].actual == plan.rubric.digest


def test_files_that_cannot_be_read_and_changed_forms_together(
    par: px.Plan, blank: bytes, tmp_path: Path
) -> None:
    form = filled(blank)
    rename_unit(form)
    broken, cut, damaged = (tmp_path / f"{name}.xlsx" for name in ("broken", "cut", "damaged"))
    broken.write_bytes(blank[:5000])
    cut.write_bytes(b"no workbook")
    other = filled(blank)
    other.book[NAME]["A2"].value = other.book[NAME]["A2"].value.replace("7.1.1", "7.1.3")
    other.saved(damaged)
    files = {
        "so-kh-cn": form.saved(tmp_path / "form.xlsx"), "so-tu-phap": broken, "so-tai-chinh": cut,
        "so-noi-vu": damaged,
    }  # fmt: skip
    with pytest.raises(px.DataError) as caught:
        px.merge_worksheets(par, files, layer="self")
    found = [issue.code for issue in caught.value.issues]
    assert found[0] == "workbook_malformed"
    assert found[-2:] == ["form_damaged", "form_unit_changed"]


def test_a_form_without_its_hidden_sheet(par: px.Plan, blank: bytes, tmp_path: Path) -> None:
    form = filled(blank)
    del form.book[NAME]
    path = form.saved(tmp_path / "form.xlsx")
    with pytest.raises(px.DataError) as caught:
        px.merge_worksheets(par, {"so-kh-cn": path}, layer="self")
    (issue,) = caught.value.issues
    assert (issue.code, issue.file) == ("form_damaged", f"{path}, {NAME}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"parindex_form":1}',
        '{"parindex_form":1,"rows":[[]]}',
        "[" * 100_000,
    ],
)
def test_a_map_of_another_shape(par: px.Plan, blank: bytes, tmp_path: Path, text: str) -> None:
    form = filled(blank)
    sheet = form.book[NAME]
    sheet.delete_rows(1, 50)
    for line, part in enumerate(chunks_of(text), 1):
        sheet.cell(line, 1).value = part
    path = form.saved(tmp_path / "form.xlsx")
    with pytest.raises(px.DataError) as caught:
        px.merge_worksheets(par, {"so-kh-cn": path}, layer="self")
    assert [issue.code for issue in caught.value.issues] == ["form_damaged"]


def test_a_form_of_a_later_version(par: px.Plan, blank: bytes, tmp_path: Path) -> None:
    form = filled(blank)
    for line, part in enumerate(chunks_of('{"parindex_form":2}'), 1):
        form.book[NAME].cell(line, 1).value = part
    for line in range(3, 20):
        form.book[NAME].cell(line, 1).value = None
    with pytest.raises(px.DataError) as caught:
        px.merge_worksheets(par, {"so-kh-cn": form.saved(tmp_path / "form.xlsx")}, layer="self")
    assert [issue.code for issue in caught.value.issues] == ["format_version"]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({}, "a form needs units: state units or a round"),
        ({"units": []}, "a form needs units"),
        ({"units": ["A", "A"]}, "the unit A is named twice"),
        ({"units": [" "]}, "a unit has no name"),
        ({"units": [f"u{n}" for n in range(251)]}, "a form has sheets for at most 250 units, not 251"),
        ({"units": ["A"], "layer": "survey"}, "the agency so-kh-cn has nothing to fill in for the layer survey; it fills in: self, appraised"),
        ({"units": ["A"], "date": "15/01/2021"}, "date must be a day such as '2026-01-31', not '15/01/2021'"),
        ({"units": ["A"], "language": "fr"}, "language"),
    ],
)  # fmt: skip
def test_wrong_calls(par: px.Plan, how: dict[str, Any], said: str) -> None:
    with pytest.raises(px.Error, match=said):
        px.worksheet(par, "so-kh-cn").to_xlsx(**{"layer": "self", **how})


def test_without_the_package_one_line_says_what_to_install(
    par: px.Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(px.Error, match=r"pip install 'parindex\[excel\]'"):
        px.worksheet(par, "so-kh-cn").to_xlsx(["A"], layer="self")


def test_the_date_can_be_known_beforehand(par: px.Plan) -> None:
    form = opened(px.worksheet(par, "so-kh-cn").to_xlsx(["A"], layer="self", date="2021-01-15"))
    assert form.book[form.map.cover][form.map.date_cell].value == dt.datetime(2021, 1, 15)


# ---- the command ----


def test_the_command_writes_and_merges_forms(par: px.Plan, tmp_path: Path) -> None:
    path = tmp_path / "so-kh-cn.xlsx"
    common = ["form", "vn-par-province-2020", "--agency", "so-kh-cn", "--layer", "self"]
    done = run(*common, "--unit", UNIT, "--output", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert zipfile.is_zipfile(path)
    form = opened(path.read_bytes())
    assert form.map.language == "vi"
    form.date()
    form.sheet().cell(form.line("7.1.2", "audit"), 5).value = "có"
    form.saved(path)
    merged = run(
        "merge",
        "vn-par-province-2020",
        f"so-kh-cn={path}",
        "--layer",
        "self",
        "--output",
        tmp_path / "a.json",
    )
    assert merged.stdout.startswith("no errors")
    assert len(px.Assessment.load(par, tmp_path / "a.json").observations) == 1
    # The round has the units and the deadline.
    again = tmp_path / "again.xlsx"
    done = run(
        *common,
        "--round",
        tmp_path / "a.json",
        "--format",
        "xlsx",
        "--output",
        again,
        "--language",
        "en",
    )
    assert done.returncode == 0
    assert opened(again.read_bytes()).map.units[0].unit == UNIT
    rename_unit(form)
    merged = run(
        "merge",
        "vn-par-province-2020",
        f"so-kh-cn={form.saved(path)}",
        "--layer",
        "self",
        "--language",
        "vi",
    )
    assert merged.returncode == 1
    assert "form_unit_changed: Tên đơn vị trên phiếu đã bị sửa" in merged.stdout
    assert f"{path}, {UNIT}!B2" in merged.stdout


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--output", "a.xlsx"], "needs --layer, and --unit or --round"),
        (["--format", "xlsx", "--layer", "self"], "needs --layer, and --unit or --round"),
        (["--round", "a.json"], "--round needs --format xlsx"),
        (["--format", "xlsx", "--excel"], "--excel needs --format csv"),
    ],
)
def test_wrong_use_of_the_command(more: list[str], said: str) -> None:
    done = run("form", "vn-par-province-2020", "--agency", "so-kh-cn", *more)
    assert done.returncode == 2
    assert said in done.stderr
