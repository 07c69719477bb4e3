# SPDX-License-Identifier: MIT
"""One table under many draws of its rubric and its values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from parindex import _messages
from parindex._foreign import expect
from parindex._immutable import Immutable
from parindex._steps import time_limit
from parindex._typing import Data
from parindex.engine.scores import Scores, restored
from parindex.errors import Error
from parindex.results import messages
from parindex.results._draw_arguments import DrawsLog, read_draws
from parindex.results._draw_tables import Drawn, Table, draw_by_rubric
from parindex.results._draws import Draws
from parindex.results._leaf_figures import NotWholeError
from parindex.results._whole_draws import draw_in_whole_numbers
from parindex.rubric.rubric import Rubric

if TYPE_CHECKING:
    from typing import TypeAlias

    import numpy as np

    from parindex.engine.plan import Plan

    Floats: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
    Ranks: TypeAlias = np.ndarray[Any, np.dtype[np.int32]]


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
        return Rubric.from_json(self._draws.document(self._draw(draw)))

    def scores(self, draw: int) -> Scores:
        """The complete results of a draw, counted from 0: every node, and explanations."""
        plan = self.rubric(draw).compile(custom=self._base.plan._custom)
        if self._draws.cells:
            return Table(self._base, self._draws).score(plan, [draw])
        return restored(plan, self._base._core.state())

    def _draw(self, draw: int) -> int:
        if not 0 <= expect(draw, int, "draw") < self.draws:
            raise Error(messages.NO_DRAW(draw, self.draws))
        return draw

    def __len__(self) -> int:
        return self.draws

    def __repr__(self) -> str:
        return f"<Simulation of {self.draws} draws, {len(self.units)} units>"


def simulate(
    plan: Plan,
    data: Data | Scores,
    given: Mapping[str, Any],
    count: int | None,
    timeout: float | None,
) -> Simulation:
    """See `Plan.simulate`."""
    with time_limit(timeout):
        if isinstance(data, Scores):
            if data.plan != plan:
                raise Error(_messages.SCORES_OF_ANOTHER_PLAN())
            base = data
        else:
            base = plan.score(data)
        log = DrawsLog()
        draws = read_draws(base, given, count, log)
        if not draws.edits:  # a table of every draw is faster
            return Simulation(base, draws, draw_by_rubric(base, draws, log))
        try:
            drawn = draw_in_whole_numbers(base, draws, log)
        except NotWholeError:
            drawn = draw_by_rubric(base, draws, log)
        return Simulation(base, draws, drawn)
