# SPDX-License-Identifier: MIT
"""Hypothesis strategies: random valid rubrics, and random tables aimed at their boundaries.

Everything is made by plain functions whose `draw` is either the one that Hypothesis passes to a composite
strategy or a `random.Random`, which is a hundred times as fast but cannot be shrunk: see tests/soak.

A rubric is a JSON-able dict, a table is a list of rows ``{column: value}``. Bands always contain every
quantity, because they are made by cutting the number line. Figures that the check would question
(unreachable maxima, negative points) are accepted in the rubric, so that they also occur.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from parindex import NoValue
from parindex.reference import read_rubric
from parindex.reference.cells import WrongValueError, column, inputs_of, read_number
from parindex.reference.numbers import MODES, step_of, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import SearchStrategy

    from parindex import CustomCall

    Draw = Callable[[SearchStrategy[int]], int] | Random

Json = dict[str, Any]
PERCENT: Json = {"min": "0", "max": "100"}  # the range of an imported index
POLICIES = ("error", "zero", "exclude", "full")


def fractions(*texts: str) -> list[Fraction]:
    return [Fraction(text) for text in texts]


MAXIMA = fractions(
    "1",
    "2",
    "3",
    "0.5",
    "0.25",
    "1.5",
    "10",
    "8.55",
    "0.1",
    "1/3",
    "7/6",
    "100",
    "123456789012345678901/7",
)
WEIGHTS = fractions("1", "2", "0.5", "1/3", "0", "0", "0.1", "35")
SHARES = fractions("0", "0", "1", "1", "1/2", "1/4", "1/3", "2/3", "0.005", "3/4", "3/2", "-1/2")
EACH = fractions("1", "1/2", "1/4", "0.05", "1/3", "1/100")
PERCENTS = fractions("0", "0", "33", "50", "200/3", "12.5", "75", "100", "100")
LANDMARKS = {
    "value": fractions("0", "1", "2.5", "5", "10", "50", "70", "90", "99.95", "100", "-1", "1e20"),
    "ratio": fractions("0", "1/3", "0.5", "2/3", "0.7", "0.9", "1", "1.25", "2"),
    "percent": fractions("0", "25", "100/3", "50", "70", "90", "99.5", "100", "120"),
}


def meant(number: str | float) -> Fraction:
    """The exact value of a number in a rubric; for a float, the value of its shortest decimal."""
    return Fraction(str(number))


@cache
def positions(count: int) -> st.SearchStrategy[int]:
    return st.sampled_from(
        range(count)
    )  # made once for each count: making a strategy costs more than a draw


def below(draw: Draw, count: int) -> int:
    return draw.randrange(count) if isinstance(draw, Random) else draw(positions(count))


def one_of(draw: Draw, *values: Any) -> Any:
    return values[below(draw, len(values))]


def some(draw: Draw, values: Sequence[Any], least: int, most: int) -> list[Any]:
    """Distinct values among the given ones, in random order."""
    rest = list(values)
    count = one_of(draw, *range(least, min(most, len(rest)) + 1))
    return [rest.pop(below(draw, len(rest))) for _ in range(count)]


def written(draw: Draw, value: Fraction) -> str | int | float:
    """One of the ways in which a rubric file may write the number."""
    text = to_text(value)
    if "/" in text:
        return text
    forms: list[str | int | float] = [
        text,
        f"{value.numerator}/{value.denominator}",
        text + ("0" if "." in text else ".0"),
        f"{to_text(value * 100)}e-2",
        float(value) if Fraction(repr(float(value))) == value else text,
    ]
    if value.denominator == 1:
        forms.append(int(value))
    return one_of(draw, *forms)


def figure(draw: Draw, values: list[Fraction], scale: Fraction = Fraction(1)) -> str | int | float:
    return written(draw, one_of(draw, *values) * scale)


def roundings(draw: Draw) -> Json:
    return {
        "digits": one_of(draw, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 18),
        "mode": one_of(draw, *MODES),
    }


# ---- Rules --------------------------------------------------------------------------------------


def an_input(draw: Draw, name: str) -> Json:
    kind = one_of(draw, "count", "number")
    made: Json = {"name": name, "type": kind}
    whole = kind == "count"
    low = one_of(draw, None, 0, 1, *((5,) if whole else (Fraction("0.5"), -10)))
    step = one_of(draw, None, None, None, 1, *((5,) if whole else fractions("0.25", "0.1", "1/3")))
    if low is not None:
        made["min"] = written(draw, Fraction(low))
    if step is not None:
        made["step"] = written(draw, Fraction(step))
    if one_of(draw, False, True):
        made["max"] = written(draw, (low or 0) + Fraction(step or 1) * one_of(draw, 7, 100, 1000))
    return made


def a_quantity(draw: Draw) -> tuple[str, Json, list[Json]]:
    """The kind of a quantity, the quantity and the inputs that it reads."""
    kind = one_of(draw, "value", "ratio", "percent")
    if kind == "value":
        name = one_of(draw, "value", "done")
        return kind, {"value": name}, [an_input(draw, name)]
    inputs = [an_input(draw, "done"), an_input(draw, "planned")]
    on: Json = {kind: ["done", "planned"]}
    if meant(inputs[1].get("min", 0)) <= 0 or one_of(draw, False, True):
        on["when_zero"] = one_of(draw, *POLICIES)
    if one_of(draw, False, True):
        inputs.reverse()  # the order of declaration differs from that of use
    if one_of(draw, False, False, True):
        on["min"] = written(draw, Fraction(0))
    if one_of(draw, False, False, True):
        on["max"] = written(draw, Fraction(100 if kind == "percent" else 1))
    return kind, on, inputs


def between(draw: Draw, cuts: list[tuple[Fraction, bool]], first: Json, last: Json) -> list[Json]:
    """The bands between cuts before or after values; `first` and `last` are the outer ends."""
    bands: list[Json] = []
    lower = first
    for value, after in cuts:
        bands.append({**lower, "to" if after else "below": written(draw, value)})
        lower = {"above" if after else "from": written(draw, value)}
    return [*bands, {**lower, **last}]


def cut_bands(draw: Draw, kind: str, on: Json, inputs: list[Json], maximum: Fraction) -> list[Json]:
    """Cut the attainable range before or after landmarks; give each piece points; shuffle."""
    limits = inputs[0] if kind == "value" else on
    low = meant(limits["min"]) if "min" in limits and one_of(draw, False, True) else None
    high = meant(limits["max"]) if "max" in limits and one_of(draw, False, True) else None
    places = [
        (value, after)
        for value in LANDMARKS[kind]
        for after in (False, True)
        if (low is None or (low, False) < (value, after))
        and (high is None or (value, after) < (high, True))
    ]
    first = {} if low is None else {"from": written(draw, low)}
    last = {} if high is None else {"to": written(draw, high)}
    steps = between(draw, sorted(some(draw, places, 0, 4)), first, last)
    for step in steps:
        step["points"] = figure(draw, SHARES, maximum)
    return some(draw, steps, len(steps), len(steps))


def bend(draw: Draw, piece: Json, maximum: Fraction) -> None:
    """Sometimes turn a piece whose two ends differ into a slope."""
    ends = [meant(piece[end]) for end in ("from", "above", "to", "below") if end in piece]
    if len(set(ends)) == 2 and one_of(draw, False, True, True):
        piece["points_from"] = piece.pop("points")
        piece["points_to"] = figure(draw, SHARES, maximum)


def a_deduction(draw: Draw, maximum: Fraction) -> Json:
    caps = fractions("1", "1/2", "1/3", "2")
    made: Json = {"start": figure(draw, SHARES, maximum), "items": []}
    for name in some(draw, ["late", "value", "wrong"], 1, 3):
        item: Json = {"id": name, "each": figure(draw, EACH, maximum)}
        if one_of(draw, False, True):
            item["cap"] = figure(draw, caps, maximum)
        made["items"].append(item)
    if one_of(draw, False, True):
        made["cap"] = figure(draw, caps, maximum)
    return made


def a_survey(draw: Draw) -> Json:
    answers: list[Json] = [{"id": i} for i in some(draw, ["a", "b", "value", "d"], 1, 4)]
    for answer in answers:
        if answer is answers[0] or one_of(draw, True, True, False):
            answer["percent"] = figure(draw, PERCENTS)
    made: Json = {
        "answers": answers,
        "minimum_sample": one_of(draw, 1, "1", 5, 30),
        "when_small": one_of(draw, *POLICIES),
        "stated_sample": one_of(draw, True, False, False),
    }
    groups = some(draw, ["leaders", "people", "x"], 0, 3)
    if groups:
        made["respondents"] = [{"id": i, "weight": figure(draw, WEIGHTS)} for i in groups]
        made["respondents"][0]["weight"] = figure(draw, fractions("1", "0.4", "1/3"))
    return made


def as_number(given: object) -> Fraction:
    """The points of the custom rule below for a value of each type."""
    match given:
        case bool():
            return Fraction(given)
        case date():
            return Fraction(given.day, given.month)
        case str():
            return Fraction(len(given))
    assert isinstance(given, Fraction)
    return given


def ours(call: CustomCall) -> Fraction | int | float:
    """A custom rule that sometimes fails, gives a float, or gives too many points."""
    total = Fraction(sum(as_number(value) for value in call.inputs.values()))
    if len(str(total.denominator)) > 100:
        raise ValueError("long")
    if total == 3:
        raise ValueError("three")
    if total == 5:
        return 0.5
    points = call.parameters["each"] * total
    return points if 90 < total < 10**6 else min(abs(points), call.max)


CUSTOM = {"ours": ("1", ours)}


def make_custom(draw: Draw, leaf: Json) -> None:
    """Replace the rule of a leaf by the custom rule."""
    from expression_strategies import typed_inputs

    names = some(draw, ["value", "done", "planned"], 1, 2)
    leaf["inputs"] = [an_input(draw, name) for name in names]
    if one_of(draw, False, True):
        leaf["inputs"] = some(draw, typed_inputs(draw), 1, 4)
    maximum = meant(leaf["max"])
    leaf["rule"] = {
        "custom": {
            "name": "ours",
            "version": "1",
            "parameters": {"each": figure(draw, EACH, maximum)},
            "reach": {"min": 0, "max": written(draw, maximum)},
        }
    }


def make_by_group(draw: Draw, leaf: Json) -> None:
    """Give the units of one group another rule over the inputs of a leaf, or all groups the same one."""
    ((kind, own),) = leaf["rule"].items()
    if "inputs" not in leaf or kind == "custom":
        return
    maximum = meant(leaf["max"])
    numbers = [each["name"] for each in leaf["inputs"] if each["type"] in ("number", "count")]
    others: list[Json] = [
        {"formula": {"cases": [{"points": figure(draw, SHARES, maximum)}]}},
        *({"per_unit": {"on": {"value": n}, "points_each": "1/3"}} for n in numbers),
        *({"target": {"on": {"value": n}, "target": 1, "zero_at": 10}} for n in numbers),
        *({"increments": {"on": {"value": n}, **some_increments(draw, maximum)}} for n in numbers),
    ]
    first, second = some(draw, ["A", "B"], 2, 2)
    cases = [{"groups": [first], "rule": {kind: own}}]
    if one_of(draw, True, True, False):
        cases.append({"groups": [second], "rule": one_of(draw, *others)})
    else:
        cases[0]["groups"].append(second)
    leaf["rule"] = {"by_group": {"cases": cases}}


def some_increments(draw: Draw, maximum: Fraction, marks: Sequence[Fraction] = ()) -> Json:
    """The members of `increments` except `on`; the threshold is one of `marks`."""
    base = one_of(draw, *fractions("0", "0", "1/4", "2/5"))
    made = {
        "base": written(draw, base * maximum),
        "threshold": figure(draw, list(marks) or fractions("0", "1", "5")),
        "direction": one_of(draw, "up", "down"),
        "step": figure(draw, fractions("1", "0.5", "2.5", "7", "10", "0.01")),
        "points_each": figure(draw, EACH, maximum),
        "partial_steps": one_of(draw, "counted", "dropped"),
    }
    if one_of(draw, False, True, True):
        made["cap"] = figure(draw, fractions("1", "1", "1/2", "3/2"), maximum)
    return made


def plainly(leaf: Json) -> Json:
    """A leaf, and instead of a rule by group the rule of its first case, which reads all inputs."""
    ((kind, rule),) = leaf["rule"].items()
    return {**leaf, "rule": rule["cases"][0]["rule"]} if kind == "by_group" else leaf


def a_rule(draw: Draw, maximum: Fraction) -> Json:
    """`rule`, and `inputs` if the kind declares them."""

    def points() -> str | int | float:
        return figure(draw, SHARES, maximum)

    # Imported here, because those strategies use this module.
    from expression_strategies import a_general_rule

    kind = one_of(
        draw, "general", "general", "general", "general", "choice", "yes_no", "all_of", "checklist", "bands", "bands", "bands",
        "proportional", "proportional", "proportional", "direct", "direct",
        "levels", "linear", "linear", "per_unit", "per_unit", "deduction", "imported",
        "survey", "survey", "increments", "increments",
    )  # fmt: skip
    if kind == "general":
        return a_general_rule(draw, maximum)
    if kind == "yes_no":
        return {"rule": {kind: {"yes": points(), "no": points()}}}
    if kind in ("choice", "levels"):
        ids = some(draw, ["a", "late", "1", "2", "0.5", "Tốt", "-3"], 1, 7)
        if kind == "levels":
            shares = [{"id": i, "percent": figure(draw, PERCENTS)} for i in ids]
            return {"rule": {kind: {"options": shares}}}
        return {"rule": {kind: {"options": [{"id": i, "points": points()} for i in ids]}}}
    if kind in ("all_of", "checklist"):
        ids = some(draw, ["q1", "q2", "value", "Board"], 1, 4)
        items: list[Json] = [{"id": i} for i in ids]
        if kind == "all_of":
            return {"rule": {kind: {"items": items, "points": points(), "otherwise": points()}}}
        return {"rule": {kind: {"items": [{**item, "points": points()} for item in items]}}}
    if kind == "imported":
        return {"rule": {kind: {"index": "SIPAS"}}}
    if kind == "survey":
        return {"rule": {kind: a_survey(draw)}}
    if kind == "deduction":
        return {"rule": {kind: a_deduction(draw, maximum)}}
    if kind == "direct":
        low = one_of(draw, *fractions("0", "0", "0.5", "-1"))
        step = one_of(draw, None, *fractions("0.25", "0.005", "1/3", "0.5"))
        high = low + (step or Fraction("0.01")) * one_of(draw, 4, 10, 30)
        made = {"min": written(draw, low), "max": written(draw, high)}
        return {"rule": {kind: made if step is None else {**made, "step": written(draw, step)}}}
    of, on, inputs = a_quantity(draw)
    if kind == "bands":
        steps = cut_bands(draw, of, on, inputs, maximum)
        return {"inputs": inputs, "rule": {kind: {"on": on, "steps": steps}}}
    if kind == "linear":
        pieces = cut_bands(draw, of, on, inputs, maximum)
        for piece in pieces:
            bend(draw, piece, maximum)
        return {"inputs": inputs, "rule": {kind: {"on": on, "pieces": pieces}}}
    if kind == "per_unit":
        each: Json = {"on": on, "points_each": figure(draw, EACH, maximum)}
        if one_of(draw, False, True):
            each["cap"] = figure(draw, fractions("1", "1", "1/2", "3/2", "1/3"), maximum)
        return {"inputs": inputs, "rule": {kind: each}}
    if kind == "increments":
        each = {"on": on, **some_increments(draw, maximum, LANDMARKS[of])}
        return {"inputs": inputs, "rule": {kind: each}}
    rule: Json = {"on": on, "full_at": figure(draw, [x for x in LANDMARKS[of] if x > 0])}
    if one_of(draw, False, True):
        where = one_of(draw, "below", "to")
        rule["cut_off"] = {where: figure(draw, LANDMARKS[of]), "points": points()}
    if one_of(draw, False, True):
        rule["cap"] = figure(draw, fractions("1", "1", "1/2", "3/2"), maximum)
    if one_of(draw, False, True):
        rule["floor"] = figure(draw, fractions("0", "0", "1/4", "-1"), maximum)
    return {"inputs": inputs, "rule": {kind: rule}}


# ---- Rubrics ------------------------------------------------------------------------------------

DOUBTS = ("maximum_unreachable", "maximum_exceeded", "minimum_above_zero", "minimum_below_zero")


KINDS = ("missing", "not_applicable", "not_proven", "refused")


MEANS = ("mean", "median", "harmonic_mean", "geometric_mean", "weighted_mean")


def an_aggregation(draw: Draw, plain: bool) -> Any:
    """Any kind, as a rubric writes it; `lookup` and `best` get their members together with their children."""
    kind = one_of(draw, "sum", "weighted_mean")
    if not plain and one_of(draw, True, True, False):
        kind = one_of(draw, *MEANS, "minimum", "one_of", "best", "lookup", "sum", "adjusted")
    if kind in MEANS and not plain and one_of(draw, False, False, True):
        return {kind: {"minimum_available": one_of(draw, 1, 2, "2", 3)}}
    return kind


def kind_of(aggregation: Any) -> str:
    return aggregation if isinstance(aggregation, str) else next(iter(aggregation))


def a_node(draw: Draw, code: str, depth: int, above: Above) -> tuple[Json, Fraction]:
    """A node under an aggregation, and its maximum."""
    node: Json = {"code": code}
    if one_of(draw, False, False, False, True):
        node[one_of(draw, "missing", *KINDS)] = one_of(draw, *POLICIES)
    if one_of(draw, False, True):
        node["rounding"] = roundings(draw)
    if above.weighted:
        node["weight"] = figure(draw, WEIGHTS)
    if depth < 3 and one_of(draw, False, False, True):
        own = an_aggregation(draw, above.plain)
        if above.down is None or one_of(draw, False, True):
            node["aggregation"] = own
        maximum = fill(draw, node, "children", depth + 1, above)
    else:
        maximum = one_of(draw, *MAXIMA)
        node |= a_rule(draw, maximum)
        node["accept"] = dict.fromkeys(DOUBTS, "random figures")
    node["max"] = written(draw, maximum)
    if not above.plain:
        hold_back(draw, node, maximum)
    return node, maximum


@dataclass(frozen=True)
class Above:
    """What a node inherits from the nodes above it."""

    down: Any = None  # the aggregation that it inherits
    weighted: bool = False
    plain: bool = False  # only members that the fixed lane supports


def hold_back(draw: Draw, node: Json, maximum: Fraction) -> None:
    """Sometimes a cap, a floor or a gate with a flag."""
    if one_of(draw, *[False] * 5, True):
        node["cap"] = written(draw, maximum * one_of(draw, *fractions("1", "1", "2", "3/4")))
    if one_of(draw, *[False] * 5, True):
        node["floor"] = written(draw, maximum * one_of(draw, *fractions("0", "0", "1/4")))
    if one_of(draw, *[False] * 5, True):
        many = one_of(draw, ["veto"], ["veto", "limit"])
        node["gates"] = [
            {"id": each, one_of(draw, "points", "cap"): figure(draw, SHARES, maximum)}
            for each in many
        ]
    if "cap" in node or "gates" in node:
        node["accept"] = {**dict.fromkeys((*DOUBTS, "maximum_mismatch"), "random figures")}


def look_at_siblings(draw: Draw, children: list[Json]) -> None:
    """Sometimes a gate that tests an earlier sibling, so that there are no cycles."""
    for before, child in itertools.pairwise(children):
        if one_of(draw, *[False] * 5, True):
            end = one_of(draw, "from", "above", "to", "below")
            on = one_of(draw, "points", "index")
            test: Json = {on: {end: figure(draw, LANDMARKS["percent"])}}
            if on == "index" and one_of(draw, False, True):
                test["stage"] = one_of(draw, "exact", "rounded")
            half = str(Fraction(str(child["max"])) / 2)
            effect = {one_of(draw, "points", "cap"): one_of(draw, 0, 0, half)}
            gate = {"id": "look", "when": {"node": before["code"], **test}, **effect}
            child.setdefault("gates", []).append(gate)


def a_lookup(draw: Draw, node: Json, key: str, stem: str) -> Fraction:
    """Two leaves of yes and no, and a row for every combination of their points."""
    leaf = {"max": 2, "missing": "zero", "rule": {"yes_no": {"yes": 2, "no": 0}}}
    node[key] = [{"code": f"{stem}1", **leaf}, {"code": f"{stem}2", **leaf}]
    rows = [[0], ["2"], [0, 0], [2, 0], ["2.0", 2]]
    points = [figure(draw, fractions("0", "1", "2", "3", "1/3")) for _ in rows[1:]] + [4]
    made = [{"children": row, "points": each} for row, each in zip(rows, points, strict=True)]
    node["aggregation"] = {"lookup": {"rows": made}}
    return Fraction(4)


def fill(draw: Draw, node: Json, key: str, depth: int, above: Above) -> Fraction:
    """Give a node children under `key`; returns the matching maximum."""
    count = one_of(draw, 1, 2, 3, 4)
    forms = depth == 1 and one_of(draw, False, False, True) and not above.plain
    stem = f"{node['code']}." if "code" in node else one_of(draw, "", "Đ", "TC-")
    aggregation = node.get("aggregation", above.down)
    kind = kind_of(aggregation)
    if kind == "lookup":
        return a_lookup(draw, node, key, stem)
    adjusted = kind == "adjusted"
    kind = "sum" if adjusted else kind
    weighted = kind == "weighted_mean"
    weighted = weighted or (
        kind in ("harmonic_mean", "geometric_mean") and one_of(draw, True, False)
    )
    down = above.down if kind in ("best", "one_of") else kind
    below = Above(down, weighted, above.plain)
    made = [a_node(draw, f"{stem}{i}", depth, below) for i in range(1, count + 1)]
    node[key] = [child for child, _ in made]
    if isinstance(aggregation, dict):
        body = aggregation[kind]
        body["minimum_available"] = min(int(body["minimum_available"]), count)
    if kind == "geometric_mean":
        node["rounding"] = {"digits": one_of(draw, 0, 1, 2, 4), "mode": one_of(draw, *MODES)}
        for child in node[key]:
            if weighted:
                child["weight"] = one_of(draw, 1, 2, "0.5", "1/3", 0)
    if not above.plain:
        look_at_siblings(draw, node[key])
    if forms:
        twin_forms(draw, node, key, made)
    if weighted and all(meant(child["weight"]) == 0 for child in node[key]):
        node[key][0]["weight"] = 1
    maxima = [child_max for _, child_max in made]
    maximum = sum(maxima, Fraction(0))
    if kind in MEANS:
        return one_of(draw, *MAXIMA)
    if kind == "minimum":
        return min(maxima)
    if kind == "best":
        best = one_of(draw, *range(1, count + 1))
        node["aggregation"] = {kind: {"count": best}}
        return sum(sorted(maxima, reverse=True)[:best], Fraction(0))
    if kind == "one_of":
        node["accept"] = {"maximum_mismatch": "alternatives of unlike weight"}
        for child in node[key]:
            child["missing"] = "exclude"
        return maxima[0]
    if adjusted:
        node["aggregation"] = "sum"
        if count > 1 and not forms:
            return adjust(draw, node, node[key], maxima)
    if one_of(draw, *[False] * 7, True):
        node["accept"] = {"maximum_mismatch": "the form adds up wrongly"}
        maximum += Fraction("0.45")
    return maximum


def adjust(draw: Draw, node: Json, children: list[Json], maxima: list[Fraction]) -> Fraction:
    """Turn all children except the first into bonuses and penalties."""
    steps = []
    for child, most in zip(children[1:], maxima[1:], strict=True):
        step: Json = {one_of(draw, "bonus", "penalty"): child["code"]}
        if one_of(draw, False, True):
            limit = figure(draw, SHARES, most + maxima[0])
            if "bonus" in step:
                step["cap"] = one_of(draw, limit, "max")
            else:
                step["floor"] = limit
        steps.append(step)
    node["aggregation"] = {"sum": {"adjust": some(draw, steps, len(steps), len(steps))}}
    return maxima[0]


def twin_forms(draw: Draw, node: Json, key: str, made: list[tuple[Json, Fraction]]) -> None:
    """Split the last child into two, one for each group, with equal maximum and weight."""
    last, maximum = made[-1]
    other = {
        "code": last["code"] + "b",
        "max": last["max"],
        "only_for": ["B"],
        **a_rule(draw, maximum),
    }
    other["accept"] = dict.fromkeys(DOUBTS, "random figures")
    if "weight" in last:
        other["weight"] = last["weight"] = figure(draw, [w for w in WEIGHTS if w > 0])
    last["only_for"] = ["A"]
    for leaf in leaves_of(last):
        leaf["only_for"] = ["A"]
    node[key].append(other)
    node["groups"] = [{"id": "A"}, {"id": "B"}]


def codes_of(node: Json) -> list[str]:
    children = node.get("nodes", node.get("children", []))
    return [code for child in children for code in (child["code"], *codes_of(child))]


def leaves_of(node: Json) -> list[Json]:
    if "rule" in node:
        return [node]
    return [leaf for child in node.get("nodes", node.get("children")) for leaf in leaves_of(child)]


def a_ranking(draw: Draw, codes: list[str]) -> Json:
    return {
        "on": one_of(draw, "index", "points"),
        "stage": one_of(draw, "exact", "rounded"),
        "ties": one_of(draw, "competition", "dense", "ordinal"),
        "within": one_of(draw, "all", "group"),
        "tie_break": some(draw, codes, 0, 2),
    }


def some_classes(draw: Draw) -> Json:
    places = [(value, after) for value in LANDMARKS["percent"] for after in (False, True)]
    bands = between(draw, sorted(some(draw, places, 0, 4)), {}, {})
    for at, band in enumerate(bands):
        band["id"] = f"C{at}"
    return {
        "on": one_of(draw, "index", "points"),
        "stage": one_of(draw, "exact", "rounded"),
        "bands": some(draw, bands, len(bands), len(bands)),
    }


def some_quotas(draw: Draw) -> Json:
    """Classes by quota, some of which also need a result."""
    bands: list[Json] = []
    for at in range(one_of(draw, 1, 2, 3)):
        band: Json = {"percent": one_of(draw, 10, 20, "100/3", "12.5"), "id": f"C{at}"}
        if one_of(draw, False, False, True):
            band[one_of(draw, "from", "above")] = figure(draw, LANDMARKS["percent"])
        bands.append(band)
    quota = {
        "rounding": one_of(draw, *MODES),
        "ties": one_of(draw, "better", "worse"),
        "within": one_of(draw, "all", "group"),
    }
    bands.append({"id": "rest"})
    return {
        "on": one_of(draw, "index", "points"),
        "stage": one_of(draw, "exact", "rounded"),
        "quota": quota,
        "bands": bands,
    }


def several_weights(draw: Draw, node: Json) -> None:
    """Give nodes that have a weight another weight in a second set."""
    for child in node.get("nodes", node.get("children", ())):
        if "weight" in child and one_of(draw, False, True):
            child["weight"] = {"base": child["weight"], "other": one_of(draw, 1, "2", "0.5")}
        several_weights(draw, child)


def a_rubric(draw: Draw, plain: bool = False, *, custom: bool = False) -> Json:
    """A valid rubric with every kind of rule, policy, aggregation, rounding and ranking.

    In a plain one, only rules can keep a node out of the fixed lane. With `custom`,
    some rules are the rule of `CUSTOM`, which must be passed to compile.
    """
    from expression_strategies import CALENDAR, needs_format_2
    from figure_strategies import read_others
    from reading_strategies import read_otherwise
    from result_strategies import add_informative, name_outputs, state_results, weigh_by_data

    rubric: Json = {
        "parindex": 1,
        "id": "random",
        "edition": "2026",
        "aggregation": an_aggregation(draw, plain),
        "missing": one_of(draw, *POLICIES),
        "index_rounding": one_of(draw, "exact", roundings(draw)),
        "calendar": CALENDAR,
    }
    maximum = fill(draw, rubric, "nodes", 1, Above(plain=plain))
    rubric["max"] = written(draw, maximum)
    if "rounding" not in rubric and one_of(draw, False, True):
        rubric["rounding"] = roundings(draw)
    if not plain:
        hold_back(draw, rubric, maximum)
        if one_of(draw, False, False, True):
            rubric["weight_sets"] = ["base", "other"]
            several_weights(draw, rubric)
    for kind in KINDS[1:]:
        if one_of(draw, False, True):
            rubric[kind] = one_of(draw, *POLICIES)
    if one_of(draw, False, True):
        rubric["markers"] = {"not_applicable": ["n/a", "không áp dụng"], "missing": ["-"]}
    for leaf in leaves_of(rubric) if custom else ():
        # A leaf that accepts nothing has only the rule that its parent needs.
        if "accept" in leaf and one_of(draw, *[False] * 9, True):
            make_custom(draw, leaf)
    if "groups" in rubric or (not plain and one_of(draw, *[False] * 5, True)):
        rubric["groups"] = [{"id": "A"}, {"id": "B"}]
        for leaf in leaves_of(rubric):
            if "accept" in leaf and one_of(draw, False, True):
                make_by_group(draw, leaf)
    if not plain and one_of(draw, *[False] * 3, True):
        add_informative(draw, rubric)
    if not plain and one_of(draw, *[False] * 3, True):
        read_others(draw, rubric)
    if not plain and one_of(draw, *[False] * 3, True):
        read_otherwise(draw, rubric)
    if one_of(draw, False, False, True):
        state_results(draw, rubric)
    if one_of(draw, False, True):
        name_outputs(draw, rubric)
    if not plain and one_of(draw, False, True):
        weigh_by_data(draw, rubric)
    rubric["ranking"] = a_ranking(draw, codes_of(rubric))
    if one_of(draw, False, True):
        quota = rubric["parindex"] == 2 and one_of(draw, False, True)
        rubric["classes"] = some_quotas(draw) if quota else some_classes(draw)
    if needs_format_2(rubric["nodes"]):
        rubric["parindex"] = 2
    return rubric


EXACT = ("survey", "custom")  # kinds that are always in the exact lane
TABLE = ("linear", "deduction", "by_group")  # kinds that need a rounding


def suited(draw: Draw, rubric: Json) -> Json:
    """The rubric, usually without the members that would keep all of it out of the fixed lane."""
    from expression_strategies import is_general
    from result_strategies import keep_in_the_fixed_lane

    if one_of(draw, *[True] * 15, False):
        keep_in_the_fixed_lane(rubric)
    for node in leaves_of(rubric):
        ((kind, rule),) = node["rule"].items()
        if not is_general(node) and one_of(draw, *[False] * 39, True):
            continue
        for limits in (*node.get("inputs", ()), rule):
            if str(limits.get("step")) == "1/3":
                del limits["step"]
        if kind in EXACT or "'node'" in str(rule):  # it reads a figure of another node
            node["rule"] = {"levels": {"options": [{"id": "a", "percent": "66.6"}]}}
            node.pop("inputs", None)
            continue
        if kind in TABLE or is_general(node):
            node.setdefault("rounding", {"digits": one_of(draw, 0, 1, 2, 4), "mode": "half_up"})
            continue
        if kind in ("proportional", "per_unit", "imported", "increments"):
            node.setdefault("rounding", {"digits": one_of(draw, 0, 1, 2, 4), "mode": "half_up"})
            if kind != "imported" and one_of(draw, True, True, False):
                rule.setdefault("cap", node["max"])
        if kind == "direct" and "step" not in rule and one_of(draw, True, True, False):
            node.pop("rounding", None)
        if "value" not in rule.get("on", {"value": ""}):
            rule["on"].setdefault("when_zero", one_of(draw, *POLICIES))
            for made in node["inputs"]:
                made["type"] = "count"
                for part in ("min", "max", "step", "rounding", "impute", "missing_markers"):
                    made.pop(part, None)
    return rubric


# ---- Tables -------------------------------------------------------------------------------------

NASTY: list[object] = [
    "abc", "", " ", " 1", "1 ", "+1", ".5", "1.", "0x10", "1_000", "1,5", "1e", "--1", "1/0",
    "1/-2",
    "١", "NaN", "inf", "1e401", "1e-401", "9" * 400, "9" * 401, float("nan"), float("inf"),
    float("-inf"), Decimal("NaN"), Decimal("-Infinity"), True, False, "true", "Yes", "no", -1, 2,
    "-0",
    0.5, 0.1, "1/3", Fraction(1, 3), 10**30, -(10**30), 1e300, 1e-7, 5e-324, Decimal("1E+40"),
    "1e400", NoValue.REFUSED, NoValue.NOT_PROVEN, NoValue.NOT_APPLICABLE, "n/a", "-",
    2**63, -(2**63), 2**64 + 1, 2**53 + 1, "0.30000000000000004", 0.1 + 0.2, None, "Không", "none",
]  # fmt: skip
# Doubles of all sizes, and doubles that are critical for binary arithmetic.
SPECIAL = [
    0.0, -0.0, 5e-324, 2.2250738585072014e-308, 1e-300, 1e-20, 2.0**52 + 1, 2.0**53, 2.0**53 - 1,
    2.0**53 + 2, 2.0**63, 1e15, 999999999999999.9, 1e16, 1e22, 1e23, 1e300, -1e300, -1.0, 0.5, 0.1,
    0.3, 0.1 + 0.2, 4.35, 2.675, 1.005, 33.333, 66.66666666666667, 99.99999999999999, 0.005, 1e-7,
]  # fmt: skip
YES: list[object] = [True, 1, 1.0, Decimal(1), Fraction(1), "yes", "Yes", "TRUE", "1", "có", "CÓ"]
NO: list[object] = [False, 0, 0.0, Decimal(0), -0.0, "no", "NO", "False", "0", "không", "KHÔNG"]


def shown(draw: Draw, value: Fraction) -> object:
    """One of the ways in which data may contain the number."""
    text = to_text(value)
    forms: list[object] = [value, f"{value.numerator}/{value.denominator}"]
    if "/" not in text:
        forms += [text, Decimal(text), text + ("0" if "." in text else ".00")]
        forms += [f"{to_text(value * 100)}e-2", f"{to_text(value / 10)}E+1"]
        if Fraction(repr(float(value))) == value:
            forms.append(float(value))
    if value.denominator == 1:
        forms.append(int(value))
    return one_of(draw, *forms)


def fits(value: Fraction, limits: Json) -> bool:
    try:
        return read_number(value, limits) == value
    except WrongValueError:
        return False


def aimed(draw: Draw, wanted: list[Fraction], limits: Json) -> Fraction:
    """A value of the input: a wanted one if it is allowed, otherwise any allowed one."""
    base, step = Fraction(limits.get("min", 0)), Fraction(limits.get("step", 1))
    allowed = [value for value in wanted if fits(value, limits)]
    return one_of(draw, *allowed or [base + step * k for k in (0, 1, 2, 3, 5, 7)])


def outside(leaf: Json, name: str) -> list[object]:
    """Numbers just outside the allowed range of a leaf's column, several times each."""
    ((kind, rule),) = plainly(leaf)["rule"].items()
    declared = {column(leaf, each["name"]): each for each in leaf.get("inputs", ())}
    own = {"direct": rule, "imported": PERCENT}.get(kind, {})
    limits = declared.get(name, own)
    wrong: list[object] = [Fraction(1, 2), -1]
    if limits.get("type") == "date":
        ends = [(limits[end], step) for end, step in (("min", -1), ("max", 1)) if end in limits]
        days = [date.fromisoformat(end) + timedelta(step) for end, step in ends]
        return [*wrong, *(day.isoformat() for day in days)] * 6
    if "min" in limits:
        wrong += [Fraction(limits["min"]) - Fraction(1, 10**12), Fraction(limits["min"]) - 1]
    if "max" in limits:
        wrong += [Fraction(limits["max"]) + Fraction(1, 10**12), Fraction(limits["max"]) + 1]
    if "step" in limits:
        wrong.append(Fraction(limits.get("min", 0)) + Fraction(limits["step"]) * Fraction(3, 2))
    return wrong * 6


