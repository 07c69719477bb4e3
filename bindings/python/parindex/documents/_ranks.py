# SPDX-License-Identifier: MIT
"""Classes, and ranks over all units, as formulas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from parindex.documents._calculation import row_of
from parindex.documents._formula import (
    MOST,
    NOTHING,
    Part,
    UnsupportedError,
    all_true,
    compare,
    constant,
    if_,
    is_,
    is_number,
    text,
    whole,
)

if TYPE_CHECKING:
    from parindex.documents._book import Book

NONE = -MOST
"""The key of a unit that is not ranked, below every key of another one."""


def class_of(book: Book, classes: Mapping[str, Any]) -> Part:
    """The row with the place of the class of each unit, from 1. Raises UnsupportedError."""
    if "quota" in classes:
        raise UnsupportedError
    cell, x = book.compared(classes)
    found = NOTHING
    for place, band in reversed(list(enumerate(classes["bands"], 1))):
        signs = {"from": ">=", "above": ">", "to": "<=", "below": "<"}
        tests = [is_(x, sign, constant(band[key])) for key, sign in signs.items() if key in band]
        found = if_(all_true(tests or [compare(whole(1), "=", whole(1))]), whole(place), found)
    part = if_(is_number(cell), found, text("–"))
    return book.calculation.add("", book.say("class"), part)


def ranks(book: Book, how: Mapping[str, Any]) -> Part:
    """The row of the ranks; empty text for a unit without one. Raises UnsupportedError."""
    calculation = book.calculation
    cell, _ = book.compared(how)
    takes_part = is_number(cell)
    if "ranked" in book.rows:
        read = calculation.add(
            "", book.say("ranked"), book.reader._read_flag(_input(book.rows["ranked"]))
        )
        takes_part = all_true([takes_part, compare(read, "=", whole(1))])
    keys = [calculation.add("", book.say("key"), if_(takes_part, cell, whole(NONE)))]
    for code in how.get("tie_break", ()):
        figure = book.figures[code]
        exact = how["stage"] == "exact"
        cell, scale = (figure.exact, figure.exact_scale) if exact else (figure.points, figure.scale)
        if scale is None:
            raise UnsupportedError
        part = if_(is_number(cell), cell, whole(NONE))
        keys.append(calculation.add("", f"{book.say('key')}: {code}", part))
    rows = [row_of(key) for key in keys]
    group_row = book.rows.get("group") if how["within"] == "group" else None
    same_group = "" if group_row is None else f"EXACT(¤{group_row},¶{group_row})*"

    def better() -> str:
        found = ""
        for row in reversed(rows):
            greater = f"(«{row}>§{row})"
            found = greater if not found else f"({greater}+(«{row}=§{row})*{found})"
        return found

    def standing(cells: list[Any]) -> tuple[int, ...]:
        return tuple(cells[row] for row in rows)

    def rivals(units: list[list[Any]], at: int) -> list[int]:
        if group_row is None:
            return list(range(len(units)))
        groups = [cells[group_row] for cells in calculation.inputs]
        return [other for other, group in enumerate(groups) if group == groups[at]]

    first = ""
    if how["ties"] == "dense":
        # The first of equal units counts, the others do not.
        equal = "*".join(f"(«{row}=§{row})" for row in rows)
        before = equal.replace("«", "‹")
        groups = same_group.replace("¤", "¢")
        sheet = f"IF(SUMPRODUCT({groups}{before})=1,1,0)"

        def is_first(units: list[list[Any]], at: int) -> int:
            mine = standing(units[at])
            return int(not any(standing(units[o]) == mine for o in rivals(units, at) if o < at))

        row = row_of(calculation.over_units("", book.say("first"), sheet, is_first))
        first = f"*(«{row}=1)"
    key = rows[0]
    sheet = f'IF(§{key}={NONE},"",1+SUMPRODUCT({same_group}{better()}{first}))'

    def rank(units: list[list[Any]], at: int) -> Any:
        mine = standing(units[at])
        if mine[0] == NONE:
            return ""
        above = [standing(units[other]) for other in rivals(units, at)]
        above = [other for other in above if other > mine]
        return 1 + len(set(above) if how["ties"] == "dense" else above)

    return calculation.over_units("", book.say("rank"), sheet, rank)


def _input(row: int) -> Part:
    return Part(f"¶{row}", f"i[{row}]")
