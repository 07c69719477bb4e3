# SPDX-License-Identifier: MIT
"""The classes of the units in each draw."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex._steps import each, read_json

if TYPE_CHECKING:
    from parindex.engine.scores import Scores
    from parindex.results.simulation import Simulation

Json = dict[str, Any]


def class_counts(base: Scores, simulation: Simulation) -> dict[str, list[int]]:
    """For each class and each unit the number of draws; empty if the rubric declares no classes."""
    document: Json = read_json(base.plan.rubric._resolved())
    rule = document.get("classes")
    if rule is None:
        return {}
    names = [band["id"] for band in rule["bands"]]
    on, exact = rule["on"], rule["stage"] == "exact"
    rounded = "rounding" in document or (
        on == "index" and document.get("index_rounding") != "exact"
    )
    if "quota" in rule or (exact and rounded):
        return _one_by_one(simulation, names)
    return _by_figures(simulation, rule, exact=exact)


def _by_figures(simulation: Simulation, rule: Json, *, exact: bool) -> dict[str, list[int]]:
    """By comparing doubles: those of rounded figures are equal exactly if the figures are.

    An unrounded figure with the double of an end may be beside it. Its draw is scored again.
    """
    import numpy as np

    figures: Any = simulation.index if rule["on"] == "index" else simulation.points
    found, near = {}, np.zeros(figures.shape, dtype=bool)
    for band in rule["bands"]:
        inside = ~np.isnan(figures)
        for key, test in _TESTS.items():
            if key in band:
                end = float(Fraction(str(band[key])))
                inside &= test(figures, end)
                near |= figures == end
        found[band["id"]] = inside
    if exact:
        for draw in each(np.flatnonzero(near.any(axis=1)).tolist()):
            classes = simulation.scores(draw).classes() or {}
            for name, inside in found.items():
                inside[draw] = [classes[unit] == name for unit in simulation.units]
    return {name: inside.sum(axis=0).tolist() for name, inside in found.items()}


_TESTS: Mapping[str, Any] = {
    "from": lambda figures, end: figures >= end,
    "above": lambda figures, end: figures > end,
    "below": lambda figures, end: figures < end,
    "to": lambda figures, end: figures <= end,
}


def _one_by_one(simulation: Simulation, names: list[str]) -> dict[str, list[int]]:
    """By the results of each draw."""
    found = {name: [0] * len(simulation.units) for name in names}
    for draw in each(range(simulation.draws)):
        classes = simulation.scores(draw).classes() or {}
        for at, unit in enumerate(simulation.units):
            if (name := classes[unit]) is not None:
                found[name][at] += 1
    return found
