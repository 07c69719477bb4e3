# SPDX-License-Identifier: MIT
"""Issues as Arrow tables: those that are kept, and counts of the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from parindex.batches._arrow import arrow
from parindex.errors import Issue

if TYPE_CHECKING:
    import pyarrow as pa

_TEXTS = ("unit", "field", "severity", "code", "message", "expected", "actual")


def issue_schema() -> pa.Schema:
    """The columns of a table of issues: ``row`` (from 1, in the stream), then ``unit``, ``field``,
    ``severity``, ``code``, ``message``, ``expected`` and ``actual`` as text.
    """
    pa = arrow()
    return pa.schema([("row", pa.int64()), *((name, pa.string()) for name in _TEXTS)])


def issue_table(issues: Iterable[Issue]) -> pa.Table:
    """Issues as a table with the columns of `issue_schema`."""
    pa = arrow()
    found = list(issues)
    columns: dict[str, list[object]] = {"row": [issue.row for issue in found]}
    columns |= {name: [str(getattr(issue, name)) for issue in found] for name in _TEXTS}
    return pa.table(columns, schema=issue_schema())
