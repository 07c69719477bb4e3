# SPDX-License-Identifier: MIT
"""Rubrics as DMN decision tables."""

from __future__ import annotations

import contextlib
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from parindex.exchange import _said
from parindex.exchange._cards import Written, cards_of
from parindex.exchange._fields import Field, In, Joined, Known, Predicate
from parindex.exchange._found import (
    ExchangedFile,
    Found,
    LostError,
    as_code,
    as_input,
    text_of,
    unlike,
)
from parindex.exchange._rubric import note_the_rest, opened, title_of
from parindex.exchange._sets import HIGHEST, LOWEST, Range, Ranges, Words, common
from parindex.rubric.rubric import Rubric

_SPACE = "https://www.omg.org/spec/DMN/20211108/MODEL/"
_TYPES = {"number": "number", "word": "string", "flag": "boolean", "day": "date"}


@dataclass(frozen=True)
class _Row:
    cells: Mapping[str, Ranges | Words]
    points: Fraction


def to_dmn(rubric: Rubric) -> ExchangedFile:
    """The DMN 1.4 decision table of a rubric that is a sum of leaves with constant points.

    One leaf becomes a table of unique rules, or of the first rule that matches; several become rules
    that are collected and summed.

    Raises
    ------
    RubricError
        For a rubric that DMN would score in another way, with an issue for each reason.
    TypeError
        For anything but a rubric.
    """
    found = Found()
    document = opened(rubric, found)
    note_the_rest(document, found)
    cards = cards_of(document, found)
    rows: list[_Row] = []
    for card in cards:
        with contextlib.suppress(LostError):
            rows += _rows(card, found)
        if len(cards) > 1 and not card.disjoint:
            found.lost(_said.RULES_THAT_DO_NOT_OVERLAP(), card.code, name=card.code)
    found.check(_said.THE_RUBRIC_CANNOT_BE_EXPORTED())
    if len(cards) > 1 or not cards[0].disjoint:
        found.one_sided(_said.ROWS_WITHOUT_A_VALUE_DIFFER())
    fields = {each.name: each for card in cards for each in card.fields}
    for each in fields.values():
        if each.whole:
            found.one_sided(_said.OTHER_VALUES_ARE_ERRORS(), name=each.name)
    taken: set[str] = set()
    names = {name: unlike(as_input(name), taken) for name in fields}
    for name, own in names.items():
        if name != own:
            found.changed(_said.IT_IS_NAMED(name, own), name=name)
    policy = {"hitPolicy": "COLLECT", "aggregation": "SUM"}
    if len(cards) == 1:
        policy = {"hitPolicy": "UNIQUE" if cards[0].disjoint else "FIRST"}
    title = title_of(document) or document["id"]
    return found.written(_document(document["id"], title, policy, fields, names, rows))


def _rows(card: Written, found: Found) -> list[_Row]:
    """The rows of a card. Raises LostError."""
    if card.missing is not None:
        raise found.lost(_said.ONE_OF_THESE("error"), text_of(card.missing), name=card.code)
    rows = []
    for test, points in card.rows:
        cells: dict[str, Ranges | Words] = {}
        for part in _tests(test, card, found):
            kept = cells.get(part.name)
            if kept is None:
                cells[part.name] = part.where
            elif isinstance(kept, tuple) and isinstance(part.where, tuple):
                cells[part.name] = common(kept, part.where)
            else:
                raise found.lost(_said.UNARY_TESTS(), part.name, name=card.code)
        cuts = [c for w in cells.values() if not isinstance(w, Words) for each in w for c in each]
        if any("/" in text_of(value) for value in (points, *(cut[1] for cut in cuts))):
            raise found.lost(_said.A_NUMBER(), text_of(points), name=card.code)
        rows.append(_Row(cells, points))
    return rows


def _tests(test: Predicate, card: Written, found: Found) -> list[In]:
    """The tests that must all pass. Raises LostError."""
    match test:
        case Known(True):
            return []
        case In():
            return [test]
        case Joined("and", parts):
            return [each for part in parts for each in _tests(part, card, found)]
    raise found.lost(_said.UNARY_TESTS(), card.code, name=card.code)


def _document(
    code: str,
    title: str,
    policy: Mapping[str, str],
    fields: Mapping[str, Field],
    names: Mapping[str, str],
    rows: Sequence[_Row],
) -> str:
    # XML ids begin with a letter; as_input gives one.
    root = ET.Element(
        "definitions",
        {
            "xmlns": _SPACE,
            "id": "definitions",
            "name": title,
            "namespace": f"urn:parindex:{as_input(code)}",
        },
    )
    for name, own in names.items():
        data = ET.SubElement(root, "inputData", id=f"input_{own}", name=own)
        ET.SubElement(data, "variable", name=own, typeRef=_TYPES[fields[name].kind])
    decision = ET.SubElement(
        root, "decision", id=as_input(code), name=title if as_code(title) == code else code
    )
    ET.SubElement(decision, "variable", name=decision.attrib["name"], typeRef="number")
    for own in names.values():
        requirement = ET.SubElement(decision, "informationRequirement", id=f"needs_{own}")
        ET.SubElement(requirement, "requiredInput", href=f"#input_{own}")
    table = ET.SubElement(decision, "decisionTable", {"id": "table", **policy})
    for name, each in fields.items():
        column = ET.SubElement(table, "input", id=f"column_{names[name]}", label=name)
        expression = ET.SubElement(column, "inputExpression", typeRef=_TYPES[each.kind])
        ET.SubElement(expression, "text").text = names[name]
        if each.kind == "word":
            _text(column, "inputValues", ", ".join(map(_quoted, each.words)))
        elif each.kind != "flag" and each.within[0] != (LOWEST, HIGHEST):
            _text(column, "inputValues", _range(each, each.within[0]))
    ET.SubElement(table, "output", id="points", name="points", typeRef="number")
    for at, row in enumerate(rows, start=1):
        rule = ET.SubElement(table, "rule", id=f"rule_{at}")
        for name, each in fields.items():
            _text(rule, "inputEntry", _cell(each, row.cells.get(name)))
        _text(rule, "outputEntry", text_of(row.points))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _text(above: ET.Element, tag: str, content: str) -> None:
    ET.SubElement(ET.SubElement(above, tag), "text").text = content


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _cell(each: Field, where: Ranges | Words | None) -> str:
    if where is None:
        return "-"
    if isinstance(where, Words):
        words = [word for word in each.words if where.has(word)]
        return ", ".join(words if each.kind == "flag" else map(_quoted, words))
    return ", ".join(_range(each, part) for part in where)


def _range(each: Field, part: Range) -> str:
    low, high = part

    def shown(value: Fraction) -> str:
        text = each.shown(value)
        return f'date("{text}")' if each.kind == "day" else text

    if (low, high) == (LOWEST, HIGHEST):
        return "-"
    if low == LOWEST:
        return f"{'<=' if high[2] else '<'} {shown(high[1])}"
    if high == HIGHEST:
        return f"{'>' if low[2] else '>='} {shown(low[1])}"
    if low[1] == high[1]:
        return shown(low[1])
    return f"{'(' if low[2] else '['}{shown(low[1])}..{shown(high[1])}{']' if high[2] else ')'}"
