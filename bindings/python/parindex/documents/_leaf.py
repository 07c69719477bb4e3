# SPDX-License-Identifier: MIT
"""The rules of leaves as formulas: each gives an exact number, and the cases in which a policy applies instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from parindex._tree import table_of_points
from parindex.documents._calculation import Calculation
from parindex.documents._formula import (
    NOTHING,
    ONE,
    Part,
    Ratio,
    UnsupportedError,
    add,
    all_true,
    any_true,
    at_scale,
    compare,
    constant,
    divide,
    either,
    if_,
    is_,
    larger,
    multiply,
    no,
    pick,
    rounded,
    scaled,
    smaller,
    subtract,
    times,
    whole,
    without_sign,
)
from parindex.documents._given import day
from parindex.documents._nodes import grid

Guards = list[tuple[Part, str]]
"""Conditions, and the policy that applies when one is true: the first one that is."""


_MOST_FACTORS = 10
"""Largest exponent of a power that becomes a product."""


@dataclass(slots=True)
class LeafRule:
    """The cells of the inputs of a leaf, and the rows that its rule adds."""

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
    guards: Guards = field(default_factory=list)

    @property
    def most(self) -> Fraction:
        """The declared maximum."""
        return Fraction(self.node["max"])

    def points(self) -> Ratio:
        """The exact points; cases of policies are added to `guards`. Raises UnsupportedError."""
        made: Callable[[], Ratio] | None = getattr(self, f"_{self.kind}", None)
        if made is None:
            raise UnsupportedError
        return made()

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
        elif "formula" in on and "let" not in on:  # names also hide which inputs are read
            x = self.expression(on["formula"], zero)
        else:
            raise UnsupportedError
        self.guards += [(test, str(on.get("when_zero", "error"))) for test, _ in zero]
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
                raise UnsupportedError  # it also hides which inputs are read
            return constant(_number(said))
        if "node" in part:
            raise UnsupportedError
        kind, body = next(iter(part.items()))
        if kind == "abs":
            return without_sign(self.expression(body, zero))
        if kind == "map":
            return self._mapped(body)
        if kind == "power":
            return self._power(self.expression(body["of"], zero), int(_number(body["exponent"])))
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
        if "all" in test:
            return all_true([self.condition(one, zero) for one in test["all"]])
        return any_true([self.condition(one, zero) for one in test["any"]])

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
                is_(x, sign, constant(_number(ends[key])))
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

    # ---- kinds ----

    def _chosen(self, worth: Sequence[Fraction]) -> Ratio:
        whole_ones = [constant(points) for points in worth]
        scale = 1
        for one in whole_ones:
            scale = scale * one.factor.denominator // _gcd(scale, one.factor.denominator)
        values = [int(points * scale) for points in worth]
        return Ratio(Fraction(1, scale), pick(self.cells["value"], values))

    def _choice(self) -> Ratio:
        return self._chosen([Fraction(option["points"]) for option in self.body["options"]])

    def _levels(self) -> Ratio:
        return self._chosen(
            [self.most * Fraction(one["percent"]) / 100 for one in self.body["options"]]
        )

    def _yes_no(self) -> Ratio:
        yes = compare(self.cells["value"], "=", ONE)
        return either(yes, constant(self.body["yes"]), constant(self.body["no"]))

    def _all_of(self) -> Ratio:
        held = all_true([compare(self.cells[i["id"]], "=", ONE) for i in self.body["items"]])
        return either(held, constant(self.body["points"]), constant(self.body["otherwise"]))

    def _checklist(self) -> Ratio:
        found = constant(0)
        for item in self.body["items"]:
            found = add(found, Ratio(Fraction(item["points"]), self.cells[item["id"]]))
        return found

    def _bands(self) -> Ratio:
        return self.by_ranges(
            self.quantity(), self.body["steps"], lambda step: constant(step["points"])
        )

    def _linear(self) -> Ratio:
        x = self.quantity()

        def worth(piece: Mapping[str, Any]) -> Ratio:
            if "points" in piece:
                return constant(piece["points"])
            low, high = (
                Fraction(piece[a] if a in piece else piece[b])
                for a, b in (("from", "above"), ("to", "below"))
            )
            first, last = Fraction(piece["points_from"]), Fraction(piece["points_to"])
            slope = (last - first) / (high - low)
            return add(scaled(x, slope), constant(first - slope * low))

        return self.by_ranges(x, self.body["pieces"], worth)

    def _proportional(self) -> Ratio:
        x = self.quantity()
        points = self._limited(scaled(x, self.most / Fraction(self.body["full_at"])), self.body)
        if "cut_off" not in self.body:
            return points
        cut = self.body["cut_off"]
        return either(self.inside(x, cut), constant(cut["points"]), points)

    def _per_unit(self) -> Ratio:
        return self._limited(scaled(self.quantity(), Fraction(self.body["points_each"])), self.body)

    def _increments(self) -> Ratio:
        body, x = self.body, self.quantity()
        base, step = constant(body["base"]), Fraction(body["step"])
        distance = subtract(x, constant(body["threshold"]))
        if body["direction"] == "down":
            distance = scaled(distance, Fraction(-1))
        if distance.factor < 0:
            distance = Ratio(-distance.factor, times(distance.n, -1), distance.d)
        distance = self.held(distance)
        steps = scaled(distance, 1 / step)
        if body["partial_steps"] == "dropped":
            steps = self.held(self.round(steps, {"digits": 0, "mode": "floor"}), "quantity")
        beyond = self._limited(add(base, scaled(steps, Fraction(body["points_each"]))), body)
        return either(compare(distance.n, "<=", whole(0)), base, beyond)

    def _deduction(self) -> Ratio:
        taken = constant(0)
        for item in self.body["items"]:
            cost = Ratio(Fraction(item["each"]), self.cells[item["id"]])
            taken = add(taken, self._limited(cost, item))
        return subtract(constant(self.body["start"]), self._limited(taken, self.body))

    def _imported(self) -> Ratio:
        return scaled(self.value("value"), self.most / 100)

    def _direct(self) -> Ratio:
        return self.value("value")

    def _formula(self) -> Ratio:
        zero: Guards = []
        cases: list[tuple[Part | None, Ratio]] = []
        for case in self.body["cases"]:
            test = self.condition(case["when"], zero) if "when" in case else None
            cases.append((test, self._limited(self.expression(case["points"], zero), self.body)))
            if test is None:
                break
        if zero and len(cases) > 1:
            raise UnsupportedError  # which division comes first depends on the case
        self.guards += [(test, str(self.body.get("when_zero", "error"))) for test, _ in zero]
        (_, found), *others = reversed(cases)
        for test, points in others:
            found = found if test is None else either(test, points, found)
        return found

    def _decision_table(self) -> Ratio:
        body = table_of_points(self.body)
        otherwise = None if "otherwise" not in body else constant(body["otherwise"])
        if body["hit"] == "count":
            count = constant(0)
            for row in body["rows"]:
                count = add(count, either(self._row_holds(row["when"]), constant(1), constant(0)))
            return self._limited(scaled(count, Fraction(body["points_each"])), body)
        rows = [(self._row_holds(row["when"]), constant(row["points"])) for row in body["rows"]]
        if body["hit"] == "sum":
            found = constant(0)
            for test, points in rows:
                found = add(found, either(test, points, constant(0)))
            return (
                found
                if otherwise is None or otherwise.factor == 0
                else either(any_true([test for test, _ in rows]), found, otherwise)
            )
        if body["hit"] in ("max", "min"):
            rows.sort(key=lambda row: row[1].factor, reverse=body["hit"] == "max")
        if body["hit"] == "priority":
            ranked = [Fraction(points) for points in body["priority"]]
            rows.sort(key=lambda row: ranked.index(row[1].factor))
        found = otherwise or rows[-1][1]
        for test, points in reversed(rows):
            found = either(test, points, found)
        return found

    def _test_holds(self, name: str, test: Any) -> Part:
        if isinstance(test, Mapping):
            return self.inside(self.value(name), test)
        if isinstance(test, list) and isinstance(test[0], Mapping):
            return any_true([self.inside(self.value(name), one) for one in test])
        return self.answered(name, test)

    def _row_holds(self, when: Mapping[str, Any]) -> Part:
        return all_true(
            [self._test_holds(name, test) for name, test in when.items()]
            or [compare(ONE, "=", ONE)]
        )

    def _goalposts(self) -> Ratio:
        body = self.body
        if body["scale"] != "linear" or any(not _is_number(body[k]) for k in ("low", "high")):
            raise UnsupportedError
        x, low, high = self.quantity(), Fraction(body["low"]), Fraction(body["high"])
        ends = sorted((low, high))
        if body["outside"] == "error":
            for sign, end in (("<", ends[0]), (">", ends[1])):
                self.guards.append((is_(x, sign, constant(end)), "error"))
        else:
            x = self.held(larger(smaller(x, constant(ends[1])), constant(ends[0])))
        return scaled(subtract(x, constant(low)), self.most / (high - low))

    def _target(self) -> Ratio:
        away = without_sign(subtract(self.quantity(), constant(self.body["target"])))
        share = subtract(constant(1), scaled(away, 1 / Fraction(self.body["zero_at"])))
        return larger(scaled(share, self.most), constant(0))

    def _survey(self) -> Ratio:
        body, found, weights = self.body, constant(0), Fraction(0)
        sample: list[Part] = []
        silent: list[Part] = []
        for group in body.get("respondents", ({"weight": "1"},)):
            prefix = f"{group['id']}_" if "id" in group else ""
            counts = {one["id"]: self.cells[prefix + one["id"]] for one in body["answers"]}
            asked = self._sum([Ratio(Fraction(1), cell) for cell in counts.values()])
            sample.append(asked.n)
            if body["stated_sample"]:
                stated = self.cells[prefix + "sample"]
                self.guards.append((no(compare(stated, "=", asked.n)), "error"))
            weight = Fraction(group["weight"])
            weights += weight
            if weight == 0:
                continue
            worth = [one for one in body["answers"] if "percent" in one]
            top = self._sum([Ratio(Fraction(o["percent"]), counts[o["id"]]) for o in worth])
            bottom = self._sum([Ratio(Fraction(1), counts[o["id"]]) for o in worth])
            silent.append(compare(bottom.n, "=", whole(0)))
            found = self.held(add(found, scaled(divide(top, bottom), weight)))
        few = compare(self._sum([Ratio(Fraction(1), n) for n in sample]).n, "<",
                      whole(-(-Fraction(body["minimum_sample"]) // 1)))  # fmt: skip
        self.guards.append((any_true([*silent, few]), str(body["when_small"])))
        return scaled(found, self.most / weights / 100)

    def _sum(self, parts: Sequence[Ratio]) -> Ratio:
        found = constant(0)
        for part in parts:
            found = add(found, part)
        return self.held(found)


def guarded(guards: Guards, result: Part, worth: Mapping[str, Part]) -> Part:
    """The result, unless a policy applies."""
    for test, policy in reversed(guards):
        result = if_(test, worth.get(policy, NOTHING), result)
    return result


def to_whole(points: Ratio) -> tuple[Part, int]:
    """Exact points as a whole number of parts of a point, and how many make one point. Raises UnsupportedError."""
    scale = points.factor.denominator
    return at_scale(points, scale), scale


def _number(said: object) -> Fraction:
    date = day(said)
    return Fraction(str(said)) if date is None else Fraction(date)


def _is_number(said: object) -> bool:
    try:
        Fraction(str(said))
    except ValueError:
        return False
    return True


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a
