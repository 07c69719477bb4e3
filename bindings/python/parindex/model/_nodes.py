# SPDX-License-Identifier: MIT
"""Nodes, and what belongs to one. Written by tools/write_model.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from parindex.model._aggregations import Aggregation
from parindex.model._expressions import Expression, NoValuePolicy, Policy, Range
from parindex.model._part import DateLike, NumberLike, Part, Titles
from parindex.model._rules import Rule
from parindex.rounding import Rounding


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Source(Part):
    """The law or document that something comes from."""

    _: KW_ONLY
    document: str | None = None
    date: str | None = None
    """ISO 8601, as 2020-12-30."""
    clause: str | None = None
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Effective(Part):
    """The first and the last day on which the edition is in force. Without a last day, it is in
    force until another edition replaces it.
    """

    _keys: ClassVar[Mapping[str, str]] = {"from_": "from"}

    from_: DateLike
    to: DateLike | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Accept(Part):
    """Issues that the author knows and keeps, each with the reason."""

    _: KW_ONLY
    maximum_mismatch: str | None = None
    maximum_unreachable: str | None = None
    maximum_exceeded: str | None = None
    minimum_above_zero: str | None = None
    minimum_below_zero: str | None = None
    gate_raises: str | None = None
    gate_rounded: str | None = None
    bonus_above_maximum: str | None = None
    maxima_unequal: str | None = None
    weights_sum_mismatch: str | None = None
    maxima_sum_mismatch: str | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RankingRule(Part):
    """How units are ranked."""

    _: KW_ONLY
    on: Literal["index", "points"]
    stage: Literal["exact", "rounded"]
    ties: Literal["competition", "dense", "ordinal"]
    within: Literal["all", "group"]
    tie_break: Sequence[str] | None = None
    """Codes of nodes whose points separate tied units, in this order."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Quota(Part):
    """Classes by the order of the units."""

    _: KW_ONLY
    rounding: Literal["half_up", "half_even", "half_down", "up", "down", "floor", "ceiling"]
    """How the number of units of a class is rounded."""
    within: Literal["all", "group"]
    ties: Literal["better", "worse"] | None = None
    """The class of equal units if a class has no room for all of them; required."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClassBand(Part):
    """A class of units and its range."""

    _keys: ClassVar[Mapping[str, str]] = {"from_": "from"}
    _since_of: ClassVar[Mapping[str, int]] = {"percent": 2}

    id: str
    _: KW_ONLY
    from_: NumberLike | None = None
    """Closed lower end."""
    above: NumberLike | None = None
    """Open lower end."""
    to: NumberLike | None = None
    """Closed upper end."""
    below: NumberLike | None = None
    """Open upper end."""
    percent: NumberLike | None = None
    """Under a quota: the percent of the units. Since format 2."""
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Classes(Part):
    """Classes of units by index or points of a node; the bands contain every value once."""

    _since_of: ClassVar[Mapping[str, int]] = {"quota": 2}

    _: KW_ONLY
    on: Literal["index", "points"]
    stage: Literal["exact", "rounded"]
    bands: Sequence[ClassBand]
    quota: Quota | None = None
    """Classes by the order of the units: each class takes its percent of the units, the last class
    the rest. Since format 2.
    """


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GateCondition(Part):
    """Another node, and the range of its points or its index, or the reasons for which it has no
    value.
    """

    _since_of: ClassVar[Mapping[str, int]] = {"no_value": 2}

    node: str
    _: KW_ONLY
    points: Range | None = None
    index: Range | None = None
    stage: Literal["exact", "rounded"] | None = None
    """Only for an index."""
    no_value: Sequence[Literal["missing", "not_applicable", "not_proven", "refused"]] | None = None
    """Only for a leaf: the test is true if the leaf has no value for one of these reasons. Since
    format 2.
    """


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gate(Part):
    """A veto: the node has `points`, or at most `cap`, if the condition is true."""

    id: str
    _: KW_ONLY
    title: Titles | None = None
    points: NumberLike | None = None
    cap: NumberLike | None = None
    """The most points that the node gets; lowers, and never raises."""
    when: GateCondition | None = None
    """Another node, and the range of its points or its index, or the reasons for which it has no
    value.
    """


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Imputation(Part):
    """What replaces a missing value. Since format 2."""

    _since: ClassVar[int] = 2

    by: Expression
    """An expression over the other inputs of the leaf and statistics of the other units; a value
    that the input can have.
    """
    when_none: Policy | None = None
    """What the leaf gives if there is no value to impute; required unless `by` is a constant."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NumberInput(Part):
    """An input that is a number."""

    _fixed: ClassVar[Mapping[str, Any]] = {"type": "number"}
    _since_of: ClassVar[Mapping[str, int]] = {
        "optional": 2,
        "column": 2,
        "missing_markers": 2,
        "rounding": 2,
        "impute": 2,
    }

    name: str
    _: KW_ONLY
    optional: bool | None = None
    """Only imputations read it, and it may lack a value. Since format 2."""
    column: str | None = None
    """Name of the column in the publisher's table. Since format 2."""
    title: Titles | None = None
    min: NumberLike | None = None
    max: NumberLike | None = None
    step: NumberLike | None = None
    missing_markers: Sequence[NumberLike] | None = None
    """Numbers in the data that mean "no value"; only numbers that the input cannot have. Since
    format 2.
    """
    rounding: Rounding | None = None
    """Rounds the value before the rule reads it; the limits apply to the rounded value. Since
    format 2.
    """
    impute: Imputation | None = None
    """What replaces a missing value. Since format 2."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CountInput(Part):
    """An input that is a whole number from 0 up."""

    _fixed: ClassVar[Mapping[str, Any]] = {"type": "count"}
    _since_of: ClassVar[Mapping[str, int]] = {
        "optional": 2,
        "column": 2,
        "missing_markers": 2,
        "impute": 2,
    }

    name: str
    _: KW_ONLY
    optional: bool | None = None
    """Only imputations read it, and it may lack a value. Since format 2."""
    column: str | None = None
    """Name of the column in the publisher's table. Since format 2."""
    title: Titles | None = None
    min: NumberLike | None = None
    max: NumberLike | None = None
    step: NumberLike | None = None
    missing_markers: Sequence[NumberLike] | None = None
    """Numbers in the data that mean "no value"; only numbers that the input cannot have. Since
    format 2.
    """
    impute: Imputation | None = None
    """What replaces a missing value. Since format 2."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BooleanInput(Part):
    """An input that is yes or no."""

    _fixed: ClassVar[Mapping[str, Any]] = {"type": "boolean"}
    _since_of: ClassVar[Mapping[str, int]] = {"optional": 2, "column": 2}

    name: str
    _: KW_ONLY
    optional: bool | None = None
    """Only imputations read it, and it may lack a value. Since format 2."""
    column: str | None = None
    """Name of the column in the publisher's table. Since format 2."""
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InputOption(Part):
    """A word that an input may have."""

    id: str
    _: KW_ONLY
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ChoiceInput(Part):
    """An input that is one of several words."""

    _fixed: ClassVar[Mapping[str, Any]] = {"type": "choice"}
    _since_of: ClassVar[Mapping[str, int]] = {"optional": 2, "column": 2}

    name: str
    options: Sequence[InputOption] | str
    _: KW_ONLY
    optional: bool | None = None
    """Only imputations read it, and it may lack a value. Since format 2."""
    column: str | None = None
    """Name of the column in the publisher's table. Since format 2."""
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DateInput(Part):
    """An input that is a date."""

    _fixed: ClassVar[Mapping[str, Any]] = {"type": "date"}
    _since_of: ClassVar[Mapping[str, int]] = {"optional": 2, "column": 2, "impute": 2}

    name: str
    _: KW_ONLY
    optional: bool | None = None
    """Only imputations read it, and it may lack a value. Since format 2."""
    column: str | None = None
    """Name of the column in the publisher's table. Since format 2."""
    title: Titles | None = None
    min: DateLike | None = None
    max: DateLike | None = None
    impute: Imputation | None = None
    """What replaces a missing value. Since format 2."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Node(Part):
    """A node with children."""

    _tag: ClassVar[str] = "children"
    _since_of: ClassVar[Mapping[str, int]] = {
        "weight_input": 2,
        "informative": 2,
        "index_rounding": 2,
        "ranking": 2,
        "classes": 2,
        "nothing_left": 2,
    }

    code: str
    _: KW_ONLY
    max: NumberLike
    """Maximum points, above 0."""
    children: Sequence[Node | Leaf]
    title: Titles | None = None
    source: Source | None = None
    provenance: Provenance | None = None
    note: str | None = None
    weight: Weight | None = None
    weight_input: str | None = None
    """The weight comes from the data column `<code>.<weight_input>`. Since format 2."""
    cap: NumberLike | None = None
    floor: NumberLike | None = None
    gates: Sequence[Gate] | None = None
    missing: NoValuePolicy | None = None
    not_applicable: NoValuePolicy | None = None
    not_proven: NoValuePolicy | None = None
    refused: NoValuePolicy | None = None
    informative: bool | None = None
    """For information: computed and shown, but not counted by its parent. Since format 2."""
    only_for: Sequence[str] | None = None
    """Ids of the groups whose units have the node."""
    layer: str | None = None
    resolution: Sequence[str] | None = None
    rounding: Rounding | None = None
    index_rounding: Rounding | Literal["exact"] | None = None
    """Rounds the indices in percent of the node and of the nodes below. Since format 2."""
    ranking: RankingRule | None = None
    """Ranks the units by this node. Since format 2."""
    classes: Classes | None = None
    """Classifies the units by this node. Since format 2."""
    accept: Accept | None = None
    aggregation: Aggregation | None = None
    nothing_left: Literal["zero", "full"] | None = None
    """The points when all children are excluded; without it, the node is excluded as well. Since
    format 2.
    """


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Evidence(Part):
    """A document that proves the value of a leaf."""

    id: str
    _: KW_ONLY
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Leaf(Part):
    """A node with a rule."""

    _tag: ClassVar[str] = "rule"
    _since_of: ClassVar[Mapping[str, int]] = {
        "weight_input": 2,
        "informative": 2,
        "index_rounding": 2,
        "ranking": 2,
        "classes": 2,
    }

    code: str
    _: KW_ONLY
    max: NumberLike
    """Maximum points, above 0."""
    rule: Rule
    title: Titles | None = None
    source: Source | None = None
    provenance: Provenance | None = None
    note: str | None = None
    weight: Weight | None = None
    weight_input: str | None = None
    """The weight comes from the data column `<code>.<weight_input>`. Since format 2."""
    cap: NumberLike | None = None
    floor: NumberLike | None = None
    gates: Sequence[Gate] | None = None
    missing: NoValuePolicy | None = None
    not_applicable: NoValuePolicy | None = None
    not_proven: NoValuePolicy | None = None
    refused: NoValuePolicy | None = None
    informative: bool | None = None
    """For information: computed and shown, but not counted by its parent. Since format 2."""
    only_for: Sequence[str] | None = None
    """Ids of the groups whose units have the node."""
    layer: str | None = None
    resolution: Sequence[str] | None = None
    rounding: Rounding | None = None
    index_rounding: Rounding | Literal["exact"] | None = None
    """Rounds the indices in percent of the node and of the nodes below. Since format 2."""
    ranking: RankingRule | None = None
    """Ranks the units by this node. Since format 2."""
    classes: Classes | None = None
    """Classifies the units by this node. Since format 2."""
    accept: Accept | None = None
    inputs: Sequence[Input | str] | None = None
    evidence: Sequence[Evidence] | None = None


Provenance: TypeAlias = Literal["read", "derived", "illustrative"]
"""How the author knows what is written: read in the source, derived from it, or illustrative."""

Weight: TypeAlias = NumberLike | Mapping[str, NumberLike]
"""0 or more, or a weight for each of the sets."""

Input: TypeAlias = NumberInput | CountInput | BooleanInput | ChoiceInput | DateInput
"""A value that a rule over declared inputs reads."""
