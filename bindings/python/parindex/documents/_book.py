# SPDX-License-Identifier: MIT
"""All figures of a result as formulas: nodes, indices, ranks and classes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex._sentences import in_language
from parindex.display._text import word
from parindex.documents import _workbook_words as _words
from parindex.documents._calculation import FIRST, Calculation, Figure, row_of
from parindex.documents._formula import (
    ERROR,
    MOST,
    NOTHING,
    Part,
    Ratio,
    TooLargeError,
    UnsupportedError,
    any_true,
    at_scale,
    compare,
    constant,
    count,
    if_,
    is_number,
    text,
    times,
    whole,
)
from parindex.documents._given import KINDS
from parindex.documents._leaf import LeafRule, guarded, to_whole
from parindex.documents._nodes import Aggregation, gated, grid, limits, round_to, sound, tested
from parindex.documents._ranks import class_of, ranks
from parindex.documents._source import Node, RoundSource, reads_nodes
from parindex.rounding import Rounding

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

# Values that a number without a declared end may have; the first that keeps every formula exact is used.
LIMITS = tuple(10**digits for digits in range(12, 2, -1))
_BEYOND = {"maximum_exceeded", "minimum_below_zero"}


class Book(RoundSource):
    """The formulas of a result.

    A node in `fixed` has the engine's values instead of a formula; so has one that no formula expresses, and
    `notes` says why.
    """

    def __init__(self, scores: Scores, language: str, fixed: Mapping[str, str]) -> None:
        super().__init__(scores, language)
        self.notes: dict[str, str] = dict(fixed)
        self.figures: dict[str, Figure] = {}
        self.indices: dict[str, Part] = {}
        self.flags: dict[tuple[str, str], Part] = {}
        self.stale: set[str] = set()  # values that would change with inputs of other nodes
        self.calculation = Calculation(self._input_cells(), self.reader.names)
        self.group_cell = self._group_number()
        for code in self.nodes:
            self.figure(code)
        self.rank: Part | None = None
        self.class_: Part | None = None
        self._index_rows()
        self._class_row()
        self._rank_row()
        self.calculation.evaluate()

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

    # ---- nodes ----

    def figure(self, code: str) -> Figure:
        """The figure of a node; those that it depends on come first."""
        if code not in self.figures:
            node = self.nodes[code]
            for each in (*node.children, *sorted(node.read)):
                self.figure(each)
            self.figures[code] = self._made(node)
        return self.figures[code]

    def _made(self, node: Node) -> Figure:
        calculation = self.calculation
        begin = len(calculation.lines)
        if reads_nodes(node.document.get("rule")):
            self.notes.setdefault(node.code, _words.READS_NODES())
        elif self.stale & node.read:
            self.notes.setdefault(node.code, _words.STALE_BELOW())
        if node.code not in self.notes:
            reason = _words.NO_FORMULA()
            for limit in LIMITS:
                try:
                    return self._leaf(node, limit) if "rule" in node.document else self._inner(node)
                except TooLargeError:
                    reason = _words.TOO_LARGE()
                except UnsupportedError as failure:
                    reason = failure.args[0] if failure.args else reason
                    below = [self.figures[child] for child in node.children]
                    if any(figure.scale is None for figure in below):
                        reason = _words.VALUES_BELOW()
                    break
                self._take_back(begin)
                if "rule" not in node.document:
                    break
            self._take_back(begin)
            self.notes[node.code] = reason
        if node.children or reads_nodes(node.document.get("rule")):
            self.stale.add(node.code)
        return self._fixed(node)

    def _take_back(self, begin: int) -> None:
        """Remove the rows from a place on, with what refers to them."""
        del self.calculation.lines[begin:]
        end = FIRST + begin
        self.indices = {code: cell for code, cell in self.indices.items() if row_of(cell) < end}
        self.flags = {gate: cell for gate, cell in self.flags.items() if row_of(cell) < end}

    def _fixed(self, node: Node) -> Figure:
        """The engine's values of a node."""
        results = [unit[node.code] for unit in self.engine]
        exact = [Fraction(points) for _, points, *_ in results if points is not None]
        parts = math.lcm(1, *(number.denominator for number in exact))
        top = max(map(abs, exact), default=Fraction(0))
        scale = None if parts * top > MOST // 1000 else parts
        values: list[Any] = []
        maxima: list[Fraction] = []
        for status, points, most, *_ in results:
            if points is None:
                values.append(ERROR if status == "error" else self.word(status))
            else:
                values.append(
                    float(points) if scale is None else int(Fraction(points) * (scale or 1))
                )
                maxima.append(Fraction(most))
        cell = self.calculation.constant(node.code, self.say("value"), values, scale)
        most = maxima[0] if maxima else Fraction(node.document["max"])
        made = Figure(cell, scale, cell, None, most)
        made.optional = any(status in ("excluded", "unavailable") for status, *_ in results)
        made.unavailable = any(status == "unavailable" for status, *_ in results)
        if len(set(maxima)) > 1:
            made.most_scale = math.lcm(*(number.denominator for number in maxima))
            tops = [
                self.word("excluded") if most is None else int(Fraction(most) * made.most_scale)
                for _, _, most, *_ in results
            ]
            made.most_cell = self.calculation.constant(
                node.code, self.say("max"), tops, made.most_scale
            )
        return made

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
        for one in given:
            part = self.reader.formula(one, self.values(one), limit)
            label = f"{self.say('read')}: {one.name}"
            cells[one.name] = calculation.add(node.code, label, part, 10**one.digits)
        types = {one.name: one.type for one in given}
        scales = {one.name: 10**one.digits for one in given}
        options = {one.name: [str(o["id"]) for o in one.options] for one in given}

        def made(kind: str, body: Mapping[str, Any]) -> LeafRule:
            return LeafRule(
                calculation, node.code, document, kind, body, cells, types, scales, options,
                self.say, self.group_is,
            )  # fmt: skip

        reads = list(cells.values())
        if kind != "by_group":
            return self._finished(node, made(kind, body), reads)
        parts = []
        for case in body["cases"]:
            name, inner = next(iter(case["rule"].items()))
            parts.append((case["groups"], self._finished(node, made(name, inner), [], True)))
        if document.get("gates") or any(figure.scale is None for _, figure in parts):
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

    def _figure(
        self, node: Node, cell: Part, scale: int, exact: Part, exact_scale: int | None
    ) -> Figure:
        most = Fraction(node.document["max"])
        if "rule" in node.document and not _BEYOND & set(node.document.get("accept", ())):
            # The check proves it for all values that the formulas read.
            step = grid(node.document["rounding"])[1] if "rounding" in node.document else 1
            given = [p["points"] for p in node.policies.values() if isinstance(p, Mapping)]
            low = cell.low if any(Fraction(p) < 0 for p in given) else max(cell.low, 0)
            high = min(cell.high, math.ceil(most * scale / step) * step)
            same = exact is cell
            cell = cell._replace(low=low, high=high)
            exact = cell if same else exact
        made = Figure(cell, scale, exact, exact_scale, most)
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

        if not points.is_whole:
            if rounding is None or document.get("gates"):
                raise UnsupportedError(_words.NOT_ROUNDED())
            part = rule.to_digits(points, rounding)
            most = Fraction(Rounding(**rounding).apply(Fraction(document["max"])))
            scale = 10 ** grid(rounding)[0]
            worth = self._worth(node, scale, at_scale(constant(most), scale))
            cell = calculation.add(node.code, self.say("points"), available(part, worth), scale)
            return self._figure(node, cell, scale, cell, None)
        n, scale = to_whole(points)
        stated = [one["points"] for one in node.policies.values() if isinstance(one, Mapping)]
        whole_scale = math.lcm(
            scale, *(Fraction(number).denominator for number in (document["max"], *stated))
        )
        n = times(n, whole_scale // scale)
        part = available(n, self._worth(node, whole_scale, None))
        return self._rounded(node, part, whole_scale)

    def _rounded(self, node: Node, part: Part, scale: int) -> Figure:
        """Gates and rounding of whole points; a text stays as it is."""
        calculation, document = self.calculation, node.document
        rounding = document.get("rounding")
        gates = self._gates(node)
        label = self.say("exact") if rounding else self.say("points")
        if gates:
            factor = math.lcm(scale, *(_worth_of(gate).denominator for gate, _ in gates)) // scale
            before = calculation.add(node.code, self.say("before_gates"), part, scale)
            scale *= factor
            after = gated(times(before, factor), scale, gates)
            flags, others = self._gate_cells(node)
            # Without points every gate is looked at; otherwise those up to the first that applies.
            without = sound(others, before)
            part = sound(flags, if_(is_number(before), after, without))
        exact = calculation.add(node.code, label, part, scale)
        if rounding is None:
            return self._figure(node, exact, scale, exact, scale)
        said = round_to(
            calculation, node.code, self.say, Ratio(Fraction(1, scale), exact), rounding
        )
        final_scale = 10 ** grid(rounding)[0]
        shown = if_(is_number(exact), said, exact)
        cell = calculation.add(node.code, self.say("points"), shown, final_scale)
        return self._figure(node, cell, final_scale, exact, scale)

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
                row = None
                if "index" in gate["when"] and gate["when"].get("stage") != "exact":
                    row = self._index(gate["when"]["node"])
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

    def _inner(self, node: Node) -> Figure:
        calculation = self.calculation
        document: dict[str, Any] = dict(node.document)
        children = [
            (self.nodes[c].document, self.figures[c])
            for c in node.children
            if not self.nodes[c].informative
        ]
        sets = self.document.get("weight_sets")
        if sets:
            children = [
                ({**d, "weight": d["weight"][sets[0]]} if isinstance(d.get("weight"), Mapping) else d, f)
                for d, f in children
            ]  # fmt: skip
        words = {status: self.word(status) for status in ("excluded", "unavailable")}
        made = Aggregation(calculation, document, children, words, self.say)
        points = limits(made.points(node.aggregation), document)
        if points.is_whole:
            n, scale = to_whole(points)
            part = made.without_points(n)
            if not node.code and self.group_cell is not None:
                part = if_(is_number(self.group_cell), part, NOTHING)
            figure = self._rounded(node, part, scale)
        else:
            rounding = document.get("rounding")
            if rounding is None or document.get("gates"):
                raise UnsupportedError(_words.NOT_ROUNDED())
            said = round_to(calculation, node.code, self.say, points, rounding)
            part = made.without_points(said)
            if not node.code and self.group_cell is not None:
                part = if_(is_number(self.group_cell), part, NOTHING)
            scale = 10 ** grid(rounding)[0]
            cell = calculation.add(node.code, self.say("points"), part, scale)
            figure = Figure(cell, scale, cell, None, made.most)
        figure.optional = all(f.optional for _, f in children)
        figure.unavailable = any(f.unavailable for _, f in children)
        figure.most, figure.most_cell = made.most, made.most_part
        figure.most_scale = made.most_scale
        return figure

    # ---- indices, classes, ranks ----

    def _exact_index(self, figure: Figure) -> Ratio:
        """100 × points ÷ applicable maximum."""
        if figure.scale is None:
            raise UnsupportedError
        if figure.most_cell is None:
            return Ratio(100 / (figure.most * figure.scale), figure.points)
        factor = Fraction(100 * figure.most_scale, figure.scale)
        low = max(1, figure.most_cell.low)
        return Ratio(factor, figure.points, figure.most_cell._replace(low=low))

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

    def _index_rows(self) -> None:
        for code, node in self.nodes.items():
            if node.children:
                self._index(code)

    def compared(self, how: Mapping[str, Any]) -> tuple[Part, Ratio]:
        """The cell by which units are compared, and its number."""
        figure = self.figures[""]
        cell: Part | None
        if how["on"] == "points":
            exact = how["stage"] == "exact"
            cell, scale = (
                (figure.exact, figure.exact_scale) if exact else (figure.points, figure.scale)
            )
            if scale is None:
                raise UnsupportedError
            return cell, Ratio(Fraction(1, scale), cell)
        rounding = self.document["index_rounding"]
        if how["stage"] == "rounded" and not isinstance(rounding, str):
            cell = self._index("")
            if cell is None:
                raise UnsupportedError
            return cell, Ratio(Fraction(1, 10 ** grid(rounding)[0]), cell)
        if figure.most_cell is not None or figure.scale is None:
            raise UnsupportedError
        return figure.points, self._exact_index(figure)

    def _class_row(self) -> None:
        classes = self.document.get("classes")
        if classes is None:
            return
        begin = len(self.calculation.lines)
        try:
            self.class_ = class_of(self, classes)
        except (TooLargeError, UnsupportedError):
            self._take_back(begin)

    def _rank_row(self) -> None:
        how = self.document.get("ranking")
        if how is None:
            return
        begin = len(self.calculation.lines)
        try:
            self.rank = ranks(self, how)
        except (TooLargeError, UnsupportedError):
            self._take_back(begin)


def _worth_of(gate: Mapping[str, Any]) -> Fraction:
    return Fraction(gate["points"] if "points" in gate else gate["cap"])
