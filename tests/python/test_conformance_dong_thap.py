# SPDX-License-Identifier: MIT
"""Conformance: a whole real form, the 75 rows by which Đồng Tháp scored its villages in 2024.

The rows are read from the folder ``par`` next to the one that PARINDEX_CASES names, and become a rubric
unchanged. The check must name the real defects of the form; after they are corrected, it scores.
"""

from __future__ import annotations

import json
import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import parindex as px
from parindex.reference.numbers import to_text

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]
DEDUCTION = re.compile(r"trừ 0?(\d+) điểm, tổng điểm trừ không quá 0?(\d+) điểm")
GAP = re.compile(r"từ (\d+)% đến (\d+)% .* thì chấm 0 điểm")


@pytest.fixture(scope="module")
def rows(cases: Path) -> list[Json]:
    path = cases.parent / "par" / "dong-thap-khom-ap-van-hoa-2024.json"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    # Some letters of the form are typed with combining marks, others are composed.
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    read: list[Json] = json.loads(text)
    return read


def number(value: float) -> str:
    return to_text(Fraction(str(value)))


def answer(row: Json, code: str) -> Json:
    """A row with answers: the words of the form are converted to a rule."""
    leaf: Json = {"code": code, "title": {"vi": row["name"]}, "max": number(row["max"])}
    if found := DEDUCTION.search(row["rule_text"]):
        each, cap = found.groups()
        item = {"id": "violations", "each": each}
        leaf["rule"] = {"deduction": {"start": leaf["max"], "items": [item], "cap": cap}}
    elif found := GAP.search(row["rule_text"]):
        low, high = found.groups()
        leaf["inputs"] = [{"name": "weak", "type": "number", "min": "0", "max": "100"}]
        steps = [{"below": low, "points": leaf["max"]}, {"from": low, "to": high, "points": "0"}]
        leaf["rule"] = {"bands": {"on": {"value": "weak"}, "steps": steps}}
    else:
        marks = {"min": number(row["min"]), "step": number(row["step"]), "max": leaf["max"]}
        leaf["rule"] = {"direct": marks}
    return leaf


def options(rows: list[Json]) -> Json:
    made = [
        {"id": f"o{i}", "points": number(row["max"]), "title": {"vi": row["name"]}}
        for i, row in enumerate(rows, start=1)
    ]
    return {"choice": {"options": made}}


def node(row: Json, below: dict[int | None, list[Json]]) -> Json:
    """A row with child rows: a sum, a choice among answers, or one of several parts."""
    made: Json = {"code": row["code"], "title": {"vi": row["name"]}, "max": number(row["max"])}
    parts = below[row["row_id"]]
    if all(part["input"] == "Radio" for part in parts):
        return {**made, "rule": options(parts)}
    if row["combine"] == "OR":
        made |= {"aggregation": "one_of", "missing": "exclude"}
    made["children"] = [
        node(part, below) if part["kind"] != "answer" else answer(part, f"{row['code']}.{i}")
        for i, part in enumerate(parts, start=1)
    ]
    return made


def as_issued(rows: list[Json]) -> Json:
    below: dict[int | None, list[Json]] = {}
    for row in rows:
        below.setdefault(row["parent_id"], []).append(row)
    return {
        "parindex": 1,
        "id": "vn-dong-thap-khom-ap-van-hoa",
        "edition": "2024",
        "provenance": "read",
        "max": "100",
        "aggregation": "sum",
        "missing": "error",
        "index_rounding": {"digits": 2, "mode": "half_up"},
        "nodes": [node(row, below) for row in below[None]],
    }


def find(rubric: Json, code: str) -> list[Json]:
    found = []
    for child in rubric.get("nodes", rubric.get("children", [])):
        found += [child] if child["code"] == code else []
        found += find(child, code)
    return found


def mended(rubric: Json) -> Json:
    find(rubric, "4.3")[1]["code"] = "4.4"
    find(rubric, "1.1.1")[0]["accept"] = {"minimum_above_zero": "the form offers no mark below 0.5"}
    find(rubric, "4.3.1")[0]["rule"]["bands"]["steps"].append({"above": "45", "points": "0"})
    return rubric


def test_the_form_is_whole(rows: list[Json]) -> None:
    assert len(rows) == 75
    rubric = as_issued(rows)
    assert sum(Fraction(field["max"]) for field in rubric["nodes"]) == 100


def test_check_reports_the_defects_of_the_form(rows: list[Json], tally: dict[str, str]) -> None:
    rubric, issues = px.check_rubric(as_issued(rows))
    assert rubric is None
    found = {(issue.code, issue.actual) for issue in issues}
    assert ("code_duplicate", '"4.3"') in found
    assert ("code_skipped", '"4.5"') in found
    (minimum,) = (issue for issue in issues if issue.code == "minimum_above_zero")
    assert (minimum.expected, minimum.actual) == ("0", "0.5")
    (gap,) = (issue for issue in issues if issue.code == "bands_gap")
    assert gap.message == "No band contains x > 45"
    # A duplicate code also duplicates its parts; nothing else is wrong.
    codes = {issue.code for issue in issues}
    assert codes <= {"code_duplicate", "code_skipped", "minimum_above_zero", "bands_gap"}
    tally["dong_thap"] = f"75 rows, {len(codes)} kinds of defects reported"


def best(leaf: Json) -> dict[str, str]:
    """The values that give a leaf its maximum."""
    ((kind, rule),) = leaf["rule"].items()
    if kind == "choice":
        top = max(rule["options"], key=lambda option: Fraction(option["points"]))
        return {leaf["code"]: top["id"]}
    if kind == "deduction":
        return {f"{leaf['code']}.violations": "0"}
    return {f"{leaf['code']}.weak": "0"} if kind == "bands" else {leaf["code"]: leaf["max"]}


def leaves(part: Json) -> list[Json]:
    if "rule" in part:
        return [part]
    return [leaf for child in part.get("nodes", part.get("children")) for leaf in leaves(child)]


def test_the_corrected_form_scores(rows: list[Json]) -> None:
    rubric = mended(as_issued(rows))
    plan = px.Rubric.from_json(rubric).compile()
    full: dict[str, str] = {}
    for leaf in leaves(rubric):
        if leaf["code"] != "1.3.2":  # one of 1.3.1 and 1.3.2
            full |= best(leaf)
    village = {**full, "3.1.1.violations": "2", "4.4": "o2", "1.3.1": "2.5", "4.3.1.weak": "41"}
    units = [{"unit": "best", "1.3.2": None, **full}, {"unit": "village", "1.3.2": "", **village}]
    scores = plan.score(units)
    assert not scores.issues
    assert scores["best"].points == 100
    assert scores["village"].points == 100 - 2 - 3 - Fraction("2.5") - 3
