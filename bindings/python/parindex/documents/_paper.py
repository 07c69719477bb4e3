# SPDX-License-Identifier: MIT
"""What the sheets of the workbook of a round share: formats, texts, and columns of units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from parindex import _core
from parindex._sentences import Sentence, in_language
from parindex.display._text import with_sign
from parindex.display._words import capital, pick
from parindex.documents import _workbook_words as _words
from parindex.documents._book import Book
from parindex.documents._calculation import FIRST
from parindex.documents._nodes import grid, kind_of
from parindex.documents._rule_words import words_of
from parindex.io._grid import letters

FIRST_UNIT = 6
"""Column of the first unit, from 0, in every sheet with a column for each unit."""
LONGEST = 32_000
BROKEN = re.compile("[\ufffe\uffff\ud800-\udfff]")
RISKY = ("=", "+", "-", "@", "\t", "\r")


class Sheets:
    """Texts and numbers in the sheets of a file in one language."""

    def __init__(self, file: Any, language: str) -> None:
        self.file = file
        self.language = language
        self.sheets: dict[Sentence, Any] = {}
        self._widths: dict[tuple[str, int], float] = {}
        self._lines: dict[tuple[str, int], int] = {}
        self._seen: dict[str, str] = {}
        self._formats()

    def say(self, sentence: Sentence, *parts: object) -> str:
        """A sentence in the language of the workbook."""
        return in_language(sentence(*parts), self.language)

    def _formats(self) -> None:
        def made(**more: Any) -> Any:
            return self.file.add_format({"valign": "top", "font_name": "Arial", "font_size": 10, **more})  # fmt: skip

        wrap = {"text_wrap": True}
        head = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1, **wrap}
        given = {"bg_color": "#FFF8DC", "border": 1, "border_color": "#C0C0C0", "locked": False}
        self.plain, self.wrapped = made(), made(**wrap)
        self.risky = made(quote_prefix=True, **wrap)
        self.strong = made(bold=True, **wrap)
        self.title = self.file.add_format({"bold": True, "font_size": 14, "font_name": "Arial"})
        self.hint = made(italic=True, font_color="#555555")
        self.hint_wrapped = made(italic=True, font_color="#555555", **wrap)
        self.head = made(**head)
        self.head_risky = made(quote_prefix=True, **head)
        self.given = made(align="right", **given)
        self.given_text = made(quote_prefix=False, align="right", **given)
        self.given_date = made(num_format="dd/mm/yyyy", **given)
        self.whole = made(num_format="0")
        self.mono = made(font_name="Courier New", font_size=9)
        self.bad = self.file.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
        self._numbers: dict[tuple[str, bool], Any] = {}
        self._made = made

    def _number(self, shape: str, strong: bool = False) -> Any:
        if (shape, strong) not in self._numbers:
            self._numbers[shape, strong] = self._made(num_format=shape, bold=strong, align="right")
        return self._numbers[shape, strong]

    # ---- texts and cells ----

    def _text(self, sheet: Any, row: int, column: int, said: str, how: Any = None) -> None:
        """A text that stays a text, whatever it begins with; its row becomes high enough for it."""
        shown = self._seen.get(said)
        if shown is None:
            shown = BROKEN.sub("\N{REPLACEMENT CHARACTER}", _core.visible_lines(said))[:LONGEST]
            self._seen[said] = shown
        how = how or self.wrapped
        if shown.startswith(RISKY):
            how = self.head_risky if how is self.head else self.risky
        sheet.write_string(row, column, shown, how)
        if how.text_wrap:
            width = max(4, self._widths.get((sheet.name, column), 9) - (2 if how.bold else 1))
            lines = sum(-(-max(1, len(part)) // int(width)) for part in shown.split("\n"))
            self._lines[sheet.name, row] = max(lines, self._lines.get((sheet.name, row), 1))

    def _wide(self, sheet: Any, heads: Sequence[tuple[str, float]]) -> None:
        """The headings and widths of the first columns."""
        for column, (said, width) in enumerate(heads):
            self._widths[sheet.name, column] = width
            sheet.set_column(column, column, width)
            self._text(sheet, FIRST - 2, column, capital(said), self.head if said else self.plain)

    def _high(self) -> None:
        """Make rows with long texts high enough."""
        for sheet in self.sheets.values():
            for (name, row), lines in self._lines.items():
                if name == sheet.name and lines > 1:
                    sheet.set_row(row, min(400, 13.5 * lines + 2))

    def _name(self, said: str) -> str:
        return _core.visible(said)


class Paper(Sheets):
    """The sheets of the workbook of a round."""

    def __init__(self, file: Any, book: Book, language: str) -> None:
        super().__init__(file, language)
        self.book = book
        self.titles = {
            code: pick(node.document.get("title", {}), language)
            for code, node in book.nodes.items()
        }
        self.titles[""] = self.say(_words.TOTAL)
        self.groups: dict[str, Mapping[str, str]] = {
            group["id"]: group.get("title", {}) for group in book.document.get("groups", ())
        }
        self.last = FIRST_UNIT + len(book.units) - 1
        self.inputs_name, self.points_name, self.formulas_name = (
            f"'{self.say(name)}'" for name in (_words.INPUTS, _words.FIGURES, _words.FORMULAS)
        )

    def formula(self, sheet: str, column: str) -> str:
        """A formula of the calculations for the column of a unit."""
        first, last = letters(FIRST_UNIT + 1), letters(self.last + 1)
        inputs = f"{self.inputs_name}!"
        said = sheet
        for sign, begin, end in (("«", "", last), ("‹", "", column), ("¤", inputs, last), ("¢", inputs, column)):  # fmt: skip
            if sign in said:
                said = re.sub(
                    f"{sign}(\\d+)",
                    lambda found, begin=begin, end=end: (  # type: ignore[misc]
                        f"{begin}${first}${found[1]}:${end}${found[1]}"
                    ),
                    said,
                )
        return "=" + said.replace("¶", inputs + column).replace("§", column)

    def _frame(self, name: Sentence, hint: Sentence, heads: Sequence[tuple[str, float]]) -> Any:
        """A sheet with a column for each unit: title, hint, headings, frozen panes."""
        sheet = self.sheets[name]
        self._text(sheet, 0, 0, self.say(name), self.title)
        self._text(sheet, 1, 0, self.say(hint), self.hint)
        self._wide(sheet, heads)
        longest = max([8, *(len(unit) for unit in self.book.units)])
        width = min(18, max(11, longest * 0.9))
        for at, unit in enumerate(self.book.units):
            self._widths[sheet.name, FIRST_UNIT + at] = width
            self._text(sheet, FIRST - 2, FIRST_UNIT + at, self._name(unit), self.head)
        sheet.set_column(FIRST_UNIT, self.last, width)
        sheet.repeat_columns(0, 1)
        sheet.freeze_panes(FIRST - 1, 2)
        sheet.repeat_rows(FIRST - 2)
        return sheet

    def _columns(self) -> list[tuple[int, str]]:
        return [
            (FIRST_UNIT + at, letters(FIRST_UNIT + at + 1)) for at in range(len(self.book.units))
        ]

    def _indented(self, depth: int, strong: bool) -> Any:
        key = (f"indent {depth}", strong)
        if key not in self._numbers:
            self._numbers[key] = self._made(
                text_wrap=True, bold=strong, indent=max(0, min(depth - 1, 6))
            )
        return self._numbers[key]

    def _shape(self, document: Mapping[str, Any]) -> str:
        return shape_of(grid(document["rounding"])[0]) if "rounding" in document else "General"

    def _figure(self, said: object) -> str:
        return with_sign(str(said), ",") if self.language == "vi" else str(said)

    def _rule(self, code: str) -> str:
        node = self.book.nodes[code]
        inherited = "" if node.aggregation is None else kind_of(node.aggregation)[0]
        return words_of(node.document, self.groups, self.language, inherited)


def shape_of(digits: int) -> str:
    """The format of a number with so many digits."""
    return "0." + "0" * digits if digits else "0"
