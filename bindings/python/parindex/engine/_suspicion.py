# SPDX-License-Identifier: MIT
"""Warnings about suspicious values of a table of any kind.

The values are those that the scores keep. They are examined when `Scores.notes` is first read, so that scoring does
not wait for it. Tables of more than `MOST` values are not examined.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex import _core, _messages
from parindex import _file_messages as say
from parindex._foreign import is_a
from parindex._sentences import Text
from parindex._steps import read_json, steps
from parindex._tree import walk
from parindex.engine._bounds import (
    Bound,
    Bounded,
    UnclearError,
    bounded,
    inputs_of,
    may_divide,
    worth,
)
from parindex.engine._inputs import specs_of
from parindex.errors import Error, Issue, IssueLog, error
from parindex.io._grid import Sheet, Spec, rows_without_values
from parindex.io._units import suspicions
from parindex.novalue import NoValue

if TYPE_CHECKING:
    from parindex.engine.plan import Plan

MOST = 1_000_000
"""The most values of a table that is examined."""

Place = Callable[[int, str], dict[str, int | str]]
"""Where a cell is, as the details of an issue: its row from 0, and its column."""
Column = Sequence[Any]
Floats = list[float | None]

_FEW = 5  # equal values; so many are not a coincidence
_DOUBLE = 16, 17  # digits of a double that has no shorter form
_FAR = 100  # times the next count, or the whole of which it is a part


def suspicions_of(
    core: _core.Scores, plan: Plan, sheet: Sheet | None, unit: str | None, *, observed: bool = False
) -> list[Issue]:
    """Warnings about the values of scores; for data other than a file also about the units (those of a file are in its
    own notes).

    Values that were `observed` one by one have no row of a table, and a unit may still lack all of them.

    Raises
    ------
    DataError
        `column_changed`, when an array that was scored has changed since.
    """
    names = core.units()

    def place(row: int, head: str) -> dict[str, int | str]:
        if observed:
            return {"field": head, "unit": names[row]}
        return {"row": row + 1, "field": head} if sheet is None else sheet.place(row, head)

    large = len(names) * len(plan._names) > MOST
    columns = {} if large else _table_of(core.state(), plan._names)
    issues = IssueLog()
    if sheet is None:
        empty = [] if observed else rows_without_values(list(columns.values()), len(names))
        found = suspicions(names, lambda row: place(row, unit or ""), empty) if unit else []
        for issue in found:
            issues.add(issue)
    if large:
        message = say.THE_TABLE_HAS_MORE_VALUES()
        issues.add(error("values_unexamined", message, expected=_messages.AT_MOST_VALUES(MOST)))
        return issues.all()
    table = _Table(plan, columns, names, place)
    for find in (table.fractions_of_one, table.thousands, table.near_bounds, table.constants):
        for issue in find():
            issues.add(issue)
    return issues.all()


def _table_of(state: tuple[Any, ...], names: Sequence[str]) -> dict[str, Column]:
    """The columns of these names that scores keep: doubles, or values of any kind."""
    wanted = set(names)
    return {
        name: memoryview(held).cast("d").tolist() if isinstance(held, bytes) else held
        for name, held in state[3]
        if name in wanted
    }


class _Table:
    def __init__(
        self, plan: Plan, columns: dict[str, Column], names: Sequence[str], place: Place
    ) -> None:
        self._columns = columns
        self._names = names
        self._place = place
        self._specs = {s.name: s for s in specs_of(plan) if s.name in columns}
        self._numbers: dict[str, Floats] = {}
        self._leaves: dict[str, dict[str, str]] = {}
        for name, code, part, _ in plan._core.columns:
            self._leaves.setdefault(code, {})[part] = name
        document = read_json(plan.rubric._resolved())
        self._rules = {node["code"]: node["rule"] for node in walk(document) if "rule" in node}

    def _floats(self, name: str) -> Floats:
        if name not in self._numbers:
            self._numbers[name] = [_float(value) for value in steps(self._columns[name])]
        return self._numbers[name]

    def _issue(
        self, code: str, row: int, name: str, message: Text, expected: Text | str, actual: object
    ) -> Issue:
        return error(
            code,
            message,
            expected=expected,
            actual=str(actual).removesuffix(".0"),
            **{"unit": self._names[row], **self._place(row, name)},
        )

    def fractions_of_one(self) -> Iterator[Issue]:
        """Columns of percentages that all lie in 0 to 1, as a spreadsheet keeps 92.5 %."""
        for name, spec in self._specs.items():
            if spec.type != "number" or spec.most != 100:
                continue
            numbers = self._floats(name)
            given = [number for number in numbers if number is not None]
            parts = [number for number in given if number != int(number)]
            if len(given) > 1 and parts and min(given) >= 0 and max(given) <= 1:
                yield self._issue(
                    "column_fractions",
                    numbers.index(parts[0]),
                    name,
                    say.ALL_VALUES_LIE_IN_0_TO_1(len(given)),
                    say.PERCENTAGES_SUCH_AS(),
                    parts[0],
                )

    def thousands(self) -> Iterator[Issue]:
        """Counts such as 2 among counts of thousands: 2.000 in a sheet that shows thousands by a point."""
        found: dict[tuple[int, str], int] = {}
        for name, spec in self._specs.items():
            if spec.type == "count":
                for row, least in _far_below(self._floats(name)):
                    found[row, name] = least
        for code, rule in self._rules.items():
            for part, whole in _percents(rule, self._leaves.get(code, {})):
                if _is_count(self._specs, part) and _is_count(self._specs, whole):
                    pairs = zip(self._floats(part), self._floats(whole), strict=True)
                    for row, (done, of) in enumerate(pairs):
                        if done and of and 0 < of < 1000 and _FAR * of <= done <= 1000 * of:
                            found.setdefault((row, whole), int(done))
        for (row, name), other in sorted(found.items(), key=lambda each: each[0]):
            number = int(self._floats(name)[row] or 0)
            message = say.THE_COUNT_MAY_BE_OF_THOUSANDS(number * 1000, number, other)
            yield self._issue(
                "count_thousands", row, name, message, say.A_COUNT_WRITTEN_OUT(), number
            )

    def near_bounds(self) -> Iterator[Issue]:
        """Values with the digits of a double, if a bound lies between one and the value that a
        sheet shows."""
        found: dict[tuple[int, str], tuple[Decimal, Bound]] = {}
        for code, parts in self._leaves.items():
            for each in (*_ranges(self._specs, parts), *bounded(self._rules.get(code, {}))):
                for row, name, neighbour, bound in self._divided(each, parts):
                    found.setdefault((row, name), (neighbour, bound))
        for (row, name), (neighbour, bound) in sorted(found.items(), key=lambda each: each[0]):
            yield self._issue(
                "value_near_bound",
                row,
                name,
                say.A_BOUND_DIVIDES_THE_VALUE_FROM(_plain(bound.at), neighbour),
                say.THE_VALUE_THAT_THE_SHEET_SHOWS(neighbour),
                self._columns[name][row],
            )

    def _divided(
        self, each: Bounded, parts: dict[str, str]
    ) -> Iterator[tuple[int, str, Decimal, Bound]]:
        try:
            used = sorted(inputs_of(each.quantity))
        except UnclearError:
            return
        names = [parts.get(part, "") for part in used]
        if not names or any(
            self._specs.get(n) is None or self._specs[n].type not in ("number", "count")
            for n in names
        ):
            return
        for row in self._near(each, used, names):
            yield from self._crossed(each, row, dict(zip(used, names, strict=True)))

    def _near(self, each: Bounded, used: list[str], names: list[str]) -> Iterator[int]:
        """The rows in which a quantity is so near a bound that the last digits of doubles may decide."""
        first = self._floats(names[0])
        if each.quantity in (used[0], {"value": used[0]}) and each.steps is None:
            for low, high in each.spans():
                yield from (
                    row for row, number in enumerate(first)
                    if number is not None and low <= number <= high
                )  # fmt: skip
            return
        for row, numbers in enumerate(
            zip(steps(first), *map(self._floats, names[1:]), strict=True)
        ):
            if None in numbers:
                continue
            values = dict(zip(used, numbers, strict=True))
            if self._may_divide(each, values):
                yield row

    def _may_divide(self, each: Bounded, values: dict[str, Any]) -> bool:
        try:
            return may_divide(each, worth(each.quantity, values, exact=False))
        except (UnclearError, ArithmeticError, Error):
            return False

    def _crossed(
        self, each: Bounded, row: int, names: dict[str, str]
    ) -> Iterator[tuple[int, str, Decimal, Bound]]:
        given = {part: exact_number(self._columns[name][row]) for part, name in names.items()}
        near = {part: d for part, name in names.items() if (d := _short(self._columns[name][row]))}
        if not near or None in given.values():
            return
        shown = given | {part: Fraction(number) for part, number in near.items()}
        try:
            now = worth(each.quantity, given, exact=True)
            then = worth(each.quantity, shown, exact=True)
        except (UnclearError, ArithmeticError, Error):  # such as a quotient with 0
            return
        for bound in each.near(now):
            if bound.is_above(now) != bound.is_above(then):
                part = next(iter(near))
                yield row, names[part], near[part], bound
                return

    def constants(self) -> Iterator[Issue]:
        """Columns with one value throughout, as filling down leaves them."""
        for name, spec in self._specs.items():
            found: tuple[int, Any] | None = None
            count = 0
            for row, value in enumerate(steps(self._columns[name])):
                if value is None or value == "" or value in spec.markers or is_a(value, NoValue):
                    continue
                if found is None:
                    found = row, value
                elif value != found[1]:
                    break
                count += 1
            else:
                if found is not None and count >= _FEW:
                    message = say.ONE_VALUE_THROUGHOUT(count)
                    expected = say.THE_VALUE_OF_EACH_UNIT()
                    yield self._issue(
                        "column_constant", found[0], name, message, expected, found[1]
                    )


def _is_count(specs: dict[str, Spec], name: str) -> bool:
    return name in specs and specs[name].type == "count"


def _percents(rule: dict[str, Any], parts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The columns of a part and its whole, wherever a rule asks for a percentage."""
    for body in rule.values():
        if not isinstance(body, dict):
            continue
        pair = (body.get("on") or {}).get("percent")
        if pair and set(pair) <= set(parts):
            yield parts[pair[0]], parts[pair[1]]
        for case in body.get("cases", ()):
            yield from _percents(case.get("rule", {}), parts)


