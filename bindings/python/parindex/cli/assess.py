# SPDX-License-Identifier: MIT
"""``parindex assess``: results from observations, the comparison of layers, and the frozen snapshot."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

import parindex as px
from parindex._sentences import Text
from parindex.cli import arguments, issues, options, tables, terminal
from parindex.cli.numbers import numbers_of
from parindex.cli.score import write_results
from parindex.io import _csv

SUMMARY = Text(
    "Score observations: the final result or one layer.",
    "Chấm điểm theo các lần ghi nhận: kết quả cuối cùng hoặc một bước chấm.",
)
FORMATS = ("text", "json", "csv")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_files(parser)
    options.add_layer(
        parser, Text("the result of this layer alone", "chỉ kết quả của bước chấm này")
    )
    parser.add_argument(
        "--gap",
        type=options.name,
        metavar="FIRST[:SECOND]",
        help=Text(
            "compare a layer with another one, or with the final result",
            "so một bước chấm với bước khác, hoặc với kết quả cuối cùng",
        ),
    )
    parser.add_argument(
        "--freeze",
        metavar="FILE",
        help=Text("write a snapshot to this file", "ghi một bản chốt vào tệp này"),
    )
    options.add_csv_options(parser)


def run(args: Namespace) -> int:
    """Print the result, or the comparison of --gap; 1 if a row has an error."""
    numbers = numbers_of(args)
    assessment = arguments.assess(args)
    issues.report(() if args.format == "json" else assessment.warnings)
    if args.freeze is not None:
        assessment.freeze().save(args.freeze)
    if args.gap is not None:
        first, _, second = args.gap.partition(":")
        gap = assessment.gap(first, second or None)
        write_gap(gap, args, args.language or assessment.plan.rubric.language)
        return 0
    scores = assessment.score(args.layer)
    write_results(scores, numbers, args)
    if args.format != "json":
        issues.report([*scores.notes, *scores.issues])
    return 1 if "error" in scores.status else 0


def write_gap(gap: px.LayerGap, args: Namespace, language: str) -> None:
    """Print the comparison of two layers in the requested format, with exact numbers."""
    if args.format == "json":
        document = asdict(gap)
        del document["titles"], document["language"]  # the rubric already has them
        terminal.write_json(document, args.output)
    elif args.format == "csv":
        heads = ("unit", "code", "first", "second", "gap")
        numbers = numbers_of(args)
        rows = (
            [
                cell.unit,
                cell.code,
                *(numbers.written(str(asdict(cell)[head])) for head in heads[2:]),
            ]
            for cell in gap.cells
        )
        text = _csv.to_csv(
            heads, rows, names=heads[:2], guard=args.guard, delimiter=numbers.delimiter
        )
        terminal.write_data(numbers.marked(text), args.output)
    else:
        grids = gap._grids(language, max(1, len(gap.units), len(gap.components)))
        shown = "\n".join(tables.to_text(grid, args.decimal) for grid in grids)
        terminal.write(shown, args.output)
