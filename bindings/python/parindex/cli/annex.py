# SPDX-License-Identifier: MIT
"""``parindex annex``: the sensitivity annex as a page or a workbook."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, report, terminal

SUMMARY = Text(
    "Write the sensitivity annex as one HTML page, or as PDF or Excel by the ending of --output (.pdf, .xlsx): structure, "
    "coverage, correlations, effective weights, principal components.",
    "Lập phụ lục phân tích độ nhạy thành một trang HTML, hoặc PDF, Excel theo đuôi tệp của --output (.pdf, .xlsx): "
    "cấu trúc, độ phủ số liệu, tương quan, trọng số hiệu dụng, thành phần chính.",
)
FORMATS = ()
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)
    report.add_before(parser)


def run(args: Namespace) -> int:
    """Write the annex; 1 if a row has an error."""
    scores = arguments.score(args)
    before = report.earlier(args)
    with terminal.working(messages.WRITING_THE_ANNEX()):
        proposals = [scores.proposed_weights(method=one) for one in ("entropy", "critic")]
        page = scores.annex(
            args.output,
            proposals=proposals,
            outliers=scores.outlier_effects(),
            changes=None if before is None else before.change_parts(scores),
            language=args.language,
        )
    if page is not None:
        terminal.write_data(page)
    issues.report([*scores.notes, *scores.issues])
    return 1 if "error" in scores.status else 0
