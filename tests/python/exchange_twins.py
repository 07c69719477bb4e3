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
        if element.get("operator") in ("isMissing", "isNotMissing"):
            return (value is None) == (element.get("operator") == "isMissing")
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


class Dmn:
    """DMN 1.4, decision tables: every rule is tested, and the hit policy combines those that match."""

    def __init__(self, path: Path, decision: str) -> None:
        root = _plain(ET.parse(path).getroot())
        (chosen,) = (d for d in root.iter("decision") if d.attrib["id"] == decision)
        (self.table,) = chosen.iter("decisionTable")
        self.names = [self.text(e) for e in self.table.iter("inputExpression")]

    @staticmethod
    def text(element: ET.Element) -> str:
        return (element.findtext("text") or "").strip()

    @staticmethod
    def value(text: str) -> Any:
        text = text.strip()
        for start in ('date("', '@"'):
            if text.startswith(start):
                return text.removeprefix(start).rstrip('")')
        plain = text[0] == '"' or text.isalpha() or text.count("-") == 2  # a word or a day
        return text.strip('"') if plain else Fraction(text)

    def passes(self, cell: str, value: Any) -> bool:
        if cell in ("", "-"):
            return True
        if cell.startswith("not("):
            return not self.passes(cell[4:-1], value)
        return any(self.item(item.strip(), value) for item in cell.split(","))

    def item(self, item: str, value: Any) -> bool:
        if ".." in item:
            low, _, high = item[1:-1].partition("..")
            above = self.value(low) <= value if item[0] == "[" else self.value(low) < value
            return above and (
                value <= self.value(high) if item[-1] == "]" else value < self.value(high)
            )
        for sign, holds in (
            ("<=", lambda a, b: a <= b),
            (">=", lambda a, b: a >= b),
            ("<", lambda a, b: a < b),
            (">", lambda a, b: a > b),
        ):
            if item.startswith(sign):
                return bool(holds(value, self.value(item.removeprefix(sign))))
        return bool(value == self.value(item))

    def score(self, row: dict[str, str]) -> Fraction | None:
        """The output for a row of texts; None for no output."""
        values = [self.value(row[name]) for name in self.names]
        outputs = [
            Fraction(self.text(next(rule.iter("outputEntry"))))
            for rule in self.table.iter("rule")
            if all(
                self.passes(self.text(cell), value)
                for cell, value in zip(rule.iter("inputEntry"), values, strict=True)
            )
        ]
        default = next(self.table.iter("defaultOutputEntry"), None)
        if not outputs:
            return None if default is None else Fraction(self.text(default))
        policy = self.table.get("aggregation") or self.table.get("hitPolicy", "UNIQUE")
        if policy == "PRIORITY":
            listed = self.text(next(self.table.iter("outputValues"))).split(",")
            return next(Fraction(each) for each in listed if Fraction(each) in outputs)
        if policy == "UNIQUE":
            (only,) = outputs
            return only
        combine = {"SUM": sum, "MIN": min, "MAX": max, "COUNT": len}.get(
            policy, lambda all_: all_[0]
        )
        return Fraction(combine(outputs))


def coinr(
    imeta: list[dict[str, str]],
    idata: list[dict[str, str]],
    upper: int,
    *,
    denominate: bool = False,
) -> list[dict[str, Fraction | None]]:
    """COINr: Denominate, Normalise by n_minmax onto c(0, upper), Aggregate by a_amean, level by level."""

    def number(text: str | None) -> Fraction | None:
        return None if text in (None, "", "NA") else Fraction(text)

    scores: list[dict[str, Fraction | None]] = [{} for _ in idata]
    for row in (row for row in imeta if row["Type"] == "Indicator"):
        code, below = row["iCode"], row.get("Denominator")
        values = [number(unit[code]) for unit in idata]
        if denominate and below not in (None, "", "NA"):
            divisors = [number(unit[below]) for unit in idata]
            values = [
                v / d if v is not None and d else None
                for v, d in zip(values, divisors, strict=True)
            ]
        values = [None if v is None else v * int(row["Direction"]) for v in values]
        low, high = (each(v for v in values if v is not None) for each in (min, max))
        for score, value in zip(scores, values, strict=True):
            lacks = value is None or low == high  # n_minmax gives NaN then
            score[code] = None if lacks else (value - low) / (high - low) * upper  # type: ignore[operator]
    aggregates = [row for row in imeta if row["Type"] == "Aggregate"]
    for row in sorted(aggregates, key=lambda row: int(row["Level"])):
        weights = {r["iCode"]: Fraction(r["Weight"]) for r in imeta if r["Parent"] == row["iCode"]}
        for score in scores:
            known = {code: w for code, w in weights.items() if score[code] is not None}
            total = sum(known.values())
            score[row["iCode"]] = (
                sum(w * score[code] for code, w in known.items()) / total if total else None  # type: ignore[operator, misc]
            )
    return scores
