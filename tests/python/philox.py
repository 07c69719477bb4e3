# SPDX-License-Identifier: MIT
"""The slow twin of the generator of analyses: one number at a time, in whole numbers of Python."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise

_WORD = 0xFFFFFFFF


def philox(counter: tuple[int, ...], key: tuple[int, int]) -> tuple[int, ...]:
    """The four words of Philox4x32-10 for a counter under a key."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        left, right = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = right >> 32 ^ c1 ^ k0, right & _WORD, left >> 32 ^ c3 ^ k1, left & _WORD
        k0, k1 = (k0 + 0x9E3779B9) & _WORD, (k1 + 0xBB67AE85) & _WORD
    return c0, c1, c2, c3


class SlowStream:
    """The random numbers of one name under one seed."""

    def __init__(self, seed: int, name: str) -> None:
        number = int.from_bytes(sha256(name.encode()).digest()[:8], "little")
        self._key = seed & _WORD, seed >> 32
        self._stream = number & _WORD, number >> 32

    def word(self, draw: int, place: int, size: int, attempt: int = 0) -> int:
        """A word of a draw of `size` words. Four draws of one word each share a block."""
        row, at = (draw // 4, draw % 4) if size == 1 else (draw, place)
        block = at // 4 | attempt << 16
        return philox((row, block, *self._stream), self._key)[at % 4]

    def bits(self, bits: int, draw: int, place: int, size: int) -> int:
        """A whole number from 0 to below 2^bits."""
        return self.word(draw, place, size) >> (32 - bits)

    def below(self, limit: int, draw: int, place: int, size: int) -> int:
        """A whole number from 0 to below a limit: the first attempt without bias."""
        attempt = 0
        while True:
            if limit > 1 << 32:
                left, right = (
                    self.word(draw, 2 * place + side, 2 * size, attempt) for side in (0, 1)
                )
                number = (left << 32 | right) >> (64 - (limit - 1).bit_length())
                if number < limit:
                    return number
            else:
                product = self.word(draw, place, size, attempt) * limit
                if product & _WORD >= (1 << 32) % limit:
                    return product >> 32
            attempt += 1

    def simplex(self, parts: int, bits: int, draw: int) -> list[int]:
        """Weights that add up to 2^bits."""
        cuts = sorted(self.bits(bits, draw, place, parts - 1) for place in range(parts - 1))
        return [high - low for low, high in pairwise([0, *cuts, 1 << bits])]
