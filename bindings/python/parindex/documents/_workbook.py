# SPDX-License-Identifier: MIT
"""The workbook of a round: inputs, formulas and figures of every unit."""

from __future__ import annotations

import datetime as dt
import io
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex._steps import time_limit
from parindex._typing import Language
from parindex.documents import _workbook_words as _words
from parindex.documents._book import Book
from parindex.documents._calculation import row_of
from parindex.documents._formula import ERROR, double
from parindex.documents._page import language_of
from parindex.documents._pages import Pages
from parindex.errors import Error

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

MOST_UNITS = 16_000


def workbook(
    scores: Scores, *, language: Language | None = None, timeout: float | None = None
) -> bytes:
    """The result as a workbook (.xlsx) whose formulas compute every figure from the inputs.

    Sheets: an overview with the digests of rubric, data and results, the inputs, the calculations in whole
    numbers, the points, the ranking, and a check of each figure against the engine. A figure that formulas cannot
    compute exactly is a value with a note. The same scores give the same bytes.

    Parameters
    ----------
    scores
        The result, of at most 16,000 units.
    language
        ``"vi"`` or ``"en"``; by default that of the rubric.
    timeout
        Seconds after which the call ends with StoppedError; None: no limit.

    Raises
    ------
    Error
        For another language, for more units, and when the package XlsxWriter is not installed.
    StoppedError
        When `timeout` expires.
    """
    first = language_of(scores.plan.rubric, language)
    try:
        import xlsxwriter  # an optional dependency
    except ImportError:
        raise Error(_words.WORKBOOK_NEEDS_XLSXWRITER()) from None
    if len(scores) > MOST_UNITS:
        raise Error(_words.TOO_MANY_UNITS(MOST_UNITS, len(scores)))
    with time_limit(timeout):
        made = io.BytesIO()
        file = xlsxwriter.Workbook(made, {"in_memory": True})
        file.set_properties({"created": made_on(), "title": scores.plan.rubric.title(first)})
        Pages(file, book_of(scores, first), first).write()
        file.close()
    return made.getvalue()


def made_on() -> dt.datetime:
    """The creation date of every file. It is fixed, so equal results give equal bytes."""
    return dt.datetime(2000, 1, 1)


def book_of(scores: Scores, language: str) -> Book:
    """The formulas of a result; a node whose formula does not give the engine's figure has its value instead."""
    fixed: dict[str, str] = {}
    while True:
        book = Book(scores, language, fixed)
        unlike = {code for code in book.figures if code not in fixed and _differs(book, code)}
        below = {code for code in unlike if not unlike & set(book.nodes[code].children)}
        if not below:
            return book
        fixed.update(dict.fromkeys(below, _words.UNLIKE()))


def _differs(book: Book, code: str) -> bool:
    """Whether points, applicable maximum or index of a node are not those of the engine for some unit."""
    figure, index = book.figures[code], book.indices.get(code)
    scale = 10 ** (book.nodes[code].index_digits or 0)
    for cells, results in zip(book.calculation.cells, book.engine, strict=True):
        status, points, most, percent = results[code]
        scale_of = figure.scale
        if figure.over is not None and points is not None and scale_of is not None:
            over = cells[row_of(figure.over)]
            if not isinstance(over, int):
                return True
            scale_of *= over
        if not _equal(book, cells[row_of(figure.points)], scale_of, status, points):
            return True
        if index is not None and not _equal(book, cells[row_of(index)], scale, status, percent):
            return True
        if most is None:
            continue
        top = figure.most
        if figure.most_cell is not None:
            cell = cells[row_of(figure.most_cell)]
            if not isinstance(cell, int):
                return True
            top = Fraction(cell, figure.most_scale)
        if top != most:
            return True
    return False


def _equal(book: Book, cell: Any, scale: int | None, status: str, value: Any) -> bool:
    """Whether a cell of the calculations has the engine's figure."""
    if status == "error" or cell is ERROR:
        return status == "error" and cell is ERROR
    if value is None:
        return bool(cell == book.word(status))
    if scale is None:
        return bool(cell == double(value))
    return isinstance(cell, int) and Fraction(cell, scale) == value
