# SPDX-License-Identifier: MIT
"""Documents about results, for people who have no terminal: the workbook of a round."""

from __future__ import annotations

from parindex.documents._workbook import workbook

__all__ = ["workbook"]
