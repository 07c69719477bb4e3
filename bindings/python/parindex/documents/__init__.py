# SPDX-License-Identifier: MIT
"""Documents about results, for people who have no terminal: the report as one HTML file."""

from __future__ import annotations

from parindex.documents._report import report

__all__ = ["report"]
