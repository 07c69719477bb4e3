# SPDX-License-Identifier: MIT
"""Other forms of data and files: tables, CSV, JSON, Arrow."""

from __future__ import annotations
