# SPDX-License-Identifier: MIT
"""The nearest gains of a unit, against every value that its inputs may have."""

from __future__ import annotations

import pickle
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from parindex import shipped
from parindex.typing import RoundingMode
from random_runs import run

Json = dict[str, Any]
MOST = 12
"""The largest number of the inputs: every value is tried."""
FLAGS = ("yes", "no")


def plan_of(*leaves: Json, **more: Any) -> px.Plan:
    most = sum(Fraction(leaf["max"]) for leaf in leaves)
    document = {
        "parindex": 1, "id": "g", "edition": "1", "max": str(most), "aggregation": "sum",
        "missing": "error", "index_rounding": "exact", "nodes": list(leaves), **more,
    }  # fmt: skip
    return px.Rubric.from_json(document).compile()


def leaf(rule: Json, *inputs: str, **more: Any) -> Json:
    accepted = ("minimum_above_zero", "maximum_unreachable", "maximum_exceeded")
    found = [{"name": name, "type": "count", "max": MOST} for name in inputs]
    return {
        "code": "1", "max": "4", "rule": rule, **({"inputs": found} if found else {}),
        "accept": dict.fromkeys(accepted, "tried"), **more,
    }  # fmt: skip


OTHER = {"code": "2", "max": "6", "rule": {"direct": {"min": "0", "max": "6", "step": "1"}}}


def outcome(score: px.UnitScore) -> Fraction | None:
    return None if score.status != "ok" or score.points is None else Fraction(score.points)


def tried(plan: px.Plan, row: Json, column: str) -> dict[Any, Fraction]:
    """What the total gains with each value of a column, if it gains."""
    kind = next(one.type for one in plan.columns if one.name == column)
    options = plan._core.options[[one.name for one in plan.columns].index(column)]
    values = {"boolean": FLAGS, "choice": options}.get(kind, range(MOST + 1))
    rows = [{**row, column: value, "unit": str(at)} for at, value in enumerate(values)]
    now = outcome(plan.score([{**row, "unit": "u"}])["u"])
    assert now is not None
    found = zip(values, plan.score(rows), strict=True)
    return {v: more - now for v, one in found if (more := outcome(one)) is not None and more > now}


def nearest(plan: px.Plan, row: Json, column: str) -> tuple[Any, Fraction] | None:
    """The nearest value with a gain; of two at one distance, and of options, as documented."""
    found = tried(plan, row, column)
    if not found:
        return None
    if not isinstance(row[column], int):
        return min(found.items(), key=lambda one: one[1])
    return min(found.items(), key=lambda one: (abs(one[0] - row[column]), -one[1], one[0]))


def check(plan: px.Plan, row: Json, columns: list[str]) -> tuple[px.Gain, ...]:
    """The gains are exactly the nearest ones of these columns."""
    scores = plan.score([{**row, "unit": "u"}])
    found = scores.gains("u")
    of_leaf = {one.column: (one.value, Fraction(one.gain)) for one in found if one.code == "1"}
    lost = {one.code for one in scores.points_lost("u")}
    expected = {column: nearest(plan, row, column) for column in columns if "1" in lost}
    flags = {"yes": True, "no": False}
    assert of_leaf == {
        column: (flags.get(near[0], near[0]), near[1])
        for column, near in expected.items()
        if near is not None
    }
    gains = [one.gain for one in found]
    assert gains == sorted(gains, reverse=True)
    return found


@st.composite
def steps(draw: Any, whole: int) -> list[Json]:
    """Bands without gap and overlap that reach 0 and 4."""
    cuts = sorted(draw(st.sets(st.integers(1, whole - 1), min_size=1, max_size=4)))
    points = ["0", "4", *draw(st.lists(st.sampled_from("01234"), min_size=len(cuts) - 1, max_size=len(cuts) - 1))]  # fmt: skip
    points = draw(st.permutations(points))
    made: list[Json] = [{} for _ in points]
    for at, cut in enumerate(cuts):
        low, high = draw(st.sampled_from([("from", "below"), ("above", "to")]))
        made[at][high], made[at + 1][low] = str(cut), str(cut)
    return [{**ends, "points": one} for ends, one in zip(made, points, strict=True)]


number = st.integers(0, MOST)


