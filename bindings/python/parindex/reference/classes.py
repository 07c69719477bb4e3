# SPDX-License-Identifier: MIT
"""Classes of units, and the figure of a node by which units are classified and ranked."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from parindex.reference.aggregations import Points, Result
from parindex.reference.expressions import within
from parindex.reference.numbers import Json, rounded


@dataclass(frozen=True)
class Stated:
    """A node, and the rounding of its index: its own, or that of the nearest node above; None if it stays exact."""

    node: Json
    index_rounding: Json | None


def stated(rubric: Json) -> dict[str, Stated]:
    """Every node by code, the whole rubric under the empty code."""
    found: dict[str, Stated] = {}

    def walk(node: Json, above: Json | str) -> None:
        how = node.get("index_rounding", above)
        found[node.get("code", "")] = Stated(node, None if isinstance(how, str) else how)
        for child in node.get("children", node.get("nodes", ())):
            walk(child, how)

    walk(rubric, rubric["index_rounding"])
    return found


def compared(how: Json, result: Points, index_rounding: Json | None) -> Fraction:
    """The figure of a node by which units are ranked or classified."""
    if how["on"] == "points":
        return result.exact if how["stage"] == "exact" else result.points
    rounding = index_rounding if how["stage"] == "rounded" else None
    return rounded(result.index, rounding) if rounding else result.index


def classify(of: Stated, result: Result) -> str | None:
    """Give the id of the class that contains the result of a node; None without a result or a class."""
    if "classes" not in of.node or not isinstance(result, Points):
        return None
    x = compared(of.node["classes"], result, of.index_rounding)
    bands = of.node["classes"]["bands"]
    return next((str(band["id"]) for band in bands if within(band, x)), None)
