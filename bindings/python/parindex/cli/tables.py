# SPDX-License-Identifier: MIT
"""Adapts the tables of the library for the command: decimal comma."""

from __future__ import annotations

from parindex._steps import steps
from parindex.display._grid import Grid
from parindex.display._text import with_sign

WIDTH = 100
"""Columns of the output if the width of the terminal is unknown."""


def to_text(grid: Grid, decimal: str = ".") -> str:
    """A table as lines of text; its numbers have this decimal sign."""
    for row in steps(grid.rows):
        row.cells = [
            cell if head.text else with_sign(cell, decimal)
            for head, cell in zip(grid.heads, row.cells, strict=True)
        ]
    return grid.to_text() + "\n"
