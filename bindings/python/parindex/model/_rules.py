# SPDX-License-Identifier: MIT
"""The kinds of rules. Written by tools/write_model.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar, Literal, TypeAlias

from parindex.model._expressions import Condition, Expression, Policy, Quantity
from parindex.model._part import NumberLike, Part, Titles


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Option(Part):
    """An answer and its points."""

    id: str
    points: NumberLike
    _: KW_ONLY
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Choice(Part):
    """Points by answer."""

    _wrap: ClassVar[str] = "choice"

    options: Sequence[Option] | str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class YesNo(Part):
    """Points by yes or no."""

    _wrap: ClassVar[str] = "yes_no"

    _: KW_ONLY
    yes: NumberLike
    no: NumberLike


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Item(Part):
    """A condition that is met or not."""

    id: str
    _: KW_ONLY
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class AllOf(Part):
    """Points when every item is true."""

    _wrap: ClassVar[str] = "all_of"

    _: KW_ONLY
    items: Sequence[Item]
    points: NumberLike
    otherwise: NumberLike


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ChecklistItem(Part):
    """A condition, and its points if it is met."""

    id: str
    points: NumberLike
    _: KW_ONLY
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Checklist(Part):
    """The sum of the points of the items that are true."""

    _wrap: ClassVar[str] = "checklist"

    items: Sequence[ChecklistItem]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Step(Part):
    """A range of the quantity and its points."""

    _keys: ClassVar[Mapping[str, str]] = {"from_": "from"}

    _: KW_ONLY
    points: NumberLike
    from_: NumberLike | None = None
    """Closed lower end."""
    above: NumberLike | None = None
    """Open lower end."""
    to: NumberLike | None = None
    """Closed upper end."""
    below: NumberLike | None = None
    """Open upper end."""
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Bands(Part):
    """Points by the band that contains the quantity."""

    _wrap: ClassVar[str] = "bands"

    on: Quantity
    steps: Sequence[Step] | str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CutOff(Part):
    """The points of small quantities; one of `below` and `to`."""

    _: KW_ONLY
    points: NumberLike
    below: NumberLike | None = None
    """Quantities < this give the points."""
    to: NumberLike | None = None
    """Quantities <= this give the points."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Proportional(Part):
    """points = max * quantity / full_at, after the cut-off, then limited to floor and cap."""

    _wrap: ClassVar[str] = "proportional"

    on: Quantity
    _: KW_ONLY
    full_at: NumberLike
    cut_off: CutOff | None = None
    cap: NumberLike | None = None
    floor: NumberLike | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Direct(Part):
    """A mark from min to max, in steps if there is a step."""

    _wrap: ClassVar[str] = "direct"

    _: KW_ONLY
    min: NumberLike
    max: NumberLike
    step: NumberLike | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Level(Part):
    """An answer and its share of the maximum."""

    id: str
    percent: NumberLike
    """Of the maximum points, 0 to 100."""
    _: KW_ONLY
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Levels(Part):
    """A share of the maximum by answer."""

    _wrap: ClassVar[str] = "levels"

    options: Sequence[Level] | str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Piece(Part):
    """A range of the quantity and the line of its points."""

    _keys: ClassVar[Mapping[str, str]] = {"from_": "from"}

    _: KW_ONLY
    from_: NumberLike | None = None
    """Closed lower end."""
    above: NumberLike | None = None
    """Open lower end."""
    to: NumberLike | None = None
    """Closed upper end."""
    below: NumberLike | None = None
    """Open upper end."""
    points: NumberLike | None = None
    """Points of the whole piece."""
    points_from: NumberLike | None = None
    """Points at the lower end."""
    points_to: NumberLike | None = None
    """Points at the upper end."""
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Linear(Part):
    """Points on the line of the piece that contains the quantity."""

    _wrap: ClassVar[str] = "linear"

    on: Quantity
    pieces: Sequence[Piece] | str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PerUnit(Part):
    """points = points_each * quantity, at most cap."""

    _wrap: ClassVar[str] = "per_unit"

    on: Quantity
    _: KW_ONLY
    points_each: NumberLike
    """Above 0."""
    cap: NumberLike | None = None
    """Above 0."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Increments(Part):
    """points = base up to the threshold, beyond it base + points_each * steps, at most cap."""

    _wrap: ClassVar[str] = "increments"

    on: Quantity
    _: KW_ONLY
    base: NumberLike
    """The points up to the threshold."""
    threshold: NumberLike
    direction: Literal["up", "down"]
    """up: quantities above the threshold earn more; down: those below it."""
    step: NumberLike
    """Above 0."""
    points_each: NumberLike
    """For each step beyond the threshold; above 0."""
    partial_steps: Literal["counted", "dropped"]
    """counted: a part of a step earns its share; dropped: only whole steps count."""
    cap: NumberLike | None = None
    """Above base."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DeductionItem(Part):
    """Something counted, and the points that each one takes away."""

    id: str
    each: NumberLike
    """Above 0."""
    _: KW_ONLY
    cap: NumberLike | None = None
    """Above 0."""
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Deduction(Part):
    """points = start - min(cap, sum of min(cap of the item, each * number))."""

    _wrap: ClassVar[str] = "deduction"

    _: KW_ONLY
    start: NumberLike
    items: Sequence[DeductionItem]
    cap: NumberLike | None = None
    """Above 0."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Imported(Part):
    """points = max * value / 100, where the value is the figure of another index in percent."""

    _wrap: ClassVar[str] = "imported"

    index: str
    """Name of the other index."""
    _: KW_ONLY
    edition: str | None = None
    rubric: str | None = None
    """Id of its rubric."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FormulaCase(Part):
    """A condition, and the points if it is the first true one."""

    points: Expression
    when: Condition | None = None
    _: KW_ONLY
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Formula(Part):
    """Points of the first case whose condition is true, then limited to floor and cap."""

    _wrap: ClassVar[str] = "formula"
    _since_of: ClassVar[Mapping[str, int]] = {"let": 2}

    cases: Sequence[FormulaCase]
    _: KW_ONLY
    let: Mapping[str, Expression] | None = None
    """Names for numbers and dates, which conditions, points and other names read. Since format 2.
    """
    when_zero: Policy | None = None
    cap: NumberLike | None = None
    floor: NumberLike | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Goalposts(Part):
    """points = max * (quantity - low) / (high - low), or the same of logarithms."""

    _wrap: ClassVar[str] = "goalposts"

    on: Quantity
    _: KW_ONLY
    low: Expression
    high: Expression
    outside: Literal["error", "clamp"]
    scale: Literal["linear", "log"]
    when_zero: Policy | None = None
    """For equal low and high."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Target(Part):
    """points = max * max(0, 1 - |quantity - target| / zero_at)."""

    _wrap: ClassVar[str] = "target"

    on: Quantity
    _: KW_ONLY
    target: NumberLike
    zero_at: NumberLike


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TableOutput(Part):
    """A word that rows give, and its points."""

    id: str
    points: NumberLike
    _: KW_ONLY
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TableRow(Part):
    """Tests of inputs, and what the row gives if all are true."""

    _since_of: ClassVar[Mapping[str, int]] = {"output": 2}

    when: Mapping[str, str | Sequence[str] | Mapping[str, Any] | Sequence[Mapping[str, Any]]]
    """A range or a word for each input that is tested."""
    points: NumberLike | None = None
    """Points of the row; for every hit policy except count, without outputs."""
    _: KW_ONLY
    output: str | None = None
    """With outputs, instead of points: one of them. Since format 2."""
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DecisionTable(Part):
    """Points by the rows whose tests are true."""

    _wrap: ClassVar[str] = "decision_table"
    _since_of: ClassVar[Mapping[str, int]] = {
        "outputs": 2,
        "otherwise_output": 2,
        "priority": 2,
        "points_each": 2,
        "cap": 2,
        "direction": 2,
    }

    _: KW_ONLY
    hit: Literal["unique", "first", "sum", "max", "min", "any", "priority", "count"]
    rows: Sequence[TableRow]
    outputs: Sequence[TableOutput] | None = None
    """The words that rows give, with their points; the first ones have priority. Since format 2."""
    otherwise: NumberLike | None = None
    otherwise_output: str | None = None
    """With outputs, instead of otherwise: one of them. Since format 2."""
    priority: Sequence[NumberLike] | None = None
    """For priority: the points of all rows, in order of priority. Since format 2."""
    points_each: NumberLike | None = None
    """For count: the points for each row that matches. Since format 2."""
    cap: NumberLike | None = None
    """For count: the most points. Since format 2."""
    direction: Mapping[str, Literal["up", "down"]] | None = None
    """How points change as a number or a date grows; the check proves it. Since format 2."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Answer(Part):
    """An answer that people give."""

    id: str
    _: KW_ONLY
    percent: NumberLike | None = None
    """The value of the answer, 0 to 100; without it, the answer counts only for the sample."""
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Respondents(Part):
    """A group of people who answer."""

    id: str
    weight: NumberLike
    """0 or more."""
    _: KW_ONLY
    title: Titles | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Survey(Part):
    """points = max * share / 100, where the share is the weighted mean over the groups of the mean
    percent of their answers.
    """

    _wrap: ClassVar[str] = "survey"

    _: KW_ONLY
    answers: Sequence[Answer]
    minimum_sample: NumberLike
    """Answers of all groups; a whole number, 1 or more."""
    when_small: Policy
    stated_sample: bool
    """Whether the size of the sample is a separate input."""
    respondents: Sequence[Respondents] | None = None
    """Groups of respondents; absent or empty: one."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reach(Part):
    """The least and the most points."""

    min: NumberLike
    max: NumberLike


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Custom(Part):
    """A rule that the application provides."""

    _wrap: ClassVar[str] = "custom"

    name: str
    version: str
    _: KW_ONLY
    reach: Reach
    """The least and the most points that it may give."""
    parameters: Mapping[str, NumberLike] | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GroupCase(Part):
    """Groups of units and their rule."""

    groups: Sequence[str]
    """Each group of the rubric belongs to exactly one case."""
    rule: Rule


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ByGroup(Part):
    """A rule for each group of units, over the inputs of the leaf."""

    _wrap: ClassVar[str] = "by_group"

    cases: Sequence[GroupCase]


Rule: TypeAlias = (
    Choice
    | YesNo
    | AllOf
    | Checklist
    | Bands
    | Proportional
    | Direct
    | Levels
    | Linear
    | PerUnit
    | Increments
    | Deduction
    | Imported
    | Formula
    | Goalposts
    | Target
    | DecisionTable
    | Survey
    | Custom
    | ByGroup
)
"""How a leaf gets its points: one class for each kind."""
