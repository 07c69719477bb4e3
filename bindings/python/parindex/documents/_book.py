# SPDX-License-Identifier: MIT
"""All figures of a result as formulas: nodes, indices, ranks and classes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex.documents import _workbook_words as _words
from parindex.documents._aggregation import Aggregation
from parindex.documents._book_leaves import Leaves
from parindex.documents._calculation import Calculation, Figure
from parindex.documents._formula import (
    ERROR,
    MOST,
    NOTHING,
    ONE,
    Part,
    TooLargeError,
    UnsupportedError,
    if_,
    is_number,
    times,
)
from parindex.documents._nodes import Children, grid, limits, reduced, round_to
from parindex.documents._ranks import class_of, ranks
from parindex.documents._ratio import (
    Ratio,
    at_scale,
    constant,
)
from parindex.documents._source import Node, reads_nodes
from parindex.rounding import Rounding

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

# Values that a number without a declared end may have; the first that keeps every formula exact is used.
LIMITS = tuple(10**digits for digits in range(12, 2, -1))
DENOMINATORS = tuple(10**digits for digits in range(9, 2, -1))
"""Greatest common denominators of fractions that are added, tried in the same way."""
_NO_ENDS = Fraction(0), Fraction(0)


class Book(Leaves):
    """The formulas of a result.

    A node in `fixed` has the engine's values instead of a formula. So does a node that no formula
    expresses; `notes` says why.
    """

    def __init__(self, scores: Scores, language: str, fixed: Mapping[str, str]) -> None:
        super().__init__(scores, language)
        self.notes = dict(fixed)
        self.figures = {}
        self.indices = {}
        self.flags = {}
        self.reads = {}
        self.stale: set[str] = set()  # values that would change with inputs of other nodes
        self.calculation = Calculation(self._input_cells(), self.reader.names)
        self.group_cell = self._group_number()
        for code in self.nodes:
            self.figure(code)
        self._index_rows()
        self.classes = self._compared_rows("classes", class_of)
        """The row of the class of every node that declares classes, where formulas express it."""
        self.ranks = self._compared_rows("ranking", ranks)
        """The row of the rank of every node that declares a ranking, where formulas express it."""
        self.calculation.evaluate()

    # ---- nodes ----

    def figure(self, code: str) -> Figure:
        """The figure of a node; those that it depends on come first."""
        if code not in self.figures:
            node = self.nodes[code]
            for each in (*node.counted, *sorted(node.read)):
                self.figure(each)
            self.figures[code] = self._made(node)
        return self.figures[code]

    def _made(self, node: Node) -> Figure:
        calculation = self.calculation
        begin = len(calculation.lines)
        if self.stale & node.read:
            self.notes.setdefault(node.code, _words.STALE_BELOW())
        if "weight_input" in node.document:  # without a valid weight the node is in error
            self.notes.setdefault(node.code, _words.WEIGHT_FROM_THE_DATA())
        if node.code not in self.notes:
            reason = _words.NO_FORMULA()
            is_leaf = "rule" in node.document
            for limit in LIMITS if is_leaf else DENOMINATORS:
                try:
                    return self._leaf(node, limit) if is_leaf else self._inner(node, limit)
                except TooLargeError:
                    reason = _words.TOO_LARGE()
                except UnsupportedError as failure:
                    reason = failure.args[0] if failure.args else reason
                    below = [self.figures[child] for child in node.counted]
                    if any(figure.scale is None for figure in below):
                        reason = _words.VALUES_BELOW()
                    break
                self._take_back(begin)
            self._take_back(begin)
            self.notes[node.code] = reason
        if node.children or reads_nodes(node.document.get("rule")):
            self.stale.add(node.code)
        return self._fixed(node)

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

    def _inner(self, node: Node, limit: int) -> Figure:
        calculation, document, say = self.calculation, node.document, self.say
        words = {status: self.word(status) for status in ("excluded", "unavailable")}
        children = self._weighted_children(node)
        made = Aggregation(calculation, document, children, words, say, limit)
        points = limits(made.points(node.aggregation), document)
        rounding = document.get("rounding")
        full = Fraction(document["max"])
        in_form = None if node.only_for is None else self.group_is(node.only_for)

        def finished(part: Part, scale: int, full: Fraction) -> Part:
            part = made.without_points(part, scale, full, in_form)
            if not node.code and self.group_cell is not None:
                part = if_(is_number(self.group_cell), part, NOTHING)
            return part

        if not points.is_whole and rounding is not None and not document.get("gates"):
            said = round_to(calculation, node.code, say, points, rounding)
            scale = 10 ** grid(rounding)[0]
            part = finished(said, scale, Fraction(Rounding(**rounding).apply(full)))
            cell = calculation.add(node.code, say("points"), part, scale)
            figure = Figure(cell, scale, cell, None, made.most)
        else:
            n, d, scale = reduced(calculation, node.code, say, points)
            factor = math.lcm(scale, full.denominator) // scale if "nothing_left" in document else 1
            part = finished(times(n, factor), scale * factor, full)
            over = None
            if d.sheet != "1":
                below = if_(made.nothing_there(), ONE, d) if made.may_be_empty else d
                over = calculation.add(node.code, say("lowest_terms"), below)
            figure = self._rounded(
                node, part, scale * factor, over, made.ends if over else _NO_ENDS
            )
        figure.most, figure.most_cell = made.most, made.most_part
        figure.most_scale = made.most_scale
        figure.unavailable = bool(made.too_few) or any(f.unavailable for _, f in children)
        figure.optional = made.may_be_empty or bool(made.too_few)
        if "nothing_left" in document and made.may_be_empty:
            figure.optional = figure.unavailable or in_form is not None
            if made.most_part is not None:
                top = at_scale(constant(full), made.most_scale)
                most = if_(made.nothing_there(), top, made.most_part)
                figure.most_cell = calculation.add(node.code, say("max"), most, made.most_scale)
        self._within_ends(node, figure, made)
        if figure.over is not None and node.index_digits is not None:
            self.figures[node.code] = figure
            if self._index(node.code) is None:
                raise TooLargeError
        return figure

    def _within_ends(self, node: Node, figure: Figure, made: Aggregation) -> None:
        """Narrow the range of whole points to what the children can give."""
        document, scale = node.document, figure.scale
        if figure.over is not None or scale is None:
            return
        try:
            low, high = made.ends
        except UnsupportedError:
            return
        stated = [g["points"] for g in document.get("gates", ()) if "points" in g]
        stated += [document["floor"]] if "floor" in document else []
        stated += [document["max"]] if "nothing_left" in document else []
        low, high = min([low, *map(Fraction, stated)]), max([high, *map(Fraction, stated)])
        step = grid(document["rounding"])[1] if "rounding" in document else 1
        ends = math.floor(low * scale / step) * step, math.ceil(high * scale / step) * step
        cell = figure.points
        narrow = cell._replace(low=max(cell.low, ends[0]), high=min(cell.high, ends[1]))
        figure.exact = narrow if figure.exact is cell else figure.exact
        figure.points = narrow

    def _weighted_children(self, node: Node) -> Children:
        """The children that count, with the weights of the first set."""
        sets = self.document.get("weight_sets")
        found = []
        for code in node.counted:
            document = self.nodes[code].document
            if sets and isinstance(document.get("weight"), Mapping):
                document = {**document, "weight": document["weight"][sets[0]]}
            found.append((document, self.figures[code]))
        return found

    # ---- indices, classes, ranks ----

    def _index_rows(self) -> None:
        for code, node in self.nodes.items():
            if node.children:
                self._index(code)

    def compared(self, code: str, how: Mapping[str, Any]) -> tuple[Part, Ratio]:
        """The cell by which units are compared at a node, and its number. Raises UnsupportedError."""
        figure, rounding = self.figures[code], self.nodes[code].index_rounding
        if how["on"] == "points":
            if how["stage"] == "exact":
                return figure.exact, figure.exact_ratio()
            return figure.points, figure.ratio()
        if how["stage"] == "rounded" and not isinstance(rounding, str):
            cell = self._index(code)
            if cell is None:
                raise UnsupportedError
            return cell, Ratio(Fraction(1, 10 ** grid(rounding)[0]), cell)
        return figure.points, self._exact_index(figure)

    def _compared_rows(
        self, key: str, made: Callable[[Book, str, Mapping[str, Any]], Part]
    ) -> dict[str, Part]:
        found: dict[str, Part] = {}
        for code, node in self.nodes.items():
            if key not in node.document:
                continue
            begin = len(self.calculation.lines)
            try:
                found[code] = made(self, code, node.document[key])
            except (TooLargeError, UnsupportedError):
                self._take_back(begin)
        return found
