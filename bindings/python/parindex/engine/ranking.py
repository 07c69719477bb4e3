# SPDX-License-Identifier: MIT
"""Ranks of units."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from parindex import _core
from parindex._foreign import one_of
from parindex._immutable import Immutable
from parindex._names import normal, unknown
from parindex._sentences import Text, in_language
from parindex._steps import each
from parindex._tree import class_titles
from parindex._typing import ArrowStream, Number
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, reasons, record
from parindex.display._text import show
from parindex.display._words import pick, ranking_words, titled, word
from parindex.errors import Issue
from parindex.io._stream import Stream

if TYPE_CHECKING:
    import pandas as pd

    from parindex.engine.scores import Scores

On: TypeAlias = Literal["index", "points"]
Stage: TypeAlias = Literal["exact", "rounded"]
Ties: TypeAlias = Literal["competition", "dense", "ordinal"]
Within: TypeAlias = Literal["all", "group"]

_WORDS = {
    name: get_args(of)
    for name, of in (("on", On), ("stage", Stage), ("ties", Ties), ("within", Within))
}


def check_how(**how: str) -> None:
    """Check the options of a ranking or comparison, by name. Raises TypeError and Error."""
    for name, given in how.items():
        one_of(given, _WORDS[name], name)


@record
@dataclass(frozen=True, slots=True)
class RankEntry:
    """The place of one unit."""

    unit: str
    group: str | None
    """Group of the unit; None if the table has none."""
    rank: int | None
    """From 1; None for a unit that is not ranked."""
    label: str
    """``"3"``, ``"=3"`` if tied, empty without a rank."""
    tied: bool
    """Whether another unit ranked with it has the same rank."""
    value: Number | None
    """The ranked figure: index in percent or points."""
    reason: str
    """Why there is no rank; empty if there is one."""
    class_id: str | None = None
    """Class of the unit by the ranked node, as the rubric declares it; None without classes."""


class Ranking(Immutable):
    """Ranks of a table: entries by group in order of appearance, then by rank. Immutable."""

    __slots__ = ("_core", "_entries", "_scores")

    def __init__(self, core: _core.Ranking, scores: Scores) -> None:
        self._core = core
        self._scores = scores
        self._entries: dict[str, RankEntry] | None = None

    def _by_unit(self) -> dict[str, RankEntry]:
        # Built on first use: for a million units, most callers need columns, not objects.
        if self._entries is None:
            units = self._scores.units
            groups = self._scores.groups or (None,) * len(units)
            classes = self._scores.classes(node=self.node) or {}
            self._entries = {
                units[row]: RankEntry(
                    units[row],
                    groups[row],
                    rank,
                    label,
                    tied,
                    value,
                    Text.of(reason, vi),
                    classes.get(units[row]),
                )
                for row, rank, tied, value, reason, vi, label in self._core.entries(
                    self._scores._core
                )
            }
        return self._entries

    @property
    def entries(self) -> tuple[RankEntry, ...]:
        """The entries in order; unranked units last."""
        return Records(self._by_unit().values(), self._scores.plan.rubric.language)

    @property
    def node(self) -> str:
        """Code of the node whose results are ranked; empty for the total."""
        return self._core.node

    @property
    def rule(self) -> dict[str, Any]:
        """The rule of the ranking: `on`, `stage`, `ties`, `tie_break` and `within`, as in a rubric file."""
        return self._core.rule

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Ties that the chain could not resolve, under ordinal ranks."""
        return Records(self._core.issues, self._scores.plan.rubric.language)

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary per entry, with the fields of `RankEntry`."""
        return list(map(asdict, self))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The entries as an Arrow C stream, so that ``polars.DataFrame(ranking)`` works.

        One row per entry, in their order: unit, group (if there are groups), rank, tied, value
        and reason. Values are exact decimals of 38 digits; Error for one that has no finite decimal
        form, such as an unrounded index: use `to_arrow` then.
        """
        return _core.ranking_to_arrow(self._core, self._scores._core, "decimal")

    def to_arrow(self, *, numbers: Literal["decimal", "float64"] = "decimal") -> ArrowStream:
        """The entries as an object with ``__arrow_c_stream__``; see `__arrow_c_stream__`.

        Parameters
        ----------
        numbers
            ``"decimal"``: exact; Error if a value has no finite decimal form. ``"float64"``: the
            nearest double.
        """
        return Stream(numbers, partial(_core.ranking_to_arrow, self._core, self._scores._core))

    def to_json(self) -> str:
        """The ranking as JSON text."""
        return self._core.to_json(self._scores._core)

    def to_pandas(self) -> pd.DataFrame:
        """The entries as a pandas DataFrame; numbers stay Decimal and ExactFraction."""
        import pandas as pd

        return pd.DataFrame(self.to_dicts())

    def to_html(self, *, language: str | None = None, max_rows: int = 100) -> str:
        """The table that a notebook shows.

        Parameters
        ----------
        language
            Language of the headings, ``"vi"`` or ``"en"``; by default the language of the rubric.
        max_rows
            Number of units shown; a line below says how many are left out.
        """
        return self._grid(language, max_rows).to_html()

    def to_text(self, *, language: str | None = None, max_rows: int = 100) -> str:
        """As `to_html`, as aligned lines of text."""
        return self._grid(language, max_rows).to_text()

    def _grid(self, language: str | None, max_rows: int) -> Grid:
        """One row per unit in order of rank: rank, unit, group, the ranked figure, why there is no rank,
        and on a page the issues of its values."""
        rubric = self._scores.plan.rubric
        language = language or rubric.language
        ranked = rubric.find(self.node) or {}
        titles = class_titles(ranked)
        groups = rubric._titles("groups")
        rule = self.rule
        how = ranking_words(rule, language)
        if self.node:
            named = f"{self.node} {pick(ranked.get('title', {}), language)}".rstrip()
            how = f"{named} · {how}"
        grid = Grid(
            f"{rubric.title(language)} · {rubric.edition} · {how}",
            [
                Head(word("rank", language)),
                Head(word("unit", language), text=True),
                Head(word("group", language), text=True),
                Head(word(rule["on"], language)),
                Head(word("class", language), text=True),
                Head(word("note", language), text=True),
                Head(word("reasons", language), text=True, lines=True, page=True),
            ],
            language=language,
        )
        for entry in each(islice(self, max_rows)):
            group = titled(groups, entry.group, language)
            cells = [entry.label, entry.unit, group, show(entry.value)]
            cells += [
                titled(titles, entry.class_id, language),
                in_language(entry.reason, language),
            ]
            unit = self._scores[entry.unit]
            wrong = unit.status == "error"
            cells.append(reasons(unit.issues, language) if wrong else "")
            grid.rows.append(Row(cells, "error" if wrong else ""))
        grid.drop_empty()
        grid.note_rest(len(self) - max_rows, language)
        grid.notes += self.issues
        return grid

    def __len__(self) -> int:
        return len(self._core)

    def __iter__(self) -> Iterator[RankEntry]:
        return iter(self._by_unit().values())

    def __getitem__(self, unit: str) -> RankEntry:
        """The entry of a unit. Raises KeyError for an unknown unit."""
        entries = self._by_unit()
        if (entry := entries.get(normal(unit))) is None:
            raise unknown("unit", unit, tuple(entries))
        return entry

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ranking):
            return NotImplemented
        mine, theirs = (self.node, self.rule), (other.node, other.rule)
        return mine == theirs and self._scores == other._scores

    def __hash__(self) -> int:
        return hash(self._scores)

    def __reduce__(self) -> tuple[Callable[..., Ranking], tuple[Scores, str, dict[str, Any]]]:
        return _restored, (self._scores, self.node, self.rule)

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


def _restored(scores: Scores, node: str, rule: dict[str, Any]) -> Ranking:
    return scores.rank(node=node, **rule)
