# SPDX-License-Identifier: MIT
"""Two results side by side, and the difference of a total over the nodes."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
import strategies
from parindex.engine.ranking import On, Stage
from random_runs import run


@pytest.fixture
def years(plan: px.Plan, rows: list[dict[str, Any]]) -> tuple[px.Scores, px.Scores]:
    """Huế overtakes Hà Nội; Vinh is new."""
    later = [dict(row) for row in rows]
    later[0].update({"1.2": "none", "2": 1})
    later[1].update({"1.1.done": 50, "2": 3})
    return plan.score(rows), plan.score([*later, {**rows[0], "unit": "Vinh"}])


def test_units_come_by_the_size_of_their_difference(years):
    found = years[0].compare(years[1], on="index")
    assert [(u.unit, u.before, u.after, u.difference) for u in found] == [
        ("Huế", Decimal("67.86"), Decimal("92.86"), Decimal(25)),
        ("Hà Nội", Decimal("70.80"), Decimal("53.30"), Decimal("-17.5")),
        ("Vinh", None, Decimal("70.80"), None),
    ]
    assert found["Huế"].rank_before == 2
    assert found["Huế"].rank_after == 1
    assert found.overtaken_by("Huế") == ()  # another group
    assert found["Vinh"].reason == "only after"
    assert found.changed
    assert not years[0].compare(years[0]).changed


def test_the_parts_of_a_unit_add_up_exactly(years):
    parts = years[0].compare(years[1]).parts("Hà Nội")
    assert {part.code: part.own for part in parts if part.own} == {
        "1.2": Decimal("-0.5"),
        "2": Decimal("-1.25"),
    }
    assert parts.difference == Decimal("-1.75")
    assert parts["1"].contribution == Decimal("-0.5")
    with pytest.raises(KeyError, match="did you mean"):
        parts["1.20"]
    with pytest.raises(px.Error, match="only after"):
        years[0].compare(years[1]).parts("Vinh")


def test_two_units_of_one_result(years):
    parts = years[0].compare_units("Huế", "Hà Nội", on="index", stage="exact")
    ha_noi, hue = years[0]["Hà Nội"].total, years[0]["Huế"].total
    assert ha_noi.index_exact is not None
    assert hue.index_exact is not None
    assert parts.difference == pytest.approx(float(ha_noi.index_exact) - float(hue.index_exact))
    with pytest.raises(KeyError, match="no unit 'Hue'"):
        years[0].compare_units("Hue", "Hà Nội")


def test_bad_words_are_refused(years):
    with pytest.raises(ValueError, match="on must be"):
        years[0].compare(years[1], on="rank")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="stage must be"):
        years[0].compare(years[1], stage="late")  # type: ignore[arg-type]


def test_as_tables_and_json(years):
    found = years[0].compare(years[1])
    assert found.to_text(language="en").splitlines() == [
        "Example index · 2026 · points",
        "unit    group       before  after  difference  rank   note",
        "──────  ──────────  ──────  ─────  ──────────  ─────  ──────────",
        "Hà Nội  Đồng bằng     7.08   5.33       -1.75  1 → 3",
        "Huế     Miền Trung    4.75    6.5       +1.75  2 → 1",
        "Vinh    Đồng bằng            7.08              – → 2  only after",
    ]
    assert "<table " in found._repr_html_()
    assert "Tác động" in found.parts("Hà Nội")._repr_html_()
    document = json.loads(found.to_json())
    assert document["units"][0]["unit"] == "Hà Nội"
    assert {p["code"]: p["contribution"] for p in document["units"][0]["parts"]} == {
        "": "-1.75",
        "1": "-0.5",
        "1.2": "-0.5",
        "2": "-1.25",
    }
    assert list(found.to_pandas()["unit"]) == ["Hà Nội", "Huế", "Vinh"]


@run(60)
@given(st.data())
def test_parts_add_up_for_every_rubric(data: st.DataObject) -> None:
    document = data.draw(strategies.rubrics())
    plan = px.Rubric.from_json(document).compile()
    scores = [plan.score(data.draw(strategies.tables(document))) for _ in range(2)]
    on: On = data.draw(st.sampled_from(["points", "index"]))
    stage: Stage = data.draw(st.sampled_from(["exact", "rounded"]))
    found = scores[0].compare(scores[1], on=on, stage=stage)
    for unit in found:
        if unit.difference is not None:
            parts = found.parts(unit.unit)
            assert sum(Fraction(part.own) for part in parts) == Fraction(unit.difference)
            assert parts.difference == unit.difference
