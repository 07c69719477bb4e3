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
from parindex.results._draw_ranks import ranks_of
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
            refused += px.check_rubric(changed(rubric, one))[0] is None
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


def test_ranks_of_figures_of_any_size() -> None:
    random = np.random.default_rng(3)
    for bits in (5, 30, 54, 55, 56, 57, 60, 61):
        numbers = random.integers(-(2**bits), 2**bits, (40, 63))
        numbers[:, 7] = numbers[:, 3]
        numbers[0, :2] = 2**bits, -(2**bits)
        valid = random.random(numbers.shape) < 0.8
        for dense in (False, True):
            ranks = ranks_of(numbers, None, valid, None, dense=dense)
            same_ranks = ranks_of(numbers.astype(object), None, valid, None, dense=dense)
            fractions = ranks_of(numbers, np.full(numbers.shape, 3), valid, None, dense=dense)
            assert (ranks == same_ranks).all()
            assert (ranks == fractions).all()
            for row, draw in enumerate(numbers.tolist()):
                rivals = [one for one, ok in zip(draw, valid[row], strict=True) if ok]
                better = [[one for one in rivals if one > own] for own in draw]
                wanted = [1 + len(set(few) if dense else few) for few in better]
                assert (ranks[row] == np.where(valid[row], wanted, 0)).all()


def test_a_number_that_no_rubric_may_have_is_refused() -> None:
    plan = compile_rubric(MEAN)
    for long in (Fraction(1, 3**300), f"1e-{200}", 10**120):
        with pytest.raises(px.DataError, match=r"number_too_long.* draw 1: "):
            plan.simulate(ROWS, weights={"1": [1, long]})


def test_the_slow_way_is_not_needed_for_plain_rubrics(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("parindex.results.simulation.draw_by_rubric", fail)
    compile_rubric(MEAN).simulate(ROWS, weights={"1": [1, 2]})


def test_draws_are_checked_before_anything_is_computed() -> None:
    plan = compile_rubric(MEAN)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"1": [1, -1, 2]}, "draw 1: the weight of 1 is below 0: -1"),
        ({f"{n}": [1, 0, 0] for n in range(1, 5)}, "draw 1 and 1 more: the weights below the total add up to 0"),
        ({"1": [1], "2": [1, 2]}, "2 has 2 draws, not 1"),
        ({"1": []}, "there are no draws"),
        ({}, "there are no draws"),
        ({"1": [1, "x"]}, "draw 1: the value of 1 is not a number; expected .*, found 'x'"),
        ({"1": [True]}, "draw 0: the value of 1 is not a number"),
        ({"1": [math.nan]}, "draw 0: the value of 1 is not a number"),
        ({"9": [1]}, "no node '9'"),
    ]  # fmt: skip
    for weights, text in wrong:
        with pytest.raises(px.Error, match=text):
            plan.simulate(ROWS, weights=weights)
    fixed = json.loads(json.dumps(MEAN))
    fixed["aggregation"] = {"weighted_mean": {"weights_sum": "4"}}
    made = compile_rubric(fixed)
    with pytest.raises(px.Error, match="draw 1: the weights below the total add up to 5, not 4"):
        made.simulate(ROWS, weights={"1": [1, 2]})
    assert made.simulate(ROWS, weights={"1": [0.5], "2": ["1.5"]}).draws == 1
    with pytest.raises(px.Error, match="no weight"):
        PLAN.simulate([{"unit": "A", "1": 1, "2": True}], weights={"1": [1]})
    with pytest.raises(px.Error, match="another plan"):
        plan.simulate(made.score(ROWS), weights={"1": [1]})
    done = plan.simulate(ROWS, weights={"1": [1]})
    for draw in (-1, 1):
        with pytest.raises(px.Error, match="no draw"):
            done.scores(draw)


FORM: Json = {
    "parindex": 1, "id": "form", "edition": "1", "missing": "error", "max": "7", "aggregation": "sum",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {"on": "points", "stage": "rounded", "ties": "competition", "tie_break": [], "within": "all"},
    "nodes": [
        {"code": "1", "max": "2", "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100}],
         "rule": {"bands": {"on": {"value": "value"}, "steps": [
             {"from": "90", "points": "2"}, {"from": "70", "below": "90", "points": "1"}, {"below": "70", "points": "0"}]}}},
        {"code": "2", "max": "1", "rule": {"choice": {"options": [
            {"id": "on_time", "points": "1"}, {"id": "late", "points": "0.5"}, {"id": "1", "points": "0"}]}}},
        {"code": "3", "max": "2", "inputs": [{"name": "done", "type": "count"}, {"name": "all", "type": "count"}],
         "rule": {"proportional": {"on": {"percent": ["done", "all"], "max": "100", "when_zero": "zero"}, "full_at": "100"}}},
        {"code": "4", "max": "2", "rule": {"deduction": {"start": "2", "cap": "2", "items": [{"id": "late", "each": "0.5"}]}}},
    ],
}  # fmt: skip
FORMS: list[Json] = [
    {"unit": f"U{n}", "1": 60 + 5 * n, "2": ("on_time", "late", 1)[n % 3], "3.done": n, "3.all": n and 9, "4.late": n % 4}
    for n in range(9)
]  # fmt: skip


