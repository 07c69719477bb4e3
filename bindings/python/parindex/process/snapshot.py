# SPDX-License-Identifier: MIT
"""Frozen assessments."""

from __future__ import annotations

import os
from dataclasses import dataclass

from parindex._steps import read_json
from parindex.display._grid import Grid, card
from parindex.display._shown import Shown
from parindex.display._words import pick, word
from parindex.io import _write


@dataclass(frozen=True, slots=True)
class Snapshot(Shown):
    """A frozen assessment: rubric, units and observations as one text that does not change."""

    text: str
    """Canonical JSON."""
    fingerprint: str
    """``sha256:`` over the whole text."""

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the text to a file, which is replaced as a whole. Raises WriteError."""
        _write.write_text(path, self.text + "\n")

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:  # noqa: ARG002
        """What is frozen: rubric, number of units and observations, fingerprint."""
        document = read_json(self.text)
        rubric = document["rubric"]
        titles = rubric.get("title", {})
        language = language or ("vi" if "vi" in titles else "en")
        facts = [
            (word("units", language), str(len(document["units"]))),
            (word("observations", language), str(len(document["observations"]))),
            (word("fingerprint", language), self.fingerprint),
        ]
        caption = f"{pick(titles, language) or rubric['id']} · {rubric['edition']}"
        return [card(caption, facts, language)]
