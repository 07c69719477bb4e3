# SPDX-License-Identifier: MIT
"""Mathematical formulas as trees, which the writers of LaTeX and MathML read.

A text of a formula may be in both languages, and a number has the decimal sign of the language that is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from parindex.display._text import with_sign
from parindex.display._words import rounding_words
from parindex.documents import _math_words as _words
from parindex.documents._texts import both
from parindex.rounding import stated_rounding


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal with its sign and a point, as ``-0.5``."""

    digits: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter for a quantity."""

    letter: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text, perhaps in both languages."""

    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """An operator, a relation or a separator."""

    sign: str


@dataclass(frozen=True, slots=True)
class Run:
    """Terms one after the other."""

    parts: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """A fraction."""

    above: Term
    below: Term


@dataclass(frozen=True, slots=True)
class Script:
    """A term with a subscript, a superscript, or both."""

    base: Term
    below: Term | None = None
    above: Term | None = None


@dataclass(frozen=True, slots=True)
class Over:
    """A sum, a product, or the least or greatest of what follows, with its range below it."""

    sign: Term
    below: Term
    body: Term


@dataclass(frozen=True, slots=True)
class Fence:
    """A term between parentheses, bars, brackets or braces, which are as tall as it."""

    opening: str
    inside: Term
    closing: str


@dataclass(frozen=True, slots=True)
class Cases:
    """A value for each condition."""

    rows: tuple[tuple[Term, Term], ...]


Term: TypeAlias = Number | Symbol | Words | Sign | Run | Quotient | Script | Over | Fence | Cases

Line: TypeAlias = Sequence[Term]
"""One line of a document: words are prose, every other term is a formula within the line."""

POINTS, MAX, INDEX, X = Symbol("P"), Symbol("M"), Symbol("I"), Symbol("x")
HUNDRED, SUM = Number("100"), Sign("∑")


def exact(number: object) -> Term:
    """An exact number of a rubric: a decimal or a fraction."""
    text = str(number)
    above, sign, below = text.partition("/")
    if not sign:
        return Number(text)
    if above.startswith("-"):
        return Run((Sign("−"), Quotient(Number(above[1:]), Number(below))))
    return Quotient(Number(above), Number(below))


def is_negative(term: Term) -> bool:
    """Whether a term begins with a minus."""
    if isinstance(term, Run) and term.parts:
        return term.parts[0] == Sign("−") or is_negative(term.parts[0])
    return isinstance(term, Number) and term.digits.startswith("-")


def row(*parts: Term | str) -> Run:
    """Terms one after the other; a text is a sign."""
    return Run(tuple(Sign(part) if isinstance(part, str) else part for part in parts))


def joined(terms: Iterable[Term], sign: Term | str) -> Term:
    """Terms with a sign between them."""
    between = Sign(sign) if isinstance(sign, str) else sign
    parts: list[Term] = []
    for term in terms:
        parts += [between, term] if parts else [term]
    return parts[0] if len(parts) == 1 else Run(tuple(parts))


def factor(term: Term) -> Term:
    """A term within a product or after a minus, with parentheses if it begins with one."""
    return fenced(term) if is_negative(term) else term


def fenced(inside: Term) -> Fence:
    """A term in parentheses."""
    return Fence("(", inside, ")")


def bare(term: Term) -> Term:
    """A term without the parentheses around it."""
    return term.inside if isinstance(term, Fence) and term.opening == "(" else term


def product(*factors: Term) -> Term:
    """A product; a first factor of 1 is left out."""
    rest = factors[1:] if factors[0] == Number("1") and len(factors) > 1 else factors
    return joined([rest[0], *map(factor, rest[1:])], "·")


def plus(terms: Iterable[Term]) -> Term:
    """A sum."""
    first, *rest = terms
    return joined([first, *map(factor, rest)], "+")


def minus(left: Term, right: Term) -> Term:
    """A difference."""
    return row(left, "−", factor(right))


def call(name: str, arguments: Iterable[Term]) -> Run:
    """A function of some arguments."""
    return row(Words(name), fenced(joined(arguments, ";")))


def least(*terms: Term) -> Term:
    """The least of some terms."""
    return call("min", terms)


def greatest(*terms: Term) -> Term:
    """The greatest of some terms."""
    return call("max", terms)


def limited(term: Term, cap: object = None, floor: object = None) -> Term:
    """A term that is at most the cap, then at least the floor."""
    made = term if cap is None else least(exact(cap), term)
    return made if floor is None else greatest(exact(floor), made)


def of(letter: Term, below: Term | str) -> Script:
    """A letter with a subscript; a text is that of a code."""
    return Script(letter, Words(below) if isinstance(below, str) else below)


def rounding_of(how: Mapping[str, Any]) -> str:
    """A rounding in words."""
    stated = stated_rounding(how)
    return both(
        lambda language: with_sign(
            rounding_words(stated, language), "," if language == "vi" else "."
        )
    )


def rounded(term: Term, how: object) -> Term:
    """A term, rounded as a rubric states it; unchanged without a rounding."""
    if not isinstance(how, Mapping):
        return term
    return row(of(Words(_words.ROUND()), rounding_of(how)), fenced(term))


_FROM = {"from": ("≤", "≥"), "above": ("<", ">")}
_TO = {"to": "≤", "below": "<"}


def interval(ends: Mapping[str, Any], x: Term) -> Term:
    """Whether a term is within a range."""
    lower = next((name for name in _FROM if name in ends), "")
    upper = next((name for name in _TO if name in ends), "")
    if lower and upper:
        return row(bound(ends[lower]), _FROM[lower][0], x, _TO[upper], bound(ends[upper]))
    if lower:
        return row(x, _FROM[lower][1], bound(ends[lower]))
    return row(x, _TO[upper], bound(ends[upper])) if upper else x


def bound(end: object) -> Term:
    """The end of a range: a number, or a date."""
    text = str(end)
    return Words(text) if text.count("-") == 2 and text[:4].isdigit() else exact(text)


def equation(left: Term, right: Term) -> Line:
    """A line that states what a term is."""
    return [row(left, "=", right)]


MOST_CASES = 20


def piecewise(left: Term, rows: Sequence[tuple[Term, Term]]) -> list[Line]:
    """A term by cases; many cases are continued in further formulas, which fit on a page."""
    parts = [rows[at : at + MOST_CASES] for at in range(0, len(rows), MOST_CASES)]
    return [equation(left, Cases(tuple(part))) for part in parts]


def otherwise() -> Term:
    """The condition of the last case."""
    return Words(_words.OTHERWISE())
