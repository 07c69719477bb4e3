# SPDX-License-Identifier: MIT
"""``parindex coverage``: which parts of a rubric the cases cover."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex import _messages, testing
from parindex.cli import arguments, options, terminal
from parindex.testing import _coverage_page

SUMMARY = "Report which parts of a rubric the cases cover."
FORMATS = ("text", "json", "html")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_cases(
        parser, "percent of branches, sides of boundaries and flags that must be covered"
    )


def run(args: Namespace) -> int:
    """Print the coverage; 1 when it is below `--fail-under`, or a case file is bad."""
    rubric, files = arguments.with_cases(args)
    with terminal.working(_messages.RUNNING_THE_CASES()):
        coverage = testing.measure_coverage(rubric, files, root=args.root)
    if args.format == "json":
        terminal.write_json(coverage.to_json(language=terminal.language()), args.output)
    elif args.format == "html":
        language = args.language or rubric.language
        terminal.write(_coverage_page.render(rubric, coverage, language), args.output)
    else:
        terminal.write(coverage.to_text(language=terminal.language()), args.output)
    return 0 if coverage.percent >= args.fail_under else 1
