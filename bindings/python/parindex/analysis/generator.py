# SPDX-License-Identifier: MIT
"""Random numbers with an address: Philox4x32-10, which `_core` computes.

A number depends on the seed, the name of its stream, the draw and its place in the draw, and on nothing else: neither
the order nor the parts in which draws are made change it, nor the platform. Philox is the counter-based generator of
Salmon, Moraes, Dror and Shaw (2011). No float is involved.
"""

from __future__ import annotations

from typing import Any

from parindex import _core
from parindex._foreign import expect
from parindex.analysis import messages
from parindex.analysis.tables import BITS, Table
from parindex.errors import Error

Array = Any

_LONGER = 1 << 15  # the attempts from here on are further bits


class Stream:
    """The random numbers of one name under one seed.

    Every method gives an array with a row for each draw from `first` on. A row does not depend on the other rows, so
    draws made in parts are those made at once.
    """

    def __init__(self, seed: int, name: str) -> None:
        self._core = _core.random_stream(seed, name)
        self._seed, self._name = seed, name

    def part(self, name: str) -> Stream:
        """The stream of a part, such as a unit."""
        return Stream(self._seed, f"{self._name}\n{name}")

    def bits(self, bits: int, first: int, count: int, size: int, attempt: int = 0) -> Array:
        """Whole numbers from 0 to below 2^bits; up to 32 bits."""
        found = _room(count, size)
        self._core.write_bits(bits, first, count, size, attempt, found)
        return found

    def below(self, limit: int, first: int, count: int, size: int = 1) -> Array:
        """Whole numbers from 0 to below a limit, each with the same probability. The limit is at most 2^62."""
        found = _room(count, size)
        self._core.write_below(limit, first, count, size, found)
        return found

    def simplex(self, parts: int, bits: int, first: int, count: int) -> Array:
        """Weights that add up to 2^bits: the spacings of sorted whole numbers."""
        found = _room(count, parts)
        self._core.write_simplex(parts, bits, first, count, found)
        return found

    def from_table(self, table: Table, first: int, count: int) -> Array:
        """Numbers from 0 on by their cumulative probabilities, without error: by inversion.

        A random number of 62 bits decides unless it starts like a probability of the table; then more bits do.
        """
        import numpy as np

        scaled = np.array(table.scaled, np.int64)
        numbers = self.below(1 << BITS, first, count)
        found: Any = np.searchsorted(scaled, numbers, side="right")
        for row in np.flatnonzero(np.isin(numbers, scaled)).tolist():
            found[row, 0] = self._longer(table, int(numbers[row, 0]), first + row)
        return found

    def _longer(self, table: Table, start: int, draw: int) -> int:
        """The place in the table of a number whose first bits do not decide."""
        bits, number, attempt = BITS, start, _LONGER
        while True:
            low = number * table.whole
            if not any(low < each << bits < low + table.whole for each in table.cumulative):
                return sum(each << bits <= low for each in table.cumulative)
            more = int(self.bits(32, draw, 1, 1, attempt)[0, 0])
            number, bits, attempt = number << 32 | more, bits + 32, attempt + 1


def _room(count: int, size: int) -> Array:
    """An array to be filled."""
    import numpy as np

    return np.empty((count, size), dtype=np.int64)


def checked_seed(seed: object) -> int:
    """A seed. Raises Error if it is missing or no whole number of 64 bits, naming the argument."""
    if seed is None:
        raise Error(messages.A_SEED_IS_NEEDED())
    if not 0 <= expect(seed, int, "seed") < 1 << 64:
        raise Error(messages.A_SEED_HAS_64_BITS(str(seed)))
    return seed  # type: ignore[return-value]
