# SPDX-License-Identifier: MIT
"""Classes, and ranks over all units, as formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex.documents._calculation import row_of
from parindex.documents._formula import (
    MOST,
    NOTHING,
    Part,
    UnsupportedError,
    all_true,
    compare,
    if_,
    is_number,
    rounded,
    text,
    times,
    whole,
)
from parindex.documents._ratio import (
    Ratio,
    constant,
    is_,
)

if TYPE_CHECKING:
    from parindex.documents._book import Book

NONE = -MOST
"""The key of a unit that is not ranked, below every key of another one."""


def class_of(book: Book, code: str, classes: Mapping[str, Any]) -> Part:
    """The row with the place of the class of each unit, from 1. Raises UnsupportedError."""
    if "quota" in classes:
        return _class_by_quota(book, code, classes)
    cell, x = book.compared(code, classes)
    found = NOTHING
    for place, band in reversed(list(enumerate(classes["bands"], 1))):
        tests = _in_ends(x, band)
        found = if_(all_true(tests or [compare(whole(1), "=", whole(1))]), whole(place), found)
    part = if_(is_number(cell), found, text("–"))
    return book.calculation.add(code, book.say("class"), part)


def _in_ends(x: Ratio, band: Mapping[str, Any]) -> list[Part]:
    signs = {"from": ">=", "above": ">", "to": "<=", "below": "<"}
    return [is_(x, sign, constant(band[key])) for key, sign in signs.items() if key in band]


def _takes_part(book: Book, code: str, cell: Part) -> Part:
    """Whether a unit has a result and is ranked."""
    if "ranked" not in book.rows:
        return is_number(cell)
    flag = book.reader._read_flag(_input(book.rows["ranked"]))
    read = book.calculation.add(code, book.say("ranked"), flag)
    return all_true([is_number(cell), compare(read, "=", whole(1))])


def _same_group(book: Book, how: Mapping[str, Any]) -> tuple[str, Callable[[int], list[int]]]:
    """A factor of a product over all units: 1 for those of the unit's group; and these units."""
    row = book.rows.get("group") if how["within"] == "group" else None
    if row is None:
        return "", lambda _: list(range(len(book.units)))

    def rivals(at: int) -> list[int]:
        groups = [cells[row] for cells in book.calculation.inputs]
        return [other for other, group in enumerate(groups) if group == groups[at]]

    return f"EXACT(¤{row},¶{row})*", rivals


def _class_by_quota(book: Book, code: str, classes: Mapping[str, Any]) -> Part:
    """From the best class down, each takes its part of the units that are left."""
    calculation, quota = book.calculation, classes["quota"]
    cell, x = book.compared(code, classes)
    if not x.is_whole:
        raise UnsupportedError
    takes_part = _takes_part(book, code, cell)
    key = row_of(calculation.add(code, book.say("key"), if_(takes_part, cell, whole(NONE))))
    same, rivals = _same_group(book, quota)
    units = calculation.over_units(
        code, book.say("members"), f"SUMPRODUCT({same}(«{key}<>{NONE})*1)",
        lambda cells, at: sum(cells[one][key] != NONE for one in rivals(at)),
    )  # fmt: skip
    taken = row_of(calculation.add(code, book.say("taken"), whole(0)))
    for place, band in enumerate(classes["bands"], 1):
        room = units
        if "percent" in band:
            share = Fraction(band["percent"]) / 100
            n = calculation.held(code, book.say("numerator"), times(units, share.numerator))
            room = rounded(n, whole(share.denominator), str(quota["rounding"]))
        room_row = row_of(calculation.add(code, book.say("room"), room))
        lower = _in_ends(x, {end: band[end] for end in ("from", "above") if end in band})
        reaches = (
            if_(is_number(cell), if_(all_true(lower), whole(1), whole(0)), whole(0))
            if lower
            else whole(1)
        )
        reach_row = row_of(calculation.add(code, book.say("reaches"), reaches))
        taken = _taken(book, code, place, (key, taken, room_row, reach_row), quota)
    last = Part(f"§{taken}", f"v[{taken}]", 0, len(classes["bands"]))
    return calculation.add(
        code, book.say("class"), if_(compare(last, ">", whole(0)), last, text("–"))
    )


