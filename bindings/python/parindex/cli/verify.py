# SPDX-License-Identifier: MIT
"""``parindex verify``: a result file against what is computed now."""

from __future__ import annotations

from argparse import Namespace

import parindex as px
from parindex._display_changes import verification_grid
from parindex.cli import arguments, tables, terminal

SHOWN = 20
"""Figures that differ, in the text output."""


def run(args: Namespace) -> int:
    """Say whether every figure is the same; 1 when one differs."""
    found = px.verify(args.result, arguments.score(args))
    if args.format == "json":
        terminal.write(found.to_json() + "\n")
    else:
        grid = verification_grid(found, args.language or "en", SHOWN)
        shown = tables.to_text(grid, args.decimal) if grid.rows else grid.caption + "\n"
        terminal.write(shown)
    return 0 if found else 1
