# SPDX-License-Identifier: MIT
"""``parindex test``: whether rubrics give what their cases expect."""

from __future__ import annotations

import difflib
from argparse import ArgumentParser, Namespace
from pathlib import Path

import parindex as px
from parindex import shipped, testing
from parindex._sentences import Text
from parindex.cli import arguments, messages, options, terminal
from parindex.cli.arguments import UsageError
from parindex.io._write import unwritable, write_text

SUMMARY = Text(
    "Run the cases of a rubric.",
    "Chạy các tình huống kiểm thử của một bộ tiêu chí.",
)
FORMATS = ("text", "json", "junit")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_weights(parser)
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=Text(
            "case files, folders of case files, rubrics with cases; a rubric in front of other files "
            "scores the cases of these files",
            "tệp tình huống kiểm thử, thư mục chứa chúng, bộ tiêu chí có tình huống kiểm thử; bộ tiêu "
            "chí đứng đầu, có tệp theo sau, dùng để chấm các tình huống trong những tệp đó",
        ),
    )
    parser.add_argument(
        "--update",
        action="store_true",
        help=Text(
            "show results that differ from the expected ones, and write them into the case files",
            "in kết quả thực tế khác với kết quả mong đợi, và ghi vào tệp tình huống kiểm thử",
        ),
    )
    options.add_root(parser)


def run(args: Namespace) -> int:
    """Run the cases; 1 if one fails, a file is invalid, or there was no case."""
    rubric, files = split(args.files, args.weights)
    with terminal.working(messages.RUNNING_THE_CASES()):
        report = testing.run_cases(files, rubric=rubric, root=args.root)
    if args.update:
        return update(report, args.language or "en")
    language = args.language or "en"
    if args.format == "json":
        terminal.write_json(report.to_json(language=terminal.language()), args.output)
    elif args.format == "junit":
        terminal.write(report.to_junit(language=language), args.output)
    else:
        terminal.write(report.to_text(language=language), args.output)
    return 0 if report.ok else 1


def split(names: list[str], weights: str | None) -> tuple[px.Rubric | None, list[Path]]:
    """The rubric of RUBRIC, if the first argument is one, and the files of the cases.

    A rubric alone is tested with the cases that it contains. Raises UsageError for weights without
    a rubric.
    """
    first = arguments.path_of(names[0], shipped.shipped_rubric_path)
    if len(names) == 1 and weights is None:
        return None, [first]
    rest = [Path(name) for name in names[1:]] or [first]
    if arguments.has_key(first, "parindex"):
        return arguments.weighted(px.Rubric.load(first), weights), rest
    if weights is not None:
        raise UsageError(messages.WEIGHTS_NEEDS_RUBRIC_IN_FRONT_OF_THE())
    return None, [first, *rest]


def update(report: testing.CaseReport, language: str) -> int:
    """Show how the files change and write them; 1 if something remains that this cannot fix."""
    left = [result for result in report.results if not result.passed]
    mended: list[str] = []
    try:
        for path, old, new in report.updates():
            terminal.write(
                "".join(
                    difflib.unified_diff(
                        old.splitlines(keepends=True),
                        new.splitlines(keepends=True),
                        str(path),
                        terminal.said(messages.WHAT_WAS_FOUND()),
                    )
                )
            )
            if path.read_bytes() != old.encode():
                raise unwritable(path, messages.CHANGED_WHILE_ITS_CASES_RAN())
            write_text(path, new)
            mended.append(str(path))
    finally:
        # Also if a file could not be written: the files before it were.
        names = ": " + ", ".join(mended) if mended else ""
        count = messages.ONE_FILE_UPDATED if len(mended) == 1 else messages.FILES_UPDATED
        terminal.write(terminal.said(count(len(mended))) + names + "\n")
    unmended = [result for result in left if result.file not in mended]
    if unmended or report.issues or not report.results:
        terminal.write(report.to_text(language=language))
        return 1
    return 0
