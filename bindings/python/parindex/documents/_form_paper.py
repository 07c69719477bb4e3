# SPDX-License-Identifier: MIT
"""The sheets of a form: the guide, one sheet for each unit, and the hidden sheet that describes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from parindex._sentences import Sentence
from parindex.display._words import capital
from parindex.documents import _form_words as _words
from parindex.documents._form_rows import Accepts, Rows, shown
from parindex.documents._given import plain
from parindex.io._grid import letters
from parindex.process._form_map import (
    HEADINGS,
    NAME,
    FormMap,
    FormRow,
    FormUnit,
    chunks_of,
)

WIDTHS = (8, 26, 31, 25, 21, 26, 16, 8, 38, 6)
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_COVER = (24, 58, 11, 11, 11, 11)
_LINE = 13.5  # points
_MESSAGE = 255  # characters of the message and of the formula of a validation
_FOOT = 70  # characters of a name at the foot of a page
_PAGE = 730.0  # points of rows on a page, at the largest scale at which the columns fit on A4
_HEAD = 2 * _LINE + 6
_CODE, _TITLE, _ASKED, _EXPECTED, _ANSWER, _EXPLANATION, _FILE, _MAX, _RULE, _ROW = range(10)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the form is for."""

    rubric: tuple[str, str, str]
    rubric_title: str
    agency: str
    agency_title: str
    layer: str
    layer_title: str
    deadline: tuple[str, ...]
    first_day: str
    last_day: str
    date: str
    cover: str


