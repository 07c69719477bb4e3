# SPDX-License-Identifier: MIT
"""The change of every unit against an earlier result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parindex.display._text import signed as with_plus
from parindex.documents import _words
from parindex.documents._texts import figure, order, signed, words

if TYPE_CHECKING:
    from parindex.engine.ranking import On, Ranking
    from parindex.engine.scores import Scores


@dataclass(slots=True)
class Moved:
    """A unit against an earlier result."""

    before: str
    difference: str
    """With its sign, or why there is none."""
    rank: str
    """The earlier rank."""
    order: int
    """Place of the difference among all; 0 without one."""


@dataclass(slots=True)
class Change:
    """All units against an earlier result."""

    edition: str
    """Of the rubric of the earlier result."""
    on: str
    """The figure that is compared."""
    units: dict[str, Moved]
    gone: str
    """The units that only the earlier result has; empty for none."""


def of(before: Scores, scores: Scores, ranking: Ranking | None) -> Change:
    """The change of the figure that the units are ranked by; of the points without a ranking."""
    on: On = "points" if ranking is None else ranking.rule["on"]
    compared = before.compare(scores, on=on)
    places = dict(
        zip(
            (one.unit for one in compared),
            order([one.difference for one in compared]),
            strict=True,
        )
    )
    units = {
        one.unit: Moved(
            figure(one.before),
            one.reason or signed(with_plus(one.difference)),
            "" if one.rank_before is None else str(one.rank_before),
            places[one.unit],
        )
        for one in compared
    }
    here = set(scores.units)
    gone = [unit for unit in before.units if unit not in here]
    said = _words.ONLY_EARLIER(", ".join(gone)) if gone else ""
    return Change(before.plan.rubric.edition, words(on), units, said)