def _taken(
    book: Book, code: str, place: int, rows: tuple[int, int, int, int], quota: Mapping[str, Any]
) -> int:
    """The row of the classes up to this one: 0 for a unit that has none yet."""
    key, before, room, reach = rows
    same, rivals = _same_group(book, quota)
    equal_counts = quota["ties"] != "better"
    left = f"{same}(«{before}=0)*"
    ahead = f"SUMPRODUCT({left}(«{key}>§{key}))"
    fits = f"{ahead}<§{room}"
    if equal_counts:
        fits = f"{ahead}+SUMPRODUCT({left}(«{key}=§{key}))<=§{room}"
    sheet = f"IF(OR(§{before}<>0,§{key}={NONE}),§{before},IF(AND(§{reach}=1,{fits}),{place},0))"

    def found(units: list[list[Any]], at: int) -> Any:
        mine = units[at]
        if mine[before] != 0 or mine[key] == NONE:
            return mine[before]
        rest = [units[one][key] for one in rivals(at) if units[one][before] == 0]
        better = sum(one > mine[key] for one in rest)
        equal = sum(one == mine[key] for one in rest)
        fits = better + equal <= mine[room] if equal_counts else better < mine[room]
        return place if mine[reach] == 1 and fits else 0

    return row_of(book.calculation.over_units(code, book.say("taken"), sheet, found))


def ranks(book: Book, code: str, how: Mapping[str, Any]) -> Part:
    """The row of the ranks; empty text for a unit without one. Raises UnsupportedError."""
    calculation = book.calculation
    cell, x = book.compared(code, how)
    if not (x.is_whole or (cell is book.figures[code].points and book.figures[code].over is None
            and book.figures[code].most_cell is None)):  # fmt: skip
        raise UnsupportedError
    takes_part = _takes_part(book, code, cell)
    keys = [calculation.add(code, book.say("key"), if_(takes_part, cell, whole(NONE)))]
    for other in how.get("tie_break", ()):
        figure = book.figures[other]
        exact = how["stage"] == "exact"
        cell, scale = (figure.exact, figure.exact_scale) if exact else (figure.points, figure.scale)
        if scale is None or figure.over is not None:
            raise UnsupportedError
        part = if_(is_number(cell), cell, whole(NONE))
        keys.append(calculation.add(code, f"{book.say('key')}: {other}", part))
    rows = [row_of(key) for key in keys]
    same_group, rivals_of = _same_group(book, how)

    def better() -> str:
        found = ""
        for row in reversed(rows):
            greater = f"(«{row}>§{row})"
            found = greater if not found else f"({greater}+(«{row}=§{row})*{found})"
        return found

    def standing(cells: list[Any]) -> tuple[int, ...]:
        return tuple(cells[row] for row in rows)

    first = ""
    if how["ties"] == "dense":
        # The first of equal units counts, the others do not.
        equal = "*".join(f"(«{row}=§{row})" for row in rows)
        before = equal.replace("«", "‹")
        groups = same_group.replace("¤", "¢")
        sheet = f"IF(SUMPRODUCT({groups}{before})=1,1,0)"

        def is_first(units: list[list[Any]], at: int) -> int:
            mine = standing(units[at])
            return int(not any(standing(units[o]) == mine for o in rivals_of(at) if o < at))

        row = row_of(calculation.over_units(code, book.say("first"), sheet, is_first))
        first = f"*(«{row}=1)"
    key = rows[0]
    sheet = f'IF(§{key}={NONE},"",1+SUMPRODUCT({same_group}{better()}{first}))'

    def rank(units: list[list[Any]], at: int) -> Any:
        mine = standing(units[at])
        if mine[0] == NONE:
            return ""
        above = [standing(units[other]) for other in rivals_of(at)]
        above = [other for other in above if other > mine]
        return 1 + len(set(above) if how["ties"] == "dense" else above)

    return calculation.over_units(code, book.say("rank"), sheet, rank)


def _input(row: int) -> Part:
    return Part(f"¶{row}", f"i[{row}]")
