# SPDX-License-Identifier: MIT
"""``parindex coverage``: what of a rubric its cases show."""

from __future__ import annotations

from argparse import Namespace

from parindex import _coverage_page, testing
from parindex.cli import arguments, terminal


def run(args: Namespace) -> int:
    """Print the coverage; 1 when it is below `--fail-under`, or a case file is bad."""
    rubric, files = arguments.with_cases(args)
    with terminal.working("running the cases"):
        coverage = testing.cover(rubric, files)
    if args.format == "json":
        shown = coverage.to_json()
    elif args.format == "html":
        shown = _coverage_page.render(rubric, coverage, args.language or rubric.language)
    else:
        shown = coverage.to_text()
    terminal.write(shown, args.output)
    return 0 if coverage.percent >= args.fail_under else 1
