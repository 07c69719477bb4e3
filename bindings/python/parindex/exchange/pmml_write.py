# SPDX-License-Identifier: MIT
"""Rubrics as PMML scorecards."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from fractions import Fraction

from parindex.exchange import _said
from parindex.exchange._cards import Written, cards_of
from parindex.exchange._fields import (
    Absent,
    Field,
    In,
    Joined,
    Known,
    Opposite,
    Predicate,
)
from parindex.exchange._found import ExchangedFile, Found, as_code, text_of
from parindex.exchange._rubric import note_the_rest, opened, title_of
from parindex.exchange._sets import HIGHEST, LOWEST, Range, Ranges, Words
from parindex.rubric.rubric import Rubric

_SPACE = "http://www.dmg.org/PMML-4_4"


def to_pmml(rubric: Rubric) -> ExchangedFile:
    """The PMML 4.4 scorecard of a rubric that is a sum of leaves with constant points.

    Its fields have the names of the columns that the rubric reads.

    Raises
    ------
    RubricError
        For a rubric that PMML would score in another way, with an issue for each reason.
    TypeError
        For anything but a rubric.
    """
    found = Found()
    document = opened(rubric, found, reads={"markers"})
    note_the_rest(document, found)
    markers = dict(document.get("markers", {}))
    missing = markers.pop("missing", [])
    if markers:
        found.lost(_said.NO_VALUE(), f"markers, {', '.join(sorted(markers))}")
    cards = cards_of(document, found)
    for card in cards:
        _check(card, found)
    found.check(_said.THE_RUBRIC_CANNOT_BE_EXPORTED())
    if missing and any(each.kind != "word" for card in cards for each in card.fields):
        found.one_sided(_said.MARKERS_ARE_FOR_ALL(", ".join(missing)))
    title = title_of(document)
    name = title if title and as_code(title) == document["id"] else document["id"]
    return found.written(_document(name, cards, missing))


def _check(card: Written, found: Found) -> None:
    for points in (*(each for _, each in card.rows), card.missing or Fraction(0)):
        if "/" in text_of(points):
            found.lost(_said.A_NUMBER(), text_of(points), name=card.code)
    for test, _ in card.rows:
        if any("/" in text_of(cut[1]) for cut in _cuts(test)):
            found.lost(_said.A_NUMBER(), card.code, name=card.code)


def _cuts(test: Predicate) -> list[tuple[int, Fraction, int]]:
    if isinstance(test, In) and not isinstance(test.where, Words):
        return [cut for each in test.where for cut in each]
    parts = (
        test.parts if isinstance(test, Joined) else (test.of,) if isinstance(test, Opposite) else ()
    )
    return [cut for part in parts for cut in _cuts(part)]


def _document(name: str, cards: Sequence[Written], missing: Sequence[str]) -> str:
    root = ET.Element("PMML", version="4.4", xmlns=_SPACE)
    ET.SubElement(root, "Header")
    fields = {each.name: each for card in cards for each in card.fields}
    dictionary = ET.SubElement(root, "DataDictionary", numberOfFields=str(len(fields)))
    for each in fields.values():
        _field(dictionary, each, missing)
    initial = sum((card.rows[0][1] for card in cards if not card.fields), Fraction(0))
    scorecard = ET.SubElement(
        root,
        "Scorecard",
        modelName=name,
        functionName="regression",
        useReasonCodes="false",
        initialScore=text_of(initial),
    )
    schema = ET.SubElement(scorecard, "MiningSchema")
    for each in fields.values():
        ET.SubElement(schema, "MiningField", name=each.name)
    characteristics = ET.SubElement(scorecard, "Characteristics")
    for card in cards:
        if card.fields:
            _characteristic(characteristics, card)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _field(dictionary: ET.Element, each: Field, missing: Sequence[str]) -> None:
    types = {
        "number": "integer" if each.whole else "double",
        "word": "string",
        "flag": "boolean",
        "day": "date",
    }
    optype = "categorical" if each.kind in ("word", "flag") else "continuous"
    element = ET.SubElement(
        dictionary, "DataField", name=each.name, optype=optype, dataType=types[each.kind]
    )
    if each.kind == "word":
        for word in each.words:
            ET.SubElement(element, "Value", value=word)
        for word in missing:
            ET.SubElement(element, "Value", value=word, property="missing")
        return
    (low, high) = each.within[0]
    if each.kind != "flag" and (low, high) != (LOWEST, HIGHEST):
        interval = ET.SubElement(element, "Interval", closure="closedClosed")
        if low != LOWEST:
            interval.set("leftMargin", each.shown(low[1]))
        if high != HIGHEST:
            interval.set("rightMargin", each.shown(high[1]))


def _characteristic(above: ET.Element, card: Written) -> None:
    title = card.title if card.title and as_code(card.title) == card.code else card.code
    characteristic = ET.SubElement(above, "Characteristic", name=title)
    fields = {each.name: each for each in card.fields}
    absent = [Absent(each.name) for each in card.fields]
    present = tuple(Opposite(each) for each in absent)
    rows = list(card.rows)
    if card.missing is not None:
        lacks: Predicate = absent[0] if len(absent) == 1 else Joined("or", tuple(absent))
        rows.insert(0, (lacks, card.missing))
    for test, points in rows:
        attribute = ET.SubElement(characteristic, "Attribute", partialScore=text_of(points))
        guarded = test
        if card.missing is None and (len(fields) > 1 or not isinstance(test, In)):
            # A row without a value must have no score, although another part may be true.
            guarded = Joined("and", (*present, test))
        _predicate(attribute, guarded, fields)


def _predicate(above: ET.Element, test: Predicate, fields: dict[str, Field]) -> None:
    match test:
        case Known(value):
            ET.SubElement(above, str(value))
        case Absent(name):
            ET.SubElement(above, "SimplePredicate", field=name, operator="isMissing")
        case Opposite(Absent(name)):
            ET.SubElement(above, "SimplePredicate", field=name, operator="isNotMissing")
        case Opposite(of):
            both = ET.SubElement(above, "CompoundPredicate", booleanOperator="xor")
            _predicate(both, of, fields)
            ET.SubElement(both, "True")
        case Joined(word, parts):
            if len(parts) == 1:
                _predicate(above, parts[0], fields)
            elif not parts:
                ET.SubElement(above, "True")
            else:
                joined = ET.SubElement(above, "CompoundPredicate", booleanOperator=word)
                for part in parts:
                    _predicate(joined, part, fields)
        case In(name, where):
            if isinstance(where, Words):
                _words(above, name, where)
            else:
                _ranges(above, fields[name], where)


def _words(above: ET.Element, name: str, where: Words) -> None:
    listed = sorted(where.listed)
    if len(listed) == 1:
        operator = "notEqual" if where.others else "equal"
        ET.SubElement(above, "SimplePredicate", field=name, operator=operator, value=listed[0])
        return
    operator = "isNotIn" if where.others else "isIn"
    chosen = ET.SubElement(above, "SimpleSetPredicate", field=name, booleanOperator=operator)
    array = ET.SubElement(chosen, "Array", n=str(len(listed)), type="string")
    array.text = " ".join('"' + _quoted(word) + '"' for word in listed)


def _quoted(word: str) -> str:
    """A word between quotation marks."""
    return word.replace("\\", "\\\\").replace('"', '\\"')


def _ranges(above: ET.Element, owner: Field, where: Ranges) -> None:
    tests = [_ends(owner, each) for each in where]
    target = above
    if len(tests) > 1:
        target = ET.SubElement(above, "CompoundPredicate", booleanOperator="or")
    for ends in tests:
        inner = target
        if len(ends) > 1:
            inner = ET.SubElement(target, "CompoundPredicate", booleanOperator="and")
        for operator, value in ends:
            ET.SubElement(
                inner, "SimplePredicate", field=owner.name, operator=operator, value=value
            )
        if not ends:
            ET.SubElement(inner, "SimplePredicate", field=owner.name, operator="isNotMissing")


def _ends(owner: Field, part: Range) -> list[tuple[str, str]]:
    low, high = part
    if low[0] == high[0] == 0 and low[1] == high[1]:
        return [("equal", owner.shown(low[1]))]
    found = []
    if low != LOWEST:
        found.append(("greaterThan" if low[2] else "greaterOrEqual", owner.shown(low[1])))
    if high != HIGHEST:
        found.append(("lessOrEqual" if high[2] else "lessThan", owner.shown(high[1])))
    return found
