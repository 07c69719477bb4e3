# SPDX-License-Identifier: MIT
"""``parindex assess``: results out of observations, layer against layer, and the frozen snapshot."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict

import parindex as px
from parindex._display import scores_grid
from parindex._display_process import gap_grids
from parindex.cli import arguments, issues, tables, terminal
from parindex.cli.score import as_csv


def run(args: Namespace) -> int:
    """Print the result, or what --gap asks for; 1 when a row is in error."""
    assessment = arguments.assess(args)
    issues.report(() if args.format == "json" else assessment.warnings)
    if args.freeze:
        assessment.freeze().save(args.freeze)
    if args.gap:
        first, _, second = args.gap.partition(":")
        gap = assessment.gap(first, second or None)
        terminal.write(as_gap(gap, args, args.language or assessment.plan.rubric.language))
        return 0
    scores = assessment.score(args.layer)
    if args.format == "json":
        terminal.write(scores.to_json() + "\n")
    elif args.format == "csv":
        terminal.write(as_csv(scores))
    else:
        grid = scores_grid(scores, args.language, len(scores))
        terminal.write(tables.to_text(grid, args.decimal))
    if args.format != "json":
        issues.report(scores.issues)
    return 1 if "error" in scores.status else 0


def as_gap(gap: px.LayerGap, args: Namespace, language: str) -> str:
    """One layer against another, in the form that was asked for; numbers are exact."""
    if args.format == "json":
        return json.dumps(asdict(gap), ensure_ascii=False, indent=2, default=str) + "\n"
    if args.format == "csv":
        heads = ("unit", "code", "first", "second", "gap")
        return tables.to_csv(heads, ([str(asdict(c)[h]) for h in heads] for c in gap.cells))
    most = max(1, len(gap.units), len(gap.components))
    grids = gap_grids(gap, language, most)
    return "\n".join(tables.to_text(grid, args.decimal) for grid in grids)
