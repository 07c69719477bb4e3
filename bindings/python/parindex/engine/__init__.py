# SPDX-License-Identifier: MIT
"""Plans and scores, with every step that led to them."""

from __future__ import annotations
