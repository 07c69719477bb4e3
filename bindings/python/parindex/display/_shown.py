# SPDX-License-Identifier: MIT
"""How objects are displayed in notebooks: their own tables, cards of records, tables of lists."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from parindex import _core
from parindex.display._grid import Grid, Head, Row, card, to_html, to_text
from parindex.display._text import show
from parindex.display._words import language_of, word
from parindex.errors import Issue

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")
C = TypeVar("C", bound=type)

MOST = 100
"""Default number of rows in a table."""

_MOST_ISSUES = 3  # issues of one row


class Shown:
    """An object that is displayed as one or several tables."""

    __slots__ = ()

    def _grids(self, language: str | None, max_rows: int) -> Sequence[Grid]:
        """The tables; by default in the language of the object."""
        raise NotImplementedError

    def to_html(self, *, language: str | None = None, max_rows: int = MOST) -> str:
        """The tables that a notebook shows.

        Parameters
        ----------
        language
            ``"vi"`` or ``"en"``; by default the language of the rubric, or English if there is none.
        max_rows
            Rows of each table; a line below says how many are left out.
        """
        return to_html(self._grids(language, max_rows))

    def _repr_html_(self) -> str:
        return self.to_html()


class Told(Shown):
    """An object that is also displayed as tables in a terminal."""

    __slots__ = ()

    def to_text(self, *, language: str | None = None, max_rows: int = MOST) -> str:
        """As `to_html`, as aligned lines of text."""
        return to_text(self._grids(language, max_rows))

    def __repr__(self) -> str:
        return self.to_text()


class Records(tuple[T, ...]):
    """A tuple that a notebook displays as a table: a row per record, a column per member."""

    language: str

    def __new__(cls, items: Iterable[T] = (), language: str = "en") -> Self:
        made = super().__new__(cls, items)
        made.language = language
        return made

    def _grids(self, max_rows: int) -> Sequence[Grid]:
        if all(isinstance(item, Issue) for item in self):
            return [issues_grid(self, self.language, max_rows)]  # type: ignore[arg-type]
        return [records_grid(self, self.language, max_rows)]

    def _repr_html_(self) -> str:
        return to_html(self._grids(MOST))


def record(cls: C) -> C:
    """A decorator: notebooks display objects of the class as a card of their members."""

    def _repr_html_(self: Any) -> str:
        facts = ((name, member_text(value)) for name, value in _members(self))
        return card(type(self).__name__, facts, "en").to_html()

    cls._repr_html_ = _repr_html_  # type: ignore[attr-defined]
    return cls


def _members(item: Any) -> list[tuple[str, Any]]:
    if hasattr(item, "_asdict"):
        return list(item._asdict().items())
    if dataclasses.is_dataclass(item):
        return [(field.name, getattr(item, field.name)) for field in dataclasses.fields(item)]
    return list(item.items()) if isinstance(item, Mapping) else [("value", item)]


def member_text(value: object) -> str:
    """The value of a member: exact numbers, texts by language on a line each, lists separated by commas."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {member_text(text)}" for key, text in value.items())
    if isinstance(value, (tuple, list)):
        between = ", " if all(isinstance(item, (str, int)) for item in value) else "\n"
        return between.join(map(member_text, value))
    return str(value)


def records_grid(items: Sequence[object], language: str, max_rows: int) -> Grid:
    """One row per record; the headings are the names of its members in Python."""
    rows = [dict(_members(item)) for item in items[:max_rows]]
    names = list(dict.fromkeys(name for row in rows for name in row))
    figures = {
        name
        for name in names
        if all(_is_figure(row.get(name)) for row in rows) and any(row.get(name) for row in rows)
    }
    grid = Grid("", [Head(name, text=name not in figures) for name in names], language=language)
    for row in rows:
        cells = [
            show(row.get(n)) if n in figures else _line(member_text(row.get(n))) for n in names
        ]
        grid.rows.append(Row(cells))
    grid.drop_empty()
    if not items:
        grid.caption = word("nothing", language)
    grid.note_rest(len(items) - max_rows, language)
    return grid


def _is_figure(value: object) -> bool:
    number = isinstance(value, (int, Decimal, Fraction)) and not isinstance(value, bool)
    return number or value is None


def _line(text: str) -> str:
    return text.replace("\n", "; ")


def issues_grid(issues: Sequence[Issue], language: str, max_rows: int, caption: str = "") -> Grid:
    """One row per issue: severity, place, message, expected and found value."""
    keys = ("severity", "place", "found_issue", "wanted", "actual", "code_of_issue")
    grid = Grid(caption, [Head(word(key, language), text=True) for key in keys], language=language)
    for issue in issues[:max_rows]:
        said = issue.translated(language_of(language))
        grave = word("accepted" if issue.accepted else issue.severity, language)
        cells = [
            grave,
            _core.issue_place(issue, language),
            said.message,
            said.expected,
            said.actual,
            said.code,
        ]
        grid.rows.append(Row(cells))
    grid.drop_empty()
    if not issues:
        grid.notes.append(word("no_issues", language))
    grid.note_rest(len(issues) - max_rows, language)
    return grid


def reasons(issues: Sequence[Issue], language: str) -> str:
    """Why a row has an error, one line per issue, without the name of its unit."""
    lines = [
        replace(issue, row=0, unit="").text(language_of(language))
        for issue in issues[:_MOST_ISSUES]
    ]
    if len(issues) > _MOST_ISSUES:
        lines.append("… " + word("more_issues", language).format(len(issues) - _MOST_ISSUES))
    return "\n".join(lines)
