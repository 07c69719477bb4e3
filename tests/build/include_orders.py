# SPDX-License-Identifier: MIT
"""Orders of include lines in which no header hides what another one lacks.

A header is self-contained if it compiles as the first one of a file. Compiling one file for each header takes
minutes. But a missing include is also found in any file in which nothing above the header provides it. The
include lines alone determine what is above. So a few orders of all headers are chosen such that everything
that a header does not include itself is absent above it in one of them.
"""

from __future__ import annotations

import re
from pathlib import Path

_INCLUDE = re.compile(r'\s*#\s*include\s*[<"]([^>"]+)[>"]')


class Headers:
    """The include lines below a folder, as the preprocessor follows them."""

    def __init__(self, include: Path) -> None:
        self._include = include
        self._parts: dict[str, list[str]] = {}
        self._number: dict[str, int] = {}

    def enter(self, name: str, above: dict[str, int], there: int = 0) -> int:
        """Includes a header after `there`, and returns the contents after it.

        `above` has the contents above each file entered, and is extended by the files entered now. Contents are
        a set as the bits of a number: one bit for each foreign header and each stretch of code.
        """
        if name in above:
            return there
        above[name] = there
        for part in self._read(name):
            if part.startswith("code "):
                there |= self._bit(part)
            else:
                there = self.enter(part, above, there)
        return there

    def _bit(self, part: str) -> int:
        return 1 << self._number.setdefault(part, len(self._number))

    def _read(self, name: str) -> list[str]:
        if name not in self._parts:
            path = self._include / name
            self._parts[name] = self._parse(path) if path.exists() else [f"code {name}"]
        return self._parts[name]

    def _parse(self, path: Path) -> list[str]:
        parts: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.split("//")[0].strip()
            if found := _INCLUDE.match(text):
                parts.append(found.group(1))
            elif (
                text and not text.startswith("#") and not (parts and parts[-1].startswith("code "))
            ):
                parts.append(f"code {path}:{len(parts)}")
        return parts


def choose_orders(headers: Headers, names: list[str]) -> list[list[str]]:
    """Orders of all names such that nothing foreign to a header is above it in all of them."""
    # What may hide a missing include of each header: at first everything that it does not include.
    hidden = {name: ~headers.enter(name, {}) for name in names}
    orders: list[list[str]] = []
    while any(hidden.values()):
        above: dict[str, int] = {}
        there = 0
        order: list[str] = []
        while left := [name for name in names if name not in above]:
            if orders and not order:
                # Nothing is above the first one, so every order settles at least one header.
                order.append(max(left, key=lambda name: hidden[name].bit_count()))
            else:
                harms = {name: _harm(headers, name, hidden, above, there) for name in left}
                order.append(min(left, key=harms.__getitem__))
            there = headers.enter(order[-1], above, there)
        for name in names:
            hidden[name] &= above[name]
        orders.append(order)
    return orders


def _harm(
    headers: Headers, name: str, hidden: dict[str, int], above: dict[str, int], there: int
) -> tuple[int, int]:
    """The amount that a header, if chosen next, would put above later headers that must compile without it."""
    entered = dict(above)
    added = headers.enter(name, entered, there) & ~there
    to_come = (hidden[other] & added for other in hidden if other not in entered)
    return sum(bits.bit_count() for bits in to_come), added.bit_count()
