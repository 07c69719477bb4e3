# SPDX-License-Identifier: MIT
"""The inputs of a workbook: what a cell may contain, and the formula that reads it as a whole
number."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from parindex.display._words import word
from parindex.documents import _workbook_words as _words
from parindex.documents._formula import (
    ERROR,
    MOST,
    NOTHING,
    NoResultError,
    Part,
    TooLargeError,
    UnsupportedError,
    compare,
    if_,
    text,
)
from parindex.novalue import NoValue
from parindex.rounding import Rounding

KINDS = ("missing", "refused", "not_proven", "not_applicable")
"""Kinds of no-value; the first one of a leaf applies."""
_YES = ("yes", "true", "có")
_NO = ("no", "false", "không")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?(/[0-9]+)?")
_FIRST_DAY = dt.date(1900, 3, 1)
_DAY_ZERO = dt.date(1899, 12, 30)
_MOST_DIGITS = 9
_DIGITS = 2  # of numbers without a declared step


@dataclass(slots=True)
class Given:
    """An input of a leaf, or the flag of a gate: a row of the sheet of inputs."""

    row: int
    column: str
    code: str
    name: str
    type: str
    limits: Mapping[str, Any]
    title: Mapping[str, str]
    options: Sequence[Mapping[str, Any]] = ()
    digits: int = 0
    """Decimals that the formulas read."""
    ends: tuple[int, int] | None = None
    """Least and greatest number that the formulas read, in units of the last decimal; None for other types."""


def inputs_of(node: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Name, type and limits of each input of a leaf, in the order of the columns."""
    if "rule" not in node:
        return []
    kind, rule = next(iter(node["rule"].items()))
    if kind in ("choice", "levels"):
        return [("value", "choice", rule)]
    if kind == "yes_no":
        return [("value", "boolean", {})]
    if kind in ("all_of", "checklist"):
        return [(item["id"], "boolean", item) for item in rule["items"]]
    if kind == "deduction":
        return [(item["id"], "count", {"title": item.get("title", {})}) for item in rule["items"]]
    if kind == "survey":
        found: list[tuple[str, str, Mapping[str, Any]]] = []
        for group in rule.get("respondents", ({},)):
            prefix = f"{group['id']}_" if "id" in group else ""
            found += [
                (prefix + answer["id"], "count", {"title": answer.get("title", {})})
                for answer in rule["answers"]
            ]
            found += [(prefix + "sample", "count", {})] if rule["stated_sample"] else []
        return found
    if kind == "imported":
        return [("value", "number", {"min": "0", "max": "100"})]
    if kind == "direct":
        limits = {key: rule[key] for key in ("min", "max", "step") if key in rule}
        return [("value", "number", limits)]
    return [(each["name"], each["type"], each) for each in node.get("inputs", ())]


def column_of(code: str, name: str) -> str:
    """The data column of an input or a gate."""
    if not code:
        return name
    return code if name == "value" else f"{code}.{name}"


def number(value: object) -> Fraction | None:
    """The number of a cell; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float):
        value = repr(value)
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value):
            return None
        top, sign, bottom = value.partition("/")
        if not sign:
            return Fraction(top)
        return Fraction(top) / int(bottom) if int(bottom) else None
    return Fraction(value) if isinstance(value, int | Fraction | Decimal) else None


def day(value: object) -> int | None:
    """The number that a spreadsheet has for a date; None for anything else, and for dates before March 1900."""
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value) if len(value) == 10 else None
        except ValueError:
            return None
    if isinstance(value, dt.datetime):
        value = value.date()
    if not isinstance(value, dt.date) or value < _FIRST_DAY:
        return None
    return (value - _DAY_ZERO).days


def flag(value: object) -> bool | None:
    """The answer of a cell; None for anything else."""
    if isinstance(value, str):
        lower = value.lower() if value.isascii() else value
        if lower in (*_YES, "1", "Có", "CÓ"):
            return True
        return False if lower in (*_NO, "0", "Không", "KHÔNG") else None
    try:
        return bool(value) if value in (0, 1) else None
    except NoResultError:
        return None


def decimals(value: Fraction) -> int:
    """Digits after the decimal sign. Raises UnsupportedError for numbers without an end."""
    for digits in range(_MOST_DIGITS + 1):
        if (value * 10**digits).denominator == 1:
            return digits
    raise UnsupportedError(_words.NOT_DECIMAL())


def plain(value: Fraction) -> str:
    """A number as a plain decimal, in full; as n/d without an end."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    digits = ""
    while rest and len(digits) < _MOST_DIGITS:
        digit, rest = divmod(rest * 10, value.denominator)
        digits += str(digit)
    if rest:
        return str(value)
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def _is_plain(said: str) -> bool:
    found = number(said)
    return found is not None and plain(found) == said


def _beyond(found: Sequence[Fraction], limits: Mapping[str, Any], limit: int) -> bool:
    """Whether a number is beyond an end that the formulas have and the rubric does not declare."""
    return any(
        ("max" not in limits and n > limit) or ("min" not in limits and n < -limit) for n in found
    )


