# SPDX-License-Identifier: MIT
"""Decision 212/2025 of Hải Phòng and Article 4 of Decree 307: what the texts leave open, and how the files say it."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

import parindex as px
from parindex import shipped

HEADS, MANAGERS, STAFF = (
    f"vn-hai-phong-212-{form}-2025" for form in ("heads", "managers", "staff")
)
NOT_ASSIGNED = "không được giao"
Json = dict[str, Any]


def read(name: str) -> Json:
    found: Json = json.loads(shipped.shipped_rubric_path(name).read_text(encoding="utf-8"))
    return found


def find(node: Json, code: str) -> Json:
    for child in node.get("nodes") or node.get("children") or []:
        if child["code"] == code:
            return child
        if found := find(child, code):
            return found
    return {}


def first_row(name: str) -> Json:
    """The first person of the example data, who has every mark."""
    lines = shipped.example_data_path(name).read_text(encoding="utf-8").splitlines()
    return dict(zip(lines[0].split(","), lines[1].split(","), strict=True))


def scored(rubric: Json | str, changes: Json) -> px.UnitScore:
    name = rubric if isinstance(rubric, str) else f"{rubric['id']}-{rubric['edition']}"
    content = read(rubric) if isinstance(rubric, str) else rubric
    row = first_row(name) | changes
    return px.Rubric.from_json(content).compile().score([row])[row["unit"]]


def points(rubric: Json | str, changes: Json, node: str) -> Any:
    return scored(rubric, changes).nodes[node].points


@pytest.mark.parametrize("name", [HEADS, MANAGERS, STAFF])
def test_the_check_finds_the_zone_without_a_class(name: str) -> None:
    """Without level 1, which says that the decision states no class, the rule has a gap."""
    rubric = read(name)
    cases = find(rubric, "XL")["rule"]["formula"]["cases"]
    assert cases.pop() == {"points": "1"}
    found, issues = px.check_rubric(json.dumps(rubric))
    assert found is None
    assert {issue.code for issue in issues if issue.severity == "error"} <= {
        "cases_gap",
        "cases_unproven",
    }
    errors = [issue for issue in issues if issue.severity == "error"]
    assert errors
    assert all(issue.pointer.startswith("/nodes/2/rule/formula") for issue in errors)


@pytest.mark.parametrize("name", [HEADS, MANAGERS, STAFF])
def test_the_total_is_the_points_of_the_form_whatever_the_class_needs(name: str) -> None:
    whole = scored(name, {})
    assert (whole.max, whole.points) == (100, 99 if name == HEADS else 100)
    assert (whole.nodes["XL"].points, whole.status) == (4, "ok")
    unknown = scored(name, {"XL.weak": None})
    assert (unknown.points, unknown.status) == (whole.points, "ok")
    assert (unknown.nodes["XL"].points, unknown.nodes["XL"].status) == (None, "error")


def test_the_check_finds_that_ddci_cannot_reach_its_maximum() -> None:
    rubric = read(HEADS)
    reason = find(rubric, "II.5.1.b").pop("accept")["maximum_unreachable"]
    assert "trên hoặc bằng mức trung bình quân chung của thành phố: 1" in reason
    found, issues = px.check_rubric(json.dumps(rubric))
    assert found is None
    assert [issue.code for issue in issues] == ["maximum_unreachable"]


def test_footnote_7_rescales_to_the_section_and_the_other_reading_is_one_number() -> None:
    """The example of the footnote: the assigned maxima are 2 + 2 = 4. Here 3 of these 4 points are reached."""
    only_two = {"II.5.1.c": NOT_ASSIGNED} | {f"II.5.2.{x}": NOT_ASSIGNED for x in "abcdeg"}
    assert points(HEADS, only_two, "II.5") == 15  # 20 * 3 / 4
    literal = read(HEADS)
    section = find(literal, "II.5")
    assert (section["max"], section["aggregation"]) == ("20", {"sum": {"excluded": "rescale"}})
    section["max"] = "10"  # for everything that was assigned
    for code in ("II", "II.5"):
        find(literal, code)["accept"] = {"maximum_mismatch": "10 against 20"}
    assert points(literal, only_two, "II.5") == Fraction("7.5")  # 10 * 3 / 4
    # Where everything is assigned the section is the sum, 19 of 20.
    assert points(HEADS, {}, "II.5") == 19


def test_points_of_a_criterion_that_does_not_apply_are_full_or_go_to_the_others() -> None:
    half = {"I.1.a": "0.5", "I.5.a": "1"}
    assert points(STAFF, half, "I") == Fraction("16.5")  # 3.5 + 4 + 4 + 4 + 1
    full = half | {"I.4.c": "không áp dụng"}  # footnote 1
    assert points(STAFF, full, "I") == Fraction("16.5")
    assert find(read(STAFF), "I")["aggregation"] == {"sum": {"excluded": "redistribute"}}
    shared = half | {"I.5.a": "không áp dụng"}  # footnote 2: 5 points for each of the other four
    assert points(STAFF, shared, "I") == Fraction("19.375")  # 5 * 3.5 / 4 + 5 + 5 + 5


@pytest.mark.parametrize(
    ("name", "unit", "changes", "wanted"),
    [
        ("vn-307-ward-2025", "Phường ví dụ D", {}, "DB"),
        ("vn-307-ward-2025", "Phường ví dụ D", {"XL.large": "no"}, "I"),
        ("vn-307-ward-2025", "Phường ví dụ D", {"UT.3a": "no"}, "I"),
        ("vn-307-ward-2025", "Phường ví dụ D", {"UT.3a": "no", "UT.3d": "yes"}, "DB"),
        ("vn-307-special-zone-2025", "Đặc khu ví dụ E", {"XL.permanent": 1000}, "DB"),
        ("vn-307-special-zone-2025", "Đặc khu ví dụ E", {"XL.permanent": 999}, "III"),
    ],
)
def test_each_condition_of_the_special_class_counts(
    name: str, unit: str, changes: Json, wanted: str
) -> None:
    lines = shipped.example_data_path(name).read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith(f"{unit},"))
    row: Json = dict(zip(lines[0].split(","), line.split(","), strict=True))
    plan = px.Rubric.load(shipped.shipped_rubric_path(name)).compile()
    assert (plan.score([row | changes]).classes(node="XL") or {})[unit] == wanted


@pytest.mark.parametrize(
    "name", ["vn-307-ward-2025", "vn-307-special-zone-2025", HEADS, MANAGERS, STAFF]
)
def test_no_node_is_there_for_another(name: str) -> None:
    """The form adds up to the total, and what only classifies is for information."""
    rubric = read(name)
    assert (rubric["max"], "classes" in rubric) == ("100", False)
    assert '"weight"' not in json.dumps(rubric)
    assert [node["code"] for node in rubric["nodes"] if node.get("informative")] == ["XL"]
