# SPDX-License-Identifier: MIT
"""``parindex form``: what an agency is asked for, and the table that it fills in."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

import parindex as px
from parindex._display_process import worksheet_grid
from parindex.cli import arguments, tables, terminal
from parindex.cli.arguments import UsageError


def run(args: Namespace) -> int:
    """Print the worksheet of an agency."""
    plan = arguments.load(args.rubric).compile()
    sheet = px.worksheet(plan, args.agency)
    if args.format == "json":
        terminal.write_json(asdict(sheet), args.output)
    elif args.format == "csv":
        if not args.unit or not args.layer:
            raise UsageError(
                "--format csv needs --unit and --layer: a row is one value of one unit"
            )
        language = args.language or plan.rubric.language
        units = arguments.units(args, plan.rubric) or ()
        form = sheet.to_csv(
            units, layer=args.layer, language=language, excel=args.excel, guard=args.guard
        )
        terminal.write_data(form, args.output)
    else:
        grid = worksheet_grid(sheet, args.language or plan.rubric.language)
        terminal.write(tables.to_text(grid), args.output)
    return 0
