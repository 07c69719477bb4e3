# SPDX-License-Identifier: MIT
"""Random numbers with an address: Philox4x32-10 in whole numbers of NumPy.

A number depends on the seed, the name of its stream, the draw and its place in the draw, and on nothing else: neither
the order nor the parts in which draws are made change it, nor the platform. Philox is the counter-based generator of
Salmon, Moraes, Dror and Shaw (2011). No float is involved.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from parindex._foreign import expect
from parindex.analysis import messages
from parindex.analysis.tables import BITS, Table
from parindex.errors import Error

Array = Any

_MULTIPLIERS = 0xD2511F53, 0xCD9E8D57
_INCREMENTS = 0x9E3779B9, 0xBB67AE85
_WORD = 0xFFFFFFFF
_ROUNDS = 10
_CHUNK = 1 << 14  # counters at once: their arrays stay in the cache
_MOST_BLOCKS = 1 << 16
_LONGER = 1 << 15  # the attempts from here on are further bits


def philox(counter: Sequence[Array], key: tuple[int, int]) -> tuple[Array, Array, Array, Array]:
    """The four words of Philox4x32-10 for each counter; arrays of uint64 with words of 32 bits."""
    import numpy as np

    c0, c1, c2, c3 = counter
    low, half = np.uint64(_WORD), np.uint64(32)
    first, second = (np.uint64(number) for number in _MULTIPLIERS)
    for turn in range(_ROUNDS):
        k0, k1 = ((key[at] + turn * _INCREMENTS[at]) & _WORD for at in (0, 1))
        left, right = c0 * first, c2 * second
        c0 = (right >> half) ^ c1 ^ np.uint64(k0)
        c2 = (left >> half) ^ c3 ^ np.uint64(k1)
        c1, c3 = right & low, left & low
    return c0, c1, c2, c3


class Stream:
    """The random numbers of one name under one seed.

    Every method gives an array with a row for each draw from `first` on. A row does not depend on the other rows, so
    draws made in parts are those made at once.
    """

    def __init__(self, seed: int, name: str) -> None:
        self._seed, self._name = seed, name
        self._key = seed & _WORD, seed >> 32
        number = int.from_bytes(sha256(name.encode()).digest()[:8], "little")
        self._stream = number & _WORD, number >> 32

    def part(self, name: str) -> Stream:
        """The stream of a part, such as a unit."""
        return Stream(self._seed, f"{self._name}\n{name}")

    def bits(self, bits: int, first: int, count: int, size: int) -> Array:
        """Whole numbers from 0 to below 2^bits; up to 32 bits."""
        return self._words(first, count, size, 0) >> (32 - bits)

    def below(self, limit: int, first: int, count: int, size: int = 1) -> Array:
        """Whole numbers from 0 to below a limit, each with the same probability. The limit is at most 2^62."""
        import numpy as np

        wide = limit > 1 << 32
        words = self._wide(first, count, size, 0) if wide else self._words(first, count, size, 0)
        found, good = _bounded(words, limit)
        attempt = 1
        while not good.all():
            for row in np.flatnonzero(~good.all(axis=1)).tolist():
                read = self._wide if wide else self._words
                again, kept = _bounded(read(first + row, 1, size, attempt), limit)
                taken = ~good[row] & kept[0]
                found[row, taken], good[row, taken] = again[0, taken], True
            attempt += 1
        return found

    def simplex(self, parts: int, bits: int, first: int, count: int) -> Array:
        """Weights that add up to 2^bits: the spacings of sorted whole numbers."""
        import numpy as np

        cuts = np.zeros((count, parts + 1), dtype=np.int64)
        cuts[:, 1:parts] = np.sort(self.bits(bits, first, count, parts - 1), axis=1)
        cuts[:, parts] = 1 << bits
        return np.diff(cuts, axis=1)

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
            more = int(self._words(draw, 1, 1, attempt)[0, 0])
            number, bits, attempt = number << 32 | more, bits + 32, attempt + 1

    def _wide(self, first: int, count: int, size: int, attempt: int) -> Array:
        words = self._words(first, count, 2 * size, attempt)
        return words[:, ::2].astype("uint64") << 32 | words[:, 1::2].astype("uint64")

    def _words(self, first: int, count: int, size: int, attempt: int) -> Array:
        """Words of 32 bits as int64. Four draws of one word each share a block."""
        if size == 1:
            begin = first // 4
            blocks = self._blocks(begin, -(-(first + count) // 4) - begin, 1, attempt)
            return blocks.reshape(-1, 1)[first - 4 * begin :][:count]
        words = self._blocks(first, count, -(-size // 4), attempt)
        return words.reshape(count, words.shape[1] * 4)[:, :size]

    def _blocks(self, first: int, count: int, size: int, attempt: int) -> Array:
        """Blocks of four words. The counter is the row, the place of the block and the attempt, and the stream."""
        import numpy as np

        if size > _MOST_BLOCKS or first + count > 1 << 32:
            raise Error(messages.TOO_MANY_RANDOM_NUMBERS())
        out = np.empty((count * size, 4), dtype=np.int64)
        third, fourth = (np.uint64(part) for part in self._stream)
        for begin in range(0, count * size, _CHUNK):
            at = np.arange(begin, min(begin + _CHUNK, count * size), dtype=np.uint64)
            row, block = at // np.uint64(size), at % np.uint64(size)
            counter = row + np.uint64(first), block + np.uint64(attempt << 16), third, fourth
            for column, word in enumerate(philox(counter, self._key)):
                out[begin : begin + at.size, column] = word
        return out.reshape(count, size, 4)


def _bounded(words: Array, limit: int) -> tuple[Array, Array]:
    """Words as numbers below a limit, and which of them are without bias."""
    import numpy as np

    if limit > 1 << 32:
        found = words >> np.uint64(64 - (limit - 1).bit_length())
        return found.astype(np.int64), found < np.uint64(limit)
    # Lemire (2019): the upper half of the product, unless the lower half is in the part that is too long.
    product = words.astype(np.uint64) * np.uint64(limit)
    good = (product & np.uint64(_WORD)) >= np.uint64((1 << 32) % limit)
    return (product >> np.uint64(32)).astype(np.int64), good


def checked_seed(seed: object) -> int:
    """A seed. Raises Error if it is missing or no whole number of 64 bits, naming the argument."""
    if seed is None:
        raise Error(messages.A_SEED_IS_NEEDED())
    if not 0 <= expect(seed, int, "seed") < 1 << 64:
        raise Error(messages.A_SEED_HAS_64_BITS(str(seed)))
    return seed  # type: ignore[return-value]
