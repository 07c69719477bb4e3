# SPDX-License-Identifier: MIT
"""Files of observations: assessments, stores and tables."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from parindex import _core, _messages
from parindex._limits import limits
from parindex._steps import read_json
from parindex.engine._inputs import specs_of
from parindex.engine.plan import Plan
from parindex.errors import DataError, Issue, IssueLog, error
from parindex.io import _files
from parindex.io._cells import Problem, read_cell
from parindex.io._data_file import issue_of, read_sheet
from parindex.io._grid import Sheet, Spec
from parindex.io._reading import Reading
from parindex.process._form_read import is_form, read_form
from parindex.process._observations import COLUMNS, REQUIRED, Observations, held_by, observation
from parindex.process._page_read import is_page_file, read_page_file

_WORKBOOKS = (".xlsx", ".xlsm")
_TABLES = (".csv", ".tsv", ".txt", *_WORKBOOKS)


def is_store(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a store of observations, by its name."""
    return Path(path).suffix.lower() == ".db"


def read_file(plan: Plan, path: Path, reading: Reading | None = None) -> Observations:
    """The observations of a file. Raises DataError for what cannot be read."""
    found = read_partly(plan, path, reading)
    if any(issue.severity == "error" for issue in found.issues):
        raise DataError(_messages.IS_INVALID(path), found.issues)
    return found


def read_partly(plan: Plan, path: Path, reading: Reading | None = None) -> Observations:
    """As `read_file`; of a form with wrong cells the others are read, and its issues are kept."""
    if is_store(path):
        # Imported here, because some builds of Python lack SQLite.
        from parindex.process._store_file import read_store

        return held_by(read_store(path, plan), str(path))
    if path.suffix.lower() not in _TABLES:
        text = read_bytes(path)
        if is_page_file(text):
            return read_page_file(plan, text, str(path))
        core, issues = _core.check_assessment(plan._core, text)
        if core is None:
            raise DataError(
                _messages.IS_INVALID(path), [replace(issue, file=str(path)) for issue in issues]
            )
        return held_by(read_json(core.to_json()), str(path))
    if path.suffix.lower() in _WORKBOOKS and (form := _form(plan, path, reading)) is not None:
        return form
    try:
        sheet = read_sheet(path, reading or Reading(), (*COLUMNS, "agency"))
    except DataError as failure:
        found_wrong = [replace(issue, file=str(path)) for issue in failure.issues]
        raise DataError(_messages.CANNOT_BE_READ(path), found_wrong) from None
    columns = dict(zip(sheet.heads, sheet.columns, strict=True))
    known = {*COLUMNS, "agency"}
    issues = [
        error(
            "column_unknown",
            _messages.UNKNOWN_COLUMN_OF_OBSERVATIONS(),
            actual=n,
            field=n,
            file=str(path),
        )
        for n in columns
        if n not in known and not n.startswith("(")
    ]
    issues += [
        error(
            "column_missing",
            _messages.A_COLUMN_OF_OBSERVATIONS_IS_MISSING(),
            expected=n,
            field=n,
            file=str(path),
        )
        for n in REQUIRED
        if n not in columns
    ]
    if issues:
        raise DataError(_messages.IS_INVALID(path), issues)
    if wrong := _read_values(plan, sheet, reading or Reading()):
        raise DataError(
            _messages.IS_INVALID(path), [replace(issue, file=str(path)) for issue in wrong]
        )
    rows = (
        {head: "" if cell is None else str(cell) for head, cell in zip(columns, cells, strict=True)}
        for cells in zip(*columns.values(), strict=True)
    )
    found = [(at, observation(row)) for at, row in enumerate(rows, start=1)]
    kept = [(at, seen) for at, seen in found if seen is not None]
    return Observations(str(path), [], [seen for _, seen in kept], [at for at, _ in kept])


def _form(plan: Plan, path: Path, reading: Reading | None) -> Observations | None:
    """The answers of a form; None for another workbook."""
    content = _files.read_bytes(path, _messages.A_FILE(), limits().data_bytes)
    if not content.startswith(b"PK"):
        return None  # the reader of tables knows what else it may be
    try:
        return read_form(plan, content, str(path), reading) if is_form(content, str(path)) else None
    except DataError as failure:
        found = [replace(issue, file=issue.file or str(path)) for issue in failure.issues]
        raise DataError(_messages.CANNOT_BE_READ(path), found) from None


def _read_values(plan: Plan, sheet: Sheet, reading: Reading) -> list[Issue]:
    """Reads dates and values of a sheet in place, by what is stated; what is not stated is an issue."""
    issues = IssueLog()
    inputs = {
        (code, part): spec
        for (_, code, part, _), spec in zip(plan._core.columns, specs_of(plan), strict=True)
    }
    days = sheet.column("date") or []
    values, codes = sheet.column("value") or [], sheet.column("code") or []
    parts = sheet.column("input") or [None] * len(codes)
    day = Spec("date", "date")
    for row in range(len(codes)):
        at = str(codes[row] or ""), str(parts[row] or "") or "value"
        for head, cells, spec in (("date", days, day), ("value", values, inputs.get(at))):
            if spec is None or not cells:
                continue
            value = read_cell(cells[row], spec, reading)
            if isinstance(value, Problem):
                unit = (sheet.column("unit") or [""] * len(codes))[row]
                issues.add(issue_of(value, cells[row], sheet, row, head, str(unit or "")))
            else:
                cells[row] = value
    return issues.all()


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises DataError."""
    return _files.read_bytes(path, _messages.A_FILE(), limits().result_bytes)
