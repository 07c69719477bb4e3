# SPDX-License-Identifier: MIT
"""Fills in forms (.xlsx) as a person would, for several tests."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

import parindex as px
from parindex import shipped
from parindex.process._form_map import HEADINGS, NAME, FormMap, FormRow, joined

DAY = "2021-01-15"
UNIT = "Tỉnh ví dụ A"
Values = Mapping[str, Mapping[str, str]]
"""The value of each column as text, by unit."""


class Form(NamedTuple):
    """A form as a workbook in memory."""

    book: Any
    map: FormMap

    def sheet(self, at: int = 0) -> Any:
        """The sheet of a unit."""
        return self.book[self.map.units[at].sheet]

    def line(self, code: str, name: str, at: int = 0) -> int:
        """The line of a row of the sheet of a unit."""
        return next(line for line, row in self.rows(at) if (row.code, row.name) == (code, name))

    def rows(self, at: int = 0) -> list[tuple[int, FormRow]]:
        """The rows of the sheet of a unit with their lines."""
        return [
            (HEADINGS + 1 + n, self.map.rows[each])
            for n, each in enumerate(self.map.units[at].rows)
        ]

    def text_of(self, code: str, name: str, option: str) -> str:
        """The text of an option in its list."""
        row = next(row for row in self.map.rows if (row.code, row.name) == (code, name))
        found = self.map.options_of(row)
        assert found is not None
        return next(text for text, each in found.items() if each == option)

    def date(self, day: str = DAY) -> None:
        """State the day of filling in."""
        self.book[self.map.cover][self.map.date_cell] = dt.datetime.fromisoformat(day)

    def saved(self, path: Path) -> Path:
        """Save the workbook."""
        self.book.save(path)
        return path


def opened(content: bytes) -> Form:
    """A form with the map of its cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = book[NAME].iter_rows(min_col=1, max_col=1, values_only=True)
    return Form(book, joined([cell for (cell,) in cells]))


def fill(
    form: Form, plan: px.Plan, values: Values, agency: px.Worksheet, roles: tuple[str, ...]
) -> None:
    """Answer the lines of these roles, with one document for each piece of evidence of an answered leaf."""
    types = {(column.code, column.input): column.type for column in plan.columns}
    lines = {(line.code, line.input): line for line in agency.lines}
    form.date()
    for at, unit in enumerate(form.map.units):
        known, sheet, answered = values[unit.unit], form.sheet(at), set[str]()
        for line, row in form.rows(at):
            if row.kind == "value" and lines[row.code, row.name].role in roles:
                value: Any = known.get(lines[row.code, row.name].column, "")
                if value == "":
                    continue
                answered.add(row.code)
                kind = types[row.code, row.name]
                if kind == "choice":
                    value = form.text_of(row.code, row.name, value)
                elif kind == "date":
                    value = dt.datetime.fromisoformat(value)
                elif kind != "boolean":
                    value = float(value) if "." in value else int(value)
                sheet.cell(line, 5).value = value
            elif row.kind == "evidence" and row.code in answered:
                sheet.cell(line, 5).value = "12/BC-UBND"


def csv_form(
    agency: px.Worksheet, units: Any, layer: str, values: Values, path: Path, roles: tuple[str, ...]
) -> Path:  # fmt: skip
    """The same answers in a csv form."""
    lines = {(line.code, line.input): line for line in agency.lines}
    rows = list(csv.DictReader(agency.to_csv(units, layer=layer, date=DAY).splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        for row in rows:
            line = lines[row["code"], row["input"]]
            if line.role in roles:
                row["value"] = values[row["unit"]].get(line.column, "")
                row["evidence"] = (
                    ";".join(f"{each}=12/BC-UBND" for each in line.evidence) if row["value"] else ""
                )
            writer.writerow(row)
    return path


def par_plan() -> px.Plan:
    """The shipped provincial rubric."""
    return px.Rubric.load(shipped.shipped_rubric_path("vn-par-province-2020")).compile()


def par_values() -> Values:
    """Its example data."""
    with shipped.example_data_path("vn-par-province-2020").open(encoding="utf-8") as file:
        return {UNIT: next(csv.DictReader(file))}


def agencies_of(plan: px.Plan) -> list[str]:
    """The ids of the agencies of a rubric."""
    return [agency["id"] for agency in (plan.rubric.find("") or {})["agencies"]]


def filled_round(
    plan: px.Plan, values: Values, folder: Path, language: Any
) -> tuple[dict[str, Path], dict[str, Path]]:
    """The filled forms of all agencies for the layer `self`, as workbooks and as csv."""
    books, tables = {}, {}
    for agency in agencies_of(plan):
        sheet = px.worksheet(plan, agency)
        form = opened(sheet.to_xlsx([*values], layer="self", language=language))
        fill(form, plan, values, sheet, ("lead",))
        books[agency] = form.saved(folder / f"{agency}.xlsx")
        tables[agency] = csv_form(
            sheet, [*values], "self", values, folder / f"{agency}.csv", ("lead",)
        )
    return books, tables
