# SPDX-License-Identifier: MIT
"""Published results of PAR indices are reproduced: ranks, classes, means and roundings.

The figures are typed from the pages named below. The rubrics contain only what a page needs: the criteria
behind its figures were not published with them. Vĩnh Phúc 2019 has its own shipped rubric, which is tested
in test_shipped_rubrics.py.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import parindex as px

Json = dict[str, Any]


def rubric(nodes: list[Json], **more: Any) -> Json:
    return {
        "parindex": 1,
        "id": "published",
        "edition": "1",
        "provenance": "derived",
        "max": str(sum(Decimal(node["max"]) for node in nodes)),
        "aggregation": "sum",
        "missing": "error",
        "index_rounding": {"digits": 2, "mode": "half_up"},
        "ranking": {"on": "index", "stage": "exact", "ties": "competition", "within": "all"},
        "nodes": nodes,
        **more,
    }


def mark(code: str, maximum: str, **more: Any) -> Json:
    return {"code": code, "max": maximum, "rule": {"direct": {"min": "0", "max": maximum}}, **more}


def score(document: Json, rows: list[Json]) -> px.Scores:
    return px.Rubric.from_json(document).compile().score(rows)


# ---- Thừa Thiên Huế 2021: ranks and classes -----------------------------------------------------
# Decision 24/QĐ-UBND of 5 January 2022, 21 departments, points to three decimals.
# https://stnmt.thuathienhue.gov.vn/?gd=11&cn=208&tc=27066

HUE = [
    ("Văn phòng UBND tỉnh", "97.685", "Xuất sắc"),
    ("Sở Tư pháp", "87.187", "Tốt"),
    ("Sở Công Thương", "85.804", "Tốt"),
    ("Sở Y tế", "85.584", "Tốt"),
    ("Sở Nông nghiệp và Phát triển nông thôn", "85.234", "Tốt"),
    ("Sở Thông tin và Truyền thông", "85.162", "Tốt"),
    ("Sở Nội vụ", "85.057", "Tốt"),
    ("Sở Ngoại vụ", "83.838", "Tốt"),
    ("Sở Du lịch", "83.533", "Tốt"),
    ("Sở Tài chính", "83.271", "Tốt"),
    ("Sở Tài nguyên và Môi trường", "83.226", "Tốt"),
    ("Sở Xây dựng", "83.218", "Tốt"),
    ("Sở Khoa học và Công nghệ", "83.038", "Tốt"),
    ("Sở Kế hoạch và Đầu tư", "83.034", "Tốt"),
    ("Ban Dân tộc tỉnh", "80.696", "Tốt"),
    ("Sở Giáo dục và Đào tạo", "79.455", "Khá"),
    ("Sở Lao động - Thương binh và Xã hội", "79.077", "Khá"),
    ("Sở Giao thông Vận tải", "79.027", "Khá"),
    ("Sở Văn hóa và Thể thao", "73.663", "Khá"),
    ("Thanh tra tỉnh", "73.559", "Khá"),
    ("Ban Quản lý Khu Kinh tế, công nghiệp tỉnh", "73.475", "Khá"),
]

# The page states no bounds. "Tốt" begins between 79.455 and 80.696, "Xuất sắc" between 87.187 and
# 97.685, "Khá" at or below 73.475. Within these ranges, 80, 90 and 70 are illustrative.
HUE_CLASSES = {
    "on": "points",
    "stage": "exact",
    "bands": [
        {"from": "90", "id": "Xuất_sắc", "title": {"vi": "Xuất sắc"}},
        {"from": "80", "below": "90", "id": "Tốt", "title": {"vi": "Tốt"}},
        {"from": "70", "below": "80", "id": "Khá", "title": {"vi": "Khá"}},
        {"below": "70", "id": "Trung_bình", "title": {"vi": "Trung bình"}},
    ],
}


def test_hue_ranks_and_classes() -> None:
    document = rubric([mark("1", "100")], classes=HUE_CLASSES)
    rows = [{"unit": unit, "1": points} for unit, points, _ in reversed(HUE)]
    scores = score(document, rows)
    titles = scores.plan.rubric.classes
    entries = scores.rank().entries
    assert [(e.unit, e.label) for e in entries] == [
        (unit, str(place)) for place, (unit, _, _) in enumerate(HUE, start=1)
    ]
    classes = scores.classes() or {}
    assert [titles[classes[unit] or ""]["vi"] for unit, _, _ in HUE] == [c for *_, c in HUE]
    audit = scores.audit()
    # Two departments would have equal points only after rounding to two decimals; no stage does.
    assert audit.ranks == audit.classes == ()


# ---- Thanh Hóa 2023 and 2024: what does not apply, the mean, ties -------------------------------
# Decision 600/QĐ-UBND for 2023 and 482/QĐ-UBND for 2024.
# https://baotainguyenmoitruong.vn/thanh-hoa-cong-bo-xep-hang-chi-so-cai-cach-hanh-chinh-nam-2023-369667.html
# https://congthuong.vn/nganh-giao-duc-thanh-hoa-doi-so-chi-so-cai-cach-hanh-chinh-374748.html

THANH_HOA_2024 = [
    ("Sở Tài chính", "90.05"),
    ("Sở Nội vụ", "90.02"),
    ("Văn phòng UBND tỉnh", "90.02"),
    ("Sở Tư pháp", "89.3"),
    ("Sở Thông tin và Truyền thông", "88.04"),
    ("Ban Quản lý Khu kinh tế Nghi Sơn và các Khu công nghiệp", "86.32"),
    ("Sở Nông nghiệp và Phát triển nông thôn", "86.02"),
    ("Sở Xây dựng", "85.91"),
    ("Sở Giao thông vận tải", "85.83"),
    ("Sở Công Thương", "85.26"),
    ("Sở Kế hoạch và Đầu tư", "85.1"),
    ("Sở Lao động, Thương binh và Xã hội", "85.03"),
    ("Sở Khoa học và Công nghệ", "85.02"),
    ("Sở Y tế", "85.02"),
    ("Sở Văn hóa, Thể thao và Du lịch", "85.01"),
    ("Thanh tra tỉnh", "84.6"),
    ("Sở Ngoại vụ", "83.69"),
    ("Ban Dân tộc", "82.91"),
    ("Sở Tài nguyên và Môi trường", "78.56"),
    ("Sở Giáo dục và Đào tạo", "76.53"),
]


def test_thanh_hoa_2023_leaves_out_what_does_not_apply() -> None:
    # Ban Dân tộc: 68.32 points are 81.33 %, so its applicable maximum was 84; for the others it was
    # 100.
    document = rubric([mark("1", "84"), mark("2", "16", missing="exclude")])
    rows = [
        {"unit": "Sở Công Thương", "1": "80", "2": "12.83"},
        {"unit": "Ban Quản lý Khu kinh tế Nghi Sơn", "1": "80", "2": "11.651"},
        {"unit": "Ban Dân tộc tỉnh", "1": "68.32", "2": None},
    ]
    scores = score(document, rows)
    assert [(s.points, s.max, s.index) for s in scores] == [
        (Decimal("92.83"), 100, Decimal("92.83")),
        (Decimal("91.651"), 100, Decimal("91.65")),
        (Decimal("68.32"), 84, Decimal("81.33")),
    ]
    assert scores["Ban Dân tộc tỉnh"].total.index_exact == Fraction(6832, 84)


def test_thanh_hoa_2024_mean() -> None:
    scores = score(rubric([mark("1", "100")]), [{"unit": u, "1": x} for u, x in THANH_HOA_2024])
    mean = sum(Fraction(s.index or 0) for s in scores) / len(scores)
    assert mean == Fraction("85.412")
    # Published as "bình quân đạt 85,41 %".
    assert px.Rounding(2, "half_up").apply(mean) == Decimal("85.41")


def test_thanh_hoa_2024_ranks_and_the_two_ties_that_the_page_resolves() -> None:
    scores = score(rubric([mark("1", "100")]), [{"unit": u, "1": x} for u, x in THANH_HOA_2024])
    labels = [entry.label for entry in scores.rank()]
    places = [str(place) for place in range(1, 21)]
    tied = {1: "=2", 2: "=2", 12: "=13", 13: "=13"}
    assert labels == [tied.get(at, place) for at, place in enumerate(places)]
    # The page gives 2 and 3, 13 and 14 to equal indices: the audit names exactly these four.
    found = {item.unit: item for item in scores.audit().ranks}
    open_ranks = {
        unit: change.outcome
        for unit, item in found.items()
        for change in item.changes
        if change.option == "ordinal"
    }
    assert open_ranks == {
        "Sở Nội vụ": "2-3",
        "Văn phòng UBND tỉnh": "2-3",
        "Sở Khoa học và Công nghệ": "13-14",
        "Sở Y tế": "13-14",
    }


# ---- PAR Index 2020: rounded parts do not add up ------------------------------------------------
# The ten best provinces of the round of Decision 1149/QĐ-BNV.
# http://211.88.39.63/article/gb/tjsj/202106/549782.html, quoting Báo Đầu tư of 28 June 2021.

TOP_TEN = [
    ("Quảng Ninh", ("57.66", "9.56", "18.83", "5"), "91.04"),
    ("Hải Phòng", ("58.71", "9.35", "19.45", "3"), "90.51"),
    ("Thừa Thiên Huế", ("56.78", "8.57", "20.11", "3.01"), "88.47"),
    ("Bình Dương", ("55.48", "8.82", "20.27", "2.36"), "86.93"),
    ("Đồng Tháp", ("55.94", "8.89", "20.09", "1.84"), "86.77"),
    ("Đà Nẵng", ("58.01", "8.24", "18.31", "2"), "86.56"),
    ("Long An", ("56.52", "8.62", "18.11", "3"), "86.25"),
    ("Hà Nội", ("55.79", "8.50", "20.28", "1.5"), "86.07"),
    ("Bà Rịa - Vũng Tàu", ("56.23", "8.40", "18.25", "3.14"), "86.02"),
    ("Phú Thọ", ("53.99", "8.81", "18.17", "4.76"), "85.74"),
]
# The maxima of the parts are not on the page; the ones here add up to 100 and are illustrative.
PARTS = ("60", "10", "22", "8")


def unrounded(parts: tuple[str, ...], index: str) -> list[Fraction]:
    """Parts that round to the published ones and add up to the published index.

    The difference is spread evenly: with four parts it is at most 0.0025 each, half of what a
    rounding to two decimals can hide. The true parts were not published.
    """
    shift = (Fraction(index) - sum(map(Fraction, parts))) / len(parts)
    return [Fraction(part) + shift for part in parts]


def top_ten(*, round_parts: bool) -> px.Scores:
    two = {"digits": 2, "mode": "half_up"}
    more = {"rounding": two} if round_parts else {}
    nodes = [mark(str(at), maximum, **more) for at, maximum in enumerate(PARTS, start=1)]
    rows = [
        {"unit": unit, **{str(at): x for at, x in enumerate(unrounded(parts, index), start=1)}}
        for unit, parts, index in TOP_TEN
    ]
    return score(rubric(nodes), rows)


def test_top_ten_index_is_computed_before_the_parts_are_rounded() -> None:
    scores = top_ten(round_parts=False)
    assert [s.index for s in scores] == [Decimal(index) for *_, index in TOP_TEN]
    assert [entry.rank for entry in scores.rank()] == list(range(1, 11))
    two = px.Rounding(2, "half_up")
    for (unit, parts, _), each in zip(TOP_TEN, scores, strict=True):
        shown = [two.apply(each[str(at)].points or 0) for at in range(1, 5)]
        assert shown == [two.apply(Decimal(part)) for part in parts], unit


def test_top_ten_rounded_parts_miss_three_of_the_ten() -> None:
    scores = top_ten(round_parts=True)
    missed = {
        unit: each.index - Decimal(index)
        for (unit, _, index), each in zip(TOP_TEN, scores, strict=True)
        if each.index is not None and each.index != Decimal(index)
    }
    assert missed == {
        "Quảng Ninh": Decimal("0.01"),
        "Đồng Tháp": Decimal("-0.01"),
        "Phú Thọ": Decimal("-0.01"),
    }


@pytest.mark.parametrize(("unit", "parts", "index"), TOP_TEN)
def test_top_ten_parts_differ_by_no_more_than_their_rounding(
    unit: str, parts: tuple[str, ...], index: str
) -> None:
    difference = sum(map(Fraction, parts)) - Fraction(index)
    assert abs(difference) <= len(parts) * Fraction("0.005"), unit
