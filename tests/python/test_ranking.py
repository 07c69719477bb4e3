# SPDX-License-Identifier: MIT
"""Ranks in Python; the rules themselves are tested with cases."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

import parindex as px


@pytest.fixture
def tied(plan, rows):
    """Hà Nội and its twin tie; Huế is below, Vinh is not ranked, Cà Mau has an error."""
    more = [
        {**rows[0], "unit": "Hà Nội 2"},
        {**rows[0], "unit": "Vinh", "ranked": "không"},
        {**rows[0], "unit": "Cà Mau", "2": "?"},
    ]
    return plan.score([*rows, *more])


def test_the_declared_rule_ranks(tied):
    ranking = tied.rank()
    assert [(e.unit, e.label) for e in ranking] == [
        ("Hà Nội", "=1"),
        ("Hà Nội 2", "=1"),
        ("Huế", "3"),
        ("Vinh", ""),
        ("Cà Mau", ""),
    ]
    assert ranking["Hà Nội"] == px.RankEntry(
        unit="Hà Nội",
        group="Đồng bằng",
        rank=1,
        label="=1",
        tied=True,
        value=Decimal("70.80"),
        reason="",
    )
    assert ranking["Vinh"].reason
    assert ranking["Cà Mau"].value is None
    assert len(ranking) == 5
    assert ranking.entries[2].unit == "Huế"
    assert ranking.rule == {
        "on": "index",
        "stage": "rounded",
        "ties": "competition",
        "tie_break": [],
        "within": "all",
    }


def test_a_call_changes_parts_of_the_rule(tied):
    assert tied.rank(ties="dense")["Huế"].rank == 2
    assert tied.rank(within="group")["Huế"].rank == 1
    assert tied.rank(on="points", stage="exact")["Huế"].value == Decimal("4.75")
    ordinal = tied.rank(ties="ordinal", tie_break=("1", "2"))
    assert ordinal.rule["tie_break"] == ["1", "2"]
    assert [issue.code for issue in ordinal.issues] == ["tie_unresolved"]
    assert ordinal.issues[0].severity == "warning"


@pytest.mark.parametrize(
    ("option", "word"),
    [("on", "total"), ("stage", "late"), ("ties", "shared"), ("within", "region")],
)
def test_a_word_that_does_not_exist_is_refused(scores, option, word):
    with pytest.raises(px.Error, match=f"{option} must be .*{word}"):
        scores.rank(**{option: word})


def test_a_code_that_does_not_exist_is_refused(scores):
    with pytest.raises(px.Error, match="9"):
        scores.rank(tie_break=["9"])


def test_without_a_declared_ranking_the_call_must_say_everything(document, rows):
    del document["ranking"]
    scores = px.Rubric.from_json(document).compile().score(rows)
    with pytest.raises(px.RubricError) as caught:
        scores.rank(ties="dense")
    assert [issue.code for issue in caught.value.issues] == ["ranking_undeclared"]
    ranking = scores.rank(on="index", stage="exact", ties="dense", within="all")
    assert [entry.rank for entry in ranking] == [1, 2]
    assert scores.to_dicts()[0]["rank"] is None
    assert "rank" not in scores.to_pandas()


def test_a_ranking_goes_out_as_json_dictionaries_and_a_frame(tied):
    ranking = tied.rank()
    document = json.loads(ranking.to_json())
    assert [entry["label"] for entry in document["entries"]] == [e.label for e in ranking]
    assert ranking.to_dicts()[2]["unit"] == "Huế"
    assert ranking.to_pandas()["label"].tolist() == ["=1", "=1", "3", "", ""]


def test_a_ranking_goes_out_through_arrow(tied):
    pa = pytest.importorskip("pyarrow")
    ranking = tied.rank()
    table = pa.table(ranking)
    assert table.column_names == ["unit", "group", "rank", "tied", "value", "reason"]
    for row, entry in zip(table.to_pylist(), ranking, strict=True):
        assert row == {name: getattr(entry, name) for name in row}
    floats = pa.table(ranking.to_arrow(numbers="float64"))
    assert floats["value"].to_pylist() == [
        None if entry.value is None else float(entry.value) for entry in ranking
    ]
    with pytest.raises(ValueError, match="numbers"):
        ranking.to_arrow(numbers="float32")


def test_a_word_that_does_not_exist_is_one_error_everywhere(scores, plan):
    calls = [
        lambda: scores.rank(on="x"),
        lambda: scores.compare(scores, on="x", stage="exact"),
        lambda: scores.compare_units("Hà Nội", "Huế", on="x", stage="exact"),
        lambda: scores.replay(plan.rubric.compile(), on="x", stage="exact"),
    ]
    said = set()
    for call in calls:
        with pytest.raises(px.Error) as raised:
            call()
        assert type(raised.value) is px.Error
        said.add(str(raised.value))
    assert said == {"on must be 'index' or 'points', not 'x'"}
