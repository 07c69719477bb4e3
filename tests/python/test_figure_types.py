# SPDX-License-Identifier: MIT
"""The type of a figure follows the rubric: Decimal if it terminates for all data, else ExactFraction."""

from __future__ import annotations

import pickle
import sys
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from parindex.shipped import names, shipped_rubric_path
from random_runs import run
from strategies import CUSTOM, leaves_of, rubrics, tables

Json = dict[str, Any]
FIGURES = ("points", "max", "index", "exact", "index_exact")


def wanted(terminates: bool) -> type:
    return Decimal if terminates else px.ExactFraction


def total(values: list[Any]) -> Any:
    with localcontext() as context:
        context.prec = 10_000  # sums of Decimal are rounded to 28 digits by default
        return sum(values)


def with_thirds(draw: Any, plan: px.Plan, rows: list[Json]) -> list[Json]:
    """The rows with thirds in some of the inputs that accept any number."""
    numbers = [column.name for column in plan.columns if column.type == "number"]
    third = st.sampled_from([Fraction(1, 3), "2/3", Fraction(10, 7), Fraction(100, 3)])
    for row in rows:
        for name in numbers:
            if name in row and draw(st.booleans()):
                row[name] = draw(third)
    return rows


def assert_types(plan: px.Plan, scores: px.Scores) -> int:
    """The number of figures."""
    proven = {node.code: node for node in plan.terminating}
    assert list(proven) == ["", *plan.codes]
    seen = 0
    for unit in scores:
        for node in (unit.total, *unit.nodes.values()):
            for name in FIGURES:
                value = getattr(node, name)
                if value is not None:
                    assert type(value) is wanted(getattr(proven[node.code], name)), (node, name)
                    seen += 1
        for trace in scores.explain(unit.unit).walk():
            own = proven[trace.code]
            told = [(getattr(trace, name), getattr(own, name)) for name in FIGURES[:4]]
            told += [(trace.quantity, own.quantity), (trace.lost, own.points and own.max)]
            told += [(step.points, own.exact) for step in trace.steps]
            for value, terminates in told:
                assert value is None or type(value) is wanted(terminates), (trace.code, value)
        for leaf in scores.points_lost(unit.unit):
            own = proven[leaf.code]
            assert type(leaf.points) is wanted(own.points)
            assert type(leaf.max) is wanted(own.max)
            assert type(leaf.lost) is wanted(own.points and own.max)
    return seen


@run(60)
@given(st.data())
def test_the_type_is_the_same_for_all_data(data: st.DataObject) -> None:
    rubric = data.draw(rubrics(custom=True))
    plan = px.Rubric.from_json(rubric).compile(custom=CUSTOM)
    for _ in range(3):
        rows = with_thirds(data.draw, plan, data.draw(tables(rubric)))
        scores = plan.score(rows)
        assert_types(plan, scores)
        totals = [unit.points for unit in scores if unit.points is not None]
        assert total(totals) == sum(map(Fraction, totals))
        assert len(set(map(type, totals))) <= 1
        for entry in scores.rank(on="index", stage="exact", ties="dense", within="all"):
            end = plan.terminating[0].index_exact
            assert entry.value is None or type(entry.value) is wanted(end)


@run(25)
@given(st.data())
def test_figures_of_two_rubrics_add_up(data: st.DataObject) -> None:
    sums: list[Any] = []
    for _ in range(4):
        rubric = data.draw(rubrics(custom=True))
        scores = px.Rubric.from_json(rubric).compile(custom=CUSTOM).score(data.draw(tables(rubric)))
        sums += [figure for unit in scores for figure in (unit.points, unit.index) if figure]
    assert total(sums) == total(sums[::-1]) == sum(map(Fraction, sums))


def figures(of: Json, **leaf: Any) -> px.Plan:
    """A rubric of one leaf."""
    return px.Rubric.from_json(
        {
            "parindex": 1, "id": "one", "edition": "1", "max": "6", "missing": "error",
            "index_rounding": "exact", "aggregation": "sum",
            "nodes": [{"code": "1", "max": "6", "rule": of, "accept": {"minimum_above_zero": "to test"}, **leaf}],
        }
    ).compile()  # fmt: skip


VALUE: Json = {"value": "value"}
ANY: Json = {"inputs": [{"name": "value", "type": "number", "min": "0"}]}
STEPS: Json = {"inputs": [{"name": "value", "type": "number", "min": "0", "step": "0.5"}]}
COUNT: Json = {"inputs": [{"name": "value", "type": "count"}]}
TWO: Json = {"inputs": [{"name": "a", "type": "count"}, {"name": "b", "type": "count", "min": 1}]}
HALF: Json = {"rounding": {"digits": 2, "mode": "half_up"}}


