# SPDX-License-Identifier: MIT
"""Objects are compared by value, and can be pickled and sent through process pools."""

from __future__ import annotations

import copy
import json
import pickle
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from fractions import Fraction
from multiprocessing import get_context
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from leaders import SHARE_OF_BEST
from random_runs import run
from strategies import rubrics, tables

RUBRIC = px.Rubric.from_json(
    {
        "parindex": 1,
        "id": "sent",
        "edition": "1",
        "title": {"vi": "Gửi"},
        "max": 6,
        "aggregation": "sum",
        "missing": "error",
        "index_rounding": {"digits": 2, "mode": "half_up"},
        "ranking": {"on": "index", "stage": "exact", "ties": "competition", "within": "all"},
        "groups": [{"id": "A"}, {"id": "B"}],
        "nodes": [
            {
                "code": "1",
                "max": 3,
                "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100}],
                "rule": {
                    "formula": {
                        "cases": [{"points": {"multiply": [3, SHARE_OF_BEST]}}],
                        "when_zero": "zero",
                        "cap": 3,
                    }
                },
            },
            {"code": "2", "max": 3, "missing": "zero", "rule": {"yes_no": {"yes": 3, "no": 0}}},
        ],
    }
)
ROWS: list[dict[str, Any]] = [
    {"unit": "Huế", "group": "A", "1": Fraction(100, 3), "2": True, "ranked": "no"},
    {"unit": "Vinh", "group": "B", "1": 50, "2": None},
    {"unit": "Cà Mau", "group": "B", "1": "7.25", "2": px.NOT_APPLICABLE},
    {"unit": "Hà Nội", "group": "A", "1": float("nan"), "2": False},
]


def sent(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


@pytest.fixture(scope="module")
def scores() -> px.Scores:
    return RUBRIC.compile().score(ROWS)


def test_everything_arrives_equal(scores: px.Scores) -> None:
    values: list[Any] = [
        RUBRIC,
        scores.plan,
        scores,
        scores["Huế"],
        scores.cohort,
        scores.rank(),
        scores.rank(ties="dense", within="group"),
        scores.explain("Vinh"),
        scores.explain("Vinh").find("1"),
    ]
    for value in values:
        back = sent(value)
        assert back == value
        assert hash(back) == hash(value)
        assert back is not value
        assert copy.copy(value) is value
        assert copy.deepcopy(value) is value
        assert value != "another type"


def test_scores_arrive_with_everything_that_they_say(scores: px.Scores) -> None:
    back = sent(scores)
    assert back.digest == scores.digest
    assert back.data_digest == scores.data_digest
    assert back.issues == scores.issues
    assert back.to_json() == scores.to_json()
    assert back.groups == scores.groups
    assert back.rank() == scores.rank()
    assert back.rank()["Huế"].rank is None
    assert sent(scores.explain("Huế")).to_text() == scores.explain("Huế").to_text()


def test_different_objects_are_not_equal(scores: px.Scores) -> None:
    plan = scores.plan
    assert plan.score([*ROWS[:3], {**ROWS[3], "1": 1}]) != scores
    assert plan.score(ROWS[:2])["Vinh"] != plan.score(ROWS[1:3])["Cà Mau"]
    assert scores.rank(ties="dense") != scores.rank()
    assert scores.explain("Huế") != scores.explain("Vinh")
    assert plan.score(ROWS[:2]).cohort != scores.cohort


def test_a_part_keeps_the_cohort_that_it_was_scored_by(scores: px.Scores) -> None:
    part = scores.plan.score(ROWS[2:3], cohort=sent(scores.cohort))
    assert part["Cà Mau"].points == scores["Cà Mau"].points
    assert sent(part) == part
    assert sent(part)["Cà Mau"].points == scores["Cà Mau"].points


@pytest.mark.parametrize("keep", ["all", "fields", "total"])
def test_columns_of_every_source_arrive(keep: Any) -> None:
    plan = RUBRIC.compile()
    columns = {
        "unit": ["a", "b"],
        "group": ["A", "B"],
        "1": np.array([0.1, 99.5]),
        "2": np.array([True, False]),
    }
    for data in (columns, pd.DataFrame({**columns, "1": [0.1, float("nan")]})):
        scores = plan.score(data, keep=keep)
        back = sent(scores)
        assert back == scores
        assert back["a"].nodes == scores["a"].nodes


def test_observations_arrive_with_their_origin() -> None:
    rubric = px.Rubric.from_json(
        {
            **json.loads(RUBRIC.to_json()),
            "layers": [{"id": "self"}],
            "resolution": ["self"],
        }
    )
    observations = [
        {
            "unit": "Huế",
            "code": "1",
            "input": "value",
            "layer": "self",
            "value": 5,
            "date": "2026-01-02",
        }
    ]
    assessment = px.Assessment.from_observations(
        rubric.compile(), observations, units=[{"unit": "Huế", "group": "A"}]
    )
    scores = assessment.score()
    (first,) = (i for i in sent(scores).explain("Huế").find("1").inputs if i.name == "value")
    assert (first.layer, first.date) == ("self", "2026-01-02")


def score_part(rows: list[dict[str, Any]]) -> px.Scores:
    return RUBRIC.compile().score(rows, part=True, allow_unknown_columns=True)


def test_a_pool_of_processes_returns_scores() -> None:
    parts = [[row] for row in ROWS[:2]]
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        assert list(pool.map(score_part, parts)) == [score_part(part) for part in parts]


def test_dictionaries_of_text_are_taken_by_every_encoder_of_json(scores: px.Scores) -> None:
    encoder = pytest.importorskip("fastapi.encoders").jsonable_encoder
    rows = scores.to_dicts(numbers="text")
    assert rows[0]["points"] == str(scores["Huế"].points)
    assert json.loads(json.dumps(encoder(rows)))[0]["nodes"]["1"]["points"] == "2"
    assert all(
        isinstance(value, (Decimal, Fraction, type(None)))
        for value in (row["points"] for row in scores.to_dicts())
    )
    with pytest.raises(px.Error, match="numbers"):
        scores.to_dicts(numbers="float")  # type: ignore[arg-type]


@run(40)
@given(data=st.data())
def test_random_scores_arrive(data: st.DataObject) -> None:
    rubric = data.draw(rubrics())
    scores = px.Rubric.from_json(rubric).compile().score(data.draw(tables(rubric)))
    assert sent(scores) == scores
