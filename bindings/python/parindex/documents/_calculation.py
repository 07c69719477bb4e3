# SPDX-License-Identifier: MIT
"""The rows of the sheet of calculations, and the contents of their cells before a spreadsheet
calculates them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from parindex.documents._formula import (
    ERROR,
    ONE,
    NoResultError,
    Part,
    UnsupportedError,
    Word,
    checked,
    compiled,
    written,
)
from parindex.documents._ratio import Ratio, constant

FIRST = 5
"""Row of the first line below the headings, in every sheet with a column for each unit."""


@dataclass(slots=True)
class Line:
    """A row with a formula for each unit."""

    code: str
    label: str
    part: Part | None = None
    """None: the cells hold `values`."""
    values: Sequence[Any] = ()
    parts: int | None = 1
    """How many of its units make one point; None: the values are rounded to doubles."""
    across: Callable[[list[list[Any]], int], Any] | None = None
    """The result for a unit from all lines of all units, of a formula that reads other units."""
    sheet: str = ""
    """The formula of `across`."""


@dataclass(slots=True)
class Figure:
    """The result of a node in the calculations."""

    points: Part
    """The cell with the points after rounding."""
    scale: int | None
    """How many of its units make one point; None if they are not whole numbers."""
    exact: Part
    exact_scale: int | None
    most: Fraction
    """The applicable maximum if it is constant."""
    most_cell: Part | None = None
    """The cell with the applicable maximum, where it depends on what is excluded, in units of `most_scale`."""
    most_scale: int = 1
    optional: bool = False
    """Whether there may be no points: excluded or unavailable."""
    unavailable: bool = False
    """Whether it may be unavailable."""
    over: Part | None = None
    """The cell by which `points` is also divided, if points are a fraction of the data; in lowest
    terms."""
    ends: tuple[Fraction, Fraction] | None = None
    """Least and greatest points, of such a fraction."""

    def ratio(self) -> Ratio:
        """The points. Raises UnsupportedError."""
        if self.scale is None:
            raise UnsupportedError
        return Ratio(Fraction(1, self.scale), self.points, self.over or ONE)

    def exact_ratio(self) -> Ratio:
        """The points before rounding. Raises UnsupportedError."""
        if self.exact_scale is None:
            raise UnsupportedError
        over = self.over if self.exact is self.points else None
        return Ratio(Fraction(1, self.exact_scale), self.exact, over or ONE)

    def maximum(self) -> Ratio:
        """The applicable maximum, where there are points."""
        if self.most_cell is None:
            return constant(self.most)
        cell = self.most_cell._replace(low=max(1, self.most_cell.low))
        return Ratio(Fraction(1, self.most_scale), cell)

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """Least and greatest points."""
        if self.ends is not None:
            return self.ends
        scale = self.scale or 1
        return Fraction(self.points.low, scale), Fraction(self.points.high, scale)


@dataclass
class Calculation:
    """All rows of the calculations, in an order in which each reads only rows above it."""

    inputs: list[list[Any]]
    """The values of each unit by the row of the sheet of inputs."""
    names: Mapping[str, Any]
    """What formulas may call in Python."""
    lines: list[Line] = field(default_factory=list)
    cells: list[list[Any]] = field(default_factory=list)

    def add(self, code: str, label: str, part: Part, parts: int | None = 1) -> Part:
        """A row with a formula; gives the cell."""
        self.lines.append(Line(code, label, written(checked(part)), parts=parts))
        return self._cell(part.low, part.high)

    def held(self, code: str, label: str, part: Part) -> Part:
        """The formula itself if it is a cell or a constant, otherwise a cell with it."""
        if len(part.sheet) < 10 and part.sheet.strip("§-").isdigit():
            return part
        return self.add(code, label, part)

    def constant(self, code: str, label: str, values: Sequence[Any], parts: int | None) -> Part:
        """A row of values."""
        self.lines.append(Line(code, label, None, values, parts))
        numbers = [value for value in values if isinstance(value, int)]
        return self._cell(min(numbers, default=0), max(numbers, default=0))

    def over_units(
        self, code: str, label: str, sheet: str, across: Callable[[list[list[Any]], int], Any]
    ) -> Part:
        """A row whose formula reads other units."""
        self.lines.append(Line(code, label, across=across, sheet=sheet))
        return self._cell(0, len(self.inputs))

    def _cell(self, low: int, high: int) -> Part:
        row = FIRST + len(self.lines) - 1
        return Part(f"§{row}", f"v[{row}]", low, high)

    def evaluate(self) -> None:
        """Fill the cells of all units."""
        head: list[Any] = [None] * FIRST
        self.cells = [list(head) for _ in self.inputs]
        for line in self.lines:
            if line.across is not None:
                found = [line.across(self.cells, at) for at in range(len(self.cells))]
            elif line.part is None:
                found = [Word(one) if isinstance(one, str) else one for one in line.values]
            else:
                run = compiled(line.part.python, dict(self.names))
                found = [_result(run, v, i) for v, i in zip(self.cells, self.inputs, strict=True)]
            for cells, value in zip(self.cells, found, strict=True):
                cells.append(value)


def _result(run: Callable[[list[Any], list[Any]], Any], v: list[Any], i: list[Any]) -> Any:
    try:
        found = run(v, i)
        return Word(found) if isinstance(found, str) else found
    except (NoResultError, TypeError, ZeroDivisionError, IndexError):
        return ERROR


def row_of(cell: Part) -> int:
    """The row of a cell."""
    return int(cell.sheet[1:])
