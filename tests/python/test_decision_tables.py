# SPDX-License-Identifier: MIT
"""Decision tables: hit policies, tests with alternatives, and proven directions."""

from __future__ import annotations

import copy
import itertools
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from twin_scores import both, codes, kill_all, returns, whole

Json = dict[str, Any]


def table(maximum: object = 4, otherwise: object = "0", **rule: Any) -> Json:
    """A rubric whose only leaf has a table over late reports, a kind and a date."""
    leaf = {
        "code": "1", "max": maximum,
        "inputs": [{"name": "late", "type": "count", "max": 20},
                   {"name": "kind", "type": "choice", "options": [{"id": "a"}, {"id": "b"}]}],
        "rule": {"decision_table": {**rule}},
    }  # fmt: skip
    if otherwise is not None:
        leaf["rule"]["decision_table"]["otherwise"] = otherwise
    return whole([leaf], maximum)


def row(late: Any = None, kind: Any = None, points: Any = None) -> Json:
    when = {"late": late, "kind": kind}
    made: Json = {"when": {name: test for name, test in when.items() if test is not None}}
    return made if points is None else {**made, "points": points}


def at(late: int, kind: str) -> Json:
    return {"1.late": late, "1.kind": kind}


def test_any_takes_rows_that_agree() -> None:
    document = table(
        hit="any",
        rows=[row({"to": 2}, None, 4), row({"to": 5}, "a", 4), row({"above": 15}, None, 1)],
    )
    scores = both(document, at(2, "a"), at(5, "a"), at(5, "b"), at(16, "a"))
    assert [str(score.points) for score in scores] == ["4", "4", "0", "1"]
    said = "any of: late <= 2 gives 4; late <= 5 and kind is a gives 4 = 4"
    assert said in str(scores.explain("0"))
    assert "bất kỳ trong: " in scores.explain("0").to_text(language="vi")
    assert returns(document)["parindex"] == 2
    document["nodes"][0]["rule"]["decision_table"]["rows"][1]["points"] = 3
    _, issues = px.check_rubric(document)
    assert [(i.code, i.pointer) for i in issues] == [
        ("cases_overlap", "/nodes/0/rule/decision_table/rows/1")
    ]
    assert issues[0].message == "Two rows with different points apply to late = 0, kind = a"
    assert issues[0].expected == "rows with equal points"


def test_priority_takes_the_points_that_are_named_first() -> None:
    rows = [row({"from": 1}, None, 2), row({"to": 5}, "a", 4), row({"above": 10}, None, 0)]
    document = table(hit="priority", priority=[0, 4, 2], rows=rows)
    scores = both(document, at(3, "a"), at(3, "b"), at(12, "a"), at(0, "b"))
    assert [str(score.points) for score in scores] == ["4", "2", "0", "0"]
    assert "by priority of: late >= 1 gives 2; late <= 5 and kind is a gives 4 = 4" in str(
        scores.explain("0")
    )
    assert returns(document)["nodes"][0]["rule"]["decision_table"]["priority"] == ["0", "4", "2"]


def test_count_gives_points_for_each_row_that_matches() -> None:
    rows = [row({"to": 10}), row({"to": 5}), row(None, "a"), row({"to": 5}, "a")]
    document = table(None, None, hit="count", rows=rows, points_each="1.5", cap=4)
    document["max"] = document["nodes"][0]["max"] = 4
    scores = both(document, at(3, "a"), at(3, "b"), at(11, "b"), at(11, "a"))
    assert [str(score.points) for score in scores] == ["4", "3", "0", "1.5"]
    assert "rows that apply: 2 (late <= 10; late <= 5), 2 * 1.5 = 3" in str(scores.explain("1"))
    assert "capped at 4" in str(scores.explain("0"))
    assert "số dòng áp dụng: 0, 0 * 1.5 = 0" in scores.explain("2").to_text(language="vi")
    returns(document)


