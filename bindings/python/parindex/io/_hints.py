# SPDX-License-Identifier: MIT
"""Additions to the issues of the engine: the place in the sheet and a suggestion."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from parindex import _core, _file_messages
from parindex._names import did_you_mean, normal
from parindex.errors import Issue
from parindex.io._grid import Sheet
from parindex.io._header import bare

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY_MONTH = re.compile(r"(\d{1,2})[-/ ](?:(\d{1,2})|([A-Za-z]{3}))")
_ISO = re.compile(r"\d{4}-(\d\d)-(\d\d)")
_UNIT_HEADS = re.compile(
    r"(?:tên )?(?:các )?(?:đơn vị|cơ quan|tỉnh|thành phố|huyện|quận|xã|phường|sở|địa phương|unit|province|agency)\b.*"
)


def placed(issues: Iterable[Issue], sheet: Sheet) -> list[Issue]:
    """Issues of the engine with their row and column in the sheet."""
    return [_placed(issue, sheet) for issue in issues]


def _placed(issue: Issue, sheet: Sheet) -> Issue:
    if issue.line or not 0 < issue.row <= len(sheet.lines):
        return issue
    at = sheet.places[sheet.heads.index(issue.field)] if issue.field in sheet.heads else 0
    return replace(issue, line=sheet.lines[issue.row - 1], column=at or 1, file=sheet.file)


def explained(
    issues: Iterable[Issue], sheet: Sheet, names: Collection[str], unit: str | None
) -> list[Issue]:
    """Issues of a whole table with their place and a suggestion."""
    return [_placed(_meant(issue, sheet, names, unit), sheet) for issue in issues]


def _meant(issue: Issue, sheet: Sheet, names: Collection[str], unit: str | None) -> Issue:
    if issue.code == "column_unknown":
        if meant := _codes_of_date(issue.field, names):
            message = _file_messages.A_SPREADSHEET_MADE_A_DATE_OF_THE_CODE(meant)
            return replace(issue, message=message)
        if meant := _near(issue.field, {*names, *([unit] if unit else [])}):
            return replace(issue, message=did_you_mean(_file_messages.UNKNOWN_COLUMN(), meant))
    if issue.code == "column_missing" and issue.field in sheet.usual:
        head = sheet.usual[issue.field]
        near = _core.nearest(head, tuple(sheet.heads))
        message = did_you_mean(_file_messages.THE_MAP_NAMES_A_HEAD_THAT_IS_NOT_THERE(), near)
        return replace(issue, message=message, expected=head)
    if issue.code == "column_missing" and issue.field == unit:
        heads = [head for head in sheet.heads if _UNIT_HEADS.fullmatch(bare(head).casefold())]
        free = next((head for head in heads if head not in names), None)
        if free is not None:
            message = _file_messages.STATE_UNIT_COLUMN(free)
            return replace(issue, expected=message, actual=", ".join(sheet.heads[:10]))
    return issue


def _near(head: str, names: Collection[str]) -> str:
    """A name that differs only in spaces and case, or that adds the name of the only input of a leaf."""
    like = bare(head).casefold()
    for name in names:
        if like in (name.casefold(), f"{name}.value".casefold()):
            return name
    return ""


def _codes_of_date(head: str, names: Collection[str]) -> str:
    text = normal(head).strip()
    if found := _ISO.fullmatch(text):
        day, month = int(found[2]), int(found[1])
    elif found := _DAY_MONTH.fullmatch(text):
        if found[3] and found[3].lower() not in _MONTHS:
            return ""
        day = int(found[1])
        month = int(found[2]) if found[2] else _MONTHS.index(found[3].lower()) + 1
    else:
        return ""
    codes = [code for code in (f"{day}.{month}", f"{month}.{day}") if code in names]
    return " / ".join(f'"{code}"' for code in dict.fromkeys(codes))
