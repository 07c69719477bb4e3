# SPDX-License-Identifier: MIT
"""The order of units that are ranked together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from parindex._steps import read_json

if TYPE_CHECKING:
    from parindex.engine.scores import Scores


def ranking_of(scores: Scores) -> dict[str, Any] | None:
    """The ranking that the rubric declares, if it declares one."""
    rule: dict[str, Any] | None = read_json(scores.plan.rubric._resolved()).get("ranking")
    return rule


def compared_units(scores: Scores, units: Sequence[str]) -> list[list[int]]:
    """The positions of the units that the rubric ranks with each other; all, if it declares no ranking."""
    rule = ranking_of(scores)
    if rule is None:
        return [list(range(len(units)))]
    ranks = dict(zip(scores.units, scores._ranks() or (), strict=True))
    names = scores.groups if rule["within"] == "group" else None
    groups = dict(zip(scores.units, names or ("",) * len(scores.units), strict=True))
    found: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        if ranks[unit] is not None:
            found.setdefault(groups[unit], []).append(at)
    return list(found.values())
