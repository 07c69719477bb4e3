# SPDX-License-Identifier: MIT
"""``parindex cases``: cases for a person to confirm."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex import testing
from parindex._sentences import Text
from parindex.cli import arguments, messages, options, terminal

SUMMARY = Text(
    "Write a case for every boundary of a rubric, for a person to confirm.",
    "Viết tình huống kiểm thử cho mọi giá trị biên của bộ tiêu chí, để người xác nhận.",
)
FORMATS = ()
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument(
        "--boundaries",
        action="store_true",
        required=True,
        help=Text(
            "at each bound, just below and just above it, and for every branch and policy",
            "tại mỗi giá trị biên, ngay dưới và ngay trên nó, và cho từng nhánh, từng cách xử lý",
        ),
    )


def run(args: Namespace) -> int:
    """Write a case file with a case at every boundary of the rubric; list what the cases do not cover."""
    rubric = arguments.load(args.rubric)
    with terminal.working(messages.LOOKING_FOR_BOUNDARIES()):
        text = testing.boundary_cases(rubric)
    terminal.write_json(text, args.output)
    for item in text.not_reached:
        code = item.code or messages.TOTAL()
        reason = f"{item.exempt + ', ' if item.exempt else ''}{item.reason}"
        said = messages.NOT_REACHED(code, item.kind, item.text, item.pointer, reason)
        terminal.say(terminal.said(said))
    return 0
