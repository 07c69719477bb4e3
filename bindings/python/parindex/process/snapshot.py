# SPDX-License-Identifier: MIT
"""Frozen assessments."""

from __future__ import annotations

import os
from dataclasses import dataclass

from parindex.io import _write


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen assessment: rubric, units and observations as one text."""

    text: str
    """Canonical JSON."""
    fingerprint: str
    """``sha256:`` over the whole text."""

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the text to a file, which is replaced as a whole. Raises WriteError."""
        _write.write_text(path, self.text + "\n")
