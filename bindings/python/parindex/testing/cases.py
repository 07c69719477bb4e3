# SPDX-License-Identifier: MIT
"""Running cases."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from parindex import _core, _messages
from parindex._foreign import expect, listed, one_of, path_bytes
from parindex._sentences import Text, translated, with_vietnamese
from parindex._steps import read_json, time_limit
from parindex._typing import Language
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Shown, issues_grid, record
from parindex.display._words import word
from parindex.engine.custom import CustomRules, with_versions
from parindex.errors import DataError, Issue
from parindex.rubric.rubric import Rubric


@record
@dataclass(frozen=True, slots=True)
class CaseResult:
    """The result of one case.

    Attributes
    ----------
    file
        The case file.
    line
        Line of the case in it, from 1.
    unit, title
        The names of the case.
    passed
        Whether all its expectations were met.
    confirmed
        False if the expectations were computed by the engine and not yet confirmed.
    failures
        What was expected and not found, each with `code`, `key`, `expected`, `found`, `inputs`,
        `branch` and `branch_text`.
    text
        The failures as text.
    """

    file: str
    line: int
    unit: str
    title: str
    passed: bool
    confirmed: bool
    failures: tuple[dict[str, Any], ...]
    text: str


class CaseReport(Shown):
    """The results of the cases of some files. Notebooks display the cases that failed."""

    __slots__ = ("_core", "_document")

    def __init__(self, core: _core.CaseRun) -> None:
        self._core = core
        self._document: dict[str, Any] = with_vietnamese(read_json(core.to_json()))

    @property
    def ok(self) -> bool:
        """Whether every case passed, there was at least one, and no file has errors."""
        return bool(self._document["ok"])

    @property
    def passed(self) -> int:
        """Number of cases that passed."""
        return int(self._document["passed"])

    @property
    def failed(self) -> int:
        """Number of cases that failed."""
        return int(self._document["failed"])

    @property
    def unconfirmed(self) -> int:
        """Number of cases whose expected results are not confirmed yet."""
        return int(self._document["unconfirmed"])

    @property
    def results(self) -> list[CaseResult]:
        """One result for each case, in the order of the files."""
        return [
            CaseResult(
                text=Text(self._core.failure_text(at, "en"), self._core.failure_text(at, "vi")),
                **{**case, "failures": tuple(case["failures"])},
            )
            for at, case in enumerate(self._document["cases"])
        ]

    @property
    def issues(self) -> list[dict[str, Any]]:
        """The issues of the files: the members of an issue, and its `file`."""
        return list(self._document["issues"])

    def updates(self) -> list[tuple[Path, str, str]]:
        """Case files updated with the found results: path, current text, updated text."""
        return [(Path(path), old, new) for path, old, new in self._core.updates()]

    def to_text(self, *, language: str = "en") -> str:
        """Failures with their reasons, issues, and a line with counts."""
        return self._core.to_text(language)

    def to_json(self, *, language: Language = "en") -> str:
        """The report as JSON, words in `language`."""
        one_of(language, get_args(Language), "language")
        return json.dumps(translated(self._document, language), ensure_ascii=False, indent=2) + "\n"

    def to_junit(self, *, language: str = "vi") -> str:
        """The report as JUnit XML."""
        return self._core.to_junit(language)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """One row per case that failed, with the reason; and the issues of the files."""
        language = language or "en"
        counts = {"passed": self.passed, "failed": self.failed, "unconfirmed": self.unconfirmed}
        keys = ("file", "line", "case", "reasons")
        grid = Grid(
            " · ".join(f"{word(key, language)}: {n}" for key, n in counts.items()),
            [Head(word(key, language), text=key != "line", lines=key == "reasons") for key in keys],
            language=language,
        )
        failed = [(at, one) for at, one in enumerate(self._document["cases"]) if not one["passed"]]
        for at, case in failed[:max_rows]:
            text = self._core.failure_text(at, language).strip("\n")
            named = " · ".join(part for part in (case["unit"], case["title"]) if part)
            grid.rows.append(Row([case["file"], str(case["line"]), named, text], "error"))
        if not grid.rows:
            grid.heads = []
        grid.note_rest(len(failed) - max_rows, language)
        issues = [Issue(**issue) for issue in self.issues]
        return [grid, issues_grid(issues, language, max_rows)] if issues else [grid]

    def __repr__(self) -> str:
        return f"<CaseReport: {self.passed} passed, {self.failed} failed>"


def run_cases(
    paths: Iterable[str | os.PathLike[str]],
    *,
    rubric: Rubric | None = None,
    custom: CustomRules | None = None,
    cohort: _core.Cohort | None = None,
    root: str | os.PathLike[str] | None = None,
    timeout: float | None = None,
) -> CaseReport:
    """Run the cases of files and folders.

    Parameters
    ----------
    paths
        Case files, rubric files with cases, and folders of such files.
    rubric
        Scores the cases instead of the rubrics that the files name; it must be of the same
        identifier and edition.
    custom
        The custom rules that the rubrics use, as for `Rubric.compile`.
    cohort
        The units for statistics, from `Scores.cohort`; by default the cases of the same
        file, if more than one.
    root
        Folder that contains all files that the case files may name and that links may lead to; by
        default only the folder of each named file, or the named folder. Other files are not opened:
        `case_outside`.
    timeout
        Seconds after which the call ends with StoppedError; None: no limit.

    Returns
    -------
    CaseReport
        Bad files do not raise: they are among its `issues`.

    Raises
    ------
    StoppedError
        When `timeout` expires.
    """
    names = [path_bytes(path) for path in listed(paths, "paths")]
    with time_limit(timeout):
        run = _core.run_cases(
            names,
            None if rubric is None else expect(rubric, Rubric, "rubric")._core,
            custom=with_versions(custom),
            cohort=cohort,
            root=b"" if root is None else path_bytes(root),
        )
        return CaseReport(run)


def run_own_cases(
    rubric: Rubric,
    paths: Iterable[str | os.PathLike[str]],
    root: str | os.PathLike[str] | None,
) -> _core.CaseRun:
    """Runs the cases; raises if a file is invalid."""
    run = run_cases(paths, rubric=expect(rubric, Rubric, "rubric"), root=root)._core
    issues = with_vietnamese(read_json(run.to_json()))["issues"]
    errors = [issue for issue in issues if issue["severity"] == "error"]
    if errors:
        first, *others = dict.fromkeys(issue["file"] for issue in errors)
        said = _messages.THE_CASES_OF_CANNOT_BE_RUN(first)
        if others:
            said = _messages.THE_CASES_OF_AND_MORE_CANNOT_BE_RUN(first, len(others))
        raise DataError(said, [Issue(**issue) for issue in errors])
    return run
