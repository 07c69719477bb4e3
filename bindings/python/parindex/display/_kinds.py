# SPDX-License-Identifier: MIT
"""The names of the kinds of rules and aggregations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KINDS = {
    "yes_no": ("yes or no", "có hoặc không"),
    "choice": ("choice", "chọn một mức"),
    "levels": ("levels", "mức theo phần trăm điểm tối đa"),
    "checklist": ("checklist", "danh mục, cộng từng nội dung"),
    "all_of": ("all of", "đạt tất cả các nội dung"),
    "bands": ("bands", "thang điểm theo khoảng"),
    "proportional": ("proportional", "tính theo tỷ lệ"),
    "linear": ("linear", "nội suy tuyến tính"),
    "per_unit": ("points per item", "điểm cho mỗi đơn vị số lượng"),
    "increments": ("increments", "cứ vượt thêm thì cộng thêm"),
    "deduction": ("deduction", "trừ điểm theo vi phạm"),
    "direct": ("direct", "chấm trực tiếp"),
    "imported": ("imported", "lấy từ chỉ số khác"),
    "formula": ("formula", "công thức"),
    "goalposts": ("goalposts", "so với mức thấp nhất và cao nhất"),
    "target": ("target", "khoảng cách đến mục tiêu"),
    "decision_table": ("decision table", "bảng quyết định"),
    "survey": ("survey", "điều tra xã hội học"),
    "by_group": ("by group", "theo nhóm"),
    "custom": ("custom", "cách tính riêng của ứng dụng"),
    "sum": ("sum", "tổng"),
    "weighted_mean": ("weighted mean", "trung bình có trọng số"),
    "mean": ("mean", "trung bình cộng"),
    "median": ("median", "trung vị"),
    "geometric_mean": ("geometric mean", "trung bình nhân"),
    "harmonic_mean": ("harmonic mean", "trung bình điều hòa"),
    "minimum_available": ("minimum", "thấp nhất"),
    "minimum": ("minimum", "thấp nhất"),
    "best": ("best", "cao nhất"),
    "one_of": ("one of the alternatives", "một trong các phương án"),
    "product": ("product", "tích"),
    "lookup": ("lookup", "tra bảng"),
}
_TYPES = {
    "number": ("number", "số"),
    "count": ("count", "số nguyên không âm"),
    "boolean": ("yes or no", "có hoặc không"),
    "choice": ("choice", "chọn một mức"),
    "date": ("date", "ngày"),
}


def kind_title(kind: str, language: str) -> str:
    """The name of a kind of rule or aggregation."""
    return _KINDS.get(kind, (kind, kind))[language == "vi"]


def type_title(name: str, language: str) -> str:
    """The name of a type of input."""
    return _TYPES.get(name, (name, name))[language == "vi"]


def kind_of(node: Mapping[str, Any]) -> str:
    """The kind of a node of a rubric file: the kind of its rule or of its aggregation."""
    said = node.get("rule", node.get("aggregation", ""))
    return said if isinstance(said, str) else next(iter(said), "")
