# SPDX-License-Identifier: MIT
"""The value of a formula: a third reader of the trees that the writers of LaTeX and MathML read."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from parindex.documents import _math_words as _words
from parindex.documents._math import (
    Cases,
    Fence,
    Number,
    Over,
    Quotient,
    Run,
    Script,
    Sign,
    Symbol,
    Term,
    Words,
)
from parindex.documents._math_writers import latex
from parindex.rounding import Rounding

MODES = {
    "half up": "half_up", "half to even": "half_even", "half down": "half_down", "away from zero": "up",
    "towards zero": "down", "floor": "floor", "ceiling": "ceiling",
}  # fmt: skip
RELATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: bool(a == b),
    "≤": lambda a, b: bool(a <= b),
    "<": lambda a, b: bool(a < b),
    "≥": lambda a, b: bool(a >= b),
    ">": lambda a, b: bool(a > b),
    "∈": lambda a, b: a in b,
}


class BeyondError(Exception):
    """A part that is not computed here: logarithms, roots, statistics of other units, functions of programs."""


class NoCaseError(Exception):
    """No case of a formula applies."""


class Values:
    """What the letters of the formulas of one node are for one unit."""

    def __init__(
        self,
        letters: Mapping[str, Any],
        answer: str,
        figures: Mapping[str, Any],
        children: Sequence[str],
    ) -> None:
        self.letters = letters
        self.answer = answer
        self.figures = figures
        self.children = children
        self.weights: dict[str, Fraction] = {}
        self.equations: dict[str, list[Term]] = {}
        self.table: list[tuple[Term, Term]] = []
        self.child = ""
        self.place = 0

    def of(self, term: Term) -> Any:
        match term:
            case Number():
                return Fraction(term.digits)
            case Symbol():
                return self.letter(term)
            case Words():
                return self.text(term.text)
            case Quotient():
                return self.of(term.above) / self.of(term.below)
            case Script():
                return self.script(term)
            case Over():
                return self.over(term)
            case Fence():
                return self.fence(term)
            case Cases():
                for value, condition in term.rows:
                    if self.of(condition):
                        return self.of(value)
                raise NoCaseError
            case Run():
                return self.row(term.parts)
        raise AssertionError(term)

    def letter(self, term: Term) -> Any:
        name = latex(term, "en")
        if name in self.letters:
            return self.letters[name]
        for one in self.equations[name]:
            with contextlib.suppress(NoCaseError):
                return self.of(one)
        raise NoCaseError

    def text(self, text: str) -> Any:
        if text == str(_words.OTHERWISE()):
            return True
        if " has no value (" in text:
            raise BeyondError
        if text == str(_words.NO_ROW()):
            return not self.matching()
        if text == str(_words.ANSWERED_YES()):
            return self.answer == "yes"
        if text == str(_words.SHARE_ZERO()):
            return any(self.figures[child]["P"] == 0 for child in self.children)
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
        if text.startswith("if the answer is"):
            return text == str(_words.ANSWER_IS(self.answer))
        return text

    def script(self, term: Script) -> Any:
        if term.above is not None:
            raise BeyondError
        name = latex(term, "en")
        if name in self.letters or name in self.equations:
            return self.letter(term)
        assert isinstance(term.base, Symbol)
        kind = term.base.letter
        if kind in "PMI" and isinstance(term.below, Run):  # P_(j)
            sorted_figures = sorted(
                (self.figures[one][kind] for one in self.children), reverse=True
            )
            return sorted_figures[self.place - 1]
        child = self.child if term.below == Symbol("i") else term.below.text  # type: ignore[union-attr]
        if kind == "w":
            return self.weights[child]
        return self.figures[child][kind]

    def over(self, term: Over) -> Any:
        below = term.below.parts if isinstance(term.below, Run) else ()
        found = []
        if Symbol("J") in below:
            found = self.matching()
        elif Symbol("j") in below:
            most = self.of(below[-1])
            for self.place in range(1, int(most) + 1):
                found.append(self.of(term.body))
        else:
            for child in self.children:
                self.child = child
                if len(below) <= 3 or self.weights[child] > 0:
                    found.append(self.of(term.body))
        if term.sign == Sign("∑"):
            return sum(found, Fraction(0))
        if term.sign == Sign("∏"):
            return math.prod(found, start=Fraction(1))
        name = str(term.sign.text)  # type: ignore[union-attr]
        if name == "median":
            ordered = sorted(found)
            return (ordered[(len(found) - 1) // 2] + ordered[len(found) // 2]) / 2
        return {"min": min, "max": max}[name](found)

    def matching(self) -> list[Fraction]:
        """The points of the rows of a decision table whose tests are true."""
        return [self.of(given) for given, tests in self.table if self.of(tests)]

    def fence(self, term: Fence) -> Any:
        if term.opening == "{":
            return sorted(self.arguments(term.inside))
        if term.opening == "|" and term.inside == Symbol("K"):
            return Fraction(len(self.children))
        inside = self.of(term.inside)
        if term.opening == "|":
            return abs(inside)
        return Fraction(math.floor(inside)) if term.opening == "⌊" else inside

    def arguments(self, term: Term) -> list[Any]:
        parts = term.parts if isinstance(term, Run) else (term,)
        return [self.row(part) for part in split(parts, {Sign(";")})[0]]

    def row(self, parts: Sequence[Term]) -> Any:
        for word, join in ((str(_words.OR()), any), (str(_words.AND()), all)):
            terms, signs = split(parts, {Words(word)})
            if signs:
                return join([self.row(one) for one in terms])
        if parts[0] == Words(str(_words.NOT())):
            return not self.row(parts[1:])
        terms, signs = split(parts, {Sign(sign) for sign in RELATIONS})
        if signs:
            if Sign("ℤ") in terms[-1]:
                return self.row(terms[0]).denominator == 1
            values = [self.row(one) for one in terms]
            return all(
                RELATIONS[sign.sign](values[at], values[at + 1])  # type: ignore[union-attr]
                for at, sign in enumerate(signs)
            )
        terms, signs = split(parts, {Sign("+"), Sign("−")})
        if signs:
            total = self.row(terms[0]) if terms[0] else Fraction(0)
            for sign, one in zip(signs, terms[1:], strict=True):
                total = total + self.row(one) if sign == Sign("+") else total - self.row(one)
            return total
        terms, signs = split(parts, {Sign("·")})
        if signs:
            return math.prod((self.row(one) for one in terms), start=Fraction(1))
        if len(parts) == 1:
            return self.of(parts[0])
        function, inside = parts
        assert isinstance(inside, Fence)
        return self.call(function, inside)

    def call(self, function: Term, inside: Fence) -> Any:
        if isinstance(function, Script):
            if function.base != Words(str(_words.ROUND())):
                raise BeyondError
            mode, digits = function.below.text.split(", ")  # type: ignore[union-attr]
            number = digits.split()[-1 if "steps" in digits else 0]
            how = Rounding(
                **{
                    "mode": MODES[mode],
                    "step" if "steps" in digits else "digits": number
                    if "steps" in digits
                    else int(number),
                }
            )
            return Fraction(how.apply(self.of(inside.inside)))
        assert isinstance(function, Words)
        name = str(function.text)
        if name == "days":
            first, last = self.arguments(inside.inside)
            return Fraction((last - first).days)
        if name not in ("min", "max"):
            raise BeyondError
        return {"min": min, "max": max}[name](self.arguments(inside.inside))


def split(parts: Sequence[Term], signs: set[Any]) -> tuple[list[list[Term]], list[Term]]:
    """The runs of terms between some signs, and the signs."""
    runs: list[list[Term]] = [[]]
    found = []
    for part in parts:
        if part in signs:
            found.append(part)
            runs.append([])
        else:
            runs[-1].append(part)
    return runs, found
