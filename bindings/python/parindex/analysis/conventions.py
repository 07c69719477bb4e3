# SPDX-License-Identifier: MIT
"""The ranks under all combinations of conventions: rounding mode, stage, ties, missing values and weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple, get_args

from parindex._foreign import is_a, listed, shown
from parindex._fraction import ExactFraction
from parindex._sentences import any_of
from parindex._steps import each, read_json, time_limit
from parindex._tree import walk
from parindex._typing import Number
from parindex.analysis import messages
from parindex.analysis._arguments import Arguments
from parindex.analysis._orders import ranking_of
from parindex.analysis._sampling import PLAIN, by_document
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Told, record
from parindex.display._text import show
from parindex.display._words import word
from parindex.engine.ranking import Stage, Ties
from parindex.engine.scores import Scores
from parindex.errors import UnknownNameError

Json = dict[str, Any]

DECLARED = "declared"
"""The option of a rubric that states several of them, each for some nodes."""
_HALVES = ("half_up", "half_even", "half_down")
_MODES = (*_HALVES, "up", "down", "ceiling", "floor")
_POLICIES = ("error", "zero", "exclude", "full")


class Convention(NamedTuple):
    """One option for each decision."""

    rounding: str
    """The mode wherever the rubric names half_up, half_even or half_down."""
    stage: str
    """Whether the ranked figure is rounded."""
    ties: str
    missing: str
    """The policy for missing values at every leaf."""
    weights: str
    """The name of a set of weights; empty if there are none."""


@record
class ConventionRange(NamedTuple):
    """The ranks of a unit under all combinations."""

    unit: str
    rank: int | None
    """By the rubric as it is."""
    best: int
    worst: int
    best_with: Convention
    """The combination that gives the best rank and differs from the rubric in the fewest decisions."""
    worst_with: Convention


@record
class ConventionEffect(NamedTuple):
    """What one other option alone does to the ranks."""

    decision: str
    """The name of a member of `Convention`."""
    option: str
    moved: int
    """The number of units whose rank changes."""
    mean_shift: Number
    """The mean of the absolute changes of rank, over all units with a rank before and after."""
    largest_shift: int
    unit: str
    """The first unit in the table with that change; empty if no rank changes."""


class Conventions(Told):
    """The ranks under all combinations of conventions; made by `Scores.conventions`. Immutable.

    Every combination is a rubric of its own and scored exactly.
    """

    __slots__ = ("_language", "_ranks", "alone", "combinations", "own", "ranges", "units")

    own: Convention
    """The rubric as it is."""
    combinations: tuple[Convention, ...]
    ranges: tuple[ConventionRange, ...]
    """For each unit that has a rank under any combination."""
    alone: tuple[ConventionEffect, ...]
    """Each other option alone, against the rubric as it is."""

    def __init__(self, scores: Scores, options: Mapping[str, list[str]], sets: _Sets) -> None:
        language = scores.plan.rubric.language
        self._language = language
        self.units = scores.units
        self.own = Convention(*(options[name][0] for name in Convention._fields))
        self.combinations = tuple(Convention(*one) for one in product(*options.values()))
        self._ranks = dict(_ranked(scores, self.combinations, self.own, sets))
        self.ranges = Records(self._ranges(), language)
        self.alone = Records(self._effects(options), language)

    @property
    def most(self) -> ConventionEffect | None:
        """The option that alone moves the ranks furthest on average; None if there is no other option."""
        return max(self.alone, key=lambda one: Fraction(one.mean_shift), default=None)

    def ranks(self, convention: Convention) -> dict[str, int | None]:
        """The rank of every unit under a combination. Raises KeyError for one that was not asked for."""
        if convention not in self._ranks:
            raise UnknownNameError(messages.NO_COMBINATION(", ".join(map(str, convention))))
        return dict(zip(self.units, self._ranks[convention], strict=True))

    def to_dict(self) -> Json:
        """The rubric's own options, the number of combinations, the range of each unit and the effects."""
        return {
            "own": self.own._asdict(),
            "combinations": len(self.combinations),
            "ranges": [
                {
                    **one._asdict(),
                    "best_with": one.best_with._asdict(),
                    "worst_with": one.worst_with._asdict(),
                }
                for one in self.ranges
            ],
            "alone": [one._asdict() for one in self.alone],
        }

    def _ranges(self) -> Iterator[ConventionRange]:
        near = sorted(self.combinations, key=lambda one: _departures(one, self.own))
        for at, unit in enumerate(self.units):
            ranked = [(rank, one) for one in near if (rank := self._ranks[one][at]) is not None]
            if ranked:
                best = min(ranked, key=lambda pair: pair[0])
                worst = max(ranked, key=lambda pair: pair[0])
                now = self._ranks[self.own][at]
                yield ConventionRange(unit, now, best[0], worst[0], best[1], worst[1])

    def _effects(self, options: Mapping[str, list[str]]) -> Iterator[ConventionEffect]:
        now = self._ranks[self.own]
        for name, choices in options.items():
            for option in choices[1:]:
                then = self._ranks[self.own._replace(**{name: option})]
                shifts = [
                    (abs(after - before), -at)
                    for at, (before, after) in enumerate(zip(now, then, strict=True))
                    if before is not None and after is not None
                ]
                largest, at = max(shifts, default=(0, 0))
                moved = sum(before != after for before, after in zip(now, then, strict=True))
                mean = Fraction(sum(shift for shift, _ in shifts), len(shifts) or 1)
                unit = self.units[-at] if largest else ""
                yield ConventionEffect(name, option, moved, ExactFraction(mean), largest, unit)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """The range of each unit with the options that lead there, and what each option alone does."""
        language = language or self._language
        count = len(self.combinations)
        ranges = Grid(
            word("convention_ranges", language).format(count),
            [
                Head(word("unit", language), text=True),
                *(Head(word(key, language)) for key in ("rank", "best_rank", "worst_rank")),
                *(Head(word(key, language), text=True) for key in ("best_with", "worst_with")),
            ],
            language=language,
        )
        for one in self.ranges[:max_rows]:
            ranks = ("" if n is None else str(n) for n in (one.rank, one.best, one.worst))
            how = (
                self._changes(to, language) if n != one.rank else ""
                for n, to in ((one.best, one.best_with), (one.worst, one.worst_with))
            )
            ranges.rows.append(Row([one.unit, *ranks, *how]))
        ranges.drop_empty()
        ranges.note_rest(len(self.ranges) - max_rows, language)
        alone = Grid(
            word("conventions_alone", language),
            [
                *(Head(word(key, language), text=True) for key in ("decision", "option")),
                *(Head(word(key, language)) for key in ("moved", "mean_shift", "largest_shift")),
                Head(word("unit", language), text=True),
            ],
            language=language,
        )
        for effect in self.alone:
            names = (
                word(effect.decision, language),
                _option(effect.decision, effect.option, language),
            )
            shifts = (str(effect.moved), show(effect.mean_shift), str(effect.largest_shift))
            alone.rows.append(Row([*names, *shifts, effect.unit]))
        return [ranges, alone]

    def _changes(self, to: Convention, language: str) -> str:
        """The options in which a combination differs from the rubric."""
        return ", ".join(
            _option(name, option, language)
            for name, option, own in zip(Convention._fields, to, self.own, strict=True)
            if option != own
        )


