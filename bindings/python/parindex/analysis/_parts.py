# SPDX-License-Identifier: MIT
"""The columns of an analysis of the structure: the share of each node, and its part of the total.

The part of a node is what it gives to the total of a unit: its share times what one whole share gives there. The parts
of the children of a plain sum or mean add up to that of their parent. Where a node is no plain sum or mean, its part
is not split further.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from parindex._sentences import Text
from parindex._steps import each
from parindex.analysis import _words
from parindex.analysis._moments import Column
from parindex.analysis._shares import Place, Shares

if TYPE_CHECKING:
    from parindex.engine.scores import Scores


class Parts:
    """Shares and parts of all nodes of the units that have points."""

    def __init__(self, scores: Scores) -> None:
        found = Shares(scores)
        self.on = found.on
        self.units = found.units
        self.rows = found.rows
        self.root = found.root
        self.places: dict[str, Place] = {}
        """The nodes below the total that count for the points, by code in document order."""
        self.shares: dict[str, Column] = {}
        """Points / applicable maximum; the total under the empty code."""
        self.total = Column(found.totals())
        """The figure by which the rubric ranks: the points of the total, or its points / its maximum."""
        self.effects: dict[str, list[Fraction]] = {}
        """For each node whose part is known: what one whole share of it gives to the total of each unit."""
        self.parts: dict[str, Column] = {}
        """For the same nodes the part of the total of each unit; 0 where the node does not count."""
        self.left_out: dict[str, Text] = {}
        """Why the part of a node is not known, by code."""
        self.shares[""] = Column(self.root.shares)
        most = self.root.max
        whole = [Fraction(1) if self.on == "index" else most[at] or Fraction(0) for at in self]
        self._reasons = found.left_out
        self._add(self.root, whole)

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self.units)))

    def _add(self, place: Place, effects: list[Fraction] | None) -> None:
        for child in each(place.children):
            self.places[child.code] = child
            self.shares[child.code] = Column(child.shares)
            own = None if effects is None else self._effects(place, child, effects)
            if own is None:
                said = self._reasons.get(child.code)
                self.left_out[child.code] = said or _words.PART_OF_ITS_PARENT()
            else:
                self.effects[child.code] = own
                self.parts[child.code] = Column(
                    Fraction(0) if share is None else share * effect
                    for share, effect in zip(child.shares, own, strict=True)
                )
            self._add(child, own)

    def _effects(
        self, place: Place, child: Place, effects: list[Fraction]
    ) -> list[Fraction] | None:
        """What one whole share of a child gives to the total; None below a node that is no plain sum or mean."""
        if not place.kind:
            return None
        found = []
        for at in self:
            weight = child.weight(at)
            whole = place.max[at] if place.kind == "sum" else place.whole(at)
            found.append(effects[at] * weight / whole if weight and whole else Fraction(0))
        return found

    def leaves(self) -> list[str]:
        """Codes of the leaves."""
        return [code for code, place in self.places.items() if not place.children]

    def known(self) -> list[str]:
        """Codes of the nodes whose parts add up to the total: the lowest ones that are known."""
        return [
            code
            for code, place in self.places.items()
            if code in self.parts and not any(child.code in self.parts for child in place.children)
        ]

    def above(self, code: str) -> list[str]:
        """The codes of the nodes above a node, from its parent to the total."""
        found = []
        place = self.places[code].above
        while place is not None:
            found.append(place.code)
            place = place.above
        return found

    def inner(self) -> dict[str, list[str]]:
        """The codes of the children of every node with children, by its code."""
        nodes = [self.root, *self.places.values()]
        return {one.code: [child.code for child in one.children] for one in nodes if one.children}
