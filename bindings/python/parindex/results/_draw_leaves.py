# SPDX-License-Identifier: MIT
"""Drawn leaves: each different variant of a leaf is checked and scored once, as a node of a rubric that has only them.

The points of a leaf depend on its own rule, its values and what it inherits, and on nothing else: figures of other
nodes, gates that test nodes and statistics over other tables are left to the other way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex import _core
from parindex._steps import each
from parindex.results._draw_arguments import DrawsLog
from parindex.results._draw_tables import Table, report
from parindex.results._draw_values import MOST, Array, as_whole, distinct, joined
from parindex.results._draws import Draws, Edit, Json, parents
from parindex.results._places import NO_VALUES, numbers_of
from parindex.rubric.rubric import Rubric, check_rubric

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

_VARIANTS = 2000  # in one rubric
_CELLS = 2_000_000  # leaf points that are scored at once beyond those that are needed
_ROOT = (
    "parindex", "id", "edition", *NO_VALUES, "markers", "groups", "layer", "layers", "resolution", "index_rounding",
    "calendar", "provenance",
)  # fmt: skip
_INHERITED = (*NO_VALUES, "layer", "resolution", "index_rounding", "only_for", "provenance")
_NONE = Fraction(0)
_OK, _EXCLUDED, _FAILED = 0, 1, 2
# Kinds whose points are some of the numbers in the rule, or sums of them.
_LISTED = {
    "choice", "yes_no", "all_of", "checklist", "bands", "decision_table", "deduction",
}  # fmt: skip


class NotWholeError(Exception):
    """The draws need a rubric for each."""


class LeafDraws(NamedTuple):
    """The points of a leaf: a row for each variant, or for each draw."""

    numbers: Array
    """Numerators; 0 where the leaf has no points."""
    denominator: int
    maxima: list[Fraction]
    """By variant."""
    left: Array | None
    """Where the leaf counts; None: everywhere."""
    failed: Array | None
    """Where it is in error; None: nowhere."""
    picks: Array | None
    """The variant of each draw; None if there is only one."""
    rows: Array | None
    """The row of each draw; None if there is one row for all draws."""


class Leaves:
    """The drawn leaves of some draws."""

    def __init__(self, base: Scores, draws: Draws, log: DrawsLog) -> None:
        self._base = base
        self._draws = draws
        self._log = log
        self._table = Table(base, draws)
        self.unranked = self._table.unranked
        self._parents = parents(draws.base)
        self._edits = self._edits_by_leaf()
        self._columns: dict[str, list[str]] = {}
        for column in base.plan.columns:
            self._columns.setdefault(column.code, []).append(column.name)
        self.drawn = {
            code
            for code in draws.nodes
            if code
            and "rule" in draws.nodes[code]
            and (self._edits[code] or any(name in draws.cells for name in self._names(code)))
        }
        compared = {one.code for one in base.plan.statistics}
        if self.drawn & compared and (
            draws.cells or self._table.part or self._table.cohort is not None
        ):
            raise NotWholeError

    def _names(self, code: str) -> list[str]:
        return self._columns.get(code, [])

    def _edits_by_leaf(self) -> dict[str, list[Edit]]:
        """The changes that reach each leaf: its own, and the policies that it inherits."""
        found: dict[str, list[Edit]] = {code: [] for code in self._draws.nodes}
        policies: dict[tuple[str, str], Edit] = {}
        for edit in self._draws.edits:
            if edit.argument == "policies" and len(edit.path) == 1:
                policies[edit.code, str(edit.path[0])] = edit
            elif edit.argument != "weights" and "rule" in self._draws.nodes[edit.code]:
                found[edit.code].append(edit)
        for code, node in self._draws.nodes.items():
            if code and "rule" in node:
                for kind in NO_VALUES:
                    for above in self._line(code):
                        name = above.get("code", "")
                        if (name, kind) in policies:
                            found[code].append(policies[name, kind])
                        if (name, kind) in policies or kind in above:
                            break
        return found

    def _line(self, code: str) -> Iterator[Mapping[str, Any]]:
        """A node and the nodes above it, from below."""
        node: Mapping[str, Any] = self._draws.nodes[code]
        while True:
            yield node
            if not node.get("code"):
                return
            node = self._parents[node["code"]]

    # ---- variants -------------------------------------------------------------------------------

    def check(self) -> None:
        """Check every variant of every leaf. Raises DataError for those that the check of a rubric refuses."""
        self._variants: dict[str, tuple[Array, Array, list[Json]]] = {}
        for code in self.drawn:
            groups, first = joined([edit.picks for edit in self._edits[code]], self._draws.count)
            leaf = self._whole(code)
            made = [self._variant(leaf, code, draw) for draw in first.tolist()]
            self._variants[code] = groups, first, made
        self._rubrics: dict[str, list[Rubric | None]] = {}
        for code, (groups, first, made) in self._variants.items():
            self._rubrics[code] = [
                self._checked(code, made[at : at + _VARIANTS], groups, first[at : at + _VARIANTS], at)
                for at in range(0, len(made), _VARIANTS)
            ]
        self._log.check()

    def _whole(self, code: str) -> str:
        """A leaf with what it inherits, as JSON."""
        leaf = dict(self._draws.nodes[code])
        for above in self._line(code):
            if above.get("code"):
                for key in _INHERITED:
                    if key in above and key not in leaf:
                        leaf[key] = above[key]
        for key in ("weight", "weight_input", "informative", "ranking", "classes"):
            leaf.pop(key, None)
        return json.dumps(leaf)

    def _variant(self, leaf: str, code: str, draw: int) -> Json:
        made: Json = json.loads(leaf)
        for edit in self._edits[code]:
            edit.put(made, draw)
        return made

    def _checked(
        self, code: str, made: list[Json], groups: Array, first: Array, begin: int
    ) -> Rubric | None:
        """A rubric whose nodes are variants of a leaf; None after an issue."""
        nodes = [{**leaf, "code": f"v{at}"} for at, leaf in enumerate(made)]
        root = {key: self._draws.base[key] for key in _ROOT if key in self._draws.base}
        if "groups" in root:  # every group needs a node
            nodes.append(
                {"code": "any", "max": "1", "missing": "zero", "rule": {"yes_no": {"yes": "1", "no": "0"}}}
            )
        document = {**root, "max": "1", "aggregation": "mean", "nodes": nodes}
        rubric, issues = check_rubric(document)
        if rubric is not None:
            return rubric
        wrong = {
            int(issue.pointer.split("/")[2]) if issue.pointer.startswith("/nodes/") else -1: issue.code
            for issue in reversed(issues)
            if issue.severity == "error"
        }
        # One draw for each kind of issue, as the rubric that it gives.
        said: set[str] = set()
        for at, kind in wrong.items():
            if at == -1 or at >= len(made):
                raise NotWholeError
            if kind not in said:
                said.add(kind)
                of_draw, found = check_rubric(self._draws.document(int(first[at])))
                if of_draw is not None:
                    raise NotWholeError
                alike = [begin + one for one, other in wrong.items() if other == kind]
                picked = sorted(int(one) for one in _members(groups, alike))
                report(self._log, self._draws, picked, found, code)
        return None

    # ---- points ---------------------------------------------------------------------------------

    def score(self, code: str) -> LeafDraws:
        """The points of a leaf in every draw."""
        groups, first, made = self._variants[code]
        if any(name in self._draws.cells for name in self._names(code)):
            return self._with_values(code, groups, made)
        columns = {name: self._table.columns.get(name) for name in self._names(code)}
        table = self._table
        parts = [
            self._points(code, rubric, made[at * _VARIANTS : (at + 1) * _VARIANTS], columns, len(table.units), table.groups, table.unranked)
            for at, rubric in enumerate(each(self._rubrics[code]))
        ]
        numbers, denominator, status = _stacked(parts)
        maxima = [Fraction(str(leaf["max"])) for leaf in made]
        picks = groups if len(made) > 1 else None
        return _leaf(numbers, denominator, status, maxima, picks, picks)

    def _with_values(self, code: str, groups: Array, made: list[Json]) -> LeafDraws:
        """The same for values that differ by draw: each different row of values is scored once."""
        import numpy as np

        units, count = len(self._table.units), self._draws.count
        rows, columns, of_row = self._rows(code, units)
        maxima = [Fraction(str(leaf["max"])) for leaf in made]
        picks = groups if len(made) > 1 else None
        of_row_groups = [self._table.groups[at] for at in of_row] if self._table.groups else []
        size = len(of_row)
        everything = np.arange(count)
        if len(made) == 1 or len(made) * size <= max(_CELLS, 4 * count * units):
            parts = [
                self._points(code, rubric, made[at * _VARIANTS : (at + 1) * _VARIANTS], columns, size, of_row_groups)
                for at, rubric in enumerate(each(self._rubrics[code]))
            ]
            numbers, denominator, status = _stacked(parts)
            if picks is not None:
                rows += size * picks[:, None]
            numbers, status = np.take(numbers, rows), np.take(status, rows)
            return _leaf(numbers, denominator, status, maxima, picks, everything)
        # Each variant with the rows that it meets.
        cells = np.zeros(rows.shape, dtype=np.int64)
        parts, begin = [], 0
        for variant, leaf in enumerate(each(made)):
            draws = (groups == variant).nonzero()[0]
            some, place = np.unique(rows[draws], return_inverse=True)
            taken = {name: _taken(values, some) for name, values in columns.items()}
            of_some = [of_row_groups[at] for at in some] if of_row_groups else []
            rubric = self._checked(code, [leaf], groups, draws[:1], variant)
            one = self._points(code, rubric, [leaf], taken, len(some), of_some)
            parts.append((one[0].T, one[1], one[2].T))
            cells[draws] = begin + place.reshape(len(draws), units)
            begin += len(some)
        numbers, denominator, status = _stacked(parts)
        return _leaf(numbers[cells, 0], denominator, status[cells, 0], maxima, picks, everything)

    def _rows(self, code: str, units: int) -> tuple[Array, dict[str, Any], Array]:
        """The different rows of values of a leaf: the row of each draw and unit, the columns, and a unit of each."""
        import numpy as np

        count = self._draws.count
        of_units = np.broadcast_to(np.arange(units), (count, units))
        lists: dict[str, tuple[Array, Any]] = {}
        for name in self._names(code):
            cells = self._draws.cells.get(name)
            if cells is None:
                lists[name] = of_units.ravel(), self._table.columns.get(name)
            else:
                matrix, values = cells.matrix(np.arange(count), units)
                if values is None:
                    matrix, values = distinct(matrix)
                lists[name] = matrix.ravel(), values
        codings = [picks for picks, _ in lists.values()]
        if self._table.groups:
            codings.append(of_units.ravel())
        together, first = joined(codings, count * units)
        columns = {name: _taken(values, picks[first]) for name, (picks, values) in lists.items()}
        return together.reshape(count, units), self._read(code, columns), first % units

    def _read(self, code: str, columns: dict[str, Any]) -> dict[str, Any]:
        """Columns as the engine keeps them."""
        leaf = json.loads(self._whole(code))
        leaf.pop("only_for", None)
        leaf["code"] = code
        root = {key: self._draws.base[key] for key in _ROOT if key in self._draws.base and key != "groups"}
        document = {**root, "max": "1", "aggregation": "mean", "nodes": [leaf]}
        rubric, _ = check_rubric(document)
        if rubric is None:
            raise NotWholeError
        plan = rubric.compile(custom=self._base.plan._custom)
        given = {name: values for name, values in columns.items() if values is not None}
        if not given:
            return columns
        scores = plan.score(
            given, unit=None, group=" ", ranked="  ", allow_missing_columns=True, keep="total", part=True
        )
        return dict(scores._core.state()[3])

    def _points(
        self,
        code: str,
        rubric: Rubric | None,
        made: list[Json],
        columns: Mapping[str, Any],
        size: int,
        groups: Sequence[str],
        unranked: Sequence[bool] = (),
    ) -> tuple[Array, int, Array]:
        """The points of variants: numerators, their denominator, and what each cell is."""
        import numpy as np

        assert rubric is not None
        plan = rubric.compile(custom=self._base.plan._custom)
        given = [
            (column.name, values)
            for column in plan.columns
            if (values := columns.get(code + column.name[len(column.code) :])) is not None
            and column.code != "any"
        ]
        units = [] if given else [str(at) for at in range(size)]
        core = _core.restored_scores(
            plan._core, units, groups, unranked, given, None, None, False, "all"
        )
        places = list(range(1, len(made) + 1))
        scale = lcm(*(_scale(leaf) or 0 for leaf in made))
        points = np.empty((len(made), size))
        if 0 < scale < MOST:
            core.write_figures(places, "points", points.reshape(-1))
            lost = np.isnan(points)
            numbers = np.where(lost, 0.0, points) * scale
            if (abs(numbers) < MOST // 8).all():
                # The double nearest to a multiple of 1 / scale: that multiple is the nearest one.
                return np.rint(numbers).astype(np.int64), scale, _status(core, places, lost)
        lists = core.figure_lists(places, "points")
        lost = np.array([[value is None for value in column] for column in lists])
        flat = [_NONE if value is None else value for column in each(lists) for value in column]
        whole, scale = as_whole(flat)
        return whole.reshape(lost.shape), scale, _status(core, places, lost)


def _members(groups: Array, some: Sequence[int]) -> Array:
    import numpy as np

    return np.isin(groups, np.array(some)).nonzero()[0]


def _status(core: Any, places: list[int], lost: Array) -> Array:
    """Whether each cell counts, is excluded or is in error."""
    import numpy as np

    status = np.zeros(lost.shape, dtype=np.int8)
    some = lost.any(axis=1).nonzero()[0]
    for at, words in zip(
        some, core.status_lists([places[one] for one in some.tolist()]), strict=True
    ):
        if "unavailable" in words:
            raise NotWholeError
        status[at] = [_OK if w == "ok" else _EXCLUDED if w == "excluded" else _FAILED for w in words]
    return status


def _stacked(parts: list[tuple[Array, int, Array]]) -> tuple[Array, int, Array]:
    """Parts of the variants below each other, over one denominator."""
    import numpy as np

    if len(parts) == 1:
        return parts[0]
    scale = lcm(*(each_ for _, each_, _ in parts))
    numbers = []
    for one, each_, _ in parts:
        factor = scale // each_
        most = max(abs(int(one.max())), abs(int(one.min())))
        numbers.append((one if most * factor < 2**62 else one.astype(object)) * factor)
    return np.concatenate(numbers), scale, np.concatenate([status for _, _, status in parts])


def _leaf(
    numbers: Array, scale: int, status: Array, maxima: list[Fraction], picks: Array | None, rows: Array | None
) -> LeafDraws:
    left = status == _OK
    failed = status == _FAILED
    return LeafDraws(
        numbers, scale, maxima,
        None if left.all() else left, failed if failed.any() else None, picks, rows,
    )  # fmt: skip


def _taken(values: Any, at: Array) -> Any:
    """Some values of a column, in order."""
    import numpy as np

    if values is None:
        return None
    if isinstance(values, bytes):
        return np.frombuffer(values)[at]
    return values[at] if isinstance(values, np.ndarray) else [values[one] for one in at.tolist()]


def _scale(leaf: Json) -> int | None:
    """A number by which the points of a leaf are whole, for all data; None if that depends on the data."""
    if (rounding := leaf.get("rounding")) is not None:
        if "step" in rounding:
            return Fraction(str(rounding["step"])).denominator
        return int(10 ** int(rounding["digits"]))
    ((kind, rule),) = leaf["rule"].items()
    found = [Fraction(str(leaf["max"]))]
    found += [Fraction(str(policy["points"])) for kind_ in NO_VALUES if isinstance(policy := leaf.get(kind_), dict)]
    if kind == "levels":
        found += [found[0] * Fraction(str(one["percent"])) / 100 for one in rule["options"]]
    elif kind == "direct" and "step" in rule:
        found += [Fraction(str(rule["min"])), Fraction(str(rule["step"]))]
    elif kind not in _LISTED:
        return None
    found += numbers_of(leaf)
    return lcm(*(value.denominator for value in found))
