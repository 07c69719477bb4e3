# SPDX-License-Identifier: MIT
"""``parindex merge``: the worksheets of all agencies as one assessment."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

import parindex as px
from parindex.cli import arguments, issues, terminal
from parindex.cli.arguments import UsageError


def run(args: Namespace) -> int:
    """Print what does not fit, and write the assessment; 1 when there is anything."""
    plan = arguments.load(args.rubric).compile()
    sheets = {}
    for given in args.worksheets:
        agency, sign, file = given.partition("=")
        if not sign or agency in sheets:
            raise UsageError(f"not AGENCY=FILE, each agency once: {given!r}")
        sheets[agency] = file
    merged = px.merge_worksheets(
        plan, sheets, layer=args.layer, units=arguments.units(args, plan.rubric)
    )
    if args.output is not None and merged.assessment is not None:
        terminal.write_json(merged.assessment.to_json(), args.output)
    if args.format == "json":
        report = {
            "ok": merged.assessment is not None,
            "issues": [asdict(issue) for issue in merged.issues],
        }
        terminal.write_json(report)
    else:
        shown = [issues.count(merged.issues), *map(issues.block, merged.issues)]
        terminal.write("\n".join(shown) + "\n")
    return 1 if merged.issues else 0
