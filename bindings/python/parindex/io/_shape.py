# SPDX-License-Identifier: MIT
"""The shape of a table: columns by a map, and long tables made wide."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from parindex import _core, _file_messages
from parindex._names import did_you_mean
from parindex._steps import steps
from parindex.errors import IssueLog, error
from parindex.io._grid import Sheet
from parindex.io._header import as_written
from parindex.io._rows import refuse

LONG = ("code", "input", "value")
OWN = tuple(
    map(
        frozenset,
        (
            ("unit", "status", "points", "max", "index"),  # results, also with a row for each node
            ("rank", "label", "unit", "value"),  # a ranking
            ("rank", "tied", "unit", "value"),  # a ranking in Arrow
            ("unit", "code", "first", "second", "gap"),  # two layers
            ("unit", "before", "after", "difference"),  # a comparison
        ),
    )
)
"""Heads of the tables that parindex writes. Worksheets are not among them: others fill them in."""


def mapped(sheet: Sheet, columns: Mapping[str, str]) -> Sheet:
    """The columns under the names that a map gives them. Raises DataError for a heading that the table lacks."""
    if not columns:
        return sheet
    issues = IssueLog()
    taken = set(columns.values())
    pairs = [
        (head, at)
        for at, head in enumerate(sheet.heads)
        if head not in taken and head not in columns
    ]
    for name, head in columns.items():
        if head in sheet.heads:
            pairs.append((name, sheet.heads.index(head)))
            continue
        near = _core.nearest(head, tuple(sheet.heads))
        message = did_you_mean(_file_messages.THE_MAP_NAMES_A_HEAD_THAT_IS_NOT_THERE(), near)
        issues.add(error("column_missing", message, expected=head, field=name, file=sheet.file))
    if issues:
        refuse(*issues.all())
    pairs.sort(key=lambda pair: pair[1])
    return Sheet(
        [name for name, _ in pairs],
        [sheet.columns[at] for _, at in pairs],
        sheet.lines,
        [sheet.places[at] for _, at in pairs],
        sheet.file,
        sheet.notes,
    )


def is_long(heads: Sequence[str], names: Collection[str]) -> bool:
    """Whether a table has a row for each value: it has the headings ``code`` and ``value``, and no input does."""
    return {"code", "value"} <= set(heads) and not {"code", "value"} & set(names)


def is_own(heads: Sequence[str]) -> bool:
    """Whether parindex wrote the table."""
    return any(map(frozenset(heads).issuperset, OWN))


def widened(sheet: Sheet, names: Collection[str], unit: str | None, roles: Sequence[str]) -> Sheet:
    """A long table with a row for each unit, in the order of their first rows.

    ``code`` is the name of a column, or the code of a leaf if ``input`` is the name of its input. An input
    without a row is missing. The columns of `roles` are kept.

    Raises
    ------
    DataError
        For two values of one input, unknown codes, and a unit with two groups.
    """
    codes, values = sheet.column("code"), sheet.column("value")
    units = sheet.column(unit) if unit else None
    inputs = sheet.column("input")
    issues = IssueLog()
    if units is None or codes is None or values is None:
        refuse(
            error(
                "column_missing",
                _file_messages.A_LONG_TABLE_NEEDS_A_UNIT(),
                expected=str(unit or "unit"),
                actual=", ".join(sheet.heads),
                file=sheet.file,
            )
        )
    order: dict[object, int] = {}
    lines: list[int] = []
    cells: dict[str, dict[int, object]] = {}
    kept = [role for role in roles if role in sheet.heads]
    for at in steps(range(len(values))):
        row = order.setdefault(units[at], len(order))
        if row == len(lines):
            lines.append(sheet.lines[at] if sheet.lines else 0)
        name = _column(codes[at], inputs[at] if inputs else None, names)
        if name is None:
            code = str(codes[at])
            near = _core.nearest(code, tuple(names))
            message = did_you_mean(_file_messages.UNKNOWN_CODE_OF_AN_INPUT(), near)
            issues.add(
                error("column_unknown", message, actual=code, unit=str(units[at] or ""),
                      **sheet.place(at, "code"))
            )  # fmt: skip
            continue
        for column, value in ((name, values[at]), *((r, sheet.column(r)[at]) for r in kept)):  # type: ignore[index]
            held = cells.setdefault(column, {})
            if row in held and (column == name or held[row] != value):
                issues.add(
                    error(
                        "value_repeated",
                        _file_messages.THE_UNIT_HAS_TWO_VALUES(),
                        expected=f'"{held[row]}"',
                        actual=f'"{value}"',
                        unit=str(units[at] or ""),
                        **{**sheet.place(at, "value"), "field": column},
                    )
                )
            held[row] = value
    if issues:
        refuse(*issues.all())
    heads = [str(unit), *cells]
    columns = [
        list(order),
        *([held.get(row) for row in range(len(order))] for held in cells.values()),
    ]
    places = [sheet.places[sheet.heads.index(str(unit))], *(0 for _ in cells)]
    return Sheet(heads, columns, lines if sheet.lines else [], places, sheet.file, sheet.notes)


def _column(code: object, input_name: object, names: Collection[str]) -> str | None:
    text = str(as_written(code)).strip()
    part = str(input_name).strip() if input_name not in (None, "") else ""
    for name in (f"{text}.{part}" if part else text, text):
        if name in names:
            return name
    return None
