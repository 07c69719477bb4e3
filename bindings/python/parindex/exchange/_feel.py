# SPDX-License-Identifier: MIT
"""The part of FEEL that the cells of a decision table use: literals and unary tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NoReturn, TypeAlias

from parindex.exchange._fields import NO, YES
from parindex.exchange._found import number
from parindex.exchange._sets import (
    EVERYTHING,
    HIGHEST,
    LOWEST,
    Ranges,
    Words,
    after,
    before,
    complement,
    interval,
    union,
)

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<day>(?:date\s*\(\s*"(?P<called>[^"\\]*)"\s*\))|@"(?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2})")
    |(?P<text>"(?:[^"\\]|\\.)*")
    |(?P<number>-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))
    |(?P<sign><=|>=|<|>|\.\.|[\[\](),-])
    |(?P<word>[A-Za-z]+)
    )""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}

FeelValue: TypeAlias = Fraction | str | date | bool
Item: TypeAlias = tuple[str, FeelValue] | tuple[str, FeelValue, FeelValue, str]
"""A sign and a value, where ``=`` is equality; or a range with its brackets."""


class FeelError(Exception):
    """A cell that is not a list of literals, ranges and comparisons."""


@dataclass(frozen=True)
class Tests:
    """The unary tests of a cell: at least one item must be true, or with `negated` none."""

    items: tuple[Item, ...]
    negated: bool = False

    @property
    def is_any(self) -> bool:
        """Whether the cell is ``-``."""
        return not self.items

    def literals(self) -> Iterator[FeelValue]:
        """Every value."""
        for item in self.items:
            yield from item[1:3]

    def kinds(self) -> set[str]:
        """The kinds of the values."""
        return {kind_of(each) for each in self.literals()}

    def words(self) -> Words:
        """The words that match. Raises FeelError."""
        found = set()
        for item in self.items:
            if item[0] != "=":
                fail()
            value = item[1]
            found.add((YES if value else NO) if isinstance(value, bool) else str(value))
        return Words(frozenset(found), self.negated)

    def ranges(self) -> Ranges:
        """The numbers or days that match. Raises FeelError."""
        if self.is_any:
            return EVERYTHING
        found = union(_range(item) for item in self.items)
        return complement(found) if self.negated else found


def kind_of(value: FeelValue) -> str:
    """The kind of field that has such a value."""
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, str):
        return "word"
    return "day" if isinstance(value, date) else "number"


def fail() -> NoReturn:
    """Raise FeelError."""
    raise FeelError


def tests_of(text: str) -> Tests:
    """The unary tests of a cell. Raises FeelError."""
    tokens = _tokens(text)
    if tokens in ([], [("sign", "-")]):
        return Tests(())
    if tokens[:2] == [("word", "not"), ("sign", "(")] and tokens[-1] == ("sign", ")"):
        return Tests(tuple(_items(tokens[2:-1])), negated=True)
    return Tests(tuple(_items(tokens)))


def literals_of(text: str) -> list[FeelValue]:
    """A list of literals, as the list of output values. Raises FeelError."""
    items = _items(_tokens(text))
    if any(item[0] != "=" for item in items):
        fail()
    return [item[1] for item in items]


def number_of(text: str) -> Fraction:
    """A cell with one number. Raises FeelError."""
    tokens = _tokens(text)
    if len(tokens) != 1 or not isinstance(tokens[0][1], Fraction):
        fail()
    return tokens[0][1]


_Token: TypeAlias = tuple[str, FeelValue]


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            fail()
        at = match.end()
        kind = match.lastgroup if match["day"] is None else "day"
        if match["day"] is not None:
            found.append(("value", _day(match["called"] or match["at"] or "")))
        elif match["text"] is not None:
            found.append(("value", _ESCAPE.sub(_unescaped, match["text"][1:-1])))
        elif match["number"] is not None:
            value = number(match["number"])
            found.append(("value", fail() if value is None else value))
        elif match["word"] in ("true", "false"):
            found.append(("value", match["word"] == "true"))
        else:
            found.append((str(kind), match[str(kind)]))
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail()


def _unescaped(match: re.Match[str]) -> str:
    sign = match[1]
    return chr(int(sign[1:], 16)) if len(sign) > 1 else _ESCAPED.get(sign, sign)


def _items(tokens: list[_Token]) -> list[Item]:
    """Items between commas."""
    items: list[Item] = []
    rest = list(tokens)
    while True:
        items.append(_item(rest))
        if not rest:
            return items
        if rest.pop(0) != ("sign", ",") or not rest:
            fail()


def _item(rest: list[_Token]) -> Item:
    if not rest:
        fail()
    kind, first = rest.pop(0)
    if kind == "value":
        return ("=", first)
    if kind != "sign":
        fail()
    if first in ("<", "<=", ">", ">="):
        return (str(first), _value(rest))
    if first not in ("[", "]", "("):
        fail()
    low = _value(rest)
    if not rest or rest.pop(0) != ("sign", ".."):
        fail()
    high = _value(rest)
    if not rest:
        fail()
    kind, last = rest.pop(0)
    if kind != "sign" or last not in ("]", "[", ")"):
        fail()
    return (str(first), low, high, str(last))


def _value(rest: list[_Token]) -> FeelValue:
    if not rest or rest[0][0] != "value":
        fail()
    return rest.pop(0)[1]


def plain(value: FeelValue) -> Fraction:
    """A number, or the ordinal of a day. Raises FeelError."""
    if isinstance(value, bool | str):
        fail()
    return Fraction(value.toordinal()) if isinstance(value, date) else value


def _range(item: Item) -> Ranges:
    if len(item) == 4:
        opened, low, high, closed = item
        start, stop = plain(low), plain(high)
        return interval(
            before(start) if opened == "[" else after(start),
            after(stop) if closed == "]" else before(stop),
        )
    sign, value = item
    at = plain(value)
    if sign in ("<", "<="):
        return interval(LOWEST, before(at) if sign == "<" else after(at))
    if sign in (">", ">="):
        return interval(after(at) if sign == ">" else before(at), HIGHEST)
    return interval(before(at), after(at))
