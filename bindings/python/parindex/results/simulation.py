# SPDX-License-Identifier: MIT
"""One table under many sets of weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from parindex import _messages
from parindex._foreign import copied, expect
from parindex._immutable import Immutable
from parindex._sentences import Text
from parindex._steps import each, time_limit
from parindex._typing import Data
from parindex.engine.scores import Scores, restored
from parindex.errors import Error, RubricError
from parindex.results._draws import Draws, read_draws
from parindex.results._whole_draws import Drawn, NotWholeError, draw_in_whole_numbers
from parindex.rubric.rubric import Rubric

if TYPE_CHECKING:
    from typing import TypeAlias

    import numpy as np

    from parindex.engine.plan import Plan

    Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
    Ranks: TypeAlias = np.ndarray[Any, np.dtype[np.int32]]

Json = dict[str, Any]


class Simulation(Immutable):
    """The total of every unit in every draw; see `Plan.simulate`.

    Arrays have a row per draw and a column per unit, and cannot be written to.
    """

    def __init__(self, base: Scores, draws: Draws, drawn: Drawn) -> None:
        self._base = base
        self._draws = draws
        self._drawn = drawn
        for array in (drawn.points, drawn.index, drawn.ranks):
            if array is not None:
                array.flags.writeable = False

    @property
    def draws(self) -> int:
        """The number of draws."""
        return self._draws.count

    @property
    def units(self) -> tuple[str, ...]:
        """Names of the units."""
        return self._base.units

    @property
    def points(self) -> Floats:
        """Points of the total, each as the double nearest to the exact figure; NaN for none."""
        points: Floats = self._drawn.points
        return points

    @property
    def index(self) -> Floats:
        """Indices of the total, rounded as the rubric says, as nearest doubles; NaN for none."""
        index: Floats = self._drawn.index
        return index

    @property
    def ranks(self) -> Ranks | None:
        """Ranks by the rule of the rubric, from the exact figures; 0 for none. None if it declares no ranking."""
        return self._drawn.ranks

    def rubric(self, draw: int) -> Rubric:
        """The rubric of a draw, counted from 0."""
        return Rubric.from_json(_document(self._base.plan, self._draws, self._draw(draw)))

    def scores(self, draw: int) -> Scores:
        """The complete results of a draw, counted from 0: every node, and explanations."""
        return _rescored(self._base, self.rubric(draw))

    def _draw(self, draw: int) -> int:
        if not 0 <= expect(draw, int, "draw") < self.draws:
            raise Error(_messages.NO_DRAW(draw, self.draws))
        return draw

    def __len__(self) -> int:
        return self.draws

    def __repr__(self) -> str:
        return f"<Simulation of {self.draws} draws, {len(self.units)} units>"


def simulate(
    plan: Plan, data: Data | Scores, weights: Mapping[str, Any], timeout: float | None
) -> Simulation:
    """See `Plan.simulate`."""
    with time_limit(timeout):
        if isinstance(data, Scores):
            if data.plan != plan:
                raise Error(_messages.SCORES_OF_ANOTHER_PLAN())
            base = data
        else:
            base = plan.score(data)
        draws = read_draws(plan, copied(weights, "weights"))
        document = json.loads(plan.rubric._resolved())
        draws.check(document)
        try:
            drawn = draw_in_whole_numbers(base, document, draws)
        except NotWholeError:
            drawn = _one_by_one(base, draws)
        return Simulation(base, draws, drawn)


def _document(plan: Plan, draws: Draws, draw: int) -> Json:
    """The rubric with the weights of a draw."""
    document: Json = json.loads(plan.rubric._resolved())
    for node in draws.nodes(document):
        weight = str(draws.value(node["code"], draw))
        given = node["weight"]
        node["weight"] = dict.fromkeys(given, weight) if isinstance(given, dict) else weight
    return document


def _rescored(base: Scores, rubric: Rubric, state: tuple[Any, ...] | None = None) -> Scores:
    return restored(
        rubric.compile(custom=base.plan._custom), base._core.state() if state is None else state
    )


def _one_by_one(base: Scores, draws: Draws) -> Drawn:
    """Every draw as a rubric of its own. All are checked before the first is scored."""
    import numpy as np

    rubrics = [_checked(base.plan, draws, draw) for draw in each(range(draws.count))]
    shape = (draws.count, len(base))
    points, index = np.empty(shape), np.empty(shape)
    ranked = base.plan._core.rubric.has_ranking
    ranks = np.zeros(shape, dtype=np.int32) if ranked else None
    state = base._core.state()
    for draw, rubric in enumerate(each(rubrics)):
        scores = _rescored(base, rubric, state)
        points[draw] = scores.to_numpy("points", nodes=[""])[:, 0]
        index[draw] = scores.to_numpy("index", nodes=[""])[:, 0]
        if ranks is not None:
            ranks[draw] = [rank or 0 for rank in scores._ranks() or ()]
    return Drawn(points, index, ranks)


def _checked(plan: Plan, draws: Draws, draw: int) -> Rubric:
    try:
        return Rubric.from_json(_document(plan, draws, draw))
    except RubricError as refused:
        raise Error(_messages.IN_DRAW(draw, _first(refused))) from refused


def _first(refused: RubricError) -> Text | str:
    issue = next(issue for issue in refused.issues if issue.severity == "error")
    return Text(issue.text("en"), issue.text("vi"))
