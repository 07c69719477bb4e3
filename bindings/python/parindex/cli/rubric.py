# SPDX-License-Identifier: MIT
"""``parindex rubric``: a rubric from a workbook, or as one."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace

from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, terminal
from parindex.cli.arguments import UsageError
from parindex.sheets import from_xlsx, to_xlsx

SUMMARY = Text(
    "Read a rubric from a workbook with a row for each node, or write one.",
    "Đọc bộ tiêu chí từ tệp bảng tính mỗi mục một dòng, hoặc ghi ra tệp như vậy.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "action",
        choices=["from-xlsx", "to-xlsx"],
        help=Text(
            "print the rubric of a workbook, or write a rubric as a workbook",
            "in bộ tiêu chí của tệp bảng tính, hoặc ghi bộ tiêu chí ra tệp bảng tính",
        ),
    )
    parser.add_argument(
        "file",
        metavar="RUBRIC",
        help=Text(
            "the workbook, or the rubric: a file, - for standard input, or the name of a shipped rubric",
            "tệp bảng tính, hoặc bộ tiêu chí: tên tệp, - là đầu vào chuẩn, hoặc tên một bộ tiêu chí kèm theo",
        ),
    )
    parser.add_argument(
        "--edition",
        type=options.name,
        metavar="EDITION",
        help=Text(
            "edition of the rubric, if the workbook does not state it",
            "phiên bản của bộ tiêu chí, nếu tệp bảng tính không nêu",
        ),
    )


def run(args: Namespace) -> int:
    """Print the rubric with warnings on standard error, or write the workbook."""
    return _read(args) if args.action == "from-xlsx" else _write(args)


def _read(args: Namespace) -> int:
    with terminal.working(messages.READING_THE_RUBRIC()):
        found = from_xlsx(args.file, edition=args.edition)
    if args.format == "json":
        document = {
            "rubric": json.loads(found.rubric.to_json()),
            "issues": issues.as_dicts(found.issues),
        }
        terminal.write_json(document, args.output)
        return 0
    terminal.write_json(found.rubric.to_json(), args.output)
    issues.report(issue for issue in found.issues if not issue.accepted)
    return 0


def _write(args: Namespace) -> int:
    if args.edition is not None or args.format == "json":
        option = "edition" if args.edition is not None else "format json"
        raise UsageError(messages.GOES_WITH_FROM_XLSX(option))
    if args.output is None and sys.stdout.isatty():
        raise UsageError(messages.A_WORKBOOK_NEEDS_OUTPUT())
    rubric = arguments.load(args.file)
    with terminal.working(messages.WRITING_THE_FILE()):
        content = to_xlsx(rubric, language=args.language)
    terminal.write_stream(lambda put: put(content), args.output)
    return 0
