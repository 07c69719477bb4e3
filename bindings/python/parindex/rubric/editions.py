# SPDX-License-Identifier: MIT
"""The dated editions of one rubric."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

from parindex import _core, _messages
from parindex._foreign import as_path, expect, is_a, listed, path_bytes
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Told
from parindex.display._words import word
from parindex.errors import Issue, RubricError, UnknownNameError
from parindex.rubric.rubric import Rubric


class Editions(Told):
    """The dated editions of one rubric, the earliest first. Immutable.

    ``editions.at("2022-11-10")`` is the edition in force on a day; ``editions["2022"]`` is the edition
    with this name.

    Parameters
    ----------
    rubrics
        Rubrics with one id that each state when they are in force (``effective``), in any order.

    Raises
    ------
    RubricError
        With every issue: `edition_foreign`, `edition_undated`, `edition_duplicate`, `edition_overlap`.
    """

    __slots__ = ("_cores", "_rubrics", "_warnings")

    def __init__(self, rubrics: Iterable[Rubric]) -> None:
        given = [
            expect(rubric, Rubric, _messages.AN_EDITION()) for rubric in listed(rubrics, "rubrics")
        ]
        cores, issues = _core.check_editions([rubric._core for rubric in given])
        if not cores:
            raise RubricError(_messages.INVALID_EDITIONS(), issues)
        self._cores = cores
        self._rubrics = tuple(map(Rubric, cores))
        self._warnings = Records(issues, self._rubrics[-1].language)

    @classmethod
    def load(cls, source: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> Editions:
        """Read editions: every ``.json`` file of a folder, or the files of a list.

        Raises
        ------
        RubricError
            With the issues of every invalid file, each with the name of its file, or with the issues
            of the set.
        """
        if is_a(source, str, os.PathLike):
            folder = as_path(source, "source")
            paths: list[Path] = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
        else:
            paths = [as_path(path) for path in listed(cast("Iterable[object]", source), "source")]
        rubrics: list[Rubric] = []
        issues: list[Issue] = []
        for path in paths:
            core, found = _core.check_rubric_file(path_bytes(path))
            if core is None:
                issues += [
                    replace(issue, message=_messages.IN_FILE(path.name, issue.message))
                    for issue in found
                ]
            else:
                rubrics.append(Rubric(core))
        if issues:
            raise RubricError(_messages.THE_EDITIONS_CANNOT_BE_READ(), issues)
        return cls(rubrics)

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """Warnings about days between two editions on which none is in force: `edition_gap`."""
        return self._warnings

    def at(self, day: str | dt.date) -> Rubric:
        """The edition in force on a day, given as ISO text or as a date.

        Raises
        ------
        RubricError
            `date_out_of_range` when none is, `date_malformed` for text that is not a date.
        """
        if is_a(day, str):
            text = cast(str, day)
        else:
            date = expect(day, dt.date, "day")
            text = dt.date(date.year, date.month, date.day).isoformat()  # of a datetime, the day
        return Rubric(_core.edition_at(self._cores, text))

    def __getitem__(self, edition: str) -> Rubric:
        """The edition with a name. Raises KeyError if there is none."""
        edition = str.__str__(expect(edition, str, "edition"))
        for rubric in self._rubrics:
            if rubric.edition == edition:
                return rubric
        raise UnknownNameError(
            _messages.NO_EDITION_THERE_ARE(repr(edition), ", ".join(r.edition for r in self))
        )

    def __len__(self) -> int:
        return len(self._rubrics)

    def __iter__(self) -> Iterator[Rubric]:
        return iter(self._rubrics)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        return [self._grid(language).cut(max_rows)]

    def _grid(self, language: str | None) -> Grid:
        """One row per edition: name, first and last day, title."""
        last = self._rubrics[-1]
        language = language or last.language
        grid = Grid(
            last.id,
            [Head(word(key, language), text=True) for key in ("edition", "from", "to", "title")],
            language=language,
        )
        for rubric in self:
            days = (rubric.find("") or {}).get("effective", {})
            dates = (days.get("from", ""), days.get("to", ""))
            grid.rows.append(Row([rubric.edition, *dates, rubric.title(language)]))
        grid.drop_empty()
        grid.notes += self.warnings
        return grid
