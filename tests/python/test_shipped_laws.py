# SPDX-License-Identifier: MIT
"""Whole texts that ship as rubrics: what the check says of them, and their cases.

The cases at every boundary were generated and are confirmed by the reference; the units in the files
``*-units.case.json`` are worked out by hand or published.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import reference, testing

ROOT = Path(__file__).parents[2]
Json = dict[str, Any]

# The class is that of a node with a level, a whole number: none is just below or just above another.
CLASS = "XL"
LEVELS = ["points of XL"]
# Name -> what its cases do not reach: a bound that no figure of two digits shows, and bounds of levels.
LAWS: dict[str, list[str]] = {
    "id-spbe-2018": [],
    "id-spbe-2020": ["at 1.8", "just below 1.8"],
    "vn-307-commune-2025": [],
    "vn-307-province-2025": ["at 1500000 (threshold)", "at 2000000 (threshold)"],
    "vn-307-special-zone-2025": LEVELS,
    "vn-307-ward-2025": LEVELS,
    "vn-766-2022": [],
    "vn-766-groups-2022": [],
    "vn-hai-phong-212-heads-2025": LEVELS,
    "vn-hai-phong-212-managers-2025": LEVELS,
    "vn-hai-phong-212-staff-2025": LEVELS,
    "vn-hcm-5155-2025": [],
}
# The points of every unit that was worked out by hand, and its class.
WORKED = {
    "vn-307-province-2025": ["75 I", "74.99 II", "60 II", "59.99 III", "78.89 I"],
    "vn-307-commune-2025": ["75 I", "74.99 II", "60 II", "59.99 III", "78.23 I"],
    "vn-307-ward-2025": [
        "75.43 I",
        "100 I",
        "57.25 III",
        "100 DB",
        "99.99 I",
        "100 I",
        "95 I",
        "100 DB",
        "75 I",
        "74.99 II",
        "60 II",
        "59.99 III",
    ],
    "vn-307-special-zone-2025": [
        "84 I",
        "76 I",
        "67.25 II",
        "70.75 II",
        "100 DB",
        "100 III",
        "99.99 I",
        "95 I",
        "100 I",
        "100 DB",
        "75 I",
        "74.99 II",
        "60 II",
        "59.99 III",
    ],
    "vn-hai-phong-212-heads-2025": [
        "99 HTXSNV",
        "90.01 HTXSNV",
        "90 HTTNV",
        "90.01 KQD",
        "90.01 KQD",
        "90.01 KQD",
        "90.01 KQD",
        "90.01 KQD",
        "80.01 HTTNV",
        "80 HTNV",
        "80.01 KQD",
        "80.01 KQD",
        "80.01 KQD",
        "80.01 KQD",
        "80 KQD",
        "80 KQD",
        "80 KQD",
        "80 KQD",
        "80 KQD",
        "80 KHTNV",
        "80 KQD",
        "80 KHTNV",
        "50 HTNV",
        "49.99 KHTNV",
        "99 HTNV",
        "99 KHTNV",
        "99 KHTNV",
        "99 KHTNV",
        "95 HTXSNV",
        "1880/19 HTXSNV",
        "96 HTXSNV",
        "96.5 HTXSNV",
        "80 HTNV",
    ],
    "vn-hai-phong-212-managers-2025": [
        "100 HTXSNV",
        "90.01 HTXSNV",
        "90 HTTNV",
        "90.01 KQD",
        "90.01 KQD",
        "90.01 KQD",
        "90.01 KQD",
        "90.01 KQD",
        "80.01 HTTNV",
        "80 HTNV",
        "80.01 KQD",
        "80.01 KQD",
        "80.01 KQD",
        "80.01 KQD",
        "80 KQD",
        "80 KQD",
        "80 KQD",
        "80 KQD",
        "80 KQD",
        "80 KHTNV",
        "80 KQD",
        "80 KHTNV",
        "50 HTNV",
        "49.99 KHTNV",
        "100 HTNV",
        "100 KHTNV",
        "100 KHTNV",
        "100 KHTNV",
    ],
    "vn-hai-phong-212-staff-2025": [
        "100 HTXSNV",
        "89.375 HTTNV",
        "90 HTTNV",
        "90.01 HTXSNV",
        "90.01 HTTNV",
        "90.01 HTTNV",
        "80.01 HTTNV",
        "80 HTNV",
        "80.01 HTNV",
        "80.01 KQD",
        "80.01 KQD",
        "80 KQD",
        "80 KHTNV",
        "50 HTNV",
        "49.99 KHTNV",
        "100 HTNV",
        "100 KHTNV",
        "100 KHTNV",
    ],
    "vn-hcm-5155-2025": [
        "85 tot",
        "84.5 kha",
        "70 kha",
        "69.5 trung-binh",
        "50 trung-binh",
        "49.5 chua-dat",
    ],
}


def rubric_path(name: str) -> Path:
    return ROOT / "rubrics" / f"{name}.json"


def case_files(name: str) -> list[Path]:
    return [ROOT / "rubrics" / "cases" / f"{name}{end}.case.json" for end in ("", "-units")]


def read(path: Path) -> Json:
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


def leaves(node: Json) -> list[Json]:
    if "rule" in node:
        return [node]
    return [leaf for child in node.get("nodes") or node["children"] for leaf in leaves(child)]


def below(node: Json) -> list[Json]:
    children = node.get("nodes") or node.get("children") or []
    return [found for child in children for found in (child, *below(child))]


@pytest.mark.parametrize("name", LAWS)
def test_every_node_states_its_source(name: str) -> None:
    rubric = read(rubric_path(name))
    assert rubric["note"]
    assert rubric["provenance"] in ("read", "derived")
    for node in below(rubric):
        assert node["source"]["document"] == rubric["source"]["document"], node["code"]
        assert node["source"].get("clause") or node["source"]["note"], node["code"]


@pytest.mark.parametrize("name", LAWS)
def test_the_check_has_nothing_that_is_not_accepted_with_a_reason(name: str) -> None:
    rubric, issues = px.check_rubric(rubric_path(name).read_text(encoding="utf-8"))
    assert rubric is not None
    assert {issue.severity for issue in issues} <= {"warning"}
    # One reason can apply to the same issue of several groups of units.
    accepted = {code for node in below(read(rubric_path(name))) for code in node.get("accept", {})}
    assert {issue.code for issue in issues} == accepted
    assert accepted <= {"minimum_above_zero", "maxima_unequal", "maximum_unreachable"}


@pytest.mark.parametrize("name", LAWS)
def test_every_case_is_confirmed_and_holds(name: str) -> None:
    report = testing.run_cases(case_files(name), rubric=px.Rubric.load(rubric_path(name)))
    assert report.ok, report.to_text()
    assert report.unconfirmed == 0


@pytest.mark.parametrize("name", LAWS)
def test_the_reference_confirms_every_case(name: str) -> None:
    rubric = {key: value for key, value in read(rubric_path(name)).items() if key != "ranking"}
    for path in case_files(name):
        document = read(path)
        rows = [
            {
                "unit": case["unit"],
                **({"group": case["group"]} if "group" in case else {}),
                **document.get("base", {}),
                **case["given"],
            }
            for case in document["cases"]
        ]
        units = reference.score(json.dumps(rubric), rows)
        for case, unit in zip(document["cases"], units, strict=True):
            expect = case["expect"]
            figures = [(expect, unit)]
            figures += [
                (node, unit["nodes"][code]) for code, node in expect.get("nodes", {}).items()
            ]
            for wanted, found in figures:
                for key in {"points", "index", "max"} & wanted.keys():
                    assert exact(found[key]) == exact(wanted[key]), (path.name, case["unit"], key)
                if "class" in wanted:
                    assert found["class"] == wanted["class"], (path.name, case["unit"])


def exact(figure: str | None) -> Fraction | None:
    return None if figure is None else Fraction(figure)


@pytest.mark.parametrize(("name", "missing"), LAWS.items())
def test_every_branch_and_both_sides_of_every_boundary_are_covered(
    name: str, missing: list[str]
) -> None:
    coverage = testing.measure_coverage(px.Rubric.load(rubric_path(name)), case_files(name))
    for item in coverage.missing:
        assert any(text in item.text for text in missing), item.text


@pytest.mark.parametrize("name", ["vn-307-commune-2025", "vn-766-groups-2022"])
def test_no_slip_goes_unnoticed(name: str) -> None:
    report = testing.mutate(px.Rubric.load(rubric_path(name)), case_files(name))
    assert [mutant.change for mutant in report.mutants if mutant.status == "survived"] == []
    assert report.percent >= 96


@pytest.mark.parametrize(("name", "wanted"), WORKED.items())
def test_worked_units(name: str, wanted: list[str]) -> None:
    """Points of every criterion are in the cases; here are the totals, and that they are the sums."""
    document = read(case_files(name)[1])
    scores = (
        px.Rubric.load(rubric_path(name))
        .compile()
        .score(ROOT / "examples" / "data" / f"{name}.csv")
    )
    found = []
    for case, unit in zip(document["cases"], scores, strict=True):
        nodes = dict(case["expect"]["nodes"])
        total = case["expect"]["points"]
        wanted_class = nodes.pop(CLASS, case["expect"])["class"]
        assert unit.points == Fraction(total), case["unit"]
        assert unit.points == sum(Fraction(node["points"]) for node in nodes.values())
        code = CLASS if CLASS in unit.nodes else ""
        assert (scores.classes(node=code) or {})[case["unit"]] == wanted_class
        found.append(f"{total} {wanted_class}")
        assert case["title"].endswith(f" = {total}")
    assert found == wanted


def test_priority_points_of_decree_307_count_once_and_are_no_part_of_the_maximum() -> None:
    scores = (
        px.Rubric.load(rubric_path("vn-307-province-2025"))
        .compile()
        .score(ROOT / "examples" / "data" / "vn-307-province-2025.csv")
    )
    unit = scores["Tỉnh ví dụ E"]
    assert unit.max == 100
    assert [unit.nodes[code].points for code in ("UT", "UT.1", "UT.2", "UT.3a")] == [10, 6, 10, 0]


def test_the_points_of_decision_766_are_rounded_before_they_are_added() -> None:
    scores = (
        px.Rubric.load(rubric_path("vn-766-2022"))
        .compile()
        .score(ROOT / "examples" / "data" / "vn-766-2022.csv")
    )
    # 0 / 0 gives full points for petitions, and nothing for files, whose maximum stays.
    office = scores["Văn phòng UBND Tỉnh - Tỉnh Phú Thọ"]
    assert [office.nodes[code].points for code in ("5.2", "5.3", "5.4", "4.1")] == [6, 6, 0, 0]
    assert office.nodes["CKMB"].points == Fraction("1.96")
    assert office.nodes["CKMB"].max == 18
    assert scores["UBND tỉnh Phú Thọ"].points == Fraction("59.91")
