# SPDX-License-Identifier: MIT
"""The decision table of a DMN file: its fields, rules and hit policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from parindex.exchange import _said
from parindex.exchange._feel import FeelError, Tests, literals_of, number_of, tests_of
from parindex.exchange._fields import NO, YES, Field, In, Joined, Predicate
from parindex.exchange._found import Found, refuse
from parindex.exchange._sets import EVERYTHING, Ranges, Words
from parindex.exchange._xml import Element

POLICIES = ("UNIQUE", "ANY", "PRIORITY", "FIRST", "COLLECT")
AGGREGATIONS = ("SUM", "MIN", "MAX", "COUNT")
_KINDS = {
    "number": "number", "double": "number", "integer": "number", "long": "number",
    "string": "word", "boolean": "flag", "date": "day",
}  # fmt: skip
_WHOLE = ("integer", "long")
T = TypeVar("T")


@dataclass(frozen=True)
class TableRule:
    """A row of a table."""

    cells: Mapping[str, Ranges | Words]
    """The values that pass, by field; a field whose cell is ``-`` is absent."""
    points: Fraction
    line: int

    @property
    def test(self) -> Predicate:
        """Whether all cells match."""
        return Joined("and", tuple(In(name, where) for name, where in self.cells.items()))


@dataclass
class Table:
    """A decision table."""

    fields: list[Field]
    rules: list[TableRule]
    policy: str
    """A hit policy, or the aggregation of COLLECT."""
    default: Fraction | None
    priority: list[Fraction]
    line: int
    reached: set[int] = field(default_factory=set)
    """The rules that some values match, as they are found."""


def read_table(
    root: Element, decision: Element, output: str | None, found: Found, code: str
) -> Table:
    """The table of a decision. Raises LostError."""
    table = decision.all("decisionTable")[0]
    policy = table.get("hitPolicy", "UNIQUE")
    if policy == "COLLECT":
        policy = table.get("aggregation")
        if policy not in AGGREGATIONS:
            said = _said.ONE_OF_THESE(", ".join(f"COLLECT {each}" for each in AGGREGATIONS))
            raise found.lost(said, f"COLLECT {policy}".strip(), table.line, code)
    elif policy not in POLICIES:
        raise found.lost(_said.ONE_OF_THESE(", ".join(POLICIES)), policy, table.line, code)
    at = _output(table, output, found, code)
    rows = table.all("rule")
    columns = table.all("input")
    cells = [[_text(each) for each in row.all("inputEntry")] for row in rows]
    for row, texts in zip(rows, cells, strict=True):
        if len(texts) != len(columns) or len(row.all("outputEntry")) != len(table.all("output")):
            refuse(_said.THE_ELEMENT("inputEntry, outputEntry"), str(len(texts)), row.line)
    if not rows:
        refuse(_said.THE_ELEMENT("rule"), _said.NO_VALUE(), table.line)
    if any(row.all("annotationEntry") or row.all("description") for row in rows):
        found.omitted("annotationEntry, description", table.line, code)
    points = [
        _read(number_of, _text(row.all("outputEntry")[at]), _said.NUMBERS_AS_OUTPUTS(), row.line,
              found, code)
        for row in rows
    ]  # fmt: skip
    if policy == "COUNT" and len(set(points)) < len(points):
        raise found.lost(_said.DISTINCT_OUTPUTS(), "COUNT", table.line, code)
    fields: list[Field] = []
    tested: list[list[Ranges | Words | None]] = []
    for place, column in enumerate(columns):
        own = [
            _read(tests_of, texts[place], _said.UNARY_TESTS(), row.line, found, code)
            for row, texts in zip(rows, cells, strict=True)
        ]
        made = _field(root, decision, column, own, found, code)
        if made.name in {each.name for each in fields}:
            refuse(_said.NAMES_WITHOUT_A_DUPLICATE(), made.name, column.line)
        fields.append(made)
        tested.append([_where(made, each, column.line, found, code) for each in own])
    rules = [
        TableRule(
            {
                each.name: where
                for each, column_cells in zip(fields, tested, strict=True)
                if (where := column_cells[number]) is not None
            },
            points[number],
            row.line,
        )
        for number, row in enumerate(rows)
    ]
    chosen = table.all("output")[at]
    priority = _priority(chosen, policy, points, found, code)
    return Table(fields, rules, policy, _default(chosen, found, code), priority, table.line)


def _output(table: Element, output: str | None, found: Found, code: str) -> int:
    """The index of the output with the points."""
    names = [each.get("name") or each.get("label") for each in table.all("output")]
    if output is None and len(names) == 1:
        return 0
    if output is None or names.count(output) != 1:
        raise found.lost(_said.NUMBERS_AS_OUTPUTS(), ", ".join(names), table.line, code)
    if len(names) > 1 and table.get("hitPolicy", "UNIQUE") not in ("UNIQUE", "FIRST"):
        raise found.lost(
            _said.ONE_OF_THESE("UNIQUE, FIRST"), table.get("hitPolicy"), table.line, code
        )
    for name in names:
        if name != output:
            found.omitted(name, table.line, code)
    return names.index(output)


def _text(element: Element | None) -> str:
    """The FEEL text of an element."""
    inner = element.first("text") if element is not None else None
    return inner.text.strip() if inner is not None else ""


def _read(
    read: Callable[[str], T], text: str, expected: str, line: int, found: Found, code: str
) -> T:
    """The meaning of a FEEL text. Raises LostError."""
    try:
        return read(text)
    except FeelError:
        pass
    raise found.lost(expected, text, line, code)


def _default(output: Element, found: Found, code: str) -> Fraction | None:
    stated = output.first("defaultOutputEntry")
    if stated is None:
        return None
    return _read(number_of, _text(stated), _said.NUMBERS_AS_OUTPUTS(), stated.line, found, code)


def _priority(
    output: Element, policy: str, points: list[Fraction], found: Found, code: str
) -> list[Fraction]:
    """The outputs from the highest priority down."""
    if policy != "PRIORITY":
        return []
    stated = output.first("outputValues")
    text = _text(stated)
    values = _read(literals_of, text, _said.OUTPUTS_THAT_ARE_LISTED(), output.line, found, code)
    priority = [each for each in values if isinstance(each, Fraction)]
    if not set(points) <= set(priority):
        raise found.lost(_said.OUTPUTS_THAT_ARE_LISTED(), text, output.line, code)
    return priority


def _field(
    root: Element, decision: Element, column: Element, tests: list[Tests], found: Found, code: str
) -> Field:
    """The field that a column tests."""
    expression = column.first("inputExpression")
    name = _text(expression)
    if expression is None or not name:
        refuse(_said.THE_ELEMENT("inputExpression"), column.get("label"), column.line)
    known = {each.get("name") for each in root.all("inputData")}
    decided = {each.get("name") for each in root.all("decision") if each is not decision}
    if name in decided or (name not in known and not name.replace(" ", "_").isidentifier()):
        raise found.lost(_said.A_REQUIRED_INPUT(), name, column.line, code)
    kind, whole, allowed = _type(root, name, expression.get("typeRef"), found, column.line, code)
    stated = _text(column.first("inputValues")) or allowed
    valid = _read(tests_of, stated, _said.UNARY_TESTS(), column.line, found, code)
    kinds = set[str]().union(valid.kinds(), *(each.kinds() for each in tests))
    if not kind and len(kinds) == 1:
        kind = next(iter(kinds))
    if not kind or kinds - {kind}:
        said = _said.A_DECLARED_TYPE(", ".join(sorted(_KINDS)))
        raise found.lost(said, f"{name}: {', '.join(sorted(kinds))}", column.line, code)
    if kind == "flag":
        return Field(name, "flag", words=(YES, NO))
    if kind == "word":
        listed = [str(each) for each in valid.literals()]
        used = [str(each) for each in (v for t in tests for v in t.literals())]
        words = tuple(dict.fromkeys(listed or used))
        return Field(name, "word", words=words, others=not listed)
    within = EVERYTHING if valid.is_any else _read_ranges(valid, column.line, found, code)
    if len(within) != 1:
        raise found.lost(_said.A_RANGE(), f"{name}: {stated}", column.line, code)
    stepped = whole or kind == "day"
    for cut, opened in ((within[0][0], 1), (within[0][1], 0)):
        if cut[0] == 0 and cut[2] == opened and not stepped:
            found.one_sided(_said.AN_OPEN_END_IS_VALID(name, str(cut[1])), column.line, code)
    return Field(name, "day" if kind == "day" else "number", whole=whole, within=within)


def _type(
    root: Element, name: str, stated: str, found: Found, line: int, code: str
) -> tuple[str, bool, str]:
    """The kind of a field, whether it is a whole number, and the allowed values."""
    for data in root.all("inputData"):
        variable = data.first("variable")
        if data.get("name") == name and variable is not None and not stated:
            stated = variable.get("typeRef")
    allowed = ""
    for _ in range(10):
        plain = stated.rpartition(":")[2]
        own = [each for each in root.all("itemDefinition") if each.get("name") == stated]
        if not own:
            break
        if own[0].get("isCollection") == "true" or own[0].all("itemComponent"):
            raise found.lost(
                _said.A_DECLARED_TYPE(", ".join(sorted(_KINDS))), f"{name}: {stated}", line, code
            )
        allowed = allowed or _text(own[0].first("allowedValues", "typeConstraint"))
        inner = own[0].first("typeRef")
        stated = inner.text.strip() if inner is not None else ""
    if plain in ("", "Any"):
        return "", False, allowed
    if plain not in _KINDS:
        raise found.lost(
            _said.A_DECLARED_TYPE(", ".join(sorted(_KINDS))), f"{name}: {plain}", line, code
        )
    return _KINDS[plain], plain in _WHOLE, allowed


def _read_ranges(tests: Tests, line: int, found: Found, code: str) -> Ranges:
    return _read(lambda _: tests.ranges(), "", _said.UNARY_TESTS(), line, found, code)


def _where(made: Field, tests: Tests, line: int, found: Found, code: str) -> Ranges | Words | None:
    """The values that match a cell; None for ``-``."""
    if tests.is_any:
        return None
    if made.kind in ("word", "flag"):
        return _read(lambda _: tests.words(), "", _said.UNARY_TESTS(), line, found, code)
    return _read_ranges(tests, line, found, code)
