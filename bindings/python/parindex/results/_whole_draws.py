# SPDX-License-Identifier: MIT
"""Draws of weights in whole numbers, for all draws and units at once.

A figure of a node is an array of numerators, a row per draw and a column per unit, over one denominator for each draw.
Arrays are int64 while a bound shows that nothing overflows, and Python's integers otherwise, so every figure is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex._tree import children_of, walk
from parindex.results._draws import Draws

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

Json = dict[str, Any]
Array = Any

_POLICIES = {"missing", "not_applicable", "not_proven", "refused"}
_NODE = {
    "code", "title", "max", "nodes", "children", "aggregation", "rounding", "weight", "source", "note", *_POLICIES,
}  # fmt: skip
_ROOT = {
    "parindex", "id", "edition", "provenance", "index_rounding", "ranking", "markers", "groups", "calendar", "language",
}  # fmt: skip
# Parts of any node with which figures of other nodes, or the check of the rubric, depend on the weights.
_LOOKS = {
    "only_for",
    "informative",
    "gates",
    "cap",
    "floor",
    "nothing_left",
    "accept",
    "classes",
    "weight_input",
    "drop",
}


class NotWholeError(Exception):
    """The draws need a rubric for each."""


class Drawn(NamedTuple):
    """Totals of the draws."""

    points: Array
    index: Array
    ranks: Array | None


@dataclass(frozen=True)
class _Figure:
    """Numerators by draw and unit, or by unit alone, and the denominator of each draw, or of all."""

    numbers: Array
    denominator: Array


def draw_in_whole_numbers(base: Scores, document: Json, draws: Draws) -> Drawn:
    """The totals of all draws. Raises NotWholeError if the rubric has parts that are not handled here."""
    return _Drawing(base, document, draws).run()


class _Drawing:
    def __init__(self, base: Scores, document: Json, draws: Draws) -> None:
        import numpy as np

        self.np = np
        self.base = base
        self.document = document
        self.draws = draws
        self.codes = base.plan.codes
        looks = any(node.keys() & _LOOKS for node in (document, *walk(document)))
        if "weight_sets" in document or looks or "figure" in _keys(document):
            raise NotWholeError
        status = base.status
        if set(status) - {"ok", "error"}:
            raise NotWholeError
        self.scored = np.array([word == "ok" for word in status])
        if not self.scored.any():
            raise NotWholeError

    def run(self) -> Drawn:
        np = self.np
        total = self._figure(self.document)
        if total is None:
            raise NotWholeError
        maxima = self._columns("max", [0])[0]
        most = {value for value in maxima if value is not None}
        if len(most) != 1:
            raise NotWholeError
        (maximum,) = most
        index = _Figure(
            self._times(total.numbers, 100 * maximum.denominator),
            self._times(total.denominator, maximum.numerator),
        )
        rounding: Any = self.document.get("index_rounding")
        exact_index = index
        if rounding != "exact":
            index = self._rounded(index, rounding)
        shape = (self.draws.count, len(self.base))
        ranks = self._ranks(total, exact_index, index)
        return Drawn(
            self._doubles(total, shape), self._doubles(index, shape),
            None if ranks is None else ranks.astype(np.int32),
        )  # fmt: skip

    # ---- figures --------------------------------------------------------------------------------

    def _figure(self, node: Json) -> _Figure | None:
        """The points of a node that depends on a draw, for the units that have points; None for another one."""
        children = children_of(node)
        below = [self._figure(child) for child in children]
        drawn = [child.get("code") in self.draws.columns for child in children]
        if not any(drawn) and all(figure is None for figure in below):
            return None
        if node.keys() - (_NODE if "code" in node else _NODE | _ROOT):
            raise NotWholeError
        kind, more = _aggregation(node.get("aggregation"))
        if kind not in ("weighted_mean", "mean", "sum") or more - {"weights_sum"}:
            raise NotWholeError
        points = self._combined(node, kind, children, below)
        return self._rounded(points, node["rounding"]) if "rounding" in node else points

    def _combined(
        self, node: Json, kind: str, children: tuple[Json, ...], below: list[_Figure | None]
    ) -> _Figure:
        np = self.np
        places = [self.codes.index(child["code"]) + 1 for child in children]
        maxima = self._columns("max", places)
        columns = self._columns("points", places)
        if any(None in column for column in maxima):
            raise NotWholeError  # something is left out, and the weights of a unit are its own
        if any(len(set(column)) != 1 for column in maxima):
            raise NotWholeError
        parts: list[tuple[_Figure, Fraction]] = []
        for figure, column, column_maxima in zip(below, columns, maxima, strict=True):
            factor = Fraction(1) if kind == "sum" else 1 / column_maxima[0]
            if figure is None:
                scale = lcm(*(value.denominator for value in column))
                numbers = self._array(
                    [value.numerator * (scale // value.denominator) for value in column]
                )
                figure = _Figure(numbers, scale)
            parts.append((figure, factor))
        if kind == "sum":
            return self._sum(parts, None)
        weights = [
            self._weights(child) if kind == "weighted_mean" else (np.ones(1, np.int64), 1)
            for child in children
        ]
        scale = lcm(*(denominator for _, denominator in weights))
        whole = [
            self._times(numbers.reshape(-1, 1), scale // denominator)
            for numbers, denominator in weights
        ]
        total = whole[0]
        for more in whole[1:]:
            total = self._plus(total, more)
        if (total == 0).any():
            raise NotWholeError
        maximum = Fraction(str(node["max"]))
        mean = self._sum(parts, whole)
        return _Figure(
            self._times(mean.numbers, maximum.numerator),
            self._times(self._times(mean.denominator, total), maximum.denominator),
        )

    def _weights(self, child: Json) -> tuple[Array, int]:
        found = self.draws.weight_of(child)
        if found is None:
            raise NotWholeError
        return (
            found[0] if child["code"] in self.draws.columns else self._array([int(found[0][0])])
        ), found[1]

    def _sum(self, parts: list[tuple[_Figure, Fraction]], weights: list[Array] | None) -> _Figure:
        """The sum of figures times factors and weights, over one denominator."""
        common = lcm(*(
            int(figure.denominator) * factor.denominator
            for figure, factor in parts if not self._varies(figure.denominator)
        ))  # fmt: skip
        varying = [figure.denominator for figure, _ in parts if self._varies(figure.denominator)]
        for _, factor in parts:
            common = lcm(common, factor.denominator)
        denominator: Array = common
        for other in varying:
            denominator = self._times(denominator, other)
        fixed, total = self._fixed_parts(parts, weights, common)
        for other in varying:
            if total is not None:
                total = self._times(total, other)
        for at, (figure, factor) in enumerate(parts):
            if at in fixed:
                continue
            term = self._times(figure.numbers, factor.numerator * (common // factor.denominator))
            for other in varying:
                if other is not figure.denominator:
                    term = self._times(term, other)
            if weights is not None:
                term = self._times(term, weights[at])
            total = term if total is None else self._plus(total, term)
        return _Figure(total, denominator)

    def _fixed_parts(
        self, parts: list[tuple[_Figure, Fraction]], weights: list[Array] | None, common: int
    ) -> tuple[set[int], Array | None]:
        """The sum of the parts with one denominator, as one product of matrices where it is exact."""
        np = self.np
        fixed = {at for at, (figure, _) in enumerate(parts) if not self._varies(figure.denominator)}
        rows, factors, total = [], [], None
        for at in sorted(fixed):
            figure, factor = parts[at]
            scale = common // (int(figure.denominator) * factor.denominator) * factor.numerator
            numbers = self._times(figure.numbers, scale)
            if weights is None or numbers.ndim == 2:
                term = numbers if weights is None else self._times(numbers, weights[at])
                total = term if total is None else self._plus(total, term)
            else:
                rows.append(numbers)
                factors.append(weights[at])
        if rows:
            bound = sum(
                _most(row) * _most(factor) for row, factor in zip(rows, factors, strict=True)
            )
            left = np.concatenate(
                [np.broadcast_to(factor, (self.draws.count, 1)) for factor in factors], axis=1
            )
            if bound < 2**53:  # doubles of whole numbers: the product of matrices is exact
                product = (left.astype(float) @ np.array(rows, dtype=float)).astype(np.int64)
            else:
                product = left.astype(object) @ np.array(rows, dtype=object)
            total = product if total is None else self._plus(total, product)
        return fixed, total

    def _columns(self, figure: str, places: list[int]) -> list[list[Any]]:
        """A figure of nodes, for the units that have points."""
        lists = self.base._core.figure_lists(places, figure)
        return [
            [
                None if value is None else Fraction(value)
                for value, ok in zip(column, self.scored, strict=True)
                if ok
            ]
            for column in lists
        ]

    # ---- arithmetic -----------------------------------------------------------------------------

    def _varies(self, denominator: Array) -> bool:
        return isinstance(denominator, self.np.ndarray)

    def _array(self, numbers: list[int]) -> Array:
        narrow = all(abs(number) < 2**53 for number in numbers)
        return self.np.array(numbers, dtype=self.np.int64 if narrow else object)

    def _times(self, one: Array, other: Array) -> Array:
        if not self._varies(one) and not self._varies(other):
            return one * other
        if _most(one) * _most(other) < 2**62:
            return one * other
        return _as_objects(one) * _as_objects(other)

    def _plus(self, one: Array, other: Array) -> Array:
        if _most(one) + _most(other) < 2**62:
            return one + other
        return _as_objects(one) + _as_objects(other)

    def _rounded(self, figure: _Figure, rounding: Json) -> _Figure:
        """A figure after a rounding to digits."""
        if rounding.keys() != {"digits", "mode"}:
            raise NotWholeError
        power, mode = 10 ** int(rounding["digits"]), rounding["mode"]
        numbers = self._times(figure.numbers, power)
        down = numbers // figure.denominator
        rest = numbers - down * figure.denominator  # from 0 to below the denominator
        negative = numbers < 0
        if mode == "floor":
            up = rest < 0
        elif mode == "ceiling":
            up = rest != 0
        elif mode == "down":
            up = (rest != 0) & negative
        elif mode == "up":
            up = (rest != 0) & ~negative
        else:
            twice = self._times(rest, 2)
            tie = twice == figure.denominator
            away = {"half_up": ~negative, "half_down": negative, "half_even": down % 2 == 1}
            if mode not in away:
                raise NotWholeError
            up = (twice > figure.denominator) | (tie & away[mode].astype(bool))
        return _Figure(down + up.astype(bool), power)

    # ---- results --------------------------------------------------------------------------------

    def _doubles(self, figure: _Figure, shape: tuple[int, int]) -> Array:
        """The nearest doubles. A quotient of two numbers up to 2^53 is rounded once, as is one of Python's integers."""
        np = self.np
        out = np.full(shape, np.nan)
        numbers, denominator = figure.numbers, figure.denominator
        if max(_most(numbers), _most(denominator)) <= 2**53 and numbers.dtype != object:
            out[:, self.scored] = numbers / denominator
        else:
            out[:, self.scored] = (_as_objects(numbers) / _as_objects(denominator)).astype(float)
        return out

    def _ranks(self, points: _Figure, exact_index: _Figure, index: _Figure) -> Array | None:
        np = self.np
        rule = self.document.get("ranking")
        if rule is None:
            return None
        if rule.get("tie_break") or rule["ties"] not in ("competition", "dense"):
            raise NotWholeError
        if rule["on"] == "points":
            if rule["stage"] == "exact" and "rounding" in self.document:
                raise NotWholeError
            keys = points.numbers
        else:
            keys = exact_index.numbers if rule["stage"] == "exact" else index.numbers
        # All units of a draw have one denominator, so that their numerators have the same order.
        now = self.base._ranks() or []
        ranked = np.array([rank is not None for rank in now])
        groups = self.base.groups if rule["within"] == "group" else None
        out = np.zeros((self.draws.count, len(self.base)), dtype=np.int64)
        place = np.cumsum(self.scored) - 1  # of a unit among those with points
        names = groups or [""] * len(self.base)
        for name in dict.fromkeys(names):
            rows = np.array(
                [at for at, own in enumerate(names) if own == name and ranked[at]], dtype=int
            )
            if rows.size:
                out[:, rows] = _places(-keys[:, place[rows]], dense=rule["ties"] == "dense")
        return out


