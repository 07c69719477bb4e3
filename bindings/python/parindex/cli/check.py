# SPDX-License-Identifier: MIT
"""``parindex check``: every issue of a rubric."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import Any

import parindex as px
from parindex import _core
from parindex.cli import arguments, issues, options, terminal

SUMMARY = "Print every issue of a rubric."
FORMATS = ("text", "json")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    parser.add_argument(
        "--proofs", action="store_true", help="print as well what was proven, node by node"
    )


def run(args: Namespace) -> int:
    """Print the issues of a rubric; 1 when one of them is an error."""
    proofs: list[dict[str, Any]] = []
    try:
        rubric = arguments.load(args.rubric)
        found, ok = rubric.warnings, True
        if args.proofs:
            proofs = rubric.proofs()
    except px.RubricError as error:
        found, ok = error.issues, False
    if args.format == "json":
        report = {"rubric": args.rubric, "ok": ok, "issues": [asdict(issue) for issue in found]}
        if args.proofs:
            report["proofs"] = proofs
        terminal.write_json(report)
    else:
        head = _core.visible(f"{args.rubric}: {issues.count(found)}")
        lines = [head, *map(issues.block, found), *map(sentence, proofs)]
        terminal.write("\n".join(lines) + "\n")
    return 0 if ok else 1


def sentence(proof: dict[str, Any]) -> str:
    """A proof as one line; what its author should look at stands out."""
    said = f"{proof['code'] or 'total'}: {proof['text']}"
    return f"{'proven' if proof['good'] else 'LOOK  '}  {_core.visible(said)}"
