# SPDX-License-Identifier: MIT
"""Limits: a value at the limit is accepted, a value just beyond it is an issue."""

from __future__ import annotations

import dataclasses
import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import _core, reference, testing

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def limits_of_before() -> Iterator[None]:
    before = px.limits()
    yield
    px.set_limits(before)


def test_the_page_has_every_limit_with_its_default_and_issue() -> None:
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `(\w+)` \| ([\d,]+) \| (.*?) \| (.+) \|$", text, re.MULTILINE)
    assert shown == [
        (name, f"{default:,}", f"[`{issue}`](errors.md#{issue})" if issue else "", counts)
        for name, default, issue, counts in _core.limit_specs()
    ]


def test_the_class_has_every_limit_in_order() -> None:
    assert [field.name for field in dataclasses.fields(px.Limits)] == [
        name for name, *_ in _core.limit_specs()
    ]
    for name, default, *_ in _core.limit_specs():
        assert getattr(px.limits(), name) == default


def test_limits_are_set_and_set_back() -> None:
    before = px.set_limits(nodes=7, depth=3)
    assert (px.limits().nodes, px.limits().depth) == (7, 3)
    assert px.limits().groups == before.groups
    changed = px.set_limits(before)
    assert changed == dataclasses.replace(before, nodes=7, depth=3)
    assert px.limits() == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"node": 1}, "unknown limit 'node'"),
        ({"nodes": 1.0}, "whole number"),
        ({"nodes": True}, "whole number"),
        ({"nodes": -1}, "whole number"),
        ({"nodes": 2**64}, "whole number"),
        ({"nodes": 0}, "must be 1 to"),
        ({"groups": 5, "depth": 10**9}, "depth must be 1 to 400"),
    ],
)
def test_an_invalid_limit_changes_nothing(changes: dict[str, int], said: str) -> None:
    before = px.limits()
    with pytest.raises(px.Error, match=said):
        px.set_limits(**changes)
    assert px.limits() == before


# ---- A rubric of each size, exactly at its limit and just beyond ---------------------------------

Json = dict[str, Any]
DIRECT: Json = {"direct": {"min": "0", "max": "1"}}


def leaf(code: str, rule: Json = DIRECT, **more: Any) -> Json:
    return {"code": code, "max": "1", "rule": rule, **more}


def rubric(*nodes: Json, **more: Any) -> Json:
    return {
        "parindex": 1,
        "id": "x",
        "edition": "1",
        "max": str(len(nodes)),
        "aggregation": "sum",
        "missing": "exclude",
        "index_rounding": "exact",
        "nodes": list(nodes),
        **more,
    }


def codes(source: Json | str | bytes) -> set[str]:
    return {issue.code for issue in px.check_rubric(source)[1]}


def nested(levels: int) -> Json:
    node = leaf("x")
    for level in range(levels - 1):
        node = {"code": f"n{level}", "max": "1", "children": [node]}
    return rubric(node)


def lookup(*children: Json) -> Json:
    """A table over children that each give 0 or 1."""
    rows = [
        {"children": ["0"] * zeros + ["1"] * (len(children) - zeros), "points": str(points)}
        for zeros, points in ((0, 1), *((zeros, 0) for zeros in range(1, len(children) + 1)))
    ]
    node = {"code": "l", "max": "1", "aggregation": {"lookup": {"rows": rows}}}
    return rubric({**node, "children": list(children)}, missing="error")


YES_NO: Json = {"yes_no": {"yes": "1", "no": "0"}}
TABLE: Json = {
    "decision_table": {
        "hit": "first",
        "rows": [{"when": {"a": "yes", "b": "yes"}, "points": "1"}],
        "otherwise": "0",
    }
}
BOOLEANS = [{"name": name, "type": "boolean"} for name in ("a", "b")]
GEOMETRIC: Json = {
    "code": "g",
    "max": "1",
    "aggregation": "geometric_mean",
    "rounding": {"digits": 2, "mode": "half_up"},
    "children": [leaf("1"), leaf("2"), leaf("3")],
}
WEIGHTED: Json = {
    **GEOMETRIC,
    "children": [leaf("1", weight="0.5"), leaf("2", weight="0.3"), leaf("3", weight="0.2")],
}
EMPTY = json.dumps(rubric(leaf("a")))


