# SPDX-License-Identifier: MIT
"""``parindex scorecard``: the result of one unit as a page for a browser and a sheet of paper."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, report, terminal

SUMMARY = Text(
    "Write the scorecard of a unit as one HTML page, or as PDF or Excel by the ending of --output (.pdf, .xlsx): "
    "fields, losses and why, nearest gains.",
    "Lập phiếu điểm của một đơn vị thành một trang HTML, hoặc PDF, Excel theo đuôi tệp của --output (.pdf, .xlsx): "
    "lĩnh vực, điểm mất và lý do, thay đổi gần nhất để thêm điểm.",
)
FORMATS = ()
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)
    parser.add_argument(
        "unit",
        type=options.name,
        metavar="UNIT",
        help=Text("name of the unit", "tên đơn vị"),
    )
    report.add_before(parser)


def run(args: Namespace) -> int:
    """Write the page; 1 if the unit has an error."""
    scores = arguments.score(args)
    before = report.earlier(args)
    with terminal.working(messages.WRITING_THE_SCORECARD()):
        page = scores.scorecard(args.unit, args.output, before=before, language=args.language)
    if page is not None:
        terminal.write_data(page)
    issues.report(scores.notes)
    return 1 if scores[args.unit].status == "error" else 0
