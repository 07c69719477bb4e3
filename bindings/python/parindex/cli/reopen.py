# SPDX-License-Identifier: MIT
"""``parindex reopen``: a reopening of a stage, recorded in a round."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import datetime

import parindex as px
from parindex import _core
from parindex._sentences import Text
from parindex.cli import arguments, messages, options, terminal
from parindex.cli.arguments import UsageError
from parindex.process._files import is_store

SUMMARY = Text(
    "Record that a stage of a round is open again.",
    "Ghi nhận việc mở lại một giai đoạn của kỳ đánh giá.",
)
FORMATS = ("text", "json")
OUTPUT = False


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument(
        "file",
        metavar="FILE",
        help=Text(
            "the round: an assessment (.json) or a store (.db)",
            "kỳ đánh giá: tệp .json hoặc kho lưu (.db)",
        ),
    )
    parser.add_argument(
        "--stage",
        required=True,
        type=options.name,
        metavar="ID",
        help=Text("stage to reopen", "giai đoạn cần mở lại"),
    )
    parser.add_argument(
        "--until",
        required=True,
        type=options.name,
        metavar="DATE",
        help=Text("last day on which the stage accepts marks", "ngày cuối còn nhận điểm"),
    )
    parser.add_argument(
        "--by",
        required=True,
        type=options.name,
        metavar="NAME",
        help=Text("who decided it", "người quyết định"),
    )
    parser.add_argument(
        "--reason", required=True, type=options.name, metavar="TEXT", help=Text("why", "lý do")
    )
    options.add_date(
        parser,
        Text(
            "day of the record, from which it is open (default: today)",
            "ngày ghi nhận, cũng là ngày bắt đầu mở (mặc định: hôm nay)",
        ),
    )
    options.add_unit(parser, Text("only for this unit", "chỉ cho đơn vị này"))
    options.add_code(
        parser,
        Text("only for this node and the nodes below it", "chỉ cho mục này và các mục bên dưới"),
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help=Text(
            "write the assessment to this file and do not change the round",
            "ghi kỳ đánh giá đã mở lại vào tệp này và giữ nguyên tệp gốc",
        ),
    )


def run(args: Namespace) -> int:
    """Record the reopening in the file, or write the assessment with it to another file."""
    if args.file.lower().endswith(".csv"):
        raise UsageError(messages.A_TABLE_OF_OBSERVATIONS_HAS_NO_STAGES(f"{args.file!r}"))
    plan = arguments.load(args.rubric).compile()
    reopening = {
        "stage": args.stage,
        "unit": args.unit,
        "code": args.code,
        "until": args.until,
        "by": args.by,
        "reason": args.reason,
        "date": args.date or datetime.now().date().isoformat(),
    }
    reopening = {key: text for key, text in reopening.items() if text is not None}
    with terminal.working(messages.RECORDING()):
        if is_store(args.file) and args.output is None:
            with px.Assessment.open(args.file, plan, create=False) as store:
                store.append(reopenings=[reopening])
        else:
            px.Assessment.load(plan, args.file).reopen(**reopening).save(args.output or args.file)
    if args.format == "json":
        terminal.write_json(reopening)
        return 0
    said = [messages.STAGE_REOPENED(args.stage, reopening["date"], args.until)]
    said += [messages.OF_UNIT(args.unit)] if args.unit is not None else []
    said += [messages.OF_CODE(args.code)] if args.code is not None else []
    place = _core.visible(args.output or args.file)
    terminal.write(f"{place}: {_core.visible(', '.join(map(terminal.said, said)))}\n")
    return 0
