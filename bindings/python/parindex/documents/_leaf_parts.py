# SPDX-License-Identifier: MIT
"""The parts of the rules of leaves as formulas: quantities, expressions and conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from parindex.documents._calculation import Calculation, Figure
from parindex.documents._formula import (
    ONE,
    Part,
    UnsupportedError,
    all_true,
    any_true,
    compare,
    has_no_number,
    no,
    one_by_one,
    rounded,
    times,
    whole,
)
from parindex.documents._given import day
from parindex.documents._nodes import grid, sound
from parindex.documents._ratio import (
    Ratio,
    add,
    constant,
    divide,
    either,
    is_,
    larger,
    multiply,
    scaled,
    smaller,
    subtract,
    without_sign,
)
from parindex.documents._source import reads_nodes

Guards = list[tuple[Part, str]]
"""Conditions, and the policy that applies when one is true: the first one that is."""


_MOST_FACTORS = 10
"""Largest exponent of a power that becomes a product."""


@dataclass(slots=True)
class LeafParts:
    """The cells of the inputs of a leaf, and the parts of its rule."""

    calculation: Calculation
    code: str
    node: Mapping[str, Any]
    kind: str
    body: Mapping[str, Any]
    cells: Mapping[str, Part]
    types: Mapping[str, str]
    scales: Mapping[str, int]
    """Units of one in the cell of a number."""
    options: Mapping[str, Sequence[str]]
    say: Callable[[str], str]
    group_of: Callable[[Sequence[str]], Part]
    figure_of: Callable[[str], Figure]
    """The results of another node."""
    guards: Guards = field(default_factory=list)
    named: dict[str, tuple[Ratio, Guards]] = field(default_factory=dict)
    """The parts of `let` that were read, with the cases in which they have no value."""

    @property
    def most(self) -> Fraction:
        """The declared maximum."""
        return Fraction(self.node["max"])

    # ---- parts ----

    def value(self, name: str) -> Ratio:
        """An input that is a number or a date."""
        if self.types[name] in ("boolean", "choice"):
            raise UnsupportedError
        return Ratio(Fraction(1, self.scales[name]), self.cells[name])

    def held(self, ratio: Ratio, label: str = "") -> Ratio:
        """The number with a row of its own for a long formula."""
        n = self.calculation.held(self.code, self.say(label or "numerator"), ratio.n)
        d = self.calculation.held(self.code, self.say("denominator"), ratio.d)
        return Ratio(ratio.factor, n, d)

    def round(self, ratio: Ratio, how: Mapping[str, Any]) -> Ratio:
        """The rounded number."""
        return Ratio(Fraction(1, 10 ** grid(how)[0]), self.to_digits(ratio, how))

    def to_digits(self, ratio: Ratio, how: Mapping[str, Any]) -> Part:
        """The rounded number in units of its last digit."""
        kept = self.held(ratio)
        digits, step = grid(how)
        factor = kept.factor * Fraction(10**digits, step)
        n = self.calculation.held(self.code, self.say("numerator"), times(kept.n, factor.numerator))
        d = times(kept.d, factor.denominator)
        if d.sheet == "1":
            return times(n, step)
        d = self.calculation.held(self.code, self.say("denominator"), d)
        return times(rounded(n, d, str(how["mode"])), step)

    def quantity(self) -> Ratio:
        """The quantity of the rule."""
        on = self.body["on"]
        zero: Guards = []
        if "value" in on:
            x = self.value(on["value"])
        elif "ratio" in on or "percent" in on:
            a, b = (self.value(name) for name in on.get("ratio", on.get("percent")))
            x = self._quotient(a, b, zero)
            x = scaled(x, Fraction(100 if "percent" in on else 1))
        elif "let" in on:  # names also hide which inputs are read
            raise UnsupportedError
        elif "formula" in on or "node" in on:
            x = self.expression(on.get("formula", on), zero)
        else:
            raise UnsupportedError
        self.guards += [(test, said or str(on.get("when_zero", "error"))) for test, said in zero]
        x = self.held(x)
        if "rounding" in on:
            x = self.held(self.round(x, on["rounding"]), "quantity")
        for key, sign in (("min", "<"), ("max", ">")):
            if key in on:
                self.guards.append((is_(x, sign, constant(on[key])), "error"))
        return x

    def _quotient(self, a: Ratio, b: Ratio, zero: Guards) -> Ratio:
        b = self.held(b)
        if b.factor < 0:
            a, b = scaled(a, Fraction(-1)), scaled(b, Fraction(-1))
        if b.n.low <= 0 <= b.n.high:
            zero.append((compare(b.n, "=", whole(0)), ""))
        return divide(a, b)

    def expression(self, part: Any, zero: Guards) -> Ratio:
        """An expression; conditions of divisions by 0 are added to `zero`."""
        if not isinstance(part, Mapping):
            said = str(part)
            if said in self.types:
                return self.value(said)
            if said in self.body.get("let", {}):
                if said not in self.named:
                    cases: Guards = []
                    part_of = self.expression(self.body["let"][said], cases)
                    self.named[said] = self.held(part_of), cases
                found, cases = self.named[said]
                zero += cases
                return found
            return constant(exact_number(said))
        if "node" in part:
            return self._figure(part, zero)
        kind, body = next(iter(part.items()))
        if kind == "abs":
            return without_sign(self.expression(body, zero))
        if kind == "map":
            return self._mapped(body)
        if kind == "power":
            return self._power(
                self.expression(body["of"], zero), int(exact_number(body["exponent"]))
            )
        if kind == "round":
            return self.held(self.round(self.expression(body["of"], zero), body), "quantity")
        if kind in ("cohort", "working_days") or not isinstance(body, list):
            raise UnsupportedError
        steps: dict[str, Callable[[Ratio, Ratio], Ratio]] = {
            "add": add, "multiply": multiply, "min": smaller, "max": larger, "subtract": subtract,
            "days": lambda a, b: subtract(b, a), "divide": lambda a, b: self._quotient(a, b, zero),
        }  # fmt: skip
        found, *others = (self.expression(one, zero) for one in body)
        for other in others:
            found = self.held(steps[kind](found, other))
        return found

    def _figure(self, asked: Mapping[str, Any], zero: Guards) -> Ratio:
        """A figure of another node; the case that it has none is added to `zero`."""
        figure = self.figure_of(asked["node"])
        if figure.optional or figure.unavailable:
            zero.append((has_no_number(figure.points), str(asked.get("when_none", "error"))))
        if asked["figure"] == "points":
            return figure.ratio()
        if asked["figure"] == "max":
            if figure.most_cell is None:  # a constant, but an error of the node is an error
                return Ratio(figure.most, sound([figure.points], ONE))
            return figure.maximum()
        share = divide(figure.ratio(), figure.maximum())
        return self.held(scaled(share, Fraction(100 if asked["figure"] == "index" else 1)))

    def _mapped(self, body: Mapping[str, Any]) -> Ratio:
        """The number of a map for the answer."""
        name, numbers = body["input"], body["values"]
        if self.types[name] == "boolean":
            yes = compare(self.cells[name], "=", ONE)
            return either(yes, constant(numbers["yes"]), constant(numbers["no"]))
        found = constant(0)
        for place, option in enumerate(self.options[name], 1):
            chosen = compare(self.cells[name], "=", whole(place))
            found = either(chosen, constant(numbers[option]), found)
        return self.held(found)

    def _power(self, base: Ratio, exponent: int) -> Ratio:
        """A product of equal factors."""
        if exponent > _MOST_FACTORS:
            raise UnsupportedError
        found = base
        for _ in range(exponent - 1):
            found = self.held(multiply(found, base))
        return found

    def condition(self, test: Mapping[str, Any], zero: Guards) -> Part:
        """A condition over the inputs."""
        if "of" in test:
            return self.inside(self.held(self.expression(test["of"], zero)), test)
        if "input" in test:
            return self.answered(test["input"], test["is"])
        if "not" in test:
            return no(self.condition(test["not"], zero))
        every = "all" in test
        held: list[Part] = []
        for one in test["all" if every else "any"]:
            own: Guards = []
            part = self.condition(one, own)
            before = [each if every else no(each) for each in held]
            zero += [(one_by_one([*before, case], True), said) for case, said in own]
            held.append(part)
        if reads_nodes(test):  # one that does not matter may be in error
            return one_by_one(held, every)
        return all_true(held) if every else any_true(held)

    def answered(self, name: str, said: Any) -> Part:
        """Whether an input has one of these answers."""
        words = said if isinstance(said, list) else [said]
        if self.types[name] == "boolean":
            answers = [int(str(one) == "yes" or one is True) for one in words]
        else:
            answers = [self.options[name].index(str(one)) + 1 for one in words]
        return any_true([compare(self.cells[name], "=", whole(one)) for one in answers])

    def inside(self, x: Ratio, ends: Mapping[str, Any]) -> Part:
        """Whether a number is within ends."""
        signs = {"from": ">=", "above": ">", "to": "<=", "below": "<"}
        return all_true(
            [
                is_(x, sign, constant(exact_number(ends[key])))
                for key, sign in signs.items()
                if key in ends
            ]
        )

    def by_ranges(
        self, x: Ratio, ranges: Sequence[Mapping[str, Any]], worth: Callable[[Any], Ratio]
    ) -> Ratio:
        """The number of the range that contains x; every possible x is in one of them."""

        def low(each: Mapping[str, Any]) -> tuple[bool, Fraction, bool]:
            end = each.get("from", each.get("above"))
            return (end is not None, Fraction(end or 0), "above" in each)

        lowest, *others = sorted(ranges, key=low)
        found = worth(lowest)
        for each in others:
            key = "above" if "above" in each else "from"
            test = is_(x, ">" if key == "above" else ">=", constant(each[key]))
            found = either(test, worth(each), found)
        return found

    def _limited(self, points: Ratio, body: Mapping[str, Any]) -> Ratio:
        if "cap" in body:
            points = smaller(points, constant(body["cap"]))
        if "floor" in body:
            points = larger(points, constant(body["floor"]))
        return points


def exact_number(said: object) -> Fraction:
    date = day(said)
    return Fraction(str(said)) if date is None else Fraction(date)
