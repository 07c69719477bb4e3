# SPDX-License-Identifier: MIT
"""A hunt for verdicts that are false: every mutant called equivalent is tried on thousands of rows.

The mutants are made here once more, from the pointer and the words of the report, and both rubrics are
scored. One figure or issue that differs shows that the proof of the verdict is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import pytest

import parindex as px
from parindex import testing
from strategies import a_rubric

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
ROWS = 2_000  # on which each mutant is tried, at least
RANDOM_RUBRICS = 300
BATCHES = 10  # in which the random rubrics are tried, so that a failure names a seed


def mutant_of(document: Json, pointer: str, change: str) -> Json:
    """The rubric with the change that a report describes."""
    made: Json = json.loads(json.dumps(document))
    *path, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    place: Any = made
    for part in path:
        place = place[int(part) if isinstance(place, list) else part]
    key: Any = int(last) if isinstance(place, list) else last
    if change == f"{last} removed":
        del place[key]
        return made
    now = str(place[key])
    prefix = f"{last} " if isinstance(place, dict) else ""
    other = change.removeprefix(f"{prefix}{now} becomes ")
    assert other != change, (pointer, change, now)
    renamed = re.fullmatch(rf"(from|above|to|below) {re.escape(now)}", other)
    if renamed:
        place[renamed[1]] = place.pop(key)
    else:
        place[key] = int(other) if isinstance(place[key], int) else other
    return made


def rows_of(document: Json, cases: Json, rng: Random) -> list[Json]:
    """The rows of the boundary cases, mixtures of them, and mixtures with numbers at random."""
    base = cases.get("base", {})
    given = [{**base, **case["given"]} for case in cases["cases"]]
    groups = [case.get("group") for case in cases["cases"]]
    values: dict[str, list[Any]] = {}
    for row in given:
        for column, value in row.items():
            values.setdefault(column, []).append(value)
    declared = [group["id"] for group in document.get("groups", ())]
    rows: list[Json] = []
    for row, group in zip(given, groups, strict=True):
        rows.append({**row, **({"group": group} if group else {})})
    while len(rows) < ROWS + len(given):
        kept = rng.random() < 0.5
        start = rng.choice(rows[: len(given)]) if rows else {}
        row = {}
        for column, seen in values.items():
            value = start.get(column) if kept and rng.random() < 0.8 else rng.choice(seen)
            if rng.random() < 0.15:
                value = near(value, rng)
            if rng.random() < 0.05:
                value = None
            row[column] = value
        if declared:
            row["group"] = start.get("group") or rng.choice(declared)
        rows.append(row)
    return [{"unit": str(at), **row} for at, row in enumerate(rows)]


def near(value: Any, rng: Random) -> Any:
    """Another number, where it is one."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return value
    if isinstance(value, bool):
        return value
    if number == int(number) and rng.random() < 0.6:
        return int(number) + rng.randint(-3, 3)
    return str(round(number + rng.uniform(-2, 2), rng.randint(0, 4)))


def table_of(rows: list[Json]) -> dict[str, list[Any]]:
    return {name: [row.get(name) for row in rows] for name in dict.fromkeys(chain(*rows))}


def scored(document: Json, table: dict[str, list[Any]]) -> px.Scores:
    return px.Rubric.from_json(document).compile().score(table)


def summary(scores: px.Scores) -> tuple[Any, ...]:
    """What does not stand in the units of the JSON."""
    ranks = (
        [entry.rank for entry in scores.rank()]
        if "ranking" in (scores.plan.rubric.find("") or {})
        else None
    )
    issues = [(issue.code, issue.row, issue.field) for issue in scores.issues]
    return scores.classes, ranks, issues


def units_of(scores: px.Scores) -> str:
    """Their JSON."""
    text = scores.to_json()
    return text[text.index('"units"') : text.rindex(',"fingerprint"')]


def plain(units: str) -> str:
    """Without zeros at the end of figures: one more digit that is 0 is no other result, to a case as to a
    proof."""
    return re.sub(r'(\.\d*?)0+"', r'\1"', units).replace('."', '"')


def listed(units: str) -> list[Json]:
    """Each unit, with what a case can see of its issues: a bound in their words is no other result."""
    found: list[Json] = json.loads("{" + plain(units) + "}")["units"]
    for unit in found:
        unit["issues"] = [(issue["code"], issue["field"]) for issue in unit.get("issues", ())]
    return found


def hunt(document: Json, folder: Path, rng: Random, extra: list[Json] | None = None) -> int:
    """How many mutants were called equivalent; raises where one is not."""
    rubric = px.Rubric.from_json(document)
    cases = json.loads(testing.boundary_cases(rubric))
    file = folder / "hunt.case.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    report = testing.mutate(rubric, [file])
    equivalent = [one for one in report.mutants if one.fate == "equivalent"]
    if not equivalent:
        return 0
    canonical = json.loads(rubric.to_json())
    rows = rows_of(document, cases, rng) + (extra or [])
    table = table_of(rows)
    before = scored(canonical, table)
    seen, units = summary(before), units_of(before)
    for one in equivalent:
        scores = scored(mutant_of(canonical, one.pointer, one.change), table)
        assert summary(scores) == seen, (one.pointer, one.change, one.by)
        changed = units_of(scores)
        if changed != units and plain(changed) != plain(units):
            for row, old, new in zip(rows, listed(units), listed(changed), strict=True):
                assert old == new, (one.pointer, one.change, one.by, row)
    return len(equivalent)


def own_rubrics() -> Iterator[tuple[str, Json]]:
    for path in sorted((ROOT / "rubrics").glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "tests" / "cases").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8")).get("rubric")
        if document is None:
            continue
        try:
            px.Rubric.from_json(document)
        except px.RubricError:
            continue  # a case of what the check refuses
        yield path.stem, document


OWN = dict(own_rubrics())


@pytest.mark.parametrize("name", OWN)
def test_no_row_tells_an_equivalent_mutant_of_a_rubric_here(name: str, tmp_path: Path) -> None:
    found = hunt(OWN[name], tmp_path, Random(name))
    print(f"{name}: {found} mutants called equivalent, each tried on {ROWS} rows and more")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_row_tells_an_equivalent_mutant_of_a_random_rubric(batch: int, tmp_path: Path) -> None:
    found = 0
    for seed in range(batch, RANDOM_RUBRICS, BATCHES):
        rng = Random(seed)
        document = a_rubric(rng)
        found += hunt(document, tmp_path, rng)
    print(f"batch {batch}: {found} mutants called equivalent, each tried on {ROWS} rows and more")
