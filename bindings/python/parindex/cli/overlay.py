# SPDX-License-Identifier: MIT
"""``parindex overlay``: a rubric with the changes of overlays."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

import parindex as px
from parindex.cli import arguments, issues, options, tables, terminal

SUMMARY = "Apply overlays to a rubric and print the result."
FORMATS = ("text", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument("overlays", nargs="+", metavar="OVERLAY", help="an overlay file, in order")
    parser.add_argument(
        "--changes", action="store_true", help="list what was changed instead of the rubric"
    )
    parser.add_argument(
        "--output", metavar="FILE", help="write the rubric there instead of to standard output"
    )
    options.add_text_options(parser)


def run(args: Namespace) -> int:
    """Print the rubric that results, or with ``--changes`` what was changed."""
    found = px.overlay(arguments.load(args.rubric), args.overlays)
    if args.format == "json":
        document = {
            "rubric": json.loads(found.rubric.to_json()),
            "changes": [asdict(change) for change in found.changes],
        }
        terminal.write_json(document, args.output)
    elif args.changes:
        terminal.write(tables.to_text(found._grid(args.language)), args.output)
    else:
        terminal.write_json(found.rubric.to_json(), args.output)
    issues.report(found.rubric.warnings)
    return 0
