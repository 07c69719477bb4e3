# SPDX-License-Identifier: MIT
"""Proposed weights: from the data by three methods, or from judgements; as a set of weights to compare with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from parindex._foreign import copied, is_a, listed, one_of
from parindex._fraction import ExactFraction
from parindex._steps import read_json, time_limit
from parindex._tree import counted_children, walk
from parindex.analysis import _words
from parindex.analysis._arguments import Arguments
from parindex.analysis._moments import complete
from parindex.analysis._parts import Parts
from parindex.analysis._ranges import whole_number
from parindex.analysis._shares import Place, kinds_of
from parindex.analysis._structure_grids import decimal, percent
from parindex.analysis._weighting import (
    RANDOM_INDEX,
    Perron,
    Raw,
    components,
    critic,
    entropy,
    perron,
    rounded,
)
from parindex.analysis._words import grid, say
from parindex.display._grid import Grid, Row
from parindex.display._shown import Records, Told, record
from parindex.display._words import pick
from parindex.engine._suspicion import exact_number
from parindex.engine.scores import Scores, restored
from parindex.rubric.rubric import Rubric

if TYPE_CHECKING:
    from parindex.results.comparison import Comparison

Json = dict[str, Any]
Method = Literal["entropy", "critic", "components", "pairwise"]
_NOW = "rubric"  # the set with the weights of a rubric without sets
_LIMIT = Fraction(1, 10)  # of the consistency ratio: Saaty 1980
_FROM_DATA: Mapping[str, Callable[[Any, Any], Raw | None]] = {
    "entropy": entropy,
    "critic": critic,
    "components": components,
}


@record
class ProposedWeight(NamedTuple):
    """The weight of one child of a node, as a part of 1."""

    node: str
    """Code of the node; empty for the total."""
    code: str
    """Code of the child."""
    now: ExactFraction
    """What it weighs by the rubric, if every child counts."""
    proposed: ExactFraction
    """What it would weigh. Those of a node add up to exactly 1."""


@record
class PairwiseConsistency(NamedTuple):
    """How far the judgements of a node agree with each other."""

    node: str
    eigenvalue: ExactFraction
    """The principal eigenvalue, rounded to 12 decimals."""
    consistency_index: ExactFraction
    """The consistency index (λ - n) / (n - 1)."""
    random_index: ExactFraction
    """That of random judgements, by the table of Saaty."""
    ratio: ExactFraction
    """The consistency ratio: `consistency_index` / `random_index`; 0 for two children."""
    acceptable: bool
    """Whether the ratio is at most 0.1."""


class WeightProposal(Told):
    """Proposed weights; made by `Scores.proposed_weights`. Immutable."""

    __slots__ = (
        "_base", "_changed", "_comparison", "_scores", "consistency", "decimals", "left_out", "method", "name", "rubric", "weights",
    )  # fmt: skip

    method: Literal["entropy", "critic", "components", "pairwise"]
    """How the weights were found."""
    name: str
    """The name of the set of weights in `rubric`."""
    decimals: int
    """Decimals of each weight."""
    weights: tuple[ProposedWeight, ...]
    """In document order."""
    consistency: tuple[PairwiseConsistency, ...]
    """For pairwise comparison, by node; empty otherwise."""
    rubric: Rubric
    """The rubric with the proposal as a further set of weights; its own weights come first. A mean or a sum with
    proposed weights has become a weighted mean, whose weights are 1, or the maxima."""
    left_out: dict[str, str]
    """Nodes without a proposal, each with the reason."""

    def __init__(
        self,
        scores: Scores,
        method: Method,
        decimals: int,
        found: Mapping[str, list[ProposedWeight]],
        consistency: Sequence[PairwiseConsistency],
        left_out: dict[str, str],
    ) -> None:
        language = scores.plan.rubric.language
        self.method, self.decimals, self.left_out = method, decimals, left_out
        self.weights = Records((one for made in found.values() for one in made), language)
        self.consistency = Records(consistency, language)
        self.name, self.rubric = _with_set(scores.plan.rubric, method, found)
        self._scores = scores
        self._base: Scores | None = None
        self._changed: Scores | None = None
        self._comparison: Comparison | None = None

    @property
    def base(self) -> Scores:
        """The data of the result under `rubric` with its own weights. Its figures are those of the result, except for
        a unit to which some node of a sum does not apply: a sum drops its maximum, a weighted mean its weight."""
        if self._base is None:
            self._base = self._scored(self.rubric)
        return self._base

    @property
    def scores(self) -> Scores:
        """The data of the result under the proposed weights."""
        if self._changed is None:
            self._changed = self._scored(self.rubric.with_weights(self.name))
        return self._changed

    @property
    def comparison(self) -> Comparison:
        """`base` against `scores`, unit by unit."""
        if self._comparison is None:
            self._comparison = self.base.compare(self.scores)
        return self._comparison

    def _scored(self, rubric: Rubric) -> Scores:
        custom = self._scores.plan._custom
        plan = rubric.compile(custom=custom) if custom else rubric.compile()
        return restored(plan, self._scores._core.state())

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary per weight with the fields of `ProposedWeight`."""
        return [one._asdict() for one in self.weights]

    def to_dict(self) -> dict[str, Any]:
        """The weights, their consistency, and every unit before and after."""
        return {
            "method": self.method,
            "name": self.name,
            "decimals": self.decimals,
            "weights": self.to_dicts(),
            "consistency": [one._asdict() for one in self.consistency],
            "left_out": {code: str(reason) for code, reason in self.left_out.items()},
            "units": self.comparison.to_dicts(),
        }

    def to_json(self) -> str:
        """The same as JSON text; exact numbers are texts."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2, default=str)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        language = language or self._scores.plan.rubric.language
        nodes = self._scores.plan.rubric._nodes()
        made = grid(
            say(_words.PROPOSED, language, say(_METHODS[self.method], language)),
            language,
            (_words.PARENT, _words.CODE, _words.TITLE),
            (_words.NOW, _words.PROPOSED_WEIGHT),
        )
        for one in self.weights[:max_rows]:
            title = pick(nodes[one.code].get("title", {}), language)
            cells = [one.node or say(_words.TOTAL, language), one.code, title]
            made.rows.append(Row([*cells, percent(one.now), percent(one.proposed)]))
        made.drop_empty()
        made.note_rest(len(self.weights) - max_rows, language)
        for code, reason in self.left_out.items():
            name = code or say(_words.TOTAL, language)
            made.notes.append(say(_words.NO_PROPOSAL, language, name, reason))
        grids = [made]
        if self.consistency:
            grids.append(self._consistency_grid(language))
        compared = self.comparison._grid(language, max_rows)
        if other := sum(bool(one.difference) for one in self._scores.compare(self.base)):
            said = say(_words.AS_A_WEIGHTED_MEAN, language, other, len(self._scores))
            compared.notes.append(said)
        return [*grids, compared]

    def _consistency_grid(self, language: str) -> Grid:
        numbers = (_words.EIGENVALUE, _words.INDEX, _words.RANDOM_INDEX, _words.CONSISTENCY_RATIO)
        made = grid(say(_words.JUDGEMENTS, language), language, (_words.CODE,), numbers)
        for one in self.consistency:
            cells = [one.node or say(_words.TOTAL, language)]
            cells += map(
                decimal, (one.eigenvalue, one.consistency_index, one.random_index, one.ratio)
            )
            made.rows.append(Row(cells, "" if one.acceptable else "error"))
        made.notes.append(say(_words.RANDOM_INDEX_OF, language))
        return made


_METHODS = {
    "entropy": _words.ENTROPY,
    "critic": _words.CRITIC,
    "components": _words.FIRST_COMPONENT,
    "pairwise": _words.PAIRWISE,
}


def _with_set(
    rubric: Rubric, method: str, found: Mapping[str, list[ProposedWeight]]
) -> tuple[str, Rubric]:
    """The rubric with a further set of weights, and the name of the set."""
    document: Json = read_json(rubric._resolved())
    document.pop("cases", None)
    document.pop("accept", None)
    sets = [*document.get("weight_sets", (_NOW,))]
    name = method
    while name in sets:
        name += "-2"
    document["weight_sets"] = [*sets, name]
    kinds = dict(kinds_of(document))
    for node in [document, *walk(document)]:
        code = node.get("code", "")
        if code not in kinds:
            continue
        kind, body = kinds[code]
        node["aggregation"] = {kind: body} if body else kind
        if code not in found:
            continue
        weights = {one.code: one.proposed for one in found[code]}
        scale = Fraction(str(body.get("weights_sum", 1)))
        if kind != "weighted_mean":
            node["aggregation"] = "weighted_mean"
        for child in counted_children(node):
            if kind == "sum":
                child["weight"] = child["max"]
            elif kind == "mean":
                child["weight"] = 1
            if child["code"] in weights:
                now = child.get("weight", 0)
                known = dict(now) if isinstance(now, Mapping) else dict.fromkeys(sets, now)
                proposed = weights[child["code"]] * scale
                child["weight"] = {**known, name: str(ExactFraction(proposed))}
    return name, Rubric.from_json(document)


class _Proposer:
    """Reads the arguments and finds the weights of each node."""

    def __init__(self, scores: Scores, method: Method, decimals: int) -> None:
        self._scores, self._method, self._decimals = scores, method, decimals
        self._parts = Parts(scores)
        self._arguments = Arguments(scores)
        self.left_out: dict[str, str] = {}
        self.consistency: list[PairwiseConsistency] = []

    def weights(self, nodes: Any, judgements: Any) -> dict[str, list[ProposedWeight]]:
        """The proposed weights by node. Raises DataError for what is wrong with the arguments."""
        places = [self._parts.root, *self._parts.places.values()]
        able = {one.code: one for one in places if one.kind and len(one.children) > 1}
        chosen = self._chosen(nodes, able)
        given: dict[str, list[list[Fraction]]] = {}
        if self._method == "pairwise":
            given = self._judged(judgements, able)
            chosen = [code for code in chosen if code in given]
        elif judgements is not None:
            self._arguments.add("judgements", "", _words.JUDGEMENTS_ARE_FOR_PAIRWISE())
        self._arguments.check()
        found: dict[str, list[ProposedWeight]] = {}
        for code in chosen:
            raw = self._raw(able[code], given.get(code))
            if raw is not None:
                found[code] = self._made(able[code], raw)
        return found

    def _chosen(self, nodes: Any, able: Mapping[str, Place]) -> list[str]:
        if nodes is None:
            return list(able)
        chosen = []
        for node in listed(nodes, "nodes"):
            below = self._arguments.below(node, "nodes")
            if below and below[0] not in able:
                said = _words.ITS_CHILDREN_HAVE_NO_WEIGHTS(below[0] or _words.TOTAL())
                self._arguments.add("nodes", below[0], said)
            elif below:
                chosen.append(below[0])
        return [code for code in able if code in chosen]

    def _raw(self, place: Place, judged: list[list[Fraction]] | None) -> Raw | None:
        if judged is not None:
            return self._of_judgements(place, perron(judged)).raw
        columns = [self._parts.shares[child.code] for child in place.children]
        positions = complete(columns, len(self._parts.units))
        raw = None
        if len(positions) > 1:
            raw = _FROM_DATA[self._method](columns, positions)
        if raw is None:
            self.left_out[place.code] = _words.NOTHING_TO_WEIGH_BY()
        elif raw.error * 10**self._decimals > 0.5:
            self.left_out[place.code] = _words.NOT_DETERMINED()
            raw = None
        return raw

    def _made(self, place: Place, raw: Raw) -> list[ProposedWeight]:
        kind = place.kind
        now = [
            Fraction(str(child.node["max"]))
            if kind == "sum"
            else Fraction(1)
            if kind == "mean"
            else child.stated
            for child in place.children
        ]
        whole = sum(now, Fraction(0)) or Fraction(1)
        return [
            ProposedWeight(
                place.code, child.code, ExactFraction(one / whole), ExactFraction(proposed)
            )
            for child, one, proposed in zip(
                place.children, now, rounded(raw.weights, self._decimals), strict=True
            )
        ]

    # ---- judgements -----------------------------------------------------------------------------

    def _of_judgements(self, place: Place, found: Perron) -> Perron:
        count = len(place.children)
        middle = (found.low + found.high) / 2
        grid = 10**12
        value = Fraction(round(middle * grid), grid)
        index = (value - count) / (count - 1)
        random = Fraction(RANDOM_INDEX[count - 1])
        ratio = index / random if random else Fraction(0)
        numbers = map(ExactFraction, (value, index, random, ratio))
        made = (place.code, *numbers, ratio <= _LIMIT)
        self.consistency.append(PairwiseConsistency._make(made))
        return found

    def _judged(
        self, judgements: Any, able: Mapping[str, Place]
    ) -> dict[str, list[list[Fraction]]]:
        """The matrix of each node with judgements; every pair of its children needs one."""
        pairs: dict[tuple[str, str], Fraction] = {}
        for first, others in copied(judgements, "judgements").items():
            for second, value in self._row(first, others).items():
                self._add(pairs, first, second, value)
        parents = {child.code: one for one in able.values() for child in one.children}
        nodes: dict[str, Place] = {}
        for pair in pairs:
            above = [parents.get(code) for code in pair]
            if above[0] is None or above[0] is not above[1]:
                said = _words.NOT_THE_SAME_PARENT(*pair)
                self._arguments.add("judgements", ", ".join(pair), said)
            else:
                nodes[above[0].code] = above[0]
        if not pairs and not self._arguments.wrong:
            self._arguments.add("judgements", "", _words.NO_JUDGEMENTS())
        made = {}
        for code, place in nodes.items():
            if len(place.children) > len(RANDOM_INDEX):
                said = _words.TOO_MANY_CHILDREN(code, str(len(RANDOM_INDEX)))
                self._arguments.add("judgements", code, said)
                continue
            made[code] = self._matrix(place, pairs)
        return made

    def _row(self, first: Any, others: Any) -> dict[Any, Any]:
        if is_a(others, Mapping):
            return dict(others)
        self._arguments.add("judgements", str(first), _words.JUDGEMENTS_ARE_NESTED())
        return {}

    def _add(
        self, pairs: dict[tuple[str, str], Fraction], first: Any, second: Any, value: Any
    ) -> None:
        codes = [self._arguments.below(code, "judgements")[:1] for code in (first, second)]
        field = f"{first}, {second}"
        number = self._arguments.number(value, "judgements", field)
        if not (codes[0] and codes[1]):
            return
        one, other = codes[0][0], codes[1][0]
        if number == 0 or one == other:
            if exact_number(value) == 0 or one == other:
                self._arguments.add("judgements", field, _words.A_JUDGEMENT_IS_ABOVE_0())
            return
        if pairs.get((other, one), 1 / number) != 1 / number:
            self._arguments.add("judgements", field, _words.JUDGED_TWICE(one, other))
        pairs.setdefault((one, other), number)

    def _matrix(
        self, place: Place, pairs: Mapping[tuple[str, str], Fraction]
    ) -> list[list[Fraction]]:
        codes = [child.code for child in place.children]
        known = {(code, code): Fraction(1) for code in codes}
        for one, other in combinations(codes, 2):
            number = pairs.get((one, other)) or 1 / pairs.get((other, one), Fraction(1))
            if (one, other) not in pairs and (other, one) not in pairs:
                self._arguments.add(
                    "judgements", f"{one}, {other}", _words.NO_JUDGEMENT_OF(one, other)
                )
            known[one, other], known[other, one] = number, 1 / number
        return [[known[one, other] for other in codes] for one in codes]


def proposed_weights(
    scores: Scores,
    method: Method,
    nodes: Iterable[str] | None,
    judgements: Mapping[str, Mapping[str, Any]] | None,
    decimals: int,
    timeout: float | None,
) -> WeightProposal:
    """See `Scores.proposed_weights`."""
    one_of(method, get_args(Method), "method")
    arguments = Arguments(scores)
    places = whole_number(arguments, decimals, "decimals", 1, 12)
    arguments.check()
    with time_limit(timeout):
        proposer = _Proposer(scores, method, places)
        found = proposer.weights(nodes, judgements)
        return WeightProposal(
            scores, method, places, found, proposer.consistency, proposer.left_out
        )
