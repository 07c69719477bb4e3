# SPDX-License-Identifier: MIT
"""``parindex score``: points, index and rank of every unit."""

from __future__ import annotations

from argparse import Namespace

import parindex as px
from parindex._display import scores_grid
from parindex._steps import read_json
from parindex.cli import arguments, issues, tables, terminal

FIGURES = ("points", "max", "index")


def run(args: Namespace) -> int:
    """Print the results; 1 when a row is in error."""
    scores = arguments.score(args)
    if args.format == "json":
        terminal.write(scores.to_json() + "\n", args.output)
    else:
        if args.format == "csv":
            shown = as_csv(scores)
        else:
            shown = tables.to_text(scores_grid(scores, args.language, len(scores)), args.decimal)
        terminal.write(shown, args.output)
        # In JSON the issues stand in the results of their units; here they would spoil the table.
        issues.report(scores.issues)
    return 1 if "error" in scores.status else 0


def as_csv(scores: px.Scores) -> str:
    """One row per unit: the total, then points, maximum and index of every node.

    Numbers stand as in the JSON form; one that is not there is an empty cell.
    """
    # From the JSON text, where numbers are written out already.
    units = read_json(scores.to_json())["units"]
    head = ("unit", "group", "status", "rank", "class", *FIGURES)
    codes = scores.plan.codes
    return tables.to_csv(
        [*head, *(f"{code}.{figure}" for code in codes for figure in FIGURES)],
        (
            [
                *(unit[name] for name in head),
                *(unit["nodes"][code][figure] for code in codes for figure in FIGURES),
            ]
            for unit in units
        ),
    )