@run(120)
@given(st.data())
def test_bands(data: Any) -> None:
    on: Json = data.draw(
        st.sampled_from([
            {"value": "a"}, {"percent": ["a", "b"], "when_zero": "zero"},
            {"formula": {"subtract": ["a", "b"]}}, {"formula": {"add": [{"multiply": [2, "b"]}, "a"]}},
        ])
    )  # fmt: skip
    whole, columns = MOST, ["1.a"]
    if "percent" in on:
        whole = 100
    elif "formula" in on:
        columns = ["1.a", "1.b"]
    if "percent" in on and data.draw(st.booleans()):
        mode = data.draw(st.sampled_from(get_args(RoundingMode)))
        on = {**on, "rounding": {"digits": 0, "mode": mode}}
    rule = {"bands": {"on": on, "steps": data.draw(steps(whole))}}
    inputs = ("a", "b") if columns != ["1.a"] or "percent" in on else ("a",)
    row = {f"1.{name}": data.draw(number) for name in inputs} | {"2": 6}
    plan = plan_of(leaf(rule, *inputs), OTHER)
    if plan.score([{**row, "unit": "u"}])["u"].status == "ok":
        check(plan, row, columns)


def test_of_two_counts_at_one_distance_the_smaller_is_given() -> None:
    """0 is beyond an open end, 6 is at a closed one; both are counts that may be entered."""
    made = [
        {"below": "1", "points": "0"}, {"from": "1", "below": "2", "points": "4"},
        {"from": "2", "to": "6", "points": "0"}, {"above": "6", "points": "4"},
    ]  # fmt: skip
    rule = {"bands": {"on": {"formula": {"subtract": ["a", "b"]}}, "steps": made}}
    plan = plan_of(leaf(rule, "a", "b"), OTHER)
    found = check(plan, {"1.a": 7, "1.b": 3, "2": 6}, ["1.a", "1.b"])
    assert [(one.column, one.value) for one in found] == [("1.a", 4), ("1.b", 0)]


@pytest.mark.parametrize(
    "rule",
    [
        {"yes_no": {"yes": "4", "no": "0"}},
        {"yes_no": {"yes": "0", "no": "4"}},
        {"choice": {"options": [{"id": one, "points": one} for one in "42013"]}},
        {"levels": {"options": [{"id": one, "percent": one} for one in ("0", "50", "20", "100")]}},
        {"all_of": {"items": [{"id": "a"}, {"id": "b"}], "points": "4", "otherwise": "0"}},
        {"checklist": {"items": [{"id": "a", "points": "3"}, {"id": "b", "points": "1"}]}},
    ],
)
def test_answers_and_options(rule: Json) -> None:
    plan = plan_of(leaf(rule), OTHER)
    columns = [one.name for one in plan.columns if one.code == "1"]
    options = plan._core.options[0] or FLAGS
    for first in options:
        for second in options if len(columns) > 1 else options[:1]:
            row = dict(zip(columns, (first, second), strict=False))
            check(plan, {**row, "2": 5}, columns)


@run(60)
@given(number, number, st.sampled_from([None, "2", "3"]), st.sampled_from(["1", "1/2"]))
def test_violations(late: int, wrong: int, cap: str | None, each: str) -> None:
    items = [{"id": "late", "each": each}, {"id": "wrong", "each": "3"}]
    if cap is not None:
        items[0]["cap"] = cap
    rule = {"deduction": {"start": "4", "cap": "4", "items": items}}
    plan = plan_of(leaf(rule), OTHER)
    check(plan, {"1.late": late, "1.wrong": wrong, "2": 6}, ["1.late", "1.wrong"])


@run(60)
@given(number, st.sampled_from(["up", "down"]))
def test_whole_steps_and_things_counted(now: int, direction: str) -> None:
    ends = {"base": "1", "threshold": "6", "step": "2", "points_each": "1.5", "cap": "4"}
    rules = [
        {"increments": {"on": {"value": "a"}, **ends, "direction": direction, "partial_steps": "dropped"}},
        {"per_unit": {"on": {"value": "a"}, "points_each": "0.75", "cap": "4"}},
    ]  # fmt: skip
    for rule in rules:
        check(plan_of(leaf(rule, "a"), OTHER), {"1.a": now, "2": 6}, ["1.a"])


