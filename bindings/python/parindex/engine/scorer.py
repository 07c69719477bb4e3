# SPDX-License-Identifier: MIT
"""Scoring of one unit at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from parindex import _core, _messages
from parindex._foreign import wrong_type
from parindex._immutable import Immutable
from parindex._typing import Number, Status
from parindex.display._shown import record
from parindex.errors import Issue

if TYPE_CHECKING:
    from parindex.engine.plan import Plan


@record
@dataclass(frozen=True, slots=True)
class UnitTotal:
    """The total of one unit. Numbers are None unless `status` is ``"ok"``."""

    status: Status
    """``"ok"``, ``"excluded"``, ``"unavailable"`` or ``"error"``."""
    points: Number | None
    """Points after the rounding of the total."""
    max: Number | None
    """Applicable maximum, in points."""
    index: Number | None
    """Index in percent, rounded as the rubric says."""
    issues: tuple[Issue, ...] = ()
    """Issues of the values."""


class Scorer(Immutable):
    """Scores one unit at a time, from a dictionary; see `Plan.scorer`. Immutable; threads may share one."""

    __slots__ = ("_missing", "_plan", "_reader", "_unknown")

    def __init__(self, plan: Plan, missing: bool, unknown: bool) -> None:
        self._plan = plan
        self._missing = missing
        self._unknown = unknown
        self._reader = _core.unit_reader(plan._core, missing)

    @property
    def plan(self) -> Plan:
        """The plan that computes the totals."""
        return self._plan

    def score(self, values: Mapping[str, Any]) -> UnitTotal:
        """The total of a unit, as `Plan.score` computes it.

        Parameters
        ----------
        values
            The values of the unit by the names of their columns, in any order, with ``"group"`` if the rubric has
            groups.

        Raises
        ------
        DataError
            As `Plan.score`.
        TypeError
            For anything but a dictionary.
        """
        if type(values) is not dict:
            if not isinstance(values, Mapping):
                raise wrong_type("values", values, _messages.A_DICTIONARY())
            values = dict(values)
        row = self._reader.score(values)
        return (
            UnitTotal(*cast("tuple[Status, Number, Number, Number]", row))
            if row
            else self._checked(values)
        )

    def _checked(self, values: Mapping[str, Any]) -> UnitTotal:
        """The total by way of a table, which checks everything."""
        (unit,) = self._plan.score(
            [{"unit": "unit", **values}],
            allow_missing_columns=self._missing,
            allow_unknown_columns=self._unknown,
        )
        return UnitTotal(unit.status, unit.points, unit.max, unit.index, unit.issues)

    def __reduce__(self) -> tuple[type[Scorer], tuple[Plan, bool, bool]]:
        return Scorer, (self._plan, self._missing, self._unknown)

    def __repr__(self) -> str:
        return f"<Scorer of {self._plan.rubric.id!r}>"
