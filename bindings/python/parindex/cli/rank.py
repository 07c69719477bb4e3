# SPDX-License-Identifier: MIT
"""``parindex rank``: the units in order."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import parindex as px
from parindex._steps import read_json
from parindex.cli import arguments, issues, options, tables, terminal
from parindex.io import _csv

SUMMARY = "Rank the units of a table."
FORMATS = ("text", "json", "csv")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    options.add_rubric(parser)
    options.add_weights(parser)
    options.add_data(parser)
    options.add_rank_options(parser)
    options.add_text_options(parser)


def run(args: Namespace) -> int:
    """Print the ranking; 1 when a row is in error and so has no rank."""
    scores = arguments.score(args)
    ranking = scores.rank(
        on=args.on, stage=args.stage, ties=args.ties, tie_break=args.tie_break, within=args.within
    )
    if args.format == "json":
        terminal.write_json(ranking.to_json() + "\n")
    else:
        if args.format == "csv":
            terminal.write_data(as_csv(ranking, guard=args.guard))
        else:
            terminal.write(as_text(ranking, args))
        issues.report([*scores.issues, *ranking.issues])
    return 1 if "error" in scores.status else 0


def as_text(ranking: px.Ranking, args: Namespace) -> str:
    """The ranking as a table; its issues go to the error stream instead of below it."""
    grid = ranking._grid(args.language, len(ranking))
    grid.notes.clear()
    return tables.to_text(grid, args.decimal)


def as_csv(ranking: px.Ranking, *, guard: bool) -> str:
    """One row per unit, in order; numbers are written as in the JSON form."""
    heads = ("group", "rank", "label", "unit", "value", "class", "reason")
    entries = read_json(ranking.to_json())["entries"]
    return _csv.to_csv(
        heads,
        ([entry[name] for name in heads] for entry in entries),
        names={*heads} - {"rank", "value"},
        guard=guard,
    )
