# SPDX-License-Identifier: MIT
"""The points of a node from those of its children, as formulas."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from parindex.documents import _workbook_words as _words
from parindex.documents._calculation import Calculation, Figure
from parindex.documents._dropped import without_dropped
from parindex.documents._formula import (
    NOTHING,
    ONE,
    Part,
    UnsupportedError,
    any_true,
    checked,
    compare,
    count,
    if_,
    is_number,
    lowest_multiple,
    plus,
    product,
    text,
    times,
    total,
    whole,
)
from parindex.documents._nodes import Children, at_most, kind_of, largest, reduced
from parindex.documents._ratio import (
    Ratio,
    add,
    at_scale,
    common,
    constant,
    divide,
    larger,
    multiply,
    scaled,
    smaller,
    subtract,
)

Weighted = Sequence[tuple[Fraction, Figure]]


class Aggregation:
    """The points of a node from those of its children."""

    def __init__(
        self,
        calculation: Calculation,
        node: Mapping[str, Any],
        children: Children,
        words: Mapping[str, str],
        say: Callable[[str], str],
        limit: int,
    ) -> None:
        self.calculation = calculation
        self.node = node
        self.code = str(node.get("code", ""))
        self._given = children
        self.children = children
        self.counted = children
        self.words = words
        self.say = say
        self.limit = limit  # of common denominators
        self.most: Fraction = Fraction(node["max"])
        self.most_part: Part | None = None
        self.most_scale = 1
        self.adds = False
        self.too_few: list[Part] = []  # conditions under which the node is unavailable
        self._denominators: dict[tuple[str, ...], Part] = {}
        self._moved_by = Fraction(0), Fraction(0)

    def points(self, aggregation: Any) -> Ratio:
        """The points before the limits of the node; sets the applicable maximum. Raises UnsupportedError."""
        kind, body = kind_of(aggregation)
        made: Callable[[Mapping[str, Any]], Ratio] | None = getattr(self, f"_{kind}", None)
        if made is None or any(figure.scale is None for _, figure in self.children):
            raise UnsupportedError
        wanted = int(body.get("minimum_available", 0))
        if wanted:
            cells = [figure.points for _, figure in self.children]
            self.too_few.append(compare(count(cells), "<", whole(wanted)))
        if "drop" in body:
            self.children, too_few = without_dropped(
                self.calculation, self.code, kind, body, self.children, self.words, self.say
            )
            self.too_few.append(too_few)
        self.counted = self.children
        self.adds = kind == "sum" and "excluded" not in body
        return made(body)

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Bounds of the points. Raises UnsupportedError where children can have more than their maxima."""
        tops = Fraction(0)
        for node, figure in self.counted:
            top = max(figure.most, Fraction(node["max"]))
            low, high = figure.bounds
            if low < 0 or high > top:
                raise UnsupportedError(_words.NOT_ROUNDED())
            tops += top
        less, more = self._moved_by
        return -less, (tops if self.adds else Fraction(self.node["max"])) + more

    # ---- parts ----

    def _held(self, ratio: Ratio) -> Ratio:
        n = self.calculation.held(self.code, self.say("numerator"), ratio.n)
        d = self.calculation.held(self.code, self.say("denominator"), ratio.d)
        return Ratio(ratio.factor, n, d)

    def _combined(self, parts: Weighted) -> Ratio:
        """The sum of multiples of the points of those that have points."""
        factors = [factor / (figure.scale or 1) for factor, figure in parts]
        scale = math.lcm(*(factor.denominator for factor in factors))
        shared = math.gcd(*(int(factor * scale) for factor in factors)) or 1
        counted = [
            (int(factor * scale) // shared, figure)
            for factor, (_, figure) in zip(factors, parts, strict=True)
        ]
        factor = Fraction(shared, scale)
        added = [(times_, figure.points) for times_, figure in counted if figure.over is None]
        fractions = [one for one in counted if one[1].over is not None]
        if not fractions:
            return Ratio(factor, total(added))
        below = self._denominator([figure for _, figure in fractions])
        copies = [self._copy(times_, figure, below) for times_, figure in fractions]
        sums = [product(total(added), below)] if added else []
        return Ratio(factor, plus(*sums, total([(1, copy) for copy in copies])), below)

    def _denominator(self, figures: Sequence[Figure]) -> Part:
        """The least common denominator; an error above the limit."""
        key = tuple(figure.points.sheet for figure in figures)
        if key not in self._denominators:
            overs = [self._over(figure) for figure in figures]
            if len(overs) == 1 and overs[0].high > self.limit:
                overs.append(ONE)
            found, *others = overs
            found = self.calculation.held(self.code, self.say("common"), found)
            for other in others:
                part = lowest_multiple(found, other, self.limit)
                found = self.calculation.add(self.code, self.say("common"), part)
            self._denominators[key] = found
        return self._denominators[key]

    def _over(self, figure: Figure) -> Part:
        over = figure.over or ONE
        return if_(is_number(figure.points), over, ONE) if figure.optional else over

    def _copy(self, factor: int, figure: Figure, below: Part) -> Part:
        """Points with the common denominator."""
        scale, points, over = figure.scale or 1, figure.points, figure.over or ONE
        low, high = (end * scale * below.high for end in figure.bounds)
        copied = checked(
            Part(
                f"{points.sheet}*({below.sheet}/{over.sheet})",
                f"({points.python})*(({below.python})//({over.python}))",
                math.floor(low),
                math.ceil(high),
            )
        )
        part = if_(is_number(points), times(copied, factor), points)
        return self.calculation.add(self.code, self.say("copy"), part)

    def _number(self, children: Children) -> Ratio:
        """How many of them have points; at least one of them has."""
        fixed = sum(not figure.optional for _, figure in children)
        parts = [
            if_(is_number(figure.points), ONE, whole(0))
            for _, figure in children
            if figure.optional
        ]
        if not parts:
            return constant(fixed)
        n = plus(*([whole(fixed)] if fixed else []), *parts)
        return Ratio(Fraction(1), n._replace(low=max(1, n.low)))

    def _share(self, figure: Figure) -> tuple[Fraction, Figure]:
        """A factor and a figure whose product is the share of the maximum."""
        if figure.most_cell is None:
            return 1 / figure.most, figure
        share = divide(figure.ratio(), figure.maximum())
        n, d, scale = reduced(self.calculation, self.code, self.say, share)
        if min(figure.bounds) < 0:
            raise UnsupportedError
        over = self.calculation.add(self.code, self.say("lowest_terms"), d)
        n = n._replace(low=0, high=scale * over.high)
        points = if_(is_number(figure.points), n, figure.points)
        cell = self.calculation.add(self.code, self.say("copy"), points, scale)
        made = Figure(cell, scale, cell, scale, Fraction(1), over=over)
        made.ends, made.optional = (Fraction(0), Fraction(1)), figure.optional
        return Fraction(1), made

    # ---- sums ----

    def _sum(self, body: Mapping[str, Any]) -> Ratio:
        steps = body.get("adjust", ())
        codes = {step.get("bonus", step.get("penalty")) for step in steps}
        counted = [(node, figure) for node, figure in self.children if node["code"] not in codes]
        moves = {node["code"]: figure for node, figure in self.children if node["code"] in codes}
        self.counted = counted
        self._add_maxima(counted)
        points = self._combined([(Fraction(1), figure) for _, figure in counted])
        if "excluded" in body:
            points = self._filled(points, counted, str(body["excluded"]))
        for step in steps:
            moved = moves[step.get("bonus", step.get("penalty"))]
            over = ONE if moved.over is None else self._over(moved)
            over = self.calculation.held(self.code, self.say("denominator"), over)
            by = Ratio(Fraction(1, moved.scale or 1), total([(1, moved.points)]), over)
            points = self._moved(points, by, step)
            (less, more), far = self._moved_by, max(map(abs, moved.bounds))
            self._moved_by = (less, more + far) if "bonus" in step else (less + far, more)
        return points

    def _filled(self, points: Ratio, counted: Children, how: str) -> Ratio:
        """The points with the maximum of what is excluded."""
        full = Fraction(self.node["max"])
        left = constant(self.most)
        if self.most_part is not None:
            part = self.most_part._replace(low=max(1, self.most_part.low))
            left = Ratio(Fraction(1, self.most_scale), part)
        self.most, self.most_part, self.most_scale = full, None, 1
        if how == "rescale":
            return divide(scaled(self._held(points), full), left)
        shares = self._combined([self._share(figure) for _, figure in counted])
        more = self._held(divide(subtract(constant(full), left), self._number(counted)))
        if points.d.sheet != shares.d.sheet:
            return add(points, multiply(shares, more))
        added = add(
            self._held(Ratio(points.factor, points.n)),
            multiply(self._held(Ratio(shares.factor, shares.n)), more),
        )
        return Ratio(added.factor, added.n, product(added.d, points.d))

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
        varies = any(f.optional or f.most_cell is not None for _, f in children)
        if varies and (len(children) > 1 or children[0][1].most_cell is not None):
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
                made = at_most(made, scale, Fraction(self.node["cap"]))
            self.most_part = self.calculation.held(self.code, self.say("max"), made)
            self.most_scale = scale
            return
        self.most = sum((figure.most for _, figure in children), Fraction(0))
        if "cap" in self.node:
            self.most = min(self.most, Fraction(self.node["cap"]))

    # ---- means and products ----

    def _mean(self, body: Mapping[str, Any]) -> Ratio:
        return self._weighted(body, lambda _: Fraction(1))

    def _weighted_mean(self, body: Mapping[str, Any]) -> Ratio:
        if any("weight_input" in node for node, _ in self.children):
            raise UnsupportedError(_words.WEIGHT_FROM_THE_DATA())
        return self._weighted(body, lambda node: Fraction(node["weight"]))

    def _weighted(
        self, body: Mapping[str, Any], weight: Callable[[Mapping[str, Any]], Fraction]
    ) -> Ratio:
        del body
        weights = [weight(node) for node, _ in self.children]
        if not any(weights):
            raise UnsupportedError
        shares = [self._share(figure) for _, figure in self.children]
        found = self._combined(
            [(self.most * w * f, figure) for w, (f, figure) in zip(weights, shares, strict=True)]
        )
        if not any(figure.optional for _, figure in self.children):
            return Ratio(found.factor / sum(weights), found.n, found.d)
        if any(w == 0 for w in weights):  # no points if only children without a weight are left
            if any(figure.unavailable for _, figure in self._given):
                raise UnsupportedError
            self.counted = [c for c, w in zip(self.children, weights, strict=True) if w]
        whole_weights = math.lcm(*(w.denominator for w in weights))
        counted = [
            if_(is_number(figure.points), whole(int(w * whole_weights)), whole(0))
            if figure.optional
            else whole(int(w * whole_weights))
            for w, (_, figure) in zip(weights, self.children, strict=True)
        ]
        below = plus(*counted)
        if found.d.sheet != "1":
            below = product(
                self.calculation.held(self.code, self.say("denominator"), below), found.d
            )
        return Ratio(found.factor * whole_weights, found.n, below)

    def _product(self, body: Mapping[str, Any]) -> Ratio:
        del body
        found = constant(self.most)
        for _, figure in self.children:
            share = divide(figure.ratio(), figure.maximum())
            if figure.optional:
                factor, none = share.factor, is_number(figure.points)
                n = if_(none, times(share.n, factor.numerator), ONE)
                d = if_(none, times(share.d, factor.denominator), ONE)
                share = Ratio(Fraction(1), n, d)
            found = self._held(multiply(found, share))
        return found

    # ---- some of the children ----

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
        if any(figure.over is not None for _, figure in self.children):
            raise UnsupportedError
        if name == "MIN":
            if len({figure.most for _, figure in self.children}) > 1 or any(
                figure.most_cell is not None for _, figure in self.children
            ):
                raise UnsupportedError
            self.most = self.children[0][1].most
        scale = math.lcm(1, *(figure.scale or 1 for _, figure in self.children))
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
        added = self._combined([(Fraction(1), figure) for _, figure in self.children])
        single = compare(count([f.points for _, f in self.children]), "<=", whole(1))
        return Ratio(added.factor, if_(single, added.n, NOTHING), added.d)

    # ---- nodes without points ----

    @property
    def may_be_empty(self) -> bool:
        """Whether it may be that no child has points."""
        return all(figure.optional for _, figure in self._all_counted())

    def _all_counted(self) -> Children:
        """The children that count, with those that are left out."""
        codes = {node["code"] for node, _ in self.counted}
        return [(node, figure) for node, figure in self._given if node["code"] in codes]

    def nothing_there(self) -> Part:
        """Whether no child has points; an error of a child is an error."""
        cells = [figure.points for _, figure in self._all_counted()]
        number = count(cells)
        moved = [(1, f.points) for _, f in self._given if f.points not in cells]
        if moved:  # an error in one of them is an error here
            number = plus(number, times(total(moved), 0))
        return compare(number, "=", whole(0))

    def without_points(
        self, points: Part, scale: int, full: Fraction, in_form: Part | None
    ) -> Part:
        """The points, or what the node has when none of its children has points.

        `full` are the points of `nothing_left`; `in_form` is whether the group of the unit has the node.
        """
        if self.too_few:
            points = if_(any_true(self.too_few), text(self.words["unavailable"]), points)
        if not self.may_be_empty:
            return points
        excluded = text(self.words["excluded"])
        if "nothing_left" in self.node:
            worth = at_scale(constant(full if self.node["nothing_left"] == "full" else 0), scale)
            excluded = worth if in_form is None else if_(in_form, worth, excluded)
        some = [figure.points for _, figure in self._given if figure.unavailable]
        if some:
            lacking = any_true([compare(c, "=", text(self.words["unavailable"])) for c in some])
            excluded = if_(lacking, text(self.words["unavailable"]), excluded)
        return if_(self.nothing_there(), excluded, points)
