# SPDX-License-Identifier: MIT
"""Predicates of PMML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

from parindex.exchange import _said
from parindex.exchange._dictionary import Dictionary
from parindex.exchange._fields import Absent, In, Joined, Known, Opposite, Predicate
from parindex.exchange._found import Found, number, refuse
from parindex.exchange._sets import (
    HIGHEST,
    LOWEST,
    Ranges,
    Words,
    after,
    before,
    complement,
    interval,
    union,
)
from parindex.exchange._xml import Element

PREDICATES = ("SimplePredicate", "CompoundPredicate", "SimpleSetPredicate", "True", "False")
_ITEM = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)', re.DOTALL)
_ORDERED = ("lessThan", "lessOrEqual", "greaterThan", "greaterOrEqual")


@dataclass(frozen=True)
class Attribute:
    """A test and the points of the rows that pass it."""

    test: Predicate
    points: Fraction
    line: int


def read_attribute(element: Element, dictionary: Dictionary, found: Found, code: str) -> Attribute:
    """An attribute of a characteristic. Raises LostError."""
    if "partialScore" not in element.attributes:
        raise found.lost(_said.A_NUMBER(), "ComplexPartialScore", element.line, code)
    points = number(element.get("partialScore"))
    if points is None:
        refuse(_said.A_NUMBER(), element.get("partialScore"), element.line)
    for part in element.all("Extension"):
        found.omitted("Extension", part.line, code)
    tests = element.all(*PREDICATES)
    if len(tests) != 1:
        refuse(_said.ONE_OF_THESE(", ".join(PREDICATES)), str(len(tests)), element.line)
    return Attribute(read_predicate(tests[0], dictionary, found), points, element.line)


def read_predicate(element: Element, dictionary: Dictionary, found: Found) -> Predicate:
    """A predicate. Raises LostError."""
    if element.tag in ("True", "False"):
        return Known(element.tag == "True")
    if element.tag == "SimplePredicate":
        return _simple(element, dictionary, found)
    if element.tag == "SimpleSetPredicate":
        return _set(element, dictionary, found)
    word = element.get("booleanOperator")
    parts = element.all(*PREDICATES)
    if word not in ("and", "or", "xor", "surrogate") or not parts:
        refuse(_said.ONE_OF_THESE("and, or, xor, surrogate"), word, element.line)
    joined = tuple(read_predicate(each, dictionary, found) for each in parts)
    return Joined(cast(Literal["and", "or", "xor", "surrogate"], word), joined)


def _simple(element: Element, dictionary: Dictionary, found: Found) -> Predicate:
    name, operator = element.get("field"), element.get("operator")
    kind = dictionary.kind(name, found, element.line)
    if operator in ("isMissing", "isNotMissing"):
        return Absent(name) if operator == "isMissing" else Opposite(Absent(name))
    if operator not in ("equal", "notEqual", *_ORDERED):
        refuse(_said.ONE_OF_THESE(", ".join(("equal", "notEqual", *_ORDERED, "isMissing", "isNotMissing"))),
               operator, element.line)  # fmt: skip
    if "value" not in element.attributes:
        refuse(_said.THE_KEY("value", element.tag), _said.NO_VALUE(), element.line)
    value = dictionary.value(element.attributes["value"], name, found, element.line)
    if isinstance(value, str):
        if operator in _ORDERED:
            raise found.lost(
                _said.ONE_OF_THESE("equal, notEqual"), f"{name}: {kind}, {operator}", element.line
            )
        one = Words(frozenset((value,)))
        return In(name, one if operator == "equal" else one.without())
    return In(name, _range(operator, value))


def _range(operator: str, value: Fraction) -> Ranges:
    only = interval(before(value), after(value))
    match operator:
        case "equal":
            return only
        case "notEqual":
            return complement(only)
        case "lessThan":
            return interval(LOWEST, before(value))
        case "lessOrEqual":
            return interval(LOWEST, after(value))
        case "greaterThan":
            return interval(after(value), HIGHEST)
        case _:
            return interval(before(value), HIGHEST)


def _set(element: Element, dictionary: Dictionary, found: Found) -> Predicate:
    name, operator = element.get("field"), element.get("booleanOperator")
    if operator not in ("isIn", "isNotIn"):
        refuse(_said.ONE_OF_THESE("isIn, isNotIn"), operator, element.line)
    arrays = element.all("Array")
    if len(arrays) != 1:
        refuse(_said.THE_ELEMENT("Array"), str(len(arrays)), element.line)
    items = [
        re.sub(r'\\(["\\])', r"\1", quoted) if quoted or not plain else plain
        for quoted, plain in _ITEM.findall(arrays[0].text)
    ]
    stated = arrays[0].get("n")
    if stated and stated != str(len(items)):
        refuse(f"n = {stated}", str(len(items)), arrays[0].line)
    values = [dictionary.value(item, name, found, arrays[0].line) for item in items]
    if dictionary.kind(name, found, element.line) in ("string", "boolean"):
        words = Words(frozenset(map(str, values)))
        return In(name, words if operator == "isIn" else words.without())
    ranges = union(_range("equal", Fraction(value)) for value in values)
    return In(name, ranges if operator == "isIn" else complement(ranges))
