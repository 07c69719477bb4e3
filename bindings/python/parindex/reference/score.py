# SPDX-License-Identifier: MIT
"""Scores of units: the points of every leaf, and of the nodes above."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from parindex.reference.aggregations import (
    EXCLUDED,
    FAILED,
    UNAVAILABLE,
    Points,
    Result,
    UndefinedError,
    aggregate,
    handed_down,
)
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
    read_boolean,
)
from parindex.reference.classes import Stated, by_quota, classify, stated
from parindex.reference.expressions import (
    Fault,
    PolicyError,
    Surroundings,
    figures_in,
    names_in,
    within,
)
from parindex.reference.imputation import impute, needed
from parindex.reference.numbers import Json, Number, rounded, to_text
from parindex.reference.rules import points_of
from parindex.reference.shared import resolved

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


@dataclass
class Place:
    """A node with its inherited members and the results of its own values."""

    node: Json
    children: Sequence[Json]  # without those for information
    aggregation: str | Json | None
    leaf: Result | None  # the result of the rule; None also of a leaf that reads other nodes
    inherited: Json
    flags: dict[str, bool] | None  # of the gates; None if one of them is invalid


class RowScorer:
    """Scores every node for one row; `results` and `faults` are in document order."""

    def __init__(self, rubric: Json, row: Row, units: Units) -> None:
        self.stated, self.row = stated(rubric), row
        self.markers = {
            text: kind for kind, texts in rubric.get("markers", {}).items() for text in texts
        }
        self.places: dict[str, Place] = {}
        self.results: dict[str, Result] = {}
        self.faults: list[Fault] = []
        groups = [group["id"] for group in rubric.get("groups", ())]
        named = row.get("group") or None
        group = named if named in groups else None
        if groups and group is None:
            self.faults.append(("group_unknown" if named else "group_missing", "group"))
        above = {"markers": self.markers, "group": group, "units": units, "down": None}
        self.read(rubric, above)
        late: dict[str, list[Fault]] = {}
        results = {code: self.result(code, late) for code in self.places}
        self.faults += [fault for code in self.places for fault in late.get(code, ())]
        self.results = {code: results[code] for code in self.places}
        if groups and group is None:
            self.results[""] = FAILED

    def read(self, node: Json, inherited: Json) -> None:
        """Read the values of a node and of all nodes below it."""
        code = node.get("code", "")  # the root has none
        own = {key: node[key] for key in (*NO_VALUES, "only_for") if key in node}
        aggregation = node.get("aggregation", inherited["down"])
        inherited = {**inherited, **own}
        if "aggregation" in node:
            inherited["down"] = handed_down(node["aggregation"], inherited["down"])
        leaf = None
        if "rule" in node and not figures_in(node["rule"]):
            leaf, wrong = leaf_result(node, self.row, inherited)
            self.faults += wrong
        children = node.get("children", node.get("nodes", ()))
        counted = [child for child in children if not child.get("informative")]
        flags = self.read_flags(node, inherited)
        self.places[code] = Place(node, counted, aggregation, leaf, inherited, flags)
        for child in children:
            self.read(child, inherited)

    def read_flags(self, node: Json, inherited: Json) -> dict[str, bool] | None:
        """Read the flags of the gates of a node, each of which is required."""
        form, flags, sound = inherited.get("only_for"), dict[str, bool](), True
        if form is not None and inherited["group"] is None:
            return flags  # the row reports its unknown group
        absent = form is not None and inherited["group"] not in form
        for gate in node.get("gates", ()):
            if "when" in gate:
                continue
            field = column(node, gate["id"])
            cell = self.row.get(field)
            fault = "value_missing" if no_value(cell, self.markers) else None
            if absent:
                fault = None if fault else "value_unexpected"
            elif fault is None:
                try:
                    flags[gate["id"]] = read_boolean(exact(cell))
                except WrongValueError as error:
                    fault = str(error)
            if fault:
                sound = False
                self.faults.append((fault, field))
        return flags if sound else None

    def result(self, code: str, late: dict[str, list[Fault]]) -> Result:
        """The final result of a node, computed after its dependencies."""
        if code not in self.results:
            self.results[code] = self.round(code, self.gated(code, self.raw(code, late), late))
        return self.results[code]

    def figures(self, code: str, late: dict[str, list[Fault]]) -> tuple[Fraction, Fraction] | str:
        """Points and applicable maximum of a node whose figures a leaf reads, or its status."""
        found = self.result(code, late)
        return (found.points, found.max) if isinstance(found, Points) else found

    def raw(self, code: str, late: dict[str, list[Fault]]) -> Result:
        """The result of the rule or the aggregation."""
        place = self.places[code]
        if place.leaf is not None:
            return place.leaf
        if "rule" in place.node:
            about = {**place.inherited, "result": lambda other: self.figures(other, late)}
            result, faults = leaf_result(place.node, self.row, about)
            if faults:
                late[code] = faults
            return result
        below = [(child, self.result(child["code"], late)) for child in place.children]
        parts = [(child, part) for child, part in below if isinstance(part, Points)]
        if any(part == FAILED for _, part in below):
            return FAILED
        unavailable = any(part == UNAVAILABLE for _, part in below)
        if not parts:
            return UNAVAILABLE if unavailable else self.nothing_left(place)
        assert place.aggregation is not None
        try:
            result = aggregate(place.aggregation, place.node, parts)
        except UndefinedError as error:
            late[code] = [(str(error), code)]
            return FAILED
        if isinstance(result, Points):
            points = limited(result.points, place.node)
            return Points(points, points, result.max)
        return self.nothing_left(place) if result == EXCLUDED and not unavailable else result

    def nothing_left(self, place: Place) -> Result:
        """The result of a node whose children are all excluded."""
        form = place.inherited.get("only_for")
        exists = not form or place.inherited["group"] in form
        if "nothing_left" not in place.node or not exists:
            return EXCLUDED
        return by_policy(place.node["nothing_left"], Number(place.node["max"]))

    def gated(self, code: str, result: Result, late: dict[str, list[Fault]]) -> Result:
        """Apply the gates up to the first active one with points; a cap only lowers."""
        place = self.places[code]
        if place.flags is None:
            return FAILED
        for gate in place.node.get("gates", ()):
            test = gate.get("when")
            if test is None:
                holding = place.flags.get(gate["id"], False)
            else:
                other = self.result(test["node"], late)
                if other == FAILED:
                    return FAILED
                if "no_value" in test:
                    holding = self.lacking(test["node"]) in test["no_value"]
                else:
                    holding = isinstance(other, Points) and within(
                        test.get("points", test.get("index")), self.looked_at(test, other)
                    )
            if not holding or not isinstance(result, Points):
                continue
            replaces = "points" in gate
            points = Number(gate["points"]) if replaces else min(result.points, Number(gate["cap"]))
            result = Points(points, points, result.max)
            if replaces:
                break
        return result

    def lacking(self, code: str) -> str | None:
        """The kind of no-value that applies to a leaf, if its unit has the leaf and lacks a value."""
        place = self.places[code]
        form = place.inherited.get("only_for")
        if form and place.inherited["group"] not in form:
            return None
        absent = read_leaf(place.node, self.row, self.markers)[2]
        return applying(
            why for why, name in absent if not declared_of(place.node, name).get("optional")
        )

    def looked_at(self, test: Json, other: Points) -> Fraction:
        """The points of the node that a gate tests, or its index before or after rounding."""
        if "points" in test:
            return other.points
        how = None if test.get("stage") == "exact" else self.stated[test["node"]].index_rounding
        return rounded(other.index, how) if how else other.index

    def round(self, code: str, result: Result) -> Result:
        """Round the points of a node by its own rounding."""
        how = self.places[code].node.get("rounding")
        if how is None or not isinstance(result, Points):
            return result
        return replace(result, points=rounded(result.exact, how), rounding=how)


def walk_all(rubric: Json, row: Row, units: Units) -> tuple[dict[str, Result], list[Fault]]:
    """Score every node for one row: results by code, in document order, and the faults."""
    scorer = RowScorer(rubric, row, units)
    return scorer.results, scorer.faults


def read_rubric(rubric: str | Json, custom: Mapping[str, Any] | None = None) -> Json:
    """Read rubric JSON so that every number keeps its written text.

    Each custom rule gets its function from `custom`.
    """
    text = rubric if isinstance(rubric, str) else json.dumps(rubric)
    parsed: dict[str, Any] = json.loads(text, parse_float=str, parse_int=str)
    parsed = resolved(parsed)
    for name in parsed.get("weight_sets", ())[:1]:
        use_weights(parsed, name)
    if custom:
        give_functions(parsed, custom)
    return parsed


def give_functions(node: Json, custom: Mapping[str, Any]) -> None:
    """Put the function of every custom rule into the rule."""
    rule = node.get("rule", {}).get("custom")
    if rule is not None:
        given = custom[rule["name"]]
        rule["function"] = given[1] if isinstance(given, tuple) else given
    for child in node.get("nodes", node.get("children", ())):
        give_functions(child, custom)


def use_weights(node: dict[str, Any], name: str) -> None:
    """Replace the weights in all sets by the weight in one set."""
    if isinstance(node.get("weight"), dict):
        node["weight"] = node["weight"][name]
    for child in node.get("children", node.get("nodes", ())):
        use_weights(child, name)


def write(of: Stated, result: Result) -> dict[str, str | None]:
    """Write the result of a node: points and maximum in points, index in percent, and its status.

    With the class of the node if it declares classes, and an empty rank if it declares a ranking.
    """
    more: dict[str, str | None] = {"rank": None} if "ranking" in of.node else {}
    if "classes" in of.node:
        more["class"] = classify(of, result)
    if not isinstance(result, Points):
        return {"points": None, "max": None, "index": None, **more, "status": result}
    return {
        "points": to_text(result.points, result.rounding),
        "max": to_text(result.max),
        "index": to_text(result.index, of.index_rounding),
        **more,
        "status": "ok",
    }


def is_ranked(row: Row) -> bool:
    """Whether the unit takes part in the ranking."""
    ranked = row.get("ranked")
    return ranked in (None, "") or read_boolean(ranked)


def score(
    rubric: str | Json,
    rows: Sequence[Row],
    cohort: Sequence[Row] | None = None,
    custom: Mapping[str, Any] | None = None,
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
        The units for statistics: `rows` unless given, which must then be more than one.
    custom : dict, optional
        Custom rules, as for ``Rubric.compile``.

    Returns
    -------
    list of dict
        The ``units`` of the engine's result JSON, in the order of `rows`, with every ``rank`` None.
        Points and maxima are in points, indices in percent (0 to 100 if all marks are between 0 and
        the maximum), as exact text. Issues have code, row (from 1), unit and field.
    """
    rubric = read_rubric(rubric, custom)
    around = units_of(rubric, rows, cohort)
    of = stated(rubric)
    units: list[dict[str, Any]] = []
    every: list[dict[str, Result]] = []
    for number, row in enumerate(rows, start=1):
        name = row["unit"]
        results, faults = walk_all(rubric, row, around)
        written = {code: write(of[code], result) for code, result in results.items()}
        total = written.pop("")
        figures = {key: total[key] for key in ("points", "max", "index")}
        unit = {"unit": name, "group": row.get("group") or None, **figures, "rank": None}
        unit["class"] = classify(of[""], results[""])
        unit["nodes"] = written
        unit["status"] = total["status"]
        if faults:
            unit["issues"] = [
                {"code": code, "row": number, "unit": name, "field": field}
                for code, field in faults
            ]
        units.append(unit)
        every.append(results)
    for code, place in of.items():
        if "quota" not in place.node.get("classes", {}):
            continue
        counted = [
            (str(row.get("group") or ""), results[code]) if is_ranked(row) else None
            for row, results in zip(rows, every, strict=True)
        ]
        for scored, found in zip(units, by_quota(place, counted), strict=True):
            (scored["nodes"][code] if code else scored)["class"] = found
    return units
