# SPDX-License-Identifier: MIT
"""The quantities, expressions and conditions of rules as formulas, and the letters of inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from parindex.documents import _math_words as _words
from parindex.documents._math import (
    HUNDRED,
    MAX,
    POINTS,
    Cases,
    Fence,
    Line,
    Number,
    Quotient,
    Script,
    Symbol,
    Term,
    Words,
    bound,
    call,
    exact,
    factor,
    fenced,
    greatest,
    interval,
    joined,
    least,
    of,
    plus,
    product,
    rounded,
    row,
)
from parindex.documents._method import key, named, word_of
from parindex.documents._texts import title, words

Body: TypeAlias = Mapping[str, Any]

_LETTERS = "abcdehkr"


class LeafTerms:
    """A leaf whose rule is written: its inputs have letters, in the order in which they are used."""

    def __init__(self, node: Body, groups: Mapping[str, str]) -> None:
        self.node = node
        self.groups = groups
        self.max = exact(node["max"])
        self.inputs = {one["name"]: one for one in node.get("inputs", ())}
        self.names: frozenset[str] = frozenset()
        """Names of parts of a formula."""
        self._lettered: dict[str, tuple[Term, str, str]] = {}
        self._many = len(_LETTERS) < max(len(self.inputs), _items(node.get("rule")))

    def letter(self, name: str, said: str, note: str = "", letter: Term | None = None) -> Term:
        """The letter of a value, the next one if none is given, with its text and a note for the legend."""
        if name not in self._lettered:
            at = len(self._lettered)
            numbered = self._many or at >= len(_LETTERS)
            if letter is None:
                letter = of(Symbol("a"), Number(str(at + 1))) if numbered else Symbol(_LETTERS[at])
            self._lettered[name] = letter, said, note
        return self._lettered[name][0]

    def input(self, name: str, letter: Term | None = None) -> Term:
        """The letter of an input."""
        one = self.inputs.get(name, {"name": name})
        shown = title(one.get("title")) or (words("value") if name == "value" else name)
        return self.letter(
            name, shown, _words.IF_YES() if one.get("type") == "boolean" else "", letter
        )

    def legend(self) -> Iterator[Line]:
        """What each letter is, a line for all with the same note; they are then forgotten."""
        notes = {note: None for _, _, note in self._lettered.values()}
        for note in notes:
            line: list[Term] = []
            for letter, said, of_letter in self._lettered.values():
                if of_letter == note:
                    line += [Words("; ")] if line else []
                    line += [letter, Words(_words.IS(said))]
            yield [*line, Words(note)] if note else line
        self._lettered.clear()


def _items(rule: Any) -> int:
    """How many items or answers of a rule have a letter."""
    body = next(iter(rule.values())) if isinstance(rule, Mapping) else {}
    answers = len(body.get("answers", ())) * max(1, len(body.get("respondents", ())))
    return max(len(body.get("items", ())), answers)


# ---- expressions ---------------------------------------------------------------------------------
def expression(part: Any, leaf: LeafTerms) -> Term:
    """A number, a date, an input, a figure of another node, or an operation."""
    if not isinstance(part, Mapping):
        if part in leaf.names:
            return Words(str(part))
        return leaf.input(part) if part in leaf.inputs else bound(part)
    if "node" in part:
        return figure(part["node"], part["figure"])
    kind, body = next(iter(part.items()))
    return EXPRESSIONS[kind](body, leaf)


def figure(code: str, kind: str) -> Term:
    """A figure of another node, before its index is rounded."""
    points, most = of(POINTS, code), of(MAX, code)
    if kind == "max":
        return most
    if kind == "points":
        return points
    share = Quotient(points, most)
    return share if kind == "share" else product(HUNDRED, share)


def _all(body: Any, leaf: LeafTerms) -> list[Term]:
    return [expression(one, leaf) for one in body]


def _inner(part: Any, leaf: LeafTerms) -> Term:
    """An expression within a product or after a minus: a sum has parentheses."""
    made = expression(part, leaf)
    sums = ("add", "subtract")
    return fenced(made) if isinstance(part, Mapping) and next(iter(part)) in sums else factor(made)


def _multiply(body: Any, leaf: LeafTerms) -> Term:
    return joined([_inner(one, leaf) for one in body], "·")


def _subtract(body: Any, leaf: LeafTerms) -> Term:
    return row(expression(body[0], leaf), "−", _inner(body[1], leaf))


def _cohort(body: Any, leaf: LeafTerms) -> Term:
    own = ("percent", "method", "position", "within", "units")
    below = [Words(word_of(name, body[name])) for name in own if name in body]
    name = of(Words(key(body["statistic"])), joined(below, ";"))
    made = row(name, fenced(expression(body["of"], leaf)))
    return rounded(made, body) if "mode" in body else made


def _map(body: Any, leaf: LeafTerms) -> Term:
    name = body["input"]
    rows = [(exact(one), answer_is(name, answer, leaf)) for answer, one in body["values"].items()]
    return Cases(tuple(rows))


def _log(body: Any, leaf: LeafTerms) -> Term:
    inside = expression(body["of"], leaf)
    if body["base"] == "e":
        return rounded(call("ln", [inside]), body)
    return rounded(row(of(Words("log"), exact(body["base"])), fenced(inside)), body)


def _root(body: Any, leaf: LeafTerms) -> Term:
    power = Quotient(Number("1"), Number(str(body["degree"])))
    return rounded(Script(fenced(expression(body["of"], leaf)), above=power), body)


def _power(body: Any, leaf: LeafTerms) -> Term:
    return Script(fenced(expression(body["of"], leaf)), above=Number(str(body["exponent"])))


def _exp(body: Any, leaf: LeafTerms) -> Term:
    return rounded(Script(Symbol("e"), above=expression(body["of"], leaf)), body)


EXPRESSIONS: dict[str, Callable[[Any, LeafTerms], Term]] = {
    "add": lambda body, leaf: plus(_all(body, leaf)),
    "multiply": _multiply,
    "min": lambda body, leaf: least(*_all(body, leaf)),
    "max": lambda body, leaf: greatest(*_all(body, leaf)),
    "subtract": _subtract,
    "divide": lambda body, leaf: Quotient(*_all(body, leaf)),
    "abs": lambda body, leaf: Fence("|", expression(body, leaf), "|"),
    "round": lambda body, leaf: rounded(expression(body["of"], leaf), body),
    "days": lambda body, leaf: call(key("days"), _all(body, leaf)),
    "working_days": lambda body, leaf: call(key("working_days"), _all(body, leaf)),
    "cohort": _cohort,
    "winsorise": lambda body, leaf: least(
        greatest(*_all([body["of"], body["low"]], leaf)), expression(body["high"], leaf)
    ),
    "map": _map,
    "power": _power,
    "root": _root,
    "exp": _exp,
    "log": _log,
}


def condition(part: Body, leaf: LeafTerms) -> Term:
    """A range, an answer, or conditions joined."""
    for name, sign in (("all", _words.AND), ("any", _words.OR)):
        if name in part:
            inside = [condition(one, leaf) for one in part[name]]
            return fenced(joined(inside, Words(sign())))
    if "not" in part:
        return row(Words(_words.NOT()), fenced(condition(part["not"], leaf)))
    if "input" in part:
        return answer_is(part["input"], part["is"], leaf)
    return interval(part, expression(part["of"], leaf))


def answer_is(name: str, wanted: Any, leaf: LeafTerms) -> Term:
    """Whether an input has an answer, or one of some answers."""
    one = leaf.inputs.get(name, {})
    letter = leaf.input(name)
    titles = {option["id"]: named(option) for option in one.get("options", ())}
    said: list[Term] = []
    for each in wanted if isinstance(wanted, list) else [wanted]:
        if one.get("type") == "boolean":
            said.append(Number("1" if each == "yes" else "0"))
        else:
            said.append(Words(_words.QUOTED(titles.get(each, each))))
    if len(said) == 1:
        return row(letter, "=", said[0])
    return row(letter, "∈", Fence("{", joined(said, ";"), "}"))


# ---- quantities ----------------------------------------------------------------------------------
def quantity(on: Body, leaf: LeafTerms) -> Term:
    """What a rule reads, with its rounding."""
    if "node" in on:
        made = figure(on["node"], on["figure"])
    else:
        kind = next(name for name in QUANTITIES if name in on)
        made = QUANTITIES[kind](on[kind], leaf)
    return rounded(made, on.get("rounding"))


QUANTITIES: dict[str, Callable[[Any, LeafTerms], Term]] = {
    "value": lambda name, leaf: leaf.input(name),
    "ratio": lambda pair, leaf: Quotient(leaf.input(pair[0]), leaf.input(pair[1])),
    "percent": lambda pair, leaf: product(
        HUNDRED, Quotient(leaf.input(pair[0]), leaf.input(pair[1]))
    ),
    "formula": expression,
}
