# SPDX-License-Identifier: MIT
"""The total of every unit as a function of one weight, exactly.

The share of a node is its points / its applicable maximum. In a weighted mean it is Σ weight · share / Σ weight over
the children that count, in a mean all weights are 1, and in a sum the maxima are the weights. Sums directly below
sums are one block: their leaves share the maximum of the uppermost one. So if the weight w of a node becomes w + x,
the total of a unit becomes

    (total · W + slope · x) / (W + x)        W: the weights of its block that count for the unit

and it stays as it is for a unit that does not count the node. Points of a total that is a sum grow instead, by
x · share. Figures of the total are those before its rounding; a rounding of any other node makes its children left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex import _messages
from parindex._fraction import ExactFraction
from parindex._sentences import Text
from parindex._steps import each, read_json
from parindex._tree import children_of
from parindex.analysis import messages
from parindex.analysis._orders import ranking_of

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

Json = Mapping[str, Any]

_KINDS = ("sum", "mean", "weighted_mean")
# With one of these a node is no plain sum or mean of its children.
_LIMITS = ("rounding", "cap", "floor", "gates", "nothing_left")
OWN_KINDS = ("best", "one_of", "lookup")
"""Aggregations that the nodes below do not inherit."""
_HARMLESS = {"weights_sum", "maxima_sum", "minimum_available"}


@dataclass(frozen=True, slots=True)
class Line:
    """The total of a unit by the change x of one weight: (total · whole + slope · x) / (whole + x)."""

    total: Fraction
    whole: Fraction
    slope: Fraction
    grows: bool
    """Whether x is part of the denominator."""

    def at(self, change: Fraction) -> Fraction:
        """The total after a change of the weight. Raises ZeroDivisionError if no weight is left."""
        below = self.whole + change if self.grows else self.whole
        return (self.total * self.whole + self.slope * change) / below


@dataclass(frozen=True, slots=True)
class Weighed:
    """A node whose weight can vary: the weight, and what the total of each unit becomes."""

    code: str
    weight: ExactFraction
    lines: tuple[Line, ...]


@dataclass(slots=True)
class Place:
    """A node of the rubric with its results for each unit; None where it does not count."""

    node: Json
    above: Place | None
    points: Sequence[Fraction | None]
    max: Sequence[Fraction | None]
    kind: str = ""
    """The kind of a plain sum or mean; empty for a leaf and for any other node."""
    children: tuple[Place, ...] = ()
    shares: tuple[Fraction | None, ...] = ()
    stated: Fraction = Fraction(0)
    """The weight that a weighted mean above it states."""
    wholes: dict[int, Fraction] = field(default_factory=dict)
    """Of the units for which it was asked."""

    @property
    def code(self) -> str:
        return str(self.node.get("code", ""))

    def weight(self, at: int) -> Fraction | None:
        """The weight of the node for a unit; None if it does not count for it."""
        above = self.above
        if above is None or self.shares[at] is None:
            return None
        if above.kind == "sum":
            return self.max[at]
        return Fraction(1) if above.kind == "mean" else self.stated

    def whole(self, at: int) -> Fraction:
        """The sum of the weights of the children that count for a unit."""
        found = self.wholes.get(at)
        if found is None:
            weights = (child.weight(at) for child in self.children)
            found = sum((weight for weight in weights if weight is not None), Fraction(0))
            self.wholes[at] = found
        return found


class Shares:
    """The shares of all nodes of the units that have points."""

    def __init__(self, scores: Scores) -> None:
        self.on = on_of(scores)
        """The figure of the total: ``"points"`` or ``"index"``."""
        self.rows = [row for row, status in enumerate(scores.status) if status == "ok"]
        self.units = tuple(scores.units[row] for row in self.rows)
        self._sets = scores.plan.rubric.weight_sets
        codes = ("", *scores.plan.codes)
        figures = (scores._core.figure_lists(range(len(codes)), name) for name in ("points", "max"))
        self._points, self._max = (dict(zip(codes, lists, strict=True)) for lists in figures)
        document = read_json(scores.plan.rubric._resolved())
        if "rounding" in document:
            self._points[""] = [unit.total.exact for unit in scores]
        self.left_out: dict[str, Text] = {}
        """Why the weight of a node cannot vary, by code."""
        self.root = self._place(document, None, "")

    def _place(self, node: Json, above: Place | None, inherited: str) -> Place:
        code = node.get("code", "")
        points, most = (
            [None if lists[code][row] is None else Fraction(lists[code][row]) for row in self.rows]
            for lists in (self._points, self._max)
        )
        place = Place(node, above, points, most)
        place.stated = weight_of(node, self._sets)
        place.shares = tuple(
            None if p is None or not m else p / m for p, m in zip(points, most, strict=True)
        )
        below = [child for child in children_of(node) if not child.get("informative")]
        kind, body = aggregation_of(node, inherited)
        handed = inherited if kind in OWN_KINDS else kind
        place.children = tuple(self._place(child, place, handed) for child in each(below))
        if place.children:
            self._decide(place, kind, body)
        return place

    def _decide(self, place: Place, kind: str, body: Json) -> None:
        """Whether the node is a plain sum or mean: by its keys, and by the points of every unit."""
        plain = kind in _KINDS and not (set(body) - _HARMLESS)
        limits = _LIMITS if place.code else _LIMITS[1:]
        plain = plain and not any(key in place.node for key in limits)
        if any("weight_input" in child.node for child in place.children):
            plain = False
        place.kind = kind if plain else ""
        if plain and not all(self._is_mean(place, at) for at in range(len(self.units))):
            place.kind = ""
        if not place.kind:
            for child in place.children:
                self.left_out[child.code] = messages.NOT_A_PLAIN_SUM_OR_MEAN(
                    place.code or _messages.THE_TOTAL_AS_A_PLACE()
                )

    @staticmethod
    def _is_mean(place: Place, at: int) -> bool:
        share, whole = place.shares[at], place.whole(at)
        if share is None:
            return True
        parts = (
            weight * found
            for child in place.children
            if (weight := child.weight(at)) is not None and (found := child.shares[at]) is not None
        )
        return bool(whole) and share * whole == sum(parts, Fraction(0))

    # ---- blocks ---------------------------------------------------------------------------------

    @staticmethod
    def block_of(place: Place) -> Place:
        """The node in which the weight of a node is one part of the whole: its parent, or the uppermost sum."""
        block = place.above
        assert block is not None
        while block.kind == "sum" and block.above is not None and block.above.kind == "sum":
            block = block.above
        return block

    def effect(self, block: Place, at: int) -> Fraction | None:
        """What one whole share of a block gives to the total of a unit; None if that is not a plain product."""
        most = self.root.max[at]
        if block.shares[at] is None or most is None:
            return None
        if block.above is None:
            return most if self.on == "points" else Fraction(1)
        above = block.above
        if not above.kind:
            return None
        if above.kind == "sum":
            above = self.block_of(block)
            whole, weight = above.max[at], block.max[at]
        else:
            whole, weight = above.whole(at), block.weight(at)
        upper = self.effect(above, at)
        if upper is None or weight is None or not whole:
            return None
        return upper * weight / whole

    def totals(self) -> list[Fraction]:
        """The figure of each unit that is compared: the exact share of the total, or its points."""
        found = self.root.points if self.on == "points" else self.root.shares
        return [value if value is not None else Fraction(0) for value in found]

    def weighed(self) -> Iterator[Weighed]:
        """Every node whose weight can vary, in document order; the others are in `left_out`."""
        totals = self.totals()
        todo = [*reversed(self.root.children)]
        while todo:
            place = todo.pop()
            todo += reversed(place.children)
            if place.above is None or not place.above.kind:
                continue
            found = self._weighed(place, totals)
            if isinstance(found, Weighed):
                yield found
            else:
                self.left_out[place.code] = found

    def _weighed(self, place: Place, totals: Sequence[Fraction]) -> Weighed | Text:
        block = self.block_of(place)
        weights = {w for at in range(len(self.units)) if (w := place.weight(at)) is not None}
        if len(weights) != 1:
            return (
                messages.ITS_MAXIMUM_DIFFERS_BETWEEN_UNITS()
                if weights
                else messages.IT_COUNTS_FOR_NO_UNIT()
            )
        (weight,) = weights
        lines = []
        for at, total in enumerate(totals):
            share, whole_share = place.shares[at], block.shares[at]
            if share is None or whole_share is None:
                lines.append(Line(total, Fraction(1), Fraction(0), grows=False))
                continue
            effect = self.effect(block, at)
            if effect is None:
                above = block
                while above.above is not None and above.above.kind:
                    above = above.above
                name = above.above.code if above.above is not None else ""
                return messages.NOT_A_PLAIN_SUM_OR_MEAN(name or _messages.THE_TOTAL_AS_A_PLACE())
            if self.on == "points" and block is self.root and block.kind == "sum":
                lines.append(Line(total, Fraction(1), share, grows=False))
                continue
            whole = block.max[at] if block.kind == "sum" else block.whole(at)
            assert whole is not None
            slope = total + effect * (share - whole_share)
            lines.append(Line(total, whole, slope, grows=True))
        if all(line.grows and line.whole == weight for line in lines):
            return messages.NOTHING_ELSE_IS_WEIGHED_THERE()
        return Weighed(place.code, ExactFraction(weight), tuple(lines))


def aggregation_of(node: Json, inherited: str) -> tuple[str, Json]:
    """The kind of the aggregation of a node, and its parameters; what it does not state it inherits."""
    given = node.get("aggregation", inherited)
    if isinstance(given, Mapping):
        ((kind, body),) = given.items()
        return kind, body
    return given, {}


def kinds_of(node: Json, inherited: str = "") -> Iterator[tuple[str, tuple[str, Json]]]:
    """The aggregation of every node with children, stated or inherited, by code."""
    children = children_of(node)
    if children:
        kind, body = aggregation_of(node, inherited)
        yield node.get("code", ""), (kind, body)
        for child in children:
            yield from kinds_of(child, inherited if kind in OWN_KINDS else kind)


def weight_of(node: Json, sets: Sequence[str]) -> Fraction:
    """The weight that a node states, in the first set of weights; 0 if it states none."""
    given = node.get("weight", 0)
    return Fraction(str(given[sets[0]] if isinstance(given, Mapping) else given))


def on_of(scores: Scores) -> str:
    """The figure by which the rubric ranks its units: its index if it declares no ranking."""
    rule = ranking_of(scores)
    return "points" if rule is not None and rule["on"] == "points" else "index"