class FormPaper:
    """Writes the workbook of a form."""

    def __init__(
        self, file: Any, facts: Facts, rows: Rows, of_form: Sequence[FormRow], units: Sequence[FormUnit]
    ) -> None:  # fmt: skip
        self.file, self.facts, self.rows, self.units = file, facts, rows, units
        self.of_form = of_form
        self.accepts = {(line.code, line.input): rows.accepts(line) for line in rows.lines}
        self.cover_texts: dict[str, str] = {}
        self.headings = [
            shown(capital(rows.say(each)))
            for each in (
                _words.CODE, _words.CRITERION, _words.ASKED, _words.HOW_TO_FILL_IN, _words.ANSWER,
                _words.EXPLANATION, _words.FILE, _words.MAXIMUM, _words.RULE, _words.ROW,
            )
        ]  # fmt: skip
        self.lists: dict[tuple[str, ...], int] = {}
        self._formats()

    def write(self) -> None:
        """Write all sheets."""
        cover = self.file.add_worksheet(self.facts.cover)
        sheets = [self.file.add_worksheet(unit.sheet) for unit in self.units]
        hidden = self.file.add_worksheet(NAME)
        cells = self._cover(cover)
        for sheet, unit in zip(sheets, self.units, strict=True):
            self._unit(sheet, unit)
        self._hidden(hidden, cells)
        cover.activate()

    # ---- formats and texts ----

    def _formats(self) -> None:
        def made(**more: Any) -> Any:
            return self.file.add_format({"valign": "top", "font_name": "Arial", "font_size": 10, **more})  # fmt: skip

        lines = {"border": 1, "border_color": "#BFBFBF"}
        wrap = {"text_wrap": True, **lines}
        given = {"bg_color": "#FFF2CC", "locked": False, **wrap}
        day = "dd/mm/yyyy" if self.rows.language == "vi" else "yyyy-mm-dd"
        self.title = made(bold=True, font_size=14)
        self.strong = made(bold=True)
        self.unit_name = made(bold=True, font_size=12, text_wrap=True)
        self.plain = made(text_wrap=True)
        self.hint = made(italic=True, font_color="#404040", text_wrap=True)
        self.small = made(font_size=8, font_color="#7F7F7F")
        self.head = made(bold=True, bg_color="#1F4E79", font_color="#FFFFFF", valign="vcenter", **wrap)  # fmt: skip
        self.label = made(bold=True, bg_color="#F2F2F2", **wrap)
        self.cell = made(**wrap)
        self.again = made(font_color="#A6A6A6", **wrap)
        self.document = made(italic=True, **wrap)
        self.middle = made(align="center", **wrap)
        self.number = made(align="right", **lines)
        self.link = made(font_color="#0563C1", underline=1, **wrap)
        self.node = made(bold=True, bg_color="#DDEBF7", top=1, bottom=1, border_color="#BFBFBF")
        self.none = made(bg_color="#E7E6E6", **lines)
        self.text = made(num_format="@", **given)
        self.figure = made(align="right", **given)
        self.day = made(align="right", num_format=day, **given)
        self.done = self.file.add_format({"bg_color": "#E2EFDA"})
        self._risky: dict[Any, Any] = {}

    def _say(self, sentence: Sentence, *parts: object) -> str:
        return shown(capital(self.rows.say(sentence, *parts)))

    def _write(self, sheet: Any, row: int, column: int, text: str, how: Any) -> None:
        """A text that stays a text, whatever it begins with."""
        sheet.write_string(row, column, text, how)

    def _merged(self, sheet: Any, area: tuple[int, int, int, int], text: str, how: Any) -> None:
        if area[:2] != area[2:]:
            sheet.merge_range(*area, "", how)
        self._write(sheet, area[0], area[1], text, how)

    # ---- the guide ----

    def _cover(self, sheet: Any) -> dict[str, str]:
        facts, say = self.facts, self._say
        for column, width in enumerate(_COVER):
            sheet.set_column(column, column, width)
        cells: dict[str, str] = {}
        row = 0

        def put(column: int, text: str, how: Any) -> str:
            self._write(sheet, row, column, text, how)
            name = f"{letters(column + 1)}{row + 1}"
            self.cover_texts[name] = text
            return name

        put(0, f"{say(_words.FORM)}: {shown(facts.layer_title)}", self.title)
        row += 2
        rubric = shown(facts.rubric_title or facts.rubric[0])
        named = [
            ("rubric", _words.RUBRIC, rubric), ("edition", _words.EDITION, shown(facts.rubric[1])),
            ("agency", _words.AGENCY, shown(facts.agency_title)),
            ("layer", _words.LAYER, shown(facts.layer_title)),
            ("deadline", _words.DEADLINE, shown("\n".join(facts.deadline))),
        ]  # fmt: skip
        for key, label, text in named:
            if text:
                put(0, say(label), self.label)
                cells[key] = put(1, text, self.cell)
                sheet.set_row(row, _height([(text, _COVER[1])]))
                row += 1
        put(0, say(_words.DATE), self.label)
        cells["date"] = f"B{row + 1}"
        if facts.date:
            sheet.write_datetime(row, 1, dt.datetime.fromisoformat(facts.date), self.day)
        else:
            sheet.write_blank(row, 1, None, self.day)
        sheet.data_validation(row, 1, row, 1, self._day_rule())
        row += 1
        put(0, say(_words.AUTHOR), self.label)
        cells["author"] = f"B{row + 1}"
        sheet.write_blank(row, 1, None, self.text)
        sheet.conditional_format(row - 1, 1, row, 1, {"type": "no_blanks", "format": self.done})
        row += 2
        for at, step in enumerate(_words.STEPS, 1):
            text = f"{at}. {self.rows.say(step)}"
            sheet.merge_range(row, 0, row, len(_COVER) - 1, "", self.plain)
            put(0, text, self.plain)
            sheet.set_row(row, _height([(text, sum(_COVER) - 8)]))
            row += 1
        row += 1
        heads = (_words.SHEET, _words.UNIT, _words.ANSWERS, _words.OF, _words.DOCUMENTS, _words.OF)
        for column, head in enumerate(heads):
            put(column, say(head), self.head)
        sheet.set_row(row, _HEAD)
        for unit in self.units:
            row += 1
            quoted = unit.sheet.replace("'", "''")
            sheet.write_url(row, 0, f"internal:'{quoted}'!A1", self.link, unit.sheet)
            self.cover_texts[f"A{row + 1}"] = unit.sheet
            put(1, unit.shown, self.cell)
            sheet.set_row(row, _height([(unit.sheet, _COVER[0]), (unit.shown, _COVER[1])]))
            end = HEADINGS + len(unit.rows)
            area = [f"'{quoted}'!${each}${HEADINGS + 1}:${each}${end}" for each in (letters(_ROW + 1), letters(_ANSWER + 1))]  # fmt: skip
            for column, kind in ((2, "value"), (4, "evidence")):
                total = sum(self.of_form[at].kind == kind for at in unit.rows)
                given = f'=SUMPRODUCT((LEFT({area[0]},1)="{kind[0]}")*(LEN({area[1]})>0))'
                sheet.write_formula(row, column, given, self.number, 0)
                sheet.write_number(row, column + 1, total, self.number)
        row += 2
        said = f"{say(_words.DIGEST)}: {facts.rubric[2]}"
        put(0, said, self.small)
        self._page(sheet, "", row + 1, len(_COVER))
        return cells

    def _day_rule(self) -> dict[str, Any]:
        facts = self.facts
        low = dt.date.fromisoformat(facts.first_day or "2000-01-01")
        high = dt.date.fromisoformat(facts.last_day or "9999-12-31")
        message = "; ".join(facts.deadline) or self.rows.say(_words.A_DAY)
        return self._rule({"validate": "date", "criteria": "between", "minimum": low, "maximum": high}, message)  # fmt: skip

    def _rule(self, how: dict[str, Any], message: str) -> dict[str, Any]:
        title = self._say(_words.WRONG_ANSWER)
        return {**how, "error_title": title, "error_message": capital(shown(message))[:_MESSAGE]}

    def _page(self, sheet: Any, unit: str, rows: int, columns: int) -> None:
        """How a sheet is printed and protected."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, rows - 1, columns - 1)
        left, middle = (shown(text)[:_FOOT].replace("&", "&&").replace("\n", " ") for text in (self.facts.agency_title, unit))  # fmt: skip
        page = self.rows.say(_words.PAGE_OF, "&P", "&N")
        sheet.set_footer(f"&L&8{_apart(left)}&C&8{_apart(middle)}&R&8{_apart(page)}")
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{letters(columns)}{max(rows, 2)}"})
        sheet.protect("", {"format_rows": True, "format_columns": True})

    # ---- the sheet of a unit ----

    def _unit(self, sheet: Any, unit: FormUnit) -> None:
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width, None, {"hidden": column == _ROW})
        used, start, chunk = self._top(sheet, unit), HEADINGS, 0.0
        breaks: list[int] = []
        for first, rows in _blocks([self.of_form[at] for at in unit.rows]):
            chunk += self._block(sheet, HEADINGS + first, rows)
            if rows[0].kind == "heading":
                continue  # it stays with the leaf below it
            if used + chunk > _PAGE and start > HEADINGS:
                breaks.append(start)
                used = _HEAD
            used, start, chunk = used + chunk, HEADINGS + first + len(rows), 0.0
        for index, at in enumerate(unit.rows):
            sheet.write_string(HEADINGS + index, _ROW, self.of_form[at].key(at))
        end = HEADINGS + len(unit.rows)
        answer, key = letters(_ANSWER + 1), letters(_ROW + 1)
        test = f'=AND(LEN({answer}{HEADINGS + 1})>0,LEFT(${key}{HEADINGS + 1},1)<>"h")'
        done = {"type": "formula", "criteria": test, "format": self.done}
        sheet.conditional_format(HEADINGS, _ANSWER, end - 1, _FILE, done)
        sheet.freeze_panes(HEADINGS, _ASKED)
        sheet.repeat_rows(HEADINGS - 1)
        sheet.set_h_pagebreaks(breaks)
        self._page(sheet, unit.unit, end, _RULE + 1)

    def _top(self, sheet: Any, unit: FormUnit) -> float:
        """The rows above the table, and their height."""
        facts, wide = self.facts, sum(WIDTHS[:_ROW])
        self._write(sheet, 0, 0, shown(f"{facts.agency_title}: {facts.layer_title}"), self.title)
        self._write(sheet, 1, 0, self._say(_words.UNIT), self.strong)
        self._merged(sheet, (1, 1, 1, _RULE), unit.shown, self.unit_name)
        hint = self.rows.say(_words.HINT)
        if facts.deadline:
            hint += f" {self._say(_words.DEADLINE)}: {shown('; '.join(facts.deadline))}."
        self._merged(sheet, (2, 0, 2, _RULE), hint, self.hint)
        for column, text in enumerate(self.headings):
            self._write(sheet, HEADINGS - 1, column, text, self.head)
        heights = (24, _height([(unit.shown, 0.75 * wide)]) + 3, _height([(hint, wide)]), _HEAD)
        for row, height in enumerate(heights):
            sheet.set_row(row, height)
        return sum(heights)

    def _block(self, sheet: Any, first: int, rows: Sequence[FormRow]) -> float:
        """The rows of a leaf, or a heading; returns their height."""
        code, title, _, _, most, rule = rows[0].texts
        if rows[0].kind == "heading":
            for column in range(_RULE + 1):
                sheet.write_blank(first, column, None, self.node)
            self._write(sheet, first, _CODE, code, self.node)
            self._write(sheet, first, _TITLE, title, self.node)
            sheet.set_row(first, _LINE + 5)
            return _LINE + 5
        end = first + len(rows) - 1
        for column, text, how in ((_TITLE, title, self.cell), (_MAX, most, self.middle), (_RULE, rule, self.cell)):  # fmt: skip
            self._merged(sheet, (first, column, end, column), text, how)
        own = [
            _height([(row.texts[2], WIDTHS[_ASKED]), (row.texts[3], WIDTHS[_EXPECTED])])
            for row in rows
        ]
        wanted = _height([(title, WIDTHS[_TITLE]), (rule, WIDTHS[_RULE])])
        more = max(0.0, wanted - sum(own)) / len(rows)
        for at, row in enumerate(rows):
            line = first + at
            sheet.set_row(line, min(400, own[at] + more))
            is_value = row.kind == "value"
            self._write(sheet, line, _CODE, row.texts[0], self.again if at else self.cell)
            self._write(sheet, line, _ASKED, row.texts[2], self.cell if is_value else self.document)
            self._write(
                sheet, line, _EXPECTED, row.texts[3], self.cell if is_value else self.document
            )
            answer = self._answer(sheet, line, row) if is_value else self.text
            sheet.write_blank(line, _ANSWER, None, answer)
            sheet.write_blank(line, _EXPLANATION, None, self.text if is_value else self.none)
            sheet.write_blank(line, _FILE, None, self.none if is_value else self.text)
        return sum(min(400, each + more) for each in own)

    def _answer(self, sheet: Any, line: int, row: FormRow) -> Any:
        """The validation of an answer, and the format of its cell."""
        accepts = self.accepts[row.code, row.name]
        how = self._validation(accepts, f"{letters(_ANSWER + 1)}{line + 1}")
        sheet.data_validation(line, _ANSWER, line, _ANSWER, self._rule(how, accepts.words))
        if accepts.type == "date":
            return self.day
        return self.figure if accepts.type in ("number", "count") else self.text

    def _validation(self, accepts: Accepts, cell: str) -> dict[str, Any]:
        if accepts.type in ("boolean", "choice"):
            at = self.lists.setdefault(accepts.texts, len(self.lists)) + 3
            name = letters(at)
            source = f"={NAME}!${name}$1:${name}${len(accepts.texts)}"
            return {"validate": "list", "source": source}
        if accepts.type == "date":
            low, high = accepts.low or "1900-03-01", accepts.high or "9999-12-31"
            ends = [dt.date.fromisoformat(end) for end in (low, high)]
            if not accepts.texts:
                return {"validate": "date", "criteria": "between", "minimum": ends[0], "maximum": ends[1]}  # fmt: skip
            low, high = (str((end - dt.date(1899, 12, 30)).days) for end in ends)
            return _custom(cell, [f"{cell}>={low}", f"{cell}<={high}"], accepts.texts)
        limits = [None if end is None else Fraction(end) for end in (accepts.low, accepts.high)]
        if accepts.texts or accepts.step is not None or limits == [None, None]:
            return _custom(cell, _tests(cell, accepts), accepts.texts)
        kind = "integer" if accepts.type == "count" else "decimal"
        low_end, high_end = (None if end is None else _number(end) for end in limits)
        if low_end is not None and high_end is not None:
            return {
                "validate": kind,
                "criteria": "between",
                "minimum": low_end,
                "maximum": high_end,
            }
        if high_end is None:
            return {"validate": kind, "criteria": ">=", "value": low_end}
        return {"validate": kind, "criteria": "<=", "value": high_end}

    # ---- what describes the form ----

    def _hidden(self, sheet: Any, cells: dict[str, str]) -> None:
        rubric, edition, digest = self.facts.rubric
        made = FormMap(
            rubric, edition, digest, self.facts.agency, self.facts.layer, self.rows.language,
            self.facts.cover, self.cover_texts, cells["edition"], cells["agency"], cells["layer"], cells["date"],
            cells["author"], tuple(self.headings), tuple(self.of_form), tuple(self.units), self.rows.options,
        )  # fmt: skip
        parts = chunks_of(made.to_text())
        for row, part in enumerate(parts):
            sheet.write_string(row, 0, part)
        for texts, at in self.lists.items():
            for row, text in enumerate(texts):
                self._write(sheet, row, at + 2, text, self.plain)
        sheet.protect()
        sheet.very_hidden()
        self.file.set_custom_property(NAME, parts[0])


def _blocks(rows: Sequence[FormRow]) -> Iterator[tuple[int, list[FormRow]]]:
    """Headings, and the rows of each leaf, with the index of the first row."""
    first, block = 0, list[FormRow]()
    for at, row in enumerate(rows):
        if block and (
            row.kind == "heading" or block[0].kind == "heading" or row.code != block[0].code
        ):
            yield first, block
            first, block = at, []
        block.append(row)
    if block:
        yield first, block


def _number(end: Fraction) -> int | float:
    return int(end) if end.denominator == 1 else float(end)


def _tests(cell: str, accepts: Accepts) -> Iterator[str]:
    """What a number must pass, as formulas."""
    if accepts.low is not None:
        yield f"{cell}>={plain(Fraction(accepts.low))}"
    if accepts.high is not None:
        yield f"{cell}<={plain(Fraction(accepts.high))}"
    if accepts.type == "count":
        yield f"{cell}=INT({cell})"
    if accepts.step is not None:
        begin = plain(Fraction(accepts.low or 0))
        times = f"({cell}-({begin}))/({plain(Fraction(accepts.step))})"
        yield f"ABS({times}-ROUND({times},0))<0.000000001"


def _custom(cell: str, tests: Iterable[str], markers: Sequence[str]) -> dict[str, Any]:
    """A validation by a formula: a number that passes the tests, or a marker."""
    good = f"AND({','.join([f'ISNUMBER({cell})', *tests])})"
    said = [f'{cell}="{marker.replace(chr(34), 2 * chr(34))}"' for marker in markers]
    formula = f"=OR({','.join([good, *said])})" if said else f"={good}"
    if len(formula) > _MESSAGE:
        return {"validate": "any"}  # merging checks it
    return {"validate": "custom", "value": formula}


def _height(texts: Sequence[tuple[str, float]]) -> float:
    """The height of a row with these wrapped texts in columns of these widths, in points."""
    lines = 1
    for text, width in texts:
        room = max(4, int(width) - 1)
        lines = max(lines, sum(_wrapped(part, room) for part in text.split("\n")))
    return min(400.0, _LINE * lines + 3)


def _wrapped(text: str, room: int) -> int:
    """The lines of a text that is wrapped between words."""
    lines, used = 1, 0
    for part in text.split(" "):
        size = len(part)
        if used and used + 1 + size > room:
            lines, used = lines + 1, 0
        lines += max(0, size - 1) // room
        used = size % room if size > room else used + size + (1 if used else 0)
    return lines


def _apart(text: str) -> str:
    """A text of a footer; one that begins with a digit must not continue the size of the font."""
    return f" {text}" if text[:1].isdigit() else text
