# SPDX-License-Identifier: MIT
"""The rules of leaves as formulas: a function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from parindex._tree import table_of_points
from parindex.documents import _math_words as _words
from parindex.documents._math import (
    HUNDRED,
    SUM,
    Fence,
    Line,
    Number,
    Over,
    Quotient,
    Run,
    Symbol,
    Term,
    Words,
    X,
    bare,
    call,
    equation,
    exact,
    fenced,
    greatest,
    interval,
    joined,
    least,
    limited,
    minus,
    of,
    otherwise,
    piecewise,
    plus,
    product,
    row,
)
from parindex.documents._math_expressions import (
    Body,
    LeafTerms,
    answer_is,
    condition,
    expression,
    quantity,
)
from parindex.documents._method import join, named


def rule_lines(rule: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    """The formulas of a rule; `points` is the letter of what it gives."""
    kind, body = next(iter(rule.items()))
    on = body.get("on", {})
    if "value" in on and "rounding" not in on:
        leaf.input(on["value"], X)
    elif on:
        leaf.names = frozenset(on.get("let", ()))
        yield equation(X, quantity(on, leaf))
        yield from _names(on, leaf)
        leaf.names = frozenset()
    yield from RULES[kind](body, leaf, points)
    yield from leaf.legend()


def _answers(options: Sequence[Body], name: str) -> list[tuple[Term, Term]]:
    return [(exact(one[name]), Words(_words.ANSWER_IS(named(one)))) for one in options]


def _choice(body: Body, _leaf: LeafTerms, points: Term) -> Iterator[Line]:
    yield from piecewise(points, _answers(body["options"], "points"))


def _levels(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    percent = Symbol("q")
    yield equation(points, product(leaf.max, Quotient(percent, HUNDRED)))
    yield from piecewise(percent, _answers(body["options"], "percent"))


def _yes_no(body: Body, _leaf: LeafTerms, points: Term) -> Iterator[Line]:
    rows = [(exact(body["yes"]), Words(_words.ANSWERED_YES())), (exact(body["no"]), otherwise())]
    yield from piecewise(points, rows)


def _done(item: Body, leaf: LeafTerms) -> Term:
    return leaf.letter(item["id"], named(item), _words.IF_MET())


def _all_of(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    done = joined([*(_done(item, leaf) for item in body["items"]), Number("1")], "=")
    yield from piecewise(
        points, [(exact(body["points"]), done), (exact(body["otherwise"]), otherwise())]
    )


def _checklist(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    terms = (product(exact(item["points"]), _done(item, leaf)) for item in body["items"])
    yield equation(points, plus(terms))


def _bands(body: Body, _leaf: LeafTerms, points: Term) -> Iterator[Line]:
    yield from piecewise(
        points, [(exact(step["points"]), interval(step, X)) for step in body["steps"]]
    )


def _line(piece: Body) -> Term:
    """The points on the line of a piece."""
    if "points" in piece:
        return exact(piece["points"])
    low, high = (exact(piece.get(a, piece.get(b))) for a, b in (("from", "above"), ("to", "below")))
    first, last = exact(piece["points_from"]), exact(piece["points_to"])
    slope = Quotient(minus(X, low), minus(high, low))
    if first == Number("0"):
        return product(last, slope)
    return row(first, "+", fenced(minus(last, first)), "·", slope)


def _linear(body: Body, _leaf: LeafTerms, points: Term) -> Iterator[Line]:
    yield from piecewise(points, [(_line(piece), interval(piece, X)) for piece in body["pieces"]])


def _proportional(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    full_at = exact(body["full_at"])
    share = product(leaf.max, X if full_at == Number("1") else Quotient(X, full_at))
    made = limited(share, body.get("cap"), body.get("floor"))
    cut_off = body.get("cut_off")
    if cut_off is None:
        yield equation(points, made)
    else:
        yield from piecewise(
            points, [(exact(cut_off["points"]), interval(cut_off, X)), (made, otherwise())]
        )


def _per_unit(body: Body, _leaf: LeafTerms, points: Term) -> Iterator[Line]:
    yield equation(points, limited(product(exact(body["points_each"]), X), body.get("cap")))


def _increments(body: Body, _leaf: LeafTerms, points: Term) -> Iterator[Line]:
    threshold, base, steps = exact(body["threshold"]), exact(body["base"]), Symbol("n")
    down = body["direction"] == "down"
    distance = minus(threshold, X) if down else minus(X, threshold)
    added = product(exact(body["points_each"]), steps)
    beyond = limited(added if base == Number("0") else row(base, "+", added), body.get("cap"))
    yield from piecewise(
        points,
        [
            (base, row(X, "≥" if down else "≤", threshold)),
            (beyond, row(X, "<" if down else ">", threshold)),
        ],
    )
    count: Term = Quotient(distance, exact(body["step"]))
    if body["partial_steps"] == "dropped":
        yield [row(steps, "=", Fence("⌊", count, "⌋")), Words(_words.WHOLE_STEPS())]
    else:
        yield equation(steps, count)


def _deduction(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    costs = [
        limited(
            product(exact(item["each"]), leaf.letter(item["id"], named(item), _words.NUMBERS())),
            item.get("cap"),
        )
        for item in body["items"]
    ]
    start = exact(body["start"])
    if "cap" in body:
        yield equation(points, row(start, "−", limited(plus(costs), body["cap"])))
    else:
        yield equation(points, row(start, "−", fenced(plus(costs)) if len(costs) > 1 else costs[0]))


def _direct(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    mark = leaf.letter("value", _words.MARK())
    low = exact(body["min"])
    yield equation(points, mark)
    yield [row(low, "≤", mark, "≤", exact(body["max"]))]
    if "step" in body:
        distance = mark if body["min"] == "0" else minus(mark, low)
        yield [row(Quotient(distance, exact(body["step"])), "∈", "ℤ")]


def _imported(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    name = " ".join(filter(None, (body["index"], body.get("edition"))))
    given = leaf.letter("value", _words.FIGURE_OF(name))
    yield equation(points, product(leaf.max, Quotient(given, HUNDRED)))
    yield [row(Number("0"), "≤", given, "≤", HUNDRED)]


def _formula(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    limits = [body.get("cap"), body.get("floor")]
    leaf.names = frozenset(body.get("let", ()))
    if len(body["cases"]) == 1 and "when" not in body["cases"][0]:
        made = expression(body["cases"][0]["points"], leaf)
        yield equation(points, limited(made, *limits))
        yield from _names(body, leaf)
        return
    rows = [
        (
            expression(case["points"], leaf),
            bare(condition(case["when"], leaf)) if "when" in case else otherwise(),
        )
        for case in body["cases"]
    ]
    whole = limits == [None, None]
    within = points if whole else Symbol("y")
    if not whole:
        yield equation(points, limited(within, *limits))
    yield from piecewise(within, rows)
    yield from _names(body, leaf)


def _names(body: Body, leaf: LeafTerms) -> Iterator[Line]:
    """What the names of a formula are."""
    for name, part in body.get("let", {}).items():
        yield equation(Words(name), expression(part, leaf))


def _goalposts(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    low, high = (expression(body[name], leaf) for name in ("low", "high"))
    bottom, top = of(X, _words.LOW()), of(X, _words.HIGH())
    ends = X, bottom, top
    x, a, b = (call("ln", [end]) for end in ends) if body["scale"] == "log" else ends
    share: Term = Quotient(minus(x, a), minus(b, a))
    if body["outside"] == "clamp":
        share = least(Number("1"), greatest(Number("0"), share))
    yield equation(points, product(leaf.max, share))
    yield equation(bottom, low)
    yield equation(top, high)
    if body["outside"] == "error":
        yield [row(least(bottom, top), "≤", X, "≤", greatest(bottom, top))]


def _target(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    distance = Fence("|", minus(X, exact(body["target"])), "|")
    share = minus(Number("1"), Quotient(distance, exact(body["zero_at"])))
    yield equation(points, product(leaf.max, greatest(Number("0"), share)))


def _test(name: str, test: Any, leaf: LeafTerms) -> Term:
    if isinstance(test, Mapping):
        return interval(test, leaf.input(name))
    if isinstance(test, list) and isinstance(test[0], Mapping):
        ranges = [interval(one, leaf.input(name)) for one in test]
        return fenced(joined(ranges, Words(_words.OR())))
    return answer_is(name, test, leaf)


def _tests(when: Body, leaf: LeafTerms) -> Term:
    tests = [_test(name, test, leaf) for name, test in when.items()]
    return joined(tests, Words(_words.AND()))


def _decision_table(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    body = table_of_points(body)
    hit, listed = body["hit"], [*body["rows"]]
    if hit == "priority":
        listed.sort(key=lambda one: body["priority"].index(one["points"]))
    rows = [(exact(one.get("points", "1")), _tests(one["when"], leaf)) for one in listed]
    rest = [(exact(body["otherwise"]), otherwise())] if "otherwise" in body else []
    if hit in ("unique", "first", "any", "priority"):
        yield from piecewise(points, [*rows, *rest])
        return
    j, matching, each = Symbol("j"), Symbol("J"), Symbol("t")
    sign: Term = SUM if hit in ("sum", "count") else Words(hit)
    made: Term = Over(sign, row(j, "∈", matching), of(each, j))
    if hit == "count":
        made = limited(product(exact(body["points_each"]), made), body.get("cap"))
    if rest:
        yield from piecewise(points, [(rest[0][0], Words(_words.NO_ROW())), (made, otherwise())])
    else:
        yield equation(points, made)
    yield [matching, Words(_words.MATCHING())]
    for at, (given, tests) in enumerate(rows, 1):
        yield [equation(of(each, Number(str(at))), given)[0], Words(_words.IF()), tests]


def _survey(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    groups = body.get("respondents", ())
    share, sample, counts = Symbol("S"), Symbol("N"), []
    told: list[Line] = []
    yield equation(points, product(leaf.max, Quotient(share, HUNDRED)))
    if groups:
        shares = [of(share, Number(str(at))) for at in range(1, len(groups) + 1)]
        weights = [exact(group["weight"]) for group in groups]
        pairs = zip(weights, shares, strict=True)
        above = plus(row(weight, "·", one) for weight, one in pairs)
        yield equation(share, Quotient(above, plus(weights)))
    for at, group in enumerate(groups or ({},), 1):
        known = of(share, Number(str(at))) if groups else share
        numbers = [
            (
                answer,
                leaf.letter(f"{at} {answer['id']}", _answered(answer, group), _words.NUMBERS()),
            )
            for answer in body["answers"]
        ]
        counts += [number for _, number in numbers]
        worth = [(answer["percent"], n) for answer, n in numbers if "percent" in answer]
        above = plus(row(exact(percent), "·", n) for percent, n in worth)
        yield equation(known, Quotient(above, plus(n for _, n in worth)))
        if groups:
            told.append([known, Words(_words.SHARE_OF_GROUP(named(group)))])
    yield equation(sample, plus(counts))
    yield [row(sample, "≥", exact(body["minimum_sample"])), Words(_words.SAMPLE())]
    yield from told


def _answered(answer: Body, group: Body) -> str:
    return join([named(group), ": ", named(answer)], "") if group else named(answer)


def _custom(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    given: list[Term] = [leaf.input(name) for name in leaf.inputs]
    parameters = body.get("parameters", {})
    given += [row(Words(name), "=", exact(number)) for name, number in parameters.items()]
    function = of(Words(body["name"]), body["version"])
    reach = body["reach"]
    yield equation(points, row(function, fenced(joined(given, ";") if given else Run(()))))
    yield [row(exact(reach["min"]), "≤", points, "≤", exact(reach["max"]))]


def _by_group(body: Body, leaf: LeafTerms, points: Term) -> Iterator[Line]:
    for case in body["cases"]:
        names = join([leaf.groups.get(one, one) for one in case["groups"]], ", ")
        yield [Words(_words.FOR_GROUPS(names))]
        yield from rule_lines(case["rule"], leaf, points)


RULES: dict[str, Callable[[Body, LeafTerms, Term], Iterator[Line]]] = {
    "choice": _choice,
    "yes_no": _yes_no,
    "all_of": _all_of,
    "checklist": _checklist,
    "bands": _bands,
    "proportional": _proportional,
    "direct": _direct,
    "levels": _levels,
    "linear": _linear,
    "per_unit": _per_unit,
    "increments": _increments,
    "deduction": _deduction,
    "imported": _imported,
    "formula": _formula,
    "goalposts": _goalposts,
    "target": _target,
    "decision_table": _decision_table,
    "survey": _survey,
    "custom": _custom,
    "by_group": _by_group,
}
