# SPDX-License-Identifier: MIT
"""Classes of units, and the figure of the total by which units are classified and ranked."""

from __future__ import annotations

from fractions import Fraction

from parindex.reference.aggregations import Points, Result
from parindex.reference.expressions import within
from parindex.reference.numbers import Json, rounded


def index_rounding(rubric: Json) -> Json | None:
    """The rounding of indices, None if they stay exact."""
    how: Json | str = rubric["index_rounding"]
    return None if isinstance(how, str) else how


def compared(rubric: Json, how: Json, total: Points) -> Fraction:
    """The figure of the total by which units are ranked or classified."""
    if how["on"] == "points":
        return total.exact if how["stage"] == "exact" else total.points
    rounding = index_rounding(rubric) if how["stage"] == "rounded" else None
    return rounded(total.index, rounding) if rounding else total.index


def classify(rubric: Json, total: Result) -> str | None:
    """Give the id of the class that contains the total; None without a total or a class."""
    if "classes" not in rubric or not isinstance(total, Points):
        return None
    x = compared(rubric, rubric["classes"], total)
    bands = rubric["classes"]["bands"]
    return next((str(band["id"]) for band in bands if within(band, x)), None)
