# SPDX-License-Identifier: MIT
"""``parindex replay``: old data under new rules, with the totals reconciled."""

from __future__ import annotations

from argparse import Namespace

from parindex._display_changes import comparison_grid, replay_grid
from parindex.cli import diff, issues, tables, terminal


def run(args: Namespace) -> int:
    """Print the table that reconciles the totals, and the units; 1 when a row is in error."""
    found = diff.replay(args)
    if args.format == "json":
        terminal.write_json(found.to_json() + "\n")
    else:
        totals = tables.to_text(replay_grid(found, args.language), args.decimal)
        grid = comparison_grid(found.comparison, args.language, len(found.comparison))
        terminal.write(totals + "\n" + tables.to_text(grid, args.decimal))
        issues.report(found.after.issues)
    return int("error" in found.before.status or "error" in found.after.status)
