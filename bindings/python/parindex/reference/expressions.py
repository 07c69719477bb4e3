# SPDX-License-Identifier: MIT
"""Expressions and conditions over the inputs of a leaf, and the context of a leaf."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from parindex.reference.aggregations import rounded_root
from parindex.reference.functions import function
from parindex.reference.numbers import Json, Number, NumberTooLongError, negative, rounded

Fault = tuple[str, str]  # issue code and field
Values = Mapping[str, Any]
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class PolicyError(Exception):
    """A rule that gives no points: a policy applies, and for ``error`` a fault says why.

    `notes` are reported for the row under every policy.
    """

    def __init__(
        self, policy: str, fault: Fault | None = None, notes: Sequence[Fault] = ()
    ) -> None:
        super().__init__(policy)
        self.policy = policy
        self.fault = fault
        self.notes = list(notes)


class NoFigureError(Exception):
    """A figure of a node without a result; the argument is the policy of the figure.

    It is None when the node is in error, which its own issue reports.
    """


class NoValueError(Exception):
    """An expression without a value; the argument is the issue code."""


@dataclass(frozen=True)
class Surroundings:
    """The data that a rule may read besides the values of its leaf."""

    code: str = ""  # of the leaf
    calendar: Json | None = None
    group: object = None  # of the unit
    #: Values by input, and group, of all units with all values that an expression reads.
    cohort: Callable[[Json | str], list[tuple[Values, object]]] | None = None
    #: Points and applicable maximum of another node by code: a word, its status, if it has none.
    result: Callable[[str], tuple[Fraction, Fraction] | str] | None = None
    #: Receives the issue of each outlier that is limited.
    told: list[Fault] | None = None


def day(text: str) -> Fraction:
    """Count the days up to an ISO date."""
    return Number(date.fromisoformat(text).toordinal())


def within(ends: Json, x: Fraction) -> bool:
    """Tell whether x lies between ends that are open, closed or absent; numbers or dates."""

    def end(name: str) -> Fraction:
        return day(ends[name]) if DATE.fullmatch(ends[name]) else Number(ends[name])

    return (
        ("from" not in ends or x >= end("from"))
        and ("above" not in ends or x > end("above"))
        and ("to" not in ends or x <= end("to"))
        and ("below" not in ends or x < end("below"))
    )


def working_days(calendar: Json | None, first: Fraction, last: Fraction) -> Fraction:
    """Count working days after one date up to another; negative when the other is earlier."""
    assert calendar is not None
    begin, end = day(calendar["from"]), day(calendar["to"])
    if not (begin <= first <= end and begin <= last <= end):
        raise NoValueError("date_outside_calendar")
    if last < first:
        return negative(working_days(calendar, last, first))
    names = "monday tuesday wednesday thursday friday saturday sunday".split()
    count = 0
    at = date.fromordinal(int(first))
    for _ in range(int(last - first)):
        at += timedelta(days=1)
        off = names[at.weekday()] in calendar["weekend"]
        off = off or at.isoformat() in calendar.get("holidays", ())
        count += at.isoformat() in calendar.get("working", ()) or not off
    return Number(count)


#: Statistics that compare the value of the unit itself with the others.
OWN = ("rank", "percentile", "z_score")


def names_in(expression: Json | str, own: bool = False) -> set[str]:
    """Name the inputs of an expression; `own`: only those that it reads for the unit itself."""
    if isinstance(expression, str):
        return {expression} if NAME.fullmatch(expression) else set()
    if "node" in expression:
        return set()
    ((kind, body),) = expression.items()
    if kind == "map":
        return {body["input"]}
    if own and kind == "cohort" and body["statistic"] not in OWN:
        return set()
    if kind == "abs":
        return names_in(body, own)
    parts = [body[part] for part in ("of", "low", "high") if part in body] if "of" in body else body
    return {name for part in parts for name in names_in(part, own)}


def statistic(body: Json, values: Values, about: Surroundings) -> Fraction:
    """Compute a statistic of an expression over all units or those of the unit's group."""
    kind = body["statistic"]
    own = value(body["of"], values, about) if kind in OWN else Number(0)
    if about.cohort is None:
        raise NoValueError("cohort_missing")
    found = []
    silent = replace(about, told=None)
    for other, group in about.cohort(body["of"]):
        if body["within"] == "all" or group == about.group:
            try:
                found.append(value(body["of"], other, silent))
            except (NoValueError, NumberTooLongError, ZeroDivisionError):
                continue  # a unit without a value is not in the cohort
    if not found:
        raise NoValueError("cohort_empty")
    found.sort()
    count = len(found)
    match kind:
        case "mean":
            return sum(found, Number(0)) / count
        case "median":
            return (found[(count - 1) // 2] + found[count // 2]) / 2
        case "min":
            return found[0]
        case "max":
            return found[-1]
        case "sum":
            return sum(found, Number(0))
        case "count":
            return Number(count)
        case "rank":
            return Number(1 + sum(each > own for each in found))
        case "percentile":
            return Number(100 * sum(each <= own for each in found), count)
        case "quantile":
            return quantile(found, Number(body["percent"]) / 100, body["method"])
        case "lowest" | "highest":
            position = int(Fraction(body["position"]))
            if position > count:
                raise NoValueError("cohort_empty")
            return found[position - 1] if kind == "lowest" else found[-position]
        case "standard_deviation":
            return rounded_root(Fraction(variance(found, body["units"])), 2, body)
        case "z_score":
            return z_score(own, found, body)
    raise ValueError(f"unknown statistic: {kind}")


def quantile(found: Sequence[Fraction], share: Fraction, method: str) -> Fraction:
    """Find a quantile of ascending values: by its rank, or between the values around its position."""
    if method == "nearest_rank":
        return found[max(math.ceil(share * len(found)), 1) - 1]
    position = share * (len(found) - 1)
    below = math.floor(position)
    if position == below:
        return found[below]
    return found[below] + (position - below) * (found[below + 1] - found[below])


def winsorised(body: Json, values: Values, about: Surroundings) -> Fraction:
    """Raise a value to `low` and lower it to `high`; a value that changes is told."""
    x, low, high = (value(body[part], values, about) for part in ("of", "low", "high"))
    held = min(max(x, low), high)
    if held != x and about.told is not None:
        about.told.append(("value_replaced", about.code))
    return held


def variance(found: Sequence[Fraction], units: str) -> Fraction:
    """The mean square of the deviations from the mean; of a sample, divided by one unit less."""
    squares = sum((each * each for each in found), Number(0))
    total = sum(found, Number(0))
    deviations = squares - total * total / len(found)
    return deviations / (len(found) - (units == "sample"))


def z_score(own: Fraction, found: Sequence[Fraction], body: Json) -> Fraction:
    """Round (value - mean) / standard deviation, once: its square is rational."""
    spread = variance(found, body["units"])
    distance = own - sum(found, Number(0)) / len(found)
    square = Fraction(distance * distance / spread)
    if distance >= 0:
        return rounded_root(square, 2, body)
    mirrored = {"floor": "ceiling", "ceiling": "floor"}.get(body["mode"], body["mode"])
    return negative(rounded_root(square, 2, {**body, "mode": mirrored}))


def figures_in(part: Any) -> list[Json]:
    """Find the figures of other nodes in a rule or in a part of one."""
    if isinstance(part, Mapping):
        if "node" in part and "figure" in part:
            return [part]
        return [found for inner in part.values() for found in figures_in(inner)]
    if isinstance(part, list):
        return [found for inner in part for found in figures_in(inner)]
    return []


def figure(asked: Json, about: Surroundings) -> Fraction:
    """Read a figure of another node: its points, their share of its maximum, 100 times that, or the maximum."""
    assert about.result is not None
    found = about.result(asked["node"])
    if isinstance(found, str):
        raise NoFigureError(None if found == "error" else asked.get("when_none", "error"))
    points, maximum = found
    match asked["figure"]:
        case "points":
            return Number(points)
        case "share":
            return Number(points) / Number(maximum)
        case "index":
            return Number(points) * 100 / Number(maximum)
        case "max":
            return Number(maximum)
    raise ValueError(f"unknown figure: {asked['figure']}")


def value(expression: Json | str, values: Values, about: Surroundings) -> Fraction:
    """Evaluate an expression: a number, a date, the name of an input, or one key with its parts.

    Raises
    ------
    ZeroDivisionError
        For a division by 0.
    NoValueError
        With the code of an issue of the row.
    NoFigureError
        For a node without a result.
    """
    if isinstance(expression, str):
        if NAME.fullmatch(expression):
            return Number(values[expression])
        return day(expression) if DATE.fullmatch(expression) else Number(expression)
    if "node" in expression:
        return figure(expression, about)
    ((kind, body),) = expression.items()
    match kind:
        case "cohort":
            return statistic(body, values, about)
        case "winsorise":
            return winsorised(body, values, about)
        case "map":
            return Number(str(body["values"][answer_word(values[body["input"]])]))
        case "round" | "power" | "root" | "exp" | "log":
            return function(kind, body, value(body["of"], values, about))
        case "abs":
            return Number(abs(Fraction(value(body, values, about))))
    # From left to right, so that the first part without a value gives the reason.
    result = value(body[0], values, about)
    for part in body[1:]:
        result = combined(kind, result, value(part, values, about), about)
    return result


def combined(kind: str, a: Fraction, b: Fraction, about: Surroundings) -> Fraction:
    """Combine the value of the parts so far with the next part."""
    match kind:
        case "add":
            return a + b
        case "multiply":
            return a * b
        case "min":
            return min(a, b)
        case "max":
            return max(a, b)
        case "subtract":
            return a - b
        case "divide":
            return a / b
        case "days":
            return b - a
        case "working_days":
            return working_days(about.calendar, a, b)
    raise ValueError(f"unknown expression: {kind}")


def answer_word(answer: Any) -> str:
    """The word of an answer: `yes` and `no`, or the id of an option."""
    return {True: "yes", False: "no"}[answer] if isinstance(answer, bool) else str(answer)


class NamedValues(dict[str, Any]):
    """The values of a leaf, and those of the names of its formula, each evaluated when it is first read."""

    def __init__(self, values: Values, let: Json, about: Surroundings) -> None:
        super().__init__(values)
        self._let, self._about = let, about

    def __missing__(self, name: str) -> Any:
        self[name] = found = value(self._let[name], self, self._about)
        return found


def holds(condition: Json, values: Values, about: Surroundings) -> bool:
    """Tell whether a condition is true; the parts of all and any are evaluated until one decides."""
    if "of" in condition:
        return within(condition, value(condition["of"], values, about))
    if "input" in condition:
        words = condition["is"]
        word = answer_word(values[condition["input"]])
        return word in ([words] if isinstance(words, str) else words)
    if "not" in condition:
        return not holds(condition["not"], values, about)
    if "all" in condition:
        return all(holds(part, values, about) for part in condition["all"])
    return any(holds(part, values, about) for part in condition["any"])


def log_share(maximum: Fraction, a: Fraction, b: Fraction, rounding: Json) -> Fraction:
    """Round maximum * ln a / ln b correctly.

    Digits are doubled until everything within the error of the logarithms rounds to one number. For a
    share on a tie this never happens: then it is rational, so b is a power of a rational.
    """
    maximum, a, b = Fraction(maximum), Fraction(a), Fraction(b)
    digits = 40
    while True:
        context = Context(prec=digits)

        def ln(x: Fraction, how: Context = context) -> Decimal:
            return how.ln(how.divide(Decimal(x.numerator), Decimal(x.denominator)))

        share = Fraction(ln(a)) / Fraction(ln(b))
        error = Fraction(1, 10 ** (digits // 2))
        ends = {rounded(maximum * (share + e), rounding) for e in (-error, error)}
        if len(ends) == 1:
            return ends.pop()
        for r in range(1, max(b.numerator, b.denominator).bit_length() + 1):
            p = round(share * r)
            if a**r == b**p:
                return rounded(maximum * Fraction(p, r), rounding)
        digits *= 2
