# SPDX-License-Identifier: MIT
"""The answers in the cells of a form: values, texts, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from parindex._names import normal
from parindex._sentences import Text
from parindex._typing import Json
from parindex.engine._inputs import specs_of
from parindex.engine.plan import Plan
from parindex.errors import IssueLog, error
from parindex.io._cells import Problem, fault_problem, read_cell
from parindex.io._grid import Fault, Percent, Spec
from parindex.io._reading import Reading
from parindex.io._workbook import value_of
from parindex.process import _form_said as say
from parindex.process._form_map import FormMap, FormRow, FormUnit

_FLAGS = ("yes", "no", "true", "false", "có", "không", "1", "0")


class Answers:
    """Reads single cells of a form, and collects everything that is wrong."""

    def __init__(self, plan: Plan, book: Any, form: FormMap, file: str, reading: Reading) -> None:
        self.book, self.form, self.file, self.reading = book, form, file, reading
        self.log = IssueLog()
        self.observations: list[Json] = []
        self.cells: list[dict[str, str]] = []
        columns = zip(plan._core.columns, specs_of(plan), strict=True)
        self.specs = {(code, name): spec for (_, code, name, _), spec in columns}
        self.date = self.author = ""

    def _place(self, sheet: str, cell: str = "") -> str:
        return f"{self.file}, {sheet}!{cell}" if cell else f"{self.file}, {sheet}"

    def _add(
        self, code: str, message: Text, where: str, expected: Text | str = "", actual: Text | str = "",
        **details: str,
    ) -> None:  # fmt: skip
        self.log.add(error(code, message, expected=expected, actual=actual, file=where, **details))

    def _value(self, cell: Any, unit: FormUnit, name: str, row: FormRow) -> object:
        """The value of an answer; None for an empty cell, and for one with an issue."""
        spec = self.specs.get((row.code, row.name))
        if spec is None:
            return None  # the rubric has the digest of the form, so every row has its column
        options = self.form.options_of(row)
        if options is None:
            return self._answer(cell, unit.sheet, name, spec, unit.unit)
        text = self._text(cell, unit.sheet, name, unit.unit)
        if not text or text in spec.markers:
            return text or None
        known = {squeezed(each): found for each, found in options.items()}
        found = known.get(squeezed(text))
        if found is None:
            self._unlisted(name, unit, spec, list(options), text)
        return found

    def _unlisted(
        self, name: str, unit: FormUnit, spec: Spec, texts: Sequence[str], text: str
    ) -> None:
        message, expected = say.THE_ANSWER_IS_NOT_IN_THE_LIST(), say.A_LIST_OF("; ".join(texts))
        where = self._place(unit.sheet, name)
        self._add(
            "form_option_unknown", message, where, expected, text, unit=unit.unit, field=spec.name
        )

    def _answer(self, cell: Any, sheet: str, name: str, spec: Spec, unit: str = "") -> object:
        """A number, a flag or a date as the engine reads it."""
        if self._is_formula(cell, sheet, name, unit):
            return None
        held = value_of(cell)
        if isinstance(held, bool):
            return "yes" if held else "no"
        value = read_cell(held, spec, self.reading)
        if value is None or value == "":
            return None
        if isinstance(value, Problem):
            self._problem(value, held, sheet, name, spec, unit)
            return None
        if (
            spec.type == "boolean"
            and str(value).casefold() not in _FLAGS
            and value not in spec.markers
        ):
            message = say.THE_ANSWER_IS_NOT_IN_THE_LIST()
            yes, no = ("có", "không") if self.form.language == "vi" else ("yes", "no")
            where = self._place(sheet, name)
            expected = say.A_LIST_OF(f"{yes}; {no}")
            self._add(
                "form_option_unknown", message, where, expected, str(value), unit=unit, field=spec.name
            )  # fmt: skip
            return None
        return value

    def _problem(
        self, problem: Problem, held: object, sheet: str, name: str, spec: Spec, unit: str
    ) -> None:
        shown = held.text if isinstance(held, Fault) else held.value if isinstance(held, Percent) else held  # fmt: skip
        self._add(
            problem.code, problem.message, self._place(sheet, name), problem.expected, str(shown),
            unit=unit, field=spec.name if unit else "",
        )  # fmt: skip

    def _text(self, cell: Any, sheet: str, name: str, unit: str = "") -> str:
        """The text of an answer; empty for an empty cell, and for one with an issue."""
        if self._is_formula(cell, sheet, name, unit):
            return ""
        held = value_of(cell)
        if isinstance(held, Fault):
            self._problem(fault_problem(held), held, sheet, name, Spec("", "text"), unit)
            return ""
        return "" if held is None else normal(_shown(held).strip())

    def _is_formula(self, cell: Any, sheet: str, name: str, unit: str) -> bool:
        if cell.data_type != "f":
            return False
        message, where = say.THE_ANSWER_IS_A_FORMULA(), self._place(sheet, name)
        written = getattr(cell.value, "text", None) or str(cell.value)
        self._add("form_formula", message, where, say.A_VALUE(), str(written), unit=unit)
        return True


def _shown(held: object) -> str:
    """The typed content of a cell, as text."""
    if isinstance(held, str):
        return held
    if isinstance(held, Percent):
        return f"{held.value * 100:f}%"
    if isinstance(held, dt.datetime):
        return held.date().isoformat() if held.time() == dt.time() else held.isoformat(" ")
    if isinstance(held, dt.date):
        return held.isoformat()
    if isinstance(held, float | Decimal):
        text = format(Decimal(repr(held)) if isinstance(held, float) else held, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(held)


def squeezed_cell(cell: Any) -> str:
    """The text of a cell for comparison: white space does not matter."""
    value = cell.value
    return "" if value is None else squeezed(str(value))


def squeezed(text: str) -> str:
    return " ".join(normal(text).split())