def bands(on: Any, points: str = "1") -> Json:
    steps = [{"above": "2", "points": "6"}, {"from": "1", "to": "2", "points": points}]
    return {"bands": {"on": on, "steps": [*steps, {"below": "1", "points": "0"}]}}


def proportional(on: Any, full_at: str) -> Json:
    return {"proportional": {"on": on, "full_at": full_at, "cap": "6"}}


PERCENT: Json = {"percent": ["a", "b"]}


def formula(points: Any) -> Json:
    return {"formula": {"cases": [{"points": points}], "cap": "6", "floor": "0"}}


@pytest.mark.parametrize(
    ("rule", "more", "points", "quantity"),
    [
        ({"direct": {"min": "0", "max": "6"}}, {}, False, True),
        ({"direct": {"min": "0", "max": "6", "step": "0.25"}}, {}, True, True),
        ({"direct": {"min": "0", "max": "6", "step": "1/3"}}, {}, False, True),
        ({"direct": {"min": "0", "max": "6"}}, HALF, True, True),
        ({"yes_no": {"yes": "6", "no": "0.1"}}, {}, True, True),
        ({"yes_no": {"yes": "6", "no": "1/3"}}, {}, False, True),
        (bands(VALUE), ANY, True, False),
        (bands(VALUE), STEPS, True, True),
        (bands(VALUE, "5/3"), STEPS, False, True),
        (bands(PERCENT), TWO, True, False),
        (proportional(VALUE, "8"), COUNT, True, True),
        (proportional(VALUE, "3"), COUNT, True, True),  # 6 / 3 terminates
        (proportional(VALUE, "7"), COUNT, False, True),
        (proportional(VALUE, "8"), ANY, False, False),
        (proportional(PERCENT, "100"), TWO, False, False),
        (proportional({**PERCENT, "rounding": {"digits": 1, "mode": "floor"}}, "100"), TWO, True, True),
        ({"per_unit": {"on": VALUE, "points_each": "0.5", "cap": "6"}}, COUNT, True, True),
        ({"per_unit": {"on": VALUE, "points_each": "0.5", "cap": "6"}}, ANY, False, False),
        (formula({"multiply": ["value", "0.3"]}), STEPS, True, True),
        (formula({"divide": ["value", 8]}), STEPS, True, True),
        (formula({"divide": ["value", 3]}), STEPS, False, True),
        (formula({"divide": ["a", "b"]}), TWO, False, True),
        (formula({"round": {"of": {"divide": ["a", "b"]}, "digits": 3, "mode": "up"}}), TWO, True, True),
    ],
)  # fmt: skip
def test_what_is_proven_of_a_leaf(rule: Json, more: Json, points: bool, quantity: bool) -> None:
    total, leaf = figures(rule, **more).terminating
    assert (leaf.points, leaf.quantity) == (points, quantity)
    assert (total.points, total.max) == (points, True)
    # No index of 6 points terminates.
    assert (leaf.index, total.index) == (False, False)


@pytest.mark.parametrize(
    ("aggregation", "maxima", "weights", "missing", "most", "points", "index"),
    [
        ("sum", ("2", "3"), None, "error", "5", True, True),
        ("sum", ("2", "3"), None, "exclude", "5", True, False),  # of 2, 3 or 5
        ("mean", ("3", "3"), None, "error", "6", True, False),
        ("mean", ("3", "3", "3"), None, "error", "6", False, False),
        ("mean", ("5", "2"), None, "exclude", "4", True, True),
        ("mean", ("5", "2", "4"), None, "exclude", "4", False, False),
        ("mean", ("3", "3", "3"), None, "error", "9", True, False),
        ("weighted_mean", ("5", "4"), ("0.4", "0.6"), "error", "10", True, True),
        ("weighted_mean", ("5", "4"), ("0.4", "0.6"), "exclude", "10", False, False),
        ("weighted_mean", ("5", "4"), ("1", "2"), "error", "10", False, False),
        ("median", ("4", "5", "2"), None, "exclude", "1", True, True),
        ("median", ("4", "3", "2"), None, "error", "1", False, False),
        ("harmonic_mean", ("4", "4"), None, "error", "4", False, False),
        ("minimum", ("4", "4"), None, "error", "4", True, True),
        ("one_of", ("4", "4"), None, "exclude", "4", True, True),
        ({"best": {"count": 1}}, ("8", "4"), None, "error", "8", True, True),
        ({"best": {"count": 1}}, ("8", "4"), None, "exclude", "8", True, False),
    ],
)
def test_what_is_proven_of_a_node(
    aggregation: Any, maxima: Any, weights: Any, missing: str, most: str, points: bool, index: bool
) -> None:
    nodes: list[Json] = [
        {"code": str(i), "max": most, "rule": {"direct": {"min": "0", "max": most, "step": "0.5"}}}
        for i, most in enumerate(maxima, 1)
    ]
    for node, weight in zip(nodes, weights or (), strict=False):
        node["weight"] = weight
    rubric = px.Rubric.from_json(
        {
            "parindex": 1, "id": "r", "edition": "1", "max": most, "missing": missing,
            "index_rounding": "exact", "aggregation": aggregation, "nodes": nodes,
            "accept": {"maxima_unequal": "to test", "minimum_above_zero": "to test"},
        }
    )  # fmt: skip
    plan = rubric.compile()
    total = plan.terminating[0]
    assert (total.points, total.max, total.index_exact) == (points, True, index)
    assert assert_types(plan, plan.score([{"unit": "A", **{n["code"]: "1" for n in nodes}}])) > 0


