# SPDX-License-Identifier: MIT
"""``parindex coverage``: which parts of a rubric the cases cover."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex import testing
from parindex._sentences import Text
from parindex.cli import arguments, messages, options, terminal
from parindex.testing import _coverage_page

SUMMARY = Text(
    "Report which parts of a rubric the cases cover.",
    "Cho biết các tình huống kiểm thử phủ những phần nào của bộ tiêu chí.",
)
FORMATS = ("text", "json", "html")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_cases(
        parser,
        Text(
            "percent of branches, sides of boundaries and flags that must be covered",
            "tỷ lệ phần trăm nhánh, phía của giá trị biên và giá trị có/không phải được kiểm thử",
        ),
    )


def run(args: Namespace) -> int:
    """Print the coverage; 1 if it is below `--fail-under`, or a case file is bad."""
    rubric, files = arguments.with_cases(args)
    with terminal.working(messages.RUNNING_THE_CASES()):
        coverage = testing.measure_coverage(rubric, files, root=args.root)
    if args.format == "json":
        terminal.write_json(coverage.to_json(language=terminal.language()), args.output)
    elif args.format == "html":
        language = args.language or rubric.language
        terminal.write(_coverage_page.render(rubric, coverage, language), args.output)
    else:
        terminal.write(coverage.to_text(language=terminal.language()), args.output)
    return 0 if coverage.percent >= args.fail_under else 1
