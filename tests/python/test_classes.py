# SPDX-License-Identifier: MIT
"""Classes in Python; the class of each value is tested with cases."""

from __future__ import annotations

import json

import pytest

import parindex as px


@pytest.fixture
def classified(document, rows):
    """Hà Nội has 70.80 %, Huế 67.86 %; Cà Mau has an error."""
    document["classes"] = {
        "on": "index",
        "stage": "rounded",
        "bands": [
            {"from": "70", "id": "B", "title": {"vi": "Khá", "en": "Fair"}},
            {"below": "70", "id": "C"},
        ],
    }
    plan = px.Rubric.from_json(document).compile()
    return plan.score([*rows, {**rows[0], "unit": "Cà Mau", "2": "?"}])


def test_every_unit_with_an_index_has_its_class(classified):
    assert classified.classes() == {"Hà Nội": "B", "Huế": "C", "Cà Mau": None}
    assert classified["Hà Nội"].class_id == "B"
    assert classified.rank()["Huế"].class_id == "C"
    assert classified.rank()["Cà Mau"].class_id is None
    assert classified.plan.rubric.classes == {"B": {"vi": "Khá", "en": "Fair"}, "C": {}}


def test_classes_go_out_with_the_results(classified):
    units = json.loads(classified.to_json())["units"]
    assert [unit["class"] for unit in units] == ["B", "C", None]
    assert [row["class"] for row in classified.to_dicts()] == ["B", "C", None]
    entries = json.loads(classified.rank().to_json())["entries"]
    assert [entry["class"] for entry in entries] == ["B", "C", None]
    assert classified.to_pandas()["class"].tolist()[:2] == ["B", "C"]


def test_tables_show_titles_or_else_ids(classified):
    head, _, first, second, *_ = classified.to_text(language="vi").splitlines()[1:]
    assert "xếp loại" in head
    assert " Khá " in first
    assert " C " in second
    assert "Fair" in classified.rank().to_text(language="en")


def test_without_declared_classes_there_is_no_trace_of_them(scores):
    assert scores.classes() is None
    assert scores["Hà Nội"].class_id is None
    assert scores.to_dicts()[0]["class"] is None
    assert "class" not in scores.to_pandas()
    assert "class" not in scores.to_text(language="en")


def test_classes_are_computed_once(classified):
    """The classes of all units take one pass over the table, not one for each unit."""
    made = 0

    class Counted:
        def __init__(self, core):
            self._core = core

        def classes(self, node):
            nonlocal made
            made += 1
            return self._core.classes(node)

        def __len__(self):
            return len(self._core)

        def __getattr__(self, name):
            return getattr(self._core, name)

    counted = px.Scores(Counted(classified._core), classified.plan)
    assert [score.class_id for score in counted] == ["B", "C", None]
    assert made == 1
