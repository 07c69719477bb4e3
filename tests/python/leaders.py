# SPDX-License-Identifier: MIT
"""Rules that compare a unit with the best one, for the tests of cohorts."""

from __future__ import annotations

from typing import Any

SHARE_OF_BEST: dict[str, Any] = {
    "divide": ["value", {"cohort": {"of": "value", "statistic": "max", "within": "all"}}]
}
TEN_FOR_THE_BEST: dict[str, Any] = {
    "formula": {
        "cases": [{"points": {"multiply": [10, SHARE_OF_BEST]}}],
        "when_zero": "zero",
        "cap": "10",
    }
}
