# SPDX-License-Identifier: MIT
"""Scores of units: every leaf, and what its values are worth further up the tree."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from parindex.reference.aggregations import (
    EXCLUDED,
    FAILED,
    Points,
    Result,
    add_up,
    weighted_mean,
)
from parindex.reference.cells import (
    NO_VALUES,
    Row,
    WrongValueError,
    column,
    exact,
    inputs_of,
    no_value,
)
from parindex.reference.classes import classify, index_rounding
from parindex.reference.expressions import Fault, PolicyError, Surroundings, names_in
from parindex.reference.numbers import Json, rounded, to_text
from parindex.reference.rules import points_of

Scored = tuple[Result, list[Fault]]


def by_policy(policy: str, maximum: Fraction) -> Result:
    """Apply a word of `missing` or `when_zero` other than error."""
    if policy == "exclude":
        return EXCLUDED
    points = {"zero": Fraction(0), "full": maximum}[policy]
    return Points(points, points, maximum)


def without_value(absent: list[tuple[str, str]], inherited: Json, maximum: Fraction) -> Scored:
    """Apply the policy of a leaf that lacks values; `absent` holds the kind and field of each."""
    kind = next(kind for kind in NO_VALUES if any(kind == why for why, _ in absent))
    policy = inherited.get(kind)
    if policy not in (None, "error"):
        return by_policy(policy, maximum), []
    code = "value_missing" if kind == "missing" else "value_absent"
    code = "policy_undeclared" if policy is None else code
    return FAILED, [(code, field) for why, field in absent if why == kind]


def read_leaf(
    leaf: Json, row: Row, markers: Json
) -> tuple[dict[str, Any], list[Fault], list[tuple[str, str]]]:
    """Read the values of a leaf by input; what is wrong with them; which are not there and why."""
    values: dict[str, Any] = {}
    wrong: list[Fault] = []
    absent: list[tuple[str, str]] = []
    for name, read in inputs_of(leaf).items():
        field = column(leaf, name)
        cell = row.get(field)
        if kind := no_value(cell, markers):
            absent.append((kind, field))
            continue
        try:
            values[name] = read(exact(cell))
        except WrongValueError as error:
            wrong.append((str(error), field))
    return values, wrong, absent


@dataclass(frozen=True)
class Units:
    """All that leaves may look at: the rubric's calendar and, unless a unit is alone, its cohort."""

    calendar: Json | None = None
    rows: Sequence[Row] | None = None

    def around(self, leaf: Json, row: Row, markers: Json) -> Surroundings:
        """What surrounds the leaf of a unit."""
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
    """The cohort: given, or else all rows; a single row is none."""
    others = rows if cohort is None and len(rows) > 1 else cohort
    return Units(rubric.get("calendar"), others)


def leaf_result(leaf: Json, row: Row, inherited: Json) -> Scored:
    """Score one leaf: its result, and all that is wrong with its values."""
    form, markers = inherited.get("only_for"), inherited["markers"]
    if form and inherited["group"] is None:
        return FAILED, []  # the row says that its group is not known
    if form and inherited["group"] not in form:
        fields = (column(leaf, name) for name in inputs_of(leaf))
        given = [field for field in fields if no_value(row.get(field), markers) is None]
        return (FAILED if given else EXCLUDED), [("value_unexpected", field) for field in given]
    maximum = Fraction(leaf["max"])
    values, wrong, absent = read_leaf(leaf, row, markers)
    if wrong:
        return FAILED, wrong
    if absent:
        return without_value(absent, inherited, maximum)
    try:
        points = points_of(leaf, values, inherited.get("units", ALONE).around(leaf, row, markers))
    except PolicyError as instead:
        if instead.policy != "error":
            return by_policy(instead.policy, maximum), []
        return FAILED, [] if instead.fault is None else [instead.fault]
    return Points(points, points, maximum), []


