# SPDX-License-Identifier: MIT
"""Cells: what a column of each type reads, and which columns a leaf has."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import partial

from parindex.reference.expressions import DATE, day
from parindex.reference.numbers import (
    Json,
    Number,
    is_long_number,
    parse_number,
    plain,
    rounded,
    to_text,
)

Row = Mapping[str, object]


# Kinds of no-value; if a leaf has several, the first one of this list applies.
NO_VALUES = ("missing", "refused", "not_proven", "not_applicable")


def no_value(cell: object, markers: Mapping[str, str]) -> str | None:
    """Say why a cell has no value; None if it has one."""
    if cell is None or cell == "":
        return "missing"
    if isinstance(cell, Enum):
        return str(cell.value)
    return markers.get(cell) if isinstance(cell, str) else None


def marks_missing(cell: object, declared: Json) -> bool:
    """Tell whether a number is one that the input declares to mean that there is no value."""
    try:
        value = exact(cell)
    except WrongValueError:
        return False
    value = parse_number(value) if isinstance(value, str) else value
    return any(value == Number(marker) for marker in declared.get("missing_markers", ()))


class WrongValueError(Exception):
    """A value that a leaf cannot use; the argument is the issue code."""


def exact(cell: object) -> object:
    """Convert every number to Fraction and every date to text; a float means its shortest decimal."""
    # math.isfinite would convert to float, which fails above 1.8e308.
    infinite = isinstance(cell, float) and not math.isfinite(cell)
    if infinite or (isinstance(cell, Decimal) and not cell.is_finite()):
        raise WrongValueError("value_not_finite")
    if isinstance(cell, date):
        # Midnight of a day is the day; any other time of day is not a date.
        return cell.isoformat().removesuffix("T00:00:00")
    if isinstance(cell, float):
        return Number(float.__repr__(cell))
    if isinstance(cell, (int, Decimal, Fraction)) and not isinstance(cell, bool):
        # Checked in its written form: a number that is too long to read from a file is also
        # rejected here.
        text = str(cell) if isinstance(cell, Decimal) else plain(cell.numerator)
        text += f"/{plain(cell.denominator)}" if isinstance(cell, Fraction) else ""
        number = parse_number(text)
        return text if number is None else number
    return cell


# The ASCII words have any case; the Vietnamese ones have three spellings.
YES = {"yes", "true", "1", "có", "Có", "CÓ"}
NO = {"no", "false", "0", "không", "Không", "KHÔNG"}


def read_boolean(cell: object) -> bool:
    """Read a boolean, the number 0 or 1, or one of the words of YES and NO."""
    if not isinstance(cell, str):
        if cell in (0, 1):  # also False and True
            return cell == 1
    else:
        word = cell.lower() if cell.isascii() else cell
        if word in YES or word in NO:
            return word in YES
    raise WrongValueError("value_type")


def read_number(cell: object, limits: Json) -> Fraction:
    """Read a number or its text, within `type`, `min`, `max` and `step`; the first fault is reported."""
    value = parse_number(cell) if isinstance(cell, str) else cell
    if not isinstance(value, Fraction):
        long = isinstance(cell, str) and is_long_number(cell)
        raise WrongValueError("number_too_long" if long else "value_type")
    if "rounding" in limits:
        value = rounded(value, limits["rounding"])
    count = limits.get("type") == "count"
    if count and value.denominator != 1:
        raise WrongValueError("value_not_integer")
    if (count and value < 0) or ("min" in limits and value < Number(limits["min"])):
        raise WrongValueError("value_below_minimum")
    if "max" in limits and value > Number(limits["max"]):
        raise WrongValueError("value_above_maximum")
    if "step" in limits:
        steps = (value - Number(limits.get("min", 0))) / Number(limits["step"])
        if steps.denominator != 1:
            raise WrongValueError("value_off_step")
    return value


def read_choice(cell: object, options: Sequence[Json]) -> str:
    """Read the id of an option; a number means its plain decimal text."""
    if isinstance(cell, bool):
        raise WrongValueError("value_type")
    word = to_text(cell) if isinstance(cell, Fraction) else cell
    for option in options:
        if option["id"] == word:
            return str(word)
    raise WrongValueError("choice_unknown")


COUNT: Json = {"type": "count"}


def read_date(cell: object, limits: Json) -> Fraction:
    """Read an ISO date of the years 0001 to 9999, within `min` and `max`."""
    try:
        value = day(cell) if isinstance(cell, str) and DATE.fullmatch(cell) else None
    except ValueError:
        value = None
    if value is None:
        raise WrongValueError("value_type")
    if "min" in limits and value < day(limits["min"]):
        raise WrongValueError("value_below_minimum")
    if "max" in limits and value > day(limits["max"]):
        raise WrongValueError("value_above_maximum")
    return value


def read_declared(cell: object, declared: Json) -> object:
    """Read the value of a declared input by its type."""
    match declared["type"]:
        case "boolean":
            return read_boolean(cell)
        case "choice":
            return read_choice(cell, declared["options"])
        case "date":
            return read_date(cell, declared)
    return read_number(cell, declared)


PERCENT: Json = {"min": "0", "max": "100"}


def inputs_of(leaf: Json) -> dict[str, Callable[[object], object]]:
    """Name every input of a leaf, in document order, with the function that reads it."""
    ((kind, rule),) = leaf["rule"].items()
    if kind in ("choice", "levels"):
        return {"value": partial(read_choice, options=rule["options"])}
    if kind == "yes_no":
        return {"value": read_boolean}
    if kind in ("all_of", "checklist"):
        return {item["id"]: read_boolean for item in rule["items"]}
    if kind == "deduction":
        return {item["id"]: partial(read_number, limits=COUNT) for item in rule["items"]}
    if kind == "survey":
        groups = [f"{group['id']}_" for group in rule.get("respondents", ())] or [""]
        names = [answer["id"] for answer in rule["answers"]]
        names += ["sample"] if rule["stated_sample"] else []
        return {
            group + name: partial(read_number, limits=COUNT) for group in groups for name in names
        }
    if kind == "imported":
        return {"value": partial(read_number, limits=PERCENT)}
    if kind == "direct":
        return {"value": partial(read_number, limits=rule)}
    return {each["name"]: partial(read_declared, declared=each) for each in leaf.get("inputs", ())}


def declared_of(leaf: Json, name: str) -> Json:
    """The declaration of an input; empty for an input that the rule defines."""
    return next((each for each in leaf.get("inputs", ()) if each["name"] == name), {})


def column(node: Json, name: str) -> str:
    """Name the data column of an input or gate: ``<code>`` for ``value``, otherwise ``<code>.<name>``."""
    if "code" not in node:
        return name
    return str(node["code"]) if name == "value" else f"{node['code']}.{name}"
