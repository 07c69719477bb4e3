# SPDX-License-Identifier: MIT
"""``parindex check``: every issue of a rubric."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict

import parindex as px
from parindex.cli import arguments, issues, terminal


def run(args: Namespace) -> int:
    """Print the issues of a rubric; 1 when one of them is an error."""
    try:
        found, ok = arguments.load(args.rubric).warnings, True
    except px.RubricError as error:
        found, ok = error.issues, False
    if args.format == "json":
        report = {"rubric": args.rubric, "ok": ok, "issues": [asdict(issue) for issue in found]}
        text = json.dumps(report, ensure_ascii=False, indent=2)
    else:
        text = "\n".join([f"{args.rubric}: {issues.count(found)}", *map(issues.block, found)])
    terminal.write(text + "\n")
    return 0 if ok else 1
