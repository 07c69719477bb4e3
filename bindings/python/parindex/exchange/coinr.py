# SPDX-License-Identifier: MIT
"""Rubrics of COINr's table of indicators (iMeta): min-max normalisation and weighted arithmetic means."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import parindex.model as m
from parindex._foreign import is_a
from parindex._typing import Data
from parindex.errors import DataError, RubricError
from parindex.exchange import _said
from parindex.exchange._found import (
    ExchangedRubric,
    Found,
    LostError,
    as_code,
    number,
    refuse,
    text_of,
)
from parindex.io._data_file import read_sheet
from parindex.io._reading import Reading
from parindex.io._table import read_table

REQUIRED = ("Level", "iCode", "Parent", "Direction", "Type", "Weight")
TYPES = ("Indicator", "Aggregate", "Group", "Denominator", "Other")
_SCALED = ("minmax_", "goalpost_", "scaled_", "zscore_", "prank_", "borda_", "dist2")
_NONE = ("", "NA", "NaN", "NULL")

Source: TypeAlias = "str | os.PathLike[str] | bytes | Data"


def from_coinr(
    imeta: Source,
    idata: Source | None = None,
    *,
    edition: str,
    scale: int = 100,
    denominators: bool | None = None,
    reading: Reading | None = None,
) -> ExchangedRubric:
    """The rubric of an iMeta table of COINr, normalised by min-max and aggregated by weighted means.

    A leaf is normalised by the lowest and the highest value of the units, as `n_minmax` does; a
    `Direction` of -1 turns it around. A node is the weighted arithmetic mean of its children that
    have a value, as `a_amean`.

    Parameters
    ----------
    imeta
        The table of indicators: a data file, its bytes, or any table that `Plan.score` takes.
    idata
        The table of units, to check that it has a column for each indicator. The rubric does not
        depend on it.
    edition
        The edition of the rubric, which COINr does not state.
    scale
        The upper end of the normalisation: ``l_u = c(0, scale)``.
    denominators
        Whether indicators are divided by the `Denominator` that iMeta names, as COINr's `Denominate`
        does; it must be stated if iMeta names any.
    reading
        How the files are written, if they are files.

    Raises
    ------
    RubricError
        For a table that is not an iMeta, and for everything that would change a score, with an issue
        for each in `issues`.
    TypeError
        For a source of another type.
    """
    found = Found()
    meta = _table(imeta, REQUIRED, reading)
    rows = _rows(meta, found)
    tree = {row.code: row for row in rows if row.type in ("Indicator", "Aggregate")}
    tops = [row for row in tree.values() if row.type == "Aggregate" and not row.parent]
    if len(tops) != 1:
        refuse(
            _said.ONE_INDEX_AT_THE_TOP(), ", ".join(row.code for row in tops) or _said.NO_VALUE(), 1
        )
    for row in tree.values():
        if row is tops[0]:
            continue
        above = tree.get(row.parent)
        if above is None or above.type != "Aggregate" or above.level <= row.level:
            refuse(_said.A_PARENT_OF_THE_TABLE(), f"{row.code}: {row.parent}", row.line)
        above.children.append(row)
    _look_at(meta, rows, found)
    columns: dict[str, str] = {}
    builder = _Builder(found, columns, scale, denominators, {row.code for row in rows})
    nodes = [builder.node(child) for child in tops[0].children]
    if idata is not None:
        _check_data(_table(idata, ("uCode",), reading), builder.read, found)
    found.check(_said.THE_FILE_CANNOT_BE_IMPORTED())
    if not nodes:
        refuse(_said.DATA_FOR_EACH_INDICATOR(), _said.NO_VALUE(), tops[0].line)
    return found.done(
        m.RubricModel(
            id=as_code(tops[0].code),
            edition=edition,
            title={"en": tops[0].name} if tops[0].name else None,
            max=scale,
            aggregation="weighted_mean",
            missing="exclude",
            index_rounding="exact",
            nodes=[node for node in nodes if node is not None],
        ),
        columns,
    )


@dataclass
class _Row:
    """A row of iMeta."""

    code: str
    parent: str
    type: str
    level: int
    weight: str
    direction: str
    name: str
    denominator: str
    line: int
    children: list[_Row] = field(default_factory=list)


@dataclass
class _Table:
    """Columns of text by name, and the line of each row."""

    columns: dict[str, list[str]]
    lines: Sequence[int]


def _table(source: Source, wanted: Sequence[str], reading: Reading | None) -> _Table:
    """A table. Raises RubricError."""
    try:
        if is_a(source, str, bytes, os.PathLike):
            sheet = read_sheet(source, reading or Reading(), wanted)  # type: ignore[arg-type]
            columns: dict[str, Any] = dict(zip(sheet.heads, sheet.columns, strict=True))
            lines: Sequence[int] = sheet.lines
        else:
            columns = dict(read_table(source, names=(), unit=None)[0])
            lines = range(1, 1 + max(map(len, columns.values()), default=0))
    except DataError as failure:
        raise RubricError(_said.THE_FILE_CANNOT_BE_IMPORTED(), failure.issues) from None
    lacking = [name for name in wanted if name not in columns]
    if lacking:
        refuse(_said.A_HEADER_WITH(", ".join(wanted)), ", ".join(columns), 1)
    return _Table({name: [_text(cell) for cell in cells] for name, cells in columns.items()}, lines)


def _text(cell: object) -> str:
    """A cell as text; R's ``NA`` is empty."""
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return "" if text in _NONE else text


