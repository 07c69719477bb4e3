# SPDX-License-Identifier: MIT
"""Valid rubrics with surprising results: the check warns, `accept` accepts the warning, and there is a remedy."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

import parindex as px
from parindex import reference

Json = dict[str, Any]


def leaf(code: str, most: Any = 10, **more: Any) -> Json:
    return {"code": code, "max": most, "rule": {"direct": {"min": 0, "max": most}}, **more}


def document(*nodes: Json, **more: Any) -> Json:
    head: Json = {"parindex": 1, "id": "r", "edition": "1", "max": 10, "missing": "error"}
    head |= {"aggregation": "mean", "index_rounding": {"digits": 1, "mode": "half_up"}}
    return {**head, "nodes": list(nodes), **more}


def warnings(made: Json) -> list[tuple[str, str]]:
    """Code and pointer of each warning; every pointer leads to an existing place in the file."""
    found = px.Rubric.from_json(made).warnings
    for issue in found:
        place: Any = made
        for step in issue.pointer.split("/")[1:]:
            place = place[int(step) if isinstance(place, list) else step]
    return [(issue.code, issue.pointer) for issue in found]


def points(made: Json, *rows: Json) -> list[Any]:
    """The points of the total, the same from the engine and the reference."""
    named = [{"unit": str(i), **row} for i, row in enumerate(rows)]
    plan = px.Rubric.from_json(made).compile()
    assert px.Rubric.from_json(plan.rubric.to_json()).compile().fingerprint == plan.fingerprint
    scores = plan.score(named)
    units = json.loads(scores.to_json())["units"]
    twins = reference.score(made, named)
    assert [unit["nodes"] for unit in units] == [unit["nodes"] for unit in twins]
    assert [unit["points"] for unit in units] == [unit["points"] for unit in twins]
    return [score.points for score in scores]


# ---- gates --------------------------------------------------------------------------------------


def gated(*gates: Json, **more: Any) -> Json:
    return document(leaf("1"), gates=list(gates), **more)


def test_a_gate_with_a_cap_only_lowers() -> None:
    made = gated({"id": "rc4", "cap": "7.9"})
    assert warnings(made) == []
    rows = [{"1": mark, "rc4": flag} for mark in (3, 7.9, 9) for flag in ("yes", "no")]
    assert points(made, *rows) == [3, 3, Decimal("7.9"), Decimal("7.9"), Decimal("7.9"), 9]


def test_the_explanation_says_what_a_cap_lowered() -> None:
    scores = (
        px.Rubric.from_json(gated({"id": "rc4", "cap": "7.9", "title": {"en": "RC4 is offered"}}))
        .compile()
        .score([{"unit": str(mark), "1": mark, "rc4": True} for mark in (9, 3)])
    )
    step = scores.explain("9").steps[-1]
    assert (step.kind, step.pointer, step.points) == ("gate", "/gates/0", Decimal("7.9"))
    assert step.line("en") == "gate rc4: capped at 7.9 from 9 (RC4 is offered)"
    # A cap that lowers nothing has no effect.
    assert [step.kind for step in scores.explain("3").steps] == ["inputs", "aggregation"]


def test_caps_add_to_each_other_and_points_end_the_gates() -> None:
    made = gated(
        {"id": "a", "cap": 8},
        {"id": "b", "cap": 5},
        {"id": "no", "points": 0},
        {"id": "c", "cap": 1},
    )
    names = ("a", "b", "no", "c")
    rows = [
        {"1": 9, **{name: name in held for name in names}}
        for held in ("", "a", "b", ("a", "b"), ("a", "no"), ("no", "c"), ("a", "c"))
    ]
    assert points(made, *rows) == [9, 8, 5, 5, 0, 0, 1]


def test_a_cap_comes_before_the_rounding_of_its_node() -> None:
    made = document(
        leaf("1", gates=[{"id": "g", "cap": "7.25"}], rounding={"digits": 0, "mode": "half_up"})
    )
    assert points(made, {"1": "7.4", "1.g": True}, {"1": "7.6", "1.g": True}) == [7, 7]
    scores = px.Rubric.from_json(made).compile().score({"1": "7.6", "1.g": True})
    trace = scores.explain("unit").find("1")
    assert trace is not None
    assert (trace.exact, trace.points) == (Decimal("7.25"), 7)
    assert [step.kind for step in trace.steps][-2:] == ["gate", "rounding"]


@pytest.mark.parametrize(
    ("least", "gate", "warns"),
    [
        (0, {"points": "7.9"}, True),
        (0, {"points": 0}, False),
        (0, {"cap": "7.9"}, False),
        (2, {"points": 2}, False),
        (2, {"points": "2.1"}, True),
        (-1, {"points": 0}, True),  # a veto of 0 raises negative points
    ],
)
def test_a_gate_that_can_raise_points_is_a_warning(least: int, gate: Json, warns: bool) -> None:
    accept = {"minimum_above_zero": "so"} if least > 0 else {"minimum_below_zero": "so"}
    node = leaf("1", gates=[{"id": "g", **gate}], rule={"direct": {"min": least, "max": 10}})
    if least:
        node["accept"] = accept
    found = [each for each in warnings(document(node)) if each[0] == "gate_raises"]
    assert found == ([("gate_raises", "/nodes/0/gates/0/points")] if warns else [])


def test_a_gate_after_caps_may_raise_points() -> None:
    floor = {"floor": 5, "accept": {"minimum_above_zero": "so"}}
    node = {**leaf("1"), **floor}
    assert warnings(document({**node, "gates": [{"id": "a", "points": 4}]}))[1:] == []
    both = [{"id": "b", "cap": 2}, {"id": "a", "points": 4}]
    found = [code for code, _ in warnings(document({**node, "gates": both}))]
    assert "gate_raises" in found


def test_a_gate_tests_the_index_before_or_after_its_rounding() -> None:
    # 5.495 of 10 is 54.95 %, shown as 55.0 %.
    def made(**when: Any) -> Json:
        gate = {"id": "weak", "when": {"node": "1", "index": {"below": 55}, **when}, "points": 0}
        return document(leaf("1"), leaf("2", gates=[gate]))

    row = {"1": "5.495", "2": 10}
    passed, held = Decimal("7.7475"), Decimal("2.7475")
    assert points(made(), row) == [passed]
    assert points(made(stage="rounded"), row) == [passed]
    assert points(made(stage="exact"), row) == [held]
    assert warnings(made()) == [("gate_rounded", "/nodes/1/gates/0/when")]
    assert warnings(made(stage="rounded")) == warnings(made(stage="exact")) == []
    # Without rounding for display there is nothing to distinguish.
    assert warnings({**made(), "index_rounding": "exact"}) == []
    trace = px.Rubric.from_json(made(stage="exact")).compile().score(row).explain("unit").find("2")
    assert trace is not None
    assert trace.steps[-1].text == "gate weak (exact index of 1 < 55): 10 becomes 0"


def test_only_the_test_of_an_index_has_a_stage() -> None:
    gate = {"id": "g", "when": {"node": "1", "points": {"below": 5}, "stage": "exact"}, "points": 0}
    with pytest.raises(px.RubricError) as raised:
        px.Rubric.from_json(document(leaf("1"), leaf("2", gates=[gate])))
    [issue] = raised.value.issues
    assert (issue.code, issue.pointer) == ("key_unknown", "/nodes/1/gates/0/when/stage")


@pytest.mark.parametrize("gate", [{}, {"points": 0, "cap": 0}])
def test_a_gate_has_points_or_a_cap(gate: Json) -> None:
    with pytest.raises(px.RubricError):
        px.Rubric.from_json(gated({"id": "g", **gate}))


# ---- bonuses ------------------------------------------------------------------------------------


def bonus(limit: Any, **more: Any) -> Json:
    step = {"bonus": "b"} if limit is None else {"bonus": "b", "cap": limit}
    return document(
        *(leaf("1", 6), leaf("2", 4), leaf("b", 2)),
        **{"aggregation": {"sum": {"adjust": [step]}}, "missing": "exclude", **more},
    )


def test_a_bonus_ends_at_the_applicable_maximum() -> None:
    rows = [{"1": a, "2": b, "b": c} for a, b, c in [(5, 3, 1), (6, 4, 2), (6, None, 2)]]
    assert points(bonus("max"), *rows) == [9, 10, 6]
    assert points(bonus(10), *rows) == [9, 10, 8]
    assert points(bonus("max", cap=8, max=8), {"1": 6, "2": 1, "b": 2}) == [8]


def test_a_cap_beyond_a_maximum_that_shrinks_is_a_warning() -> None:
    place = "/aggregation/sum/adjust/0/cap"
    assert warnings(bonus(10)) == [("bonus_above_maximum", place)]
    assert warnings(bonus("max")) == warnings(bonus(4)) == warnings(bonus(None)) == []
    assert warnings(bonus(10, missing="zero")) == []


def test_a_penalty_has_no_cap_at_the_maximum() -> None:
    made = bonus("max")
    made["aggregation"] = {"sum": {"adjust": [{"penalty": "b", "floor": "max"}]}}
    with pytest.raises(px.RubricError) as raised:
        px.Rubric.from_json(made)
    assert [issue.code for issue in raised.value.issues] == ["number_malformed"]


# ---- maxima and weights -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aggregation", "maxima", "most", "warns"),
    [
        ({"best": {"count": 2}}, (10, 20, 30), 50, True),
        ({"best": {"count": 2}}, (10, 10, 10), 20, False),
        ({"best": {"count": 3}}, (10, 20, 30), 60, False),  # nothing is chosen
        ("minimum", (10, 20), 10, True),
        ("minimum", (10, 10), 10, False),
        ("sum", (10, 20), 30, False),
    ],
)
def test_points_of_unequal_maxima_are_not_compared_unnoticed(
    aggregation: Any, maxima: tuple[int, ...], most: int, warns: bool
) -> None:
    nodes = [leaf(str(i), each) for i, each in enumerate(maxima)]
    found = warnings(document(*nodes, aggregation=aggregation, max=most))
    assert found == ([("maxima_unequal", "/aggregation")] if warns else [])


def weighted(total: Any, *weights: Any, **more: Any) -> Json:
    nodes = [leaf(str(i), weight=weight) for i, weight in enumerate(weights)]
    return document(*nodes, aggregation={"weighted_mean": {"weights_sum": total}}, **more)


def test_weights_that_do_not_add_up_are_an_issue() -> None:
    assert warnings(weighted("1", "0.5", "0.5")) == []
    assert warnings(weighted("1", "1/3", "2/3")) == []
    with pytest.raises(px.RubricError) as raised:
        px.Rubric.from_json(weighted("100", 50, 5))
    [issue] = raised.value.issues
    assert (issue.code, issue.pointer, issue.expected, issue.actual) == (
        "weights_sum_mismatch",
        "/aggregation/weighted_mean/weights_sum",
        "100",
        "55",
    )
    assert warnings(weighted("100", 50, 5, accept={"weights_sum_mismatch": "as printed"})) == [
        ("weights_sum_mismatch", "/aggregation/weighted_mean/weights_sum")
    ]


def test_every_set_of_weights_adds_up() -> None:
    sets = {"weight_sets": ["a", "b"]}
    assert warnings(weighted(1, {"a": 1, "b": "0.5"}, {"a": 0, "b": "0.5"}, **sets)) == []
    with pytest.raises(px.RubricError, match=r"in the weight set b add up to 0\.6"):
        px.Rubric.from_json(weighted(1, {"a": 1, "b": "0.5"}, {"a": 0, "b": "0.1"}, **sets))


def test_the_declared_sum_changes_no_figure() -> None:
    row = {"0": 3, "1": 8}
    assert points(weighted("1", "0.3", "0.7"), row) == [Decimal("6.5")]
    plain = weighted("1", "0.3", "0.7")
    plain["aggregation"] = "weighted_mean"
    assert points(plain, row) == [Decimal("6.5")]


# ---- accept -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("gate_raises", gated({"id": "g", "points": 5})),
        (
            "gate_rounded",
            document(
                leaf("1"),
                gates=[{"id": "g", "when": {"node": "1", "index": {"below": 5}}, "points": 0}],
            ),
        ),
        ("bonus_above_maximum", bonus(10)),
        ("maxima_unequal", document(leaf("1"), leaf("2", 20), aggregation="minimum")),
    ],
)
def test_a_warning_is_answered_by_accept(code: str, made: Json) -> None:
    made = {**made, "accept": {code: "the source says so"}}
    [warning] = px.Rubric.from_json(made).warnings
    assert warning.code == code
    assert warning.severity == "warning"
    assert warning.message.endswith(" (accepted: the source says so)")
    # It is reported if the node has no such issue.
    plain = document(leaf("1"), accept={code: "the source says so"})
    assert warnings(plain) == [("accept_unused", f"/accept/{code}")]


# ---- what bounds prove --------------------------------------------------------------------------


def test_the_share_of_children_that_add_up_to_less_is_not_bounded_by_the_maximum() -> None:
    """The applicable maximum of a sum comes from its children, not from the node."""
    bands = [{"from": 80, "id": "A"}, {"below": 80, "id": "B"}]
    made = document(
        leaf("1", 7),
        max=20,
        aggregation="sum",
        accept={"maximum_mismatch": "a part was read"},
        classes={"on": "index", "stage": "exact", "bands": bands},
    )
    assert [code for code, _ in warnings(made)] == ["maximum_mismatch"]
    score = px.Rubric.from_json(made).compile().score({"1": 7})["unit"]
    assert (score.index, score.class_id) == (100, "A")
    made["classes"]["bands"] = [{"from": 20, "to": 35, "id": "A"}, {"below": 20, "id": "B"}]
    with pytest.raises(px.RubricError, match="bands_gap"):
        px.Rubric.from_json(made)


def test_sums_of_figures_do_not_depend_on_which_of_them_end() -> None:
    plan = px.Rubric.from_json(document(leaf("1"), leaf("2"), leaf("3"))).compile()
    rows = [{"unit": u, "1": a, "2": 1, "3": 1} for u, a in (("A", 1), ("B", 2), ("C", 7))]
    scores = plan.score(rows)
    figures = [score.points for score in scores]
    assert [type(figure) for figure in figures] == [px.ExactFraction] * 3
    figures += [score.max for score in scores]  # Decimal
    for order in (figures, figures[::-1]):
        assert sum(order) == sum(map(Fraction, order))
    rng = Random(1)
    for _ in range(200):
        a, b = rng.choice(figures), rng.choice(figures)
        exact = Fraction(a), Fraction(b)
        assert a + b == exact[0] + exact[1]
        assert a - b == exact[0] - exact[1]
        assert a * b == exact[0] * exact[1]
        assert Fraction(a / b) == exact[0] / exact[1] or isinstance(a / b, Decimal)
        assert (a < b) == (exact[0] < exact[1])
    third = figures[1]
    assert repr(third) == "ExactFraction('4/3')"
    assert plan.score([{"unit": "X", "1": third, "2": third, "3": third}])["X"].points == third


def test_the_pointer_of_a_cap_of_a_gate() -> None:
    # Above the maximum it has no effect; below 0 it takes more than there is.
    assert warnings(gated({"id": "g", "cap": 11})) == []
    accept = {"minimum_below_zero": "so"}
    assert warnings(gated({"id": "g", "cap": -1}, accept=accept)) == [
        ("minimum_below_zero", "/gates/0/cap")
    ]
