# SPDX-License-Identifier: MIT
"""Scores of units: the points of every leaf, and of the nodes above."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from parindex.reference.aggregations import (
    EXCLUDED,
    FAILED,
    UNAVAILABLE,
    Part,
    Points,
    Result,
    UndefinedError,
    aggregate,
    handed_down,
    name_and_body,
    total,
)
from parindex.reference.cells import (
    NO_VALUES,
    Row,
    WrongValueError,
    column,
    declared_of,
    exact,
    no_value,
    read_boolean,
)
from parindex.reference.classes import Stated, by_quota, classify, stated
from parindex.reference.expressions import Fault, Surroundings, figures_in, within
from parindex.reference.leaves import (
    Units,
    applying,
    by_policy,
    leaf_result,
    limited,
    read_leaf,
    read_weight,
    units_of,
    values_of,
)
from parindex.reference.numbers import Json, Number, rounded, to_text
from parindex.reference.rules import output
from parindex.reference.shared import resolved


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
        self.weights: dict[str, Fraction] = {}  # those that come from the data
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
            made = self.round(code, self.gated(code, self.raw(code, late), late))
            self.results[code] = self.weighed(code, made, late)
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
        if not self.weights_add_up(place):
            late[code] = [("weights_sum_mismatch", code)]
            return FAILED
        try:
            result = aggregate(place.aggregation, place.node, self.with_weights(parts))
        except UndefinedError as error:
            late[code] = [(str(error), code)]
            return FAILED
        if isinstance(result, Points):
            points = limited(result.points, place.node)
            return Points(points, points, result.max)
        return self.nothing_left(place) if result == EXCLUDED and not unavailable else result

    def weighed(self, code: str, result: Result, late: dict[str, list[Fault]]) -> Result:
        """Read the weight of a node from the data, if it comes from there; a node with points must have one."""
        place = self.places[code]
        form, group = place.inherited.get("only_for"), place.inherited["group"]
        if "weight_input" not in place.node or result == FAILED or (form and group is None):
            return result
        try:
            weight = read_weight(place.node, self.row, self.markers)
            fault = "value_missing" if weight is None and isinstance(result, Points) else None
            if weight is not None and form and group not in form:
                fault = "value_unexpected"
        except WrongValueError as error:
            weight, fault = None, str(error)
            if form and group not in form:
                fault = "value_unexpected"
        if fault is not None:
            late[code] = [(fault, column(place.node, place.node["weight_input"]))]
            return FAILED
        if weight is not None:
            self.weights[code] = weight
        return result

    def with_weights(self, parts: Sequence[Part]) -> list[Part]:
        """Children with the weights that the data give them."""
        return [
            ({**child, "weight": self.weights[child["code"]]}, part)
            if child["code"] in self.weights
            else (child, part)
            for child, part in parts
        ]

    def weights_add_up(self, place: Place) -> bool:
        """Whether weights from the data have the declared sum, if there is one."""
        assert place.aggregation is not None
        _, body = name_and_body(place.aggregation)
        if "weights_sum" not in body or not any("weight_input" in c for c in place.children):
            return True
        given = total(self.weights.get(child["code"], Number(0)) for child in place.children)
        return given == Number(body["weights_sum"])

    def output(self, code: str) -> str | None:
        """The output of the decision table of a leaf; None without values that the table reads."""
        place = self.places[code]
        table = place.node.get("rule", {}).get("decision_table", {})
        if "outputs" not in table or not isinstance(self.results[code], Points):
            return None
        values = values_of(place.node, self.row, place.inherited)
        return None if values is None else output(table, values, Surroundings(code))

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


def has_outputs(node: Json) -> bool:
    """Whether the rule of a node is a decision table whose outputs are the classes of the units."""
    return "outputs" in node.get("rule", {}).get("decision_table", {})


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


def write(of: Stated, result: Result, output: str | None) -> dict[str, str | None]:
    """Write the result of a node: points and maximum in points, index in percent, and its status.

    With the class of the node if it gives classes, `output` if by its table, and an empty rank if it declares a
    ranking.
    """
    more: dict[str, str | None] = {"rank": None} if "ranking" in of.node else {}
    if "classes" in of.node:
        more["class"] = classify(of, result)
    elif has_outputs(of.node):
        more["class"] = output
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
        scorer = RowScorer(rubric, row, around)
        results, faults = scorer.results, scorer.faults
        written = {
            code: write(of[code], result, scorer.output(code)) for code, result in results.items()
        }
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