def _rows(meta: _Table, found: Found) -> list[_Row]:
    get = meta.columns.get
    empty = [""] * len(meta.lines)
    rows: list[_Row] = []
    codes: set[str] = set()
    names = ("iCode", "Parent", "Type", "Level", "Weight", "Direction", "iName", "Denominator")
    for line, *cells in zip(meta.lines, *(get(name, empty) for name in names), strict=True):
        code, parent, kind, level, weight, direction, name, below = cells
        if kind not in TYPES:
            refuse(_said.ONE_OF_THESE(", ".join(TYPES)), f"{code}: {kind}", line)
        if not code or code != as_code(code):
            refuse(_said.A_NAME(), code, line)
        if code in codes:
            refuse(_said.NAMES_WITHOUT_A_DUPLICATE(), code, line)
        codes.add(code)
        row = _Row(code, parent, kind, 0, weight, direction, name, below, line)
        if kind in ("Indicator", "Aggregate"):
            if not (level.isascii() and level.isdigit() and int(level) >= 1 and len(level) < 4):
                refuse(_said.THE_KEY("Level", code), level, line)
            row.level = int(level)
            for other in sorted(name for name in meta.columns if name.startswith(_SCALED)):
                value = meta.columns[other][len(rows)]
                if value:
                    found.lost(_said.A_WEIGHTED_MEAN_OF_MIN_MAX(), f"{other} {value}", line, code)
        rows.append(row)
    return rows


def _look_at(meta: _Table, rows: Sequence[_Row], found: Found) -> None:
    """Record the columns and rows that have no place in a rubric."""
    for name, cells in meta.columns.items():
        known = name in (*REQUIRED, "iName", "Denominator") or name.startswith(_SCALED)
        if not known and any(cells):
            found.omitted(_said.COLUMN_IS_NOT_READ(name), 1)
    for row in rows:
        if row.type in ("Group", "Other"):
            found.omitted(f"{row.type} {row.code}", row.line)


class _Builder:
    """Makes nodes of rows."""

    def __init__(
        self,
        found: Found,
        columns: dict[str, str],
        scale: int,
        denominators: bool | None,
        codes: set[str],
    ) -> None:
        self.found, self.columns, self.scale = found, columns, scale
        self.denominators, self.codes = denominators, codes
        self.read: dict[str, int] = {}
        """The columns of iData that the rubric reads, with the line of iMeta."""

    def node(self, row: _Row) -> m.Node | m.Leaf | None:
        weight = number(row.weight)
        if weight is None or weight < 0:
            refuse(_said.THE_KEY("Weight", row.code), row.weight or _said.NO_VALUE(), row.line)
        more: dict[str, Any] = {
            "max": self.scale,
            "weight": text_of(weight),
            "title": {"en": row.name} if row.name else None,
        }
        if row.type == "Indicator":
            try:
                return self.leaf(row, more)
            except LostError:
                return None
        if row.direction not in ("", "1"):
            self.found.omitted(_said.THE_KEY("Direction", row.code), row.line, row.code)
        children = [self.node(child) for child in row.children]
        if not children:
            refuse(_said.DATA_FOR_EACH_INDICATOR(), row.code, row.line)
        kept = [child for child in children if child is not None]
        return m.Node(row.code, children=kept, **more) if kept else None

    def leaf(self, row: _Row, more: Mapping[str, Any]) -> m.Leaf:
        if row.direction not in ("1", "-1"):
            refuse(_said.DIRECTION_1_OR_MINUS_1(), f"{row.code}: {row.direction}", row.line)
        if row.denominator and self.denominators is None:
            raise self.found.lost(
                _said.STATED_DENOMINATORS(), f"{row.code}: {row.denominator}", row.line, row.code
            )
        self.columns[row.code] = row.code
        self.read[row.code] = row.line
        inputs: list[m.Input] = [m.NumberInput("value")]
        on: m.Quantity = m.Value("value")
        of: m.Expression = "value"
        if row.denominator and self.denominators:
            if row.denominator not in self.codes:
                refuse(_said.A_COLUMN_OF_THE_TABLE(row.denominator), row.code, row.line)
            self.columns[f"{row.code}.denominator"] = row.denominator
            self.read[row.denominator] = row.line
            inputs.append(m.NumberInput("denominator"))
            on = m.Ratio("value", "denominator", when_zero="error")
            of = m.Divide("value", "denominator")
            self.found.one_sided(_said.A_ZERO_DENOMINATOR(), row.line, row.code)
        elif row.denominator:
            self.found.omitted(f"Denominator {row.denominator}", row.line, row.code)
        low, high = (m.Cohort(of, statistic=each, within="all") for each in ("min", "max"))
        if row.direction == "-1":
            low, high = high, low
        # If all units have one value, COINr gives NaN, which the mean leaves out.
        rule = m.Goalposts(
            on, low=low, high=high, outside="error", scale="linear", when_zero="exclude"
        )
        return m.Leaf(row.code, rule=rule, inputs=inputs, **more)


def _check_data(data: _Table, read: Mapping[str, int], found: Found) -> None:
    """Record the columns of iData that do not fit."""
    for name, line in read.items():
        if name not in data.columns:
            refuse(_said.A_COLUMN_OF_THE_TABLE(name), ", ".join(data.columns), line)
        for cell, row in zip(data.columns[name], data.lines, strict=True):
            if cell and number(cell) is None:
                refuse(_said.A_NUMBER(), f"{name}: {cell}", row)
    times = set(data.columns.get("Time", ()))
    if len(times) > 1:
        found.lost(_said.NAMES_WITHOUT_A_DUPLICATE(), "Time", data.lines[0])
    for name in data.columns:
        if name not in read and name != "uCode":
            found.omitted(_said.COLUMN_IS_NOT_READ(name), 1)