class Reader:
    """Reads cells in the language of the workbook."""

    def __init__(self, document: Mapping[str, Any], language: str) -> None:
        self.language = language
        self.words: dict[str, list[str]] = {}
        for kind in KINDS:
            said = [kind, word(kind, "en"), word(kind, "vi")]
            own = list(document.get("markers", {}).get(kind, ()))
            if kind == "missing":
                said = [""]
            self.words[kind] = list(dict.fromkeys([*own, *said]))
        self.kinds: tuple[str, ...] = ("missing",)
        """The kinds that the leaf has a policy for; the others are errors."""
        self._absent: dict[tuple[str, ...], str] = {}
        self.names = {
            "read_number": self._number, "read_flag": self._flag, "read_choice": self._choice,
            "read_day": self._day, "read_group": self._group,
        }  # fmt: skip

    def word_of(self, kind: str) -> str:
        """The result of reading a cell without a value."""
        return "–" if kind == "missing" else word(kind, self.language)

    def written(self, value: object) -> str | None:
        """What a cell without a value shows; None if the cell has a value."""
        if value is None or value == "":
            return ""
        if isinstance(value, NoValue):
            kind = value.value
            own = [w for w in self.words[kind] if w != kind]
            return word(kind, self.language) if len(own) <= 2 else own[0]
        said = any(value in words for words in self.words.values()) if isinstance(value, str) else 0
        return str(value) if said else None

    def kind(self, value: object) -> str | None:
        """The word of a cell without a value."""
        if value is None or value == "":
            return self.word_of("missing")
        if isinstance(value, NoValue):
            return self.word_of(value.value)
        for kind, words in self.words.items():
            if isinstance(value, str) and value in words:
                return self.word_of(kind)
        return None

    def absent(self, cell: Part) -> Part:
        """The word of the kind of no-value that a cell states, or an error."""
        key = self.kinds
        if key not in self._absent:
            found = NOTHING.sheet
            for kind in reversed(key):
                result = quoted(self.word_of(kind))
                for said in self.words[kind]:
                    test = f"EXACT(¶,{quoted(said)})" if said else '¶=""'
                    found = f"IF({test},{result},{found})"
            self._absent[key] = found
        return Part(self._absent[key].replace("¶", cell.sheet), "fail()")

    # ---- the content of a cell, in Python ----

    def _number(
        self,
        value: object,
        digits: int,
        low: int,
        high: int,
        base: int,
        step: int,
        markers: Sequence[str],
    ) -> Any:
        if (kind := self.kind(value)) is not None:
            return kind
        found = number(value)
        if found is None:
            return ERROR
        if found in map(Fraction, markers):
            return self.word_of("missing")
        scaled = found * 10**digits
        if scaled.denominator != 1 or not low <= scaled <= high or (int(scaled) - base) % step:
            return ERROR
        return int(scaled)

    def _flag(self, value: object) -> Any:
        if (kind := self.kind(value)) is not None:
            return kind
        found = flag(value)
        return ERROR if found is None else int(found)

    def _choice(self, value: object, ids: Sequence[str]) -> Any:
        if (kind := self.kind(value)) is not None:
            return kind
        if not isinstance(value, str):
            found = number(value)
            value = None if found is None else plain(found)
        return ids.index(value) + 1 if value in ids else ERROR

    def _group(self, value: object, ids: Sequence[str]) -> Any:
        return ids.index(value) + 1 if value in ids else ERROR

    def _day(self, value: object, low: int, high: int) -> Any:
        if (kind := self.kind(value)) is not None:
            return kind
        found = day(value)
        return ERROR if found is None or not low <= found <= high else found

    # ---- the formulas ----

    def formula(self, given: Given, values: Sequence[object], limit: int) -> Part:
        """The formula that reads a cell as a whole number. Raises UnsupportedError, TooLargeError."""
        if {"impute", "optional"} & given.limits.keys():
            raise UnsupportedError(_words.READ_IMPUTED())
        cell = Part(f"¶{given.row}", f"i[{given.row}]")
        match given.type:
            case "boolean":
                return self._read_flag(cell)
            case "choice":
                return self._read_choice(cell, given)
            case "date":
                return self._read_day(cell, given.limits)
        return self._read_number(cell, given, values, limit)

    def _read_flag(self, cell: Part) -> Part:
        c = cell.sheet
        yes = ",".join(f"{c}={quoted(said)}" for said in (*_YES, "1"))
        no = ",".join(f"{c}={quoted(said)}" for said in (*_NO, "0"))
        sheet = (
            f"IF(OR({yes},{c}=1,{c}=TRUE),1,IF(OR({no}),0,"
            f'IF(AND({c}<>"",OR({c}=0,{c}=FALSE)),0,{self.absent(cell).sheet})))'
        )
        return Part(sheet, f"read_flag({cell.python})", 0, 1)

    def _read_choice(self, cell: Part, given: Given) -> Part:
        ids = [str(option["id"]) for option in given.options]
        if len(ids) > 40:
            raise UnsupportedError
        absent = found = self.absent(cell)
        for place, said in reversed(list(enumerate(ids, 1))):
            test = f'EXACT({cell.sheet}&"",{quoted(said)})'
            if _is_plain(said):  # also typed as a number, in a country with another decimal sign
                test = f"OR({test},{cell.sheet}={said})"
            found = Part(f"IF({test},{place},{found.sheet})", "")
        sheet = f'IF({cell.sheet}="",{absent.sheet},{found.sheet})'
        return Part(sheet, f"read_choice({cell.python},{ids!r})", 1, len(ids))

    def _read_day(self, cell: Part, limits: Mapping[str, Any]) -> Part:
        low, high = day(limits.get("min", "1900-03-01")), day(limits.get("max", "9999-12-31"))
        if low is None or high is None:
            raise UnsupportedError
        c = cell.sheet
        good = f"IF(AND({c}>={low},{c}<={high},INT({c})={c}),{c},NA())"
        sheet = f"IF(ISNUMBER({c}),{good},{self.absent(cell).sheet})"
        return Part(sheet, f"read_day({cell.python},{low},{high})", low, high)

    def _read_number(self, cell: Part, given: Given, values: Sequence[object], limit: int) -> Part:
        limits = given.limits
        markers = [str(one) for one in limits.get("missing_markers", ())]
        found = [
            n for n in map(number, values) if n is not None and n not in map(Fraction, markers)
        ]
        if "rounding" in limits:
            return self._read_before_rounding(cell, given, found, limit)
        stated = [Fraction(limits[key]) for key in ("step", "min") if key in limits]
        digits = 0
        if given.type != "count":
            if "step" in limits:
                digits = max(map(decimals, stated))
            else:
                digits = max([_DIGITS, *map(decimals, found)])
        given.digits = digits
        scale = 10**digits
        low = math.ceil(Fraction(limits["min"]) * scale) if "min" in limits else -limit * scale
        high = math.floor(Fraction(limits["max"]) * scale) if "max" in limits else limit * scale
        if given.type == "count":
            low = max(low, 0)
        if max(-low, high) > MOST:
            raise TooLargeError
        if _beyond(found, limits, limit):
            raise UnsupportedError(_words.NOT_DECIMAL())
        given.ends = low, high
        base, step = 0, 1
        if "step" in limits:
            base = int(Fraction(limits.get("min", 0)) * scale)
            step = int(Fraction(limits["step"]) * scale)
        return self._read_within(cell, given, (low, high), (base, step))

    def _read_before_rounding(
        self, cell: Part, given: Given, found: Sequence[Fraction], limit: int
    ) -> Part:
        """The number as it is given; its ends apply once it is rounded. Raises UnsupportedError, TooLargeError."""
        limits = given.limits
        if "step" in limits:
            raise UnsupportedError
        how = Rounding(**limits["rounding"])
        near = Fraction(1, 10**how.digits) if how.step is None else Fraction(how.step)
        given.digits = max([_DIGITS, how.digits, *map(decimals, found)])
        scale = 10**given.digits
        least = 0 if given.type == "count" else -limit
        low = Fraction(limits.get("min", least))
        high = Fraction(limits.get("max", limit))
        if max(-low, high) * scale > MOST // 10:
            raise TooLargeError
        if _beyond(found, limits, limit):
            raise UnsupportedError(_words.NOT_DECIMAL())
        given.ends = math.ceil(low * scale), math.floor(high * scale)
        ends = math.ceil((low - near) * scale), math.floor((high + near) * scale)
        return self._read_within(cell, given, ends, (0, 1))

    def _read_within(
        self, cell: Part, given: Given, ends: tuple[int, int], steps: tuple[int, int]
    ) -> Part:
        """A number within ends and on the steps from a base, in units of the last digit that is read."""
        (low, high), (base, step), digits = ends, steps, given.digits
        scale = 10**digits
        markers = [str(one) for one in given.limits.get("missing_markers", ())]
        c, read = (
            cell.sheet,
            f"ROUND({cell.sheet}*{scale},0)" if digits else f"ROUND({cell.sheet},0)",
        )
        back = f"{read}/{scale}" if digits else read
        tests = [f"{back}={c}", f"{read}>={low}", f"{read}<={high}"]
        if step != 1:
            tests.append(f"{read}-{base}={step}*INT(({read}-{base}+0.5)/{step})".replace("--", "+"))
        good = f"IF(AND({','.join(tests)}),{read},NA())"
        if markers:
            none = quoted(self.word_of("missing")) if "missing" in self.kinds else "NA()"
            marked = ",".join(f"{c}={plain(Fraction(one))}" for one in markers)
            good = f"IF(OR({marked}),{none},{good})"
        sheet = f"IF(ISNUMBER({c}),{good},{self.absent(cell).sheet})"
        python = f"read_number({cell.python},{digits},{low},{high},{base},{step},{markers!r})"
        return Part(sheet, python, low, high)


def quoted(said: str) -> str:
    """A text inside a formula."""
    return text(said).sheet


def first_that(cell: Part, word_of: Mapping[str, Part], reader: Reader) -> Part:
    """What the policies of a leaf give for the word of a cell."""
    found = NOTHING
    for kind in reversed(KINDS):
        found = if_(compare(cell, "=", text(reader.word_of(kind))), word_of[kind], found)
    return found
