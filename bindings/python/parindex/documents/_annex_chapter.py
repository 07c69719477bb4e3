# SPDX-License-Identifier: MIT
"""A chapter of the sensitivity annex, and its tables in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from parindex._sentences import Sentence
from parindex.display._grid import Grid
from parindex.display._shown import records_grid
from parindex.documents import _annex_words as _words
from parindex.documents._tables import Table, paired
from parindex.documents._texts import said
from parindex.errors import Error, IssuesError, StoppedError

MOST_ROWS = 500


@dataclass(slots=True)
class Shown:
    """A table in both languages, and the classes of its cells on a page."""

    en: Grid
    vi: Grid
    shades: list[list[str]] = field(default_factory=list)
    """For each row and column a class of the style sheet; empty without any."""

    @property
    def table(self) -> Table:
        """The table of a page."""
        return paired(self.en, self.vi)

    def grid(self, language: str) -> Grid:
        """The table of a sheet."""
        return self.vi if language == "vi" else self.en


@dataclass(slots=True)
class Chapter:
    """A chapter of the annex."""

    id: str
    title: Sentence
    says: str | None
    tables: Sequence[Shown] = ()


def twice(make: Callable[[str], Grid]) -> Shown:
    """A table that a function makes in a language."""
    return Shown(make("en"), make("vi"))


def attempted(id_: str, title: Sentence, says: str | None, make: Callable[[], Any]) -> Chapter:
    """A chapter with the tables of an analysis; with the reason if the analysis does not apply to the result."""
    try:
        return Chapter(id_, title, says, tables_of(make(), id_))
    except StoppedError:
        raise
    except Error as wrong:
        return Chapter(id_, title, reason_of(wrong))


def reason_of(wrong: Error) -> str:
    """Why an analysis does not apply to the result."""
    text = wrong.args[0]
    if isinstance(wrong, IssuesError):
        text = said(next(one for one in wrong.issues if one.severity == "error"))
    return _words.DOES_NOT_APPLY(text)


def tables_of(result: Any, name: str) -> list[Shown]:
    """The tables that a result is displayed as, or one table of its records."""
    if isinstance(result, list) and all(isinstance(one, Shown) for one in result):
        return result
    if hasattr(result, "_grids") and not isinstance(result, tuple):
        tables = (result._grids(tag, MOST_ROWS) for tag in ("en", "vi"))
        return [Shown(en, vi) for en, vi in zip(*tables, strict=True)]
    records = result.to_dicts() if hasattr(result, "to_dicts") else result
    if not isinstance(records, (tuple, list)):
        raise Error(_words.RESULT_IS_NO_TABLE(name))
    return [twice(lambda tag: records_grid(records, tag, MOST_ROWS))]
