# SPDX-License-Identifier: MIT
"""Drawn leaves: each different variant of a leaf is checked and scored once, as a node of a rubric that has only them.

The points of a leaf depend on its own rule, its values and what it inherits, and on nothing else: figures of other
nodes, gates that test nodes and statistics over other tables are left to the other way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex import _core
from parindex._steps import each
from parindex.results._draw_arguments import DrawsLog
from parindex.results._draw_tables import Table, report
from parindex.results._draw_values import Array, distinct, joined
from parindex.results._drawn_bands import Columns, DrawnBands, bands_of
from parindex.results._draws import Draws, Edit, Json, parents
from parindex.results._leaf_figures import (
    LeafDraws,
    NotWholeError,
    figures_of,
    leaf_of,
    stacked,
    taken,
)
from parindex.results._places import NO_VALUES
from parindex.rubric.rubric import Rubric, check_rubric

if TYPE_CHECKING:
    from parindex.engine.plan import Plan
    from parindex.engine.scores import Scores

_VARIANTS = 2000  # in one rubric
_ROOT = (
    "parindex", "id", "edition", *NO_VALUES, "markers", "groups", "layer", "layers", "resolution", "index_rounding",
    "calendar", "provenance",
)  # fmt: skip
_INHERITED = (*NO_VALUES, "layer", "resolution", "index_rounding", "only_for", "provenance")
_ANY: Json = {"max": "1", "missing": "zero", "rule": {"yes_no": {"yes": "1", "no": "0"}}}


class Leaves:
    """The drawn leaves of some draws."""

    many = 64
    """Variants of bands beyond which there is a faster way."""
    few = 16
    """Variants that are scored for all drawn values, although each draw needs one."""
    cells = 2_000_000
    """Leaf points that are scored at once beyond those that are needed."""

    def __init__(self, base: Scores, draws: Draws, log: DrawsLog) -> None:
        self._base = base
        self._draws = draws
        self._log = log
        self._table = Table(base, draws)
        self.unranked = self._table.unranked
        self._parents = parents(draws.base)
        self._edits = self._edits_by_leaf()
        self._any = "any"
        while self._any in draws.nodes:
            self._any += "_"
        self._bands: dict[str, DrawnBands] = {}
        self._values = Columns(draws, self._table.columns, len(self._table.units))
        self._scored: dict[str, LeafDraws] = {}
        self._plan: Plan | None = None
        self._sources: dict[str, str] = {}
        self._part: slice | None = None
        self._columns: dict[str, list[str]] = {}
        for column in base.plan.columns:
            self._columns.setdefault(column.code, []).append(column.name)
        self.drawn = dict.fromkeys(
            code
            for code, node in draws.nodes.items()
            if "rule" in node
            and (self._edits[code] or any(name in draws.cells for name in self._names(code)))
        )
        if any(
            column.name in draws.cells and "rule" not in draws.nodes[column.code]
            for column in base.plan.columns
        ):
            raise NotWholeError  # a gate or a weight of a node with children
        alone = not (draws.cells or self._table.part or self._table.cohort is not None)
        if not alone and any(one.code in self.drawn for one in base.plan.statistics):
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
            if len(first) > self.many:
                names = {name[len(code) + 1 :] or "value": name for name in self._names(code)}
                found = bands_of(json.loads(leaf), self._edits[code], names)
                if found is not None:
                    self._bands[code] = found
                    groups, first = groups * 0, first[:1]
                    self._variants[code] = groups, first, [json.loads(leaf)]
                    continue
            made = [self._variant(leaf, code, draw) for draw in first.tolist()]
            self._variants[code] = groups, first, made
        self._rubrics: dict[str, list[Rubric | None]] = {}
        for code, (groups, first, made) in self._variants.items():
            self._rubrics[code] = [
                self._checked(
                    code, made[at : at + _VARIANTS], groups, first[at : at + _VARIANTS], at
                )
                for at in range(0, len(made), _VARIANTS)
            ]
        self._log.check()
        self._tabled = [
            code
            for code, (_, _, made) in self._variants.items()
            if len(made) <= self.few
            and any(name in self._draws.cells for name in self._names(code))
        ]

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
        rubric, issues = check_rubric(self._root(nodes))
        if rubric is not None:
            return rubric
        wrong: dict[str, list[int]] = {}
        for issue in issues:
            if issue.severity == "error":
                place = issue.pointer.split("/")
                if len(place) < 3 or place[1] != "nodes" or int(place[2]) >= len(made):
                    raise NotWholeError
                variants = wrong.setdefault(issue.code, [])
                if int(place[2]) not in variants[-1:]:
                    variants.append(int(place[2]))
        for kind, variants in wrong.items():  # as the rubric of the first draw says it
            of_draw, found = check_rubric(self._draws.document(int(first[variants[0]])))
            if of_draw is not None:
                raise NotWholeError
            some = _members(groups, [begin + at for at in variants])
            report(self._log, self._draws, some, [one for one in found if one.code == kind], code)
        return None

    # ---- points ---------------------------------------------------------------------------------

    def score(self, code: str, some: slice) -> LeafDraws:
        """The points of a leaf in some draws."""
        leaf = self._score(code, some)
        if code in self._bands:
            return self._bands[code].of_draws(leaf, some, self._values)
        return leaf

    def _score(self, code: str, some: slice) -> LeafDraws:
        if code in self._tabled:
            return self._from_table(code, some)
        if code not in self._scored:
            self._scored[code] = self._every(code)
        found = self._scored[code]
        picks = None if found.picks is None else found.picks[some]
        if found.rows is None:
            return found
        if found.rows is found.picks:
            return found._replace(picks=picks, rows=picks)
        left = None if found.left is None else found.left[some]
        failed = None if found.failed is None else found.failed[some]
        return found._replace(
            numbers=found.numbers[some],
            left=left,
            failed=failed,
            picks=picks,
            rows=found.rows[some],
        )

    def _from_table(self, code: str, some: slice) -> LeafDraws:
        """The points of a leaf for values that differ by draw: each variant in a table of the values of all draws."""
        import numpy as np

        if self._plan is None:
            nodes, names = [], {}
            for at, one in enumerate(self._tabled):
                for variant, leaf in enumerate(self._variants[one][2]):
                    nodes.append({**leaf, "code": f"{at}v{variant}"})
                    for name in self._names(one):
                        names[f"{at}v{variant}{name[len(one) :]}"] = name
            rubric, _ = check_rubric(self._root(nodes))
            if rubric is None:
                raise NotWholeError
            self._plan, self._sources = rubric.compile(custom=self._base.plan._custom), names
        if self._part != some:
            self._part = some
            self._of_part = self._table.score(self._plan, some, self._sources)
        groups, _, made = self._variants[code]
        begin = self._plan.codes.index(f"{self._tabled.index(code)}v0") + 1
        places = list(range(begin, begin + len(made)))
        picks = groups[some]
        at_draw = np.arange(len(picks))

        def choose(cells: Array) -> Array:
            """The variant of each draw."""
            by_draw = cells.reshape(len(made), len(picks), -1)
            return by_draw[picks, at_draw] if len(made) > 1 else by_draw[0]

        core = self._of_part._core
        size, root, marks = len(self._of_part), self._draws.base, self._marks(code)
        numbers, scale, status = figures_of(core, places, made, size, root, choose, marks)
        maxima = [Fraction(str(leaf["max"])) for leaf in made]
        return leaf_of(numbers, scale, status, maxima, picks if len(made) > 1 else None, at_draw)

    def _root(self, nodes: list[Json]) -> Json:
        """A rubric of leaves."""
        root = {key: self._draws.base[key] for key in _ROOT if key in self._draws.base}
        if "groups" in root:  # every group needs a node
            nodes = [*nodes, {**_ANY, "code": self._any}]
        return {**root, "max": "1", "aggregation": "mean", "nodes": nodes}

    def _every(self, code: str) -> LeafDraws:
        """The points of a leaf in all draws."""
        groups, _, made = self._variants[code]
        if any(name in self._draws.cells for name in self._names(code)):
            return self._with_values(code, groups, made)
        columns = {name: self._table.columns.get(name) for name in self._names(code)}
        table = self._table
        parts = [
            self._points(
                code,
                rubric,
                made[at * _VARIANTS : (at + 1) * _VARIANTS],
                columns,
                len(table.units),
                table.groups,
                table.unranked,
            )
            for at, rubric in enumerate(each(self._rubrics[code]))
        ]
        numbers, denominator, status = stacked(parts)
        maxima = [Fraction(str(leaf["max"])) for leaf in made]
        picks = groups if len(made) > 1 else None
        return leaf_of(numbers, denominator, status, maxima, picks, picks)

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
        if len(made) * size <= max(self.cells, 4 * count * units if self.cells else 0):
            parts = [
                self._points(
                    code,
                    rubric,
                    made[at * _VARIANTS : (at + 1) * _VARIANTS],
                    columns,
                    size,
                    of_row_groups,
                )
                for at, rubric in enumerate(each(self._rubrics[code]))
            ]
            numbers, denominator, status = stacked(parts)
            if picks is not None:
                rows += size * picks[:, None]
            numbers, status = np.take(numbers, rows), np.take(status, rows)
            return leaf_of(numbers, denominator, status, maxima, picks, everything)
        # Each variant with the rows that it meets.
        cells = np.zeros(rows.shape, dtype=np.int64)
        parts, begin = [], 0
        for variant, leaf in enumerate(each(made)):
            draws = (groups == variant).nonzero()[0]
            some, place = np.unique(rows[draws], return_inverse=True)
            met = {name: _kept(taken(values, some)) for name, values in columns.items()}
            of_some = [of_row_groups[at] for at in some] if of_row_groups else []
            rubric = self._checked(code, [leaf], groups, draws[:1], variant)
            one = self._points(code, rubric, [leaf], met, len(some), of_some)
            parts.append((one[0].T, one[1], one[2].T))
            cells[draws] = begin + place.reshape(len(draws), units)
            begin += len(some)
        numbers, denominator, status = stacked(parts)
        return leaf_of(numbers[cells, 0], denominator, status[cells, 0], maxima, picks, everything)

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
        columns = {name: taken(values, picks[first]) for name, (picks, values) in lists.items()}
        return together.reshape(count, units), self._read(code, columns), first % units

    def _read(self, code: str, columns: dict[str, Any]) -> dict[str, Any]:
        """Columns as the engine keeps them."""
        leaf = json.loads(self._whole(code))
        leaf.pop("only_for", None)
        leaf["code"] = code
        root = {
            key: self._draws.base[key]
            for key in _ROOT
            if key in self._draws.base and key != "groups"
        }
        document = {**root, "max": "1", "aggregation": "mean", "nodes": [leaf]}
        rubric, _ = check_rubric(document)
        if rubric is None:
            raise NotWholeError
        plan = rubric.compile(custom=self._base.plan._custom)
        given = {name: values for name, values in columns.items() if values is not None}
        if not given:
            return columns
        scores = plan.score(
            given,
            unit=None,
            group=" ",
            ranked="  ",
            allow_missing_columns=True,
            keep="total",
            part=True,
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
        assert rubric is not None
        plan = rubric.compile(custom=self._base.plan._custom)
        given = [
            (column.name, values)
            for column in plan.columns
            if (values := columns.get(code + column.name[len(column.code) :])) is not None
            and column.code != self._any
        ]
        units = [] if given else [str(at) for at in range(size)]
        core = _core.restored_scores(
            plan._core, units, groups, unranked, given, None, None, False, "all"
        )
        places = list(range(1, len(made) + 1))
        return figures_of(core, places, made, size, self._draws.base, marks=self._marks(code))

    def _marks(self, code: str) -> int | None:
        """A number by which the values of a leaf with one column are whole, if they are drawn."""
        cells = [self._draws.cells.get(name) for name in self._names(code)]
        return cells[0].scale if len(cells) == 1 and cells[0] is not None else None


def _kept(column: Any) -> Any:
    """A column as the engine keeps it: doubles are bytes."""
    return column if column is None or isinstance(column, list) else column.tobytes()


def _members(groups: Array, some: Sequence[int]) -> Array:
    import numpy as np

    return np.isin(groups, np.array(some)).nonzero()[0]
