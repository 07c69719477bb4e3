# SPDX-License-Identifier: MIT
"""A unit with other values, against the table as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex._foreign import copied
from parindex._steps import time_limit
from parindex._typing import Number
from parindex.analysis import messages
from parindex.analysis._arguments import Arguments
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Told, member_text, record
from parindex.display._text import show, signed
from parindex.display._words import pick, titled, word
from parindex.engine.scores import Scores, restored
from parindex.errors import DataError
from parindex.novalue import NoValue
from parindex.results._changes import cells_of
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
    state: Any = scores._core.state()
    cells = cells_of(scores, state, row)
    one = _one_row(scores, row, cells, values)
    lists = dict(state[3])
    for name, value in _cells_again(one, values).items():
        lists[name] = _with(lists.get(name), row, len(scores), value)
    units, groups, unranked, _, _, cohort, part, _ = state
    columns = [*lists.items()]
    made = (units, groups, unranked, columns, None, cohort, part, "all")
    after = restored(scores.plan, made)
    wrong = [issue for issue in after[scores.units[row]].issues if issue.field in values]
    if any(issue.severity == "error" for issue in wrong):
        raise DataError(messages.THE_VALUES_CANNOT_BE_SCORED(), wrong)
    changes = [
        ValueChange(column.code, column.input, column.name, cells[column.name], values[column.name])
        for column in scores.plan.columns
        if column.name in values
    ]
    return WhatIf(scores.units[row], changes, scores.compare(after))


def _one_row(
    scores: Scores, row: int, cells: Mapping[str, Any], values: Mapping[str, Any]
) -> Scores:
    """The unit alone with the other values, read as any data are."""
    group = {} if scores.groups is None else {"group": scores.groups[row]}
    data = {"unit": scores.units[row], **group, **cells, **values}
    return scores.plan.score([data], part=True, allow_missing_columns=True)


def _cells_again(one: Scores, values: Mapping[str, Any]) -> dict[str, Any]:
    """The other values as the engine keeps them."""
    found = cells_of(one, one._core.state(), 0)
    return {name: found[name] for name in values}


def _with(column: Any, row: int, rows: int, value: Any) -> list[Any]:
    """A column with another value in one row; doubles of an array mean their shortest decimals."""
    if column is None:
        cells: list[Any] = [None] * rows
    elif isinstance(column, bytes):
        cells = [repr(number) for number in memoryview(column).cast("d")]
    else:
        cells = list(column)
    cells[row] = value
    return cells
