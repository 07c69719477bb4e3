# SPDX-License-Identifier: MIT
"""Other values of a unit: which ones to try, and the unit scored again with them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from parindex._fraction import ExactFraction
from parindex._steps import read_json
from parindex._tree import walk
from parindex.engine._bounds import UnclearError, bounded, worth
from parindex.engine._suspicion import exact_number
from parindex.engine.scores import Scores, restored
from parindex.rounding import stated_rounding

_NEAR = (Fraction(1, 10**6), Fraction(1, 10**9))  # beyond an open end
Json = Mapping[str, Any]


class _End(NamedTuple):
    """A number at which the result of a rule for a quantity changes, and the side to reach."""

    quantity: Any
    at: Fraction
    side: int
    """1: the values from there up; -1: those from there down."""
    closed: bool
    """Whether the number itself is on that side."""


@dataclass(slots=True)
class Candidate:
    code: str
    column: str
    input: str
    value: Any
    beyond: Literal["", "above", "below"] = ""
    tried: tuple[str, ...] = ()
    """The values to score, as text; by default `value`."""
    distance: Fraction | None = None


def cells_of(scores: Scores, state: Any, row: int) -> dict[str, Any]:
    """The values of a unit by data column; None for a column that the data lack."""
    cells: dict[str, Any] = dict.fromkeys(column.name for column in scores.plan.columns)
    return cells | {name: _cell(column, row) for name, column in state[3]}


def _cell(column: Any, row: int) -> Any:
    """A value of the data; a double of an array means its shortest decimal."""
    if isinstance(column, bytes):
        return Decimal(repr(memoryview(column).cast("d")[row]))
    return column[row]


def rescored(
    scores: Scores,
    state: Any,
    row: int,
    cells: Mapping[str, Any],
    tried: Sequence[Mapping[str, Any]],
) -> Scores:
    """The unit scored again, a row for each set of other values by column, against the same other units."""
    count = len(tried)
    lists = {name: [value] * count for name, value in cells.items()}
    for at, values in enumerate(tried):
        for column, value in values.items():
            lists[column][at] = value
    groups, unranked = ([of[row]] * count if of else [] for of in state[1:3])
    names = [str(at) for at in range(count)]
    columns = [*lists.items()]
    made = (names, groups, unranked, columns, None, scores.cohort, True, "all")
    return restored(scores.plan, made)


class Search:
    """The values to try for each column of a leaf."""

    def __init__(self, scores: Scores, group: str | None, cells: Mapping[str, Any]) -> None:
        plan = scores.plan
        self.group = group
        self.cells = cells
        self.nodes = {node["code"]: node for node in walk(read_json(plan.rubric._resolved()))}
        self.compared = {one.code for one in plan.statistics}
        self.columns: dict[str, list[tuple[Any, Sequence[str]]]] = {}
        for column, options in zip(plan.columns, plan._core.options, strict=True):
            self.columns.setdefault(column.code, []).append((column, options))

    def candidates(self, code: str) -> Iterator[Candidate]:
        """The values to try at a leaf; none if its points depend on the values of other units."""
        if code in self.compared:
            return
        node = self.nodes[code]
        numbers: dict[str, Fraction] = {}
        for column, options in self.columns.get(code, ()):
            values: Sequence[Any] = (True, False) if column.type == "boolean" else options
            for value in values:
                yield Candidate(code, column.name, column.input, value)
            found = exact_number(self.cells.get(column.name))
            if column.type in ("number", "count") and found is not None:
                numbers[column.input] = found
        ends = list(_ends(_rule_of(node, self.group), node, numbers))
        for column, _ in self.columns.get(code, ()):
            if column.type in ("number", "count"):
                for end in ends:
                    yield from self._at(end, column, node, numbers)

    def _at(
        self, end: _End, column: Any, node: Json, numbers: Mapping[str, Fraction]
    ) -> Iterator[Candidate]:
        """The nearest value of an input on the wanted side of an end."""
        line = _line(end.quantity, column.input, numbers)
        if line is None:
            return
        slope, start = line
        x, side = (end.at - start) / slope, end.side * (1 if slope > 0 else -1)
        now = numbers.get(column.input)
        if now is not None and not end.closed and (now - x) * side > 0:
            return  # it is there already
        grid = grid_of(column, node)
        made = Candidate(node["code"], column.name, column.input, None)
        if grid is not None:
            base, step = grid
            place = (x - base) / step
            near = math.ceil(place) if side > 0 else math.floor(place)
            x = base + step * (near if end.closed or near != place else near + side)
        elif not end.closed:
            made.beyond = "above" if side > 0 else "below"
            made.tried = tuple(str(ExactFraction(x + side * far)) for far in _NEAR)
        text = str(ExactFraction(x))
        if "/" in text:  # no number that can be written
            return
        made.value = Decimal(text)
        made.tried = made.tried or (text,)
        made.distance = None if now is None else abs(x - now)
        yield made


def _rule_of(node: Json, group: str | None) -> tuple[str, Json]:
    kind, body = next(iter(node["rule"].items()))
    if kind != "by_group":
        return kind, body
    rules = (one["rule"] for one in body["cases"] if group in one["groups"])
    return next(iter(next(rules, {"": {}}).items()))


def grid_of(column: Any, node: Json) -> tuple[Fraction, Fraction] | None:
    """A value and the distance of the values that an input may have; None if they are not apart."""
    stated = next((one for one in node.get("inputs", ()) if one["name"] == column.input), None)
    if stated is None:
        stated = node["rule"].get("direct", {})
    if "step" in stated:
        return Fraction(str(stated.get("min", 0))), Fraction(str(stated["step"]))
    return (Fraction(0), Fraction(1)) if column.type == "count" else None


def _line(quantity: Any, name: str, numbers: Json) -> tuple[Fraction, Fraction] | None:
    """Slope and start of a quantity as a function of one input; None if it is not a line, or flat."""
    if isinstance(quantity, Mapping):
        quantity = {key: part for key, part in quantity.items() if key != "rounding"}
    try:
        a, b, c = (worth(quantity, {**numbers, name: Fraction(x)}, exact=True) for x in (1, 2, 5))
    except (UnclearError, ArithmeticError, KeyError):
        return None
    return None if a == b or c - b != 3 * (b - a) else (b - a, 2 * a - b)


def _ends(rule: tuple[str, Json], node: Json, numbers: Mapping[str, Fraction]) -> Iterator[_End]:
    """The numbers at which a rule changes: its bounds, and the other ends of its results."""
    kind, body = rule
    for each in bounded({kind: body}) if kind else ():
        for bound in each.bounds:
            for side, closed in ((1, not bound.below), (-1, bound.below)):
                yield _End(each.quantity, bound.at, side, closed)
                # A rounded quantity reaches a bound up to one step of the rounding before it.
                for before in _before(each.quantity):
                    for here in (True, False):
                        yield _End(each.quantity, bound.at - side * before, side, here)
    on = body.get("on")
    most = Fraction(str(node["max"]))

    def number(key: str) -> Fraction:
        return Fraction(str(body[key]))

    if kind == "proportional":
        full = number("full_at")
        yield _End(on, full, 1, True)
        if "cap" in body:
            yield _End(on, number("cap") * full / most, 1, True)
    elif kind == "per_unit":
        if "cap" in body:
            yield _End(on, number("cap") / number("points_each"), 1, True)
        for name, value in numbers.items():
            if on == {"value": name} and _is_count(node, name):
                yield _End(on, value, 1, False)
    elif kind == "increments":
        yield from _increments(body, number, numbers)
    elif kind == "goalposts":
        ends = [exact_number(body[key]) for key in ("low", "high")]
        if None not in ends:
            yield _End(on, ends[1], 1 if ends[1] > ends[0] else -1, True)  # type: ignore[arg-type,operator]
    elif kind == "target":
        yield from (_End(on, number("target"), side, True) for side in (1, -1))
    elif kind == "direct":
        yield _End("value", number("max"), 1, True)
        if "step" in body and "value" in numbers:
            yield _End("value", numbers["value"], 1, False)
    elif kind == "deduction":
        yield from _fewer(body, numbers)


def _before(quantity: Any) -> tuple[Fraction, ...]:
    """Half a step and a step of the rounding of a quantity; nothing without one."""
    how = quantity.get("rounding") if isinstance(quantity, Mapping) else None
    if not isinstance(how, Mapping):
        return ()
    rounding = stated_rounding(how)
    step = Fraction(rounding.step or Decimal(1).scaleb(-rounding.digits))
    return step / 2, step


def _is_count(node: Json, name: str) -> bool:
    return any(one["name"] == name and one.get("type") == "count" for one in node.get("inputs", ()))


def _increments(body: Json, number: Any, numbers: Mapping[str, Fraction]) -> Iterator[_End]:
    """The next whole step, or the step at which the cap is reached."""
    side = 1 if body["direction"] == "up" else -1
    start, step, on = number("threshold"), number("step"), body["on"]
    if "cap" in body:
        steps = (number("cap") - number("base")) / number("points_each")
        steps = steps if body["partial_steps"] == "counted" else Fraction(math.ceil(steps))
        yield _End(on, start + side * steps * step, side, True)
    if body["partial_steps"] == "dropped":
        try:
            now = worth(on, numbers, exact=True)
        except (UnclearError, ArithmeticError, KeyError):
            return
        done = max(0, math.floor(side * (now - start) / step))
        yield _End(on, start + side * (done + 1) * step, side, True)


def _fewer(body: Json, numbers: Mapping[str, Fraction]) -> Iterator[_End]:
    """For each kind of violation the number below which fewer points are deducted."""
    items = {
        one["id"]: (Fraction(str(one["each"])), Fraction(str(one["cap"])) if "cap" in one else None)
        for one in body["items"]
    }

    def off(name: str) -> Fraction:
        each, cap = items[name]
        found = each * numbers.get(name, Fraction(0))
        return found if cap is None else min(cap, found)

    for name, (each, cap) in items.items():
        if name in numbers and each:
            tops = [numbers[name] * each, *([] if cap is None else [cap])]
            if "cap" in body:
                rest = sum((off(other) for other in items if other != name), Fraction(0))
                tops.append(Fraction(str(body["cap"])) - rest)
            yield _End(name, min(tops) / each, -1, False)
