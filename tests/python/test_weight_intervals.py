# SPDX-License-Identifier: MIT
"""Intervals of weights, dominance and removals, against rubrics with these weights that are scored again."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from random_runs import run

Json = dict[str, Any]
UNITS = ("A", "B", "C")
SHARES = ("0", "0.2", "0.25", "0.5", "0.7", "1")


def tree(draw: Any, depth: int, code: str = "") -> Json:
    """A tree of sums, means and weighted means over leaves that give a share of their maximum."""
    node: Json = {"code": code} if code else {}
    if depth == 0 or (code and draw(st.integers(0, 2)) == 0):
        node |= {"max": draw(st.sampled_from(["1", "2", "5"])), "missing": "exclude"}
        node["inputs"] = [{"name": "s", "type": "number", "min": 0, "max": 1}]
        node["rule"] = {"proportional": {"on": {"value": "s"}, "full_at": 1}}
        return node
    names = [f"{code}.{n}".lstrip(".") for n in range(1, draw(st.integers(2, 3)) + 1)]
    children = [tree(draw, depth - 1, name) for name in names]
    kind = draw(st.sampled_from(["sum", "sum", "weighted_mean", "mean"]))
    node["aggregation"] = kind
    node["max"] = str(sum(Fraction(one["max"]) for one in children)) if kind == "sum" else "7/3"
    for child in children:
        child["weight"] = draw(st.sampled_from(["1", "2", "0.5", "1/3"]))
        if kind != "weighted_mean":
            del child["weight"]
    node["children" if code else "nodes"] = children
    return node


def rubric_of(node: Json, on: str = "index", **more: Any) -> Json:
    return {
        "parindex": 2, "id": "w", "edition": "1", "missing": "error", "index_rounding": {"digits": 2, "mode": "half_up"},
        "ranking": {"on": on, "stage": "exact", "ties": "competition", "within": "all"}, **node, **more,
    }  # fmt: skip


def children(node: Json) -> list[Json]:
    found: list[Json] = node.get("nodes", node.get("children", []))
    return found


def walk(node: Json) -> list[Json]:
    return [node, *(one for child in children(node) for one in walk(child))]


def scaled(node: Json, factor: Fraction) -> None:
    """A part of a sum with another maximum."""
    node["max"] = str(Fraction(node["max"]) * factor)
    if node.get("aggregation") == "sum":
        for child in children(node):
            scaled(child, factor)


def with_weight(document: Json, code: str, weight: Fraction) -> Json:
    """The rubric with another weight; means are weighted means in it."""
    made: Json = json.loads(json.dumps(document))
    above = {child["code"]: node for node in walk(made) for child in children(node)}
    own = next(node for node in walk(made) if node.get("code") == code)
    for node in walk(made):
        if node.get("aggregation") == "mean":
            node["aggregation"] = "weighted_mean"
            for child in children(node):
                child["weight"] = "1"
    parent = above[code]
    if parent["aggregation"] != "sum":
        own["weight"] = str(weight)
        return made
    more = weight - Fraction(own["max"])
    scaled(own, weight / Fraction(own["max"]))
    while parent is not None and parent["aggregation"] == "sum":
        parent["max"] = str(Fraction(parent["max"]) + more)
        parent = above.get(parent.get("code", ""))  # type: ignore[assignment]
    return made


def totals(document: Json, rows: list[Json]) -> dict[str, Fraction]:
    on = document["ranking"]["on"]
    scores = px.Rubric.from_json(document).compile().score(rows)
    figures = ((one.unit, one.total) for one in scores if one.status == "ok")
    return {
        unit: Fraction((total.exact if on == "points" else total.index_exact) or 0)
        for unit, total in figures
    }


def sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


@st.composite
def tables(draw: Any, document: Json, lack: bool) -> list[Json]:
    leaves = [node["code"] for node in walk(document) if "rule" in node]
    cell = st.sampled_from([*SHARES, None] if lack else SHARES)
    return [{"unit": unit, **{f"{code}.s": draw(cell) for code in leaves}} for unit in UNITS]


@run(25)
@given(st.data())
def test_units_keep_their_order_within_the_interval_and_lose_it_beyond(data: Any) -> None:
    node = tree(data.draw, 2)
    document = rubric_of(node, data.draw(st.sampled_from(["index", "points"])))
    lack = data.draw(st.booleans())
    rows = data.draw(tables(document, lack))
    scores = px.Rubric.from_json(document).compile().score(rows)
    found = scores.weight_intervals()
    now = totals(document, rows)
    assert set(found.units) == set(now)
    codes = [one["code"] for one in walk(document)[1:]]
    assert set(found.codes) | set(found.left_out) == set(codes)
    if not lack:
        parents = [one for one in walk(document) if len(children(one)) > 1]
        assert set(found.codes) == {child["code"] for one in parents for child in children(one)}
    for first, second in combinations(found.units, 2):
        order = sign(now[first] - now[second])
        for one in found.between(first, second):
            check(one, order, partial(side, document, rows, one.code, (first, second)))


def side(
    document: Json, rows: list[Json], code: str, pair: tuple[str, str], weight: Fraction
) -> int:
    """The order of two units with another weight."""
    then = totals(with_weight(document, code, weight), rows)
    return sign(then[pair[0]] - then[pair[1]])


def check(one: px.WeightInterval, order: int, side: Callable[[Fraction], int]) -> None:
    weight = Fraction(one.weight)
    tiny = Fraction(1, 10**7)
    if order == 0:
        assert one.low == one.high
        assert (one.low is None) == (side(weight + 1) == 0 == side(weight / 2))
        return
    if one.low is None:
        assert side(weight / 1000) == order
    else:
        low = Fraction(one.low)
        assert low <= weight
        assert side((low + weight) / 2) == order
        if low > 0:
            assert side(low) == (0 if one.low_exact else order)
        if low > tiny:
            assert side(low - tiny) == -order
    if one.high is None:
        assert side(weight * 1000 + 1000) == order
    else:
        high = Fraction(one.high)
        assert side((high + weight) / 2) == order
        assert side(high) == (0 if one.high_exact else order)
        assert side(high + tiny) == -order


@run(25)
@given(st.data())
def test_the_order_stays_until_the_first_two_units_meet(data: Any) -> None:
    document = rubric_of(tree(data.draw, 2))
    scores = px.Rubric.from_json(document).compile().score(data.draw(tables(document, False)))
    found = scores.weight_intervals()
    pairs = {pair: found.between(*pair) for pair in combinations(found.units, 2)}
    now = {unit: scores[unit].total.index_exact for unit in found.units}
    for at, one in enumerate(found.order):
        apart = [of[at] for (a, b), of in pairs.items() if now[a] != now[b]]
        lows = [each.low for each in apart if each.low is not None]
        highs = [each.high for each in apart if each.high is not None]
        assert one.low == (max(lows) if lows else None)
        assert one.high == (min(highs) if highs else None)


def corners(
    weights: list[Fraction], ranges: list[tuple[Fraction, Fraction]]
) -> list[list[Fraction]]:
    """The corners of a box cut by the sum of the weights."""
    found = []
    for free in range(len(weights)):
        others = [at for at in range(len(weights)) if at != free]
        for ends in product((0, 1), repeat=len(others)):
            made = [Fraction(0)] * len(weights)
            for at, end in zip(others, ends, strict=True):
                made[at] = ranges[at][end]
            made[free] = sum(weights) - sum(made)
            if ranges[free][0] <= made[free] <= ranges[free][1]:
                found.append(made)
    return found


@run(25)
@given(st.data())
def test_how_far_a_unit_is_ahead_at_the_least(data: Any) -> None:
    def leaf(code: str, **more: Any) -> Json:
        rule = {"proportional": {"on": {"value": "s"}, "full_at": 1}}
        inputs = [{"name": "s", "type": "number", "min": 0, "max": 1}]
        return {"code": code, "max": "3", "rule": rule, "inputs": inputs, **more}

    def weight() -> Json:
        return {"weight": data.draw(st.sampled_from(["1", "2", "0.5"]))}

    inner = {"code": "2", "max": "4", **weight(), "aggregation": "weighted_mean"}
    inner["children"] = [leaf("2.1", **weight()), leaf("2.2", **weight())]
    top = [leaf("1", **weight()), inner, leaf("3", **weight())]
    document = rubric_of({"max": "10", "aggregation": "weighted_mean", "nodes": top})
    rows = data.draw(tables(document, False))
    percent = data.draw(st.sampled_from([None, 10, "25", 50, 150]))
    found = px.Rubric.from_json(document).compile().score(rows).dominance(within=percent)
    now = totals(document, rows)
    assert {(one.first, one.second) for one in found.pairs} == {
        (a, b) for a, b in product(now, repeat=2) if now[a] > now[b]
    }
    sets = []
    for group in (top, inner["children"]):
        weights = [Fraction(node["weight"]) for node in group]
        share = None if percent is None else Fraction(percent) / 100
        whole = sum(weights, Fraction(0))
        ranges = [
            (Fraction(0), whole)
            if share is None
            else (max(w * (1 - share), Fraction(0)), w * (1 + share))
            for w in weights
        ]
        sets.append(
            [
                dict(zip([node["code"] for node in group], corner, strict=True))
                for corner in corners(weights, ranges)
            ]
        )
    least: dict[tuple[str, str], Fraction] = {}
    seen: dict[str, set[int]] = {unit: set() for unit in now}
    for parts in product(*sets):
        made = json.loads(json.dumps(document))
        for node in walk(made)[1:]:
            node["weight"] = str({**parts[0], **parts[1]}[node["code"]])
        then = totals(made, rows)
        for pair in product(now, repeat=2):
            gap = then[pair[0]] - then[pair[1]]
            least[pair] = min(gap, least.get(pair, gap))
        for unit in now:
            seen[unit].add(1 + sum(other > then[unit] for other in then.values()))
    for one in found.pairs:
        assert one.least == least[one.first, one.second]
        assert one.robust == (least[one.first, one.second] > 0)
        assert found.between(one.second, one.first) == one
    for unit in found.rank_ranges:
        assert unit.best <= min(seen[unit.unit])
        assert unit.worst >= max(seen[unit.unit])


def test_leaves_of_sums_share_one_whole() -> None:
    leaves = [
        {"code": f"{field}.{n}", "max": "2", "rule": {"direct": {"min": "0", "max": "2"}}}
        for field in "12" for n in "12"
    ]  # fmt: skip
    nodes = [
        {"code": "1", "max": "4", "children": leaves[:2]},
        {"code": "2", "max": "4", "children": leaves[2:]},
    ]
    plan = px.Rubric.from_json(
        rubric_of({"max": "8", "aggregation": "sum", "nodes": nodes})
    ).compile()
    scores = plan.score([
        {"unit": "A", "1.1": 2, "1.2": 2, "2.1": 1, "2.2": 1}, {"unit": "B", "1.1": 1, "1.2": 1, "2.1": 1, "2.2": 2},
    ])  # fmt: skip
    (pair,) = scores.dominance(within=50).pairs
    # A is ahead by half of the points at 1.1 and 1.2, and behind by as much at 2.2.
    # With weights of 1, 1, 3 and 3 that is 100 * (1/2 + 1/2 + 0 - 3/2) / 8.
    assert pair == ("A", "B", Fraction(25, 2), Fraction(-25, 4))
    assert not pair.robust
    assert scores.dominance(within=10).pairs[0].robust
    with pytest.raises(px.DataError) as found:
        scores.dominance(
            within={"1": (1, 2), "1.1": (3, 2), "9": (0, 1), "1.2": "x", "2.1": (0, None)}
        )
    assert [(one.code, one.field) for one in found.value.issues] == [
        ("value_unexpected", "1.1"), ("code_unknown", "9"), ("value_unexpected", "1.2"), ("value_type", "2.1"),
        ("value_unexpected", "1"),
    ]  # fmt: skip
    with pytest.raises(
        px.DataError, match="no weights within the ranges below the total add up to 8"
    ):
        scores.dominance(within={"1.1": (3, 4)})
    with pytest.raises(px.DataError, match="within: not a number"):
        scores.dominance(within="many")
    one = {interval.code: interval for interval in scores.weight_intervals().between("A", "B")}
    assert (one["2.2"].low, one["2.2"].high) == (None, 4)
    assert (one["1"].low, one["1"].high) == (2, None)


def test_what_is_no_plain_sum_or_mean_is_left_out() -> None:
    leaves = [
        {"code": f"{field}.{n}", "max": "2", "rule": {"direct": {"min": "0", "max": "2"}}}
        for field in "12" for n in "12"
    ]  # fmt: skip
    nodes = [
        {
            "code": "1",
            "max": "4",
            "children": leaves[:2],
            "rounding": {"digits": 0, "mode": "half_up"},
        },
        {"code": "2", "max": "4", "children": leaves[2:], "aggregation": "median"},
    ]
    plan = px.Rubric.from_json(
        rubric_of({"max": "8", "aggregation": "sum", "nodes": nodes})
    ).compile()
    found = plan.score([
        {"unit": "A", "1.1": 2, "1.2": 2, "2.1": 1, "2.2": 1}, {"unit": "B", "1.1": 1, "1.2": 1, "2.1": 1, "2.2": 2},
    ]).weight_intervals()  # fmt: skip
    assert found.codes == ("1", "2")
    assert list(found.left_out) == ["1.1", "1.2", "2.1", "2.2"]
    assert found.left_out["1.1"] == "1 is no plain sum or mean of all its children"
    assert "không phải là tổng" in found.to_text(language="vi")
    with pytest.raises(KeyError, match="no unit 'D'"):
        found.between("A", "D")


def test_the_weights_are_those_of_the_first_set() -> None:
    rule = {"direct": {"min": "0", "max": "1"}}
    nodes = [
        {"code": code, "max": "1", "weight": {"base": weight, "equal": "1"}, "rule": rule}
        for code, weight in zip("abc", ("1", "2", "3"), strict=True)
    ]
    top = {
        "max": "1",
        "aggregation": "weighted_mean",
        "weight_sets": ["base", "equal"],
        "nodes": nodes,
    }
    rubric = px.Rubric.from_json(rubric_of(top))
    rows = [
        {"unit": "A", "a": 1, "b": 0, "c": "0.5"},
        {"unit": "B", "a": 0, "b": "0.4", "c": "0.6"},
    ]
    base, equal = (one.compile().score(rows) for one in (rubric, rubric.with_weights("equal")))
    assert [one.weight for one in base.weight_intervals().order] == [1, 2, 3]
    assert [one.weight for one in equal.weight_intervals().order] == [1, 1, 1]
    assert (
        base.cheapest_path("B", gain="0.1").cost == equal.cheapest_path("B", gain="0.1").cost == 1
    )
    assert equal.cheapest_path("B", gain="0.3").proven
