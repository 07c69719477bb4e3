# SPDX-License-Identifier: MIT
"""Rubrics: what they say, their overlays and editions, and what changed between two."""

from __future__ import annotations
