# SPDX-License-Identifier: MIT
"""What `Rubric.proofs` and the check say of maxima and bounds is true to the word."""

from __future__ import annotations

from typing import Any

import pytest

import parindex as px

Json = dict[str, Any]


def node(code: str, most: str, **more: Any) -> Json:
    return {"code": code, "max": most, "rule": {"direct": {"min": "0", "max": most}}, **more}


def rubric(most: str, *nodes: Json, **more: Any) -> Json:
    head: Json = {"parindex": 1, "id": "r", "edition": "1", "missing": "error"}
    head |= {"aggregation": "sum", "index_rounding": {"digits": 2, "mode": "half_up"}}
    return {**head, "max": most, "nodes": list(nodes), **more}


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
            # A cap that no child reaches has no part in the maximum.
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
            rubric(
                "10",
                *(
                    node("1", "4"),
                    node("2", "6", only_for=["ward"]),
                    node("3", "6", only_for=["town"]),
                ),
                groups=[{"id": "ward"}, {"id": "town"}],
            ),
            "in the form of every group, the maxima of the children add up to 10",
        ),
        (
            rubric(
                "10",
                *(
                    node("1", "4"),
                    node("2", "6", only_for=["ward"]),
                    node("3", "9", only_for=["town"]),
                ),
                groups=[{"id": "ward"}, {"id": "town"}],
                cap="10",
            ),
            "in the form of every group, the maxima of the children add up to at least 10",
        ),
    ],
)
def test_the_sentence_about_maxima_names_what_adds_up(document: Json, sentence: str) -> None:
    assert sentences(document, "maxima") == [sentence]


def test_a_cap_below_the_maximum_is_one_issue_at_the_cap() -> None:
    exact = rubric("20", node("1", "12"), node("2", "8"), cap="15")
    assert issues(exact) == [("maximum_unreachable", "/cap")]
    # The children could give more than the cap: still nothing is wrong with them.
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
            "not shown to stay within 4 points: at most 5",
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
            "not shown to stay at 0 points or above: at least -1",
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
