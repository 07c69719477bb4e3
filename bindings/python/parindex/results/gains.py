# SPDX-License-Identifier: MIT
"""The nearest single changes of a unit's values with which its total has more points."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from parindex import _core
from parindex._fraction import ExactFraction
from parindex._steps import read_json, time_limit
from parindex._tree import walk
from parindex._typing import Number
from parindex.display._shown import Records, record
from parindex.engine._bounds import UnclearError, bounded, worth
from parindex.engine._suspicion import exact_number
from parindex.engine.scores import Scores
from parindex.novalue import NoValue
from parindex.rounding import Rounding

if TYPE_CHECKING:
    from parindex.engine.unit_score import UnitScore

_NEAR = (Fraction(1, 10**6), Fraction(1, 10**9))  # beyond an open end
Json = Mapping[str, Any]


@record
class Gain(NamedTuple):
    """One changed value of a unit, all others as they are, and the points that the total gains by it."""

    code: str
    """Code of the leaf."""
    input: str
    """Name of the input in its leaf; the id of the item, or of the gate."""
    column: str
    """Name of the data column."""
    now: bool | Number | float | str | NoValue | None
    """The value in the data."""
    value: bool | Decimal | str
    """The other value: a number, yes or no as bool, or the id of an option."""
    beyond: Literal["", "above", "below"]
    """``"above"``: every number above `value` and near it, but not `value` itself; ``"below"`` likewise."""
    points: Number
    """Points of the leaf with the other value."""
    gain: Number
    """Points that the total gains, above 0."""
    index_gain: Number | None
    """Difference of the index of the total; None if it has none."""


class _End(NamedTuple):
    """A number at which the result of a rule for a quantity changes, and the side to reach."""

    quantity: Any
    at: Fraction
    side: int
    """1: the values from there up; -1: those from there down."""
    closed: bool
    """Whether the number itself is on that side."""


@dataclass(slots=True)
class _Candidate:
    code: str
    column: str
    input: str
    value: Any
    beyond: Literal["", "above", "below"] = ""
    tried: tuple[str, ...] = ()
    """The values to score, as text; by default `value`."""
    distance: Fraction | None = None


def gains(scores: Scores, unit: str, timeout: float | None) -> tuple[Gain, ...]:
    """See `Scores.gains`."""
    with time_limit(timeout):
        return Records(_found(scores, scores[unit]), scores.plan.rubric.language)


def _found(scores: Scores, score: UnitScore) -> list[Gain]:
    lost = [] if score.status != "ok" else scores.points_lost(score.unit)
    state = scores._core.state()
    row = scores.units.index(score.unit)
    cells = dict.fromkeys(column.name for column in scores.plan.columns)
    cells |= {name: _cell(column, row) for name, column in state[3]}
    search = _Search(scores, score.group, cells)
    candidates = [one for leaf in lost for one in search.candidates(leaf.code)]
    tried = [
        (one.column, value) for one in candidates for value in one.tried or (one.value,)
    ]  # fmt: skip
    if not tried:
        return []
    others = _rescored(scores, state, row, cells, tried)
    results: dict[str, tuple[Any, Gain]] = {}
    at = 0
    for one in candidates:
        count = len(one.tried) or 1
        gain = _gain(score, one, cells[one.column], others[at : at + count])
        at += count
        if gain is not None:
            # The nearest number, of two the one that gives more, then the smaller; of options the one that
            # gives least.
            distance = Fraction(gain.gain) if one.distance is None else one.distance
            number = one.value if isinstance(one.value, Decimal) else 0
            key = distance, -Fraction(gain.gain), bool(one.beyond), number
            if one.column not in results or key < results[one.column][0]:
                results[one.column] = key, gain
    found = [gain for _, gain in results.values()]
    order = {column.name: at for at, column in enumerate(scores.plan.columns)}
    return sorted(found, key=lambda one: (-Fraction(one.gain), order[one.column]))


def _cell(column: Any, row: int) -> Any:
    """A value of the data; a double of an array means its shortest decimal."""
    if isinstance(column, bytes):
        return Decimal(repr(memoryview(column).cast("d")[row]))
    return column[row]


def _rescored(
    scores: Scores, state: Any, row: int, cells: Mapping[str, Any], tried: Sequence[tuple[str, Any]]
) -> list[UnitScore]:
    """The unit scored again with each of these values, against the same other units."""
    count = len(tried)
    columns = [(name, [value] * count) for name, value in cells.items()]
    lists = dict(columns)
    for at, (column, value) in enumerate(tried):
        lists[column][at] = value
    groups, unranked = ([of[row]] * count if of else [] for of in state[1:3])
    names = [str(at) for at in range(count)]
    core = _core.restored_scores(
        scores.plan._core, names, groups, unranked, columns, None, scores.cohort, True, "all"
    )
    return list(Scores(core, scores.plan))


def _gain(score: UnitScore, one: _Candidate, now: Any, others: Sequence[UnitScore]) -> Gain | None:
    """What a candidate gives; None without a gain, or if it is not the same for all tried values."""
    before = score.total
    totals = [(other.total.status, other.points, other.total.index) for other in others]
    status, points, index = totals[0]
    if status != "ok" or points is None or before.points is None or len(set(totals)) > 1:
        return None
    leaf = others[0][one.code].points
    gain = ExactFraction(Fraction(points) - Fraction(before.points))
    if gain <= 0 or leaf is None:
        return None
    more = None
    if index is not None and before.index is not None:
        more = ExactFraction(Fraction(index) - Fraction(before.index))
    return Gain(one.code, one.input, one.column, now, one.value, one.beyond, leaf, gain, more)


class _Search:
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

    def candidates(self, code: str) -> Iterator[_Candidate]:
        """The values to try at a leaf; none if its points depend on the values of other units."""
        if code in self.compared:
            return
        node = self.nodes[code]
        numbers: dict[str, Fraction] = {}
        for column, options in self.columns.get(code, ()):
            values: Sequence[Any] = (True, False) if column.type == "boolean" else options
            for value in values:
                yield _Candidate(code, column.name, column.input, value)
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
    ) -> Iterator[_Candidate]:
        """The nearest value of an input on the wanted side of an end."""
        line = _line(end.quantity, column.input, numbers)
        if line is None:
            return
        slope, start = line
        x, side = (end.at - start) / slope, end.side * (1 if slope > 0 else -1)
        now = numbers.get(column.input)
        if now is not None and not end.closed and (now - x) * side > 0:
            return  # it is there already
        grid = _grid(column, node)
        made = _Candidate(node["code"], column.name, column.input, None)
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


def _grid(column: Any, node: Json) -> tuple[Fraction, Fraction] | None:
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
    rounding = Rounding(**{key: how[key] for key in ("digits", "step", "mode") if key in how})
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
