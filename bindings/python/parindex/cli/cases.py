# SPDX-License-Identifier: MIT
"""``parindex cases``: cases for a person to confirm."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex import _messages, testing
from parindex.cli import arguments, options, terminal

SUMMARY = "Write a case for every boundary of a rubric, for a person to confirm."
FORMATS = ()


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument(
        "--boundaries",
        action="store_true",
        required=True,
        help="at each bound, just below and just above it, and for every branch and policy",
    )
    parser.add_argument("--output", metavar="FILE", help="write the case file there")


def run(args: Namespace) -> int:
    """Write a case file with a case at every boundary of the rubric; say what none of them shows."""
    rubric = arguments.load(args.rubric)
    with terminal.working(_messages.LOOKING_FOR_BOUNDARIES()):
        text = testing.boundary_cases(rubric)
    terminal.write_json(text, args.output)
    for item in text.not_reached:
        code = item.code or _messages.TOTAL()
        reason = f"{item.exempt + ', ' if item.exempt else ''}{item.reason}"
        said = _messages.NOT_REACHED(code, item.kind, item.text, item.pointer, reason)
        terminal.say(terminal.said(said))
    return 0
