# SPDX-License-Identifier: MIT
# ruff: noqa: N999 - the module has the name of its command
"""``parindex import``: a rubric from a file of another format."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from parindex._sentences import Text
from parindex.cli import issues, messages, options, terminal
from parindex.exchange import ExchangedRubric, from_coinr, from_dmn, from_pmml

SUMMARY = Text(
    "Print the rubric of a PMML scorecard, a DMN decision table or a table of COINr.",
    "In bộ tiêu chí lấy từ bảng điểm PMML, bảng quyết định DMN hoặc bảng của COINr.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help=Text(
            "the file, or - for standard input; for COINr the table iMeta",
            "tệp nguồn, - là đầu vào chuẩn; với COINr là bảng iMeta",
        ),
    )
    parser.add_argument(
        "--from",
        dest="source",
        choices=["pmml", "dmn", "coinr"],
        required=True,
        help=Text("format of the file", "định dạng của tệp"),
    )
    parser.add_argument(
        "--edition",
        type=options.name,
        required=True,
        metavar="EDITION",
        help=Text("edition of the rubric", "phiên bản của bộ tiêu chí"),
    )
    parser.add_argument(
        "--map",
        metavar="FILE",
        help=Text(
            "write the source field of each column to this file, for --reading",
            "ghi vào tệp này trường của nguồn ứng với từng cột, để dùng với --reading",
        ),
    )
    group = parser.add_argument_group(Text("options of PMML and DMN", "tùy chọn của PMML và DMN"))
    group.add_argument(
        "--model",
        type=options.name,
        metavar="NAME",
        help=Text(
            "scorecard or decision, if the file has several",
            "bảng điểm hoặc quyết định, nếu tệp có nhiều",
        ),
    )
    group.add_argument(
        "--points-column",
        type=options.name,
        metavar="NAME",
        help=Text(
            "output column with the points of the decision table, if there are several",
            "cột kết quả chứa điểm của bảng quyết định, nếu có nhiều cột",
        ),
    )
    group.add_argument(
        "--leave-out",
        action="store_true",
        help=Text(
            "leave out the characteristics of a scorecard that cannot be imported",
            "bỏ những tiêu chí của bảng điểm không chuyển được",
        ),
    )
    group = parser.add_argument_group(Text("options of COINr", "tùy chọn của COINr"))
    group.add_argument(
        "--idata",
        metavar="FILE",
        help=Text("the table iData, to be checked", "bảng iData, để kiểm tra"),
    )
    group.add_argument(
        "--scale",
        type=options.whole_number,
        default=100,
        metavar="N",
        help=Text(
            "upper end of the normalisation (default: 100)",
            "mốc trên khi chuẩn hóa (mặc định: 100)",
        ),
    )
    group.add_argument(
        "--denominators",
        choices=["yes", "no"],
        help=Text(
            "whether indicators are divided by their denominators",
            "có chia các chỉ số thành phần cho mẫu số hay không",
        ),
    )


def run(args: Namespace) -> int:
    """Print the rubric; the differences from the source go to standard error."""
    with terminal.working(messages.READING_THE_RUBRIC()):
        found = imported(args)
    if args.map is not None:
        terminal.write_json({"columns": dict(found.columns)}, args.map)
    if args.format == "json":
        document = {
            "rubric": json.loads(found.rubric.to_json()),
            "columns": dict(found.columns),
            "differences": issues.as_dicts(found.differences),
        }
        terminal.write_json(document, args.output)
        return 0
    terminal.write_json(found.rubric.to_json(), args.output)
    issues.report(found.differences)
    return 0


def imported(args: Namespace) -> ExchangedRubric:
    """The rubric of FILE. Raises RubricError with every issue."""
    if args.source == "pmml":
        return from_pmml(
            args.file, edition=args.edition, model=args.model, leave_out=args.leave_out
        )
    if args.source == "dmn":
        return from_dmn(
            args.file, edition=args.edition, model=args.model, output=args.points_column
        )
    return from_coinr(
        args.file,
        args.idata,
        edition=args.edition,
        scale=args.scale,
        denominators=None if args.denominators is None else args.denominators == "yes",
    )
