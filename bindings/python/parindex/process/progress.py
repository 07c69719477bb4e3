# SPDX-License-Identifier: MIT
"""The progress of agencies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parindex._typing import Json
from parindex.display._grid import Grid, Head, Row
from parindex.display._text import word


@dataclass(frozen=True, slots=True)
class AgencyProgress:
    """The progress of one agency; none of this is a score."""

    agency: str
    leaves: int
    """Leaves to mark, counted once per unit."""
    given: int
    """Of those, how many have every input marked."""
    missing: tuple[tuple[str, str], ...]
    """Unit and code of the others."""
    without_evidence: tuple[tuple[str, str], ...]
    """Unit and code of those given without the evidence that the leaf requires."""


def progress_of(found: Iterable[Json]) -> tuple[AgencyProgress, ...]:
    """The progress that the engine describes."""

    def pairs(items: list[Json]) -> tuple[tuple[str, str], ...]:
        return tuple((item["unit"], item["code"]) for item in items)

    return tuple(
        AgencyProgress(
            item["agency"],
            item["leaves"],
            item["given"],
            pairs(item["missing"]),
            pairs(item["without_evidence"]),
        )
        for item in found
    )


def progress_grid(progress: Iterable[AgencyProgress], layer: str, language: str) -> Grid:
    """One row per agency: leaves to mark, given, missing, without evidence."""
    keys = ("leaves", "given", "omitted", "without_evidence")
    heads = [
        Head(word("agency", language), text=True),
        *(Head(word(key, language)) for key in keys),
    ]
    grid = Grid(layer, heads)
    for item in progress:
        counts = (item.leaves, item.given, len(item.missing), len(item.without_evidence))
        grid.rows.append(Row([item.agency, *map(str, counts)]))
    return grid
