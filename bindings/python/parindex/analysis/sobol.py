# SPDX-License-Identifier: MIT
"""Sobol indices of first and total order, estimated with the design of Saltelli, with bootstrap intervals.

Outputs are whole numbers, or are scaled to whole numbers, so that every sum of products is exact and does not depend
on the order or the processor. First order by the estimator of Saltelli (2010), total order by that of Jansen (1999).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil
from typing import Any, NamedTuple

from parindex._foreign import expect
from parindex._steps import each
from parindex.analysis import messages
from parindex.analysis.generator import Stream, checked_seed
from parindex.display._shown import Records, record
from parindex.errors import Error

Array = Any

RESAMPLES = 300
_MARGIN = 8  # how far other outputs may be beyond those that decide the scale


@record
class SobolIndex(NamedTuple):
    """The share of the variance of one figure that comes from one factor; estimates, with their intervals."""

    factor: str
    first: float
    """From the factor alone."""
    first_low: float
    first_high: float
    total: float
    """From the factor alone and together with others."""
    total_low: float
    total_high: float


class Estimator:
    """Estimates from the outputs of the two base designs, a row per sample and a column per figure."""

    def __init__(self, one: Array, other: Array, seed: int, resamples: int, level: float) -> None:
        import numpy as np

        self._scale, self._middle = _scale_of(one, other)
        self._one, self._other = self._whole(one), self._whole(other)
        self._samples = len(one)
        self._level = level
        drawn = Stream(seed, "bootstrap").below(self._samples, 0, resamples, self._samples)
        counts = [np.bincount(row, minlength=self._samples) for row in each(drawn)]
        self._counts = np.array([np.ones(self._samples), *counts], dtype=float)
        total = self._sums(self._one + self._other) / (2 * self._samples)
        squares = self._sums(self._one**2 + self._other**2) / (2 * self._samples)
        self._variance = squares - total * total

    def indices(self, factor: str, mixed: Array) -> list[SobolIndex | None]:
        """For each figure, from the outputs of the first design with this factor of the second.

        None where the figure is the same in all samples.
        """
        import numpy as np

        difference = self._whole(mixed) - self._one
        first = self._sums(self._other * difference) / self._samples
        total = self._sums(difference**2) / (2 * self._samples)
        varies = self._variance > 0
        shares = [
            np.divide(part, self._variance, out=np.zeros_like(part), where=varies)
            for part in (first, total)
        ]
        ends = [self._ends(share[1:]) for share in shares]
        return [
            SobolIndex(
                factor,
                *(
                    float(number)
                    for share, (low, high) in zip(shares, ends, strict=True)
                    for number in (share[0, at], low[at], high[at])
                ),
            )
            if varies[0, at]
            else None
            for at in range(difference.shape[1])
        ]

    def _whole(self, outputs: Array) -> Array:
        import numpy as np

        return np.rint((outputs - self._middle) * self._scale)

    def _sums(self, terms: Array) -> Array:
        """The sum over all samples, and over each resample: of whole numbers, in doubles that hold them exactly."""
        return self._counts @ terms

    def _ends(self, resampled: Array) -> tuple[Array, Array]:
        """The central interval of the resamples, its ends among them."""
        import numpy as np

        ordered = np.sort(resampled, axis=0)
        outside = (1 - self._level / 100) / 2
        low = max(0, ceil(len(ordered) * outside) - 1)
        return ordered[low], ordered[len(ordered) - 1 - low]


def _scale_of(one: Array, other: Array) -> tuple[Array, Array]:
    """For each figure a power of two and a centre with which sums of squares stay below 2^53."""
    import numpy as np

    both = np.concatenate([one, other]).astype(float)
    low, high = both.min(axis=0), both.max(axis=0)
    spread = np.where(high > low, high - low, 1)
    # The base two logarithm of spread, exactly: a power of two above it.
    exponent = np.frexp(spread)[1]
    room = (52 - int(2 * len(one) - 1).bit_length()) // 2 - _MARGIN.bit_length() + 1
    whole = (both == np.rint(both)).all(axis=0)
    scale = np.ldexp(1.0, np.where(whole & (exponent <= room), 0, room - exponent))
    return scale, np.where(whole, np.rint(both.mean(axis=0)), (low + high) / 2)


def sobol_indices(
    function: Callable[[Array], Any],
    factors: int,
    *,
    samples: int,
    seed: int,
    resamples: int = RESAMPLES,
    level: float = 95,
) -> tuple[SobolIndex, ...]:
    """The Sobol indices of a function of independent factors that are uniform from 0 to 1.

    Parameters
    ----------
    function
        Takes an array with a row per sample and a column per factor, and gives a number for each row.
    factors
        The number of factors; they are named 1, 2, ….
    samples
        The size of each of the two base designs; the function is called for ``samples * (factors + 2)`` rows.
    seed
        A whole number from 0 to below 2^64: the same seed gives the same samples.
    resamples
        The number of bootstrap resamples.
    level
        Percent of the resamples that lie in the intervals.

    Raises
    ------
    Error
        Without a seed, and if the function gives the same number for every sample.
    """
    seed = checked_seed(seed)
    check_size(samples, resamples, level)
    numbers = Stream(seed, "samples").bits(32, 0, samples, 2 * factors) / 2.0**32
    one, other = numbers[:, :factors], numbers[:, factors:]

    def outputs(points: Array) -> Array:
        import numpy as np

        return np.asarray(function(points), dtype=float).reshape(samples, 1)

    def found() -> Iterator[SobolIndex]:
        estimator = Estimator(outputs(one), outputs(other), seed, resamples, level)
        for at in range(factors):
            mixed = one.copy()
            mixed[:, at] = other[:, at]
            (index,) = estimator.indices(str(at + 1), outputs(mixed))
            if index is None:
                raise Error(messages.THE_FUNCTION_IS_CONSTANT())
            yield index

    return Records(found())


def check_size(samples: object, resamples: object, level: object) -> None:
    """Check the sizes of a design. Raises Error and TypeError."""
    for name, value, least in (("samples", samples, 2), ("resamples", resamples, 1)):
        if expect(value, int, name) < least:
            raise Error(messages.IS_BELOW(name, str(least), str(value)))
    check_level(level)


def check_level(level: object) -> None:
    """Check the percentage of an interval. Raises Error."""
    if not isinstance(level, (int, float)) or isinstance(level, bool) or not 0 < level < 100:
        raise Error(messages.A_LEVEL_IS_A_PERCENTAGE(str(level)))
