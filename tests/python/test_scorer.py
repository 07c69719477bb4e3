# SPDX-License-Identifier: MIT
"""A scorer gives the total that a table of one unit has."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from random_runs import run
from strategies import rubrics, tables
from test_digests import PLAN
from test_equality import compile_rubric


def expected(plan: px.Plan, row: Any, **options: bool) -> px.UnitTotal:
    (unit,) = plan.score([{"unit": "unit", **row}], **options)
    return px.UnitTotal(unit.status, unit.points, unit.max, unit.index, unit.issues)


@run(200)
@given(st.data())
def test_the_total_is_that_of_a_table(data: st.DataObject) -> None:
    rubric = data.draw(rubrics(custom=True))
    plan = compile_rubric(rubric)
    scorer = plan.scorer()
    for _ in range(2):
        for row in data.draw(tables(rubric)):
            mixed = dict(data.draw(st.permutations([*row.items()])))
            found = scorer.score(mixed)
            assert repr(found) == repr(expected(plan, row))
            row.pop("unit")
            assert repr(scorer.score(row)) == repr(expected(plan, row))
            (alone,) = plan.score(row)
            assert (found.status, found.points) == (alone.status, alone.points)


@pytest.mark.parametrize(
    "row",
    [
        {"1": 1.75, "2": True}, {"2": "yes", "1": "1.75"}, {"1": Decimal("0.25"), "2": None}, {"1": 0, "2": "có"},
        {"1": 1e-30, "2": 1}, {"1": -0.0, "2": 0.0}, {"1": True, "2": True}, {"1": 2**60, "2": False},
        {"1": float("nan"), "2": "n/a"}, {"1": "", "2": ""}, {"1": 1, "2": 1, "unit": "Huế", "group": "A"},
        {"1": 1, "2": 1, "ranked": "no"}, {"1": 1, "2": 1, "unit": "\ud800"}, {"1": 1, "2": px.NOT_APPLICABLE},
    ],
    ids=repr,
)  # fmt: skip
def test_values_of_every_type(row: dict[str, Any]) -> None:
    scorer = PLAN.scorer()
    wanted = issues = None
    try:
        wanted = expected(PLAN, row)
    except px.DataError as error:
        issues = error.issues
    for values in (row, MappingProxyType(row)):
        if issues is None:
            assert repr(scorer.score(values)) == repr(wanted)
        else:
            with pytest.raises(px.DataError) as caught:
                scorer.score(values)
            assert caught.value.issues == issues


def test_names_are_checked() -> None:
    scorer = PLAN.scorer()
    for row in ({"1": 1}, {"1": 1, "2": True, "3": 0}, {1: 1, "2": True}, {}):
        with pytest.raises(px.DataError):
            scorer.score(row)  # type: ignore[arg-type]
    loose = PLAN.scorer(allow_missing_columns=True, allow_unknown_columns=True)
    for row in ({"1": 1}, {"1": 1, "3": 0}, {"2": True, "1": 1, "3": "x"}):
        options = {"allow_missing_columns": True, "allow_unknown_columns": True}
        assert loose.score(row) == expected(PLAN, row, **options)
    with pytest.raises(px.WrongTypeError):
        scorer.score([("1", 1)])  # type: ignore[arg-type]
    with pytest.raises(px.WrongTypeError):
        PLAN.scorer(allow_missing_columns=1)  # type: ignore[arg-type]


def test_threads_share_a_scorer() -> None:
    scorer = PLAN.scorer()
    rows = [{"1": n % 9 / 4, "2": n % 2 == 0} for n in range(500)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(scorer.score, rows))
    assert found == [scorer.score(row) for row in rows]
    assert pickle.loads(pickle.dumps(scorer)).score(rows[3]) == found[3]
    assert repr(scorer) == "<Scorer of 'small'>"
    assert scorer.plan is PLAN
