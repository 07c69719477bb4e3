# SPDX-License-Identifier: MIT
"""Tables of text, and words and numbers as people read them."""

from __future__ import annotations
