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
from parindex._sentences import Text, in_language
from parindex._steps import read_json, time_limit
from parindex._typing import Language
from parindex.errors import Error
from parindex.rubric.rubric import Rubric
from parindex.testing.cases import run_own_cases


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


class MutationReport:
    """The mutants of a rubric, as a measure of its cases."""

    __slots__ = ("_document", "_text")

    def __init__(self, document: str, text: str, text_vi: str) -> None:
        self._document: dict[str, Any] = read_json(document)
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
        Seconds after which the call ends with StoppedError; None: no limit.
    progress
        Called after each mutant with how many have been tried and how many there are, in any thread,
        one call at a time. An exception that it raises ends the call.

    Raises
    ------
    StoppedError
        When `timeout` expires; the message says how many mutants were tried.
    Error
        When a case fails on the rubric itself, or no case is for it.
    DataError
        With the issues of the case files, when one of them is bad.
    """
    if expect(threads, int, "threads") < 0:
        raise Error(_messages.THREADS_MUST_BE_0_OR_MORE_NOT(shown(threads)))
    with time_limit(timeout):
        run = run_own_cases(rubric, paths, root)
        return MutationReport(*run.mutate(rubric._core, min(threads, 1 << 16), progress))
