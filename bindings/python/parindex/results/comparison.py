# SPDX-License-Identifier: MIT
"""Two results side by side: which units change, and which nodes cause it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex import _core
from parindex._foreign import copied, expect
from parindex._names import normal, unknown
from parindex._sentences import Text, in_language
from parindex._steps import each, time_limit
from parindex._typing import Number
from parindex.display._grid import Grid, Head, Row
from parindex.display._html import Mark
from parindex.display._shown import Records, reasons, record
from parindex.display._text import from_to, show, signed
from parindex.display._words import pick, titled, word
from parindex.engine.ranking import On, Stage, check_how
from parindex.engine.scores import Scores
from parindex.errors import Issue
from parindex.io._units import lookalikes
from parindex.rubric.rubric import titles_by_code

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 3  # units that a cell names; more are counted


@record
class NodePart(NamedTuple):
    """The part of one node in the difference of two results."""

    code: str
    """Code of the node in the second rubric; empty for the total."""
    in_before: bool
    """Whether the first rubric has the node."""
    in_after: bool
    """Whether the second rubric has it."""
    before: Number | None
    """Points in the first result; None if excluded or absent."""
    after: Number | None
    """Points in the second result."""
    own: Number
    """The change of the total caused by this node itself; all own parts add up to the difference."""
    contribution: Number
    """Its own part and those of all nodes below it."""


class Decomposition:
    """The difference of two totals decomposed over the nodes, exactly. Displayed as a table."""

    __slots__ = ("_language", "_parts", "_title", "titles")

    def __init__(
        self,
        rows: list[tuple[Any, ...]],
        title: str,
        language: str,
        titles: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._parts = {row[0]: NodePart(*row) for row in rows}
        self._title = title
        self._language = language
        self.titles = titles
        """Titles by code and language."""

    @property
    def difference(self) -> Number:
        """The whole difference: the contribution of the total, the sum of all own parts."""
        return self._parts[""].contribution

    @property
    def title(self) -> str:
        """The units compared."""
        return self._title

    @property
    def language(self) -> str:
        """The language that tables show unless told otherwise."""
        return self._language

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary per node with the fields of `NodePart`."""
        return [part._asdict() for part in self]

    def to_text(self, *, language: str | None = None, all_nodes: bool = False) -> str:
        """The nodes with a part of the difference as aligned lines; with `all_nodes`, every node."""
        return self._grid(language, all_nodes=all_nodes).to_text()

    def to_html(self, *, language: str | None = None, all_nodes: bool = False) -> str:
        """As `to_text`, as the table that a notebook shows."""
        return self._grid(language, all_nodes=all_nodes).to_html()

    def _grid(self, language: str | None, *, all_nodes: bool) -> Grid:
        """One row per node that has a part: code, title, points before and after, parts."""
        language = language or self.language
        grid = Grid(
            f"{self.title} ·",
            [
                Head(word("code", language), text=True),
                Head(word("title", language), text=True),
                *(Head(word(key, language)) for key in ("before", "after", "own", "contribution")),
            ],
            language=language,
            figure=signed(self.difference),
        )
        for part in self:
            if not (all_nodes or part.own or part.contribution):
                continue
            cells = [
                part.code or word("total", language),
                pick(self.titles.get(part.code, {}), language) if part.code else "",
                show(part.before),
                show(part.after),
                signed(part.own) if part.own else "",
                signed(part.contribution),
            ]
            mark: Mark = "strong" if part.own != part.contribution or not part.code else ""
            grid.rows.append(Row(cells, mark))
        grid.drop_empty()
        return grid

    def __len__(self) -> int:
        return len(self._parts)

    def __iter__(self) -> Iterator[NodePart]:
        return iter(self._parts.values())

    def __getitem__(self, code: str) -> NodePart:
        """The part of a node; the empty code is the total. Raises KeyError for an unknown code."""
        if (part := self._parts.get(normal(code))) is None:
            raise unknown("node", code, tuple(self._parts))
        return part

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


