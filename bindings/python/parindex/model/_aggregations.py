# SPDX-License-Identifier: MIT
"""What a node makes of its children. Written by tools/write_model.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import ClassVar, Literal, TypeAlias

from parindex.model._part import NumberLike, Part


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Bonus(Part):
    """Adds the points of a child after the sum."""

    _tag: ClassVar[str] = "bonus"

    bonus: str
    _: KW_ONLY
    cap: Literal["max"] | NumberLike | None = None
    """max: the applicable maximum."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Penalty(Part):
    """Subtracts the points of a child after the sum."""

    _tag: ClassVar[str] = "penalty"

    penalty: str
    _: KW_ONLY
    floor: NumberLike | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Drop(Part):
    """The lowest and highest children, which are left out. Since format 2."""

    _since: ClassVar[int] = 2

    _: KW_ONLY
    by: Literal["points", "share"]
    """What is compared: points, or points / applicable maximum."""
    lowest: int | None = None
    """The number of lowest children that are left out."""
    highest: int | None = None
    """The number of highest children that are left out."""
    excluded: Literal["counted", "not_counted"] | None = None
    """Whether an excluded child is one of the lowest; required with lowest."""
    ties: Literal["first", "last"] | None = None
    """Which of equal children is left out: the first or the last listed."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sum(Part):
    """The sum of the children, then bonuses and penalties."""

    _wrap: ClassVar[str] = "sum"
    _since_of: ClassVar[Mapping[str, int]] = {"excluded": 2, "maxima_sum": 2, "drop": 2}

    adjust: Sequence[Bonus | Penalty] | None = None
    _: KW_ONLY
    excluded: Literal["rescale", "redistribute"] | None = None
    """How the maxima of excluded children are used: rescale, the points are scaled to the maximum
    of the node; redistribute, equal parts are added to the maxima of the other children. Since
    format 2.
    """
    maxima_sum: NumberLike | None = None
    """The sum of the maxima of the children that count, which is checked. Since format 2."""
    drop: Drop | None = None
    """The lowest and highest children, which are left out. Since format 2."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WeightedMean(Part):
    """The mean of the children by their weights."""

    _wrap: ClassVar[str] = "weighted_mean"
    _since_of: ClassVar[Mapping[str, int]] = {"drop": 2}

    _: KW_ONLY
    minimum_available: int | None = None
    weights_sum: NumberLike | None = None
    """The sum of the weights, which is checked."""
    drop: Drop | None = None
    """The lowest and highest children, which are left out. Since format 2."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Mean(Part):
    """The mean of the children."""

    _wrap: ClassVar[str] = "mean"
    _since_of: ClassVar[Mapping[str, int]] = {"drop": 2}

    _: KW_ONLY
    minimum_available: int | None = None
    drop: Drop | None = None
    """The lowest and highest children, which are left out. Since format 2."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Median(Part):
    """The median of the children."""

    _wrap: ClassVar[str] = "median"

    _: KW_ONLY
    minimum_available: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GeometricMean(Part):
    """The geometric mean of the children."""

    _wrap: ClassVar[str] = "geometric_mean"
    _since_of: ClassVar[Mapping[str, int]] = {"weights_sum": 2}

    _: KW_ONLY
    minimum_available: int | None = None
    weights_sum: NumberLike | None = None
    """The sum of the weights, which is checked. Since format 2."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class HarmonicMean(Part):
    """The harmonic mean of the children."""

    _wrap: ClassVar[str] = "harmonic_mean"
    _since_of: ClassVar[Mapping[str, int]] = {"weights_sum": 2}

    _: KW_ONLY
    minimum_available: int | None = None
    weights_sum: NumberLike | None = None
    """The sum of the weights, which is checked. Since format 2."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Best(Part):
    """The sum of the children with the most points."""

    _wrap: ClassVar[str] = "best"

    count: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LookupRow(Part):
    """Points of the children, in any order, and what they give."""

    children: Sequence[NumberLike]
    points: NumberLike


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Lookup(Part):
    """Points by a table of the points of the children."""

    _wrap: ClassVar[str] = "lookup"

    rows: Sequence[LookupRow]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Product(Part):
    """The maximum times the shares of the children. Since format 2."""

    _wrap: ClassVar[str] = "product"
    _since: ClassVar[int] = 2

    _: KW_ONLY
    minimum_available: int


Aggregation: TypeAlias = (
    Literal[
        "sum",
        "weighted_mean",
        "mean",
        "median",
        "geometric_mean",
        "harmonic_mean",
        "minimum",
        "one_of",
        "product",
    ]
    | Sum
    | WeightedMean
    | Mean
    | Median
    | GeometricMean
    | HarmonicMean
    | Best
    | Lookup
    | Product
)
"""A word, or the class of a kind that says more."""
