# SPDX-License-Identifier: MIT
"""The children that a drop leaves out, as formulas."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from parindex.documents._calculation import Calculation, Figure
from parindex.documents._formula import (
    Part,
    UnsupportedError,
    all_true,
    compare,
    count,
    greatest,
    if_,
    is_number,
    plus,
    text,
    times,
    whole,
)
from parindex.documents._nodes import Children

_NONE = "–"


def without_dropped(
    calculation: Calculation,
    code: str,
    kind: str,
    body: Mapping[str, Any],
    children: Children,
    words: Mapping[str, str],
    say: Callable[[str], str],
) -> tuple[Children, Part]:
    """The children, those that are left out without points; and whether too few remain. Raises UnsupportedError."""
    drop = body["drop"]
    apart = {step.get("bonus", step.get("penalty")) for step in body.get("adjust", ())}
    rest = [
        (node, figure)
        for node, figure in children
        if node["code"] not in apart and (kind != "weighted_mean" or Fraction(node["weight"]) != 0)
    ]
    keys = [
        calculation.add(str(node["code"]), say("drop_key"), key)
        for (node, _), key in zip(rest, _keys(rest, str(drop["by"])), strict=True)
    ]
    present = calculation.add(code, say("present"), count(keys))
    lowest, highest = whole(int(drop.get("lowest", 0))), whole(int(drop.get("highest", 0)))
    if drop.get("excluded") == "counted":
        part = greatest(whole(0), plus(present, whole(lowest.low - len(rest))))
        lowest = calculation.add(code, say("drop_lowest"), part)
    too_few = all_true(
        [compare(present, ">", whole(0)), compare(plus(lowest, highest), ">=", present)]
    )
    kept = keys
    for wanted, sign in ((lowest, 1), (highest, -1)):
        if wanted.high > 0:
            kept = _left(calculation, rest, kept, wanted, sign, drop.get("ties") == "last", say)
    excluded = text(words["excluded"])
    made: dict[str, Figure] = {}
    for (node, figure), key in zip(rest, kept, strict=True):
        gone = if_(is_number(figure.points), excluded, figure.points)
        part = if_(is_number(key), figure.points, gone)
        cell = calculation.add(str(node["code"]), say("copy"), part, figure.scale)
        most = figure.most_cell
        if most is not None:
            most = calculation.add(
                str(node["code"]),
                say("max"),
                if_(is_number(cell), most, excluded),
                figure.most_scale,
            )
        made[node["code"]] = replace(figure, points=cell, exact=cell, most_cell=most, optional=True)
    return [(node, made.get(node["code"], figure)) for node, figure in children], too_few


def _keys(children: Children, by: str) -> list[Part]:
    """What is compared, in whole numbers."""
    if any(figure.over is not None for _, figure in children):
        raise UnsupportedError
    if by == "share" and any(figure.most_cell is not None for _, figure in children):
        raise UnsupportedError
    factors = [
        Fraction(1, figure.scale or 1) / (figure.most if by == "share" else 1)
        for _, figure in children
    ]
    scale = math.lcm(*(factor.denominator for factor in factors))
    return [
        if_(is_number(figure.points), times(figure.points, int(factor * scale)), text(_NONE))
        for factor, (_, figure) in zip(factors, children, strict=True)
    ]


def _left(
    calculation: Calculation,
    children: Children,
    keys: Sequence[Part],
    wanted: Part,
    sign: int,
    last: bool,
    say: Callable[[str], str],
) -> list[Part]:
    """The keys, without the first ones in the order of the sign."""
    area = f"{keys[0].sheet}:{keys[-1].sheet}"
    every = "".join(f"{key.python}," for key in keys)
    found = []
    for at, ((node, _), key) in enumerate(zip(children, keys, strict=True)):
        before = keys[at + 1 :] if last else keys[:at]
        sheet = f"SUMPRODUCT(ISNUMBER({area})*({area}{'<' if sign > 0 else '>'}{key.sheet}))"
        if before:
            near = f"{before[0].sheet}:{before[-1].sheet}"
            sheet += f"+SUMPRODUCT(ISNUMBER({near})*({near}={key.sheet}))"
        equal = "".join(f"{one.python}," for one in before)
        place = Part(sheet, f"place({key.python},({every}),({equal}),{sign})", 0, len(keys))
        part = if_(compare(place, "<", wanted), text(_NONE), key)
        found.append((str(node["code"]), if_(is_number(key), part, key)))
    return [calculation.add(code, say("drop_rest"), part) for code, part in found]
