# SPDX-License-Identifier: MIT
"""Random draws of every kind for a rubric and its table."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import parindex as px
from parindex.reference import read_rubric
from parindex.results._places import PlaceError, find_place
from strategies import (
    POLICIES,
    Above,
    a_node,
    leaf_cells,
    leaves_of,
    one_of,
    roundings,
    some_classes,
)

Json = dict[str, Any]
DRAWS = 4
POINTS: Json = {"points": "1/97"}
"""A policy whose points are no multiple of what the rule gives."""
WEIGHTS: tuple[Any, ...] = (1, 3, 0.1, "2.5", Decimal("0.25"), Fraction(2, 7), 1000003, 0)


def a_leaf(draw: Any, code: str) -> tuple[Json, Fraction]:
    """A leaf with any rule and its maximum; now and then only for a group, rounded, or with a policy."""
    leaf, maximum = a_node(draw, code, 9, Above("sum", weighted=False, plain=True))
    leaf.pop("weight", None)
    if one_of(draw, False, False, True):
        leaf["rounding"] = roundings(draw)
    if one_of(draw, False, False, True):
        leaf["missing"] = one_of(draw, *POLICIES, POINTS)
    return leaf, maximum


def a_tree(draw: Any, node: Json, key: str, depth: int, stem: str, inherited: str) -> None:
    """Children of sums, means and weighted means."""
    kind = one_of(draw, "sum", "sum", "mean", "weighted_mean", inherited)
    if kind != inherited or one_of(draw, False, True):
        node["aggregation"] = kind
    children: list[Json] = []
    maximum = Fraction(0)
    for number in range(1, one_of(draw, 1, 2, 3) + 1):
        code = f"{stem}{number}"
        if depth and one_of(draw, False, True):
            child: Json = {"code": code}
            a_tree(draw, child, "children", depth - 1, f"{code}.", kind)
            most = Fraction(child["max"])
        else:
            child, most = a_leaf(draw, code)
        if kind == "weighted_mean":
            child["weight"] = one_of(draw, "1", "2", "0.5", "1/3")
        if one_of(draw, *[False] * 9, True) and children:
            child["informative"] = True
            child.pop("weight", None)
        else:
            maximum += most
        children.append(child)
    node[key] = children
    node["max"] = str(maximum) if kind == "sum" else one_of(draw, "10", "7/3", "100")
    if one_of(draw, False, False, True):
        node["rounding"] = roundings(draw)


def a_plain_rubric(draw: Any) -> Json:
    """A rubric whose draws are computed in whole numbers, as long as they are not too odd."""
    from expression_strategies import CALENDAR

    rubric: Json = {
        "parindex": 2, "id": "plain", "edition": "1", "missing": one_of(draw, *POLICIES, POINTS), "calendar": CALENDAR,
        "index_rounding": one_of(draw, "exact", roundings(draw), {"digits": 1, "mode": "half_even"}),
        "ranking": {
            "on": one_of(draw, "index", "points"), "stage": one_of(draw, "exact", "rounded"),
            "ties": one_of(draw, "competition", "dense", "ordinal"), "tie_break": [],
            "within": one_of(draw, "all", "group"),
        },
    }  # fmt: skip
    a_tree(draw, rubric, "nodes", 2, "", "sum")
    rubric.setdefault("aggregation", "sum")
    if one_of(draw, False, False, True):
        rubric["groups"] = [{"id": "A"}, {"id": "B"}]
        for node in rubric["nodes"][1:]:
            if one_of(draw, False, False, True) and rubric["aggregation"] != "sum":
                node["only_for"] = ["A"]
    if one_of(draw, False, False, True):
        rubric["classes"] = some_classes(draw)
    return rubric


def a_banded_leaf(draw: Any, code: str) -> Json:
    """Bands of a quantity without gaps, sometimes not from 0 to the maximum."""
    kind = one_of(draw, "value", "value", "ratio", "percent")
    names = ("value",) if kind == "value" else ("done", "planned")
    inputs: list[Json] = []
    for name in names:
        made: Json = {"name": name, "type": one_of(draw, "number", "number", "number", "count")}
        if one_of(draw, False, True, True):
            made["min"] = one_of(draw, "0", "0", "1", "-5") if name == "value" else "1"
        if one_of(draw, False, True, True):
            made["max"] = one_of(draw, "50", "100", "12.5" if made["type"] == "number" else "12")
        inputs.append(made)
    on: Json = {kind: names[0] if kind == "value" else list(names)}
    if kind != "value":
        on["when_zero"] = one_of(draw, *POLICIES)
    if one_of(draw, False, False, True):
        on["max"] = one_of(draw, "100", "10")
    cuts = sorted(one_of(draw, *range(1, 60)) for _ in range(one_of(draw, 1, 2, 3)))
    cuts = sorted({Fraction(cut, one_of(draw, 1, 2, 7)) for cut in cuts})
    steps: list[Json] = []
    lower: Json = {}
    points = ["0", *("1" for _ in cuts[1:]), "2"]
    if one_of(draw, *[False] * 5, True):
        points.reverse()
    for cut, given in zip(cuts, points, strict=False):
        closed = one_of(draw, True, False)
        steps.append({**lower, "below" if closed else "to": str(cut), "points": given})
        lower = {"from" if closed else "above": str(cut)}
    steps.append({**lower, "points": points[len(cuts)]})
    leaf: Json = {
        "code": code,
        "max": "2",
        "inputs": inputs,
        "rule": {"bands": {"on": on, "steps": steps}},
    }
    if one_of(draw, False, False, True):
        leaf["missing"] = one_of(draw, *POLICIES, POINTS)
    return leaf


def a_banded_rubric(draw: Any) -> Json:
    """Leaves with bands under a sum or a mean."""
    kind = one_of(draw, "sum", "mean")
    leaves = [a_banded_leaf(draw, str(number)) for number in range(1, one_of(draw, 1, 2, 3) + 1)]
    return {
        "parindex": 2, "id": "banded", "edition": "1", "missing": one_of(draw, *POLICIES), "aggregation": kind,
        "index_rounding": "exact", "max": str(2 * len(leaves)) if kind == "sum" else "10", "nodes": leaves,
        "ranking": {"on": "points", "stage": "exact", "ties": "competition", "tie_break": [], "within": "all"},
    }  # fmt: skip


def some_ends(draw: Any, plan: px.Plan, rows: list[Json]) -> dict[str, Any]:
    """Draws of ends and points of bands, and of values."""
    document = json.loads(plan.rubric._resolved())
    made: dict[str, dict[str, Any]] = {}

    def add(argument: str, address: str, drawn: Any) -> None:
        made.setdefault(argument, {})[address] = drawn

    for node in document["nodes"]:
        for what in ("thresholds", "points"):
            for address in places(node["code"], node, what):
                if "/steps/" in address and one_of(draw, False, True):
                    exact = Fraction(str(now(node, address, what)))
                    numbers = (
                        exact,
                        exact,
                        exact + Fraction(1, 3),
                        exact - Fraction("0.01"),
                        exact * 2,
                        float(exact),
                    )
                    add(what, address, values(draw, *numbers))
    if one_of(draw, False, True):
        columns(draw, plan, rows, add)
    if one_of(draw, False, True):
        for leaf in document["nodes"]:
            if "value" in leaf["rule"]["bands"]["on"] and leaf["code"] not in made.get(
                "inputs", {}
            ):
                grid = [
                    [float(one_of(draw, 0, 0.1, 1, 5.5, 12.5, 50, 3.3)) for _ in rows]
                    for _ in range(DRAWS)
                ]
                add("inputs", leaf["code"], grid)
    return made


plain_rubrics = st.composite(a_plain_rubric)
banded_rubrics = st.composite(a_banded_rubric)


def places(code: str, node: Json, what: Any) -> list[str]:
    """The addresses that an issue about an unknown one lists."""
    try:
        find_place(node, ["?"], what)
    except PlaceError as wrong:
        return [f"{code}/{place}" for place in wrong.known]
    raise AssertionError


def now(node: Json, address: str, what: Any) -> Any:
    """What the rubric has at an address."""
    part: Any = node
    for step in find_place(node, address.split("/")[1:], what):
        part = part[step]
    return part


def values(draw: Any, *choices: Any) -> Any:
    """One value for each draw, or one for all of them."""
    if one_of(draw, *[False] * 5, True):
        return one_of(draw, *choices)
    return [one_of(draw, *choices) for _ in range(DRAWS)]


def near(number: Any, *, share: bool = False) -> tuple[Any, ...]:
    """A number and a few others."""
    exact = Fraction(str(number))
    others = (exact * 2, exact / 2) if share else (exact + Fraction(1, 4), exact - 1)
    return (exact, exact, exact, *others)


def some_draws(draw: Any, plan: px.Plan, rows: list[Json]) -> dict[str, Any]:
    """Arguments of `simulate`, with some of its kinds of draws."""
    document = json.loads(plan.rubric._resolved())
    nodes = {"": document}

    def visit(node: Json) -> None:
        for child in node.get("nodes", node.get("children", ())):
            nodes[child["code"]] = child
            visit(child)

    visit(document)
    codes = [code for code in nodes if code]
    made: dict[str, dict[str, Any]] = {}

    def add(argument: str, address: str, drawn: Any) -> None:
        made.setdefault(argument, {})[address] = drawn

    for _ in range(one_of(draw, 1, 2, 2, 3, 5)):
        kind = one_of(
            draw,
            "weights",
            "maxima",
            "points",
            "thresholds",
            "inputs",
            "inputs",
            "policies",
            "roundings",
        )
        code = one_of(draw, *codes)
        node = nodes[code]
        if kind == "weights" and isinstance(node.get("weight"), str):
            add(kind, code, values(draw, *WEIGHTS))
        elif kind == "maxima":
            add(kind, code, values(draw, *near(node["max"], share=True)))
        elif kind in ("points", "thresholds"):
            found = places(code, node, kind)
            if found:
                address = one_of(draw, *found)
                if any(address in others for others in made.values()):
                    continue  # a number that is neither is drawn as either
                number = now(node, address, kind)
                add(kind, address, values(draw, *near(number, share=kind == "points")))
        elif kind == "policies":
            word = one_of(draw, "missing", "not_applicable", "not_proven", "refused")
            where = one_of(draw, code, code, "")
            points = {"points": Fraction(str(node["max"])) / 2}
            add(kind, f"{where}/{word}", values(draw, *POLICIES, points))
        elif kind == "roundings":
            where = one_of(draw, code, code, "")
            how = [None, roundings(draw), roundings(draw), {"mode": "half_even", "step": "0.5"}]
            which = one_of(draw, "", "", "/index_rounding")
            add(kind, where + which, values(draw, *how))
        elif kind == "inputs":
            columns(draw, plan, rows, add)
    return made


def columns(draw: Any, plan: px.Plan, rows: list[Json], add: Any) -> None:
    """Other values of the columns of a leaf."""
    leaves = leaves_of(read_rubric(plan.rubric.to_json()))
    leaf = one_of(draw, *leaves)
    leaf.setdefault("inputs", [])
    known = {column.name for column in plan.columns}
    cells = [[leaf_cells(draw, leaf) for _ in rows] for _ in range(DRAWS)]
    for name in cells[0][0] if rows else ():
        if name in known and all(name in cell for of_draw in cells for cell in of_draw):
            how = one_of(draw, "all", "all", "one", "unit")
            blank = one_of(draw, False, False, True)
            grid = [[cell[name] for cell in of_draw] for of_draw in cells]
            if blank:
                grid[-1][0] = None
            if how == "all":
                add("inputs", name, grid)
            elif how == "one":
                add("inputs", name, [of_draw[0] for of_draw in grid])
            else:
                add("inputs", name, {rows[0]["unit"]: [of_draw[0] for of_draw in grid]})


def only(drawn: dict[str, Any], keep: list[int]) -> dict[str, Any]:
    """The same for some of the draws."""

    def chosen(given: Any) -> Any:
        if isinstance(given, list):
            return [given[draw] for draw in keep]
        if isinstance(given, dict) and given and all(isinstance(v, list) for v in given.values()):
            return {name: chosen(one) for name, one in given.items()}
        return given

    return {
        argument: {address: chosen(given) for address, given in members.items()}
        for argument, members in drawn.items()
    }


def rows_of(drawn: dict[str, Any], rows: list[Json], draw: int) -> list[Json]:
    """The rows of a draw."""
    made = [dict(row) for row in rows]
    for name, given in drawn.get("inputs", {}).items():
        for at, row in enumerate(made):
            if isinstance(given, dict):
                if row["unit"] in given:
                    row[name] = given[row["unit"]][draw]
                continue
            one = given[draw] if isinstance(given, list) else given
            row[name] = one[at] if isinstance(one, list) else one
    return made
