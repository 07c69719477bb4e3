# SPDX-License-Identifier: MIT
"""The kind `increments`: figures of Decree 307/2025/NĐ-CP by hand, and its support in the library."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import reference, testing

Json = dict[str, Any]
HALF_UP = {"digits": 2, "mode": "half_up"}  # Article 4(1): two decimals


def increments(*figures: object, direction: str = "up", partial_steps: str = "counted") -> Json:
    """The rule with base, threshold, step, points for each step and cap."""
    keys = ("base", "threshold", "step", "points_each", "cap")
    made = {"on": {"value": "value"}, **dict(zip(keys, figures, strict=True))}
    return {"increments": {**made, "direction": direction, "partial_steps": partial_steps}}


# Clause, maximum, rule, and the points of some values.
DECREE: list[tuple[str, int, Json, dict[str, str]]] = [
    (
        "5(1), population of a province",
        25,
        increments(10, 2_000_000, 60_000, "0.5", 25),
        # Article 4(3): the points for a part of a step are in proportion.
        # 10 + 0.5 * 1 / 60000 = 10.0000083; 10 + 0.5 * 25 = 22.5; 10 + 0.5 * 30 = 25.
        {
            "1999999": "10.00",
            "2000000": "10.00",
            "2000001": "10.00",
            "2001200": "10.01",
            "3500000": "22.50",
            "3798799": "24.99",
            "3799999": "25.00",
            "3800000": "25.00",
            "9000000": "25.00",
        },
    ),
    (
        "5(2), area of a province",
        25,
        increments(10, 8000, 200, "0.5", 25),
        # 10 + 0.5 * 350 / 200 = 10.875; 10 + 0.5 * 2 / 200 = 10.005.
        {"8350": "10.88", "8002": "10.01", "8001.99": "10.00", "14000": "25.00"},
    ),
    (
        "5(3)c, growth of a province",
        3,
        increments(1, 7, "0.5", "0.25", 3),
        # 1 + 0.25 * 1.02 / 0.5 = 1.51.
        {"-2": "1.00", "8.02": "1.51", "11": "3.00", "12": "3.00"},
    ),
    (
        "6(3)d, poverty of a commune",
        5,
        increments(3, "4.5", 1, 1, 5, direction="down"),
        # 3 + 1 * (4.5 - 3.2) / 1 = 4.3.
        {"100": "3.00", "4.5": "3.00", "3.2": "4.30", "2.5": "5.00", "0": "5.00"},
    ),
    (
        "6(3)g, documents signed digitally",
        5,
        increments(3, 70, 5, "0.5", 5),
        # Both sentences of the decree include exactly 70 % and give the same. 3 + 13.333 / 10 =
        # 4.3333.
        {"70": "3.00", "83.333": "4.33", "90": "5.00"},
    ),
    (
        "7(2), area of a ward",
        25,
        increments(10, "5.5", 1, "0.5", 25),
        # 10 + 0.5 * 6.845 = 13.4225.
        {"5.5": "10.00", "12.345": "13.42"},
    ),
    (
        "7(3)đ, poverty of a ward",
        5,
        increments(3, 4, "0.5", "0.5", 5, direction="down"),
        # 3 + 0.5 * 2 / 0.5 = 5; 3 + 0.5 * 1.005 / 0.5 = 4.005.
        {"1.9": "5.00", "2": "5.00", "2.995": "4.01"},
    ),
    (
        "5(4)d, communes of a province, were whole steps meant",
        5,
        increments(2, 80, 5, "0.25", 5, partial_steps="dropped"),
        # 23 more communes are four whole steps: 2 + 0.25 * 4 = 3.
        {"80": "2.00", "84": "2.00", "85": "2.25", "103": "3.00", "140": "5.00"},
    ),
]


def rubric(rule: Json, maximum: object, **keys: Any) -> Json:
    leaf = {
        "code": "1",
        "max": maximum,
        "inputs": [{"name": "value", "type": "number", "min": -100, "max": 10_000_000}],
        "rule": rule,
        "accept": {"minimum_above_zero": "the decree gives the base to all"},
    }
    return {
        "parindex": 1,
        "id": "decree-307",
        "edition": "2025",
        "max": maximum,
        "aggregation": "sum",
        "missing": "error",
        "index_rounding": HALF_UP,
        "nodes": [{**leaf, **keys}],
    }


@pytest.mark.parametrize(
    ("maximum", "rule", "figures"), [entry[1:] for entry in DECREE], ids=[e[0] for e in DECREE]
)
def test_the_figures_of_the_decree(maximum: int, rule: Json, figures: dict[str, str]) -> None:
    document = rubric(rule, maximum, rounding=HALF_UP)
    plan = px.Rubric.from_json(document).compile()
    assert plan.lanes()[1].lane == "fixed"
    rows = [{"unit": value, "1": value} for value in figures]
    wanted = [Fraction(points) for points in figures.values()]
    assert [unit["1"].points for unit in plan.score(rows)] == wanted
    doubles = {"unit": list(figures), "1": [float(value) for value in figures]}
    assert [unit["1"].points for unit in plan.score(doubles)] == wanted
    twin = reference.score(document, rows)
    assert [Fraction(unit["nodes"]["1"]["points"]) for unit in twin] == wanted


# Without a base, so that no issue must be accepted.
POVERTY = rubric(increments(0, "4.5", 1, 1, 2, direction="down"), 2, accept={})


def changed(**keys: object) -> Json:
    after: Json = json.loads(json.dumps(POVERTY))
    after["nodes"][0]["rule"]["increments"].update(keys)
    return after


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"step": 0}, [("number_out_of_range", "/step")]),
        ({"step": "-1"}, [("number_out_of_range", "/step")]),
        ({"points_each": 0}, [("number_out_of_range", "/points_each")]),
        ({"cap": 0}, [("range_empty", "")]),
        ({"cap": 3}, [("maximum_exceeded", "")]),
        ({"cap": 1}, [("maximum_unreachable", "")]),
        ({"base": 1}, [("minimum_above_zero", "")]),
        ({"base": -1}, [("minimum_below_zero", "")]),
        ({"threshold": -100}, [("maximum_unreachable", "")]),
        ({"threshold": -98}, []),
        ({"threshold": "-98.5"}, [("maximum_unreachable", "")]),
        ({"direction": "sideways"}, [("word_unknown", "/direction")]),
        (
            {"step": 0, "points_each": -1, "cap": "-0.5", "on": {"value": "nowhere"}},
            [
                ("input_unused", None),
                ("range_empty", ""),
                ("input_unknown", "/on/value"),
                ("number_out_of_range", "/step"),
                ("number_out_of_range", "/points_each"),
            ],
        ),
        (
            {"on": {"value": "value", "direction": "up"}},
            [("direction_broken", "/on/direction")],
        ),
        ({"on": {"value": "value", "direction": "down"}}, []),
    ],
)
def test_the_check(keys: Json, found: list[tuple[str, str | None]]) -> None:
    _, issues = px.check_rubric(json.dumps(changed(**keys)))
    at = "/nodes/0/rule/increments"
    assert [(issue.code, issue.pointer) for issue in issues] == [
        (code, "/nodes/0/inputs/0" if end is None else at + end) for code, end in found
    ]


@pytest.mark.parametrize("key", ["base", "threshold", "direction", "step", "partial_steps"])
def test_nothing_is_assumed(key: str) -> None:
    document = changed()
    del document["nodes"][0]["rule"]["increments"][key]
    _, issues = px.check_rubric(json.dumps(document))
    assert [issue.code for issue in issues] == ["key_missing"]


def test_each_change_in_words() -> None:
    before = px.Rubric.from_json(POVERTY)
    after = px.Rubric.from_json(changed(threshold=4, direction="up", partial_steps="dropped"))
    english = px.diff(before, after).to_text(language="en")
    vietnamese = px.diff(before, after).to_text(language="vi")
    for words in ("threshold 4.5→4", "direction down→up", "partial steps counted→dropped"):
        assert words in english
    for words in ("ngưỡng 4.5→4", "chiều down→up", "phần lẻ của bước counted→dropped"):
        assert words in vietnamese


@pytest.mark.parametrize("partial_steps", ["counted", "dropped"])
@pytest.mark.parametrize("direction", ["up", "down"])
def test_cases_made_for_it_kill_its_mutants(
    direction: str, partial_steps: str, tmp_path: Path
) -> None:
    rule = increments(3, "4.5", 1, 1, 5, direction=direction, partial_steps=partial_steps)
    made = px.Rubric.from_json(rubric(rule, 5))
    path = tmp_path / "made.case.json"
    path.write_text(testing.boundary_cases(made), encoding="utf-8")
    assert testing.run_cases([path], rubric=made).ok
    coverage = testing.measure_coverage(made, [path])
    assert coverage.missing == []
    at = "/nodes/0/rule/increments"
    shown = {item.pointer.removeprefix(at) for item in coverage.items if item.cases}
    assert {"/base", "/threshold", "/points_each", "/cap"} <= shown
    report = testing.mutate(made, [path])
    assert {m.pointer.removeprefix(at) for m in report.mutants if m.pointer.startswith(at)} == {
        f"/{key}" for key in rule["increments"] if key != "on"
    }
    # A survivor names a case that would notice it; whole steps have many possible mistakes.
    document = json.loads(path.read_text(encoding="utf-8"))
    for number, mutant in enumerate(report.survivors):
        document["cases"].append({"unit": f"suggested {number}", **json.loads(mutant.by)})
    path.write_text(json.dumps(document), encoding="utf-8")
    mutants = [m for m in testing.mutate(made, [path]).mutants if m.pointer.startswith(at)]
    assert [str(m) for m in mutants if m.status in ("survived", "undecided")] == []
    assert partial_steps == "dropped" or not report.survivors
