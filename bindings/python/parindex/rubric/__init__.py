# SPDX-License-Identifier: MIT
"""Rubrics, their overlays and editions, and differences between two."""

from __future__ import annotations
