# SPDX-License-Identifier: MIT
"""Cells as values of an input: text by the signs that are stated, nothing by a guess.

A cell with one possible meaning goes to the engine in the form that the engine reads, and the engine reports
invalid values. This module handles only what the engine cannot know: signs, forms of dates, errors of a workbook.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from parindex import _file_messages as say
from parindex._names import normal
from parindex._sentences import Text
from parindex.io._grid import Fault, Percent, Spec, is_midnight
from parindex.io._reading import Reading

_POINT_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_POINT_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3}){2,}")
_COMMA_GROUP = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_COMMA_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3}){2,}")
_SPACE_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[ '\u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_VN = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+,\d+")
_US = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+\.\d+")
_POINT_ZERO = re.compile(r"[+-]?\d+\.0*")
_FRACTION = re.compile(r"([+-]?\d+)\s*/\s*(\d+)")
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})")
_NO_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-]\d{2})?")
_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00(?:\.0+)?)?")
_TIME = re.compile(r"[T ]\d{1,2}:\d\d.*", re.DOTALL)
_WHOLE_FLAG = re.compile(r"[01](?:\.0+)?")
_TICKS = frozenset("x v ✓ ✔ ☑ √ + -".split())
_WORDS = {"đạt": "yes", "không đạt": "no", "có": "có", "không": "không"}


def _lines_of(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{form})\n)*")


# By the type of the input and the stated decimal sign, without a thousands sign. Three decimals may be thousands.
_PLAIN = {
    ("number", None): _lines_of(r"-?\d+(?:\.\d{1,2}|\.\d{4,})?"),
    ("number", "."): _lines_of(r"-?\d+(?:\.\d+)?"),
    **{("count", sign): _lines_of(r"\d+") for sign in (None, ".", ",")},
    **{("date", sign): _lines_of(r"\d{4}-\d\d-\d\d") for sign in (None, ".", ",")},
}


class Problem(NamedTuple):
    """Why a cell is not read."""

    code: str
    message: Text
    expected: Text | str = ""


def all_plain(texts: Collection[str], spec: Spec, reading: Reading) -> bool:
    """Whether the engine reads all texts of a column as they are; one pass over them."""
    form = _PLAIN.get((spec.type, reading.decimal if reading.thousands is None else "-"))
    if form is None:
        return spec.type == "choice"
    return form.fullmatch("\n".join(texts) + "\n") is not None


def read_cell(cell: object, spec: Spec, reading: Reading) -> object:
    """The value of a cell as the engine reads it, or a `Problem`."""
    if isinstance(cell, str):
        text = normal(cell)
        if text in spec.markers:
            return text
        return _read_text(text.strip(), text, spec, reading)
    if isinstance(cell, Fault):
        return fault_problem(cell)
    if isinstance(cell, Percent):
        return _scaled(cell.value, spec, shown=cell.value * 100)
    if isinstance(cell, dt.datetime | dt.date | dt.time | dt.timedelta):
        return _read_moment(cell, spec)
    return cell


def fault_problem(cell: Fault) -> Problem:
    """Why a cell of a workbook has no value."""
    if cell.code == "cell_formula":
        return Problem(cell.code, say.THE_FORMULA_HAS_NO_RESULT(), say.SAVE_IT_IN_EXCEL())
    return Problem("cell_error", say.THE_CELL_HOLDS_AN_ERROR(), say.A_VALUE_OR_AN_EMPTY_CELL())


def _read_text(text: str, given: str, spec: Spec, reading: Reading) -> object:
    if not text:
        return None
    if spec.type in ("number", "count"):
        return _read_number(text, spec, reading)
    if spec.type == "date":
        return read_date(text, reading)
    if spec.type == "boolean":
        return _read_flag(text, reading)
    return given


def _read_flag(text: str, reading: Reading) -> object:
    word = text.casefold()
    for words, value in ((reading.yes, "yes"), (reading.no, "no")):
        if word in {each.casefold() for each in words}:
            return value
    if word in _WORDS:  # words that the engine knows stay unchanged, because explanations show them
        known = text in (word, word.capitalize(), word.upper()) and _WORDS[word] == word
        return text if known else _WORDS[word]
    if _WHOLE_FLAG.fullmatch(text):
        return text[0]
    if word in _TICKS:
        return Problem("form_unstated", say.THE_WORD_MAY_MEAN_YES(), say.STATE_YES(text))
    return text


def _read_number(text: str, spec: Spec, reading: Reading) -> object:
    if text.endswith("%"):
        body = _read_number(text[:-1].rstrip(), spec, reading)
        if isinstance(body, Problem) or body is None:
            return body
        try:
            number = Fraction(str(body))
        except (ValueError, ZeroDivisionError):
            return text
        return _scaled(number / 100, spec, shown=number, text=str(body))
    if found := _FRACTION.fullmatch(text):
        return _read_fraction(found, spec, reading)
    if reading.decimal is not None or reading.thousands is not None:
        plain = _by_signs(text, spec, reading)
        if plain is not None:
            return plain
    return _unstated(text, spec, reading)


def _scaled(share: Fraction | Decimal, spec: Spec, shown: object, text: str = "") -> object:
    """A percentage in the unit of its input."""
    if spec.type == "number" and spec.most == 100:
        return text or shown
    if spec.type == "number" and spec.most == 1:
        return share
    if spec.type not in ("number", "count"):
        return share
    return Problem(
        "value_ambiguous",
        say.A_PERCENTAGE_HERE_MAY_BE(shown, share),
        say.A_NUMBER_WITHOUT_PERCENT(),
    )


def _read_fraction(found: re.Match[str], spec: Spec, reading: Reading) -> object:
    above, below = found[1], found[2]
    if reading.fractions and spec.type == "number":
        return f"{above}/{below}"
    if spec.type == "count":
        return Problem(
            "value_not_integer", say.A_FRACTION_IS_NO_COUNT(above, below), say.A_WHOLE_NUMBER()
        )
    value = f"{above}/{below}" if int(below) == 0 else _decimal_text(int(above), int(below))
    return Problem(
        "value_ambiguous", say.A_FRACTION_OR_A_DATE(value, above, below), say.STATE_FRACTIONS()
    )


def _decimal_text(above: int, below: int) -> str:
    value = Fraction(above, below)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return str(Decimal(above) / Decimal(below)) if rest == 1 else str(value)


def _by_signs(text: str, spec: Spec, reading: Reading) -> object | None:
    """A number with the stated signs, in the form of the engine; None for a text of another form."""
    decimal, thousands = reading.decimal, reading.thousands
    groups = r"[ \u00a0\u202f\u2009]" if thousands == " " else re.escape(thousands or "")
    whole = rf"\d{{1,3}}(?:{groups}\d{{3}})+|\d+" if thousands else r"\d+"
    part = rf"(?:{re.escape(decimal)}(\d+))?" if decimal else "()"
    found = re.fullmatch(rf"([+-]?)({whole}){part}([eE][+-]?\d+)?", text)
    if not found:
        if re.fullmatch(r"[+-]?\d[\d.,' \u00a0\u202f\u2009]*", text):
            return Problem(
                "form_unstated",
                say.THE_NUMBER_HAS_OTHER_SIGNS(),
                say.NUMBERS_WITH_THESE_SIGNS(_signs(decimal), _signs(thousands)),
            )
        return None
    sign, digits, rest, exponent = found.groups()
    digits = re.sub(r"\D", "", digits)
    if spec.type == "count" and rest and not rest.strip("0"):
        rest = ""
    return sign + digits + (f".{rest}" if rest else "") + (exponent or "")


def _signs(sign: str | None) -> Text | str:
    return f'"{sign}"' if sign else say.NO_SIGN()


def _unstated(text: str, spec: Spec, reading: Reading) -> object:
    """A number whose signs are not stated, in the form of the engine, if it can be read in only one way."""
    if reading.decimal is not None or reading.thousands is not None:
        return text
    digits = re.sub(r"[.,' \u00a0\u202f\u2009]", "", text)
    if _POINT_GROUP.fullmatch(text):
        return _one_group(text, digits, ".", spec)
    if _COMMA_GROUP.fullmatch(text):
        return _one_group(text, digits, ",", spec)
    for form, decimal, thousands in (
        (_POINT_GROUPS, ",", "."), (_VN, ",", "."), (_COMMA_GROUPS, ".", ","), (_US, ".", ","),
    ):  # fmt: skip
        if form.fullmatch(text):
            return Problem(
                "form_unstated",
                say.THE_NUMBER_HAS_A_SIGN_OF_THOUSANDS(),
                say.STATE_BOTH_SIGNS(decimal, thousands),
            )
    if _SPACE_GROUPS.fullmatch(text):
        sign = "'" if "'" in text else " "
        message = say.THE_NUMBER_HAS_A_SIGN_OF_THOUSANDS()
        return Problem("form_unstated", message, say.STATE_THOUSANDS(sign))
    if _COMMA.fullmatch(text):
        message = say.THE_NUMBER_HAS_A_DECIMAL_COMMA()
        return Problem("form_unstated", message, say.STATE_DECIMAL(","))
    if spec.type == "count" and _POINT_ZERO.fullmatch(text):
        message = say.A_COUNT_HAS_A_POINT()
        return Problem("value_not_integer", message, say.A_WHOLE_NUMBER_WITHOUT_A_POINT())
    return text


def _one_group(text: str, digits: str, sign: str, spec: Spec) -> object:
    """``2.000`` or ``2,000``: a number of thousands, or one with three decimals."""
    small = text.replace(sign, ".")
    if spec.type == "count":
        message = say.THOUSANDS_OR_DECIMALS(digits, _short(small))
        return Problem("value_not_integer", message, say.STATE_THOUSANDS_OR_WRITE(sign, digits))
    if spec.most is not None and int(digits) > spec.most:
        if sign == ".":
            return text
        message = say.THE_NUMBER_HAS_A_DECIMAL_COMMA()
        return Problem("form_unstated", message, say.STATE_DECIMAL(","))
    other = "." if sign == "," else ","
    return Problem(
        "value_ambiguous", say.THOUSANDS_OR_DECIMALS(digits, small), say.STATE_WHICH(sign, other)
    )


def _short(number: str) -> str:
    return number.rstrip("0").rstrip(".")


def read_date(text: str, reading: Reading) -> object:
    """A date in the stated order, in the form of the engine."""
    day = _MIDNIGHT.sub("", text) if ":" in text else text
    if day == text and _TIME.search(text):
        return Problem("value_type", say.A_TIME_OF_DAY(), say.A_DATE_WITHOUT_A_TIME())
    if found := _YEAR_FIRST.fullmatch(day):
        iso = _iso(found[1], found[3], found[4])
        return iso or day
    if found := _SLASHED.fullmatch(day):
        first, second, year = found[1], found[3], found[4]
        days = {"dmy": _iso(year, second, first), "mdy": _iso(year, first, second)}
        if reading.dates in days:
            return days[reading.dates] or Problem(
                "value_type", say.NO_SUCH_DAY(), say.A_DAY_IN_THE_ORDER(reading.dates)
            )
        possible = [each for each in days.values() if each]
        if len(set(possible)) == 2:
            message = say.TWO_DAYS(*possible)
            return Problem("value_ambiguous", message, say.STATE_DATES_OR_WRITE())
        order = "dmy" if days["dmy"] else "mdy"
        return Problem("form_unstated", say.THE_ORDER_IS_NOT_STATED(), say.STATE_DATES(order))
    if _NO_YEAR.fullmatch(day):
        return Problem(
            "value_ambiguous", say.THE_YEAR_IS_NOT_WHOLE(), say.A_DATE_WITH_FOUR_DIGITS()
        )
    return day


def _iso(year: str, month: str, day: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _read_moment(value: dt.datetime | dt.date | dt.time | dt.timedelta, spec: Spec) -> object:
    """A date or a time of a workbook."""
    if isinstance(value, dt.datetime) and is_midnight(value):
        value = value.date()
    if isinstance(value, dt.datetime | dt.time | dt.timedelta):
        return Problem("value_type", say.A_TIME_OF_DAY(), say.A_DATE_WITHOUT_A_TIME())
    if spec.type == "date":
        return value.isoformat()
    if spec.type in ("number", "count"):
        readings = f"{value.day}/{value.month}", f"{value.day}.{value.month}"
        return Problem(
            "value_type", say.A_SPREADSHEET_MADE_A_DATE(*readings), say.A_NUMBER_AS_TEXT()
        )
    return value.isoformat()
