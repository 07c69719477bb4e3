# SPDX-License-Identifier: MIT
"""``parindex score``: points, index and rank of every unit."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import parindex as px
from parindex._sentences import Text
from parindex._steps import read_json
from parindex.cli import arguments, issues, options, tables, terminal
from parindex.cli.numbers import Numbers, numbers_of
from parindex.io import _csv

FIGURES = ("points", "max", "index")

SUMMARY = Text(
    "Score every unit of a table.",
    "Chấm điểm mọi đơn vị của một bảng.",
)
FORMATS = ("text", "json", "csv")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)
    options.add_csv_options(parser)


def run(args: Namespace) -> int:
    """Print the results; 1 when a row is in error."""
    numbers = numbers_of(args)
    scores = arguments.score(args)
    if args.format == "json":
        terminal.write_json(issues.with_notes(scores.to_json(), scores.notes), args.output)
    else:
        if args.format == "csv":
            terminal.write_data(as_csv(scores, numbers, guard=args.guard), args.output)
        else:
            shown = tables.to_text(scores._grid(args.language, len(scores)), args.decimal)
            terminal.write(shown, args.output)
        # In JSON the issues are in the results of their units; here they would spoil the table.
        issues.report([*scores.notes, *scores.issues])
    return 1 if "error" in scores.status else 0


def as_csv(scores: px.Scores, numbers: Numbers, *, guard: bool) -> str:
    """One row per unit: the total, then points, maximum and index of every node.

    Numbers are written as in the JSON form unless `numbers` says otherwise; a missing number is an empty cell.
    """
    # From the JSON text, where numbers are written out already.
    units = read_json(scores.to_json())["units"]
    head = ("unit", "group", "status", "rank", "class")
    codes = scores.plan.codes
    text = _csv.to_csv(
        [*head, *FIGURES, *(f"{code}.{figure}" for code in codes for figure in FIGURES)],
        (
            [
                *(unit[name] for name in head),
                *(numbers.written(unit[figure]) for figure in FIGURES),
                *(
                    numbers.written(unit["nodes"][code][figure])
                    for code in codes
                    for figure in FIGURES
                ),
            ]
            for unit in units
        ),
        names=head,
        guard=guard,
        delimiter=numbers.delimiter,
    )
    return numbers.marked(text)
