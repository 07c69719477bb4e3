# SPDX-License-Identifier: MIT
"""The audit in Python and on the command line; its findings are tested in C++."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest

import parindex as px
from parindex import shipped


@pytest.fixture
def audited(document, rows):
    """Hà Nội and its twin tie; 4.775 of 10 points give the index 47.75, a half at one digit."""
    document["index_rounding"] = {"digits": 1, "mode": "half_even"}
    document["nodes"][0]["children"][3]["rounding"]["digits"] = 3
    document["classes"] = {
        "on": "index",
        "stage": "rounded",
        "bands": [{"from": "47.8", "id": "A"}, {"below": "47.8", "id": "B"}],
    }
    half = {**rows[0], "unit": "Huế", "1.1.done": 40, "1.4": "1.025", "2": 1.25}
    plan = px.Rubric.from_json(document).compile()
    return plan.score([rows[0], {**rows[0], "unit": "Hà Nội 2"}, half]).audit()


def test_a_half_has_both_neighbours_and_the_chosen_one(audited):
    (half,) = audited.halves
    assert half == px.HalfTie(
        unit="Huế",
        code="",
        figure="index",
        exact=Decimal("47.75"),
        below=Decimal("47.7"),
        above=Decimal("47.8"),
        chosen=Decimal("47.8"),
        rounding=px.Rounding(1, "half_even"),
    )


def test_ranks_and_classes_name_the_decision_that_would_change_them(audited):
    ranks = {found.unit: found for found in audited.ranks}
    assert ranks["Huế"].outcome == "3"
    assert px.AuditChange("ties", "dense", "2") in ranks["Huế"].changes
    assert px.AuditChange("ties", "ordinal", "1-2") in ranks["Hà Nội"].changes
    (klass,) = audited.classes
    assert (klass.unit, klass.outcome) == ("Huế", "A")
    assert px.AuditChange("rounding", "half_down", "B") in klass.changes
    assert px.AuditChange("stage", "exact", "B") in klass.changes


def test_the_audit_shows_itself(audited):
    text = audited.to_text(language="en")
    assert "Exactly halfway between two roundings: 1" in text
    assert "ties ordinal: 1-2" in text
    assert "Hạng phụ thuộc quy ước: 3" in repr(audited)
    assert audited._repr_html_().count("<table ") == 3
    assert json.loads(audited.to_json())["halves"][0]["chosen"] == "47.8"


def test_fractions_are_compared_exactly():
    """Thirds are never on a half, no matter how close their decimals are to it."""
    document = {
        "parindex": 1, "id": "thirds", "edition": "1", "max": "3", "aggregation": "sum",
        "missing": "error", "rounding": {"digits": 0, "mode": "half_up"},
        "index_rounding": "exact",
        "nodes": [
            {"code": c, "max": "1", "rule": {"direct": {"min": "0", "max": "1"}}} for c in "abc"
        ],
    }  # fmt: skip
    plan = px.Rubric.from_json(document).compile()
    near = {"unit": "near", "a": "1/3", "b": "1/6", "c": 10**-17}
    on = {"unit": "on", "a": "1/3", "b": "1/6", "c": 0}
    audit = plan.score([near, on]).audit()
    assert [half.unit for half in audit.halves] == ["on"]
    assert audit.halves[0].exact == Fraction(1, 2)
    assert audit.ranks == audit.classes == ()


def test_no_published_rank_of_vinh_phuc_depends_on_a_convention():
    name = "vn-vinh-phuc-2019"
    plan = px.Rubric.load(shipped.shipped_rubric_path(name)).compile()
    audit = plan.score(shipped.example_data_path(name)).audit()
    assert audit.ranks == ()


def test_the_audit_has_the_notes_of_the_table(document, rows):
    plan = px.Rubric.from_json(document).compile()
    scores = plan.score([rows[0], {**rows[0], "unit": "hà nội"}])
    audit = scores.audit()
    assert [note.code for note in audit.notes] == ["unit_lookalike"]
    assert audit.notes == scores.notes
    assert "unit_lookalike" in audit.to_text(language="en")
    assert "chỉ khác nhau" in audit.to_text(language="vi")
    assert plan.score(rows[:1]).audit().notes == ()
