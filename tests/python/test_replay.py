# SPDX-License-Identifier: MIT
"""Old data under new rules: columns are matched and totals reconciled for every kind of change."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
import strategies
from random_runs import run

Json = dict[str, Any]


@pytest.fixture
def later(document: Json) -> Json:
    """A threshold of 85 instead of 90, and one more component."""
    after = copy.deepcopy(document)
    steps = after["nodes"][0]["children"][0]["rule"]["bands"]["steps"]
    steps[0]["above"] = steps[1]["to"] = "93"
    after["nodes"].append({"code": "3", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}})
    after["max"] = "11"
    return after


def test_missing_columns_and_their_replacement(scores, later):
    rubric = px.Rubric.from_json(later)
    strict = scores.replay(rubric.compile())
    assert strict.lacking == ("3",)
    assert strict.unused == ()
    assert strict.units == 0
    assert set(strict.after.status) == {"error"}
    found = scores.replay(rubric.compile(), lacking="full")
    assert found.taken == ("3",)
    assert found.units == 2
    assert [(step.codes, step.total, step.units) for step in found.steps] == [
        (("",), Decimal(0), 0),
        (("1.1",), Decimal(-1), 1),
        (("3",), Decimal(2), 2),
    ]
    assert found.total_before + sum(step.total for step in found.steps) == found.total_after
    assert [(step.codes, effect) for step, effect in found.effects("Hà Nội")] == [
        (("1.1",), Decimal(-1)),
        (("3",), Decimal(1)),
    ]
    assert found.steps[1].to_text("en") == "1.1: bands 90→93 %, maximum unchanged"
    assert found.comparison["Huế"].difference == Decimal(1)
    assert found.comparison.parts("Huế")["3"].own == Decimal(1)


def test_as_tables_and_json(scores, later):
    found = scores.replay(px.Rubric.from_json(later).compile(), lacking="zero")
    assert found.to_text(language="en").splitlines() == [
        "Example index · 2026 · points",
        "code   change                            units    sum",
        "─────  ────────────────────────────────  ─────  ─────",
        "total  old rules                             2  11.83",
        "total  maximum 10→11                         0      0",
        "1.1    bands 90→93 %, maximum unchanged      1     -1",
        "3      added (yes/no, maximum 1)             0      0",
        "total  new rules                             2  10.83",
        "columns missing in the data: 3",
        "leaves with the policy of the call: 3",
    ]
    assert "<table " in found._repr_html_()
    document = json.loads(found.to_json())
    assert document["steps"][1] == {"codes": ["1.1"], "changes": [1], "total": "-1", "units": 1}
    assert document["lacking"] == ["3"]


def test_a_renamed_column_is_found(scores, document):
    after = copy.deepcopy(document)
    after["nodes"][1]["code"] = "9"
    found = scores.replay(px.Rubric.from_json(after).compile())
    assert found.diff.codes == {"2": "9"}
    assert found.lacking == found.unused == ()
    assert not found.comparison.changed


def test_bad_words_are_refused(scores, rubric):
    with pytest.raises(ValueError, match="lacking must be"):
        scores.replay(rubric.compile(), lacking="ignore")  # type: ignore[arg-type]


@run(60)
@given(st.data())
def test_effects_add_up_for_every_change(data: st.DataObject) -> None:
    first = data.draw(strategies.rubrics())
    second = data.draw(strategies.rubrics())
    old = px.Rubric.from_json(first).compile().score(data.draw(strategies.tables(first)))
    on: Any = data.draw(st.sampled_from(["points", "index"]))
    found = old.replay(
        px.Rubric.from_json(second).compile(),
        lacking=data.draw(st.sampled_from([None, "zero", "exclude", "full"])),
        on=on,
    )
    for unit in found.comparison:
        if unit.difference is not None:
            effects = [Fraction(effect) for _, effect in found.effects(unit.unit)]
            assert sum(effects) == Fraction(unit.difference)
            parts = found.comparison.parts(unit.unit)
            assert sum(Fraction(part.own) for part in parts) == Fraction(unit.difference)
    totals = [Fraction(step.total) for step in found.steps]
    assert Fraction(found.total_before) + sum(totals) == Fraction(found.total_after)
