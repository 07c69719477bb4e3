# SPDX-License-Identifier: MIT
"""Result files, compared with results computed now."""

from __future__ import annotations

import os
from typing import NamedTuple, cast

from parindex import _core, _messages
from parindex._foreign import as_path, expect, is_a
from parindex._limits import limits
from parindex._steps import each
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Shown, record
from parindex.display._words import word
from parindex.engine.scores import Scores
from parindex.errors import Issue
from parindex.io._files import read_bytes
from parindex.io._units import lookalikes


@record
class CellDifference(NamedTuple):
    """A value (a figure, a status, a class) that differs between a result file and the engine."""

    unit: str
    code: str
    """Code of the node; empty for the total and for figures of the unit."""
    figure: str
    """``"points"``, ``"max"``, ``"index"``, ``"rank"``, ``"status"``, …; ``"unit"`` when a unit is missing."""
    expected: str
    """In the file; empty when absent."""
    found: str
    """Computed now."""


class Verification(Shown):
    """A result file compared with the result of the same call now. True if every value is the same."""

    __slots__ = ("_core", "_language")

    def __init__(self, core: _core.Verification, language: str) -> None:
        self._core = core
        self._language = language

    @property
    def identical(self) -> bool:
        """Whether every value is the same."""
        return self._core.identical

    @property
    def same_rubric(self) -> bool:
        """Whether the file was computed by the same rubric."""
        return self._core.same_rubric

    @property
    def same_data(self) -> bool:
        """Whether it was computed from the same data, as the rubric reads them."""
        return self._core.same_data

    @property
    def same_engine(self) -> bool:
        """Whether the same version of the engine computed it."""
        return self._core.same_engine

    @property
    def engine_before(self) -> str:
        """Version of the engine that wrote the file."""
        return self._core.engine_before

    @property
    def engine_now(self) -> str:
        """Version of this engine."""
        return self._core.engine_now

    @property
    def figures(self) -> int:
        """Number of values that were compared: figures, statuses and classes."""
        return self._core.figures

    @property
    def differences(self) -> tuple[CellDifference, ...]:
        """The values that differ, in the order of the file."""
        return Records((CellDifference(*r) for r in self._core.differences), self._language)

    @property
    def notes(self) -> tuple[Issue, ...]:
        """Warnings of units that only the new result has and that look like one that only the file has."""
        absent = [cell for cell in self.differences if cell.figure == "unit"]
        new = [cell.unit for cell in absent if not cell.expected]
        gone = [cell.unit for cell in absent if not cell.found]
        return Records(lookalikes(new, gone), self._language)

    def to_json(self) -> str:
        """The verification as JSON text."""
        return self._core.to_json()

    def to_text(self, *, language: str = "en", max_rows: int = 20) -> str:
        """A sentence, and the first values that differ as a table below it."""
        grid = self._grid(language, max_rows)
        return grid.to_text() if grid.rows else grid.caption

    def __bool__(self) -> bool:
        return self.identical

    def __repr__(self) -> str:
        return self.to_text()

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        return [self._grid(language or self._language, max_rows)]

    def _grid(self, language: str, max_rows: int) -> Grid:
        """The figures that differ, below a summarising sentence."""
        heads = ("unit", "code", "figure", "recorded", "found")
        different = self.differences
        grid = Grid(
            self._core.to_text(language),
            [Head(word(key, language), text=key in heads[:3]) for key in heads]
            if different
            else [],
            language=language,
        )
        for cell in each(different[:max_rows]):
            code = cell.code or word("total", language)
            figure = word(cell.figure, language)
            grid.rows.append(Row([cell.unit, code, figure, cell.expected, cell.found]))
        grid.note_rest(len(different) - max_rows, language)
        grid.notes += self.notes
        return grid


def verify(result: str | os.PathLike[str] | bytes, scores: Scores) -> Verification:
    """Verify a result file against results computed now.

    Parameters
    ----------
    result
        Path of a file that ``scores.to_json()`` or ``parindex score --format json`` wrote, or its
        content as bytes.
    scores
        The same data scored with the same rubric, now.

    Returns
    -------
    Verification
        Whether rubric, data and engine are the same, and every value that differs.

    Raises
    ------
    DataError
        For text that is not a result file, and for a file that cannot be read.
    TypeError
        For arguments of other types.
    """
    expect(scores, Scores, "scores")
    language = scores.plan.rubric.language
    if is_a(result, bytes):
        return Verification(_core.verify(cast(bytes, result), scores._core), language)
    text = read_bytes(as_path(result, "result"), _messages.A_RESULT_FILE(), limits().result_bytes)
    return Verification(_core.verify(text, scores._core), language)
