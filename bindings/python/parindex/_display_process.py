# SPDX-License-Identifier: MIT
"""What the tables of assessments and agencies hold; how they are drawn is in `_grid`."""

from __future__ import annotations

from collections.abc import Iterable

from parindex.display._grid import Grid, Head, Row
from parindex.display._text import pick, show, word
from parindex.process.agencies import ROLES, Worksheet
from parindex.process.assessment import AgencyProgress, Json, LayerGap, StageState


def gap_grids(gap: LayerGap, language: str, max_rows: int) -> list[Grid]:
    """One table of units and one of components, both with the mean bias in the caption."""
    second = gap.second or word("final", language)
    caption = f"{gap.first} · {second}"
    units = Grid(
        f"{caption} · {word('bias', language)} {show(gap.bias) or '–'}",
        [
            Head(word("unit", language), text=True),
            *(Head(name) for name in (word("leaves", language), gap.first, second)),
            Head(word("gap", language)),
        ],
    )
    for unit in gap.units[:max_rows]:
        figures = map(show, (unit.first, unit.second, unit.gap))
        units.rows.append(Row([unit.unit, str(unit.leaves), *figures]))
    components = Grid(
        caption,
        [
            Head(word("code", language), text=True),
            *(Head(name) for name in (word("units", language), gap.first, second)),
            Head(word("bias", language)),
        ],
    )
    for item in gap.components[:max_rows]:
        figures = map(show, (item.first, item.second, item.bias))
        components.rows.append(Row([item.code, str(item.units), *figures]))
    return [units, components]


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


def stages_grid(stages: Iterable[StageState], date: str, language: str) -> Grid:
    """One row per stage, with what it is on a day; the first and the last day belong to it."""
    keys = ("stage", "layers", "from", "to", "status")
    grid = Grid(
        word("stages", language).format(date), [Head(word(k, language), text=True) for k in keys]
    )
    for state in stages:
        stage = state.stage
        title = pick(stage.get("title", {}), language) or stage["id"]
        days = (stage["from"], stage["until"])
        status = word(state.status, language)
        grid.rows.append(Row([title, ", ".join(stage["layers"]), *days, status]))
    return grid


def reopenings_grid(reopenings: Iterable[Json], language: str) -> Grid:
    """One row per reopening, oldest first: when it was recorded, for what, by whom and why."""
    keys = {
        "date": "date", "stage": "stage", "unit": "unit", "code": "code", "until": "to", "by": "by",
        "reason": "reason",
    }  # fmt: skip
    heads = [Head(word(name, language), text=True) for name in keys.values()]
    grid = Grid(word("reopenings", language), heads)
    for one in reopenings:
        grid.rows.append(Row([one.get(key, "") for key in keys]))
    grid.drop_empty()
    return grid


def worksheet_grid(sheet: Worksheet, language: str) -> Grid:
    """One row per value that the agency is asked for."""
    words = language if language in ROLES else "en"
    keys = ("code", "title", "asked", "expected", "bring", "layers", "role")
    heads = [Head(word(key, language), text=True) for key in keys]
    grid = Grid(pick(sheet.titles, language) or sheet.agency, heads)
    for line in sheet.lines:
        title, what = pick(line.titles, language), line.what(language)
        cells = [line.code, title, "" if what in (title, "value") else what, line.expected[words]]
        role = ROLES[words][line.role]
        grid.rows.append(Row([*cells, line.bring(language), ", ".join(line.layers), role]))
    grid.drop_empty()
    return grid
