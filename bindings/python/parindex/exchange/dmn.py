# SPDX-License-Identifier: MIT
"""Rubrics of DMN decision tables."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

import parindex.model as m
from parindex.exchange import _said
from parindex.exchange._decision import Table, TableRule, read_table
from parindex.exchange._fields import OTHER, FieldInput, Values, cuts_of, truth
from parindex.exchange._found import ExchangedRubric, Found, LostError, as_code, refuse
from parindex.exchange._leaves import Card, leaf_of
from parindex.exchange._xml import Element, read_xml

VERSIONS = {
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}
_TYPES = ("itemDefinition", "inputData")
_TESTS = 20_000
_HITS = {"UNIQUE": "unique", "SUM": "sum", "COUNT": "sum", "MIN": "min", "MAX": "max"}


def from_dmn(
    source: str | os.PathLike[str] | bytes,
    *,
    edition: str,
    model: str | None = None,
    output: str | None = None,
) -> ExchangedRubric:
    """The rubric of a DMN decision table: one leaf, whose points are the output of the table.

    Parameters
    ----------
    source
        A file of DMN 1.3 to 1.5, or its bytes.
    edition
        The edition of the rubric, which DMN does not state.
    model
        The name or the id of the decision, if the file has several.
    output
        The name of the output column that has the points, if there are several; the others are left
        out, which changes no score.

    Raises
    ------
    RubricError
        For a file without such a table, and for everything that would change a score, with an issue
        for each in `issues`.
    TypeError
        For a source of another type.
    """
    root = read_xml(source, "definitions")
    if root.space not in VERSIONS:
        refuse(_said.A_KNOWN_VERSION("DMN", ", ".join(VERSIONS.values())), root.space, root.line)
    found = Found()
    decision = _decision(root, model)
    _look_at(root, decision, found)
    name = decision.get("name") or decision.get("id")
    code = as_code(decision.get("id") or name)
    columns: dict[str, str] = {}
    leaves = []
    try:
        table = read_table(root, decision, output, found, code)
        leaves.append(leaf_of(_card(table, code, name, found), found, columns)[0])
        for at, rule in enumerate(table.rules):
            if at not in table.reached:
                found.changed(_said.NEVER_REACHED(), rule.line, code)
    except LostError:
        pass
    found.check(_said.THE_FILE_CANNOT_BE_IMPORTED())
    return found.done(
        m.RubricModel(
            id=code,
            edition=edition,
            title={"en": name} if name != code else None,
            max=leaves[0].max,
            aggregation="sum",
            missing="error",
            index_rounding="exact",
            nodes=leaves,
        ),
        columns,
    )


def _decision(root: Element, model: str | None) -> Element:
    """The selected decision."""
    tables = [each for each in root.all("decision") if each.all("decisionTable")]
    chosen = [
        each for each in tables if model is None or model in (each.get("name"), each.get("id"))
    ]
    if not tables:
        refuse(_said.A_DECISION_TABLE(), _said.NO_VALUE(), root.line)
    if len(chosen) != 1:
        names = ", ".join(each.get("name") or each.get("id") for each in tables)
        refuse(_said.ONE_DECISION(), names, root.line)
    return chosen[0]


def _look_at(root: Element, decision: Element, found: Found) -> None:
    """Record the parts of a file around its table."""
    for other in root.children:
        if other is not decision and other.tag not in _TYPES:
            found.omitted(f"{other.tag} {other.get('name')}".strip(), other.line)
    for part in decision.children:
        if part.tag not in ("decisionTable", "variable", "informationRequirement"):
            found.omitted(part.tag, part.line)


def _card(table: Table, code: str, name: str, found: Found) -> Card:
    rules, words = table.rules, {each.name: each for each in table.fields}
    cuts = cuts_of([rule.test for rule in rules])

    def score(values: Values) -> Fraction | None:
        matched = [at for at, rule in enumerate(rules) if truth(rule.test, values)]
        if not any(value is None or value == OTHER for value in values.values()):
            table.reached.update(matched)
            _check(table, [rules[at] for at in matched], found, code)
        return _result(table, [rules[at] for at in matched])

    def may_score(values: Values) -> bool:
        return table.default is not None or any(truth(r.test, values) is not False for r in rules)

    def rule(inputs: Mapping[str, FieldInput], written: Callable[[Fraction], str]) -> m.Rule:
        return _decision_table(table, inputs, written)

    used = [words[each] for each in cuts]
    for each in table.fields:
        if each.name not in cuts:
            found.omitted(each.name, table.line, code)
    title = name if name != code else ""
    cost = sum(prod(len(w) for w in r.cells.values() if isinstance(w, tuple)) for r in rules)
    if cost > _TESTS:
        raise found.lost(_said.FEWER_TESTS(_TESTS), _said.MORE_CASES(), table.line, code)
    cost += sum(len(r.cells) for r in rules)
    return Card(code, used, cuts, score, table.line, rule, title, cost, may_score)


def _check(table: Table, matched: Sequence[TableRule], found: Found, code: str) -> None:
    """Raises LostError for rules that the hit policy does not allow together."""
    lines = ", ".join(str(rule.line) for rule in matched)
    if table.policy == "UNIQUE" and len(matched) > 1:
        raise found.lost(_said.RULES_THAT_DO_NOT_OVERLAP(), lines, matched[0].line, code)
    if table.policy == "ANY" and len({rule.points for rule in matched}) > 1:
        raise found.lost(_said.ROWS_THAT_AGREE(), lines, matched[0].line, code)


def _result(table: Table, matched: Sequence[TableRule]) -> Fraction | None:
    if not matched:
        return None if table.policy == "COUNT" else table.default
    points = [rule.points for rule in matched]
    match table.policy:
        case "SUM":
            return sum(points, Fraction(0))
        case "COUNT":
            return Fraction(len(points))
        case "MIN":
            return min(points)
        case "MAX":
            return max(points)
        case "PRIORITY":
            return min(points, key=table.priority.index)
    return points[0]


def _decision_table(
    table: Table, inputs: Mapping[str, FieldInput], written: Callable[[Fraction], str]
) -> m.Rule:
    rules = list(table.rules)
    if table.policy == "PRIORITY":
        rules.sort(key=lambda rule: table.priority.index(rule.points))
    rows = []
    for rule in rules:
        points = Fraction(1) if table.policy == "COUNT" else rule.points
        tests = {inputs[name].name: inputs[name].when(where) for name, where in rule.cells.items()
                 if name in inputs}  # fmt: skip
        if False in tests.values():
            continue
        stated = {name: each for name, each in tests.items() if not isinstance(each, bool)}
        for parts in product(*stated.values()):
            when = {
                name: part.to_dict() if isinstance(part, m.Range) else part
                for name, part in zip(stated, parts, strict=True)
            }
            rows.append(m.TableRow(when, written(points)))
    default = None if table.default is None else written(table.default)
    hit = _HITS.get(table.policy, "first")
    return m.DecisionTable(hit=hit, rows=rows, otherwise=default)  # type: ignore[arg-type]
