# SPDX-License-Identifier: MIT
"""The points that a unit can reach at each cost, exactly, node by node.

A node is at most as good as its children let it be: sums, means, the lowest and the best child, caps, floors and
roundings never fall when a child rises. So of two ways to change what is below a node, one that costs no less and
gives no more can be left out; what remains is the frontier of the node. Frontiers of children are combined one after
the other, as in a knapsack with several items of each kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import lcm
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex import _core
from parindex._steps import read_json
from parindex._tree import children_of, walk
from parindex.analysis._options import LeafOption, Options, is_yes
from parindex.analysis._shares import OWN_KINDS, Json, aggregation_of, weight_of
from parindex.rounding import stated_rounding

if TYPE_CHECKING:
    from parindex.engine.unit_score import NodeScore

MOST_STATES = 20_000
"""States of a frontier."""

Measure = Callable[[Fraction], int]
Picks = Any
"""None, a LeafOption, or a pair of two of these."""


class State(NamedTuple):
    """One way to change what is below a node."""

    cost: int
    """As the measure gives it."""
    changed: int
    """The number of changed values."""
    points: Any
    """A Fraction; a whole number while a sum is added."""
    picks: Picks


class UnclearError(Exception):
    """A node whose points are no such function of those of its children; the argument is its code."""


class TooManyError(Exception):
    """More states than are kept."""


def options_in(picks: Picks) -> list[LeafOption]:
    """The options that were chosen."""
    found, todo = [], [picks]
    while todo:
        one = todo.pop()
        if isinstance(one, LeafOption):
            found.append(one)
        elif one is not None:
            todo += (one[1], one[0])
    return found


class Frontiers:
    """The frontier of the total of a unit.

    Raises UnclearError when the unit can change something below a node whose aggregation is of another kind.
    """

    def __init__(self, options: Options) -> None:
        scores = options.scores
        self._options = options
        self._unit = scores[scores.units[options.row]]
        self._sets = scores.plan.rubric.weight_sets
        self.document = read_json(scores.plan.rubric._resolved())
        """The rubric without names of shared parts."""
        self._nodes: dict[str, NodeScore] = {"": self._unit.total, **self._unit.nodes}
        for node in (self.document, *walk(self.document)):
            # Where a leaf or a gate reads another node, a change there has effects elsewhere as well.
            if any(_reads_nodes(node.get(key)) for key in ("rule", "inputs", "gates")):
                raise UnclearError(node.get("code", ""))

    def frontier(self, measure: Measure, most: int | None = None) -> list[State]:
        """The ways worth considering, the cheapest first, with the points of the total before its rounding.

        `most` is a cost above which nothing matters. Raises TooManyError.
        """
        self._measure, self._most = measure, most
        return self._node(self.document, "")

    # ---- one node -------------------------------------------------------------------------------

    def _node(self, node: Json, inherited: str) -> list[State]:
        code = node.get("code", "")
        now = self._nodes[code]
        assert now.points is not None
        if not children_of(node):
            return self._leaf(code, Fraction(now.points))
        kind, body = aggregation_of(node, inherited)
        handed = inherited if kind in OWN_KINDS else kind
        counted = [
            child
            for child in children_of(node)
            if not child.get("informative") and self._nodes[child["code"]].status == "ok"
        ]
        frontiers = [self._node(child, handed) for child in counted]
        gates = self._options.of_gates.get(code, [])
        if all(len(one) == 1 for one in frontiers) and not gates:
            return [State(0, 0, Fraction(now.points if code else _exact(now)), None)]
        states = self._combined(node, kind, body, counted, frontiers)
        states = [s._replace(points=_limited(node, s.points)) for s in states]
        if "gates" in node:
            states = [made for state in states for made in self._gated(node, state, gates)]
        if code and "rounding" in node:
            rounding = stated_rounding(node["rounding"])
            made = {s.points: Fraction(rounding.apply(s.points)) for s in states}
            states = [state._replace(points=made[state.points]) for state in states]
        states = self._best(states)
        if states[0].points != Fraction(now.points if code else _exact(now)):
            raise UnclearError(code)  # what is not known here limits it
        return states

    def _leaf(self, code: str, points: Fraction) -> list[State]:
        options = self._options.of_leaf.get(code, ())
        made = (State(self._measure(one.cost), len(one.values), one.points, one) for one in options)
        return self._best([State(0, 0, points, None), *made])

    def _gated(self, node: Json, state: State, options: list[LeafOption]) -> Iterable[State]:
        """A state with the gates as they are, and with some of those that apply opened."""
        cells, code = self._options.cells, node.get("code", "")
        for option in (None, *options):
            points = state.points
            opened = {} if option is None else option.values
            for gate in node["gates"]:
                column = gate["id"] if not code else f"{code}.{gate['id']}"
                column = code if code and gate["id"] == "value" else column
                if column in opened or not is_yes(cells[column]):
                    continue
                if "points" in gate:
                    points = Fraction(str(gate["points"]))
                    break
                points = min(points, Fraction(str(gate["cap"])))
            if option is None:
                yield state._replace(points=points)
            else:
                cost = state.cost + self._measure(option.cost)
                changed = state.changed + len(option.values)
                yield State(cost, changed, points, (state.picks, option))

    # ---- children -------------------------------------------------------------------------------

    def _combined(
        self,
        node: Json,
        kind: str,
        body: Json,
        children: Sequence[Json],
        frontiers: list[list[State]],
    ) -> list[State]:
        code = node.get("code", "")
        maxima = [Fraction(self._nodes[child["code"]].max or 0) for child in children]
        steps = body.get("adjust", ())
        apart = {step.get("bonus", step.get("penalty")): step for step in steps}
        if "drop" in body or not all(maxima) or any("weight_input" in c for c in children):
            raise UnclearError(code)
        if kind in ("sum", "mean", "weighted_mean", "one_of"):
            inside = [at for at, child in enumerate(children) if child["code"] not in apart]
            factors = _factors(node, kind, body, children, maxima, inside, self._sets)
            scaled = [_scaled(frontiers[at], factors[at]) for at in inside]
            states = self._added(scaled)
        elif kind == "minimum":
            states = self._joined(frontiers, min)
        elif kind == "best" and int(body["count"]) == 1:
            states = self._joined(frontiers, max)
        else:
            raise UnclearError(code)
        for step in steps:
            at = next(
                (at for at, child in enumerate(children) if child["code"] in step.values()), None
            )
            if at is not None:
                states = self._adjusted(step, states, frontiers[at])
        return states

    def _adjusted(self, step: Json, states: list[State], part: list[State]) -> list[State]:
        """The points after a bonus or a penalty. A penalty stays as it is: its points would have to fall."""
        limit = step.get("cap", step.get("floor"))
        if limit == "max":
            limit = self._unit.max
        end = None if limit is None else Fraction(str(limit))
        if "penalty" in step:
            lost = part[0].points
            return [s._replace(points=_not_below(s.points - lost, s.points, end)) for s in states]
        return self._merged(states, part, lambda one, more: _not_above(one + more, one, end))

    def _added(self, parts: list[list[State]]) -> list[State]:
        """Every sum of one state of each part. Whole numbers are added, over one denominator."""
        scale = lcm(*(state.points.denominator for part in parts for state in part))
        whole = [
            [s._replace(points=s.points.numerator * (scale // s.points.denominator)) for s in part]
            for part in parts
        ]
        total = [State(0, 0, 0, None)]
        for part in sorted(whole, key=len):
            total = self._merged(total, part, add)
        return [state._replace(points=Fraction(state.points, scale)) for state in total]

    def _joined(self, parts: list[list[State]], better: Callable[[Any, Any], Any]) -> list[State]:
        total, *others = parts
        for part in others:
            total = self._merged(total, part, better)
        return total

    def _merged(
        self, one: list[State], other: list[State], points: Callable[[Any, Any], Any]
    ) -> list[State]:
        if len(one) * len(other) > 40 * MOST_STATES:
            raise TooManyError
        _core.step(None)
        if len(other) == 1 and other[0].picks is None:
            ((_, _, more, _),) = other
            return [state._replace(points=points(state.points, more)) for state in one]
        made = [
            State(a.cost + b.cost, a.changed + b.changed, points(a.points, b.points),
                  a.picks if b.picks is None else (a.picks, b.picks))
            for a in one for b in other
        ]  # fmt: skip
        return self._best(made)

    def _best(self, states: list[State]) -> list[State]:
        """The states that no other one replaces, the cheapest first."""
        kept: list[State] = []
        states.sort(key=lambda state: (state.cost, state.changed, -state.points))
        for state in states:
            if self._most is not None and state.cost > self._most:
                break
            if not kept or state.points > kept[-1].points:
                kept.append(state)
        if len(kept) > MOST_STATES:
            raise TooManyError
        return kept


def _exact(total: NodeScore) -> Fraction:
    assert total.exact is not None
    return Fraction(total.exact)


def _factors(
    node: Json,
    kind: str,
    body: Json,
    children: Sequence[Json],
    maxima: Sequence[Fraction],
    inside: Sequence[int],
    sets: Sequence[str],
) -> list[Fraction]:
    """What one point of each child gives to the points of a sum or mean."""
    one = Fraction(1)
    if kind in ("sum", "one_of"):
        if kind == "one_of" and len(children) != 1:
            raise UnclearError(node.get("code", ""))
        left = sum((maxima[at] for at in inside), Fraction(0))
        whole = Fraction(str(node["max"]))
        if body.get("excluded") == "rescale":
            return [whole / left for _ in children]
        if body.get("excluded") == "redistribute":
            more = (whole - left) / len(inside)
            return [(most + more) / most for most in maxima]
        return [one for _ in children]
    weights = [weight_of(child, sets) if kind == "weighted_mean" else one for child in children]
    total = sum(weights, Fraction(0))
    if not total:
        raise UnclearError(node.get("code", ""))
    whole = Fraction(str(node["max"]))
    return [whole * weight / (total * most) for weight, most in zip(weights, maxima, strict=True)]


def _scaled(states: list[State], factor: Fraction) -> list[State]:
    return [state._replace(points=state.points * factor) for state in states]


def _limited(node: Json, points: Fraction) -> Fraction:
    if "cap" in node:
        points = min(points, Fraction(str(node["cap"])))
    return max(points, Fraction(str(node["floor"]))) if "floor" in node else points


def _not_above(points: Fraction, before: Fraction, cap: Fraction | None) -> Fraction:
    return points if cap is None else min(points, max(before, cap))


def _not_below(points: Fraction, before: Fraction, floor: Fraction | None) -> Fraction:
    return points if floor is None else max(points, min(before, floor))


def _reads_nodes(part: Any) -> bool:
    """Whether a rule reads a figure of another node."""
    if isinstance(part, dict):
        return "node" in part or any(map(_reads_nodes, part.values()))
    return isinstance(part, list) and any(map(_reads_nodes, part))
