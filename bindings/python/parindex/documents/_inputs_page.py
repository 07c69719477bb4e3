# SPDX-License-Identifier: MIT
"""The sheet of inputs of the workbook of a round."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from parindex.display._kinds import type_title
from parindex.display._words import pick, word
from parindex.documents import _workbook_words as _words
from parindex.documents._formula import double
from parindex.documents._given import Given, day, flag, number, plain
from parindex.documents._paper import BROKEN, FIRST_UNIT, LONGEST, RISKY, Paper

_DIGITS = 15  # of a number that a spreadsheet keeps
_LIST = 250  # characters of a drop-down list


class Inputs(Paper):
    """Writes the inputs: what each cell may contain, and the data."""

    def write_inputs(self) -> None:
        heads = [
            (self.say(_words.CODE), 9), (self.say(_words.CRITERION), 34), (self.say(_words.INPUT), 26),
            (self.say(_words.MAXIMUM), 11), (self.say(_words.RULE), 44),
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
                sheet.write_string(row, FIRST_UNIT + at, BROKEN.sub("?", group), self.given_text)
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
        asked = pick(given.title, self.language)
        named = "" if given.name == "value" else given.name
        self._text(sheet, row, 2, f"{asked} ({named})" if asked and named else asked or named)
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
            near = double(found)
            if (
                isinstance(near, float)
                and Fraction(repr(near)) == found
                and len(repr(near).strip("0.-")) <= _DIGITS
            ):
                sheet.write_number(row, column, near, self.given)
                return
        found = None if isinstance(value, str) else number(value)
        said = BROKEN.sub("?", str(value) if found is None else plain(found))[:LONGEST]
        how = self.given_text
        if said.startswith(RISKY):
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
        low, high = (self._grouped(plain(Fraction(end, scale))) for end in given.ends)
        if given.digits == 0:
            said = self.say(_words.ALLOWED_WHOLE, low, high)
        else:
            said = self.say(_words.ALLOWED_NUMBER, low, high, given.digits)
        if "step" in given.limits:
            said = self.say(_words.ALLOWED_STEP, said, self._figure(given.limits["step"]))
        return said

    def _grouped(self, said: str) -> str:
        """A number with its thousands apart."""
        whole, _, rest = said.partition(".")
        whole = f"{int(whole):,}" if whole.strip("-") else whole
        dot, comma = (",", ".") if self.language == "vi" else (".", ",")
        return whole.replace(",", comma) + (dot + rest if rest else "")

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
