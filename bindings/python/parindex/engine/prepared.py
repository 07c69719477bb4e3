# SPDX-License-Identifier: MIT
"""A table that was read once, to be scored several times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from parindex import _core, _messages
from parindex._foreign import expect
from parindex._immutable import Immutable
from parindex._steps import time_limit
from parindex._typing import Data
from parindex.engine._tables import prepared_of, thread_count
from parindex.io._table import role_name

if TYPE_CHECKING:
    from parindex.engine.plan import Plan
    from parindex.io._grid import Sheet
    from parindex.io._reading import Reading


class PreparedTable(Immutable):
    """A table that a plan has read; see `Plan.prepare`. Immutable; threads may share one."""

    __slots__ = ("_core", "_sheet", "_unit")

    def __init__(self, core: _core.PreparedTable, sheet: Sheet | None, unit: str | None) -> None:
        self._core = core
        self._sheet = sheet
        self._unit = unit

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the plan that the table was prepared for."""
        return self._core.fingerprint

    def __len__(self) -> int:
        """The number of units."""
        return len(self._core)

    def __repr__(self) -> str:
        return f"<PreparedTable of {len(self)} units>"

    def __reduce__(self) -> Any:
        raise TypeError(_messages.STAYS_IN_ITS_PROCESS())


class Preparing:
    """The part of `Plan` that reads a table once."""

    __slots__ = ()

    def prepare(
        self,
        data: Data,
        *,
        unit: str | None = "unit",
        group: str = "group",
        ranked: str = "ranked",
        allow_missing_columns: bool = False,
        allow_unknown_columns: bool = False,
        reading: Reading | None = None,
        threads: int = 0,
        timeout: float | None = None,
    ) -> PreparedTable:
        """Read a table once, so that it can be scored several times in less time and memory.

        Flags, choices, counts and short decimals are held in 2 bytes a value. All that is needed is
        copied: later changes of `data` do not reach the prepared table. `score` gives the same results for it
        as for `data`; traces show its values as the plan reads them, ``7.5`` for the text ``"07.50"``.

        Parameters
        ----------
        data, unit, group, ranked, allow_missing_columns, allow_unknown_columns, reading, threads, timeout
            As for `score`.

        Raises
        ------
        DataError
            When the table cannot be scored as a whole. A bad value is an issue of its row when it is scored.
        StoppedError
            When `timeout` expires.
        Error, TypeError
            As `score` does for the arguments.
        """
        options = _core.score_options(
            allow_missing_columns=expect(allow_missing_columns, bool, "allow_missing_columns"),
            allow_unknown_columns=expect(allow_unknown_columns, bool, "allow_unknown_columns"),
            keep="all",
            threads=thread_count(threads),
            cohort=None,
            part=False,
        )
        named = None if unit is None else role_name(unit)
        roles = role_name(group), role_name(ranked)
        with time_limit(timeout):
            return PreparedTable(
                *prepared_of(cast("Plan", self), data, named, roles, options, reading)
            )
