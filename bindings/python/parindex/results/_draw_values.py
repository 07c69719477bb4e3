# SPDX-License-Identifier: MIT
"""Drawn values: arrays and lists as whole numbers, or as a few distinct values and which one each draw has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

from parindex._foreign import listed
from parindex._steps import steps

Array = Any
Whole = tuple[Array, int]
"""Numbers of the draws as an array of whole numbers, and their common denominator."""
Picks = tuple[Array, list[Any]]
"""The position in a list of values for each draw, and that list."""

MOST = 2**53  # up to here a double is a whole number
_DIGITS = 9
_PLAIN = (str, int, float, bool, type(None))


class BadValuesError(Exception):
    """Values that are not of the kind that is drawn: the draws that have them, and the first of them."""

    def __init__(self, draws: list[int], first: object) -> None:
        super().__init__(draws, first)
        self.draws = draws
        self.first = first


def is_single(values: object) -> bool:
    """Whether an argument is one value for all draws."""
    return values is None or isinstance(values, str | int | float | Decimal | Fraction)


def whole(values: Any) -> Whole:
    """Numbers as whole numbers over one denominator. Raises BadValuesError."""
    import numpy as np

    if isinstance(values, np.ndarray) and values.ndim == 1 and values.dtype.kind in "iuf":
        if (found := _whole_array(values)) is not None:
            return found
        values = values.tolist()
    given = [number(value) for value in steps(values)]
    wrong = [draw for draw, value in enumerate(given) if value is None]
    if wrong:
        raise BadValuesError(wrong, values[wrong[0]])
    return as_whole([value for value in given if value is not None])


def as_whole(values: Sequence[Decimal | Fraction]) -> Whole:
    """Exact numbers as whole numbers over one denominator."""
    import numpy as np

    ratios = [value.as_integer_ratio() for value in values]
    scale = lcm(*{below for _, below in ratios})
    numbers = [above * (scale // below) for above, below in ratios]
    narrow = not numbers or max(max(numbers), -min(numbers)) < MOST
    return np.array(numbers, dtype=np.int64 if narrow else object), scale


def _whole_array(values: Array) -> Whole | None:
    """An array of numbers; None if they have more decimals than can be found at once.

    A float means its shortest decimal. A quotient of a number below 2^53 and a power of ten is rounded once, so
    equality proves that decimal.
    """
    import numpy as np

    if values.dtype.kind in "iu":
        fits = not values.size or abs(int(values.max())) < MOST > abs(int(values.min()))
        return (values.astype(np.int64), 1) if fits else None
    if values.dtype != np.float64 or not np.isfinite(values).all():
        return None
    for digits in range(_DIGITS + 1):
        scaled = np.rint(values * 10**digits)
        # Fifteen digits: more could be another decimal of the same double.
        if (scaled / 10**digits == values).all() and (abs(scaled) < 10**15).all():
            return scaled.astype(np.int64), 10**digits
    return None


def scale_of(values: Array) -> int | None:
    """A number by which an array is whole, where it has numbers; None if it is not found at once."""
    import numpy as np

    flat = values.ravel()
    if flat.dtype.kind == "f":
        flat = flat[np.isfinite(flat)]
    found = _whole_array(flat)
    return None if found is None else found[1]


def number(value: Any) -> Fraction | None:
    """An exact number; a float means its shortest decimal. None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction | str):
        return _of_numpy(value)
    try:
        return Fraction(repr(float(value)) if isinstance(value, float) else value)
    except (ValueError, OverflowError, ZeroDivisionError):
        return None


def _of_numpy(value: Any) -> Fraction | None:
    item = getattr(value, "item", None)
    if type(value).__module__ != "numpy" or item is None:
        return None
    found = item()
    return None if type(found) is type(value) else number(found)


def distinct(numbers: Array) -> tuple[Array, Array]:
    """The position of each number among the distinct ones, and those."""
    import numpy as np

    if numbers.dtype == object:
        places: dict[int, int] = {}
        order = [places.setdefault(each, len(places)) for each in numbers.tolist()]
        return np.array(order, dtype=np.int64), np.array(list(places), dtype=object)
    found, picks = np.unique(numbers, return_inverse=True)
    return picks.reshape(numbers.shape), found


def coded(values: Any, key: Callable[[Any], Any]) -> Picks:
    """Any values as distinct ones. Raises BadValuesError where `key` is None."""
    import numpy as np

    places: dict[Any, int] = {}
    kept: list[Any] = []
    picks, wrong = [], []
    known: dict[Any, int] = {}  # by value, so that each is read once
    listing = values if isinstance(values, list) else listed(values, "draws")
    for draw, value in enumerate(steps(listing)):
        plain = (type(value), value) if isinstance(value, _PLAIN) else None
        place = known.get(plain) if plain else None
        if place is None:
            read = key(value)
            if read is None:
                wrong.append(draw)
                continue
            place = places.setdefault(read, len(kept))
            if place == len(kept):
                kept.append(value)
            if plain:
                known[plain] = place
        picks.append(place)
    if wrong:
        raise BadValuesError(wrong, listing[wrong[0]])
    return np.array(picks, dtype=np.int64), kept


def joined(picks: Sequence[Array], count: int) -> tuple[Array, Array]:
    """The draws that agree in several things: the group of each draw, and the first draw of each group."""
    import numpy as np

    together = np.zeros(count, dtype=np.int64)
    size = 1
    for each in picks:
        width = int(each.max()) + 1
        if size * width > 4 * count:  # close the gaps, so that the numbers stay small
            together, size = _without_gaps(together)
        together = together * width + each
        size *= width
    together, size = _without_gaps(together)
    first = np.empty(size, dtype=np.int64)
    first[together[::-1]] = np.arange(count - 1, -1, -1)
    return together, first


def _without_gaps(numbers: Array) -> tuple[Array, int]:
    """Numbers from 0 in the same order without gaps, and how many there are."""
    import numpy as np

    highest = int(numbers.max()) + 1
    if highest <= 8 * len(numbers):
        seen = np.zeros(highest, dtype=bool)
        seen[numbers] = True
        places = np.cumsum(seen) - 1
        return places[numbers], int(places[-1]) + 1
    found, places = np.unique(numbers, return_inverse=True)
    return places.reshape(-1), len(found)
