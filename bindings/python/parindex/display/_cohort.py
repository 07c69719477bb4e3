# SPDX-License-Identifier: MIT
"""How the units that statistics are computed over show themselves."""

from __future__ import annotations

from collections.abc import Sequence

from parindex._typing import Number
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import MOST
from parindex.display._text import show
from parindex.display._words import word

StatisticRow = tuple[int, str, int, Number | None, Number | None, Number | None, Number | None]
"""Position of the statistic from 1, group or nothing for all units, number of values, and their mean,
median, minimum and maximum; None for a number that is too long."""


def cohort_grid(rows: Sequence[StatisticRow], language: str = "en") -> Grid:
    """One row per statistic of the rubric, over all units and over those of each group."""
    numbers = ("values", "mean", "median", "minimum", "maximum")
    heads = [Head(word("statistic", language)), Head(word("group", language), text=True)]
    heads += [Head(word(key, language)) for key in numbers]
    grid = Grid(word("cohort", language), heads, language=language)
    for position, group, count, *figures in rows:
        cells = [str(position), group or word("all_units", language), str(count)]
        grid.rows.append(Row([*cells, *map(show, figures)]))
    if not rows:
        grid.notes.append(word("no_statistics", language))
    return grid.cut(MOST)


def cohort_text(rows: Sequence[StatisticRow]) -> str:
    """The table as aligned lines."""
    return cohort_grid(rows).to_text()


def cohort_html(rows: Sequence[StatisticRow]) -> str:
    """The table that a notebook shows."""
    return cohort_grid(rows).to_html()
