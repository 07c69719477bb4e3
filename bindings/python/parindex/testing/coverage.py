# SPDX-License-Identifier: MIT
"""Which parts of a rubric cases cover, and cases that cover all of it."""

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
from parindex.display._words import pick, word
from parindex.rubric.rubric import Rubric, titles_by_code
from parindex.testing.cases import run_own_cases


@record
@dataclass(frozen=True, slots=True)
class CoverageItem:
    """One item of a rubric that a case can cover.

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
        How many cases cover it: their expectations depend on it.
    exempt
        Why no case has to cover it: ``unreachable`` (it is proven that it cannot occur or has no effect)
        or ``outside_range`` (the ranges of the inputs exclude this side); None if a case has to.
    reason
        For an exempt item, the proof. For an item that no case covers, that searching did not cover it
        either. Otherwise None.
    """

    code: str
    kind: str
    pointer: str
    text: str
    cases: int
    exempt: str | None
    reason: str | None


class Coverage(Shown):
    """The parts of a rubric that a set of cases covers, and the parts that it does not.

    Notebooks display the items that no case covers.
    """

    __slots__ = ("_document", "_rubric", "_text")

    def __init__(self, document: str, text: str, text_vi: str, rubric: Rubric) -> None:
        self._document: dict[str, Any] = with_vietnamese(read_json(document))
        self._rubric = rubric
        self._text = Text(text, text_vi)

    @property
    def items(self) -> list[CoverageItem]:
        """All items, in the order of the rubric."""
        return [CoverageItem(**item) for item in self._document["items"]]

    @property
    def missing(self) -> list[CoverageItem]:
        """Items that no case covers although one has to."""
        return [item for item in self.items if item.cases == 0 and item.exempt is None]

    @property
    def exempt(self) -> list[CoverageItem]:
        """Items that no case has to cover, each with its reason."""
        return [item for item in self.items if item.exempt is not None]

    @property
    def percent(self) -> int:
        """Percentage covered, rounded down: 100 only when everything is covered."""
        return int(self._document["percent"])

    @property
    def cases(self) -> int:
        """Number of cases for the rubric."""
        return int(self._document["cases"])

    def to_text(self, *, language: Language = "en") -> str:
        """The items that are not covered, and counts."""
        one_of(language, get_args(Language), "language")
        return in_language(self._text, language)

    def to_json(self, *, language: Language = "en") -> str:
        """The items as JSON, words in `language`."""
        one_of(language, get_args(Language), "language")
        return json.dumps(translated(self._document, language), ensure_ascii=False, indent=2) + "\n"

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """One row per item of the rubric that no case covers although one has to."""
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
    """Measure which parts of a rubric the cases of files and folders cover.

    Parameters
    ----------
    rubric
        The rubric.
    paths
        Case files and folders.
    root
        As for `run_cases`.
    timeout
        Seconds after which the call ends with StoppedError; None: no limit.

    Raises
    ------
    StoppedError
        When `timeout` expires.
    DataError
        With the issues of the case files, when one of them is bad.
    """
    with time_limit(timeout):
        run = run_own_cases(rubric, paths, root)
        return Coverage(*run.coverage(rubric._core), rubric)


class BoundaryCases(str):
    """The text of a case file, and the items that none of its cases covers."""

    __slots__ = ()

    @property
    def not_reached(self) -> list[CoverageItem]:
        """The items that no case covers, each with the reason; empty if the cases cover everything."""
        listed = with_vietnamese(read_json(self).get("not_reached", []))
        return [CoverageItem(cases=0, **item) for item in listed]


def boundary_cases(rubric: Rubric, *, timeout: float | None = None) -> BoundaryCases:
    """A case file with cases at, just below and just above every bound, and for every branch and gate.

    A leaf that compares units gets separate tables: its cases have a ``cohort``. The results of the
    engine are written as expectations, and each case is marked ``"confirmed": false`` until a person has
    reviewed it.

    Parameters
    ----------
    rubric
        The rubric.
    timeout
        Seconds after which the call ends with StoppedError; None: no limit.

    Returns
    -------
    BoundaryCases
        The text, a `str`; its `not_reached` lists what none of the cases covers, as does the key of
        that name in the file.

    Raises
    ------
    StoppedError
        When `timeout` expires.
    """
    expect(rubric, Rubric, "rubric")
    with time_limit(timeout):
        return BoundaryCases(_core.boundary_cases(rubric._core))
