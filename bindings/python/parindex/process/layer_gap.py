# SPDX-License-Identifier: MIT
"""Two layers of marks side by side."""

from __future__ import annotations

from dataclasses import dataclass

from parindex._typing import Json, Number
from parindex.display._grid import Grid, Head, Row
from parindex.display._text import number, show, word


@dataclass(frozen=True, slots=True)
class UnitGap:
    """A unit over all leaves that have points in both layers; figures in points."""

    unit: str
    leaves: int
    first: Number
    second: Number
    gap: Number
    """`second` minus `first`: negative if points were taken away."""


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


@dataclass(frozen=True, slots=True)
class CellGap:
    """A leaf of a unit; figures in points."""

    unit: str
    code: str
    first: Number
    second: Number
    gap: Number


@dataclass(frozen=True, slots=True)
class LayerGap:
    """Two layers of marks side by side; only leaves with points in both are compared."""

    first: str
    second: str | None
    """The second layer; None for the final result."""
    bias: Number | None
    """Mean over units of `first` minus `second`, in points; None when nothing can be compared."""
    units: tuple[UnitGap, ...]
    components: tuple[ComponentGap, ...]
    cells: tuple[CellGap, ...]

    def to_html(self, *, language: str = "vi", max_rows: int = 100) -> str:
        """The tables that a notebook shows; `language` is ``"vi"`` or ``"en"``."""
        return "".join(grid.to_html() for grid in self._grids(language, max_rows))

    def to_text(self, *, language: str = "vi", max_rows: int = 100) -> str:
        """As `to_html`, as aligned lines of text."""
        return "\n\n".join(grid.to_text() for grid in self._grids(language, max_rows))

    def _grids(self, language: str, max_rows: int) -> list[Grid]:
        """One table of units and one of components, both with the mean bias in the caption."""
        second = self.second or word("final", language)
        caption = f"{self.first} · {second}"
        units = Grid(
            f"{caption} · {word('bias', language)} {show(self.bias) or '–'}",
            [
                Head(word("unit", language), text=True),
                *(Head(name) for name in (word("leaves", language), self.first, second)),
                Head(word("gap", language)),
            ],
        )
        for unit in self.units[:max_rows]:
            figures = map(show, (unit.first, unit.second, unit.gap))
            units.rows.append(Row([unit.unit, str(unit.leaves), *figures]))
        components = Grid(
            caption,
            [
                Head(word("code", language), text=True),
                *(Head(name) for name in (word("units", language), self.first, second)),
                Head(word("bias", language)),
            ],
        )
        for item in self.components[:max_rows]:
            figures = map(show, (item.first, item.second, item.bias))
            components.rows.append(Row([item.code, str(item.units), *figures]))
        return [units, components]

    def _repr_html_(self) -> str:
        return self.to_html()


def gap_of(first: str, second: str | None, found: Json, *, terminates: bool) -> LayerGap:
    """Build the comparison from the engine's rows; `terminates`: whether the points of all leaves do."""
    return LayerGap(
        first,
        second,
        None if found["bias"] is None else number(found["bias"], terminates=False),
        tuple(UnitGap(**_numbers(item, terminates)) for item in found["units"]),
        # Means over the units that have points in both layers.
        tuple(ComponentGap(**_numbers(item, False)) for item in found["components"]),
        tuple(CellGap(**_numbers(item, terminates)) for item in found["cells"]),
    )


def _numbers(item: Json, terminates: bool) -> Json:
    return {
        key: number(value, terminates=terminates)
        if key in ("first", "second", "gap", "bias")
        else value
        for key, value in item.items()
    }
