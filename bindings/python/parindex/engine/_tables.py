# SPDX-License-Identifier: MIT
"""What the engine makes of a table of any kind: scores, a prepared table, or a cohort."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from parindex import _core, _messages
from parindex._core import Cohort
from parindex._foreign import expect, shown
from parindex._typing import Data
from parindex.errors import DataError, Error, Issue
from parindex.io._table import arrow_capsules, is_frame, read_table, reading_data

if TYPE_CHECKING:
    from parindex.engine.plan import Plan
    from parindex.engine.prepared import PreparedTable
    from parindex.io._grid import Sheet
    from parindex.io._reading import Reading

T = TypeVar("T")
Roles = tuple[str, str]
"""The names of the columns of groups and of whether a unit is ranked."""

_MOST_COHORTS = 64  # of batches, that are merged at once
_MOST_THREADS = 1 << 16  # more threads are never useful


def thread_count(threads: int) -> int:
    """An argument `threads` as the engine takes it. Raises Error and TypeError for another value."""
    if expect(threads, int, "threads") < 0:
        raise Error(_messages.THREADS_MUST_BE_0_OR_MORE_NOT(shown(threads)))
    return min(threads, _MOST_THREADS)


def scores_of(
    plan: Plan,
    data: Data,
    unit: str | None,
    roles: Roles,
    options: _core.ScoreOptions,
    reading: Reading | None,
) -> tuple[_core.Scores, Sheet | None, str | None]:
    """Scores of a table, its sheet if it is a file, and its column of units. Raises DataError."""
    ways = _core.check_score_arrow, _core.check_score
    return _read(plan, data, *ways, unit, roles, options, reading)


def prepared_of(
    plan: Plan,
    data: Data,
    unit: str | None,
    roles: Roles,
    options: _core.ScoreOptions,
    reading: Reading | None,
) -> tuple[_core.PreparedTable, Sheet | None, str | None]:
    """A prepared table, its sheet if it is a file, and its column of units. Raises DataError."""
    ways = _core.check_prepare_arrow, _core.check_prepare
    return _read(plan, data, *ways, unit, roles, options, reading)


def scores_of_prepared(
    plan: Plan, table: PreparedTable, given: tuple[object, ...], options: _core.ScoreOptions
) -> tuple[_core.Scores, Sheet | None, str | None]:
    """Scores of a prepared table, as `scores_of`. Raises Error for what only `Plan.prepare` can be given."""
    if given != ("unit", "group", "ranked", None, False, False):
        raise Error(_messages.GIVE_TO_PREPARE())
    made, issues = _core.score_prepared(plan._core, table._core, options)
    if made is None:
        raise DataError(_messages.THE_TABLE_CANNOT_BE_SCORED(), issues)
    return made, table._sheet, table._unit


def cohort_of(
    plan: Plan,
    batches: Iterable[Data],
    unit: str | None,
    roles: Roles,
    allowed: tuple[bool, bool],
) -> Cohort | None:
    """The units of all tables; None for no tables. `allowed`: missing columns, unknown ones. Raises DataError."""
    options = _core.score_options(
        allow_missing_columns=allowed[0],
        allow_unknown_columns=allowed[1],
        keep="total",
        threads=1,
        cohort=None,
        part=True,
    )
    ways = _core.check_cohort_arrow, _core.check_cohort
    found: list[Cohort] = []
    for batch in batches:
        cohort, *_ = _read(plan, batch, *ways, unit, roles, options)
        found.append(cohort)
        if len(found) == _MOST_COHORTS:
            found = [Cohort.merge(found)]
    return Cohort.merge(found) if found else None


def _read(
    plan: Plan,
    data: Data,
    of_arrow: Callable[..., tuple[T | None, Sequence[Issue]]],
    of_columns: Callable[..., tuple[T | None, Sequence[Issue]]],
    unit: str | None,
    roles: Roles,
    options: _core.ScoreOptions,
    reading: Reading | None = None,
) -> tuple[T, Sheet | None, str | None]:
    """What one of the functions makes of a table, its sheet if it is a file, and its column of units."""
    sheet = None
    with reading_data():
        framed = is_frame(data)
        capsules = None if framed else arrow_capsules(data)
    about: dict[str, Any] = {"group": roles[0], "ranked": roles[1], "options": options}
    if capsules is not None:
        made, issues = of_arrow(plan._core, capsules[0], unit=unit, **about)
    else:
        with reading_data():
            if isinstance(data, str | os.PathLike | bytes):
                # Imported here: most programs read no files, and importing parindex should stay fast.
                from parindex.engine._inputs import read_sheet

                sheet = read_sheet(plan, data, reading, unit, roles)
                columns = [*zip(sheet.heads, sheet.columns, strict=True)]
            else:
                names, known = plan._names, plan._known
                columns, unit = read_table(data, names=names, known=known, unit=unit, roles=roles)
        made, issues = of_columns(plan._core, columns, unit=unit, nan_missing=framed, **about)
    if made is None:
        if sheet is not None:
            from parindex.io._hints import explained

            issues = explained(issues, sheet, plan._names, unit)
        raise DataError(_messages.THE_TABLE_CANNOT_BE_SCORED(), issues)
    if sheet is not None:
        columns.clear()
    return made, sheet, unit
