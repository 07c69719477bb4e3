# SPDX-License-Identifier: MIT
"""Other values of one unit, and what becomes of the others when a unit or a node is removed."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from random_runs import run

Json = dict[str, Any]


def leaf(code: str, **more: Any) -> Json:
    return {"code": code, "max": "10", "rule": {"direct": {"min": "0", "max": "10"}}, **more}


def plan_of(*nodes: Json, **more: Any) -> px.Plan:
    most = sum(Fraction(node["max"]) for node in nodes)
    document = {
        "parindex": 2, "id": "w", "edition": "1", "max": str(most), "aggregation": "sum", "missing": "error",
        "index_rounding": {"digits": 2, "mode": "half_up"}, "nodes": list(nodes),
        "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"},
        "classes": {"on": "points", "stage": "exact", "bands": [{"id": "A", "from": 15}, {"id": "B", "below": 15}]},
        **more,
    }  # fmt: skip
    return px.Rubric.from_json(document).compile()


ROWS = [{"unit": "X", "1": 1, "2": 5}, {"unit": "Y", "1": 6, "2": 2}, {"unit": "Z", "1": 7, "2": 7}]
LEADER = {
    "proportional": {
        "on": {"formula": {"divide": ["value", {"cohort": {"of": "value", "statistic": "max", "within": "all"}}]},
               "when_zero": "zero"},
        "full_at": 1, "cap": "10",
    }
}  # fmt: skip
RELATIVE = leaf(
    "1", rule=LEADER, inputs=[{"name": "value", "type": "number", "min": 0, "max": 100}]
)


def test_points_rank_class_and_who_is_overtaken() -> None:
    scores = plan_of(leaf("1"), leaf("2")).score(ROWS)
    found = scores.what_if("X", {"1": 9.5, "2": "5"})
    assert [(one.column, one.before, one.after) for one in found.changes] == [
        ("1", 1, 9.5),
        ("2", 5, "5"),
    ]
    assert (found.before.points, found.after.points) == (6, Decimal("14.5"))
    assert (found.change.rank_before, found.change.rank_after) == (3, 1)
    assert (found.change.class_before, found.change.class_after) == ("B", "B")
    assert found.overtakes == ("Z", "Y")
    assert found.parts.difference == Decimal("8.5")
    assert {part.code: part.own for part in found.parts if part.own} == {"1": Decimal("8.5")}
    assert found.to_dict()["overtakes"] == ["Z", "Y"]
    assert "vượt: Z, Y" in found.to_text(language="vi")
    assert "<table" in found.to_html()
    assert scores.what_if("X", {}).change.difference == 0


@run(30)
@given(st.data())
def test_the_table_is_that_with_the_other_values(data: Any) -> None:
    mark = st.integers(0, 40).map(lambda n: Decimal(n) / 4)
    plan = plan_of(RELATIVE, leaf("2"))
    rows = [{"unit": unit, "1": data.draw(mark), "2": data.draw(mark)} for unit in "XYZ"]
    other = {"1": data.draw(mark)} | ({"2": data.draw(mark)} if data.draw(st.booleans()) else {})
    unit = data.draw(st.sampled_from("XYZ"))
    given_as = {key: [row[key] for row in rows] for key in rows[0]}
    if data.draw(st.booleans()):
        given_as |= {key: np.array([float(one) for one in given_as[key]]) for key in "12"}
    found = plan.score(given_as).what_if(unit, other)
    wanted = plan.score([{**row, **other} if row["unit"] == unit else row for row in rows])
    assert found.comparison.after.digest == wanted.digest
    assert found.change.rank_after == wanted.rank()[unit].rank


def test_a_plan_takes_a_row_or_scores() -> None:
    plan = plan_of(leaf("1"), leaf("2"))
    assert plan.what_if({"1": 1, "2": 2}, {"1": 10}).change.difference == 9
    assert plan.what_if(ROWS, {"1": 10}, unit="X").change.rank_after == 1
    assert plan.what_if(plan.score(ROWS), {"1": 10}, unit="X").change.rank_after == 1
    with pytest.raises(px.Error, match="there are 3 units"):
        plan.what_if(ROWS, {"1": 10})
    with pytest.raises(px.Error, match="another plan"):
        plan.what_if(plan_of(leaf("1")).score({"1": 1}), {"1": 10})


def test_groups_and_cohorts_stay() -> None:
    plan = plan_of(RELATIVE, leaf("2"))
    whole = plan.score([{**row, "group": "g" if row["unit"] == "X" else "h"} for row in ROWS])
    alone = plan.score([{**ROWS[0], "group": "g"}], cohort=whole.cohort)
    assert alone.what_if("X", {"1": 7}).after["1"].points == 10
    assert (
        alone.what_if("X", {"1": 70}).after["1"].points == 10
    )  # the cohort is still that of the table
    assert whole.what_if("X", {"1": 70}).comparison.after["Z"]["1"].points == 1
    assert whole.what_if("X", {"1": 70}).comparison.after.groups == ("g", "h", "h")


def test_mistakes_are_named_all_at_once() -> None:
    scores = plan_of(leaf("1"), leaf("2")).score(ROWS)
    with pytest.raises(px.DataError) as found:
        scores.what_if("X", {"3": 1, "4": 2})
    assert [(one.code, one.field) for one in found.value.issues] == [
        ("column_unknown", "3"),
        ("column_unknown", "4"),
    ]
    with pytest.raises(px.DataError) as found:
        scores.what_if("X", {"1": 11, "2": "many"})
    assert [(one.code, one.field) for one in found.value.issues] == [
        ("value_above_maximum", "1"), ("value_type", "2"),
    ]  # fmt: skip
    with pytest.raises(KeyError, match="no unit 'W'"):
        scores.what_if("W", {"1": 1})


@run(30)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 10)), min_size=3, max_size=5))
def test_reversals_are_those_of_the_tables_without_a_unit(marks: list[tuple[int, int]]) -> None:
    plan = plan_of(RELATIVE, leaf("2"))
    rows = [{"unit": f"U{n}", "1": one, "2": two} for n, (one, two) in enumerate(marks)]
    found = plan.score(rows).rank_reversals()
    before = plan.score(rows).rank()
    wanted = set()
    for row in rows:
        rest = [one for one in rows if one is not row]
        after = plan.score(rest).rank()
        for one in rest:
            for other in rest:
                old = before[one["unit"]].rank, before[other["unit"]].rank
                new = after[one["unit"]].rank, after[other["unit"]].rank
                assert None not in (*old, *new)
                ahead = old[0] < old[1] or (old[0] == old[1] and one["unit"] < other["unit"])  # type: ignore[operator]
                if ahead and (old[0] < old[1], old[0] == old[1]) != (
                    new[0] < new[1],
                    new[0] == new[1],
                ):  # type: ignore[operator]
                    wanted.add((row["unit"], one["unit"], other["unit"], old, new))
    assert {tuple(one) for one in found} == wanted
    assert len(found) == len(wanted)


def test_nothing_is_reversed_without_statistics() -> None:
    scores = plan_of(leaf("1"), leaf("2")).score(ROWS)
    assert scores.rank_reversals() == ()
    relative = plan_of(RELATIVE, leaf("2"))
    assert (
        relative.score(ROWS, cohort=relative.score(ROWS).cohort, part=True).rank_reversals() == ()
    )
    with pytest.raises(px.RubricError, match="ranking"):
        px.Rubric.from_json({
            key: value for key, value in json.loads(scores.plan.rubric.to_json()).items() if key != "ranking"
        }).compile().score(ROWS).rank_reversals()  # fmt: skip


@run(25)
@given(st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=3, max_size=5))
def test_influences_are_ranks_without_a_node(marks: list[tuple[int, ...]]) -> None:
    weights = ("1", "2", "0.5")
    rows = [{"unit": f"U{n}", **dict(zip("123", one, strict=True))} for n, one in enumerate(marks)]

    def ranks(without: str) -> dict[str, int]:
        nodes = [
            leaf(c, weight="0" if c == without else w) for c, w in zip("123", weights, strict=True)
        ]
        scores = plan_of(*nodes, max="10", aggregation="weighted_mean").score(rows)
        return {one.unit: one.rank or 0 for one in scores.rank()}

    nodes = [leaf(code, weight=weight) for code, weight in zip("123", weights, strict=True)]
    found = plan_of(*nodes, max="10", aggregation="weighted_mean").score(rows).influences()
    assert [one.code for one in found] == ["1", "2", "3"]
    for one in found:
        before, after = ranks(""), ranks(one.code)
        shifts = {unit: abs(rank - after[unit]) for unit, rank in before.items()}
        assert one.moved == sum(shift > 0 for shift in shifts.values())
        assert one.mean_shift == Fraction(sum(shifts.values()), len(shifts))
        assert one.largest_shift == max(shifts.values())
        assert one.unit == (
            "" if not one.moved else min(u for u in shifts if shifts[u] == one.largest_shift)
        )
