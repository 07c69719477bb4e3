# SPDX-License-Identifier: MIT
"""Quantiles, extreme values, and outliers that are limited."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex import model as m
from twin_scores import both, codes, kill_all, returns, whole

Json = dict[str, Any]

VALUES = (10, 20, 30, 50, 900)


def cohort(statistic: str, within: str = "all", **more: Any) -> Json:
    return {"cohort": {"of": "v", "statistic": statistic, "within": within, **more}}


def quantile(percent: object, method: str = "linear", within: str = "all") -> Json:
    return cohort("quantile", within, percent=percent, method=method)


def winsorise(low: Any, high: Any, of: Any = "v") -> Json:
    return {"winsorise": {"of": of, "low": low, "high": high}}


def rubric(expression: Any, **more: Any) -> Json:
    """Points are the value of the expression; the quantity is the expression."""
    node = {
        "code": "1", "max": 1000, "inputs": [{"name": "v", "type": "number", "min": 0, "max": 1000}],
        "rule": {"per_unit": {"on": {"formula": expression, **more}, "points_each": 1, "cap": 1000}},
    }  # fmt: skip
    document = whole([node], 1000)
    if issues := [code for code, _ in codes(document)]:
        node["accept"] = dict.fromkeys(issues, "any")
    return document


def points(document: Json, *values: object) -> list[str]:
    return [str(one.points) for one in both(document, *[{"1.v": value} for value in values])]


def one(expression: Any, *values: object) -> str:
    (found,) = set(points(rubric(expression), *values))
    return found


def test_quantiles_by_hand() -> None:
    # Position 1 + 4 * 0.9 = 4.6: 50 + 0.6 * 850.
    assert one(quantile(90), *VALUES) == "560"
    assert one(quantile(25), *VALUES) == "20"
    assert one(quantile("200/3"), 0, 10, 20) == "40/3"
    assert [one(quantile(p), *VALUES) for p in (0, 50, 100)] == ["10", "30", "900"]
    # Position 5 * 0.9 = 4.5, rounded up: the fifth.
    ranks = [one(quantile(p, "nearest_rank"), *VALUES) for p in (0, 20, "20.1", 90, 100)]
    assert ranks == ["10", "10", "20", "900", "900"]


def test_extreme_values_by_hand() -> None:
    assert one(cohort("lowest", position=1), *VALUES) == "10"
    assert one(cohort("lowest", position=2), *VALUES) == "20"
    assert one(cohort("highest", position=2), *VALUES) == "50"
    scores = both(rubric(cohort("highest", position=3)), {"1.v": 1}, {"1.v": 2})
    assert [issue.code for issue in scores.issues] == ["cohort_empty"] * 2
    assert "expected at least 3 values, found 2" in str(scores.issues[0])


def test_winsorised_to_percentiles_a_number_of_values_and_stated_limits() -> None:
    to_percentiles = winsorise(quantile(25), quantile(75))
    assert points(rubric(to_percentiles), *VALUES) == ["20", "20", "30", "50", "50"]
    to_values = winsorise(cohort("lowest", position=2), cohort("highest", position=2))
    assert points(rubric(to_values), *VALUES) == ["20", "20", "30", "50", "50"]
    assert points(rubric(winsorise(15, "40.5")), *VALUES) == ["15", "20", "30", "40.5", "40.5"]
    one_sided = winsorise(cohort("min"), quantile(75))
    assert points(rubric(one_sided), *VALUES) == ["10", "20", "30", "50", "50"]


def test_marked_in_the_explanation_the_issues_and_the_reports(tmp_path: Path) -> None:
    scores = both(rubric(winsorise(15, 40)), *[{"1.v": value} for value in VALUES])
    assert [(i.code, i.severity, i.unit, i.field) for i in scores.issues] == [
        ("value_replaced", "warning", unit, "1") for unit in ("0", "3", "4")
    ]
    trace = scores.explain("4").find("1")
    step = next(step for step in trace.steps if step.kind == "replaced")
    assert step.text == "outlier: v = 900 was lowered to 40"
    assert step.pointer == "/rule/per_unit/on/formula/winsorise/high"
    assert "giá trị ngoại lai: v = 900, được hạ xuống 40" in trace.to_text(language="vi")
    assert "outlier: v = 10 was raised to 15" in str(scores.explain("0"))
    assert "outlier" not in str(scores.explain("1"))
    scores.report(tmp_path / "r.html")
    assert "outlier: v = 900 was lowered to 40" in (tmp_path / "r.html").read_text("utf-8")


def test_in_a_formula_and_as_a_goalpost() -> None:
    limited = winsorise(0, 40)
    formula = {"cases": [{"when": {"of": limited, "from": 40}, "points": 1}, {"points": 0}]}
    node = {"code": "1", "max": 1, "inputs": [{"name": "v", "type": "number", "min": 0}], "rule": {"formula": formula}}  # fmt: skip
    scores = both(whole([node], 1), {"1.v": 50}, {"1.v": 40}, {"1.v": 3})
    assert [str(score.points) for score in scores] == ["1", "1", "0"]
    assert [issue.unit for issue in scores.issues] == ["0"]
    # The limits apply one after the other: a low limit above the high one does not last.
    crossed = rubric(winsorise(cohort("max"), cohort("min")))
    assert points(crossed, 1, 5, 9) == ["1", "1", "1"]


AT = "/nodes/0/rule/per_unit/on/formula"


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        (quantile(101), ("number_out_of_range", AT + "/cohort/percent")),
        (quantile("-0.1"), ("number_out_of_range", AT + "/cohort/percent")),
        (quantile(5, "median"), ("word_unknown", AT + "/cohort/method")),
        (cohort("quantile", percent=5), ("key_missing", AT + "/cohort")),
        (cohort("lowest"), ("key_missing", AT + "/cohort")),
        (cohort("lowest", position=0), ("number_out_of_range", AT + "/cohort/position")),
        (cohort("highest", position="1.5"), ("number_out_of_range", AT + "/cohort/position")),
        (cohort("mean", position=1), ("key_unknown", AT + "/cohort/position")),
        (winsorise(5, 4), ("range_empty", AT + "/winsorise")),
        (winsorise("2026-01-01", 4), ("type_conflict", AT + "/winsorise/low")),
        ({"winsorise": {"of": "v", "low": 1}}, ("key_missing", AT + "/winsorise")),
    ],
)
def test_what_the_check_finds(expression: Json, found: tuple[str, str]) -> None:
    node = rubric("v")["nodes"][0]
    node["rule"]["per_unit"]["on"]["formula"] = expression
    assert found in codes(whole([node], 1000))
    if found[0] == "number_out_of_range":
        assert found not in codes(rubric(quantile(5)))
        assert ("format_version", AT + "/cohort/statistic") in codes(
            {**rubric(quantile(5)), "parindex": 1}
        )


def test_the_range_of_a_limited_value_is_proven() -> None:
    """Bands over 10 to 20 need no other band; an unlimited value needs one."""
    steps = [{"from": 10, "below": 15, "points": 0}, {"from": 15, "to": 20, "points": 1}]
    inputs = [{"name": "v", "type": "number", "min": 0, "max": 100}]
    rule = {"bands": {"on": {"formula": winsorise(10, 20)}, "steps": steps}}
    assert codes(whole([{"code": "1", "max": 1, "inputs": inputs, "rule": rule}], 1)) == []
    rule["bands"]["on"] = {"value": "v"}
    found = codes(whole([{"code": "1", "max": 1, "inputs": inputs, "rule": rule}], 1))
    assert "bands_gap" in [code for code, _ in found]


def test_read_back_and_as_classes() -> None:
    made = returns(rubric(winsorise(quantile(5), cohort("highest", position=2))))
    assert made["parindex"] == 2
    limited = made["nodes"][0]["rule"]["per_unit"]["on"]["formula"]["winsorise"]
    assert limited["low"]["cohort"]["percent"] == "5"
    own = m.Winsorise("v", m.Cohort("v", statistic="quantile", percent=5, method="linear", within="all"), 100)  # fmt: skip
    assert own.to_dict() == {"winsorise": {"of": "v", "low": limited["low"], "high": "100"}}


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=9), st.integers(0, 100))
def test_quantiles_as_defined(values: list[int], percent: int) -> None:
    """A linear quantile is between the ranks around it; a nearest-rank one is a value."""
    ordered = sorted(values)
    position = Fraction(percent * (len(values) - 1), 100)
    low = ordered[int(position)]
    high = ordered[min(int(position) + 1, len(values) - 1)]
    found = Fraction(one(quantile(percent), *values))
    assert found == low + (position - int(position)) * (high - low)
    assert Fraction(one(quantile(percent, "nearest_rank"), *values)) in ordered


def test_generated_cases_kill_every_mutant(tmp_path: Path) -> None:
    node: Json = {
        "code": "1", "max": 1, "inputs": [{"name": "v", "type": "number", "min": 0, "max": 100}],
        "rule": {"proportional": {"on": {"formula": winsorise(10, 90)}, "full_at": 90}},
    }  # fmt: skip
    node["accept"] = {"minimum_above_zero": "any"}
    kill_all(whole([node], 1), tmp_path, "/nodes/0/rule/proportional/on")
