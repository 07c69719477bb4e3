# SPDX-License-Identifier: MIT
"""``parindex workbook``: the results as a workbook whose formulas compute every figure."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, terminal

SUMMARY = Text(
    "Write a workbook (.xlsx) whose formulas compute every figure from the inputs.",
    "Lập bảng tính (.xlsx) có công thức tính mọi giá trị từ số liệu.",
)
FORMATS = ()
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)


def run(args: Namespace) -> int:
    """Write the workbook; 1 if a row has an error."""
    scores = arguments.score(args)
    with terminal.working(messages.WRITING_THE_WORKBOOK()):
        content = scores.workbook(language=args.language)
    terminal.write_stream(lambda put: put(content), args.output)
    issues.report([*scores.notes, *scores.issues])
    return 1 if "error" in scores.status else 0
