# SPDX-License-Identifier: MIT
"""``parindex report``: the results as a page for a browser and for paper."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, terminal

SUMMARY = Text(
    "Write a report as one HTML page: ranking, fields, audit, method, scorecards.",
    "Lập báo cáo thành một trang HTML: xếp hạng, lĩnh vực, rà soát, phương pháp, phiếu điểm.",
)
FORMATS = ()
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)


def run(args: Namespace) -> int:
    """Write the page; 1 if a row has an error."""
    scores = arguments.score(args)
    with terminal.working(messages.WRITING_THE_REPORT()):
        page = scores.report(language=args.language)
    terminal.write_data(page, args.output)
    issues.report([*scores.notes, *scores.issues])
    return 1 if "error" in scores.status else 0
