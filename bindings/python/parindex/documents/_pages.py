# SPDX-License-Identifier: MIT
"""The sheets of the workbook of a round."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from parindex._sentences import in_language
from parindex.display._words import capital, pick, word
from parindex.documents import _workbook_words as _words
from parindex.documents._book import Book
from parindex.documents._calculation import FIRST, Figure, Line, row_of
from parindex.documents._check_page import Checks
from parindex.documents._formula import ERROR, double
from parindex.documents._paper import FIRST_UNIT, shape_of
from parindex.io._grid import letters


class Pages(Checks):
    """Writes the sheets."""

    def __init__(self, file: Any, book: Book, language: str) -> None:
        super().__init__(file, book, language)
        self.rankings = {
            code: book.scores.rank(node=code)
            for code, node in book.nodes.items()
            if "ranking" in node.document
        }
        self.ranking = self.rankings.get("")
        self.class_rows: dict[str, int] = {}  # of nodes, in the sheet of points
        self.ranking_rows: dict[str, int] = {}  # of units, in the sheet of the ranking
        self.rows = {code: FIRST + at for at, code in enumerate(book.nodes)}
        at = FIRST + len(book.nodes) + 1
        self.index_rows: dict[str, int] = {}
        for code, node in book.nodes.items():
            if node.children or code in book.indices:
                self.index_rows[code], at = at, at + 1
        self.live_ranks = {code for code in book.ranks if self._rank_works(code)}
        self.live_classes = {code for code in book.classes if self._class_works(code)}

    def write(self) -> None:
        """Write all sheets."""
        names = (_words.OVERVIEW, _words.INPUTS, _words.FIGURES, _words.RANKING, _words.CHECK,
                 _words.FORMULAS)  # fmt: skip
        self.sheets = {name: self.file.add_worksheet(self.say(name)) for name in names}
        for sheet in self.sheets.values():
            # XlsxWriter searches each formula for thirty function names that are not used here,
            # which takes half of the time.
            sheet._prepare_formula = _plain
        self.write_inputs()
        self._formulas()
        self._points()
        self._ranking()
        rows = self.write_check()
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
                            self._scale(figure, letter), how, status, points)  # fmt: skip
        self._index_lines(sheet)
        self._node_lines(sheet)

    def _scale(self, figure: Figure, letter: str) -> str | None:
        """By what the cell of a figure is divided; None: by nothing."""
        if figure.scale is None or figure.over is None:
            return None if figure.scale in (None, 1) else str(figure.scale)
        over = f"{self.formulas_name}!{letter}{row_of(figure.over)}"
        return over if figure.scale == 1 else f"({figure.scale}*{over})"

    def _index_lines(self, sheet: Any) -> None:
        book, columns = self.book, self._columns()
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
                                str(10 ** (digits or 0)), how, status, index)  # fmt: skip
                    continue
                self._index_of(sheet, row, column, code, letter, how, (status, points, most, index))

    def _index_of(
        self, sheet: Any, row: int, column: int, code: str, letter: str, how: Any, result: Any
    ) -> None:
        """An index that is not rounded: the quotient as the spreadsheet divides."""
        status, _, _, index = result
        figure = self.book.figures[code]
        shown = word(status, self.language) if index is None else double(index)
        if figure.scale is None or self.book.nodes[code].index_digits is not None:
            if index is None:
                self._text(sheet, row, column, word(status, self.language))
            else:
                sheet.write(row, column, shown, how)
            return
        cell = f"{self.formulas_name}!{letter}{row_of(figure.points)}"
        over = "" if figure.over is None else f"*{self.formulas_name}!{letter}{row_of(figure.over)}"
        if figure.most_cell is None:
            share = Fraction(100) / (figure.most * figure.scale)
            below = f"({share.denominator}{over})" if over else str(share.denominator)
            said = f"{cell}*{share.numerator}/{below}"
        else:
            most = f"{self.formulas_name}!{letter}{row_of(figure.most_cell)}"
            said = f"{cell}*{100 * figure.most_scale}/({most}*{figure.scale}{over})"
        words = word("error", self.language)
        formula = f'=IFERROR(IF(ISNUMBER({cell}),{said},{cell}),"{words}")'
        sheet.write_formula(row, column, formula, how, shown)

    def _node_lines(self, sheet: Any) -> None:
        """Ranks and classes of the nodes that declare them, below the indices."""
        book, columns = self.book, self._columns()
        row = FIRST + len(book.nodes) + 1 + len(self.index_rows)
        for code, node in book.nodes.items():
            title = self.titles[code]
            if code in self.rankings and code:
                self._lead(sheet, row, code, f"{capital(self.say(_words.RANK))}: {title}", node.depth, False)  # fmt: skip
                if code not in self.live_ranks:
                    self._text(sheet, row, 5, self.say(_words.RANK_IS_A_VALUE))
                for (column, letter), unit in zip(columns, book.units, strict=True):
                    self._rank_cell(sheet, row, column, code, unit, letter)
                row += 1
            if "classes" in node.document and code:
                self._lead(sheet, row, code, f"{capital(self.say(_words.CLASS))}: {title}", node.depth, False)  # fmt: skip
                self.class_rows[code] = row + 1
                if code not in self.live_classes:
                    self._text(sheet, row, 5, self.say(_words.CLASS_IS_A_VALUE))
                for at, (column, letter) in enumerate(columns):
                    self._class_cell(sheet, row, column, code, at, letter)
                row += 1

    def _lead(self, sheet: Any, row: int, code: str, title: str, depth: int, strong: bool) -> None:
        self._text(sheet, row, 0, self._name(code), self.strong if strong else self.plain)
        how = self._indented(depth, strong)
        self._text(sheet, row, 1, title, how)

    def _shown(
        self, sheet: Any, row: int, column: int, cell: str, scale: str | None, how: Any,
        status: str, value: Any,
    ) -> None:  # fmt: skip
        """A figure of the calculations, in points or percent."""
        source = f"{self.formulas_name}!{cell}"
        words = word("error", self.language)
        number = source if scale in (None, "1") else f"{source}/{scale}"
        said = word(status, self.language) if value is None else double(value)
        formula = f'=IFERROR(IF(ISNUMBER({source}),{number},{source}),"{words}")'
        sheet.write_formula(row, column, formula, how, said)

    def _rank_works(self, code: str) -> bool:
        row, ranking = row_of(self.book.ranks[code]), self.rankings[code]
        return all(
            (cells[row] or None) == ranking[unit].rank
            for cells, unit in zip(self.book.calculation.cells, self.book.units, strict=True)
        )

    def _class_works(self, code: str) -> bool:
        row, named = row_of(self.book.classes[code]), self._class_names(code)
        found = self.book.scores._class_of_row(code) or []
        return (
            all(len(name) <= 200 for _, name in named)
            and len(named) <= 60
            and all(
                (named[cells[row] - 1][0] if isinstance(cells[row], int) else None) == class_id
                for cells, class_id in zip(self.book.calculation.cells, found, strict=True)
            )
        )

    def _class_names(self, code: str) -> list[tuple[str, str]]:
        """The id and the title of each class of a node."""
        return [
            (band["id"], self._name(pick(band.get("title", {}), self.language) or band["id"]))
            for band in self.book.nodes[code].document["classes"]["bands"]
        ]

    def _ranking(self) -> None:
        book, sheet = self.book, self.sheets[_words.RANKING]
        self._text(sheet, 0, 0, self.say(_words.RANKING), self.title)
        hint = self.say(_words.ORDER_SAYS)
        if self.ranking is not None and "" not in self.live_ranks:
            hint = self.say(_words.RANK_IS_A_VALUE)
        classes = book.document.get("classes")
        if classes and "" not in self.live_classes:
            hint = f"{hint} {self.say(_words.CLASS_IS_A_VALUE)}"
        self._text(sheet, 1, 0, hint, self.hint)
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
            self._rank_cell(sheet, row, 0, "", unit, letter)
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
            how = self._number(self._shape(book.document)) if column == 3 else self._number(self._index_shape(""))  # fmt: skip
            sheet.write_formula(row, column, f"={self.points_name}!{letter}{source}", how, said)
        if book.document.get("classes"):
            self._class_cell(sheet, row, 5, "", at, letter)
            self.ranking_rows[unit] = row + 1

    def _rank_cell(
        self, sheet: Any, row: int, column: int, code: str, unit: str, letter: str
    ) -> None:
        rank = self.rankings[code][unit].rank
        if code in self.live_ranks:
            cell = f"={self.formulas_name}!{letter}{row_of(self.book.ranks[code])}"
            sheet.write_formula(row, column, cell, self.whole, "" if rank is None else rank)
        elif rank is not None:
            sheet.write_number(row, column, rank, self.whole)

    def _class_cell(
        self, sheet: Any, row: int, column: int, code: str, at: int, letter: str
    ) -> None:
        said = self._class_name(code, at)
        self._text(sheet, row, column, said)  # makes the row high enough for the formula as well
        if code not in self.live_classes:
            return
        cell = f"{self.formulas_name}!{letter}{row_of(self.book.classes[code])}"
        names = [name for _, name in self._class_names(code)]
        listed = ",".join('"' + name.replace('"', '""') + '"' for name in names)
        formula = f'=IFERROR(IF(ISNUMBER({cell}),CHOOSE({cell},{listed}),""),"")'
        sheet.write_formula(row, column, formula, self.wrapped, said)

    def _class_name(self, code: str, at: int) -> str:
        """The class that the engine gives; empty for none."""
        found = (self.book.scores._class_of_row(code) or [])[at]
        return "" if found is None else dict(self._class_names(code))[found]

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
