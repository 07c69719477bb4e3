# SPDX-License-Identifier: MIT
"""The cheapest path of a unit, against every value that its inputs may have."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import parindex as px
from parindex import shipped
from random_runs import run

Json = dict[str, Any]
MOST = 5
"""The largest number of the inputs: every value is tried."""
ACCEPTED = (
    "minimum_above_zero", "maximum_unreachable", "maximum_exceeded", "gate_raises", "maxima_unequal",
)  # fmt: skip
POINTS = ("0", "1", "2", "2.5", "4")


def leaf(draw: Any, code: str) -> tuple[Json, dict[str, list[Any]]]:
    """A leaf of at most four points, and the values of its columns."""
    kind = draw(st.sampled_from(["choice", "yes_no", "all_of", "checklist", "bands", "direct"]))
    node: Json = {"code": code, "max": "4", "accept": dict.fromkeys(ACCEPTED, "tried")}
    if kind == "choice":
        points = ["0", "4", draw(st.sampled_from(POINTS))]
        ids = [f"o{at}" for at in range(3)]
        node["rule"] = {
            "choice": {
                "options": [{"id": i, "points": p} for i, p in zip(ids, points, strict=True)]
            }
        }
        return node, {code: ids}
    if kind == "yes_no":
        node["rule"] = {"yes_no": {"yes": "4", "no": "0"}}
        return node, {code: ["yes", "no"]}
    if kind == "direct":
        node["rule"] = {"direct": {"min": "0", "max": "4", "step": "1"}}
        return node, {code: list(range(5))}
    if kind == "bands":
        cuts = sorted(draw(st.sets(st.integers(1, MOST), min_size=1, max_size=2)))
        points = draw(st.permutations(["0", "4", draw(st.sampled_from(POINTS))][: len(cuts) + 1]))
        steps: list[Json] = [{"points": one} for one in points]
        for at, cut in enumerate(cuts):
            steps[at]["below"], steps[at + 1]["from"] = str(cut), str(cut)
        node["inputs"] = [{"name": "n", "type": "count", "max": MOST}]
        node["rule"] = {"bands": {"on": {"value": "n"}, "steps": steps}}
        return node, {f"{code}.n": list(range(MOST + 1))}
    items = [{"id": "a"}, {"id": "b"}]
    if kind == "all_of":
        node["rule"] = {"all_of": {"points": "4", "items": items}}
    else:
        node["rule"] = {
            "checklist": {
                "items": [{**one, "points": p} for one, p in zip(items, ("1", "3"), strict=True)]
            }
        }
    return node, {f"{code}.{one['id']}": ["yes", "no"] for one in items}


def inner(draw: Any, node: Json, children: list[Json], kinds: list[str]) -> dict[str, list[Any]]:
    """Aggregation, maximum, limits, gate and rounding of a node; the columns of its gates."""
    code = node.get("code", "")
    kind = draw(st.sampled_from(kinds))
    maxima = [Fraction(child["max"]) for child in children]
    node["aggregation"], node["max"] = kind, str(sum(maxima))
    if kind == "minimum":
        node["max"] = str(min(maxima))
    elif kind == "best":
        node["aggregation"], node["max"] = {"best": {"count": 1}}, str(max(maxima))
    elif kind == "weighted_mean":
        for child in children:
            child["weight"] = draw(st.sampled_from(["1", "2", "0.5"]))
    elif kind == "sum" and draw(st.booleans()):
        node["cap"] = node["max"] = str(sum(maxima) - 2)
    elif kind == "bonus":
        node["aggregation"] = {"sum": {"adjust": [{"bonus": children[-1]["code"], "cap": "max"}]}}
        node["max"] = str(sum(maxima[:-1]))
    if draw(st.integers(0, 3)) == 0:
        node["rounding"] = {
            "digits": 0,
            "mode": draw(st.sampled_from(["half_up", "floor", "half_even"])),
        }
    if draw(st.integers(0, 2)) == 0:
        limit = draw(st.sampled_from([{"points": "0"}, {"cap": "1"}]))
        node["gates"] = [{"id": "g", **limit}]
        return {f"{code}.g".lstrip("."): ["yes", "no"]}
    return {}


@st.composite
def cases(draw: Any) -> tuple[px.Plan, dict[str, list[Any]]]:
    columns: dict[str, list[Any]] = {}
    fields = []
    for at in ("1", "2"):
        node: Json = {"code": at, "accept": dict.fromkeys(ACCEPTED, "tried")}
        leaves = [leaf(draw, f"{at}.{n}") for n in (1, 2)[: draw(st.integers(1, 2))]]
        node["children"] = [one for one, _ in leaves]
        for _, more in leaves:
            columns |= more
        kinds = ["sum", "sum", "mean", "weighted_mean", "minimum", "best"]
        columns |= inner(draw, node, node["children"], kinds + ["bonus"] * (len(leaves) > 1))
        fields.append(node)
    top: Json = {
        "parindex": 2, "id": "p", "edition": "1", "missing": "error", "nodes": fields,
        "index_rounding": {"digits": 1, "mode": "half_up"}, "accept": dict.fromkeys(ACCEPTED, "tried"),
        "ranking": {"on": "index", "stage": "rounded", "ties": draw(st.sampled_from(["competition", "dense"])),
                    "within": "all"},
    }  # fmt: skip
    columns |= inner(draw, top, fields, ["sum", "mean", "weighted_mean", "median"])
    most = Fraction(top["max"])
    low, high = str(most / 3), str(most * 2 / 3)
    top["classes"] = {"on": "points", "stage": "exact", "bands": [
        {"id": "A", "from": high}, {"id": "B", "above": low, "below": high}, {"id": "C", "to": low},
    ]}  # fmt: skip
    rubric, _ = px.check_rubric(top)
    assume(rubric is not None)
    assert rubric is not None
    return rubric.compile(), columns


number = st.integers(0, 3)


@run(80)
@given(cases(), st.data())
def test_the_cost_is_the_lowest_of_all_values(case: tuple[px.Plan, Any], data: Any) -> None:
    plan, columns = case
    names = list(columns)
    every = [dict(zip(names, values, strict=True)) for values in product(*columns.values())]
    if len(every) > 600:
        return
    now = data.draw(st.sampled_from(every))
    others = [{**data.draw(st.sampled_from(every)), "unit": f"other {n}"} for n in range(3)]
    scores = plan.score([{**now, "unit": "u"}, *others])
    codes = {column.name: column.code for column in plan.columns}
    nodes = ["", *plan.codes]
    costs = {code: Fraction(data.draw(number), 2) for code in nodes if data.draw(st.booleans())}
    forbidden = data.draw(st.lists(st.sampled_from(plan.codes), max_size=1))
    target = data.draw(
        st.one_of(
            st.builds(lambda n: {"gain": n}, st.integers(1, 6)),
            st.builds(lambda n: {"to_class": n}, st.sampled_from("AB")),
            st.builds(lambda n: {"to_rank": n}, st.integers(1, 3)),
        )
    )
    path = scores.cheapest_path("u", costs=costs, forbidden=forbidden, **target)
    assert scores["u"].points is not None
    least = Fraction(scores["u"].points) + target.get("gain", 0)

    def cost_of(values: Json) -> Fraction | None:
        changed = [codes[name] for name in names if values[name] != now[name]]
        if any(f"{code}.".startswith(f"{one}.") for code in changed for one in forbidden):
            return None
        return sum(map(cost_of_node, changed), Fraction(0))

    def cost_of_node(code: str) -> Fraction:
        near = (one for one in (code, code.rpartition(".")[0], "") if one in costs)
        return Fraction(1) if (one := next(near, None)) is None else costs[one]

    table = plan.score([{**values, "unit": str(at)} for at, values in enumerate(every)])
    alone, classes = list(table), [*(table.classes() or {}).values()]
    indices = [scores[f"other {n}"].index or -1 for n in range(3)]
    indices = (
        [*set(indices)] if (plan.rubric.find("") or {})["ranking"]["ties"] == "dense" else indices
    )

    def reaches(at: int) -> bool:
        if "gain" in target:
            return Fraction(alone[at].points or 0) >= least
        if "to_class" in target:
            return (classes[at] or "Z") <= target["to_class"]
        return sum(index > (alone[at].index or -1) for index in indices) < target["to_rank"]

    possible = sorted(
        (cost, at) for at, values in enumerate(every) if (cost := cost_of(values)) is not None
    )
    best = next((cost for cost, at in possible if reaches(at)), None)
    assert path.proven
    assert path.reached == (best is not None)
    assert path.result.after.points == plan.score(
        [{**now, **{one.column: one.after for one in path.changes}, "unit": "u"}, *others]
    )["u"].points  # fmt: skip
    if best is not None:
        assert (path.cost, path.bound) == (best, best)
        return
    assert path.bound is None
    furthest = max(Fraction(alone[at].points or 0) for _, at in possible)
    if "gain" in target:
        assert path.result.after.points == furthest


def plan_of(**more: Any) -> px.Plan:
    rubric = {
        "parindex": 2, "id": "two", "edition": "1", "max": "10", "aggregation": "sum", "missing": "error",
        "index_rounding": "exact",
        "nodes": [
            {"code": "1", "max": "6", "inputs": [{"name": "n", "type": "count"}],
             "rule": {"proportional": {"on": {"value": "n"}, "full_at": 60, "cap": 6}}},
            {"code": "2", "max": "4", "rule": {"choice": {"options": [
                {"id": "full", "points": "4"}, {"id": "half", "points": "2"}, {"id": "none", "points": "0"}]}}},
        ],
        **more,
    }  # fmt: skip
    return px.Rubric.from_json(rubric).compile()


def two_units(**more: Any) -> px.Scores:
    rows = [{"unit": "A", "1.n": 10, "2": "none"}, {"unit": "B", "1.n": 30, "2": "none"}]
    return plan_of(**more).score(rows)


RANKING = {"on": "points", "stage": "exact", "ties": "competition", "within": "all"}


def test_numbers_and_options_are_the_nearest_that_are_enough() -> None:
    scores = two_units()
    path = scores.cheapest_path("A", gain="1.95", forbidden=["2"])
    assert [(one.column, one.before, one.after) for one in path.changes] == [("1.n", 10, 30)]
    assert path.result.after.points == 3
    path = scores.cheapest_path("A", gain="1.95", forbidden=["1"])
    assert [one.after for one in path.changes] == ["half"]


def test_levels_with_costs() -> None:
    scores = two_units()
    levels = {"2": {"half": 1, "full": 5}, "1.n": [20, 40]}
    path = scores.cheapest_path("A", gain=3, levels=levels, costs={"1": 2})
    assert {one.column: one.after for one in path.changes} == {"1.n": 40}
    assert (path.cost, path.proven) == (2, True)
    path = scores.cheapest_path("A", gain=4, levels=levels, costs={"1": 2})
    assert {one.column: one.after for one in path.changes} == {"1.n": 40, "2": "half"}
    assert path.costs == (2, 1)


def test_a_target_out_of_reach_says_how_far_the_unit_gets() -> None:
    path = two_units().cheapest_path("A", gain=20)
    assert not path.reached
    assert path.proven
    assert path.bound is None
    assert path.result.after.points == 10
    assert "out of reach" in path.to_text(language="en")


def test_a_rank_that_a_tie_break_decides() -> None:
    scores = two_units(ranking={**RANKING, "tie_break": ["2"]})
    path = scores.cheapest_path("A", to_rank=1, levels={"1.n": [30], "2": []})
    assert path.reached  # equal in everything: both are first
    scores = two_units(ranking={**RANKING, "tie_break": ["1"]})
    path = scores.cheapest_path("A", to_rank=1, forbidden=["1"], levels={"2": ["half"]})
    assert not path.reached
    assert not path.proven
    assert "tie-breaks" in path.reason
    assert path.bound == 1


def test_dates_change_only_to_stated_levels() -> None:
    node = {
        "code": "1", "max": "2", "inputs": [
            {"name": name, "type": "date", "min": "2026-01-01", "max": "2026-12-31"} for name in ("due", "sent")
        ],
        "rule": {"formula": {"cases": [
            {"when": {"of": {"days": ["due", "sent"]}, "to": 0}, "points": "2"},
            {"points": {"subtract": [2, {"multiply": ["0.5", {"days": ["due", "sent"]}]}]}},
        ], "floor": "0"}},
    }  # fmt: skip
    plan = plan_of(nodes=[node], max="2")
    scores = plan.score([{"unit": "A", "1.due": "2026-07-15", "1.sent": "2026-07-18"}])
    path = scores.cheapest_path("A", gain=1)
    assert (path.reached, path.changes) == (False, ())
    levels = {"1.sent": ["2026-07-17", "2026-07-16", "2026-07-15"]}
    path = scores.cheapest_path("A", gain=1, levels=levels)
    assert [(one.column, one.after) for one in path.changes] == [("1.sent", "2026-07-16")]
    assert path.result.after.points == Fraction(3, 2)


def test_a_class_by_quota() -> None:
    classes = {
        "on": "points", "stage": "exact", "quota": {"rounding": "down", "ties": "worse", "within": "all"},
        "bands": [{"id": "A", "percent": 50}, {"id": "B"}],
    }  # fmt: skip
    scores = two_units(classes=classes, ranking=RANKING)
    assert scores.classes() == {"A": "B", "B": "A"}
    path = scores.cheapest_path("A", to_class="A", forbidden=["2"])
    assert (path.reached, path.proven, path.cost) == (True, True, 1)
    assert path.result.change.class_after == "A"
    path = scores.cheapest_path("A", to_class="A", levels={"1.n": [30]}, forbidden=["2"])
    assert (path.reached, path.proven, path.bound) == (
        False,
        True,
        None,
    )  # equal to B: none has the room


def test_where_points_do_not_add_up_sets_are_tried() -> None:
    nodes = [
        {"code": str(n), "max": "10", "rule": {"direct": {"min": "0", "max": "10", "step": "1"}}}
        for n in range(1, 6)
    ]
    plan = plan_of(nodes=nodes, aggregation="median")
    scores = plan.score([{"unit": "A", **{str(n): n for n in range(1, 6)}}])
    path = scores.cheapest_path("A", gain=5)
    assert path.reached
    assert path.proven
    assert path.cost == 3  # three of five must be at least 8
    assert path.result.after.points == 8


def test_too_many_sets_to_try_leave_a_bound() -> None:
    nodes = [
        {"code": str(n), "max": "10", "rule": {"direct": {"min": "0", "max": "10", "step": "1"}}}
        for n in range(31)
    ]
    plan = plan_of(nodes=nodes, aggregation="median")
    scores = plan.score([{"unit": "A", **{str(n): 0 for n in range(31)}}])
    path = scores.cheapest_path("A", gain=10)
    assert not path.proven
    assert path.bound is not None
    assert path.bound >= 2
    assert "the total" in path.reason


def test_mistakes_are_named_all_at_once() -> None:
    scores = two_units()
    with pytest.raises(px.DataError) as found:
        scores.cheapest_path(
            "A", gain=-1, costs={"3": 1, "1": "x", "2": -1}, forbidden=["4"], levels={"1.m": [1]}
        )
    said = [(issue.code, issue.field, issue.message) for issue in found.value.issues]
    assert said == [
        ("value_below_minimum", "", "gain: below 0"),
        ("code_unknown", "3", "costs: no node '3'"),
        ("value_type", "1", "costs: not a number"),
        ("value_below_minimum", "2", "costs: below 0"),
        ("code_unknown", "4", "forbidden: no node '4'"),
        ("column_unknown", "1.m", "levels: no data column '1.m'; did you mean \"1.n\"?"),
    ]
    for target, code in (
        ({}, "value_unexpected"),
        ({"gain": 1, "to_rank": 1}, "value_unexpected"),
        ({"to_class": "A"}, "classes_undeclared"),
        ({"to_rank": 1}, "ranking_undeclared"),
    ):
        with pytest.raises(px.DataError) as found:
            scores.cheapest_path("A", **target)
        assert [issue.code for issue in found.value.issues] == [code]
    with pytest.raises(KeyError):
        scores.cheapest_path("C", gain=1)


def test_the_province() -> None:
    plan = px.Rubric.load(shipped.shipped_rubric_path("vn-par-province-2020")).compile()
    scores = plan.score(shipped.example_data_path("vn-par-province-2020"))
    path = scores.cheapest_path("Tỉnh ví dụ A", to_rank=1)
    assert (path.reached, path.proven, path.cost) == (True, True, 7)
    assert path.result.overtakes == ("Tỉnh ví dụ B",)
    assert path.result.change.rank_after == 1
