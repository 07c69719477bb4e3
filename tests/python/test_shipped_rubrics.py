# SPDX-License-Identifier: MIT
"""The shipped rubrics are valid, and give the published or hand-computed results."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

import parindex as px
from parindex import shipped

CA_MAU, PROVINCE, VINH_PHUC = "vn-ca-mau-2013", "vn-par-province-2020", "vn-vinh-phuc-2019"
# Whole texts; test_shipped_laws.py tests them in more detail.
LAWS = (
    "id-spbe-2018",
    "id-spbe-2020",
    "vn-307-commune-2025",
    "vn-307-province-2025",
    "vn-307-special-zone-2025",
    "vn-307-ward-2025",
    "vn-766-2022",
    "vn-766-groups-2022",
    "vn-hai-phong-212-heads-2025",
    "vn-hai-phong-212-managers-2025",
    "vn-hai-phong-212-staff-2025",
    "vn-hcm-5155-2025",
)
NAMES = tuple(sorted((CA_MAU, PROVINCE, VINH_PHUC, *LAWS)))

# Decision 1007/QĐ-UBND of 24/4/2020: total and rank within the group.
# https://vinhphuc.gov.vn/ct/cms/thongbao/Lists/ThongBao/View_detail.aspx?ItemID=2386
VINH_PHUC_PUBLISHED = {
    "Bảo hiểm xã hội tỉnh": ("90.05", 1),
    "Ngân hàng Nhà nước tỉnh": ("89.88", 2),
    "Kho bạc Nhà nước tỉnh": ("89.10", 3),
    "Công an tỉnh": ("87.34", 4),
    "Cục Thuế tỉnh": ("78.44", 5),
    "Sở Tài chính": ("92.93", 1),
    "Sở Xây dựng": ("91.33", 2),
    "Sở Thông tin và Truyền thông": ("90.04", 3),
    "Sở Khoa học và Công nghệ": ("88.87", 4),
    "Sở Tư pháp": ("88.76", 5),
    "Văn phòng UBND tỉnh": ("88.72", 6),
    "Sở Nội vụ": ("88.49", 7),
    "Sở Kế hoạch và Đầu tư": ("88.43", 8),
    "Thanh tra tỉnh": ("87.54", 9),
    "Sở Giao thông vận tải": ("85.63", 10),
    "Sở Công thương": ("85.61", 11),
    "Sở Y tế": ("85.47", 12),
    "Sở Nông nghiệp và Phát triển nông thôn": ("85.18", 13),
    "Sở Giáo dục và Đào tạo": ("85.03", 14),
    "Sở Lao động, Thương binh và Xã hội": ("84.90", 15),
    "Sở Tài nguyên và Môi trường": ("84.66", 16),
    "Sở Ngoại vụ": ("84.53", 17),
}

# Points of the leaves of "Tỉnh ví dụ A" by field, in document order, computed by hand from its
# example data; "-" is an excluded leaf.
PROVINCE_A = {
    "1": "0.5 0.5 0.94 0.5 0.5 0.5 0.5 0.5 0.4 1 1.404 0.4275 0.4075",
    "2": "0.91 0.5 1 0.5 1 0.25 0.92 0.5 1 0.79 0.805 0.745",
    "3": "1 1 0.46 0.5 0.75 0.97 1 1 0.976 0.973 0.994 0.5 0.5 0.5 0.422 0.3928 0.4323",
    "4": "1 0.5 0.911 1 1 0.5 0.35 1 0.83 0.86 0.725",
    "5": "0.5 0.5 0.5 0.5 - 1 0 0.5 0.5 0.25 1 0.71 0.68 0.84 0.795 0.755 0.77",
    "6": "1.4404 1 0.8831 0.75 0.837 0.75 0.8 0.82 0.785",
    "7": "1.36 1 0.5 1.359 0.75 1 1.2 0.706 0.769 0.67 0.723 0.9588 1.0063",
    "8": "2.5923 3.528 2.3985 1 1.556 1.67 0.5 2.8801",
}

Json = dict[str, Any]


def read(name: str) -> Json:
    rubric: Json = json.loads(shipped.shipped_rubric_path(name).read_text(encoding="utf-8"))
    return rubric


def below(node: Json) -> list[Json]:
    """Every node under `node`, in document order."""
    children = node.get("nodes") or node.get("children") or []
    return [found for child in children for found in (child, *below(child))]


def leaves(node: Json) -> list[Json]:
    return [found for found in (node, *below(node)) if "rule" in found]


def results(name: str) -> dict[str, Json]:
    """Result of each unit of the example data, as in the result JSON."""
    plan = px.Rubric.load(shipped.shipped_rubric_path(name)).compile()
    scores = plan.score(shipped.example_data_path(name))
    return {unit["unit"]: unit for unit in json.loads(scores.to_json())["units"]}


def test_names_are_the_rubrics_described_here() -> None:
    assert shipped.names() == NAMES


@pytest.mark.parametrize("path", [shipped.shipped_rubric_path, shipped.example_data_path])
def test_unknown_name_is_refused_with_the_known_ones(path: Any) -> None:
    with pytest.raises(px.Error, match=r"'vn-nowhere'; there are: id-spbe-2018, "):
        path("vn-nowhere")


@pytest.mark.parametrize(
    ("name", "warnings"), [(CA_MAU, ["maximum_mismatch"]), (PROVINCE, []), (VINH_PHUC, [])]
)
def test_checks_without_error(name: str, warnings: list[str]) -> None:
    rubric, issues = px.check_rubric(shipped.shipped_rubric_path(name).read_text(encoding="utf-8"))
    assert [issue.code for issue in issues] == warnings
    assert rubric is not None
    assert f"{rubric.id}-{rubric.edition}" == name


@pytest.mark.parametrize("name", NAMES)
def test_example_columns_are_those_of_the_plan(name: str) -> None:
    with shipped.example_data_path(name).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    plan = px.Rubric.load(shipped.shipped_rubric_path(name)).compile()
    grouped = name == VINH_PHUC or "groups" in read(name)
    reserved = ["unit", "group"] if grouped else ["unit"]
    assert header == reserved + [column.name for column in plan.columns]


@pytest.mark.parametrize("name", NAMES)
def test_example_data_score_without_issue(name: str) -> None:
    found = results(name)
    assert {unit["status"] for unit in found.values()} == {"ok"}
    assert not any("issues" in unit for unit in found.values())


@pytest.mark.parametrize("name", NAMES)
def test_text_is_in_normal_form_c(name: str) -> None:
    for path in (shipped.shipped_rubric_path(name), shipped.example_data_path(name)):
        assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_every_node_has_titles_in_both_languages(name: str) -> None:
    rubric = read(name)
    for node in (rubric, *below(rubric)):
        languages = {"vi", "en", "id"} if name.startswith("id-") else {"vi", "en"}
        assert node["title"].keys() == languages, node["code"]
        assert all(text.strip() == text != "" for text in node["title"].values()), node["code"]


# ---- Vĩnh Phúc 2019 -----------------------------------------------------------------------------


def test_vinh_phuc_totals_are_the_published_ones() -> None:
    totals = {name: Decimal(unit["points"]) for name, unit in results(VINH_PHUC).items()}
    assert totals == {name: Decimal(total) for name, (total, _) in VINH_PHUC_PUBLISHED.items()}


def test_vinh_phuc_ranks_are_the_published_ones() -> None:
    plan = px.Rubric.load(shipped.shipped_rubric_path(VINH_PHUC)).compile()
    ranking = plan.score(shipped.example_data_path(VINH_PHUC)).rank()
    ranks = {entry.unit: entry.rank for entry in ranking}
    assert ranks == {name: rank for name, (_, rank) in VINH_PHUC_PUBLISHED.items()}


# ---- Cà Mau 2013 --------------------------------------------------------------------------------


def test_ca_mau_bands_at_their_edges() -> None:
    # Exactly 90 %, 90.0001 %, exactly 70 % and 69.9999 % of the plan.
    points = [unit["nodes"]["1.1.4"]["points"] for unit in results(CA_MAU).values()]
    assert points == ["1", "2", "1", "0"]


def test_ca_mau_points_are_out_of_the_seven_that_were_read() -> None:
    found = results(CA_MAU)
    assert [unit["points"] for unit in found.values()] == ["6", "7", "4.5", "1"]
    assert [unit["index"] for unit in found.values()] == ["600/7", "100", "450/7", "100/7"]
    assert {unit["max"] for unit in found.values()} == {"7"}


def test_ca_mau_has_only_the_criteria_that_were_read() -> None:
    rubric = read(CA_MAU)
    assert rubric["part"]
    codes = ["1", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.2", "1.2.1", "1.2.2"]
    assert [node["code"] for node in below(rubric)] == codes


# ---- The provincial set -------------------------------------------------------------------------


def test_province_has_the_size_it_says() -> None:
    fields = read(PROVINCE)["nodes"]
    criteria = [criterion for field in fields for criterion in field["children"]]
    components = [
        component for criterion in criteria for component in criterion.get("children", [])
    ]
    assert (len(fields), len(criteria), len(components)) == (8, 43, 95)
    alone = [criterion["code"] for criterion in criteria if "rule" in criterion]
    assert alone == ["1.5", "1.6", "3.6", "5.3", "8.4"]


def test_province_leaves_add_up_to_100_points() -> None:
    found = leaves(read(PROVINCE))
    assert len(found) == 100
    assert sum(Decimal(leaf["max"]) for leaf in found) == 100


def test_province_survey_gives_30_points() -> None:
    def points(node: Json, inherited: str) -> Decimal:
        layer = node.get("layer", inherited)
        if "rule" in node:
            return Decimal(node["max"]) if layer == "survey" else Decimal(0)
        children = node.get("nodes") or node["children"]
        return sum((points(child, layer) for child in children), Decimal(0))

    assert points(read(PROVINCE), "") == 30


def test_province_uses_every_rule_and_policy() -> None:
    rubric = read(PROVINCE)
    kinds = {kind for leaf in leaves(rubric) for kind in leaf["rule"]}
    assert kinds == {
        "choice",
        "yes_no",
        "all_of",
        "checklist",
        "bands",
        "proportional",
        "direct",
        "imported",
        "per_unit",
    }
    policies = {node["missing"] for node in (rubric, *below(rubric)) if "missing" in node}
    assert policies == {"error", "zero", "exclude", "full"}


def test_province_says_how_each_node_is_known() -> None:
    def known(node: Json, inherited: str) -> dict[str, str]:
        provenance = node.get("provenance", inherited)
        found = {node.get("code", ""): provenance}
        for child in node.get("nodes") or node.get("children") or []:
            # "read" is not inherited: the nodes below must state their own.
            found |= known(child, "unstated" if provenance == "read" else provenance)
        return found

    found = known(read(PROVINCE), "unstated")
    assert set(found.values()) == {"read", "illustrative"}
    read_nodes = [code for code, provenance in found.items() if provenance == "read"]
    assert read_nodes == ["1", "1.5", "1.6", "2", "3", "4", "5", "6", "7", "7.1", "8", "8.4"]


def test_province_lead_scopes_hold_every_leaf_once() -> None:
    rubric = read(PROVINCE)
    by_code = {node["code"]: node for node in below(rubric)}

    def scope(codes: list[str]) -> set[str]:
        return {leaf["code"] for code in codes for leaf in leaves(by_code[code])}

    led = {
        agency["id"]: scope(agency["lead"]) - scope(agency.get("except", []))
        for agency in rubric["agencies"]
    }
    times = Counter(code for codes in led.values() for code in codes)
    assert times == Counter({leaf["code"]: 1 for leaf in leaves(rubric)})

    assert led["vp-ubnd-tinh"] == scope(["1.6", "3"])
    assert led["so-tai-chinh"] == scope(["6", "8.4"])
    assert led["so-kh-cn"] == scope(["7.1"])
    assert "1.5" in led["so-noi-vu"]
    coordinators = {
        agency["id"]
        for agency in rubric["agencies"]
        if {"codes": ["1.5"], "if_any": True} in agency.get("coordinate", [])
    }
    assert coordinators == {"so-tu-phap", "so-tai-chinh", "so-tt-tt", "so-kh-cn", "vp-ubnd-tinh"}


@pytest.mark.parametrize("field", PROVINCE_A)
def test_province_a_leaf_points(field: str) -> None:
    nodes = results(PROVINCE)["Tỉnh ví dụ A"]["nodes"]
    (node,) = (node for node in read(PROVINCE)["nodes"] if node["code"] == field)
    codes = [leaf["code"] for leaf in leaves(node)]
    expected = [None if text == "-" else Decimal(text) for text in PROVINCE_A[field].split()]
    points = [nodes[code]["points"] for code in codes]
    assert [None if text is None else Decimal(text) for text in points] == expected
    assert Decimal(nodes[field]["points"]) == sum(value for value in expected if value is not None)


def test_province_totals_and_ranks() -> None:
    plan = px.Rubric.load(shipped.shipped_rubric_path(PROVINCE)).compile()
    scores = plan.score(shipped.example_data_path(PROVINCE))
    units = json.loads(scores.to_json())["units"]
    assert [(unit["points"], unit["max"], unit["index"]) for unit in units] == [
        ("84.0376", "99.5", "84.46"),  # without 5.3
        ("85.8717", "97", "88.53"),  # without 1.5, 3.5 and 6.1.3
        ("58.6263", "100", "58.63"),
    ]
    assert {entry.unit[-1]: entry.rank for entry in scores.rank()} == {"B": 1, "A": 2, "C": 3}
