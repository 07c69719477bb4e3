# SPDX-License-Identifier: MIT
"""Aggregations, gates and roundings of nodes as formulas."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from parindex.documents import _workbook_words as _words
from parindex.documents._calculation import Calculation, Figure
from parindex.documents._formula import (
    NOTHING,
    Part,
    Ratio,
    UnsupportedError,
    all_true,
    any_true,
    at_scale,
    checked,
    common,
    compare,
    constant,
    count,
    if_,
    is_,
    is_number,
    larger,
    least,
    plus,
    rounded,
    scaled,
    smaller,
    text,
    times,
    total,
    whole,
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


class Aggregation:
    """The points of a node from those of its children."""

    def __init__(
        self,
        calculation: Calculation,
        node: Mapping[str, Any],
        children: Children,
        words: Mapping[str, str],
        say: Callable[[str], str],
    ) -> None:
        self.calculation = calculation
        self.node = node
        self.code = str(node.get("code", ""))
        self.children = children
        self.words = words
        self.say = say
        self.most: Fraction = Fraction(node["max"])
        self.most_part: Part | None = None
        self.most_scale = 1

    def points(self, aggregation: Any) -> Ratio:
        """The points before the limits of the node; sets the applicable maximum. Raises UnsupportedError."""
        kind, body = kind_of(aggregation)
        if any(figure.scale is None for _, figure in self.children) or body.get(
            "minimum_available"
        ):
            raise UnsupportedError
        if "drop" in body or "nothing_left" in self.node:
            raise UnsupportedError
        made: Callable[[Mapping[str, Any]], Ratio] | None = getattr(self, f"_{kind}", None)
        if made is None:
            raise UnsupportedError
        return made(body)

    def _scale(self, children: Children) -> int:
        return math.lcm(1, *(figure.scale or 1 for _, figure in children))

    def _added(self, children: Children) -> Ratio:
        scale = self._scale(children)
        parts = [(scale // (figure.scale or 1), figure.points) for _, figure in children]
        return Ratio(Fraction(1, scale), total(parts))

    def _sum(self, body: Mapping[str, Any]) -> Ratio:
        if "excluded" in body:
            raise UnsupportedError(_words.FILLS_MAXIMUM())
        steps = body.get("adjust", ())
        codes = {step.get("bonus", step.get("penalty")) for step in steps}
        counted = [(node, figure) for node, figure in self.children if node["code"] not in codes]
        moves = {node["code"]: figure for node, figure in self.children if node["code"] in codes}
        self._add_maxima(counted)
        points = self._added(counted)
        for step in steps:
            moved = moves[step.get("bonus", step.get("penalty"))]
            by = Ratio(Fraction(1, moved.scale or 1), total([(1, moved.points)]))
            points = self._moved(points, by, step)
        self.counted = counted
        return points

    def _moved(self, before: Ratio, by: Ratio, step: Mapping[str, Any]) -> Ratio:
        before = Ratio(
            before.factor, self.calculation.held(self.code, self.say("sum"), before.n), before.d
        )
        sign = Fraction(1 if "bonus" in step else -1)
        factor, a, b, d = common(before, scaled(by, sign))
        after = Ratio(factor, checked(plus(a, b)), d)
        if "cap" in step:
            if step["cap"] == "max":
                top = (
                    constant(self.most)
                    if self.most_part is None
                    else Ratio(Fraction(1, self.most_scale), self.most_part)
                )
            else:
                top = constant(step["cap"])
            after = smaller(after, larger(before, top))
        if "floor" in step:
            after = larger(after, smaller(before, constant(step["floor"])))
        return after

    def _add_maxima(self, children: Children) -> None:
        """The applicable maximum of a sum."""
        if any(figure.optional or figure.most_cell is not None for _, figure in children):
            scale = math.lcm(
                1,
                *(f.most.denominator for _, f in children if f.most_cell is None),
                *(f.most_scale for _, f in children if f.most_cell is not None),
            )
            parts: list[Part] = []
            cells: list[tuple[int, Part]] = []
            fixed = 0
            for _, figure in children:
                if figure.most_cell is not None:
                    cells.append((scale // figure.most_scale, figure.most_cell))
                elif figure.optional:
                    parts.append(
                        if_(is_number(figure.points), whole(int(figure.most * scale)), whole(0))
                    )
                else:
                    fixed += int(figure.most * scale)
            parts += [total(cells)] if cells else []
            parts += [whole(fixed)] if fixed else []
            made = parts[0] if len(parts) == 1 else checked(plus(*parts))
            if "cap" in self.node:
                made = _at_most(made, scale, Fraction(self.node["cap"]))
            self.most_part = self.calculation.held(self.code, self.say("max"), made)
            self.most_scale = scale
            return
        self.most = sum((figure.most for _, figure in children), Fraction(0))
        if "cap" in self.node:
            self.most = min(self.most, Fraction(self.node["cap"]))

    def _mean(self, body: Mapping[str, Any]) -> Ratio:
        return self._weighted(body, lambda _: Fraction(1))

    def _weighted_mean(self, body: Mapping[str, Any]) -> Ratio:
        if any("weight_input" in node for node, _ in self.children):
            raise UnsupportedError
        return self._weighted(body, lambda node: Fraction(node["weight"]))

    def _weighted(
        self, body: Mapping[str, Any], weight: Callable[[Mapping[str, Any]], Fraction]
    ) -> Ratio:
        del body
        weights = [weight(node) for node, _ in self.children]
        if any(figure.most_cell is not None for _, figure in self.children) or not any(weights):
            raise UnsupportedError
        factors = [
            self.most * w / (figure.most * (figure.scale or 1))
            for w, (_, figure) in zip(weights, self.children, strict=True)
        ]
        scale = math.lcm(*(f.denominator for f in factors))
        shared = math.gcd(*(int(f * scale) for f in factors)) or 1
        parts = [
            (int(f * scale) // shared, figure.points)
            for f, (_, figure) in zip(factors, self.children, strict=True)
        ]
        factor, n = Fraction(shared, scale), total(parts)
        if not any(figure.optional for _, figure in self.children):
            return Ratio(factor / sum(weights), n)
        if any(w == 0 for w in weights):
            raise UnsupportedError  # no points if only children without a weight are left
        whole_weights = math.lcm(*(w.denominator for w in weights))
        counted = [
            if_(is_number(figure.points), whole(int(w * whole_weights)), whole(0))
            if figure.optional
            else whole(int(w * whole_weights))
            for w, (_, figure) in zip(weights, self.children, strict=True)
        ]
        return Ratio(factor * whole_weights, n, plus(*counted))

    def _minimum(self, body: Mapping[str, Any]) -> Ratio:
        del body
        return self._of_range("MIN", "lowest")

    def _best(self, body: Mapping[str, Any]) -> Ratio:
        wanted = int(body["count"])
        self._best_maxima(wanted)
        if wanted == 1:
            return self._of_range("MAX", "highest")
        return self._of_range("LARGE", "", wanted)

    def _best_maxima(self, wanted: int) -> None:
        """The highest maxima of the children that have points."""
        if any(figure.most_cell is not None for _, figure in self.children):
            raise UnsupportedError
        maxima = sorted((figure.most for _, figure in self.children), reverse=True)
        self.most = sum(maxima[:wanted], Fraction(0))
        if any(figure.optional for _, figure in self.children):
            scale = math.lcm(*(most.denominator for most in maxima))
            cells = [
                self.calculation.add(
                    str(node["code"]),
                    self.say("max"),
                    if_(is_number(figure.points), whole(int(figure.most * scale)), text("–")),
                    scale,
                )
                for node, figure in self.children
            ]
            self.most_part = self.calculation.held(
                self.code, self.say("max"), largest(cells, wanted)
            )
            self.most_scale = scale
        if "cap" in self.node:
            if self.most_part is not None:
                raise UnsupportedError
            self.most = min(self.most, Fraction(self.node["cap"]))

    def _of_range(self, name: str, python: str, wanted: int = 1) -> Ratio:
        """The lowest, the highest, or the sum of the highest points, of copies in neighbouring rows."""
        if name == "MIN":
            if len({figure.most for _, figure in self.children}) > 1 or any(
                figure.most_cell is not None for _, figure in self.children
            ):
                raise UnsupportedError
            self.most = self.children[0][1].most
        scale = self._scale(self.children)
        cells = []
        for node, figure in self.children:
            factor = scale // (figure.scale or 1)
            copy = figure.points
            if factor != 1:
                copy = if_(is_number(copy), times(copy, factor), copy)
            cells.append(self.calculation.add(str(node["code"]), self.say("copy"), copy, scale))
        if not python:
            return Ratio(Fraction(1, scale), largest(cells, wanted))
        low, high = min(c.low for c in cells), max(c.high for c in cells)
        area = f"{cells[0].sheet}:{cells[-1].sheet}"
        numbers = ",".join(cell.python for cell in cells)
        return Ratio(Fraction(1, scale), Part(f"{name}({area})", f"{python}({numbers})", low, high))

    def _one_of(self, body: Mapping[str, Any]) -> Ratio:
        del body
        if len({figure.most for _, figure in self.children}) > 1 or any(
            figure.most_cell is not None for _, figure in self.children
        ):
            raise UnsupportedError
        self.most = self.children[0][1].most
        added = self._added(self.children)
        single = compare(count([f.points for _, f in self.children]), "<=", whole(1))
        return Ratio(added.factor, if_(single, added.n, NOTHING), added.d)

    def without_points(self, points: Part) -> Part:
        """The points, or the status of a node none of whose children has points."""
        counted = getattr(self, "counted", self.children)
        cells = [figure.points for _, figure in counted]
        if not all(figure.optional for _, figure in counted):
            return points
        excluded = text(self.words["excluded"])
        some = [figure.points for _, figure in self.children if figure.unavailable]
        if some:
            lacking = any_true([compare(c, "=", text(self.words["unavailable"])) for c in some])
            excluded = if_(lacking, text(self.words["unavailable"]), excluded)
        number = count(cells)
        moved = [(1, f.points) for _, f in self.children if f.points not in cells]
        if moved:  # an error in one of them is an error here
            number = plus(number, times(total(moved), 0))
        return if_(compare(number, "=", whole(0)), excluded, points)


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


def tested(
    gate: Mapping[str, Any], figure: Figure, index: Ratio, index_rounded: Part | None, digits: int
) -> Part:
    """Whether the figure of another node is in the range of a gate; false for a node without points."""
    test = gate["when"]
    if "no_value" in test:
        raise UnsupportedError(_words.TESTS_NO_VALUE())
    if "points" in test:
        if figure.scale is None:
            raise UnsupportedError
        x, ends = Ratio(Fraction(1, figure.scale), figure.points), test["points"]
    elif test.get("stage") == "exact" or index_rounded is None:
        x, ends = index, test["index"]
    else:
        x, ends = Ratio(Fraction(1, 10**digits), index_rounded), test["index"]
    signs = {"from": ">=", "above": ">", "to": "<=", "below": "<"}
    held = [is_(x, sign, constant(ends[key])) for key, sign in signs.items() if key in ends]
    inside = held[0] if len(held) == 1 else all_true(held)
    none = compare(figure.points, "=", text("0"))  # false for a status; an error stays one
    return if_(is_number(figure.points), inside, none)


def _at_most(part: Part, scale: int, top: Fraction) -> Part:
    return least(part, at_scale(constant(top), scale))


def sound(cells: Sequence[Part], part: Part) -> Part:
    """A formula, or an error if one of these cells is an error."""
    if not cells:
        return part
    errors = times(total([(1, cell) for cell in cells]), 0)
    return if_(compare(errors, "=", whole(0)), part, NOTHING)
