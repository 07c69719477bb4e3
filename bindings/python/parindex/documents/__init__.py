# SPDX-License-Identifier: MIT
"""Documents for people without a terminal: report, scorecards, forms, workbook of a round, rules in words."""

from __future__ import annotations

from parindex.documents._annex import annex
from parindex.documents._describe import Form, describe
from parindex.documents._form import form
from parindex.documents._report import report
from parindex.documents._scorecard import scorecard
from parindex.documents._workbook import workbook

__all__ = ["Form", "annex", "describe", "form", "report", "scorecard", "workbook"]
