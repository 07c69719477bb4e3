# SPDX-License-Identifier: MIT
"""The sheets of the workbook of a round."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from parindex._sentences import Sentence, in_language
from parindex.display._text import capital, pick, word
from parindex.documents import _workbook_words as _words
from parindex.documents._book import Book
from parindex.documents._calculation import FIRST, Line, row_of
from parindex.documents._formula import ERROR, double
from parindex.documents._inputs_page import Inputs
from parindex.documents._paper import FIRST_UNIT, shape_of
from parindex.io._grid import letters


class Pages(Inputs):
    """Writes the sheets."""

    def __init__(self, file: Any, book: Book, language: str) -> None:
        super().__init__(file, book, language)
        self.ranking = book.scores._declared_ranking()
        self.rows = {code: FIRST + at for at, code in enumerate(book.nodes)}
        at = FIRST + len(book.nodes) + 1
        self.index_rows: dict[str, int] = {}
        for code, node in book.nodes.items():
            if node.children:
                self.index_rows[code], at = at, at + 1
        self.rank_works = self._rank_works()

    def write(self) -> None:
        """Write all sheets."""
        names = (_words.OVERVIEW, _words.INPUTS, _words.FIGURES, _words.RANKING, _words.CHECK,
                 _words.FORMULAS)  # fmt: skip
        self.sheets = {name: self.file.add_worksheet(self.say(name)) for name in names}
        for sheet in self.sheets.values():
            # XlsxWriter looks in each formula for the names of thirty functions that are not used here: half
            # of the time.
            sheet._prepare_formula = _plain
        self.write_inputs()
        self._formulas()
        self._points()
        self._ranking()
        rows = self._check()
        self._overview(rows)
        self._high()
        wide = [self.say(name) for name in (_words.INPUTS, _words.FIGURES, _words.FORMULAS)]
        for sheet in self.sheets.values():
            sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})  # fmt: skip
            sheet.set_landscape()
            sheet.set_paper(9)
            if sheet.name in wide:
                sheet.set_print_scale(55)
            else:
                sheet.fit_to_pages(1, 0)
            sheet.set_footer("&L&A&R&P/&N")
        self.file.get_worksheet_by_name(self.say(_words.OVERVIEW)).activate()

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
            (self.say(_words.CODE), 9), (self.say(_words.CRITERION), 40), (self.say(_words.MAXIMUM), 11),
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
        for code, at in self.index_rows.items():
            row, digits = at - 1, book.nodes[code].index_digits
            depth = book.nodes[code].depth
            self._lead(sheet, row, code, f"{capital(label)}: {self.titles[code]}", depth, not code)
            cell = book.indices.get(code)
            how = self._number("General" if digits is None else shape_of(digits), not code)
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
                sheet.write(row, column, double(index), how)
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
        sheet.write_formula(row, column, formula, how, double(index))

    def _lead(self, sheet: Any, row: int, code: str, title: str, depth: int, strong: bool) -> None:
        self._text(sheet, row, 0, self._name(code), self.strong if strong else self.plain)
        how = self._indented(depth, strong)
        self._text(sheet, row, 1, title, how)

    def _shown(
        self, sheet: Any, row: int, column: int, cell: str, scale: int | None, how: Any,
        status: str, value: Any,
    ) -> None:  # fmt: skip
        """A figure of the calculations, in points or percent."""
        source = f"{self.formulas_name}!{cell}"
        words = word("error", self.language)
        number = source if scale in (None, 1) else f"{source}/{scale}"
        said = word(status, self.language) if value is None else double(value)
        formula = f'=IFERROR(IF(ISNUMBER({source}),{number},{source}),"{words}")'
        sheet.write_formula(row, column, formula, how, said)

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
            (self.say(_words.RANK) if self.ranking else "", 8), (self.say(_words.UNIT), 38), (self.say(_words.GROUP), 24),
            (self.say(_words.POINTS), 12), (self.say(_words.INDEX), 12),
            (self.say(_words.CLASS) if classes else "", 20),
        ]  # fmt: skip
        self._wide(sheet, heads)
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
        letter, unit = letters(FIRST_UNIT + at + 1), book.units[at]
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
            said = word(status, self.language) if value is None else double(value)
            how = self._number(self._shape(book.document)) if column == 3 else self._number(self._index_shape())  # fmt: skip
            sheet.write_formula(row, column, f"={self.points_name}!{letter}{source}", how, said)
        if book.document.get("classes"):
            self._classed(sheet, row, at, letter)

    def _index_shape(self) -> str:
        digits = self.book.nodes[""].index_digits
        return "General" if digits is None else shape_of(digits)

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
                    code not in book.notes,
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
        shape = self._shape(self.book.nodes[code].document)
        how = self._number(self._index_shape() if figure is _words.INDEX else shape)
        how = self.whole if figure is _words.RANK else how
        if value is None:
            said = word(status, self.language) if status else ""
            sheet.write_formula(row, 4, f"={shown}", how, said)
            sheet.write_string(row, 5, said, self.plain)
            formula = f'=IF(EXACT(E{at},F{at}),0,"≠")'
        else:
            sheet.write_formula(row, 4, f"={shown}", how, double(value))
            sheet.write(row, 5, double(value), how)
            if scale is None:
                formula = f'=IF(ISNUMBER({source}),{source}-F{at},"≠")'
            else:
                parts = int(Fraction(value) * scale)
                less = f"{source}-{parts}" if parts >= 0 else f"{source}+{-parts}"
                formula = f'=IF(ISNUMBER({source}),({less})/{scale},"≠")'
        sheet.write_formula(row, 6, formula, self._number("General"), 0)
        sheet.write_formula(row, 7, f'=IF(EXACT(G{at},0),"✓","✗")', self.plain, "✓")
        self._text(sheet, row, 8, self.say(_words.BY_FORMULA if live else _words.LABEL_VALUE), self.plain)  # fmt: skip

    # ---- overview ----

    def _overview(self, last: int) -> None:
        book, sheet = self.book, self.sheets[_words.OVERVIEW]
        scores, rubric = book.scores, book.scores.plan.rubric
        for column, width in enumerate((38, 96)):
            sheet.set_column(column, column, width)
            self._widths[sheet.name, column] = width
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
                self._text(sheet, row, 0, capital(name), self.strong)
                self._text(sheet, row, 1, said, self.mono if said.startswith("sha256") else None)
                row += 1
        self._text(sheet, row, 0, capital(self.say(_words.NUMBER_OF_UNITS)), self.strong)
        sheet.write_number(row, 1, len(book.units), self._made(align="left", num_format="0"))
        row += 1
        self._text(sheet, row, 0, capital(self.say(_words.DIFFERENCES)), self.strong)
        area = f"'{self.say(_words.CHECK)}'!H{FIRST}:H{last}"
        left = self._made(align="left", num_format="0", bold=True)
        sheet.write_formula(row, 1, f'=SUMPRODUCT(({area}="✗")*1)', left, 0)
        sheet.conditional_format(row, 1, row, 1, {"type": "cell", "criteria": ">", "value": 0, "format": self.bad})  # fmt: skip
        row += 2
        self._text(sheet, row, 0, capital(self.say(_words.SHEETS)), self.strong)
        row += 1
        for page, about in (
            (_words.INPUTS, _words.INPUTS_SAY), (_words.FIGURES, _words.FIGURES_SAY),
            (_words.RANKING, _words.ORDER_SAYS), (_words.CHECK, _words.CHECK_SAYS),
            (_words.FORMULAS, _words.FORMULAS_SAY),
        ):  # fmt: skip
            link = f"internal:'{self.say(page)}'!A1"
            sheet.write_url(row, 0, link, self._made(font_color="#0563C1", underline=1), self.say(page))  # fmt: skip
            self._text(sheet, row, 1, self.say(about))
            row += 1
        self._text(sheet, row, 1, self.say(_words.LIMITS_SAY), self.hint_wrapped)
        row += 2
        self._text(sheet, row, 0, capital(self.say(_words.VALUES)), self.strong)
        if not book.notes:
            self._text(sheet, row, 1, "0")
        for code, note in book.notes.items():
            row += 1
            name = f"{self._name(code)}  {self.titles[code]}"
            self._text(sheet, row, 0, name)
            self._text(sheet, row, 1, in_language(note, self.language))


def _plain(formula: str, *_: object, **__: object) -> str:
    return formula.removeprefix("=")
