# SPDX-License-Identifier: MIT
"""The progress of agencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from parindex._typing import Json
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, record
from parindex.display._words import pick, word


@record
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


class Progress(Records[AgencyProgress]):
    """The progress of all agencies; shows itself with the titles of the rubric."""

    layer: str
    titles: Mapping[str, Mapping[str, str]]

    def _grids(self, max_rows: int) -> Sequence[Grid]:
        layer = pick(self.titles.get(self.layer, {}), self.language) or self.layer
        grid = progress_grid(self[:max_rows], layer, self.language, self.titles)
        grid.note_rest(len(self) - max_rows, self.language)
        return [grid]


def progress_of(
    found: Iterable[Json], layer: str, titles: Mapping[str, Mapping[str, str]], language: str
) -> Progress:
    """The progress that the engine describes; titles of agencies and layers by id."""

    def pairs(items: list[Json]) -> tuple[tuple[str, str], ...]:
        return tuple((item["unit"], item["code"]) for item in items)

    rows = (
        AgencyProgress(
            item["agency"],
            item["leaves"],
            item["given"],
            pairs(item["missing"]),
            pairs(item["without_evidence"]),
        )
        for item in found
    )
    made = Progress(rows, language)
    made.layer = layer
    made.titles = titles
    return made


def progress_grid(
    progress: Iterable[AgencyProgress],
    layer: str,
    language: str,
    titles: Mapping[str, Mapping[str, str]],
) -> Grid:
    """One row per agency: leaves to mark, given, missing, without evidence."""
    keys = ("leaves", "given", "omitted", "without_evidence")
    heads = [
        Head(word("agency", language), text=True),
        Head(word("title", language), text=True, page=True),
        *(Head(word(key, language)) for key in keys),
    ]
    grid = Grid(layer, heads, language=language)
    for item in progress:
        counts = (item.leaves, item.given, len(item.missing), len(item.without_evidence))
        title = pick(titles.get(item.agency, {}), language)
        grid.rows.append(Row([item.agency, title, *map(str, counts)]))
    grid.drop_empty()
    return grid
