# SPDX-License-Identifier: MIT
"""The header of a grid: its row, and the names of the columns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection

from parindex import _file_messages, _messages
from parindex._names import normal
from parindex._steps import steps
from parindex.errors import Issue, IssueLog, error
from parindex.io._csv import unguarded
from parindex.io._grid import Grid, Sheet, letters, note
from parindex.io._reading import items
from parindex.io._rows import malformed, refuse

_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"', re.DOTALL)
_FIRST_ROWS = 30


def as_written(cell: object) -> object:
    """The text of a cell ``="1.10"``, a form that keeps a code from becoming a number; any other cell unchanged."""
    if isinstance(cell, str) and cell.startswith('="') and (found := _AS_TEXT.fullmatch(cell)):
        return found[1].replace('""', '"')
    return cell


def bare(name: str) -> str:
    """A name without white space around it, and with single ordinary spaces within."""
    return " ".join(name.split())


def heads_of(grid: Grid, at: int) -> list[str]:
    """The names of the columns in a row; empty for a cell without a name."""
    line = grid.lines[at]
    found = []
    for column, cell in enumerate(grid.rows[at], start=1):
        shown = cell
        if shown is None or shown == "":
            shown = grid.merged.get((line, column))
        found.append(_name(shown))
    return found


def _name(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    written = as_written(cell)
    return normal(unguarded(written) if isinstance(written, str) else str(written))


def known_heads(heads: Collection[str], wanted: Collection[str]) -> int:
    """How many of the heads are wanted, ignoring differences in white space."""
    return sum(head in wanted or bare(head) in wanted for head in heads if head)


def find_header(
    grid: Grid, wanted: Collection[str], stated: int | None, usual: int | None = None
) -> int:
    """The index of the header among the rows. Raises DataError if the header seems to be in another row.

    The row `usual` of the publisher is the header if no row has more of the names.
    """
    if stated is not None:
        if stated in grid.lines:
            return grid.lines.index(stated)
        refuse(
            error(
                "header_misplaced",
                _file_messages.THERE_IS_NO_ROW_OF_THIS_NUMBER(),
                expected=_file_messages.A_ROW_UP_TO(grid.lines[-1]),
                actual=str(stated),
                file=grid.file,
            )
        )
    first = next((at for at, row in enumerate(grid.rows) if any(map(_filled, row))), None)
    if first is None:
        refuse(
            error(
                "table_empty",
                _messages.THE_FILE_IS_EMPTY(),
                expected=_messages.A_HEADER_AND_ROWS(),
                file=grid.file,
            )
        )
    best = best_row(grid, wanted)
    if usual == grid.lines[best]:
        return best
    here = known_heads(heads_of(grid, first), wanted)
    there = known_heads(heads_of(grid, best), wanted)
    if best != first and there >= 2 and there > 2 * here:
        line = grid.lines[best]
        shown = [head for head in heads_of(grid, first) if head]
        refuse(
            error(
                "header_misplaced",
                _file_messages.THE_HEADER_SEEMS_TO_BE_IN_ROW(line),
                expected=_file_messages.STATE_HEADER_ROW(line),
                actual=items(shown),
                line=grid.lines[first],
                column=1,
                file=grid.file,
            )
        )
    return first


def best_row(grid: Grid, wanted: Collection[str]) -> int:
    """The index of the first row with the most wanted heads."""
    rows = range(min(len(grid.rows), _FIRST_ROWS))
    return max(rows, key=lambda at: known_heads(heads_of(grid, at), wanted), default=0)


def _filled(cell: object) -> bool:
    return cell is not None and cell != ""


def named_columns(grid: Grid, at: int, wanted: Collection[str]) -> Sheet:
    """The columns below a header. Raises DataError for columns that have no name or share a merged one.

    Columns without a name and a value, and rows without a value, are skipped with a note.
    """
    heads = heads_of(grid, at)
    notes = list(grid.notes)
    kept, passed = [], []
    for row, line in zip(steps(grid.rows[at + 1 :]), grid.lines[at + 1 :], strict=True):
        if any(map(_filled, row)):
            kept.append((row, line))
        else:
            passed.append(line)
    columns: list[list[object]] = (
        [list(cells) for cells in zip(*(row for row, _ in kept), strict=True)]
        if kept
        else [[] for _ in heads]
    )
    if passed:
        message = _file_messages.EMPTY_ROWS_WERE_SKIPPED(len(passed))
        notes.append(note("blank_skipped", message, line=passed[0], column=1, file=grid.file))
    issues = IssueLog()
    used, empty = [], []
    for place, (head, cells) in enumerate(zip(heads, columns, strict=True), start=1):
        if head:
            used.append(place)
        elif any(map(_filled, cells)):
            issues.add(_nameless(grid, at, place))
        else:
            empty.append(letters(place))
    if issues:
        refuse(*issues.all())
    if empty:
        message = _file_messages.EMPTY_COLUMNS_WERE_SKIPPED(", ".join(empty[:10]))
        notes.append(
            note("blank_skipped", message, line=grid.lines[at], column=len(heads), file=grid.file)
        )
    names = []
    for place in used:
        head = heads[place - 1]
        if head not in wanted and bare(head) in wanted:
            notes.append(
                note(
                    "name_spaces",
                    _file_messages.THE_HEAD_HAS_SPACES(),
                    expected=bare(head),
                    actual=f'"{head}"',
                    line=grid.lines[at],
                    column=place,
                    file=grid.file,
                )
            )
            head = bare(head)
        names.append(head)
    return Sheet(
        names, [columns[place - 1] for place in used], [line for _, line in kept], used, grid.file,
        notes,
    )  # fmt: skip


def _nameless(grid: Grid, at: int, place: int) -> Issue:
    line = grid.lines[at]
    if (line, place) in grid.spread:
        return error(
            "header_merged",
            _file_messages.A_MERGED_CELL_COVERS_THIS_COLUMN(),
            expected=_file_messages.A_ROW_WITH_A_NAME_FOR_EACH_COLUMN(),
            actual=f"{letters(place)}{line}",
            line=line,
            column=place,
            file=grid.file,
        )
    found = _messages.NOTHING_AT_POSITION(place)
    return malformed(
        _messages.A_COLUMN_OF_THE_HEADER_HAS_NO_NAME(), _messages.A_NAME(), found, 0, line
    )
