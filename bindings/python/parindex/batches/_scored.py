# SPDX-License-Identifier: MIT
"""Scores of a stream of Arrow batches as a stream of Arrow batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from parindex import _core
from parindex._core import Cohort
from parindex._foreign import expect, one_of
from parindex.batches._arrow import arrow, batches_of, table_of
from parindex.batches._issues import issue_table
from parindex.engine.plan import Plan
from parindex.errors import Issue, IssueLog

if TYPE_CHECKING:
    import pyarrow as pa

Numbers = Literal["declared", "float64"]


def schema(plan: Plan, *, numbers: Numbers = "declared", groups: bool = False) -> pa.Schema:
    """The columns of the results of a plan, which do not depend on the data.

    ``unit``, ``group`` if there are groups, ``status``, ``points``, ``max`` and ``index`` of the total,
    its ``class``, and ``<code>.points`` of every field. A node that declares a ranking or classes has
    ``<code>.points`` and ``<code>.class``. There are no ranks and no classes by quota, which need all
    units at once.

    Parameters
    ----------
    plan
        The plan that scores.
    numbers
        ``"declared"``: a figure with a declared rounding is a ``decimal128`` with its digits, any other is
        exact text such as ``"2.5"`` or ``"10/3"``. ``"float64"``: the nearest doubles.
    groups
        Whether the data have groups.
    """
    expect(plan, Plan, "plan")
    one_of(numbers, ("declared", "float64"), "numbers")
    return table_of(_core.empty_part_to_arrow(plan._core, numbers, groups)).schema


def score(
    plan: Plan,
    source: Any,
    *,
    cohort: Cohort | None = None,
    numbers: Numbers = "declared",
    unit: str | None = "unit",
    group: str = "group",
    ranked: str = "ranked",
    allow_missing_columns: bool = False,
    allow_unknown_columns: bool = False,
    on_row_error: Literal["keep", "raise"] = "keep",
    threads: int = 0,
) -> ScoredBatches:
    """Score a stream of Arrow batches in constant memory: batches in, batches out.

    Parameters
    ----------
    plan
        The plan that scores.
    source
        Record batches: an iterator of them, a ``pyarrow.RecordBatchReader``, or anything with
        ``__arrow_c_stream__``. All have the columns of the first.
    cohort
        The units for statistics, from `Plan.cohort` over the same batches; a plan without statistics needs
        none.
    numbers
        As for `schema`.
    unit, group, ranked, allow_missing_columns, allow_unknown_columns, on_row_error, threads
        As for `Plan.score`. Units are unique within a batch; duplicates across batches are not detected.

    Returns
    -------
    ScoredBatches
        An iterator of the results, batch by batch.

    Raises
    ------
    DataError
        Without pyarrow, and as `Plan.score` when the iteration reaches the batch; for a batch with other columns than the
        first.
    """
    expect(plan, Plan, "plan")
    one_of(numbers, ("declared", "float64"), "numbers")
    options = {
        "cohort": cohort,
        "unit": unit,
        "group": group,
        "ranked": ranked,
        "allow_missing_columns": allow_missing_columns,
        "allow_unknown_columns": allow_unknown_columns,
        "on_row_error": on_row_error,
        "threads": threads,
    }
    return ScoredBatches(plan, batches_of(source), numbers, options)


class ScoredBatches:
    """The results of a stream: an iterator of ``pyarrow.RecordBatch``, and an Arrow stream itself.

    Libraries that take ``__arrow_c_stream__`` read it in constant memory. It can be read once.
    """

    __slots__ = ("_groups", "_issues", "_numbers", "_options", "_plan", "_source", "errors", "rows")

    def __init__(
        self,
        plan: Plan,
        source: Iterator[pa.RecordBatch],
        numbers: Numbers,
        options: dict[str, Any],
    ) -> None:
        first = next(source, None)  # its columns say whether there are groups
        self._plan = plan
        self._numbers = numbers
        self._options = options
        self._groups = first is not None and options["group"] in first.schema.names
        self._source = source if first is None else chain([first], source)
        self._issues = IssueLog()
        self.rows = 0
        """The rows that have been scored."""
        self.errors = 0
        """The rows among them with the status ``"error"``."""

    @property
    def schema(self) -> pa.Schema:
        """The columns of the results; see the function `schema`."""
        return schema(self._plan, numbers=self._numbers, groups=self._groups)

    @property
    def kept_issues(self) -> list[Issue]:
        """As `issues`, as a list of `Issue`."""
        return self._issues.all()

    @property
    def issues(self) -> pa.Table:
        """The issues of the rows that have been scored, with the columns of `issue_schema`.

        At most ``px.limits().issues`` are kept; one row with the code ``issues_omitted`` counts the rest by code.
        """
        return issue_table(self.kept_issues)

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        return self

    def __next__(self) -> pa.RecordBatch:
        for batch in self._source:
            if batch.num_rows:
                return self._scored(batch)
        raise StopIteration

    def _scored(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        scores = self._plan.score(batch, part=True, keep="fields", **self._options)
        issues = scores._core.issues
        for issue in issues:
            if issue.code == "issues_omitted":
                self._issues.add_counts(issue)  # one count for all batches
            else:
                self._issues.add(replace(issue, row=issue.row + self.rows) if issue.row else issue)
        self.rows += len(scores)
        table = table_of(_core.part_to_arrow(scores._core, self._numbers, self._groups))
        if issues:
            self.errors += scores.status.count("error")
        return table.to_batches()[0]

    def reader(self) -> pa.RecordBatchReader:
        """The results as a ``pyarrow.RecordBatchReader``, for libraries that need one."""
        return arrow().RecordBatchReader.from_batches(self.schema, self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.reader().__arrow_c_stream__(requested_schema)
