# SPDX-License-Identifier: MIT
"""Names of units: expected ones, similar ones, and rows that are not units."""

from __future__ import annotations

import os
import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, cast

from parindex import _core, _messages
from parindex import _file_messages as say
from parindex._foreign import as_path, expect, is_a, listed
from parindex._limits import limits
from parindex._names import did_you_mean, normal
from parindex._sentences import Text
from parindex._steps import steps
from parindex.errors import Error, Issue, IssueLog, error
from parindex.io._header import bare

Place = Callable[[int], dict[str, int | str]]
"""Where the name of a row is, as the details of an issue; rows count from 0."""


def row_place(row: int) -> dict[str, int | str]:
    """The place of a row of a table that is not a file."""
    return {"row": row + 1}


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_GLIDE = re.compile(rf"([ou])([{_TONES}])([aey])(?![a-z])")
# Whether a text in normal form C can match `_GLIDE` at all.
_MAY_GLIDE = re.compile("[òóỏõọùúủũụ](?=[aey]|[^\x00-\x7f])|[\u0300-\u036f]")
_TOTAL = re.compile(
    r"(?:tổng(?: cộng| số)?|cộng|trung bình(?: cộng| chung)?|bình quân(?: chung)?|cao nhất|thấp nhất|"
    r"(?:grand )?total|sum|average|mean|max|min)\b\W*\Z|"
    r"(?:[ivx]+|[a-hđ])\s*[.)\-–:]\s*(?:khối|nhóm|cụm|các|sở|huyện|xã|phường|đơn vị)\b"
)


def folded(name: str) -> str:
    """A form of a name that is equal for similar names: spaces, case, and hòa as hoà."""
    return _alike(_small(name))


def lookalikes(names: Iterable[str], others: Iterable[str]) -> list[Issue]:
    """Warnings of names that are similar to one of the others."""
    known = {folded(other): other for other in others}
    issues = IssueLog()
    for name in names:
        other = known.get(folded(name), name)
        if other != name:
            issues.add(
                error("unit_lookalike", say.TWO_UNITS_LOOK_ALIKE(), expected=f'"{other}"',
                      actual=f'"{name}"', unit=name)
            )  # fmt: skip
    return issues.all()


def _small(name: str) -> str:
    return bare(unicodedata.normalize("NFC", name)).casefold()


def _alike(text: str) -> str:
    if text.isascii() or not _MAY_GLIDE.search(text):
        return unicodedata.normalize("NFC", text)
    # The position of the tone mark varies in oa, oe and uy at the end of a syllable: hòa or hoà.
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _GLIDE.sub(r"\1\3\2", apart))


def _plain(name: str) -> str:
    """A name without diacritics, as typed on a keyboard that lacks them."""
    letters = unicodedata.normalize("NFD", folded(name)).replace("đ", "d")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_total(name: str) -> bool:
    """Whether a row has the name of a total or a heading."""
    return _TOTAL.match(_small(name)) is not None


def expected_units(units: object) -> list[str]:
    """The names in ``units=``: a list, or the path of a text file with a name on each line.

    Raises
    ------
    DataError
        If the file cannot be read.
    Error
        For an empty list, and for a name that occurs twice.
    TypeError
        For anything else.
    """
    if is_a(units, str, os.PathLike):
        from parindex.io._decode import decode
        from parindex.io._files import read_bytes

        path = str(as_path(units, "units"))
        content = read_bytes(path, _messages.A_FILE(), limits().data_bytes)
        given = [line for line in map(bare, decode(content, None, path).splitlines()) if line]
    else:
        given = [expect(name, str, "units") for name in _listed(units)]
    names = [normal(name) for name in given]
    if not names:
        raise Error(say.THE_LIST_OF_UNITS_IS_EMPTY())
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise Error(say.THE_LIST_HAS_A_UNIT_TWICE(repr(twice[0])))
    return names


def _listed(units: object) -> list[Any]:
    return listed(cast("Iterable[Any]", units), "units")


def check_expected(names: Sequence[str], wanted: Sequence[str], place: Place) -> list[Issue]:
    """Issues for unexpected and missing units, with suggestions."""
    issues = IssueLog()
    listing, there = set(wanted), set(names)
    absent = [name for name in wanted if name not in there]
    for row, name in enumerate(names):
        if name in listing:
            continue
        near = _near(name, absent or wanted)
        message = did_you_mean(say.THE_UNIT_IS_NOT_ON_THE_LIST(), near)
        issues.add(error("unit_unexpected", message, actual=name, unit=name, **place(row)))
    for name in absent:
        message = say.THE_UNIT_IS_NOT_IN_THE_TABLE()
        issues.add(error("unit_absent", message, expected=name, unit=name))
    return issues.all()


def _near(name: str, names: Sequence[str]) -> str:
    alike = folded(name)
    same = next((other for other in names if folded(other) == alike), None)
    same = same or next((other for other in names if _plain(other) == _plain(name)), None)
    return same or _core.nearest(name, tuple(names)) or ""


def suspicions(names: Sequence[str], place: Place, empty: Iterable[int] = ()) -> list[Issue]:
    """Warnings of similar names, names with spaces around them, and rows that are not units.

    `empty` are the rows that have only a name.
    """
    issues = IssueLog()
    bare_rows = set(empty)
    # Almost no name is similar to another: a number for each takes less memory than its text.
    marks = array("q")
    odd = set(bare_rows)
    for row, name in enumerate(steps(names)):
        small = _small(name)
        marks.append(hash(_alike(small)))
        if name != name.strip() or _TOTAL.match(small):
            odd.add(row)
    repeated = {one for one, next_one in pairwise(sorted(marks)) if one == next_one}
    odd.update(row for row, mark in enumerate(marks if repeated else ()) if mark in repeated)
    seen: dict[str, str] = {}
    for row in steps(sorted(odd)):
        name = names[row]
        small = _small(name)
        other = seen.setdefault(_alike(small), name)
        total = _TOTAL.match(small)
        found: list[tuple[str, Text, Text | str]] = []
        if name != name.strip():
            found.append(("name_spaces", say.THE_NAME_HAS_SPACES(), name.strip()))
        if other != name:
            found.append(("unit_lookalike", say.TWO_UNITS_LOOK_ALIKE(), f'"{other}"'))
        if total:
            found.append(("unit_total", say.THE_ROW_LOOKS_LIKE_A_TOTAL(), say.UNITS_ALONE()))
        elif row in bare_rows:
            found.append(("unit_total", say.THE_ROW_HAS_A_NAME_ALONE(), say.UNITS_ALONE()))
        for code, message, expected in found:
            issues.add(error(code, message, expected=expected, actual=f'"{name}"', **place(row)))
    return issues.all()
