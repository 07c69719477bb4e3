# SPDX-License-Identifier: MIT
"""The leaves of a sum as rows of predicates with constant points, for export."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from parindex.exchange import _said
from parindex.exchange._fields import (
    NO,
    YES,
    Field,
    In,
    Joined,
    Known,
    Opposite,
    Predicate,
)
from parindex.exchange._found import Found, LostError
from parindex.exchange._rubric import title_of
from parindex.exchange._sets import (
    EVERYTHING,
    HIGHEST,
    LOWEST,
    Cut,
    Ranges,
    Words,
    after,
    before,
    interval,
)

_NODE = {"code", "title", "max", "missing", "aggregation", "children"}
_LEAF = {"code", "title", "max", "missing", "rule", "inputs"}
_WORDS = {"yes": YES, "no": NO}


@dataclass(frozen=True)
class Written:
    """A leaf, or an item of one, as rows; the first row whose predicate is true gives its points."""

    code: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Predicate, Fraction], ...]
    disjoint: bool
    """Whether at most one row can be true, whatever the order."""
    missing: Fraction | None
    """The points of a row that lacks a value; None: an error."""


def cards_of(document: Mapping[str, Any], found: Found) -> list[Written]:
    """The leaves of a rubric that is a sum of constant points; every other part is recorded."""
    root = {key: document[key] for key in ("max", "missing", "aggregation")}
    cards: list[Written] = []
    for node in document["nodes"]:
        _walk(node, root, cards, found)
    found.omitted(_said.ANOTHER_INDEX())
    if root["aggregation"] != "sum":
        found.lost(_said.A_SUM_OF_CONSTANT_POINTS(), str(root["aggregation"]))
    return cards


def _walk(
    node: Mapping[str, Any], above: Mapping[str, Any], cards: list[Written], found: Found
) -> None:
    code = node["code"]
    inherited = {**above, **{key: node[key] for key in ("missing", "aggregation") if key in node}}
    for key in sorted(set(node) - (_NODE if "children" in node else _LEAF)):
        found.lost(_said.NO_VALUE(), f'"{key}"', name=code)
    if "children" in node:
        if inherited["aggregation"] != "sum":
            found.lost(_said.A_SUM_OF_CONSTANT_POINTS(), str(inherited["aggregation"]), name=code)
        found.omitted(_said.THE_GROUPING(code), name=code)
        for child in node["children"]:
            _walk(child, inherited, cards, found)
        return
    with contextlib.suppress(LostError):
        cards += _Leaf(node, inherited["missing"], found).cards()


class _Leaf:
    """Makes rows of a leaf."""

    def __init__(self, node: Mapping[str, Any], missing: str, found: Found) -> None:
        self.node, self.found, self.code = node, found, node["code"]
        self.policy = missing
        self.kind, self.rule = next(iter(node["rule"].items()))
        self.fields = {each["name"]: self.field(each) for each in node.get("inputs", ())}

    def lost(self, actual: str) -> LostError:
        return self.found.lost(_said.A_SUM_OF_CONSTANT_POINTS(), actual, name=self.code)

    def cards(self) -> list[Written]:
        """One card; of a checklist one for each item. Raises LostError."""
        make = getattr(self, f"_{self.kind}", None)
        if make is None:
            raise self.lost(self.kind)
        made: list[Written] = make()
        return made

    def card(
        self,
        fields: Sequence[Field],
        rows: Sequence[tuple[Predicate, object]],
        *,
        disjoint: bool = True,
    ) -> Written:
        exact = tuple((test, Fraction(str(points))) for test, points in rows)
        if self.policy == "exclude" and fields:
            raise self.found.lost(
                _said.ONE_OF_THESE("error, zero, full"), "exclude", name=self.code
            )
        full = Fraction(str(self.node["max"]))
        missing = {"zero": Fraction(0), "full": full}.get(self.policy)
        return Written(self.code, title_of(self.node), tuple(fields), exact, disjoint, missing)

    def field(self, each: Mapping[str, Any]) -> Field:
        """An input with the name of its column."""
        if {"impute", "optional"} & set(each):
            raise self.lost("impute")
        name = self.code if each["name"] == "value" else f"{self.code}.{each['name']}"
        match each["type"]:
            case "choice":
                return Field(name, "word", words=tuple(option["id"] for option in each["options"]))
            case "boolean":
                return self.flag(name)
        stepped = each["type"] == "count" or str(each.get("step", "")) == "1"
        whole = (
            stepped and Fraction(str(each.get("min", 0))).denominator == 1
            if each["type"] != "date"
            else False
        )
        if "step" in each and not whole:
            self.found.one_sided(_said.OTHER_VALUES_ARE_ERRORS(), name=self.code)
        low = each.get("min", "0" if each["type"] == "count" else None)
        start = LOWEST if low is None else before(_value(low))
        stop = HIGHEST if each.get("max") is None else after(_value(each["max"]))
        kind = "day" if each["type"] == "date" else "number"
        return Field(name, kind, whole=whole, within=interval(start, stop))  # type: ignore[arg-type]

    @staticmethod
    def flag(name: str) -> Field:
        return Field(name, "flag", words=(YES, NO))

    def _choice(self) -> list[Written]:
        options = self.rule["options"]
        own = Field(self.code, "word", words=tuple(each["id"] for each in options))
        rows = [(_is(own, each["id"]), each["points"]) for each in options]
        return [self.card([own], rows)]

    def _levels(self) -> list[Written]:
        full = Fraction(str(self.node["max"])) / 100
        options = self.rule["options"]
        own = Field(self.code, "word", words=tuple(each["id"] for each in options))
        rows = [(_is(own, each["id"]), full * Fraction(str(each["percent"]))) for each in options]
        return [self.card([own], rows)]

    def _yes_no(self) -> list[Written]:
        own = self.flag(self.code)
        return [
            self.card([own], [(_is(own, YES), self.rule["yes"]), (_is(own, NO), self.rule["no"])])
        ]

    def _checklist(self) -> list[Written]:
        if self.policy != "error":
            raise self.lost(f"checklist, {self.policy}")
        cards = []
        for item in self.rule["items"]:
            own = self.flag(f"{self.code}.{item['id']}")
            made = self.card([own], [(_is(own, YES), item["points"]), (_is(own, NO), 0)])
            cards.append(
                Written(own.name, title_of(item), made.fields, made.rows, True, made.missing)
            )
        return cards

    def _all_of(self) -> list[Written]:
        flags = [self.flag(f"{self.code}.{item['id']}") for item in self.rule["items"]]
        every = Joined("and", tuple(_is(each, YES) for each in flags))
        rows: list[tuple[Predicate, object]] = [(every, self.rule["points"])]
        return [self.card(flags, [*rows, (Known(True), self.rule["otherwise"])], disjoint=False)]

    def _bands(self) -> list[Written]:
        on = self.rule["on"]
        if set(on) - {"value", "direction"} or "value" not in on:
            raise self.lost(f"bands, {', '.join(sorted(on))}")
        own = self.fields[on["value"]]
        rows = [(In(own.name, _ends(step)), step["points"]) for step in self.rule["steps"]]
        return [self.card([own], rows)]

    def _decision_table(self) -> list[Written]:
        if self.rule["hit"] not in ("unique", "first"):
            raise self.lost(f"decision_table, {self.rule['hit']}")
        if "outputs" in self.rule:
            raise self.lost("decision_table, outputs")
        rows: list[tuple[Predicate, object]] = []
        for row in self.rule["rows"]:
            tests = tuple(self.test(name, where) for name, where in row["when"].items())
            rows.append((Joined("and", tests), row["points"]))
        if "otherwise" in self.rule:
            rows.append((Known(True), self.rule["otherwise"]))
        disjoint = self.rule["hit"] == "unique" and "otherwise" not in self.rule
        return [self.card(list(self.fields.values()), rows, disjoint=disjoint)]

    def _formula(self) -> list[Written]:
        if set(self.rule) != {"cases"}:
            raise self.lost(f"formula, {', '.join(sorted(self.rule))}")
        rows: list[tuple[Predicate, object]] = []
        for case in self.rule["cases"]:
            points = case["points"]
            try:
                value = Fraction(str(points)) if isinstance(points, str | int) else None
            except ValueError:
                value = None
            if value is None:
                raise self.lost("formula, points")
            when = case.get("when")
            rows.append((Known(True) if when is None else self.predicate(when), value))
        disjoint = len(rows) == 1
        return [self.card(list(self.fields.values()), rows, disjoint=disjoint)]

    def test(self, name: str, where: object) -> Predicate:
        """A test of an input: a word, words or a range."""
        own = self.fields[name]
        if isinstance(where, dict):
            return In(own.name, _ends(where))
        words = [where] if isinstance(where, str) else where
        known = [_WORDS[str(w)] if own.kind == "flag" else str(w) for w in words]  # type: ignore[attr-defined]
        return In(own.name, Words(frozenset(known)))

    def predicate(self, when: Mapping[str, Any]) -> Predicate:
        """A condition. Raises LostError if it reads more than one input."""
        for key, word in (("all", "and"), ("any", "or")):
            if key in when:
                return Joined(word, tuple(self.predicate(each) for each in when[key]))  # type: ignore[arg-type]
        if "not" in when:
            return Opposite(self.predicate(when["not"]))
        if "input" in when:
            return self.test(when["input"], when["is"])
        if not isinstance(when["of"], str) or when["of"] not in self.fields:
            raise self.lost("formula, when")
        return self.test(when["of"], {key: end for key, end in when.items() if key != "of"})


def _is(own: Field, word: str) -> Predicate:
    return In(own.name, Words(frozenset((word,))))


def _value(text: object) -> Fraction:
    """A number, or the ordinal of a day."""
    try:
        return Fraction(str(text))
    except ValueError:
        return Fraction(date.fromisoformat(str(text)).toordinal())


def _ends(step: Mapping[str, Any]) -> Ranges:
    """The range of a step."""
    cuts: dict[str, Cut] = {
        key: make(_value(step[key]))
        for key, make in (("from", before), ("above", after), ("to", after), ("below", before))
        if key in step
    }
    low = cuts.get("from", cuts.get("above", LOWEST))
    high = cuts.get("to", cuts.get("below", HIGHEST))
    return interval(low, high) if (low, high) != (LOWEST, HIGHEST) else EVERYTHING
