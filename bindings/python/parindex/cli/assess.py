# SPDX-License-Identifier: MIT
"""``parindex assess``: results out of observations, layer against layer, and the frozen snapshot."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

import parindex as px
from parindex.cli import arguments, issues, options, tables, terminal
from parindex.cli.score import as_csv, numbers_of
from parindex.io import _csv

SUMMARY = "Score observations: the final result or one layer."
FORMATS = ("text", "json", "csv")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_files(parser)
    parser.add_argument(
        "--layer", type=options.name, metavar="ID", help="the result of this layer alone"
    )
    parser.add_argument(
        "--gap",
        type=options.name,
        metavar="FIRST[:SECOND]",
        help="set a layer against another, or against the final result",
    )
    parser.add_argument("--freeze", metavar="FILE", help="write a snapshot there")
    options.add_text_options(parser)
    options.add_csv_options(parser)


def run(args: Namespace) -> int:
    """Print the result, or what --gap asks for; 1 when a row is in error."""
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
    if args.format == "json":
        terminal.write_json(scores.to_json() + "\n")
    elif args.format == "csv":
        terminal.write_data(as_csv(scores, numbers, guard=args.guard))
    else:
        grid = scores._grid(args.language, len(scores))
        terminal.write(tables.to_text(grid, args.decimal))
    if args.format != "json":
        issues.report(scores.issues)
    return 1 if "error" in scores.status else 0


def write_gap(gap: px.LayerGap, args: Namespace, language: str) -> None:
    """Print the comparison of two layers in the requested format, with exact numbers."""
    if args.format == "json":
        document = asdict(gap)
        del document["titles"], document["language"]  # as the rubric has them
        terminal.write_json(document)
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
        terminal.write_data(numbers.marked(text))
    else:
        grids = gap._grids(language, max(1, len(gap.units), len(gap.components)))
        terminal.write("\n".join(tables.to_text(grid, args.decimal) for grid in grids))
