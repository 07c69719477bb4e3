# SPDX-License-Identifier: MIT
"""Traces: why a unit has its points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, cast

from parindex import _core
from parindex._immutable import Immutable
from parindex._names import normal
from parindex._steps import read_json
from parindex._typing import Number, Status
from parindex.display._grid import Grid, Head, Row
from parindex.display._html import Mark
from parindex.display._shown import Records, record
from parindex.display._text import show
from parindex.display._words import pick, word
from parindex.errors import Issue
from parindex.novalue import NoValue
from parindex.rounding import Rounding

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

StepKind: TypeAlias = Literal[
    "weight",
    "inputs",
    "replaced",
    "statistic",
    "figure",
    "quantity",
    "branch",
    "aggregation",
    "adjustment",
    "cap",
    "floor",
    "rounding",
    "gate",
    "issue",
    "status",
    "informative",
    "class",
]


@record
class TraceInput(NamedTuple):
    """One input of a leaf as it was read."""

    name: str
    """Name of the input in its leaf."""
    column: str
    """Name of the data column."""
    value: bool | Number | float | str | NoValue | None
    """The value; None if it is missing, a float only for NaN and infinities."""
    layer: str | None = None
    """The layer that gave the value, in the result of an assessment."""
    date: str | None = None
    """The day on which it was given, in ISO 8601."""


@record
class TraceStep(NamedTuple):
    """One line of an explanation. The lines of a node in order lead to its points."""

    kind: StepKind
    """What the line is about: ``"inputs"``, ``"branch"``, ``"rounding"``, ``"gate"``, …"""
    pointer: str
    """JSON Pointer, relative to the node: ``/gates/0``; may be empty."""
    text: str
    """In words: ``capped at 5 from 6.5``. Vietnamese in the steps that ``Trace.steps_in("vi")`` returns."""
    titles: dict[str, str]
    """Titles, by language tag, of the option, band, row or gate that applied; may be empty."""
    points: Number | None
    """Points of the node after this step; None if there are none yet, or none at all."""

    def line(self, language: str) -> str:
        """The text, followed by the title, if any."""
        title = pick(self.titles, language)
        return f"{self.text} ({title})" if title else self.text


class Trace(Immutable):
    """Why one node has its points, with the nodes below it. Every figure is exact. Immutable.

    Displayed as an indented table in notebooks and as text in terminals.
    """

    __slots__ = ("_core", "_row", "_scores")

    def __init__(self, core: _core.Trace, scores: Scores, row: int) -> None:
        self._core = core
        self._scores = scores
        self._row = row

    @property
    def unit(self) -> str:
        """Name of the unit that is explained."""
        return self._scores._core.unit(self._row)

    @property
    def code(self) -> str:
        """Code of the node; empty for the total."""
        return self._core.code

    @property
    def titles(self) -> dict[str, str]:
        """Titles by language tag."""
        return self._core.titles

    @property
    def kind(self) -> str:
        """Name of the rule or of the aggregation, as in a rubric file."""
        return self._core.kind

    @property
    def layer(self) -> str:
        """Layer of marks, such as ``"self"`` or ``"survey"``; empty without one."""
        return self._core.layer

    @property
    def status(self) -> Status:
        """``"ok"``, ``"excluded"``, ``"unavailable"`` or ``"error"``."""
        return cast(Status, self._core.status)

    @property
    def inputs(self) -> tuple[TraceInput, ...]:
        """The values that the rule read."""
        return Records((TraceInput(*row) for row in self._core.inputs), self.language)

    @property
    def quantity(self) -> Number | None:
        """The number that bands or a proportion read."""
        return self._core.quantity

    @property
    def quantity_text(self) -> str:
        """How the quantity was computed: ``100 * done / planned``."""
        return self._core.quantity_text

    @property
    def statistics(self) -> dict[str, Number]:
        """The statistics over the other units that the leaf used: ``mean(value over all units)``."""
        return dict(self._core.statistics)

    @property
    def branch(self) -> str:
        """JSON Pointer, relative to the node, of the branch that was taken: ``/rule/bands/steps/1``."""
        return self._core.branch

    @property
    def branch_text(self) -> str:
        """The branch in words: ``70 <= x <= 90 gives 1``."""
        return self._core.branch_text

    @property
    def steps(self) -> tuple[TraceStep, ...]:
        """The steps of the explanation in order, in English. The last step with points has the points of the node."""
        return self.steps_in("en")

    def steps_in(self, language: str) -> tuple[TraceStep, ...]:
        """The same lines in a language, ``"vi"`` or else English."""
        steps = (
            TraceStep(cast(StepKind, kind), pointer, vi if language == "vi" else en, titles, points)
            for kind, pointer, en, titles, points, vi in self._core.steps
        )
        return Records(steps, language)

    @property
    def weight(self) -> Number | None:
        """Weight under a weighted mean."""
        return self._core.weight

    @property
    def exact(self) -> Number | None:
        """Points before rounding."""
        return self._core.exact

    @property
    def rounding(self) -> Rounding | None:
        """The rounding that was applied, if any."""
        return self._core.rounding

    @property
    def points(self) -> Number | None:
        """Points after rounding; None unless the status is ``"ok"``."""
        return self._core.points

    @property
    def declared_max(self) -> Number | None:
        """Maximum points in the rubric."""
        return self._core.declared_max

    @property
    def max(self) -> Number | None:
        """Applicable maximum, in points."""
        return self._core.max

    @property
    def index(self) -> Number | None:
        """100 * points / max in percent, rounded as the rubric says."""
        return self._core.index

    @property
    def lost(self) -> Number | None:
        """Applicable maximum minus points."""
        return self._core.lost

    @property
    def informative(self) -> bool:
        """Whether the node is for information: not counted by its parent."""
        return self._core.informative

    @property
    def class_id(self) -> str | None:
        """Id of the class of the unit by this node, empty if it is in none; None if the node declares no classes.

        The class by the total is `UnitScore.class_id`.
        """
        return self._core.class_id

    @property
    def source(self) -> dict[str, str] | None:
        """The document that the node comes from: document, date, clause, url and note."""
        return self._core.source

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What is wrong with the values of this leaf."""
        return Records(self._core.issues, self.language)

    @property
    def children(self) -> tuple[Trace, ...]:
        """The direct children."""
        return tuple(Trace(child, self._scores, self._row) for child in self._core.children)

    @property
    def language(self) -> str:
        """The language of tables by default: the language of the rubric."""
        return self._scores.plan.rubric.language

    def title(self, language: str | None = None) -> str:
        """The title in a language, otherwise in any other, otherwise nothing."""
        return pick(self.titles, language or self.language)

    def walk(self) -> Iterator[Trace]:
        """This node and all nodes below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def levels(self, depth: int = 0) -> Iterator[tuple[int, Trace]]:
        """This node and all nodes below it in document order, each with its depth below this node."""
        yield depth, self
        for child in self.children:
            yield from child.levels(depth + 1)

    def find(self, code: str) -> Trace | None:
        """The node with a code in this tree, or None."""
        return next((node for node in self.walk() if node.code == normal(code)), None)

    def to_text(self, *, language: str | None = None) -> str:
        """The tree as indented text, words in `language`, titles where there are any."""
        return self._core.to_text(language or self.language)

    def to_markdown(self, *, language: str | None = None, depth: int | None = None) -> str:
        """The tree as a nested list of Markdown; with `depth`, that many levels below this node."""
        return self._core.to_markdown(language or self.language, depth)

    def to_json(self) -> str:
        """The tree as JSON text; numbers are text."""
        return self._core.to_json()

    def to_dict(self) -> dict[str, Any]:
        """The tree as `to_json` describes it."""
        return cast(dict[str, Any], read_json(self.to_json()))

    def to_html(self, *, language: str | None = None, max_rows: int = 300) -> str:
        """The table that a notebook shows: one row per node, indented by level.

        Parameters
        ----------
        language
            Language tag of titles and headings, ``"vi"`` or ``"en"``; by default the language of the rubric.
        max_rows
            Number of nodes shown; a line below says how many are left out.
        """
        return self._grid(language, max_rows).to_html()

    def _grid(self, language: str | None, max_rows: int) -> Grid:
        """One row per node: code, title, every line of its explanation, points, maximum, index, loss."""
        language = language or self.language
        texts = ("code", "title", "branch")
        numbers = ("points", "max", "index", "lost")
        grid = Grid(
            f"{self.unit} · {self.title(language)}".removesuffix(" · "),
            [
                *(Head(word(key, language), text=True, lines=key == "branch") for key in texts),
                *(Head(word(key, language)) for key in numbers),
            ],
            language=language,
        )
        nodes = list(self.levels())
        for depth, node in nodes[:max_rows]:
            cells = [
                node.code or word("total", language),
                node.title(language) if node.code else "",
                "\n".join(_core.visible(step.line(language)) for step in node.steps_in(language)),
                show(node.points),
                show(node.max),
                show(node.index),
                show(node.lost) if node.lost else "",
            ]
            mark: Mark = "error" if node.status == "error" else "strong" if node.children else ""
            grid.rows.append(Row(cells, mark, depth))
        grid.drop_empty()
        grid.note_rest(len(nodes) - max_rows, language)
        return grid

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Trace):
            return NotImplemented
        return self.unit == other.unit and self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash((self.unit, self.code, self.points))

    def __reduce__(self) -> tuple[Callable[..., Trace | None], tuple[Scores, str, str]]:
        return _restored, (self._scores, self.unit, self.code)

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


def _restored(scores: Scores, unit: str, code: str) -> Trace | None:
    return scores.explain(unit).find(code)
