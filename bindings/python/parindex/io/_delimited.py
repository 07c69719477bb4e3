# SPDX-License-Identifier: MIT
"""Text with a character between its fields, as rows of cells."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import Counter
from itertools import islice

from parindex import _file_messages, _messages
from parindex._limits import limits
from parindex._steps import steps
from parindex.errors import IssueLog, error
from parindex.io._grid import Grid
from parindex.io._rows import malformed, refuse

_SEP = re.compile(r"sep=(.)\r?(?:\n|\Z)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"?')
_CANDIDATES = ",;\t|"
_LOOKED_AT = 20  # lines
_CELLS_OF_A_LINE = 100  # of the greatest length


def read_delimited(text: str, delimiter: str | None, file: str = "") -> Grid:
    """The rows of a text. Raises DataError with the line of the first error.

    A first line ``sep=;``, as Excel writes it, sets the delimiter. It is not a row, but it counts as a line.
    """
    check_lines(text, file)
    stated = _SEP.match(text)
    start = stated.end() if stated else 0
    if delimiter is None:
        delimiter = stated_delimiter(text)
    # This applies to the whole process, so it is only raised: cells have their own limit.
    csv.field_size_limit(max(csv.field_size_limit(), min(limits().cell_bytes + 1, sys.maxsize)))
    stream = io.StringIO(text, newline="")
    stream.seek(start)
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    before = 1 if stated else 0
    rows, lines, last = [], [], 0
    try:
        for fields in steps(reader):
            if fields:
                rows.append(fields)
                lines.append(before + last + 1)
            last = reader.line_num
    except csv.Error as failure:
        place = {"line": before + reader.line_num, "column": 1}
        if "field larger than field limit" in str(failure):
            message = _messages.A_CELL_IS_TOO_LONG()
            limit = _messages.AT_MOST_BYTES(limits().cell_bytes)
            refuse(
                error("cell_too_large", message, expected=limit, actual=_messages.MORE(), **place)
            )
        refuse(error("table_malformed", _messages.INVALID_CSV(failure), **place))
    if not rows:
        refuse(
            error(
                "table_empty", _messages.THE_FILE_IS_EMPTY(), expected=_messages.A_HEADER_AND_ROWS()
            )
        )
    return Grid(list(rows), lines, file, delimiter=delimiter)


def check_lines(text: str, file: str = "") -> None:
    """Raises DataError for a line that is too long for a row: otherwise all its cells would be made
    before any report.

    A line that fills a window is refused. Lines of less than a window pass, those of more than two do not.
    """
    window = _CELLS_OF_A_LINE * limits().cell_bytes
    for start in range(0, len(text) - window + 1, window):
        end = start + window
        if text.find("\n", start, end) < 0 and text.find("\r", start, end) < 0:
            refuse(
                error(
                    "file_too_large",
                    _file_messages.A_LINE_IS_TOO_LONG(),
                    expected=_messages.AT_MOST_BYTES(window),
                    actual=_messages.MORE(),
                    line=text.count("\n", 0, start) + 1,
                    column=1,
                    file=file,
                )
            )


def stated_delimiter(text: str) -> str:
    """The character of a first line ``sep=;``, otherwise the result of `find_delimiter`."""
    stated = _SEP.match(text)
    return stated[1] if stated else find_delimiter(text)


def find_delimiter(text: str) -> str:
    """The character that occurs equally often on most lines; a comma if there is none."""
    lines = [
        _QUOTED.sub("", line) for line in islice(io.StringIO(text), _LOOKED_AT) if line.strip()
    ]

    def weight(character: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(character)))
        count, alike = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        return alike, count

    return max(_CANDIDATES, key=weight)


def check_widths(grid: Grid, header: int, width: int) -> None:
    """Reject rows whose number of fields differs from the header. Empty fields beyond the header are ignored."""
    wrong = IssueLog()
    for at, (row, line) in enumerate(
        zip(grid.rows[header + 1 :], grid.lines[header + 1 :], strict=True), start=1
    ):
        if len(row) == width or not any(row):
            continue
        if len(row) > width and not any(row[width:]):
            grid.rows[header + at] = row[:width]
            continue
        message = _messages.THE_NUMBER_OF_FIELDS_DIFFERS_FROM_THE()
        wrong.add(malformed(message, _messages.FIELDS(width), str(len(row)), at, line))
    if wrong:
        refuse(*wrong.all())