@pytest.mark.parametrize(
    ("name", "at", "source", "code"),
    [
        ("nodes", 3, rubric(leaf("a"), leaf("b")), "rubric_too_large"),  # the root is a node
        ("nodes", 4, nested(3), "rubric_too_large"),
        ("depth", 3, nested(3), "rubric_too_large"),
        ("groups", 2, rubric(leaf("a"), groups=[{"id": "g"}, {"id": "h"}]), "rubric_too_large"),
        ("identifier_bytes", 9, rubric(leaf("a" * 9)), "code_invalid"),
        ("identifier_bytes", 9, rubric(leaf("ế" * 3)), "code_invalid"),
        ("constant_digits", 7, rubric(leaf("a", max="0.999999")), "number_too_long"),
        ("constant_digits", 7, rubric(leaf("a", max="1e6")), "number_too_long"),
        ("case_cells", 4, rubric(leaf("a", TABLE, inputs=BOOLEANS)), "cases_too_many"),
        ("listed_points", 2, lookup(leaf("a", YES_NO), leaf("b", YES_NO)), "lookup_gap"),
        ("combinations", 3, lookup(leaf("a", YES_NO), leaf("b", YES_NO)), "lookup_gap"),
        ("root_degree", 3, rubric(GEOMETRIC), "number_too_long"),
        ("root_degree", 10, rubric(WEIGHTED), "number_too_long"),
        ("file_bytes", len(EMPTY), EMPTY, "file_too_large"),
        ("json_values", 16, rubric(leaf("a")), "file_too_large"),
        ("json_values", 16, EMPTY, "file_too_large"),
        ("json_depth", 5, rubric(leaf("a")), "json_too_deep"),
    ],
)
def test_a_rubric_at_its_limit_and_beyond(name: str, at: int, source: Any, code: str) -> None:
    px.set_limits(**{name: at})
    assert code not in codes(source)
    px.set_limits(**{name: at - 1})
    assert code in codes(source)


def test_a_geometric_mean_of_too_many_children_is_an_issue_of_the_rubric() -> None:
    children = [leaf(str(i)) for i in range(1001)]
    assert codes(rubric({**GEOMETRIC, "children": children})) == {"number_too_long"}
    plan = px.Rubric.from_json(rubric({**GEOMETRIC, "children": children[:1000]})).compile()
    scores = plan.score({str(i): "0.5" for i in range(1000)})
    assert scores["unit"]["g"].points == Decimal("0.5")


# ---- Files ---------------------------------------------------------------------------------------


def data_codes(source: Any, *nodes: Json, **options: Any) -> list[str]:
    plan = px.Rubric.from_json(rubric(*(nodes or (leaf("a"),)))).compile()
    try:
        return [issue.code for issue in plan.score(source, **options).issues]
    except px.DataError as error:
        return [issue.code for issue in error.issues]


