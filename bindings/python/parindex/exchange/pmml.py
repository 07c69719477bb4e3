# SPDX-License-Identifier: MIT
"""Rubrics of PMML scorecards."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import parindex.model as m
from parindex.exchange import _said
from parindex.exchange._dictionary import Dictionary, read_dictionary
from parindex.exchange._fields import FieldInput, Values, condition, cuts_of, size, truth
from parindex.exchange._found import (
    ExchangedRubric,
    Found,
    LostError,
    as_code,
    number,
    refuse,
    unlike,
)
from parindex.exchange._leaves import Card, constant, leaf_of, total
from parindex.exchange._predicates import Attribute, read_attribute
from parindex.exchange._xml import Element, read_xml

VERSIONS = ("4.1", "4.2", "4.3", "4.4")
_SPACES = {f"http://www.dmg.org/PMML-{version.replace('.', '_')}" for version in VERSIONS}
_REASONS = ("useReasonCodes", "reasonCodeAlgorithm", "baselineMethod", "baselineScore")
_TESTS = 20_000
_SILENT = ("MiningSchema", "Characteristics", "LocalTransformations")


def from_pmml(
    source: str | os.PathLike[str] | bytes,
    *,
    edition: str,
    model: str | None = None,
    leave_out: bool = False,
) -> ExchangedRubric:
    """The rubric of a PMML scorecard: a sum with a leaf for each characteristic.

    Parameters
    ----------
    source
        A file of PMML 4.1 to 4.4, or its bytes.
    edition
        The edition of the rubric, which PMML does not state.
    model
        The `modelName` of the scorecard, if the file has several.
    leave_out
        Leave out characteristics that cannot be carried over, with an issue for each. The total is
        then another one; without it, the file is refused.

    Raises
    ------
    RubricError
        For a file that is not a scorecard, and for everything that would change a score, with an
        issue for each in `issues`.
    TypeError
        For a source of another type.
    """
    root = read_xml(source, "PMML")
    if root.space not in _SPACES:
        refuse(_said.A_KNOWN_VERSION("PMML", ", ".join(VERSIONS)), root.space, root.line)
    card = _scorecard(root, model)
    found = Found()
    name = card.get("modelName")
    _look_at(root, card, found)
    dictionary = read_dictionary(root, card)
    columns: dict[str, str] = {}
    leaves: list[m.Leaf] = []
    added = _initial(card)
    taken: set[str] = set()
    left_out = False
    for at, each in enumerate(_characteristics(card), start=1):
        title = each.get("name")
        code = unlike(as_code(title or f"characteristic_{at}"), taken)
        if each.get("name") and code != title:
            found.changed(_said.IT_IS_NAMED(title, code), each.line, code)
        before = len(found.errors.all())
        try:
            leaf, shift = _leaf(
                each, code, title if code != title else "", dictionary, found, columns
            )
            added += shift
            leaves.append(leaf)
        except LostError:
            if leave_out and before == 0:
                found.leave_out(code, each.line)
                left_out = True
    found.check(_said.THE_FILE_CANNOT_BE_IMPORTED())
    if dictionary.missing and len(dictionary.schema) > 1:
        found.one_sided(_said.MARKERS_ARE_FOR_ALL(", ".join(sorted(set(dictionary.missing)))))
    if added:
        leaves.insert(0, constant(unlike("initial", taken), added))
    if not leaves:
        refuse(_said.THE_ELEMENT("Characteristic"), _said.NO_VALUE(), card.line)
    return found.done(
        m.RubricModel(
            id=as_code(name or "scorecard"),
            edition=edition,
            title={"en": name} if name and as_code(name) != name else None,
            part="; ".join(
                sorted(note.field for note in found.notes if note.code == "exchange_left_out")
            )
            if left_out
            else None,
            max=total(leaves),
            aggregation="sum",
            missing="error",
            index_rounding="exact",
            markers=dictionary.markers(),
            nodes=leaves,
        ),
        columns,
    )


def _scorecard(root: Element, model: str | None) -> Element:
    """The scorecard of a file."""
    cards = [each for each in root.all("Scorecard") if model in (None, each.get("modelName"))]
    if len(cards) != 1:
        names = [f"{each.tag} {each.get('modelName')}".strip() for each in root.children
                 if each.tag not in ("Header", "DataDictionary", "TransformationDictionary")]  # fmt: skip
        refuse(_said.ONE_MODEL(), ", ".join(names), root.line)
    return cards[0]


def _look_at(root: Element, card: Element, found: Found) -> None:
    """Record the parts of a file around its characteristics."""
    if card.get("isScorable", "true") in ("false", "0"):
        found.lost(_said.A_MODEL_THAT_MAY_BE_SCORED(), "isScorable", card.line)
    for header in root.all("Header"):
        for part in header.children:
            found.omitted(part.tag, part.line)
        if header.attributes:
            found.omitted(
                _said.THE_KEY(", ".join(sorted(header.attributes)), header.tag), header.line
            )
    for other in root.children:
        if other is not card and other.tag not in ("Header", "DataDictionary"):
            found.omitted(f"{other.tag} {other.get('modelName')}".strip(), other.line)
    for part in card.children:
        if part.tag == "Targets" and _changes(part):
            found.lost(_said.NO_VALUE(), "Targets", part.line)
        elif part.tag not in _SILENT:
            found.omitted(part.tag, part.line)
    stated = [key for key in _REASONS if key in card.attributes]
    if stated:
        found.omitted(_said.THE_KEY(", ".join(stated), card.tag), card.line)


def _changes(targets: Element) -> bool:
    """Whether targets change the score."""
    plain = {"rescaleConstant": 0, "rescaleFactor": 1}
    for target in targets.all("Target"):
        for key in ("min", "max", "castInteger", *plain):
            value = number(target.get(key)) if key in target.attributes else None
            if key in target.attributes and (key not in plain or value != plain[key]):
                return True
    return False


def _initial(card: Element) -> Fraction:
    stated = card.get("initialScore", "0")
    value = number(stated)
    if value is None:
        refuse(_said.A_NUMBER(), f"initialScore {stated}", card.line)
    return value


def _characteristics(card: Element) -> list[Element]:
    groups = card.all("Characteristics")
    if len(groups) != 1:
        refuse(_said.THE_ELEMENT("Characteristics"), str(len(groups)), card.line)
    return groups[0].all("Characteristic")


def _leaf(
    each: Element,
    code: str,
    title: str,
    dictionary: Dictionary,
    found: Found,
    columns: dict[str, str],
) -> tuple[m.Leaf, Fraction]:
    """The leaf of a characteristic, and the points that a constant adds to it. Raises LostError."""
    rows: list[Attribute] = []
    lost: LostError | None = None
    for part in each.all("Attribute"):
        row = _row(part, dictionary, found, code)
        if isinstance(row, LostError):  # the other attributes have issues of their own
            lost = row
        else:
            rows.append(row)
    if lost is not None:
        raise lost
    if not rows:
        raise found.lost(_said.THE_ELEMENT("Attribute"), _said.NO_VALUE(), each.line, code)
    reasons: list[str] = [key for key in ("reasonCode", "baselineScore") if key in each.attributes]
    reasons += (
        ["Attribute reasonCode"]
        if any("reasonCode" in a.attributes for a in each.all("Attribute"))
        else []
    )
    if reasons:
        found.omitted(_said.THE_KEY(", ".join(reasons), code), each.line, code)
    for part in each.all("Extension"):
        found.omitted("Extension", part.line, code)
    cuts = cuts_of([row.test for row in rows])
    cost = sum(size(row.test) for row in rows)
    if cost > _TESTS:
        raise found.lost(_said.FEWER_TESTS(_TESTS), _said.MORE_CASES(), each.line, code)
    reached: set[int] = set()

    def score(values: Values) -> Fraction | None:
        for at, row in enumerate(rows):
            if truth(row.test, values):
                reached.add(at)
                return row.points
        return None

    def rule(inputs: Mapping[str, FieldInput], written: Callable[[Fraction], str]) -> m.Rule:
        return _formula(rows, inputs, written)

    fields = [dictionary.field(name, found, each.line) for name in cuts]
    result = leaf_of(Card(code, fields, cuts, score, each.line, rule, title, cost), found, columns)
    for at, row in enumerate(rows):
        if at not in reached:
            found.changed(_said.NEVER_REACHED(), row.line, code)
    return result


def _row(part: Element, dictionary: Dictionary, found: Found, code: str) -> Attribute | LostError:
    try:
        return read_attribute(part, dictionary, found, code)
    except LostError as failure:
        return failure


def _formula(
    rows: Sequence[Attribute], inputs: Mapping[str, FieldInput], written: Callable[[Fraction], str]
) -> m.Formula:
    """The first attribute that is true gives its points."""
    cases = []
    for row in rows:
        when = condition(row.test, inputs)
        if when is False:
            continue
        cases.append(m.FormulaCase(written(row.points), None if when is True else when))
        if when is True:
            break
    return m.Formula(cases)
