# SPDX-License-Identifier: MIT
"""The engine and the slow exact reference give the same results on random rubrics and tables."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from parindex import reference
from random_runs import run
from strategies import CUSTOM, codes_of, rankings, rubrics, tables
from tallies import compared

Json = dict[str, Any]
KEPT = ("code", "row", "unit", "field")  # of an issue; the rest is text


def compile_rubric(rubric: Json) -> px.Plan:
    """Fails both if a strategy makes an invalid rubric and if the engine rejects a valid one."""
    return px.Rubric.from_json(rubric).compile(custom=CUSTOM)


def from_engine(scores: px.Scores) -> list[Json]:
    units: list[Json] = json.loads(scores.to_json())["units"]
    for unit in units:
        if "issues" in unit:
            unit["issues"] = [{key: issue[key] for key in KEPT} for issue in unit["issues"]]
    return units


def from_reference(rubric: Json, rows: list[Json]) -> list[Json]:
    units = reference.score(rubric, rows, custom=CUSTOM)
    for unit, rank in zip(units, reference.rank(rubric, rows, custom=CUSTOM), strict=True):
        unit["rank"] = rank
    ranked = [code for code, node in units[0]["nodes"].items() if "rank" in node] if units else []
    for code in ranked:
        ranks = reference.rank(rubric, rows, custom=CUSTOM, node=code)
        for unit, rank in zip(units, ranks, strict=True):
            unit["nodes"][code]["rank"] = rank
    return units


def assert_same(actual: list[Json], expected: list[Json]) -> None:
    assert actual == expected
    assert json.dumps(actual) == json.dumps(expected)  # also the order of keys
    compared.tables += 1
    compared.units += len(expected)
    compared.figures += sum(3 + 3 * len(unit["nodes"]) for unit in expected)


@run(300)
@given(st.data())
def test_every_node_of_every_unit(data: st.DataObject) -> None:
    rubric = data.draw(rubrics(custom=True))
    plan = compile_rubric(rubric)
    for _ in range(3):
        rows = data.draw(tables(rubric))
        assert_same(from_engine(plan.score(rows)), from_reference(rubric, rows))


@run(100)
@given(st.data())
def test_every_way_of_ranking(data: st.DataObject) -> None:
    rubric = data.draw(rubrics(custom=True))
    rows = data.draw(tables(rubric))
    scores = compile_rubric(rubric).score(rows)
    assert_same(from_engine(scores), from_reference(rubric, rows))
    for _ in range(3):
        codes = codes_of(rubric)
        how = data.draw(rankings(codes))
        node = data.draw(st.sampled_from(["", "", *codes]))
        ranking = scores.rank(node=node, **how)
        expected = reference.rank(rubric, rows, how, custom=CUSTOM, node=node)
        assert [ranking[row["unit"]].rank for row in rows] == expected

        # The units that share a rank follow from the ranks alone.
        places = [
            (row.get("group") if how["within"] == "group" else None, rank, row["unit"])
            for row, rank in zip(rows, expected, strict=True)
            if rank is not None
        ]
        places.sort(key=lambda place: (str(place[0]), place[1]))
        shared = [[p[2] for p in same] for _, same in groupby(places, lambda place: place[:2])]
        shared = [units for units in shared if len(units) > 1]
        tied = {unit for units in shared for unit in units}
        assert {entry.unit for entry in ranking if entry.tied} == tied
        unresolved = {", ".join(units) for units in shared} if how["ties"] == "ordinal" else set()
        assert {issue.actual for issue in ranking.issues} == unresolved


@run(100)
@given(st.data())
def test_one_unit_is_a_table_of_one_row(data: st.DataObject) -> None:
    rubric = data.draw(rubrics(custom=True))
    plan = compile_rubric(rubric)
    rows = data.draw(tables(rubric))
    scores = plan.score(rows)
    together = from_engine(scores)
    for row, in_table in zip(rows, together, strict=True):
        assert_same(from_engine(plan.score(row)), from_reference(rubric, [row]))
        # The other units of its table are its cohort; a row alone in its table has none.
        alone = from_engine(plan.score(row, cohort=scores.cohort))
        for unit in (*alone, in_table):
            for result in (unit, *unit["nodes"].values()):
                result.pop("rank", None)
                if '"quota"' in json.dumps(rubric):  # it depends on the other units
                    result.pop("class", None)
            for issue in unit.get("issues", ()):
                del issue["row"]
        assert alone == [in_table]


@run(100)
@given(st.data())
def test_the_order_of_rows_changes_nothing(data: st.DataObject) -> None:
    rubric = data.draw(rubrics(custom=True))
    plan = compile_rubric(rubric)
    rows = data.draw(tables(rubric))
    shuffled = data.draw(st.permutations(rows))
    after = from_engine(plan.score(shuffled))
    assert_same(after, from_reference(rubric, shuffled))
    by_unit = {}
    for units in (after, from_engine(plan.score(rows))):
        for unit in units:
            for issue in unit.get("issues", ()):
                del issue["row"]
            assert by_unit.setdefault(unit["unit"], unit) == unit
