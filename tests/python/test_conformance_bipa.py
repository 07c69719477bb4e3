# SPDX-License-Identifier: MIT
"""The Blavatnik Index of Public Administration 2024: five tiers, rounded at each.

Every published figure above the metrics is the mean of the published children that a country has,
rounded to two digits. If that mean is on a half, no tie rule gives all the published figures, because
they come from binary numbers. In these places the audit must name the cell, and the published figure
must be one of its two neighbours.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

import parindex as px

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.conformance

# The parent of a metric is its number without the last digits, and so on up.
TIERS = {"metric": 1, "indicator": 100, "theme": 10_000, "domain": 100_000}
Values = dict[str, dict[str, str]]  # structure id -> country -> value as published


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Published:
    def __init__(self, folder: Path) -> None:
        self.rows = read(folder / "bipa2024_all_data.csv")
        self.ties = read(folder / "derived_tie_cells.csv")
        self.values: Values = defaultdict(dict)
        for row in self.rows:
            self.values[row["structure_id"]][row["cc_iso3c"]] = row["value"]
        self.children: dict[str, list[str]] = defaultdict(list)
        for row in read(folder / "bipa2024_data_structure.csv"):
            if row["level"] != "index":
                unit = TIERS[row["level"]]
                child = row["structure_id"]
                parent = int(float(child) // unit * unit)
                self.children[str(parent)].append(child)


@pytest.fixture(scope="module")
def published(cases: Path) -> Published:
    return Published(cases / "bipa2024")


def leaf(code: str) -> dict[str, Any]:
    return {"code": code, "max": 1, "rule": {"direct": {"min": 0, "max": 1}}}


def a_rubric(nodes: list[dict[str, Any]], **more: Any) -> px.Plan:
    return px.Rubric.from_json(
        {
            "parindex": 1,
            "id": "bipa",
            "edition": "2024",
            "max": 1,
            "aggregation": "mean",
            "missing": "exclude",
            "index_rounding": "exact",
            "nodes": nodes,
            **more,
        }
    ).compile()


def test_aggregates(published: Published, tally: dict[str, str]) -> None:
    exact, ties = 0, {}
    for parent, children in published.children.items():
        wanted = published.values[parent]
        rows = [
            {"unit": unit, **{child: published.values[child].get(unit) for child in children}}
            for unit in wanted
        ]
        plan = a_rubric(
            [leaf(child) for child in children], rounding={"digits": 2, "mode": "half_even"}
        )
        scores = plan.score(rows)
        assert not scores.issues
        halves = {half.unit: half for half in scores.audit().halves if half.code == ""}
        for unit, value in wanted.items():
            if half := halves.get(unit):
                assert Decimal(value) in (half.below, half.above)
                ties[unit, parent] = half.exact
            else:
                assert scores[unit].points == Decimal(value), (unit, parent)
                exact += 1
    derived = {(t["cc_iso3c"], t["structure_id"]): Decimal(t["exact_mean"]) for t in published.ties}
    assert ties == derived
    assert (exact, len(ties)) == (5287, 811)
    tally["bipa2024 aggregates"] = f"{exact} exact, {len(ties)} ties each named by the audit"


def test_ranks(published: Published, tally: dict[str, str]) -> None:
    rule = {"on": "points", "stage": "rounded", "ties": "competition", "within": "all"}
    ranked = a_rubric([leaf("1")], ranking=rule)
    rows = defaultdict(list)
    for row in published.rows:
        rows[row["structure_id"]].append(row)
    count = 0
    for each in rows.values():
        scores = ranked.score([{"unit": row["cc_iso3c"], "1": row["value"]} for row in each])
        ranking = scores.rank()
        for row in each:
            entry = ranking[row["cc_iso3c"]]
            assert (str(entry.rank), entry.label) == (row["rank"], row["rank_label"])
            count += 1
    assert count == 14411
    tally["bipa2024 ranks"] = f"{count} ranks and labels"


def tree(published: Published, code: str) -> dict[str, Any]:
    if code not in published.children:
        return leaf(code)
    return {
        "code": code,
        "max": 1,
        "rounding": {"digits": 2, "mode": "half_even"},
        "children": [tree(published, child) for child in published.children[code]],
    }


def test_the_five_tiers_at_once(published: Published, tally: dict[str, str]) -> None:
    """Computed from the metrics, every figure without a tie on its way is the published one."""
    fields = [tree(published, child) for child in published.children["0"]]
    plan = a_rubric(fields, rounding={"digits": 2, "mode": "half_even"})
    metrics = [column.code for column in plan.columns]
    units = list(dict.fromkeys(row["cc_iso3c"] for row in published.rows))
    rows = [
        {"unit": unit, **{code: published.values[code].get(unit) for code in metrics}}
        for unit in units
    ]
    results = plan.score(rows)
    tied = {(tie["cc_iso3c"], tie["structure_id"]) for tie in published.ties}

    def free(unit: str, code: str) -> bool:
        below = published.children.get(code, [])
        return (unit, code) not in tied and all(free(unit, child) for child in below)

    same = 0
    for code, children in published.children.items():
        for unit, value in published.values[code].items():
            if not children or not free(unit, code):
                continue
            score = results[unit]
            points = score.points if code == "0" else score.nodes[code].points
            assert points == Decimal(value), (unit, code)
            same += 1
    assert same > 3000
    tally["bipa2024 five tiers"] = f"{same} figures from the metrics up whose way meets no tie"
