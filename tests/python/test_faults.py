# SPDX-License-Identifier: MIT
"""Mistakes that people made in issued rubrics, seeded one at a time into the provincial rubric.

Each must be noticed, by the check or by a case that comes with the rubric, and the report must name the
rule with the mistake.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import testing

ROOT = Path(__file__).parents[2]
NAME = "vn-par-province-2020"
RUBRIC = json.loads((ROOT / "rubrics" / f"{NAME}.json").read_text(encoding="utf-8"))
CASES = ROOT / "rubrics" / "cases" / f"{NAME}.case.json"

Node = dict[str, Any]


def walk(node: Node, pointer: str = "") -> Iterator[tuple[str, Node]]:
    list_name = "nodes" if "nodes" in node else "children"
    for position, child in enumerate(node.get(list_name, [])):
        at = f"{pointer}/{list_name}/{position}"
        yield at, child
        yield from walk(child, at)


def body(node: Node) -> Any:
    (found,) = node["rule"].values()
    return found


def put(**members: Any) -> Callable[[Node], None]:
    """Changes members of the node."""
    return lambda node: node.update(members)


def rule(**members: Any) -> Callable[[Node], None]:
    """Changes members of the rule."""
    return lambda node: body(node).update(members)


def drop(key: str) -> Callable[[Node], None]:
    return lambda node: body(node).pop(key)


def swap_points(a: int, b: int, where: str) -> Callable[[Node], None]:
    def change(node: Node) -> None:
        items = body(node)[where]
        items[a]["points"], items[b]["points"] = items[b]["points"], items[a]["points"]

    return change


def step(position: int, **members: Any) -> Callable[[Node], None]:
    """Replaces the ends of a band."""

    def change(node: Node) -> None:
        band = body(node)["steps"][position]
        for key in ("from", "above", "to", "below"):
            band.pop(key, None)
        band.update(members)

    return change


def both(*changes: Callable[[Node], None]) -> Callable[[Node], None]:
    def change(node: Node) -> None:
        for one in changes:
            one(node)

    return change


def quantity(**members: Any) -> Callable[[Node], None]:
    return lambda node: body(node)["on"].update(members)


def turned(node: Node) -> None:
    body(node)["on"]["percent"].reverse()


FAULTS: list[tuple[str, str, Callable[[Node], None]]] = [
    # As found in issued rubrics: domain of figures and structure.
    ("a code used twice", "1.3.2", put(code="1.3.1")),
    ("a maximum with a digit turned", "1", put(max="0.9")),
    ("a maximum of 10.05 for 10.5", "3", put(max="14.05")),
    ("children that add to less than their parent", "1.3.1", put(max="0.25")),
    ("a lowest mark above 0", "1.1.1", lambda n: body(n)["options"][2].update(points="0.25")),
    ("a gap between two bands", "1.3.1", step(1, **{"from": "22", "below": "30"})),
    ("an overlap of two bands", "1.3.1", step(1, **{"from": "20", "to": "30"})),
    ("a band that nothing states", "1.3.1", lambda n: body(n)["steps"].pop(2)),
    # A wrong but valid figure: only a case can notice it.
    (
        "a threshold moved on both of its sides",
        "1.3.1",
        both(step(0, **{"from": "35"}), step(1, **{"from": "20", "below": "35"})),
    ),
    (
        "exactly on the threshold counted with the lower band",
        "1.3.1",
        both(step(0, above="30"), step(1, **{"from": "20", "to": "30"})),
    ),
    ("points of two bands exchanged", "1.3.1", swap_points(1, 2, "steps")),
    ("points of two answers exchanged", "1.1.1", swap_points(1, 2, "options")),
    ("points of two items exchanged", "1.4.2", swap_points(0, 1, "items")),
    ("yes and no exchanged", "3.1.1", rule(yes="0", no="1")),
    ("a cut-off forgotten", "1.1.3", drop("cut_off")),
    ("a cut-off at another figure", "1.1.3", rule(cut_off={"below": "60", "points": "0"})),
    ("a cut-off that takes in its own figure", "1.1.3", rule(cut_off={"to": "80", "points": "0"})),
    ("a cap forgotten", "6.1.1", drop("cap")),
    ("a share of another whole", "6.1.1", rule(full_at="100")),
    ("numerator and denominator exchanged", "1.7.1", turned),
    ("a ratio for a percentage", "4.2.2", lambda n: body(n).update(full_at="9")),
    ("another policy where there was nothing to do", "2.2.2", quantity(when_zero="zero")),
    ("another policy for what is missing", "1.5", put(missing="zero")),
    ("rounded to another digit", "1.1.3", put(rounding={"digits": 1, "mode": "half_up"})),
    ("rounded the other way", "1.1.3", put(rounding={"digits": 2, "mode": "down"})),
    ("marks in coarser steps", "1.2.2", rule(step="0.5")),
    ("an item forgotten", "1.2.1", lambda n: body(n)["items"].pop(1)),
    ("a lower limit of an input forgotten", "1.1.3", lambda n: n["inputs"][1].pop("min")),
]


def seeded(code: str, change: Callable[[Node], None]) -> tuple[Node, str]:
    """The rubric with the mistake, and the pointer of the node that has it."""
    document = copy.deepcopy(RUBRIC)
    pointer, node = next((at, n) for at, n in walk(document) if n["code"] == code)
    before = copy.deepcopy(node)
    change(node)
    assert node != before, "the mistake changes nothing"
    return document, pointer


def test_there_are_25_and_the_rubric_itself_is_sound() -> None:
    assert len(FAULTS) >= 25
    report = testing.run_cases([CASES], rubric=px.Rubric.from_json(RUBRIC))
    assert report.ok, report.to_text()


@pytest.mark.parametrize(("name", "code", "change"), FAULTS, ids=[name for name, _, _ in FAULTS])
def test_a_mistake_is_noticed_and_named(
    name: str, code: str, change: Callable[[Node], None]
) -> None:
    document, pointer = seeded(code, change)
    rubric, issues = px.check_rubric(document)
    if rubric is None:
        parents = {pointer[: end.start()] for end in _ends(pointer)}
        named = [i for i in issues if i.pointer.startswith(pointer) or _owner(i.pointer) in parents]
        assert named, f"{name}: {[str(issue) for issue in issues]}"
        return
    report = testing.run_cases([CASES], rubric=rubric)
    assert not report.ok, name
    failed = {failure["code"] for result in report.results for failure in result.failures}
    # A rounding to fewer digits is noticed before any case runs: no result can have these digits.
    named = [i for i in report.issues if f"/nodes/{code}/" in i["pointer"] or code in i["field"]]
    assert code in failed or named, (name, failed, report.issues[:3])


def _ends(pointer: str) -> Iterator[Any]:
    return re.finditer(r"/children/\d+", pointer)


def _owner(pointer: str) -> str:
    """The node that contains the target of a pointer."""
    found = re.match(r"(?:/nodes/\d+)?(?:/children/\d+)*", pointer)
    return found[0] if found else ""
