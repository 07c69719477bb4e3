# SPDX-License-Identifier: MIT
"""Expressions, conditions over them, and the quantities of rules. Written by tools/write_model.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import ClassVar, Literal, TypeAlias

from parindex.model._part import DateLike, NumberLike, Part
from parindex.rounding import Rounding, RoundingMode


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PolicyPoints(Part):
    """The points of a leaf without a value. Since format 2."""

    _since: ClassVar[int] = 2

    points: NumberLike


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NodeFigure(Part):
    """A figure of another node for the same unit. Since format 2."""

    _tag: ClassVar[str] = "node"
    _since: ClassVar[int] = 2

    node: str
    """Its code."""
    figure: Literal["points", "share", "index", "max"]
    """points, after rounding; share: points / applicable maximum; index: 100 * share; max: the
    applicable maximum.
    """
    _: KW_ONLY
    when_none: Policy | None = None
    """What the leaf gives if the node has no result."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Add(Part):
    """The sum of expressions."""

    _tag: ClassVar[str] = "add"
    _keys: ClassVar[Mapping[str, str]] = {"of": "add"}

    of: Sequence[Expression]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Multiply(Part):
    """The product of expressions."""

    _tag: ClassVar[str] = "multiply"
    _keys: ClassVar[Mapping[str, str]] = {"of": "multiply"}

    of: Sequence[Expression]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Min(Part):
    """The least of expressions."""

    _tag: ClassVar[str] = "min"
    _keys: ClassVar[Mapping[str, str]] = {"of": "min"}

    of: Sequence[Expression]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Max(Part):
    """The greatest of expressions."""

    _tag: ClassVar[str] = "max"
    _keys: ClassVar[Mapping[str, str]] = {"of": "max"}

    of: Sequence[Expression]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Subtract(Part):
    """The difference of two expressions."""

    _pair: ClassVar[str] = "subtract"

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Divide(Part):
    """The quotient of two expressions."""

    _pair: ClassVar[str] = "divide"

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Abs(Part):
    """The absolute value of an expression."""

    _tag: ClassVar[str] = "abs"
    _keys: ClassVar[Mapping[str, str]] = {"of": "abs"}

    of: Expression


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Round(Part):
    """An expression, rounded."""

    _wrap: ClassVar[str] = "round"
    _since_of: ClassVar[Mapping[str, int]] = {"step": 2}

    of: Expression
    digits: int | None = None
    mode: RoundingMode | None = None
    _: KW_ONLY
    step: NumberLike | None = None
    """Instead of digits. Since format 2."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Days(Part):
    """The days from one date to another."""

    _pair: ClassVar[str] = "days"

    start: Expression
    end: Expression


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WorkingDays(Part):
    """The working days from one date to another."""

    _pair: ClassVar[str] = "working_days"

    start: Expression
    end: Expression


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cohort(Part):
    """A statistic over all units, or over the units of the same group."""

    _wrap: ClassVar[str] = "cohort"
    _since_of: ClassVar[Mapping[str, int]] = {
        "units": 2,
        "digits": 2,
        "step": 2,
        "mode": 2,
        "percent": 2,
        "method": 2,
        "position": 2,
    }

    of: Expression
    _: KW_ONLY
    statistic: Literal[
        "mean",
        "median",
        "min",
        "max",
        "sum",
        "count",
        "rank",
        "percentile",
        "standard_deviation",
        "z_score",
        "quantile",
        "lowest",
        "highest",
    ]
    within: Literal["all", "group"]
    units: Literal["population", "sample"] | None = None
    """For a standard deviation or a z-score: whether the units are the whole population or a
    sample. Since format 2.
    """
    digits: int | None = None
    """For a standard deviation or a z-score. Since format 2."""
    step: NumberLike | None = None
    """Instead of digits. Since format 2."""
    mode: RoundingMode | None = None
    """For a standard deviation or a z-score. Since format 2."""
    percent: NumberLike | None = None
    """For a quantile: from 0 to 100. Since format 2."""
    method: Literal["linear", "nearest_rank"] | None = None
    """For a quantile: how it is computed between two values. Since format 2."""
    position: NumberLike | None = None
    """For `lowest` and `highest`: 1 is the lowest or highest value, 2 the next one, and so on.
    Since format 2.
    """


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Map(Part):
    """The number for the answer of a boolean or a choice. Since format 2."""

    _wrap: ClassVar[str] = "map"
    _since: ClassVar[int] = 2

    input: str
    values: Mapping[str, NumberLike]
    """A number for each answer."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Power(Part):
    """A whole power, exact. Since format 2."""

    _wrap: ClassVar[str] = "power"
    _since: ClassVar[int] = 2

    of: Expression
    exponent: NumberLike
    """A whole number from 1 to 1000."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Root(Part):
    """A root, rounded correctly. Since format 2."""

    _wrap: ClassVar[str] = "root"
    _since: ClassVar[int] = 2

    of: Expression
    degree: NumberLike
    """A whole number from 2 to 1000."""
    _: KW_ONLY
    mode: RoundingMode
    digits: int | None = None
    step: NumberLike | None = None
    """Instead of digits."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Exp(Part):
    """A power of e, rounded correctly. Since format 2."""

    _wrap: ClassVar[str] = "exp"
    _since: ClassVar[int] = 2

    of: Expression
    _: KW_ONLY
    mode: RoundingMode
    digits: int | None = None
    step: NumberLike | None = None
    """Instead of digits."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Log(Part):
    """A logarithm, rounded correctly. Since format 2."""

    _wrap: ClassVar[str] = "log"
    _since: ClassVar[int] = 2

    of: Expression
    base: Literal["e"] | NumberLike
    """e, or a number above 0 other than 1."""
    _: KW_ONLY
    mode: RoundingMode
    digits: int | None = None
    step: NumberLike | None = None
    """Instead of digits."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Winsorise(Part):
    """An expression, raised to at least a low limit and lowered to at most a high one; a value that
    changes is marked. Since format 2.
    """

    _wrap: ClassVar[str] = "winsorise"
    _since: ClassVar[int] = 2

    of: Expression
    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Range(Part):
    """A range; at least one end: `from_` and `to` are closed, `above` and `below` are open."""

    _keys: ClassVar[Mapping[str, str]] = {"from_": "from"}

    _: KW_ONLY
    from_: NumberLike | DateLike | None = None
    above: NumberLike | DateLike | None = None
    to: NumberLike | DateLike | None = None
    below: NumberLike | DateLike | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InRange(Part):
    """Whether an expression is in a range."""

    _tag: ClassVar[str] = "of"
    _keys: ClassVar[Mapping[str, str]] = {"from_": "from"}

    of: Expression
    _: KW_ONLY
    from_: NumberLike | DateLike | None = None
    above: NumberLike | DateLike | None = None
    to: NumberLike | DateLike | None = None
    below: NumberLike | DateLike | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Is(Part):
    """Whether an input has this answer."""

    _tag: ClassVar[str] = "input"
    _keys: ClassVar[Mapping[str, str]] = {"is_": "is"}

    input: str
    is_: str | Sequence[str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class And(Part):
    """Whether all conditions are true."""

    _tag: ClassVar[str] = "all"
    _keys: ClassVar[Mapping[str, str]] = {"of": "all"}

    of: Sequence[Condition]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Or(Part):
    """Whether any condition is true."""

    _tag: ClassVar[str] = "any"
    _keys: ClassVar[Mapping[str, str]] = {"of": "any"}

    of: Sequence[Condition]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Not(Part):
    """Whether the condition is false."""

    _tag: ClassVar[str] = "not"
    _keys: ClassVar[Mapping[str, str]] = {"of": "not"}

    of: Condition


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Value(Part):
    """The value of an input."""

    _tag: ClassVar[str] = "value"
    _keys: ClassVar[Mapping[str, str]] = {"name": "value"}

    name: str
    _: KW_ONLY
    rounding: Rounding | None = None
    min: NumberLike | None = None
    max: NumberLike | None = None
    direction: Literal["up", "down"] | None = None
    """As the quantity grows the points never fall (up) or never rise (down)."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Ratio(Part):
    """The quotient of two inputs."""

    _pair: ClassVar[str] = "ratio"

    numerator: str
    denominator: str
    _: KW_ONLY
    when_zero: Policy | None = None
    rounding: Rounding | None = None
    min: NumberLike | None = None
    max: NumberLike | None = None
    direction: Literal["up", "down"] | None = None
    """As the quantity grows the points never fall (up) or never rise (down)."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Percent(Part):
    """100 times the quotient of two inputs."""

    _pair: ClassVar[str] = "percent"

    numerator: str
    denominator: str
    _: KW_ONLY
    when_zero: Policy | None = None
    rounding: Rounding | None = None
    min: NumberLike | None = None
    max: NumberLike | None = None
    direction: Literal["up", "down"] | None = None
    """As the quantity grows the points never fall (up) or never rise (down)."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Computed(Part):
    """The value of an expression."""

    _tag: ClassVar[str] = "formula"
    _since_of: ClassVar[Mapping[str, int]] = {"let": 2}

    formula: Expression
    _: KW_ONLY
    let: Mapping[str, Expression] | None = None
    """Names for numbers and dates, which the formula and other names read. Since format 2."""
    when_zero: Policy | None = None
    rounding: Rounding | None = None
    min: NumberLike | None = None
    max: NumberLike | None = None
    direction: Literal["up", "down"] | None = None
    """As the quantity grows the points never fall (up) or never rise (down)."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NodeQuantity(Part):
    """A figure of another node for the same unit. Since format 2."""

    _tag: ClassVar[str] = "node"
    _since: ClassVar[int] = 2

    node: str
    """Its code."""
    figure: Literal["points", "share", "index", "max"]
    """points, after rounding; share: points / applicable maximum; index: 100 * share; max: the
    applicable maximum.
    """
    _: KW_ONLY
    when_none: Policy | None = None
    """What the leaf gives if the node has no result."""
    rounding: Rounding | None = None
    min: NumberLike | None = None
    max: NumberLike | None = None
    direction: Literal["up", "down"] | None = None
    """As the quantity grows the points never fall (up) or never rise (down)."""


Policy: TypeAlias = Literal["error", "zero", "exclude", "full"]
"""What a leaf gives without a value."""

NoValuePolicy: TypeAlias = Policy | PolicyPoints
"""What a leaf gives without a value: a word, or points."""

Expression: TypeAlias = (
    NumberLike
    | DateLike
    | str
    | NodeFigure
    | Add
    | Multiply
    | Min
    | Max
    | Subtract
    | Divide
    | Abs
    | Round
    | Days
    | WorkingDays
    | Cohort
    | Map
    | Power
    | Root
    | Exp
    | Log
    | Winsorise
)
"""A number, a date, the name of an input, a figure of another node, or one operation."""

Condition: TypeAlias = InRange | Is | And | Or | Not
"""A range of an expression, the answer of an input, or conditions joined."""

Quantity: TypeAlias = Value | Ratio | Percent | Computed | NodeQuantity
"""An input, the quotient of two (percent: 100 times that), an expression, or a figure of another
node.
"""