def halves(leaf: Json) -> list[Fraction]:
    """Points that are a tie for the rounding of the leaf, and their neighbours."""
    unit = step_of(leaf.get("rounding", {"digits": 2}))
    nudge = Fraction(1, 10**9)
    return [unit * n / 2 + d for n in (1, 3, 5, -1) for d in (Fraction(0), nudge, -nudge)]


def quantity_cells(draw: Draw, leaf: Json, rule: Json) -> Json:
    """Inputs of a leaf that bring its quantity to an edge of its rule."""
    edges = [Fraction(x) for x in (rule["on"].get("min"), rule["on"].get("max")) if x is not None]
    for part in (*rule.get("steps", []), *rule.get("pieces", []), rule.get("cut_off", {})):
        edges += [Fraction(part[end]) for end in ("from", "above", "to", "below") if end in part]
    if "full_at" in rule:
        full_at = Fraction(rule["full_at"])
        edges += [full_at, *(half * full_at / Fraction(leaf["max"]) for half in halves(leaf))]
    if "threshold" in rule:
        to = -1 if rule["direction"] == "down" else 1
        step = to * Fraction(rule["step"])
        wanted = [*halves(leaf), Fraction(rule.get("cap", leaf["max"]))]
        each, base = Fraction(rule["points_each"]), Fraction(rule["base"])
        steps = [*fractions("0", "0", "1", "2", "7"), *((one - base) / each for one in wanted)]
        edges += [Fraction(rule["threshold"]) + step * n for n in steps]
    elif "points_each" in rule:
        each = Fraction(rule["points_each"])
        edges += [Fraction(1), Fraction(3), Fraction(rule.get("cap", 0)) / each]
        edges += [half / each for half in halves(leaf)]
    nudge = one_of(draw, 0, 0, Fraction(1, 1000), Fraction(-1, 1000), Fraction(1, 3))
    edges = [edge + nudge for edge in edges or fractions("0", "1")]
    inputs = {declared["name"]: declared for declared in leaf["inputs"]}
    on = rule["on"]
    if "value" in on:
        return {on["value"]: aimed(draw, edges, inputs[on["value"]])}
    numerator, denominator = on.get("ratio", on.get("percent"))
    divisors = fractions("1", "2", "3", "7", "10", "40", "100", "1000", "2.5", "0", "0")
    divisor = aimed(draw, divisors, inputs[denominator])
    scale = divisor / 100 if "percent" in on else divisor
    dividend = aimed(draw, [edge * scale for edge in edges], inputs[numerator])
    return {numerator: dividend, denominator: divisor}


