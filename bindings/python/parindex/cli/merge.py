# SPDX-License-Identifier: MIT
"""``parindex merge``: the worksheets of all agencies as one assessment."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

import parindex as px
from parindex import _messages
from parindex.cli import arguments, issues, options, reading, terminal
from parindex.cli.arguments import UsageError
from parindex.process._files import is_store

SUMMARY = "Put the worksheets of all agencies together."
FORMATS = ("text", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument("worksheets", nargs="+", metavar="AGENCY=FILE", help="what each gave back")
    parser.add_argument(
        "--layer", required=True, type=options.name, metavar="ID", help="layer they filled in"
    )
    reading.add_reading_options(parser, data=False)
    options.add_units(parser, "unit that must be complete; may be given several times")
    parser.add_argument(
        "--round",
        metavar="FILE",
        help="an assessment that the worksheets are added to: its units, stages and observations",
    )
    parser.add_argument(
        "--evidence-folder",
        metavar="DIR",
        help="take size and SHA-256 of the files that the worksheets name from this folder",
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help="write the assessment there, when it holds; to a store (.db) it is appended",
    )


def run(args: Namespace) -> int:
    """Print what does not fit, and write the assessment; 1 when there is anything."""
    plan = arguments.load(args.rubric).compile()
    sheets = {}
    for given in args.worksheets:
        agency, sign, file = given.partition("=")
        if not sign or agency in sheets:
            raise UsageError(_messages.EXPECTED_AGENCY_FILE_EACH_AGENCY_ONCE(f"{given!r}"))
        sheets[agency] = file
    before = None if args.round is None else px.Assessment.load(plan, args.round)
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
    """Whether two paths lead to one file, which is there."""
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def save(assessment: px.Assessment, path: str, held: int) -> None:
    """Write an assessment file, or append to a store all but the observations that it held."""
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