def test_a_test_can_list_ranges() -> None:
    rows = [row([{"to": 2}, {"from": 10, "to": 12}], None, 4), row([{"from": 4, "to": 4}], "b", 1)]
    document = table(hit="unique", rows=rows)
    scores = both(document, at(2, "a"), at(3, "a"), at(11, "b"), at(4, "b"), at(13, "a"))
    assert [str(score.points) for score in scores] == ["4", "0", "4", "1", "0"]
    assert "(late <= 2 or 10 <= late <= 12) gives 4" in str(scores.explain("0"))
    written = returns(document)
    assert written["nodes"][0]["rule"]["decision_table"]["rows"][0]["when"]["late"] == [
        {"to": "2"},
        {"from": "10", "to": "12"},
    ]
    rows[1]["when"]["late"] = [{"from": 3, "to": 10}]
    assert codes(table(hit="unique", rows=rows)) == [
        ("cases_overlap", "/nodes/0/rule/decision_table/rows/1")
    ]


HERE = "/nodes/0/rule/decision_table"


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ({"hit": "count", "rows": [row({"to": 2}, None, 1)], "points_each": 4}, ("part_misplaced", "/rows/0/points")),
        ({"hit": "count", "rows": [row({"to": 2})]}, ("hit_incomplete", "")),
        ({"hit": "count", "rows": [row({"to": 2})], "points_each": 4, "otherwise": 0}, ("part_misplaced", "/otherwise")),
        ({"hit": "first", "rows": [row({"to": 2}, None, 4)], "points_each": 4, "otherwise": 0},
         ("part_misplaced", "/points_each")),
        ({"hit": "first", "rows": [row({"to": 2}, None, 4)], "cap": 4, "otherwise": 0}, ("part_misplaced", "/cap")),
        ({"hit": "first", "rows": [row({"to": 2})], "otherwise": 4}, ("hit_incomplete", "/rows/0")),
        ({"hit": "first", "rows": [row({"to": 2}, None, 4)], "priority": [4], "otherwise": 0},
         ("part_misplaced", "/priority")),
        ({"hit": "priority", "rows": [row({"to": 2}, None, 4)], "priority": [1], "otherwise": 0},
         ("priority_mismatch", "/rows/0/points")),
        ({"hit": "priority", "rows": [row({"to": 2}, None, 4)], "priority": [4, "4.0"], "otherwise": 0},
         ("priority_mismatch", "/priority/1")),
        ({"hit": "priority", "rows": [row({"to": 2}, None, 4)], "priority": [4, 3], "otherwise": 0},
         ("priority_mismatch", "/priority/1")),
        ({"hit": "first", "rows": [row([{"to": 2}, {"from": 5, "to": 4}], None, 4)], "otherwise": 0},
         ("range_empty", "/rows/0/when/late/1")),
        ({"hit": "first", "rows": [row([{"to": 2}, "a"], None, 4)], "otherwise": 0},
         ("type_mismatch", "/rows/0/when/late/1")),
        ({"hit": "first", "rows": [row({"to": 2}, None, 4)], "otherwise": 0, "direction": {"kind": "up"}},
         ("type_conflict", "/direction/kind")),
        ({"hit": "first", "rows": [row(None, "a", 4)], "otherwise": 0, "direction": {"late": "up"}},
         ("part_misplaced", "/direction/late")),
        ({"hit": "first", "rows": [row({"to": 2}, None, 4)], "otherwise": 0, "direction": {"lat": "up"}},
         ("input_unknown", "/direction/lat")),
    ],
)  # fmt: skip
def test_keys_that_do_not_fit_the_hit_policy(rule: Json, found: tuple[str, str]) -> None:
    code, pointer = found
    assert (code, HERE + pointer) in codes(table(4, **{"otherwise": None, **rule}))