def _ranges(specs: dict[str, Spec], parts: dict[str, str]) -> Iterator[Bounded]:
    """The range that each input of a leaf declares."""
    for part, name in parts.items():
        spec = specs.get(name)
        if spec is not None and spec.type == "number":
            ends = (spec.least, False), (spec.most, True)
            yield Bounded(part, tuple(Bound(at, below) for at, below in ends if at is not None))


def _far_below(numbers: Floats) -> Iterator[tuple[int, int]]:
    """Rows of counts that would be among the others, far above them, if multiplied by 1000; and the
    least of the others."""
    given = sorted(number for number in numbers if number and number > 0)
    gaps = [(given[at + 1] / given[at], at) for at in range(len(given) // 3)]
    ratio, last = max(gaps, default=(0.0, 0))
    if ratio < _FAR or given[last] >= 1000:
        return
    least, most = given[last + 1], given[-1]
    for row, number in enumerate(numbers):
        if number and 0 < number <= given[last] and least / 10 <= number * 1000 <= most * 10:
            yield row, int(least)


_DIGITS = 40  # the most digits of an examined number before or after its point; a double has fewer


def exact_number(value: Any) -> Fraction | None:
    """The number that a value means; a float means its shortest decimal. None for other values, and for a number of
    too many digits: computing with 1e-99999999 would not end."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, Fraction):
        return value
    text = str(value) if not isinstance(value, int) or value.bit_length() <= 4 * _DIGITS else ""
    try:
        if "/" in text:
            return Fraction(text) if len(text) <= 2 * _DIGITS and "e" not in text.lower() else None
        number = Decimal(text)
    except (ValueError, ArithmeticError):
        return None
    small = (
        number.is_finite() and max(abs(number.adjusted()), len(number.as_tuple().digits)) <= _DIGITS
    )
    return Fraction(number) if small else None


def _float(value: Any) -> float | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str) and "/" in value:
        value = exact_number(value)
    try:
        number = float(value)
    except (TypeError, ValueError, ArithmeticError):
        return None
    return number if math.isfinite(number) else None


def _short(value: Any) -> Decimal | None:
    """The neighbour with 15 digits of a value with those of a double; None for any other value."""
    try:
        number = Decimal(str(value))
        if not number.is_finite() or len(number.normalize().as_tuple().digits) not in _DOUBLE:
            return None
        return Decimal(f"{number:.15g}").normalize() + 0
    except (ValueError, ArithmeticError):
        return None


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):.15g}"
