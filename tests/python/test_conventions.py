# SPDX-License-Identifier: MIT
"""The multiverse of conventions, against rubrics that are changed by hand and scored again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parindex as px

ROUNDINGS = ("half_up", "half_even", "half_down", "down")
WEIGHTS = {"own": (2, 1, 1), "equal": (1, 1, 1)}
MISSING = ("zero", "exclude", "full")


def document(rounding: str, missing: str, weights: str | None) -> dict[str, Any]:
    """With `weights` None, a rubric of both sets."""
    sets = {"weight_sets": list(WEIGHTS)} if weights is None else {}

    def weight(at: int) -> Any:
        return {n: w[at] for n, w in WEIGHTS.items()} if weights is None else WEIGHTS[weights][at]

    return {
        "parindex": 2, "id": "many", "edition": "2026", "max": 100, "aggregation": "weighted_mean",
        "missing": missing, "index_rounding": {"digits": 0, "mode": rounding}, **sets,
        "ranking": {"on": "index", "stage": "rounded", "ties": "competition", "within": "all"},
        "nodes": [
            {"code": code, "max": 10, "weight": weight(at), "rounding": {"digits": 0, "mode": rounding},
             "rule": {"direct": {"min": 0, "max": 10}}}
            for at, code in enumerate("abc")
        ],
    }  # fmt: skip


cells = st.none() | st.integers(0, 20).map(lambda halves: halves / 2)
tables = st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6)


def rows(table: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [
        {"unit": f"U{at}", **dict(zip("abc", values, strict=True))}
        for at, values in enumerate(table)
    ]


@settings(max_examples=30, deadline=None)
@given(tables)
def test_every_combination_is_the_rubric_changed_by_hand(table: list[tuple[Any, ...]]) -> None:
    data = rows(table)
    scores = px.Rubric.from_json(document("half_up", "zero", None)).compile().score(data)
    found = scores.conventions(roundings=ROUNDINGS)
    assert len(found.combinations) == 4 * 2 * 3 * 3 * 2
    best: dict[str, list[int]] = {unit: [] for unit in scores.units}
    for one in found.combinations:
        plan = px.Rubric.from_json(document(one.rounding, one.missing, one.weights)).compile()
        ranking = plan.score(data).rank(stage=one.stage, ties=one.ties)  # type: ignore[arg-type]
        expected = {entry.unit: entry.rank for entry in ranking}
        assert found.ranks(one) == expected
        for unit, rank in expected.items():
            if rank is not None:
                best[unit].append(rank)
    for each in found.ranges:
        assert (each.best, each.worst) == (min(best[each.unit]), max(best[each.unit]))
        assert found.ranks(each.best_with)[each.unit] == each.best
        assert found.ranks(each.worst_with)[each.unit] == each.worst
    for effect in found.alone:
        now, then = (
            found.ranks(one)
            for one in (found.own, found.own._replace(**{effect.decision: effect.option}))
        )
        shifts = {
            unit: abs(a - b)
            for unit, a in now.items()
            if a is not None and (b := then[unit]) is not None
        }
        assert effect.largest_shift == max(shifts.values(), default=0)
        assert effect.mean_shift * (len(shifts) or 1) == sum(shifts.values())
        assert effect.moved == sum(now[unit] != then[unit] for unit in now)
        assert not effect.unit or shifts[effect.unit] == effect.largest_shift


def scored() -> px.Scores:
    table = [(8.5, 2.5, 7), (6, 7, None), (6.5, 6, 6), (7, 5, 6.5)]
    return px.Rubric.from_json(document("half_up", "zero", None)).compile().score(rows(table))


def test_the_fewest_departures_lead_to_the_best_rank() -> None:
    found = scored().conventions()
    for each in found.ranges:
        for rank, way in ((each.best, each.best_with), (each.worst, each.worst_with)):
            changed = sum(a != b for a, b in zip(way, found.own, strict=True))
            for one in found.combinations:
                if found.ranks(one)[each.unit] == rank:
                    assert changed <= sum(a != b for a, b in zip(one, found.own, strict=True))
    most = found.most
    assert most is not None
    assert most.mean_shift == max(one.mean_shift for one in found.alone)


def test_options_can_be_named() -> None:
    found = scored().conventions(
        roundings=["down"], stages=["exact"], ties=[], missing=[], weights={"new": {"a": 1, "b": 5}}
    )
    assert len(found.combinations) == 2 * 2 * 2
    plan = document("half_up", "zero", None)
    for at, weight in enumerate((1, 5)):
        plan["nodes"][at]["weight"] = weight
    expected = (
        px.Rubric.from_json(plan)
        .compile()
        .score(rows([(8.5, 2.5, 7), (6, 7, None), (6.5, 6, 6), (7, 5, 6.5)]))
    )
    named = found.own._replace(weights="new")
    assert found.ranks(named) == {entry.unit: entry.rank for entry in expected.rank()}
    assert json.loads(json.dumps(found.to_dict(), default=str))["combinations"] == 8
    with pytest.raises(KeyError, match="no combination"):
        found.ranks(found.own._replace(ties="dense"))


def test_a_rubric_that_states_several_options_keeps_them() -> None:
    mixed = document("half_up", "zero", "own")
    mixed["nodes"][1] |= {"missing": "exclude", "rounding": {"digits": 0, "mode": "half_even"}}
    del mixed["ranking"]
    data = rows([(8.5, 2.5, 7), (6, None, 2), (6.5, 6.5, 6)])
    scores = px.Rubric.from_json(mixed).compile().score(data)
    found = scores.conventions()
    assert found.own == px.Convention("declared", "exact", "competition", "declared", "")
    ranking = scores.rank(on="index", stage="exact", ties="competition", within="all")
    assert found.ranks(found.own) == {entry.unit: entry.rank for entry in ranking}
    assert "as declared" not in found.to_text(language="en")


def test_what_is_no_option_is_named() -> None:
    with pytest.raises(px.DataError) as caught:
        scored().conventions(
            roundings=["sideways"],
            stages=["last"],
            ties=["none"],
            missing=["half"],
            weights=["new"],
        )
    fields = [issue.field for issue in caught.value.issues]
    assert fields == ["sideways", "last", "none", "half", "new"]
    with pytest.raises(px.DataError, match="no node"):
        scored().conventions(weights={"new": {"z": 1}})
    with pytest.raises(px.RubricError):
        scored().conventions(weights={"new": {"a": 0, "b": 0, "c": 0}})
