# SPDX-License-Identifier: MIT
"""The requirements of a plan for a data file, and the findings about its units."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex._foreign import expect
from parindex._steps import read_json
from parindex._tree import walk
from parindex.errors import Issue
from parindex.io._data_file import read_data_file
from parindex.io._grid import Sheet, Spec
from parindex.io._reading import ROLES, Reading
from parindex.io._units import check_expected, expected_units, row_place, suspicions

if TYPE_CHECKING:
    from parindex.engine.plan import Plan

FileData = str | os.PathLike[str] | bytes


def checked_statements(reading: object, units: object) -> list[str] | None:
    """The names of `units`, None without it; also checks the type of `reading`."""
    if reading is not None:
        expect(reading, Reading, "reading")
    return None if units is None else expected_units(units)


def stated_units(plan: Plan) -> list[str] | None:
    """The units that the rubric lists for its publisher's tables; None if it lists none."""
    listed: list[str] | None = read_json(plan.rubric._resolved()).get("data", {}).get("units")
    return None if listed is None else expected_units(listed)


def other_units(
    names: Sequence[str], wanted: Sequence[str], sheet: Sheet | None, unit: str | None
) -> list[Issue]:
    """Issues for units that are not on a list, and for units of the list that are missing."""
    if sheet is None:
        return check_expected(names, wanted, row_place)
    return check_expected(names, wanted, lambda row: sheet.place(row, unit or ""))


def read_sheet(
    plan: Plan, data: FileData, reading: Reading | None, unit: str | None, roles: Sequence[str]
) -> Sheet:
    """The columns of a file with the values that the plan reads. Raises DataError."""
    document = read_json(plan.rubric._resolved())
    usual = usual_reading(document, plan._core.columns, (unit, *roles))
    return read_data_file(data, reading or Reading(), specs_of(plan, document), unit, roles, usual)


def notes_of(plan: Plan, sheet: Sheet, names: Sequence[str], unit: str | None) -> list[Issue]:
    """Warnings about ignored parts of a file, and about suspicious units."""
    empty = sheet.empty_rows(set(plan._names))
    return [*sheet.notes, *suspicions(names, lambda row: sheet.place(row, unit or ""), empty)]


def usual_reading(
    document: dict[str, Any], columns: Iterable[Sequence[str]], roles: Iterable[str | None]
) -> Reading:
    """What a rubric states about its publisher's tables; columns of units and groups that the call names are its own."""
    form = dict(document.get("data", {}))
    form.pop("units", None)
    heads = {role: form.pop(role, None) for role in ROLES}
    named = {role: head for role, head in heads.items() if head and role in roles}
    nodes = {node["code"]: node for node in walk(document)}
    for name, code, part, _ in columns:
        if head := _input(nodes.get(code, {}), part).get("column"):
            named[name] = head
    return Reading(**form, columns=named)


def specs_of(plan: Plan, document: dict[str, Any] | None = None) -> list[Spec]:
    """The requirement of each column of a plan, in order; `document` is its rubric, if that was read already."""
    if document is None:
        document = read_json(plan.rubric._resolved())
    markers = frozenset(
        text for texts in document.get("markers", {}).values() for text in texts
    )  # fmt: skip
    nodes = {node["code"]: node for node in walk(document)}
    specs = []
    for (name, code, part, kind), options in zip(
        plan._core.columns, plan._core.options, strict=True
    ):
        stated = _input(nodes.get(code, {}), part)
        specs.append(
            Spec(
                name,
                kind,
                _number(stated.get("min"), kind),
                _number(stated.get("max"), kind),
                markers,
                tuple(options),
            )
        )
    return specs


def _input(node: dict[str, Any], name: str) -> dict[str, Any]:
    """The declaration of an input: under ``inputs``, or in the rule if that declares the range."""
    declared: Iterable[dict[str, Any]] = node.get("inputs", ())
    for each in declared:
        if each.get("name") == name:
            return each
    direct: dict[str, Any] = node.get("rule", {}).get("direct", {})
    return direct


def _number(text: object, kind: str) -> Fraction | None:
    if text is None or kind not in ("number", "count"):
        return None
    return Fraction(str(text))
