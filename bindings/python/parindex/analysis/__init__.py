# SPDX-License-Identifier: MIT
"""How sure a result is, and what would change it: paths, intervals of weights, dominance, removals."""

from __future__ import annotations