def _option(decision: str, option: str, language: str) -> str:
    plain = decision in ("weights", "rounding")
    return option if plain else word(f"how_{option}", language)


def _departures(one: Convention, own: Convention) -> int:
    return sum(option != other for option, other in zip(one, own, strict=True))


# ---- the rubrics --------------------------------------------------------------------------------

_Sets = dict[str, Mapping[str, Fraction] | None]
"""Sets of weights by name: None for one of the rubric, else the weights by code."""


def _ranked(
    scores: Scores, combinations: Sequence[Convention], own: Convention, sets: _Sets
) -> Iterator[tuple[Convention, list[int | None]]]:
    """The ranks of each combination. Combinations that only rank in another way share their scores."""
    found: dict[tuple[str, str, str], Scores] = {}
    rule = ranking_of(scores) or PLAIN
    for one in each(combinations):
        key = one.rounding, one.missing, one.weights
        if key not in found:
            found[key] = _rescored(scores, one, own, sets)
        core = found[key]._core
        how = {"on": rule["on"], "within": rule["within"], "stage": one.stage, "ties": one.ties}
        yield one, core.rank(node="", tie_break=None, **how).ranks(core)


def _rescored(scores: Scores, one: Convention, own: Convention, sets: _Sets) -> Scores:
    """The data under a combination."""
    if _departures(one._replace(stage=own.stage, ties=own.ties), own) == 0:
        return scores
    rubric = scores.plan.rubric
    given = sets.get(one.weights)
    if one.weights != own.weights and given is None:
        rubric = rubric.with_weights(one.weights)
    document: Json = read_json(rubric._resolved())
    nodes = [document, *walk(document)]
    if one.rounding != own.rounding:
        for node in nodes:
            _set_modes(node, one.rounding)
    for node in nodes:
        if one.missing != own.missing and "missing" in node:
            node["missing"] = one.missing
        if given is not None and (weight := given.get(node.get("code", ""))) is not None:
            text, stated = str(ExactFraction(weight)), node.get("weight")
            node["weight"] = dict.fromkeys(stated, text) if isinstance(stated, dict) else text
    return by_document(scores, document)


