# SPDX-License-Identifier: MIT
"""Leaves with constant points, made from the score of each combination of values in the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import TypeAlias

import parindex.model as m
from parindex.exchange import _said
from parindex.exchange._fields import (
    NO,
    OTHER,
    YES,
    Field,
    FieldInput,
    Values,
    combinations,
)
from parindex.exchange._found import Found, as_input, text_of, unlike
from parindex.exchange._sets import HIGHEST, LOWEST, Cut, Range, sample

REASON = "as in the source"
COMBINATIONS = 100_000
STEPS = 10_000_000

Score: TypeAlias = Callable[[Values], "Fraction | None"]
"""What the source gives to a row of values; None if it gives no score."""


@dataclass(frozen=True)
class Card:
    """A part of the source that becomes a leaf."""

    code: str
    fields: Sequence[Field]
    cuts: Mapping[str, list[Cut]]
    score: Score
    line: int
    rule: Callable[[Mapping[str, FieldInput], Callable[[Fraction], str]], m.Rule] | None = None
    """The rule for several fields, from their inputs and what writes points."""
    title: str = ""
    size: int = 1
    """How many tests a score takes."""
    may_score: Callable[[Values], bool] | None = None
    """For rows that lack a value: whether an engine may give them a score. None: `score` says what they get."""


def leaf_of(card: Card, found: Found, columns: dict[str, str]) -> tuple[m.Leaf, Fraction]:
    """The leaf, and the points that a constant has to add to it. Raises LostError."""
    cells = prod(1 + len(each.values(card.cuts.get(each.name, ()))) for each in card.fields)
    if cells > COMBINATIONS or cells * card.size > STEPS:
        raise found.lost(
            _said.A_TABLE_OF_FEWER_CASES(COMBINATIONS), _said.MORE_CASES(), card.line, card.code
        )
    fields = list(card.fields)
    if len(fields) == 1 and fields[0].kind in ("number", "word"):
        fields = [_trimmed(fields[0], card, found)]
    rows = [(values, card.score(values)) for values in combinations(fields, card.cuts)]
    for values, points in rows:
        if points is None:
            raise found.lost(
                _said.A_SCORE_FOR_EVERY_VALUE(), _shown(fields, values), card.line, card.code
            )
    known = [points for _, points in rows if points is not None]
    if not known:
        raise found.lost(_said.A_SCORE_FOR_EVERY_VALUE(), _said.NO_VALUE(), card.line, card.code)
    _note_others(replace(card, fields=fields), found)
    if not fields:
        return constant(card.code, known[0], card.title), Fraction(0)
    policy, shift = _missing(replace(card, fields=fields), known, found)
    if shift:
        found.changed(
            _said.POINTS_ARE_SHIFTED(card.code, text_of(-shift), text_of(shift)),
            card.line,
            card.code,
        )
    inputs = _inputs(fields, found, card.line, card.code)
    for each in inputs.values():
        own = card.code if each.name == "value" else f"{card.code}.{each.name}"
        columns[own] = each.source.name

    def written(points: Fraction) -> str:
        return text_of(points - shift)

    rule, declared = _rule(card, fields, inputs, written)
    most, accept = bounds([points - shift for points in known])
    leaf = m.Leaf(
        card.code,
        max=most,
        rule=rule,
        title={"en": card.title} if card.title else None,
        accept=accept,
        missing=policy,  # type: ignore[arg-type]
        inputs=[each.to_model() for each in inputs.values()] if declared else None,
    )
    return leaf, shift


def _inputs(fields: Sequence[Field], found: Found, line: int, code: str) -> dict[str, FieldInput]:
    taken: set[str] = set()
    inputs = {}
    for each in fields:
        name = "value" if len(fields) == 1 else unlike(as_input(each.name), taken)
        inputs[each.name] = FieldInput(each, name)
        for word, own in inputs[each.name].renamed().items():
            found.one_sided(_said.A_WORD_IS_WRITTEN(word, own), line, code)
    return inputs


def _shown(fields: Sequence[Field], values: Values) -> str:
    parts = []
    for each in fields:
        value = values[each.name]
        shown = each.shown(value) if isinstance(value, Fraction) else str(value)
        parts.append(f"{each.name} = {shown}")
    return ", ".join(parts)


def _trimmed(only: Field, card: Card, found: Found) -> Field:
    """The field without the outer values to which the source gives no score."""
    if only.kind == "word":
        kept = tuple(word for word in only.words if card.score({only.name: word}) is not None)
        return replace(only, words=kept)
    cells = only.cells(card.cuts.get(only.name, ()))
    scored = []
    for cell in cells:
        value = sample(cell, whole=only.stepped)
        if value is not None and card.score({only.name: value}) is not None:
            scored.append(cell)
    if not scored:
        return only
    low, high = scored[0][0], scored[-1][1]
    if not only.stepped:
        outer = cells[0][0] < low and low[2] == 1, high < cells[-1][1] and high[2] == 0
        if any(outer):
            at = low[1] if outer[0] else high[1]
            raise found.lost(
                _said.A_SCORE_FOR_EVERY_VALUE(),
                f"{only.name} = {text_of(at)}",
                card.line,
                card.code,
            )
    return replace(only, within=((low, high),))


def _note_others(card: Card, found: Found) -> None:
    """Record values that are errors here although the source gives them a score."""
    for each in card.fields:
        if each.asks:
            found.one_sided(_said.INVALID_VALUES_ARE_ERRORS(each.name), card.line, card.code)
        if not each.others:
            continue
        rest = [other for other in card.fields if other is not each]
        for values in combinations(rest, card.cuts):
            if card.score({**values, each.name: OTHER}) is not None:
                found.one_sided(_said.OTHER_WORDS_ARE_ERRORS(each.name), card.line, card.code)
                break


def _missing(card: Card, known: Sequence[Fraction], found: Found) -> tuple[str | None, Fraction]:
    """The policy for rows that lack a value, and the constant that it needs."""
    outcomes: set[Fraction | None] = set()
    for gone in product((False, True), repeat=len(card.fields)):
        if not any(gone):
            continue
        there = [each for each, lacks in zip(card.fields, gone, strict=True) if not lacks]
        lacking = {
            each.name: each.instead for each, lacks in zip(card.fields, gone, strict=True) if lacks
        }
        for values in combinations(there, card.cuts):
            row = {**values, **lacking}
            outcomes.add(card.score(row))
            if card.may_score is not None and card.may_score(row):
                found.one_sided(_said.A_MISSING_VALUE_IS_AN_ERROR(), card.line, card.code)
                return None, Fraction(0)
            if len(outcomes) > 1:
                found.one_sided(_said.A_MISSING_VALUE_IS_AN_ERROR(), card.line, card.code)
                return None, Fraction(0)
    points = next(iter(outcomes), None)
    if points is None or card.may_score is not None:
        return None, Fraction(0)
    if points == 0:
        return "zero", points
    return ("full", Fraction(0)) if points == max(known) and points > 0 else ("zero", points)


def _rule(
    card: Card,
    fields: Sequence[Field],
    inputs: Mapping[str, FieldInput],
    written: Callable[[Fraction], str],
) -> tuple[m.Rule, bool]:
    """The rule, and whether it reads declared inputs."""
    only = fields[0]
    single = inputs[only.name]

    def points(value: Fraction | str) -> str:
        scored = card.score({only.name: value})
        assert scored is not None
        return written(scored)

    if len(fields) == 1 and only.kind == "flag":
        return m.YesNo(yes=points(YES), no=points(NO)), False
    if len(fields) == 1 and only.kind == "word":
        return m.Choice([m.Option(single.ids[word], points(word)) for word in only.words]), False
    if len(fields) == 1 and only.kind == "number":
        steps = [
            m.Step(points=each, **only.ends(part))  # type: ignore[arg-type]
            for part, each in _stretches(only, card.cuts.get(only.name, ()), points)
        ]
        return m.Bands(m.Value(single.name), steps), True
    if card.rule is None:
        cases = [
            m.FormulaCase(
                each, m.InRange(single.name, **only.ends(part)) if only.ends(part) else None
            )
            for part, each in _stretches(only, card.cuts.get(only.name, ()), points)
        ]
        return m.Formula(cases), True
    return card.rule(inputs, written), True


def _stretches(
    only: Field, cuts: Sequence[Cut], points: Callable[[Fraction], str]
) -> list[tuple[Range, str]]:
    """The ranges of equal points, in order; the outermost without an end."""
    found: list[tuple[Range, str]] = []
    for part in only.cells(cuts):
        value = sample(part, whole=only.stepped)
        if value is None:
            continue
        scored = points(value)
        if found and found[-1][1] == scored:
            found[-1] = ((found[-1][0][0], part[1]), scored)
        else:
            found.append((part, scored))
    (first, last), (head, tail) = (found[0][0], found[-1][0]), (found[0][1], found[-1][1])
    found[0] = ((LOWEST, first[1]), head)
    found[-1] = ((found[-1][0][0], HIGHEST), tail) if len(found) > 1 else ((LOWEST, HIGHEST), tail)
    assert last
    return found


def bounds(points: Iterable[Fraction]) -> tuple[str, m.Accept | None]:
    """The maximum of a leaf and the issues that it accepts; 1 if it never has points above 0."""
    known = list(points)
    least, most = min(known), max(known)
    if least == 0 and most > 0:
        return text_of(most), None
    accept = m.Accept(
        minimum_above_zero=REASON if least > 0 else None,
        minimum_below_zero=REASON if least < 0 else None,
        maximum_unreachable=REASON if most <= 0 else None,
    )
    return text_of(most if most > 0 else Fraction(1)), accept


def constant(code: str, value: Fraction, title: str = "") -> m.Leaf:
    """A leaf that always has the same points."""
    most, accept = bounds([value])
    return m.Leaf(
        code,
        max=most,
        title={"en": title} if title else None,
        rule=m.Formula([m.FormulaCase(text_of(value))]),
        accept=accept,
    )


def total(leaves: Iterable[m.Leaf]) -> str:
    """The sum of the maxima."""
    return text_of(sum((Fraction(str(leaf.max)) for leaf in leaves), Fraction(0)))
