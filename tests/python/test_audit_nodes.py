# SPDX-License-Identifier: MIT
"""The audit of rankings and classes of nodes."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest

import parindex as px

BANDS = [{"id": "A", "from": "62.5"}, {"id": "B", "from": "40", "below": "62.5"}, {"id": "C", "below": "40"}]  # fmt: skip
QUOTA = {"on": "index", "stage": "rounded", "quota": {"rounding": "half_up", "ties": "worse", "within": "group"},
         "bands": [{"id": "A", "from": "50", "percent": 25}, {"id": "B", "percent": 40}, {"id": "C"}]}  # fmt: skip


def rubric(how: dict[str, Any], classes: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The total has the results of its only child."""
    stated = {"ranking": how, "classes": classes}
    leaf = {"rule": {"direct": {"min": 0, "max": 4}}, "max": 4, "rounding": {"digits": 1, "mode": "half_up"}}  # fmt: skip
    return {
        "parindex": 2, "id": "one", "edition": "2026", "max": 8, "aggregation": "sum", "missing": "zero",
        "not_applicable": "exclude", "markers": {"not_applicable": ["n/a"]},
        "index_rounding": {"digits": 0, "mode": "half_even"}, "groups": [{"id": "x"}, {"id": "y"}], **stated, **more,
        "nodes": [{"code": "N", "max": 8, "title": {"en": "Only node"}, **stated,
                   "children": [{"code": "N1", **leaf}, {"code": "N2", **leaf}]}],
    }  # fmt: skip


def rows(seed: int) -> list[dict[str, Any]]:
    draw = random.Random(seed)
    values = [None, "n/a", 0, 1, "1.25", 2, "2.05", "2.5", 3, "3.95", 4, "x"]
    return [
        {"unit": f"U{at}", "group": draw.choice("xy"), "N1": draw.choice(values), "N2": draw.choice(values[:-1]),
         "ranked": "no" if draw.random() < 0.1 else "yes"}
        for at in range(25)
    ]  # fmt: skip


@pytest.mark.parametrize("ties", ["competition", "dense", "ordinal"])
@pytest.mark.parametrize("within", ["all", "group"])
@pytest.mark.parametrize("quota", [False, True])
def test_a_node_is_audited_like_the_total(ties: str, within: str, quota: bool) -> None:
    how = {"on": "index", "stage": "rounded", "ties": ties, "tie_break": ["N1"], "within": within}
    classes = QUOTA if quota else {"on": "index", "stage": "rounded", "bands": BANDS}
    plan = px.Rubric.from_json(rubric(how, classes)).compile()
    found = 0
    for seed in range(6):
        audit = plan.score(rows(seed)).audit()
        for listed in (audit.ranks, audit.classes):
            of_total = [one for one in listed if not one.code]
            of_node = [replace(one, code="") for one in listed if one.code == "N"]
            assert of_node == of_total
            found += len(of_node)
        decisions = {change.decision for one in audit.ranks if one.code for change in one.changes}
        assert decisions >= {"ties", "missing", "not_applicable"}
    assert found > 50


def test_the_node_is_named_in_every_form() -> None:
    how = {"on": "points", "stage": "rounded", "ties": "competition", "within": "all"}
    document = rubric(how, {"on": "points", "stage": "exact", "bands": [
        {"id": "A", "from": 4, "title": {"en": "Good", "vi": "Tốt"}}, {"id": "B", "below": 4}]})  # fmt: skip
    del document["ranking"], document["classes"]
    scores = px.Rubric.from_json(document).compile().score([
        {"unit": "Huế", "group": "x", "N1": 2, "N2": 1}, {"unit": "Hà Nội", "group": "y", "N1": 3, "N2": 0},
        {"unit": "Đà Nẵng", "group": "y", "N1": 2, "N2": None},
    ])  # fmt: skip
    audit = scores.audit()
    assert {one.code for one in (*audit.ranks, *audit.classes)} == {"N"}
    (found,) = audit.classes
    assert (found.unit, found.outcome) == ("Đà Nẵng", "B")
    assert found.changes == (px.AuditChange("missing", "full", "A"),)
    text = audit.to_text(language="en")
    assert "ties ordinal: 1-2" in text
    assert "Good" in text
    assert {one["code"] for one in json.loads(audit.to_json())["ranks"]} == {"N"}
    assert audit.issues == ()


def test_ranks_and_classes_of_the_total_have_no_code(
    document: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    audit = px.Rubric.from_json(document).compile().score(rows).audit()
    assert all(not one.code for one in audit.ranks)
    assert "code" not in json.loads(audit.to_json())["ranks"][0]
