# SPDX-License-Identifier: MIT
"""``parindex score``: points, index and rank of every unit."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

import parindex as px
from parindex._sentences import Text
from parindex._steps import read_json
from parindex._tree import walk
from parindex.cli import arguments, issues, options, parquet, score_parquet, tables, terminal
from parindex.cli.numbers import Numbers, numbers_of
from parindex.engine.plan import Keep

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
    """Print the results; 1 if a row has an error."""
    if parquet.is_output(args):
        return score_parquet.run(args)
    numbers = numbers_of(args)
    scores = arguments.score(args) if args.format == "text" else arguments.score(args, _kept)
    write_results(scores, numbers, args)
    if args.format != "json":
        # JSON contains the issues in the results of their units; here they would break the table.
        issues.report([*scores.notes, *scores.issues])
    return 1 if "error" in scores.status else 0


def _kept(plan: px.Plan) -> Keep:
    """What is stored for JSON and CSV, whose writers compute the other results again, block by block.

    Ranks and classes compare their figures over all units, so these are stored.
    """
    document = read_json(plan.rubric._resolved())
    compared = any(node.keys() & {"ranking", "classes"} for node in walk(document))
    return "all" if compared or document.get("ranking", {}).get("tie_break") else "total"


def write_results(scores: px.Scores, numbers: Numbers, args: Namespace) -> None:
    """Write the results in the requested format; JSON and CSV as a stream, some units at a time.

    CSV has one row per unit: the total, then points, maximum and index of every node. Numbers are written as in
    the JSON form unless `numbers` says otherwise; a missing number is an empty cell.
    """
    if args.format == "text":
        shown = tables.to_text(scores._grid(args.language, len(scores)), args.decimal)
        terminal.write(shown, args.output)
        return
    ranking = scores._declared_ranking()
    core = None if ranking is None else ranking._core

    def as_json(take: Callable[[bytes], object]) -> None:
        last = b""

        def hold(piece: bytes) -> None:
            nonlocal last
            take(last)
            last = bytes(piece)

        scores._core.write_json(core, hold)
        take(last.rstrip().removesuffix(b"}") + issues.notes_end(scores.notes).encode())

    def as_csv(take: Callable[[bytes], object]) -> None:
        take(numbers.marked("").encode())
        scores._core.write_csv(
            core,
            delimiter=numbers.delimiter,
            decimal=numbers.decimal,
            rounding=numbers.rounding,
            guard=args.guard,
            excel=numbers.excel,
            take=take,
        )

    if args.format == "json":
        terminal.write_stream(as_json, args.output)
    else:
        terminal.write_stream(as_csv, args.output, data=True)
