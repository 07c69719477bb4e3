# SPDX-License-Identifier: MIT
"""Arguments of analyses: every mistake at once, with the argument and the code or column that it is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex import _core, _messages
from parindex._foreign import copied, is_a, listed, shown
from parindex._names import did_you_mean, normal
from parindex._sentences import Text
from parindex._steps import read_json
from parindex._tree import walk
from parindex.analysis import messages
from parindex.engine._suspicion import exact_number
from parindex.errors import DataError, Issue, error

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

Range = tuple[Fraction, Fraction]


class Arguments:
    """Reads arguments and collects what is wrong with them; `check` raises it."""

    def __init__(self, scores: Scores) -> None:
        self._columns = tuple(scores.plan._names)
        document = read_json(scores.plan.rubric._resolved())
        self._nodes = {node.get("code", ""): node for node in (document, *walk(document))}
        self._codes = scores.plan.codes
        self._units = scores.units
        self._issues: list[Issue] = []

    @property
    def wrong(self) -> bool:
        """Whether anything is wrong so far."""
        return bool(self._issues)

    def check(self) -> None:
        """Raise DataError if anything is wrong."""
        if self._issues:
            raise DataError(messages.THE_ARGUMENTS_ARE_INVALID(), self._issues)

    def add(
        self,
        argument: str,
        field: str,
        message: Text,
        code: str = "value_unexpected",
        **details: str,
    ) -> None:
        """Record an issue of an argument."""
        said = messages.OF_THE_ARGUMENT(argument, message)
        self._issues.append(error(code, said, field=field, **details))

    def number(self, value: object, argument: str, field: str = "") -> Fraction:
        """A number from 0 up; a float means its shortest decimal. 0 after an issue."""
        found = exact_number(value)
        if found is None:
            self.add(
                argument, field, messages.IS_NO_NUMBER(), "value_type",
                expected=_messages.A_NUMBER_SUCH_AS(), actual=shown(value),
            )  # fmt: skip
        elif found < 0:
            self.add(
                argument, field, messages.IS_BELOW_0(), "value_below_minimum", actual=shown(value)
            )
        return Fraction(0) if found is None or found < 0 else found

    def below(self, code: object, argument: str) -> list[str]:
        """The code of a node and all codes below it; none after an issue. The empty code is the total."""
        name = normal(code) if is_a(code, str) else None  # type: ignore[arg-type]
        node = None if name is None else self._nodes.get(name)
        if node is None:
            self._unknown(code, argument, "code_unknown", _messages.NO_NODE, self._codes)
            return []
        return [one.get("code", "") for one in (node, *walk(node))]

    def column(self, name: object, argument: str) -> str | None:
        """The name of a data column; None after an issue."""
        column = normal(name) if is_a(name, str) else None  # type: ignore[arg-type]
        if column in self._columns:
            return column
        self._unknown(name, argument, "column_unknown", messages.NO_COLUMN, self._columns)
        return None

    def units(self, names: Iterable[str], argument: str) -> set[str]:
        """Names of units; without those that do not exist after an issue."""
        found = set()
        for name in listed(names, argument):
            unit = normal(name) if is_a(name, str) else None
            if unit in self._units:
                found.add(unit)
            else:
                self._unknown(name, argument, "unit_unknown", _messages.NO_UNIT, self._units)
        return found

    def _unknown(
        self, name: object, argument: str, code: str, what: Any, known: tuple[str, ...]
    ) -> None:
        near = _core.nearest(name, known) if is_a(name, str) else None  # type: ignore[arg-type]
        self.add(argument, str(name), did_you_mean(what(shown(name)), near), code)

    def costs(self, given: Mapping[str, Any] | None, argument: str) -> dict[str, Fraction]:
        """A number for each node; one of a node with children is also for those below without their own."""
        found: dict[str, tuple[int, Fraction]] = {}
        for code, value in copied(given, argument).items():
            number = self.number(value, argument, str(code))
            below = self.below(code, argument)
            for one in below:
                if one not in found or len(below) <= found[one][0]:
                    found[one] = len(below), number
        return {one: number for one, (_, number) in found.items()}

    def codes(self, given: Iterable[str], argument: str) -> set[str]:
        """Some codes, and all codes below them."""
        return {one for code in listed(given, argument) for one in self.below(code, argument)}

    def levels(
        self, given: Mapping[str, Any] | None, argument: str
    ) -> dict[str, dict[Any, Fraction | None]]:
        """For each data column the values that can be reached, each with its cost; None: that of its leaf."""
        found: dict[str, dict[Any, Fraction | None]] = {}
        for name, values in copied(given, argument).items():
            column = self.column(name, argument)
            if is_a(values, Mapping):
                made: dict[Any, Fraction | None] = {
                    value: self.number(cost, argument, str(name)) for value, cost in values.items()
                }
            else:
                made = dict.fromkeys(listed(values, argument))
            if column is not None:
                found[column] = made
        return found

    def ranges(self, given: Mapping[str, Any], argument: str) -> dict[str, Range]:
        """The lowest and the highest weight of each node."""
        found: dict[str, Range] = {}
        for code, ends in copied(given, argument).items():
            name = normal(code) if is_a(code, str) else None
            if not name or name not in self._nodes:
                self._unknown(code, argument, "code_unknown", _messages.NO_NODE, self._codes)
                continue
            pair = list(ends) if is_a(ends, list, tuple) else []
            if len(pair) != 2:
                self.add(argument, str(code), messages.A_RANGE_HAS_TWO_ENDS())
                continue
            low, high = (self.number(end, argument, str(code)) for end in pair)
            if low > high:
                self.add(
                    argument,
                    str(code),
                    messages.THE_RANGE_IS_EMPTY(shown(pair[0]), shown(pair[1])),
                )
            assert name is not None
            found[name] = low, high
        return found
