# SPDX-License-Identifier: MIT
"""Documents about results, for people who have no terminal: the report, and the scorecard of a unit."""

from __future__ import annotations

from parindex.documents._report import report
from parindex.documents._scorecard import scorecard

__all__ = ["report", "scorecard"]