def _set_modes(part: Any, mode: str) -> None:
    """Another mode wherever a rounding to the nearest is named, but not at the nodes below."""
    if isinstance(part, list):
        for one in part:
            _set_modes(one, mode)
    elif isinstance(part, dict):
        if part.get("mode") in _HALVES:
            part["mode"] = mode
        for key, one in part.items():
            if key not in ("nodes", "children"):
                _set_modes(one, mode)


def _modes(part: Any) -> set[str]:
    if isinstance(part, list):
        return set().union(*map(_modes, part))
    if not isinstance(part, dict):
        return set()
    own = {part["mode"]} if part.get("mode") in _HALVES else set()
    return own.union(*(_modes(one) for one in part.values()))


# ---- the options --------------------------------------------------------------------------------


class _Options:
    """The options of each decision, the rubric's own first; reads the arguments."""

    def __init__(self, scores: Scores) -> None:
        self._scores = scores
        self._document: Json = read_json(scores.plan.rubric._resolved())
        self._arguments = Arguments(scores)

    def read(
        self, roundings: Any, stages: Any, ties: Any, missing: Any, weights: Any
    ) -> tuple[dict[str, list[str]], _Sets]:
        """Options by decision. Raises DataError with every mistake."""
        rule = ranking_of(self._scores) or PLAIN
        modes = _modes(self._document)
        own_missing = {
            node["missing"] if isinstance(node["missing"], str) else DECLARED
            for node in (self._document, *walk(self._document))
            if "missing" in node
        }
        options = {
            "rounding": self._words(
                "roundings", roundings, _one(modes), _MODES, _HALVES if modes else ()
            ),
            "stage": self._words("stages", stages, rule["stage"], get_args(Stage), get_args(Stage)),
            "ties": self._words("ties", ties, rule["ties"], get_args(Ties), get_args(Ties)),
            "missing": self._words("missing", missing, _one(own_missing), _POLICIES, _POLICIES[1:]),
        }
        names, sets = self._sets(weights)
        self._arguments.check()
        return {**options, "weights": names}, sets

    def _words(
        self, argument: str, given: Any, own: str, known: tuple[str, ...], usual: tuple[str, ...]
    ) -> list[str]:
        if given is None:
            return list(dict.fromkeys((own, *usual)))
        chosen = []
        for one in listed(given, argument):
            if one in known:
                chosen.append(one)
            else:
                said = messages.NO_OPTION(shown(one))
                self._arguments.add(argument, str(one), said, expected=any_of(known))
        return list(dict.fromkeys((own, *chosen)))

    def _sets(self, given: Any) -> tuple[list[str], _Sets]:
        own = self._scores.plan.rubric.weight_sets
        first = own[0] if own else ""
        if given is None:
            return [*own] or [first], {}
        sets: _Sets = {}
        if is_a(given, Mapping):
            for name, weights in given.items():
                sets[str(name)] = {
                    code: self._arguments.number(weight, "weights", code)
                    for code, weight in weights.items()
                    if self._arguments.below(code, "weights")
                }
            return list(dict.fromkeys((first, *sets))), sets
        names = []
        for one in listed(given, "weights"):
            if one in own:
                names.append(one)
            else:
                said = messages.NO_SET_OF_WEIGHTS(shown(one))
                self._arguments.add("weights", str(one), said, expected=", ".join(own))
        return list(dict.fromkeys((first, *names))), sets


def _one(found: set[str]) -> str:
    """The option that a rubric states everywhere."""
    return next(iter(found)) if len(found) == 1 else DECLARED


def conventions(
    scores: Scores,
    roundings: Iterable[str] | None,
    stages: Iterable[str] | None,
    ties: Iterable[str] | None,
    missing: Iterable[str] | None,
    weights: Any,
    timeout: float | None,
) -> Conventions:
    """See `Scores.conventions`."""
    with time_limit(timeout):
        options, sets = _Options(scores).read(roundings, stages, ties, missing, weights)
        return Conventions(scores, options, sets)
