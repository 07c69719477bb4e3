# SPDX-License-Identifier: MIT
"""Classes of units, and the figure of a node by which units are classified and ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from parindex.reference.aggregations import Points, Result
from parindex.reference.expressions import within
from parindex.reference.numbers import Json, Number, rounded


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
    if "quota" in of.node["classes"]:
        return None  # the other units decide
    x = compared(of.node["classes"], result, of.index_rounding)
    bands = of.node["classes"]["bands"]
    return next((str(band["id"]) for band in bands if within(band, x)), None)


def by_quota(of: Stated, units: Sequence[tuple[str, Result] | None]) -> list[str | None]:
    """Give the id of the class by quota of each unit: its group and its result, None for one out of the ranking."""
    rule = of.node["classes"]
    quota = rule["quota"]
    values = [
        (
            unit[0] if quota["within"] == "group" else "",
            compared(rule, unit[1], of.index_rounding),
        )
        if unit is not None and isinstance(unit[1], Points)
        else None
        for unit in units
    ]
    found: list[str | None] = [None] * len(units)
    for group in {value[0] for value in values if value is not None}:
        members = {i: value[1] for i, value in enumerate(values) if value and value[0] == group}
        rest = dict(members)
        for band in rule["bands"]:
            room = Fraction(len(members))
            if "percent" in band:
                how = {"digits": "0", "mode": quota["rounding"]}
                room = rounded(Number(band["percent"]) * len(members) / 100, how)
            lower = {end: band[end] for end in ("from", "above") if end in band}
            taken = []
            for at, x in rest.items():
                better = sum(other > x for other in rest.values())
                equal = sum(other == x for other in rest.values())
                fits = better < room if quota["ties"] == "better" else better + equal <= room
                if fits and within(lower, x):
                    taken.append(at)
            for at in taken:
                found[at] = str(band["id"])
                del rest[at]
    return found