def node(made: px.Simulation, draw: int, code: str) -> Json:
    found = made.rubric(draw).find(code)
    assert found is not None
    return found


def test_an_address_is_the_code_and_steps_through_the_rule() -> None:
    plan = compile_rubric(FORM)
    same_place = ("2/options/late/points", "2/options/1/points", "2/late/points", "2/late", "2/choice/options/late/points", "2/rule/choice/options/late/points")  # fmt: skip
    for address in same_place[:1] + same_place[2:]:
        made = plan.simulate(FORMS, points={address: [0.25, "1/3"]})
        options = node(made, 1, "2")["rule"]["choice"]["options"]
        assert [one["points"] for one in options] == ["1", "1/3", "0"]
    last = plan.simulate(FORMS, points={"2/options/1/points": ["0"], "2/late": [0.75]})
    assert [one["points"] for one in node(last, 0, "2")["rule"]["choice"]["options"]] == [
        "1",
        "0.75",
        "0",
    ]
    zero = plan.simulate(FORMS, policies={"3/when_zero": ["full", "exclude"]})
    assert [zero.points[draw][0] for draw in (0, 1)] == [5.0, 3.0]
    assert zero.index[:, 0].tolist() == [71.43, 60.0]
    each = plan.simulate(FORMS, points={"4/each": [0.25, 1]})
    assert each.points[:, 3].tolist() == pytest.approx([19 / 6 + 0.75, 19 / 6 - 0.5])


def test_the_next_band_begins_where_the_drawn_one_ends() -> None:
    plan = compile_rubric(FORM)
    made = plan.simulate(FORMS, thresholds={"1/steps/0/from": [85, 95], "3/full_at": 100})
    steps = node(made, 0, "1")["rule"]["bands"]["steps"]
    assert steps[:2] == [
        {"from": "85", "points": "2"},
        {"from": "70", "below": "85", "points": "1"},
    ]
    both = plan.simulate(FORMS, thresholds={"1/steps/0/from": [85], "1/steps/1/below": ["85"]})
    assert (both.points == made.points[:1]).all()
    with pytest.raises(px.DataError) as failure:
        plan.simulate(
            FORMS,
            thresholds={"1/steps/0/from": [85, 95, 60, 101], "1/steps/1/below": [85, 96, 60, 101]},
        )
    found = {(issue.code, issue.field) for issue in failure.value.issues}
    assert found == {("bands_overlap", "1"), ("range_empty", "1"), ("maximum_unreachable", "1")}
    assert "draw 1 and 1 more: " in str(failure.value)
    assert "draw 3: " in str(failure.value)


def test_the_maximum_of_a_sum_follows() -> None:
    plan = compile_rubric(FORM)
    made = plan.simulate(FORMS, maxima={"3": [2, 3, "4.5"]})
    assert [node(made, draw, "")["max"] for draw in range(3)] == ["7", "8", "9.5"]
    with pytest.raises(px.DataError, match="draw 1: the maxima below the total add up to 8, not 7"):
        plan.simulate(FORMS, maxima={"3": [2, 3], "": 7})
    with pytest.raises(px.DataError, match="draw 0: The rule can never give the maximum points"):
        plan.simulate(FORMS, maxima={"1": [3]})
    made = plan.simulate(FORMS, maxima={"1": [3]}, points={"1/steps/0/points": [3]})
    assert node(made, 0, "")["max"] == "8"


def test_values_of_all_units_of_each_or_of_one() -> None:
    plan = compile_rubric(FORM)
    all_units = plan.simulate(FORMS, inputs={"1": [100, 0]})
    each = plan.simulate(FORMS, inputs={"1": np.array([[100.0] * 9, [0.0] * 9])})
    assert (all_units.points == each.points).all()
    assert (all_units.ranks == each.ranks).all()
    one = plan.simulate(FORMS, inputs={"1": {"U0": [100, 0, None, 101, "x"]}})
    assert one.points[:2, 0].tolist() == [5.0, 3.0]
    assert np.isnan(one.points[2:, 0]).all()
    assert (one.points[:, 1:] == plan.simulate(FORMS, draws=5).points[:, 1:]).all()
    assert [issue.code for issue in one.scores(3).issues] == ["value_above_maximum"]
    assert one.ranks is not None
    assert one.ranks[:, 0].tolist()[2:] == [0, 0, 0]


