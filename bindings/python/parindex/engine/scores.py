# SPDX-License-Identifier: MIT
"""Results: points, maxima and indices of units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from parindex import _core
from parindex._foreign import listed, one_of
from parindex._names import normal, unknown
from parindex._steps import each
from parindex._typing import ArrowStream, Number, Status
from parindex.display._grid import Grid, Head, Row
from parindex.display._text import class_title, pick, show, word
from parindex.engine.ranking import On, Ranking, Stage, Ties, Within, check_how
from parindex.engine.trace import Trace
from parindex.errors import Issue
from parindex.io._stream import Stream

if TYPE_CHECKING:
    import pandas as pd

    from parindex.engine.plan import Plan

_MOST_FIELDS = 12  # columns of fields before a table becomes too wide to read


@dataclass(frozen=True, slots=True)
class NodeScore:
    """The result of one node for one unit. Numbers are None unless `status` is ``"ok"``."""

    code: str
    """Code of the node; empty for the total."""
    status: Status
    """``"ok"``, ``"excluded"`` by a policy of the rubric, ``"unavailable"`` when too few children have
    points, or ``"error"`` for a bad value at or below it."""
    points: Number | None
    """Points after the node's rounding, from which all above is computed."""
    max: Number | None
    """Applicable maximum, in points."""
    index: Number | None
    """100 * points / max, in percent, rounded as the rubric says."""
    exact: Number | None
    """Points before the node's rounding."""
    index_exact: Number | None
    """100 * points / max before the rounding of indices."""


class PointsLost(NamedTuple):
    """A leaf that lost points; all figures in points."""

    code: str
    lost: Number
    """Applicable maximum less points."""
    points: Number
    max: Number


