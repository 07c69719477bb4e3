# SPDX-License-Identifier: MIT
"""``parindex overlay``: a rubric with the changes of overlays."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

import parindex as px
from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, tables, terminal

SUMMARY = Text(
    "Apply overlays to a rubric and print the result.",
    "Áp dụng các bản điều chỉnh cho bộ tiêu chí và in bộ tiêu chí mới.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument(
        "overlays",
        nargs="+",
        metavar="OVERLAY",
        help=Text(
            "an overlay file; several are applied in this order",
            "tệp bản điều chỉnh; nhiều tệp thì áp dụng theo thứ tự này",
        ),
    )
    parser.add_argument(
        "--changes",
        action="store_true",
        help=Text(
            "print the list of changes instead of the rubric",
            "liệt kê những gì đã đổi thay vì in bộ tiêu chí",
        ),
    )


def run(args: Namespace) -> int:
    """Print the resulting rubric, or with ``--changes`` the list of changes."""
    rubric = arguments.load(args.rubric)
    with terminal.working(messages.READING_THE_RUBRIC()):
        found = px.overlay(rubric, args.overlays)
    if args.format == "json":
        document = {
            "rubric": json.loads(found.rubric.to_json()),
            "changes": [asdict(change) for change in found.changes],
        }
        terminal.write_json(document, args.output)
    elif args.changes:
        terminal.write(tables.to_text(found._grid(args.language), args.decimal), args.output)
    else:
        terminal.write_json(found.rubric.to_json(), args.output)
    issues.report(found.rubric.warnings)
    return 0