def test_a_flag_and_a_weight_from_the_data_are_drawn_too() -> None:
    form = json.loads(json.dumps(FORM))
    form["gates"] = [{"id": "veto", "points": "0"}]
    plan = compile_rubric(form)
    (flag,) = (column.name for column in plan.columns if column.input == "veto")
    rows = [{**row, flag: False} for row in FORMS]
    made = plan.simulate(
        rows, inputs={flag: [False, True], "4.late": [0, 0]}, points={"2/late": [0.5, 0.75]}
    )
    assert made.points[1].tolist() == [0] * 9
    assert made.points[0, 0] == 3
    mean = json.loads(json.dumps(MEAN))
    mean["parindex"] = 2
    del mean["nodes"][0]["weight"]
    mean["nodes"][0]["weight_input"] = "people"
    plan = compile_rubric(mean)
    rows = [{**row, "1.people": 1} for row in ROWS]
    made = plan.simulate(rows, inputs={"1.people": [0, 3]}, weights={"2": [1, 1]})
    for draw, weight in enumerate((0, 3)):
        scores = plan.score([{**row, "1.people": weight} for row in ROWS])
        assert made.points[draw].tolist() == [as_float(unit.points) for unit in scores]


def test_a_single_value_is_for_all_draws() -> None:
    plan = compile_rubric(FORM)
    one = plan.simulate(
        FORMS, points={"2/late": 0.25}, policies={"missing": "zero"}, inputs={"4.late": None}
    )
    assert one.draws == 1
    many = plan.simulate(
        FORMS,
        points={"2/late": 0.25},
        policies={"missing": "zero"},
        inputs={"4.late": None},
        draws=3,
    )
    assert (many.points == one.points).all()
    assert plan.simulate(FORMS, draws=2).points.shape == (2, 9)
    with pytest.raises(px.Error, match="no draws"):
        plan.simulate(FORMS, draws=0)


def test_roundings_by_draw() -> None:
    plan = compile_rubric(FORM)
    made = plan.simulate(
        FORMS,
        roundings={
            "3": [None, px.Rounding(0, "up"), {"digits": 0, "mode": "floor"}],
            "index_rounding/digits": [0, 1, 3],
        },
    )
    assert made.points[:, 1].tolist() == pytest.approx([2 + 2 / 9, 3.0, 2.0])
    assert node(made, 0, "").get("index_rounding") == {"digits": 0, "mode": "half_up"}
    assert "rounding" not in node(made, 0, "3")
    parts = plan.simulate(FORMS, roundings={"/index_rounding/mode": ["up", "down"]})
    assert parts.index[0, 1] - parts.index[1, 1] == pytest.approx(0.01)


def test_every_mistake_is_named_at_once() -> None:
    plan = compile_rubric(FORM)
    with pytest.raises(px.DataError) as failure:
        plan.simulate(
            FORMS, weights={"1": [1, 2]}, maxima={"9": [1, 2]}, points={"2/early": [1, 2], "1/0": [1, 2], "1/points": [1, 2]},
            thresholds={"2/late": [1, 2], "4/late/each": [1, 2]}, inputs={"5": [1, 2], "1": {"U10": [1, 2]}, "4.late": [[1], [2]]},
            policies={"1/missing": ["zero", "none"], "2/when_zero": ["zero", "zero"]},
            roundings={"3/mode": ["up", "down"], "4/scale": [1, 2], "": ["up", px.Rounding(1, "up")]},
        )  # fmt: skip
    said = failure.value.text()
    for text in (
        "weights: 1 has no weight", "maxima: no node '9'",
        "points: 2 has no such place; its places are 2/options/on_time/points, 2/options/late/points, 2/options/1/points",
        "points: several places of 1 fit: 1/steps/0/points, 1/steps/1/points, 1/steps/2/points",
        "thresholds: 2 has nothing to draw there", "thresholds: 4 has nothing to draw there", "inputs: no data column '5'", "inputs: no unit 'U10'",
        "inputs: 4.late has values for 1 units, not 9", "policies: draw 1: the value of 1/missing is no policy, such as zero or exclude",
        "policies: 2 has nothing to draw there", "roundings: 3/mode has no rounding in the rubric", "roundings: 4 has no such place",
        "roundings: draw 0: the value of  is no rounding",
    ):  # fmt: skip
        assert text in said
    assert "lần rút" in failure.value.text("vi")
    with pytest.raises(px.DataError, match="2/options/late/points is drawn twice"):
        plan.simulate(FORMS, points={"2/late": [1], "2/options/late/points": [1]})
