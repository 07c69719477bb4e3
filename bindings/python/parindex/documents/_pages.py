# SPDX-License-Identifier: MIT
"""The sheets of the workbook of a round."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from parindex import _core
from parindex._sentences import Sentence, in_language
from parindex.display._kinds import type_title
from parindex.display._text import pick, with_sign, word
from parindex.documents import _workbook_words as _words
from parindex.documents._book import Book
from parindex.documents._calculation import FIRST, Line, row_of
from parindex.documents._formula import ERROR
from parindex.documents._given import Given, day, flag, number
from parindex.documents._nodes import kind_of
from parindex.documents._rule_words import words_of

FIRST_UNIT = 6
"""Column of the first unit, from 0, in every sheet with a column for each unit."""
_LONGEST = 32_000
_BROKEN = re.compile("[\ufffe\uffff\ud800-\udfff]")
_DIGITS = 15  # of a number that a spreadsheet keeps
_LIST = 250  # characters of a drop-down list
_RISKY = ("=", "+", "-", "@", "\t", "\r")


class Pages:
    """Writes the sheets."""

    def __init__(self, file: Any, book: Book, language: str) -> None:
        self.file = file
        self.book = book
        self.language = language
        self.titles = {
            code: pick(node.document.get("title", {}), language)
            for code, node in book.nodes.items()
        }
        self.titles[""] = self.say(_words.TOTAL)
        self.groups: dict[str, Mapping[str, str]] = {
            group["id"]: group.get("title", {}) for group in book.document.get("groups", ())
        }
        self.last = FIRST_UNIT + len(book.units) - 1
        self.ranking = book.scores._declared_ranking()
        self._formats()
        self.rows = {code: FIRST + at for at, code in enumerate(book.nodes)}
        at = FIRST + len(book.nodes) + 1
        self.index_rows: dict[str, int] = {}
        for code, node in book.nodes.items():
            if node.children:
                self.index_rows[code], at = at, at + 1
        self.rank_works = self._rank_works()

    def say(self, sentence: Sentence, *parts: object) -> str:
        """A sentence in the language of the workbook."""
        return in_language(sentence(*parts), self.language)

    def write(self) -> None:
        """Write all sheets."""
        names = (_words.OVERVIEW, _words.INPUTS, _words.FIGURES, _words.RANKING, _words.CHECK,
                 _words.FORMULAS)  # fmt: skip
        self.sheets = {name: self.file.add_worksheet(self.say(name)) for name in names}
        self.inputs_name, self.points_name, self.formulas_name = (
            f"'{self.say(name)}'" for name in (_words.INPUTS, _words.FIGURES, _words.FORMULAS)
        )
        self._inputs()
        self._formulas()
        self._points()
        self._ranking()
        rows = self._check()
        self._overview(rows)
        for sheet in self.sheets.values():
            sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})  # fmt: skip
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.set_footer("&L&A&R&P/&N")
        self.file.get_worksheet_by_name(self.say(_words.OVERVIEW)).activate()

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
        """A text that stays a text, whatever it begins with."""
        shown = _BROKEN.sub("\N{REPLACEMENT CHARACTER}", _core.visible_lines(said))[:_LONGEST]
        if how is None:
            how = self.wrapped
        if shown.startswith(_RISKY):
            how = {id(self.head): self.head_risky}.get(id(how), self.risky)
        sheet.write_string(row, column, shown, how)

    def _name(self, said: str) -> str:
        return _core.visible(said)

    def formula(self, sheet: str, column: str) -> str:
        """A formula of the calculations for the column of a unit."""
        first, last = letters(FIRST_UNIT), letters(self.last)
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

    def _frame(self, name: Sentence, hint: Sentence, heads: list[tuple[str, float]]) -> Any:
        """A sheet with a column for each unit: title, hint, headings, frozen panes."""
        sheet = self.sheets[name]
        self._text(sheet, 0, 0, self.say(name), self.title)
        self._text(sheet, 1, 0, self.say(hint), self.hint)
        head = FIRST - 2
        for column, (said, width) in enumerate(heads):
            self._text(sheet, head, column, said, self.head)
            sheet.set_column(column, column, width)
        for at, unit in enumerate(self.book.units):
            self._text(sheet, head, FIRST_UNIT + at, self._name(unit), self.head)
        longest = max([8, *(len(unit) for unit in self.book.units)])
        sheet.set_column(FIRST_UNIT, self.last, min(18, max(11, longest * 0.9)))
        sheet.set_row(head, 15 * min(8, 1 + longest // 16))
        sheet.freeze_panes(FIRST - 1, 2)
        sheet.repeat_rows(head)
        return sheet

    def _columns(self) -> list[tuple[int, str]]:
        return [(FIRST_UNIT + at, letters(FIRST_UNIT + at)) for at in range(len(self.book.units))]

    # ---- inputs ----

    def _inputs(self) -> None:
        heads = [
            (self.say(_words.CODE), 9), (self.say(_words.CRITERION), 34), (self.say(_words.INPUT), 26),
            (self.say(_words.MAXIMUM), 9), (self.say(_words.RULE), 44),
            (self.say(_words.HOW_TO_FILL_IN), 26),
        ]  # fmt: skip
        sheet = self._frame(_words.INPUTS, _words.INPUTS_SAY, heads)
        book = self.book
        yes, no = word("yes", self.language), word("no", self.language)
        if "group" in book.rows:
            row = book.rows["group"] - 1
            self._text(sheet, row, 1, self.say(_words.GROUP), self.strong)
            self._text(sheet, row, 5, ", ".join(self.groups))
            for at, group in enumerate(book.groups):
                sheet.write_string(row, FIRST_UNIT + at, _BROKEN.sub("?", group), self.given_text)
            self._drop_down(sheet, row, list(self.groups))
        if "ranked" in book.rows:
            row = book.rows["ranked"] - 1
            self._text(sheet, row, 1, self.say(_words.RANKED), self.strong)
            self._text(sheet, row, 5, f"{yes} / {no}")
            for at in range(len(book.units)):
                sheet.write_string(
                    row, FIRST_UNIT + at, yes if book.is_ranked(at) else no, self.given_text
                )
            self._drop_down(sheet, row, [yes, no])
        before = None
        for given in book.given:
            self._input(sheet, given, given.code != before)
            before = given.code

    def _input(self, sheet: Any, given: Given, is_first: bool) -> None:
        row, node = given.row - 1, self.book.nodes[given.code]
        self._text(sheet, row, 0, self._name(given.code), self.strong)
        if is_first:
            self._text(sheet, row, 1, self.titles[given.code])
            self._text(sheet, row, 3, self._figure(node.document["max"]))
            self._text(sheet, row, 4, self._rule(given.code))
        asked = pick(given.title, self.language) or given.name
        self._text(sheet, row, 2, "" if asked == "value" else asked)
        self._text(sheet, row, 5, self._allowed(given))
        for at, value in enumerate(self.book.values(given)):
            self._value(sheet, row, FIRST_UNIT + at, given, value)
        self._validation(sheet, row, given)

    def _value(self, sheet: Any, row: int, column: int, given: Given, value: object) -> None:
        none = self.book.reader.written(value)
        if none is not None:
            if none:
                sheet.write_string(row, column, none, self.given_text)
            else:
                sheet.write_blank(row, column, None, self.given)
            return
        if given.type == "boolean" and (answer := flag(value)) is not None:
            said = word("yes" if answer else "no", self.language)
            sheet.write_string(row, column, said, self.given_text)
            return
        if given.type == "date" and (serial := day(value)) is not None:
            sheet.write_number(row, column, serial, self.given_date)
            return
        if given.type in ("number", "count") and (found := number(value)) is not None:
            near = float(found)
            if Fraction(repr(near)) == found and len(repr(near).strip("0.-")) <= _DIGITS:
                sheet.write_number(row, column, near, self.given)
                return
        said = _BROKEN.sub("?", str(value))[:_LONGEST]
        how = self.given_text
        if said.startswith(_RISKY):
            how = self._made(quote_prefix=True, locked=False, bg_color="#FFF8DC")
        sheet.write_string(row, column, said, how)

    def _allowed(self, given: Given) -> str:
        if given.type == "choice":
            parts = []
            for option in given.options:
                title = pick(option.get("title", {}), self.language)
                parts.append(f"{option['id']} ({title})" if title else str(option["id"]))
            return self.say(_words.ALLOWED_ONE_OF, "; ".join(parts))
        if given.ends is None:
            if given.type == "boolean":
                return f"{word('yes', self.language)} / {word('no', self.language)}"
            return type_title(given.type, self.language)
        scale = 10**given.digits
        low, high = (self._figure(str(_decimal(Fraction(end, scale)))) for end in given.ends)
        if given.digits == 0:
            said = self.say(_words.ALLOWED_WHOLE, low, high)
        else:
            said = self.say(_words.ALLOWED_NUMBER, low, high, given.digits)
        if "step" in given.limits:
            said = self.say(_words.ALLOWED_STEP, said, self._figure(given.limits["step"]))
        return said

    def _validation(self, sheet: Any, row: int, given: Given) -> None:
        if given.type == "boolean":
            self._drop_down(sheet, row, [word("yes", self.language), word("no", self.language)])
        elif given.type == "choice":
            self._drop_down(sheet, row, [str(option["id"]) for option in given.options])
        elif given.ends is not None:
            scale = 10**given.digits
            low, high = (float(Fraction(end, scale)) for end in given.ends)
            kind = "integer" if given.digits == 0 else "decimal"
            how = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high,
                   "error_type": "warning", "error_title": self.say(_words.HOW_TO_FILL_IN),
                   "error_message": self._allowed(given)[:255]}  # fmt: skip
            if kind == "integer":
                how["minimum"], how["maximum"] = given.ends
            sheet.data_validation(row, FIRST_UNIT, row, self.last, how)

    def _drop_down(self, sheet: Any, row: int, words: list[str]) -> None:
        if words and len(",".join(words)) <= _LIST and not any("," in said for said in words):
            sheet.data_validation(
                row, FIRST_UNIT, row, self.last,
                {"validate": "list", "source": words, "error_type": "warning"},
            )  # fmt: skip

    # ---- calculations ----

    def _formulas(self) -> None:
        heads = [
            (self.say(_words.CODE), 9), (self.say(_words.CRITERION), 34), (self.say(_words.ROW), 30),
            (self.say(_words.PARTS), 12), ("", 1), ("", 1),
        ]  # fmt: skip
        sheet = self._frame(_words.FORMULAS, _words.FORMULAS_SAY, heads)
        columns = self._columns()
        code = None
        for at, line in enumerate(self.book.calculation.lines):
            row = FIRST - 1 + at
            self._text(sheet, row, 0, self._name(line.code), self.plain)
            if line.code != code and line.code:
                self._text(sheet, row, 1, self.titles[line.code], self.plain)
            code = line.code
            self._text(sheet, row, 2, line.label, self.plain)
            if line.parts is not None:
                sheet.write_number(row, 3, line.parts, self.whole)
            for (column, letter), cells in zip(columns, self.book.calculation.cells, strict=True):
                self._cell(sheet, row, column, line, letter, cells[FIRST + at])

    def _cell(self, sheet: Any, row: int, column: int, line: Line, letter: str, value: Any) -> None:
        shown = "#N/A" if value is ERROR else value
        source = line.sheet if line.across is not None else line.part and line.part.sheet
        if source:
            how = self.whole
            sheet.write_formula(row, column, self.formula(source, letter), how, shown)
        elif value is ERROR:
            sheet.write_formula(row, column, "=NA()", self.whole, "#N/A")
        elif isinstance(value, str):
            sheet.write_string(row, column, value, self.plain)
        else:
            sheet.write_number(row, column, value, self.whole)

    # ---- points ----

    def _points(self) -> None:
        heads = [
            (self.say(_words.CODE), 9), (self.say(_words.CRITERION), 40), (self.say(_words.MAXIMUM), 9),
            (self.say(_words.RULE), 44), (self.say(_words.EVIDENCE), 26), (self.say(_words.NOTE), 24),
        ]  # fmt: skip
        sheet = self._frame(_words.FIGURES, _words.FIGURES_SAY, heads)
        book, columns = self.book, self._columns()
        for code, node in book.nodes.items():
            row = self.rows[code] - 1
            strong = bool(node.children)
            self._lead(sheet, row, code, self.titles[code], node.depth, strong)
            self._text(sheet, row, 2, self._figure(node.document["max"]))
            self._text(sheet, row, 3, self._rule(code))
            evidence = [
                pick(one.get("title", {}), self.language) or str(one["id"])
                for one in node.document.get("evidence", ())
            ]
            self._text(sheet, row, 4, "; ".join(evidence))
            if code in book.notes:
                self._text(sheet, row, 5, in_language(book.notes[code], self.language))
            figure = book.figures[code]
            how = self._number(self._shape(node.document), strong)
            for (column, letter), unit in zip(columns, book.engine, strict=True):
                status, points, *_ = unit[code]
                self._shown(sheet, row, column, f"{letter}{row_of(figure.points)}",
                            figure.scale, how, status, points)  # fmt: skip
        label = self.say(_words.INDEX)
        rounding = book.document["index_rounding"]
        digits = None if isinstance(rounding, str) else int(rounding["digits"])
        for code, at in self.index_rows.items():
            row = at - 1
            depth = book.nodes[code].depth
            self._lead(sheet, row, code, f"{label}: {self.titles[code]}", depth, not code)
            cell = book.indices.get(code)
            how = self._number("General" if digits is None else _shape(digits), not code)
            for (column, letter), unit in zip(columns, book.engine, strict=True):
                status, points, most, index = unit[code]
                if cell is not None:
                    self._shown(sheet, row, column, f"{letter}{row_of(cell)}",
                                10 ** (digits or 0), how, status, index)  # fmt: skip
                    continue
                self._index_of(sheet, row, column, code, letter, how, (status, points, most, index))

    def _index_of(
        self, sheet: Any, row: int, column: int, code: str, letter: str, how: Any, result: Any
    ) -> None:
        """An index that is not rounded: the quotient as the spreadsheet divides."""
        status, _, _, index = result
        figure = self.book.figures[code]
        if figure.scale is None or index is None:
            if index is None:
                self._text(sheet, row, column, word(status, self.language))
            else:
                sheet.write_number(row, column, float(index), how)
            return
        cell = f"{self.formulas_name}!{letter}{row_of(figure.points)}"
        if figure.most_cell is None:
            share = Fraction(100) / (figure.most * figure.scale)
            said = f"{cell}*{share.numerator}/{share.denominator}"
        else:
            most = f"{self.formulas_name}!{letter}{row_of(figure.most_cell)}"
            said = f"{cell}*{100 * figure.most_scale}/({most}*{figure.scale})"
        words = word("error", self.language)
        formula = f'=IFERROR(IF(ISNUMBER({cell}),{said},{cell}),"{words}")'
        sheet.write_formula(row, column, formula, how, float(index))

    def _lead(self, sheet: Any, row: int, code: str, title: str, depth: int, strong: bool) -> None:
        self._text(sheet, row, 0, self._name(code), self.strong if strong else self.plain)
        how = self._indented(depth, strong)
        self._text(sheet, row, 1, title, how)

    def _indented(self, depth: int, strong: bool) -> Any:
        key = (f"indent {depth}", strong)
        if key not in self._numbers:
            self._numbers[key] = self._made(
                text_wrap=True, bold=strong, indent=max(0, min(depth - 1, 6))
            )
        return self._numbers[key]

    def _shown(
        self, sheet: Any, row: int, column: int, cell: str, scale: int | None, how: Any,
        status: str, value: Any,
    ) -> None:  # fmt: skip
        """A figure of the calculations, in points or percent."""
        source = f"{self.formulas_name}!{cell}"
        words = word("error", self.language)
        number = source if scale in (None, 1) else f"{source}/{scale}"
        said = word(status, self.language) if value is None else float(value)
        formula = f'=IFERROR(IF(ISNUMBER({source}),{number},{source}),"{words}")'
        sheet.write_formula(row, column, formula, how, said)

    def _shape(self, document: Mapping[str, Any]) -> str:
        return _shape(int(document["rounding"]["digits"])) if "rounding" in document else "General"

    def _figure(self, said: object) -> str:
        return with_sign(str(said), ",") if self.language == "vi" else str(said)

    def _rule(self, code: str) -> str:
        node = self.book.nodes[code]
        inherited = "" if node.aggregation is None else kind_of(node.aggregation)[0]
        return words_of(node.document, self.groups, self.language, inherited)

    # ---- ranking ----

    def _rank_works(self) -> bool:
        if self.ranking is None or self.book.rank is None:
            return False
        row = row_of(self.book.rank)
        return all(
            (cells[row] or None) == self.ranking[unit].rank
            for cells, unit in zip(self.book.calculation.cells, self.book.units, strict=True)
        )

    def _ranking(self) -> None:
        book, sheet = self.book, self.sheets[_words.RANKING]
        self._text(sheet, 0, 0, self.say(_words.RANKING), self.title)
        hint = self.say(_words.ORDER_SAYS)
        if self.ranking is not None and not self.rank_works:
            hint = self.say(_words.RANK_IS_A_VALUE)
        self._text(sheet, 1, 0, hint, self.hint)
        classes = book.document.get("classes")
        heads = [
            (self.say(_words.RANK), 8), (self.say(_words.UNIT), 38), (self.say(_words.GROUP), 24),
            (self.say(_words.POINTS), 12), (self.say(_words.INDEX), 12),
            (self.say(_words.CLASS) if classes else "", 20),
        ]  # fmt: skip
        for column, (said, width) in enumerate(heads):
            self._text(sheet, FIRST - 2, column, said, self.head if said else self.plain)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(FIRST - 1, 2)
        order = list(range(len(book.units)))
        if self.ranking is not None:
            at = {unit: place for place, unit in enumerate(book.units)}
            order = [at[entry.unit] for entry in self.ranking]
        for place, unit in enumerate(order):
            self._ranked(sheet, FIRST - 1 + place, unit)
        sheet.autofilter(FIRST - 2, 0, FIRST - 2 + len(order), len(heads) - (1 if classes else 2))

    def _ranked(self, sheet: Any, row: int, at: int) -> None:
        book = self.book
        letter, unit = letters(FIRST_UNIT + at), book.units[at]
        if self.ranking is not None:
            rank = self.ranking[unit].rank
            if self.rank_works and book.rank is not None:
                cell = f"={self.formulas_name}!{letter}{row_of(book.rank)}"
                sheet.write_formula(row, 0, cell, self.whole, "" if rank is None else rank)
            elif rank is not None:
                sheet.write_number(row, 0, rank, self.whole)
        self._text(sheet, row, 1, self._name(unit))
        group = book.groups[at] if book.groups else ""
        self._text(
            sheet, row, 2, self._name(pick(self.groups.get(group, {}), self.language) or group)
        )
        status, points, _, index = book.engine[at][""]
        for column, source, value in (
            (3, self.rows[""], points), (4, self.index_rows[""], index),
        ):  # fmt: skip
            said = word(status, self.language) if value is None else float(value)
            how = self._number(self._shape(book.document)) if column == 3 else self._number(self._index_shape())  # fmt: skip
            sheet.write_formula(row, column, f"={self.points_name}!{letter}{source}", how, said)
        if book.document.get("classes"):
            self._classed(sheet, row, at, letter)

    def _index_shape(self) -> str:
        rounding = self.book.document["index_rounding"]
        return "General" if isinstance(rounding, str) else _shape(int(rounding["digits"]))

    def _classed(self, sheet: Any, row: int, at: int, letter: str) -> None:
        book = self.book
        bands = book.document["classes"]["bands"]
        names = [self._name(pick(band.get("title", {}), self.language) or band["id"]) for band in bands]  # fmt: skip
        ids = [band["id"] for band in bands]
        of_unit = book.scores._class_of_row() or []
        said = names[ids.index(of_unit[at])] if of_unit[at] in ids else ""
        plain = all(len(name) <= 200 for name in names) and len(names) <= 60
        if book.class_ is None or not plain:
            self._text(sheet, row, 5, said)
            return
        cell = f"{self.formulas_name}!{letter}{row_of(book.class_)}"
        listed = ",".join('"' + name.replace('"', '""') + '"' for name in names)
        formula = f'=IFERROR(IF(ISNUMBER({cell}),CHOOSE({cell},{listed}),""),"")'
        sheet.write_formula(row, 5, formula, self.plain, said)

    # ---- check ----

    def _check(self) -> int:
        book, sheet = self.book, self.sheets[_words.CHECK]
        self._text(sheet, 0, 0, self.say(_words.CHECK), self.title)
        self._text(sheet, 1, 0, self.say(_words.CHECK_SAYS), self.hint)
        heads = [
            (self.say(_words.UNIT), 26), (self.say(_words.CODE), 10), (self.say(_words.CRITERION), 40),
            (self.say(_words.FIGURE), 12), (self.say(_words.BY_THE_WORKBOOK), 14),
            (self.say(_words.BY_THE_ENGINE), 14), (self.say(_words.DIFFERENCE), 14), ("✓", 6),
            (self.say(_words.CALCULATED), 14),
        ]  # fmt: skip
        for column, (said, width) in enumerate(heads):
            self._text(sheet, FIRST - 2, column, said, self.head)
            sheet.set_column(column, column, width)
        sheet.freeze_panes(FIRST - 1, 2)
        self.at = FIRST
        digits = book.document["index_rounding"]
        for place, unit in enumerate(book.units):
            letter, results = letters(FIRST_UNIT + place), book.engine[place]
            name = self._name(unit)
            for code in book.nodes:
                status, points, *_ = results[code]
                figure = book.figures[code]
                self._checked(
                    sheet, name, code, _words.POINTS, f"{self.points_name}!{letter}{self.rows[code]}",
                    f"{letter}{row_of(figure.points)}", figure.scale, status, points,
                    code not in book.notes,
                )  # fmt: skip
            for code, row in self.index_rows.items():
                status, _, _, index = results[code]
                cell = book.indices.get(code)
                if cell is None or isinstance(digits, str):
                    continue
                self._checked(
                    sheet, name, code, _words.INDEX, f"{self.points_name}!{letter}{row}",
                    f"{letter}{row_of(cell)}", 10 ** int(digits["digits"]), status, index, True,
                )  # fmt: skip
            if self.rank_works and self.ranking is not None and book.rank is not None:
                cell_of = f"{letter}{row_of(book.rank)}"
                rank = self.ranking[unit].rank
                self._checked(
                    sheet, name, "", _words.RANK, f"{self.formulas_name}!{cell_of}", cell_of, 1, "",
                    rank, True,
                )  # fmt: skip
        last = self.at - 1
        sheet.autofilter(FIRST - 2, 0, last - 1, len(heads) - 1)
        sheet.conditional_format(
            FIRST - 1, 0, last - 1, 8,
            {"type": "formula", "criteria": f'=$H{FIRST}="✗"', "format": self.bad},
        )  # fmt: skip
        return last

    def _checked(
        self, sheet: Any, unit: str, code: str, figure: Sentence, shown: str, cell: str,
        scale: int | None, status: str, value: Any, live: bool,
    ) -> None:  # fmt: skip
        row, at = self.at - 1, self.at
        self.at += 1
        self._text(sheet, row, 0, unit, self.plain)
        self._text(sheet, row, 1, self._name(code), self.plain)
        self._text(sheet, row, 2, self.titles[code], self.plain)
        self._text(sheet, row, 3, self.say(figure), self.plain)
        source = f"{self.formulas_name}!{cell}"
        how = self._number("General")
        if value is None:
            said = word(status, self.language) if status else ""
            sheet.write_formula(row, 4, f"={shown}", how, said)
            sheet.write_string(row, 5, said, self.plain)
            formula = f'=IF(EXACT(E{at},F{at}),0,"≠")'
        else:
            sheet.write_formula(row, 4, f"={shown}", how, float(value))
            sheet.write_number(row, 5, float(value), how)
            if scale is None:
                formula = f'=IF(ISNUMBER({source}),{source}-F{at},"≠")'
            else:
                parts = int(Fraction(value) * scale)
                less = f"{source}-{parts}" if parts >= 0 else f"{source}+{-parts}"
                formula = f'=IF(ISNUMBER({source}),({less})/{scale},"≠")'
        sheet.write_formula(row, 6, formula, how, 0)
        sheet.write_formula(row, 7, f'=IF(EXACT(G{at},0),"✓","✗")', self.plain, "✓")
        self._text(sheet, row, 8, self.say(_words.BY_FORMULA if live else _words.LABEL_VALUE), self.plain)  # fmt: skip

    # ---- overview ----

    def _overview(self, last: int) -> None:
        book, sheet = self.book, self.sheets[_words.OVERVIEW]
        scores, rubric = book.scores, book.scores.plan.rubric
        sheet.set_column(0, 0, 38)
        sheet.set_column(1, 1, 96)
        self._text(sheet, 0, 0, self.say(_words.WORKBOOK), self.title)
        self._text(sheet, 1, 0, rubric.title(self.language), self.title)
        source = book.document.get("source", {})
        lines = [
            (self.say(_words.EDITION), rubric.edition),
            (self.say(_words.SOURCE), ", ".join(str(source[k]) for k in ("document", "date", "clause", "url") if source.get(k))),
            (self.say(_words.RUBRIC_DIGEST), rubric.digest),
            (self.say(_words.DATA_DIGEST), scores.data_digest),
            (self.say(_words.RESULTS_DIGEST), scores.digest),
        ]  # fmt: skip
        row = 3
        for name, said in lines:
            if said:
                self._text(sheet, row, 0, name, self.strong)
                self._text(sheet, row, 1, said, self.mono if said.startswith("sha256") else None)
                row += 1
        self._text(sheet, row, 0, self.say(_words.UNITS), self.strong)
        sheet.write_number(row, 1, len(book.units), self._made(align="left", num_format="0"))
        row += 1
        self._text(sheet, row, 0, self.say(_words.DIFFERENCES), self.strong)
        area = f"'{self.say(_words.CHECK)}'!H{FIRST}:H{last}"
        left = self._made(align="left", num_format="0", bold=True)
        sheet.write_formula(row, 1, f'=SUMPRODUCT(({area}="✗")*1)', left, 0)
        sheet.conditional_format(row, 1, row, 1, {"type": "cell", "criteria": ">", "value": 0, "format": self.bad})  # fmt: skip
        row += 2
        self._text(sheet, row, 0, self.say(_words.SHEETS), self.strong)
        row += 1
        for name, said in (
            (_words.INPUTS, _words.INPUTS_SAY), (_words.FIGURES, _words.FIGURES_SAY),
            (_words.RANKING, _words.ORDER_SAYS), (_words.CHECK, _words.CHECK_SAYS),
            (_words.FORMULAS, _words.FORMULAS_SAY),
        ):  # fmt: skip
            link = f"internal:'{self.say(name)}'!A1"
            sheet.write_url(row, 0, link, self._made(font_color="#0563C1", underline=1), self.say(name))  # fmt: skip
            self._text(sheet, row, 1, self.say(said))
            row += 1
        self._text(sheet, row, 1, self.say(_words.LIMITS_SAY), self.hint_wrapped)
        row += 2
        self._text(sheet, row, 0, self.say(_words.VALUES), self.strong)
        if not book.notes:
            self._text(sheet, row, 1, "0")
        for code, note in book.notes.items():
            row += 1
            name = f"{self._name(code)}  {self.titles[code]}"
            self._text(sheet, row, 0, name)
            self._text(sheet, row, 1, in_language(note, self.language))


def letters(column: int) -> str:
    """The letters of a column, from 0."""
    said = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


def _shape(digits: int) -> str:
    return "0." + "0" * digits if digits else "0"


def _decimal(value: Fraction) -> str:
    whole, rest = divmod(abs(value.numerator), value.denominator)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    text = f"{rest / value.denominator:.9f}".rstrip("0")
    return f"{sign}{whole}{text[1:]}"