def number_cells(draw: Draw, leaf: Json) -> dict[str, Fraction]:
    """Inputs, by name, of a leaf that reads numbers, which bring it to an edge of its rule."""
    leaf = plainly(leaf)
    ((kind, rule),) = leaf["rule"].items()
    if kind == "direct":
        return {"value": aimed(draw, halves(leaf), rule)}
    if kind == "imported":
        per_point = 100 / Fraction(leaf["max"])
        wanted = [half * per_point for half in halves(leaf)] + fractions("0", "100", "82.5")
        return {"value": aimed(draw, wanted, PERCENT)}
    if kind == "deduction":
        return {item["id"]: Fraction(one_of(draw, 0, 0, 1, 2, 3, 50)) for item in rule["items"]}
    if kind == "survey":
        return survey_cells(draw, rule)
    return quantity_cells(draw, leaf, rule)


def survey_cells(draw: Draw, rule: Json) -> dict[str, Fraction]:
    """Counts of every answer, few or many, and mostly the right size of the sample."""
    cells: dict[str, Fraction] = {}
    for group in rule.get("respondents", [{}]):
        prefix = f"{group['id']}_" if group else ""
        many = one_of(draw, (0, 0, 1), (0, 2, 3, 10), (7, 30, 1000))
        counts = {prefix + a["id"]: Fraction(one_of(draw, *many)) for a in rule["answers"]}
        cells |= counts
        if rule["stated_sample"]:
            cells[prefix + "sample"] = sum(counts.values()) + one_of(draw, *[0] * 9, 1)
    return cells


