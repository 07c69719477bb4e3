# SPDX-License-Identifier: MIT
"""What is drawn: changes of the rubric and values of the data, read from the arguments of `Plan.simulate`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from parindex._tree import children_of, pairs, walk
from parindex.novalue import NoValue
from parindex.results._draw_values import (
    Array,
    Picks,
    Whole,
    as_whole,
    distinct,
    number,
    scale_of,
)
from parindex.results._places import Path

if TYPE_CHECKING:
    from parindex.engine.plan import Plan

Json = dict[str, Any]


@dataclass(eq=False)
class Edit:
    """A part of a node that has another value in each draw: numbers, or a choice of a few values."""

    argument: str
    field: str
    """The address, as issues name it."""
    code: str
    """The node; empty for the total."""
    path: Path
    """Where it is within the node."""
    also: tuple[Path, ...] = ()
    """Ends that move with it."""
    whole: Whole | None = None
    chosen: Picks | None = None

    @cached_property
    def picks(self) -> Array:
        """The position of the value of each draw among the distinct ones."""
        return self._coded[0]

    @property
    def values(self) -> list[Any]:
        """The distinct values as a rubric writes them."""
        return self._coded[1]

    @cached_property
    def _coded(self) -> Picks:
        if self.chosen is not None:
            return self.chosen
        assert self.whole is not None
        numbers, scale = self.whole
        picks, found = distinct(numbers)
        return picks, [str(Fraction(int(each), scale)) for each in found]

    def value(self, draw: int) -> Any:
        """The value of a draw as a rubric writes it."""
        if self.whole is not None:
            numbers, scale = self.whole
            return str(Fraction(int(numbers[draw]), scale))
        assert self.chosen is not None
        return self.chosen[1][int(self.chosen[0][draw])]

    def part(self, some: slice) -> Edit:
        """The same for some of the draws."""
        whole = None if self.whole is None else (self.whole[0][some], self.whole[1])
        chosen = None if self.chosen is None else (self.chosen[0][some], self.chosen[1])
        return Edit(self.argument, self.field, self.code, self.path, self.also, whole, chosen)

    def put(self, node: Json, draw: int) -> None:
        """Put the value of a draw into the node."""
        value = self.value(draw)
        for path in (self.path, *self.also):
            part: Any = node
            for step in path[:-1]:
                part = part[step]
            _set(part, path[-1], value)


def _set(part: Any, key: str | int, value: Any) -> None:
    if key == "weight" and isinstance(part.get(key), dict):
        value = dict.fromkeys(part[key], value)
    elif key in ("digits", "step") and "mode" in part:
        part.pop("step" if key == "digits" else "digits", None)
    if key == "rounding" and value is None:
        part.pop(key, None)
    else:
        part[key] = "exact" if value is None else value


@dataclass(eq=False)
class Cells:
    """The values of a data column: by draw, or by draw and unit."""

    column: str
    picks: Array | None
    values: Any
    """The distinct values, or an array of numbers if there are no picks."""

    @cached_property
    def scale(self) -> int | None:
        """A number by which all values are whole; None if it is not found."""
        if self.picks is None:
            return scale_of(self.values)
        given = [
            value for value in self.values if value is not None and not isinstance(value, NoValue)
        ]
        found = [read for value in given if (read := number(value)) is not None]
        return as_whole(found)[1] if len(found) == len(given) else None

    def of(self, draws: Sequence[int] | Array | slice, units: int) -> Any:
        """The values of some draws, one draw after the other."""
        rows, values = self.matrix(draws, units)
        flat = rows.ravel()
        return flat if values is None else [values[at] for at in flat.tolist()]

    def matrix(self, draws: Sequence[int] | Array | slice, units: int) -> tuple[Array, Any]:
        """The values of some draws, a row for each: positions and distinct values, or numbers and None."""
        import numpy as np

        rows = (self.values if self.picks is None else self.picks)[draws]
        if rows.ndim == 1:
            rows = np.broadcast_to(rows[:, None], (len(rows), units))
        return rows, None if self.picks is None else self.values


class Draws:
    """Everything that is drawn."""

    def __init__(
        self, plan: Plan, count: int, edits: Iterable[Edit], cells: Iterable[Cells]
    ) -> None:
        self.plan = plan
        self.count = count
        self.base: Json = json.loads(plan.rubric._resolved())
        # Steps of roundings and policies of points need format 2; a written rubric states the lowest that it needs.
        self.base["parindex"] = 2
        self.text = json.dumps(self.base)
        # A whole rounding before its parts.
        self.edits = sorted(edits, key=lambda edit: len(edit.path))
        self.cells = {one.column: one for one in cells}
        self.edits += self._followers()

    def part(self, some: slice) -> Draws:
        """Some of the draws."""
        made = object.__new__(Draws)
        made.plan, made.base, made.text, made.cells = self.plan, self.base, self.text, self.cells
        made.edits = [edit.part(some) for edit in self.edits]
        made.count = len(range(*some.indices(self.count)))
        return made

    @cached_property
    def nodes(self) -> dict[str, Json]:
        """The nodes of the rubric by code, the total under the empty one."""
        return by_code(self.base)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of the aggregation of each node with children, by code."""
        found = {"": kind_of(self.base, "")}
        inherited = {"": handed_down(found[""])}
        for node, parent in pairs(self.base):
            above = inherited[parent.get("code", "")]
            if children_of(node):
                found[node["code"]] = kind = kind_of(node, above)
                above = handed_down(kind) if "aggregation" in node else above
            inherited[node["code"]] = above
        return found

    @cached_property
    def weights(self) -> dict[str, Whole]:
        """The drawn weights by code."""
        return self._wholes("weights")

    @cached_property
    def maxima(self) -> dict[str, Whole]:
        """The drawn maxima by code, with those that follow."""
        return self._wholes("maxima")

    def _wholes(self, argument: str) -> dict[str, Whole]:
        return {
            edit.code: edit.whole
            for edit in self.edits
            if edit.argument == argument and edit.whole is not None
        }

    def document(self, draw: int) -> Json:
        """The rubric of a draw."""
        document: Json = json.loads(self.text)
        nodes = by_code(document)
        for edit in self.edits:
            edit.put(nodes[edit.code], draw)
        return document

    def _followers(self) -> list[Edit]:
        """The maximum of a sum follows the drawn maxima below it, unless it is drawn itself."""
        drawn = {e.code: e.whole for e in self.edits if e.argument == "maxima" and e.whole}
        made: list[Edit] = []
        for node in reversed((self.base, *walk(self.base))):
            code = node.get("code", "")
            below = [
                child
                for child in children_of(node)
                if child["code"] in drawn and not child.keys() & {"informative", "only_for"}
            ]
            if not below or code in drawn or self.kinds[code] != "sum":
                continue
            drawn[code] = whole = self._moved(node, below, drawn)
            made.append(Edit("maxima", code, code, ("max",), whole=whole))
        return made

    def _moved(self, node: Json, below: list[Json], drawn: dict[str, Whole]) -> Whole:
        """The maximum of a node plus what the maxima below it gained."""
        rest = Fraction(str(node["max"])) - sum(Fraction(str(child["max"])) for child in below)
        parts = [(drawn[child["code"]]) for child in below]
        constant, scale = as_whole([rest])
        parts.append((constant.repeat(self.count), scale))
        return total_of(parts)


