# SPDX-License-Identifier: MIT
"""The change between editions in parts: it adds up, and each part is the difference of two tables that are scored."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from random_runs import run

Json = dict[str, Any]
PARTS = ("rules", "maxima", "conventions", "data")


def edition(
    name: str, scale: int = 1, full_at: int = 10, digits: int = 2, missing: str = "zero", weights: Any = (1, 1)
) -> Json:  # fmt: skip
    """A sum of a choice and a mean of a proportion and a mark; each argument is of one part."""
    return {
        "parindex": 1, "id": "e", "edition": name, "max": str(6 * scale + 10), "aggregation": "sum",
        "missing": missing, "index_rounding": {"digits": digits, "mode": "half_up"},
        "rounding": {"digits": digits, "mode": "half_up"},
        "ranking": {"on": "points", "stage": "rounded", "ties": "competition", "within": "all"},
        "nodes": [
            {"code": "1", "max": str(6 * scale), "rule": {"choice": {"options": [
                {"id": "good", "points": str(6 * scale)}, {"id": "fair", "points": str(Fraction(5 * scale, 2).limit_denominator())
                 if scale % 2 == 0 else str(2.5 * scale)}, {"id": "none", "points": "0"}]}}},
            {"code": "2", "max": "10", "aggregation": "weighted_mean", "children": [
                {"code": "2.1", "max": "5", "weight": weights[0], "inputs": [{"name": "s", "type": "number", "min": 0, "max": 10}],
                 "rule": {"proportional": {"on": {"value": "s"}, "full_at": str(full_at), "cap": "5"}}},
                {"code": "2.2", "max": "4", "weight": weights[1], "rule": {"direct": {"min": "0", "max": "4"}}}]},
        ],
    }  # fmt: skip


@st.composite
def tables(draw: Any) -> list[Json]:
    return [
        {
            "unit": unit,
            "1": draw(st.sampled_from(["good", "fair", "none"])),
            "2.1.s": draw(st.sampled_from([0, "1.23", 3, 7, 10, None])),
            "2.2": draw(st.sampled_from([0, "0.7", 2, 4])),
        }
        for unit in ("A", "B", "C")
    ]


editions = st.builds(
    edition,
    st.just("x"),
    scale=st.sampled_from([1, 2, 3]),
    full_at=st.sampled_from([5, 8, 10]),
    digits=st.integers(0, 3),
    missing=st.sampled_from(["zero", "full"]),
    weights=st.sampled_from([(1, 1), (3, 1), (1, 2)]),
)


def score(document: Json, rows: list[Json]) -> px.Scores:
    return px.Rubric.from_json(document).compile().score(rows)


def between(before: Json, after: Json, done: set[str]) -> Json:
    """The edition between the two, by the arguments of `edition`, not by its keys."""
    made = copy.deepcopy(after if "rules" in done else before)
    full = made["nodes"][1]["children"][0]["rule"]["proportional"]["full_at"]
    maxima = after if "maxima" in done else before
    conventions = after if "conventions" in done else before
    scale = int(maxima["nodes"][0]["max"]) // 6
    weights = tuple(child["weight"] for child in maxima["nodes"][1]["children"])
    return edition(
        "m", scale, int(full), conventions["rounding"]["digits"], conventions["missing"], weights
    )


@run(40)
@given(editions, editions, tables(), tables(), st.sampled_from(list(permutations(PARTS))))
def test_each_part_is_a_difference_of_scored_tables(
    before: Json, after: Json, first: list[Json], second: list[Json], order: Any
) -> None:
    one, other = score(before, first), score(after, second)
    found = one.change_parts(other, order=order)
    assert found.merged == ()
    assert found.unscaled == ()
    done: set[str] = set()
    last = one
    for part in order:
        done.add(part)
        now = score(between(before, after, done), second if "data" in done else first)
        for unit in found.units:
            step = Fraction(now[unit.unit].points or 0) - Fraction(last[unit.unit].points or 0)
            assert getattr(unit, part) == step, (part, unit)
        last = now
    for unit in found.units:
        assert unit.before + unit.rules + unit.maxima + unit.conventions + unit.data == unit.after
        assert unit.after == other[unit.unit].points
        assert unit.difference == one.compare(other)[unit.unit].difference


@run(8)
@given(editions, editions, tables(), tables())
def test_the_shapley_parts_are_the_mean_of_all_orders(
    before: Json, after: Json, first: list[Json], second: list[Json]
) -> None:
    one, other = score(before, first), score(after, second)
    found = one.change_parts(other, method="shapley", stage="exact", on="index")
    orders = [
        one.change_parts(other, order=order, stage="exact", on="index")
        for order in permutations(PARTS)
    ]
    for unit in found.units:
        for part in PARTS:
            values = [getattr(made[unit.unit], part) for made in orders]
            assert getattr(unit, part) == sum(values, Fraction(0)) / 24
        assert unit.rules + unit.maxima + unit.conventions + unit.data == unit.difference
    total = found.total
    assert total.difference == sum((unit.difference for unit in found.units), Fraction(0))


ROWS = [
    {"unit": "A", "1": "good", "2.1.s": 3, "2.2": 1},
    {"unit": "B", "1": "fair", "2.1.s": None, "2.2": 4},
]


def test_a_mark_is_no_scale() -> None:
    before, after = edition("1"), edition("2")
    after["nodes"][1]["children"][1] |= {"max": "8", "rule": {"direct": {"min": "0", "max": "8"}}}
    found = score(before, ROWS).change_parts(score(after, ROWS))
    assert found.unscaled == ("2.2",)
    assert found["A"].maxima == 0
    assert found["A"].rules == found["A"].difference
    assert "counted with the rules: 2.2" in found.to_text(language="en")


def test_new_and_renamed_nodes_are_rules() -> None:
    before, after = edition("1"), edition("2", scale=2)
    after["nodes"].append({"code": "3", "max": "4", "rule": {"yes_no": {"yes": "4", "no": "0"}}})
    after["nodes"][0]["code"] = "1a"
    after["max"] = "26"
    rows = [
        {**{("1a" if key == "1" else key): value for key, value in row.items()}, "3": "yes"}
        for row in ROWS
    ]
    one, other = score(before, ROWS), score(after, rows)
    found = one.change_parts(other, codes={"1": "1a"}, lacking="zero")
    assert found["A"][2:6] == (0, 6, 0, 4)
    back = one.change_parts(
        other, codes={"1": "1a"}, lacking="zero", order=("data", "conventions", "maxima", "rules")
    )
    assert back["A"][2:6] == (4, 6, 0, 0)
    # Without a policy the new leaf has no value in the old data, which is no error by the rubric.
    assert (
        one.change_parts(other, codes={"1": "1a"}, order=("data", *PARTS[:3]))["A"].difference == 10
    )


def test_what_cannot_be_told_apart_is_counted_with_the_rules() -> None:
    before, after = edition("1"), edition("2", scale=2)
    # With the weights of the other edition no weight would be left.
    for node, numbers in ((before, (0, 1)), (after, (1, 0))):
        for child, weight in zip(node["nodes"][1]["children"], numbers, strict=True):
            child["weight"] = weight
    after["nodes"][1]["children"][0]["code"] = "2.9"
    rows = [
        {("2.9.s" if key == "2.1.s" else key): value for key, value in row.items()} for row in ROWS
    ]
    after["nodes"][1]["children"][0]["rule"]["proportional"]["full_at"] = "9"
    found = score(before, ROWS).change_parts(score(after, rows), lacking="zero")
    for unit in found.units:
        assert unit.rules + unit.maxima + unit.conventions + unit.data == unit.difference
    if found.merged:
        assert "would be invalid" in found.to_text(language="en")


def test_units_without_a_result_are_left_out() -> None:
    one = score(edition("1"), ROWS)
    other = score(edition("2"), [{**ROWS[0], "unit": "C"}, {**ROWS[1], "2.2": 9}])
    found = one.change_parts(other)
    assert found.units == ()
    assert found.left_out == ("B", "A", "C")
    assert found.total.difference == 0
    assert "A" in found.to_text(language="vi")
    with pytest.raises(KeyError, match="A"):
        found["A"]


def test_mistakes_are_named() -> None:
    one = score(edition("1"), ROWS)
    for order in (("data",), ("data", "data", "rules", "maxima"), (1, 2, 3, 4)):
        with pytest.raises(px.DataError, match="each of these once"):
            one.change_parts(one, order=order)  # type: ignore[arg-type]
    with pytest.raises(px.Error, match="method"):
        one.change_parts(one, method="guess")  # type: ignore[arg-type]
    with pytest.raises(px.Error):
        one.change_parts(one, lacking="never")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        one.change_parts("2027")  # type: ignore[arg-type]
    with pytest.raises(px.StoppedError):
        one.change_parts(score(edition("2", 2), ROWS), timeout=0)


def test_it_is_shown_written_and_drawn() -> None:
    one, other = score(edition("1"), ROWS), score(edition("2", 2, 8, 1, "full"), ROWS)
    found = one.change_parts(other)
    assert list(found) == list(found.units)
    assert len(found) == 2
    assert "maxima and weights" in found.to_text(language="en")
    assert "số liệu" in found.to_html(language="vi")
    document = json.loads(found.to_json())
    assert document["order"] == ["rules", "maxima", "conventions", "data"]
    assert document["units"] == json.loads(json.dumps(found.to_dicts(), default=str))
    pytest.importorskip("matplotlib")
    for unit in (None, "B"):
        for language in ("en", "vi"):
            plot = other.plot.waterfall(found, unit=unit, language=language)  # type: ignore[arg-type]
            text = plot.to_svg()
            assert ("quy định" if language == "vi" else "rules") in text.lower()
            assert plot.to_svg() == text
    with pytest.raises(KeyError):
        other.plot.waterfall(found, unit="Z")
