# SPDX-License-Identifier: MIT
"""Replaces the names of shared parts and constants in a rubric by their contents."""

from __future__ import annotations

from typing import Any

# Objects whose keys are names of inputs, parameters or sets of weights, and texts.
OWN_KEYS = ("when", "parameters", "weight")
TEXTS = ("title", "source", "note", "accept", "evidence", "markers", "shared", "constants")
SECTIONS = {"options": "options", "steps": "scales", "pieces": "scales"}


def resolved(rubric: dict[str, Any]) -> dict[str, Any]:
    """The rubric without `shared` and `constants`; the same object if it has neither."""
    if "shared" not in rubric and "constants" not in rubric:
        return rubric
    dropped = ("shared", "constants", "cases")
    return {key: put(part, key, rubric) for key, part in rubric.items() if key not in dropped}


def put(value: Any, key: str, rubric: dict[str, Any]) -> Any:
    """A value with all names in it replaced; `key` is that of the value in its object."""
    if isinstance(value, list):
        if key == "inputs":
            inputs = rubric.get("shared", {}).get("inputs", {})
            value = [inputs[each] if isinstance(each, str) else each for each in value]
        return [put(each, "", rubric) for each in value]
    if not isinstance(value, dict):
        return value
    own = key in OWN_KEYS
    if not own and [*value] == ["constant"]:
        return constant(rubric["constants"][value["constant"]], rubric)
    made = {}
    for name, member in value.items():
        if name in TEXTS and not own:
            made[name] = member
            continue
        if not own and name in SECTIONS and isinstance(member, str):
            member = rubric["shared"][SECTIONS[name]][member]
        made[name] = put(member, name, rubric)
    return made


def constant(declared: dict[str, Any], rubric: dict[str, Any]) -> Any:
    """The only value, the one of the edition, or the last one up to the day that it comes into force."""
    if "value" in declared:
        return declared["value"]
    if "by_edition" in declared:
        return declared["by_edition"][rubric["edition"]]
    begin = rubric["effective"]["from"]
    return declared["by_date"][max(day for day in declared["by_date"] if day <= begin)]