@record
@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit in two results."""

    unit: str
    group: str | None
    before: Number | None
    """The figure that is compared; None without a result."""
    after: Number | None
    difference: Number | None
    """`after` minus `before`; None if one of them is None."""
    rank_before: int | None
    rank_after: int | None
    class_before: str | None
    """Id of the class; None without one."""
    class_after: str | None
    reason: str
    """Why there is no difference; empty if there is one."""

    @property
    def changed(self) -> bool:
        """Whether score, rank or class differ, or only one of the results has the unit."""
        return (
            bool(self.difference)
            or bool(self.reason)
            or self.rank_before != self.rank_after
            or self.class_before != self.class_after
        )


class Comparison:
    """Two results side by side; made by `Scores.compare`. Units with the largest differences come first.

    Displayed as a table. ``comparison.parts("Huế")`` decomposes the difference of a unit.
    """

    __slots__ = ("_core", "_units", "after", "before", "codes", "on", "stage")

    def __init__(
        self,
        core: _core.Comparison,
        before: Scores,
        after: Scores,
        on: On,
        stage: Stage,
        codes: Mapping[str, str],
    ) -> None:
        self._core = core
        self.before = before
        """The first result."""
        self.after = after
        """The second result."""
        self.on = on
        """The figure compared: ``"points"`` or ``"index"``."""
        self.stage = stage
        """``"exact"``: before the rounding of the total; ``"rounded"``: after it."""
        self.codes = dict(codes)
        """New codes by old code."""
        self._units = {
            row[0]: UnitChange(
                row[0],
                row[1] or None,
                *row[2:7],
                row[7] or None,
                row[8] or None,
                Text.of(row[9], row[10]),
            )
            for row in core.units
        }

    @property
    def units(self) -> tuple[UnitChange, ...]:
        """Every unit of either result, the largest differences first."""
        return Records(self._units.values(), self.after.plan.rubric.language)

    @property
    def changed(self) -> bool:
        """Whether any unit changed."""
        return self._core.changed

    @property
    def notes(self) -> tuple[Issue, ...]:
        """Warnings of units that only the second result has and that look like one that only the first has."""
        before, after = set(self.before.units), set(self.after.units)
        new = [name for name in self.after.units if name not in before]
        gone = [name for name in self.before.units if name not in after]
        return Records(lookalikes(new, gone), self.after.plan.rubric.language)

    def overtaken_by(self, unit: str) -> tuple[str, ...]:
        """Units of the same group that were ranked before or equal to this one and are now ranked behind it."""
        return tuple(self._core.overtaken_by(self[unit].unit))

    def parts(self, unit: str) -> Decomposition:
        """The difference of a unit over the nodes. Raises Error if it has none."""
        return Decomposition(
            self._core.parts(self[unit].unit),
            unit,
            self.after.plan.rubric.language,
            _titles(self.before, self.after),
        )

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary per unit with the fields of `UnitChange`."""
        return list(map(asdict, self))

    def to_json(self) -> str:
        """The comparison as JSON text, with the parts of the units that changed."""
        return self._core.to_json()

    def to_pandas(self) -> pd.DataFrame:
        """The units as a pandas DataFrame; numbers stay Decimal and ExactFraction."""
        import pandas as pd

        return pd.DataFrame(self.to_dicts())

    def to_text(self, *, language: str | None = None, max_rows: int = 100) -> str:
        """One line per unit: before, after, difference, ranks, the units that it overtakes."""
        return self._grid(language, max_rows).to_text()

    def to_html(self, *, language: str | None = None, max_rows: int = 100) -> str:
        """As `to_text`, as the table that a notebook shows."""
        return self._grid(language, max_rows).to_html()

    def _grid(self, language: str | None, max_rows: int) -> Grid:
        """One row per unit: before, after, difference, rank before and after, the units that it overtakes."""
        rubric = self.after.plan.rubric
        language = language or rubric.language
        editions = dict.fromkeys((self.before.plan.rubric.edition, rubric.edition))
        what = word(self.on, language)
        grid = Grid(
            f"{rubric.title(language)} · {' → '.join(editions)} · {what}",
            [
                Head(word("unit", language), text=True),
                Head(word("group", language), text=True),
                *(Head(word(key, language)) for key in ("before", "after", "difference")),
                Head(word("rank", language), text=True),
                Head(word("class", language), text=True),
                Head(word("overtakes", language), text=True),
                Head(word("note", language), text=True),
                Head(word("reasons", language), text=True, lines=True, page=True),
            ],
            language=language,
        )
        groups = rubric._titles("groups")
        for unit in each(islice(self, max_rows)):
            overtaken = self.overtaken_by(unit.unit)
            named = ", ".join(overtaken[:_SHOWN])
            if len(overtaken) > _SHOWN:
                named += f" +{len(overtaken) - _SHOWN}"
            rank = from_to(unit.rank_before, unit.rank_after)
            group = titled(groups, unit.group, language)
            cells = [unit.unit, group, show(unit.before), show(unit.after)]
            classes = from_to(
                titled(self.before.plan.rubric.classes, unit.class_before, language),
                titled(rubric.classes, unit.class_after, language),
            )
            cells += [signed(unit.difference), rank, classes, named]
            cells.append(in_language(unit.reason, language))
            wrong = [
                issue
                for scores in (self.before, self.after)
                if unit.unit in scores and scores[unit.unit].status == "error"
                for issue in scores[unit.unit].issues
            ]
            cells.append(reasons(wrong, language))
            grid.rows.append(Row(cells, "error" if "error" in unit.reason else ""))
        grid.drop_empty()
        grid.note_rest(len(self) - max_rows, language)
        grid.notes += self.notes
        return grid

    def __len__(self) -> int:
        return len(self._units)

    def __iter__(self) -> Iterator[UnitChange]:
        return iter(self._units.values())

    def __getitem__(self, unit: str) -> UnitChange:
        """A unit by name. Raises KeyError if it is in neither result."""
        if (change := self._units.get(normal(unit))) is None:
            raise unknown("unit", unit, tuple(self._units))
        return change

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


def compare(
    before: Scores,
    after: Scores,
    on: On,
    stage: Stage,
    codes: Mapping[str, str] | None,
    timeout: float | None,
) -> Comparison:
    """See `Scores.compare`."""
    check_how(on=on, stage=stage)
    expect(after, Scores, "after")
    renamed = copied(codes, "codes")
    with time_limit(timeout):
        core = _core.compare(before._core, after._core, on=on, stage=stage, codes=renamed)
        return Comparison(core, before, after, on, stage, renamed)


def compare_units(scores: Scores, first: str, second: str, on: On, stage: Stage) -> Decomposition:
    """See `Scores.compare_units`."""
    check_how(on=on, stage=stage)
    rows = _core.decompose(
        scores._core,
        scores._row(first),
        scores._core,
        scores._row(second),
        on=on,
        stage=stage,
        codes={},
    )
    titles = _titles(scores, scores)
    return Decomposition(rows, f"{first} → {second}", scores.plan.rubric.language, titles)


def _titles(before: Scores, after: Scores) -> dict[str, dict[str, str]]:
    return {**titles_by_code(before.plan.rubric), **titles_by_code(after.plan.rubric)}
