# SPDX-License-Identifier: MIT
"""A round with one leaf, and stores of it, for the campaigns of faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import parindex as px

RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "round",
    "edition": "1",
    "max": "1",
    "aggregation": "sum",
    "missing": "exclude",
    "layer": "self",
    "layers": [{"id": "self"}],
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "nodes": [{"code": "1", "max": "1", "rule": {"direct": {"min": "0", "max": "1"}}}],
}
DATE = "2026-01-15"


def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


def observation(unit: str, number: int, length: int = 0) -> dict[str, Any]:
    """The `number`-th observation of a writer, which has its own unit; `length` pads it."""
    note = f"{number}" + "." * length
    return {"unit": unit, "code": "1", "layer": "self", "value": "0.5", "note": note, "date": DATE}


def numbers(store: px.AssessmentStore, unit: str) -> list[int]:
    """The entries of a writer in a store."""
    return [int(seen["note"].rstrip(".")) for seen in store.history(unit, "1")]


def folder_for_faults(wanted: Path) -> Path:
    """A folder in memory if there is one: a kill is not a power failure, and disks are slow."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() else wanted
