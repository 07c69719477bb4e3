# SPDX-License-Identifier: MIT
"""Which choice the spread of an index or a rank comes from: Sobol indices over the choices of a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex._fraction import ExactFraction
from parindex._names import normal, unknown
from parindex._steps import each, time_limit
from parindex._typing import Number
from parindex.analysis._choices import choice_text, drawn
from parindex.analysis._sampling import ranked_base, read_choices, simulated
from parindex.analysis.generator import checked_seed
from parindex.analysis.sobol import Estimator, SobolIndex, check_size
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Told
from parindex.display._text import show
from parindex.display._words import word

if TYPE_CHECKING:
    from parindex.analysis._choices import Choices, Columns
    from parindex.engine.scores import Scores

Array = Any
Indices = tuple[SobolIndex, ...]

_OTHER = "other "
"""In the name of the random numbers of the second design."""


class Sensitivity(Told):
    """Sobol indices of the choices of a table; made by `Scores.sensitivity`. Immutable. Every number is an estimate.

    A figure that is the same in all samples has no indices.
    """

    __slots__ = (
        "_index",
        "_language",
        "_ranks",
        "_units",
        "draws",
        "factors",
        "level",
        "samples",
        "seed",
        "shift",
    )

    factors: tuple[str, ...]
    """The choices: argument and place."""
    samples: int
    """The size of each of the two base designs."""
    draws: int
    """How often the table was scored: samples times (factors + 2)."""
    seed: int
    level: Number
    """Percent of the bootstrap resamples in the intervals."""
    shift: Indices
    """Of the mean absolute shift of the ranks, against the rubric and the data as they are."""

    def __init__(
        self,
        base: Scores,
        choices: Choices,
        samples: int,
        seed: int,
        resamples: int,
        level: Fraction,
    ) -> None:
        self._language = base.plan.rubric.language
        self._units = base.units
        self.factors = tuple(choice.name for choice in choices.all)
        self.samples, self.draws = samples, samples * (len(self.factors) + 2)
        self.seed, self.level = seed, ExactFraction(level)
        found = list(_estimates(base, choices, samples, seed, resamples, float(level)))
        figures = [
            Records(filter(None, column), self._language) for column in zip(*found, strict=True)
        ]
        units = len(base)
        self._index, self._ranks = figures[:units], figures[units : 2 * units]
        self.shift = figures[-1]

    def of_index(self, unit: str) -> Indices:
        """Of the index of a unit. Raises KeyError for an unknown unit."""
        return self._index[self._row(unit)]

    def of_rank(self, unit: str) -> Indices:
        """Of the rank of a unit. Raises KeyError for an unknown unit."""
        return self._ranks[self._row(unit)]

    def factor_texts(self, language: str) -> dict[str, str]:
        """The names of the choices for a person, in a language."""
        return {name: choice_text(name, language) for name in self.factors}

    def to_dict(self) -> dict[str, Any]:
        """The design, and the indices of every figure."""
        return {
            "factors": list(self.factors),
            "samples": self.samples,
            "draws": self.draws,
            "seed": self.seed,
            "level": self.level,
            "shift": [one._asdict() for one in self.shift],
            "units": self.to_dicts(),
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary per unit: the indices of its index and of its rank."""
        return [
            {
                "unit": unit,
                "index": [one._asdict() for one in index],
                "rank": [one._asdict() for one in rank],
            }
            for unit, index, rank in zip(self._units, self._index, self._ranks, strict=True)
        ]

    def to_json(self) -> str:
        """`to_dict` as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, default=str)

    def _row(self, unit: str) -> int:
        if (name := normal(unit)) not in self._units:
            raise unknown("unit", unit, self._units)
        return self._units.index(name)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """The indices of the mean shift, and the total order of each factor for the rank of each unit."""
        language = language or self._language
        design = word("sensitivity", language).format(self.draws, self.seed, show(self.level))
        shift = Grid(
            design,
            [
                Head(word("factor", language), text=True),
                *(
                    Head(word(key, language))
                    for key in ("first_order", "from_to", "total_order", "from_to")
                ),
            ],
            language=language,
        )
        for one in self.shift[:max_rows]:
            shift.rows.append(Row([choice_text(one.factor, language), *_cells(one)]))
        shift.note_rest(len(self.shift) - max_rows, language)
        ranks = Grid(
            word("total_of_ranks", language),
            [
                Head(word("unit", language), text=True),
                *(Head(choice_text(name, language)) for name in self.factors),
            ],
            language=language,
        )
        for unit, indices in [*zip(self._units, self._ranks, strict=True)][:max_rows]:
            cells = [f"{one.total:.3f}" for one in indices] or [""] * len(self.factors)
            ranks.rows.append(Row([unit, *cells]))
        ranks.note_rest(len(self._units) - max_rows, language)
        return [shift, ranks]


def _cells(one: SobolIndex) -> Iterator[str]:
    yield f"{one.first:.3f}"
    yield f"{one.first_low:.3f} – {one.first_high:.3f}"
    yield f"{one.total:.3f}"
    yield f"{one.total_low:.3f} – {one.total_high:.3f}"


def _estimates(
    base: Scores, choices: Choices, samples: int, seed: int, resamples: int, level: float
) -> Iterator[list[SobolIndex | None]]:
    """For each choice the indices of all figures: index by unit, rank by unit, and the mean shift."""
    now = base._ranks() or [None] * len(base)

    def outputs(parts: Sequence[Columns]) -> Array:
        columns = choices.joined(samples, parts)
        return _figures(base, simulated(base, columns, samples), now)

    # The first design is kept, because each choice is changed in it; the second one is drawn again.
    first = [drawn(choice, seed, 0, samples) for choice in each(choices.all)]
    second = [drawn(choice, seed, 0, samples, _OTHER) for choice in each(choices.all)]
    of_first, of_second = outputs(first), outputs(second)
    del second
    estimator = Estimator(of_first, of_second, seed, resamples, level)
    for at, choice in enumerate(each(choices.all)):
        other = drawn(choice, seed, 0, samples, _OTHER)
        mixed = outputs([*first[:at], other, *first[at + 1 :]])
        yield estimator.indices(choice.name, mixed)


def _figures(base: Scores, simulation: Any, now: Sequence[int | None]) -> Array:
    """The figures of each draw. Rounded indices become whole numbers; the shift is that of all ranks together."""
    import numpy as np

    rounding = base.plan.rubric.index_rounding
    index = np.nan_to_num(simulation.index)
    if rounding is not None and rounding.step is None:
        index = np.rint(index * 10.0**rounding.digits)
    ranks = simulation.ranks
    before = np.array([rank or 0 for rank in now])
    both = (ranks > 0) & (before > 0)
    shift = np.where(both, abs(ranks - before), 0).sum(axis=1, keepdims=True)
    return np.concatenate([index, ranks, shift], axis=1)


def sensitivity(
    scores: Scores,
    samples: int,
    seed: Any,
    resamples: int,
    level: Any,
    given: Mapping[str, Any],
    timeout: float | None,
) -> Sensitivity:
    """See `Scores.sensitivity`."""
    with time_limit(timeout):
        seed = checked_seed(seed)
        check_size(samples, resamples, level)
        choices = read_choices(scores, **given)
        base = ranked_base(scores, choices)
        return Sensitivity(base, choices, samples, seed, resamples, Fraction(str(level)))