def test_every_shipped_rubric_gives_decimals_for_what_it_rounds() -> None:
    for name in names():
        rubric = px.Rubric.load(shipped_rubric_path(name))
        plan = rubric.compile()
        if rubric.index_rounding:
            assert all(node.index for node in plan.terminating), name


THIRD = px.ExactFraction(10, 3)
HALF_ONE = px.ExactFraction(3, 2)


def test_a_terminating_fraction_is_written_like_a_decimal() -> None:
    assert (str(HALF_ONE), repr(HALF_ONE)) == ("1.5", "ExactFraction('1.5')")
    assert (str(THIRD), repr(THIRD)) == ("10/3", "ExactFraction('10/3')")
    assert eval(repr(THIRD), {"ExactFraction": px.ExactFraction}) == THIRD
    assert HALF_ONE == Decimal("1.5") == Fraction(3, 2) == HALF_ONE
    assert len({HALF_ONE, Decimal("1.5"), Fraction(3, 2)}) == 1
    assert Decimal("3.3") < THIRD < Decimal("3.4")
    assert sorted([Decimal(4), THIRD, HALF_ONE]) == [HALF_ONE, THIRD, Decimal(4)]
    assert f"{HALF_ONE:.2f} {HALF_ONE:>6} {HALF_ONE:,} {HALF_ONE}" == "1.50    1.5 1.5 1.5"
    assert f"{THIRD:.2f} {THIRD:>6} {THIRD:.3e} {-THIRD:.0f} {THIRD:.1%}" == (
        "3.33   10/3 3.333e+0 -3 333.3%"
    )
    assert (str(px.ExactFraction(-1, 10**9)), str(px.ExactFraction(1200))) == (
        "-0.000000001",
        "1200",
    )
    for value in (THIRD, HALF_ONE):
        copy = pickle.loads(pickle.dumps(value))
        assert (copy, type(copy)) == (value, px.ExactFraction)
        for made in (-value, +value, abs(value), value + 1, Decimal(2) * value, round(value, 1)):
            assert type(made) is px.ExactFraction
    assert (THIRD // Decimal("0.5"), Decimal(7) % THIRD) == (6, Fraction(1, 3))
    assert str(round(THIRD, 2)) == "3.33"
    assert round(THIRD) == 3


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.integers(0, 12))
def test_a_format_rounds_the_exact_value(above: int, below: int, digits: int) -> None:
    value = px.ExactFraction(above, below)
    with localcontext() as context:
        context.prec = 60
        exact = px.Rounding(digits, "half_even").apply(value)
    assert Decimal(f"{value:.{digits}f}") == exact
    assert Fraction(str(value)) == value
    assert ("/" in str(value)) == (value.denominator != 1 and pow(10, 60, value.denominator) != 0)


def test_a_fraction_of_any_length_is_written() -> None:
    limit = sys.get_int_max_str_digits() if hasattr(sys, "get_int_max_str_digits") else 0
    long = px.ExactFraction(10**20000 + 1, 10**10000)
    assert len(str(long)) == 20002 > limit
    assert str(px.ExactFraction(1, 3**20000)).startswith("1/")
    assert len(str(px.ExactFraction(1, 5**20000))) == 20002


def test_the_leaves_of_random_rubrics_are_of_both_types() -> None:
    from random import Random

    from strategies import a_rubric

    found = {True: 0, False: 0}
    for seed in range(60):
        rubric = a_rubric(Random(seed))
        codes = {leaf["code"] for leaf in leaves_of(rubric)}
        for node in px.Rubric.from_json(rubric).compile().terminating:
            if node.code in codes:
                found[node.points] += 1
    assert min(found.values()) > 40, found
