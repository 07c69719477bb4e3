# SPDX-License-Identifier: MIT
"""Cases: what a rubric must give for stated inputs, and whether it does.

>>> from parindex import testing
>>> report = testing.run_cases(["cases"])  # doctest: +SKIP
>>> report.ok  # doctest: +SKIP
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parindex import _core
from parindex._foreign import expect, listed, path_bytes, shown
from parindex._steps import read_json, time_limit
from parindex.engine.custom import CustomRules, with_versions
from parindex.errors import DataError, Error, Issue
from parindex.rubric.rubric import Rubric

__all__ = [
    "BoundaryCases",
    "CaseReport",
    "CaseResult",
    "Coverage",
    "CoverageItem",
    "Mutant",
    "MutationReport",
    "boundary_cases",
    "cover",
    "mutate",
    "run_cases",
]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case went.

    Attributes
    ----------
    file
        The case file.
    line
        Line of the case in it, from 1.
    unit, title
        The names that the case carries.
    passed
        Whether everything that it expects was found.
    confirmed
        False for an answer of the engine that nobody has confirmed yet.
    failures
        What was expected and not found, each with `code`, `key`, `expected`, `found`, `inputs`,
        `branch` and `branch_text`.
    text
        The failures as a person reads them.
    """

    file: str
    line: int
    unit: str
    title: str
    passed: bool
    confirmed: bool
    failures: tuple[dict[str, Any], ...]
    text: str


class CaseReport:
    """How the cases of some files went."""

    __slots__ = ("_core", "_document")

    def __init__(self, core: _core.CaseRun) -> None:
        self._core = core
        self._document: dict[str, Any] = read_json(core.to_json())

    @property
    def ok(self) -> bool:
        """Every case passed, there was one, and no file has errors."""
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
        """Number of cases whose answer nobody has confirmed yet."""
        return int(self._document["unconfirmed"])

    @property
    def results(self) -> list[CaseResult]:
        """One result for each case, in the order of the files."""
        return [
            CaseResult(
                text=self._core.failure_text(at, "vi"),
                **{**case, "failures": tuple(case["failures"])},
            )
            for at, case in enumerate(self._document["cases"])
        ]

    @property
    def issues(self) -> list[dict[str, Any]]:
        """What is wrong with the files: the members of an issue, and its `file`."""
        return list(self._document["issues"])

    def updates(self) -> list[tuple[Path, str, str]]:
        """Case files that would hold what was found: path, text now, and text then."""
        return [(Path(path), old, new) for path, old, new in self._core.updates()]

    def to_text(self, *, language: str = "vi") -> str:
        """Failures with their reasons, issues, and a line that counts."""
        return self._core.to_text(language)

    def to_json(self) -> str:
        """The report as JSON."""
        return json.dumps(self._document, ensure_ascii=False, indent=2) + "\n"

    def to_junit(self) -> str:
        """The report as JUnit XML."""
        return self._core.to_junit()

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
        Case files, rubric files that hold cases, and folders of such files.
    rubric
        Scores the cases instead of the rubrics that the files name; it must be of the same
        identifier and edition.
    custom
        The custom rules that the rubrics ask for, as for `Rubric.compile`.
    cohort
        The units that statistics are about, from `Scores.cohort`; without it the cases of the same
        file, if more than one.
    root
        Folder below which the files may name others and links may lead; without it only the folder
        of each named file, or the named folder. What leads elsewhere is not opened: `case_outside`.
    timeout
        Seconds after which the call ends with StoppedError; None: it takes what it takes.

    Returns
    -------
    CaseReport
        Bad files do not raise: they are among its `issues`.

    Raises
    ------
    StoppedError
        When the time of `timeout` is over.
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


@dataclass(frozen=True, slots=True)
class CoverageItem:
    """One thing that a case can show about a rubric.

    Attributes
    ----------
    code
        The node; empty for the total.
    kind
        ``branch``, ``boundary`` (one side of it) or ``flag`` (a boolean value, yes or no).
    pointer
        JSON Pointer in the rubric file; of a flag, the data column.
    text
        The same in words.
    cases
        How many cases show it: what they expect hangs on it.
    exempt
        Why no case has to show it: ``unreachable`` (it is proven that nothing leads there or hangs on
        it) or ``outside_range`` (the ranges of the inputs hold nothing on this side); None where a
        case has to.
    reason
        Of an exempt item the proof; of another one that no case shows, that what was tried did not
        show it either; None where there is nothing to say.
    """

    code: str
    kind: str
    pointer: str
    text: str
    cases: int
    exempt: str | None
    reason: str | None


class Coverage:
    """What a set of cases shows about a rubric, and what it does not."""

    __slots__ = ("_document", "_text")

    def __init__(self, document: str, text: str) -> None:
        self._document: dict[str, Any] = read_json(document)
        self._text = text

    @property
    def items(self) -> list[CoverageItem]:
        """Everything that there is to show, in the order of the rubric."""
        return [CoverageItem(**item) for item in self._document["items"]]

    @property
    def missing(self) -> list[CoverageItem]:
        """What no case shows although one has to."""
        return [item for item in self.items if item.cases == 0 and item.exempt is None]

    @property
    def exempt(self) -> list[CoverageItem]:
        """What no case has to show, each with its reason."""
        return [item for item in self.items if item.exempt is not None]

    @property
    def percent(self) -> int:
        """Share that is covered, rounded down: 100 only when nothing is left."""
        return int(self._document["percent"])

    @property
    def cases(self) -> int:
        """Number of cases that are for the rubric."""
        return int(self._document["cases"])

    def to_text(self) -> str:
        """What is not covered, and the counts."""
        return self._text

    def to_json(self) -> str:
        """The items as JSON."""
        return json.dumps(self._document, ensure_ascii=False, indent=2) + "\n"

    def __repr__(self) -> str:
        return f"<Coverage: {self.percent} % of {self._document['total']}>"


