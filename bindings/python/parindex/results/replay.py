# SPDX-License-Identifier: MIT
"""Old data under new rules, with the difference explained change by change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, cast

from parindex import _core
from parindex._core import Cohort
from parindex._foreign import copied, expect, one_of
from parindex._steps import time_limit
from parindex._typing import Lacking, Number
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, record
from parindex.display._text import show, signed
from parindex.display._words import pick, word
from parindex.engine.custom import CustomRules, with_versions
from parindex.engine.plan import Plan
from parindex.engine.ranking import On, Stage, check_how
from parindex.engine.scores import Scores
from parindex.results.comparison import Comparison
from parindex.rubric.difference import Diff, RubricChange
from parindex.rubric.rubric import Rubric, plan_of, titles_by_code


@record
class ReplayStep(NamedTuple):
    """One step from the old rules to the new ones."""

    codes: tuple[str, ...]
    """Nodes whose rules the step changes, by their new codes; empty text for the whole rubric."""
    changes: tuple[RubricChange, ...]
    """The changes of this step."""
    total: Number
    """The change of the sum over all units."""
    units: int
    """The number of units whose figure it changes."""

    def to_text(self, language: str = "vi") -> str:
        """The changes in words."""
        if not self.changes:
            return ", ".join(self.codes)
        return "; ".join(change.to_text(language) for change in self.changes)


class Replay:
    """Old data under new rules; made by `Scores.replay`. Displayed as the table that reconciles the totals."""

    __slots__ = ("_core", "_steps", "comparison", "diff")

    def __init__(
        self,
        core: _core.Replay,
        old: Scores,
        rubric: Rubric,
        on: On,
        stage: Stage,
        custom: CustomRules,
    ) -> None:
        self._core = core
        self.diff = Diff(core.diff, old.plan.rubric, rubric)
        """What changed in the rules."""
        after = Scores(core.after, plan_of(core.after.plan, custom))
        self.comparison = Comparison(core.comparison, old, after, on, stage, self.diff.codes)
        """Old rules against new rules, unit by unit."""
        self._steps = tuple(
            ReplayStep(
                tuple(codes),
                tuple(self.diff.changes[at] for at in changes),
                cast(Number, total),
                units,
            )
            for codes, changes, total, units in core.steps
        )

    @property
    def before(self) -> Scores:
        """The data under the old rules."""
        return self.comparison.before

    @property
    def after(self) -> Scores:
        """The data under the new rules."""
        return self.comparison.after

    @property
    def lacking(self) -> tuple[str, ...]:
        """Columns that the new rubric reads and the data lack."""
        return tuple(self._core.lacking)

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns of the data that the new rubric does not read."""
        return tuple(self._core.unused)

    @property
    def taken(self) -> tuple[str, ...]:
        """Leaves to which the `lacking` policy of the call was applied."""
        return tuple(self._core.taken)

    @property
    def steps(self) -> tuple[ReplayStep, ...]:
        """The steps from the old rules to the new ones, in document order."""
        return Records(self._steps, self.diff.language)

    @property
    def units(self) -> int:
        """Number of units that have a figure under both."""
        return self._core.units

    @property
    def total_before(self) -> Number:
        """The sum of their figures under the old rules."""
        return cast(Number, self._core.total_before)

    @property
    def total_after(self) -> Number:
        """The sum under the new rules: `total_before` and the totals of the steps."""
        return cast(Number, self._core.total_after)

    def effects(self, unit: str) -> list[tuple[ReplayStep, Number]]:
        """The steps that change the figure of a unit, with their effects, which add up to its difference."""
        effects = self._core.effects(self.before._row(unit))
        return [
            (step, effect) for step, effect in zip(self._steps, effects, strict=False) if effect
        ]

    def to_json(self) -> str:
        """The replay as JSON text."""
        return self._core.to_json()

    def to_text(self, *, language: str | None = None) -> str:
        """The table that reconciles the totals: one line per step."""
        return self._grid(language).to_text()

    def to_html(self, *, language: str | None = None) -> str:
        """As `to_text`, as the table that a notebook shows."""
        return self._grid(language).to_html()

    def _grid(self, language: str | None) -> Grid:
        """The totals reconciled: before, one row per step, after."""
        rubric = self.diff.after
        language = language or rubric.language
        editions = dict.fromkeys((self.diff.before.edition, rubric.edition))
        what = word(self.comparison.on, language)
        grid = Grid(
            f"{rubric.title(language)} · {' → '.join(editions)} · {what}",
            [
                Head(word("code", language), text=True),
                Head(word("title", language), text=True, page=True),
                Head(word("change", language), text=True),
                Head(word("units", language)),
                Head(word("sum", language)),
            ],
            language=language,
        )
        total = word("total", language)
        titles = {**titles_by_code(self.diff.before), **titles_by_code(rubric)}
        cells = [total, "", word("old_rules", language), str(self.units), show(self.total_before)]
        grid.rows.append(Row(cells, "strong"))
        for step in self.steps:
            codes = ", ".join(code or total for code in step.codes)
            named = "; ".join(filter(None, (pick(titles.get(c, {}), language) for c in step.codes)))
            words = "; ".join(c.sentence.get(language, c.sentence["en"]) for c in step.changes)
            said = words or word("stand_in", language)
            grid.rows.append(Row([codes, named, said, str(step.units), signed(step.total)]))
        cells = [total, "", word("new_rules", language), str(self.units), show(self.total_after)]
        grid.rows.append(Row(cells, "strong"))
        self._note_columns(grid, language)
        left = len(self.comparison) - self.units
        if left:
            grid.notes.append(word("left_out", language).format(left))
        return grid

    def _effects_grid(self, language: str | None) -> Grid:
        """One row per unit that changes, with the changed rules that cause it."""
        language = language or self.diff.language
        grid = self.comparison._grid(language, len(self.comparison))
        name = [head.name for head in grid.heads].index(word("unit", language))
        grid.heads.append(Head(word("because", language), text=True))
        total = word("total", language)
        rows = []
        for row in grid.rows:
            unit = self.comparison[row.cells[name]]
            effects = self.effects(unit.unit) if unit.difference is not None else []
            because = [
                f"{'+'.join(code or total for code in step.codes)} {signed(effect)}"
                for step, effect in effects
            ]
            row.cells.append(", ".join(because))
            if unit.changed:
                rows.append(row)
        same = len(grid.rows) - len(rows)
        grid.rows = rows
        grid.drop_empty()
        if same:
            grid.notes.append(word("same", language).format(same))
        self._note_columns(grid, language)
        return grid

    def _note_columns(self, grid: Grid, language: str) -> None:
        """Name the columns that rules and data do not share, and the leaves scored by policy."""
        for key, names in (
            ("lacking", self.lacking),
            ("unused", self.unused),
            ("taken", self.taken),
        ):
            if names:
                grid.notes.append(f"{word(key, language)}: {', '.join(names)}")

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


def replay(
    old: Scores,
    plan: Plan,
    codes: Mapping[str, str] | None,
    lacking: Lacking | None,
    on: On,
    stage: Stage,
    cohort: Cohort | None,
    timeout: float | None,
) -> Replay:
    """See `Scores.replay`."""
    check_how(on=on, stage=stage)
    expect(plan, Plan, "plan")
    if lacking is not None:
        one_of(lacking, ("error", "zero", "exclude", "full"), "lacking")
    renamed = copied(codes, "codes")
    with time_limit(timeout):
        core = _core.replay(
            old._core,
            plan.rubric._core,
            codes=renamed,
            lacking=lacking,
            on=on,
            stage=stage,
            custom=with_versions(plan._custom),
            cohort=cohort,
        )
        known = {**(old.plan._custom or {}), **(plan._custom or {})}
        return Replay(core, old, plan.rubric, on, stage, known)
