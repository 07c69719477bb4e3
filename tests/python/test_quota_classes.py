# SPDX-License-Identifier: MIT
"""Classes by quota: figures worked out by hand, in the engine, in the twin and in every output."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import model, reference, testing
from parindex._sentences import in_language
from twin_scores import codes, mark, returns, whole

Json = dict[str, Any]


def graded(bands: list[Json] | None = None, leaf: Json | None = None, **quota: Any) -> Json:
    """The best 20 % are A, the next 30 % B, the rest C."""
    bands = bands or [{"percent": 20, "id": "A"}, {"percent": 30, "id": "B"}, {"id": "C"}]
    how = {"rounding": "down", "ties": "worse", "within": "all", **quota}
    classes = {"on": "points", "stage": "rounded", "quota": how, "bands": bands}
    return whole([leaf or mark("1", 100)], 100, missing="exclude", classes=classes)


def given(document: Json, points: list[object], **columns: list[object]) -> str:
    """The classes of units with these points, the same in the engine and the twin; - without one."""
    rows = [
        {"unit": str(at), "1": each, **{name: column[at] for name, column in columns.items()}}
        for at, each in enumerate(points)
    ]
    scores = px.Rubric.from_json(document).compile().score(rows)
    found = list(scores.classes().values())
    assert [unit["class"] for unit in json.loads(scores.to_json())["units"]] == found
    assert [unit["class"] for unit in reference.score(copy.deepcopy(document), rows)] == found
    assert [scores[str(at)].class_id for at in range(len(rows))] == found
    return "".join(each or "-" for each in found)


def test_the_best_twenty_percent() -> None:
    # Of 10 units 2 are A and 3 are B.
    assert given(graded(), [50, 90, 10, 80, 70, 20, 60, 30, 40, 100]) == "CACBBCBCCA"  # fmt: skip


def test_the_number_of_units_is_rounded_as_declared() -> None:
    # 20 % of 9 are 1.8 and 30 % are 2.7.
    points: list[object] = [9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert given(graded(), points) == "ABBCCCCCC"
    assert given(graded(rounding="up"), points) == "AABBBCCCC"
    assert given(graded(rounding="half_up"), points) == "AABBBCCCC"
    # 25 % of 10 are 2.5.
    bands = [{"percent": 25, "id": "A"}, {"id": "C"}]
    assert given(graded(bands, rounding="half_up"), [*points, 0]) == "AAACCCCCCC"
    assert given(graded(bands, rounding="half_even"), [*points, 0]) == "AACCCCCCCC"


def test_ties_get_the_declared_class() -> None:
    points: list[object] = [9, 8, 8, 7, 6, 5, 4, 3, 2, 1]
    # 2 of 10 are A, and two units share the second place.
    assert given(graded(ties="worse"), points) == "ABBBCCCCCC"
    assert given(graded(ties="better"), points) == "AAABBBCCCC"
    assert given(graded(ties="worse"), [5] * 10) == "C" * 10
    assert given(graded(ties="better"), [5] * 10) == "A" * 10


def test_units_without_a_result_or_out_of_the_ranking_do_not_count() -> None:
    points: list[object] = [9, 8, 7, 6, 5, None, "x", 100, 4, 3, 2, 1]
    ranked: list[object] = [True] * 7 + [False] + [True] * 4
    # Nine count: 1.8 and 2.7.
    assert given(graded(), points, ranked=ranked) == "ABBCC---CCCC"


def test_groups_have_quotas_of_their_own() -> None:
    document = graded([{"percent": 50, "id": "A"}, {"id": "C"}], within="group")
    document["groups"] = [{"id": "x"}, {"id": "y"}]
    points: list[object] = [1, 2, 3, 4, 50, 60]
    assert given(document, points, group=["x", "x", "x", "x", "y", "y"]) == "CCAACA"
    document["classes"]["quota"]["within"] = "all"
    assert given(document, points, group=["x", "x", "x", "x", "y", "y"]) == "CCCAAA"


def test_a_class_can_also_need_a_result() -> None:
    # At most 30 % are A, and only from 90 on; those who do not fit are B.
    bands = [{"percent": 30, "from": 90, "id": "A"}, {"percent": 40, "above": 50, "id": "B"}, {"id": "C"}]  # fmt: skip
    assert given(graded(bands), [99, 95, 94, 93, 92, 60, 50, 50, 50, 50]) == "AAABBBCCCC"
    assert given(graded(bands), [95, 89, 60, 50, 50, 50, 50, 50, 50, 50]) == "ABBCCCCCCC"


def test_by_the_exact_index_of_a_node() -> None:
    inner = {"code": "N", "max": 100, "rounding": {"digits": 0, "mode": "half_up"}, "children": [mark("1", 100)]}  # fmt: skip
    document = whole([inner], 100, missing="exclude")
    for stage, expected in (("exact", ["A", "C", "C"]), ("rounded", ["C", "C", "C"])):
        inner["classes"] = {"on": "points", "stage": stage, "bands": [{"percent": 40, "id": "A"}, {"id": "C"}],
                            "quota": {"rounding": "down", "ties": "worse", "within": "all"}}  # fmt: skip
        rows = [{"unit": str(i), "1": x} for i, x in enumerate(("50.2", "50.1", "50"))]
        scores = px.Rubric.from_json(document).compile().score(rows)
        assert list((scores.classes(node="N") or {}).values()) == expected
        twin = reference.score(copy.deepcopy(document), rows)
        assert [unit["nodes"]["N"]["class"] for unit in twin] == expected
        assert [scores.explain(str(i)).find("N").class_id for i in range(3)] == expected


@pytest.mark.parametrize(
    ("change", "issue"),
    [
        ({"ties": None}, ("tie_rule_missing", "/classes/quota")),
        ({"rounding": None}, ("key_missing", "/classes/quota")),
        ({"within": None}, ("key_missing", "/classes/quota")),
        ({"ties": "both"}, ("word_unknown", "/classes/quota/ties")),
    ],
)
def test_wrong_quotas(change: Json, issue: tuple[str, str]) -> None:
    document = graded()
    quota = {**document["classes"]["quota"], **change}
    document["classes"]["quota"] = {key: word for key, word in quota.items() if word is not None}
    assert codes(document) == [issue]


@pytest.mark.parametrize(
    ("bands", "issue"),
    [
        ([{"percent": 20, "id": "A"}, {"percent": 30, "id": "B"}], ("part_misplaced", "/classes/bands/1")),
        ([{"id": "A"}, {"id": "B"}], ("number_out_of_range", "/classes/bands/0")),
        ([{"percent": 0, "id": "A"}, {"id": "B"}], ("number_out_of_range", "/classes/bands/0/percent")),
        ([{"percent": 60, "id": "A"}, {"percent": 41, "id": "B"}, {"id": "C"}],
         ("number_out_of_range", "/classes/bands/1/percent")),
        ([{"percent": 20, "to": 5, "id": "A"}, {"id": "B"}], ("part_misplaced", "/classes/bands/0")),
    ],
)  # fmt: skip
def test_wrong_classes(bands: list[Json], issue: tuple[str, str]) -> None:
    assert codes(graded(bands)) == [issue]


def test_a_percent_needs_a_quota() -> None:
    document = graded([{"percent": 20, "id": "A"}])
    del document["classes"]["quota"]
    assert ("part_misplaced", "/classes/bands/0/percent") in codes(document)
    assert codes({**graded(), "parindex": 1}) == [
        ("format_version", "/classes/quota"),
        ("format_version", "/classes/bands/0/percent"),
        ("format_version", "/classes/bands/1/percent"),
    ]


def test_the_forms_of_files_return() -> None:
    made = returns(graded())
    assert made["classes"]["quota"] == {"rounding": "down", "ties": "worse", "within": "all"}
    assert made["classes"]["bands"][0] == {"percent": "20", "id": "A"}
    quota = model.Quota(rounding="down", ties="better", within="all")
    assert quota.to_dict() == {"rounding": "down", "ties": "better", "within": "all"}


def test_outputs_that_show_classes() -> None:
    rows = [{"unit": str(i), "1": 10 * i} for i in range(1, 6)]
    rubric = px.Rubric.from_json(graded())
    scores = rubric.compile().score(rows)
    assert scores.to_pandas(exact=False)["class"].tolist() == ["C", "C", "C", "B", "A"]
    assert px.verify(scores.to_json().encode(), scores).identical
    other = px.Rubric.from_json(graded(ties="better", rounding="up"))
    assert "down→up" in px.diff(rubric, other).to_text(language="en")
    changed = scores.compare(other.compile().score(rows))
    classes = {unit.unit: (unit.class_before, unit.class_after) for unit in changed}
    assert classes == {"5": ("A", "A"), "4": ("B", "B"), "3": ("C", "B"), "2": ("C", "C"), "1": ("C", "C")}  # fmt: skip


def test_mutants_are_told_apart(tmp_path: Path) -> None:
    from parindex import testing

    rubric = px.Rubric.from_json(graded())
    path = tmp_path / "made.case.json"
    path.write_text(testing.boundary_cases(rubric), encoding="utf-8")
    assert testing.run_cases([path], rubric=rubric).ok
    mutants = [m for m in testing.mutate(rubric, [path]).mutants if "/classes" in m.pointer]
    assert mutants


def test_coverage_counts_each_class_by_quota(tmp_path: Path) -> None:
    rubric = px.Rubric.from_json(graded())
    path = tmp_path / "made.case.json"
    path.write_text(testing.boundary_cases(rubric), encoding="utf-8")
    assert testing.run_cases([path], rubric=rubric).ok
    items = [
        item
        for item in testing.measure_coverage(rubric, [path]).items
        if item.pointer.startswith("/classes/bands/")
    ]
    assert [item.text for item in items] == [f"class {name} by quota" for name in "ABC"]
    assert in_language(items[0].text, "vi") == "loại A theo hạn mức"
    # A fifth of four units, rounded down, is none.
    assert [bool(item.cases) for item in items] == [False, True, True]
    missing = testing.measure_coverage(rubric, [path]).missing
    assert "class A by quota" in [item.text for item in missing]


def test_explaining_every_unit_gives_the_classes_of_the_table() -> None:
    document = graded()
    leaf = {**document["nodes"][0], "classes": document.pop("classes")}
    document["nodes"] = [leaf]
    rows = [{"unit": str(at), "1": at * 7 % 100} for at in range(100)]
    scores = px.Rubric.from_json(document).compile().score(rows)
    classes = scores.classes(node="1") or {}
    assert classes == {unit: scores.explain(unit).find("1").class_id for unit in scores.units}
    assert sorted(classes.values()).count("A") == 20
