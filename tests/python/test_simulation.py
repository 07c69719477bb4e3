# SPDX-License-Identifier: MIT
"""A simulation has the totals and ranks that each draw has as a rubric of its own."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from parindex.results import _whole_draws
from random_runs import run
from strategies import one_of, roundings, rubrics, tables
from test_digests import PLAN
from test_equality import compile_rubric
from test_exports import as_float, same

np = pytest.importorskip("numpy", reason="NumPy is not installed")
Json = dict[str, Any]


def changed(rubric: Json, weights: dict[str, Any]) -> Json:
    """The rubric with other weights."""
    document = json.loads(json.dumps(rubric))

    def visit(node: Json) -> None:
        if node.get("code") in weights:
            node["weight"] = str(weights[node["code"]])
        for child in node.get("nodes", node.get("children", ())):
            visit(child)

    visit(document)
    return document


def compare(plan: px.Plan, rubric: Json, rows: list[Json], weights: dict[str, list[Any]]) -> None:
    made = plan.simulate(rows, weights=weights)
    assert made.units == tuple(row["unit"] for row in rows)
    for draw in range(made.draws):
        one = {code: Fraction(str(values[draw])) for code, values in weights.items()}
        scores = compile_rubric(changed(rubric, one)).score(rows)
        for at, unit in enumerate(scores):
            assert same(made.points[draw, at], as_float(unit.points))
            assert same(made.index[draw, at], as_float(unit.index))
        if "ranking" in rubric:
            assert made.ranks is not None
            assert made.ranks[draw].tolist() == [
                scores.rank()[unit.unit].rank or 0 for unit in scores
            ]
        again = made.scores(draw)
        assert [unit.points for unit in again] == [unit.points for unit in scores]


def weighted(draw: Any, depth: int, code: str = "") -> Json:
    """A tree of weighted means, means and sums over marks, with and without roundings."""
    node: Json = {"code": code} if code else {}
    if depth == 0 or (code and one_of(draw, False, False, True)):
        node["max"] = one_of(draw, "1", "2", "5")
        node["rule"] = {"direct": {"min": "0", "step": "0.25", "max": node["max"]}}
        return node
    count = one_of(draw, 2, 3)
    kind = one_of(draw, "weighted_mean", "weighted_mean", "mean", "sum")
    children = [
        weighted(draw, depth - 1, f"{code}.{n}".removeprefix(".")) for n in range(1, count + 1)
    ]
    node["aggregation"] = kind
    if kind == "sum":
        node["max"] = str(sum(Fraction(child["max"]) for child in children))
    else:
        node["max"] = one_of(draw, "10", "1", "7/3")
    if kind == "weighted_mean":
        for child in children:
            child["weight"] = one_of(draw, "1", "2", "0.5", "1/3")
    if one_of(draw, False, True):
        node["rounding"] = draw(st.composite(roundings)())
    node["nodes" if not code else "children"] = children
    return node


def drawn(draw: Any, rubric: Json) -> dict[str, list[Any]]:
    codes: list[str] = []

    def visit(node: Json) -> None:
        codes.extend([node["code"]] if isinstance(node.get("weight"), str) else [])
        for child in node.get("nodes", node.get("children", ())):
            visit(child)

    visit(rubric)
    if not codes:
        return {}
    some = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=4, unique=True))
    numbers: tuple[Any, ...] = (1, 3, 0.1, "2.5", Decimal("0.25"), Fraction(2, 7), 1000003)
    return {code: [one_of(draw, *numbers) for _ in range(3)] for code in some}


@run(150)
@given(st.data())
def test_trees_of_means(data: st.DataObject) -> None:
    rubric: Json = {
        "parindex": 1, "id": "means", "edition": "1", "missing": "error",
        "index_rounding": one_of(data.draw, "exact", {"digits": 1, "mode": "half_even"}),
        "ranking": {
            "on": one_of(data.draw, "index", "points"), "stage": one_of(data.draw, "exact", "rounded"),
            "ties": one_of(data.draw, "competition", "dense"), "tie_break": [],
            "within": one_of(data.draw, "all", "group"),
        },
        **weighted(data.draw, 2),
    }  # fmt: skip
    plan = compile_rubric(rubric)
    weights = drawn(data.draw, rubric)
    if not weights:
        return
    leaves = [column.name for column in plan.columns]
    rows = [
        {"unit": f"U{n}", "group": one_of(data.draw, "A", "B"), **{name: one_of(data.draw, 0, 0.25, 1, 1, 0.5, *[None] * (n == 3)) for name in leaves}}
        for n in range(one_of(data.draw, 2, 5))
    ]  # fmt: skip
    compare(plan, rubric, rows, weights)


@run(60)
@given(st.data())
def test_any_rubric(data: st.DataObject) -> None:
    rubric = data.draw(rubrics())
    if "weight_sets" in rubric:
        return
    plan = compile_rubric(rubric)
    rows = data.draw(tables(rubric))
    weights = drawn(data.draw, rubric)
    if not weights:
        return
    try:
        compare(plan, rubric, rows, weights)
    except px.Error as error:
        assert "draw " in str(error)  # noqa: PT017
        refused = 0
        for draw in range(3):
            one = {code: Fraction(str(values[draw])) for code, values in weights.items()}
            found = px.check_rubric(changed(rubric, one))
            refused += any(issue.severity == "error" for issue in found)
        assert refused


MEAN: Json = {
    "parindex": 1, "id": "mean", "edition": "1", "missing": "error", "max": "100", "aggregation": "weighted_mean",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {"on": "index", "stage": "exact", "ties": "competition", "tie_break": [], "within": "all"},
    "nodes": [
        {"code": f"{n}", "max": "2", "weight": "1", "rule": {"direct": {"min": "0", "step": "0.25", "max": "2"}}}
        for n in range(1, 5)
    ],
}  # fmt: skip
ROWS: list[Json] = [
    {"unit": f"U{n}", **{f"{m}": (n * m) % 9 / 4 for m in range(1, 5)}} for n in range(20)
]


def test_arrays_lists_and_scores_are_one() -> None:
    plan = compile_rubric(MEAN)
    random = np.random.default_rng(5)
    array = {f"{n}": random.integers(1, 1000, 50) for n in range(1, 5)}
    floats = {code: values / 1000 for code, values in array.items()}
    made = plan.simulate(ROWS, weights=array)
    others = [
        plan.simulate(plan.score(ROWS), weights=floats),
        plan.simulate(
            ROWS,
            weights={
                code: [str(Fraction(int(v), 7)) for v in values] for code, values in array.items()
            },
        ),
    ]
    for other in others:
        assert (other.points == made.points).all()
        assert (other.index == made.index).all()
        assert (other.ranks == made.ranks).all()
    assert len(made) == made.draws == 50
    assert made.rubric(7).find("2")["weight"] == str(array["2"][7])
    assert repr(made) == "<Simulation of 50 draws, 20 units>"
    with pytest.raises(ValueError, match="read-only"):
        made.points[0, 0] = 1


def test_numbers_of_any_size_stay_exact() -> None:
    plan = compile_rubric(MEAN)
    large = [10**15 + 37, 10**17 + 1, 3]
    compare(plan, MEAN, ROWS, {"1": large, "2": [1, 10**16, 10**20]})


def test_the_slow_way_is_not_needed_for_plain_rubrics(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("parindex.results.simulation._one_by_one", fail)
    compile_rubric(MEAN).simulate(ROWS, weights={"1": [1, 2]})
    assert _whole_draws.NotWholeError


def test_draws_are_checked_before_anything_is_computed() -> None:
    plan = compile_rubric(MEAN)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"1": [1, -1, 2]}, "draw 1: the weight of 1 is below 0: -1"),
        ({f"{n}": [1, 0] for n in range(1, 5)}, "draw 1: the weights below the total add up to 0"),
        ({"1": [1], "2": [1, 2]}, "2 has 2 draws, not 1"),
        ({"1": []}, "there are no draws"),
        ({}, "there are no draws"),
        ({"1": [1, "x"]}, "draw 1: the weight of 1 is not a number: 'x'"),
        ({"1": [True]}, "draw 0: the weight of 1 is not a number"),
        ({"1": [math.nan]}, "draw 0: the weight of 1 is not a number"),
    ]
    for weights, text in wrong:
        with pytest.raises(px.Error, match=text):
            plan.simulate(ROWS, weights=weights)
    fixed = json.loads(json.dumps(MEAN))
    fixed["aggregation"] = {"weighted_mean": {"weights_sum": "4"}}
    made = compile_rubric(fixed)
    with pytest.raises(px.Error, match="draw 1: the weights below the total add up to 5, not 4"):
        made.simulate(ROWS, weights={"1": [1, 2]})
    assert made.simulate(ROWS, weights={"1": [0.5], "2": ["1.5"]}).draws == 1
    with pytest.raises(KeyError, match="9"):
        plan.simulate(ROWS, weights={"9": [1]})
    with pytest.raises(px.Error, match="no weight"):
        PLAN.simulate([{"unit": "A", "1": 1, "2": True}], weights={"1": [1]})
    with pytest.raises(px.Error, match="another plan"):
        plan.simulate(made.score(ROWS), weights={"1": [1]})
    done = plan.simulate(ROWS, weights={"1": [1]})
    for draw in (-1, 1):
        with pytest.raises(px.Error, match="no draw"):
            done.scores(draw)
