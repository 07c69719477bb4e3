# SPDX-License-Identifier: MIT
"""Forms that LibreOffice saves are read like those that it never saw. In `make test-documents`."""

from __future__ import annotations

from pathlib import Path

import pytest

import offices
import parindex as px
import programs

pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")

import forms

pytestmark = programs.started(offices.program(), "LibreOffice")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_filled_forms_of_all_agencies(tmp_path: Path, language: str) -> None:
    plan = forms.par_plan()
    books, tables = forms.filled_round(plan, forms.par_values(), tmp_path, language)
    saved = offices.recalculated(list(books.values()), tmp_path)
    of_books = px.merge_worksheets(plan, dict(zip(books, saved, strict=True)), layer="self")
    of_tables = px.merge_worksheets(plan, tables, layer="self")
    assert of_books.assessment is not None
    assert of_books.assessment == of_tables.assessment
    assert of_books.issues == of_tables.issues


def test_the_guide_counts_the_answers(tmp_path: Path) -> None:
    plan = forms.par_plan()
    sheet = px.worksheet(plan, "so-kh-cn")
    form = forms.opened(sheet.to_xlsx([forms.UNIT], layer="self"))
    forms.fill(form, plan, forms.par_values(), sheet, ("lead",))
    (saved,) = offices.recalculated([form.saved(tmp_path / "form.xlsx")], tmp_path)
    guide = openpyxl.load_workbook(saved, data_only=True)[form.map.cover]
    row = next(row for row in guide.iter_rows(values_only=True) if row[0] == forms.UNIT)
    # 1.5 is of another agency: its answer and its two documents are not there.
    assert row == (forms.UNIT, forms.UNIT, 5, 6, 4, 6)


def test_hostile_names(tmp_path: Path) -> None:
    names = ['=cmd|"/c calc"!A1', "<script>", "a\u202eb", "_x0041_", "it's [1]:*?/\\", "x" * 300]
    plan = forms.par_plan()
    form = forms.opened(px.worksheet(plan, "so-kh-cn").to_xlsx(names, layer="self"))
    form.date()
    for at in range(len(names)):
        form.sheet(at).cell(form.line("7.1.2", "audit", at), 5).value = "có"
    (saved,) = offices.recalculated([form.saved(tmp_path / "form.xlsx")], tmp_path)
    merged = px.merge_worksheets(plan, {"so-kh-cn": saved}, layer="self")
    assert {issue.code for issue in merged.issues} == {"cell_omitted", "evidence_missing"}
    assert merged.assessment is not None
    assert [seen["unit"] for seen in merged.assessment.observations] == names
