# SPDX-License-Identifier: MIT
"""Errors of measurement and of sampling in the values of a data column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

from parindex._foreign import copied, shown
from parindex._fraction import ExactFraction
from parindex._steps import each
from parindex.analysis import messages
from parindex.analysis._choices import Columns, Reader, decimals, digits_of
from parindex.analysis.generator import Stream
from parindex.analysis.tables import Table, binomial, hypergeometric, normal
from parindex.engine._suspicion import exact_number
from parindex.results._changes import cells_of, grid_of

Array = Any

_KINDS = ("within", "percent", "deviation", "sample")
_KEYS = (*_KINDS, "step", "truncate", "population", "whole", "units")
_FAR = 6
"""A normal error is cut off at six standard deviations."""
MOST_OF_SAMPLE = 2000


class _Steps(NamedTuple):
    """Steps of a grid around a value: uniform from `low` to `high`, or with the probabilities of a table."""

    unit: str
    middle: int
    step: int
    low: int
    high: int
    table: Table | None = None

    def draw(self, stream: Stream, first: int, count: int) -> Array:
        if self.table:
            found = stream.from_table(self.table, first, count)[:, 0]
        else:
            found = stream.below(self.high - self.low + 1, first, count)[:, 0]
        return self.middle + self.step * (self.low + found)


class _Sample(NamedTuple):
    """The share of hits in a sample, as one of the decimals that the column has."""

    unit: str
    table: Table
    shares: tuple[int, ...]
    """The value for each number of hits."""

    def draw(self, stream: Stream, first: int, count: int) -> Array:
        import numpy as np

        hits = stream.from_table(self.table, first, count)[:, 0]
        return np.array(self.shares, dtype=np.int64)[hits]


@dataclass(frozen=True)
class Measured:
    """The values of a column in each draw; units without a value stay as they are."""

    name: str
    column: str
    units: int
    values: tuple[_Steps | _Sample, ...]
    digits: int

    def draw(self, stream: Stream, first: int, count: int, made: Columns) -> None:
        import numpy as np

        # Each unit has a stream of its own: its values do not depend on the other units.
        drawn = [
            decimals(one.draw(stream.part(one.unit), first, count), self.digits)
            for one in each(self.values)
        ]
        if len(drawn) == self.units:
            made["inputs"][self.column] = np.stack(drawn, axis=1)
        elif drawn:
            names = (one.unit for one in self.values)
            made["inputs"][self.column] = dict(zip(names, drawn, strict=True))


class Inputs:
    """Reads the errors of columns."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._scores = reader.scores
        self._arguments = reader.arguments
        self._columns = {column.name: column for column in self._scores.plan.columns}
        state: Any = self._scores._core.state()
        self._cells = [cells_of(self._scores, state, row) for row in range(len(self._scores))]

    def read(self, given: Any) -> None:
        """A number to each side by column, or a dictionary that says how values err."""
        for name, how in copied(given, "inputs").items():
            column = self._arguments.column(name, "inputs")
            if column is None:
                continue
            if self._columns[column].type not in ("number", "count"):
                self._arguments.add("inputs", column, messages.NOT_A_NUMBER_COLUMN(), "value_type")
                continue
            spec = self._reader.spec(how, "inputs", column, _KEYS)
            if sum(kind in spec for kind in _KINDS) != 1:
                self._arguments.add("inputs", column, messages.ONE_KIND_OF_ERROR())
                continue
            self._read(column, spec)

    def _read(self, name: str, spec: Mapping[str, Any]) -> None:
        chosen = spec.get("units", self._scores.units)
        now = {
            unit: value
            for unit, cells in zip(self._scores.units, self._cells, strict=True)
            if unit in chosen and (value := exact_number(cells[name])) is not None
        }
        column = self._columns[name]
        grid = grid_of(column, self._reader.nodes[column.code])
        decimal = max(map(digits_of, [*now.values(), spec.get("within", Fraction(0))]), default=0)
        step = spec.get("step") or (grid[1] if grid else Fraction(1, 10**decimal))
        digits = max([decimal, digits_of(step)])
        low, high = self._range(column)
        make = self._sample if "sample" in spec else self._steps
        values = []
        for unit, value in each(now.items()):
            found = make(name, unit, value, spec, step, digits, low, high)
            if found is None:
                return
            values.append(found)
        place = f"inputs {name}"
        self._reader.made.append(Measured(place, name, len(self._scores), tuple(values), digits))

    def _range(self, column: Any) -> tuple[Fraction | None, Fraction | None]:
        """The values that the rubric allows."""
        node = self._reader.nodes[column.code]
        inputs = (one for one in node.get("inputs", ()) if one["name"] == column.input)
        stated = next(inputs, None) or node["rule"].get("direct", {})
        ends = (stated.get(key) for key in ("min", "max"))
        low, high = (None if end is None else Fraction(str(end)) for end in ends)
        return (low or Fraction(0)) if column.type == "count" else low, high

    def _steps(
        self,
        name: str,
        unit: str,
        value: Fraction,
        spec: Mapping[str, Any],
        step: Fraction,
        digits: int,
        low: Fraction | None,
        high: Fraction | None,
    ) -> _Steps | None:
        deviation = spec.get("deviation")
        if deviation is not None:
            far = _FAR * deviation
        else:
            far = spec.get("within", abs(value) * spec.get("percent", 0) / 100)
        most = floor(far / step)
        first, last = -most, most
        if low is not None:
            first = max(first, ceil((low - value) / step))
        if high is not None:
            last = min(last, floor((high - value) / step))
        cut = (first, last) != (-most, most)
        if cut and not spec.get("truncate") and deviation is None:
            ends = (str(ExactFraction(value + side * most * step)) for side in (-1, 1))
            self._arguments.add(
                "inputs", name, messages.LEAVES_THE_RANGE(unit, *ends), "value_unexpected",
                expected=" – ".join("" if n is None else str(ExactFraction(n)) for n in (low, high)),
            )  # fmt: skip
            return None
        scale = 10**digits
        table = normal(first, last, deviation / step) if deviation else None
        return _Steps(unit, int(value * scale), int(step * scale), first, last, table)

    def _sample(
        self,
        name: str,
        unit: str,
        value: Fraction,
        spec: Mapping[str, Any],
        step: Fraction,
        digits: int,
        low: Fraction | None,
        high: Fraction | None,
    ) -> _Sample | None:
        size, population, whole = spec["sample"], spec.get("population"), spec.get("whole", high)
        if (
            size.denominator != 1
            or not 1 <= size <= MOST_OF_SAMPLE
            or (population is not None and (population.denominator != 1 or population < size))
        ):
            said = messages.A_SAMPLE_HAS_A_SIZE(str(MOST_OF_SAMPLE))
            self._arguments.add("inputs", name, said)
            return None
        if not whole:
            self._arguments.add("inputs", name, messages.NO_WHOLE())
            return None
        share = value / whole
        if not 0 <= share <= 1 or (low or 0) > 0:
            said = messages.NO_SHARE(
                shown(str(ExactFraction(value))), unit, str(ExactFraction(whole))
            )
            self._arguments.add("inputs", name, said, "value_unexpected")
            return None
        if population is None:
            table = binomial(int(size), share)
        else:
            table = hypergeometric(int(population), round(share * population), int(size))
        shares = [round(whole * hits / size / step) * step for hits in range(int(size) + 1)]
        return _Sample(unit, table, tuple(int(one * 10**digits) for one in shares))
