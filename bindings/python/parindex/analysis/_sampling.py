# SPDX-License-Identifier: MIT
"""Scores of a table under draws of its choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parindex.analysis import messages
from parindex.analysis._choices import Choices, Columns, Reader
from parindex.analysis._measured import Inputs
from parindex.engine.scores import Scores, restored
from parindex.errors import Error
from parindex.rubric.rubric import Rubric

if TYPE_CHECKING:
    from parindex.results.simulation import Simulation

PLAIN = {"on": "index", "stage": "exact", "ties": "competition", "within": "all"}
"""The ranking of a rubric that declares none."""


def read_choices(
    scores: Scores, weights: Any, thresholds: Any, inputs: Any, policies: Any, roundings: Any
) -> Choices:
    """What is drawn. Raises DataError with every mistake."""
    reader = Reader(scores)
    reader.weights(weights)
    reader.thresholds(thresholds or {})
    Inputs(reader).read(inputs or {})
    reader.options(policies or {}, "policies")
    reader.options(roundings or {}, "roundings")
    return reader.choices()


def ranked_base(scores: Scores, choices: Choices) -> Scores:
    """The table by the rubric that is drawn from: ranked, and with drawn weights that may have any sum."""
    reader_document = choices.document
    if reader_document is None and scores.plan._core.rubric.has_ranking:
        return scores
    document = reader_document or Reader(scores).document
    document.setdefault("ranking", PLAIN)
    return by_document(scores, document)


def by_document(scores: Scores, document: dict[str, Any]) -> Scores:
    """The data by another rubric with the same columns. Raises Error for statistics that were given with the data."""
    state: Any = scores._core.state()
    if state[5] is not None and scores.plan.statistics:
        raise Error(messages.THE_COHORT_IS_OF_ONE_RUBRIC())
    return restored(Rubric.from_json(document).compile(custom=scores.plan._custom), state)


def simulated(base: Scores, columns: Columns, count: int) -> Simulation:
    """All draws; each is scored exactly."""
    given: dict[str, Any] = {**columns}
    return base.plan.simulate(base, draws=count, **given)
