# SPDX-License-Identifier: MIT
"""Documents for people who have no terminal: the report, the scorecard of a unit, the method of a rubric."""

from __future__ import annotations

from parindex.documents._describe import describe
from parindex.documents._report import report
from parindex.documents._scorecard import scorecard

__all__ = ["describe", "report", "scorecard"]
