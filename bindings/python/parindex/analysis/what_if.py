# SPDX-License-Identifier: MIT
"""A unit with other values, against the table as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex import _core
from parindex._foreign import copied
from parindex._steps import time_limit
from parindex._typing import Number
from parindex.analysis._arguments import Arguments
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Told, member_text, record
from parindex.display._text import show, signed
from parindex.display._words import pick, titled, word
from parindex.engine.scores import Scores
from parindex.novalue import NoValue
from parindex.results.comparison import Comparison, Decomposition, UnitChange

if TYPE_CHECKING:
    from parindex.engine.unit_score import UnitScore

Value = bool | Number | float | str | NoValue | None


@record
class ValueChange(NamedTuple):
    """Another value of a unit in one data column."""

    code: str
    """Code of the leaf, or of the node with the gate."""
    input: str
    """Name of the input in its leaf; the id of the item, or of the gate."""
    column: str
    """Name of the data column."""
    before: Any
    """The value in the data."""
    after: Any
    """The other value."""


class WhatIf(Told):
    """What other values of one unit do to the whole table; made by `Scores.what_if`. Immutable.

    The table is scored again, with the statistics over its units, so that `after` is what would be published.
    """

    __slots__ = ("changes", "comparison", "unit")

    unit: str
    """Name of the unit."""
    changes: tuple[ValueChange, ...]
    """The values that differ, in the order of the data columns."""
    comparison: Comparison
    """All units before and after, on the points of the total."""

    def __init__(self, unit: str, changes: Sequence[ValueChange], comparison: Comparison) -> None:
        self.unit = unit
        self.changes = Records(changes, comparison.after.plan.rubric.language)
        self.comparison = comparison

    @property
    def before(self) -> UnitScore:
        """The unit as it is."""
        return self.comparison.before[self.unit]

    @property
    def after(self) -> UnitScore:
        """The unit with the other values; ``what_if.comparison.after`` has every unit and explanations."""
        return self.comparison.after[self.unit]

    @property
    def change(self) -> UnitChange:
        """Points, rank and class of the unit before and after, and the difference."""
        return self.comparison[self.unit]

    @property
    def overtakes(self) -> tuple[str, ...]:
        """The units of its group that were ranked before or equal to it, and are ranked behind it now."""
        return self.comparison.overtaken_by(self.unit)

    @property
    def parts(self) -> Decomposition:
        """The difference of its points over the nodes, exactly. Raises Error if it has none."""
        return self.comparison.parts(self.unit)

    def to_dict(self) -> dict[str, Any]:
        """Unit, changes, figures before and after, and who is overtaken."""
        change = self.change
        return {
            "unit": self.unit,
            "changes": [one._asdict() for one in self.changes],
            "points": [change.before, change.after],
            "index": [self.before.index, self.after.index],
            "rank": [change.rank_before, change.rank_after],
            "class": [change.class_before, change.class_after],
            "overtakes": list(self.overtakes),
        }

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """The changed values, the figures before and after, and the parts of the difference."""
        rubric = self.comparison.after.plan.rubric
        language = language or rubric.language
        grids = [
            changes_grid(
                self.changes, f"{word('what_if', language)} · {self.unit}",
                rubric._nodes(), language, max_rows,
            ),
            self._figures(language),
        ]  # fmt: skip
        if self.change.difference:
            grids.append(self.parts._grid(language, all_nodes=False))
        return grids

    def _figures(self, language: str) -> Grid:
        change, classes = self.change, self.comparison.after.plan.rubric.classes
        heads = [Head(word(key, language)) for key in ("before", "after", "difference")]
        grid = Grid("", [Head(word("figure", language), text=True), *heads], language=language)
        old, new = self.before.index, self.after.index
        gain = None if old is None or new is None else new - old
        figures = [
            ("points", change.before, change.after, change.difference),
            ("index", old, new, gain),
        ]
        for name, before, after, difference in figures:
            cells = [show(before), show(after), signed(difference)]
            grid.rows.append(Row([word(name, language), *cells]))
        ranks = (change.rank_before, change.rank_after)
        if any(ranks):
            grid.rows.append(
                Row(
                    [
                        word("rank", language),
                        *("" if rank is None else str(rank) for rank in ranks),
                        "",
                    ]
                )
            )
        named = [
            titled(classes, one, language) for one in (change.class_before, change.class_after)
        ]
        if any(named):
            grid.rows.append(Row([word("class", language), *named, ""]))
        if self.overtakes:
            grid.notes.append(word("overtakes_units", language).format(", ".join(self.overtakes)))
        return grid


def changes_grid(
    changes: Sequence[ValueChange],
    caption: str,
    nodes: Mapping[str, Any],
    language: str,
    max_rows: int,
    costs: Sequence[Number] = (),
) -> Grid:
    """One row per changed value: code, title, column, the value before and after, and its cost."""
    keys = ("code", "title", "column", "before", "after")
    heads = [Head(word(key, language), text=True) for key in keys]
    grid = Grid(caption, [*heads, Head(word("cost", language))], language=language)
    for at, one in enumerate(changes[:max_rows]):
        title = pick(nodes.get(one.code, {}).get("title", {}), language)
        cost = show(costs[at]) if costs else ""
        values = (value_text(value, language) for value in (one.before, one.after))
        grid.rows.append(Row([one.code, title, one.column, *values, cost]))
    grid.drop_empty()
    grid.note_rest(len(changes) - max_rows, language)
    return grid


def value_text(value: object, language: str) -> str:
    """A value of the data for a person."""
    if isinstance(value, bool):
        return word("yes" if value else "no", language)
    return member_text(value) or "–"


def what_if(scores: Scores, unit: str, values: Mapping[str, Any], timeout: float | None) -> WhatIf:
    """See `Scores.what_if`."""
    with time_limit(timeout):
        row = scores._row(unit)
        arguments = Arguments(scores)
        given = {
            column: value
            for name, value in copied(values, "values").items()
            if (column := arguments.column(name, "values")) is not None
        }
        arguments.check()
        return changed(scores, row, given)


def changed(scores: Scores, row: int, values: Mapping[str, Any]) -> WhatIf:
    """A unit with other values. Raises DataError for a value that cannot be scored."""
    before, core, compared = _core.what_if(scores._core, row, [*values.items()])
    columns = (column for column in scores.plan.columns if column.name in values)
    changes = [
        ValueChange(column.code, column.input, column.name, old, values[column.name])
        for column, old in zip(columns, before, strict=True)
    ]
    after = Scores(core, scores.plan)
    comparison = Comparison(compared, scores, after, "points", "rounded", {})
    return WhatIf(scores.units[row], changes, comparison)