@run(60)
@given(number, number)
def test_tests_of_inputs(a: int, b: int) -> None:
    rows = [
        {"when": {"a": {"from": 9}, "b": {"below": 3}}, "points": "4"},
        {"when": {"a": {"above": 4, "below": 9}}, "points": "2"},
    ]
    table = {"decision_table": {"hit": "max", "rows": rows, "otherwise": "0"}}
    cases = [
        {"when": {"all": [{"of": "a", "from": 9}, {"of": {"add": ["a", "b"]}, "to": 12}]}, "points": "4"},
        {"when": {"not": {"of": "b", "above": 5}}, "points": "1"},
        {"points": "0"},
    ]  # fmt: skip
    for rule in (table, {"formula": {"cases": cases}}):
        plan = plan_of(leaf(rule, "a", "b"), OTHER)
        check(plan, {"1.a": a, "1.b": b, "2": 6}, ["1.a", "1.b"])


@pytest.mark.parametrize(
    ("rule", "full"),
    [
        ({"proportional": {"on": {"value": "a"}, "full_at": "10", "cap": "4"}}, 10),
        ({"proportional": {"on": {"percent": ["a", "b"], "when_zero": "zero"}, "full_at": "50", "cap": "4"}}, 6),
        ({"linear": {"on": {"value": "a"}, "pieces": [
            {"below": "3", "points": "0"}, {"from": "3", "below": "9", "points_from": "0", "points_to": "4"},
            {"from": "9", "points": "4"}]}}, 9),
        ({"goalposts": {"on": {"value": "a"}, "low": 2, "high": 11, "outside": "clamp", "scale": "linear"}}, 11),
        ({"target": {"on": {"value": "a"}, "target": "7", "zero_at": "4"}}, 7),
        ({"increments": {"on": {"value": "a"}, "base": "1", "threshold": "2", "step": "2", "points_each": "1",
                         "cap": "4", "direction": "up", "partial_steps": "counted"}}, 8),
    ],
)  # fmt: skip
def test_proportions_reach_full_points(rule: Json, full: int) -> None:
    share = "percent" in str(rule)
    inputs = ("a", "b") if share else ("a",)
    plan = plan_of(leaf(rule, *inputs), OTHER)
    column = "1.a"
    for now in range(MOST + 1):
        row = {column: now, "2": 6, **({"1.b": 12} if share else {})}
        (score,) = plan.score([{**row, "unit": "u"}])
        found = [one for one in score._scores.gains("u") if one.column == column]
        every = tried(plan, row, column)
        if not every:
            assert found == []
            continue
        best = max(every.values())
        (gain,) = found
        assert (gain.value, Fraction(gain.gain)) == (full, best)
        assert every[full] == best
        assert not any(more == best for value, more in every.items() if now < value < full)


def test_a_bound_that_is_not_reached_is_named_as_such() -> None:
    rule = {"bands": {"on": {"value": "x"}, "steps": [
        {"above": "90", "points": "4"}, {"from": "70.5", "to": "90", "points": "1"}, {"below": "70.5", "points": "0"}]}}  # fmt: skip
    inputs = [{"name": "x", "type": "number", "min": 0, "max": 100}]
    plan = plan_of(leaf(rule, inputs=inputs))
    scores = plan.score({"unit": ["u", "v"], "1.x": ["88", "60"]})
    (gain,) = scores.gains("u")
    assert (gain.value, gain.beyond, gain.gain, gain.now) == (90, "above", 3, "88")
    (gain,) = scores.gains("v")
    assert (gain.value, gain.beyond, gain.gain) == (Fraction("70.5"), "", 1)


def test_a_step_of_the_input_is_kept() -> None:
    rule = {
        "bands": {
            "on": {"value": "x"},
            "steps": [{"above": "7", "points": "4"}, {"to": "7", "points": "0"}],
        }
    }
    inputs = [{"name": "x", "type": "number", "min": "0.5", "max": "10.5", "step": "0.25"}]
    scores = plan_of(leaf(rule, inputs=inputs)).score({"1.x": "3"})
    (gain,) = scores.gains("unit")
    assert (str(gain.value), gain.beyond) == ("7.25", "")
    mark = {"direct": {"min": "0.5", "max": "4", "step": "0.25"}}
    (gain,) = plan_of(leaf(mark)).score({"1": "3"}).gains("unit")
    assert str(gain.value) == "3.25"


def test_the_whole_index_is_computed_again() -> None:
    rule = {"yes_no": {"yes": "4", "no": "0"}}
    capped = plan_of(leaf(rule), OTHER, cap="7", max="7")
    (gain,) = [one for one in capped.score({"1": "no", "2": 6}).gains("unit") if one.code == "1"]
    assert (gain.gain, gain.points, gain.index_gain) == (1, 4, Fraction(100, 7))
    least = {"aggregation": "minimum", "max": "4"}
    nodes = leaf(rule), {**leaf(rule), "code": "2"}
    assert plan_of(*nodes, **least).score({"1": "no", "2": "no"}).gains("unit") == ()


