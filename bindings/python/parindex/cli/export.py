# SPDX-License-Identifier: MIT
"""``parindex export``: a rubric as a file of another format."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, terminal
from parindex.exchange import to_coinr, to_dmn, to_pmml

SUMMARY = Text(
    "Print a rubric as a PMML scorecard, a DMN decision table or a table of COINr.",
    "In bộ tiêu chí dưới dạng bảng điểm PMML, bảng quyết định DMN hoặc bảng của COINr.",
)
FORMATS = ("text", "json")
OUTPUT = True

_WRITERS = {"pmml": to_pmml, "dmn": to_dmn, "coinr": to_coinr}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    parser.add_argument(
        "--to",
        dest="target",
        choices=[*_WRITERS],
        required=True,
        help=Text("format of the new file", "định dạng của tệp mới"),
    )


def run(args: Namespace) -> int:
    """Print the file; the differences from the rubric go to standard error."""
    rubric = arguments.load(args.rubric, args.weights)
    with terminal.working(messages.WRITING_THE_FILE()):
        found = _WRITERS[args.target](rubric)
    if args.format == "json":
        document = {
            "content": found.content,
            "differences": issues.as_dicts(found.differences),
        }
        terminal.write_json(document, args.output)
        return 0
    terminal.write_data(found.content, args.output)
    issues.report(found.differences)
    return 0
