# SPDX-License-Identifier: MIT
"""The fields of a PMML file: data dictionary and mining schema together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

import parindex.model as m
from parindex.exchange import _said
from parindex.exchange._fields import NO, YES, Field, Value
from parindex.exchange._found import Found, number, refuse
from parindex.exchange._sets import (
    EVERYTHING,
    HIGHEST,
    LOWEST,
    Ranges,
    after,
    before,
    interval,
)
from parindex.exchange._xml import Element

NUMBERS = ("integer", "float", "double")
TYPES = (*NUMBERS, "string", "boolean", "date")
_PLAIN = {"outliers": "asIs"}


@dataclass
class Dictionary:
    """The fields of a scorecard by name; those that cannot be carried over have an element only."""

    elements: dict[str, Element]
    schema: dict[str, Element]
    words: dict[str, dict[str, None]] = field(default_factory=dict)
    """Words that predicates test, by field."""
    missing: list[str] = field(default_factory=list)
    _fields: dict[str, Field] = field(default_factory=dict)

    def kind(self, name: str, found: Found, line: int) -> str:
        """The data type of a field. Raises LostError."""
        element = self.elements.get(name)
        if element is None or name not in self.schema:
            raise found.lost(_said.A_FIELD_OF_THE_DICTIONARY(), name, line)
        kind = element.get("dataType")
        if kind not in TYPES:
            raise found.lost(
                _said.A_DECLARED_TYPE(", ".join(TYPES)), f"{name}: {kind}", element.line
            )
        return kind

    def field(self, name: str, found: Found, line: int) -> Field:
        """A field with the words that predicates test. Raises LostError."""
        self.kind(name, found, line)
        if name not in self._fields:
            self._fields[name] = _field(self.elements[name], self.schema[name], self, found)
        made = self._fields[name]
        if made.kind != "word" or not made.others:
            return made
        return replace(made, words=tuple(dict.fromkeys([*made.words, *self.words.get(name, ())])))

    def value(self, text: str, name: str, found: Found, line: int) -> Fraction | str:
        """The text of a value as its field has it. Raises LostError."""
        kind = self.kind(name, found, line)
        if kind in NUMBERS:
            value = number(text)
            if value is None:
                raise found.lost(_said.A_NUMBER(), f"{name}: {text}", line)
            return value
        if kind == "boolean":
            if text.lower() not in (YES, NO, "1", "0"):
                raise found.lost(_said.ONE_OF_THESE("true, false"), f"{name}: {text}", line)
            return YES if text.lower() in (YES, "1") else NO
        if kind == "date":
            try:
                return Fraction(date.fromisoformat(text.strip()).toordinal())
            except ValueError:
                raise found.lost(_said.A_DAY(), f"{name}: {text}", line) from None
        self.words.setdefault(name, {})[text] = None
        return text

    def markers(self) -> m.Markers | None:
        """The texts that mean a missing value."""
        return m.Markers(missing=sorted(set(self.missing))) if self.missing else None


def read_dictionary(root: Element, card: Element) -> Dictionary:
    """The fields that a scorecard declares."""
    groups = root.all("DataDictionary")
    if len(groups) != 1:
        refuse(_said.THE_ELEMENT("DataDictionary"), str(len(groups)), root.line)
    elements: dict[str, Element] = {}
    for each in groups[0].all("DataField"):
        if each.get("name") in elements:
            refuse(_said.NAMES_WITHOUT_A_DUPLICATE(), each.get("name"), each.line)
        elements[each.get("name")] = each
    schema = {}
    for group in card.all("MiningSchema"):
        for each in group.all("MiningField"):
            if each.get("usageType", "active") == "active":
                schema[each.get("name")] = each
    return Dictionary(elements, schema)


def _field(element: Element, use: Element, dictionary: Dictionary, found: Found) -> Field:
    name, kind = element.get("name"), element.get("dataType")
    for key, plain in _PLAIN.items():
        if use.get(key, plain) != plain:
            raise found.lost(
                _said.ONE_OF_THESE(f'{key}="{plain}"'), f"{name}: {use.get(key)}", use.line
            )
    treatment = use.get("invalidValueTreatment", "returnInvalid")
    as_is = treatment == "asIs"
    valid, wrong = _values(element, name, kind, dictionary, found)
    asks = treatment in ("asMissing", "asValue") and bool(valid or element.all("Interval"))
    instead: Value = None
    if (
        "missingValueReplacement" in use.attributes
        and use.get("missingValueTreatment") != "returnInvalid"
    ):
        instead = dictionary.value(use.attributes["missingValueReplacement"], name, found, use.line)
    if kind in NUMBERS or kind == "date":
        if valid and not as_is:
            raise found.lost(_said.A_RANGE(), f"{name}: Value", element.line)
        within = EVERYTHING if as_is else _interval(element, name, dictionary, found)
        return Field(
            name,
            "day" if kind == "date" else "number",
            whole=kind == "integer",
            within=within,
            instead=instead,
            asks=asks,
        )
    if kind == "boolean":
        return Field(name, "flag", words=(YES, NO), instead=instead)
    open_words = as_is or not valid
    words = tuple(word for word in valid if as_is or word not in wrong)
    return Field(name, "word", words=words, others=open_words, instead=instead, asks=asks)


def _values(
    element: Element, name: str, kind: str, dictionary: Dictionary, found: Found
) -> tuple[list[str], set[str]]:
    """The valid words of a field, and the invalid ones."""
    valid: list[str] = []
    wrong: set[str] = set()
    for each in element.all("Value"):
        word, use = each.attributes.get("value", ""), each.get("property", "valid")
        if use == "valid":
            valid.append(word)
        elif use == "missing" and kind == "string":
            dictionary.missing.append(word)
        elif use == "invalid" and kind == "string":
            wrong.add(word)
        else:
            raise found.lost(_said.A_RANGE(), f"{name}: {use} {word}", each.line)
    if wrong and not valid:
        raise found.lost(_said.ONE_OF_THESE('property="valid"'), f"{name}: invalid", element.line)
    return valid, wrong


def _interval(element: Element, name: str, dictionary: Dictionary, found: Found) -> Ranges:
    """The valid range of a field."""
    stated = element.all("Interval")
    if not stated:
        return EVERYTHING
    if len(stated) > 1:
        raise found.lost(_said.A_RANGE(), f"{name}: {len(stated)}", element.line)
    only = stated[0]
    closure = only.get("closure")
    if closure not in ("openOpen", "openClosed", "closedOpen", "closedClosed"):
        refuse(
            _said.ONE_OF_THESE("openOpen, openClosed, closedOpen, closedClosed"), closure, only.line
        )
    low = high = None
    if "leftMargin" in only.attributes:
        low = Fraction(dictionary.value(only.get("leftMargin"), name, found, only.line))
    if "rightMargin" in only.attributes:
        high = Fraction(dictionary.value(only.get("rightMargin"), name, found, only.line))
    opens = not closure.startswith("closed"), closure.endswith("Open")
    stepped = element.get("dataType") in ("integer", "date")
    for end, is_open in ((low, opens[0]), (high, opens[1])):
        if end is not None and is_open and not stepped:
            found.one_sided(_said.AN_OPEN_END_IS_VALID(name, str(end)), only.line)
    start = LOWEST if low is None else after(low) if opens[0] else before(low)
    stop = HIGHEST if high is None else before(high) if opens[1] else after(high)
    within = interval(start, stop)
    if not within:
        raise found.lost(_said.A_RANGE(), f"{name}: {low}, {high}", only.line)
    return within