def leaf_cells(draw: Draw, leaf: Json) -> Json:
    """Values of every column of a leaf, each of them valid."""
    leaf = plainly(leaf)
    ((kind, rule),) = leaf["rule"].items()
    if kind == "yes_no":
        return {leaf["code"]: one_of(draw, *YES, *NO)}
    if kind in ("choice", "levels"):
        chosen = one_of(draw, *(option["id"] for option in rule["options"]))
        numbers = {
            "1": (1, 1.0, True),
            "2": (2, Decimal("2.0")),
            "0.5": (0.5, Fraction(1, 2), "0.50"),
        }
        return {leaf["code"]: one_of(draw, chosen, chosen, *numbers.get(chosen, ()))}
    if kind in ("all_of", "checklist"):
        mostly = one_of(draw, YES, YES + NO)
        return {column(leaf, item["id"]): one_of(draw, *mostly) for item in rule["items"]}
    from expression_strategies import declared_cells, is_general

    if is_general(leaf):
        return declared_cells(draw, leaf)
    values = number_cells(draw, leaf)
    return {column(leaf, name): shown(draw, value) for name, value in values.items()}


def flags_of(node: Json, form: Sequence[str] = ()) -> list[tuple[str, Sequence[str]]]:
    """The columns of the flags of gates, each with the groups that have its node."""
    form = node.get("only_for", form)
    found = [
        (column(node, gate["id"]), form) for gate in node.get("gates", ()) if "when" not in gate
    ]
    for child in node.get("nodes", node.get("children", ())):
        found += flags_of(child, form)
    return found


