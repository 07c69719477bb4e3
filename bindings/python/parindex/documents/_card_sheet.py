# SPDX-License-Identifier: MIT
"""The scorecard of a unit as one sheet of a workbook, for one page of A4."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from parindex._sentences import Sentence, in_language
from parindex.documents import _words
from parindex.documents import _workbook_words as _sheet_words
from parindex.documents._paper import Sheets, shape_of
from parindex.documents._texts import capital, words
from parindex.documents._workbook import made_on
from parindex.errors import Error

_WIDTHS = (9, 50, 13, 13, 13, 13, 13)
_LAST = len(_WIDTHS) - 1
_NUMBER = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?")
_DIGITS = 15  # that a cell keeps
_NAME = 31  # the longest name of a sheet


def card_sheet(content: Mapping[str, Any], language: str) -> bytes:
    """The content of a scorecard as a workbook. Raises Error when the package XlsxWriter is not installed."""
    try:
        import xlsxwriter  # an optional dependency
    except ImportError:
        raise Error(_sheet_words.WORKBOOK_NEEDS_XLSXWRITER()) from None
    made = io.BytesIO()
    file = xlsxwriter.Workbook(made, {"in_memory": True})
    file.set_properties({"created": made_on(), "title": in_language(content["rubric"], language)})
    _Card(file, language).write(content)
    file.close()
    return made.getvalue()


class _Card(Sheets):
    """Writes the sheet from the content of the page."""

    def write(self, content: Mapping[str, Any]) -> None:
        """Write the sheet."""
        name = self.say(_words.SCORECARD)[:_NAME]
        self.sheet = self.file.add_worksheet(name)
        self.sheets[_words.SCORECARD] = self.sheet
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)
            self._widths[name, column] = width
        self.row = 0
        self.big = self._made(bold=True, font_size=14)
        self.right = self._made(align="right", text_wrap=True)
        self.aside = self._made(text_wrap=True, align="left", indent=1)
        head = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1}
        self.head_right = self._made(align="right", text_wrap=True, **head)
        self.section = self._made(bold=True, font_size=11, bottom=1)
        self._head(content)
        self._result(content)
        self._fields(content)
        self._losses(content)
        self._gains(content)
        self._parts(content)
        self._prints(content)
        self._high()
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.4)
        self.sheet.fit_to_pages(1, 1)

    # ---- cells ----

    def _said(self, text: str) -> str:
        return in_language(text, self.language)

    def _put(self, column: int, text: str, strong: bool = False) -> None:
        """A figure as a number with the digits that it has; as text if a cell cannot keep it."""
        found = _NUMBER.fullmatch(str(text))
        if found is None or len(found[2] + (found[3] or "")) > _DIGITS:
            self._text(self.sheet, self.row, column, self._said(text), self.right)
            return
        shape = shape_of(len(found[3] or ""))
        shape = f"+{shape};-{shape};{shape}" if found[1] == "+" else shape
        self.sheet.write_number(self.row, column, float(str(text)), self._number(shape, strong))

    def _over(self, first: int, text: str, how: Any = None, last: int = _LAST) -> None:
        """A text over several columns; its row becomes high enough for it."""
        how, name = how or self.wrapped, self.sheet.name
        own = self._widths[name, first]
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", how)
            self._widths[name, first] = sum(_WIDTHS[first : last + 1])
        self._text(self.sheet, self.row, first, self._said(text), how)
        self._widths[name, first] = own

    def _line(self, text: str, how: Any = None) -> None:
        if text:
            self._over(0, text, how)
            self.row += 1

    def _section(self, title: Sentence) -> None:
        self.row += 1
        self._line(title(), self.section)

    def _heads(self, heads: Sequence[str], last: str = "") -> None:
        """The headings of a table: of code, title and figures, and of a text up to the edge."""
        for column, text in enumerate(heads):
            how = self.head_right if column > 1 else self.head
            self._text(self.sheet, self.row, column, self._said(capital(text)), how)
        if last:
            self._over(len(heads), capital(last), self.head)
        self.row += 1

    def _named(self, code: str, title: str, strong: bool = False) -> None:
        how = self.strong if strong else None
        self._text(self.sheet, self.row, 0, self._said(code), self.strong)
        self._text(self.sheet, self.row, 1, self._said(title), how)

    # ---- the parts of the page ----

    def _head(self, content: Mapping[str, Any]) -> None:
        self._line(_words.SCORECARD(), self.hint)
        self._line(content["name"], self.big)
        self._line(content["rubric"])
        facts = [f"{self.say(_words.EDITION)}: {content['edition']}"]
        if content["group"]:
            facts.append(f"{self.say(_words.GROUP_FILTER)}: {self._said(content['group'])}")
        self._line(" · ".join(facts))
        if content["source"]:
            self._line(f"{self.say(_words.SOURCE)}: {' · '.join(content['source'])}", self.hint_wrapped)  # fmt: skip

    def _result(self, content: Mapping[str, Any]) -> None:
        self._section(_words.RESULT)
        total, of, moved = content["total"], content["of"], content["moved"]
        facts = [(words("points"), total.points, "")]
        if total.index:
            facts[0] = (words("points"), total.points, f"/ {self._said(total.max)}")
            facts.append((words("index"), total.index, ""))
        if content["rank"]:
            among = _words.IN_THE_GROUP(of) if content["grouped"] else _words.OF_UNITS(of)
            facts.append((words("rank"), content["rank"], among))
        elif content["reason"]:
            facts.append((words("rank"), content["reason"], ""))
        facts += [(name, of_unit, "") for name, of_unit in content["classes"]]
        if moved:
            edition = content["change"].edition
            of_before = _words.FROM_BEFORE(moved.before, edition) if moved.before else ""
            facts.append((_words.CHANGE(), moved.difference, of_before))
            if moved.rank:
                facts.append((_words.EARLIER_RANK(), moved.rank, ""))
        for name, figure, note in facts:
            self._over(0, capital(name), last=1)
            self._put(2, figure, strong=True)
            if note:
                self._over(3, note, self.aside)
            self.row += 1
        for issue in content["issues"]:
            self._line(issue)

    def _fields(self, content: Mapping[str, Any]) -> None:
        self._section(_words.FIELDS)
        keys = (words(key) for key in ("code", "title", "points", "max", "index"))
        self._heads([*keys, _words.BEST(), _words.MEAN()])
        for field in (*content["fields"], content["overall"]):
            own, is_total = field.own, field is content["overall"]
            self._named(capital(words("total")) if is_total else own.code, own.title, is_total)
            figures = (own.points, own.max, own.index, field.best, field.mean)
            for column, figure in enumerate(figures, 2):
                self._put(column, figure, is_total)
            self.row += 1
        among = _words.AMONG_THE_GROUP if content["grouped"] else _words.AMONG_ALL
        self._line(among(content["of"]), self.hint_wrapped)

    def _losses(self, content: Mapping[str, Any]) -> None:
        if not content["losses"]:
            return
        self._section(_words.LOST_WHY)
        self._heads([words(key) for key in ("code", "title", "lost", "points", "max")])
        for one in content["losses"]:
            self._named(one.leaf.code, one.leaf.title)
            for column, figure in enumerate((one.leaf.lost, one.leaf.points, one.leaf.max), 2):
                self._put(column, figure)
            self.row += 1
            self._over(1, one.why, self.hint_wrapped)
            self.row += 1
        if content["more"]:
            self._line(_words.MORE_LOSSES(content["more"]), self.hint_wrapped)

    def _gains(self, content: Mapping[str, Any]) -> None:
        if not content["gains"]:
            return
        self._section(_words.GAINS)
        heads = [words(key) for key in ("code", "title", "points", "index")]
        self._heads(heads, _words.WITH_THE_CHANGE())
        for one in content["gains"]:
            self._named(one.code, one.title)
            self._put(2, one.points)
            self._put(3, one.index)
            self._over(4, one.said, self.aside)
            self.row += 1
        if content["more_gains"]:
            self._line(_words.MORE_GAINS(content["more_gains"]), self.hint_wrapped)
        self._line(_words.GAINS_SAY(), self.hint_wrapped)

    def _parts(self, content: Mapping[str, Any]) -> None:
        if not content["parts"]:
            return
        self._section(_words.PARTS_OF_CHANGE)
        self._heads([words(key) for key in ("code", "title", "before", "after", "own")])
        for code, title, *figures in content["parts"]:
            self._named(code, title)
            for column, figure in enumerate(figures, 2):
                self._put(column, figure)
            self.row += 1

    def _prints(self, content: Mapping[str, Any]) -> None:
        self._section(_words.DIGESTS)
        for name, digest in content["digests"]:
            self._over(0, name, last=1)
            self._over(2, digest, self.mono)
            self.row += 1
