# SPDX-License-Identifier: MIT
"""Stages of a round, and their reopenings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from parindex._typing import Json
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, record
from parindex.display._words import pick, titled, word


@record
@dataclass(frozen=True, slots=True)
class StageState:
    """A stage of a round on one day."""

    stage: Json
    """As in an assessment file: `id`, `layers`, `from`, `until` and `title`, if any."""
    status: Literal["upcoming", "open", "reopened", "closed"]
    """``"reopened"``: it has ended, and a reopening applies on this day."""
    reopenings: tuple[Json, ...]
    """The reopenings that apply on this day, as in an assessment file."""


class Stages(Records[StageState]):
    """The stages of a round on one day."""

    date: str
    layers: Mapping[str, Mapping[str, str]]
    """Titles of the layers by id."""

    @classmethod
    def on(
        cls,
        states: Iterable[StageState],
        date: str,
        language: str,
        layers: Mapping[str, Mapping[str, str]],
    ) -> Stages:
        """The states of a day."""
        made = cls(states, language)
        made.date, made.layers = date, layers
        return made

    def _grids(self, max_rows: int) -> Sequence[Grid]:
        return [stages_grid(self[:max_rows], self.date, self.language, self.layers)]


def stages_grid(
    stages: Iterable[StageState],
    date: str,
    language: str,
    layers: Mapping[str, Mapping[str, str]],
) -> Grid:
    """One row per stage, with its state on a day; the first and the last day belong to it."""
    keys = ("stage", "layers", "from", "to", "status")
    grid = Grid(
        word("stages", language).format(date),
        [Head(word(k, language), text=True) for k in keys],
        language=language,
    )
    for state in stages:
        stage = state.stage
        title = pick(stage.get("title", {}), language) or stage["id"]
        days = (stage["from"], stage["until"])
        status = word(state.status, language)
        named = ", ".join(titled(layers, layer, language) for layer in stage["layers"])
        grid.rows.append(Row([title, named, *days, status]))
    return grid


def reopenings_grid(reopenings: Iterable[Json], language: str) -> Grid:
    """One row per reopening, oldest first: when it was recorded, for what, by whom and why."""
    keys = {
        "date": "date", "stage": "stage", "unit": "unit", "code": "code", "until": "to", "by": "by",
        "reason": "reason",
    }  # fmt: skip
    heads = [Head(word(name, language), text=True) for name in keys.values()]
    grid = Grid(word("reopenings", language), heads, language=language)
    for one in reopenings:
        grid.rows.append(Row([one.get(key, "") for key in keys]))
    grid.drop_empty()
    return grid
