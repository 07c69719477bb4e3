# SPDX-License-Identifier: MIT
"""Declared directions: accepted rules never contradict them, and printed counterexamples are real."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parindex as px
from parindex import reference
from strategies import fractions, one_of, some, written

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

Json = dict[str, Any]
ENDS = fractions("-1", "0", "0.5", "1", "2", "5", "7", "10")
POINTS = fractions("0", "0.5", "1", "2")
KINDS = ("bands", "linear", "proportional", "per_unit", "increments", "target", "goalposts")
DOUBTS = ("maximum_unreachable", "minimum_above_zero", "minimum_below_zero", "maximum_exceeded")


def cut_up(draw: DrawFn) -> list[Json]:
    """Ranges that together contain every number once, in any order."""
    cuts = sorted(some(draw, ENDS, 0, 3))
    ranges: list[Json] = [{} for _ in range(len(cuts) + 1)]
    for at, cut in enumerate(cuts):
        below, above = one_of(draw, ("below", "from"), ("to", "above"))
        ranges[at][below] = written(draw, cut)
        ranges[at + 1][above] = written(draw, cut)
    return some(draw, ranges, len(ranges), len(ranges))


def a_body(draw: DrawFn, kind: str) -> Json:
    def number(*values: Fraction) -> str | int | float:
        return written(draw, one_of(draw, *values))

    if kind == "bands":
        return {"steps": [{**ends, "points": number(*POINTS)} for ends in cut_up(draw)]}
    if kind == "linear":
        pieces = []
        for ends in cut_up(draw):
            if len(ends) == 2 and one_of(draw, True, True, False):
                line = {"points_from": number(*POINTS), "points_to": number(*POINTS)}
                pieces.append({**ends, **line})
            else:
                pieces.append({**ends, "points": number(*POINTS)})
        return {"pieces": pieces}
    if kind == "proportional":
        body: Json = {"full_at": number(*ENDS[3:])}
        if one_of(draw, True, False):
            body["cut_off"] = {
                one_of(draw, "below", "to"): number(*ENDS),
                "points": number(*POINTS),
            }
        if one_of(draw, True, False):
            body |= {"cap": number(*POINTS[2:]), "floor": number(*POINTS[:3])}
        return body
    if kind == "per_unit":
        return {"points_each": number(*POINTS[1:]), "cap": 2}
    if kind == "increments":
        return {
            "base": number(*POINTS[:3]),
            "threshold": number(*ENDS),
            "direction": one_of(draw, "up", "down"),
            "step": number(*ENDS[2:], Fraction(10**12)),
            "points_each": number(*POINTS[1:]),
            "partial_steps": one_of(draw, "counted", "dropped"),
            "cap": 2,
        }
    if kind == "target":
        return {"target": number(*ENDS), "zero_at": number(*ENDS[3:])}
    low, high = some(draw, ENDS[2:], 2, 2)
    return {
        "low": written(draw, low),
        "high": written(draw, high),
        "outside": one_of(draw, "clamp", "error"),
        "scale": one_of(draw, "linear", "log"),
    }


@st.composite
def directed(draw: DrawFn) -> Json:
    """A rubric of one leaf that declares a direction, over one number or count."""
    kind = one_of(draw, *KINDS)
    declared: Json = {"name": "value", "type": one_of(draw, "number", "number", "count")}
    low, high = sorted(some(draw, ENDS, 2, 2))
    if one_of(draw, True, False):
        declared["min"] = written(draw, low)
    if one_of(draw, True, False):
        declared["max"] = written(draw, high)
    if declared["type"] == "count" and high < 0:
        del declared["max"]
    on = {"value": "value", "direction": one_of(draw, "up", "down")}
    leaf = {
        "code": "1",
        "max": 2,
        "inputs": [declared],
        "accept": dict.fromkeys(DOUBTS, "random figures"),
        "rule": {kind: {"on": on, **a_body(draw, kind)}},
    }
    if kind == "goalposts":
        leaf["rounding"] = {"digits": 6, "mode": "half_even"}
    return {
        "parindex": 1,
        "id": "directed",
        "edition": "1",
        "max": 2,
        "aggregation": "sum",
        "missing": "error",
        "index_rounding": "exact",
        "nodes": [leaf],
    }


def reference_points(rubric: Json, values: list[Fraction]) -> list[Fraction | None]:
    rows = [{"unit": str(n), "1": value} for n, value in enumerate(values)]
    units = reference.score(rubric, rows)
    found = [unit["nodes"]["1"]["points"] for unit in units]
    return [None if points is None else Fraction(points) for points in found]


COUNTEREXAMPLE = re.compile(r"(\S+) points for x = (\S+), (\S+) for x = (\S+)")
seen = {"accepted": 0, "refused": 0}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_declared_direction_is_proven_or_contradicted(data: st.DataObject) -> None:
    document = data.draw(directed())
    ((kind, rule),) = document["nodes"][0]["rule"].items()
    up = rule["on"]["direction"] == "up"
    made, issues = px.check_rubric(json.dumps(document, default=str))
    broken = [issue for issue in issues if issue.code == "direction_broken"]
    errors = [issue for issue in issues if issue.severity == "error"]
    assert errors == broken or kind == "linear" or {i.code for i in errors} == {"range_empty"}
    plain = json.loads(json.dumps(document, default=str))
    del plain["nodes"][0]["rule"][kind]["on"]["direction"]
    if broken:
        seen["refused"] += 1
        found = COUNTEREXAMPLE.fullmatch(broken[0].actual)
        assert found, broken[0].actual
        points1, x1, points2, x2 = (Fraction(part) for part in found.groups())
        # Exact points: a rounding of the leaf may hide a contradiction of its rule.
        exact = json.loads(json.dumps(plain))
        if kind != "goalposts" or rule["scale"] != "log":
            exact["nodes"][0].pop("rounding", None)
        assert reference_points(exact, [x1, x2]) == [points1, points2]
        assert x1 < x2
        assert points1 > points2 if up else points1 < points2
    elif made is not None:
        seen["accepted"] += 1
        wanted = [
            *ENDS,
            *(end + step for end in ENDS for step in fractions("0.001", "-0.001", "1/3")),
        ]
        wanted += [Fraction(n) for n in (data.draw(st.integers(-50, 50)), 1000, -1000)]
        values = sorted(set(wanted))
        rows = [{"unit": str(n), "1": value} for n, value in enumerate(values)]
        engine = [unit["1"].points for unit in made.compile().score(rows)]
        assert engine == reference_points(plain, values)
        kept = [points for points in engine if points is not None]
        assert kept == sorted(kept, reverse=not up)


def test_both_were_seen() -> None:
    """Runs last: the tests would mean little if all answers were the same."""
    if seen["accepted"] or seen["refused"]:
        assert min(seen.values()) > 30, seen


def goalposts(**keys: Any) -> list[str]:
    rule = {"on": {"value": "a", "direction": "up"}, "low": 1, "high": 9, "outside": "clamp"}
    inputs = [{"name": name, "type": "number", "min": 0, "max": 9} for name in ("a", "b")]
    leaf = {
        "code": "1",
        "max": 2,
        "inputs": inputs,
        "rule": {"goalposts": {**rule, "scale": "linear", **keys}},
    }
    top = {"parindex": 1, "id": "g", "edition": "1", "max": 2, "aggregation": "sum"}
    top |= {"missing": "error", "index_rounding": "exact", "nodes": [leaf]}
    return [issue.code for issue in px.check_rubric(json.dumps(top))[1]]


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ({"low": {"add": ["b", 1]}, "high": 20}, ["part_misplaced"]),
        ({"low": {"multiply": ["b", 0]}}, []),
        ({"on": {"formula": {"add": ["a", "b"]}, "direction": "up"}}, []),
        ({"on": {"formula": {"add": ["a", "b"]}, "direction": "down"}}, ["direction_broken"]),
    ],
)
def test_goalposts_that_move_have_no_direction(keys: Json, codes: list[str]) -> None:
    assert [code for code in goalposts(**keys) if code != "input_unused"] == codes
