# SPDX-License-Identifier: MIT
"""Drawn weights: read, checked, and as whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from parindex import _messages
from parindex._foreign import is_a, listed, wrong_type
from parindex._names import normal, unknown
from parindex._steps import steps
from parindex._tree import children_of, walk
from parindex.errors import Error

if TYPE_CHECKING:
    from parindex.engine.plan import Plan

Json = dict[str, Any]
Whole = tuple[Any, int]
"""Numbers of the draws as an array of whole numbers, and their common denominator."""

_MOST = 2**53  # up to here a double is a whole number
_WIDEST = 2**31  # times a numerator or denominator of that size it still fits 64 bits
_DIGITS = 9


class Draws:
    """The weights of nodes in each draw."""

    def __init__(self, columns: dict[str, Whole], count: int) -> None:
        self.columns = columns
        self.count = count

    def value(self, code: str, draw: int) -> Fraction:
        """The weight of a node in a draw."""
        numbers, denominator = self.columns[code]
        return Fraction(int(numbers[draw]), denominator)

    def nodes(self, document: Json) -> Iterator[Json]:
        """The nodes whose weights are drawn."""
        return (node for node in walk(document) if node.get("code") in self.columns)

    def check(self, document: Json) -> None:
        """Raise Error for a node without a weight, and for weights that no rubric may have.

        The error names the first draw and the node.
        """
        for node in self.nodes(document):
            if "weight" not in node or "weight_input" in node:
                raise Error(_messages.NO_WEIGHT_TO_DRAW(node["code"]))
        for code, (numbers, _) in self.columns.items():
            if (wrong := (numbers < 0).nonzero()[0]).size:
                draw = int(wrong[0])
                said = _messages.WEIGHT_BELOW_0(code, str(self.value(code, draw)))
                raise Error(_messages.IN_DRAW(draw, said))
        for parent in (document, *walk(document)):
            children = children_of(parent)
            if any(child.get("code") in self.columns for child in children):
                self._check_sum(parent, children)

    def _check_sum(self, parent: Json, children: tuple[Json, ...]) -> None:
        weights = [weight for child in children if (weight := self.weight_of(child)) is not None]
        if any("only_for" in child for child in children) or len(weights) < len(children):
            return  # groups of units have their own sums: each draw is checked as a rubric
        scale = lcm(*(denominator for _, denominator in weights))
        bound = sum(_largest(numbers) * (scale // each) for numbers, each in weights)
        kind: Any = "int64" if bound < _WIDEST else object
        total: Any = 0
        for numbers, denominator in weights:
            total = total + numbers.astype(kind) * (scale // denominator)
        wanted = declared_sum(parent)
        if wanted is not None and max(wanted.denominator, wanted.numerator * scale) >= _WIDEST:
            total = total.astype(object)
        wrong = (
            (total == 0)
            if wanted is None
            else (total * wanted.denominator != wanted.numerator * scale)
        )
        if wrong.any():
            draw = int(wrong.nonzero()[0][0])
            found = str(Fraction(int(total[draw]), scale))
            place = parent.get("code") or _messages.THE_TOTAL_AS_A_PLACE()
            raise Error(
                _messages.IN_DRAW(
                    draw,
                    _messages.WEIGHTS_ADD_UP_TO(place, found)
                    if wanted is None
                    else _messages.WEIGHTS_ADD_UP_TO_NOT(place, found, str(wanted)),
                )
            )

    def weight_of(self, child: Json) -> Whole | None:
        """The weights of a child in each draw; None if it has no single weight."""
        if (drawn := self.columns.get(child.get("code", ""))) is not None:
            return drawn
        given = child.get("weight")
        if not isinstance(given, str | int | float):
            return None
        import numpy as np

        value = Fraction(str(given))
        narrow = abs(value.numerator) < _MOST
        return np.full(
            self.count, value.numerator, dtype="int64" if narrow else object
        ), value.denominator


def _largest(numbers: Any) -> int:
    return max(abs(int(numbers.max())), abs(int(numbers.min())))


def declared_sum(node: Json) -> Fraction | None:
    """The sum of the weights that a mean declares."""
    aggregation = node.get("aggregation")
    mean = aggregation.get("weighted_mean") if isinstance(aggregation, dict) else None
    given = mean.get("weights_sum") if isinstance(mean, dict) else None
    return None if given is None else Fraction(str(given))


def read_draws(plan: Plan, weights: Mapping[Any, Any]) -> Draws:
    """The draws of an argument.

    Raises
    ------
    Error
        Without draws, for numbers of draws that differ, and for a value that is no number.
    KeyError
        For a node that the rubric does not have.
    """
    if not weights:
        raise Error(_messages.NO_DRAWS())
    columns: dict[str, Whole] = {}
    count = None
    for code, values in weights.items():
        if not is_a(code, str):
            raise wrong_type("weights", code, kind=str)
        if plan._core.find(normal(code)) is None:
            raise unknown("node", code, plan.codes)
        columns[normal(code)] = numbers = _whole(code, values)
        size = len(numbers[0])
        if size == 0:
            raise Error(_messages.NO_DRAWS())
        if count is not None and size != count:
            raise Error(_messages.DRAWS_DIFFER(code, size, count))
        count = size
    return Draws(columns, count or 0)


def _whole(code: str, values: Any) -> Whole:
    import numpy as np

    if isinstance(values, np.ndarray) and values.ndim == 1 and values.dtype.kind in "iuf":
        if (found := _whole_array(values)) is not None:
            return found
        values = values.tolist()
    given = [
        _fraction(code, at, value) for at, value in enumerate(steps(listed(values, "weights")))
    ]
    scale = lcm(*(value.denominator for value in given))
    numbers = [value.numerator * (scale // value.denominator) for value in given]
    narrow = all(abs(number) < _MOST for number in numbers)
    return np.array(numbers, dtype=np.int64 if narrow else object), scale


def _whole_array(values: Any) -> Whole | None:
    """An array of numbers; None if they have more decimals than can be found at once.

    A float means its shortest decimal. A quotient of a number below 2^53 and a power of ten is rounded once, so
    equality proves that decimal.
    """
    import numpy as np

    if values.dtype.kind in "iu":
        fits = not values.size or abs(int(values.max())) < _MOST > abs(int(values.min()))
        return (values.astype(np.int64), 1) if fits else None
    if values.dtype != np.float64 or not np.isfinite(values).all():
        return None
    for digits in range(_DIGITS + 1):
        scaled = np.rint(values * 10**digits)
        # Fifteen digits: more could be another decimal of the same double.
        if (scaled / 10**digits == values).all() and (abs(scaled) < 10**15).all():
            return scaled.astype(np.int64), 10**digits
    return None


def _fraction(code: str, draw: int, value: Any) -> Fraction:
    wrong = isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction | str)
    try:
        return Fraction(repr(value) if isinstance(value, float) else value if not wrong else "")
    except (ValueError, OverflowError, ZeroDivisionError):
        raise Error(
            _messages.IN_DRAW(draw, _messages.WEIGHT_IS_NO_NUMBER(code, repr(value)))
        ) from None
