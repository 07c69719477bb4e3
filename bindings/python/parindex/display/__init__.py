# SPDX-License-Identifier: MIT
"""Tables of text, and words and numbers for people."""

from __future__ import annotations
