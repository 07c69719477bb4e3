# SPDX-License-Identifier: MIT
"""Reads a form (.xlsx) that an agency filled in, and checks that nothing but its answers has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from parindex import _messages
from parindex._sentences import Text
from parindex._steps import steps
from parindex._typing import Json
from parindex.engine.plan import Plan
from parindex.errors import DataError, Issue, error
from parindex.io._grid import Spec, letters
from parindex.io._reading import Reading
from parindex.io._workbook import has_mark, open_workbook
from parindex.process import _form_said as say
from parindex.process._form_answers import Answers, squeezed, squeezed_cell
from parindex.process._form_map import (
    COLUMNS,
    HEADINGS,
    LOCKED,
    NAME,
    UNIT,
    VERSION,
    FormError,
    FormMap,
    FormRow,
    FormUnit,
    FormVersionError,
    joined,
)
from parindex.process._form_places import Places, places_of
from parindex.process._observations import Observations, made_for

GIVEN = ("có", "yes")
"""Answers for evidence without a number: it is there."""
_HEADINGS_WITHIN = 20  # rows from the top of a sheet


def is_form(content: bytes, file: str) -> bool:
    """Whether a workbook is a form. Raises DataError for a broken file."""
    return has_mark(content, file, NAME)


def read_form(plan: Plan, content: bytes, file: str, reading: Reading | None) -> Observations:
    """The answers of a form; what is wrong with its cells is in `issues`.

    Raises
    ------
    DataError
        For a form whose map is damaged, or that was made for another rubric.
    """
    book = open_workbook(content, file)
    form = _map_of(book, file)
    _check_rubric(plan, form, file)
    return FormReader(plan, book, form, file, reading or Reading()).read()


def _map_of(book: Any, file: str) -> FormMap:
    code, message = "form_damaged", say.THE_FORM_IS_DAMAGED()
    expected, actual = say.AN_UNCHANGED_FORM(), Text("", "")
    try:
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        if NAME not in sheets:
            raise FormError
        cells = sheets[NAME].iter_rows(min_col=1, max_col=1, values_only=True)
        return joined([cell for (cell,) in cells])
    except FormVersionError as failure:
        code, message = "format_version", say.THE_FORM_IS_OF_A_LATER_VERSION()
        expected, actual = say.VERSION(VERSION), say.VERSION(failure.args[0])
    except FormError:
        pass
    found = error(code, message, expected=expected, actual=actual, file=f"{file}, {NAME}")
    raise DataError(_messages.IS_INVALID(file), [found])


def _check_rubric(plan: Plan, form: FormMap, file: str) -> None:
    wanted, found = made_for(plan), (form.rubric, form.edition, form.digest)
    if wanted == found:
        return
    where = f"{file}, {form.cover}!{form.edition_cell}"
    raise DataError(_messages.IS_INVALID(file), [say.of_another_rubric(wanted, found, where)])


class FormReader(Answers):
    """Reads the sheets of a form, and collects everything that is wrong."""

    def read(self) -> Observations:
        """The answers, with the issues."""
        form = self.form
        names = [form.cover, *(unit.sheet for unit in form.units)]
        others = [name for name in self.book.sheetnames if name not in (NAME, *names)]
        sheets = {sheet.title: sheet for sheet in self.book.worksheets}
        for name in names:
            if name not in sheets:
                message, where = say.A_SHEET_IS_ABSENT(), self._place(name)
                self._add("form_sheet_missing", message, where, name, ", ".join(others))
        if form.cover in sheets:
            self._read_cover(sheets[form.cover])
        for unit in steps(form.units):
            if unit.sheet in sheets:
                self._read_unit(sheets[unit.sheet], unit)
        if self.observations and not self.date and form.cover in sheets:
            where = self._place(form.cover, form.date_cell)
            if not any(issue.file == where for issue in self.log.all()):
                self._add("form_date_missing", say.THE_DAY_IS_ABSENT(), where, say.A_DAY())
        for name in others:
            message, where = say.THE_SHEET_IS_NOT_READ(), self._place(name)
            self._add("form_sheet_unread", message, where, say.SHEETS_OF_THE_FORM())
        units: list[Json] = [
            {"unit": unit.unit, **({"group": unit.group} if unit.group else {})}
            for unit in form.units
        ]
        return Observations(
            self.file, units, self.observations, cells=list(self.cells), form=form, issues=self.log.all()
        )  # fmt: skip

    # ---- sheets ----

    def _read_cover(self, sheet: Any) -> None:
        form = self.form
        for name, text in form.cover_texts.items():
            found = squeezed_cell(sheet[name])
            if found != squeezed(text):
                where = self._place(form.cover, name)
                self._add("form_text_changed", say.A_LOCKED_TEXT_WAS_CHANGED(), where, text, found)
        day, author = sheet[form.date_cell], sheet[form.author_cell]
        value = self._answer(day, form.cover, form.date_cell, Spec("date", "date"))
        self.date = "" if value is None else str(value)
        self.author = self._text(author, form.cover, form.author_cell)

    def _read_unit(self, sheet: Any, unit: FormUnit) -> None:
        name = squeezed_cell(sheet[UNIT])
        if name != squeezed(unit.shown):
            where = self._place(unit.sheet, UNIT)
            self._add("form_unit_changed", say.THE_UNIT_WAS_RENAMED(), where, unit.shown, name)
        head, columns = self._columns(sheet, unit)
        places = places_of(sheet, self.form, unit, head, columns.get("row"))
        self._report_rows(places, unit)
        for at, line in places.rows.items():
            self._check_texts(sheet, unit, line, self.form.rows[at], columns)
        self._note_other_cells(sheet, unit, places, head, columns)
        leaves: dict[str, list[tuple[FormRow, int]]] = {}
        for at, line in places.rows.items():
            row = self.form.rows[at]
            if row.kind != "heading":
                leaves.setdefault(row.code, []).append((row, line))
        for rows in leaves.values():
            self._read_leaf(sheet, unit, rows, columns)

    def _columns(self, sheet: Any, unit: FormUnit) -> tuple[int, dict[str, int]]:
        """The row of the headings, and the column of each one that is there."""
        wanted = {squeezed(text): key for text, key in zip(self.form.headings, COLUMNS, strict=True)}  # fmt: skip
        most, head, found = 0, HEADINGS, dict[str, int]()
        rows = sheet.iter_rows(min_row=1, max_row=_HEADINGS_WITHIN)
        for cells in rows:
            named: dict[str, int] = {}
            for cell in cells:
                if (key := wanted.get(squeezed_cell(cell))) is not None:
                    named.setdefault(key, cell.column)
            if len(named) > most:
                most, head, found = len(named), cells[0].row, named
        for at, (key, text) in enumerate(zip(COLUMNS, self.form.headings, strict=True), 1):
            column = found.get(key)
            cell = f"{letters(at)}{HEADINGS}"
            if column is None:
                where = self._place(unit.sheet, cell)
                self._add("form_columns_changed", say.A_HEADING_IS_ABSENT(), where, text)
            elif column != at:
                where = self._place(unit.sheet, f"{letters(column)}{head}")
                message = say.A_HEADING_IS_ELSEWHERE()
                self._add("form_columns_changed", message, where, say.COLUMN(letters(at)), text)
        return head, found

    def _report_rows(self, places: Places, unit: FormUnit) -> None:
        for line, kind, at, wanted in places.wrong:
            where = self._place(unit.sheet, f"A{line}")
            message = say.A_ROW_WAS_INSERTED() if at is None else kind(self._row_name(at))
            expected = say.ROW(wanted) if wanted else say.AN_UNCHANGED_FORM()
            self._add("form_rows_changed", message, where, expected, say.ROW(line))

    def _row_name(self, at: int) -> str:
        row = self.form.rows[at]
        if row.kind == "evidence":
            return say.OF_EVIDENCE(row.code, row.name)
        return row.code if row.name in ("", "value") else f"{row.code}.{row.name}"

    def _check_texts(
        self, sheet: Any, unit: FormUnit, line: int, row: FormRow, columns: dict[str, int]
    ) -> None:
        wanted = [squeezed(text) for text in row.texts]
        found = [
            squeezed_cell(sheet.cell(line, columns[key])) if key in columns else text
            for key, text in zip(LOCKED, wanted, strict=True)
        ]
        if found == wanted:
            return
        known = {tuple(map(squeezed, self.form.rows[at].texts)) for at in unit.rows}
        if len(columns) == len(COLUMNS) and any(found) and tuple(found) in known:
            where = self._place(unit.sheet, f"A{line}")
            message = say.THE_ROW_HAS_TEXTS_OF_ANOTHER()
            said = [" ".join(filter(None, texts[:3])) for texts in (wanted, found)]
            self._add("form_rows_changed", message, where, *said)
            return
        for key, text, given in zip(LOCKED, wanted, found, strict=True):
            if text != given:
                where = self._place(unit.sheet, f"{letters(columns[key])}{line}")
                self._add("form_text_changed", say.A_LOCKED_TEXT_WAS_CHANGED(), where, text, given)

    def _note_other_cells(
        self, sheet: Any, unit: FormUnit, places: Places, head: int, columns: dict[str, int]
    ) -> None:
        """Warn of every text in a cell that is not read."""
        read = {columns[key] for key in LOCKED if key in columns} | {columns.get("row", 0)}
        inputs: dict[str, set[int]] = {
            "heading": set(),
            "value": {columns.get("answer", 0), columns.get("explanation", 0)},
            "evidence": {columns.get("answer", 0), columns.get("file", 0)},
        }
        kinds = {line: self.form.rows[at].kind for at, line in places.rows.items()}
        for cells in sheet.iter_rows(min_row=head + 1):
            line = cells[0].row
            taken = read | inputs[kinds[line]] if line in kinds else set[int]()
            for cell in cells:
                if cell.column in taken or not squeezed_cell(cell):
                    continue
                if line not in kinds and cell.column == columns.get("row"):
                    continue  # it is in an issue about rows
                where = self._place(unit.sheet, f"{letters(cell.column)}{line}")
                message, actual = say.THE_CELL_IS_NOT_READ(), squeezed_cell(cell)
                self._add("form_cell_unread", message, where, say.IT_IS_NOT_READ(), actual)

    # ---- answers ----

    def _read_leaf(
        self, sheet: Any, unit: FormUnit, rows: Sequence[tuple[FormRow, int]], columns: dict[str, int]
    ) -> None:  # fmt: skip
        evidence, evidence_cells = self._evidence(sheet, unit, rows, columns)
        made = 0
        values = [(row, line) for row, line in rows if row.kind == "value"]
        for row, line in values:
            cells: dict[str, str] = {
                key: f"{letters(columns[key])}{line}"
                for key in ("answer", "explanation") if key in columns
            }  # fmt: skip
            value = note = None
            if "answer" in cells:
                value = self._value(sheet[cells["answer"]], unit, cells["answer"], row)
            if "explanation" in cells:
                cell = cells["explanation"]
                note = self._text(sheet[cell], unit.sheet, cell, unit.unit)
            if value is None and not note:
                continue
            self._observe(unit, row, cells, value, note or "", evidence, evidence_cells)
            made += 1
        if evidence and not made and values:
            row, line = values[0]
            cells = {"answer": f"{letters(columns.get('answer', 1))}{line}"}
            self._observe(unit, row, cells, None, "", evidence, evidence_cells)

    def _observe(
        self, unit: FormUnit, row: FormRow, cells: dict[str, str], value: object, note: str,
        evidence: list[Json], evidence_cells: list[str],
    ) -> None:  # fmt: skip
        form = self.form
        seen: Json = {
            "unit": unit.unit, "code": row.code, "input": row.name, "layer": form.layer,
            "date": self.date,
        }  # fmt: skip
        if value is not None:
            seen["value"] = str(value)
        if note:
            seen["note"] = note
        if self.author:
            seen["author"] = self.author
        if evidence:
            seen["evidence"] = [dict(each) for each in evidence]
        answer = self._place(unit.sheet, cells.get("answer", f"A{HEADINGS}"))
        note_cell = self._place(unit.sheet, cells.get("explanation", ""))
        self.observations.append(seen)
        self.cells.append(
            {
                "value": answer,
                "note": note_cell,
                "date": self._place(form.cover, form.date_cell),
                "author": self._place(form.cover, form.author_cell),
                **{f"evidence/{at}": cell for at, cell in enumerate(evidence_cells)},
            }
        )

    def _evidence(
        self, sheet: Any, unit: FormUnit, rows: Sequence[tuple[FormRow, int]], columns: dict[str, int]
    ) -> tuple[list[Json], list[str]]:  # fmt: skip
        """The evidence in the rows of a leaf, with the cell of each piece."""
        found: list[Json] = []
        where: list[str] = []
        for row, line in rows:
            if row.kind != "evidence":
                continue
            said = {"answer": "", "file": ""}
            cells = {key: f"{letters(columns[key])}{line}" for key in said if key in columns}
            for key, cell in cells.items():
                said[key] = self._text(sheet[cell], unit.sheet, cell, unit.unit)
            if not any(said.values()):
                continue
            reference = "" if said["answer"].casefold() in GIVEN else said["answer"]
            given: list[Json] = [{"id": row.name, "reference": reference}] if said["answer"] else []
            for file in filter(None, map(str.strip, said["file"].replace("\n", ";").split(";"))):
                if given and "file" not in given[0]:
                    given[0]["file"] = file
                else:
                    given.append({"id": row.name, "file": file})
            found += given
            cell = cells["answer" if said["answer"] else "file"]
            where += [self._place(unit.sheet, cell)] * len(given)
        return found, where


def foreign(document: Observations, agency: str, layer: str) -> Iterator[Issue]:
    """Issues of a form that was made for another agency or layer than the one that it is merged for."""
    form = document.form
    if form is None:
        return
    for part, wanted, found, message, expected in (
        ("agency", agency, form.agency, say.THE_FORM_BELONGS_TO_ANOTHER_AGENCY(), say.A_FORM_OF(agency)),
        ("layer", layer, form.layer, say.THE_FORM_BELONGS_TO_ANOTHER_LAYER(), say.A_FORM_OF_THE_LAYER(layer)),
    ):  # fmt: skip
        if wanted != found:
            file, pointer = form.place(part, document.file)
            yield error(
                "form_foreign", message, expected=expected, actual=found, file=file, pointer=pointer
            )