def test_rules_by_group_and_gates() -> None:
    def bands(at: str) -> Json:
        ends = [{"from": at, "points": "4"}, {"below": at, "points": "0"}]
        return {"bands": {"on": {"value": "a"}, "steps": ends}}

    cases = [{"groups": [name], "rule": bands(at)} for name, at in (("x", "5"), ("y", "9"))]
    gates = [{"id": "void", "points": "0"}]
    plan = plan_of(
        leaf({"by_group": {"cases": cases}}, "a", gates=gates), groups=[{"id": "x"}, {"id": "y"}]
    )
    table = {"unit": ["u", "v", "w"], "group": ["x", "y", "y"], "1.a": [1, 1, 9], "1.void": ["no", "no", "yes"]}  # fmt: skip
    scores = plan.score(table)
    said = {unit: [(one.input, one.value) for one in scores.gains(unit)] for unit in table["unit"]}
    assert said == {"u": [("a", 5)], "v": [("a", 9)], "w": [("void", False)]}


def test_leaves_that_read_other_units_are_left_out() -> None:
    mean = {"cohort": {"of": "a", "statistic": "mean", "within": "all"}}
    cases = [{"when": {"of": {"subtract": ["a", mean]}, "from": 0}, "points": "4"}, {"points": "0"}]
    plan = plan_of(leaf({"formula": {"cases": cases}}, "a"), OTHER)
    scores = plan.score({"unit": ["u", "v"], "1.a": [1, 9], "2": [3, 3]})
    assert [one.code for one in scores.gains("u")] == ["2"]


def test_units_without_losses_and_bad_arguments() -> None:
    plan = plan_of(leaf({"yes_no": {"yes": "4", "no": "0"}}))
    scores = plan.score({"unit": ["u", "v", "w"], "1": ["yes", "no", "maybe"]})
    assert scores.gains("u") == scores.gains("w") == ()
    (gain,) = scores.gains("v")
    assert pickle.loads(pickle.dumps(gain)) == gain
    with pytest.raises(KeyError):
        scores.gains("x")
    with pytest.raises(px.StoppedError):
        scores.gains("v", timeout=0)


def test_a_missing_value_with_a_policy() -> None:
    rule = {"bands": {"on": {"value": "a"}, "steps": [
        {"from": "8", "points": "4"}, {"from": "4", "below": "8", "points": "1"}, {"below": "4", "points": "0"}]}}  # fmt: skip
    plan = plan_of({**leaf(rule, "a"), "missing": "zero"})
    (gain,) = plan.score({"1.a": None}).gains("unit")
    assert (gain.now, gain.value, gain.gain) == (None, 4, 1)


def test_a_column_that_the_table_lacks() -> None:
    plan = plan_of({**leaf({"yes_no": {"yes": "4", "no": "0"}}), "missing": "zero"}, OTHER)
    scores = plan.score({"2": 6}, allow_missing_columns=True)
    assert [(one.column, one.value) for one in scores.gains("unit")] == [("1", True)]


@pytest.mark.parametrize("name", shipped.names())
def test_every_gain_of_a_shipped_rubric_is_what_a_new_calculation_gives(name: str) -> None:
    plan = px.Rubric.load(shipped.shipped_rubric_path(name)).compile()
    scores = plan.score(shipped.example_data_path(name))
    state = scores._core.state()
    cells = dict(state[3])
    for row, unit in enumerate(scores.units[:3]):
        for gain in scores.gains(unit):
            if gain.beyond:
                continue
            table: Json = {"unit": [unit]}
            if scores.groups:
                table["group"] = [scores.groups[row]]
            for column, values in cells.items():
                values = memoryview(values).cast("d") if isinstance(values, bytes) else values
                table[column] = [values[row]]
            table[gain.column] = [gain.value]
            again = plan.score(table, cohort=scores.cohort, part=True)[unit]
            assert Fraction(again.points or 0) - Fraction(scores[unit].points or 0) == gain.gain
            assert again[gain.code].points == gain.points
            if gain.index_gain is not None:
                difference = Fraction(again.index or 0) - Fraction(scores[unit].index or 0)
                assert difference == gain.index_gain
