# SPDX-License-Identifier: MIT
"""Steps of bands by the range that they contain."""

from __future__ import annotations

from parindex.model import _exact
from parindex.model._part import NumberLike, Titles
from parindex.model._rules import Step


def above(low: NumberLike, points: NumberLike, *, title: Titles | None = None) -> Step:
    """The points of quantities greater than `low`."""
    return Step(above=low, points=points, title=title)


def at_least(low: NumberLike, points: NumberLike, *, title: Titles | None = None) -> Step:
    """The points of quantities of `low` or more."""
    return Step(from_=low, points=points, title=title)


def below(high: NumberLike, points: NumberLike, *, title: Titles | None = None) -> Step:
    """The points of quantities less than `high`."""
    return Step(below=high, points=points, title=title)


def at_most(high: NumberLike, points: NumberLike, *, title: Titles | None = None) -> Step:
    """The points of quantities of `high` or less."""
    return Step(to=high, points=points, title=title)


def between(
    low: NumberLike, high: NumberLike, points: NumberLike, *, title: Titles | None = None
) -> Step:
    """The points of quantities from `low` to `high`, both included.

    Raises
    ------
    Error
        When `low` is greater than `high`.
    """
    least, most = _exact.number(low, "low of between"), _exact.number(high, "high of between")
    _exact.check_ends(least, most, "low", "high", "between")
    return Step(from_=least, to=most, points=points, title=title)
