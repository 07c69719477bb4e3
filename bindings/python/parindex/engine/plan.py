# SPDX-License-Identifier: MIT
"""Plans: rubrics compiled for scoring."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from parindex import _core, _messages
from parindex._core import Cohort
from parindex._foreign import expect, one_of
from parindex._immutable import Immutable
from parindex._sentences import Text
from parindex._steps import time_limit
from parindex._typing import Data
from parindex.display._grid import Grid, Head, Row
from parindex.display._kinds import type_title
from parindex.display._shown import Records, Shown, record
from parindex.display._words import pick, word
from parindex.engine._tables import cohort_of, scores_of, scores_of_prepared, thread_count
from parindex.engine._trials import Trials
from parindex.engine.custom import CustomRules
from parindex.engine.prepared import PreparedTable, Preparing
from parindex.engine.scores import Scores
from parindex.errors import DataError, Issue
from parindex.io._table import role_name

if TYPE_CHECKING:
    from parindex.engine.scorer import Scorer
    from parindex.io._grid import Sheet
    from parindex.io._reading import Reading
    from parindex.rubric.rubric import Rubric

_END = object()

Keep = Literal["all", "fields", "total"]
ColumnType = Literal["number", "count", "boolean", "choice", "date"]


@record
class PlanColumn(NamedTuple):
    """A data column that a plan reads."""

    name: str
    """Name of the data column."""
    code: str
    """Code of its leaf."""
    input: str
    """Name of the input in its leaf."""
    type: ColumnType


@record
class Lane(NamedTuple):
    """How the batch engine scores a node."""

    code: str
    """Code of the node; empty for the total."""
    lane: Literal["fixed", "table", "exact"]
    """``"fixed"``: whole numbers stored in doubles, vectorised; ``"table"``: the same, looked up by the
    values of the leaf; ``"exact"``: rational numbers."""
    reason: str
    """Why the node is not in the fixed lane; empty if it is."""


@record
@dataclass(frozen=True, slots=True)
class TerminatingFigures:
    """Which figures of a node have a finite decimal expansion, proven for all data.

    A figure that is True here is a Decimal in every row; the others are ExactFraction in every row.
    """

    code: str
    """Code of the node; empty for the total."""
    points: bool
    max: bool
    index: bool
    exact: bool
    """Points before the rounding of the node."""
    index_exact: bool
    """Index before the rounding of indices."""
    quantity: bool
    """For a leaf: the quantity of its rule, in a trace."""


@record
class PlanStatistic(NamedTuple):
    """A statistic over other units that a leaf uses, computed before rows are scored."""

    code: str
    """Code of the leaf."""
    statistic: str
    """``"mean"``, ``"median"``, ``"min"``, ``"max"``, ``"sum"``, ``"count"``, ``"rank"`` or
    ``"percentile"``."""
    within: Literal["all", "group"]
    text: str
    """In words: ``mean(value over all units)``."""


class Plan(Immutable, Shown, Preparing, Trials):
    """A rubric prepared for scoring. Immutable; threads may share one.

    Notebooks display it as the columns that data must have. It pickles as canonical JSON, together with
    its custom rules if these can be pickled.
    """

    __slots__ = ("_core", "_custom", "_known", "_names", "_rubric")

    def __init__(self, core: _core.Plan, rubric: Rubric, custom: CustomRules | None = None) -> None:
        self._core = core
        self._rubric = rubric
        self._custom = custom
        self._names = tuple(name for name, *_ in core.columns)
        self._known = frozenset(self._names)

    @property
    def rubric(self) -> Rubric:
        """The rubric that was compiled."""
        return self._rubric

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all nodes in document order."""
        return tuple(self._core.codes[1:])

    @property
    def columns(self) -> tuple[PlanColumn, ...]:
        """The data columns that a table must have, in document order."""
        columns = (PlanColumn(n, c, i, cast(ColumnType, t)) for n, c, i, t in self._core.columns)
        return Records(columns, self.rubric.language)

    @property
    def fingerprint(self) -> str:
        """``sha256:`` and 64 digits over the rubric and the engine version.

        Equal fingerprints and equal data give equal results.
        """
        return self._core.fingerprint

    def score(
        self,
        data: Data | PreparedTable,
        *,
        unit: str | None = "unit",
        group: str = "group",
        ranked: str = "ranked",
        allow_missing_columns: bool = False,
        allow_unknown_columns: bool = False,
        on_row_error: Literal["keep", "raise"] = "keep",
        reading: Reading | None = None,
        units: Iterable[str] | str | os.PathLike[str] | None = None,
        keep: Keep = "all",
        threads: int = 0,
        cohort: Cohort | None = None,
        part: bool = False,
        timeout: float | None = None,
    ) -> Scores:
        """Score one unit or many.

        Parameters
        ----------
        data
            A table from `prepare`, or a dictionary of values (one unit, called "unit" unless it says otherwise), a list of
            such dictionaries, a dictionary of lists or NumPy arrays (columns), a file (``.csv``,
            ``.tsv``, ``.txt``, ``.json``, ``.jsonl``, ``.xlsx``, ``.xlsm``) by its path or as bytes,
            ``"-"`` for the standard input, a pandas DataFrame, a NumPy matrix of shape (units,
            columns) in the order of `columns`, or anything with ``__arrow_c_stream__`` or
            ``__arrow_c_array__``: polars and pyarrow tables, DuckDB relations. Arrow and NumPy
            columns are read in place. None, empty text, an empty CSV field, an Arrow null
            and, in a pandas DataFrame, NaN, NaT and NA are missing values; elsewhere NaN is an
            error of its row. Text is taken in Unicode normal form C; values in Arrow columns are
            compared as they are.
        unit
            Column with the name of each unit: unique and not empty. In a DataFrame the index may
            have this name instead. None: units are named by row number, from "1", as in a matrix,
            which has no names.
        group
            Column with the group of each unit; optional.
        ranked
            Column with yes or no, whether the unit takes part in a ranking; optional.
        allow_missing_columns
            True: a column that the table lacks has missing values. False: it is an issue.
        allow_unknown_columns
            True: columns that the rubric does not read are ignored. False: they are an issue.
        on_row_error
            ``"keep"``: a row with a bad value gets the status ``"error"``. ``"raise"``: raise.
        reading
            What is stated about a file: decimal sign, order of dates, sheet, column map and more. None:
            nothing is; a text that can be read in more than one way is then an issue.
        units
            The units that the table must have, no more and no fewer, in any order: their names, or
            the path of a text file in UTF-8 with a name on each line. None: for a file those that the
            rubric lists, if it does; else any.
        keep
            Nodes whose results are stored: ``"all"``, ``"fields"`` (and the total) or
            ``"total"``. The others are computed again on request, with the same digits.
        threads
            Number of threads, 0 for one per processor. No result depends on it.
        cohort
            The units for statistics, from `Scores.cohort` of a whole table; by default the units of the
            table itself, if it has more than one.
        part
            True: the table has only part of the units, and no statistic is computed from it.
        timeout
            Seconds after which the call ends with StoppedError; None: no limit.

        Raises
        ------
        DataError
            When the table cannot be scored as a whole, its units are not those of `units`, or for ``on_row_error="raise"`` when a value
            is bad; with every issue in `issues`. An exception that the code of a value raises is an
            issue of its cell, `value_type`; one of the container is `table_malformed`. MemoryError
            and KeyboardInterrupt pass through.
        StoppedError
            When `timeout` expires; nothing is returned, and all arguments can be used again.
        Error
            For an unknown option value.
        TypeError
            For an argument of another type, and for an object that is not data.
        """
        one_of(on_row_error, ("keep", "raise"), "on_row_error")
        one_of(keep, ("all", "fields", "total"), "keep")
        expect(allow_missing_columns, bool, "allow_missing_columns")
        expect(allow_unknown_columns, bool, "allow_unknown_columns")
        options = _core.score_options(
            allow_missing_columns=allow_missing_columns,
            allow_unknown_columns=allow_unknown_columns,
            keep=keep,
            threads=thread_count(threads),
            cohort=cohort,
            part=part,
        )
        named = None if unit is None else role_name(unit)
        roles = role_name(group), role_name(ranked)
        wanted = None
        if reading is not None or units is not None:
            from parindex.engine._inputs import checked_statements

            wanted = checked_statements(reading, units)
        with time_limit(timeout):
            if type(data) is PreparedTable:
                given = unit, group, ranked, reading, allow_missing_columns, allow_unknown_columns
                core, sheet, named = scores_of_prepared(self, data, given, options)
            else:
                core, sheet, named = scores_of(self, data, named, roles, options, reading)
            scores = self._scores(core, sheet, named, wanted, part)
        if on_row_error == "raise" and any(i.severity == "error" for i in core.issues):
            raise DataError(_messages.ROWS_OF_THE_TABLE_ARE_IN_ERROR(), scores.issues)
        return scores

    def scorer(
        self, *, allow_missing_columns: bool = False, allow_unknown_columns: bool = False
    ) -> Scorer:
        """A scorer of single units, which gives their totals in microseconds; `score` gives every node.

        Parameters
        ----------
        allow_missing_columns, allow_unknown_columns
            As for `score`.
        """
        from parindex.engine.scorer import Scorer

        return Scorer(
            self,
            expect(allow_missing_columns, bool, "allow_missing_columns"),
            expect(allow_unknown_columns, bool, "allow_unknown_columns"),
        )

    def _scores(
        self,
        core: _core.Scores,
        sheet: Sheet | None,
        unit: str | None,
        wanted: list[str] | None,
        part: bool,
    ) -> Scores:
        """Scores with the notes of their table. Raises DataError if the units are not the expected ones.

        The list in the rubric is about files; a file with a `part` of the units may lack some.
        """
        # The search for suspicious values begins on request: most programs never request it.
        suspect = partial(suspicions, sheet and sheet.places_alone(), unit)
        if sheet is None and wanted is None:
            return Scores(core, self, suspect=suspect)
        from parindex.engine._inputs import notes_of, other_units, stated_units
        from parindex.io._hints import placed

        names = core.units()
        listed = stated_units(self) if wanted is None else wanted
        wrong = [] if listed is None else other_units(names, listed, sheet, unit)
        if part and wanted is None:
            wrong = [issue for issue in wrong if issue.code != "unit_absent"]
        if wrong:
            raise DataError(_messages.THE_TABLE_CANNOT_BE_SCORED(), wrong)
        if sheet is None:
            return Scores(core, self, suspect=suspect)
        notes = notes_of(self, sheet, names, unit)
        issues = placed(core.issues, sheet) if core.issues else None
        return Scores(core, self, notes, issues, suspect)

    def score_batches(
        self, batches: Iterable[Data], *, timeout: float | None = None, **options: Any
    ) -> Iterator[Scores]:
        """Score a stream of tables one by one, in constant memory.

        Exceptions that `batches` raises pass through unchanged.

        Parameters
        ----------
        batches
            Tables of any kind that `score` takes, such as ``pyarrow.RecordBatchReader``.
        timeout
            Seconds for the whole stream, from the request of the first batch; None: no
            limit.
        options
            As for `score`.

        Yields
        ------
        Scores
            For each batch. Units are unique within a batch; duplicates across batches are not detected.

        Raises
        ------
        DataError
            As `score` does, when the iteration reaches the batch.
        StoppedError
            When `timeout` expires.
        """
        limit = time_limit(timeout)
        stream = iter(batches)
        while True:
            with limit:  # not around `yield`: the caller's own work is not limited
                batch = next(stream, _END)
                if batch is _END:
                    return
                scored = [self.score(cast(Data, batch), **{"part": True, **options})]
                del batch  # releases the batch before the next one is made
            yield scored.pop()

    def cohort(
        self,
        batches: Iterable[Data],
        *,
        unit: str | None = "unit",
        group: str = "group",
        ranked: str = "ranked",
        allow_missing_columns: bool = False,
        allow_unknown_columns: bool = False,
        timeout: float | None = None,
    ) -> Cohort | None:
        """The units of a stream of tables as a cohort, without their scores.

        It equals `Scores.cohort` of one table with all units, whatever the tables and their order. Memory
        grows with the number of different values, not of units. `Cohort.merge` joins cohorts.

        Parameters
        ----------
        batches
            Tables of any kind that `score` takes; each unit is in one of them.
        unit, group, ranked, allow_missing_columns, allow_unknown_columns
            As for `score`.
        timeout
            Seconds for the whole stream; None: no limit.

        Returns
        -------
        Cohort or None
            None if the plan has no statistics, and for no tables; then no table is read.

        Raises
        ------
        DataError, StoppedError
            As `score` does.
        """
        if not self._core.statistics():
            return None
        named = None if unit is None else role_name(unit)
        roles = role_name(group), role_name(ranked)
        allowed = (
            expect(allow_missing_columns, bool, "allow_missing_columns"),
            expect(allow_unknown_columns, bool, "allow_unknown_columns"),
        )
        with time_limit(timeout):
            return cohort_of(self, batches, named, roles, allowed)

    @property
    def statistics(self) -> tuple[PlanStatistic, ...]:
        """The statistics over other units that leaves use, in document order."""
        asked = (
            PlanStatistic(code, statistic, cast(Literal["all", "group"], within), text)
            for code, statistic, within, text in self._core.statistics()
        )
        return Records(asked, self.rubric.language)

    @property
    def terminating(self) -> tuple[TerminatingFigures, ...]:
        """For each node, the total first: which figures are Decimal for all data."""
        figures = (TerminatingFigures(*row) for row in self._core.terminating())
        return Records(figures, self.rubric.language)

    def lanes(self) -> list[Lane]:
        """How the batch engine scores each node, the total first, and why."""
        return [
            Lane(code, cast(Literal["fixed", "table", "exact"], lane), Text.of(reason, vi))
            for code, lane, reason, vi in self._core.lanes()
        ]

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """One row per data column: its name, the leaf with its title, the input, its allowed values."""
        rubric = self.rubric
        language = language or rubric.language
        keys = ("column", "code", "title", "input", "type")
        counts = f"{word('nodes', language)}: {len(self.codes)}"
        grid = Grid(
            f"{rubric.title(language)} · {rubric.edition} · {counts}",
            [Head(word(key, language), text=True) for key in keys],
            language=language,
        )
        columns = self.columns
        nodes = rubric._nodes()
        for name, code, given, kind in columns[:max_rows]:
            node = nodes[code]
            inputs = {item["name"]: item for item in node.get("inputs", ())}
            asked = pick(inputs.get(given, {}).get("title", {}), language) or given
            title = pick(node.get("title", {}), language)
            what = "" if asked in ("value", title) else asked
            grid.rows.append(Row([name, code, title, what, type_title(kind, language)]))
        grid.drop_empty()
        grid.note_rest(len(columns) - max_rows, language)
        grid.notes.append(f"{word('fingerprint', language)}: {self.fingerprint}")
        return [grid]

    def __eq__(self, other: object) -> bool:
        return self.fingerprint == other.fingerprint if isinstance(other, Plan) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __reduce__(self) -> tuple[Callable[..., Plan], tuple[Rubric, CustomRules | None]]:
        return _restore, (self.rubric, self._custom)

    def __repr__(self) -> str:
        rubric = self.rubric
        return (
            f"<Plan of {rubric.id!r}, edition {rubric.edition!r}: {len(self.codes)} nodes, "
            f"{len(self.columns)} columns, {self.fingerprint[:19]}>"
        )


def suspicions(
    sheet: Sheet | None, unit: str | None, scores: Scores, *, observed: bool = False
) -> list[Issue]:
    """Warnings about what was scored; see `suspicions_of`."""
    from parindex.engine._suspicion import suspicions_of

    return suspicions_of(scores._core, scores.plan, sheet, unit, observed=observed)


def _restore(rubric: Rubric, custom: CustomRules | None) -> Plan:
    return rubric.compile(custom=custom)
