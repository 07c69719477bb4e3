# SPDX-License-Identifier: MIT
"""What changed between two rubrics, in words."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
import strategies
from random_runs import run

Json = dict[str, Any]


def leaf(document: Json, code: str) -> Json:
    return next(node for node in document["nodes"][0]["children"] if node["code"] == code)


def lines(before: Json, after: Json, language: str = "en") -> list[str]:
    found = px.diff(px.Rubric.from_json(before), px.Rubric.from_json(after))
    return found.to_text(language=language).splitlines()


@pytest.fixture
def changed(document: Json) -> Json:
    """The rubric of the tests with a threshold of 85 instead of 90."""
    after = copy.deepcopy(document)
    steps = leaf(after, "1.1")["rule"]["bands"]["steps"]
    steps[0]["above"] = steps[1]["to"] = "85"
    return after


def test_a_threshold(document, changed):
    assert lines(document, changed) == ["1.1: bands 90→85 %, maximum unchanged"]
    assert lines(document, changed, "vi") == ["1.1: khoảng 90→85 %, điểm tối đa giữ nguyên"]


def test_a_different_notation_is_not_a_change(document):
    after = copy.deepcopy(document)
    steps = leaf(after, "1.1")["rule"]["bands"]["steps"]
    steps[0]["above"] = "90.0"
    after = dict(reversed(after.items()))
    found = px.diff(px.Rubric.from_json(document), px.Rubric.from_json(after))
    assert len(found) == 0
    assert "no changes" in repr(found)


def test_texts_are_apart_from_rules(document, changed):
    changed["nodes"][1]["title"]["vi"] = "Tác động của CCHC"
    changed["nodes"][1]["source"] = {"document": "1/QĐ"}
    leaf(changed, "1.2")["rule"]["choice"]["options"][0]["title"] = {"vi": "Đúng hạn"}
    found = px.diff(px.Rubric.from_json(document), px.Rubric.from_json(changed))
    assert [(c.code, c.kind, c.scoring) for c in found] == [
        ("1.1", "rule", True),
        ("1.2", "text", False),
        ("2", "text", False),
        ("2", "text", False),
    ]
    first = found.changes[0]
    assert first.pointer_after == "/nodes/0/children/0/rule"
    assert first.before["bands"]["steps"][0] == {"above": "90", "points": "2"}
    assert first.after["bands"]["steps"][0] == {"above": "85", "points": "2"}
    assert json.loads(found.to_json())["changes"][0]["sentence"] == dict(first.sentence)
    assert "bands 90→85 %" in found.to_html(language="en")


def test_added_removed_and_renamed_nodes(document):
    after = copy.deepcopy(document)
    after["nodes"][1]["code"] = "3"
    leaf(after, "1.2")["code"] = "1.5"
    leaf(after, "1.5")["rule"]["choice"]["options"][1]["points"] = "0.25"
    assert lines(document, after) == [
        "1.2: removed (choice, maximum 1)",
        "1.5: added under 1 (choice, maximum 1)",
        "3: was 2",
    ]
    before, later = px.Rubric.from_json(document), px.Rubric.from_json(after)
    found = px.diff(before, later, codes={"1.2": "1.5"})
    assert found.codes == {"1.2": "1.5", "2": "3"}
    assert [c.to_text("en") for c in found] == [
        "1.5: was 1.2",
        "1.5: choice late points 0.5→0.25, maximum unchanged",
        "3: was 2",
    ]
    with pytest.raises(px.Error, match="first rubric has no node"):
        px.diff(before, later, codes={"7": "1.5"})


@run(100)
@given(strategies.rubrics(), strategies.rubrics())
def test_any_two_rubrics(before: Json, after: Json) -> None:
    first, second = px.Rubric.from_json(before), px.Rubric.from_json(after)
    assert len(px.diff(first, first)) == 0
    found = px.diff(first, second)
    assert (len(found) == 0) == (first == second)
    assert json.loads(found.to_json())["changes"] is not None
    assert all(change.sentence["vi"] and change.sentence["en"] for change in found)


@given(st.sampled_from(["error", "zero", "exclude", "full"]))
def test_a_policy(word: str) -> None:
    text = '{"code": "1", "max": "1", "missing": "%s", "rule": {"yes_no": {"yes": "1", "no": "0"}}}'
    top = (
        '{"parindex": 1, "id": "a", "edition": "1", "max": "1", "aggregation": "sum",'
        '"missing": "error", "index_rounding": "exact", "nodes": [%s]}'
    )
    before = px.Rubric.from_json(top % text.replace("%s", "error"))
    after = px.Rubric.from_json(top % text.replace("%s", word))
    wanted = [] if word == "error" else [f"1: missing values error→{word}"]
    assert px.diff(before, after).to_text(language="en").splitlines() == wanted
