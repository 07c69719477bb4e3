# SPDX-License-Identifier: MIT
"""Outliers in the data: what limiting them does to the ranks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isnan, lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex._fraction import ExactFraction
from parindex._steps import each, time_limit
from parindex.analysis import _words
from parindex.analysis._arguments import Arguments
from parindex.analysis._moments import shown_root
from parindex.analysis._ranges import signed_number, whole_number
from parindex.analysis._structure_grids import decimal
from parindex.analysis._words import grid, say
from parindex.display._grid import Grid, Row
from parindex.display._shown import Records, Told, record
from parindex.display._text import show
from parindex.engine._suspicion import exact_number
from parindex.engine.scores import Scores, restored

if TYPE_CHECKING:
    from parindex.results.comparison import Comparison

Json = dict[str, Any]
_LEAST = 4  # values that a kurtosis needs
_NAMED = 8  # columns that a note names


@record
class TreatedColumn(NamedTuple):
    """A data column whose outliers were limited."""

    code: str
    """Code of the leaf."""
    column: str
    """Name of the data column."""
    units: int
    """The number of values."""
    signed_square_skewness: ExactFraction
    """The square of the skewness before, with its sign; of samples, as in spreadsheets."""
    kurtosis: ExactFraction
    """The excess kurtosis before, of samples."""
    lowest: int
    """The number of values that were raised to the next one."""
    highest: int
    """The number of values that were lowered to the next one."""
    low: ExactFraction
    """The least value afterwards."""
    high: ExactFraction
    """The greatest value afterwards."""
    solved: bool
    """Whether skewness or kurtosis is within its limit afterwards."""

    @property
    def step(self) -> Json:
        """The treatment in the format of rubrics, for the quantity of the rule."""

        def end(statistic: str, position: int) -> Json:
            said = {"of": "value", "statistic": statistic, "position": position, "within": "all"}
            return {"cohort": said}

        low, high = end("lowest", self.lowest + 1), end("highest", self.highest + 1)
        return {"winsorise": {"of": "value", "low": low, "high": high}}


class OutlierEffects(Told):
    """The table with its outliers limited, against the table as it is; made by `Scores.outlier_effects`. Immutable."""

    __slots__ = ("_language", "comparison", "left_out", "tested", "treated")

    tested: tuple[str, ...]
    """The data columns that were examined: numbers that are the only one of their leaf."""
    treated: tuple[TreatedColumn, ...]
    """The columns with outliers."""
    comparison: Comparison
    """The table as it is against the table with the limited values; ``comparison.after`` has every figure."""
    left_out: tuple[str, ...]
    """Data columns with numbers that were not examined, because their leaf reads several."""

    def __init__(
        self,
        scores: Scores,
        tested: Sequence[str],
        treated: Sequence[TreatedColumn],
        left_out: Sequence[str],
        comparison: Comparison,
    ) -> None:
        self._language = scores.plan.rubric.language
        self.tested, self.left_out = tuple(tested), tuple(left_out)
        self.treated = Records(treated, self._language)
        self.comparison = comparison

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary per treated column, with the fields of `TreatedColumn` and its step."""
        return [{**one._asdict(), "step": one.step} for one in self.treated]

    def to_dict(self) -> dict[str, Any]:
        """The columns, and every unit before and after."""
        return {
            "tested": list(self.tested),
            "treated": self.to_dicts(),
            "left_out": list(self.left_out),
            "units": self.comparison.to_dicts(),
        }

    def to_json(self) -> str:
        """The same as JSON text; exact numbers are texts."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2, default=str)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        language = language or self._language
        texts = (_words.CODE, _words.COLUMN)
        numbers = (
            _words.VALUES, _words.SKEWNESS, _words.KURTOSIS, _words.RAISED, _words.LOWERED,
            _words.LEAST_VALUE, _words.GREATEST_VALUE,
        )  # fmt: skip
        caption = say(_words.OUTLIERS, language, len(self.treated), len(self.tested))
        made = grid(caption, language, texts, numbers)
        for one in self.treated[:max_rows]:
            cells = [one.code, one.column, str(one.units)]
            cells += [shown_root(one.signed_square_skewness), decimal(one.kurtosis)]
            cells += [str(one.lowest), str(one.highest), show(one.low), show(one.high)]
            made.rows.append(Row(cells, "" if one.solved else "error"))
        made.note_rest(len(self.treated) - max_rows, language)
        if self.left_out:
            named = ", ".join(self.left_out[:_NAMED])
            rest = len(self.left_out) - _NAMED
            said = f"{named} … +{rest}" if rest > 0 else named
            made.notes.append(say(_words.NOT_EXAMINED, language, said))
        if not self.treated:
            return [made]
        return [made, self.comparison._grid(language, max_rows)]


class _Shape(NamedTuple):
    signed_square: Fraction
    kurtosis: Fraction


def shape_of(values: Sequence[int]) -> _Shape | None:
    """Skewness and excess kurtosis of a sample (G1, G2 of Joanes and Gill 1998); None for fewer than 4 values or no
    variance."""
    count = len(values)
    if count < _LEAST:
        return None
    total = sum(values)
    moved = [count * one - total for one in values]  # count times the distance from the mean
    second, third, fourth = (sum(one**power for one in moved) for power in (2, 3, 4))
    if not second:
        return None
    # g1² = (m3 / m2^1.5)² with m = Σ / n; G1² = g1² n (n - 1) / (n - 2)².
    square = Fraction(third * third * count, second**3)
    skew = square * count * (count - 1) / (count - 2) ** 2
    plain = Fraction(fourth * count, second**2) - 3
    kurtosis = ((count + 1) * plain + 6) * (count - 1) / Fraction((count - 2) * (count - 3))
    return _Shape(-skew if third < 0 else skew, kurtosis)


class _Treatment:
    """The limits of one call, and what they do to a column."""

    def __init__(self, skewness: Fraction, kurtosis: Fraction, most: int) -> None:
        self._skewness, self._kurtosis, self._most = skewness, kurtosis, most

    def of(
        self, code: str, column: str, cells: Sequence[Any]
    ) -> tuple[TreatedColumn, list[Any]] | None:
        """The column and its values afterwards; None if it has no outliers."""
        numbers = {
            at: found for at, cell in enumerate(cells) if (found := _number(cell)) is not None
        }
        scale = lcm(*(one.denominator for one in numbers.values()))
        values = sorted(int(one * scale) for one in numbers.values())
        first = shape_of(values)
        if first is None or not self._is_outlying(first):
            return None
        low, high, shape = 0, 0, first
        while self._is_outlying(shape) and low + high < self._most:
            if shape.signed_square > 0:
                high += 1
            else:
                low += 1
            last = len(values) - 1 - high
            if low > last:
                break
            limited = [min(max(one, values[low]), values[last]) for one in values]
            again = shape_of(limited)
            if again is None:
                break
            shape = again
        ends = Fraction(values[low], scale), Fraction(values[len(values) - 1 - high], scale)
        changed = list(cells)
        for at, number in numbers.items():
            if not ends[0] <= number <= ends[1]:
                changed[at] = _written(min(max(number, ends[0]), ends[1]))
        made = TreatedColumn(
            code,
            column,
            len(values),
            ExactFraction(first.signed_square),
            ExactFraction(first.kurtosis),
            low,
            high,
            ExactFraction(ends[0]),
            ExactFraction(ends[1]),
            not self._is_outlying(shape),
        )
        return made, changed

    def _is_outlying(self, shape: _Shape) -> bool:
        return abs(shape.signed_square) > self._skewness**2 and shape.kurtosis > self._kurtosis


def _number(cell: Any) -> Fraction | None:
    return None if isinstance(cell, float) and isnan(cell) else exact_number(cell)


def _written(number: Fraction) -> Any:
    text = str(ExactFraction(number))
    return text if "/" in text else Decimal(text)


def _columns(scores: Scores) -> Iterator[tuple[str, str, bool]]:
    """Code and name of each data column of numbers, and whether it is the only one of its leaf."""
    numbers: dict[str, list[str]] = {}
    for column in scores.plan.columns:
        if column.type in ("number", "count"):
            numbers.setdefault(column.code, []).append(column.name)
    for code, names in numbers.items():
        for name in names:
            yield code, name, len(names) == 1


def outlier_effects(
    scores: Scores, skewness: Any, kurtosis: Any, most: int, timeout: float | None
) -> OutlierEffects:
    """See `Scores.outlier_effects`."""
    arguments = Arguments(scores)
    of_skewness = signed_number(arguments, skewness, "skewness", 0, 1000)
    of_kurtosis = signed_number(arguments, kurtosis, "kurtosis", -1000, 10**6)
    number = whole_number(arguments, most, "most", 1, 10**6)
    arguments.check()
    treatment = _Treatment(of_skewness, of_kurtosis, number)
    with time_limit(timeout):
        state: Any = scores._core.state()
        lists = dict(state[3])
        tested, treated, left_out = [], [], []
        for code, name, alone in each(_columns(scores)):
            if not alone:
                left_out.append(name)
            elif name in lists:
                tested.append(name)
                found = treatment.of(code, name, _cells(lists[name]))
                if found is not None:
                    treated.append(found[0])
                    lists[name] = found[1]
        after = scores
        if treated:
            units, groups, unranked, _, _, cohort, part, _ = state
            made = (units, groups, unranked, [*lists.items()], None, cohort, part, "all")
            after = restored(scores.plan, made)
        return OutlierEffects(scores, tested, treated, left_out, scores.compare(after))


def _cells(column: Any) -> list[Any]:
    """The values of a column; a double of an array means its shortest decimal."""
    if not isinstance(column, bytes):
        return list(column)
    return [None if isnan(one) else Decimal(repr(one)) for one in memoryview(column).cast("d")]
