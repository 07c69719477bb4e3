# SPDX-License-Identifier: MIT
"""Statistics of the structure: how the nodes of an index hang together in the data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from parindex._fraction import ExactFraction
from parindex._names import normal, unknown
from parindex._steps import each, time_limit
from parindex.analysis._arguments import Arguments
from parindex.analysis._components import correlation_matrix, eigen, has_numpy
from parindex.analysis._coverage import DataCoverage, coverage
from parindex.analysis._moments import (
    Column,
    Correlated,
    Correlations,
    alpha,
    complete,
    correlation_ratio,
    covariance,
)
from parindex.analysis._parts import Parts
from parindex.analysis._ranges import signed_number, whole_number
from parindex.analysis._structure_grids import grids
from parindex.display._shown import Records, Told, record

if TYPE_CHECKING:
    from parindex.display._grid import Grid
    from parindex.engine.scores import Scores

_TAIL = Fraction(27, 100)  # of the units, on either side: Kelley 1939


@record
class EffectiveWeight(NamedTuple):
    """What a node weighs in the results, beside what it weighs in the rubric. Parts of 1."""

    code: str
    weight: ExactFraction | None
    """What one whole share of the node gives to the total, as a part of the total; the mean over the units. None:
    below a node that is no plain sum or mean."""
    shapley: ExactFraction | None
    """Its Shapley value in the variance of the total: the covariance of its part with the total, as a part of that
    variance. Those of the children of a node add up to that of the node."""
    signed_square: ExactFraction | None
    """The square of its correlation with the total, with the sign of the correlation: what a line explains."""
    correlation_ratio: ExactFraction | None
    """The part of the variance of the total that lies between slices of its values: what any curve explains."""
    slices: int
    """The number of these slices."""


@record
class Correlation(NamedTuple):
    """The correlation of the shares of two nodes over the units that have both."""

    first: str
    second: str
    """Its code; empty for the total."""
    relation: Literal["siblings", "above", "other"]
    """``"above"``: the second node is above the first one."""
    r: ExactFraction
    """The correlation of Pearson; rounded to 12 decimals if it is irrational."""
    exact: bool
    """Whether `r` is exact."""
    signed_square: ExactFraction
    """Its square, exact, with its sign."""
    units: int
    """The number of units that have both."""
    flag: Literal["", "negative", "low", "high"]
    """``"negative"``: below 0; ``"low"``, ``"high"``: beyond the limit of the call; compared exactly."""


@record
class LeafStatistics(NamedTuple):
    """How a leaf separates the units. Shares are points / maximum."""

    code: str
    units: int
    """The number of units for which it counts."""
    mean: ExactFraction | None
    """The mean share."""
    variance: ExactFraction | None
    """The variance of the shares, with the divisor n - 1."""
    distinct: int
    """The number of different shares."""
    floor: ExactFraction | None
    """The part of the units with 0 points or fewer."""
    ceiling: ExactFraction | None
    """The part of the units with the maximum or more."""
    discrimination: ExactFraction | None
    """The mean share of the best 27 percent of the units minus that of the last 27 percent, by the total; units equal to
    the last one taken are taken too."""
    rest_signed_square: ExactFraction | None
    """The signed square of the correlation of its part with the rest of the total."""


@record
class Consistency(NamedTuple):
    """Cronbach's alpha of the children of a node."""

    node: str
    codes: tuple[str, ...]
    """The children that differ between units."""
    units: int
    """The number of units that have all of them."""
    alpha: ExactFraction


@record
class PrincipalComponents(NamedTuple):
    """The principal components of the children of a node, or of all leaves, by their correlations."""

    node: str
    of: Literal["children", "leaves"]
    codes: tuple[str, ...]
    """The nodes that differ between units."""
    units: int
    """The number of units that have all of them."""
    eigenvalues: tuple[float, ...]
    """From the largest on; they add up to the number of nodes."""
    error: float
    """No eigenvalue is further than this from the true one: proven by the residual."""
    kept: int
    """The number of eigenvalues that are proven to be above 1."""
    shares: tuple[float, ...]
    """Each eigenvalue as a part of their sum."""
    loadings: tuple[tuple[float, ...], ...]
    """For the components above 1, at least the first: the correlation of each node with the component."""
    loading_errors: tuple[float, ...]
    """For each of these components a proven bound of the error of its loadings; infinite if they are not determined."""


