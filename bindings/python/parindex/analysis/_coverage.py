# SPDX-License-Identifier: MIT
"""How much of the data is there: by leaf, by node and by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isnan
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from parindex._fraction import ExactFraction
from parindex._steps import read_json
from parindex.display._shown import record
from parindex.novalue import NoValue

if TYPE_CHECKING:
    from parindex.analysis._shares import Place
    from parindex.engine.scores import Scores

_NOT_APPLICABLE = NoValue.NOT_APPLICABLE.value
_MISSING = "missing"
_WORDS = {kind.value for kind in NoValue}


@record
class DataCoverage(NamedTuple):
    """The part of the data that is there, for a leaf, for the leaves below a node, or for a unit."""

    kind: Literal["leaf", "node", "unit"]
    name: str
    """Code of the leaf or the node, empty for the total; name of the unit."""
    known: int
    """The number of leaves, over the units, with a value in every data column."""
    expected: int
    """The number of leaves, over the units, that apply."""
    share: ExactFraction
    """100 * `known` / `expected`, in percent."""
    enough: bool
    """Whether `share` is at least the minimum."""


def coverage(scores: Scores, places: Mapping[str, Place], least: Fraction) -> list[DataCoverage]:
    """Leaves and nodes in document order, the total first, then units; without those that nothing applies to.

    A leaf of a unit is known if each of its data columns has a value. A value that is refused or not proven is not
    there. A leaf of which no value is missing and some does not apply is not expected.
    """
    cells = dict(scores._core.state()[3])
    markers = read_json(scores.plan.rubric._resolved()).get("markers", {})
    absent = {word: kind for kind, words in markers.items() for word in words}
    columns: dict[str, list[str]] = {}
    for column in scores.plan.columns:
        place = places.get(column.code)
        if place is not None and not place.children:
            columns.setdefault(column.code, []).append(column.name)
    rows = range(len(scores))
    found: dict[str, list[int | None]] = {
        code: _known([_states(cells.get(name), len(scores), absent) for name in names], rows)
        for code, names in columns.items()
    }
    made = [_of("node", "", found.values(), least)]
    for code, place in places.items():
        if place.children:
            below = [found[one] for one in _leaves(place) if one in found]
            made.append(_of("node", code, below, least))
        elif code in found:
            made.append(_of("leaf", code, [found[code]], least))
    for row, unit in enumerate(scores.units):
        made.append(_of("unit", unit, [[one[row]] for one in found.values()], least))
    return [one for one in made if one is not None]


def _leaves(place: Place) -> list[str]:
    if not place.children:
        return [place.code]
    return [code for child in place.children for code in _leaves(child)]


def _of(
    kind: Literal["leaf", "node", "unit"], name: str, lists: Any, least: Fraction
) -> DataCoverage | None:
    values = [value for one in lists for value in one if value is not None]
    if not values:
        return None
    share = ExactFraction(100 * sum(values), len(values))
    return DataCoverage(kind, name, sum(values), len(values), share, share >= least)


def _known(lists: Sequence[Sequence[bool | None]], rows: range) -> list[int | None]:
    """1 where every column has a value, 0 where one lacks it, None where the leaf does not apply."""
    found: list[int | None] = []
    for row in rows:
        states = [one[row] for one in lists]
        # A value that is missing comes before one that does not apply, as in the policies of the format.
        found.append(0 if False in states else None if None in states else 1)
    return found


def _states(column: Any, count: int, absent: Mapping[str, str]) -> list[bool | None]:
    """For each unit whether a column has a value; None: not applicable."""
    if column is None:
        return [False] * count
    if isinstance(column, bytes):
        return [not isnan(value) for value in memoryview(column).cast("d")]
    return [_state(value, absent) for value in column]


def _state(value: Any, absent: Mapping[str, str]) -> bool | None:
    if value is None or (isinstance(value, float) and isnan(value)):
        return False
    word = value.value if isinstance(value, NoValue) else value
    if isinstance(word, str):
        word = absent.get(word.strip(), word.strip())
        if word == _MISSING:
            return False
        if word == _NOT_APPLICABLE:
            return None
        return bool(word) and word not in _WORDS
    return True
