# SPDX-License-Identifier: MIT
"""What cases show of a rubric, and cases that show all of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

from parindex import _core
from parindex._foreign import expect, one_of
from parindex._sentences import Text, in_language, translated, with_vietnamese
from parindex._steps import read_json, time_limit
from parindex._typing import Language
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Shown, record
from parindex.display._text import pick, word
from parindex.rubric.rubric import Rubric, titles_by_code
from parindex.testing.cases import run_own_cases


@record
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


class Coverage(Shown):
    """What a set of cases shows about a rubric, and what it does not.

    Shows itself in a notebook as what no case shows.
    """

    __slots__ = ("_document", "_rubric", "_text")

    def __init__(self, document: str, text: str, text_vi: str, rubric: Rubric) -> None:
        self._document: dict[str, Any] = with_vietnamese(read_json(document))
        self._rubric = rubric
        self._text = Text(text, text_vi)

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

    def to_text(self, *, language: Language = "en") -> str:
        """What is not covered, and the counts."""
        one_of(language, get_args(Language), "language")
        return in_language(self._text, language)

    def to_json(self, *, language: Language = "en") -> str:
        """The items as JSON, words in `language`."""
        one_of(language, get_args(Language), "language")
        return json.dumps(translated(self._document, language), ensure_ascii=False, indent=2) + "\n"

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """One row per part of the rubric that no case shows although one has to."""
        language = language or self._rubric.language
        count = f"{self._document['covered']}/{self._document['total']}"
        keys = ("code", "title", "kind", "missing_cases", "note")
        grid = Grid(
            f"{word('coverage', language)}: {self.percent} % ({count})",
            [Head(word(key, language), text=True) for key in keys],
            language=language,
        )
        titles = titles_by_code(self._rubric)
        missing = self.missing
        for item in missing[:max_rows]:
            kind = word("branch_item" if item.kind == "branch" else item.kind, language)
            title = pick(titles.get(item.code, {}), language)
            cells = [item.code or word("total", language), title, kind]
            reason = in_language(item.reason, language) if item.reason else ""
            grid.rows.append(Row([*cells, in_language(item.text, language), reason]))
        grid.drop_empty()
        grid.note_rest(len(missing) - max_rows, language)
        return [grid]

    def __repr__(self) -> str:
        return f"<Coverage: {self.percent} % of {self._document['total']}>"


def measure_coverage(
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
        run = run_own_cases(rubric, paths, root)
        return Coverage(*run.coverage(rubric._core), rubric)


class BoundaryCases(str):
    """The text of a case file, and what none of its cases shows."""

    __slots__ = ()

    @property
    def not_reached(self) -> list[CoverageItem]:
        """Each with the reason; empty when the cases show everything."""
        listed = with_vietnamese(read_json(self).get("not_reached", []))
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
