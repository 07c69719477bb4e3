# SPDX-License-Identifier: MIT
"""A table that was read once, to be scored several times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parindex import _messages
from parindex._immutable import Immutable

if TYPE_CHECKING:
    from parindex import _core
    from parindex.io._grid import Sheet


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