def drop_other_form(draw: Draw, rubric: Json, leaves: list[Json], row: Json) -> None:
    """A row mostly has no values for the leaves of another group."""
    from result_strategies import weights_of

    for name, form in (*flags_of(rubric), *weights_of(rubric)):
        if form and row["group"] not in form and one_of(draw, *[True] * 7, False):
            row[name] = None
    for leaf in leaves:
        if row["group"] in leaf.get("only_for", [row["group"]]) or not one_of(
            draw, *[True] * 7, False
        ):
            continue
        for name in [column(leaf, each) for each in inputs_of(leaf)]:
            row[name] = one_of(draw, None, "", NoValue.NOT_APPLICABLE)


def a_table(draw: Draw, rubric: Json) -> list[Json]:
    """One to six units: clean rows, rows with gaps, with hostile values, equal or nearly equal."""
    from result_strategies import weights_of

    leaves = leaves_of(read_rubric(rubric))  # every number as text
    grouped, restricted = one_of(draw, False, True), one_of(draw, False, True)
    rows: list[Json] = []
    cells: Json = {}
    for number in range(one_of(draw, 1, 2, 4, 6)):
        how = one_of(draw, "clean", "clean", "gaps", "dirty", "equal", "nearly equal")
        if how == "nearly equal" and cells:
            cells = {**cells, one_of(draw, *cells): None}
        elif how != "equal" or not cells:
            cells = {}
            for leaf in leaves:
                made = leaf_cells(draw, leaf)
                if made and how in ("gaps", "dirty") and one_of(draw, False, True):
                    name = one_of(draw, *made)
                    gaps = (None, "", "n/a", "-", *NoValue)
                    wrong = gaps if how == "gaps" else (*NASTY, *outside(leaf, name))
                    made[name] = one_of(draw, *wrong)
                cells |= made
            for name, _ in flags_of(rubric):
                cells[name] = one_of(draw, *NO[:7] * 2, *YES[:3])
                if how in ("gaps", "dirty") and one_of(draw, *[False] * 7, True):
                    cells[name] = one_of(draw, None, "", "n/a", "?", 2)
            for name, _ in weights_of(rubric):
                cells[name] = one_of(draw, 1, 1, "2", "0.5", Fraction(1, 3), 0)
                if how in ("gaps", "dirty") and one_of(draw, *[False] * 7, True):
                    cells[name] = one_of(draw, None, "", "n/a", "?", -1)
        row: Json = {"unit": one_of(draw, "", "Tỉnh ") + f"{number + 1}", **cells}
        if grouped or ("groups" in rubric and one_of(draw, *[True] * 5, False)):
            row["group"] = one_of(draw, *["A", "B"] * 4, "C")
            drop_other_form(draw, rubric, leaves, row)
        if restricted:
            row["ranked"] = one_of(draw, True, "yes", 1, True, "no", False)
        rows.append(row)
    return rows


rankings = st.composite(a_ranking)
rubrics = st.composite(a_rubric)
tables = st.composite(a_table)
