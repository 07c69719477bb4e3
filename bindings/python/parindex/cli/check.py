# SPDX-License-Identifier: MIT
"""``parindex check``: every issue of a rubric."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

import parindex as px
from parindex import _core
from parindex._sentences import Text
from parindex.cli import arguments, issues, messages, options, terminal

SUMMARY = Text(
    "Print every issue of a rubric.",
    "In mọi lỗi và cảnh báo của một bộ tiêu chí.",
)
FORMATS = ("text", "json")
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument(
        "--proofs",
        action="store_true",
        help=Text(
            "also print the proofs of each node",
            "in thêm các chứng minh của từng mục",
        ),
    )


def run(args: Namespace) -> int:
    """Print the issues of a rubric; 1 if one of them is an error."""
    proofs: list[dict[str, Any]] = []
    try:
        rubric = arguments.load(args.rubric)
        found, ok = rubric.warnings, True
        if args.proofs:
            with terminal.working(messages.PROVING()):
                proofs = rubric.proofs()
    except px.RubricError as error:
        found, ok = error.issues, False
    if args.format == "json":
        report = {"rubric": args.rubric, "ok": ok, "issues": issues.as_dicts(found)}
        if args.proofs:
            report["proofs"] = proofs
        terminal.write_json(report, args.output)
    else:
        head = _core.visible(f"{args.rubric}: {issues.count(found)}")
        # Issues that the author accepts are only counted, not printed.
        open_issues = [issue for issue in found if not issue.accepted]
        told = [issues.blocks(open_issues)] if open_issues else []
        terminal.write("\n".join([head, *told, *map(sentence, proofs)]) + "\n", args.output)
    return 0 if ok else 1


def sentence(proof: dict[str, Any]) -> str:
    """A proof as one line; findings that its author should check are emphasised."""
    code = proof["code"] or terminal.said(messages.TOTAL())
    said = proof["text_vi"] if terminal.language() == "vi" else proof["text"]
    found = messages.PROVEN() if proof["good"] else messages.LOOK()
    return f"{terminal.said(found)}  {_core.visible(code + ': ' + said)}"
