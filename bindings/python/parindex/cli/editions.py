# SPDX-License-Identifier: MIT
"""``parindex editions``: the dated editions of a rubric, or the one in force on a day."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

import parindex as px
from parindex import _core
from parindex._sentences import Text
from parindex.cli import issues, messages, options, tables, terminal

SUMMARY = Text(
    "List the dated editions of a rubric, or find one.",
    "Liệt kê các phiên bản theo ngày của một bộ tiêu chí, hoặc tìm một phiên bản.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="FILE",
        help=Text(
            "rubric files, or one folder of them",
            "các tệp bộ tiêu chí, hoặc một thư mục chứa chúng",
        ),
    )
    options.add_date(
        parser,
        Text("only the edition in force on this day", "chỉ phiên bản có hiệu lực vào ngày này"),
    )


def run(args: Namespace) -> int:
    """Print the editions in order; with ``--date`` only the one in force."""
    paths = args.paths
    one = len(paths) == 1 and Path(paths[0]).is_dir()
    with terminal.working(messages.READING_THE_RUBRIC()):
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
        terminal.write_json(document, args.output)
        return 0
    if args.date is not None:
        terminal.write(_core.visible(chosen[0].edition) + "\n", args.output)
    else:
        grid = found._grid(args.language)
        grid.notes.clear()
        terminal.write(tables.to_text(grid, args.decimal), args.output)
    issues.report(found.warnings)
    return 0
