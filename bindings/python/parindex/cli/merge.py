# SPDX-License-Identifier: MIT
"""``parindex merge``: the worksheets of all agencies as one assessment."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

import parindex as px
from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, reading, terminal
from parindex.cli.arguments import UsageError
from parindex.process._files import is_store

SUMMARY = Text(
    "Merge the worksheets of all agencies.",
    "Gộp phiếu chấm của mọi cơ quan.",
)
FORMATS = ("text", "json")
OUTPUT = False


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument(
        "worksheets",
        nargs="+",
        metavar="AGENCY=FILE",
        help=Text("worksheet that the agency filled in", "phiếu chấm mà cơ quan đã điền"),
    )
    reading.add_reading_options(parser, data=False)
    options.add_layer(parser, Text("layer they filled in", "bước chấm đã điền"), required=True)
    options.add_units(parser, Text("unit that must be complete", "đơn vị phải có đủ"))
    parser.add_argument(
        "--round",
        metavar="FILE",
        help=Text(
            "an assessment to add the worksheets to, with its units, stages and observations",
            "kỳ đánh giá để ghi thêm các phiếu vào, với đơn vị, giai đoạn và các lần ghi nhận đã có",
        ),
    )
    options.add_evidence_folder(
        parser,
        Text(
            "take size and SHA-256 of the files that the worksheets name from this folder",
            "lấy kích thước và SHA-256 của các tệp mà phiếu nêu tên từ thư mục này",
        ),
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help=Text(
            "write the assessment to this file if it is valid; append it if the file is a store (.db)",
            "ghi kỳ đánh giá vào tệp này, khi không có lỗi; nếu là kho lưu (.db) thì ghi thêm",
        ),
    )


def run(args: Namespace) -> int:
    """Print conflicts, and write the assessment; 1 if there is any conflict."""
    plan = arguments.load(args.rubric).compile()
    sheets = {}
    for given in args.worksheets:
        agency, sign, file = given.partition("=")
        if not sign or agency in sheets:
            raise UsageError(messages.EXPECTED_AGENCY_FILE_EACH_AGENCY_ONCE(f"{given!r}"))
        sheets[agency] = file
    before = None if args.round is None else px.Assessment.load(plan, args.round)
    with terminal.working(messages.MERGING()):
        merged = px.merge_worksheets(
            plan,
            sheets,
            layer=args.layer,
            units=arguments.units(args, plan.rubric),
            round=before,
            evidence_folder=args.evidence_folder,
            reading=reading.stated(args),
        )
    if args.output is not None and merged.assessment is not None:
        own = before is not None and same_file(args.round, args.output)
        save(merged.assessment, args.output, len(before.observations) if before and own else 0)
    if args.format == "json":
        report = {
            "ok": merged.assessment is not None,
            "issues": issues.as_dicts(merged.issues),
        }
        terminal.write_json(report)
    else:
        told = [issues.blocks(merged.issues)] if merged.issues else []
        terminal.write("\n".join([issues.count(merged.issues), *told]) + "\n")
    return 1 if merged.issues else 0


def same_file(one: str, other: str) -> bool:
    """Whether two paths lead to the same existing file."""
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def save(assessment: px.Assessment, path: str, held: int) -> None:
    """Write an assessment file, or append to a store the observations that it does not have yet."""
    if not is_store(path):
        assessment.save(path)
        return
    with px.Assessment.open(path, assessment.plan, units=[]) as store:
        store.append(
            assessment.observations[held:],
            units=assessment.units,
            stages=assessment.stages,
            reopenings=assessment.reopenings,
        )
