# SPDX-License-Identifier: MIT
"""Plans, scores and their explanations."""

from __future__ import annotations
