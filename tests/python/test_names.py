# SPDX-License-Identifier: MIT
"""Names are looked up in Unicode normal form C, in every typed form and in every call."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

import parindex as px
from conftest import RUBRIC


def typed(name: str) -> str:
    """The name as some keyboards and file systems write it: letters and marks separately."""
    apart = unicodedata.normalize("NFD", name)
    assert apart != name
    return apart


@pytest.fixture
def scores() -> px.Scores:
    rubric: dict[str, Any] = {
        "parindex": 1,
        "id": "names",
        "edition": "1",
        "max": "2",
        "missing": "error",
        "aggregation": "sum",
        "index_rounding": {"digits": 2, "mode": "half_up"},
        "ranking": RUBRIC["ranking"],
        "nodes": [{"code": "tỷ_lệ", "max": "2", "rule": {"direct": {"min": "0", "max": "2"}}}],
    }
    plan = px.Rubric.from_json(rubric).compile()
    return plan.score([{"unit": "Huế", "tỷ_lệ": 1}, {"unit": "Hà Nội", "tỷ_lệ": 2}])


def test_units(scores: px.Scores) -> None:
    assert typed("Huế") in scores
    assert scores[typed("Huế")].unit == "Huế"
    assert scores.explain(typed("Huế")).unit == "Huế"
    assert scores.rank()[typed("Hà Nội")].rank == 1
    assert scores.compare(scores)[typed("Huế")].unit == "Huế"


def test_codes(scores: px.Scores) -> None:
    code = typed("tỷ_lệ")
    assert scores["Huế"][code].points == 1
    found = scores.explain("Huế").find(code)
    assert found is not None
    assert found.points == 1
    node = scores.plan.rubric.find(code)
    assert node is not None
    assert node["max"] == "2"


def test_an_unknown_name_names_the_ones_spelt_alike(scores: px.Scores) -> None:
    for look in (scores.rank(), scores, scores.compare(scores)):
        with pytest.raises(KeyError, match="did you mean 'Hà Nội'"):
            look["Hà Nộ"]


def test_a_rounding_takes_text() -> None:
    rounding = px.Rounding(2, "half_up")
    assert str(rounding.apply("0.125")) == "0.13"
    assert str(rounding.apply("1/3")) == "0.33"
    with pytest.raises(TypeError):
        rounding.apply("one")
