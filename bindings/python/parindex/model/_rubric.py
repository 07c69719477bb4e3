# SPDX-License-Identifier: MIT
"""The whole rubric. Written by tools/write_model.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar, Literal

from parindex.model._aggregations import Aggregation
from parindex.model._expressions import NoValuePolicy
from parindex.model._nodes import (
    Accept,
    Classes,
    Effective,
    Gate,
    Leaf,
    Node,
    Provenance,
    RankingRule,
    Source,
)
from parindex.model._part import DateLike, NumberLike, Part, Titles
from parindex.rounding import Rounding


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Layer(Part):
    """A stage of the process that gives marks."""

    id: str
    _: KW_ONLY
    title: Titles | None = None
    apart: bool | None = None
    """Only leaves that resolve from it use its marks."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Coordination(Part):
    """Nodes that the agency coordinates."""

    codes: Sequence[str]
    _: KW_ONLY
    if_any: bool | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Agency(Part):
    """An agency, and the nodes that it leads or coordinates."""

    _keys: ClassVar[Mapping[str, str]] = {"except_": "except"}

    id: str
    _: KW_ONLY
    title: Titles | None = None
    lead: Sequence[str] | None = None
    except_: Sequence[str] | None = None
    coordinate: Sequence[Coordination] | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Calendar(Part):
    """Which days are working days, from one date to another."""

    _keys: ClassVar[Mapping[str, str]] = {"from_": "from"}

    _: KW_ONLY
    from_: DateLike
    to: DateLike
    weekend: Sequence[
        Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    ]
    holidays: Sequence[DateLike] | None = None
    working: Sequence[DateLike] | None = None
    """Working days although they are a weekend or a holiday."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Constant(Part):
    """A number with a name: one value, a value for each edition, or values that each apply from a
    day on. Since format 2.
    """

    _since: ClassVar[int] = 2

    _: KW_ONLY
    value: NumberLike | None = None
    by_edition: Mapping[str, NumberLike] | None = None
    """Values by the edition of the rubric."""
    by_date: Mapping[str, NumberLike] | None = None
    """Values by their first day, ISO 8601; the last one up to the day on which the edition comes
    into force applies.
    """
    unit: str | None = None
    law: str | None = None
    """Where the number is stated: an article, a decision."""
    note: str | None = None
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DataForm(Part):
    """How the publisher of the data writes tables."""

    _: KW_ONLY
    decimal: Literal[".", ","] | None = None
    """Decimal sign of numbers in text."""
    thousands: Literal[".", ",", " ", "'"] | None = None
    """Sign between groups of three digits; a space means every kind of space."""
    dates: Literal["dmy", "mdy", "ymd"] | None = None
    """Order of day, month and year in text."""
    fractions: bool | None = None
    """45/50 in a number is 0.9."""
    yes: Sequence[str] | None = None
    """Further words for yes."""
    no: Sequence[str] | None = None
    """Further words for no."""
    header_row: int | None = None
    """Row with the names of the columns, from 1."""
    unit: str | None = None
    """Name of the column of units."""
    group: str | None = None
    """Name of the column of groups."""
    ranked: str | None = None
    """Name of the column that states which units are ranked."""
    units: Sequence[str] | None = None
    """The units that a table has, each once, and no others."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Group(Part):
    """A group of units."""

    id: str
    _: KW_ONLY
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Markers(Part):
    """Texts in the data that mean that there is no value, by kind of no-value."""

    _: KW_ONLY
    missing: Sequence[str] | None = None
    not_applicable: Sequence[str] | None = None
    not_proven: Sequence[str] | None = None
    refused: Sequence[str] | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RubricModel(Part):
    """A whole rubric; `Rubric.from_model` checks it."""

    _fixed: ClassVar[Mapping[str, Any]] = {"parindex": 2}
    _since_of: ClassVar[Mapping[str, int]] = {
        "nothing_left": 2,
        "shared": 2,
        "constants": 2,
        "data": 2,
    }

    _: KW_ONLY
    id: str
    edition: str
    """Usually the year, as text."""
    max: NumberLike
    """Maximum points of the whole, above 0."""
    aggregation: Aggregation
    missing: NoValuePolicy
    index_rounding: Rounding | Literal["exact"]
    """Rounds the indices in percent of the total and of the nodes that state no other rounding."""
    nodes: Sequence[Node | Leaf]
    title: Titles | None = None
    source: Source | None = None
    provenance: Provenance | None = None
    effective: Effective | None = None
    part: str | None = None
    """Present when the file contains only part of a real rubric; says which part."""
    note: str | None = None
    nothing_left: Literal["zero", "full"] | None = None
    """The points when all children are excluded; without it, the node is excluded as well. Since
    format 2.
    """
    not_applicable: NoValuePolicy | None = None
    not_proven: NoValuePolicy | None = None
    refused: NoValuePolicy | None = None
    layer: str | None = None
    resolution: Sequence[str] | None = None
    rounding: Rounding | None = None
    ranking: RankingRule | None = None
    classes: Classes | None = None
    cap: NumberLike | None = None
    floor: NumberLike | None = None
    gates: Sequence[Gate] | None = None
    weight_sets: Sequence[str] | None = None
    layers: Sequence[Layer] | None = None
    groups: Sequence[Group] | None = None
    markers: Markers | None = None
    """Texts in the data that mean that there is no value, by kind of no-value."""
    agencies: Sequence[Agency] | None = None
    calendar: Calendar | None = None
    shared: Mapping[str, Mapping[str, Any]] | None = None
    """Parts that are written once and used by name: options, inputs and scales (steps of bands,
    pieces of linear), each by name. Since format 2.
    """
    constants: Mapping[str, Constant] | None = None
    """Numbers with a name. Since format 2."""
    data: DataForm | None = None
    """Since format 2."""
    accept: Accept | None = None
    cases: Mapping[str, Any] | None = None
    """Cases of the rubric: cases.schema.json without rubric. Not part of its digest."""
