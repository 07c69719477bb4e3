# SPDX-License-Identifier: MIT
"""Mutants of the ranking and of the classes: killed by cases, shown by units, or proven equivalent."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

import parindex as px
import random_runs
from parindex import testing
from strategies import a_rubric
from test_hunt import mutant_of

Json = dict[str, Any]
RUBRICS = random_runs.share(4, long=60)


def rubric(**more: Any) -> Json:
    def leaf(code: str) -> Json:
        rule = {"direct": {"min": "0", "max": "4", "step": "1"}}
        return {"code": code, "max": "4", "rule": rule}

    return {
        "parindex": 1, "id": "ranked", "edition": "1", "max": "8", "aggregation": "sum",
        "missing": "exclude", "index_rounding": {"digits": 2, "mode": "half_up"},
        "ranking": {"on": "index", "stage": "exact", "ties": "competition",
                    "tie_break": ["1", "2"], "within": "all"},
        "nodes": [leaf("1"), leaf("2")], **more,
    }  # fmt: skip


def mutants(
    document: Json, folder: Path, cases: list[Json], part: str
) -> dict[str, testing.Mutant]:
    """The mutants of a part of the rubric, by their change."""
    file = folder / "ranked.case.json"
    made = {"parindex_cases": 1, "rubric": document, "cases": cases}
    file.write_text(json.dumps(made), encoding="utf-8")
    report = testing.mutate(px.Rubric.from_json(document), [file])
    return {one.change: one for one in report.mutants if one.pointer.startswith(f"/{part}")}


def case(unit: str, one: str | None, two: str | None, **expect: Any) -> Json:
    return {"unit": unit, "given": {"1": one, "2": two}, "expect": expect}


def test_every_word_of_the_ranking_has_its_mutants(tmp_path: Path) -> None:
    found = mutants(rubric(), tmp_path, [case("A", "1", "2", points="3")], "ranking")
    assert set(found) == {
        "ranking removed",
        "on index becomes points",
        "stage exact becomes rounded",
        "ties competition becomes dense",
        "ties competition becomes ordinal",
        "tie_break 1 removed",
        "tie_break 2 removed",
        "tie_break 1 and 2 change places",
        "within all becomes group",
    }
    statuses = {change: one.status for change, one in found.items()}
    assert statuses.pop("ties competition becomes ordinal") == "equivalent"
    # Children can be left out: 4 of 4 points differ from 4 of 8. With equal totals of the same
    # maximum, the second code separates no units that the first leaves tied.
    assert statuses.pop("tie_break 2 removed") in ("survived", "undecided")
    assert statuses.pop("stage exact becomes rounded") == "undecided"
    assert set(statuses.values()) == {"survived"}, statuses
    assert found["ties competition becomes dense"].by.endswith(
        "ranks 1, 1, 3, with the mutant 1, 1, 2"
    )


def test_cases_that_expect_ranks_kill_them(tmp_path: Path) -> None:
    cases = [
        case("A", "3", "1", rank="1"),
        case("B", "1", "3", rank="4"),
        case("C", "2", None, rank="2"),
        case("D", "2", None, rank="2"),
        case("E", "1", "1", rank="5"),
    ]
    found = mutants(rubric(), tmp_path, cases, "ranking")
    for change in (
        "ranking removed",
        "on index becomes points",
        "ties competition becomes dense",
        "tie_break 1 and 2 change places",
        "tie_break 1 removed",
    ):
        assert found[change].status == "killed", (change, found[change])


@pytest.mark.parametrize(
    ("more", "change", "reason"),
    [
        ({}, "ties competition becomes ordinal", "the same ranks"),
        ({"index_rounding": "exact"}, "stage exact becomes rounded", "nothing that is compared is rounded"),
        ({"missing": "zero"}, "on index becomes points", "a maximum that is always 8"),
    ],
)  # fmt: skip
def test_proofs_that_ranks_are_the_same(
    tmp_path: Path, more: Json, change: str, reason: str
) -> None:
    one = mutants(rubric(**more), tmp_path, [case("A", "1", "2", points="3")], "ranking")[change]
    assert one.status == "equivalent"
    assert reason in one.by


def test_a_class_bound_between_the_results_of_a_total_is_equivalent(tmp_path: Path) -> None:
    bands = [{"from": "5", "id": "good"}, {"below": "5", "id": "poor"}]
    document = rubric(missing="zero", classes={"on": "points", "stage": "exact", "bands": bands})
    found = mutants(document, tmp_path, [case("A", "1", "2", points="3")], "classes")
    # For whole points, from 5 equals above 4, and no other bound.
    assert {change: one.status for change, one in found.items() if one.status != "check"} == {
        "classes removed": "survived",
        "on points becomes index": "survived",
        "stage exact becomes rounded": "equivalent",
    }


UNITS = re.compile(r"the units? (\{.*\}): (?:ranks?|class) (.*), with the mutant (.*)", re.DOTALL)


@pytest.mark.parametrize("batch", range(4))
def test_the_named_units_distinguish_the_mutant(batch: int, tmp_path: Path) -> None:
    seen = 0
    seeds = range(batch, RUBRICS, 4)
    for seed in seeds:
        document = a_rubric(Random(seed))
        made = px.Rubric.from_json(document)
        file = tmp_path / "random.case.json"
        file.write_text(testing.boundary_cases(made), encoding="utf-8")
        report = testing.mutate(made, [file])
        canonical = json.loads(made.to_json())
        for one in report.mutants:
            part = next((p for p in ("ranking", "classes") if one.pointer.startswith(f"/{p}")), "")
            if not part or one.status != "survived" or "/tie_break/" in one.pointer:
                continue
            found = UNITS.fullmatch(one.by)
            assert found, one
            rows = [{"unit": str(at), **row} for at, row in enumerate(json.loads(f"[{found[1]}]"))]
            changed = mutant_of(canonical, one.pointer, one.change)
            told = [outcome(document, rows, part) for document in (canonical, changed)]
            assert told == [found[2], found[3]], (seed, one)
            assert told[0] != told[1]
            seen += 1
    assert seen >= len(seeds), f"{seen} mutants in {len(seeds)} rubrics"


def outcome(document: Json, rows: list[Json], part: str) -> str:
    """Ranks or the class, as a report writes them."""
    scores = px.Rubric.from_json(document).compile().score(rows, allow_missing_columns=True)
    if part == "classes":
        return (scores.classes() or {}).get("0") or "none"
    if "ranking" not in document:
        return ", ".join("none" for _ in rows)
    ranking = scores.rank()
    return ", ".join(str(ranking[row["unit"]].rank or "none") for row in rows)
