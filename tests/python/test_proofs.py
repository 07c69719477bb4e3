# SPDX-License-Identifier: MIT
"""The statements of `Rubric.proofs` and the check about maxima and bounds are literally true."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random
from typing import Any

import pytest

import parindex as px
from strategies import CUSTOM, a_rubric, a_table

Json = dict[str, Any]


def node(code: str, most: str, **more: Any) -> Json:
    return {"code": code, "max": most, "rule": {"direct": {"min": "0", "max": most}}, **more}


def rubric(most: str, *nodes: Json, **more: Any) -> Json:
    head: Json = {"parindex": 1, "id": "r", "edition": "1", "missing": "error"}
    head |= {"aggregation": "sum", "index_rounding": {"digits": 2, "mode": "half_up"}}
    return {**head, "max": most, "nodes": list(nodes), **more}


def by_groups(town: str, **more: Any) -> Json:
    """A form with 4 and 6 points for wards, and with 4 and `town` points for towns."""
    children = (
        node("1", "4"),
        node("2", "6", only_for=["ward"]),
        node("3", town, only_for=["town"]),
    )
    return rubric("10", *children, groups=[{"id": "ward"}, {"id": "town"}], **more)


def sentences(document: Json, kind: str, code: str = "") -> list[str]:
    found = px.Rubric.from_json(document).proofs()
    return [each["text"] for each in found if each["kind"] == kind and each["code"] == code]


def issues(document: Json) -> list[tuple[str, str]]:
    with pytest.raises(px.RubricError) as raised:
        px.Rubric.from_json(document)
    return [(issue.code, issue.pointer) for issue in raised.value.issues]


ADJUST = {"sum": {"adjust": [{"bonus": "b"}, {"penalty": "p"}]}}


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (
            rubric("14", node("1", "8"), node("2", "6")),
            "the maxima of its 2 children add up to 14",
        ),
        (
            rubric("10", node("1", "8"), node("2", "6"), cap="10"),
            "the maxima of its 2 children add up to 14, under a cap of 10",
        ),
        (
            # A cap that no child reaches does not affect the maximum.
            rubric("14", node("1", "8"), node("2", "6"), cap="20"),
            "the maxima of its 2 children add up to 14",
        ),
        (
            rubric(
                "14",
                *(node("1", "8"), node("2", "6"), node("b", "5"), node("p", "3")),
                aggregation=ADJUST,
            ),
            "the maxima of its 2 children without the 2 adjustments add up to 14",
        ),
        (
            rubric(
                "8",
                node("1", "8"),
                node("b", "5"),
                aggregation={"sum": {"adjust": [{"bonus": "b"}]}},
            ),
            "the maximum of its 1 child without the 1 adjustment is 8",
        ),
        (
            by_groups("6"),
            "in the form of every group, the maxima of the children add up to 10",
        ),
        (
            by_groups("9", cap="10"),
            "in the form of every group, the maxima of the children add up to at least 10",
        ),
    ],
)
def test_the_sentence_about_maxima_names_what_adds_up(document: Json, sentence: str) -> None:
    assert sentences(document, "maxima") == [sentence]


def test_a_cap_below_the_maximum_is_one_issue_at_the_cap() -> None:
    exact = rubric("20", node("1", "12"), node("2", "8"), cap="15")
    assert issues(exact) == [("maximum_unreachable", "/cap")]
    # The children could give more than the cap, which is still valid.
    more = rubric("20", node("1", "12"), node("2", "13"), cap="15")
    assert issues(more) == [("maximum_unreachable", "/cap")]


def test_children_that_do_not_add_up_are_reported_under_a_cap_too() -> None:
    assert issues(rubric("20", node("1", "12"), node("2", "13"), cap="22")) == [
        ("maximum_mismatch", "/max")
    ]
    assert issues(rubric("20", node("1", "12"), node("2", "2"), cap="15")) == [
        ("maximum_mismatch", "/max"),
        ("maximum_unreachable", "/cap"),
    ]


X_LESS_X: Json = {"subtract": ["x", "x"]}
X = {"name": "x", "type": "number", "min": 0, "max": 10}


def refused(rule: Json, most: str = "4") -> list[tuple[str, str, str, str]]:
    leaf = {"code": "1", "max": most, "inputs": [X], "rule": rule}
    with pytest.raises(px.RubricError) as raised:
        px.Rubric.from_json(rubric(most, leaf))
    return [(each.code, each.message, each.expected, each.actual) for each in raised.value.issues]


@pytest.mark.parametrize("quantity", [False, True])
def test_bounds_from_intervals_are_not_called_facts(quantity: bool) -> None:
    rule: Json = {"formula": {"cases": [{"points": X_LESS_X}]}}
    if quantity:
        rule = {"per_unit": {"on": {"formula": X_LESS_X}, "points_each": "1"}}
    within = "The rule may give more than the maximum points"
    above = "The rule may give points below 0"
    assert refused(rule) == [
        ("maximum_exceeded", within, "at most 4", "at most 10"),
        ("minimum_below_zero", above, "at least 0", "at least -10"),
    ]


def test_what_a_rule_lists_is_a_fact() -> None:
    rule = {"per_unit": {"on": {"value": "x"}, "points_each": "1"}}
    more = "The rule can give more than the maximum points"
    assert refused(rule) == [("maximum_exceeded", more, "4", "10")]


# ---- gaps ---------------------------------------------------------------------------------------


def steps(*ranges: tuple[int, int]) -> Json:
    made = [{"from": low, "to": high, "points": 4} for low, high in ranges]
    return {"bands": {"on": {"value": "x"}, "steps": [*made, {"below": 0, "points": 0}]}}


def test_every_gap_is_named_with_its_number() -> None:
    x = {**X, "type": "count"}
    leaf = {"code": "1", "max": "4", "inputs": [x], "rule": steps((0, 2), (4, 6), (9, 9))}
    with pytest.raises(px.RubricError) as raised:
        px.Rubric.from_json(rubric("4", leaf))
    gaps = [issue for issue in raised.value.issues if issue.code == "bands_gap"]
    # The numbers follow the values; the issues follow their places in the file.
    assert sorted(issue.message for issue in gaps) == [
        "No band contains 2 < x < 4 (gap 1 of 3)",
        "No band contains 6 < x < 9 (gap 2 of 3)",
        "No band contains x > 9 (gap 3 of 3)",
    ]


def test_every_gap_of_a_table_a_formula_and_a_lookup_is_named() -> None:
    kinds = {"name": "k", "type": "choice", "options": [{"id": each} for each in "abcd"]}
    table = {"hit": "first", "rows": [{"when": {"k": "b"}, "points": 4}]}
    leaf = {"code": "1", "max": "4", "inputs": [kinds], "rule": {"decision_table": table}}
    wanted = ["a", "c", "d"]
    assert messages(rubric("4", leaf), "cases_gap") == [
        f"No row applies to k = {each} (gap {i} of 3)" for i, each in enumerate(wanted, 1)
    ]
    leaf["rule"] = {"formula": {"cases": [{"when": {"input": "k", "is": "b"}, "points": 4}]}}
    assert messages(rubric("4", leaf), "cases_gap") == [
        f"No case applies to k = {each} (gap {i} of 3)" for i, each in enumerate(wanted, 1)
    ]
    flags = [{"code": c, "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}} for c in "12"]
    rows = {"lookup": {"rows": [{"children": ["1", "1"], "points": "4"}]}}
    assert messages(rubric("4", *flags, aggregation=rows), "lookup_gap") == [
        "No row contains the points 0, 0 (gap 1 of 2)",
        "No row contains the points 0, 1 (gap 2 of 2)",
    ]


def messages(document: Json, code: str) -> list[str]:
    with pytest.raises(px.RubricError) as raised:
        px.Rubric.from_json(document)
    return [issue.message for issue in raised.value.issues if issue.code == code]


def test_a_hundred_gaps_are_named_and_all_are_counted() -> None:
    options = [{"id": f"o{i}"} for i in range(150)]
    kinds = {"name": "k", "type": "choice", "options": options}
    table = {"hit": "first", "rows": [{"when": {"k": "o0"}, "points": 4}]}
    leaf = {"code": "1", "max": "4", "inputs": [kinds], "rule": {"decision_table": table}}
    found = messages(rubric("4", leaf), "cases_gap")
    assert len(found) == 100
    assert found[-1].endswith("(gap 100 of 149)")


@pytest.mark.parametrize(
    ("tests", "pointer"),
    [
        ({"k": "z"}, "/k"),
        ({"k": ["a", "z"]}, "/k/1"),
        ({"gone": "a"}, "/gone"),
        ({"x": "a"}, "/x"),
        ({"k": {"from": 1}}, "/k"),
    ],
)
def test_a_table_is_pointed_at_where_something_is(tests: Json, pointer: str) -> None:
    kinds = {"name": "k", "type": "choice", "options": [{"id": "a"}, {"id": "b"}]}
    table = {"hit": "first", "rows": [{"when": tests, "points": 4}], "otherwise": 0}
    leaf = {"code": "1", "max": "4", "inputs": [kinds, X], "rule": {"decision_table": table}}
    with pytest.raises(px.RubricError) as raised:
        px.Rubric.from_json(rubric("4", leaf))
    whole = "/nodes/0/rule/decision_table/rows/0/when"
    assert whole + pointer in [issue.pointer for issue in raised.value.issues]


@pytest.mark.parametrize(
    ("most", "rule", "accept", "sentence"),
    [
        ("4", {"min": "0", "max": "4"}, {}, "gives at least 0 and at most 4 points"),
        (
            "4",
            {"min": "0", "max": "3"},
            {"maximum_unreachable": "the source says so"},
            "cannot reach 4 points: at most 3",
        ),
        (
            "4",
            {"min": "0", "max": "5"},
            {"maximum_exceeded": "the source says so"},
            "may exceed 4 points: at most 5",
        ),
        (
            "4",
            {"min": "1", "max": "4"},
            {"minimum_above_zero": "the source says so"},
            "gives at least 1 of 4 points",
        ),
        (
            "4",
            {"min": "-1", "max": "4"},
            {"minimum_below_zero": "the source says so"},
            "may give points below 0: at least -1",
        ),
    ],
)
def test_bounds_say_at_least_and_at_most(
    most: str, rule: Json, accept: Json, sentence: str
) -> None:
    leaf = {"code": "1", "max": most, "rule": {"direct": rule}}
    if accept:
        leaf["accept"] = accept
    assert sentences(rubric(most, leaf), "reach", "1") == [sentence]


# ---- bounds compared with the results of random units
# -----------------------------------------------

BOUNDS = re.compile(r"at least (?P<low>\S+)|at most (?P<high>[^\s:]+)")


def test_no_unit_is_beyond_a_bound() -> None:
    bounded = 0
    for seed in range(60):
        rng = Random(seed)
        document = a_rubric(rng, custom=True)
        plan = px.Rubric.from_json(document).compile(custom=CUSTOM)
        bounds = {
            each["code"]: each["text"] for each in plan.rubric.proofs() if each["kind"] == "reach"
        }
        for _ in range(3):
            for score in plan.score(a_table(rng, document)):
                figures = {"": score.points, **{c: n.points for c, n in score.nodes.items()}}
                for code, text in bounds.items():
                    points = figures[code]
                    if points is None:
                        continue
                    for found in BOUNDS.finditer(text):
                        bounded += 1
                        if found["low"]:
                            assert Fraction(points) >= Fraction(found["low"]), (seed, code, text)
                        else:
                            assert Fraction(points) <= Fraction(found["high"]), (seed, code, text)
    assert bounded > 1000
