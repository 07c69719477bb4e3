# SPDX-License-Identifier: MIT
"""Names for parts of the expression of a quantity."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import documents, model
from twin_scores import both, codes, kill_all, returns, whole

Json = dict[str, Any]
LET: Json = {
    "rate": {"divide": ["on_time", "total"]},
    "on_time": {"subtract": ["total", "late"]},
}
STEPS: list[Json] = [
    {"from": 90, "points": 2},
    {"from": 50, "below": 90, "points": 1},
    {"below": 50, "points": 0},
]
HERE = "/nodes/0/rule/bands/on"


def rated(on: Json | None = None, least: int = 1, **rule: Any) -> Json:
    """A rubric whose only leaf has bands on the rate on time."""
    quantity = {"formula": {"multiply": [100, "rate"]}, "let": LET, **(on or {})}
    leaf = {
        "code": "1", "max": 2,
        "inputs": [{"name": "total", "type": "count", "min": least, "max": 100}, {"name": "late", "type": "count", "max": 100}],
        "rule": {"bands": {"on": {k: v for k, v in quantity.items() if v is not None}, "steps": STEPS, **rule}},
    }  # fmt: skip
    return whole([leaf], 2)


def at(total: int, late: int) -> Json:
    return {"1.total": total, "1.late": late}


def test_names_are_read_and_told() -> None:
    document = rated()
    scores = both(document, at(10, 1), at(10, 2), at(3, 2))
    assert [str(score.points) for score in scores] == ["2", "1", "0"]
    said = "x = 100 * rate = 90, where on_time = total - late = 9; rate = on_time / total = 9/10"
    assert said in str(scores.explain("0")).replace("0.9", "9/10")
    assert ", với on_time = total - late = 9" in scores.explain("0").to_text(language="vi")
    written = returns(document)
    assert written["parindex"] == 2
    assert written["nodes"][0]["rule"]["bands"]["on"]["let"]["on_time"] == {
        "subtract": ["total", "late"]
    }


def test_a_name_may_divide_by_zero() -> None:
    document = rated(least=0)
    assert codes(document) == [("zero_denominator", HERE)]
    document = rated({"when_zero": "full"}, 0)
    assert str(both(document, at(0, 0))["0"].points) == "2"


def test_names_are_not_visible_outside_of_the_quantity() -> None:
    leaf = rated()["nodes"][0]
    on = leaf["rule"]["bands"]["on"]
    leaf["rule"] = {
        "goalposts": {"on": on, "low": 0, "high": "rate", "outside": "clamp", "scale": "linear"}
    }
    assert ("input_unknown", "/nodes/0/rule/goalposts/high") in codes(whole([leaf], 2))


@pytest.mark.parametrize(
    ("let", "found"),
    [
        ({**LET, "on_time": "rate"}, ("names_cycle", "/on_time")),
        ({**LET, "late": 1}, ("id_duplicate", "/late")),
        ({**LET, "other": 1}, ("shared_unused", "/other")),
        ({"rate": "nothing"}, ("input_unknown", "/rate")),
    ],
)
def test_wrong_names(let: Json, found: tuple[str, str]) -> None:
    assert (found[0], HERE + "/let" + found[1]) in codes(rated({"let": let}))


def test_only_an_expression_has_names() -> None:
    document = rated({"formula": None, "value": "late"})
    assert ("key_unknown", HERE + "/let") in codes(document)


def test_format_1_has_no_names() -> None:
    document = rated()
    document["parindex"] = 1
    assert ("format_version", HERE + "/let") in codes(document)


def test_a_name_can_read_another_node() -> None:
    answers = {"code": "A", "max": 10, "rule": {"direct": {"min": 0, "max": 10}}}
    rating = {
        "code": "R", "max": 2, "informative": True,
        "rule": {"bands": {"on": {"formula": {"multiply": ["part", 100]}, "let": {"part": {"node": "A", "figure": "share"}}}, "steps": STEPS}},
    }  # fmt: skip
    document = whole([answers, rating], 10)
    assert str(both(document, {"A": 9})["0"]["R"].points) == "2"
    rating["rule"]["bands"]["on"]["let"] = {"part": {"node": "R", "figure": "share"}}
    assert "figure_cyclic" in [code for code, _ in codes(document)]


def test_names_are_described() -> None:
    said = documents.describe(px.Rubric.from_json(rated()), language="en")
    assert "rate = " in said
    quantity = px.Rubric.from_json(rated()).to_model().nodes[0].rule.on  # type: ignore[union-attr]
    assert isinstance(quantity, model.Computed)
    assert set(quantity.let or {}) == {"rate", "on_time"}


def test_cases_cover_the_names_and_kill_every_mutant(tmp_path: Path) -> None:
    document = rated(
        {
            "let": {
                **LET,
                "rate": {"divide": [{"multiply": ["on_time", 2]}, {"multiply": ["total", 2]}]},
            }
        }
    )
    kill_all(document, tmp_path, HERE + "/let")
