# SPDX-License-Identifier: MIT
"""Rubrics as COINr's table of indicators."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from parindex.exchange import _said
from parindex.exchange._found import ExchangedFile, Found, LostError, as_code
from parindex.exchange._rubric import note_the_rest, opened, title_of
from parindex.io._csv import to_csv
from parindex.rubric.rubric import Rubric

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_HEADS = ("iCode", "iName", "Parent", "Level", "Type", "Direction", "Weight")
_PLAIN = {"code", "title", "max", "weight", "rule", "inputs", "children", "missing", "aggregation"}
_GOALPOSTS = {"on", "low", "high", "outside", "scale", "when_zero"}


def to_coinr(rubric: Rubric) -> ExchangedFile:
    """The iMeta table of a rubric of weighted means over min-max normalisation, as CSV.

    COINr gives the same scores with its defaults `n_minmax` and `a_amean`; if the maximum is not 100,
    with ``l_u = c(0, maximum)``.

    Raises
    ------
    RubricError
        For a rubric that COINr would score in another way, with an issue for each reason.
    TypeError
        For anything but a rubric.
    """
    found = Found()
    document = opened(rubric, found)
    note_the_rest(document, found)
    rows: list[tuple[object, ...]] = []
    walk = _Walk(document, found, rows)
    top = as_code(document["id"])
    codes = [row["code"] for row in _below(document["nodes"])]
    if top in codes:
        found.lost(_said.NAMES_WITHOUT_A_DUPLICATE(), top)
    if document.get("weight_sets"):
        found.lost(_said.A_WEIGHTED_MEAN_OF_MIN_MAX(), "weight_sets")
    level = walk.node({**document, "children": document["nodes"], "code": top}, "", "exclude", "")
    found.check(_said.THE_RUBRIC_CANNOT_BE_EXPORTED())
    assert level
    if walk.maximum != "100":
        found.changed(_said.NORMALISE_TO(walk.maximum))
    names = ("iCode", "iName", "Parent", "Type")
    return found.written(
        to_csv(_HEADS, sorted(rows, key=lambda row: str(row[3]).zfill(9)), names=names, guard=False)
    )


def _below(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for node in nodes for each in (node, *_below(node.get("children", [])))]


class _Walk:
    """Rows of iMeta, children first."""

    def __init__(
        self, document: Mapping[str, Any], found: Found, rows: list[tuple[object, ...]]
    ) -> None:
        self.found, self.rows = found, rows
        self.maximum = str(document["max"])

    def node(self, node: Mapping[str, Any], parent: str, missing: str, kind: Any) -> int:
        """The level of a node, whose rows are added."""
        code = node["code"]
        missing, kind = node.get("missing", missing), node.get("aggregation", kind)
        if parent:
            for key in sorted(set(node) - _PLAIN):
                self.lost(_said.NO_VALUE(), f'"{key}"', code)
        if not _CODE.fullmatch(code):
            self.lost(_said.THE_CODE_OF_THE_SOURCE(), code, code)
        if str(node["max"]) != self.maximum:
            self.lost(_said.A_STATED_SCALE(), str(node["max"]), code)
        weight = node.get("weight", "1")
        direction = 1
        if "children" in node:
            plain = kind == "mean" or (isinstance(kind, dict) and _declares_a_sum(kind))
            if kind != "weighted_mean" and not plain:
                self.lost(_said.A_WEIGHTED_MEAN_OF_MIN_MAX(), str(kind), code)
            levels = {
                self.node(
                    {**child, **({"weight": "1"} if kind == "mean" else {})}, code, missing, kind
                )
                for child in node["children"]
            }
            if len(levels) > 1:
                self.lost(_said.LEAVES_AT_ONE_DEPTH(), code, code)
            level = 1 + max(levels)
        else:
            level = 1
            direction = self.direction(node, missing)
        if isinstance(weight, dict) or "/" in str(weight):
            self.lost(_said.A_NUMBER(), str(weight), code)
        named = title_of(node)
        type_ = "Aggregate" if "children" in node else "Indicator"
        self.rows.append((code, named, parent or "NA", level, type_, direction, weight))
        return level

    def lost(self, expected: str, actual: str, code: str) -> None:
        self.found.lost(expected, actual, name=code)

    def direction(self, leaf: Mapping[str, Any], missing: str) -> int:
        """The direction of a leaf."""
        code, rule = leaf["code"], leaf["rule"].get("goalposts")
        if missing != "exclude":
            self.lost(_said.EXCLUDE_FOR_MISSING(), missing, code)
        try:
            if rule is None or set(rule) - _GOALPOSTS or rule["on"] != {"value": "value"}:
                raise LostError
            if rule["scale"] != "linear" or [i["name"] for i in leaf["inputs"]] != ["value"]:
                raise LostError
            if any({"impute", "optional"} & set(each) for each in leaf["inputs"]):
                raise LostError
            ends = [_statistic(rule[end]) for end in ("low", "high")]
        except LostError:
            self.lost(_said.A_WEIGHTED_MEAN_OF_MIN_MAX(), next(iter(leaf["rule"])), code)
            return 1
        if ends not in (["min", "max"], ["max", "min"]):
            self.lost(_said.A_WEIGHTED_MEAN_OF_MIN_MAX(), " ".join(ends), code)
        equal = rule.get("when_zero", "error")
        if equal not in ("exclude", "error"):
            self.lost(_said.EXCLUDE_FOR_MISSING(), f"when_zero {equal}", code)
        elif equal == "error":
            self.found.one_sided(_said.EQUAL_VALUES_ARE_AN_ERROR(), name=code)
        if any(
            {"min", "max", "step"} & set(each) or each["type"] != "number"
            for each in leaf["inputs"]
        ):
            self.found.one_sided(_said.OTHER_VALUES_ARE_ERRORS(), name=code)
        return 1 if ends == ["min", "max"] else -1


def _declares_a_sum(kind: Mapping[str, Any]) -> bool:
    """Whether this is a weighted mean that declares only the sum of its weights."""
    return set(kind.get("weighted_mean", ("",))) == {"weights_sum"}


def _statistic(end: object) -> str:
    """The statistic of all units that an end is. Raises LostError."""
    cohort = end.get("cohort") if isinstance(end, dict) else None
    if not cohort or cohort["of"] != "value" or cohort["within"] != "all":
        raise LostError
    return str(cohort["statistic"])
