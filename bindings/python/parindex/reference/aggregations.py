# SPDX-License-Identifier: MIT
"""Aggregations: the points of a node from the children that are not excluded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parindex.reference.numbers import (
    MAX_UNDER_ROOT,
    MODES,
    Json,
    Number,
    NumberTooLongError,
    short,
    step_of,
)


@dataclass(frozen=True)
class Points:
    """The result of a node; `rounding` is the rounding from `exact` to `points`, if any."""

    exact: Fraction  # before the rounding of the node
    points: Fraction  # what the parent uses
    max: Fraction  # applicable maximum
    rounding: Json | None = None

    @property
    def index(self) -> Fraction:
        """Index in percent, before index_rounding: 100 * points / applicable maximum."""
        return 100 * Fraction(self.points) / Fraction(self.max)


EXCLUDED, UNAVAILABLE, FAILED = "excluded", "unavailable", "error"
Result = Points | str  # Points, EXCLUDED, UNAVAILABLE or FAILED
Part = tuple[Json, Points]  # a child and its result


class UndefinedError(Exception):
    """Children that an aggregation cannot combine; the argument is the issue code."""


def given(points: Fraction, maximum: Fraction) -> Points:
    """Points before the rounding of their node."""
    return Points(points, points, maximum)


def name_and_body(aggregation: str | Json) -> tuple[str, Json]:
    """The kind of an aggregation, and its members."""
    if isinstance(aggregation, str):
        return aggregation, {}
    ((name, body),) = aggregation.items()
    return name, body


def handed_down(own: str | Json, above: str | Json | None) -> str | Json | None:
    """What the children inherit: only the kind, or the one above if this one is for a single node."""
    name, _ = name_and_body(own)
    return above if name in ("best", "one_of", "lookup") else name


def total(values: Iterable[Fraction]) -> Fraction:
    """A sum that is a Fraction even if there is nothing to add."""
    return sum(values, Number(0))


def add_up(body: Json, node: Json, parts: Sequence[Part]) -> Result:
    """sum: points and applicable maximum are sums; then bonuses and penalties in order."""
    steps = [(step.get("bonus"), step.get("penalty"), step) for step in body.get("adjust", ())]
    codes = {bonus or penalty for bonus, penalty, _ in steps}
    counted = [part for child, part in parts if child["code"] not in codes]
    if not counted:
        return EXCLUDED
    points = total(part.points for part in counted)
    maximum = capped(total(part.max for part in counted), node)
    if "excluded" in body:
        left, maximum = maximum, Number(node["max"])
        if body["excluded"] == "rescale":
            points = points * maximum / left
        else:
            more = (maximum - left) / len(counted)
            points = total(part.points / part.max * (part.max + more) for part in counted)
    moves = {child["code"]: part.points for child, part in parts}
    for bonus, penalty, step in steps:
        if bonus in moves:
            points, before = points + moves[bonus], points
            if "cap" in step:
                cap = maximum if step["cap"] == "max" else Number(step["cap"])
                points = min(points, max(before, cap))
        if penalty in moves:
            points, before = points - moves[penalty], points
            if "floor" in step:
                points = max(points, min(before, Number(step["floor"])))
    return given(points, maximum)


def capped(maximum: Fraction, node: Json) -> Fraction:
    """The applicable maximum of a sum is at most the cap of its node."""
    return min(maximum, Number(node["cap"])) if "cap" in node else maximum


def left_by(
    drop: Json, name: str, body: Json, node: Json, parts: Sequence[Part]
) -> Sequence[Part] | None:
    """The children that a drop keeps; None if nothing would be left."""
    apart = {step.get("bonus", step.get("penalty")) for step in body.get("adjust", ())}

    def can_go(child: Json) -> bool:
        return child["code"] not in apart and (
            name != "weighted_mean" or Number(child["weight"]) != 0
        )

    rest = [part for part in parts if can_go(part[0])]
    if not rest:
        return parts
    lowest, highest = int(drop.get("lowest", 0)), int(drop.get("highest", 0))
    if drop.get("excluded") == "counted":
        children = node.get("children", node.get("nodes", ()))
        every = [child for child in children if not child.get("informative") and can_go(child)]
        lowest = max(0, lowest - (len(every) - len(rest)))
    if lowest + highest >= len(rest):
        return None
    if drop.get("ties") == "last":
        rest.reverse()

    def size(part: Part) -> Fraction:
        return part[1].points if drop["by"] == "points" else part[1].points / part[1].max

    gone = set()
    for _ in range(lowest):  # `min` and `max` give the first of equal ones
        gone.add(min((p for p in rest if p[0]["code"] not in gone), key=size)[0]["code"])
    for _ in range(highest):
        gone.add(max((p for p in rest if p[0]["code"] not in gone), key=size)[0]["code"])
    return [part for part in parts if part[0]["code"] not in gone]


def weights_of(parts: Sequence[Part]) -> list[Fraction]:
    """The weights of the children; 1 if there are none."""
    return [Number(child.get("weight", 1)) for child, _ in parts]


def shares_of(parts: Sequence[Part]) -> list[Fraction]:
    """points / applicable maximum of each child."""
    return [part.points / part.max for _, part in parts]


def weighted_mean(node: Json, parts: Sequence[Part]) -> Result:
    """points = max * sum(weight_i * share_i) / sum(weight_i)."""
    maximum, weights, shares = Number(node["max"]), weights_of(parts), shares_of(parts)
    if total(weights) == 0:
        return EXCLUDED
    products = (weight * share for weight, share in zip(weights, shares, strict=True))
    return given(maximum * total(products) / total(weights), maximum)


def mean(node: Json, parts: Sequence[Part]) -> Result:
    """points = max * sum(share_i) / n."""
    maximum = Number(node["max"])
    return given(maximum * total(shares_of(parts)) / len(parts), maximum)


def product(node: Json, parts: Sequence[Part]) -> Result:
    """points = max * product(share_i)."""
    maximum = Number(node["max"])
    points = maximum
    for share in shares_of(parts):
        points = Number(points * share)
    return given(points, maximum)


def median(node: Json, parts: Sequence[Part]) -> Result:
    """points = max * the middle share, or half of the sum of the two middle ones."""
    maximum, shares = Number(node["max"]), sorted(shares_of(parts))
    above = len(shares) // 2
    middle = shares[above] if len(shares) % 2 else (shares[above - 1] + shares[above]) / 2
    return given(maximum * middle, maximum)


def weighty(parts: Sequence[Part]) -> list[tuple[Fraction, Fraction]]:
    """Weight and share of the children whose weight is above 0, for roots and reciprocals."""
    if any(part.points < 0 for _, part in parts):
        raise UndefinedError("mean_undefined")
    pairs = zip(weights_of(parts), shares_of(parts), strict=True)
    return [(weight, share) for weight, share in pairs if weight > 0]


def harmonic_mean(node: Json, parts: Sequence[Part]) -> Result:
    """points = max * sum(weight_i) / sum(weight_i / share_i); 0 if a share is 0."""
    maximum, pairs = Number(node["max"]), weighty(parts)
    if not pairs:
        return EXCLUDED
    if any(share == 0 for _, share in pairs):
        return given(Number(0), maximum)
    reciprocals = total(weight / share for weight, share in pairs)
    return given(maximum * total(weight for weight, _ in pairs) / reciprocals, maximum)


def geometric_mean(node: Json, parts: Sequence[Part]) -> Result:
    """points = max * product(share_i ^ weight_i) ^ (1 / sum(weight_i)), rounded."""
    maximum, pairs = Number(node["max"]), weighty(parts)
    if not pairs:
        return EXCLUDED
    whole = math.lcm(*(weight.denominator for weight, _ in pairs))
    divisor = math.gcd(*(int(weight * whole) for weight, _ in pairs))
    exponents = [int(weight * whole) // divisor for weight, _ in pairs]
    product = Fraction(1)
    for exponent, (_, share) in zip(exponents, pairs, strict=True):
        product = under_root(product * under_root(Fraction(share) ** exponent))
    power = under_root(under_root(Fraction(maximum) ** sum(exponents)) * product)
    return given(rounded_root(power, sum(exponents), node["rounding"]), maximum)


def under_root(value: Fraction) -> Fraction:
    """The value, unless it is too long for a number under a root."""
    if not short(value, MAX_UNDER_ROOT):
        raise NumberTooLongError
    return value


def rounded_root(power: Fraction, n: int, rounding: Json) -> Fraction:
    """The n-th root to the multiple of the step that the mode chooses, without computing it."""
    step = step_of(rounding)
    target = power / step**n
    low, high = 0, 1
    while high**n <= target:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**n <= target else (low, middle)
    if low**n == target:
        return Number(low * step)
    half = (low + Fraction(1, 2)) ** n
    # Any number on the same side of the half is rounded like the root.
    side = Fraction(1 if target < half else 2 if target == half else 3, 4)
    return Number(MODES[rounding["mode"]](low + side) * step)


def minimum(parts: Sequence[Part]) -> Result:
    """The lowest points, of the lowest applicable maximum."""
    return given(min(part.points for _, part in parts), min(part.max for _, part in parts))


def best(body: Json, node: Json, parts: Sequence[Part]) -> Result:
    """The sums of the highest points and of the highest maxima."""
    count = int(body["count"])
    points = sorted((part.points for _, part in parts), reverse=True)[:count]
    maxima = sorted((part.max for _, part in parts), reverse=True)[:count]
    return given(total(points), capped(total(maxima), node))


def one_of(parts: Sequence[Part]) -> Result:
    """The only child with points."""
    if len(parts) > 1:
        raise UndefinedError("alternatives_several")
    ((_, part),) = parts
    return given(part.points, part.max)


def lookup(body: Json, node: Json, parts: Sequence[Part]) -> Result:
    """The points of the row that lists the points of the children, in any order."""
    wanted = sorted(part.points for _, part in parts)
    (row,) = (row for row in body["rows"] if sorted(map(Fraction, row["children"])) == wanted)
    return given(Number(row["points"]), Number(node["max"]))


def aggregate(aggregation: str | Json, node: Json, parts: Sequence[Part]) -> Result:
    """The result of a node from the children that have points, at least one.

    Raises
    ------
    UndefinedError
        With the code of an issue, if the points of the children cannot be combined.
    """
    try:
        return aggregate_kind(aggregation, node, parts)
    except NumberTooLongError as error:
        raise UndefinedError("number_too_long") from error


def aggregate_kind(aggregation: str | Json, node: Json, parts: Sequence[Part]) -> Result:
    """Aggregate; see `aggregate`."""
    name, body = name_and_body(aggregation)
    if len(parts) < int(body.get("minimum_available", 0)):
        return UNAVAILABLE
    if "drop" in body:
        left = left_by(body["drop"], name, body, node, parts)
        if left is None:
            return UNAVAILABLE
        plain = {key: body[key] for key in body if key not in ("drop", "minimum_available")}
        return aggregate_kind({name: plain}, node, left)
    match name:
        case "sum":
            return add_up(body, node, parts)
        case "weighted_mean":
            return weighted_mean(node, parts)
        case "mean":
            return mean(node, parts)
        case "product":
            return product(node, parts)
        case "median":
            return median(node, parts)
        case "geometric_mean":
            return geometric_mean(node, parts)
        case "harmonic_mean":
            return harmonic_mean(node, parts)
        case "minimum":
            return minimum(parts)
        case "best":
            return best(body, node, parts)
        case "one_of":
            return one_of(parts)
        case "lookup":
            return lookup(body, node, parts)
    raise ValueError(f"unknown aggregation: {name}")
