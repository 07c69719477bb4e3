# SPDX-License-Identifier: MIT
"""Results for other libraries."""

from __future__ import annotations

from collections.abc import Callable

from parindex._foreign import one_of


class Stream:
    """An object with ``__arrow_c_stream__`` whose numbers have the requested type."""

    __slots__ = ("_numbers", "_write")

    def __init__(self, numbers: str, write: Callable[[str], object]) -> None:
        one_of(numbers, ("decimal", "float64"), "numbers")
        self._numbers = numbers
        self._write = write

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._write(self._numbers)
