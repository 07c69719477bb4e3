# SPDX-License-Identifier: MIT
"""The Global Open Data Index: weighted answers, a gate, means rounded to whole points, and ranks."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

import parindex as px

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.conformance

COMPETITION = {"on": "points", "stage": "rounded", "ties": "competition"}
OPEN = ("openlicense", "machinereadable", "free", "online", "digital", "public")
Rows = list[dict[str, str]]


def read(folder: Path, name: str) -> Rows:
    with (folder / "okfn_godi" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def entries(cases: Path) -> Rows:
    return read(cases, "entries.csv")


def answer(code: str, points: str) -> dict[str, Any]:
    options = [{"id": "Yes", "points": points}, *({"id": i, "points": 0} for i in ("No", "Unsure"))]
    return {"code": code, "max": points, "rule": {"choice": {"options": options}}}


def a_plan(nodes: list[dict[str, Any]], maximum: int, **more: Any) -> px.Plan:
    return px.Rubric.from_json(
        {
            "parindex": 1,
            "id": "godi",
            "edition": "2015",
            "max": maximum,
            "aggregation": "sum",
            "missing": "error",
            "index_rounding": "exact",
            "nodes": nodes,
            **more,
        }
    ).compile()


def unit_of(number: int, entry: dict[str, str]) -> str:
    return f"{number} {entry['place']} {entry['dataset']} {entry['year']}"


def test_scores_and_ranks_of_entries(cases: Path, entries: Rows, tally: dict[str, str]) -> None:
    weights = {row["id"]: row["score"] for row in read(cases, "questions.csv")}
    plan = a_plan(
        [answer(code, points) for code, points in weights.items()],
        100,
        ranking={**COMPETITION, "within": "group"},
    )
    rows = [
        {
            "unit": unit_of(number, entry),
            "group": f"{entry['dataset']} {entry['year']}",
            **{code: entry[code] for code in weights},
        }
        for number, entry in enumerate(entries)
    ]
    scores = plan.score(rows)
    ranking = scores.rank()
    for number, entry in enumerate(entries):
        unit = unit_of(number, entry)
        assert str(scores[unit].points) == entry["score"], unit
        assert str(ranking[unit].rank) == entry["rank"], unit
    assert len(entries) == 3153
    tally["okfn_godi entries"] = f"{len(entries)} scores, {len(entries)} ranks"


def test_the_gate(entries: Rows, tally: dict[str, str]) -> None:
    """An entry is open if none of six questions prevents it."""
    gates = [
        {"id": code, "when": {"node": code, "points": {"below": 1}}, "points": 0} for code in OPEN
    ]
    plan = a_plan([answer(code, "1") for code in OPEN], len(OPEN), gates=gates)
    recent = [entry for entry in entries if entry["year"] in ("2014", "2015")]
    rows = [
        {"unit": unit_of(number, entry), **{code: entry[code] for code in OPEN}}
        for number, entry in enumerate(recent)
    ]
    scores = plan.score(rows)
    for number, entry in enumerate(recent):
        points = scores[unit_of(number, entry)].points
        assert points == (len(OPEN) if entry["isopen"] == "Yes" else 0), entry
    assert len(recent) == 2515
    tally["okfn_godi gates"] = f"{len(recent)} gates"


@pytest.mark.parametrize(
    ("side", "other", "count"), [("place", "dataset", 122), ("dataset", "place", 13)]
)
def test_means(
    cases: Path, entries: Rows, tally: dict[str, str], side: str, other: str, count: int
) -> None:
    recent = [entry for entry in entries if entry["year"] == "2015"]
    nodes = [
        {"code": code, "max": 100, "rule": {"direct": {"min": 0, "max": 100}}}
        for code in sorted({entry[other] for entry in recent})
    ]
    plan = a_plan(
        nodes,
        100,
        aggregation="mean",
        rounding={"digits": 0, "mode": "half_up"},
        ranking={**COMPETITION, "within": "all"},
    )
    rows: dict[str, dict[str, str]] = {}
    for entry in recent:
        rows.setdefault(entry[side], {"unit": entry[side]})[entry[other]] = entry["score"]
    scores = plan.score(list(rows.values()))
    ranking = scores.rank()
    wanted = {row["id"]: row for row in read(cases, f"{side}s.csv") if row["id"] in rows}
    for unit, row in wanted.items():
        assert str(scores[unit].points) == row["score"], unit
        assert str(ranking[unit].rank) == row["rank"], unit
    assert len(wanted) == len(rows) == count
    tally[f"okfn_godi {side}s"] = f"{count} scores, {count} ranks of 2015"