class UnitScore:
    """The result of one unit: its total, and its nodes by code.

    Examples
    --------
    >>> scores["Hà Nội"].index, scores["Hà Nội"]["1.1"].points  # doctest: +SKIP
    (Decimal('92.93'), Decimal('0.5'))
    """

    __slots__ = ("_row", "_scores")

    def __init__(self, scores: Scores, row: int) -> None:
        self._scores = scores
        self._row = row

    @property
    def unit(self) -> str:
        """Name of the unit."""
        return self._scores._core.unit(self._row)

    @property
    def group(self) -> str | None:
        """Group of the unit; None when the table has no groups."""
        core = self._scores._core
        return core.group(self._row) if core.has_groups else None

    @property
    def status(self) -> Status:
        """The status of its total: ``"error"`` when any value of the unit is bad."""
        return cast(Status, self._scores._core.status(self._row))

    @property
    def total(self) -> NodeScore:
        """The result of the whole index."""
        return self[""]

    @property
    def points(self) -> Number | None:
        """Points of the total; None when it has none."""
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
        """Id of the class of the unit; None when it or the rubric has none."""
        classes = self._scores._class_of_row()
        return None if classes is None else classes[self._row]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What is wrong with the values of the unit."""
        return tuple(self._scores._core.row_issues(self._row))

    @property
    def nodes(self) -> Mapping[str, NodeScore]:
        """The results of all nodes by code, in document order."""
        rows = self._scores._core.nodes(self._row)[1:]  # the first is the total
        codes = self._scores.plan.codes
        return {code: _node_score(code, row) for code, row in zip(codes, rows, strict=True)}

    def __getitem__(self, code: str) -> NodeScore:
        """The result of a node; the empty code is the total. Raises KeyError for an unknown code."""
        position = self._scores.plan._core.find(normal(code))
        if position is None:
            raise unknown("node", code, self._scores.plan.codes)
        return _node_score(code, self._scores._core.node(self._row, position))

    def __repr__(self) -> str:
        return f"<UnitScore {self.unit!r}: {self.points} of {self.max} points, index {self.index}, {self.status}>"


class Scores:
    """Results of a table: one `UnitScore` per unit, in the order of the table. Immutable.

    Shows itself as a table in notebooks and terminals. ``scores["Hà Nội"]`` is a unit,
    ``len(scores)`` their number.
    """

    __slots__ = ("_classes", "_core", "_plan")

    def __init__(self, core: _core.Scores, plan: Plan) -> None:
        self._core = core
        self._plan = plan
        self._classes: list[str | None] | None = None  # of the rows, once they were asked for

    @property
    def plan(self) -> Plan:
        """The plan that scored."""
        return self._plan

    @property
    def units(self) -> tuple[str, ...]:
        """Names of the units."""
        return self._core.units()

    @property
    def groups(self) -> tuple[str, ...] | None:
        """Group of each unit, or None when the table has none."""
        return self._core.groups() if self._core.has_groups else None

    @property
    def status(self) -> tuple[Status, ...]:
        """Status of each unit: ``"ok"``, ``"excluded"``, ``"unavailable"`` or ``"error"``."""
        return cast("tuple[Status, ...]", self._core.statuses())

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What is wrong with the values, in the order of the rows."""
        return tuple(self._core.issues)

    @property
    def cohort(self) -> _core.Cohort | None:
        """The units that statistics were taken over, for `Plan.score`; None where there are none."""
        return self._core.cohort

    @property
    def classes(self) -> Mapping[str, str | None] | None:
        """Id of the class of each unit, None for one without; None when the rubric declares none."""
        classes = self._class_of_row()
        return None if classes is None else dict(zip(self.units, classes, strict=True))

    def _class_of_row(self) -> list[str | None] | None:
        if self._classes is None and self._core.plan.rubric.has_classes:
            self._classes = self._core.classes()
        return self._classes

    @property
    def digest(self) -> str:
        """``sha256:`` over every result: equal digests are equal results to the last digit."""
        return self._core.digest()

    @property
    def data_digest(self) -> str:
        """``sha256:`` over the data as the rubric reads them, whatever file or table they came from."""
        return self._core.data_digest()

    def explain(self, unit: str) -> Trace:
        """Why a unit has its points: the whole tree, every figure exact. KeyError when not there."""
        row = self._row(unit)
        core = _core.explain(self._core, row)
        return Trace(core, self._core.unit(row), self.plan.rubric.language)

    def points_lost(self, unit: str) -> tuple[PointsLost, ...]:
        """The leaves at which a unit lost points, most first. KeyError when it is not there."""
        rows = self._core.points_lost(self._row(unit))
        return tuple(PointsLost(*cast("tuple[str, Number, Number, Number]", row)) for row in rows)

    def rank(
        self,
        *,
        on: On | None = None,
        stage: Stage | None = None,
        ties: Ties | None = None,
        tie_break: list[str] | tuple[str, ...] | None = None,
        within: Within | None = None,
    ) -> Ranking:
        """Rank the units by the rule of the rubric, with what is named here put in its place.

        Parameters
        ----------
        on
            ``"index"`` or ``"points"`` of the total.
        stage
            ``"exact"``: before the rounding of index or total, ``"rounded"``: after it.
        ties
            ``"competition"`` 1 2 2 4, ``"dense"`` 1 2 2 3, ``"ordinal"`` 1 2 3 4.
        tie_break
            Codes at which tied units are compared, in this order.
        within
            ``"all"``, or ``"group"``: each group apart.

        Raises
        ------
        RubricError
            `ranking_undeclared`, when the rubric declares no ranking and `on`, `stage`, `ties` or
            `within` is not given.
        Error
            For a word or a code that does not exist.
        """
        how = {"on": on, "stage": stage, "ties": ties, "within": within}
        check_how(**{name: word for name, word in how.items() if word is not None})
        chain = None if tie_break is None else listed(tie_break, "tie_break")
        core = self._core.rank(on=on, stage=stage, ties=ties, tie_break=chain, within=within)
        return Ranking(core, self)

    def to_json(self) -> str:
        """All results as JSON text; with ranks when the rubric declares a ranking."""
        ranking = self._declared_ranking()
        return self._core.to_json(None if ranking is None else ranking._core)

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary per unit, shaped as in `to_json`; numbers are Decimal or ExactFraction."""
        out = []
        for score, head in self._heads():
            nodes = {
                code: {**_figures(node), "status": node.status}
                for code, node in score.nodes.items()
            }
            row = {**head, "nodes": nodes}
            row["status"] = score.status
            if issues := score.issues:
                row["issues"] = list(issues)
            out.append(row)
        return out

    def _heads(self) -> Iterator[tuple[UnitScore, dict[str, Any]]]:
        """Every unit with the first entries of its dictionary, up to its nodes."""
        ranking = self._declared_ranking()
        classes = self._class_of_row() or [None] * len(self)
        for score, class_id in zip(self, classes, strict=True):
            yield (
                score,
                {
                    "unit": score.unit,
                    "group": score.group,
                    **_figures(score.total),
                    "rank": None if ranking is None else ranking[score.unit].rank,
                    "class": class_id,
                },
            )

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The results as an Arrow C stream, so that ``polars.DataFrame(scores)`` works.

        One row per unit: unit, group (where there are groups), status, points, max and index of the
        total, and ``<code>.points`` of every field. Numbers are exact decimals of 38 digits; a
        column without a rounding may hold fractions that no decimal can be: `to_arrow` then.
        """
        return _core.to_arrow(self._core, "decimal")

    def to_arrow(self, *, numbers: Literal["decimal", "float64"] = "decimal") -> ArrowStream:
        """The results as an object with ``__arrow_c_stream__``, see there.

        Parameters
        ----------
        numbers
            ``"decimal"``: exact; Error when a value has no finite decimal form. ``"float64"``: the
            nearest double.
        """
        return Stream(numbers, partial(_core.to_arrow, self._core))

    def to_pandas(
        self, *, layout: Literal["wide", "long"] = "wide", exact: bool = True
    ) -> pd.DataFrame:
        """The results as a pandas DataFrame.

        Parameters
        ----------
        layout
            ``"wide"``: one row per unit, with the points of every node in a column named by its
            code. ``"long"``: one row per unit and node, with status, points, maximum and index.
        exact
            True: numbers stay Decimal and ExactFraction in object columns. False: float64, to plot.
        """
        one_of(layout, ("wide", "long"), "layout")
        import pandas as pd

        rows = []
        for score, head in self._heads():
            nodes = score.nodes
            if layout == "wide":
                points = {code: node.points for code, node in nodes.items()}
                rows.append({**head, "status": score.status, **points})
            else:
                rows += [
                    {
                        "unit": head["unit"],
                        "group": head["group"],
                        "code": code,
                        "status": node.status,
                        **_figures(node),
                    }
                    for code, node in nodes.items()
                ]
        frame = pd.DataFrame(rows)
        if layout == "wide":
            frame["rank"] = frame["rank"].astype("Int64")  # whole numbers although some are absent
        absent = (
            ("group", self.groups),
            ("rank", self._declared_ranking()),
            ("class", self.classes),
        )
        frame = frame.drop(
            columns=[name for name, given in absent if given is None], errors="ignore"
        )
        if not exact:
            numeric = [
                name
                for name in frame.columns
                if name not in ("unit", "group", "code", "status", "rank", "class")
            ]
            frame[numeric] = frame[numeric].astype(float)
        return frame

    def to_html(self, *, language: str | None = None, max_rows: int = 60) -> str:
        """The table that a notebook shows: one row per unit, one column per field.

        Parameters
        ----------
        language
            Language tag of the titles, ``"vi"`` or ``"en"``; without it that of the rubric.
        max_rows
            Number of units shown; how many are left out stands below.
        """
        return self._grid(language, max_rows).to_html()

    def to_text(self, *, language: str | None = None, max_rows: int = 60) -> str:
        """As `to_html`, as aligned lines of text."""
        return self._grid(language, max_rows).to_text()

    def _grid(self, language: str | None, max_rows: int) -> Grid:
        """One row per unit: rank, unit, group, points, maximum, index, status, points of the fields."""
        rubric = self.plan.rubric
        language = language or rubric.language
        whole = rubric.find("") or {}
        fields = [(node["code"], pick(node.get("title", {}), language)) for node in whole["nodes"]]
        shown = fields[:_MOST_FIELDS]
        ranking = self._declared_ranking()
        classes = self.classes or {}
        titles = rubric.classes

        grid = Grid(
            f"{rubric.title(language)} · {rubric.edition}",
            [
                Head(word("rank", language)),
                Head(word("unit", language), text=True),
                Head(word("group", language), text=True),
                *(Head(word(key, language)) for key in ("points", "max", "index")),
                Head(word("class", language), text=True),
                Head(word("status", language), text=True),
                *(Head(code, title) for code, title in shown),
            ],
        )
        for score in each(islice(self, max_rows)):
            total = score.total
            status = "" if total.status == "ok" else word(total.status, language)
            cells = [
                "" if ranking is None else ranking[score.unit].label,
                score.unit,
                score.group or "",
            ]
            cells += [show(total.points), show(total.max), show(total.index)]
            cells += [class_title(titles, classes.get(score.unit), language), status]
            for node in (score[code] for code, _ in shown):
                here = show(node.points) if node.status == "ok" else word(node.status, language)
                cells.append("" if score.status == "error" else here)
            grid.rows.append(Row(cells, "error" if score.status == "error" else ""))
        grid.drop_empty()
        grid.note_rest(len(self) - max_rows, language)
        if len(fields) > len(shown):
            grid.notes.append(word("fields", language).format(len(fields) - len(shown)))
        return grid

    def _declared_ranking(self) -> Ranking | None:
        return self.rank() if self._core.plan.rubric.has_ranking else None

    def _row(self, unit: str) -> int:
        row = self._core.find(normal(unit))
        if row is None:
            raise unknown("unit", unit, self.units)
        return row

    def __len__(self) -> int:
        return len(self._core)

    def __iter__(self) -> Iterator[UnitScore]:
        return (UnitScore(self, row) for row in range(len(self)))

    def __contains__(self, unit: object) -> bool:
        return isinstance(unit, str) and self._core.find(normal(unit)) is not None

    def __getitem__(self, unit: str) -> UnitScore:
        """The result of a unit by name. Raises KeyError when it is not there."""
        return UnitScore(self, self._row(unit))

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


def _node_score(code: str, row: tuple[Any, ...]) -> NodeScore:
    status, *figures = row
    return NodeScore(code, cast(Status, status), *figures)


def _figures(node: NodeScore) -> dict[str, Number | None]:
    return {"points": node.points, "max": node.max, "index": node.index}