@pytest.mark.parametrize("word", ["any", "priority", "count"])
def test_new_words_need_format_2(word: str) -> None:
    document = table(hit=word, rows=[row({"to": 2}, None, 4)])
    document["parindex"] = 1
    assert ("format_version", HERE + "/hit") in codes(document)


def test_alternatives_need_format_2() -> None:
    document = table(hit="first", rows=[row([{"to": 2}], None, 4)])
    document["parindex"] = 1
    assert codes(document) == [("format_version", HERE + "/rows/0/when/late")]


def test_a_direction_is_proven_or_refuted_with_values() -> None:
    rows = [row({"to": 2}, "a", 4), row({"above": 2, "to": 5}, "a", 2), row(None, "b", 1)]
    document = table(hit="unique", rows=rows, direction={"late": "down"})
    assert codes(document) == []
    assert "the points never rise as late grows" in [
        proof["text"] for proof in px.Rubric.from_json(document).proofs()
    ]
    assert returns(document)["nodes"][0]["rule"]["decision_table"]["direction"] == {"late": "down"}
    rows[1]["points"] = "4.5"
    document = table("4.5", hit="unique", rows=rows, direction={"late": "down"})
    _, issues = px.check_rubric(document)
    assert [(i.code, i.pointer) for i in issues] == [("direction_broken", HERE + "/direction/late")]
    assert issues[0].message == "The points rise although late grows"
    assert issues[0].actual == "4 points for late = 0, kind = a; 4.5 points for late = 3, kind = a"


def test_a_direction_under_every_policy_holds_for_all_values() -> None:
    rows = [row({"from": 3}, None, 1), row({"from": 6}, "a", 3), row({"from": 9}, "b", 2)]
    for hit, more in (
        ("sum", {}),
        ("max", {}),
        ("min", {}),
        ("first", {}),
        ("priority", {"priority": [2, 1, 3]}),
    ):
        for way in ("up", "down"):
            document = table(6, hit=hit, rows=copy.deepcopy(rows), direction={"late": way}, **more)
            document["nodes"][0]["accept"] = {"maximum_unreachable": "any"}
            accepted = ("direction_broken", HERE + "/direction/late") not in codes(document)
            del document["nodes"][0]["rule"]["decision_table"]["direction"]
            values = {
                kind: [
                    score.points
                    for score in both(document, *(at(late, kind) for late in range(13)))
                ]
                for kind in "ab"
            }
            holds = all(
                (a <= b if way == "up" else a >= b)
                for points in values.values()
                for a, b in itertools.pairwise(points)
            )
            assert accepted == holds, (hit, way)


@pytest.mark.parametrize(
    "document",
    [
        table(hit="any", rows=[row({"to": 2}, None, 4), row({"to": 5}, "a", 4)]),
        table(hit="priority", priority=[0, 4, 2],
              rows=[row({"from": 1}, None, 2), row({"to": 5}, "a", 4), row({"above": 10}, None, 0)]),
        table(4, None, hit="count", points_each=2, cap=4, rows=[row({"to": 10}), row({"to": 5}), row(None, "a")]),
        table(hit="first", rows=[row([{"to": 2}, {"from": 10, "to": 12}], None, 4), row(None, "b", 1)]),
    ],
    ids=["any", "priority", "count", "alternatives"],
)  # fmt: skip
def test_generated_cases_kill_every_mutant(document: Json, tmp_path: Path) -> None:
    kill_all(document, tmp_path, "/nodes/0/rule/decision_table")


def test_the_format_of_a_model_with_new_tables() -> None:
    for document in (
        table(hit="any", rows=[row({"to": 2}, None, 4)]),
        table(hit="first", rows=[row([{"to": 2}, {"from": 10}], None, 4)]),
    ):
        del document["nodes"][0]["inputs"][1]  # the kind, which no row reads
        made = px.Rubric.from_json(document).to_model()
        assert '"parindex":2' in made.to_json().replace(" ", "")
        assert px.Rubric.from_model(made).digest == px.Rubric.from_json(document).digest
