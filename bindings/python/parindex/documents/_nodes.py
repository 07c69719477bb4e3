# SPDX-License-Identifier: MIT
"""Gates, limits and roundings of nodes as formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from parindex.documents._calculation import Calculation, Figure
from parindex.documents._formula import (
    NOTHING,
    Part,
    all_true,
    any_true,
    checked,
    compare,
    divided,
    divisor,
    if_,
    is_number,
    least,
    no,
    rounded,
    text,
    times,
    total,
    whole,
)
from parindex.documents._given import KINDS
from parindex.documents._ratio import (
    Ratio,
    at_scale,
    constant,
    either,
    is_,
    larger,
    smaller,
)
from parindex.rounding import Rounding

Children = Sequence[tuple[Mapping[str, Any], Figure]]


def kind_of(aggregation: Any) -> tuple[str, Mapping[str, Any]]:
    """The kind of an aggregation, and its members."""
    if isinstance(aggregation, str):
        return aggregation, {}
    name, body = next(iter(aggregation.items()))
    return name, body


def passed_on(own: Any, above: str) -> str:
    """The kind of an aggregation that nodes below inherit, of a node with this one of its own."""
    name, _ = kind_of(own)
    return above if name in ("best", "one_of", "lookup") else name


def grid(how: Mapping[str, Any]) -> tuple[int, int]:
    """The digits of a rounded number, and the step of the rounding in units of the last of them."""
    stated = Rounding(**{key: how[key] for key in ("digits", "step", "mode") if key in how})
    step = Fraction(1, 10**stated.digits) if stated.step is None else Fraction(stated.step)
    return stated.digits, int(step * 10**stated.digits)


def round_to(
    calculation: Calculation, code: str, say: Callable[[str], str], n: Ratio, how: Mapping[str, Any]
) -> Part:
    """A number rounded to units of its last digit: a formula of cells."""
    digits, step = grid(how)
    factor = n.factor * Fraction(10**digits, step)
    top = calculation.held(code, say("numerator"), times(n.n, factor.numerator))
    bottom = times(n.d, factor.denominator)
    if bottom.sheet == "1":
        return times(top, step)
    bottom = calculation.held(code, say("denominator"), bottom)
    return times(rounded(top, bottom, str(how["mode"])), step)


def reduced(
    calculation: Calculation, code: str, say: Callable[[str], str], x: Ratio
) -> tuple[Part, Part, int]:
    """A number in lowest terms: numerator, denominator, and the constant by which it is divided as well.

    The denominator of a multiple of a whole number is 1.
    """
    if x.is_whole:
        return times(x.n, x.factor.numerator), x.d, x.factor.denominator
    n = calculation.held(code, say("numerator"), times(x.n, x.factor.numerator))
    d = calculation.held(code, say("denominator"), x.d)
    common_divisor = calculation.add(code, say("divisor"), divisor(n, d))
    return divided(n, common_divisor), divided(d, common_divisor), x.factor.denominator


def largest(cells: Sequence[Part], wanted: int) -> Part:
    """The sum of the highest numbers of cells below each other."""
    area = f"{cells[0].sheet}:{cells[-1].sheet}"
    numbers = ",".join(cell.python for cell in cells)
    sheet = "+".join(
        f"IF(COUNT({area})>={place},LARGE({area},{place}),0)"
        for place in range(1, min(wanted, len(cells)) + 1)
    )
    low, high = min(cell.low for cell in cells), max(cell.high for cell in cells)
    ends = min(low, 0) * wanted, max(high, 0) * wanted
    return checked(Part(sheet, f"best({wanted},{numbers})", *ends))


def limits(points: Ratio, node: Mapping[str, Any]) -> Ratio:
    """The points within the cap and the floor of their node."""
    if "cap" in node:
        points = smaller(points, constant(node["cap"]))
    if "floor" in node:
        points = larger(points, constant(node["floor"]))
    return points


def gated(points: Part, scale: int, gates: Sequence[tuple[Mapping[str, Any], Part]]) -> Part:
    """The points after the gates, whose conditions are known."""
    if not gates:
        return points
    (gate, holds), *others = gates
    if "points" in gate:
        stated = at_scale(constant(gate["points"]), scale)
        return if_(holds, stated, gated(points, scale, others))
    capped = if_(holds, least(points, at_scale(constant(gate["cap"]), scale)), points)
    return gated(capped, scale, others)


def gated_fraction(points: Ratio, gates: Sequence[tuple[Mapping[str, Any], Part]]) -> Ratio:
    """The same of points that are a fraction."""
    if not gates:
        return points
    (gate, holds), *others = gates
    if "points" in gate:
        return either(holds, constant(gate["points"]), gated_fraction(points, others))
    capped = either(holds, smaller(points, constant(gate["cap"])), points)
    return gated_fraction(capped, others)


def tested(
    gate: Mapping[str, Any], figure: Figure, index: Ratio, index_rounded: Part | None, digits: int
) -> Part:
    """Whether the figure of another node is in the range of a gate; false for a node without points."""
    test = gate["when"]
    if "points" in test:
        x, ends = figure.ratio(), test["points"]
    elif test.get("stage") == "exact" or index_rounded is None:
        x, ends = index, test["index"]
    else:
        x, ends = Ratio(Fraction(1, 10**digits), index_rounded), test["index"]
    signs = {"from": ">=", "above": ">", "to": "<=", "below": "<"}
    held = [is_(x, sign, constant(ends[key])) for key, sign in signs.items() if key in ends]
    inside = held[0] if len(held) == 1 else all_true(held)
    none = compare(figure.points, "=", text("0"))  # false for a status; an error stays one
    return if_(is_number(figure.points), inside, none)


def lacks(
    kinds: Sequence[str], cells: Sequence[Part], word_of: Callable[[str], str], points: Part
) -> Part:
    """Whether a leaf has no value for one of these reasons: the first reason among its inputs counts."""

    def has(kind: str) -> Part:
        return any_true([compare(cell, "=", text(word_of(kind))) for cell in cells])

    never = compare(whole(1), "=", whole(0))
    found = never
    for kind in reversed(KINDS):
        found = if_(has(kind), no(never) if kind in kinds else never, found)
    return sound([points], found)


def at_most(part: Part, scale: int, top: Fraction) -> Part:
    """A number of parts of a point, at most so many points."""
    return least(part, at_scale(constant(top), scale))


def sound(cells: Sequence[Part], part: Part) -> Part:
    """A formula, or an error if one of these cells is an error."""
    if not cells:
        return part
    errors = times(total([(1, cell) for cell in cells]), 0)
    return if_(compare(errors, "=", whole(0)), part, NOTHING)
