# SPDX-License-Identifier: MIT
"""Results: points, maxima and indices of units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from parindex import _core
from parindex._core import Cohort
from parindex._foreign import expect, listed
from parindex._immutable import Immutable
from parindex._names import normal, unknown
from parindex._typing import Number, Status
from parindex.display._grid import Grid
from parindex.display._shown import Records
from parindex.engine._analyses import Analyses
from parindex.engine._documents import Documents
from parindex.engine._exports import Exports
from parindex.engine._scores_grid import scores_grid
from parindex.engine._spreads import Spreads
from parindex.engine._structures import Structures
from parindex.engine._studies import Studies
from parindex.engine.ranking import On, Ranking, Stage, Ties, Within, check_how
from parindex.engine.trace import Trace
from parindex.engine.unit_score import Block, PointsLost, UnitScore
from parindex.errors import Issue

if TYPE_CHECKING:
    from parindex.engine.digests import DigestPart
    from parindex.engine.plan import Plan


class Scores(Immutable, Analyses, Spreads, Structures, Documents, Exports, Studies):
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
        """``rows:`` and a hash of every row: equal digests mean equal results to the last digit, of the same
        units in any order."""
        return self._core.digest()

    def digest_part(self) -> DigestPart:
        """The same for `merge_digests`, with which the digest of a table is made from those of its parts."""
        from parindex.engine.digests import DigestPart

        return DigestPart(self._core.digest_part())

    def matches(self, digest: str) -> bool:
        """Whether a digest is that of these results.

        Parameters
        ----------
        digest
            Also in the form of version 0.1.0, ``sha256:`` and 64 digits, which depends on the order of the rows.
        """
        return self._core.matches(expect(digest, str, "digest"))

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
        for begin in range(0, len(self), Block.rows):
            block = Block(self, begin)
            for row in range(begin, min(begin + Block.rows, len(self))):
                yield UnitScore(self, row, block)

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
        return restored, (self.plan, self._core.state(), tuple(self.notes), self._issues)

    def __repr__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


def restored(
    plan: Plan,
    state: tuple[Any, ...],
    notes: tuple[Issue, ...] = (),
    issues: tuple[Issue, ...] | None = None,
) -> Scores:
    """Scores of the data in the state of other scores, by a plan with the same columns."""
    return Scores(_core.restored_scores(plan._core, *state), plan, notes, issues)
