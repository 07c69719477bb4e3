# SPDX-License-Identifier: MIT
"""The rules of leaves as formulas: each gives an exact number, and the cases in which a policy applies instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from parindex._tree import table_of_points
from parindex.documents._formula import (
    NOTHING,
    ONE,
    Part,
    UnsupportedError,
    all_true,
    any_true,
    compare,
    if_,
    no,
    one_by_one,
    pick,
    times,
    whole,
)
from parindex.documents._leaf_parts import Guards, LeafParts
from parindex.documents._ratio import (
    Ratio,
    add,
    constant,
    divide,
    either,
    is_,
    larger,
    scaled,
    smaller,
    subtract,
    without_sign,
)


@dataclass(slots=True)
class LeafRule(LeafParts):
    """The rule of a leaf, and the rows that it adds."""

    def points(self) -> Ratio:
        """The exact points; cases of policies are added to `guards`. Raises UnsupportedError."""
        made: Callable[[], Ratio] | None = getattr(self, f"_{self.kind}", None)
        if made is None:
            raise UnsupportedError
        return made()

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
        policy = str(self.body.get("when_zero", "error"))
        cases: list[tuple[Part | None, Ratio]] = []
        reached: list[Part] = []  # what leads to the next case

        def guard(zero: Guards, when: list[Part]) -> None:
            for case, said in zero:
                self.guards.append((one_by_one([*when, case], True), said or policy))

        for case in self.body["cases"]:
            test = None
            if "when" in case:
                zero: Guards = []
                test = self.condition(case["when"], zero)
                guard(zero, reached)
            zero = []
            points = self._limited(self.expression(case["points"], zero), self.body)
            guard(zero, reached if test is None else [*reached, test])
            cases.append((test, points))
            if test is None:
                break
            reached.append(no(test))
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
