# SPDX-License-Identifier: MIT
"""What follows from scores: audits, comparisons, replays, verification."""

from __future__ import annotations
