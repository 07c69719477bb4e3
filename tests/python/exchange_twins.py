# SPDX-License-Identifier: MIT
"""The rules of the specifications once more, slow and short, for the values that tests expect.

They read the files with another parser and share nothing with `parindex.exchange`.
"""

from __future__ import annotations

import shlex
import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path
from typing import Any


def _plain(root: ET.Element) -> ET.Element:
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


class Pmml:
    """PMML 4.4, Scorecard: the sum of the first true attributes and of the initial score."""

    def __init__(self, path: Path) -> None:
        root = _plain(ET.parse(path).getroot())
        self.card = next(root.iter("Scorecard"))
        self.types = {f.attrib["name"]: f.attrib["dataType"] for f in root.iter("DataField")}
        self.markers = {
            (f.attrib["name"], v.attrib["value"])
            for f in root.iter("DataField")
            for v in f.iter("Value")
            if v.get("property") == "missing"
        }
        self.instead = {
            f.attrib["name"]: f.attrib["missingValueReplacement"]
            for f in self.card.iter("MiningField")
            if "missingValueReplacement" in f.attrib
        }

    def read(self, field: str, text: str | None) -> Any:
        if text is None or (field, text) in self.markers:
            text = self.instead.get(field)
        if text is None or self.types[field] in ("string", "boolean", "date"):
            return text
        return Fraction(text)

    def score(self, row: dict[str, str | None]) -> Fraction | None:
        """The score of a row of texts; None for an invalid result."""
        values = {field: self.read(field, row.get(field)) for field in self.types}
        found = Fraction(self.card.get("initialScore", "0"))
        for characteristic in self.card.iter("Characteristic"):
            for attribute in characteristic.iter("Attribute"):
                test = next(e for e in attribute if e.tag in TESTS)
                if self.test(test, values) is True:
                    found += Fraction(attribute.attrib["partialScore"])
                    break
            else:
                return None
        return found

    def test(self, element: ET.Element, values: dict[str, Any]) -> bool | None:
        if element.tag in ("True", "False"):
            return element.tag == "True"
        if element.tag == "CompoundPredicate":
            found = [self.test(e, values) for e in element if e.tag in TESTS]
            match element.attrib["booleanOperator"]:
                case "and":
                    return False if False in found else None if None in found else True
                case "or":
                    return True if True in found else None if None in found else False
                case "xor":
                    return None if None in found else found.count(True) % 2 == 1
            return next((each for each in found if each is not None), None)
        field = element.attrib["field"]
        value = values[field]
        if element.tag == "SimplePredicate" and element.attrib["operator"] == "isMissing":
            return value is None
        if value is None:
            return None
        if element.tag == "SimpleSetPredicate":
            (array,) = element
            inside = value in [self.read(field, item) for item in shlex.split(array.text or "")]
            return inside == (element.attrib["booleanOperator"] == "isIn")
        other = self.read(field, element.attrib["value"])
        return bool({
            "equal": value == other, "notEqual": value != other, "lessThan": value < other,
            "lessOrEqual": value <= other, "greaterThan": value > other, "greaterOrEqual": value >= other,
        }[element.attrib["operator"]])  # fmt: skip


TESTS = {"SimplePredicate", "CompoundPredicate", "SimpleSetPredicate", "True", "False"}
