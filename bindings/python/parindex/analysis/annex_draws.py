# SPDX-License-Identifier: MIT
"""What the sensitivity annex draws at random: the weights of all sums and means, and the policy for missing values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex._foreign import expect
from parindex._sentences import Text
from parindex._steps import read_json
from parindex._tree import children_of, counted_children, walk
from parindex.analysis import _words, messages
from parindex.analysis._choices import (
    ANY,
    AnyWeights,
    Choices,
    DrawnChoice,
    NearWeight,
    OneOf,
    Reader,
    Together,
)
from parindex.analysis._sampling import PLAIN, by_document
from parindex.analysis._shares import Place, kinds_of, weight_of
from parindex.analysis.generator import checked_seed
from parindex.analysis.sensitivity import Sensitivity
from parindex.analysis.sobol import RESAMPLES, check_size
from parindex.analysis.uncertainty import Uncertainty, spread_of
from parindex.display._words import word
from parindex.errors import DataError, Error

if TYPE_CHECKING:
    from parindex.analysis.structure import Structure
    from parindex.engine.scores import Scores

Json = dict[str, Any]

_LEVEL = Fraction(90)
_LEVEL_OF_SHARES = Fraction(95)
_MOST_ALONE = 40
_OTHER = {"zero": "exclude", "exclude": "zero"}


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that is drawn as one."""

    name: str
    """As in the results."""
    what: Text
    how: Text


@dataclass(frozen=True, slots=True)
class AnnexDraws:
    """The results of the draws, and what a reader must know about them."""

    uncertainty: Uncertainty
    sensitivity: Sensitivity | None
    """None if there is only one factor."""
    factors: tuple[Factor, ...]
    changed: int
    """Units whose index differs from that of the rubric, because sums count as means weighted by their maxima."""
    unbroken: bool
    """Whether the rubric breaks ties, which the draws do not."""


def check_draws(scores: Scores, seed: int | None, draws: int, samples: int, vary: Any) -> None:
    """Check what is asked for. Raises DataError, Error and TypeError."""
    if seed is not None:
        checked_seed(seed)
    if expect(draws, int, "draws") < 1:
        raise Error(messages.IS_BELOW("draws", "1", str(draws)))
    check_size(samples, RESAMPLES, float(_LEVEL_OF_SHARES))
    if vary != ANY:
        reader = Reader(scores)
        reader.percent(vary, "vary", "")
        reader.arguments.check()


def annex_draws(
    scores: Scores, found: Structure, *, seed: int, draws: int, samples: int, vary: Any
) -> AnnexDraws:
    """Draw the weights below every plain sum and mean. Raises Error if there is nothing to draw."""
    document, codes = _as_means(scores, found)
    if not codes:
        raise Error(_words.NO_WEIGHTS_TO_DRAW())
    ranking = document.setdefault("ranking", dict(PLAIN))
    unbroken = bool(ranking.get("tie_break"))
    ranking["tie_break"] = []
    base = by_document(scores, document)
    changed = sum(one.index != other.index for one, other in zip(base, scores, strict=True))
    policy = _other_policy(document, found)
    try:
        return _drawn(base, codes, policy, seed, draws, samples, vary, changed, unbroken)
    except DataError:
        if not policy:
            raise
        # The rubric is not valid with the other policy.
        return _drawn(base, codes, {}, seed, draws, samples, vary, changed, unbroken)


def _drawn(
    base: Scores,
    codes: list[str],
    policy: Mapping[str, list[str]],
    seed: int,
    draws: int,
    samples: int,
    vary: Any,
    changed: int,
    unbroken: bool,
) -> AnnexDraws:
    reader = Reader(base)
    if vary == ANY:
        reader.weights(dict.fromkeys(codes, ANY))
    else:
        children = (one["code"] for code in codes for one in counted_children(reader.nodes[code]))
        reader.weights(dict.fromkeys(children, vary))
    reader.options(policy, "policies")
    read = reader.choices()
    if read.document is not None:
        base = by_document(base, read.document)
    grouped = list(_grouped(read, reader.nodes))
    choices = Choices(tuple(one for one, _ in grouped), None, read.fixed)
    spread = spread_of(base, choices, draws, seed, _LEVEL)
    shares = None
    if len(grouped) > 1:
        shares = Sensitivity(base, choices, samples, seed, RESAMPLES, _LEVEL_OF_SHARES)
    factors = tuple(Factor(one.name, what, _how(one, vary)) for one, what in grouped)
    return AnnexDraws(spread, shares, factors, changed, unbroken)


