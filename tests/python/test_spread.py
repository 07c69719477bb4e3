# SPDX-License-Identifier: MIT
"""Standard deviations and z-scores of the other units."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from twin_scores import both, codes, kill_all, returns, whole

Json = dict[str, Any]

# Mean 5, squares of the deviations 9 1 1 1 0 0 4 16: population variance 4, sample variance 32/7.
VALUES = (2, 4, 4, 4, 5, 5, 7, 9)


def spread(statistic: str, units: str = "population", within: str = "all", **how: Any) -> Json:
    how = how or {"digits": 4, "mode": "half_up"}
    return {"cohort": {"of": "v", "statistic": statistic, "within": within, "units": units, **how}}


def leaf(points: Json, code: str = "1", **rule: Any) -> Json:
    return {
        "code": code, "max": 1000, "inputs": [{"name": "v", "type": "number"}],
        "rule": {"formula": {"cases": [{"points": points}], **rule}},
        "accept": dict.fromkeys(("maximum_unreachable", "maximum_exceeded", "minimum_below_zero"), "any"),
    }  # fmt: skip


def points(document: Json, *values: object, **more: Any) -> list[str]:
    score = both(document, *[{"1.v": value, **more} for value in values])
    return [str(one.points) for one in score]


def of(statistic: str, units: str = "population", **how: Any) -> Json:
    node = leaf(spread(statistic, units, **how), when_zero="full")
    if statistic == "standard_deviation":
        del node["accept"]["minimum_below_zero"]
        if units == "population":
            del node["rule"]["formula"]["when_zero"]
    return whole([node], 1000)


def test_a_population_and_a_sample() -> None:
    assert set(points(of("standard_deviation"), *VALUES)) == {"2"}
    # The root of 32/7 is 2.13808993...
    assert set(points(of("standard_deviation", "sample"), *VALUES)) == {"2.1381"}
    floor = of("standard_deviation", "sample", digits=4, mode="floor")
    assert set(points(floor, *VALUES)) == {"2.138"}
    assert points(of("z_score"), *VALUES) == ["-1.5", "-0.5", "-0.5", "-0.5", "0", "0", "1", "2"]
    # -3 / 2.13808993... = -1.40312...
    sample = points(of("z_score", "sample"), *VALUES)
    assert (sample[0], sample[-1]) == ("-1.4031", "1.8708")


@pytest.mark.parametrize(
    ("mode", "low", "high"),
    [("floor", "-1.41", "1.87"), ("ceiling", "-1.4", "1.88"), ("up", "-1.41", "1.88"), ("down", "-1.4", "1.87")],
)  # fmt: skip
def test_a_negative_score_is_rounded_in_its_own_direction(mode: str, low: str, high: str) -> None:
    found = points(of("z_score", "sample", digits=2, mode=mode), *VALUES)
    assert (found[0], found[-1]) == (low, high)


def test_a_score_is_rounded_once() -> None:
    # The deviation of 0, 1, 1 is 0.4714...; rounded to one digit first, the score of 0 would be -1.3.
    document = of("z_score", digits=1, mode="half_up")
    assert points(document, 0, 1, 1) == ["-1.4", "0.7", "0.7"]


def test_no_spread_gives_what_the_rule_states() -> None:
    assert points(of("standard_deviation"), 3, 3, 3) == ["0", "0", "0"]
    assert points(of("z_score"), 3, 3, 3) == ["1000", "1000", "1000"]
    # A sample of one unit: the others have no value.
    one = of("standard_deviation", "sample")
    one["missing"] = "exclude"
    one["nodes"][0]["rule"]["formula"]["when_zero"] = "zero"
    assert points(one, 3, "", "")[0] == "0"
    trace = str(both(one, {"1.v": 3}, {"1.v": ""}).explain("0"))
    assert "divided by 0: zero gives 0" in trace


def test_an_error_where_there_is_no_spread() -> None:
    document = of("z_score")
    document["nodes"][0]["rule"]["formula"]["when_zero"] = "error"
    scores = both(document, {"1.v": 1}, {"1.v": 1})
    assert [issue.code for issue in scores.issues] == ["denominator_zero"] * 2


def test_within_the_group() -> None:
    node = leaf(spread("z_score", within="group"), when_zero="zero")
    document = whole([node], 1000, groups=[{"id": "a"}, {"id": "b"}])
    rows = [{"1.v": v, "group": g} for v, g in ((1, "a"), (3, "a"), (10, "b"), (30, "b"))]
    assert [str(one.points) for one in both(document, *rows)] == ["-1", "1", "-1", "1"]


def test_what_the_check_asks_for() -> None:
    at = "/nodes/0/rule/formula"
    for statistic, units, asked in (
        ("z_score", "population", True),
        ("standard_deviation", "sample", True),
        ("standard_deviation", "population", False),
    ):
        node = leaf(spread(statistic, units))
        assert (("zero_denominator", at + "/cases/0") in codes(whole([node], 1000))) is asked
    place = at + "/cases/0/points/cohort"
    for gone, code, pointer in (
        ("units", "key_missing", place),
        ("mode", "key_missing", place),
        ("digits", "key_missing", place),
    ):
        document = of("z_score")
        del document["nodes"][0]["rule"]["formula"]["cases"][0]["points"]["cohort"][gone]
        assert (code, pointer) in codes(document)
    document = of("z_score")
    document["nodes"][0]["rule"]["formula"]["cases"][0]["points"]["cohort"]["statistic"] = "mean"
    assert ("key_unknown", place + "/units") in codes(document)
    document = of("z_score")
    document["nodes"][0]["rule"]["formula"]["cases"][0]["points"]["cohort"]["units"] = "all"
    assert ("word_unknown", place + "/units") in codes(document)
    document = {**of("z_score"), "parindex": 1}
    assert ("format_version", place + "/statistic") in codes(document)


def test_bounds_are_proven() -> None:
    """A deviation is at most half of the range; of a sample at most its root of 1/2."""
    for units, most in (("population", "5"), ("sample", "7.0711")):
        node = leaf(spread("standard_deviation", units), when_zero="zero")
        node["inputs"] = [{"name": "v", "type": "number", "min": 0, "max": 10}]
        node["max"] = most
        del node["accept"]
        if units == "population":
            del node["rule"]["formula"]["when_zero"]
        assert codes(whole([node], most)) == []
        node["max"] = "4"
        assert "maximum_exceeded" in [code for code, _ in codes(whole([node], "4"))]


def test_explained_in_both_languages_and_read_back() -> None:
    document = of("z_score")
    trace = both(document, {"1.v": 1}, {"1.v": 3}).explain("0")
    text = "round(population z_score(v over all units), 4 digits half_up)"
    assert f"{text} = -1" in str(trace)
    assert "điểm chuẩn hóa z (tổng thể)(v của mọi đơn vị)" in trace.to_text(language="vi")
    made = returns(document)
    assert made["parindex"] == 2
    assert (
        made["nodes"][0]["rule"]["formula"]["cases"][0]["points"]["cohort"]["units"] == "population"
    )


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=8))
def test_close_to_the_standard_library(values: list[int]) -> None:
    exact = [Fraction(value) for value in values]
    for units, square in (("population", statistics.pvariance), ("sample", statistics.variance)):
        found = points(of("standard_deviation", units, digits=12, mode="half_even"), *values)
        assert math.isclose(float(Fraction(found[0])), math.sqrt(square(exact)), abs_tol=1e-11)


def test_generated_cases_kill_every_mutant(tmp_path: Path) -> None:
    node: Json = {
        "code": "1", "max": 2, "inputs": [{"name": "v", "type": "number", "min": 0, "max": 100}],
        "rule": {"bands": {"on": {"formula": spread("z_score", digits=2, mode="half_up"), "when_zero": "zero"},
                           "steps": [{"below": "0", "points": 0}, {"from": "0", "points": 2}]}},
    }  # fmt: skip
    kill_all(whole([node], 2), tmp_path, "/nodes/0/rule/bands/steps")


def test_a_cohort_is_kept_for_a_single_unit() -> None:
    plan = px.Rubric.from_json(of("z_score")).compile()
    table = plan.score([{"unit": str(v), "1.v": v} for v in (1, 3)])
    assert table.cohort is not None
    alone = plan.score({"1.v": 3, "unit": "x"}, cohort=table.cohort)
    assert str(alone["x"].points) == "1"
