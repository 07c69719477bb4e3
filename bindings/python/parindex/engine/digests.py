# SPDX-License-Identifier: MIT
"""Digests of parts of a result."""

from __future__ import annotations

from collections.abc import Iterable

from parindex import _core
from parindex._foreign import expect, listed
from parindex._immutable import Immutable


class DigestPart(Immutable):
    """The digest of some rows of a result, for `merge_digests`; see `Scores.digest_part`.

    It takes 2 KiB, whatever the number of rows. Parts of equal rows are equal, in any order of the rows.

    Parameters
    ----------
    content
        ``bytes(part)`` of another part.

    Raises
    ------
    Error
        For other bytes.
    """

    __slots__ = ("_bytes", "_digest", "_rows")

    def __init__(self, content: bytes) -> None:
        self._bytes = bytes(expect(content, bytes, "content"))
        self._rows, self._digest = _core.rows_and_digest(self._bytes)

    @property
    def digest(self) -> str:
        """The digest of these rows, as `Scores.digest` gives it for a table of them."""
        return self._digest

    @property
    def rows(self) -> int:
        """The number of rows."""
        return self._rows

    def __bytes__(self) -> bytes:
        return self._bytes

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DigestPart):
            return NotImplemented
        return self._bytes == other._bytes

    def __hash__(self) -> int:
        return hash(self._bytes)

    def __reduce__(self) -> tuple[type[DigestPart], tuple[bytes]]:
        return DigestPart, (self._bytes,)

    def __repr__(self) -> str:
        return f"<DigestPart of {self._rows} rows, {self._digest}>"


def merge_digests(parts: Iterable[DigestPart]) -> DigestPart:
    """The digest of all rows of a table from those of its parts, in any partition and order.

    Parameters
    ----------
    parts
        `Scores.digest_part` of tables that together have every unit once, scored by one plan.

    Raises
    ------
    Error
        Without a part, and for parts by different plans.
    """
    given = [expect(part, DigestPart, "parts") for part in listed(parts, "parts")]
    return DigestPart(_core.merge_digests([bytes(part) for part in given]))
