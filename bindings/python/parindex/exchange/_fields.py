# SPDX-License-Identifier: MIT
"""Fields of a source, tests of their values, and predicates that are true, false or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Literal, TypeAlias

import parindex.model as m
from parindex._steps import steps
from parindex.exchange._found import as_code, text_of, unlike
from parindex.exchange._sets import (
    EVERYTHING,
    HIGHEST,
    LOWEST,
    Cut,
    Range,
    Ranges,
    Words,
    cells,
    common,
    contains,
    sample,
)

OTHER = "\0"
"""A word that the source lists nowhere."""
YES, NO = "true", "false"

Value: TypeAlias = Fraction | str | None
"""None: missing."""
Values: TypeAlias = Mapping[str, Value]
Kind: TypeAlias = Literal["number", "day", "word", "flag"]


@dataclass(frozen=True)
class Field:
    """A field of the source: a number, a day, a word or a flag."""

    name: str
    kind: Kind
    whole: bool = False
    """Whether a number has no fraction."""
    within: Ranges = EVERYTHING
    """The valid numbers or days."""
    words: tuple[str, ...] = ()
    """The words, in the order of the source; of a flag `YES` and `NO`."""
    others: bool = False
    """Whether words that are not listed are valid."""
    instead: Value = None
    """What the source takes for a missing value."""
    asks: bool = False
    """Whether the source gives other scores to values outside, which are errors here."""

    @property
    def stepped(self) -> bool:
        """Whether only whole numbers occur; days are counted."""
        return self.whole or self.kind == "day"

    def values(self, cuts: Sequence[Cut]) -> list[Value]:
        """One value for each part into which the cuts divide the valid values."""
        if self.kind in ("word", "flag"):
            return list(self.words)
        found = (sample(cell, whole=self.stepped) for cell in self.cells(cuts))
        return [value for value in found if value is not None]

    def cells(self, cuts: Sequence[Cut]) -> list[Range]:
        """The parts of the valid numbers."""
        parts = cells([*cuts, *(cut for each in self.within for cut in each)])
        return [part for part in parts if common((part,), self.within)]

    def shown(self, value: Fraction) -> str:
        """A number as decimal text, a day as a date."""
        return date.fromordinal(int(value)).isoformat() if self.kind == "day" else text_of(value)

    def ends(self, part: Range) -> dict[str, str]:
        """The ends of a range as the members of a `Range`, a `Step` or an `InRange`."""
        low, high = part
        found = {}
        if low != LOWEST:
            found["above" if low[2] else "from_"] = self.shown(low[1])
        if high != HIGHEST:
            found["to" if high[2] else "below"] = self.shown(high[1])
        return found


@dataclass(frozen=True)
class In:
    """Whether the value of a field is in a set."""

    name: str
    where: Ranges | Words


@dataclass(frozen=True)
class Absent:
    """Whether a field has no value."""

    name: str


@dataclass(frozen=True)
class Known:
    """True or false."""

    value: bool


@dataclass(frozen=True)
class Joined:
    """Predicates joined by a word."""

    word: Literal["and", "or", "xor", "surrogate"]
    parts: tuple[Predicate, ...]


@dataclass(frozen=True)
class Opposite:
    """The opposite of a predicate."""

    of: Predicate


Predicate: TypeAlias = In | Absent | Known | Joined | Opposite


def truth(predicate: Predicate, values: Values) -> bool | None:
    """Whether a predicate is true; None when a missing value leaves it unknown."""
    match predicate:
        case Known(settled):
            return settled
        case Absent(name):
            return values[name] is None
        case Opposite(of):
            inner = truth(of, values)
            return None if inner is None else not inner
        case In(name, where):
            value = values[name]
            if value is None:
                return None
            if isinstance(where, Words):
                return where.has(str(value))
            return contains(where, Fraction(value))
        case Joined(word, parts):
            return _joined(word, [truth(part, values) for part in parts])


def _joined(word: str, found: list[bool | None]) -> bool | None:
    if word == "surrogate":
        return next((each for each in found if each is not None), None)
    if word == "xor":
        return None if None in found else sum(map(bool, found)) % 2 == 1
    settles = word == "or"
    if settles in found:
        return settles
    return None if None in found else not settles


def tests_of(predicate: Predicate) -> Iterator[In | Absent]:
    """Every test of a field in a predicate."""
    match predicate:
        case In() | Absent():
            yield predicate
        case Opposite(of):
            yield from tests_of(of)
        case Joined(_, parts):
            for part in parts:
                yield from tests_of(part)
        case _:
            return


def size(predicate: Predicate) -> int:
    """The number of tests in the condition of a predicate; an exclusive or repeats its parts."""
    match predicate:
        case Opposite(of):
            return 1 + size(of)
        case Joined("xor", parts):
            total = 0
            for part in parts:
                total = 2 * (total + size(part))
            return 1 + total
        case Joined(_, parts):
            return 1 + sum(map(size, parts))
    return 1


def cuts_of(predicates: Sequence[Predicate]) -> dict[str, list[Cut]]:
    """The ends of the ranges that predicates test, by field."""
    found: dict[str, list[Cut]] = {}
    for predicate in predicates:
        for test in tests_of(predicate):
            cuts = found.setdefault(test.name, [])
            if isinstance(test, In) and not isinstance(test.where, Words):
                cuts += [cut for each in test.where for cut in each]
    return found


def combinations(fields: Sequence[Field], cuts: Mapping[str, list[Cut]]) -> Iterator[Values]:
    """One row of values for every combination of parts."""
    names = [each.name for each in fields]
    for values in steps(product(*(each.values(cuts.get(each.name, ())) for each in fields))):
        yield dict(zip(names, values, strict=True))


@dataclass
class FieldInput:
    """A field as the input of a leaf."""

    source: Field
    name: str
    ids: dict[str, str] = field(default_factory=dict)
    """Id of each word."""

    def __post_init__(self) -> None:
        taken: set[str] = set()
        if self.source.kind == "flag":
            self.ids = {YES: "yes", NO: "no"}
        else:
            self.ids = {word: unlike(as_code(word), taken) for word in self.source.words}

    def renamed(self) -> dict[str, str]:
        """The words that have another id."""
        if self.source.kind == "flag":
            return {}
        return {word: found for word, found in self.ids.items() if word != found}

    def to_model(self) -> m.Input:
        """The input of a rubric."""
        if self.source.kind == "flag":
            return m.BooleanInput(self.name)
        if self.source.kind == "word":
            return m.ChoiceInput(self.name, [m.InputOption(each) for each in self.ids.values()])
        least, most = self.bounds()
        low = None if least is None else self.source.shown(least)
        high = None if most is None else self.source.shown(most)
        if self.source.kind == "day":
            return m.DateInput(self.name, min=low, max=high)
        return m.NumberInput(self.name, min=low, max=high, step=1 if self.source.whole else None)

    def bounds(self) -> tuple[Fraction | None, Fraction | None]:
        """The least and the greatest valid number, if there is one."""
        if not self.source.within:
            return None, None
        low, high = self.source.within[0][0], self.source.within[-1][1]
        if self.source.stepped:
            whole = sample((low, HIGHEST), whole=True) if low != LOWEST else None
            upper = sample((LOWEST, high), whole=True) if high != HIGHEST else None
            return whole, upper
        return low[1] if low != LOWEST else None, high[1] if high != HIGHEST else None

    def when(self, where: Ranges | Words) -> list[m.Range | str | list[str]] | bool:
        """The tests of a decision table, one of which must match; or whether all values match."""
        if isinstance(where, Words):
            ids = [self.ids[word] for word in self.source.words if where.has(word)]
            if len(ids) == len(self.ids) and not self.source.others:
                return True
            return bool(ids) and [ids[0] if len(ids) == 1 else ids]
        inner = common(where, self.source.within)
        if inner == self.source.within:
            return True
        return bool(inner) and [m.Range(**self.source.ends(each)) for each in where]


def condition(predicate: Predicate, inputs: Mapping[str, FieldInput]) -> m.Condition | bool:
    """A predicate as a condition of a formula, for rows without missing values."""
    match predicate:
        case Known(value):
            return value
        case Absent():
            return False
        case Opposite(of):
            inner = condition(of, inputs)
            return not inner if isinstance(inner, bool) else m.Not(inner)
        case In(name, where):
            tests = inputs[name].when(where)
            return (
                tests if isinstance(tests, bool) else _any([_test(t, inputs[name]) for t in tests])
            )
        case Joined(word, parts):
            found = [condition(part, inputs) for part in parts]
            if word == "surrogate":
                return found[0]
            if word == "xor":
                return _xor(found)
            return _any(found) if word == "or" else _all(found)


def _test(test: m.Range | str | list[str], owner: FieldInput) -> m.Condition:
    if isinstance(test, m.Range):
        return m.InRange(
            owner.name, from_=test.from_, above=test.above, to=test.to, below=test.below
        )
    return m.Is(owner.name, test)


def _any(found: Sequence[m.Condition | bool]) -> m.Condition | bool:
    if True in found:
        return True
    kept = [each for each in found if each is not False]
    return (kept[0] if len(kept) == 1 else m.Or(kept)) if kept else False  # type: ignore[arg-type]


def _all(found: Sequence[m.Condition | bool]) -> m.Condition | bool:
    if False in found:
        return False
    kept = [each for each in found if each is not True]
    return (kept[0] if len(kept) == 1 else m.And(kept)) if kept else True  # type: ignore[arg-type]


def _xor(found: Sequence[m.Condition | bool]) -> m.Condition | bool:
    result: m.Condition | bool = False
    for each in found:
        opposite = not each if isinstance(each, bool) else m.Not(each)
        back = not result if isinstance(result, bool) else m.Not(result)
        result = _any([_all([result, opposite]), _all([back, each])])
    return result
