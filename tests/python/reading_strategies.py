# SPDX-License-Identifier: MIT
"""Hypothesis strategies for what format 2 adds to values: steps of roundings, rounded inputs, numbers that mean
that there is no value, points for it, what becomes of excluded maxima, and gates on missing values."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from imputation_strategies import replace_missing
from parindex.reference.aggregations import handed_down
from strategies import MODES, leaves_of, one_of

if TYPE_CHECKING:
    from strategies import Draw

Json = dict[str, Any]

REASONS = ("missing", "not_applicable", "not_proven", "refused")


def a_step(draw: Draw) -> Json:
    """A rounding to a step; some are the same as digits."""
    return {
        "step": one_of(draw, "0.5", "0.25", "0.75", 10, "2.5", "0.1", 1),
        "mode": one_of(draw, *MODES),
    }


def read_otherwise(draw: Draw, rubric: Json) -> None:
    """Put some of these into a rubric of format 1, which stays valid."""
    rubric["parindex"] = 2
    if one_of(draw, False, True):
        rubric["index_rounding"] = a_step(draw)
    # Other leaves have the rule that their parents need.
    leaves = [leaf for leaf in leaves_of(rubric) if "accept" in leaf]
    for place in [rubric, *leaves]:
        if "rounding" in place and one_of(draw, False, True):
            place["rounding"] = a_step(draw)
    for leaf in leaves:
        for kind in REASONS:
            if one_of(draw, *[False] * 7, True):
                leaf[kind] = {"points": one_of(draw, -1, 0, "1/7", "0.05")}
        for declared in leaf.get("inputs", ()):
            read(draw, declared)
        if "custom" not in leaf["rule"] and one_of(draw, False, True):
            replace_missing(draw, leaf, "figure" not in json.dumps(rubric, default=str))
    fill_sums(draw, rubric, None)
    leave_out(draw, rubric, None)
    if leaves and one_of(draw, False, False, True):
        asked = one_of(draw, *leaves)["code"]
        reasons = [reason for reason in REASONS if one_of(draw, False, True)] or ["missing"]
        gate = {
            "id": "silent",
            "when": {"node": asked, "no_value": reasons},
            one_of(draw, "cap", "points"): 0,
        }
        rubric.setdefault("gates", []).append(gate)


def read(draw: Draw, declared: Json) -> None:
    """An input that is rounded, or lists a number below its range that means that there is no value."""
    if declared["type"] not in ("number", "count"):
        return
    ends = [Fraction(declared[end]) for end in ("min", "max") if end in declared]
    if declared["type"] == "number" and "step" not in declared and one_of(draw, False, True):
        digits = one_of(draw, 0, 1, 2, 3)
        if all((end * 10**digits).denominator == 1 for end in ends):
            declared["rounding"] = {"digits": digits, "mode": one_of(draw, *MODES)}
    if "min" in declared and one_of(draw, False, True):
        declared["missing_markers"] = [str(Fraction(declared["min"]) - 7)]


def leave_out(draw: Draw, node: Json, above: Any) -> None:
    """Means and sums that leave out children, products, and points for nodes without remaining
    children."""
    own = node.get("aggregation", above)
    children = node.get("children", node.get("nodes", ()))
    if not children:
        return
    if one_of(draw, *[False] * 3, True):
        node["nothing_left"] = one_of(draw, "zero", "full")
    kind = own if isinstance(own, str) else next(iter(own))
    body = {} if isinstance(own, str) else dict(own[kind])
    if kind in ("mean", "median") and one_of(draw, *[False] * 3, True):
        node["aggregation"] = {"product": body} if body else "product"
    elif kind in ("mean", "weighted_mean", "sum") and not body.keys() & {"adjust", "excluded"}:
        formed = any("only_for" in child for child in children)
        left = [child for child in children if not child.get("informative")]
        weighty = [child for child in left if kind != "weighted_mean" or weighs(child)]
        if len(weighty) > 1 and not formed and one_of(draw, False, True):
            body["drop"] = a_drop(draw, len(weighty))
            node["aggregation"] = {kind: body}
            node["accept"] = {**node.get("accept", {}), "maximum_mismatch": "random figures"}
    for child in children:
        leave_out(draw, child, handed_down(node.get("aggregation", above), above))


def weighs(child: Json) -> bool:
    """Whether a child has a weight above 0 in every set."""
    weight = child["weight"]
    every = weight.values() if isinstance(weight, dict) else [weight]
    return all(Fraction(str(each)) > 0 for each in every)


def a_drop(draw: Draw, children: int) -> Json:
    """Fewer than all of the children, with a rule for ties."""
    drop: Json = {"by": one_of(draw, "points", "share"), "ties": one_of(draw, "first", "last")}
    end = one_of(draw, "lowest", "highest") if children == 2 else one_of(draw, "lowest", "highest", "both")  # fmt: skip
    if end != "highest":
        drop["lowest"] = one_of(draw, *range(1, children - (end == "both")))
        drop["excluded"] = one_of(draw, "counted", "not_counted")
    if end != "lowest":
        drop["highest"] = one_of(draw, *range(1, children - drop.get("lowest", 0)))
    return drop


def fill_sums(draw: Draw, node: Json, above: Any) -> None:
    """Sums that share out the maxima of excluded children."""
    own = node.get("aggregation", above)
    children = node.get("children", node.get("nodes", ()))
    if own == "sum" and children and "cap" not in node and one_of(draw, False, True):
        node["aggregation"] = {"sum": {"excluded": one_of(draw, "rescale", "redistribute")}}
    for child in children:
        fill_sums(draw, child, handed_down(own, above))
