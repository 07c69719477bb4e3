# SPDX-License-Identifier: MIT
"""The bounds of a rubric as seen from its inputs: where a small change of a value changes what a rule gives.

It examines only numbers. Dates, statistics and custom rules are left out, because a suspicion may
be missed but must not be wrong.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

from parindex.rounding import Rounding

Json = Mapping[str, Any]
Values = Mapping[str, Any]
"""Numbers by input: all of them Fractions, or all of them floats."""

_CLOSED_BELOW = ("from", "below")  # the bound belongs to the values above it
_CLOSED_ABOVE = ("above", "to")  # ... to the values below it
_JOINED: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add, "multiply": operator.mul, "min": min, "max": max, "subtract": operator.sub,
    "divide": operator.truediv,
}  # fmt: skip


class UnclearError(Exception):
    """An expression whose value cannot be computed from numbers alone."""


@dataclass(frozen=True)
class Bound:
    """A number that divides a quantity in two."""

    at: Fraction
    below: bool
    """Whether the bound itself belongs to the values below it."""

    def is_above(self, value: Fraction) -> bool:
        """On which side a value lies."""
        return value > self.at if self.below else value >= self.at


@dataclass(frozen=True)
class Bounded:
    """A quantity of a leaf with its bounds."""

    quantity: Any
    """An expression of the rubric format, or a quantity of a rule."""
    bounds: tuple[Bound, ...]
    steps: tuple[Fraction, Fraction] | None = None
    """A start and a step: every multiple of the step from there is a bound."""

    def near(self, value: Fraction) -> Iterator[Bound]:
        """The bounds that may divide a value from one that differs in its last digits."""
        yield from self.bounds
        if self.steps is not None:
            start, step = self.steps
            nearest = start + round((value - start) / step) * step
            yield from (Bound(nearest, below=False), Bound(nearest, below=True))

    def spans(self) -> list[tuple[float, float]]:
        """What is near each of the bounds."""
        found = {float(bound.at) for bound in self.bounds}
        return [(at - _near(at), at + _near(at)) for at in sorted(found)]


def bounded(rule: Json) -> Iterator[Bounded]:
    """The quantities of a rule that have bounds."""
    for kind, body in rule.items():
        if kind in ("bands", "linear"):
            ends = body.get("steps", body.get("pieces", ()))
            yield Bounded(body["on"], tuple(b for each in ends for b in _ends(each)))
        elif kind == "proportional" and "cut_off" in body:
            yield Bounded(body["on"], tuple(_ends(body["cut_off"])))
        elif kind == "increments" and body.get("partial_steps") == "dropped":
            steps = Fraction(str(body["threshold"])), Fraction(str(body["step"]))
            yield Bounded(body["on"], (), steps)
        elif kind == "goalposts" and body.get("outside") == "error":
            ends = [(body["low"], False), (body["high"], True)]
            known = (Bound(n, b) for e, b in ends if (n := _literal(e)) is not None)
            yield Bounded(body["on"], tuple(known))
        elif kind == "formula":
            for case in body["cases"]:
                yield from _conditions(case.get("when", {}))
        elif kind == "decision_table":
            for row in body["rows"]:
                for name, test in row["when"].items():
                    for one in test if isinstance(test, list) else [test]:
                        if isinstance(one, Mapping):
                            yield Bounded(name, tuple(_ends(one)))
        elif kind == "by_group":
            for case in body["cases"]:
                yield from bounded(case["rule"])


def _conditions(when: Json) -> Iterator[Bounded]:
    if "of" in when:
        yield Bounded(when["of"], tuple(_ends(when)))
    for each in (*when.get("all", ()), *when.get("any", ())):
        yield from _conditions(each)
    if "not" in when:
        yield from _conditions(when["not"])


def _ends(ends: Json) -> Iterator[Bound]:
    for key in (*_CLOSED_BELOW, *_CLOSED_ABOVE):
        at = _literal(ends.get(key))
        if at is not None:
            yield Bound(at, below=key in _CLOSED_ABOVE)


def _literal(value: object) -> Fraction | None:
    """A number of a rubric; None for a date, a name and an operation."""
    if isinstance(value, Mapping | bool) or value is None:
        return None
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None


def inputs_of(quantity: Any) -> set[str]:
    """The names in a quantity or an expression. Raises UnclearError for what is not understood."""
    if isinstance(quantity, str):
        return set() if _literal(quantity) is not None else {quantity}
    if not isinstance(quantity, Mapping):
        return set()
    kind, body = _operation(quantity)
    if kind == "value":
        return {body}
    if kind in ("ratio", "percent"):
        return set(body)
    if kind in ("abs", "formula"):
        return inputs_of(body)
    if kind == "round":
        return inputs_of(body["of"])
    return set().union(*map(inputs_of, body))


def _operation(quantity: Json) -> tuple[str, Any]:
    if "node" in quantity or "let" in quantity:  # a figure of another node, names of parts
        raise UnclearError
    for kind in ("value", "ratio", "percent", "formula", "abs", "round", *_JOINED):
        if kind in quantity:
            return kind, quantity[kind]
    raise UnclearError


def worth(quantity: Any, values: Values, *, exact: bool) -> Any:
    """A quantity or an expression for values. Raises ZeroDivisionError, UnclearError."""
    number: Callable[[Any], Any] = Fraction if exact else float
    if not isinstance(quantity, Mapping):
        at = _literal(quantity)
        return values[quantity] if at is None else number(at)
    kind, body = _operation(quantity)
    if kind == "value":
        found = values[body]
    elif kind in ("ratio", "percent"):
        found = values[body[0]] / values[body[1]]
        found = found * 100 if kind == "percent" else found
    elif kind == "abs":
        found = abs(worth(body, values, exact=exact))
    elif kind == "formula":
        found = worth(body, values, exact=exact)
    elif kind == "round":
        found = worth(body["of"], values, exact=exact)
        how = {key: part for key, part in body.items() if key != "of"}
        return number(Rounding(**how).apply(found)) if exact else found
    else:
        found = reduce(_JOINED[kind], (worth(part, values, exact=exact) for part in body))
    if exact and isinstance(quantity.get("rounding"), Mapping):
        found = number(Rounding(**quantity["rounding"]).apply(found))
    return found


def may_divide(each: Bounded, value: float) -> bool:
    """Whether a bound is so near a value that the last digits of doubles may decide."""
    if not math.isfinite(value):
        return False
    if each.steps is not None:
        start, step = map(float, each.steps)
        off = abs(value - start) % step
        if min(off, step - off) <= _near(value):
            return True
    return any(low <= value <= high for low, high in each.spans())


def _near(value: float) -> float:
    return 1e-11 * max(1.0, abs(value))
