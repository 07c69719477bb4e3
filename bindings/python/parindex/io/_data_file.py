# SPDX-License-Identifier: MIT
"""Data files as columns for the engine, in steps: source, text, grid, header, shape, cells."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

from parindex import _file_messages, _messages
from parindex._steps import steps
from parindex.errors import Issue, IssueLog, error
from parindex.io._cells import Problem, all_plain, fault_problem, read_cell
from parindex.io._csv import unguarded
from parindex.io._decode import decode
from parindex.io._delimited import check_widths, read_delimited
from parindex.io._direct import direct_sheet
from parindex.io._grid import Fault, Grid, Percent, Sheet, Spec
from parindex.io._header import (
    as_written,
    best_row,
    find_header,
    heads_of,
    known_heads,
    named_columns,
)
from parindex.io._json_table import read_json_lines, read_json_table
from parindex.io._reading import Reading, columns_of, completed
from parindex.io._rows import refuse
from parindex.io._shape import LONG, is_long, is_own, mapped, widened
from parindex.io._source import Source, open_source
from parindex.io._workbook import read_workbook


def read_sheet(
    data: str | os.PathLike[str] | bytes,
    reading: Reading,
    wanted: Collection[str],
    names: Collection[str | None] = (),
) -> Sheet:
    """The named columns of a file, with unchanged cells; `names` are the columns that contain names.

    Raises
    ------
    DataError
        With every error of the file, each with its line if it has one.
    """
    with opened(data, reading) as source:
        return _sheet(source, reading, {*wanted, *reading.columns.values()}, names, None)


@contextmanager
def opened(data: str | os.PathLike[str] | bytes, reading: Reading) -> Iterator[Source]:
    """A context that reads a file. Raises DataError if the file does not fit into memory."""
    source = open_source(data, reading)
    try:
        yield source
    except MemoryError:
        message = _messages.THE_TABLE_DOES_NOT_FIT_INTO_MEMORY()
        refuse(error("file_too_large", message, actual=source.name))


def _sheet(
    source: Source,
    reading: Reading,
    wanted: Collection[str],
    names: Collection[str | None],
    usual_row: int | None,
) -> Sheet:
    if source.kind == "xlsx":

        def fits(grid: Grid) -> bool:
            return (
                bool(grid.rows) and known_heads(heads_of(grid, best_row(grid, wanted)), wanted) > 1
            )

        grid = read_workbook(source.content, reading.sheet, fits, source.name)
        return named_columns(grid, find_header(grid, wanted, reading.header_row, usual_row), wanted)
    text = decode(source.content, reading.encoding)
    if source.kind == "json":
        return read_json_table(text)
    if source.kind == "jsonl":
        return read_json_lines(text)
    tab = "\t" if source.kind == "tsv" and "\t" in text[:10_000] else None
    grid = read_delimited(text, reading.delimiter or tab)
    at = find_header(grid, wanted, reading.header_row, usual_row)
    check_widths(grid, at, len(grid.rows[at]))
    sheet = named_columns(grid, at, wanted)
    sheet.delimiter = grid.delimiter
    for head, cells in zip(sheet.heads, sheet.columns, strict=True):
        take = head in names
        if take or '\n="' in "\n" + "\n".join(set(cells)):  # type: ignore[arg-type]
            cells[:] = [_text(cell, take) for cell in steps(cells)]
    return sheet


def _text(cell: object, is_name: bool) -> object:
    written = as_written(cell)
    return unguarded(written) if is_name and isinstance(written, str) else written


def read_data_file(
    data: str | os.PathLike[str] | bytes,
    reading: Reading,
    specs: Sequence[Spec],
    unit: str | None,
    roles: Sequence[str],
    usual: Reading,
) -> Sheet:
    """The columns of a file for a plan, with values in the form of the engine.

    `usual` is what the rubric states about its publisher's tables.

    Raises
    ------
    DataError
        With every error of the file, and every cell that can be read in more than one way.
    """
    inputs = [spec.name for spec in specs]
    known = [name for name in (unit, *roles) if name is not None]
    maps = usual.columns, reading.columns
    wanted = {*inputs, *known, *LONG, *(head for columns in maps for head in columns.values())}
    names = [
        *known,
        "code",
        "input",
        *(columns[n] for columns in maps for n in known if n in columns),
    ]
    with opened(data, reading) as source:
        if source.kind in ("csv", "tsv"):
            direct = direct_sheet(source, reading, wanted, specs, unit, roles, usual)
            if direct is not None:
                return direct
        held = _sheet(source, reading, wanted, names, usual.header_row)
    sheet = mapped(held, columns_of(reading, usual, held.heads))
    own = is_own(held.heads)
    if is_long(sheet.heads, inputs):
        sheet = widened(sheet, inputs, unit, roles)
    if own and reading.decimal is None:
        # Semicolons are written where the decimal sign is a comma, and fractions for Excel as =10/3.
        reading = replace(reading, decimal="," if held.delimiter == ";" else ".", fractions=True)
        for head, cells in zip(sheet.heads, sheet.columns, strict=True):
            if head not in known and any(type(c) is str and c[:1] == "=" for c in cells):
                cells[:] = [c.removeprefix("=") if type(c) is str else c for c in steps(cells)]
    else:
        reading = completed(reading, usual)
    sheet.usual = usual.columns
    issues = IssueLog()
    unit_names = sheet.column(unit)
    by_name = {spec.name: spec for spec in specs}
    for head, cells in zip(sheet.heads, sheet.columns, strict=True):
        spec = by_name.get(head)
        if spec is not None:
            _read_column(sheet, head, cells, spec, reading, unit_names, issues)
        elif any(isinstance(cell, Fault | Percent) for cell in cells):
            if head in known:
                _refuse_faults(sheet, head, cells, issues)
            cells[:] = [_plain(cell) for cell in cells]
        if head in known:
            cells[:] = [_label(cell) for cell in cells]
    if issues:
        refuse(*sorted(issues.all(), key=_in_order))
    return sheet


def _in_order(issue: Issue) -> tuple[bool, int, int]:
    return issue.code == "issues_omitted", issue.line, issue.column


def _refuse_faults(sheet: Sheet, head: str, cells: list[object], issues: IssueLog) -> None:
    """Reject errors of a workbook and formulas without a result as names."""
    for row, cell in enumerate(cells):
        if isinstance(cell, Fault):
            issues.add(issue_of(fault_problem(cell), cell, sheet, row, head, ""))


def _plain(cell: object) -> object:
    if isinstance(cell, Percent):
        return cell.value
    return cell.text if isinstance(cell, Fault) else cell


def _label(cell: object) -> object:
    """A name; a date or time of a workbook becomes its text."""
    return cell.isoformat() if hasattr(cell, "isoformat") else cell


_PLAIN_TYPES = frozenset((str, type(None), bool, int, float, Decimal))
"""Texts, and what `read_cell` leaves as it is."""


def _read_column(
    sheet: Sheet,
    head: str,
    cells: list[object],
    spec: Spec,
    reading: Reading,
    units: list[object] | None,
    issues: IssueLog,
) -> None:
    """Reads the cells of a column in place. Each distinct text is read once."""
    types = set(map(type, cells))
    others = not types <= _PLAIN_TYPES
    if str not in types and not others:
        return
    texts: set[str] = set(cells if types == {str} else (c for c in cells if type(c) is str))  # type: ignore[arg-type]
    texts.discard("")
    changed: dict[object, object] = {}
    if not all_plain(texts, spec, reading):
        for text in steps(texts):
            value = read_cell(text, spec, reading)
            if value != text:
                changed[text] = value
    if not changed and not others:
        return
    for row, cell in enumerate(steps(cells)):
        value = changed.get(cell, cell) if type(cell) is str else read_cell(cell, spec, reading)
        if isinstance(value, Problem):
            unit = None if units is None else units[row]
            issues.add(issue_of(value, cell, sheet, row, head, "" if unit is None else str(unit)))
            value = None
        cells[row] = value


def issue_of(problem: Problem, cell: object, sheet: Sheet, row: int, head: str, unit: str) -> Issue:
    """A problem of a cell with its place; `row` from 0."""
    return error(
        problem.code,
        problem.message,
        expected=problem.expected,
        actual=_found(cell, sheet.cell(row, head)),
        unit=unit,
        **sheet.place(row, head),
    )


def _found(cell: object, place: str) -> Any:
    text = (
        cell.text if isinstance(cell, Fault) else cell.value if isinstance(cell, Percent) else cell
    )
    shown = f'"{text}"' if isinstance(cell, str) else str(text)
    return _file_messages.FOUND_IN_CELL(shown, place) if place else shown
