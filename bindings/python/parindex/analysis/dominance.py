# SPDX-License-Identifier: MIT
"""Pairs of units that no weights within a range can reverse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex import _messages
from parindex._foreign import is_a
from parindex._fraction import ExactFraction
from parindex._names import normal, unknown
from parindex._steps import each, time_limit
from parindex._typing import Number
from parindex.analysis import messages
from parindex.analysis._arguments import Arguments
from parindex.analysis._orders import compared_units
from parindex.analysis._shares import Place, Shares
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Told, record
from parindex.display._text import show
from parindex.display._words import word

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

Range = tuple[Fraction, Fraction]


@record
class DominancePair(NamedTuple):
    """Two units that are ranked together, the one with more points or the higher index first."""

    first: str
    second: str
    now: Number
    """How far the first is ahead, in points or in percent of index, before the rounding of the total."""
    least: Number | None
    """How far it is ahead at the least, with the worst weights for it; below 0 if they reverse the pair. None: not
    decided, because the two do not count the same nodes."""

    @property
    def robust(self) -> bool | None:
        """Whether no weights make the two change places or equal; None: not decided."""
        return None if self.least is None else self.least > 0


class RankRange(NamedTuple):
    """The ranks that a unit can have with any weights within the ranges."""

    unit: str
    rank: int
    """By the figure of the ranking before its rounding; equal units share a rank."""
    best: int
    """No weights give a better rank. It may be that none gives this one."""
    worst: int
    """No weights give a worse rank."""


@dataclass(slots=True)
class _Block:
    """The parts that share one whole: the children of a mean, or all leaves of a sum and of the sums below it.

    Shares are whole numbers of 1 / `scale`, weights are whole numbers as well.
    """

    blocks: list[_Block | None]
    """For each part the block that it is, if its own weights can vary."""
    shares: list[list[int]]
    """By unit and part; 0 where it does not count."""
    weights: list[tuple[int, ...]]
    """By unit and part; -1 where it does not count."""
    lows: list[int]
    widths: list[int]
    scale: int


class Dominance(Told):
    """Pairs of units that no weights reverse; made by `Scores.dominance`. Immutable.

    The weights of the parts of a whole vary within their ranges, and add up to what they add up to now.
    """

    __slots__ = ("_blocks", "_language", "_on", "pairs", "rank_ranges")

    pairs: tuple[DominancePair, ...]
    """Every pair of units that are ranked together and not equal now."""
    rank_ranges: tuple[RankRange, ...]
    """For each unit the ranks that it can have."""

    def __init__(self, scores: Scores, within: Any) -> None:
        shares = Shares(scores)
        self._language = scores.plan.rubric.language
        self._on = shares.on
        self._blocks = _Ranges(scores, shares, within).blocks()
        together = compared_units(scores, shares.units)
        factor = Fraction(100) if shares.on == "index" else None
        totals = shares.totals()
        pairs, ranges = [], []
        for positions in together:
            least: dict[tuple[int, int], Fraction | None] = {}
            for one, other in each(combinations(positions, 2)):
                if totals[one] == totals[other]:
                    continue
                first, second = (one, other) if totals[one] > totals[other] else (other, one)
                found = self._least(self._blocks, first, second)
                scale = factor or shares.root.max[first] or Fraction(0)
                now = (totals[first] - totals[second]) * (factor or 1)
                least[first, second] = found
                pairs.append(
                    DominancePair(
                        shares.units[first],
                        shares.units[second],
                        ExactFraction(now),
                        None if found is None else ExactFraction(found * scale),
                    )
                )
            sure = {pair for pair, found in least.items() if found is not None and found > 0}
            for at in positions:
                ahead = sum((other, at) in sure for other in positions)
                behind = sum((at, other) in sure for other in positions)
                rank = 1 + sum(totals[other] > totals[at] for other in positions)
                ranges.append(RankRange(shares.units[at], rank, 1 + ahead, len(positions) - behind))
        self.pairs = Records(pairs, self._language)
        self.rank_ranges = Records(ranges, self._language)

    @property
    def robust(self) -> tuple[DominancePair, ...]:
        """The pairs that no weights within the ranges reverse or make equal."""
        return Records((pair for pair in self.pairs if pair.robust), self._language)

    def between(self, first: str, second: str) -> DominancePair:
        """A pair, in any order. Raises KeyError for units that are not ranked together, or are equal."""
        names = {normal(first), normal(second)}
        for pair in self.pairs:
            if {pair.first, pair.second} == names:
                return pair
        raise unknown("unit", f"{first}, {second}", tuple(one.unit for one in self.rank_ranges))

    def _least(self, block: _Block, first: int, second: int) -> Fraction | None:
        """How far the first unit is ahead at the least, in shares of the block; None: not decided."""
        weights = block.weights[first]
        if weights != block.weights[second]:
            return None
        one, other = block.shares[first], block.shares[second]
        gaps: list[tuple[Any, int]] = []
        whole, used = 0, 0
        total: Any = 0
        for at, weight in enumerate(weights):
            if weight < 0:
                continue
            gap: Any = one[at] - other[at]
            if (below := block.blocks[at]) is not None:
                least = self._least(below, first, second)
                if least is None:
                    return None
                gap = least * block.scale
            whole, used = whole + weight, used + block.lows[at]
            total += block.lows[at] * gap
            gaps.append((gap, block.widths[at]))
        if whole == 0:
            return None
        rest = whole - used
        for gap, width in sorted(gaps):
            if rest <= width:
                total += rest * gap
                break
            total, rest = total + width * gap, rest - width
        return Fraction(total) / (whole * block.scale)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """The pairs that can be reversed or are not decided, and the ranks that are possible."""
        language = language or self._language
        texts, numbers = ("ahead", "behind"), ("now", "least_margin")
        open_pairs = [pair for pair in self.pairs if not pair.robust]
        pairs = Grid(
            f"{word('dominance', language)}: {len(self.robust)} / {len(self.pairs)}",
            [
                *(Head(word(key, language), text=True) for key in texts),
                *(Head(word(key, language)) for key in numbers),
            ],
            language=language,
        )
        for pair in open_pairs[:max_rows]:
            least = "?" if pair.least is None else show(pair.least)
            pairs.rows.append(Row([pair.first, pair.second, show(pair.now), least]))
        pairs.note_rest(len(open_pairs) - max_rows, language)
        ranks = Grid(
            word("rank_ranges", language),
            [
                Head(word("unit", language), text=True),
                *(Head(word(key, language)) for key in ("rank", "best_rank", "worst_rank")),
            ],
            language=language,
        )
        for one in self.rank_ranges[:max_rows]:
            ranks.rows.append(Row([one.unit, str(one.rank), str(one.best), str(one.worst)]))
        ranks.note_rest(len(self.rank_ranges) - max_rows, language)
        return [pairs, ranks]


class _Ranges:
    """The range of each weight, from what the caller says."""

    def __init__(self, scores: Scores, shares: Shares, within: Any) -> None:
        self._shares = shares
        self._percent: Fraction | None = None
        self._own: dict[str, Range] = {}
        self._used: set[str] = set()
        self._arguments = Arguments(scores)
        if is_a(within, Mapping):
            self._own = self._arguments.ranges(within, "within")
        elif within is not None:
            self._percent = self._arguments.number(within, "within") / 100

    def blocks(self) -> _Block:
        """The block of the total. Raises DataError for a range of a weight that cannot vary."""
        made = self._block(self._shares.root)
        for code in sorted(self._own.keys() - self._used):
            self._arguments.add("within", code, messages.ITS_WEIGHT_CANNOT_VARY(code))
        self._arguments.check()
        return made

    def _block(self, place: Place) -> _Block:
        parts = list(_parts(place))
        ranges = [self._range(part, place) for part in parts]
        weights = [[part.weight(at) for part in parts] for at in range(len(self._shares.units))]
        for given in {tuple(row) for row in weights}:
            self._check_sum(place, given, ranges)
        found = [[part.shares[at] or Fraction(0) for part in parts] for at in range(len(weights))]
        scale = lcm(*(share.denominator for row in found for share in row))
        unit = lcm(
            *(end.denominator for ends in ranges for end in ends),
            *(weight.denominator for row in weights for weight in row if weight is not None),
        )
        return _Block(
            [self._block(part) if part.kind else None for part in parts],
            [[_whole(share, scale) for share in row] for row in found],
            [tuple(-1 if w is None else _whole(w, unit) for w in row) for row in weights],
            [_whole(low, unit) for low, _ in ranges],
            [_whole(high - low, unit) for low, high in ranges],
            scale,
        )

    def _check_sum(
        self, place: Place, weights: tuple[Fraction | None, ...], ranges: list[Range]
    ) -> None:
        counted = [each for each, weight in zip(ranges, weights, strict=True) if weight is not None]
        whole = sum((weight for weight in weights if weight is not None), Fraction(0))
        least, most = (sum(end) for end in zip(*counted, strict=True)) if counted else (0, 0)
        if not self._arguments.wrong and not least <= whole <= most:
            name = place.code or _messages.THE_TOTAL_AS_A_PLACE()
            said = messages.NO_WEIGHTS_ADD_UP(name, str(ExactFraction(whole)))
            self._arguments.add("within", place.code, said)

    def _range(self, part: Place, place: Place) -> Range:
        at = next((at for at, share in enumerate(part.shares) if share is not None), None)
        weight = None if at is None else part.weight(at)
        if weight is None:
            return Fraction(0), Fraction(0)
        self._used.add(part.code)
        if self._own:
            return self._own.get(part.code, (weight, weight))
        if self._percent is not None:
            return weight * max(Fraction(0), 1 - self._percent), weight * (1 + self._percent)
        return Fraction(0), max(place.whole(at) for at in range(len(self._shares.units)))


def _whole(number: Fraction, scale: int) -> int:
    return number.numerator * (scale // number.denominator)


def _parts(place: Place) -> Iterator[Place]:
    """The parts of a whole; sums below a sum are taken apart."""
    for child in place.children if place.kind else ():
        if place.kind == "sum" and child.kind == "sum":
            yield from _parts(child)
        else:
            yield child


def dominance(scores: Scores, within: Any, timeout: float | None) -> Dominance:
    """See `Scores.dominance`."""
    with time_limit(timeout):
        return Dominance(scores, within)
