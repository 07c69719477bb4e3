# SPDX-License-Identifier: MIT
"""``parindex replay``: old data under new rules, with the totals reconciled."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex._sentences import Text
from parindex.cli import diff, issues, options, tables, terminal

SUMMARY = Text(
    "Score old data under new rules and reconcile the totals.",
    "Chấm số liệu cũ theo quy định mới và đối chiếu tổng điểm.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_two_rubrics(parser)
    options.add_weights(parser, both=True)
    options.add_data(parser)
    options.add_change_options(parser)


def run(args: Namespace) -> int:
    """Print the table that reconciles the totals, and the units; 1 if a row has an error."""
    found = diff.replay(args)
    if args.format == "json":
        terminal.write_json(found.to_json() + "\n", args.output)
    else:
        totals = tables.to_text(found._grid(args.language), args.decimal)
        grid = found.comparison._grid(args.language, len(found.comparison))
        terminal.write(totals + "\n" + tables.to_text(grid, args.decimal), args.output)
        issues.report(found.after.issues)
    return int("error" in found.before.status or "error" in found.after.status)
