# SPDX-License-Identifier: MIT
"""What a unit wants to reach: points, a class or a rank."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex import _core
from parindex._fraction import ExactFraction
from parindex._names import did_you_mean
from parindex._sentences import Text
from parindex._steps import read_json
from parindex.analysis import messages
from parindex.analysis._arguments import Arguments
from parindex.analysis.what_if import WhatIf
from parindex.display._text import show
from parindex.rounding import stated_rounding

if TYPE_CHECKING:
    from parindex.engine.scores import Scores
    from parindex.engine.unit_score import NodeScore

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of the total that is high enough, and a test of the whole result."""

    kind: str
    """``"gain"``, ``"class"`` or ``"rank"``."""
    wanted: Any
    """Points to gain, id of the class, or the rank."""
    on: str
    stage: str
    least: Fraction | None
    """What the figure must reach; None: any value may do."""
    open: bool = False
    """Whether `least` itself is too low."""
    decided: bool = True
    """Whether a figure that is high enough always reaches the target."""
    better: frozenset[str] = frozenset()
    """The class and those above it."""

    def figure(self, total: NodeScore) -> Fraction | None:
        """The figure of a result."""
        exact = self.stage == "exact"
        if self.on == "points":
            found = total.exact if exact else total.points
        else:
            found = total.index_exact if exact else total.index
        return None if found is None else Fraction(found)

    def is_enough(self, figure: Fraction | None) -> bool:
        """Whether a figure is high enough."""
        if figure is None:
            return False
        return self.least is None or figure > self.least or (figure == self.least and not self.open)

    def is_reached(self, result: WhatIf) -> bool:
        """Whether the table, scored again, has the target."""
        if result.after.status != "ok":
            return False
        if self.kind == "class":
            return result.change.class_after in self.better
        if self.kind == "rank":
            rank = result.change.rank_after
            return rank is not None and rank <= self.wanted
        return self.is_enough(self.figure(result.after.total))


class Figures:
    """Figures of the total of one unit from its points before rounding."""

    def __init__(self, document: Json, total: NodeScore) -> None:
        self._rounding = stated_rounding(document["rounding"]) if "rounding" in document else None
        how = document.get("index_rounding")
        self._of_index = stated_rounding(how) if isinstance(how, dict) else None
        self._max = Fraction(total.max or 0)

    def of(self, target: Target, points: Fraction) -> Fraction | None:
        """The figure that a target is about."""
        exact = target.stage == "exact"
        rounded = points if self._rounding is None else Fraction(self._rounding.apply(points))
        if target.on == "points":
            return points if exact else rounded
        if not self._max:
            return None
        index = 100 * rounded / self._max
        return index if exact or self._of_index is None else Fraction(self._of_index.apply(index))


def target_of(
    scores: Scores, row: int, arguments: Arguments, gain: Any, to_class: Any, to_rank: Any
) -> Target | None:
    """The target that is given; None after an issue."""
    given = {"gain": gain, "to_class": to_class, "to_rank": to_rank}
    if sum(value is not None for value in given.values()) != 1:
        arguments.add("gain, to_class, to_rank", "", messages.EXACTLY_ONE_IS_NEEDED())
        return None
    document = read_json(scores.plan.rubric._resolved())
    if gain is not None:
        more = arguments.number(gain, "gain")
        now = scores[scores.units[row]].points
        return Target("gain", more, "points", "rounded", Fraction(now or 0) + more)
    if to_class is not None:
        return _class(document, arguments, to_class)
    return _rank(scores, row, document, arguments, to_rank)


def _class(document: Json, arguments: Arguments, wanted: Any) -> Target | None:
    classes = document.get("classes")
    if classes is None:
        arguments.add("to_class", "", messages.NO_CLASSES_DECLARED(), "classes_undeclared")
        return None
    bands = classes["bands"]
    ids = tuple(band["id"] for band in bands)
    if wanted not in ids:
        near = _core.nearest(str(wanted), ids)
        said = did_you_mean(messages.NO_CLASS(repr(wanted)), near)
        arguments.add("to_class", "", said, expected=", ".join(ids))
        return None
    on, stage = classes["on"], classes["stage"]
    if "quota" in classes:  # from the best on; what a class takes depends on the other units
        better = frozenset(ids[: ids.index(wanted) + 1])
        return Target("class", wanted, on, stage, None, decided=False, better=better)
    ends = {band["id"]: _low_end(band) for band in bands}
    least, opened = ends[wanted]
    above = {name for name, end in ends.items() if _key(end) >= _key((least, opened))}
    return Target("class", wanted, on, stage, least, opened, better=frozenset(above))


def _low_end(band: Json) -> tuple[Fraction | None, bool]:
    if "from" in band:
        return Fraction(str(band["from"])), False
    return (Fraction(str(band["above"])), True) if "above" in band else (None, False)


def _key(end: tuple[Fraction | None, bool]) -> tuple[bool, Fraction, bool]:
    return end[0] is not None, end[0] or Fraction(0), end[1]


def _rank(
    scores: Scores, row: int, document: Json, arguments: Arguments, wanted: Any
) -> Target | None:
    ranking = document.get("ranking")
    if ranking is None:
        arguments.add("to_rank", "", messages.NO_RANKING_DECLARED(), "ranking_undeclared")
        return None
    if isinstance(wanted, bool) or not isinstance(wanted, int) or wanted < 1:
        arguments.add(
            "to_rank",
            "",
            messages.A_RANK_IS_A_WHOLE_NUMBER_FROM_1(),
            "value_type",
            actual=repr(wanted),
        )
        return None
    blank = Target("rank", wanted, ranking["on"], ranking["stage"], None)
    ranks = scores._ranks() or []
    if ranks[row] is None:
        arguments.add("to_rank", "", messages.THE_UNIT_IS_NOT_RANKED(scores.units[row]))
        return None
    groups = scores.groups if ranking["within"] == "group" else None
    others = sorted(
        (
            figure
            for at, rank in enumerate(ranks)
            if at != row and rank is not None and (groups is None or groups[at] == groups[row])
            if (figure := blank.figure(scores[scores.units[at]].total)) is not None
        ),
        reverse=True,
    )
    if ranking["ties"] == "dense":
        others = sorted(set(others), reverse=True)
    least = others[wanted - 1] if wanted <= len(others) else None
    # Who is first of two equal units, the chain of tie-breaks says.
    sure = ranking["ties"] != "ordinal" and not ranking.get("tie_break")
    return Target(
        "rank", wanted, blank.on, blank.stage, least, decided=sure and not scores.plan.statistics
    )


def said(target: Target) -> Text:
    """The target in words."""
    words = {
        "gain": messages.TARGET_GAIN, "class": messages.TARGET_CLASS, "rank": messages.TARGET_RANK,
    }  # fmt: skip
    wanted = target.wanted
    return words[target.kind](
        show(ExactFraction(wanted)) if isinstance(wanted, Fraction) else str(wanted)
    )
