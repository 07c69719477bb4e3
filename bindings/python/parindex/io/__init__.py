# SPDX-License-Identifier: MIT
"""Data and file formats: tables, CSV, JSON, Arrow."""

from __future__ import annotations