class Structure(Told):
    """Statistics of the structure; made by `Scores.structure`. Immutable.

    All numbers but those of `components` are exact, unless their description says that they are rounded.
    """

    __slots__ = (
        "_components",
        "_language",
        "_nodes",
        "_parts",
        "_products",
        "consistency",
        "correlations",
        "coverage",
        "leaves",
        "left_out",
        "limits",
        "on",
        "units",
        "weights",
    )

    on: str
    """The figure of the total, ``"points"`` or ``"index"``: that by which the rubric ranks."""
    units: tuple[str, ...]
    """The units with a result, over which everything but the coverage is computed."""
    weights: tuple[EffectiveWeight, ...]
    """For each node, in document order."""
    correlations: tuple[Correlation, ...]
    """Of nodes with the same parent, and of each node with every node above it, up to the total."""
    leaves: tuple[LeafStatistics, ...]
    """For each leaf."""
    consistency: tuple[Consistency, ...]
    """For each node with two or more children that differ between units."""
    coverage: tuple[DataCoverage, ...]
    """For the total, for every leaf and node, and for every unit."""
    left_out: dict[str, str]
    """Why the part of a node in the total is not known, by code."""
    limits: dict[str, ExactFraction]
    """The limits of the call, ``low``, ``high`` and ``coverage``."""

    def __init__(
        self, scores: Scores, low: Fraction, high: Fraction, least: Fraction, slices: int | None
    ) -> None:
        parts = Parts(scores)
        self._parts = parts
        self._products = Correlations()
        self._language = scores.plan.rubric.language
        self._nodes = scores.plan.rubric._nodes()
        self._components: tuple[PrincipalComponents, ...] | None = None
        self.on, self.units = parts.on, parts.units
        self.left_out = dict(parts.left_out)
        self.limits = {
            "low": ExactFraction(low),
            "high": ExactFraction(high),
            "coverage": ExactFraction(least),
        }
        cuts = slices or max(2, round(len(parts.units) ** 0.5))
        self.weights = Records(self._weights(cuts), self._language)
        self.correlations = Records(self._correlations(), self._language)
        self.leaves = Records(self._leaves(), self._language)
        self.consistency = Records(self._consistency(), self._language)
        self.coverage = Records(coverage(scores, parts.places, least), self._language)

    # ---- reading --------------------------------------------------------------------------------

    def correlation(self, first: str, second: str = "") -> Correlation | None:
        """The correlation of any two nodes; the empty code is the total. None if one of them does not vary.

        Raises KeyError for an unknown node.
        """
        codes = [normal(first), normal(second)]
        for code in codes:
            if code not in self._parts.shares:
                raise unknown("node", code, tuple(self._parts.shares))
        one, other = codes
        return self._correlation(one, other, self._relation(one, other))

    @property
    def flagged(self) -> tuple[Correlation, ...]:
        """The correlations with a flag."""
        return Records((one for one in self.correlations if one.flag), self._language)

    @property
    def uncovered(self) -> tuple[DataCoverage, ...]:
        """Leaves, nodes and units with less data than the minimum."""
        return Records((one for one in self.coverage if not one.enough), self._language)

    @property
    def components(self) -> tuple[PrincipalComponents, ...]:
        """For each node with two or more children that differ between units, and for all leaves; needs NumPy.

        Raises Error without NumPy.
        """
        if self._components is None:
            self._components = Records(self._found_components(), self._language)
        return self._components

    def to_dict(self) -> dict[str, Any]:
        """Every list as dictionaries, with the fields of their records; principal components if NumPy is there."""
        lists = {
            name: [one._asdict() for one in getattr(self, name)]
            for name in ("weights", "correlations", "leaves", "consistency", "coverage")
        }
        return {
            "on": self.on,
            "units": list(self.units),
            "limits": self.limits,
            **lists,
            "components": [one._asdict() for one in self.components] if has_numpy() else None,
            "left_out": {code: str(reason) for code, reason in self.left_out.items()},
        }

    def to_json(self) -> str:
        """The same as JSON text; exact numbers are texts."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2, default=str)

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        return grids(self, language or self._language, max_rows)

    # ---- what is computed -----------------------------------------------------------------------

    def _weights(self, slices: int) -> Iterator[EffectiveWeight]:
        parts, total = self._parts, self._parts.total
        whole = total.variance()
        everything = total.within
        for code in parts.places:
            part, effects = parts.parts.get(code), parts.effects.get(code)
            weight = shapley = None
            if part is not None and effects is not None:
                weight = self._mean_effect(effects)
                if whole:
                    shapley = ExactFraction(covariance(part, total, everything) / whole)
            found = self._products.between(parts.shares[code], total)
            ratio = correlation_ratio(parts.shares[code], total, slices)
            yield EffectiveWeight(
                code,
                weight,
                shapley,
                None if found is None else found.signed_square,
                None if ratio is None else ratio[0],
                0 if ratio is None else ratio[1],
            )

    def _mean_effect(self, effects: Sequence[Fraction]) -> ExactFraction | None:
        most = self._parts.root.max
        if not effects:
            return None
        scaled = (
            effect / (most[at] or 1) if self.on == "points" else effect
            for at, effect in enumerate(effects)
        )
        return ExactFraction(sum(scaled, Fraction(0)) / len(effects))

    def _correlations(self) -> Iterator[Correlation]:
        for codes in self._parts.inner().values():
            for first, second in each(combinations(codes, 2)):
                if found := self._correlation(first, second, "siblings"):
                    yield found
        for code in each(self._parts.places):
            for above in self._parts.above(code):
                if found := self._correlation(code, above, "above"):
                    yield found

    def _correlation(
        self, first: str, second: str, relation: Literal["siblings", "above", "other"]
    ) -> Correlation | None:
        found = self._products.between(self._column(first), self._column(second))
        if found is None:
            return None
        root = found.root()
        square = found.signed_square
        flag = self._flag(found) if relation != "above" else self._flag(found, high=False)
        return Correlation(
            first, second, relation, root.value, root.exact, square, found.units, flag
        )

    def _flag(self, found: Correlated, high: bool = True) -> Literal["", "negative", "low", "high"]:
        """A node is part of the nodes above it, so only siblings are flagged as measuring the same thing."""
        if found.product < 0:
            return "negative"
        if found.is_below(self.limits["low"]):
            return "low"
        return "high" if high and found.exceeds(self.limits["high"]) else ""

    def _column(self, code: str) -> Column:
        return self._parts.shares[code] if code else self._parts.total

    def _relation(self, first: str, second: str) -> Literal["siblings", "above", "other"]:
        places = self._parts.places
        if first and second in self._parts.above(first):
            return "above"
        same = first and second and places[first].above is places[second].above
        return "siblings" if same else "other"

    def _leaves(self) -> Iterator[LeafStatistics]:
        total = self._parts.total
        best, last = self._tails()
        for code in each(self._parts.leaves()):
            column = self._parts.shares[code]
            count = len(column.within)
            if not count:
                yield LeafStatistics(code, 0, None, None, 0, None, None, None, None)
                continue
            wholes = column.wholes(column.within)
            rest = None
            part = self._parts.parts.get(code)
            if part is not None:
                without = Column(total.number(at) - part.number(at) for at in total.within)
                rest = self._products.between(part, without)
            variance = column.variance()
            tails = [_mean(column, tail) for tail in (best, last)]
            apart = None if tails[0] is None or tails[1] is None else tails[0] - tails[1]
            yield LeafStatistics(
                code,
                count,
                ExactFraction(column.mean()),
                None if variance is None else ExactFraction(variance),
                len(set(wholes)),
                ExactFraction(sum(one <= 0 for one in wholes), count),
                ExactFraction(sum(one >= column.scale for one in wholes), count),
                None if apart is None else ExactFraction(apart),
                None if rest is None else rest.signed_square,
            )

    def _tails(self) -> tuple[list[int], list[int]]:
        """The best and the last 27 percent of the units by the total, with all that are equal to the last one taken."""
        values = {at: self._parts.total.values[at] or 0 for at in self._parts.total.within}
        count = -(-len(values) * _TAIL.numerator // _TAIL.denominator)
        if not count:
            return [], []
        order = sorted(values.values())
        low, high = order[count - 1], order[-count]
        if low >= high:
            return [], []  # most units are equal
        best = [at for at, value in values.items() if value >= high]
        return best, [at for at, value in values.items() if value <= low]

    def _varying(self, codes: Sequence[str]) -> tuple[list[str], list[int]]:
        """The nodes that differ between the units that have all of them, and these units."""
        shares = self._parts.shares
        kept = [code for code in codes if len(set(shares[code].values) - {None}) > 1]
        while True:
            positions = complete([shares[code] for code in kept], len(self.units))
            left = [code for code in kept if len(set(shares[code].wholes(positions))) > 1]
            if left == kept or not positions:
                return kept, positions
            kept = left

    def _consistency(self) -> Iterator[Consistency]:
        for node, codes in self._parts.inner().items():
            kept, positions = self._varying(codes)
            found = alpha([self._parts.shares[code] for code in kept], positions)
            if found is not None:
                yield Consistency(node, tuple(kept), len(positions), found)

    def _found_components(self) -> Iterator[PrincipalComponents]:
        inner = self._parts.inner()
        for node, codes in inner.items():
            if found := self._components_of(node, "children", codes):
                yield found
        if len(inner) > 1 and (found := self._components_of("", "leaves", self._parts.leaves())):
            yield found

    def _components_of(
        self, node: str, of: Literal["children", "leaves"], codes: Sequence[str]
    ) -> PrincipalComponents | None:
        kept, positions = self._varying(codes)
        if len(kept) < 2 or len(positions) < 3:
            return None
        columns = [self._parts.shares[code] for code in kept]
        found = eigen(correlation_matrix(columns, positions))
        above = sum(value - found.error > 1 for value in found.values)
        loadings, errors = [], []
        for at in range(max(1, above)):
            value, sure = found.values[at], found.errors[at]
            root = max(value, 0.0) ** 0.5
            loadings.append(tuple(root * one for one in found.vectors[at]))
            errors.append(1.01 * (root * sure + found.error / max(root, 1e-300)) + 2.0**-50)
        return PrincipalComponents(
            node, of, tuple(kept), len(positions), found.values, found.error, above,
            tuple(value / len(kept) for value in found.values), tuple(loadings), tuple(errors),
        )  # fmt: skip


def _mean(column: Column, positions: Sequence[int]) -> Fraction | None:
    """The mean over the units that have a number."""
    wholes = [value for at in positions if (value := column.values[at]) is not None]
    return Fraction(sum(wholes), column.scale * len(wholes)) if wholes else None


def structure(
    scores: Scores, low: Any, high: Any, least: Any, slices: int | None, timeout: float | None
) -> Structure:
    """See `Scores.structure`."""
    arguments = Arguments(scores)
    one = signed_number(arguments, low, "low", -1, 1)
    other = signed_number(arguments, high, "high", -1, 1)
    minimum = signed_number(arguments, least, "coverage", 0, 100)
    cuts = None if slices is None else whole_number(arguments, slices, "slices", 2, 10**6)
    arguments.check()
    with time_limit(timeout):
        return Structure(scores, one, other, minimum, cuts)
