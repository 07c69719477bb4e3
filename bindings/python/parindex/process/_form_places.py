# SPDX-License-Identifier: MIT
"""Where the rows of a form are, and which of them were moved, deleted, repeated or inserted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from parindex._sentences import Sentence
from parindex.process import _form_said as say
from parindex.process._form_map import FormMap, FormUnit

Wrong = tuple[int, Sentence, "int | None", int]
"""The line in the sheet, the message, the row as a place in the map, and the line where it should be (0: nowhere)."""


@dataclass
class Places:
    """The rows of a sheet."""

    rows: dict[int, int] = field(default_factory=dict)
    """The line of each row that is there, by its place in the map, in the order of the form."""
    wrong: list[Wrong] = field(default_factory=list)


def places_of(sheet: Any, form: FormMap, unit: FormUnit, head: int, column: int | None) -> Places:
    """Find the rows of a unit below the headings by the hidden column; without that column they are where they were."""
    wanted = {at: head + 1 + index for index, at in enumerate(unit.rows)}
    if column is None:
        return Places(dict(wanted))
    by_key = {form.rows[at].key(at): at for at in unit.rows}
    found: dict[int, int] = {}
    places = Places()
    for (cell,) in sheet.iter_rows(min_row=head + 1, min_col=column, max_col=column):
        at = by_key.get(str(cell.value or "").strip())
        if at is None:
            continue
        if at in found:
            places.wrong.append((cell.row, say.A_ROW_IS_REPEATED, at, 0))
        else:
            found[at] = cell.row
    order = {at: index for index, at in enumerate(unit.rows)}
    in_sheet = list(found)
    kept = _rising([order[at] for at in in_sheet])
    moved = [at for index, at in enumerate(in_sheet) if index not in kept]
    displaced = [at for at in in_sheet if found[at] != wanted[at]]
    if moved and len(displaced) <= len(moved):
        moved = displaced
    for at in moved:
        places.wrong.append((found[at], say.A_ROW_IS_ELSEWHERE, at, wanted[at]))
    for at in unit.rows:
        if at not in found:
            places.wrong.append((wanted[at], say.A_ROW_IS_ABSENT, at, wanted[at]))
    if not places.wrong:
        shift = 0
        for at in unit.rows:
            if found[at] - wanted[at] != shift:
                places.wrong.append((found[at] - 1, say.A_ROW_WAS_INSERTED, None, 0))
                shift = found[at] - wanted[at]
    places.rows = {at: found[at] for at in unit.rows if at in found}
    return places


def _rising(numbers: Sequence[int]) -> set[int]:
    """The indices of a longest rising part of a sequence."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(number)
            ends.append(index)
        else:
            tails[at] = number
            ends[at] = index
    kept: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept
