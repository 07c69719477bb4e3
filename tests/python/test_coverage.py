# SPDX-License-Identifier: MIT
"""The coverage of a case: branches and sides of bounds on which its outcome depends; proofs for the rest."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import testing

Json = dict[str, Any]


def rubric_of(*nodes: Json, **top: Any) -> px.Rubric:
    common = {"parindex": 1, "id": "r", "edition": "1", "aggregation": "sum", "missing": "error"}
    most = str(sum(int(node["max"]) for node in nodes))
    document = {**common, "index_rounding": "exact", "max": most, "nodes": list(nodes), **top}
    return px.Rubric.from_json(document)


def covered(rubric: px.Rubric, folder: Path, *cases: Json) -> testing.Coverage:
    file = folder / "c.case.json"
    of = {"rubric": rubric.id, "edition": rubric.edition}
    named = [{"unit": str(n), **case} for n, case in enumerate(cases)]
    file.write_text(json.dumps({"for": of, "cases": named}), encoding="utf-8")
    report = testing.run_cases([file], rubric=rubric)
    assert report.ok, report.to_text()
    return testing.measure_coverage(rubric, [file])


def generated(rubric: px.Rubric, folder: Path) -> testing.Coverage:
    file = folder / "generated.case.json"
    file.write_text(testing.boundary_cases(rubric), encoding="utf-8")
    report = testing.run_cases([file], rubric=rubric)
    assert report.ok, report.to_text()
    return testing.measure_coverage(rubric, [file])


def shown(coverage: testing.Coverage, part: str) -> list[int]:
    """The number of cases that cover each item with this text in its pointer."""
    return [item.cases for item in coverage.items if part in item.pointer]


AGE = {"name": "age", "type": "number"}
RISK = {"name": "risk", "type": "choice", "options": [{"id": "High"}, {"id": "Low"}]}
ROW = {"when": {"age": {"from": 18}, "risk": "Low"}, "points": 1}
BY_AGE = {
    "code": "1",
    "max": 1,
    "inputs": [AGE, RISK],
    "rule": {"decision_table": {"hit": "first", "rows": [ROW], "otherwise": 0}},
}


def test_a_side_is_covered_if_the_outcome_depends_on_the_bound(tmp_path: Path) -> None:
    rubric = rubric_of(BY_AGE)
    beside = (17, 18, 19)
    idle = [
        {"given": {"1.age": age, "1.risk": "High"}, "expect": {"points": "0"}} for age in beside
    ]
    assert shown(covered(rubric, tmp_path, *idle), "/age/from") == [0, 0, 0]
    busy = [
        {
            "given": {"1.age": age, "1.risk": "Low"},
            "expect": {"points": "1" if age >= 18 else "0"},
        }
        for age in beside
    ]
    assert shown(covered(rubric, tmp_path, *busy), "/age/from") == [1, 1, 1]
    assert generated(rubric, tmp_path).missing == []


def test_a_total_that_does_not_depend_on_a_leaf_covers_nothing_of_it(tmp_path: Path) -> None:
    bands = {
        "on": {"value": "value"},
        "steps": [{"below": 5, "points": 0}, {"from": 5, "points": 2}],
    }
    value = {"name": "value", "type": "count"}
    nodes = [
        {"code": code, "max": 2, "inputs": [value], "rule": {"bands": bands}} for code in ("1", "2")
    ]
    rubric = rubric_of(*nodes, aggregation="minimum", max="2")
    # The second leaf has 0 points either way: the minimum does not depend on the first one.
    idle = {"given": {"1": 5, "2": 0}, "expect": {"points": "0"}}
    coverage = covered(rubric, tmp_path, idle)
    assert not any(shown(coverage, "/nodes/0/rule"))
    assert any(shown(coverage, "/nodes/1/rule"))
    busy = {"given": {"1": 5, "2": 9}, "expect": {"points": "2"}}
    assert any(shown(covered(rubric, tmp_path, busy), "/nodes/0/rule/bands/steps/1"))


def test_points_beyond_a_gate_show_nothing(tmp_path: Path) -> None:
    leaf = {"code": "1", "max": 2, "rule": {"yes_no": {"yes": 2, "no": 0}}}
    gates = [{"id": "void", "points": "0"}]
    rubric = rubric_of({**leaf, "gates": gates})
    closed = {"given": {"1": True, "1.void": True}, "expect": {"points": "0"}}
    coverage = covered(rubric, tmp_path, closed)
    texts = {item.text: item.cases for item in coverage.items if item.kind == "branch"}
    assert texts["gate void"] == 1
    assert texts["gate void does not apply"] == 0
    assert texts["yes gives 2"] == 0
    opened = {"given": {"1": True, "1.void": False}, "expect": {"points": "2"}}
    coverage = covered(rubric, tmp_path, opened)
    texts = {item.text: item.cases for item in coverage.items if item.kind == "branch"}
    assert texts["gate void does not apply"] == texts["yes gives 2"] == 1
    assert generated(rubric, tmp_path).missing == []


def table(hit: str) -> px.Rubric:
    rows = [
        {"when": {"value": {"above": 1}}, "points": 1},
        {"when": {"value": {"above": 2}}, "points": 2},
    ]
    rule = {"decision_table": {"hit": hit, "rows": rows, "otherwise": 0}}
    value = {"name": "value", "type": "number", "min": 0, "max": 9}
    most = {"sum": 3, "max": 2, "min": 1}[hit]
    return rubric_of({"code": "1", "max": most, "inputs": [value], "rule": rule})


@pytest.mark.parametrize(
    ("hit", "points", "rows"),
    [("sum", "3", [1, 1]), ("max", "2", [0, 1]), ("min", "1", [1, 0])],
)
def test_every_row_that_makes_the_points_counts(
    hit: str, points: str, rows: list[int], tmp_path: Path
) -> None:
    case = {"given": {"1": 3}, "expect": {"points": points}}
    coverage = covered(table(hit), tmp_path, case)
    assert [
        item.cases for item in coverage.items if item.kind == "branch" and "/rows/" in item.pointer
    ] == rows


def test_the_rows_of_a_sum_are_reached() -> None:
    assert testing.boundary_cases(table("sum")).not_reached == []


def test_a_large_table_over_choices_is_reached() -> None:
    names = "abcde"
    options = [{"id": option} for option in "xyz"]
    inputs = [{"name": name, "type": "choice", "options": options} for name in names]
    rows = [
        {"when": dict(zip(names, word, strict=True)), "points": int(word == tuple("zzzzz"))}
        for word in itertools.product("xyz", repeat=len(names))
    ]
    rule = {"decision_table": {"hit": "unique", "rows": rows}}
    rubric = rubric_of({"code": "1", "max": 1, "inputs": inputs, "rule": rule})
    assert len(rows) == 243
    assert testing.boundary_cases(rubric).not_reached == []


def test_a_large_table_over_ranges_is_reached() -> None:
    inputs = [{"name": name, "type": "number"} for name in "abc"]
    ends: list[Json] = [{"below": 10}, {"from": 10, "below": 20}, {"from": 20}]
    rows = [
        {"when": {"a": ends[a], "b": ends[b], "c": ends[c]}, "points": 9 * a + 3 * b + c}
        for a, b, c in itertools.product(range(3), repeat=3)
    ]
    rule = {"decision_table": {"hit": "unique", "rows": rows}}
    rubric = rubric_of({"code": "1", "max": 26, "inputs": inputs, "rule": rule})
    assert testing.boundary_cases(rubric).not_reached == []


MEAN = {"mean": {"minimum_available": 2}}


def yes_no(code: str, **more: Any) -> Json:
    return {"code": code, "max": 1, "rule": {"yes_no": {"yes": 1, "no": 0}}, **more}


def test_too_few_available_is_a_branch_with_two_sides(tmp_path: Path) -> None:
    leaves = [yes_no(str(n)) for n in (1, 2, 3)]
    rubric = rubric_of(*leaves, aggregation=MEAN, missing="exclude", max="1")
    coverage = generated(rubric, tmp_path)
    assert coverage.missing == [], coverage.to_text()
    items = [item for item in coverage.items if "minimum_available" in item.pointer]
    assert [item.text for item in items] == [
        "too few available, at least 2 needed",
        "number of children available just below 2 (needed)",
        "number of children available at 2 (needed)",
    ]
    assert all(item.cases and item.pointer.startswith("/aggregation/mean") for item in items)
    one = {"given": {"1": True, "2": True, "3": True}, "expect": {"points": "1"}}
    assert shown(covered(rubric, tmp_path, one), "minimum_available") == [0, 0, 0]


def test_too_few_available_is_unreachable_where_enough_are_always_there(tmp_path: Path) -> None:
    leaves = [yes_no("1"), yes_no("2"), yes_no("3", missing="exclude")]
    coverage = generated(rubric_of(*leaves, aggregation=MEAN, max="1"), tmp_path)
    items = [item for item in coverage.items if "minimum_available" in item.pointer]
    assert [item.exempt for item in items] == ["unreachable", "unreachable", None]
    assert items[0].reason == "at least 2 children always have points"
    assert items[2].cases > 0
    one = {"mean": {"minimum_available": 1}}
    alone = rubric_of(yes_no("1"), aggregation=one, missing="exclude", max="1")
    few = next(item for item in generated(alone, tmp_path).items if "too few" in item.text)
    assert few.exempt == "unreachable"


def test_the_caps_within_a_formula_are_branches(tmp_path: Path) -> None:
    value = {"name": "value", "type": "number", "min": 0, "max": 9}
    points = {"subtract": [{"multiply": ["value", 2]}, 4]}
    formula = {"cases": [{"points": points}], "cap": 5, "floor": 0}
    rubric = rubric_of({"code": "1", "max": 5, "inputs": [value], "rule": {"formula": formula}})
    free = covered(rubric, tmp_path, {"given": {"1": 3}, "expect": {"points": "2"}})
    assert shown(free, "/formula/cap") == shown(free, "/formula/floor") == [0]
    capped = covered(rubric, tmp_path, {"given": {"1": 8}, "expect": {"points": "5"}})
    assert shown(capped, "/formula/cap") == [1]
    raised = covered(rubric, tmp_path, {"given": {"1": 1}, "expect": {"points": "0"}})
    assert shown(raised, "/formula/floor") == [1]
    assert generated(rubric, tmp_path).missing == []
    never = {"cases": [{"points": "value"}], "cap": 9}
    rubric = rubric_of({"code": "1", "max": 9, "inputs": [value], "rule": {"formula": never}})
    cap = next(item for item in generated(rubric, tmp_path).items if item.pointer.endswith("/cap"))
    assert (cap.exempt, cap.reason) == (
        "unreachable",
        "before the cap of 9, the points are at most 9",
    )


def test_a_bonus_a_penalty_and_their_limits_are_branches(tmp_path: Path) -> None:
    adjust = [{"bonus": "2", "cap": 2}, {"penalty": "3"}]
    leaves = [yes_no("1"), *(yes_no(code) for code in ("2", "3"))]
    rubric = rubric_of(*leaves, aggregation={"sum": {"adjust": adjust}}, max="1")
    both = {"given": {"1": True, "2": True, "3": True}, "expect": {"points": "1"}}
    coverage = covered(rubric, tmp_path, both)
    assert shown(coverage, "/adjust/0") == [1, 0]  # 2 points are the limit, and not less than 2
    assert shown(coverage, "/adjust/1") == [1]
    none = {"given": {"1": True, "2": False, "3": False}, "expect": {"points": "1"}}
    assert not any(shown(covered(rubric, tmp_path, none), "/adjust/"))


def test_a_formula_without_inputs_has_no_policy(tmp_path: Path) -> None:
    accept = {"minimum_above_zero": "a constant"}
    rule = {"formula": {"cases": [{"points": 7}]}}
    constant = {"code": "1", "max": 7, "rule": rule, "accept": accept}
    rubric = rubric_of(constant, yes_no("2"))
    coverage = generated(rubric, tmp_path)
    assert [item.pointer for item in coverage.items if item.pointer.endswith("/missing")] == [
        "/nodes/1/missing"
    ]
    assert coverage.missing == []


def test_a_row_that_never_decides_is_unreachable_with_its_proof(tmp_path: Path) -> None:
    rows = [{"when": {"a": "yes"}, "points": 2}, {"when": {"a": "yes", "b": "yes"}, "points": 1}]
    rule = {"decision_table": {"hit": "max", "rows": rows, "otherwise": 0}}
    inputs = [{"name": name, "type": "boolean"} for name in "ab"]
    rubric = rubric_of({"code": "1", "max": 2, "inputs": inputs, "rule": rule})
    coverage = generated(rubric, tmp_path)
    row = next(item for item in coverage.items if item.pointer.endswith("/rows/1"))
    assert row.exempt == "unreachable"
    assert row.reason == "none of the 4 inputs that the leaf can have leads there"
    assert f"unreachable  1  branch  {row.text}  ({row.pointer}): {row.reason}" in (
        coverage.to_text()
    )


def test_not_proven_values_stay_in_the_denominator(tmp_path: Path) -> None:
    # The row gives the same result as without it: nothing depends on its bound, and no proof shows
    # this.
    row = {"when": {"late": {"above": 3}}, "points": 0}
    rule = {"decision_table": {"hit": "first", "rows": [row], "otherwise": 0}}
    inputs = [{"name": "late", "type": "count"}]
    accept = {"maximum_unreachable": "a test"}
    rubric = rubric_of(
        {"code": "1", "max": 1, "inputs": inputs, "rule": rule, "accept": accept}, yes_no("2")
    )
    path = tmp_path / "r.json"
    path.write_text(rubric.to_json(), encoding="utf-8")
    command = [sys.executable, "-m", "parindex", "cases", str(path), "--boundaries"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    listed = json.loads(done.stdout)["not_reached"]
    assert [(item["text"], item["exempt"]) for item in listed] == [
        ("just below 3 (above)", None),
        ("at 3 (above)", "unreachable"),
        ("just above 3 (above)", None),
    ]
    proof = "the bound does not change the result of the leaf for any of the 1 inputs there"
    assert listed[1]["reason"] == proof
    assert done.stderr.count("not reached  1  boundary") == 3
    assert done.stderr.count("not shown to be unreachable") == 2
    coverage = generated(rubric, tmp_path)
    assert coverage.percent < 100
    assert {item.reason for item in coverage.missing} == {
        "no input that was tried covers it; not shown to be unreachable"
    }
    assert coverage.to_text().count("not shown to be unreachable") == len(coverage.missing)


def test_ranks_and_classes_show_their_dependence(tmp_path: Path) -> None:
    bands = {
        "on": {"value": "value"},
        "steps": [{"below": 5, "points": 0}, {"from": 5, "points": 2}],
    }
    leaf = {"code": "1", "max": 2, "inputs": [{"name": "value", "type": "count"}]}
    classes = {
        "on": "points",
        "stage": "rounded",
        "bands": [{"id": "B", "below": 1}, {"id": "A", "from": 1}],
    }
    ranking = {"on": "points", "stage": "rounded", "ties": "competition", "within": "all"}
    rubric = rubric_of({**leaf, "rule": {"bands": bands}}, classes=classes, ranking=ranking)
    for key, low, high in (("class", "B", "A"), ("rank", 2, 1)):
        cases = [
            {"given": {"1": 4}, "expect": {"nodes": {"1": {"points": "0"}}, key: low}},
            {"given": {"1": 5}, "expect": {key: high}},
        ]
        coverage = covered(rubric, tmp_path, *cases)
        assert shown(coverage, "/nodes/0/rule/bands/steps/1")[0] == 1, coverage.to_text()