def _how(one: DrawnChoice | Together, vary: Any) -> Text:
    if isinstance(one, OneOf):
        named = (
            Text.of(*(word(f"how_{option}", language) for language in ("en", "vi")))
            for option in one.options
        )
        return _words.ONE_OF_THE_POLICIES(*named)
    return _words.ANY_WEIGHTS_ARE_DRAWN() if vary == ANY else _words.WEIGHTS_WITHIN(str(vary))


def _grouped(
    read: Choices, nodes: Mapping[str, Json]
) -> Iterator[tuple[DrawnChoice | Together, Text]]:
    """The weights directly below the total, and those below each of its children; single weights if there is one group."""
    fields = [one["code"] for one in children_of(nodes[""])]
    of_node = {one["code"]: field for field in fields for one in walk(nodes[field])}
    groups: dict[str, list[DrawnChoice]] = {field: [] for field in ("", *fields)}
    others: list[DrawnChoice] = []
    for one in read.all:
        assert not isinstance(one, Together)
        if isinstance(one, NearWeight):
            groups[of_node.get(one.code, "")].append(one)
        elif isinstance(one, AnyWeights):
            code = one.name.partition(" ")[2]
            groups[code if code in groups else of_node[code]].append(one)
        else:
            others.append(one)
    filled = {field: members for field, members in groups.items() if members}
    (first, *more) = filled.values()
    if not more and 1 < len(first) <= _MOST_ALONE:
        yield from ((one, _words.ONE_WEIGHT(one.name.partition(" ")[2])) for one in first)
    else:
        for field, members in filled.items():
            what = _words.WEIGHTS_BELOW(field) if field else _words.WEIGHTS_BELOW_THE_TOTAL()
            yield Together(f"weights {field}".rstrip(), tuple(members)), what
    for one in others:
        yield one, _words.THE_POLICY_FOR_MISSING_VALUES()


def _other_policy(document: Json, found: Structure) -> dict[str, list[str]]:
    """Another policy for missing values, if values are missing and the rubric states one that has a counterpart."""
    missing = any(one.known < one.expected for one in found.coverage)
    own = document.get("missing")
    if not missing or not isinstance(own, str) or own not in _OTHER:
        return {}
    return {"missing": [own, _OTHER[own]]}


def _as_means(scores: Scores, found: Structure) -> tuple[Json, list[str]]:
    """The rubric with every plain sum and mean as a weighted mean, and the codes of those with several children."""
    rubric = scores.plan.rubric
    document: Json = read_json(rubric._resolved())
    for key in ("cases", "accept", "weight_sets"):
        document.pop(key, None)
    plain: dict[str, Place] = {
        one.code: one
        for one in (found._parts.root, *found._parts.places.values())
        if one.kind and len(one.children) > 1
    }
    kinds = dict(kinds_of(document))
    for node in (document, *walk(document)):
        code = node.get("code", "")
        if "weight" in node:
            node["weight"] = str(weight_of(node, rubric.weight_sets))
        if code not in kinds:
            continue
        kind, body = kinds[code]
        node["aggregation"] = {kind: dict(body)} if body else kind
    for code in plain:
        kind, _ = kinds[code]
        node = next(one for one in (document, *walk(document)) if one.get("code", "") == code)
        if kind == "weighted_mean":
            continue
        node["aggregation"] = "weighted_mean"
        for child in counted_children(node):
            child["weight"] = str(child["max"]) if kind == "sum" else "1"
    return document, list(plain)
