# SPDX-License-Identifier: MIT
"""Long Python work that a deadline or Ctrl-C stops, even if Python itself would not check."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

from parindex import _core, _messages
from parindex._foreign import Raised, attempt, is_a, shown, wrong_type
from parindex.errors import Error

T = TypeVar("T")


def time_limit(seconds: float | None) -> AbstractContextManager[object]:
    """Raises StoppedError in the code inside it this many seconds after construction; None: never.

    It can be entered repeatedly.

    Raises
    ------
    Error
        For a negative number or NaN.
    TypeError
        For anything but a number.
    """
    if seconds is None:
        return nullcontext()
    if not is_a(seconds, int, float):
        raise wrong_type("timeout", seconds, _messages.A_NUMBER_OF_SECONDS())
    number = attempt(float, seconds)
    if isinstance(number, Raised) or not number >= 0:
        raise Error(_messages.TIMEOUT_MUST_BE_0_OR_MORE_SECONDS_NOT(shown(seconds)))
    return _core.time_limit(number)


def steps(things: Iterable[T]) -> Iterator[T]:
    """The items, with a check of deadlines before every thousandth."""
    for at, thing in enumerate(things):
        if at % 1000 == 0:
            _core.step(None)
        yield thing


def each(things: Iterable[T]) -> Iterator[T]:
    """The items, with a check before every item, for slower work."""
    return map(_core.step, things)


def read_json(text: str | bytes) -> Any:
    """``json.loads``, which otherwise cannot be interrupted."""
    return json.loads(text, object_hook=_core.step)
