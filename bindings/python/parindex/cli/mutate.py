# SPDX-License-Identifier: MIT
"""``parindex mutate``: whether the cases of a rubric would notice a mistake in it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from parindex import testing
from parindex._sentences import Text
from parindex.cli import arguments, messages, options, terminal

SUMMARY = Text(
    "Test whether the cases of a rubric detect small mistakes in it.",
    "Kiểm tra các tình huống kiểm thử có phát hiện được sai sót nhỏ trong bộ tiêu chí không.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_cases(
        parser,
        Text(
            "percent of the mutants that must be noticed",
            "tỷ lệ phần trăm biến thể phải bị phát hiện",
        ),
    )


def run(args: Namespace) -> int:
    """Print the mutants that survive; 1 if the score is below `--fail-under`."""
    rubric, files = arguments.with_cases(args)
    with terminal.working(messages.RUNNING_THE_CASES_ON_EVERY_MUTANT()) as progress:
        report = testing.mutate(rubric, files, root=args.root, progress=progress)
    if args.format == "json":
        terminal.write_json(report.to_json(language=terminal.language()), args.output)
    else:
        terminal.write(report.to_text(language=terminal.language()), args.output)
    return 0 if report.percent >= args.fail_under else 1
