# SPDX-License-Identifier: MIT
"""Prepared tables: the results of the tables that they were made from."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import parindex as px
from random_runs import run
from strategies import rubrics, tables
from test_equality import compile_rubric, from_engine

pa = pytest.importorskip("pyarrow")

Json = dict[str, Any]


@run(60)
@given(st.data())
def test_any_table_of_any_rubric(data: st.DataObject) -> None:
    document = data.draw(rubrics())
    rows = [{"unit": f"U{at}", **row} for at, row in enumerate(data.draw(tables(document)))]
    plan = compile_rubric(document)
    assume(rows)
    scores = plan.score(rows)
    again = plan.score(plan.prepare(rows))
    assert from_engine(again) == from_engine(scores)
    assert again.digest == scores.digest


def rates(leaves: int, mode: str, max: str, missing: str) -> Json:
    """Bands and proportions of rates with two decimals."""
    band = {"on": {"value": "x"}, "steps": [
        {"below": "35.5", "points": "0"}, {"from": "35.5", "below": 80, "points": "0.25"},
        {"from": 80, "below": "99.99", "points": "0.5"}, {"from": "99.99", "points": max},
    ]}  # fmt: skip
    share = {
        "on": {"value": "x"},
        "full_at": "96.5",
        "cap": max,
        "cut_off": {"below": 20, "points": "0"},
    }
    return {
        "parindex": 2, "id": "rates", "edition": "1", "index_rounding": {"digits": 2, "mode": "half_up"},
        "missing": missing, "max": str(2 * leaves) if max == "2" else str(leaves), "aggregation": "sum",
        "nodes": [
            {
                "code": str(at + 1), "max": max,
                "inputs": [{"name": "x", "type": "number", "min": 0, "max": 100}],
                "rounding": {"digits": 4, "mode": mode},
                "rule": {"bands": band} if at % 2 else {"proportional": share},
            }
            for at in range(leaves)
        ],
    }  # fmt: skip


@pytest.mark.parametrize("mode", ["half_up", "half_even", "half_down", "up", "down"])
@pytest.mark.parametrize("max", ["1", "2"])
@pytest.mark.parametrize("missing", ["zero", "exclude"])
@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
def test_codes_have_the_points_of_their_numbers(
    mode: str, max: str, missing: str, decimals: int
) -> None:
    plan = px.Rubric.from_json(rates(6, mode, max, missing)).compile()
    draw = np.random.default_rng(7)
    rows = 5_003
    columns: Json = {}
    for at, column in enumerate(plan.columns):
        values = draw.integers(0, 100 * 10**decimals + 1, rows) / 10**decimals
        if at == 1:
            values[::997] = [100.5, -1, 1e9, 0.123456, 99.99, np.pi][: len(values[::997])]
        columns[column.name] = pa.array(
            values, mask=draw.random(rows) < (0.01 if at % 3 == 0 else 0)
        )
    table = pa.table(columns)
    scores = plan.score(table, unit=None)
    for keep in ("all", "fields", "total"):
        prepared = plan.prepare(table, unit=None)
        assert plan.score(prepared, keep=keep).digest == scores.digest


def test_later_changes_of_the_data_do_not_reach_it() -> None:
    plan = px.Rubric.from_json(rates(2, "half_up", "1", "zero")).compile()
    data = {column.name: np.full(100, 50.0) for column in plan.columns}
    table = plan.prepare(data, unit=None)
    before = plan.score(table).digest
    for values in data.values():
        values[:] = 1.0
    assert plan.score(table).digest == before


def test_another_plan_refuses_it() -> None:
    plan = px.Rubric.from_json(rates(2, "half_up", "1", "zero")).compile()
    other = px.Rubric.from_json(rates(2, "half_even", "1", "zero")).compile()
    table = plan.prepare([{"unit": "A", "1.x": 5, "2.x": 7.5}])
    assert table.fingerprint == plan.fingerprint
    assert len(table) == 1
    with pytest.raises(px.DataError) as found:
        other.score(table)
    assert [issue.code for issue in found.value.issues] == ["table_malformed"]
    assert "another plan" in found.value.issues[0].message


def test_what_prepare_was_given_is_not_given_again() -> None:
    plan = px.Rubric.from_json(rates(2, "half_up", "1", "zero")).compile()
    table = plan.prepare([{"name": "A", "1.x": 5, "2.x": 7.5}], unit="name")
    assert plan.score(table).units == ("A",)
    with pytest.raises(px.Error, match=r"prepare\(\)"):
        plan.score(table, unit="name")
    with pytest.raises(TypeError, match="prepare the data again"):
        pickle.dumps(table)


def test_a_table_without_any_column_of_the_plan() -> None:
    plan = px.Rubric.from_json(rates(2, "half_up", "1", "zero")).compile()
    options: Json = {"unit": None, "allow_missing_columns": True, "allow_unknown_columns": True}
    table = plan.prepare({"other": [1, 2, 3]}, **options)
    assert len(table) == 3
    assert plan.score(table).digest == plan.score({"other": [1, 2, 3]}, **options).digest
