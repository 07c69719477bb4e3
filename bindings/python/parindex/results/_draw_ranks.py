# SPDX-License-Identifier: MIT
"""Ranks of every draw, from exact figures: whole numbers, or fractions with a denominator for each unit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from parindex import _core
from parindex._steps import each
from parindex.results._draw_values import Array


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
    if object in (numbers.dtype, *(() if denominators is None else (denominators.dtype,))):
        numbers, denominators = _places(numbers, denominators, valid), None
    found: Array = np.empty(numbers.shape, dtype=np.int32)
    within: Array = None
    if groups is not None:
        known = {name: at for at, name in enumerate(dict.fromkeys(groups))}
        within = np.array([known[name] for name in groups], dtype=np.uint32)
    above: Array = np.ascontiguousarray(numbers, dtype=np.int64)
    below: Array = denominators
    if denominators is not None:
        below = np.ascontiguousarray(denominators, dtype=np.int64)
    ranked: Array = np.ascontiguousarray(valid)
    _core.write_ranks(above, below, ranked, within, dense=dense, out=found)
    return found


def _places(numbers: Array, denominators: Array | None, valid: Array) -> Array:
    """Numbers of any size as places in their order: of all draws, or of each for fractions."""
    import numpy as np

    if denominators is None:
        return np.unique(numbers, return_inverse=True)[1].reshape(numbers.shape)
    found = np.zeros(numbers.shape, dtype=np.int64)
    for row, (above, below, ranked) in enumerate(
        each(zip(numbers, denominators, valid, strict=True))
    ):
        figures = [
            Fraction(int(above[at]), int(below[at])) for at in np.flatnonzero(ranked).tolist()
        ]
        place = {figure: at for at, figure in enumerate(sorted(set(figures)))}
        found[row, ranked] = [place[figure] for figure in figures]
    return found
