# SPDX-License-Identifier: MIT
"""Hypothesis strategies for leaves that read figures of other nodes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex.reference.expressions import figures_in
from strategies import DOUBTS, POLICIES, SHARES, figure, fractions, leaves_of, one_of, roundings

if TYPE_CHECKING:
    from strategies import Draw

Json = dict[str, Any]


def needs_of(node: Json, found: dict[str, set[str]]) -> dict[str, set[str]]:
    """The nodes that each node depends on directly, by code; the root has the empty code."""
    children = node.get("nodes", node.get("children", ()))
    needs = {child["code"] for child in children if not child.get("informative")}
    needs |= {gate["when"]["node"] for gate in node.get("gates", ()) if "when" in gate}
    needs |= {read["node"] for read in figures_in(node.get("rule", {}))}
    found[node.get("code", "")] = needs
    for child in children:
        needs_of(child, found)
    return found


def apart_from(code: str, needs: dict[str, set[str]]) -> list[str]:
    """The nodes that do not depend on this one."""
    behind, open_ = {code}, [code]
    while open_:
        at = open_.pop()
        above = [other for other, own in needs.items() if at in own and other not in behind]
        behind.update(above)
        open_ += above
    return sorted(set(needs) - behind)


def a_figure(draw: Draw, others: list[str]) -> Json:
    policy = {"when_none": one_of(draw, *POLICIES)}
    return {
        "node": one_of(draw, *others),
        "figure": one_of(draw, "points", "share", "index", "max"),
        **policy,
    }


def a_reading_rule(draw: Draw, others: list[str], maximum: Fraction) -> Json:
    """A rule over figures of nodes alone."""

    def read() -> Json:
        return a_figure(draw, others)

    def points() -> Any:
        return figure(draw, SHARES, maximum)

    on: Json = read()
    if one_of(draw, False, False, True):
        on = {"formula": {one_of(draw, "add", "multiply", "min"): [read(), read()]}}
    elif one_of(draw, False, True):
        on["rounding"] = roundings(draw)
    if one_of(draw, False, False, True):
        on["min"] = 0
    kind = one_of(draw, "bands", "proportional", "linear", "per_unit", "formula", "goalposts")
    cut = figure(draw, fractions("1/2", "1", "2", "50", "100"))
    if kind == "bands":
        return {kind: {"on": on, "steps": [
            {"below": cut, "points": points()}, {"from": cut, "points": points()},
        ]}}  # fmt: skip
    if kind == "linear":
        return {kind: {"on": on, "pieces": [
            {"below": 0, "points": 0}, {"from": 0, "to": cut, "points_from": 0, "points_to": points()},
            {"above": cut, "points": points()},
        ]}}  # fmt: skip
    if kind == "proportional":
        return {kind: {"on": on, "full_at": cut}}
    if kind == "per_unit":
        return {kind: {"on": on, "points_each": figure(draw, fractions("1", "1/3", "2"))}}
    if kind == "goalposts":
        low, high = one_of(draw, (0, cut), (cut, 0), (0, read()))
        return {kind: {"on": on, "low": low, "high": high, "outside": one_of(draw, "clamp", "error"),
                       "scale": "linear", "when_zero": one_of(draw, *POLICIES)}}  # fmt: skip
    cases: list[Json] = [
        {"when": {"of": read(), one_of(draw, "from", "above", "to", "below"): cut}, "points": points()},
        {"points": {one_of(draw, "add", "multiply", "divide", "max"): [read(), read()]}},
    ]  # fmt: skip
    return {kind: {"cases": cases, "when_zero": one_of(draw, *POLICIES)}}


def read_others(draw: Draw, rubric: Json) -> None:
    """Sometimes a leaf or two read figures of nodes that do not depend on them."""
    for leaf in leaves_of(rubric):
        # A leaf that accepts nothing has only the rule that its parent needs.
        if set(DOUBTS) - set(leaf.get("accept", ())) or not one_of(draw, *[False] * 3, True):
            continue
        others = apart_from(leaf["code"], needs_of(rubric, {}))
        if not others:
            continue
        rubric["parindex"] = 2
        maximum = Fraction(str(leaf["max"]))
        leaf["rule"] = a_reading_rule(draw, others, maximum)
        if "groups" in rubric and "only_for" not in leaf and one_of(draw, False, True):
            cases = [
                {"groups": [group], "rule": a_reading_rule(draw, others, maximum)} for group in "AB"
            ]
            leaf["rule"] = {"by_group": {"cases": cases}}
        leaf["inputs"] = []
