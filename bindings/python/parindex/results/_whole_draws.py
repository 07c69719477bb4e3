# SPDX-License-Identifier: MIT
"""Draws in whole numbers, for all draws and units at once.

Only the nodes above what is drawn are computed again: sums, means and weighted means. What cannot be computed here
raises NotWholeError, and the draws then have a rubric each.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from parindex._steps import each
from parindex._tree import children_of, walk
from parindex.results._draw_arguments import DrawsLog
from parindex.results._draw_leaves import Leaves
from parindex.results._draw_ranks import ranks_of
from parindex.results._draw_tables import ROWS, Drawn
from parindex.results._draw_values import Array, Whole, as_whole, joined
from parindex.results._draws import Draws, Json
from parindex.results._leaf_figures import LeafDraws, NotWholeError
from parindex.results._whole_checks import check_sums
from parindex.results._whole_figures import (
    Fractions,
    doubles,
    matrix_product,
    most,
    plus,
    product,
    quotient,
    rounded,
    scaled,
    times,
    total,
)

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

# Parts of an inner node with which its points, or the check, depend on more than its children.
_LIMITS = {"cap", "floor", "gates", "nothing_left", "weight_input", "drop"}
_NONE = Fraction(0)
_LONG = 10**45


@dataclass(frozen=True)
class _Node:
    """Points and maximum of a node by draw and unit, each with length 1 where nothing varies."""

    points: Fractions
    """With the numerator 0 where the node does not count."""
    maximum: Fractions
    left: Array | None
    """Where the node counts; None: everywhere."""
    leaf: LeafDraws | None = None
    """A leaf whose maximum varies."""


def draw_in_whole_numbers(base: Scores, draws: Draws, log: DrawsLog) -> Drawn:
    """The totals of all draws. Raises DataError for draws whose rubric the check refuses, NotWholeError as above."""
    import numpy as np

    roundings = {(edit.code, edit.path[0]) for edit in draws.edits if edit.argument == "roundings"}
    _refuse(draws, roundings)
    check_sums(draws, log)
    log.check()
    leaves = Leaves(base, draws, log)
    leaves.check()
    size = max(1, ROWS // max(1, len(base))) if draws.cells else draws.count
    slices = [slice(at, min(at + size, draws.count)) for at in range(0, draws.count, size)]
    parts = [_Drawing(base, draws, leaves, roundings, some).run() for some in each(slices)]
    if len(parts) == 1:
        return parts[0]
    points, index, ranks = zip(*parts, strict=True)
    ranked = None if ranks[0] is None else np.concatenate(ranks)
    return Drawn(np.concatenate(points), np.concatenate(index), ranked)


class _Drawing:
    """Some of the draws."""

    def __init__(
        self,
        base: Scores,
        draws: Draws,
        leaves: Leaves,
        roundings: set[tuple[str, str | int]],
        some: slice,
    ) -> None:
        import numpy as np

        self.np = np
        self.base = base
        self.draws = draws.part(some)
        self.some = some
        self.codes = {code: at + 1 for at, code in enumerate(base.plan.codes)}
        self.roundings = roundings
        self.leaves = leaves
        self.failed = np.zeros((1, len(base)), dtype=bool)
        self.explained = np.zeros(len(base), dtype=bool)
        self.changed: dict[str, bool] = {}

    def run(self) -> Drawn:
        np = self.np
        root = self._inner(self.draws.base)
        statuses = np.array(self.base.status)
        if (statuses == "unavailable").any():
            raise NotWholeError
        known = [one["id"] for one in self.draws.base.get("groups", ())]
        if known:
            self._fail(
                np.array(
                    [group not in known for group in self.base.groups or [""] * len(self.base)]
                )
            )
        self._fail((statuses == "error") & ~self.explained)
        index = scaled(quotient(root.points, root.maximum), Fraction(100))
        exact_index = index
        index = self._rounded(index, self.draws.base, "index_rounding")
        shape = (self.draws.count, len(self.base))
        lost = self.failed if root.left is None else self.failed | ~root.left
        lost = np.broadcast_to(lost, shape)
        return Drawn(
            self._doubles(root.points, lost), self._doubles(index, lost),
            self._ranks(root.points, exact_index, index, ~lost),
        )  # fmt: skip

    # ---- nodes ----------------------------------------------------------------------------------

    def _depends(self, node: Json) -> bool:
        """Whether the points of a node depend on the draws."""
        code = node.get("code", "")
        if code not in self.changed:
            children = [child for child in children_of(node) if not child.get("informative")]
            self.changed[code] = (
                code in self.leaves.drawn
                or code in self.draws.maxima
                or (code, "rounding") in self.roundings
                or any(
                    self._depends(child) or child["code"] in self.draws.weights
                    for child in children
                )
            )
        return self.changed[code]

    def _node(self, node: Json) -> _Node:
        if not self._depends(node):
            return self._as_it_is(node)
        return self._leaf(node["code"]) if "rule" in node else self._inner(node)

    def _as_it_is(self, node: Json) -> _Node:
        """A node on which no draw has an effect."""
        np = self.np
        place = self.codes[node["code"]]
        core = self.base._core
        (points,), (maxima,) = (
            core.figure_lists([place], "points"),
            core.figure_lists([place], "max"),
        )
        (status,) = core.status_lists([place])
        if "unavailable" in status:
            raise NotWholeError
        self._fail(np.array([word == "error" for word in status]))
        left = np.array([word == "ok" for word in status])
        return _Node(
            self._fractions(points), self._fractions(maxima), None if left.all() else left[None, :]
        )

    def _fractions(self, values: list[Any]) -> Fractions:
        """The figures of the units, 0 for none; a single one if all are equal."""
        found = [_NONE if value is None else value for value in values]
        numbers, scale = as_whole(found[:1] if found.count(found[0]) == len(found) else found)
        return Fractions(numbers[None, :], scale)

    def _fail(self, wrong: Array) -> None:
        self.failed = self.failed | wrong
        self.explained |= wrong

    def _leaf(self, code: str) -> _Node:
        np = self.np
        place = self.codes[code]
        (status,) = self.base._core.status_lists([place])
        self.explained |= np.array([word == "error" for word in status])
        leaf = self.leaves.score(code, self.some)
        if leaf.failed is not None:
            self.failed = self.failed | _by_draw(leaf.failed, leaf)
        left = None if leaf.left is None else _by_draw(leaf.left, leaf)
        points = Fractions(_by_draw(leaf.numbers, leaf), leaf.denominator)
        if len(set(leaf.maxima)) == 1:
            return _Node(points, self._constant(leaf.maxima[0]), left)
        assert leaf.picks is not None
        numbers, scale = as_whole(leaf.maxima)
        maximum = Fractions(numbers[leaf.picks][:, None], scale)
        return _Node(points, maximum, left, leaf)

    def _share(self, leaf: LeafDraws) -> Fractions | None:
        """Points / maximum of a leaf whose maximum varies, over one denominator; None if that is too large."""
        if leaf.rows is not leaf.picks or leaf.numbers.size > 200_000:
            return None
        shares = [
            Fraction(int(number), leaf.denominator) / maximum
            for row, maximum in zip(leaf.numbers, leaf.maxima, strict=True)
            for number in row
        ]
        if len({share.denominator for share in shares}) > 100:
            return None
        numbers, scale = as_whole(shares)
        if scale >= 2**40:
            return None
        return Fractions(numbers.reshape(leaf.numbers.shape)[leaf.picks], scale)

    def _constant(self, value: Fraction) -> Fractions:
        np = self.np
        kind = np.int64 if abs(value.numerator) < 2**53 else object
        return Fractions(np.array([[value.numerator]], dtype=kind), value.denominator)

    def _inner(self, node: Json) -> _Node:
        code = node.get("code", "")
        kind = self.draws.kinds[code]
        if node.keys() & _LIMITS or kind not in ("weighted_mean", "weighted_mean+", "mean", "sum"):
            raise NotWholeError
        children = [child for child in children_of(node) if not child.get("informative")]
        if kind == "weighted_mean+" and node["aggregation"]["weighted_mean"].keys() - {
            "weights_sum"
        }:
            raise NotWholeError
        if any("weight_input" in child for child in children):
            raise NotWholeError
        parts = [self._node(child) for child in children]
        made = self._sum(parts) if kind == "sum" else self._mean(node, kind, children, parts)
        points = self._rounded(made.points, node, "rounding")
        return _Node(points, made.maximum, made.left)

    def _left(self, parts: list[_Node]) -> Array | None:
        """Where any of some nodes counts."""
        if any(part.left is None for part in parts):
            return None
        left: Array = parts[0].left
        for part in parts[1:]:
            left = left | part.left
        return None if left.all() else left

    def _sum(self, parts: list[_Node]) -> _Node:
        points = total([part.points for part in parts])
        maximum = total([self._counted(part.maximum, part.left) for part in parts])
        left = self._left(parts)
        if left is not None:  # a denominator of the index
            maximum = Fractions(self.np.where(left, maximum.numbers, 1), maximum.denominators)
        return _Node(points, maximum, left)

    def _counted(self, figure: Fractions, left: Array | None) -> Fractions:
        """A figure, and 0 where its node does not count."""
        if left is None:
            return figure
        return Fractions(figure.numbers * left, figure.denominators)

    def _mean(self, node: Json, kind: str, children: list[Json], parts: list[_Node]) -> _Node:
        np = self.np
        weights = [
            self._weight(child) if kind.startswith("weighted") else (np.ones(1, np.int64), 1)
            for child in children
        ]
        shares = [(part.leaf and self._share(part.leaf)) or _share_of(part) for part in parts]
        whole, _ = _common(weights)
        mean = self._weighted(shares, whole)
        left = self._left(parts)
        if all(part.left is None for part in parts):
            sums: Array = 0
            for column in whole:
                sums = plus(sums, column)
        else:
            sums = self._weights_left(parts, whole)
        if left is not None:
            sums = np.where(left, sums, 1)
        if (sums == 0).any():
            raise NotWholeError  # all weights that are left are 0
        maximum = self._maximum(node)
        points = product(Fractions(mean.numbers, times(mean.denominators, sums)), maximum)
        return _Node(points, maximum, left)

    def _weighted(self, shares: list[Fractions], weights: list[Array]) -> Fractions:
        """The sum of weights and shares: one product of matrices for the shares that no draw changes."""
        fixed = [
            at for at, share in enumerate(shares) if not share.varies and len(share.numbers) == 1
        ]
        parts = []
        if fixed:
            scale = lcm(*(shares[at].denominators for at in fixed))
            rows = [
                self.np.broadcast_to(
                    times(shares[at].numbers, scale // shares[at].denominators), (1, len(self.base))
                )[0]
                for at in fixed
            ]
            columns = [weights[at] for at in fixed]
            count = max(column.shape[0] for column in columns)
            parts.append(Fractions(matrix_product(columns, rows, count), scale))
        for at, share in enumerate(shares):
            if at not in fixed:
                parts.append(Fractions(times(share.numbers, weights[at]), share.denominators))
        return total(parts)

    def _weights_left(self, parts: list[_Node], weights: list[Array]) -> Array:
        """The sum of the weights of the nodes that count."""
        np = self.np
        everywhere = np.ones((1, len(self.base)), dtype=np.int64)
        masks = [everywhere if part.left is None else part.left.astype(np.int64) for part in parts]
        fixed = [at for at, mask in enumerate(masks) if len(mask) == 1]
        sums: Array = 0
        if fixed:
            columns = [weights[at] for at in fixed]
            count = max(column.shape[0] for column in columns)
            rows = [np.broadcast_to(masks[at], everywhere.shape)[0] for at in fixed]
            sums = matrix_product(columns, rows, count)
        for at, mask in enumerate(masks):
            if at not in fixed:
                sums = plus(sums, times(mask, weights[at]))
        return sums

    def _weight(self, child: Json) -> Whole:
        if (drawn := self.draws.weights.get(child["code"])) is not None:
            return drawn
        return as_whole([Fraction(str(child["weight"]))])

    def _maximum(self, node: Json) -> Fractions:
        if (drawn := self.draws.maxima.get(node.get("code", ""))) is not None:
            return Fractions(drawn[0][:, None], drawn[1])
        return self._constant(Fraction(str(node["max"])))

    def _rounded(self, figure: Fractions, node: Json, key: str) -> Fractions:
        """A figure after the rounding of a node, which may differ by draw."""
        np = self.np
        code = node.get("code", "")
        if (code, key) not in self.roundings:
            how = node.get(key)
            return rounded(figure, how) if isinstance(how, dict) else figure
        edits = [e for e in self.draws.edits if e.code == code and e.path[0] == key]
        groups, first = joined([edit.picks for edit in edits], self.draws.count)
        width = np.broadcast_shapes(figure.numbers.shape, np.shape(figure.denominators))[1]
        shape = (self.draws.count, width)
        numbers = np.zeros(shape, dtype=object)
        denominators = np.ones(shape, dtype=object)
        for group, draw in enumerate(first.tolist()):
            own = {key: node[key]} if key in node else {}
            own = {name: dict(how) if isinstance(how, dict) else how for name, how in own.items()}
            for edit in edits:
                edit.put(own, draw)
            rows = (groups == group).nonzero()[0]
            some = Fractions(_some(figure.numbers, rows), _some(figure.denominators, rows))
            how = own.get(key)
            if isinstance(how, dict):
                some = rounded(some, how)
            numbers[rows] = some.numbers
            denominators[rows] = some.denominators
        if most(numbers) < 2**62 and most(denominators) < 2**62:
            numbers, denominators = numbers.astype(np.int64), denominators.astype(np.int64)
        return Fractions(numbers, denominators)

    # ---- results --------------------------------------------------------------------------------

    def _doubles(self, figure: Fractions, lost: Array) -> Array:
        np = self.np
        out = np.empty(lost.shape)
        out[:] = doubles(figure)
        out[lost] = np.nan
        return out

    def _ranks(
        self, points: Fractions, exact_index: Fractions, index: Fractions, valid: Array
    ) -> Array | None:
        np = self.np
        rule = self.draws.base.get("ranking")
        if rule is None:
            return None
        if rule.get("tie_break"):
            raise NotWholeError
        if rule["on"] == "points":
            rounds = "rounding" in self.draws.base or ("", "rounding") in self.roundings
            if rule["stage"] == "exact" and rounds:
                raise NotWholeError
            key = points
        else:
            key = exact_index if rule["stage"] == "exact" else index
        unranked = self.leaves.unranked
        if unranked:
            valid = valid & ~np.array(unranked)
        groups = self.base.groups if rule["within"] == "group" else None
        # Where the units of a draw have one denominator, their numerators have the same order.
        numbers = np.broadcast_to(key.numbers, valid.shape)
        together = not key.varies or key.denominators.shape[1] == 1
        below = None if together else np.broadcast_to(key.denominators, valid.shape)
        return ranks_of(numbers, below, valid, groups, dense=rule["ties"] == "dense")


def _refuse(draws: Draws, roundings: set[tuple[str, str | int]]) -> None:
    """Raise NotWholeError for a rubric whose check or points depend on the draws in a way that is not handled here."""
    document = draws.base
    nodes = (document, *walk(document))
    arguments = {edit.argument for edit in draws.edits}
    if "weight_sets" in document or "figure" in _keys(document):
        raise NotWholeError
    if any("when" in gate for node in nodes for gate in node.get("gates", ())):
        raise NotWholeError
    if arguments & {"weights", "maxima"} and any("only_for" in node for node in nodes):
        raise NotWholeError
    accepted = any("accept" in node for node in nodes)
    classes = any("classes" in node for node in nodes)
    limits = any(node.keys() & _LIMITS for node in nodes if "rule" not in node)
    if (classes or limits) and (accepted or roundings or "maxima" in arguments):
        raise NotWholeError
    if any("accept" in node for node in nodes if "rule" not in node):
        raise NotWholeError
    # Numbers that may be longer than a rubric may write them.
    for edit in draws.edits:
        if edit.whole is not None and max(edit.whole[1], most(edit.whole[0])) >= _LONG:
            raise NotWholeError
    # The rule of an inner node and what is set besides: limits and gates are drawn in rubrics only.
    for edit in draws.edits:
        own = edit.argument in ("points", "thresholds") or (
            edit.argument == "policies" and len(edit.path) > 1
        )
        if own and "rule" not in draws.nodes[edit.code]:
            raise NotWholeError


def _share_of(part: _Node) -> Fractions:
    """Points / maximum of a node."""
    numbers = part.maximum.numbers
    if (numbers == 0).any():
        numbers = numbers + (numbers == 0)  # where the node does not count
    if numbers.size == 1 and not part.maximum.varies:
        return scaled(part.points, Fraction(part.maximum.denominators, int(numbers[0, 0])))
    return quotient(part.points, Fractions(numbers, part.maximum.denominators))


def _common(weights: list[Whole]) -> tuple[list[Array], int]:
    """Weights over one denominator, each as a column."""
    scale = lcm(*(below for _, below in weights))
    return [times(numbers.reshape(-1, 1), scale // below) for numbers, below in weights], scale


def _by_draw(cells: Array, leaf: LeafDraws) -> Array:
    """Cells with a row for each draw."""
    if leaf.rows is None or leaf.rows is not leaf.picks:
        return cells
    return cells[leaf.picks]


def _some(numbers: Array, rows: Array) -> Array:
    """Some draws of an array."""
    if isinstance(numbers, int) or len(numbers) == 1:
        return numbers
    return numbers[rows]


def _keys(part: Any) -> set[str]:
    """Every key in a document."""
    if isinstance(part, dict):
        return set(part).union(*map(_keys, part.values()))
    return set().union(*map(_keys, part)) if isinstance(part, list) else set()
