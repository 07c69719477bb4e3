# SPDX-License-Identifier: MIT
"""``parindex rank``: the units in order."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import parindex as px
from parindex._sentences import Text, translated, with_vietnamese
from parindex._steps import read_json
from parindex.cli import arguments, issues, options, tables, terminal
from parindex.cli.numbers import Numbers, numbers_of
from parindex.io import _csv

SUMMARY = Text(
    "Rank the units of a table.",
    "Xếp hạng các đơn vị của một bảng.",
)
FORMATS = ("text", "json", "csv")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)
    options.add_rank_options(parser)
    options.add_csv_options(parser)


def run(args: Namespace) -> int:
    """Print the ranking; 1 if a row has an error and therefore no rank."""
    numbers = numbers_of(args)
    scores = arguments.score(args)
    how = {"on": args.on, "stage": args.stage, "ties": args.ties, "within": args.within}
    try:
        ranking = scores.rank(node=args.node, **how, tie_break=args.tie_break)
    except px.RubricError as error:
        if all(issue.code == "code_unknown" for issue in error.issues):  # of --tie-break
            raise arguments.UsageError(error.text(), error.issues) from None
        raise
    if args.format == "json":
        terminal.write_json(issues.with_notes(ranking.to_json(), scores.notes), args.output)
    else:
        if args.format == "csv":
            terminal.write_data(as_csv(ranking, numbers, guard=args.guard), args.output)
        else:
            terminal.write(as_text(ranking, args), args.output)
        issues.report([*scores.notes, *scores.issues, *ranking.issues])
    return 1 if "error" in scores.status else 0


def as_text(ranking: px.Ranking, args: Namespace) -> str:
    """The ranking as a table; its issues go to the error stream instead of below it."""
    grid = ranking._grid(args.language, len(ranking))
    grid.notes.clear()
    return tables.to_text(grid, args.decimal)


def as_csv(ranking: px.Ranking, numbers: Numbers, *, guard: bool) -> str:
    """One row per unit, in order; numbers are as in the JSON form unless `numbers` says otherwise."""
    heads = ("group", "rank", "label", "unit", "value", "class", "reason")
    entries = with_vietnamese(read_json(ranking.to_json())["entries"])
    rows = (
        {**entry, "value": numbers.written(entry["value"])}
        for entry in translated(entries, terminal.language())
    )
    text = _csv.to_csv(
        heads,
        ([row[name] for name in heads] for row in rows),
        names={*heads} - {"rank", "value"},
        guard=guard,
        delimiter=numbers.delimiter,
    )
    return numbers.marked(text)
