# SPDX-License-Identifier: MIT
"""For every kind of error, the pointer of every finding leads to an existing place in the file."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

import parindex as px
from strategies import CUSTOM, a_rubric

Json = dict[str, Any]
COMPLETE = Path(__file__).parents[1] / "data/complete.json"
VALUES: tuple[Any, ...] = (None, True, 0, -1, 1.5, 99, "", "x", "a b", "1/3", [], [1], {}, {"x": 1})


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    yield path, value
    if isinstance(value, (dict, list)):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(child, (*path, key))


def named(document: Any, key: str, place: Any) -> Any:
    """The content of a shared part by its name: an issue in it has the pointer of the place that
    uses it."""
    section = {"options": "options", "steps": "scales", "pieces": "scales"}.get(key, "inputs")
    return document["shared"][section][place] if isinstance(place, str) else place


def assert_there(document: Any, pointer: str, what: object) -> None:
    place, last = document, ""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        try:
            place = named(document, last, place)
            place, last = place[int(key) if isinstance(place, list) else key], key
        except (KeyError, IndexError, TypeError, ValueError):
            pytest.fail(f"{pointer} is not there: {what}")


def damaged(document: Json, rng: Random) -> Json:
    """The document with one value dropped, or replaced."""
    made = copy.deepcopy(document)
    known = list(places(made))
    *path, last = rng.choice(known[1:])[0]
    place: Any = made
    for step in path:
        place = place[step]
    if rng.random() < 0.3:
        del place[last]
    else:
        other = rng.choice(VALUES) if rng.random() < 0.6 else rng.choice(known[1:])[1]
        place[last] = copy.deepcopy(other)
    return made


def test_every_finding_points_at_something() -> None:
    complete: Json = json.loads(COMPLETE.read_text(encoding="utf-8"))
    found = 0
    for seed in range(300):
        rng = Random(seed)
        document = damaged(complete if seed % 3 else a_rubric(rng), rng)
        try:
            issues = px.Rubric.from_json(document).warnings
        except px.RubricError as refused:
            issues = refused.issues
        for issue in issues:
            found += 1
            assert_there(document, issue.pointer, (seed, issue))
    assert found > 100


def test_every_proof_points_at_something() -> None:
    for seed in range(30):
        document = a_rubric(Random(seed), custom=True)
        rubric = px.Rubric.from_json(document)
        rubric.compile(custom=CUSTOM)
        for proof in rubric.proofs():
            assert_there(document, proof["pointer"], (seed, proof))
