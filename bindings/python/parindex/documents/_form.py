# SPDX-License-Identifier: MIT
"""The form of an agency as a workbook: a sheet with what to fill in for each unit, read back by `merge_worksheets`."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from parindex._typing import Json, Language
from parindex.display._words import pick
from parindex.documents import _form_words as _words
from parindex.documents._form_paper import Facts, FormPaper
from parindex.documents._form_rows import Rows, day_in, shown
from parindex.documents._page import language_of
from parindex.errors import Error
from parindex.process._form_map import NAME, FormRow, FormUnit
from parindex.process._observations import made_for

if TYPE_CHECKING:
    from parindex.process.agencies import Worksheet
    from parindex.process.assessment import Assessment

MOST_UNITS = 250
_DAY = dt.datetime(2000, 1, 1)
_SHEET_NAME = 31  # characters
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]|_x[0-9A-Fa-f]{4}_")


def form(
    worksheet: Worksheet,
    units: Sequence[str | Mapping[str, str]] | None = None,
    *,
    layer: str,
    round: Assessment | None = None,
    language: Language | None = None,
    date: str = "",
) -> bytes:
    """The form of an agency as a workbook (.xlsx); see `Worksheet.to_xlsx`.

    The first sheet is a guide, with the date of filling in and what is still missing. Each unit has a sheet. A
    hidden sheet has the digest of the rubric and the place of every cell. The same arguments give the same bytes.
    """
    plan = worksheet._plan
    if plan is None:
        raise Error(_words.WORKSHEET_OF_A_PLAN())
    first = language_of(plan.rubric, language)
    try:
        import xlsxwriter  # an optional dependency
    except ImportError:
        raise Error(_words.FORM_NEEDS_XLSXWRITER()) from None
    check_date(date)
    listed = units_of(units, round)
    rows = Rows(plan, worksheet, layer, first)
    if not rows.lines:
        others = dict.fromkeys(each for line in worksheet.lines for each in line.layers)
        raise Error(_words.NOTHING_TO_FILL_IN(worksheet.agency, layer, ", ".join(others)))
    cover = rows.say(_words.GUIDE)
    places: dict[FormRow, int] = {}
    sheets: list[FormUnit] = []
    for (name, group), sheet in zip(
        listed.items(), _sheet_names([cover, NAME], listed), strict=True
    ):
        of_unit = tuple(places.setdefault(row, len(places)) for row in rows.of_group(group))
        sheets.append(FormUnit(sheet, name, group, shown(name), of_unit))
    stages = list(stages_of(rows, round, layer, listed))
    titles = {item["id"]: item.get("title", {}) for item in rows.document.get("layers", ())}
    facts = Facts(
        rubric=made_for(plan),
        rubric_title=plan.rubric.title(first),
        agency=worksheet.agency,
        agency_title=pick(worksheet.titles, first) or worksheet.agency,
        layer=layer,
        layer_title=pick(titles.get(layer, {}), first) or layer,
        deadline=tuple(said for said, _, _ in stages),
        first_day=min((low for _, low, _ in stages if low), default=""),
        last_day=max((high for _, _, high in stages), default=""),
        date=date,
        cover=cover,
    )
    made = io.BytesIO()
    file = xlsxwriter.Workbook(made, {"in_memory": True})
    file.set_properties(
        {"created": _DAY, "title": shown(f"{facts.agency_title}: {facts.rubric_title}")[:200]}
    )
    FormPaper(file, facts, rows, tuple(places), sheets).write()
    file.close()
    return made.getvalue()


def check_date(date: str) -> None:
    """Raises Error for a text that is neither empty nor a day."""
    if not date:
        return
    try:
        dt.date.fromisoformat(date)
    except (TypeError, ValueError):
        raise Error(_words.NOT_A_DAY(repr(date))) from None


def units_of(
    units: Sequence[str | Mapping[str, str]] | None, round: Assessment | None
) -> dict[str, str]:
    """The group of each unit, empty without one."""
    if units is None:
        units = () if round is None else round.units
    if not units:
        raise Error(_words.NO_UNITS())
    if len(units) > MOST_UNITS:
        raise Error(_words.TOO_MANY_UNITS(MOST_UNITS, len(units)))
    found: dict[str, str] = {}
    for listed in units:
        unit = {"unit": listed} if isinstance(listed, str) else listed
        name = unit["unit"]
        if not name.strip():
            raise Error(_words.EMPTY_UNIT())
        if name in found:
            raise Error(_words.UNIT_TWICE(name))
        found[name] = unit.get("group", "")
    return found


def _sheet_names(taken: Sequence[str], units: Mapping[str, str]) -> Iterator[str]:
    """Names of sheets that Excel accepts, one for each unit."""
    used = {name.casefold() for name in (*taken, "History")}
    for unit in units:
        plain = " ".join(_NOT_IN_A_NAME.sub(" ", shown(unit)).split()).strip("' ")
        name = _cut(plain, _SHEET_NAME).strip("' ") or "1"
        at = 1
        while name.casefold() in used:
            at += 1
            end = f" ({at})"
            name = _cut(plain, _SHEET_NAME - len(end)).strip("' ") + end
        used.add(name.casefold())
        yield name


def _cut(text: str, most: int) -> str:
    """A text of at most so many characters as Excel counts them, in UTF-16."""
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    return text


def stages_of(
    rows: Rows, round: Assessment | None, layer: str, units: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """When marks of the layer are accepted: in words, with the first and the last day."""
    if round is None:
        return
    codes = {code for line in rows.lines for code in (line.code, *rows.above(line.code))}
    below = {line.code for line in rows.lines}
    for stage in round.stages:
        if layer not in stage["layers"]:
            continue
        days = (day_in(stage[key], rows.language) for key in ("from", "until"))
        named = pick(stage.get("title", {}), rows.language)
        said = rows.say(_words.DAYS_FROM_TO, *days)
        said = f"{named}: {said}" if named else said
        yield said, stage["from"], stage["until"]
        for again in round.reopenings:
            if again["stage"] == stage["id"] and _concerns(again, codes, below, units):
                scope = ", ".join(again[key] for key in ("unit", "code") if key in again)
                until = rows.say(_words.OPEN_AGAIN, day_in(again["until"], rows.language))
                yield f"{until} ({scope})" if scope else until, "", again["until"]


def _concerns(again: Json, codes: set[str], below: set[str], units: Mapping[str, str]) -> bool:
    """Whether a reopening is about a unit and a leaf of the form."""
    unit, code = again.get("unit"), again.get("code")
    return (unit is None or unit in units) and (code is None or code in codes | below)
