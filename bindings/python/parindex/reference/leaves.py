# SPDX-License-Identifier: MIT
"""Leaves: their values, and their points by rule or policy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from parindex.reference.aggregations import EXCLUDED, FAILED, Points, Result
from parindex.reference.cells import (
    NO_VALUES,
    Row,
    WrongValueError,
    column,
    declared_of,
    exact,
    inputs_of,
    marks_missing,
    no_value,
    read_number,
)
from parindex.reference.expressions import Fault, PolicyError, Surroundings, names_in
from parindex.reference.imputation import impute, needed
from parindex.reference.numbers import Json, Number
from parindex.reference.rules import points_of

Scored = tuple[Result, list[Fault]]


def by_policy(policy: str, maximum: Fraction) -> Result:
    """Apply a word of `missing` or `when_zero` other than error."""
    if policy == "exclude":
        return EXCLUDED
    points = {"zero": Number(0), "full": maximum}[policy]
    return Points(points, points, maximum)


def applying(reasons: Iterable[str]) -> str | None:
    """The kind of no-value that applies to a leaf, None if it lacks nothing."""
    found = set(reasons)
    return next((kind for kind in NO_VALUES if kind in found), None)


def without_value(absent: list[tuple[str, str]], inherited: Json, maximum: Fraction) -> Scored:
    """Apply the policy of a leaf with missing values; `absent` has the kind and field of each."""
    kind = applying(why for why, _ in absent)
    assert kind is not None
    policy = inherited.get(kind)
    if isinstance(policy, Mapping):
        points = Number(policy["points"])
        return Points(points, points, maximum), []
    if policy not in (None, "error"):
        return by_policy(policy, maximum), []
    code = "value_missing" if kind == "missing" else "value_absent"
    code = "policy_undeclared" if policy is None else code
    return FAILED, [(code, field) for why, field in absent if why == kind]


def read_leaf(
    leaf: Json, row: Row, markers: Json
) -> tuple[dict[str, Any], list[Fault], list[tuple[str, str]]]:
    """Read the values of a leaf by input, their faults, and the kind and name of those without a value."""
    values: dict[str, Any] = {}
    wrong: list[Fault] = []
    absent: list[tuple[str, str]] = []
    for name, read in inputs_of(leaf).items():
        field = column(leaf, name)
        cell = row.get(field)
        kind = no_value(cell, markers)
        if kind is None and marks_missing(cell, declared_of(leaf, name)):
            kind = "missing"
        if kind:
            absent.append((kind, name))
            continue
        try:
            values[name] = read(exact(cell))
        except WrongValueError as error:
            wrong.append((str(error), field))
    return values, wrong, absent


@dataclass(frozen=True)
class Units:
    """The data that leaves may read: the rubric's calendar and, unless there is only one unit, its cohort."""

    calendar: Json | None = None
    rows: Sequence[Row] | None = None

    def around(self, leaf: Json, row: Row, markers: Json) -> Surroundings:
        """The context of the leaf of a unit."""
        rows = self.rows

        def cohort(expression: Json | str) -> list[tuple[Mapping[str, Any], object]]:
            read = [
                (read_leaf(leaf, other, markers)[0], other.get("group") or None)
                for other in rows or ()
            ]
            return [
                (values, group) for values, group in read if names_in(expression) <= set(values)
            ]

        known = None if rows is None else cohort
        return Surroundings(leaf["code"], self.calendar, row.get("group") or None, known)


ALONE = Units()


def units_of(rubric: Json, rows: Sequence[Row], cohort: Sequence[Row] | None = None) -> Units:
    """The cohort: the given one, otherwise all rows; a single row is not a cohort."""
    others = rows if cohort is None and len(rows) > 1 else cohort
    return Units(rubric.get("calendar"), others)


def leaf_result(leaf: Json, row: Row, inherited: Json) -> Scored:
    """Score one leaf: its result, and the faults of its values."""
    form, markers = inherited.get("only_for"), inherited["markers"]
    if form and inherited["group"] is None:
        return FAILED, []  # the row reports its unknown group
    if form and inherited["group"] not in form:
        fields = {column(leaf, name): declared_of(leaf, name) for name in inputs_of(leaf)}
        given = [
            field
            for field, declared in fields.items()
            if no_value(row.get(field), markers) is None
            and not marks_missing(row.get(field), declared)
        ]
        return (FAILED if given else EXCLUDED), [("value_unexpected", field) for field in given]
    maximum = Number(leaf["max"])
    values, wrong, absent = read_leaf(leaf, row, markers)
    if wrong:
        return FAILED, wrong
    lacking = [(why, column(leaf, name)) for why, name in needed(leaf, absent)]
    if lacking:
        return without_value(lacking, inherited, maximum)
    around = inherited.get("units", ALONE).around(leaf, row, markers)
    told: list[Fault] = []  # of missing values and outliers that are replaced
    try:
        impute(leaf, values, absent, around, told)
        about = replace(around, result=inherited.get("result"), told=told)
        points = points_of(leaf, values, about)
    except PolicyError as instead:
        if instead.policy != "error":
            return by_policy(instead.policy, maximum), [*told, *instead.notes]
        return FAILED, [*told, *(instead.notes if instead.fault is None else [instead.fault])]
    points = limited(points, leaf)
    return Points(points, points, maximum), told


def limited(points: Fraction, node: Json) -> Fraction:
    """Limit the result of a rule or an aggregation to at most `cap` and at least `floor`."""
    if "cap" in node and points > Number(node["cap"]):
        return Number(node["cap"])
    if "floor" in node and points < Number(node["floor"]):
        return Number(node["floor"])
    return points


def read_weight(node: Json, row: Row, markers: Json) -> Fraction | None:
    """Read the weight of a node from the data, 0 or more; None if there is none.

    Raises
    ------
    WrongValueError
        With the code of an issue.
    """
    name = node["weight_input"]
    cell = row.get(column(node, name))
    declared = declared_of(node, name)
    if no_value(cell, markers) is not None or marks_missing(cell, declared):
        return None
    return read_number(exact(cell), declared or {"min": "0"})


def values_of(leaf: Json, row: Row, inherited: Json) -> dict[str, Any] | None:
    """The values that the rule of a leaf reads, also replaced ones; None if a policy applies instead."""
    values, wrong, absent = read_leaf(leaf, row, inherited["markers"])
    if wrong or needed(leaf, absent):
        return None
    around = inherited.get("units", ALONE).around(leaf, row, inherited["markers"])
    try:
        impute(leaf, values, absent, around, [])
    except PolicyError:
        return None
    return values
