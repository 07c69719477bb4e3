# SPDX-License-Identifier: MIT
"""The sensitivity annex as a workbook: one sheet for each chapter."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from parindex._sentences import in_language
from parindex.display._grid import Grid
from parindex.display._words import capital
from parindex.documents import _annex_words as _words
from parindex.documents import _workbook_words as _sheet_words
from parindex.documents._paper import Sheets, shape_of
from parindex.documents._workbook import made_on
from parindex.errors import Error, Issue

if TYPE_CHECKING:
    from parindex.documents._annex_chapter import Chapter
    from parindex.rubric.rubric import Rubric

_NUMBER = re.compile(r"(\+?)(≈ )?(-?)(\d+)(?:\.(\d+))?")
_INTERVAL = re.compile(r"-?[\d.]+ – -?[\d.]+")
_DIGITS = 15  # that a cell keeps
_NAME = 31  # the longest name of a sheet
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_WIDEST = 60
_BLUES = (
    "#F7FBFF", "#E9F2FA", "#DBE9F6", "#C9DEF0", "#B3D2E9", "#94C2E0", "#6FADD6", "#2F75B3", "#155A99", "#08306B",
)  # fmt: skip
# The colours of the page, by their classes in its style sheet.
_SHADES: dict[str, dict[str, str]] = {"wrong": {"font_color": "#9C0006"}}
for _at, _color in enumerate(_BLUES):
    _SHADES[f"h{_at}"] = {"bg_color": _color, "font_color": "#FFFFFF" if _at > 6 else "#1A1A1A"}
_LEAST = 10
_LINE = 110  # characters of a line of text


def annex_sheets(
    rubric: Rubric, sections: Sequence[Chapter], digests: Sequence[tuple[str, str]], language: str
) -> bytes:
    """The chapters as a workbook. Raises Error when the package XlsxWriter is not installed."""
    try:
        import xlsxwriter  # an optional dependency
    except ImportError:
        raise Error(_sheet_words.WORKBOOK_NEEDS_XLSXWRITER()) from None
    made = io.BytesIO()
    file = xlsxwriter.Workbook(made, {"in_memory": True})
    file.set_properties({"created": made_on(), "title": rubric.title(language)})
    _Annex(file, language).write(rubric, sections, digests)
    file.close()
    return made.getvalue()


class _Annex(Sheets):
    """Writes the chapters one sheet each, the tables of a chapter below each other."""

    def write(
        self, rubric: Rubric, sections: Sequence[Chapter], digests: Sequence[tuple[str, str]]
    ) -> None:
        """Write all sheets."""
        self.caption = self._made(bold=True, font_size=11)
        self.head_right = self._made(
            bold=True,
            bg_color="#1F4E79",
            font_color="#FFFFFF",
            border=1,
            text_wrap=True,
            align="right",
        )
        self._interval = self._made(num_format="@", align="right", quote_prefix=True)
        names: set[str] = set()
        first = self._sheet(_words.OVERVIEW, names)
        first.set_column(0, 0, 34)
        first.set_column(1, 1, 80)
        self._widths[first.name, 0], self._widths[first.name, 1] = 34, 80
        self._text(first, 0, 0, rubric.title(self.language), self.title)
        self._text(first, 1, 0, f"{self.say(_words.ANNEX)} · {rubric.edition}", self.hint)
        row = 3
        for section in sections:
            name = self._sheet(section.title, names)
            self._chapter(name, section)
            first.write_url(
                row, 0, f"internal:'{name.name}'!A1", self.plain, self.say(section.title)
            )
            if section.says is not None:
                self._text(
                    first, row, 1, in_language(section.says, self.language), self.hint_wrapped
                )
            row += 1
        row += 1
        for title, digest in digests:
            self._text(first, row, 0, capital(in_language(title, self.language)))
            self._text(first, row, 1, digest, self.mono)
            row += 1
        self._high()

    def _sheet(self, title: Any, names: set[str]) -> Any:
        name = _FORBIDDEN.sub(" ", self.say(title))[:_NAME]
        while name in names:
            name = name[: _NAME - 1] + "+"
        names.add(name)
        sheet = self.file.add_worksheet(name)
        self.sheets[title] = sheet
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _chapter(self, sheet: Any, section: Chapter) -> None:
        grids = [one.grid(self.language) for one in section.tables]
        for column, width in enumerate(_widths_of(grids)):
            sheet.set_column(column, column, width)
            self._widths[sheet.name, column] = width
        self._text(sheet, 0, 0, self.say(section.title), self.title)
        row = self._said(sheet, 1, in_language(section.says or "", self.language)) + 1
        for at, grid in enumerate(grids):
            shades = section.tables[at].shades
            row = self._grid(sheet, row, grid, shades, len(grids) > 1) + 1

    def _grid(
        self, sheet: Any, row: int, grid: Grid, shades: Sequence[Sequence[str]], several: bool
    ) -> int:
        """A table; in the last column of one of several tables long texts reach beyond their column."""
        self._text(sheet, row, 0, f"{grid.caption} {grid.figure}".rstrip(), self.caption)
        row += 1
        if grid.rows:
            for column, head in enumerate(grid.heads):
                how = self.head if head.text else self.head_right
                self._text(sheet, row, column, capital(head.name), how)
            row += 1
        for at, line in enumerate(grid.rows):
            for column, cell in enumerate(line.cells):
                shade = shades[at][column] if shades else ""
                if line.mark == "error":
                    shade = "wrong"
                if grid.heads[column].text:
                    last = several and column == len(line.cells) - 1
                    how = self.strong if line.mark == "strong" else self.plain if last else None
                    self._text(sheet, row, column, cell, how)
                else:
                    self._put(sheet, row, column, cell, line.mark == "strong", shade)
            row += 1
        for note in grid.notes:
            said = note.text(self.language) if isinstance(note, Issue) else note  # type: ignore[arg-type]
            row = self._said(sheet, row, said)
        return row

    def _said(self, sheet: Any, row: int, said: str) -> int:
        """A text beside which nothing stands, in lines that fit on paper; the row below it."""
        for line in wrap(said, _LINE):
            self._text(sheet, row, 0, line, self.hint)
            row += 1
        return row

    def _put(self, sheet: Any, row: int, column: int, text: str, strong: bool, shade: str) -> None:
        """A figure as a number with the digits that it has, and with its ≈; as text if a cell cannot keep it."""
        found = _NUMBER.fullmatch(text)
        if found is None or len(found[4] + (found[5] or "")) > _DIGITS:
            if _INTERVAL.fullmatch(text):
                sheet.write_string(row, column, text, self._interval)
            elif text:
                self._text(sheet, row, column, text, self._number("@", strong))
            return
        shape = shape_of(len(found[5] or ""))
        about = '"≈ "' if found[2] else ""
        plus = f"+{about}{shape};{about}-{shape};{about}{shape}" if found[1] else f"{about}{shape}"
        if about and not found[1]:
            plus = f"{about}{shape};{about}-{shape};{about}{shape}"
        value = float(f"{found[3]}{found[4]}.{found[5] or 0}")
        how = self._shaded(plus, shade) if shade else self._number(plus, strong)
        sheet.write_number(row, column, value, how)

    def _shaded(self, shape: str, shade: str) -> Any:
        key = (f"{shade} {shape}", False)
        if key not in self._numbers:
            self._numbers[key] = self._made(num_format=shape, align="right", **_SHADES[shade])
        return self._numbers[key]


def _widths_of(grids: Sequence[Grid]) -> list[float]:
    """The width of each column: that of its longest cell, within bounds."""
    widths: list[float] = []
    for grid in grids:
        for column, head in enumerate(grid.heads):
            free = len(grids) > 1 and head.text and column == len(grid.heads) - 1
            cells = [] if free else [len(row.cells[column]) for row in grid.rows]
            most = max([len(head.name) if not head.text else 0, *cells], default=0) + 2
            if len(widths) <= column:
                widths.append(_LEAST)
            widths[column] = max(widths[column], min(_WIDEST, most))
    return widths
