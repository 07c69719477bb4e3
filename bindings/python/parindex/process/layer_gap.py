# SPDX-License-Identifier: MIT
"""Two layers of marks side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from parindex._typing import Json, Number
from parindex.display._grid import Grid, Head, Row, to_text
from parindex.display._shown import MOST, Shown, record
from parindex.display._text import number, show
from parindex.display._words import pick, word


@record
@dataclass(frozen=True, slots=True)
class UnitGap:
    """A unit over all leaves that have points in both layers; figures in points."""

    unit: str
    leaves: int
    first: Number
    second: Number
    gap: Number
    """`second` minus `first`: negative if points were taken away."""


@record
@dataclass(frozen=True, slots=True)
class ComponentGap:
    """A leaf over all units that have points in both layers; figures in points."""

    code: str
    units: int
    first: Number
    """Mean points in the first layer."""
    second: Number
    bias: Number
    """Mean of `first` minus `second`: positive if units rate themselves higher."""


@record
@dataclass(frozen=True, slots=True)
class CellGap:
    """A leaf of a unit; figures in points."""

    unit: str
    code: str
    first: Number
    second: Number
    gap: Number


@dataclass(frozen=True, slots=True)
class LayerGap(Shown):
    """Two layers of marks side by side; only what has points in both is compared."""

    first: str
    second: str | None
    """The second layer; None for the final result."""
    bias: Number | None
    """Mean over units of `first` minus `second`, in points; None when nothing can be compared."""
    units: tuple[UnitGap, ...]
    components: tuple[ComponentGap, ...]
    cells: tuple[CellGap, ...]
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """Titles by language, of the leaves by code and of the layers by id."""

    language: str = field(default="vi", repr=False)
    """The language that tables show unless told otherwise: that of the rubric."""

    def to_text(self, *, language: str | None = None, max_rows: int = MOST) -> str:
        """As `to_html`, as aligned lines of text."""
        return to_text(self._grids(language, max_rows))

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """One table of units and one of components, both with the mean bias in the caption."""
        language = language or self.language
        first = pick(self.titles.get(self.first, {}), language) or self.first
        given = self.second or ""
        second = pick(self.titles.get(given, {}), language) or given or word("final", language)
        caption = f"{first} · {second}"
        units = Grid(
            f"{caption} · {word('bias', language)}",
            [
                Head(word("unit", language), text=True),
                *(Head(name) for name in (word("leaves", language), first, second)),
                Head(word("gap", language)),
            ],
            language=language,
            figure=show(self.bias) or "–",
        )
        for unit in self.units[:max_rows]:
            figures = map(show, (unit.first, unit.second, unit.gap))
            units.rows.append(Row([unit.unit, str(unit.leaves), *figures]))
        components = Grid(
            caption,
            [
                Head(word("code", language), text=True),
                Head(word("title", language), text=True, page=True),
                *(Head(name) for name in (word("units", language), first, second)),
                Head(word("bias", language)),
            ],
            language=language,
        )
        for item in self.components[:max_rows]:
            figures = map(show, (item.first, item.second, item.bias))
            title = pick(self.titles.get(item.code, {}), language)
            components.rows.append(Row([item.code, title, str(item.units), *figures]))
        components.drop_empty()
        units.note_rest(len(self.units) - max_rows, language)
        components.note_rest(len(self.components) - max_rows, language)
        return [units, components]


def gap_of(
    first: str,
    second: str | None,
    found: Json,
    titles: Mapping[str, Mapping[str, str]],
    language: str,
    *,
    terminates: bool,
) -> LayerGap:
    """Build the comparison from the engine's rows; `terminates`: whether the points of all leaves do."""
    return LayerGap(
        first,
        second,
        None if found["bias"] is None else number(found["bias"], terminates=False),
        tuple(UnitGap(**_numbers(item, terminates)) for item in found["units"]),
        # Means over the units that have points in both layers.
        tuple(ComponentGap(**_numbers(item, False)) for item in found["components"]),
        tuple(CellGap(**_numbers(item, terminates)) for item in found["cells"]),
        titles,
        language,
    )


def _numbers(item: Json, terminates: bool) -> Json:
    return {
        key: number(value, terminates=terminates)
        if key in ("first", "second", "gap", "bias")
        else value
        for key, value in item.items()
    }
