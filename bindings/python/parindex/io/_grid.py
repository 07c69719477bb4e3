# SPDX-License-Identifier: MIT
"""Cells of a data file with their types and places, and named columns of cells.

A cell is None (empty), text, a number, a boolean or a date as Python has them; a workbook has two
kinds more, `Percent` and `Fault`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from parindex._sentences import Text
from parindex._steps import steps
from parindex.errors import Issue, error


class Percent(NamedTuple):
    """A number that its sheet shows as a percentage: 0.925 for 92.5 %."""

    value: Decimal


class Fault(NamedTuple):
    """A cell without a usable value: the code of its issue and the text that the cell shows."""

    code: str
    text: str


@dataclass
class Grid:
    """Rows of cells as the file has them, also those above the header."""

    rows: list[Sequence[object]]
    lines: list[int]
    """Number of each row in the file, from 1."""
    file: str = ""
    """Name of the file, and of the sheet if it has one."""
    notes: list[Issue] = field(default_factory=list)
    merged: dict[tuple[int, int], object] = field(default_factory=dict)
    """The content of the merged cell, for each cell that it covers downwards, by row and column
    from 1."""
    delimiter: str = ""
    """The character between cells of delimited text."""
    spread: set[tuple[int, int]] = field(default_factory=set)
    """Cells that a merged cell covers to the right, by row and column from 1."""


@dataclass
class Sheet:
    """Named columns of cells."""

    heads: list[str]
    columns: list[list[object]]
    lines: Sequence[int]
    """Number of each row in the file, from 1; empty for JSON, whose rows have none."""
    places: list[int]
    """Number of each column in the file, from 1; 0 for a column that the file does not have."""
    file: str = ""
    notes: list[Issue] = field(default_factory=list)
    delimiter: str = ""
    """The character between cells of delimited text."""
    usual: Mapping[str, str] = field(default_factory=dict)
    """Names that the publisher gives to columns, by the names of the rubric."""

    def column(self, head: str | None) -> list[object] | None:
        """The cells of a column by its name."""
        return self.columns[self.heads.index(head)] if head in self.heads else None

    def places_alone(self) -> Sheet:
        """The places of the cells, without the cells."""
        return Sheet(self.heads, [], self.lines, self.places, self.file)

    def empty_rows(self, names: Collection[str]) -> Sequence[int]:
        """The rows in which all columns of these names are empty."""
        columns = [c for head, c in zip(self.heads, self.columns, strict=True) if head in names]
        return rows_without_values(columns, len(columns[0]) if columns else 0)

    def place(self, row: int, head: str) -> dict[str, int | str]:
        """Where a cell is, as the details of an issue: `row` from 0."""
        at = self.places[self.heads.index(head)] if head in self.heads else 0
        where: dict[str, int | str] = {"row": row + 1, "field": head, "file": self.file}
        if self.lines and row < len(self.lines):
            where |= {"line": self.lines[row], "column": at or 1}
        return where

    def cell(self, row: int, head: str) -> str:
        """The name of a cell in a spreadsheet, ``D5``; empty where there is none."""
        at = self.places[self.heads.index(head)] if head in self.heads else 0
        return f"{letters(at)}{self.lines[row]}" if at and row < len(self.lines) else ""


@dataclass(frozen=True)
class Spec:
    """An input as a reader needs it: the name of its column, its type and its range."""

    name: str
    type: str
    least: Fraction | None = None
    most: Fraction | None = None
    markers: frozenset[str] = frozenset()
    """Texts that mean a kind of no-value."""
    options: tuple[str, ...] = ()
    """Of a choice, in the order of the plan."""


def rows_without_values(columns: Sequence[Sequence[object]], count: int) -> Sequence[int]:
    """The indices of the rows in which no column has a value."""
    # Column by column: after the first column few rows are left.
    empty: Sequence[int] = range(count if columns else 0)
    for cells in columns:
        empty = [row for row in steps(empty) if cells[row] is None or cells[row] == ""]
    return empty


def letters(column: int) -> str:
    """The letters of a column in a spreadsheet: A for 1, AA for 27."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def note(code: str, message: Text, **details: str | int) -> Issue:
    """A warning about a file."""
    return error(code, message, **details)


def is_midnight(value: dt.datetime) -> bool:
    """Whether a time is midnight without a time zone."""
    return value.time() == dt.time() and value.tzinfo is None
