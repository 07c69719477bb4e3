# SPDX-License-Identifier: MIT
"""Exact numbers as bytes that sort in the same order, for programs that cannot compare fractions."""

from __future__ import annotations

from fractions import Fraction


def order_key(text: str | None) -> bytes:
    """Bytes that compare as the numbers do; nothing is below every number.

    They are the continued fraction of the number: of two numbers, the first coefficient in which they differ decides,
    the odd ones in reverse. The end of a fraction is an infinite coefficient. No key begins another one, so
    the keys of several numbers can be joined.
    """
    if text is None:
        return b"\x00"
    value = Fraction(text)
    whole = value.numerator // value.denominator
    parts = [
        b"\x01",
        b"\x02" + _count(whole) if whole >= 0 else b"\x01" + _reversed(_count(-whole)),
    ]
    high, low = value.denominator, value.numerator - whole * value.denominator
    is_odd = True
    while low:
        coefficient, rest = divmod(high, low)
        written = _count(coefficient)
        parts.append(_reversed(written) if is_odd else written)
        high, low, is_odd = low, rest, not is_odd
    parts.append(b"\x00" if is_odd else b"\xff")
    return b"".join(parts)


def _count(number: int) -> bytes:
    """A whole number from 0: the length of its length, its length, its bytes; the first byte is from 1 to 8."""
    content = number.to_bytes((number.bit_length() + 7) // 8, "big")
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8 or 1, "big")
    return bytes((len(length),)) + length + content


def _reversed(content: bytes) -> bytes:
    return bytes(255 - each for each in content)
