# SPDX-License-Identifier: MIT
"""CSV in which a spreadsheet reads no name as a formula.

A spreadsheet evaluates a cell that begins with ``=``, ``+``, ``-`` or ``@``, or with a tab or line end before
one of these, even if it is a name that someone else has chosen. Such a name is guarded: it gets an
apostrophe in front. So does a name that begins with apostrophes and then such a character, so that
guarded names are unambiguous: reading removes one apostrophe and gives the same name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Sequence

from parindex import _core
from parindex._steps import steps


def guarded(name: str) -> str:
    """A name as a cell that is not a formula."""
    return f"'{name}" if _core.runs_as_formula(name) else name


def unguarded(cell: str) -> str:
    """The name from a cell that `guarded` has made."""
    return cell[1:] if cell.startswith("'") and _core.runs_as_formula(cell) else cell


def to_csv(
    heads: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    names: Collection[str],
    guard: bool,
    line_end: str = "\n",
    delimiter: str = ",",
) -> str:
    """A table as CSV; None is an empty cell.

    `names` are the columns with names and other texts; the others contain numbers. With `guard` the
    names and the headings are guarded.
    """
    guards = [guard and head in names for head in heads]
    stream = io.StringIO()
    # With this line end every line end within a cell is quoted, whatever the version of Python.
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    lines = []

    def write(cells: Iterable[object]) -> None:
        writer.writerow(cells)
        lines.append(stream.getvalue().removesuffix("\r\n"))
        stream.seek(0)
        stream.truncate()

    write(map(guarded, heads) if guard else heads)
    for row in steps(rows):
        write(
            guarded(cell) if guards[at] and isinstance(cell, str) else cell
            for at, cell in enumerate(row)
        )
    return "".join(line + line_end for line in lines)