def cover(
    rubric: Rubric,
    paths: Iterable[str | os.PathLike[str]],
    *,
    root: str | os.PathLike[str] | None = None,
    timeout: float | None = None,
) -> Coverage:
    """What the cases of files and folders show about a rubric.

    Parameters
    ----------
    rubric
        The rubric.
    paths
        Case files and folders.
    root
        As for `run_cases`.
    timeout
        Seconds after which the call ends with StoppedError; None: it takes what it takes.

    Raises
    ------
    StoppedError
        When the time of `timeout` is over.
    DataError
        With the issues of the case files, when one of them is bad.
    """
    with time_limit(timeout):
        run = _run(rubric, paths, root)
        return Coverage(*run.coverage(rubric._core))


class BoundaryCases(str):
    """The text of a case file, and what none of its cases shows."""

    __slots__ = ()

    @property
    def not_reached(self) -> list[CoverageItem]:
        """Each with the reason; empty when the cases show everything."""
        listed = read_json(self).get("not_reached", ())
        return [CoverageItem(cases=0, **item) for item in listed]


def boundary_cases(rubric: Rubric, *, timeout: float | None = None) -> BoundaryCases:
    """A case file with cases at, just below and just above every bound, and for every branch and gate.

    A leaf that compares units gets tables of its own: its cases carry a ``cohort``. What the engine
    answers stands in it as expected, each case marked ``"confirmed": false`` until a person has
    looked at it.

    Parameters
    ----------
    rubric
        The rubric.
    timeout
        Seconds after which the call ends with StoppedError; None: it takes what it takes.

    Returns
    -------
    BoundaryCases
        The text, a `str`; its `not_reached` lists what none of the cases shows, as does the key of
        that name in the file.

    Raises
    ------
    StoppedError
        When the time of `timeout` is over.
    """
    expect(rubric, Rubric, "rubric")
    with time_limit(timeout):
        return BoundaryCases(_core.boundary_cases(rubric._core))


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rubric with one small mistake, and what became of it.

    Attributes
    ----------
    code, pointer
        The node with the mistake, and the place in the rubric file.
    change
        The mistake in words.
    fate
        ``check`` (refused before any data), ``killed`` (a case fails), ``equivalent`` or
        ``survived``.
    by
        The issue or the case that noticed; of a survivor, a case that would.
    """

    code: str
    pointer: str
    change: str
    fate: str
    by: str


class MutationReport:
    """What the mutants of a rubric say about its cases."""

    __slots__ = ("_document", "_text")

    def __init__(self, document: str, text: str) -> None:
        self._document: dict[str, Any] = read_json(document)
        self._text = text

    @property
    def mutants(self) -> list[Mutant]:
        """Every mutant, in the order of the rubric."""
        return [Mutant(**mutant) for mutant in self._document["mutants"]]

    @property
    def survivors(self) -> list[Mutant]:
        """The mutants that neither the check nor a case noticed, although they give other results."""
        return [mutant for mutant in self.mutants if mutant.fate == "survived"]

    @property
    def percent(self) -> int:
        """Share of the mutants that are not equivalent that was noticed, rounded down."""
        return int(self._document["percent"])

    def to_text(self) -> str:
        """The survivors, each with a case that would notice it, and the counts."""
        return self._text

    def to_json(self) -> str:
        """The mutants as JSON."""
        return json.dumps(self._document, ensure_ascii=False, indent=2) + "\n"

    def __repr__(self) -> str:
        return (
            f"<MutationReport: {len(self._document['mutants'])} mutants, {self.percent} % noticed>"
        )


def mutate(
    rubric: Rubric,
    paths: Iterable[str | os.PathLike[str]],
    *,
    threads: int = 0,
    root: str | os.PathLike[str] | None = None,
    timeout: float | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> MutationReport:
    """Make every small mistake in a rubric, one at a time, and run the check and the cases on each.

    Parameters
    ----------
    rubric
        The rubric.
    paths
        Case files and folders.
    threads
        0 is one per processor; the result does not depend on it.
    root
        As for `run_cases`.
    timeout
        Seconds after which the call ends with StoppedError; None: it takes what it takes.
    progress
        Called after each mutant with how many have been tried and how many there are, in any thread,
        one call at a time. What it raises ends the call.

    Raises
    ------
    StoppedError
        When the time of `timeout` is over; the message says how many mutants were tried.
    Error
        When a case fails on the rubric itself, or no case is for it.
    DataError
        With the issues of the case files, when one of them is bad.
    """
    if expect(threads, int, "threads") < 0:
        raise Error(f"threads must be 0 or more, not {shown(threads)}")
    with time_limit(timeout):
        run = _run(rubric, paths, root)
        return MutationReport(*run.mutate(rubric._core, min(threads, 1 << 16), progress))


def _run(
    rubric: Rubric,
    paths: Iterable[str | os.PathLike[str]],
    root: str | os.PathLike[str] | None,
) -> _core.CaseRun:
    """The cases, run; raises where a file is bad."""
    run = run_cases(paths, rubric=expect(rubric, Rubric, "rubric"), root=root)._core
    issues = read_json(run.to_json())["issues"]
    errors = [issue for issue in issues if issue["severity"] == "error"]
    if errors:
        first, *others = dict.fromkeys(issue["file"] for issue in errors)
        more = f" and of {len(others)} more" if others else ""
        raise DataError(
            f"the cases of {first}{more} cannot be run", [Issue(**issue) for issue in errors]
        )
    return run
