# SPDX-License-Identifier: MIT
"""Rules: the points of one leaf before its rounding, one function for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from parindex.reference.cells import column
from parindex.reference.numbers import Json

Fault = tuple[str, str]  # issue code and field


class PolicyError(Exception):
    """A rule that gives no points: a policy decides, and for ``error`` a fault says why."""

    def __init__(self, policy: str, fault: Fault | None = None) -> None:
        super().__init__(policy)
        self.policy = policy
        self.fault = fault


def choice(rule: Json, option: str) -> Fraction:
    """points = the points of the option that was chosen."""
    return next(Fraction(o["points"]) for o in rule["options"] if o["id"] == option)


def yes_no(rule: Json, yes: bool) -> Fraction:
    """points = `yes` or `no`."""
    return Fraction(rule["yes"] if yes else rule["no"])


def all_of(rule: Json, holds: Mapping[str, bool]) -> Fraction:
    """points = `points` when every item holds, else `otherwise`."""
    return Fraction(rule["points"] if all(holds.values()) else rule["otherwise"])


def checklist(rule: Json, holds: Mapping[str, bool]) -> Fraction:
    """points = the sum of the points of the items that hold."""
    return sum((Fraction(i["points"]) for i in rule["items"] if holds[i["id"]]), Fraction(0))


def holds(band: Json, x: Fraction) -> bool:
    """Tell whether x lies between the ends of a band, each open, closed or not there."""
    return (
        ("from" not in band or x >= Fraction(band["from"]))
        and ("above" not in band or x > Fraction(band["above"]))
        and ("to" not in band or x <= Fraction(band["to"]))
        and ("below" not in band or x < Fraction(band["below"]))
    )


def bands(rule: Json, x: Fraction) -> Fraction:
    """points = the points of the one step that holds the quantity x."""
    (held,) = (step for step in rule["steps"] if holds(step, x))
    return Fraction(held["points"])


def proportional(rule: Json, x: Fraction, maximum: Fraction) -> Fraction:
    """points = max * x / full_at, at most `cap`, at least `floor`; the cut-off goes before both."""
    cut_off = rule.get("cut_off", {})
    if ("below" in cut_off and x < Fraction(cut_off["below"])) or (
        "to" in cut_off and x <= Fraction(cut_off["to"])
    ):
        return Fraction(cut_off["points"])
    points = maximum * x / Fraction(rule["full_at"])
    if "cap" in rule:
        points = min(points, Fraction(rule["cap"]))
    if "floor" in rule:
        points = max(points, Fraction(rule["floor"]))
    return points


def levels(rule: Json, option: str, maximum: Fraction) -> Fraction:
    """points = max * percent / 100 of the level that was chosen."""
    (percent,) = (Fraction(o["percent"]) for o in rule["options"] if o["id"] == option)
    return maximum * percent / 100


def linear(rule: Json, x: Fraction) -> Fraction:
    """points = those of the piece that holds x: the same all over it, or even between its ends."""
    (piece,) = (piece for piece in rule["pieces"] if holds(piece, x))
    if "points" in piece:
        return Fraction(piece["points"])
    low = Fraction(piece["from"] if "from" in piece else piece["above"])
    high = Fraction(piece["to"] if "to" in piece else piece["below"])
    at_low, at_high = Fraction(piece["points_from"]), Fraction(piece["points_to"])
    return at_low + (at_high - at_low) * (x - low) / (high - low)


def at_most(points: Fraction, rule: Json) -> Fraction:
    """Hold points to `cap`, where there is one."""
    return min(points, Fraction(rule["cap"])) if "cap" in rule else points


def per_unit(rule: Json, x: Fraction) -> Fraction:
    """points = points_each * x, at most `cap`."""
    return at_most(Fraction(rule["points_each"]) * x, rule)


def deduction(rule: Json, counts: Mapping[str, Fraction]) -> Fraction:
    """points = start - what the violations cost, each kind and all together up to their `cap`."""
    costs = (at_most(Fraction(i["each"]) * counts[i["id"]], i) for i in rule["items"])
    return Fraction(rule["start"]) - at_most(sum(costs, Fraction(0)), rule)


def imported(percent: Fraction, maximum: Fraction) -> Fraction:
    """points = max * percent / 100 of the other index."""
    return maximum * percent / 100


def direct(mark: Fraction) -> Fraction:
    """points = the mark itself."""
    return mark


def quantity(on: Json, values: Mapping[str, Any]) -> Fraction | None:
    """The input itself, a / b for `ratio`, 100 * a / b for `percent`; None when b is 0."""
    if "value" in on:
        return Fraction(values[on["value"]])
    a, b = (values[name] for name in on.get("ratio", on.get("percent")))
    if b == 0:
        return None
    return Fraction(a / b if "ratio" in on else 100 * a / b)


def held_quantity(on: Json, values: Mapping[str, Any], leaf: Json) -> Fraction:
    """The quantity, within `min` and `max`; a denominator of 0 is a matter of `when_zero`."""
    x = quantity(on, values)
    if x is None:
        _, denominator = on.get("ratio", on.get("percent"))
        raise PolicyError(on["when_zero"], ("denominator_zero", column(leaf, denominator)))
    if "min" in on and x < Fraction(on["min"]):
        raise PolicyError("error", ("value_below_minimum", leaf["code"]))
    if "max" in on and x > Fraction(on["max"]):
        raise PolicyError("error", ("value_above_maximum", leaf["code"]))
    return x


def points_of(leaf: Json, values: Mapping[str, Any]) -> Fraction:
    """Apply the rule of a leaf to the values of its inputs, by name.

    Raises
    ------
    PolicyError
        When a policy decides instead of the rule.
    """
    ((kind, rule),) = leaf["rule"].items()
    maximum = Fraction(leaf["max"])
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
            return bands(rule, held_quantity(rule["on"], values, leaf))
        case "proportional":
            return proportional(rule, held_quantity(rule["on"], values, leaf), maximum)
        case "levels":
            return levels(rule, values["value"], maximum)
        case "linear":
            return linear(rule, held_quantity(rule["on"], values, leaf))
        case "per_unit":
            return per_unit(rule, held_quantity(rule["on"], values, leaf))
        case "deduction":
            return deduction(rule, values)
        case "imported":
            return imported(values["value"], maximum)
        case "direct":
            return direct(values["value"])
    raise ValueError(f"unknown kind of rule: {kind}")
