# SPDX-License-Identifier: MIT
"""A rubric scored by the engine and by its twin at once, for tests with figures worked out by hand."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import parindex as px
from parindex import reference, testing

Json = dict[str, Any]

HALF_UP: Json = {"digits": 2, "mode": "half_up"}


def whole(nodes: Sequence[Json], maximum: object, **more: Any) -> Json:
    """A rubric of these nodes under a sum, in format 2."""
    return {
        "parindex": 2, "id": "r", "edition": "2026", "max": maximum, "aggregation": "sum", "missing": "error",
        "index_rounding": "exact", **more, "nodes": [*nodes],
    }  # fmt: skip


def mark(code: str, maximum: object, **more: Any) -> Json:
    """A leaf whose value is its points."""
    return {"code": code, "max": maximum, "rule": {"direct": {"min": 0, "max": maximum}}, **more}


def codes(document: Json) -> list[tuple[str, str]]:
    return [(issue.code, issue.pointer) for issue in px.check_rubric(document)[1]]


def both(document: Json, *rows: Json) -> px.Scores:
    """The scores of the engine, which are those of the twin, alone and together."""
    rubric = px.Rubric.from_json(document)
    named = [{"unit": str(at), **row} for at, row in enumerate(rows)]
    scores = rubric.compile().score(named)
    units = json.loads(scores.to_json())["units"]
    for unit, twin in zip(units, reference.score(copy.deepcopy(document), named), strict=True):
        assert {key: unit[key] for key in ("points", "max", "index")} == {
            key: twin[key] for key in ("points", "max", "index")
        }
        assert {
            code: (node["points"], node["max"], node["status"], node.get("class"))
            for code, node in unit["nodes"].items()
        } == {
            code: (node["points"], node["max"], node["status"], node.get("class"))
            for code, node in twin["nodes"].items()
        }
        assert [(i["code"], i["field"]) for i in unit.get("issues", ())] == [
            (i["code"], i["field"]) for i in twin.get("issues", ())
        ]
    return scores


def returns(document: Json) -> Json:
    """The canonical JSON, after both ways back: it gives the same rubric, also as typed classes."""
    rubric = px.Rubric.from_json(document)
    again = px.Rubric.from_json(rubric.to_json())
    assert again == rubric
    assert again.digest == rubric.digest
    assert px.Rubric.from_model(rubric.to_model()).digest == rubric.digest
    made: Json = json.loads(rubric.to_json())
    return made


def kill_all(document: Json, folder: Path, at: str) -> None:
    """Cases made for a rubric, with those that survivors suggest, cover it and kill every mutant below `at`."""
    made = px.Rubric.from_json(document)
    path = folder / "made.case.json"
    path.write_text(testing.boundary_cases(made), encoding="utf-8")
    assert testing.run_cases([path], rubric=made).ok
    assert testing.measure_coverage(made, [path]).missing == []
    cases = json.loads(path.read_text(encoding="utf-8"))
    for number, mutant in enumerate(testing.mutate(made, [path]).survivors):
        if mutant.by:
            cases["cases"].append({"unit": f"suggested {number}", **json.loads(mutant.by)})
    path.write_text(json.dumps(cases), encoding="utf-8")
    mutants = [m for m in testing.mutate(made, [path]).mutants if m.pointer.startswith(at)]
    assert mutants
    assert [str(m) for m in mutants if m.status in ("survived", "undecided")] == []
