# SPDX-License-Identifier: MIT
"""Searches for false verdicts about mutants called equivalent and bounds called covered.

Every mutant called equivalent is tried on thousands of rows. The mutants are made here a second time, from the
pointer and the words of the report, and both rubrics are scored. One different figure or issue shows that the
proof of the verdict is wrong.

For every bound called covered, the test searches for a change of it that the cases notice: the bound moved,
or its end opened or closed, also made here. If no change is noticed, the cases do not cover the bound.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import pytest

import parindex as px
import random_runs
from parindex import testing
from strategies import a_rubric

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
ROWS = 2_000  # the minimum for each mutant
RANDOM_RUBRICS = random_runs.share(5, long=300)
BATCHES = 5  # of random rubrics, so that a failure names a seed


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
    """The rows of the boundary cases, mixtures of them, and mixtures with random numbers."""
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
    """Another number if the value is a number."""
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
    """The results that the units of the JSON do not contain."""
    ranks = (
        [entry.rank for entry in scores.rank()]
        if "ranking" in (scores.plan.rubric.find("") or {})
        else None
    )
    issues = [(issue.code, issue.row, issue.field) for issue in scores.issues]
    return scores.classes(), ranks, issues


def units_of(scores: px.Scores) -> str:
    """The results as JSON."""
    text = scores.to_json()
    return text[text.index('"units"') : text.rindex(',"fingerprint"')]


def plain(units: str) -> str:
    """Without trailing zeros in figures: for a case and for a proof, an additional digit 0 is not a
    different result."""
    return re.sub(r'(\.\d*?)0+"', r'\1"', units).replace('."', '"')


def listed(units: str) -> list[Json]:
    """Each unit with the testable parts of its issues: a different bound in their words does not count."""
    found: list[Json] = json.loads("{" + plain(units) + "}")["units"]
    for unit in found:
        unit["issues"] = [(issue["code"], issue["field"]) for issue in unit.get("issues", ())]
    return found


def hunt(document: Json, folder: Path, rng: Random, extra: list[Json] | None = None) -> int:
    """The number of mutants called equivalent; raises if one is not."""
    rubric = px.Rubric.from_json(document)
    cases = json.loads(testing.boundary_cases(rubric))
    file = folder / "hunt.case.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    report = testing.mutate(rubric, [file])
    equivalent = [one for one in report.mutants if one.status == "equivalent"]
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
            continue  # a case that the check rejects
        yield path.stem, document


OWN = dict(own_rubrics())
# Many of their mutants stay undecided, each after the longest search there is.
SLOW = {f"vn-hai-phong-212-{form}-2025" for form in ("heads", "managers", "staff")}
SLOW |= {"vn-307-special-zone-2025", "vn-307-ward-2025"}


@pytest.mark.parametrize("name", OWN)
def test_no_row_distinguishes_an_equivalent_mutant_of_a_rubric_here(
    name: str, tmp_path: Path
) -> None:
    if name in SLOW and not random_runs.LONG:
        pytest.skip("takes minutes: PARINDEX_LONG=1")
    found = hunt(OWN[name], tmp_path, Random(name))
    print(f"{name}: {found} mutants called equivalent, each tried on {ROWS} rows and more")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_row_distinguishes_an_equivalent_mutant_of_a_random_rubric(
    batch: int, tmp_path: Path
) -> None:
    found = 0
    for seed in range(batch, RANDOM_RUBRICS, BATCHES):
        rng = Random(seed)
        document = a_rubric(rng)
        found += hunt(document, tmp_path, rng)
    print(f"batch {batch}: {found} mutants called equivalent, each tried on {ROWS} rows and more")


# ---- bounds called covered -----------------------------------------------------------------------

COVERED_RUBRICS = random_runs.share(10, long=60)
# Whether the cut of a key is after its value.
LOWER = {"from": False, "above": True}
UPPER = {"below": False, "to": True}
PARTITIONS = ("bands/steps", "linear/pieces", "decision_table/rows")


def at(document: Any, path: list[str]) -> Any:
    for part in path:
        document = document[int(part) if isinstance(document, list) else part]
    return document


def shifted(value: Any, by: int | None) -> Any:
    """A number increased by this many units of its last digit, a date by this many days; with None, 0."""
    if by is None:
        return type(value)(0)
    if isinstance(value, int):
        return value + by
    try:
        return (date.fromisoformat(value) + timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):
        if "/" in value:
            return str(Fraction(value) + by)
        number = Decimal(value)
        exponent = min(0, int(number.as_tuple().exponent))
        return format(number + by * Decimal(1).scaleb(exponent), "f")


def cut_of(end: str, value: Any) -> tuple[Any, bool]:
    return str(value), {**LOWER, **UPPER}[end]


def put(place: Json, end: str, value: Any, behind: bool) -> None:
    """The end of a range replaced by another one of the same kind."""
    key = next(key for key, cut in (LOWER if end in LOWER else UPPER).items() if cut == behind)
    items = [(key, value) if old == end else (old, kept) for old, kept in place.items()]
    place.clear()
    place.update(items)


def ends_beside(document: Json, path: list[str]) -> list[tuple[list[str], str]]:
    """The ends of ranges at the same cut of the same list, where every value has exactly one part."""
    *place, end = path
    for k in range(len(place) - 1):
        if "/".join(place[k : k + 2]) not in PARTITIONS:
            continue
        if place[k] == "decision_table" and at(document, place[: k + 1])["hit"] != "unique":
            break
        inside = place[k + 3 :]  # from the part of the list to the range
        found = []
        for n, part in enumerate(at(document, place[: k + 2])):
            try:
                ranged = at(part, inside)
            except (KeyError, TypeError):
                continue
            if not isinstance(ranged, dict):
                continue
            for key, value in ranged.items():
                cut = {**LOWER, **UPPER}.get(key)
                wanted = cut_of(end, at(document, path))
                if cut is not None and cut_of(key, value) == wanted:
                    found.append(([*place[: k + 2], str(n), *inside], key))
        return found
    return [(place, end)]


def slips(document: Json, pointer: str) -> Iterator[Json]:
    """The rubric with the bound moved, or its end opened or closed."""
    path = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    *_, end = path
    value = at(document, path)
    steps: list[int | None] = [0] if end in LOWER or end in UPPER else []
    steps += [sign * 10**power for power in range(5) for sign in (1, -1)]
    if "-" not in str(value)[1:]:  # no date; a bound far beyond all values must move far
        steps.append(None)
    for by in steps:
        made: Json = json.loads(json.dumps(document))
        if end not in LOWER and end not in UPPER:
            at(made, path[:-1])[end] = shifted(value, by)
            yield made
            continue
        behind = {**LOWER, **UPPER}[end]
        for where, key in ends_beside(document, path):
            put(at(made, where), key, shifted(value, by), behind if by != 0 else not behind)
        yield made


def leaf_alone(document: Json, pointer: str) -> tuple[str, Json] | None:
    """A rubric of the leaf that has a bound, for its own columns; its pointer there is that of
    the first node. Nothing for a bound above leaves, and for a leaf that uses other units."""
    inherited = ("missing", "not_applicable", "not_proven", "refused", "layer", "index_rounding")
    kept = ("parindex", "id", "edition", "index_rounding", "groups", "calendar", "markers")
    alone = {key: document[key] for key in kept if key in document}
    node: Any = document
    path = pointer.split("/")[1:]
    while path and path[0] in ("nodes", "children"):
        alone |= {key: node[key] for key in inherited if key in node}
        if "only_for" in node:
            return None
        node = node[path[0]][int(path[1])]
        path = path[2:]
    if "rule" not in node or "only_for" in node or '"cohort":' in json.dumps(node["rule"]):
        return None
    left = ("weight", "weight_input", "gates", "informative", "ranking")
    leaf = {key: value for key, value in node.items() if key not in left}
    if node.get("gates"):
        return None
    top = {"max": leaf["max"], "aggregation": "sum", "nodes": [leaf]}
    return "/nodes/0/" + "/".join(path), {**alone, **top}


def noticed(document: Json, pointer: str, rows: list[Json]) -> bool:
    """Whether some wrong bound is rejected by the check or changes the row of a case."""
    plan = px.Rubric.from_json(document).compile()
    columns = {column.name for column in plan.columns} | {"unit", "group"}
    table = table_of([{k: v for k, v in row.items() if k in columns} for row in rows])
    before = plan.score(table)
    for slip in slips(document, pointer):
        try:
            after = scored(slip, table)
        except px.RubricError:
            return True
        # Here a leaf is the total: a case does not test points before its rounding.
        if (after.digest, after.issues) != (before.digest, before.issues):
            return True
    return False


def hunt_coverage(document: Json, folder: Path, rng: Random, share: float) -> int:
    """The number of bounds called covered; raises if the cases notice no change of one."""
    rubric = px.Rubric.from_json(document)
    canonical = json.loads(rubric._resolved())  # the bounds of shared parts are where they are used
    cases = json.loads(testing.boundary_cases(rubric))
    cases["cases"] = [case for case in cases["cases"] if rng.random() < share] or cases["cases"][:1]
    file = folder / "covered.case.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    items = testing.measure_coverage(rubric, [file]).items
    covered = {item.pointer: item.code for item in items if item.kind == "boundary" and item.cases}
    for pointer, code in covered.items():
        alone = leaf_alone(canonical, pointer)
        if alone is not None:
            own = [case for case in cases["cases"] if case["unit"].rpartition(" #")[0] == code]
            rows = [
                {"unit": str(n), **cases["base"], **case["given"]}
                | ({"group": case["group"]} if "group" in case else {})
                for n, case in enumerate(own)
            ]
            if rows and noticed(alone[1], alone[0], rows):
                continue
        for slip in slips(canonical, pointer):
            try:
                other = px.Rubric.from_json(slip)
            except px.RubricError:
                break
            if not testing.run_cases([file], rubric=other).ok:
                break
        else:
            raise AssertionError(f"no case notices a slip in {pointer}, which is called covered")
    return len(covered)


@pytest.mark.parametrize("name", OWN)
def test_cases_notice_a_slip_in_every_bound_they_cover(name: str, tmp_path: Path) -> None:
    found = hunt_coverage(OWN[name], tmp_path, Random(name), 0.6)
    print(f"{name}: {found} bounds called covered, in each of which a slip is noticed")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_cases_of_random_rubrics_notice_a_slip_too(batch: int, tmp_path: Path) -> None:
    found = 0
    for seed in range(batch, COVERED_RUBRICS, BATCHES):
        rng = Random(seed)
        found += hunt_coverage(a_rubric(rng), tmp_path, rng, 0.6)
    print(f"batch {batch}: {found} bounds called covered, in each of which a slip is noticed")
