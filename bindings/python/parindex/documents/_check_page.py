# SPDX-License-Identifier: MIT
"""The sheet of the workbook of a round that compares every figure with that of the engine."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from parindex._sentences import Sentence
from parindex.display._words import word
from parindex.documents import _workbook_words as _words
from parindex.documents._calculation import FIRST, row_of
from parindex.documents._formula import double
from parindex.documents._inputs_page import Inputs
from parindex.documents._paper import FIRST_UNIT, shape_of
from parindex.io._grid import letters


class Checks(Inputs):
    """Writes the check of each figure."""

    index_rows: dict[str, int]
    rows: dict[str, int]
    class_rows: dict[str, int]
    ranking_rows: dict[str, int]
    rankings: dict[str, Any]
    live_ranks: set[str]
    live_classes: set[str]

    def _class_name(self, code: str, at: int) -> str:
        raise NotImplementedError

    def _index_shape(self, code: str) -> str:
        digits = self.book.nodes[code].index_digits
        return "General" if digits is None else shape_of(digits)

    def write_check(self) -> int:
        """Write every figure of every unit; gives the last row."""
        book, sheet = self.book, self.sheets[_words.CHECK]
        self._text(sheet, 0, 0, self.say(_words.CHECK), self.title)
        self._text(sheet, 1, 0, self.say(_words.CHECK_SAYS), self.hint)
        heads = [
            (self.say(_words.UNIT), 26), (self.say(_words.CODE), 10), (self.say(_words.CRITERION), 40),
            (self.say(_words.FIGURE), 12), (self.say(_words.BY_THE_WORKBOOK), 14),
            (self.say(_words.BY_THE_ENGINE), 14), (self.say(_words.DIFFERENCE), 14), ("✓", 6),
            (self.say(_words.CALCULATED), 14),
        ]  # fmt: skip
        self._wide(sheet, heads)
        sheet.freeze_panes(FIRST - 1, 2)
        self.at = FIRST
        for place, unit in enumerate(book.units):
            letter, results = letters(FIRST_UNIT + place + 1), book.engine[place]
            name = self._name(unit)
            for code in book.nodes:
                status, points, *_ = results[code]
                figure = book.figures[code]
                self._checked(
                    sheet, name, code, _words.POINTS, f"{self.points_name}!{letter}{self.rows[code]}",
                    f"{letter}{row_of(figure.points)}", figure.scale, status, points,
                    code not in book.notes, over=figure.over and f"{letter}{row_of(figure.over)}",
                )  # fmt: skip
            for code, row in self.index_rows.items():
                status, _, _, index = results[code]
                cell, digits = book.indices.get(code), book.nodes[code].index_digits
                if cell is None or digits is None:
                    continue
                self._checked(
                    sheet, name, code, _words.INDEX, f"{self.points_name}!{letter}{row}",
                    f"{letter}{row_of(cell)}", 10**digits, status, index, True,
                )  # fmt: skip
            for code in book.nodes:
                if code in self.live_ranks:
                    cell_of = f"{letter}{row_of(book.ranks[code])}"
                    self._checked(
                        sheet, name, code, _words.RANK, f"{self.formulas_name}!{cell_of}", cell_of, 1,
                        "", self.rankings[code][unit].rank, True,
                    )  # fmt: skip
                if code in self.live_classes:
                    shown = f"{self.points_name}!{letter}{self.class_rows[code]}" if code else (
                        f"'{self.say(_words.RANKING)}'!F{self.ranking_rows[unit]}")  # fmt: skip
                    said = self._class_name(code, place)
                    self._checked(sheet, name, code, _words.CLASS, shown, "", 1, said, None, True)
        last = self.at - 1
        sheet.autofilter(FIRST - 2, 0, last - 1, len(heads) - 1)
        sheet.conditional_format(
            FIRST - 1, 0, last - 1, 8,
            {"type": "formula", "criteria": f'=$H{FIRST}="✗"', "format": self.bad},
        )  # fmt: skip
        return last

    def _checked(
        self, sheet: Any, unit: str, code: str, figure: Sentence, shown: str, cell: str,
        scale: int | None, status: str, value: Any, live: bool, over: str | None = None,
    ) -> None:  # fmt: skip
        row, at = self.at - 1, self.at
        self.at += 1
        self._text(sheet, row, 0, unit, self.plain)
        self._text(sheet, row, 1, self._name(code), self.plain)
        self._text(sheet, row, 2, self.titles[code], self.plain)
        self._text(sheet, row, 3, self.say(figure), self.plain)
        source = f"{self.formulas_name}!{cell}"
        shape = self._shape(self.book.nodes[code].document)
        how = self._number(self._index_shape(code) if figure is _words.INDEX else shape)
        how = {_words.RANK: self.whole, _words.CLASS: self.wrapped}.get(figure, how)
        if value is None:
            said = status if figure is _words.CLASS or not status else word(status, self.language)
            sheet.write_formula(row, 4, f"={shown}", how, said)
            self._text(sheet, row, 5, said, self.wrapped if figure is _words.CLASS else self.plain)
            formula = f'=IF(EXACT(E{at},F{at}),0,"≠")'
        else:
            sheet.write_formula(row, 4, f"={shown}", how, double(value))
            sheet.write(row, 5, double(value), how)
            if over is not None and scale is not None:
                formula = self._difference(source, f"{self.formulas_name}!{over}", scale, value, at)
            elif scale is None:
                formula = f'=IF(ISNUMBER({source}),{source}-F{at},"≠")'
            else:
                parts = int(Fraction(value) * scale)
                less = f"{source}-{parts}" if parts >= 0 else f"{source}+{-parts}"
                formula = f'=IF(ISNUMBER({source}),({less})/{scale},"≠")'
        sheet.write_formula(row, 6, formula, self._number("General"), 0)
        sheet.write_formula(row, 7, f'=IF(EXACT(G{at},0),"✓","✗")', self.plain, "✓")
        self._text(sheet, row, 8, self.say(_words.BY_FORMULA if live else _words.LABEL_VALUE), self.plain)  # fmt: skip

    def _difference(self, source: str, over: str, scale: int, value: Any, at: int) -> str:
        """The difference of a fraction in lowest terms; "≠" for one that no double shows."""
        parts = Fraction(value) * scale
        same = f"AND({source}={parts.numerator},{over}={parts.denominator})"
        less = f"{source}/({scale}*{over})-F{at}"
        return f'=IF(ISNUMBER({source}),IF({same},0,IF({less}=0,"≠",{less})),"≠")'
