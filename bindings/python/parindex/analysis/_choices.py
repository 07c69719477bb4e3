# SPDX-License-Identifier: MIT
"""Choices of a rubric and its data that are drawn at random: weights, thresholds, inputs, policies and roundings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, Protocol

from parindex import _messages
from parindex._foreign import copied, is_a, listed, shown
from parindex._fraction import ExactFraction
from parindex._steps import each, read_json
from parindex._tree import counted_children, walk
from parindex.analysis import messages
from parindex.analysis._arguments import Arguments
from parindex.analysis._shares import weight_of
from parindex.analysis.generator import Stream
from parindex.display._words import word
from parindex.results._places import PlaceError, at, find_place

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

Array = Any
Json = dict[str, Any]
Columns = dict[str, dict[str, Any]]
"""Arguments of `Plan.simulate`: values of each draw by argument and name."""

ANY = "any"
BITS = 24
"""Weights of a simplex are whole numbers that add up to 2^24."""
STEPS = 1000
"""A range in percent has this many steps on each side."""
_SPEC = ("within", "percent", "step")


class DrawnChoice(Protocol):
    """Something that is drawn; the name is also that of its random numbers."""

    @property
    def name(self) -> str:
        """The argument and the place."""

    def draw(self, stream: Stream, first: int, count: int, made: Columns) -> None:
        """Add the values of some draws."""


@dataclass(frozen=True)
class AnyWeights:
    """Weights of the children of a node, uniform among all that have one sum."""

    name: str
    codes: tuple[str, ...]

    def draw(self, stream: Stream, first: int, count: int, made: Columns) -> None:
        found = stream.simplex(len(self.codes), BITS, first, count)
        made["weights"].update(zip(self.codes, found.T, strict=True))


@dataclass(frozen=True)
class NearWeight:
    """A weight within some percent of its own; a whole number, on the scale of the weights beside it."""

    name: str
    code: str
    middle: int
    step: int

    def draw(self, stream: Stream, first: int, count: int, made: Columns) -> None:
        steps = stream.below(2 * STEPS + 1, first, count)[:, 0] - STEPS
        made["weights"][self.code] = self.middle + self.step * steps


@dataclass(frozen=True)
class NearNumber:
    """A number of the rubric within a range around its own, on a grid of decimals."""

    name: str
    argument: str
    place: str
    middle: int
    step: int
    most: int
    digits: int

    def draw(self, stream: Stream, first: int, count: int, made: Columns) -> None:
        steps = stream.below(2 * self.most + 1, first, count)[:, 0] - self.most
        made[self.argument][self.place] = decimals(self.middle + self.step * steps, self.digits)


@dataclass(frozen=True)
class OneOf:
    """One of several words, each with the same probability."""

    name: str
    argument: str
    place: str
    options: tuple[Any, ...]

    def draw(self, stream: Stream, first: int, count: int, made: Columns) -> None:
        picks = stream.below(len(self.options), first, count)[:, 0]
        made[self.argument][self.place] = [self.options[pick] for pick in picks.tolist()]


@dataclass(frozen=True)
class Together:
    """Several choices as one factor; each keeps the random numbers that it has alone."""

    name: str
    members: tuple[DrawnChoice, ...]


@dataclass(frozen=True)
class Choices:
    """All choices, and the rubric whose weights are free of a declared sum."""

    all: tuple[DrawnChoice | Together, ...]
    document: Json | None
    """None: the rubric as it is."""
    fixed: Mapping[str, int] = field(default_factory=dict)
    """Weights beside drawn ones, on their scale."""

    def columns(self, seed: int, first: int, count: int) -> Columns:
        """The values of some draws."""
        return self.joined(count, [drawn(one, seed, first, count) for one in each(self.all)])

    def joined(self, count: int, parts: Iterable[Columns]) -> Columns:
        """The values of all choices together."""
        import numpy as np

        made: Columns = {}
        if self.fixed:
            made["weights"] = {code: np.full(count, weight) for code, weight in self.fixed.items()}
        for part in parts:
            for argument, values in part.items():
                made.setdefault(argument, {}).update(values)
        return made


def drawn(
    choice: DrawnChoice | Together, seed: int, first: int, count: int, role: str = ""
) -> Columns:
    """The values of one choice. With another role it has other random numbers."""
    made: Columns = defaultdict(dict)
    for one in choice.members if isinstance(choice, Together) else (choice,):
        one.draw(Stream(seed, f"{role}{one.name}"), first, count, made)
    return made


def decimals(numbers: Array, digits: int) -> Array:
    """Whole numbers times a power of ten: as doubles, each the nearest to a decimal of at most fifteen digits."""
    return numbers / 10.0**digits if digits else numbers


class Reader:
    """Reads the arguments; `choices` raises DataError with every mistake."""

    def __init__(self, scores: Scores) -> None:
        self.scores = scores
        self.arguments = Arguments(scores)
        rubric = scores.plan.rubric
        self.document = _without_sets(read_json(rubric._resolved()), rubric.weight_sets)
        self.nodes = {node.get("code", ""): node for node in (self.document, *walk(self.document))}
        self.made: list[DrawnChoice] = []
        self._fixed: dict[str, int] = {}

    def choices(self) -> Choices:
        """What was read."""
        if not self.made and not self.arguments.wrong:
            self.arguments.add("weights", "", messages.NOTHING_IS_DRAWN())
        self.arguments.check()
        document = None
        if any(isinstance(one, (AnyWeights, NearWeight)) for one in self.made):
            document = self.document
            for node in self.nodes.values():
                _free_weights(node)
        return Choices(tuple(self.made), document, self._fixed)

    # ---- weights --------------------------------------------------------------------------------

    def weights(self, given: Any) -> None:
        """``"any"``, a number of percent, or either by code."""
        if given is None:
            return
        means = {code: node for code, node in self.nodes.items() if _has_weights(node)}
        if not is_a(given, Mapping):
            if not means:
                self.arguments.add("weights", "", messages.NO_MEAN_WITH_WEIGHTS())
            children = (
                child["code"] for node in means.values() for child in counted_children(node)
            )
            given = dict.fromkeys(means if given == ANY else children, given)
        above = {
            child["code"]: code for code, node in means.items() for child in counted_children(node)
        }
        percents: dict[str, Any] = {}
        for code, what in copied(given, "weights").items():
            if not self.arguments.below(code, "weights"):
                continue
            if code in means and what == ANY:
                codes = tuple(child["code"] for child in counted_children(means[code]))
                self.made.append(AnyWeights(_named("weights", code), codes))
            elif code in above and what != ANY:
                percents[code] = what
            else:
                self.arguments.add("weights", code, messages.NO_WEIGHTS_HERE())
        for parent in dict.fromkeys(above[code] for code in percents):
            self._near(means[parent], percents)

    def _near(self, mean: Json, percents: Mapping[str, Any]) -> None:
        children = counted_children(mean)
        weights = {child["code"]: weight_of(child, ()) for child in children}
        scale = lcm(*(weight.denominator for weight in weights.values()))
        found = {
            code: self.percent(percents[code], "weights", code)
            for code in weights
            if code in percents
        }
        scale *= lcm(*(percent.denominator for percent in found.values())) * 100 * STEPS
        for code, weight in weights.items():
            middle = int(weight * scale)
            if code not in found:
                self._fixed[code] = middle
                continue
            step = int(weight * scale * found[code] / (100 * STEPS))
            self.made.append(NearWeight(_named("weights", code), code, middle, step))

    def percent(self, value: Any, argument: str, place: str) -> Fraction:
        """A percentage of at most 100."""
        percent = self.arguments.number(value, argument, place)
        if percent > 100:
            said = messages.MORE_THAN_100_PERCENT()
            self.arguments.add(
                argument, place, said, "value_above_maximum", expected="100", actual=shown(value)
            )
        return percent

    # ---- thresholds, policies, roundings --------------------------------------------------------

    def thresholds(self, given: Any) -> None:
        """A number to each side by place, or a dictionary with the step of the grid."""
        for name, how in copied(given, "thresholds").items():
            now = self._threshold_now(str(name))
            if now is None:
                continue
            spec = self.spec(how, "thresholds", str(name), _SPEC)
            within = spec.get("within", abs(now) * spec.get("percent", 0) / 100)
            step = spec.get("step") or Fraction(1, 10 ** max(map(digits_of, (now, within))))
            digits = max(digits_of(now), digits_of(step))
            most, place = int(within / step), _named("thresholds", str(name))
            if most == 0:
                self.arguments.add("thresholds", str(name), messages.THE_STEP_IS_ABOVE_THE_RANGE())
                continue
            scale = 10**digits
            self.made.append(
                NearNumber(
                    place,
                    "thresholds",
                    str(name),
                    int(now * scale),
                    int(step * scale),
                    most,
                    digits,
                )
            )

    def _threshold_now(self, name: str) -> Fraction | None:
        code, _, rest = name.partition("/")
        if not self.arguments.below(code, "thresholds"):
            return None
        node = self.nodes[code]
        try:
            found = at(node, find_place(node, rest.split("/") if rest else [], "thresholds"))
        except PlaceError as wrong:
            known = ", ".join(f"{code}/{place}" for place in wrong.known)
            said = messages.NO_SUCH_PLACE(known or "–")
            self.arguments.add("thresholds", name, said, "key_unknown")
            return None
        return Fraction(str(found))

    def options(self, given: Any, argument: str) -> None:
        """Some options by place, of policies or roundings; each has the same probability."""
        for name, options in copied(given, argument).items():
            found = tuple(listed(options, argument))
            if len(found) < 2:
                self.arguments.add(argument, str(name), messages.AT_LEAST_TWO_OPTIONS())
                continue
            self.made.append(OneOf(_named(argument, str(name)), argument, str(name), found))

    def spec(self, how: Any, argument: str, place: str, known: Sequence[str]) -> dict[str, Any]:
        """A number within which a value varies, or a dictionary; its numbers as fractions."""
        if not is_a(how, Mapping):
            return {"within": self.arguments.number(how, argument, place)}
        made: dict[str, Any] = {}
        for key, value in how.items():
            if key not in known:
                said = messages.NO_OPTION(shown(key))
                self.arguments.add(argument, place, said, "key_unknown", expected=", ".join(known))
            elif key == "truncate":
                made[key] = bool(value)
            elif key == "units":
                made[key] = self.arguments.units(value, argument)
            else:
                made[key] = self.arguments.number(value, argument, place)
        if made.get("step") == 0:
            said = _messages.A_NUMBER_SUCH_AS()
            self.arguments.add(argument, place, messages.IS_NOT_ABOVE_0(), expected=said)
            made.pop("step")
        return made


def choice_text(name: str, language: str) -> str:
    """The name of a choice for a person."""
    argument, _, place = name.partition(" ")
    return f"{word(f'drawn_{argument}', language)} {place}".rstrip()


def digits_of(number: Fraction) -> int:
    """Decimals of a number; those that are kept of one with an infinite expansion."""
    text = str(ExactFraction(number))
    return len(text.partition(".")[2]) if "/" not in text else 6


def _named(argument: str, place: str) -> str:
    return f"{argument} {place}".rstrip()


def _has_weights(node: Json) -> bool:
    children = counted_children(node)
    return len(children) > 1 and all(
        "weight" in child and "weight_input" not in child for child in children
    )


def _free_weights(node: Json) -> None:
    """Take away the sum that a mean declares: a mean divides by the sum of its weights, whatever that is."""
    mean = node.get("aggregation")
    if isinstance(mean, dict):
        ((kind, body),) = mean.items()
        if isinstance(body, dict) and body.pop("weights_sum", None) is not None and not body:
            node["aggregation"] = kind


def _without_sets(document: Json, sets: Sequence[str]) -> Json:
    """The document with the weights of the first set alone."""
    document.pop("weight_sets", None)
    for node in walk(document):
        if isinstance(given := node.get("weight"), dict):
            node["weight"] = given[sets[0]]
    return document
