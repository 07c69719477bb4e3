# SPDX-License-Identifier: MIT
"""Rubrics as sheets: a workbook with a row for each node and rules in the wording of the law."""

from __future__ import annotations

from parindex.sheets._read import SheetRubric, from_xlsx
from parindex.sheets._write import to_xlsx, wordings

__all__ = ["SheetRubric", "from_xlsx", "to_xlsx", "wordings"]
