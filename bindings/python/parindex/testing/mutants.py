# SPDX-License-Identifier: MIT
"""Rubrics with one small mistake, and whether cases notice it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, get_args

from parindex import _messages
from parindex._foreign import expect, one_of, shown
from parindex._sentences import Text, in_language, translated, with_vietnamese
from parindex._steps import read_json, time_limit
from parindex._typing import Language
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Shown, record
from parindex.display._words import pick, word
from parindex.errors import Error
from parindex.rubric.rubric import Rubric, titles_by_code
from parindex.testing.cases import run_own_cases


@record
@dataclass(frozen=True, slots=True)
class Mutant:
    """A rubric with one small mistake, and its status.

    Attributes
    ----------
    code, pointer
        The node with the mistake, and the place in the rubric file.
    change
        The mistake in words.
    status
        ``check`` (rejected by the check), ``killed`` (a case fails), ``equivalent`` or
        ``survived``.
    by
        The issue or the case that noticed it; for a survivor, a case that would.
    """

    code: str
    pointer: str
    change: str
    status: str
    by: str


class MutationReport(Shown):
    """The mutants of a rubric, and whether its cases notice them.

    Notebooks display the mutants that nothing noticed.
    """

    __slots__ = ("_document", "_rubric", "_text")

    def __init__(self, document: str, text: str, text_vi: str, rubric: Rubric) -> None:
        self._document: dict[str, Any] = with_vietnamese(read_json(document))
        self._rubric = rubric
        self._text = Text(text, text_vi)

    @property
    def mutants(self) -> list[Mutant]:
        """Every mutant, in the order of the rubric."""
        return [Mutant(**mutant) for mutant in self._document["mutants"]]

    @property
    def survivors(self) -> list[Mutant]:
        """The mutants that neither the check nor a case noticed, although they change results."""
        return [mutant for mutant in self.mutants if mutant.status == "survived"]

    @property
    def percent(self) -> int:
        """Percentage of the non-equivalent mutants that were noticed, rounded down."""
        return int(self._document["percent"])

    def to_text(self, *, language: Language = "en") -> str:
        """The survivors, each with a case that would notice it, and the counts."""
        one_of(language, get_args(Language), "language")
        return in_language(self._text, language)

    def to_json(self, *, language: Language = "en") -> str:
        """The mutants as JSON, words in `language`."""
        one_of(language, get_args(Language), "language")
        return json.dumps(translated(self._document, language), ensure_ascii=False, indent=2) + "\n"

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """One row per mutant that nothing noticed: the mistake, and a case that would notice it."""
        language = language or self._rubric.language
        keys = ("code", "title", "change", "noticed_by")
        grid = Grid(
            f"{word('mutants', language)}: {self.percent} % ({len(self._document['mutants'])})",
            [Head(word(key, language), text=True) for key in keys],
            language=language,
        )
        titles = titles_by_code(self._rubric)
        survivors = self.survivors
        for mutant in survivors[:max_rows]:
            title = pick(titles.get(mutant.code, {}), language)
            code = mutant.code or word("total", language)
            grid.rows.append(Row([code, title, in_language(mutant.change, language), mutant.by]))
        grid.drop_empty()
        grid.note_rest(len(survivors) - max_rows, language)
        return [grid]

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
        Seconds after which the call ends with StoppedError; None: no limit.
    progress
        Called after each mutant with the number tried and the total number, in any thread,
        one call at a time. An exception that it raises ends the call.

    Raises
    ------
    StoppedError
        When the time of `timeout` is over; the message says how many mutants were tried.
    RubricError
        When a case fails on the rubric itself (`case_fails`), no case is for it (`case_edition`), or it
        needs more mutants than the limit (`too_many_generated`).
    DataError
        With the issues of the case files, when one of them is bad.
    """
    if expect(threads, int, "threads") < 0:
        raise Error(_messages.THREADS_MUST_BE_0_OR_MORE_NOT(shown(threads)))
    with time_limit(timeout):
        run = run_own_cases(rubric, paths, root)
        return MutationReport(*run.mutate(rubric._core, min(threads, 1 << 16), progress), rubric)
