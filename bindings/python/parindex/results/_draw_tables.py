# SPDX-License-Identifier: MIT
"""The data of draws as tables, and draws scored as rubrics of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex import _core
from parindex._sentences import Text
from parindex._steps import each
from parindex.engine.scores import Scores, restored
from parindex.results._draw_arguments import DrawsLog, in_draws
from parindex.results._draw_ranks import ranks_of
from parindex.results._draw_values import Array, joined
from parindex.results._draws import Draws
from parindex.rubric.rubric import Rubric, check_rubric

if TYPE_CHECKING:
    from parindex.engine.plan import Plan

ROWS = 50_000  # scored at once
_REFUSED = 20  # draws whose issues are listed


class Drawn(NamedTuple):
    """Totals of the draws."""

    points: Array
    index: Array
    ranks: Array | None


class Table:
    """The units of the base, with the values of draws."""

    def __init__(self, base: Scores, draws: Draws) -> None:
        units, groups, unranked, columns, _, cohort, part, _ = base._core.state()
        self.units: list[str] = list(units) or list(base.units)  # none: numbered
        self.groups: list[str] = list(groups)
        self.unranked: list[bool] = list(unranked)
        self.columns: dict[str, Any] = dict(columns)
        self.draws = draws
        self.cohort = cohort
        self.part: bool = part
        names = base.plan._names
        self._group, self._ranked, self._unit = (
            _free(role, names) for role in ("group", "ranked", "unit")
        )

    def score(
        self,
        plan: Plan,
        draws: Sequence[int] | Array | slice,
        sources: Mapping[str, str] | None = None,
    ) -> Scores:
        """The units of some draws, one draw after the other, in one table.

        `sources` are the columns of the data for those of the plan, if they have other names.
        """
        import numpy as np

        size = len(self.units)
        count = len(np.arange(self.draws.count)[draws])
        found: dict[str, Any] = {}
        data: dict[str, Any] = {}
        for name in plan._names:
            source = name if sources is None else sources.get(name)
            if source is None:
                continue
            if source not in found:
                found[source] = self._column(source, draws, count, size)
            if found[source] is not None:
                data[name] = found[source]
        if self.groups:
            data[self._group] = self.groups * count
        if self.unranked:
            data[self._ranked] = [not each for each in self.unranked] * count
        if count == 1:
            data[self._unit] = self.units
        return plan.score(
            data, unit=self._unit if count == 1 else None, group=self._group, ranked=self._ranked,
            allow_missing_columns=True, cohort=self.cohort, part=self.part,
        )  # fmt: skip

    def _column(self, name: str, draws: Any, count: int, size: int) -> Any:
        """A column for some draws; None if the data lack it."""
        import numpy as np

        if (cells := self.draws.cells.get(name)) is not None:
            return cells.of(draws, size)
        column = self.columns.get(name)
        if isinstance(column, bytes):
            return np.tile(np.frombuffer(column), count)
        return None if column is None else list(column) * count


def _free(role: str, names: Sequence[str]) -> str:
    while role in names:
        role += "_"
    return role


def check_groups(draws: Draws, groups: Array, first: Array, log: DrawsLog) -> list[Rubric]:
    """A rubric for each group of draws. Raises DataError with the issues of those that are refused."""
    made: list[Rubric] = []
    refused = 0
    for group, draw in enumerate(each(first.tolist())):
        rubric, issues = check_rubric(draws.document(draw))
        if rubric is None:
            report(log, draws, (groups == group).nonzero()[0], issues)
            refused += 1
            if refused == _REFUSED:
                break
        else:
            made.append(rubric)
    log.check()
    return made


def report(
    log: DrawsLog,
    draws: Draws,
    some: Sequence[int] | Array,
    issues: Sequence[Any],
    code: str | None = None,
) -> None:
    """The issues of a rubric as those of the draws that have it; of one node, if it has any."""
    wrong = [
        (issue.field or _code_at(draws, issue.pointer), issue)
        for issue in issues
        if issue.severity == "error"
    ]
    own = [(field, issue) for field, issue in wrong if field == code]
    for field, issue in own or wrong:
        said = Text(issue.message, issue.translated("vi").message)
        text = in_draws([int(one) for one in some], said)
        log.keep(replace(issue, message=text, field=field, line=0, column=0))


def _code_at(draws: Draws, pointer: str) -> str:
    """The code of the node that a pointer into the rubric leads to."""
    part: Any = draws.base
    code = ""
    for step in pointer.split("/")[1:]:
        try:
            part = part[int(step)] if isinstance(part, list) else part[step]
        except (KeyError, IndexError, ValueError, TypeError):
            break
        if isinstance(part, dict) and "code" in part:
            code = part["code"]
    return code


def draw_by_rubric(base: Scores, draws: Draws, log: DrawsLog) -> Drawn:
    """Every draw as a rubric of its own; draws with the same rubric share it. All are checked before any is scored."""
    import numpy as np

    groups, first = joined([edit.picks for edit in draws.edits], draws.count)
    rubrics = check_groups(draws, groups, first, log)
    table = Table(base, draws)
    shape = (draws.count, len(base))
    points, index = np.empty(shape), np.empty(shape)
    ranks = np.zeros(shape, dtype=np.int32) if base.plan._core.rubric.has_ranking else None
    plans = [rubric.compile(custom=base.plan._custom) for rubric in rubrics]
    members = np.argsort(groups, kind="stable")
    ends = np.cumsum(np.bincount(groups))
    for plan, some in zip(each(plans), np.split(members, ends[:-1]), strict=True):
        for part in each(_parts(plan, table, some)):
            scores = table.score(plan, part) if draws.cells else restored(plan, base._core.state())
            size = (-1, len(base))
            points[part] = scores.to_numpy("points", nodes=[""])[:, 0].reshape(size)
            index[part] = scores.to_numpy("index", nodes=[""])[:, 0].reshape(size)
            if ranks is not None:
                ranks[part] = _ranks(scores, base, plan).reshape(size)
    return Drawn(points, index, ranks)


def _parts(plan: Plan, table: Table, some: Array) -> list[Array]:
    """The draws of each table: all with a rubric, or as many as fit; one where units are compared."""
    import numpy as np

    if not table.draws.cells:
        return [some]
    most = 1 if plan.statistics else max(1, ROWS // max(1, len(table.units)))
    return list(np.split(some, range(most, len(some), most)))


def _ranks(scores: Scores, base: Scores, plan: Plan) -> Array:
    """Ranks within each draw: a ranking over all draws has the order of each of them."""
    import numpy as np

    ranking: _core.Ranking = scores._core.rank(
        node="", on=None, stage=None, ties="competition", tie_break=None, within="all"
    )
    places = np.array([rank or 0 for rank in ranking.ranks(scores._core)], dtype=np.int64)
    places = places.reshape(-1, len(base))
    rule = plan.rubric.find("")
    assert rule is not None
    stated = rule["ranking"]
    within = base.groups if stated["within"] == "group" else None
    return ranks_of(-places, None, places > 0, within, dense=stated["ties"] == "dense")