@pytest.mark.parametrize(
    ("name", "text"), [("t.csv", "unit,a\nx,1\n"), ("t.json", '[{"unit": "x", "a": 1}]')]
)
def test_a_table_in_a_file_at_its_limit_and_beyond(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    px.set_limits(data_bytes=len(text))
    assert data_codes(path) == []
    px.set_limits(data_bytes=len(text) - 1)
    assert data_codes(path) == ["file_too_large"]


def read_rubric(path: Path) -> object:
    return px.Rubric.load(path)


def read_table(path: Path) -> object:
    return px.Rubric.from_json(rubric(leaf("a"))).compile().score(path)


def read_overlay(path: Path) -> object:
    return px.overlay(px.Rubric.from_json(rubric(leaf("a"))), [path])


def read_result(path: Path) -> object:
    return px.verify(path, px.Rubric.from_json(rubric(leaf("a"))).compile().score({"a": 1}))


def read_snapshot(path: Path) -> object:
    return px.load_snapshot(path)


def read_assessment(path: Path) -> object:
    plan = px.Rubric.from_json(rubric(leaf("a", layer="self"), layers=[{"id": "self"}])).compile()
    return px.Assessment.load(plan, path)


def read_cases(path: Path) -> object:
    report = testing.run_cases([path])
    if report.issues:
        found = {key: value for key, value in report.issues[0].items() if key != "file"}
        raise px.DataError("cases", [px.Issue(**found)])
    return report


READERS = [
    read_rubric, read_table, read_overlay, read_result, read_snapshot, read_assessment, read_cases,
]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_special_files_are_rejected_without_waiting(
    tmp_path: Path, read: Callable[[Path], object], kind: str
) -> None:
    if (read, kind) == (read_cases, "folder"):
        pytest.skip("a folder of cases is read")
    path = tmp_path / ("x.csv" if read is read_table else "x.json")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    with pytest.raises((px.DataError, px.RubricError)) as caught:
        read(path)
    (issue,) = caught.value.issues
    assert (issue.code, issue.expected) == ("file_unreadable", "a regular file")
    assert kind in issue.actual


@pytest.mark.parametrize("read", [read_rubric, read_overlay], ids=lambda read: read.__name__)
def test_a_file_of_rules_beyond_its_limit(tmp_path: Path, read: Callable[[Path], object]) -> None:
    path = tmp_path / "x.json"
    path.write_text(EMPTY)
    px.set_limits(file_bytes=len(EMPTY) - 1)
    with pytest.raises(px.RubricError) as caught:
        read(path)
    assert [issue.code for issue in caught.value.issues] == ["file_too_large"]


def test_the_standard_input_is_read_where_it_is_meant() -> None:
    run = [sys.executable, "-m", "parindex"]
    checked = subprocess.run(
        [*run, "check", "-"], input=EMPTY, text=True, capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    for text in ("unit,a\nx,1\n", '[{"unit": "x", "a": 1}]'):
        plan = f"import parindex as px; print(px.Rubric.from_json({EMPTY!r}).compile().score('-'))"
        scored = subprocess.run(
            [sys.executable, "-c", plan], input=text, text=True, capture_output=True, check=False
        )
        assert "x" in scored.stdout, scored.stderr


# ---- Results have limits of their own ------------------------------------------------------------


def test_limits_of_rubrics_do_not_apply_to_results() -> None:
    plan = px.Rubric.from_json(rubric(*(leaf(f"c{i}") for i in range(20)))).compile()
    scores = plan.score(
        [{"unit": f"u{n}", "c0": "1/3"} for n in range(50)], allow_missing_columns=True
    )
    text = scores.to_json().encode()
    px.set_limits(json_values=2_000, file_bytes=len(text) - 1)
    assert px.verify(text, scores).identical
    px.set_limits(result_bytes=len(text))
    assert px.verify(text, scores).identical
    px.set_limits(result_bytes=len(text) - 1)
    with pytest.raises(px.DataError) as caught:
        px.verify(text, scores)
    assert [issue.code for issue in caught.value.issues] == ["file_too_large"]


def test_limits_of_rubrics_do_not_apply_to_assessments_and_snapshots(tmp_path: Path) -> None:
    layered = rubric(leaf("a", layer="self"), layers=[{"id": "self"}])
    plan = px.Rubric.from_json(layered).compile()
    seen = [
        {"unit": f"u{n}", "code": "a", "layer": "self", "value": "0.5", "date": "2024-01-01"}
        for n in range(100)
    ]
    whole = px.Assessment.from_observations(plan, seen)
    px.set_limits(json_values=200, file_bytes=1_000)
    path = tmp_path / "round.json"
    whole.save(path)
    assert len(px.Assessment.load(plan, path).units) == 100
    frozen = tmp_path / "frozen.json"
    frozen.write_text(whole.freeze().text)
    assert len(px.load_snapshot(frozen).units) == 100


def test_figures_longer_than_any_cell_are_written_and_read_back() -> None:
    plan = px.Rubric.from_json(rubric(*(leaf(f"c{i}") for i in range(20)))).compile()
    scores = plan.score({f"c{i}": f"1/{10**390 + 7919 * i}" for i in range(20)})
    points = scores["unit"].points
    assert isinstance(points, Fraction)
    assert len(str(points)) > 10_000  # str of Python's own Fraction raises ValueError
    assert repr(points).startswith("ExactFraction(")
    assert pickle.loads(pickle.dumps(points)) == points
    assert px.verify(scores.to_json().encode(), scores).identical
    assert str(px.Rounding(2, "half_up").apply(points)) == "0.00"
    assert "≈" in str(scores) or "0" in str(scores)
    assert scores.explain("unit").to_text()


# ---- Cells ---------------------------------------------------------------------------------------

LONG = "1" + "0" * 399
NUMBER = leaf("a", {"per_unit": {"on": {"value": "v"}, "points_each": "1", "cap": "1"}})
NUMBER["inputs"] = [{"name": "v", "type": "number", "min": "0"}]


@pytest.mark.parametrize(
    ("at", "beyond"),
    [
        (LONG, LONG + "0"),
        (int(LONG), int(LONG + "0")),
        (Decimal(LONG), Decimal(LONG + "0")),
        (Fraction(1, int(LONG[:-1])), Fraction(1, int(LONG))),
        ("1e400", "1e401"),
        (Decimal("1e400"), Decimal("1e401")),
        ("1e-400", "1e-401"),
        ("0." + "9" * 399, "0." + "9" * 400),
        (LONG, "9" * 100_000),
        (LONG, 10**5_000),
        (LONG, Fraction(10**5_000, 3)),
        (LONG, 10**20_000),
        (LONG, -(10**20_000)),
        (LONG, Fraction(10**20_000, 3)),
        (LONG, Fraction(1, 10**20_000)),
    ],
    ids=range(15),
)
def test_digits_of_a_number_in_a_table(at: Any, beyond: Any) -> None:
    assert data_codes([{"unit": "x", "a.v": at}], NUMBER) == []
    assert data_codes([{"unit": "x", "a.v": beyond}], NUMBER) == ["number_too_long"]
    document = rubric(NUMBER)
    for value, code in ((at, []), (beyond, ["number_too_long"])):
        (unit,) = reference.score(document, [{"unit": "x", "a.v": value}])
        assert [issue["code"] for issue in unit.get("issues", [])] == code


def test_bytes_of_a_cell() -> None:
    px.set_limits(cell_bytes=1_000)
    for field, at in (("a", ["value_type"]), ("unit", [])):
        row = {"unit": "x", "a": "1"}
        assert data_codes([{**row, field: "y" * 1_000}]) == at
        assert data_codes([{**row, field: "y" * 1_001}]) == ["cell_too_large"]
    grouped = {"groups": [{"id": "g"}]}
    plan = px.Rubric.from_json(rubric(leaf("a"), **grouped)).compile()
    with pytest.raises(px.DataError) as caught:
        plan.score([{"unit": "x", "a": "1", "group": "g" * 1_001}])
    assert [(i.code, i.field) for i in caught.value.issues] == [("cell_too_large", "group")]


def test_an_unclosed_quotation_is_not_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('unit,a\nx,"1\n' + "y,1\n" * 200_000)
    assert data_codes(path) == ["cell_too_large"]


# ---- Numbers that are computed -------------------------------------------------------------------


def powers(count: int) -> Json:
    """v to a power times one more factor, as a rate: the points stay small."""
    points = {"multiply": ["v"] * count + ["w"]}
    node = leaf("a", {"formula": {"cases": [{"points": points}], "cap": "1", "floor": "0"}})
    node["inputs"] = [{"name": name, "type": "number"} for name in "vw"]
    return node


def test_a_number_that_is_computed_at_its_limit_and_beyond() -> None:
    document = rubric(powers(25))
    plan = px.Rubric.from_json(document).compile()
    tens = {"unit": "x", "a.v": f"1e-{399}"}
    # 10^-9975 and 24 more: a denominator of 10,000 digits; the value is 1 over it.
    for last, failed in ((24, False), (25, True), (300, True)):
        row = {**tens, "a.w": f"1e-{last}"}
        scores = plan.score([row, {"unit": "y", "a.v": "0.5", "a.w": "1"}])
        assert list(scores.status) == ["error" if failed else "ok", "ok"]
        found = [(issue.code, issue.row, issue.unit, issue.field) for issue in scores.issues]
        assert found == ([("number_too_long", 1, "x", "a")] if failed else [])
        trace = scores.explain("x")
        assert (trace.status == "error") == failed
        (unit, _) = reference.score(document, [row, {"unit": "y", "a.v": "0.5", "a.w": "1"}])
        assert unit["status"] == ("error" if failed else "ok")
        assert [tuple(issue.values()) for issue in unit.get("issues", [])] == found
        if not failed:
            assert unit["points"] == f"0.{'0' * 9_998}1"
            assert str(scores["x"].points) == unit["points"]


def test_the_limit_of_numbers_can_be_raised() -> None:
    row = {"unit": "x", "a.v": "1e-399", "a.w": "1e-25"}
    assert data_codes([row], powers(25)) == ["number_too_long"]
    px.set_limits(intermediate_digits=10_001)
    assert data_codes([row], powers(25)) == []


def sums(kind: str | Json, **more: Any) -> Json:
    children = [leaf(f"c{i}", **more) for i in range(40)]
    node: Json = {"code": "n", "max": "40" if kind == "sum" else "1", "aggregation": kind}
    if kind == "geometric_mean":
        node["rounding"] = {"digits": 2, "mode": "half_up"}
    return rubric({**node, "children": children}, max=node["max"])


ROW: Json = {"unit": "x", **{f"c{i}": f"1/{10**390 + 7919 * i + 1}" for i in range(40)}}


@pytest.mark.parametrize(
    ("kind", "fails"),
    [
        ("sum", True),
        ("mean", True),
        ("weighted_mean", True),
        ("harmonic_mean", False),  # the reciprocals are whole
        ("median", False),
        ("minimum", False),
        ("geometric_mean", False),  # a product under a root has a limit of its own
        ({"best": {"count": "40"}}, True),
    ],
    ids=str,
)
def test_every_aggregation_heeds_the_limit_and_so_does_the_reference(
    kind: str | Json, fails: bool
) -> None:
    document = sums(kind, **({"weight": "1"} if kind == "weighted_mean" else {}))
    if isinstance(kind, dict):
        document["max"] = document["nodes"][0]["max"] = "40"
    scores = px.Rubric.from_json(document).compile().score([ROW])
    found = [(issue.code, issue.row, issue.unit, issue.field) for issue in scores.issues]
    assert found == ([("number_too_long", 1, "x", "n")] if fails else [])
    (unit,) = reference.score(document, [ROW])
    assert [tuple(issue.values()) for issue in unit.get("issues", [])] == found
    written = json.loads(scores.to_json())["units"][0]
    assert (written["points"], written["status"]) == (unit["points"], unit["status"])


def test_a_product_under_a_root_has_a_limit_of_its_own() -> None:
    document = sums("geometric_mean")
    plan = px.Rubric.from_json(document).compile()
    px.set_limits(root_digits=15_601)
    assert plan.score([ROW]).issues == ()
    px.set_limits(root_digits=15_600)
    assert [(i.code, i.field) for i in plan.score([ROW]).issues] == [("number_too_long", "n")]


STATISTICS = ["mean", "sum", "median", "min", "max", "count", "rank", "percentile"]


@pytest.mark.parametrize("statistic", STATISTICS)
def test_statistics_keep_to_the_limit_for_every_order_of_the_rows(statistic: str) -> None:
    expression = {"cohort": {"of": "v", "statistic": statistic, "within": "all"}}
    node = leaf("a", {"formula": {"cases": [{"points": expression}], "cap": "1", "floor": "0"}})
    node["inputs"] = [{"name": "v", "type": "number", "min": "0"}]
    if statistic in ("count", "rank"):
        node["accept"] = {"minimum_above_zero": "for a test"}
    document = rubric(node)
    plan = px.Rubric.from_json(document).compile()
    rows = [{"unit": f"u{i}", "a.v": f"1/{10**390 + 7919 * i + 1}"} for i in range(40)]
    fails = statistic in ("mean", "sum")
    for order in (rows, rows[::-1], rows[1::2] + rows[::2]):
        scores = plan.score(order, threads=2)
        assert set(scores.status) == ({"error"} if fails else {"ok"})
        assert {i.code for i in scores.issues} == ({"number_too_long"} if fails else set())
    for unit in reference.score(document, rows):
        assert unit["status"] == ("error" if fails else "ok")


def test_equal_sums_are_the_same_for_every_order_of_the_rows() -> None:
    """Each value and its opposite: whether an intermediate sum is too long depends on the order."""
    expression = {"cohort": {"of": "v", "statistic": "sum", "within": "all"}}
    node = leaf("a", {"formula": {"cases": [{"points": expression}], "cap": "1", "floor": "0"}})
    node["inputs"] = [{"name": "v", "type": "number"}]
    plan = px.Rubric.from_json(rubric(node)).compile()
    whole = [10**390 + 7919 * i + 1 for i in range(40)]
    pairs = [(f"{n}{sign}", f"{sign}1/{n}") for n in whole for sign in ("", "-")]
    rows = [{"unit": name, "a.v": value} for name, value in pairs]
    orders = (rows, rows[::2] + rows[1::2], sorted(rows, key=lambda row: row["a.v"]))
    assert len({tuple(sorted(set(plan.score(order).status))) for order in orders}) == 1


def test_constants_whose_sum_is_too_long_are_reported_at_their_expression() -> None:
    primes = [p for p in range(2, 40_000) if all(p % q for q in range(2, int(p**0.5) + 1))]
    many = {"add": ["v", {"add": [f"1/{p}" for p in primes]}]}
    for where, cases in (
        ("points/add/1/add", [{"points": many}]),
        (
            "when/of/add/1/add",
            [{"when": {"of": many, "from": "0"}, "points": "1"}, {"points": "0"}],
        ),
    ):
        rule = {"formula": {"cases": cases, "cap": "1", "floor": "0"}}
        node = leaf("a", rule, inputs=[{"name": "v", "type": "number"}])
        issues = px.check_rubric(rubric(node))[1]
        assert [(issue.code, issue.pointer) for issue in issues] == [
            ("number_too_long", f"/nodes/0/rule/formula/cases/0/{where}")
        ]


def test_figures_compared_and_replayed_heed_the_limit() -> None:
    plan = px.Rubric.from_json(sums("sum")).compile()
    before = plan.score([{name: "0.5" if name != "unit" else "x" for name in ROW}])
    after = plan.score([ROW])
    changed = before.compare(after)
    assert changed.units[0].after is None
    assert after.audit().halves == ()


# ---- Issues and texts ----------------------------------------------------------------------------


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("keep", ["all", "total"])
def test_issues_of_rows_are_kept_up_to_their_limit_and_counted_beyond(
    threads: int, keep: Any
) -> None:
    px.set_limits(issues=1_000)
    plan = px.Rubric.from_json(rubric(leaf("a"), leaf("b"))).compile()
    count = 20_000
    rows = {"a": [5] * count, "b": ["x" if n % 10 == 0 else 1 for n in range(count)]}
    scores = plan.score(rows, unit=None, threads=threads, keep=keep)
    kept = scores.issues
    assert len(kept) == 1_001
    assert [issue.row for issue in kept[:1_000]] == sorted(issue.row for issue in kept[:1_000])
    assert kept[999].row == 909  # 91 rows of these have two
    rest = kept[-1]
    assert (rest.code, rest.severity, rest.row) == ("issues_omitted", "error", 0)
    assert rest.message.startswith("21000 more")
    assert rest.actual == "value_above_maximum 19091, value_type 1909"
    assert set(scores.status) == {"error"}  # whether or not their issue was kept
    written = json.loads(scores.to_json())
    assert written["issues"][0]["code"] == "issues_omitted"
    assert px.verify(scores.to_json().encode(), scores).identical
    assert plan.score(rows, unit=None).digest == scores.digest
    with pytest.raises(px.DataError) as caught:
        plan.score(rows, unit=None, on_row_error="raise")
    assert len(caught.value.issues) == 1_001


def test_at_their_limit_all_issues_are_kept() -> None:
    px.set_limits(issues=30)
    assert (
        data_codes([{"unit": f"u{n}", "a": 5} for n in range(30)]) == ["value_above_maximum"] * 30
    )
    beyond = data_codes([{"unit": f"u{n}", "a": 5} for n in range(31)])
    assert beyond == ["value_above_maximum"] * 30 + ["issues_omitted"]


@pytest.mark.parametrize(
    "source",
    [
        rubric(*(leaf("same") for _ in range(50))),
        rubric(*({**leaf(f"c{i}"), "colour": "red"} for i in range(50))),
    ],
    ids=["the check", "the reader"],
)
def test_issues_of_a_rubric_are_kept_up_to_their_limit(source: Json) -> None:
    px.set_limits(issues=10)
    found, issues = px.check_rubric(source)
    assert found is None
    assert [issue.code for issue in issues].count("issues_omitted") == 1
    assert len(issues) == 11


def test_omitted_warnings_stop_nothing() -> None:
    px.set_limits(issues=3)
    skipped = rubric(*(leaf(f"1.{2 * i}") for i in range(1, 9)))
    found, issues = px.check_rubric(skipped)
    assert found is not None
    assert [issue.code for issue in issues] == ["code_skipped"] * 3 + ["issues_omitted"]
    assert issues[-1].severity == "warning"


@pytest.mark.parametrize(
    "source",
    [
        [{"unit": "x", "a": object()} for _ in range(50)],
        [{"unit": "same", "a": 1} for _ in range(50)],
        [[1] for _ in range(50)],
    ],
    ids=["cells", "units", "rows"],
)
def test_issues_of_a_table_are_kept_up_to_their_limit(source: Any) -> None:
    px.set_limits(issues=10)
    found = data_codes(source)
    assert "issues_omitted" in found
    assert len(found) <= 13  # a count of each part of the reading


def test_issues_of_a_file_are_kept_up_to_their_limit(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("unit,a\n" + "x\n" * 50)
    px.set_limits(issues=10)
    assert data_codes(path) == ["table_malformed"] * 10 + ["issues_omitted"]


def test_issues_of_an_assessment_are_kept_up_to_their_limit() -> None:
    px.set_limits(issues=10)
    plan = px.Rubric.from_json(rubric(leaf("a", layer="self"), layers=[{"id": "self"}])).compile()
    seen = [
        {"unit": "x", "code": f"c{n}", "layer": "self", "value": "1", "date": "2024-01-01"}
        for n in range(50)
    ]
    with pytest.raises(px.DataError) as caught:
        px.Assessment.from_observations(plan, seen)
    assert [i.code for i in caught.value.issues] == ["code_unknown"] * 10 + ["issues_omitted"]


def test_a_long_text_is_not_repeated_in_every_issue() -> None:
    px.set_limits(cell_bytes=10**7)
    name = "tên " * 250_000
    plan = px.Rubric.from_json(rubric(*(leaf(f"c{i}") for i in range(5)))).compile()
    scores = plan.score([{"unit": name, **{f"c{i}": name for i in range(5)}}])
    assert len(scores.issues) == 5
    for issue in scores.issues:
        for text in (issue.unit, issue.actual, issue.message, str(issue)):
            assert len(text.encode()) < 3_500
        assert issue.unit.endswith("...")
        assert name.startswith(issue.unit.removesuffix("..."))  # cut between two letters
    px.set_limits(message_bytes=100)
    (issue, *_) = plan.score([{"unit": name, "c0": name}], allow_missing_columns=True).issues
    assert len(issue.unit.encode()) <= 103
    assert (
        plan.score([{"unit": "x" * 100, "c0": 5}], allow_missing_columns=True).issues[0].unit
        == "x" * 100
    )


def test_a_long_text_in_a_rubric_is_not_repeated_either() -> None:
    word = "x" * 10**6
    for source in (
        rubric(leaf(word)),
        rubric({**leaf("a"), word: 1}),
        rubric(leaf("a", {word: {}})),
    ):
        issues = px.check_rubric(source)[1]
        assert issues
        assert all(len(str(issue)) < 5_000 for issue in issues)


# ---- What is generated ---------------------------------------------------------------------------


def test_boundary_cases_at_their_limit_and_beyond() -> None:
    checked = px.Rubric.from_json(rubric(leaf("a"), leaf("b")))
    count = len(json.loads(testing.boundary_cases(checked))["cases"])
    px.set_limits(generated_cases=count)
    assert len(json.loads(testing.boundary_cases(checked))["cases"]) == count
    px.set_limits(generated_cases=count - 1)
    with pytest.raises(px.RubricError) as caught:
        testing.boundary_cases(checked)
    assert [issue.code for issue in caught.value.issues] == ["too_many_generated"]


def test_mutants_at_their_limit_and_beyond(tmp_path: Path) -> None:
    checked = px.Rubric.from_json(rubric(leaf("a"), leaf("b")))
    path = tmp_path / "x.case.json"
    path.write_text(testing.boundary_cases(checked))
    count = len(testing.mutate(checked, [path]).mutants)
    px.set_limits(mutants=count)
    assert len(testing.mutate(checked, [path]).mutants) == count
    px.set_limits(mutants=count - 1)
    with pytest.raises(px.RubricError) as caught:
        testing.mutate(checked, [path])
    assert [issue.code for issue in caught.value.issues] == ["too_many_generated"]


def test_generated_cases_expect_every_issue_however_few_are_kept(tmp_path: Path) -> None:
    checked = px.Rubric.from_json(rubric(*(leaf(f"c{i}") for i in range(5))))
    whole = testing.boundary_cases(checked)
    px.set_limits(issues=2)
    assert testing.boundary_cases(checked) == whole
    path = tmp_path / "x.case.json"
    path.write_text(whole)
    report = testing.run_cases([path], rubric=checked)
    assert (report.failed, list(report.issues)) == (0, [])
