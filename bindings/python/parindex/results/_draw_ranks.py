# SPDX-License-Identifier: MIT
"""Ranks of every draw, from exact figures: whole numbers, or fractions with a denominator for each unit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from parindex._steps import steps
from parindex.results._draw_values import MOST, Array

_BITS = 62  # of a whole number in which the place of its unit is packed


def ranks_of(
    numbers: Array,
    denominators: Array | None,
    valid: Array,
    groups: Sequence[str] | None,
    *,
    dense: bool,
) -> Array:
    """Ranks from 1 for the greatest figure of each row; 0 where a figure is not valid.

    Parameters
    ----------
    numbers, denominators
        The figures, a row for each draw; no denominators where those of a row are equal.
    valid
        Whether a unit is ranked, by draw and unit or by unit alone.
    groups
        The group of each unit, if each has a ranking of its own.
    dense
        Whether ranks follow each other without gaps.
    """
    import numpy as np

    valid = np.broadcast_to(valid, numbers.shape)
    if groups is None:
        return _ranked(numbers, denominators, valid, dense=dense)
    out = np.zeros(numbers.shape, dtype=np.int32)
    for name in dict.fromkeys(groups):
        units = np.array([at for at, own in enumerate(groups) if own == name])
        below = None if denominators is None else denominators[:, units]
        out[:, units] = _ranked(numbers[:, units], below, valid[:, units], dense=dense)
    return out


def _ranked(numbers: Array, denominators: Array | None, valid: Array, *, dense: bool) -> Array:
    import numpy as np

    if numbers.shape[1] == 0:
        return np.zeros(numbers.shape, dtype=np.int32)
    if denominators is not None:
        order, first = _order_of_fractions(numbers, denominators, valid)
    else:
        order, first = _order_of_numbers(numbers, valid)
    count = numbers.shape[1]
    if dense:
        ranks = np.cumsum(first, axis=1, dtype=np.int32)
    else:
        places = np.arange(1, count + 1, dtype=np.int32)
        ranks = np.maximum.accumulate(first * places, axis=1)
    out = np.empty(numbers.shape, dtype=np.int32)
    np.put_along_axis(out, order, ranks, axis=1)
    out[~valid] = 0
    return out


def _order_of_numbers(numbers: Array, valid: Array) -> tuple[Array, Array]:
    """The units of each row from the greatest number, and which of them differ from the one before."""
    import numpy as np

    count = numbers.shape[1]
    bits = int(count - 1).bit_length()
    if numbers.dtype != object:
        most = max(abs(int(numbers.max())), abs(int(numbers.min())))
        if most < 1 << (_BITS - 1 - bits):
            # Number and unit are sorted as one whole number, which takes a third of the time of an argsort.
            packed = (most - numbers) << bits
            packed |= np.arange(count)
            if not valid.all():
                packed[~valid] |= 1 << _BITS  # last
            packed.sort(axis=1)
            keys = packed >> bits
            packed &= (1 << bits) - 1
            return packed, _differs(keys)
    keys = np.where(valid, -numbers, -numbers.min() + 1)
    order = np.argsort(keys, axis=1, kind="stable")
    return order, _differs(np.take_along_axis(keys, order, axis=1))


def _differs(keys: Array) -> Array:
    import numpy as np

    first = np.ones(keys.shape, dtype=bool)
    first[:, 1:] = keys[:, 1:] != keys[:, :-1]
    return first


def _order_of_fractions(numbers: Array, denominators: Array, valid: Array) -> tuple[Array, Array]:
    """The same for fractions: by their nearest doubles, which keep the order, and exactly where those are equal."""
    import numpy as np

    narrow = object not in (numbers.dtype, denominators.dtype)
    if narrow and max(int(abs(numbers).max()), int(denominators.max())) < MOST:
        keys = np.where(valid, -(numbers / denominators), np.inf)
        order = np.argsort(keys, axis=1, kind="stable")
        first = _differs(np.take_along_axis(keys, order, axis=1))
        above = np.take_along_axis(np.where(valid, numbers, 0), order, axis=1)
        below = np.take_along_axis(np.where(valid, denominators, 1), order, axis=1)
        rows, at = (~first).nonzero()
        left = above[rows, at].astype(object) * below[rows, at - 1].astype(object)
        right = above[rows, at - 1].astype(object) * below[rows, at].astype(object)
        unclear = np.unique(rows[left != right])
    else:
        order = np.empty(numbers.shape, dtype=np.int64)
        first = np.empty(numbers.shape, dtype=bool)
        unclear = np.arange(len(numbers))
    for row in steps(unclear):
        order[row], first[row] = _order_of_row(numbers[row], denominators[row], valid[row])
    return order, first


def _order_of_row(
    numbers: Array, denominators: Array, valid: Array
) -> tuple[list[int], list[bool]]:
    keys = [
        (not ok, -Fraction(int(number), int(denominator)) if ok else Fraction(0))
        for number, denominator, ok in zip(numbers, denominators, valid, strict=True)
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    first = [at == 0 or keys[unit] != keys[order[at - 1]] for at, unit in enumerate(order)]
    return order, first
