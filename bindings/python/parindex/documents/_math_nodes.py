# SPDX-License-Identifier: MIT
"""The method of a rubric as formulas: for each node its rule or aggregation, limits, gates, rounding and index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from parindex._tree import children_of, levels, weight_column
from parindex.documents import _math
from parindex.documents import _math_words as _words
from parindex.documents._math import (
    HUNDRED,
    INDEX,
    MAX,
    POINTS,
    SUM,
    Cases,
    Fence,
    Line,
    Number,
    Over,
    Quotient,
    Script,
    Sign,
    Symbol,
    Term,
    Words,
    equation,
    exact,
    fenced,
    greatest,
    interval,
    least,
    limited,
    minus,
    of,
    otherwise,
    piecewise,
    product,
    rounded,
    row,
)
from parindex.documents._math_expressions import Body, LeafTerms, figure
from parindex.documents._math_rules import rule_lines
from parindex.documents._method import join, key, named
from parindex.documents._nodes import kind_of, passed_on
from parindex.documents._texts import title

_I, _J, _K = Symbol("i"), Symbol("j"), Symbol("K")
_EACH = row(_I, "∈", _K)
_P_I, _M_I, _W_I = of(POINTS, _I), of(MAX, _I), of(Symbol("w"), _I)
_SHARE = Quotient(_P_I, _M_I)
_COUNT = Fence("|", _K, "|")


def notation() -> Line:
    """What the letters of formulas are."""
    said = _words.NOTATION(POINTS.letter, MAX.letter, INDEX.letter)
    return [Words(said)]


def formulas(
    document: Mapping[str, Any], groups: Mapping[str, str]
) -> Iterator[tuple[int, Mapping[str, Any], list[Line]]]:
    """Every node of a rubric with its depth and its formulas; `groups` are the titles of the groups by id."""
    first_set = next(iter(document.get("weight_sets", ())), "")
    above: list[Any] = []
    for depth, node in levels(document):
        del above[depth:]
        inherited = above[-1] if above else ""
        own = node.get("aggregation", inherited)
        above.append(passed_on(own, inherited))
        yield depth, node, list(_node_lines(node, own, first_set, groups))


def _node_lines(
    node: Body, aggregation: Any, first_set: str, groups: Mapping[str, str]
) -> Iterator[Line]:
    steps = [
        step
        for step, applies in (
            (_limits, "cap" in node or "floor" in node),
            (_caps, any("cap" in gate for gate in node.get("gates", ()))),
            (_vetoes, any("points" in gate for gate in node.get("gates", ()))),
            (_round, "rounding" in node),
        )
        if applies
    ]
    exact_points = Symbol("p")
    letters: list[Term] = [of(exact_points, Number(str(at))) for at in range(len(steps))]
    letters = [exact_points if len(steps) == 1 else letter for letter in letters] + [POINTS]
    leaf = LeafTerms(node, groups)
    if "rule" in node:
        yield from rule_lines(node["rule"], leaf, letters[0])
    else:
        yield from _Children(node, first_set).lines(aggregation, letters[0])
    for at, step in enumerate(steps):
        yield from step(node, leaf, letters[at], letters[at + 1])
    yield from leaf.legend()
    if "index_rounding" in node:
        share = product(HUNDRED, Quotient(POINTS, MAX))
        yield equation(INDEX, rounded(share, node["index_rounding"]))
    if "classes" in node and "quota" not in node["classes"]:
        yield from _classes(node["classes"], letters[-2] if "rounding" in node else POINTS)


# ---- what follows the rule or the aggregation -----------------------------------------------------
def _limits(node: Body, _leaf: LeafTerms, before: Term, after: Term) -> Iterator[Line]:
    yield equation(after, limited(before, node.get("cap"), node.get("floor")))


def _holds(gate: Body, leaf: LeafTerms) -> Term:
    """Whether a gate applies."""
    if "when" not in gate:
        flags = [one["id"] for one in leaf.node["gates"] if "when" not in one]
        number = Number(str(flags.index(gate["id"]) + 1))
        own = Symbol("g") if len(flags) == 1 else of(Symbol("g"), number)
        letter = leaf.letter(f"gate {gate['id']}", named(gate), _words.IF_APPLIES(), own)
        return row(letter, "=", Number("1"))
    test = gate["when"]
    if "no_value" in test:
        reasons = join([key(reason) for reason in test["no_value"]], ", ")
        return Words(_words.NO_VALUE(test["node"], reasons))
    if "points" in test:
        return interval(test["points"], figure(test["node"], "points"))
    looked_at = of(INDEX, test["node"])
    return interval(
        test["index"], figure(test["node"], "index") if test.get("stage") == "exact" else looked_at
    )


def _caps(node: Body, leaf: LeafTerms, before: Term, after: Term) -> Iterator[Line]:
    """Gates that only lower: all that apply."""
    gates = [gate for gate in node["gates"] if "cap" in gate]
    if len(gates) == 1:
        lowered = least(exact(gates[0]["cap"]), before)
        yield from piecewise(after, [(lowered, _holds(gates[0], leaf)), (before, otherwise())])
        return
    limits = [of(Symbol("c"), Number(str(at))) for at in range(1, len(gates) + 1)]
    yield equation(after, least(before, *limits))
    for limit, gate in zip(limits, gates, strict=True):
        rows = [(exact(gate["cap"]), _holds(gate, leaf)), (before, otherwise())]
        yield from piecewise(limit, rows)


def _vetoes(node: Body, leaf: LeafTerms, before: Term, after: Term) -> Iterator[Line]:
    """Gates that replace the points: the first that applies."""
    gates = [gate for gate in node["gates"] if "points" in gate]
    rows = [(exact(gate["points"]), _holds(gate, leaf)) for gate in gates]
    yield from piecewise(after, [*rows, (before, otherwise())])


def _round(node: Body, _leaf: LeafTerms, before: Term, after: Term) -> Iterator[Line]:
    yield equation(after, rounded(before, node["rounding"]))


def _classes(how: Body, exact_points: Term) -> Iterator[Line]:
    if how["on"] == "points":
        x: Term = exact_points if how["stage"] == "exact" else POINTS
    else:
        x = INDEX if how["stage"] == "rounded" else product(HUNDRED, Quotient(POINTS, MAX))
    rows = [
        (Words(title(band.get("title")) or band["id"]), interval(band, x)) for band in how["bands"]
    ]
    yield from piecewise(Words(_words.CLASS()), rows)


# ---- aggregations ---------------------------------------------------------------------------------
def _over(body: Term, sign: Term = SUM, below: Term = _EACH) -> Over:
    return Over(sign, below, body)


class _Children:
    """The children of a node, and its points from theirs."""

    def __init__(self, node: Body, first_set: str) -> None:
        self.node = node
        self.max = exact(node["max"])
        adjusted = _adjusted(node.get("aggregation"))
        self.counted = [
            child
            for child in children_of(node)
            if not child.get("informative") and child["code"] not in adjusted
        ]
        self.weights = {
            child["code"]: weight[first_set] if isinstance(weight, Mapping) else weight
            for child in self.counted
            if (weight := child.get("weight")) is not None
        }

    def lines(self, aggregation: Any, points: Term) -> Iterator[Line]:
        """The formulas of an aggregation; `points` is the letter of what it gives."""
        kind, body = kind_of(aggregation)
        yield from AGGREGATIONS[kind](self, body, points)
        if "minimum_available" in body:
            yield [row(_COUNT, "≥", Number(str(body["minimum_available"])))]
        if "drop" in body:
            drop = body["drop"]
            ends = drop.get("lowest", 0), drop.get("highest", 0)
            yield [_K, Words(_words.DROPPED(*ends, key(drop["by"])))]
        if "nothing_left" in self.node:
            most = self.max if self.node["nothing_left"] == "full" else Number("0")
            yield [row(points, "=", most), Words(_words.NOTHING_LEFT())]
        yield [_K, Words(_words.CHILDREN(", ".join(child["code"] for child in self.counted)))]

    def capped(self, most: Term) -> Term:
        """The applicable maximum of a sum is at most the cap of its node."""
        return limited(most, self.node.get("cap"))

    def told_weights(self) -> Iterator[Line]:
        """The weights of the children."""
        line: list[Term] = [Words(_words.WEIGHTS())]
        told: dict[str, Term] = {code: exact(weight) for code, weight in self.weights.items()}
        for child in self.counted:
            if "weight_input" in child:
                told[child["code"]] = Words(_words.FROM_COLUMN(weight_column(child)))
        for at, (code, weight) in enumerate(told.items()):
            line += [Words("; ")] if at else []
            line.append(row(of(Symbol("w"), code), "=", weight))
        yield line

    def weighty(self) -> Term:
        """The range of the children whose weight is above 0."""
        none = any(exact(weight) == Number("0") for weight in self.weights.values())
        return row(_EACH, ";", _W_I, ">", Number("0")) if none else _EACH


def _adjusted(aggregation: Any) -> set[str]:
    steps = (
        aggregation["sum"].get("adjust", ())
        if isinstance(aggregation, Mapping) and "sum" in aggregation
        else ()
    )
    return {step.get("bonus", step.get("penalty")) for step in steps}


def _sum(children: _Children, body: Body, points: Term) -> Iterator[Line]:
    steps: Sequence[Body] = body.get("adjust", ())
    totals = [of(Symbol("T"), Number(str(at))) for at in range(len(steps))] + [points]
    excluded = body.get("excluded")
    rest = _over(row(Quotient(_P_I, _M_I), "·", fenced(row(_M_I, "+", Symbol("d")))))
    if excluded == "rescale":
        yield equation(totals[0], product(_over(_P_I), Quotient(children.max, _over(_M_I))))
    elif excluded == "redistribute":
        yield equation(totals[0], rest)
        yield equation(Symbol("d"), Quotient(minus(children.max, _over(_M_I)), _COUNT))
    else:
        yield equation(totals[0], _over(_P_I))
    for before, after, step in zip(totals, totals[1:], steps, strict=False):
        if "bonus" in step:
            made: Term = row(before, "+", of(POINTS, step["bonus"]))
            if "cap" in step:
                cap = MAX if step["cap"] == "max" else exact(step["cap"])
                made = least(made, greatest(before, cap))
        else:
            made = row(before, "−", of(POINTS, step["penalty"]))
            if "floor" in step:
                made = greatest(made, least(before, exact(step["floor"])))
        yield equation(after, made)
    if steps:
        yield [Words(_words.ADJUSTMENTS())]
    yield equation(MAX, children.max if excluded else children.capped(_over(_M_I)))


def _mean(children: _Children, _body: Body, points: Term) -> Iterator[Line]:
    yield equation(points, product(children.max, Quotient(Number("1"), _COUNT), _over(_SHARE)))
    yield equation(MAX, children.max)


def _weighted_mean(children: _Children, _body: Body, points: Term) -> Iterator[Line]:
    mean = Quotient(_over(row(_W_I, "·", _SHARE)), _over(_W_I))
    yield equation(points, product(children.max, mean))
    yield from children.told_weights()
    yield equation(MAX, children.max)


def _median(children: _Children, _body: Body, points: Term) -> Iterator[Line]:
    yield equation(points, product(children.max, _over(_SHARE, Words(_words.MEDIAN()))))
    yield equation(MAX, children.max)


def _geometric_mean(children: _Children, _body: Body, points: Term) -> Iterator[Line]:
    each = children.weighty()
    power, total = (_SHARE, _COUNT) if not children.weights else (
        Script(fenced(_SHARE), above=_W_I), _over(_W_I, below=each)
    )  # fmt: skip
    root = Quotient(Number("1"), total)
    inside = fenced(_over(power, Sign("∏"), each))
    yield equation(points, product(children.max, Script(inside, above=root)))
    if children.weights:
        yield from children.told_weights()
    yield equation(MAX, children.max)


def _harmonic_mean(children: _Children, _body: Body, points: Term) -> Iterator[Line]:
    each = children.weighty()
    weight, total = (_W_I, _over(_W_I, below=each)) if children.weights else (Number("1"), _COUNT)
    below = _over(product(weight, Quotient(_M_I, _P_I)), below=each)
    rows = [
        (Number("0"), Words(_words.SHARE_ZERO())),
        (product(children.max, Quotient(total, below)), otherwise()),
    ]
    yield equation(points, Cases(tuple(rows)))
    if children.weights:
        yield from children.told_weights()
    yield equation(MAX, children.max)


def _product(children: _Children, _body: Body, points: Term) -> Iterator[Line]:
    yield equation(points, product(children.max, _over(_SHARE, Sign("∏"))))
    yield equation(MAX, children.max)


def _minimum(_children: _Children, _body: Body, points: Term) -> Iterator[Line]:
    for letter, each in ((points, _P_I), (MAX, _M_I)):
        yield equation(letter, _over(each, Words("min")))


def _best(children: _Children, body: Body, points: Term) -> Iterator[Line]:
    count = Number(str(body["count"]))
    below = row(Number("1"), "≤", _J, "≤", least(count, _COUNT))
    for letter, each, said in (
        (points, POINTS, _words.HIGHEST()),
        (MAX, MAX, _words.HIGHEST_MAXIMA()),
    ):
        place = of(each, row("(", _J, ")"))
        made: Term = _over(place, below=below)
        yield equation(letter, made if letter is points else children.capped(made))
        first, second = (of(each, row("(", Number(at), ")")) for at in "12")
        yield [row(first, "≥", second, "≥", "…"), Words(said)]


def _one_of(_children: _Children, _body: Body, points: Term) -> Iterator[Line]:
    yield equation(points, _P_I)
    yield equation(MAX, _M_I)
    yield [_I, Words(_words.ONLY())]


def _lookup(children: _Children, body: Body, points: Term) -> Iterator[Line]:
    rows = []
    for one in body["rows"]:
        given = Fence("{", _math.joined([exact(number) for number in one["children"]], ";"), "}")
        rows.append((exact(one["points"]), row(_EACH_POINTS, "=", given)))
    yield from piecewise(points, rows)
    yield [_EACH_POINTS, Words(_words.IN_ANY_ORDER())]
    yield equation(MAX, children.max)


_EACH_POINTS = Symbol("Q")

AGGREGATIONS: dict[str, Callable[[_Children, Body, Term], Iterator[Line]]] = {
    "sum": _sum,
    "weighted_mean": _weighted_mean,
    "mean": _mean,
    "median": _median,
    "geometric_mean": _geometric_mean,
    "harmonic_mean": _harmonic_mean,
    "minimum": _minimum,
    "product": _product,
    "best": _best,
    "one_of": _one_of,
    "lookup": _lookup,
}
