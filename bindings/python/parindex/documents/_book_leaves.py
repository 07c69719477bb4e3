# SPDX-License-Identifier: MIT
"""The leaves of a result as formulas, and what gates, roundings and indices add to every node."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from parindex._sentences import in_language
from parindex.display._words import word
from parindex.documents import _workbook_words as _words
from parindex.documents._calculation import FIRST, Calculation, Figure, row_of
from parindex.documents._formula import (
    NOTHING,
    ONE,
    Part,
    TooLargeError,
    UnsupportedError,
    all_true,
    any_true,
    compare,
    count,
    if_,
    is_number,
    rounded,
    text,
    times,
    whole,
)
from parindex.documents._given import KINDS, Given
from parindex.documents._leaf import LeafRule, guarded
from parindex.documents._nodes import (
    gated,
    gated_fraction,
    grid,
    lacks,
    limits,
    reduced,
    round_to,
    sound,
    tested,
)
from parindex.documents._ratio import Ratio, at_scale, constant, divide, scaled
from parindex.documents._source import Node, RoundSource
from parindex.rounding import Rounding

_BEYOND = {"maximum_exceeded", "minimum_below_zero"}


class Leaves(RoundSource):
    """The formulas of leaves, and parts of those of all nodes."""

    calculation: Calculation
    group_cell: Part | None
    notes: dict[str, Any]
    figures: dict[str, Figure]
    indices: dict[str, Part]
    flags: dict[tuple[str, str], Part]
    reads: dict[str, list[Part]]
    """The inputs of each leaf as formulas read them."""

    def say(self, key: str) -> str:
        """A label of a row."""
        return in_language(_words.LABELS[key](), self.language)

    # ---- what is given ----
    def _group_number(self) -> Part | None:
        groups = [str(group["id"]) for group in self.document.get("groups", ())]
        if not groups:
            return None
        cell = f"¶{self.rows['group']}" if "group" in self.rows else '""'
        found = "NA()"
        try:
            for place, said in reversed(list(enumerate(groups, 1))):
                found = f"IF(EXACT({cell},{text(said).sheet}),{place},{found})"
        except UnsupportedError:
            return None
        python = f"read_group(i[{self.rows.get('group', 0)}],{groups!r})"
        return self.calculation.add("", self.say("group"), Part(found, python, 1, len(groups)))

    def group_is(self, ids: Sequence[str]) -> Part:
        """Whether the unit is in one of these groups."""
        if self.group_cell is None:
            raise UnsupportedError
        places = [str(group["id"]) for group in self.document["groups"]]
        return any_true(
            [compare(self.group_cell, "=", whole(places.index(one) + 1)) for one in ids]
        )

    # ---- leaves ----

    def word(self, status: str) -> str:
        """The word of a status."""
        return word(status, self.language)

    def _worth(self, node: Node, scale: int, most: Part | None) -> dict[str, Part]:
        """What each policy gives."""
        full = at_scale(constant(node.document["max"]), scale) if most is None else most
        worth = {"zero": whole(0), "full": full, "exclude": text(self.word("excluded"))}
        for policy in node.policies.values():
            if isinstance(policy, Mapping):
                points = Fraction(policy["points"])
                if most is not None and "rounding" in node.document:
                    points = Fraction(Rounding(**node.document["rounding"]).apply(points))
                worth[str(policy)] = at_scale(constant(points), scale)
        return {"error": NOTHING, **worth}

    def _leaf(self, node: Node, limit: int) -> Figure:
        calculation, document = self.calculation, node.document
        kind, body = next(iter(document["rule"].items()))
        flags = [g["id"] for g in document.get("gates", ()) if "when" not in g]
        given = [g for g in self.of_leaf.get(node.code, ()) if g.name not in flags]
        cells: dict[str, Part] = {}
        self.reader.kinds = tuple(kind for kind in KINDS if kind in node.policies)
        scales: dict[str, int] = {}
        for one in given:
            part = self.reader.formula(one, self.values(one), limit)
            label = f"{self.say('read')}: {one.name}"
            cell = calculation.add(node.code, label, part, 10**one.digits)
            cells[one.name], scales[one.name] = self._settled(node, one, cell)
        types = {one.name: one.type for one in given}
        options = {one.name: [str(o["id"]) for o in one.options] for one in given}

        def made(kind: str, body: Mapping[str, Any]) -> LeafRule:
            return LeafRule(
                calculation, node.code, document, kind, body, cells, types, scales, options,
                self.say, self.group_is, self.figures.__getitem__,
            )  # fmt: skip

        reads = self.reads[node.code] = list(cells.values())
        if kind != "by_group":
            return self._finished(node, made(kind, body), reads)
        parts = []
        for case in body["cases"]:
            name, inner = next(iter(case["rule"].items()))
            parts.append((case["groups"], self._finished(node, made(name, inner), [], True)))
        if document.get("gates") or any(figure.over is not None for _, figure in parts):
            raise UnsupportedError
        scale = math.lcm(*(figure.scale or 1 for _, figure in parts))
        found = NOTHING
        for groups, figure in reversed(parts):
            factor = scale // (figure.scale or 1)
            worth = figure.points
            if factor != 1:
                worth = if_(is_number(worth), times(worth, factor), worth)
            found = if_(self.group_is(groups), worth, found)
        most = Rounding(**document["rounding"]).apply(Fraction(document["max"])) if "rounding" in document else document["max"]  # fmt: skip
        worth_of = self._worth(node, scale, at_scale(constant(Fraction(most)), scale))
        points = self._available(node, reads, found, worth_of)
        cell = calculation.add(node.code, self.say("points"), points, scale)
        return self._figure(node, cell, scale, cell, None)

    def _settled(self, node: Node, given: Given, cell: Part) -> tuple[Part, int]:
        """The number of an input as the rule reads it, and how many parts of one it counts."""
        how = given.limits.get("rounding")
        if how is None:
            return cell, 10**given.digits
        calculation = self.calculation
        digits, step = grid(how)
        factor = Fraction(10**digits, step * 10**given.digits)
        label = f"{self.say('read')}: {given.name}"
        n = calculation.held(node.code, label, times(cell, factor.numerator))
        said = times(rounded(n, whole(factor.denominator), str(how["mode"])), step)
        near = calculation.add(node.code, label, if_(is_number(cell), said, cell), 10**digits)
        tests = [
            compare(near, sign, whole(ends(Fraction(given.limits[key]) * 10**digits)))
            for key, sign, ends in (("min", ">=", math.ceil), ("max", "<=", math.floor))
            if key in given.limits
        ]
        if not tests:
            return near, 10**digits
        part = if_(is_number(near), if_(all_true(tests), near, NOTHING), near)
        return calculation.add(node.code, label, part, 10**digits), 10**digits

    def _figure(
        self,
        node: Node,
        cell: Part,
        scale: int,
        exact: Part,
        exact_scale: int | None,
        over: Part | None = None,
    ) -> Figure:
        most = Fraction(node.document["max"])
        if (
            "rule" in node.document
            and over is None
            and not _BEYOND & set(node.document.get("accept", ()))
        ):
            # The check proves it for all values that the formulas read.
            step = grid(node.document["rounding"])[1] if "rounding" in node.document else 1
            given = [p["points"] for p in node.policies.values() if isinstance(p, Mapping)]
            low = cell.low if any(Fraction(p) < 0 for p in given) else max(cell.low, 0)
            high = min(cell.high, math.ceil(most * scale / step) * step)
            same = exact is cell
            cell = cell._replace(low=low, high=high)
            exact = cell if same else exact
        made = Figure(cell, scale, exact, exact_scale, most, over=over)
        words = (*node.policies.values(), str(node.document.get("rule", "")))
        made.optional = node.only_for is not None or any("exclude" in said for said in words)
        return made

    def _finished(
        self, node: Node, rule: LeafRule, reads: Sequence[Part], inner: bool = False
    ) -> Figure:
        """The rounded points of a rule, or what a policy gives."""
        calculation, document = self.calculation, node.document
        points = limits(rule.points(), document)
        rounding = document.get("rounding")

        def available(part: Part, worth: Mapping[str, Part]) -> Part:
            part = guarded(rule.guards, part, worth)
            return part if inner else self._available(node, reads, part, worth)

        if not points.is_whole and rounding is not None and not document.get("gates"):
            part = rule.to_digits(points, rounding)
            most = Fraction(Rounding(**rounding).apply(Fraction(document["max"])))
            scale = 10 ** grid(rounding)[0]
            worth = self._worth(node, scale, at_scale(constant(most), scale))
            cell = calculation.add(node.code, self.say("points"), available(part, worth), scale)
            return self._figure(node, cell, scale, cell, None)
        n, d, scale = reduced(calculation, node.code, self.say, points)
        stated = [Fraction(p["points"]) for p in node.policies.values() if isinstance(p, Mapping)]
        most = Fraction(document["max"])
        factor = math.lcm(scale, *(one.denominator for one in (most, *stated))) // scale
        worth = self._worth(node, scale * factor, None)
        part = available(times(n, factor), worth)
        if d.sheet == "1":
            return self._rounded(node, part, scale * factor)
        if _BEYOND & set(document.get("accept", ())) or any(one < 0 for one in stated):
            raise UnsupportedError(_words.NOT_ROUNDED())
        ones = {policy: NOTHING if policy == "error" else ONE for policy in worth}
        over = calculation.add(node.code, self.say("lowest_terms"), available(d, ones))
        return self._rounded(node, part, scale * factor, over, (Fraction(0), max([most, *stated])))

    def _rounded(
        self,
        node: Node,
        part: Part,
        scale: int,
        over: Part | None = None,
        ends: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0)),
    ) -> Figure:
        """Gates and rounding of points; a text stays as it is. Those with `over` are between `ends`."""
        calculation, document = self.calculation, node.document
        rounding = document.get("rounding")
        gates = self._gates(node)
        label = self.say("exact") if rounding else self.say("points")
        if gates:
            before = calculation.add(node.code, self.say("before_gates"), part, scale)
            if over is None:
                factor = math.lcm(scale, *(_worth_of(g).denominator for g, _ in gates)) // scale
                scale *= factor
                after = gated(times(before, factor), scale, gates)
            else:
                points = gated_fraction(Ratio(Fraction(1, scale), before, over), gates)
                after, below, scale = reduced(calculation, node.code, self.say, points)
                below = if_(is_number(before), below, ONE)
                over = calculation.add(node.code, self.say("lowest_terms"), below)
                ends = ends[0], max([ends[1], *(_worth_of(gate) for gate, _ in gates)])
            flags, others = self._gate_cells(node)
            # Without points every gate is tested; otherwise those up to the first that applies.
            without = sound(others, before)
            part = sound(flags, if_(is_number(before), after, without))
        if over is not None:
            low, high = (end * scale * over.high for end in ends)
            part = part._replace(low=math.floor(low), high=math.ceil(high))
        exact = calculation.add(node.code, label, part, scale)
        if rounding is None:
            figure = self._figure(node, exact, scale, exact, scale, over)
            figure.ends = None if over is None else ends
            return figure
        before_rounding = Ratio(Fraction(1, scale), exact, over or ONE)
        said = round_to(calculation, node.code, self.say, before_rounding, rounding)
        final_scale = 10 ** grid(rounding)[0]
        shown = if_(is_number(exact), said, exact)
        cell = calculation.add(node.code, self.say("points"), shown, final_scale)
        return self._figure(node, cell, final_scale, exact, scale if over is None else None)

    def _gate_cells(self, node: Node) -> tuple[list[Part], list[Part]]:
        """The flags that the gates of a node read, and the nodes that they test."""
        gates = node.document.get("gates", ())
        return (
            [self.flags[node.code, gate["id"]] for gate in gates if "when" not in gate],
            [self.figures[g["when"]["node"]].points for g in gates if "when" in g],
        )

    def _gates(self, node: Node) -> list[tuple[Mapping[str, Any], Part]]:
        found: list[tuple[Mapping[str, Any], Part]] = []
        for gate in node.document.get("gates", ()):
            if "when" in gate:
                other = self.figures[gate["when"]["node"]]
                digits = self.nodes[gate["when"]["node"]].index_digits or 0
                if "no_value" in gate["when"]:
                    found.append((gate, self._lacks(gate["when"])))
                    continue
                row = None
                if "index" in gate["when"] and gate["when"].get("stage") != "exact":
                    row = self._index(gate["when"]["node"])
                    if row is None and self.nodes[gate["when"]["node"]].index_digits is not None:
                        raise UnsupportedError
                index = self._exact_index(other) if "index" in gate["when"] else constant(0)
                found.append((gate, tested(gate, other, index, row, digits)))
                continue
            if node.only_for is not None:
                raise UnsupportedError
            (given,) = (g for g in self.of_leaf[node.code] if g.name == gate["id"])
            self.reader.kinds = ()
            part = self.reader.formula(given, (), 1)
            read = self.calculation.add(node.code, f"{self.say('read')}: {given.name}", part)
            answered = if_(is_number(read), read, NOTHING)
            cell = self.calculation.add(node.code, self.say("gate"), answered)
            self.flags[node.code, gate["id"]] = cell
            found.append((gate, compare(cell, "=", whole(1))))
        return found

    def _lacks(self, test: Mapping[str, Any]) -> Part:
        """Whether a leaf of the unit has no value for a reason."""
        code = str(test["node"])
        if code not in self.reads or code in self.notes:
            raise UnsupportedError(_words.TESTS_NO_VALUE())
        points = self.figures[code].points
        found = lacks(test["no_value"], self.reads[code], self.reader.word_of, points)
        form = self.nodes[code].only_for
        return found if form is None else all_true([self.group_is(form), found])

    def _available(
        self, node: Node, reads: Sequence[Part], result: Part, worth: Mapping[str, Part]
    ) -> Part:
        """The result, or what the policy of an absent value gives; excluded for other groups."""
        absent = NOTHING
        for kind in reversed(KINDS):
            policy = worth.get(str(node.policies.get(kind, "error")), NOTHING)
            if policy is NOTHING and absent is NOTHING:
                continue
            said = text(self.reader.word_of(kind))
            test = any_true([compare(cell, "=", said) for cell in reads] or [compare(whole(0), "=", whole(1))])  # fmt: skip
            absent = if_(test, policy, absent)
        found = result
        if len(reads) == 1:
            found = if_(is_number(reads[0]), result, absent)
        elif reads:
            found = if_(compare(count(reads), "=", whole(len(reads))), result, absent)
        if node.only_for is None:
            return found
        none = text(self.word("excluded"))
        if reads:
            none = if_(compare(count(reads), "=", whole(0)), none, NOTHING)
        return if_(self.group_is(node.only_for), found, none)

    # ---- indices ----

    def _exact_index(self, figure: Figure) -> Ratio:
        """100 × points ÷ applicable maximum."""
        return scaled(divide(figure.ratio(), figure.maximum()), Fraction(100))

    def _index(self, code: str) -> Part | None:
        """The cell with the rounded index of a node; None if indices are exact or cannot be whole numbers."""
        how = self.nodes[code].index_rounding
        if isinstance(how, str):
            return None
        if code not in self.indices:
            figure = self.figures[code]
            begin = len(self.calculation.lines)
            try:
                said = round_to(self.calculation, code, self.say, self._exact_index(figure), how)
                part = if_(is_number(figure.points), said, figure.points)
                scale = 10 ** grid(how)[0]
                self.indices[code] = self.calculation.add(code, self.say("index"), part, scale)
            except (TooLargeError, UnsupportedError):
                self._take_back(begin)
                return None
        return self.indices[code]

    def _take_back(self, begin: int) -> None:
        """Remove the rows from a place on, with what refers to them."""
        del self.calculation.lines[begin:]
        end = FIRST + begin
        self.indices = {code: cell for code, cell in self.indices.items() if row_of(cell) < end}
        self.flags = {gate: cell for gate, cell in self.flags.items() if row_of(cell) < end}


def _worth_of(gate: Mapping[str, Any]) -> Fraction:
    return Fraction(gate["points"] if "points" in gate else gate["cap"])
