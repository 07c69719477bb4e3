# SPDX-License-Identifier: MIT
"""The result of one unit, and of one node of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from parindex import _core
from parindex._immutable import Immutable
from parindex._names import normal, unknown
from parindex._typing import Number, Status
from parindex.display._grid import Grid, Head, Row
from parindex.display._html import Mark
from parindex.display._shown import Records, Shown, reasons, record
from parindex.display._text import show
from parindex.display._words import pick, titled, word
from parindex.errors import Issue

if TYPE_CHECKING:
    from parindex.engine.scores import Scores


@record
@dataclass(frozen=True, slots=True)
class NodeScore:
    """The result of one node for one unit. Numbers are None unless `status` is ``"ok"``."""

    code: str
    """Code of the node; empty for the total."""
    status: Status
    """``"ok"``, ``"excluded"`` by a policy of the rubric, ``"unavailable"`` when too few children have
    points, or ``"error"`` for a bad value at or below it."""
    points: Number | None
    """Points after the node's rounding; its parents are computed from them."""
    max: Number | None
    """Applicable maximum, in points."""
    index: Number | None
    """100 * points / max, in percent, rounded as the rubric says."""
    exact: Number | None
    """Points before the node's rounding."""
    index_exact: Number | None
    """100 * points / max before the rounding of indices."""


@record
class PointsLost(NamedTuple):
    """A leaf that lost points; all figures in points."""

    code: str
    lost: Number
    """Applicable maximum minus points."""
    points: Number
    max: Number


class Block:
    """Rows next to each other that are read one after the other.

    Figures that were not kept are computed for all of them at once, when the first one is read.
    """

    __slots__ = ("_begin", "_core", "_scores")

    rows = 256

    def __init__(self, scores: Scores, begin: int | None = None) -> None:
        self._scores = scores
        self._begin = begin
        self._core: _core.Scores | None = None

    def of(self, row: int) -> tuple[_core.Scores, int]:
        """The results that have a row, and its position there."""
        whole = self._scores._core
        if self._begin is None:
            return whole, row
        if self._core is None:
            end = min(self._begin + self.rows, len(whole))
            self._core = whole.block(self._begin, end)
        return self._core, row if len(self._core) == len(whole) else row - self._begin


class UnitScore(Immutable, Shown):
    """The result of one unit: its total, and its nodes by code. Displayed as a table of its nodes.

    Examples
    --------
    >>> scores["Hà Nội"].index, scores["Hà Nội"]["1.1"].points  # doctest: +SKIP
    (Decimal('92.93'), Decimal('0.5'))
    """

    __slots__ = ("_block", "_row", "_scores")

    def __init__(self, scores: Scores, row: int, block: Block | None = None) -> None:
        self._scores = scores
        self._row = row
        self._block = block or Block(scores)

    @property
    def unit(self) -> str:
        """Name of the unit."""
        return self._scores._core.unit(self._row)

    @property
    def group(self) -> str | None:
        """Group of the unit; None if the table has no groups."""
        core = self._scores._core
        return core.group(self._row) if core.has_groups else None

    @property
    def status(self) -> Status:
        """The status of its total: ``"error"`` if any value of the unit is invalid."""
        return cast(Status, self._scores._core.status(self._row))

    @property
    def total(self) -> NodeScore:
        """The result of the whole index."""
        return self[""]

    @property
    def points(self) -> Number | None:
        """Points of the total; None if it has none."""
        return self._scores._core.points(self._row)

    @property
    def max(self) -> Number | None:
        """Applicable maximum of the total, in points."""
        return self._scores._core.max(self._row)

    @property
    def index(self) -> Number | None:
        """Index of the total in percent, rounded as the rubric says."""
        return self._scores._core.index(self._row)

    @property
    def class_id(self) -> str | None:
        """Id of the class of the unit; None if it or the rubric has none."""
        classes = self._scores._class_of_row()
        return None if classes is None else classes[self._row]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Issues of the values of the unit."""
        return Records(self._scores._core.row_issues(self._row), self._scores.plan.rubric.language)

    @property
    def nodes(self) -> Mapping[str, NodeScore]:
        """The results of all nodes by code, in document order."""
        core, row = self._block.of(self._row)
        rows = core.nodes(row)[1:]  # the first is the total
        codes = self._scores.plan.codes
        return {code: node_score(code, row) for code, row in zip(codes, rows, strict=True)}

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """One row per node, the total first: code, title, figures, status, issues."""
        rubric = self._scores.plan.rubric
        language = language or rubric.language
        named = titled(rubric.classes, self.class_id, language)
        caption = [self.unit, self.group or "", rubric.title(language), rubric.edition, named]
        grid = Grid(
            " · ".join(part for part in caption if part),
            [
                *(Head(word(key, language), text=True) for key in ("code", "title")),
                *(Head(word(key, language)) for key in ("points", "max", "index")),
                Head(word("status", language), text=True),
                Head(word("reasons", language), text=True, lines=True),
            ],
            language=language,
        )
        nodes = list(self._scores.explain(self.unit).levels())
        for depth, node in nodes[:max_rows]:
            here = self[node.code]
            title = pick(node.titles, language) if node.code else ""
            cells = [node.code or word("total", language), title]
            cells += [show(figure) for figure in (here.points, here.max, here.index)]
            cells.append("" if here.status == "ok" else word(here.status, language))
            mark: Mark = "error" if here.status == "error" else "strong" if node.children else ""
            grid.rows.append(Row([*cells, reasons(node.issues, language)], mark, depth))
        grid.drop_empty()
        grid.note_rest(len(nodes) - max_rows, language)
        return [grid]

    def __getitem__(self, code: str) -> NodeScore:
        """The result of a node; the empty code is the total. Raises KeyError for an unknown code."""
        position = self._scores.plan._core.find(normal(code))
        if position is None:
            raise unknown("node", code, self._scores.plan.codes)
        core, row = self._block.of(self._row)
        return node_score(code, core.node(row, position))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, UnitScore):
            return NotImplemented
        mine, theirs = self._key(), other._key()
        return mine == theirs and self.nodes == other.nodes

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        return self._scores.plan, self.unit, self.group, self.total

    def __reduce__(self) -> tuple[type[UnitScore], tuple[Scores, int]]:
        return UnitScore, (self._scores, self._row)

    def __repr__(self) -> str:
        return f"<UnitScore {self.unit!r}: {self.points} of {self.max} points, index {self.index}, {self.status}>"


def node_score(code: str, row: tuple[Any, ...]) -> NodeScore:
    status, *figures = row
    return NodeScore(code, cast(Status, status), *figures)