def walk(
    node: Json, row: Row, inherited: Json, results: dict[str, Result], faults: list[Fault]
) -> Result:
    """Score a node and all below it; put results in document order and faults into the lists."""
    code = node.get("code", "")  # the root has none
    own = {key: node[key] for key in (*NO_VALUES, "aggregation", "only_for") if key in node}
    inherited = {**inherited, **own}
    results[code] = FAILED  # holds the node's place before those of its children
    if "rule" in node:
        result, wrong = leaf_result(node, row, inherited)
        faults += wrong
    else:
        children = node["children"] if code else node["nodes"]
        below = [(child, walk(child, row, inherited, results, faults)) for child in children]
        parts = [(child, part) for child, part in below if isinstance(part, Points)]
        if any(part == FAILED for _, part in below):
            result = FAILED
        elif not parts:
            result = EXCLUDED
        elif inherited["aggregation"] == "sum":
            result = add_up(parts)
        else:
            result = weighted_mean(parts, Fraction(node["max"]))
    if isinstance(result, Points) and "rounding" in node:
        how = node["rounding"]
        result = replace(result, points=rounded(result.exact, how), rounding=how)
    results[code] = result
    return result


def walk_all(rubric: Json, row: Row, units: Units) -> tuple[dict[str, Result], list[Fault]]:
    """Score every node for one row: results by code, in document order, and what is wrong."""
    results, faults = dict[str, Result](), list[Fault]()
    markers = {text: kind for kind, texts in rubric.get("markers", {}).items() for text in texts}
    groups = [group["id"] for group in rubric.get("groups", ())]
    named = row.get("group") or None
    group = named if named in groups else None
    lost = bool(groups) and group is None
    if lost:
        faults.append(("group_unknown" if named else "group_missing", "group"))
    walk(rubric, row, {"markers": markers, "group": group, "units": units}, results, faults)
    if lost:
        results[""] = FAILED
    return results, faults


def read_rubric(rubric: str | Json) -> Json:
    """Read rubric JSON so that every number stays the text that was written."""
    text = rubric if isinstance(rubric, str) else json.dumps(rubric)
    parsed: Json = json.loads(text, parse_float=str, parse_int=str)
    return parsed


def write(rubric: Json, result: Result) -> dict[str, str | None]:
    """Write one result: points and maximum in points, index in percent."""
    if not isinstance(result, Points):
        return {"points": None, "max": None, "index": None}
    return {
        "points": to_text(result.points, result.rounding),
        "max": to_text(result.max),
        "index": to_text(result.index, index_rounding(rubric)),
    }


def score(
    rubric: str | Json, rows: Sequence[Row], cohort: Sequence[Row] | None = None
) -> list[dict[str, Any]]:
    """Score every row.

    Parameters
    ----------
    rubric : str or dict
        A valid rubric, as JSON text or as the object.
    rows : sequence of dict
        One unit each: data columns by name, and ``unit``, ``group`` and ``ranked``, of which the
        last two may be absent.
    cohort : sequence of dict, optional
        The units that statistics are about: `rows` unless given, which must then be more than one.

    Returns
    -------
    list of dict
        The ``units`` of the engine's result JSON, in the order of `rows`, with every ``rank`` None.
        Points and maxima are in points, indices in percent (0 to 100 in a rubric whose marks lie
        between 0 and the maximum), as exact text. Issues hold code, row (from 1), unit and field.
    """
    rubric = read_rubric(rubric)
    around = units_of(rubric, rows, cohort)
    units = []
    for number, row in enumerate(rows, start=1):
        name = row["unit"]
        results, faults = walk_all(rubric, row, around)
        written = {code: write(rubric, result) for code, result in results.items()}
        unit = {"unit": name, "group": row.get("group") or None, **written.pop(""), "rank": None}
        unit["class"] = classify(rubric, results[""])
        unit["nodes"] = written
        unit["status"] = "error" if FAILED in results.values() else "ok"
        if faults:
            unit["issues"] = [
                {"code": code, "row": number, "unit": name, "field": field}
                for code, field in faults
            ]
        units.append(unit)
    return units
