# SPDX-License-Identifier: MIT
"""Rules: the points of one leaf before its rounding, one function for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from parindex.reference.cells import column, exact
from parindex.reference.expressions import (
    Fault,
    NamedValues,
    NoFigureError,
    NoValueError,
    PolicyError,
    Surroundings,
    log_share,
    value,
    within,
)
from parindex.reference.expressions import holds as condition_holds
from parindex.reference.numbers import Json, Number, NumberTooLongError, rounded


def choice(rule: Json, option: str) -> Fraction:
    """points = the points of the option that was chosen."""
    return next(Number(o["points"]) for o in rule["options"] if o["id"] == option)


def yes_no(rule: Json, yes: bool) -> Fraction:
    """points = `yes` or `no`."""
    return Number(rule["yes"] if yes else rule["no"])


def all_of(rule: Json, holds: Mapping[str, bool]) -> Fraction:
    """points = `points` if every item is true, otherwise `otherwise`."""
    return Number(rule["points"] if all(holds.values()) else rule["otherwise"])


def checklist(rule: Json, holds: Mapping[str, bool]) -> Fraction:
    """points = the sum of the points of the items that are true."""
    return sum((Number(i["points"]) for i in rule["items"] if holds[i["id"]]), Number(0))


def bands(rule: Json, x: Fraction) -> Fraction:
    """points = the points of the only step that contains the quantity x."""
    (held,) = (step for step in rule["steps"] if within(step, x))
    return Number(held["points"])


def proportional(rule: Json, x: Fraction, maximum: Fraction) -> Fraction:
    """points = max * x / full_at, at most `cap`, at least `floor`; the cut-off precedes both."""
    cut_off = rule.get("cut_off", {})
    if ("below" in cut_off and x < Number(cut_off["below"])) or (
        "to" in cut_off and x <= Number(cut_off["to"])
    ):
        return Number(cut_off["points"])
    points = maximum * x / Number(rule["full_at"])
    if "cap" in rule:
        points = min(points, Number(rule["cap"]))
    if "floor" in rule:
        points = max(points, Number(rule["floor"]))
    return points


def levels(rule: Json, option: str, maximum: Fraction) -> Fraction:
    """points = max * percent / 100 of the level that was chosen."""
    (percent,) = (Number(o["percent"]) for o in rule["options"] if o["id"] == option)
    return maximum * percent / 100


def linear(rule: Json, x: Fraction) -> Fraction:
    """points = those of the piece that contains x: constant, or linear between its ends."""
    (piece,) = (piece for piece in rule["pieces"] if within(piece, x))
    if "points" in piece:
        return Number(piece["points"])
    low = Number(piece["from"] if "from" in piece else piece["above"])
    high = Number(piece["to"] if "to" in piece else piece["below"])
    at_low, at_high = Number(piece["points_from"]), Number(piece["points_to"])
    return at_low + (at_high - at_low) * (x - low) / (high - low)


def at_most(points: Fraction, rule: Json) -> Fraction:
    """Limit points to `cap`, if there is one."""
    return min(points, Number(rule["cap"])) if "cap" in rule else points


def per_unit(rule: Json, x: Fraction) -> Fraction:
    """points = points_each * x, at most `cap`."""
    return at_most(Number(rule["points_each"]) * x, rule)


def increments(rule: Json, x: Fraction) -> Fraction:
    """points = base up to the threshold, beyond it base + points_each * steps, at most `cap`.

    steps is the distance from the threshold / `step`; `partial_steps` states whether the fraction of a
    step is counted or dropped.
    """
    threshold = Number(rule["threshold"])
    distance = threshold - x if rule["direction"] == "down" else x - threshold
    if distance <= 0:
        return Number(rule["base"])
    steps = distance / Number(rule["step"])
    if rule["partial_steps"] == "dropped":
        steps = Number(steps // 1)
    return at_most(Number(rule["base"]) + Number(rule["points_each"]) * steps, rule)


def deduction(rule: Json, counts: Mapping[str, Fraction]) -> Fraction:
    """points = start - the deductions for violations, each kind and the total up to its `cap`."""
    costs = (at_most(Number(i["each"]) * counts[i["id"]], i) for i in rule["items"])
    return Number(rule["start"]) - at_most(sum(costs, Number(0)), rule)


def imported(percent: Fraction, maximum: Fraction) -> Fraction:
    """points = max * percent / 100 of the other index."""
    return maximum * percent / 100


def survey(leaf: Json, rule: Json, counts: Mapping[str, Fraction], maximum: Fraction) -> Fraction:
    """points = max * sum_g(weight_g * share_g) / sum_g(weight_g) / 100.

    share_g is the mean percent of the answers of group g that have one.
    """
    groups = rule.get("respondents", [{"weight": "1"}])
    sample: Fraction = Number(0)
    total: Fraction = Number(0)
    weights: Fraction = Number(0)
    notes: list[Fault] = []
    silent = False  # a group with a weight but without an answer that has a percent
    for group in groups:
        prefix = f"{group['id']}_" if "id" in group else ""
        given = [(answer, counts[prefix + answer["id"]]) for answer in rule["answers"]]
        answered = sum((n for _, n in given), Number(0))
        if rule["stated_sample"] and counts[prefix + "sample"] != answered:
            notes.append(("survey_sample_mismatch", column(leaf, prefix + "sample")))
        sample += answered
        weight = Number(group["weight"])
        weights += weight
        worth = [(Number(answer["percent"]), n) for answer, n in given if "percent" in answer]
        counted = sum((n for _, n in worth), Number(0))
        if weight == 0:
            continue
        if counted == 0:
            silent = True
        else:
            total += weight * sum((percent * n for percent, n in worth), Number(0)) / counted
    if notes:
        raise PolicyError("error", notes=notes)
    if silent or sample < Number(rule["minimum_sample"]):
        small = ("survey_sample_small", leaf["code"])
        raise PolicyError(rule["when_small"], notes=[small])
    return maximum * (total / weights) / 100


class CustomCall(NamedTuple):
    """The argument of a custom rule: the fields of ``parindex.CustomCall``."""

    code: str
    inputs: Mapping[str, Any]
    parameters: Mapping[str, Fraction]
    max: Fraction


def custom(leaf: Json, rule: Json, values: Mapping[str, Any], maximum: Fraction) -> Fraction:
    """points = the result of the function, an exact number within `reach`."""
    parameters = {name: Number(text) for name, text in rule.get("parameters", {}).items()}
    dates = {each["name"] for each in leaf["inputs"] if each["type"] == "date"}
    inputs = {
        name: date.fromordinal(int(given)) if name in dates else given
        for name, given in values.items()
    }
    try:
        points = rule["function"](CustomCall(leaf["code"], inputs, parameters, maximum))
        if isinstance(points, (bool, float)):
            raise TypeError(points)
        points = exact(points)
        if not isinstance(points, Fraction):
            raise TypeError(points)
    except Exception as error:
        raise PolicyError("error", ("custom_failed", leaf["code"])) from error
    reach = rule["reach"]
    if not Number(reach["min"]) <= points <= Number(reach["max"]):
        raise PolicyError("error", ("custom_out_of_range", leaf["code"]))
    return points


def direct(mark: Fraction) -> Fraction:
    """points = the mark itself."""
    return mark


def formula(rule: Json, values: Mapping[str, Any], about: Surroundings) -> Fraction:
    """points = the expression of the first case that is true, at most `cap`, at least `floor`."""
    values = NamedValues(values, rule.get("let", {}), about)
    for case in rule["cases"]:
        if "when" not in case or condition_holds(case["when"], values, about):
            points = value(case["points"], values, about)
            if "cap" in rule:
                points = min(points, Number(rule["cap"]))
            if "floor" in rule:
                points = max(points, Number(rule["floor"]))
            return points
    raise ValueError("no case applies")


def goalposts(rule: Json, x: Fraction, ends: tuple[Fraction, Fraction], leaf: Json) -> Fraction:
    """points = max * (x - low) / (high - low), with `log` for their logarithms.

    A quantity outside is moved to the nearer end or is an error.
    """
    low, high = ends
    maximum = Number(leaf["max"])
    if low == high:
        raise ZeroDivisionError
    if not min(ends) <= x <= max(ends):
        if rule["outside"] == "error":
            fault = "value_below_minimum" if x < min(ends) else "value_above_maximum"
            raise PolicyError("error", (fault, leaf["code"]))
        x = min(max(x, min(ends)), max(ends))
    if x in (low, high):
        return maximum if x == high else Number(0)
    if rule["scale"] == "log":
        return log_share(maximum, x / low, high / low, leaf["rounding"])
    return maximum * (x - low) / (high - low)


def target(rule: Json, x: Fraction, maximum: Fraction) -> Fraction:
    """points = max * (1 - |x - target| / zero_at), at least 0."""
    share = 1 - Number(abs(Fraction(x - Number(rule["target"])))) / Number(rule["zero_at"])
    return maximum * max(share, Number(0))


def by_group(rule: Json, group: object) -> Json:
    """Find the rule of the case that names the group."""
    for case in rule["cases"]:
        if group in case["groups"]:
            return dict(case["rule"])
    raise PolicyError("error")  # the row reports its unknown group


def rows_that_hold(rule: Json, values: Mapping[str, Any], about: Surroundings) -> list[Json]:
    """The rows of a decision table whose tests are all true."""

    def test_holds(name: str, test: Any) -> bool:
        if isinstance(test, Mapping):
            return within(test, values[name])
        if isinstance(test, list) and isinstance(test[0], Mapping):
            return any(within(one, values[name]) for one in test)
        return condition_holds({"input": name, "is": test}, values, about)

    return [
        row
        for row in rule["rows"]
        if all(test_holds(name, test) for name, test in row["when"].items())
    ]


def output(rule: Json, values: Mapping[str, Any], about: Surroundings) -> str:
    """The output that a decision table with outputs gives: of the rows whose tests are all true, by `hit`."""
    given = [str(row["output"]) for row in rows_that_hold(rule, values, about)]
    if rule["hit"] == "priority":
        given = [each["id"] for each in rule["outputs"] if each["id"] in given]
    return given[0] if given else str(rule["otherwise_output"])


def decision_table(rule: Json, values: Mapping[str, Any], about: Surroundings) -> Fraction:
    """points = those of the rows whose tests are all true, by `hit`, otherwise `otherwise`."""
    if "outputs" in rule:
        word = output(rule, values, about)
        return next(Number(str(o["points"])) for o in rule["outputs"] if o["id"] == word)
    hits = [Number(str(row.get("points", 0))) for row in rows_that_hold(rule, values, about)]
    if rule["hit"] == "count":
        points = len(hits) * Number(str(rule["points_each"]))
        return min(points, Number(str(rule["cap"]))) if "cap" in rule else points
    if not hits:
        return Number(rule["otherwise"])
    match rule["hit"]:
        case "unique" | "first" | "any":
            return hits[0]
        case "priority":
            return next(p for p in map(Number, map(str, rule["priority"])) if p in hits)
        case "sum":
            return sum(hits, Number(0))
        case "max":
            return max(hits)
    return min(hits)


def quantity(on: Json, values: Mapping[str, Any]) -> Fraction | None:
    """The input itself, a / b for `ratio`, 100 * a / b for `percent`; None if b is 0."""
    if "value" in on:
        return Number(values[on["value"]])
    a, b = (values[name] for name in on.get("ratio", on.get("percent")))
    if b == 0:
        return None
    return Number(a / b if "ratio" in on else a / b * 100)


def held_quantity(on: Json, values: Mapping[str, Any], leaf: Json, about: Surroundings) -> Fraction:
    """The quantity, rounded, within `min` and `max`; `when_zero` handles a division by 0."""
    field = leaf["code"]
    if "formula" in on or "node" in on:
        named = NamedValues(values, on.get("let", {}), about)
        try:
            x: Fraction | None = value(on.get("formula", on), named, about)
        except ZeroDivisionError:
            x = None
    else:
        x = quantity(on, values)
        if "value" not in on:
            field = column(leaf, on.get("ratio", on.get("percent"))[1])
    if x is None:
        raise PolicyError(on.get("when_zero", "error"), ("denominator_zero", field))
    if "rounding" in on:
        x = rounded(x, on["rounding"])
    if "min" in on and x < Number(on["min"]):
        raise PolicyError("error", ("value_below_minimum", leaf["code"]))
    if "max" in on and x > Number(on["max"]):
        raise PolicyError("error", ("value_above_maximum", leaf["code"]))
    return x


def points_of(leaf: Json, values: Mapping[str, Any], about: Surroundings) -> Fraction:
    """Apply the rule of a leaf to the values of its inputs, by name.

    Raises
    ------
    PolicyError
        If a policy applies instead of the rule.
    """
    ((_, rule),) = leaf["rule"].items()
    try:
        return by_kind(leaf, values, about)
    except NoValueError as error:
        raise PolicyError("error", (str(error), leaf["code"])) from error
    except NoFigureError as error:
        (policy,) = error.args
        fault = None if policy is None else ("figure_missing", leaf["code"])
        raise PolicyError(policy or "error", fault) from error
    except NumberTooLongError as error:
        raise PolicyError("error", ("number_too_long", leaf["code"])) from error
    except ZeroDivisionError as error:
        raise PolicyError(rule["when_zero"], ("denominator_zero", leaf["code"])) from error


def by_kind(leaf: Json, values: Mapping[str, Any], about: Surroundings) -> Fraction:
    """Apply the rule of a leaf; see `points_of`."""
    ((kind, rule),) = leaf["rule"].items()
    maximum = Number(leaf["max"])
    if kind == "by_group":
        own = by_group(rule, about.group)
        return points_of({**leaf, "rule": own}, values, about)

    def x() -> Fraction:
        return held_quantity(rule["on"], values, leaf, about)

    match kind:
        case "choice":
            return choice(rule, values["value"])
        case "yes_no":
            return yes_no(rule, values["value"])
        case "all_of":
            return all_of(rule, values)
        case "checklist":
            return checklist(rule, values)
        case "bands":
            return bands(rule, x())
        case "proportional":
            return proportional(rule, x(), maximum)
        case "levels":
            return levels(rule, values["value"], maximum)
        case "linear":
            return linear(rule, x())
        case "per_unit":
            return per_unit(rule, x())
        case "increments":
            return increments(rule, x())
        case "deduction":
            return deduction(rule, values)
        case "imported":
            return imported(values["value"], maximum)
        case "survey":
            return survey(leaf, rule, values, maximum)
        case "custom":
            return custom(leaf, rule, values, maximum)
        case "direct":
            return direct(values["value"])
        case "formula":
            return formula(rule, values, about)
        case "goalposts":
            held = x()
            low, high = (value(rule[end], values, about) for end in ("low", "high"))
            return goalposts(rule, held, (low, high), leaf)
        case "target":
            return target(rule, x(), maximum)
        case "decision_table":
            return decision_table(rule, values, about)
    raise ValueError(f"unknown kind of rule: {kind}")
