# SPDX-License-Identifier: MIT
"""Rubrics between two editions: the rules of one, with the maxima or the conventions of the other.

The maximum of a leaf is a scale: a rule whose leaf has another maximum gives points in proportion. So a rule is taken
to another maximum by multiplying its points, and what is left between the editions is a change of the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from parindex._fraction import ExactFraction
from parindex._steps import read_json
from parindex._tree import children_of, walk
from parindex.analysis._shares import OWN_KINDS, aggregation_of
from parindex.errors import Issue, RubricError
from parindex.rubric.rubric import Rubric

Json = dict[str, Any]

CONVENTIONS = (
    "missing", "not_applicable", "not_proven", "refused", "markers", "rounding", "index_rounding", "ranking",
    "nothing_left",
)  # fmt: skip
"""Keys of a node that are conventions: rounding, ties, and what a leaf without a value gives."""
_INNER = ("weight", "weight_input", "cap", "floor")
# For each kind of rule where its points are: keys of the rule, and keys of the items of its lists.
_POINTS: Mapping[str, tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]] = {
    "choice": ((), {"options": ("points",)}),
    "yes_no": (("yes", "no"), {}),
    "all_of": (("points", "otherwise"), {}),
    "checklist": ((), {"items": ("points",)}),
    "bands": ((), {"steps": ("points",)}),
    "proportional": (("cap", "floor"), {}),
    "levels": ((), {}),
    "linear": ((), {"pieces": ("points", "points_from", "points_to")}),
    "per_unit": (("points_each", "cap"), {}),
    "increments": (("base", "points_each", "cap"), {}),
    "deduction": (("start", "cap"), {"items": ("each", "cap")}),
    "imported": ((), {}),
    "survey": ((), {}),
    "goalposts": ((), {}),
    "target": ((), {}),
    "formula": (("cap", "floor"), {}),
    "decision_table": (
        ("otherwise", "points_each", "cap"),
        {"rows": ("points",), "outputs": ("points",)},
    ),
}


class NotScalableError(Exception):
    """The points of a rule do not follow from its maximum."""


class Hybrids:
    """Rubrics between two editions; nodes are matched by code."""

    def __init__(self, before: Rubric, after: Rubric, codes: Mapping[str, str]) -> None:
        self._editions = (before, after)
        self._documents = [read_json(one._resolved()) for one in self._editions]
        renamed = {new: old for old, new in codes.items()}
        self._nodes = [
            {node.get("code", ""): node for node in (one, *walk(one))} for one in self._documents
        ]
        # For the codes of each edition those of the other.
        self._other: tuple[Mapping[str, str], Mapping[str, str]] = (codes, renamed)
        self.unscalable: set[str] = set()
        """Leaves whose maximum and rule cannot be told apart, by the code of the edition before."""

    def rubric(self, rules: int, maxima: int, conventions: int) -> Rubric | tuple[Issue, ...]:
        """The rubric with the rules, the maxima and the conventions of these editions, 0 or 1; why it is invalid."""
        if rules == maxima == conventions:
            return self._editions[rules]
        document: Json = read_json(self._editions[rules]._resolved())
        document.pop("cases", None)
        document.pop("accept", None)
        for node in [document, *walk(document)]:
            other = self._match(node.get("code", ""), rules)
            if other is None:
                continue
            if conventions != rules:
                for key in CONVENTIONS:
                    node.pop(key, None)
                    if key in other:
                        node[key] = other[key]
            if maxima != rules and node.get("code"):
                self._take_maximum(node, other, rules)
        if maxima != rules:
            _add_up(document, document["aggregation"])
        try:
            return Rubric.from_json(document)
        except RubricError as error:
            return error.issues

    def _match(self, code: str, edition: int) -> Json | None:
        other = self._other[edition].get(code, code)
        return self._nodes[1 - edition].get(other)

    def _take_maximum(self, node: Json, other: Json, rules: int) -> None:
        inner = "rule" not in node
        if inner or "rule" not in other:
            for key in _INNER:
                node.pop(key, None)
                if key in other:
                    node[key] = other[key]
            node["max"] = other["max"]
            return
        for key in ("weight", "weight_input"):
            node.pop(key, None)
            if key in other:
                node[key] = other[key]
        ratio = Fraction(str(other["max"])) / Fraction(str(node["max"]))
        if ratio == 1:
            return
        try:
            scaled(node, ratio)
        except NotScalableError:
            code = str(node["code"])
            self.unscalable.add(code if rules == 0 else self._other[1].get(code, code))
            return
        node["max"] = other["max"]


def scaled(leaf: Json, ratio: Fraction) -> None:
    """Multiply the points of a leaf, whose maximum changes by this ratio. Raises NotScalableError, before any change."""
    made: list[tuple[Json, str, Any]] = []
    for owner, key in _points_of(leaf):
        value = owner[key]
        if isinstance(value, (Mapping, list)) or (isinstance(value, str) and not _is_number(value)):
            made.append((owner, key, {"multiply": [_text(ratio), value]}))
        else:
            made.append((owner, key, _text(Fraction(str(value)) * ratio)))
    for owner, key, value in made:
        owner[key] = value


def _text(number: Fraction) -> str:
    text = str(ExactFraction(number))
    if "/" in text:
        raise NotScalableError
    return text


def _is_number(text: str) -> bool:
    try:
        Fraction(text)
    except ValueError:
        return False
    return True


def _points_of(leaf: Json) -> Iterator[tuple[Json, str]]:
    """The places of the points of a leaf: objects and their keys."""
    for key in ("cap", "floor"):
        if key in leaf:
            yield leaf, key
    for gate in leaf.get("gates", ()):
        for key in ("cap", "points"):
            if key in gate:
                yield gate, key
    yield from _points_of_rule(leaf["rule"])


def _points_of_rule(rule: Json) -> Iterator[tuple[Json, str]]:
    ((kind, body),) = rule.items()
    if kind == "by_group":
        for case in body["cases"]:
            yield from _points_of_rule(case["rule"])
        return
    if kind not in _POINTS or "priority" in body:
        raise NotScalableError
    keys, lists = _POINTS[kind]
    for key in keys:
        if key in body:
            yield body, key
    if "cut_off" in body:
        yield body["cut_off"], "points"
    if kind == "formula":
        for case in body["cases"]:
            yield case, "points"
    for name, of_items in lists.items():
        for item in body.get(name, ()):
            for key in of_items:
                if key in item:
                    yield item, key


def _add_up(node: Json, inherited: str) -> Fraction:
    """Make the maximum of each sum that of its children; returns the maximum of the node."""
    children = children_of(node)
    if not children:
        return Fraction(str(node["max"]))
    kind, body = aggregation_of(node, inherited)
    handed = inherited if kind in OWN_KINDS else kind
    whole = sum(
        (_add_up(child, handed) for child in children if not child.get("informative")), Fraction(0)
    )
    if kind == "sum" and not body:
        node["max"] = str(ExactFraction(whole))
    return Fraction(str(node["max"]))
