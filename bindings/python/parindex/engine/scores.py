# SPDX-License-Identifier: MIT
"""Results: points, maxima and indices of units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, cast

from parindex import _core
from parindex._core import Cohort
from parindex._foreign import listed, one_of
from parindex._immutable import Immutable
from parindex._names import normal, unknown
from parindex._typing import ArrowStream, Number, Status
from parindex.display._grid import Grid
from parindex.display._shown import Records
from parindex.engine._documents import Documents
from parindex.engine._scores_grid import scores_grid
from parindex.engine._studies import Studies
from parindex.engine.ranking import On, Ranking, Stage, Ties, Within, check_how
from parindex.engine.trace import Trace
from parindex.engine.unit_score import PointsLost, UnitScore, figures
from parindex.errors import Issue
from parindex.io._stream import Stream

if TYPE_CHECKING:
    import pandas as pd

    from parindex.engine.plan import Plan


class Scores(Immutable, Documents, Studies):
    """Results of a table: one `UnitScore` per unit, in the order of the table. Immutable.

    Equal when plan, data and every result are equal. Pickles as its data, which are scored again, so that
    process pools can return it. Displayed as a table in notebooks and terminals. ``scores["Hà Nội"]`` is a
    unit, ``len(scores)`` the number of units.
    """

    __slots__ = ("_classes", "_core", "_issues", "_notes", "_plan", "_suspect")

    def __init__(
        self,
        core: _core.Scores,
        plan: Plan,
        notes: Iterable[Issue] = (),
        issues: Iterable[Issue] | None = None,
        suspect: Callable[[Scores], Iterable[Issue]] | None = None,
    ) -> None:
        self._core = core
        self._plan = plan
        self._notes = tuple(notes)
        self._suspect = suspect  # finds the other notes, on request
        self._issues = None if issues is None else tuple(issues)  # of the engine, with places
        # Of the rows by node, after the first request.
        self._classes: dict[str, list[str | None]] = {}

    @property
    def plan(self) -> Plan:
        """The plan that computed the scores."""
        return self._plan

    @property
    def units(self) -> tuple[str, ...]:
        """Names of the units."""
        return self._core.units()

    @property
    def groups(self) -> tuple[str, ...] | None:
        """Group of each unit, or None if the table has none."""
        return self._core.groups() if self._core.has_groups else None

    @property
    def status(self) -> tuple[Status, ...]:
        """Status of each unit: ``"ok"``, ``"excluded"``, ``"unavailable"`` or ``"error"``."""
        return cast("tuple[Status, ...]", self._core.statuses())

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Issues of the values, in the order of the rows; for a file with line and column."""
        return Records(
            self._core.issues if self._issues is None else self._issues, self.plan.rubric.language
        )

    @property
    def notes(self) -> tuple[Issue, ...]:
        """Warnings about the table that was scored: what was skipped in a file, and what is suspicious.

        Suspicious are units with similar names or names like totals, values near a bound, percentages in 0 to 1,
        counts in thousands and columns with one value. The search runs when this is first read, in tables of at
        most a million values. The notes do not affect `digest` or equality. Raises DataError when an array has changed since.
        """
        if (suspect := self._suspect) is not None:
            found = (*self._notes, *suspect(self))
            self._notes, self._suspect = found, None
        return Records(self._notes, self.plan.rubric.language)

    @property
    def cohort(self) -> Cohort | None:
        """The units that statistics were computed over, for `Plan.score`; None without statistics."""
        return self._core.cohort

    def classes(self, *, node: str = "") -> Mapping[str, str | None] | None:
        """Id of the class of each unit by the total or by a node, None for a unit without a class.

        Parameters
        ----------
        node
            Code of the node; by default the total.

        Returns
        -------
        dict or None
            None if the rubric declares no classes for the node.

        Raises
        ------
        KeyError
            For a node that the rubric does not have.
        """
        classes = self._class_of_row(self._code(node))
        return None if classes is None else dict(zip(self.units, classes, strict=True))

    def _class_of_row(self, node: str = "") -> list[str | None] | None:
        if node not in self._classes and self._core.has_classes(node):
            self._classes[node] = self._core.classes(node)
        return self._classes.get(node)

    def _code(self, node: str) -> str:
        """The code of a node as the rubric writes it. Raises KeyError for an unknown node."""
        if self._core.plan.find(code := normal(node)) is None:
            raise unknown("node", node, self.plan.codes)
        return code

    @property
    def digest(self) -> str:
        """``sha256:`` over every result: equal digests mean equal results to the last digit."""
        return self._core.digest()

    @property
    def data_digest(self) -> str:
        """``sha256:`` over the data as the rubric reads them, independent of the kind of file or table."""
        return self._core.data_digest()

    def explain(self, unit: str) -> Trace:
        """Why a unit has its points: the whole tree, every figure exact. KeyError for an unknown unit."""
        row = self._row(unit)
        core = _core.explain(self._core, row)
        return Trace(core, self, row)

    def points_lost(self, unit: str) -> tuple[PointsLost, ...]:
        """The leaves at which a unit lost points, most first. KeyError for an unknown unit."""
        rows = self._core.points_lost(self._row(unit))
        lost = (PointsLost(*cast("tuple[str, Number, Number, Number]", row)) for row in rows)
        return Records(lost, self.plan.rubric.language)

    def rank(
        self,
        *,
        node: str = "",
        on: On | None = None,
        stage: Stage | None = None,
        ties: Ties | None = None,
        tie_break: list[str] | tuple[str, ...] | None = None,
        within: Within | None = None,
    ) -> Ranking:
        """Rank the units by the rule of the rubric; arguments override its parts.

        Parameters
        ----------
        node
            Code of the node whose results are ranked, by the rule that it declares; by default the total.
        on
            ``"index"`` or ``"points"`` of the node.
        stage
            ``"exact"``: before the rounding of index or points, ``"rounded"``: after it.
        ties
            ``"competition"`` 1 2 2 4, ``"dense"`` 1 2 2 3, ``"ordinal"`` 1 2 3 4.
        tie_break
            Codes at which tied units are compared, in this order.
        within
            ``"all"``, or ``"group"``: a separate ranking for each group.

        Raises
        ------
        RubricError
            `ranking_undeclared`, when the rubric declares no ranking for the node and `on`, `stage`, `ties` or
            `within` is not given; `code_unknown`, for a code of `tie_break` that the rubric lacks.
        KeyError
            For a node that the rubric does not have.
        Error
            For a word that does not exist.
        """
        how = {"on": on, "stage": stage, "ties": ties, "within": within}
        check_how(**{name: word for name, word in how.items() if word is not None})
        chain = None if tie_break is None else listed(tie_break, "tie_break")
        core = self._core.rank(
            node=self._code(node), on=on, stage=stage, ties=ties, tie_break=chain, within=within
        )
        return Ranking(core, self)

    def to_json(self) -> str:
        """All results as JSON text; with ranks when the rubric declares a ranking."""
        ranking = self._declared_ranking()
        return self._core.to_json(None if ranking is None else ranking._core)

    def to_dicts(self, *, numbers: Literal["exact", "text"] = "exact") -> list[dict[str, Any]]:
        """One dictionary per unit, shaped as in `to_json`.

        Parameters
        ----------
        numbers
            ``"exact"``: Decimal or ExactFraction. ``"text"``: text as in `to_json`, such as ``"0.5"``
            and ``"10/3"``, which every JSON encoder accepts and no float rounds.
        """
        one_of(numbers, ("exact", "text"), "numbers")

        def written(row: dict[str, Any]) -> dict[str, Any]:
            if numbers == "exact":
                return row
            return {
                key: str(value) if isinstance(value, (Decimal, Fraction)) else value
                for key, value in row.items()
            }

        declared = self._declared_of_nodes()
        out = []
        for score, head in self._heads():
            nodes = {
                code: {**written(figures(node)), **declared(code, score), "status": node.status}
                for code, node in score.nodes.items()
            }
            row = {**written(head), "nodes": nodes}
            row["status"] = score.status
            if issues := score.issues:
                row["issues"] = list(issues)
            out.append(row)
        return out

    def _declared_of_nodes(self) -> Callable[[str, UnitScore], dict[str, Any]]:
        """A function that gives the rank and the class of a unit by a node, if the node declares any."""
        ranks: dict[str, Ranking] = {}
        classes: dict[str, Mapping[str, str | None] | None] = {}
        for code, ranked, classified in self._core.declared_results:
            if ranked:
                ranks[code] = self.rank(node=code)
            if classified:
                classes[code] = self.classes(node=code)

        def declared(code: str, score: UnitScore) -> dict[str, Any]:
            found: dict[str, Any] = {}
            if code in ranks:
                found["rank"] = ranks[code][score.unit].rank
            if code in classes:
                found["class"] = (classes[code] or {}).get(score.unit)
            return found

        return declared

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
                    **figures(score.total),
                    "rank": None if ranking is None else ranking[score.unit].rank,
                    "class": class_id,
                },
            )

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The results as an Arrow C stream, so that ``polars.DataFrame(scores)`` works.

        One row per unit: unit, group (if there are groups), status, points, max and index of the
        total, its rank and class (if the rubric declares them), and ``<code>.points`` of every
        field. A node that declares a ranking or classes has ``<code>.points``, ``<code>.rank`` and
        ``<code>.class``. Numbers are exact decimals of 38 digits; a
        column without a rounding may contain fractions without a finite decimal form: use `to_arrow` then.
        """
        return _core.to_arrow(self._core, "decimal")

    def to_arrow(self, *, numbers: Literal["decimal", "float64"] = "decimal") -> ArrowStream:
        """The results as an object with ``__arrow_c_stream__``; see `__arrow_c_stream__`.

        Parameters
        ----------
        numbers
            ``"decimal"``: exact; Error if a value has no finite decimal form. ``"float64"``: the
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
            code, and its rank and class in ``<code>.rank`` and ``<code>.class`` if the node declares
            them. ``"long"``: one row per unit and node, with status, points, maximum, index, and rank and
            class if a node declares them.
        exact
            True: numbers stay Decimal and ExactFraction in object columns. False: float64, for charts.
        """
        one_of(layout, ("wide", "long"), "layout")
        import pandas as pd

        declared = self._declared_of_nodes()
        rows = []
        for score, head in self._heads():
            nodes = score.nodes
            if layout == "wide":
                row = {**head, "status": score.status}
                for code, node in nodes.items():
                    more = declared(code, score)
                    row |= {code: node.points, **{f"{code}.{key}": more[key] for key in more}}
                rows.append(row)
            else:
                rows += [
                    {
                        "unit": head["unit"],
                        "group": head["group"],
                        "code": code,
                        "status": node.status,
                        **figures(node),
                        **declared(code, score),
                    }
                    for code, node in nodes.items()
                ]
        frame = pd.DataFrame(rows)
        results = self._core.declared_results
        ranks = {"rank", *(f"{code}.rank" for code, ranked, _ in results if ranked)}
        classes = {"class", *(f"{code}.class" for code, _, classified in results if classified)}
        # Whole numbers although some are absent.
        frame = frame.astype({name: "Int64" for name in ranks if name in frame.columns})
        absent: list[tuple[str, object]] = [("group", self.groups)]
        if layout == "wide":
            absent += [("rank", self._declared_ranking()), ("class", self._class_of_row())]
        frame = frame.drop(
            columns=[name for name, given in absent if given is None], errors="ignore"
        )
        if not exact:
            words = {"unit", "group", "code", "status", *ranks, *classes}
            numeric = [name for name in frame.columns if name not in words]
            frame[numeric] = frame[numeric].astype(float)
        return frame

    def to_html(self, *, language: str | None = None, max_rows: int = 60) -> str:
        """The table that a notebook shows: one row per unit, one column per field.

        Parameters
        ----------
        language
            Language tag of the titles, ``"vi"`` or ``"en"``; by default the language of the rubric.
        max_rows
            Number of units shown; a line below says how many are left out.
        """
        return self._grid(language, max_rows).to_html()

    def to_text(self, *, language: str | None = None, max_rows: int = 60) -> str:
        """As `to_html`, as aligned lines of text."""
        return self._grid(language, max_rows).to_text()

    def _grid(self, language: str | None, max_rows: int) -> Grid:
        return scores_grid(self, self._declared_ranking(), language, max_rows)

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
        """The result of a unit by name. Raises KeyError for an unknown unit."""
        return UnitScore(self, self._row(unit))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scores):
            return NotImplemented
        return self._key() == other._key() and self.data_digest == other.data_digest

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[Plan, str]:
        return self.plan, self.digest

    def __reduce__(self) -> tuple[Callable[..., Scores], tuple[Any, ...]]:
        return _restored, (self.plan, self._core.state(), tuple(self.notes), self._issues)

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


def _restored(
    plan: Plan,
    state: tuple[Any, ...],
    notes: tuple[Issue, ...] = (),
    issues: tuple[Issue, ...] | None = None,
) -> Scores:
    return Scores(_core.restored_scores(plan._core, *state), plan, notes, issues)
