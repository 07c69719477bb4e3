# SPDX-License-Identifier: MIT
"""Rounding to a step: its figures by hand, in rubrics, lanes, traces, files and Python."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import parindex as px
from parindex import model
from twin_scores import both, codes, mark, returns, whole

Json = dict[str, Any]


@pytest.mark.parametrize(
    ("step", "mode", "value", "expected"),
    [
        ("0.5", "half_up", "7.25", "7.5"),
        ("0.5", "half_up", "7.24", "7.0"),
        ("0.5", "half_down", "7.25", "7.0"),
        ("0.5", "half_even", "7.25", "7.0"),  # 14.5 steps: 14 is even
        ("0.5", "half_even", "7.75", "8.0"),  # 15.5 steps: 16 is even
        ("0.25", "half_up", "-0.125", "-0.25"),
        ("0.25", "ceiling", "1/3", "0.50"),
        ("0.25", "floor", "-1/3", "-0.50"),
        ("0.75", "half_up", "1.2", "1.50"),
        ("10", "half_up", "85", "90"),
        ("10", "down", "89.9", "80"),
        ("25", "up", "1", "25"),
        ("0.01", "half_up", "2.675", "2.68"),
    ],
)
def test_a_number(step: str, mode: Any, value: str, expected: str) -> None:
    rounded = px.Rounding(mode=mode, step=step).apply(value)
    assert str(rounded) == expected
    # By hand, from the definition: the number of steps, as a whole number.
    steps = Fraction(rounded) / Fraction(step)
    assert steps.denominator == 1
    assert abs(Fraction(value) - Fraction(rounded)) < Fraction(step)


def test_a_step_of_a_power_of_ten_is_digits() -> None:
    assert px.Rounding(mode="half_up", step="0.01") == px.Rounding(2, "half_up")
    assert px.Rounding(mode="up", step=1) == px.Rounding(0, "up")
    half = px.Rounding(mode="half_up", step=Decimal("0.50"))
    assert (half.digits, half.step) == (1, Decimal("0.5"))
    assert repr(half) == "Rounding(mode='half_up', step='0.5')"
    assert repr(px.Rounding(mode="up", step="1e1")) == "Rounding(mode='up', step='10')"
    assert pickle.loads(pickle.dumps(half)) == half == copy.copy(half)
    assert len({half, px.Rounding(mode="half_up", step="0.5")}) == 1


@pytest.mark.parametrize("step", ["0", "-1", "1/3", "x", "NaN", "1e10", "1e-19", 0.5, True])
def test_a_wrong_step(step: Any) -> None:
    with pytest.raises(px.Error, match="step must be a decimal above 0"):
        px.Rounding(mode="up", step=step)


def test_digits_and_a_step_do_not_go_together() -> None:
    with pytest.raises(px.Error, match="digits or a step"):
        px.Rounding(2, "half_up", step="0.5")
    with pytest.raises(px.Error, match="digits must be"):
        px.Rounding(mode="half_up")


def rounded(rounding: Json, **more: Any) -> Json:
    """A leaf whose points are a share of 10, rounded."""
    leaf = {
        "code": "1", "max": 10, "rounding": rounding, "inputs": [{"name": "value", "type": "number", "min": 0, "max": 30}],
        "rule": {"proportional": {"on": {"value": "value"}, "full_at": 30}},
    }  # fmt: skip
    return whole([leaf], 10, **more)


def test_points_of_a_leaf() -> None:
    document = rounded({"step": "0.5", "mode": "half_up"})
    # 10 * 23 / 30 = 7.667; 10 * 21.75 / 30 = 7.25, a half of a step.
    scores = both(document, {"1": 23}, {"1": "21.75"}, {"1": "21.74"}, {"1": 0}, {"1": 30})
    assert [str(score["1"].points) for score in scores] == ["7.5", "7.5", "7.0", "0.0", "10.0"]
    assert returns(document)["nodes"][0]["rounding"] == {"step": "0.5", "mode": "half_up"}
    steps = [step.text for step in scores.explain("1").find("1").steps]
    assert steps[-1] == "rounded half_up to steps of 0.5: 7.25 becomes 7.5"
    assert scores.explain("1").find("1").steps_in("vi")[-1].text == (
        "làm tròn đến bội số của 0.5 (nửa lên): từ 7.25 thành 7.5"
    )


def test_the_vectorised_lane_rounds_to_parts_of_one() -> None:
    plan = px.Rubric.from_json(rounded({"step": "0.25", "mode": "half_even"})).compile()
    assert {lane.lane for lane in plan.lanes()} == {"fixed"}
    rows = [{"unit": str(i), "1": Fraction(i, 100)} for i in range(3001)]
    for i, score in enumerate(plan.score(rows)):
        exact = Fraction(i, 300)
        assert Fraction(score.points) == Fraction(round(exact * 4), 4)
    tens = px.Rubric.from_json(rounded({"step": "2.5", "mode": "half_up"})).compile()
    assert {lane.reason for lane in tens.lanes() if lane.code == "1"} == {
        "a rounding to a step that does not divide 1"
    }
    assert str(tens.score({"1": 13})["unit"]["1"].points) == "5.0"  # 4.333 is 1.733 steps


def test_every_place_of_a_rounding() -> None:
    document = whole(
        [
            mark("1", 10, rounding={"step": "0.25", "mode": "half_up"}),
            {"code": "2", "max": 10, "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100}],
             "rule": {"bands": {"on": {"value": "value", "rounding": {"step": 10, "mode": "half_up"}},
                                "steps": [{"below": 50, "points": 0}, {"from": 50, "points": 10}]}}},
            {"code": "3", "max": 10, "inputs": [{"name": "value", "type": "number", "min": 0, "max": 10}],
             "rule": {"formula": {"cases": [{"points": {"round": {"of": "value", "step": "0.5", "mode": "down"}}}]}}},
        ],
        30,
        rounding={"step": 5, "mode": "half_up"},
        index_rounding={"step": "0.5", "mode": "half_up"},
    )  # fmt: skip
    # 1: 3.375 becomes 3.5; 2: 45 becomes 50 and gives 10; 3: 9.99 becomes 9.5. 23 becomes 25 of 30.
    scores = both(document, {"1": "3.375", "2": 45, "3": "9.99"}, {"1": 0, "2": "44.99", "3": 0})
    assert str(scores["0"].points) == "25"
    assert [str(scores["0"][code].points) for code in "123"] == ["3.50", "10", "9.5"]
    assert str(scores["0"].index) == "83.5"  # 83.333
    assert str(scores["1"]["2"].points) == "0"
    made = returns(document)
    assert made["rounding"] == {"step": "5", "mode": "half_up"}
    assert made["nodes"][2]["rule"]["formula"]["cases"][0]["points"] == {
        "round": {"of": "value", "step": "0.5", "mode": "down"}
    }
    assert "round(value, steps of 0.5 down)" in str(scores.explain("0"))


def test_a_geometric_mean() -> None:
    document = whole([mark("1", 10), mark("2", 10)], 10, aggregation="geometric_mean",
                     rounding={"step": "0.5", "mode": "half_up"})  # fmt: skip
    # 10 * sqrt(0.5 * 0.8) = 6.3246; 10 * sqrt(0.625 * 0.9) = 7.5 exactly.
    scores = both(document, {"1": 5, "2": 8}, {"1": "6.25", "2": 9})
    assert [str(score.points) for score in scores] == ["6.5", "7.5"]


def test_classes_on_a_rounded_index_have_gaps_only_between_steps() -> None:
    bands = [{"id": "b", "to": "79.5"}, {"id": "a", "from": 80}]
    classes = {"on": "index", "stage": "rounded", "bands": bands}
    assert codes(rounded({"digits": 2, "mode": "up"}, classes=classes,
                         index_rounding={"step": "0.5", "mode": "half_up"})) == []  # fmt: skip
    bands[0]["to"] = "79"
    assert [code for code, _ in codes(rounded({"digits": 2, "mode": "up"}, classes=classes,
                         index_rounding={"step": "0.5", "mode": "half_up"}))] == ["bands_gap"]  # fmt: skip


@pytest.mark.parametrize(
    ("rounding", "found"),
    [
        ({"step": "0", "mode": "up"}, ("number_out_of_range", "/nodes/0/rounding/step")),
        ({"step": "1/3", "mode": "up"}, ("number_out_of_range", "/nodes/0/rounding/step")),
        ({"mode": "up"}, ("key_missing", "/nodes/0/rounding")),
        ({"step": 1, "digits": 1, "mode": "up"}, ("key_unknown", "/nodes/0/rounding/digits")),
    ],
)
def test_wrong_roundings(rounding: Json, found: tuple[str, str]) -> None:
    assert found in codes(rounded(rounding))


def test_the_key_belongs_to_format_2() -> None:
    document = {**rounded({"step": "0.5", "mode": "half_up"}), "parindex": 1}
    assert codes(document) == [("format_version", "/nodes/0/rounding/step")]
    # A step that is digits needs no newer format.
    assert returns(rounded({"step": "0.1", "mode": "up"}))["parindex"] == 1
    assert returns(rounded({"step": "0.5", "mode": "up"}))["parindex"] == 2


def test_an_audit_finds_halves_of_steps() -> None:
    scores = both(rounded({"step": "0.5", "mode": "half_up"}), {"1": "21.75"}, {"1": 23})
    (half,) = [found for found in scores.audit().halves if found.code == "1"]
    assert (str(half.below), str(half.above), str(half.chosen)) == ("7.0", "7.5", "7.5")
    assert half.rounding.step == Decimal("0.5")


def test_differences_name_the_step() -> None:
    before = px.Rubric.from_json(rounded({"digits": 1, "mode": "half_up"}))
    after = px.Rubric.from_json(rounded({"step": "0.5", "mode": "half_up"}))
    assert "rounding" in px.diff(before, after).to_text(language="en")


def test_a_case_that_no_step_gives() -> None:
    rubric = px.Rubric.from_json(
        {**rounded({"step": "0.5", "mode": "half_up"}),
         "cases": {"parindex_cases": 1, "cases": [{"unit": "u", "given": {"1": 3}, "expect": {"nodes": {"1": {"points": "0.7"}}}}]}}
    )  # fmt: skip
    assert rubric.warnings == ()


def test_the_typed_classes() -> None:
    made = model.Round("x", mode="half_up", step="0.5")
    assert made.to_dict() == {"round": {"of": "x", "mode": "half_up", "step": "0.5"}}
    assert model.Round("x", 2, "up").to_dict()["round"]["digits"] == 2
    read = px.Rubric.from_json(rounded({"step": "0.5", "mode": "half_up"})).to_model()
    leaf = read.nodes[0]
    assert isinstance(leaf, model.Leaf)
    assert leaf.rounding == px.Rounding(mode="half_up", step="0.5")
    assert read.to_dict()["parindex"] == 2
