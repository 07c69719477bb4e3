# SPDX-License-Identifier: MIT
"""Collecting values: agencies, evidence, assessments by layer, stores and snapshots."""

from __future__ import annotations
