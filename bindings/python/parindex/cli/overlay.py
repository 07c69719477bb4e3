# SPDX-License-Identifier: MIT
"""``parindex overlay``: a rubric with the changes of overlays."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict

import parindex as px
from parindex._display_changes import overlay_grid
from parindex.cli import arguments, issues, tables, terminal


def run(args: Namespace) -> int:
    """Print the rubric that results, or with ``--changes`` what was changed."""
    found = px.overlay(arguments.load(args.rubric), args.overlays)
    if args.format == "json":
        document = {
            "rubric": json.loads(found.rubric.to_json()),
            "changes": [asdict(change) for change in found.changes],
        }
        terminal.write_json(document, args.output)
    elif args.changes:
        terminal.write(tables.to_text(overlay_grid(found, args.language)), args.output)
    else:
        terminal.write_json(found.rubric.to_json(), args.output)
    issues.report(found.rubric.warnings)
    return 0
