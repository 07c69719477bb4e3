# SPDX-License-Identifier: MIT
"""The service index of Decision 766: counts to points, points to totals and ranks, as published."""

from __future__ import annotations

import copy
import csv
import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import parindex as px
from parindex import shipped

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.conformance

COUNTS, GROUPS = "vn-766-2022", "vn-766-groups-2022"
Rows = list[dict[str, str]]
Json = dict[str, Any]


def read(cases: Path, name: str) -> Rows:
    with (cases / "vn_766" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rubric(name: str) -> Json:
    found: Json = json.loads(shipped.shipped_rubric_path(name).read_text(encoding="utf-8"))
    return found


def metric(leaf: Json) -> str:
    """The metric of the portal that a leaf represents."""
    return str(leaf["source"]["clause"]).removeprefix("METRICS: ")


def alone(node: Json, *, rounded_late: bool = False) -> px.Plan:
    """A plan for one group of metrics, since the portal's files are cut at different units."""
    document = rubric(COUNTS)
    del document["ranking"]
    node = copy.deepcopy(node)
    if rounded_late:
        node["rounding"] = {"digits": 2, "mode": "half_up"}
        for leaf in node["children"]:
            leaf.pop("rounding", None)
    return px.Rubric.from_json({**document, "max": node["max"], "nodes": [node]}).compile()


def given(node: Json, group: str, metrics: dict[str, dict[str, str]]) -> dict[str, str | None]:
    row: dict[str, str | None] = {}
    for leaf in node["children"]:
        if group not in leaf.get("only_for", [group]):
            row[leaf["code"]] = None
            continue
        found = metrics[metric(leaf)]
        if leaf["inputs"][0]["name"] == "value":
            row[leaf["code"]] = found["ratio_published"]
        else:
            row[f"{leaf['code']}.done"] = found["numerator"]
            row[f"{leaf['code']}.all"] = found["denominator"]
    return row


def test_points_of_metrics_and_groups(cases: Path, tally: dict[str, str]) -> None:
    metrics: dict[str, dict[str, dict[str, str]]] = {}
    for line in read(cases, "phu_tho_2026_08_metrics.csv"):
        metrics.setdefault(line["unit_code"], {})[line["metric"]] = line
    published = {
        (line["unit_code"], line["group"]): line["score_published"]
        for line in read(cases, "phu_tho_2026_08_groups.csv")
    }
    points = groups = late = 0
    for node in rubric(COUNTS)["nodes"]:
        rows = []
        for unit, known in metrics.items():
            group = "province" if unit == "H44" else "commune"
            if node["code"] == "CLGQ" and group != "province":
                continue  # published without counts
            if all(metric(leaf) in known for leaf in node["children"] if "inputs" in leaf):
                rows.append({"unit": unit, "group": group, **given(node, group, known)})
        scores, other = alone(node).score(rows), alone(node, rounded_late=True).score(rows)
        for score in scores:
            assert score.unit is not None
            figure = published.get((score.unit, node["code"]))
            if figure is not None:
                assert score.points == Fraction(figure), score.unit
                groups += 1
                late += other[score.unit].points != score.points
            for leaf in node["children"]:
                figure = metrics[score.unit].get(metric(leaf), {}).get("score_published")
                if figure:
                    place = (score.unit, leaf["code"])
                    assert score.nodes[leaf["code"]].points == Fraction(figure), place
                    points += 1
    assert (points, groups, late) == (190, 90, 10)
    tally["vn_766 counts"] = f"{points} metrics, {groups} groups; {late} differ if rounded late"


def test_totals_and_ranks(cases: Path, tally: dict[str, str]) -> None:
    plan = px.Rubric.from_json(rubric(GROUPS)).compile()
    codes = [node["code"] for node in rubric(GROUPS)["nodes"]]
    tables: dict[str, Rows] = {}
    for line in read(cases, "results_2025_10.csv"):
        name = line["table"] if line["table"].startswith("provinces") else "an_giang"
        tables.setdefault(name, []).append(line)
    totals = compared = 0
    for name, lines in tables.items():
        group = "an-giang" if name == "an_giang" else "provinces"
        rows = [
            {"unit": line["code"], "group": group, **{code: line[code] for code in codes}}
            for line in lines
        ]
        scores = plan.score(rows)
        ranks = {entry.unit: entry.rank for entry in scores.rank()}
        for line in lines:
            assert scores[line["code"]].points == Fraction(line["total"]), line
            totals += 1
            # The published ranks of An Giang follow no one list: 2 and 3 occur twice, with other totals.
            if group == "provinces":
                # Equal totals share the first of the ranks that the portal gives them.
                equal = [int(other["rank"]) for other in lines if other["total"] == line["total"]]
                assert ranks[line["code"]] == min(equal), line
                compared += 1
    assert (totals, compared) == (185, 68)
    tally["vn_766 totals"] = f"{totals} totals, {compared} ranks"