def total_of(parts: Sequence[Whole]) -> Whole:
    """The sums by draw."""
    import math

    scale = math.lcm(*(each for _, each in parts))
    bound = sum(largest(numbers) * (scale // each) for numbers, each in parts)
    total: Any = 0
    for numbers, each in parts:
        total = total + numbers.astype("int64" if bound < 2**62 else object) * (scale // each)
    return total, scale


def largest(numbers: Array) -> int:
    """The largest absolute value."""
    return max(abs(int(numbers.max())), abs(int(numbers.min())))


def by_code(document: Json) -> dict[str, Json]:
    """The nodes of a document by code, the document itself under the empty one."""
    return {node.get("code", ""): node for node in (document, *walk(document))}


def kind_of(node: Json, inherited: str) -> str:
    """The kind of the aggregation of a node, its own or the inherited one; with a ``+`` if it has options."""
    own = node.get("aggregation")
    if own is None:
        return inherited
    return own if isinstance(own, str) else f"{next(iter(own))}+"


def handed_down(kind: str) -> str:
    """What the nodes below inherit."""
    kind = kind.removesuffix("+")
    return "" if kind in ("best", "one_of", "lookup") else kind


def parents(document: Json) -> dict[str, Any]:
    """The node above each node, by code."""
    return {child["code"]: parent for child, parent in pairs(document)}
