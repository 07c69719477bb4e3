# SPDX-License-Identifier: MIT
"""How far index and rank of each unit spread when choices are drawn at random: estimates, each draw scored exactly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex._foreign import expect
from parindex._fraction import ExactFraction
from parindex._names import normal, unknown
from parindex._steps import each, time_limit
from parindex._typing import Number
from parindex.analysis import messages
from parindex.analysis._choices import choice_text
from parindex.analysis._class_counts import class_counts
from parindex.analysis._sampling import ranked_base, read_choices, simulated
from parindex.analysis.generator import checked_seed
from parindex.analysis.sobol import check_level
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Told, record
from parindex.display._text import show
from parindex.display._words import titled, word
from parindex.errors import Error

if TYPE_CHECKING:
    from parindex.analysis._choices import Choices
    from parindex.engine.scores import Scores
    from parindex.results.simulation import Simulation

Array = Any


@record
@dataclass(frozen=True, slots=True)
class UnitSpread:
    """How far index and rank of a unit spread over the draws. Everything but `rank` and `index` is an estimate."""

    unit: str
    rank: int | None
    """By the rubric and the data as they are."""
    rank_low: int
    """The better end of the interval of ranks."""
    rank_median: int
    rank_high: int
    """The worse end."""
    first: Number
    """The share of the draws in which no unit is better."""
    index: Number | None
    """By the rubric and the data as they are."""
    index_low: Number
    """Rounded as the rubric says; of an index that it does not round, the nearest double."""
    index_median: Number
    index_high: Number
    classes: Mapping[str, Number]
    """The share of the draws in each class, by id; empty if the rubric declares none."""


class HistogramBin(NamedTuple):
    """A part of the range of an index, and the number of draws in it."""

    low: Number
    high: Number
    """Not in the bin, except in the last one."""
    draws: int


class Uncertainty(Told):
    """The spread of index and rank of every unit; made by `Scores.uncertainty`. Immutable.

    Every draw is a rubric and a table that can be printed: ``uncertainty.simulation.rubric(7)`` is the rubric of draw 7,
    and ``uncertainty.simulation.scores(7)`` are its results.
    """

    __slots__ = (
        "_counts",
        "_language",
        "_titles",
        "choices",
        "level",
        "seed",
        "simulation",
        "units",
    )

    simulation: Simulation
    """All draws."""
    seed: int
    level: Number
    """Percent of the draws in the intervals."""
    choices: tuple[str, ...]
    """What is drawn: argument and place."""
    units: tuple[UnitSpread, ...]
    """Every unit that has a rank in any draw, in the order of the table."""

    def __init__(self, base: Scores, simulation: Simulation, seed: int, level: Fraction, choices: tuple[str, ...]) -> None:  # fmt: skip
        rubric = base.plan.rubric
        self._language = rubric.language
        self._titles = rubric.classes
        self.simulation = simulation
        self.seed, self.level, self.choices = seed, ExactFraction(level), choices
        self._counts = _rank_counts(simulation.ranks)
        self.units = Records(self._spreads(base), rubric.language)

    @property
    def draws(self) -> int:
        """The number of draws."""
        return self.simulation.draws

    def __getitem__(self, unit: str) -> UnitSpread:
        """The spread of a unit. Raises KeyError for one without a rank in any draw."""
        for one in self.units:
            if one.unit == normal(unit):
                return one
        raise unknown("unit", unit, tuple(one.unit for one in self.units))

    def rank_counts(self, unit: str) -> dict[int, int]:
        """For each rank that a unit has, the number of draws; rank 0 means no rank."""
        row = self._counts[self._column(unit)]
        return {rank: int(count) for rank, count in enumerate(row) if count}

    def histogram(self, unit: str, *, bins: int = 20) -> tuple[HistogramBin, ...]:
        """The draws by index of a unit, in bins of one width from the lowest to the highest index."""
        if expect(bins, int, "bins") < 1:
            raise Error(messages.IS_BELOW("bins", "1", str(bins)))
        import numpy as np

        drawn = self.simulation.index[:, self._column(unit)]
        values, counts = np.unique(drawn[~np.isnan(drawn)], return_counts=True)
        exact = [_decimal(value) for value in values]
        if not exact:
            return ()
        low, width = Fraction(exact[0]), (Fraction(exact[-1]) - Fraction(exact[0])) / bins
        found = [0] * bins
        for value, count in zip(exact, counts, strict=True):
            place = int((Fraction(value) - low) / width) if width else 0
            found[min(place, bins - 1)] += int(count)
        ends = [ExactFraction(low + at * width) for at in range(bins + 1)]
        return Records(map(HistogramBin, ends, ends[1:], found), self._language)

    def ahead(self, first: str, second: str) -> Number:
        """The share of the draws in which the first unit has the better rank."""
        ranks = self.simulation.ranks
        assert ranks is not None
        one, other = ranks[:, self._column(first)], ranks[:, self._column(second)]
        return self._share(int(((one < other) & (one > 0)).sum()))

    def pairs(self) -> tuple[tuple[Number, ...], ...]:
        """`ahead` for every two units: a row for the first one, a column for the second, in the order of the table."""
        import numpy as np

        ranks: Any = np.where(
            self.simulation.ranks == 0, self._counts.shape[1], self.simulation.ranks
        )
        ranks = np.ascontiguousarray(ranks.T.astype(np.int32))
        return tuple(
            tuple(self._share(int(count)) for count in (row < ranks).sum(axis=1))
            for row in each(ranks)
        )

    def to_dict(self) -> dict[str, Any]:
        """Draws, seed, level, what is drawn, and the spread of each unit."""
        return {
            "draws": self.draws,
            "seed": self.seed,
            "level": self.level,
            "choices": list(self.choices),
            "units": [{**asdict(one), "classes": dict(one.classes)} for one in self.units],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary per unit, with the fields of `UnitSpread`."""
        found: list[dict[str, Any]] = self.to_dict()["units"]
        return found

    def to_json(self) -> str:
        """`to_dict` as JSON text; exact numbers are texts."""
        return json.dumps(self.to_dict(), ensure_ascii=False, default=str)

    def _column(self, unit: str) -> int:
        names = self.simulation.units
        if (name := normal(unit)) not in names:
            raise unknown("unit", unit, names)
        return names.index(name)

    def _share(self, count: int) -> Number:
        return ExactFraction(Fraction(count, self.draws))

    def _spreads(self, base: Scores) -> list[UnitSpread]:
        import numpy as np

        outside = (1 - Fraction(self.level) / 100) / 2
        shares = (outside, Fraction(1, 2), 1 - outside)
        now = base._ranks() or [None] * len(base)
        of_class = class_counts(base, self.simulation)
        rounding = base.plan.rubric.index_rounding
        digits = None if rounding is None or rounding.step is not None else rounding.digits
        ordered = np.sort(np.ascontiguousarray(self.simulation.index.T), axis=1)  # NaN last
        with_index = (~np.isnan(ordered)).sum(axis=1)
        steps = self._counts[:, 1:].cumsum(axis=1)
        found = []
        for at, unit in enumerate(each(base.units)):
            ranked = int(steps[at, -1]) if steps.shape[1] else 0
            if not ranked:
                continue
            # The quantile by nearest rank: a rank or an index that a draw has.
            low, median, high = (
                int((steps[at] < max(1, ceil(share * ranked))).sum()) + 1 for share in shares
            )
            size = int(with_index[at])
            index = [
                _decimal(ordered[at, max(1, ceil(share * size)) - 1], digits) for share in shares
            ]
            found.append(
                UnitSpread(
                    unit,
                    now[at],
                    rank_low=low,
                    rank_median=median,
                    rank_high=high,
                    first=self._share(int(self._counts[at, 1])),
                    index=base[unit].index,
                    index_low=index[0],
                    index_median=index[1],
                    index_high=index[2],
                    classes={name: self._share(counts[at]) for name, counts in of_class.items()},
                )
            )
        return found

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """The interval of ranks and of indices of each unit, and the probabilities of being first and of classes."""
        language = language or self._language
        level = show(self.level)
        caption = word("spread", language).format(self.draws, self.seed, level)
        classes = [*self.units[0].classes] if self.units else []
        keys = ("rank", "from_rank", "to_rank", "first_of_all", "index", "from_index", "to_index")
        grid = Grid(
            caption,
            [
                Head(word("unit", language), text=True),
                *(Head(word(key, language)) for key in keys),
                *(Head(titled(self._titles, name, language)) for name in classes),
            ],
            language=language,
        )
        for one in self.units[:max_rows]:
            ranks = ("" if n is None else str(n) for n in (one.rank, one.rank_low, one.rank_high))
            index = map(show, (one.index, one.index_low, one.index_high))
            shares = (_percent(one.classes[name]) for name in classes)
            grid.rows.append(Row([one.unit, *ranks, _percent(one.first), *index, *shares]))
        grid.note_rest(len(self.units) - max_rows, language)
        drawn = ", ".join(choice_text(name, language) for name in self.choices)
        grid.notes.append(word("drawn", language).format(drawn))
        return [grid]


