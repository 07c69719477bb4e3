# SPDX-License-Identifier: MIT
"""``parindex progress``: how far each agency has come."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from parindex._display_process import progress_grid, reopenings_grid, stages_grid
from parindex.cli import arguments, tables, terminal


def run(args: Namespace) -> int:
    """Print the progress of every agency, and stages; 1 while marks or evidence are missing."""
    assessment = arguments.assess(args)
    found = assessment.progress(args.layer)
    stages = None if args.date is None else assessment.stages_on(args.date)
    if args.format == "json":
        document: object = [asdict(item) for item in found]
        if stages is not None:
            document = {
                "agencies": document,
                "date": args.date,
                "stages": [asdict(item) for item in stages],
                "reopenings": assessment.reopenings,
            }
        terminal.write_json(document)
    else:
        language = args.language or assessment.plan.rubric.language
        grids = [progress_grid(found, args.layer, language)]
        if stages is not None:
            grids.append(stages_grid(stages, args.date, language))
        if stages is not None and assessment.reopenings:
            grids.append(reopenings_grid(assessment.reopenings, language))
        terminal.write("\n".join(map(tables.to_text, grids)))
    return 1 if any(item.missing or item.without_evidence for item in found) else 0
