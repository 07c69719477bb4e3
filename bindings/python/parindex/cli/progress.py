# SPDX-License-Identifier: MIT
"""``parindex progress``: how far each agency has come."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from parindex._display_process import progress_grid
from parindex.cli import arguments, tables, terminal


def run(args: Namespace) -> int:
    """Print the progress of every agency; 1 while marks or evidence are missing."""
    assessment = arguments.assess(args)
    found = assessment.progress(args.layer)
    if args.format == "json":
        terminal.write_json([asdict(item) for item in found])
    else:
        language = args.language or assessment.plan.rubric.language
        terminal.write(tables.to_text(progress_grid(found, args.layer, language)))
    return 1 if any(item.missing or item.without_evidence for item in found) else 0