def _places(keys: Array, *, dense: bool) -> Array:
    """The ranks of each row, the smallest key first."""
    import numpy as np

    order = np.argsort(keys, axis=1, kind="stable")
    sorted_keys = np.take_along_axis(keys, order, axis=1)
    first = np.ones(keys.shape, dtype=bool)
    first[:, 1:] = (sorted_keys[:, 1:] != sorted_keys[:, :-1]).astype(bool)
    if dense:
        ranks = np.cumsum(first, axis=1)
    else:
        ranks = np.maximum.accumulate(np.where(first, np.arange(1, keys.shape[1] + 1), 0), axis=1)
    out = np.empty_like(ranks)
    np.put_along_axis(out, order, ranks, axis=1)
    return out


def _most(numbers: Array) -> int:
    """The largest absolute value."""
    if isinstance(numbers, int):
        return abs(numbers)
    return max(abs(int(numbers.max())), abs(int(numbers.min()))) if numbers.size else 0


def _as_objects(numbers: Array) -> Array:
    return numbers if isinstance(numbers, int) else numbers.astype(object)


def _keys(part: Any) -> set[str]:
    """Every key in a document."""
    if isinstance(part, dict):
        return set(part).union(*map(_keys, part.values()))
    return set().union(*map(_keys, part)) if isinstance(part, list) else set()


def _aggregation(given: Any) -> tuple[str, set[str]]:
    """The kind of an aggregation, and the keys of its parameters."""
    if isinstance(given, dict) and len(given) == 1:
        ((kind, parameters),) = given.items()
        return kind, set(parameters) if isinstance(parameters, dict) else set()
    return str(given), set()
