# SPDX-License-Identifier: MIT
"""Plans: rubrics made ready to score."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, cast

from parindex import _core
from parindex._table import normal, read_table
from parindex._typing import Data
from parindex.errors import DataError
from parindex.rubric import Rubric
from parindex.scores import Scores

ColumnType = Literal["number", "count", "boolean", "choice"]


class PlanColumn(NamedTuple):
    """A data column that a plan reads."""

    name: str
    """Name of the data column."""
    code: str
    """Code of its leaf."""
    input: str
    """Name of the input in its leaf."""
    type: ColumnType


class Plan:
    """A rubric made ready to score. Immutable; threads may share one. Pickles as canonical JSON."""

    __slots__ = ("_core",)

    def __init__(self, core: _core.Plan) -> None:
        self._core = core

    @property
    def rubric(self) -> Rubric:
        """The rubric that was compiled."""
        return Rubric(self._core.rubric)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all nodes in document order."""
        return tuple(self._core.codes[1:])

    @property
    def columns(self) -> tuple[PlanColumn, ...]:
        """The data columns that a table must have, in document order."""
        return tuple(PlanColumn(n, c, i, cast(ColumnType, t)) for n, c, i, t in self._core.columns)

    @property
    def fingerprint(self) -> str:
        """``sha256:`` and 64 digits over the rubric and the engine version.

        Equal fingerprints and equal data give equal results.
        """
        return self._core.fingerprint

    def score(
        self,
        data: Data,
        *,
        unit: str = "unit",
        group: str = "group",
        ranked: str = "ranked",
        missing_columns: bool = False,
        unknown_columns: bool = False,
        on_row_error: Literal["keep", "raise"] = "keep",
        delimiter: str = ",",
    ) -> Scores:
        """Score one unit or many.

        Parameters
        ----------
        data
            A dictionary (one unit, called "unit" unless it says otherwise), a list of dictionaries,
            the path of a ``.csv`` or ``.json`` file in UTF-8, or a pandas DataFrame. Columns are
            those of `columns`. None, empty text, an empty CSV field and, in a DataFrame, NaN, NaT
            and NA are missing values; elsewhere NaN is an error of its row. Text is taken in
            Unicode normal form C.
        unit
            Column with the name of each unit: unique and not empty. In a DataFrame the index may
            have this name instead.
        group
            Column with the group of each unit; may be absent.
        ranked
            Column with yes or no, whether the unit takes part in a ranking; may be absent.
        missing_columns
            True: a column that the table lacks holds missing values. False: that is an issue.
        unknown_columns
            True: columns that the rubric does not read are passed over. False: that is an issue.
        on_row_error
            ``"keep"``: a row with a bad value gets the status ``"error"``. ``"raise"``: raise.
        delimiter
            Character between the fields of a CSV file.

        Raises
        ------
        DataError
            When the table cannot be scored as a whole, or for ``on_row_error="raise"`` when a value
            is bad; with every issue in `issues`.
        """
        if on_row_error not in ("keep", "raise"):
            raise ValueError(f"on_row_error must be 'keep' or 'raise', not {on_row_error!r}")
        core, issues = _core.check_score(
            self._core,
            read_table(data, unit=normal(unit), delimiter=delimiter),
            unit=normal(unit),
            group=normal(group),
            ranked=normal(ranked),
            missing_columns=missing_columns,
            unknown_columns=unknown_columns,
        )
        if core is None:
            raise DataError("the table cannot be scored", issues)
        if on_row_error == "raise" and core.issues:
            raise DataError("values of the table are in error", core.issues)
        return Scores(core, self)

    def __eq__(self, other: object) -> bool:
        return self.fingerprint == other.fingerprint if isinstance(other, Plan) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __reduce__(self) -> tuple[Callable[[str], Plan], tuple[str]]:
        return _restore, (self.rubric.to_json(),)

    def __repr__(self) -> str:
        rubric = self.rubric
        return (
            f"<Plan of {rubric.id!r}, edition {rubric.edition!r}: {len(self.codes)} nodes, "
            f"{len(self.columns)} columns, {self.fingerprint[:19]}>"
        )


def _restore(text: str) -> Plan:
    return Rubric.from_json(text).compile()
