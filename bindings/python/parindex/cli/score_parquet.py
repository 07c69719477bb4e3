# SPDX-License-Identifier: MIT
"""``parindex score`` with a Parquet file as its output."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

import parindex as px
from parindex import _batch_messages, _core
from parindex.cli import arguments, issues, messages, parquet, reading
from parindex.cli.terminal import working


def run(args: Namespace) -> int:
    """Score DATA into a Parquet file; 1 if a row has an error.

    Parquet files are read and scored batch by batch, in constant memory.
    """
    from parindex.batches._parquet import read_parquet, write_parquet
    from parindex.batches._scored import score

    if args.format != "text":
        raise arguments.UsageError(_batch_messages.PARQUET_FILES_WITHOUT_TEXT(args.format))
    path = Path(args.data)
    if not parquet.is_data(path):
        return _write_scores(args)
    if args.units is not None or reading.stated(args) != px.Reading():
        raise arguments.UsageError(_batch_messages.STATEMENTS_ARE_ABOUT_OTHER_FILES())
    plan = arguments.load(args.rubric, args.weights).compile()
    files = read_parquet(path)
    about = {
        "unit": args.unit_column or None,
        "group": args.group_column,
        "ranked": args.ranked_column,
        "allow_missing_columns": args.allow_missing_columns,
        "allow_unknown_columns": args.allow_unknown_columns,
    }
    columns = None
    if args.allow_unknown_columns:
        roles = args.unit_column, args.group_column, args.ranked_column
        columns = {*roles, *(column.name for column in plan.columns)}
    cohort = None
    if plan.statistics:
        with working(messages.COMPUTING_STATISTICS()) as told:
            cohort = plan.cohort(files.batches(columns, told=told), **about)
    with working(messages.SCORING()) as told:
        scored = score(plan, files.batches(columns, told=told), cohort=cohort, **about)
        write_parquet(scored, args.output)
    issues.report(scored.kept_issues)
    return 1 if scored.errors else 0


def _write_scores(args: Namespace) -> int:
    """As `run`, for data of another kind, which are read as a whole."""
    from parindex.batches._arrow import table_of
    from parindex.batches._parquet import write_parquet

    scores = arguments.score(args, lambda _: "fields")
    groups = scores.groups is not None
    results: Any = table_of(_core.part_to_arrow(scores._core, "declared", groups))
    write_parquet(results.to_reader(), args.output)
    issues.report([*scores.notes, *scores.issues])
    return 1 if "error" in scores.status else 0
