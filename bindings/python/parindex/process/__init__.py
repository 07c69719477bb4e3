# SPDX-License-Identifier: MIT
"""How values come about: agencies, evidence, assessments by layer, stores and snapshots."""

from __future__ import annotations
