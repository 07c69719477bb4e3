# SPDX-License-Identifier: MIT
"""Results computed from scores: audits, comparisons, replays, verification."""

from __future__ import annotations