def _percent(share: Number) -> str:
    return f"{format(ExactFraction(Fraction(share) * 100), '.1f')} %"


def _decimal(value: Any, digits: int | None = None) -> Decimal:
    """The shortest decimal of a double: the figure itself if that is rounded, with the digits of the rounding."""
    found = Decimal(repr(float(value)))
    return found if digits is None else found.quantize(Decimal(1).scaleb(-digits))


def _rank_counts(ranks: Any) -> Array:
    """For each unit and each rank from 0 the number of draws."""
    import numpy as np

    units = ranks.shape[1]
    most = int(ranks.max(initial=0)) + 1
    places = ranks + np.arange(units) * most
    return np.bincount(places.ravel(), minlength=units * most).reshape(units, most)


def uncertainty(
    scores: Scores,
    draws: int,
    seed: Any,
    level: Any,
    given: Mapping[str, Any],
    timeout: float | None,
) -> Uncertainty:
    """See `Scores.uncertainty`."""
    with time_limit(timeout):
        seed = checked_seed(seed)
        check_level(level)
        if expect(draws, int, "draws") < 1:
            raise Error(messages.IS_BELOW("draws", "1", str(draws)))
        choices = read_choices(scores, **given)
        return spread_of(ranked_base(scores, choices), choices, draws, seed, Fraction(str(level)))


def spread_of(
    base: Scores, choices: Choices, draws: int, seed: int, level: Fraction
) -> Uncertainty:
    """The spread of a ranked table under choices that are read."""
    simulation = simulated(base, choices.columns(seed, 0, draws), draws)
    return Uncertainty(base, simulation, seed, level, tuple(one.name for one in choices.all))
