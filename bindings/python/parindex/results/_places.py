# SPDX-License-Identifier: MIT
"""Addresses of what can be drawn within a node: the points, ends and policies of its rule.

An address is the code of the node and steps through its rule, with ``/`` between them: keys, positions from 0, and the
ids of options, items and answers instead of positions. Steps may be left out as long as one place remains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal

Json = dict[str, Any]
Path = tuple[str | int, ...]
What = Literal["points", "thresholds", "policies"]

NO_VALUES = ("missing", "not_applicable", "not_proven", "refused")
_OPPOSITE = {"from": "below", "below": "from", "above": "to", "to": "above"}
_THRESHOLDS = {
    *_OPPOSITE, "threshold", "step", "full_at", "target", "zero_at", "low", "high", "minimum_sample",
}  # fmt: skip
_POINTS = {
    "points", "points_from", "points_to", "points_each", "percent", "yes", "no", "otherwise", "start", "each", "cap",
    "floor", "base", "weight", "priority",
}  # fmt: skip
_WHEN = {"when_zero", "when_small", "when_none"}
# Members that are words, or numbers that do not change points.
_WORDS = {
    "id", "title", "note", "source", "input", "inputs", "is", "value", "ratio", "node", "figure", "name", "version", "hit",
    "output", "direction", "groups", "mode", "digits", "degree", "index", "edition", "rubric",
    "partial_steps", "outside", "scale", "statistic", "within", "stated_sample",
}  # fmt: skip


class PlaceError(Exception):
    """An address that no place fits, or several: `known` lists the places."""

    def __init__(self, known: list[str], *, several: bool) -> None:
        super().__init__(known)
        self.known = known
        self.several = several


def find_place(node: Json, steps: list[str], what: What) -> Path:
    """The place in a node that an address means. Raises PlaceError."""
    if what == "policies" and len(steps) == 1 and steps[0] in NO_VALUES:
        return (steps[0],)
    places = [path for path in _places(node) if _fits(path, what)]
    for fits in (_is_in_rule, _is_whole, _ends_at, _leads_to):
        found = [path for path in places if fits(node, path, steps)]
        if len(found) == 1:
            return found[0]
        if found:
            raise PlaceError([said(node, path) for path in found], several=True)
    raise PlaceError([said(node, path) for path in places], several=False)


def said(node: Json, path: Path) -> str:
    """The address of a place without the code: the kind of the rule is left out, and ids replace positions."""
    steps = []
    for position in range(2 if path[0] == "rule" else 0, len(path)):
        step = path[position]
        there = at(node, path[: position + 1]) if isinstance(step, int) else None
        steps.append(str(there["id"] if isinstance(there, Mapping) and "id" in there else step))
    return "/".join(steps)


def at(node: Any, path: Path) -> Any:
    """What is at a place."""
    for step in path:
        node = node[step]
    return node


def adjoining(node: Json, path: Path) -> tuple[Path, ...]:
    """The ends at the same number on the other side: where one band ends, the next one begins."""
    other = _OPPOSITE.get(str(path[-1]))
    if other is None:
        return ()
    value, quantity = _number(at(node, path)), _quantity(node, path)
    return tuple(
        each
        for each in _places(node)
        if each[-1] == other
        and each[:-1] != path[:-1]
        and _quantity(node, each) == quantity
        and _number(at(node, each)) == value
    )


def numbers_of(node: Json) -> list[Fraction]:
    """The numbers of a leaf that can be among its points."""
    parts = [
        at(node, path) for path in _places(node) if _fits(path, "points") or _fits(path, "policies")
    ]
    found = (_number(part["points"] if isinstance(part, Mapping) else part) for part in parts)
    return [value for value in found if value is not None]


def _quantity(node: Json, path: Path) -> object:
    """What is compared with an end: the bands of one list have the same quantity."""
    box = at(node, path[:-1])
    if "of" in box:
        return str(box["of"])
    if "when" in path:
        where = path.index("when")
        return (*path[: where - 1], path[where + 1 : where + 2])
    return path[:-2]


def _places(node: Json) -> Iterator[Path]:
    for key in ("rule", "inputs", "cap", "floor", "gates"):
        if key in node:
            yield from _below(node[key], (key,))


def _below(part: Any, path: Path) -> Iterator[Path]:
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in _WHEN:
                yield (*path, key)
            elif key not in _WORDS:
                yield from _below(value, (*path, key))
    elif isinstance(part, list):
        for position, value in enumerate(part):
            yield from _below(value, (*path, position))
    elif _number(part) is not None and not _is_word(path, part):
        yield path


def _is_word(path: Path, part: object) -> bool:
    """Whether a text is an answer that a decision table tests, not a number."""
    return isinstance(part, str) and "when" in path and path[-1] not in _THRESHOLDS


def _number(part: object) -> Fraction | None:
    if isinstance(part, bool) or not isinstance(part, str | int | float):
        return None
    try:
        return Fraction(str(part))
    except (ValueError, ZeroDivisionError):
        return None


def _fits(path: Path, what: What) -> bool:
    last = path[-1]
    if path[0] == "inputs":
        return what == "policies" and last in _WHEN
    if last in _WHEN:
        return what == "policies"
    if what == "policies":
        return False
    return last not in (_POINTS if what == "thresholds" else _THRESHOLDS)


def _is_in_rule(node: Json, path: Path, steps: list[str]) -> bool:
    """Whether steps are the whole path within a rule."""
    return path[0] == "rule" and _is(node, path, steps, 2)


def _is_whole(node: Json, path: Path, steps: list[str]) -> bool:
    """Whether steps are the whole path, with or without ``rule``."""
    return _is(node, path, steps, 0) or (path[0] == "rule" and _is(node, path, steps, 1))


def _is(node: Json, path: Path, steps: list[str], begin: int) -> bool:
    return len(path) - begin == len(steps) and all(
        _same(node, path[: begin + at], step, path[begin + at]) for at, step in enumerate(steps)
    )


def _same(node: Json, before: Path, step: str, place: str | int) -> bool:
    """Whether a step of an address means a step of a path: a key, an id, or a position that is no id there."""
    if not isinstance(place, int):
        return place == step
    ids = [one.get("id") if isinstance(one, Mapping) else None for one in at(node, before)]
    return ids[place] == step or (str(place) == step and step not in ids)


def _leads_to(node: Json, path: Path, steps: list[str]) -> bool:
    """Whether steps are some of those of a path, in order."""
    rest = list(steps)
    for position, place in enumerate(path):
        if rest and _same(node, path[:position], rest[0], place):
            del rest[0]
    return not rest


def _ends_at(node: Json, path: Path, steps: list[str]) -> bool:
    """The same, and the last step is the end of the path."""
    return _same(node, path[:-1], steps[-1], path[-1]) and _leads_to(node, path, steps)
