# SPDX-License-Identifier: MIT
"""``parindex form``: what an agency is asked for, and the table that it fills in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

import parindex as px
from parindex import _messages
from parindex.cli import arguments, options, tables, terminal
from parindex.cli.arguments import UsageError

SUMMARY = "Show what an agency is asked for."
FORMATS = ("text", "json", "csv")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument(
        "--agency", required=True, type=options.name, metavar="ID", help="id of the agency"
    )
    parser.add_argument(
        "--layer", type=options.name, metavar="ID", help="layer that a csv form is for"
    )
    options.add_units(parser, "unit that a csv form is for; may be given several times")
    parser.add_argument(
        "--excel", action="store_true", help="a csv form that a spreadsheet opens without harm"
    )
    parser.add_argument("--output", metavar="FILE", help="write the form there")


def run(args: Namespace) -> int:
    """Print the worksheet of an agency."""
    plan = arguments.load(args.rubric).compile()
    sheet = px.worksheet(plan, args.agency)
    if args.format == "json":
        terminal.write_json(asdict(sheet), args.output)
    elif args.format == "csv":
        if not args.unit or not args.layer:
            raise UsageError(_messages.FORMAT_CSV_NEEDS_UNIT_AND_LAYER_A_ROW_IS())
        language = args.language or plan.rubric.language
        units = arguments.units(args, plan.rubric) or ()
        form = sheet.to_csv(
            units, layer=args.layer, language=language, excel=args.excel, guard=args.guard
        )
        terminal.write_data(form, args.output)
    else:
        grid = sheet._grid(args.language or plan.rubric.language)
        terminal.write(tables.to_text(grid), args.output)
    return 0
