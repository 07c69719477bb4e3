# SPDX-License-Identifier: MIT
"""``parindex reopen``: a reopening of a stage, recorded in a round."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import datetime

import parindex as px
from parindex import _core, _messages
from parindex.cli import arguments, options, terminal
from parindex.cli.arguments import UsageError
from parindex.process._files import is_store

SUMMARY = "Record that a stage of a round is open again."
FORMATS = ("text", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument(
        "file", metavar="FILE", help="the round: an assessment (.json) or a store (.db)"
    )
    parser.add_argument(
        "--stage", required=True, type=options.name, metavar="ID", help="stage to reopen"
    )
    parser.add_argument(
        "--until",
        required=True,
        type=options.name,
        metavar="DATE",
        help="last day on which it takes marks",
    )
    parser.add_argument(
        "--by", required=True, type=options.name, metavar="NAME", help="who decided it"
    )
    parser.add_argument("--reason", required=True, type=options.name, metavar="TEXT", help="why")
    parser.add_argument(
        "--date", type=options.name, help="day of the record, and its first (default: today)"
    )
    parser.add_argument("--unit", type=options.name, help="only for this unit")
    parser.add_argument(
        "--code", type=options.name, help="only for this node and what lies below it"
    )
    parser.add_argument(
        "--output", metavar="FILE", help="write the assessment there and leave the round as it is"
    )


def run(args: Namespace) -> int:
    """Record the reopening in the file, or write the assessment with it elsewhere."""
    if args.file.lower().endswith(".csv"):
        raise UsageError(_messages.A_TABLE_OF_OBSERVATIONS_HAS_NO_STAGES(f"{args.file!r}"))
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
    with terminal.working(_messages.RECORDING()):
        if is_store(args.file) and args.output is None:
            with px.Assessment.open(args.file, plan, create=False) as store:
                store.append(reopenings=[reopening])
        else:
            px.Assessment.load(plan, args.file).reopen(**reopening).save(args.output or args.file)
    if args.format == "json":
        terminal.write_json(reopening)
        return 0
    said = [_messages.STAGE_REOPENED(args.stage, reopening["date"], args.until)]
    said += [_messages.OF_UNIT(args.unit)] if args.unit is not None else []
    said += [_messages.OF_CODE(args.code)] if args.code is not None else []
    place = _core.visible(args.output or args.file)
    terminal.write(f"{place}: {_core.visible(', '.join(map(terminal.said, said)))}\n")
    return 0
