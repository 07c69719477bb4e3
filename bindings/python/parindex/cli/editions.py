# SPDX-License-Identifier: MIT
"""``parindex editions``: the dated editions of a rubric, or the one in force on a day."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

import parindex as px
from parindex import _core
from parindex.cli import issues, options, tables, terminal

SUMMARY = "List the dated editions of a rubric, or find one."
FORMATS = ("text", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "paths", nargs="+", metavar="FILE", help="rubric files, or one folder of them"
    )
    parser.add_argument(
        "--date", type=options.name, metavar="DATE", help="only the edition in force on this day"
    )
    options.add_text_options(parser)


def run(args: Namespace) -> int:
    """Print the editions in order; with ``--date`` only the one in force."""
    paths = args.paths
    one = len(paths) == 1 and Path(paths[0]).is_dir()
    found = px.Editions.load(paths[0] if one else paths)
    chosen = [found.at(args.date)] if args.date is not None else list(found)
    if args.format == "json":
        document = {
            "id": chosen[0].id,
            "editions": [
                {"edition": rubric.edition, **(rubric.find("") or {}).get("effective", {})}
                for rubric in chosen
            ],
            "issues": issues.as_dicts(found.warnings),
        }
        terminal.write_json(document)
        return 0
    if args.date is not None:
        terminal.write(_core.visible(chosen[0].edition) + "\n")
    else:
        grid = found._grid(args.language)
        grid.notes.clear()
        terminal.write(tables.to_text(grid))
    issues.report(found.warnings)
    return 0
