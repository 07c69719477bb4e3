# SPDX-License-Identifier: MIT
"""The classes that units have: by the total, and by nodes that only inform."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parindex._tree import class_titles
from parindex.documents._texts import title, words

if TYPE_CHECKING:
    from parindex.engine.scores import Scores


@dataclass(slots=True)
class Classed:
    """The classes of the total or of a node."""

    title: str
    """Of the node; empty for the total."""
    names: dict[str, str]
    """The titles of the classes by id, in their order."""
    units: Mapping[str, str | None]
    """The id of each unit's class; None: it has none."""

    @property
    def head(self) -> str:
        """The heading of a column of these classes."""
        return self.title or words("class")

    def name_of(self, unit: str) -> str:
        """The class of a unit; empty if it has none."""
        class_id = self.units[unit]
        return "" if class_id is None else self.names[class_id]


def classed(scores: Scores, nodes: Mapping[str, Mapping[str, Any]]) -> Iterator[Classed]:
    """The total and the nodes for information that have classes. The nodes are those of the rubric, by code.

    Classes of nodes that count follow from the points of the total, and stay in the tables of
    figures.
    """
    for code, node in nodes.items():
        if code and not node.get("informative"):
            continue
        units = scores.classes(node=code)
        if units is not None:
            names = {each: title(named) or each for each, named in class_titles(node).items()}
            yield Classed(title(node.get("title")) or code, names, units)
