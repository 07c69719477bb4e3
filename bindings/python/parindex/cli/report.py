# SPDX-License-Identifier: MIT
"""``parindex report``: the results as a page for a browser and for paper, as PDF, and as a Word document."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

import parindex as px
from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, terminal
from parindex.plots._plots import available

SUMMARY = Text(
    "Write a report as one HTML page, or as PDF or Word by the ending of --output (.pdf, .docx): ranking, fields, "
    "audit, method, scorecards.",
    "Lập báo cáo thành một trang HTML, hoặc PDF, Word theo đuôi tệp của --output (.pdf, .docx): xếp hạng, lĩnh "
    "vực, rà soát, phương pháp, phiếu điểm.",
)
FORMATS = ()
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)
    add_before(parser)
    parser.add_argument(
        "--gap",
        type=options.name,
        metavar="FIRST[:SECOND]",
        help=Text(
            "compare a layer with another one, or with the final result; DATA is then an assessment, a store "
            "or observations",
            "so một bước chấm với bước khác, hoặc với kết quả cuối cùng; khi đó DATA là kỳ đánh giá, kho "
            "lưu hoặc bảng ghi nhận",
        ),
    )
    parser.add_argument(
        "--no-plots",
        action="store_true",
        help=Text(
            "leave out the plots, which need the package matplotlib",
            "không kèm biểu đồ; vẽ biểu đồ cần gói matplotlib",
        ),
    )


def add_before(parser: ArgumentParser) -> None:
    """Declare the earlier result."""
    declare_before(parser)
    declare_before_rubric(parser)


def declare_before(parser: Any) -> None:
    """Declare the earlier data, also in a group of a parser."""
    parser.add_argument(
        "--before",
        metavar="DATA",
        help=Text(
            "data of an earlier round: show the change of each unit",
            "số liệu của kỳ trước: hiển thị thay đổi của từng đơn vị",
        ),
    )


def declare_before_rubric(parser: Any) -> None:
    """Declare the rubric of the earlier data."""
    parser.add_argument(
        "--before-rubric",
        metavar="RUBRIC",
        help=Text(
            "rubric of the earlier round (default: RUBRIC)",
            "bộ tiêu chí của kỳ trước (mặc định: RUBRIC)",
        ),
    )


def earlier(args: Namespace) -> px.Scores | None:
    """The result of ``--before``."""
    if args.before is None:
        if args.before_rubric is not None:
            raise arguments.UsageError(messages.BEFORE_RUBRIC_NEEDS_BEFORE())
        return None
    changed = {"data": args.before, "rubric": args.before_rubric or args.rubric}
    return arguments.score(Namespace(**{**vars(args), **changed}))


def run(args: Namespace) -> int:
    """Write the page; 1 if a row has an error."""
    before = earlier(args)
    gap = None
    if args.gap is None:
        scores = arguments.score(args)
    else:
        assessment = arguments.assess(Namespace(**vars(args), files=[args.data]))
        first, _, second = args.gap.partition(":")
        scores, gap = assessment.score(), assessment.gap(first, second or None)
        issues.report(assessment.warnings)
    with terminal.working(messages.WRITING_THE_REPORT()):
        page = scores.report(
            args.output,
            before=before,
            gap=gap,
            plots=False if args.no_plots else None,
            language=args.language,
        )
    if page is not None:
        terminal.write_data(page)
    word_file = args.output is not None and args.output.lower().endswith(".docx")
    if not (args.no_plots or word_file or available()):
        terminal.say(terminal.said(messages.NO_PLOTS()))
    issues.report([*scores.notes, *scores.issues])
    return 1 if "error" in scores.status else 0
