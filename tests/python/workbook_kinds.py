# SPDX-License-Identifier: MIT
"""Rubrics with every kind that the workbook of a round expresses, and random rows for them."""

from __future__ import annotations

import random
from typing import Any

HALF_UP = {"digits": 2, "mode": "half_up"}


def rubric(name: str, nodes: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A rubric of these nodes, whose maxima add up."""
    return {
        "parindex": 2, "id": name, "edition": "2026", "aggregation": "sum", "missing": "exclude",
        "max": sum(node["max"] for node in nodes if not node.get("informative")), "index_rounding": HALF_UP,
        "nodes": nodes, **more,
    }  # fmt: skip


def mark(code: str, most: float, step: float = 1, **more: Any) -> dict[str, Any]:
    """A leaf with a mark."""
    rule = {"direct": {"min": 0, "max": most, "step": step}}
    return {"code": code, "max": most, "rule": rule, **more}


def marks(code: str, tops: list[int], most: float, aggregation: Any, **more: Any) -> dict[str, Any]:
    """A node of marks."""
    children = [mark(f"{code}{at}", top) for at, top in enumerate(tops, 1)]
    return {"code": code, "max": most, "aggregation": aggregation, "children": children, **more}


def shares(code: str, most: int, **more: Any) -> dict[str, Any]:
    """A leaf whose points are a fraction of the data."""
    inputs = [{"name": "done", "type": "count", "max": 60}, {"name": "all", "type": "count", "min": 1, "max": 60}]  # fmt: skip
    on = {"percent": ["done", "all"], "max": 100}
    return {"code": code, "max": most, "inputs": inputs,
            "rule": {"proportional": {"on": on, "full_at": 100}}, **more}  # fmt: skip


def dropped(by: str, **more: Any) -> dict[str, Any]:
    """What is left out."""
    return {"drop": {"by": by, **more}}


def classes(on: str, stage: str, *ends: str) -> dict[str, Any]:
    """Classes from the best one, each with a lower end but the last."""
    bands: list[dict[str, Any]] = []
    for at, end in enumerate(ends):
        bands.append({"id": f"C{at}", "from": end, **({"below": ends[at - 1]} if at else {})})
    bands.append({"id": "D", "below": ends[-1]})
    return {"on": on, "stage": stage, "bands": bands}


LATE = [{"name": "late", "type": "count", "max": 30},
        {"name": "kind", "type": "choice", "options": [{"id": "a"}, {"id": "b"}]}]  # fmt: skip

RUBRICS = [
    rubric("dropped", [
        marks("A", [5, 5, 5], 10, {"sum": dropped("points", lowest=1, excluded="counted")}),
        marks("B", [4, 4, 2, 2], 10, {"mean": dropped("share", lowest=1, highest=1, excluded="not_counted")}, rounding=HALF_UP),
        marks("C", [5, 5, 5, 5], 10, {"sum": dropped("points", lowest=1, highest=1, excluded="not_counted")}),
        {"code": "E", "max": 10, "rounding": HALF_UP,
         "aggregation": {"weighted_mean": dropped("points", highest=1, ties="last")},
         "children": [mark("E1", 6, weight=1), mark("E2", 4, weight=2), mark("E3", 8, weight=0), mark("E4", 4, weight=3)]},
    ]),
    rubric("products", [
        marks("A", [4, 5], 20, "product"),
        marks("B", [4, 4, 5], 10, "product", nothing_left="full", rounding=HALF_UP),
        marks("C", [3, 2], 5, "sum", nothing_left="full"),
        marks("E", [3, 2], 4, "mean", nothing_left="zero"),
        marks("F", [2, 2, 2], 6, {"mean": {"minimum_available": 2}}),
    ]),
    rubric("maxima", [
        marks("A", [4, 6, 10], 20, {"sum": {"excluded": "rescale"}}),
        marks("B", [4, 4, 2], 10, {"sum": {"excluded": "redistribute"}}),
        {"code": "C", "max": 10, "aggregation": {"sum": {"excluded": "rescale"}}, "nothing_left": "zero",
         "children": [marks("C1", [2, 2], 4, "sum"), marks("C2", [3, 3], 6, "sum")]},
        {"code": "E", "max": 10, "aggregation": "mean",
         "children": [marks("E1", [2, 2], 4, "sum"), marks("E2", [3, 3], 6, "sum")]},
    ], index_rounding="exact", classes=classes("index", "exact", "80", "50")),
    rubric("tables", [
        {"code": "1", "max": 4, "inputs": LATE, "rule": {"decision_table": {"hit": "any", "rows": [
            {"when": {"late": {"to": 2}}, "points": 4}, {"when": {"late": {"to": 5}, "kind": "a"}, "points": 4},
            {"when": {"late": [{"from": 8, "to": 8}, {"above": 20}]}, "points": 1}], "otherwise": 0}}},
        {"code": "2", "max": 4, "inputs": LATE, "rule": {"decision_table": {
            "hit": "priority", "priority": [0, 4, 2], "otherwise": 0, "rows": [
                {"when": {"late": {"from": 1}}, "points": 2}, {"when": {"late": {"to": 5}, "kind": "a"}, "points": 4},
                {"when": {"late": {"above": 10}}, "points": 0}]}}},
        {"code": "3", "max": 4, "inputs": LATE, "rule": {"decision_table": {
            "hit": "count", "points_each": 1.5, "cap": 4, "rows": [
                {"when": {"late": {"to": 10}}}, {"when": {"late": {"to": 5}}}, {"when": {"kind": ["a"]}}]}}},
        {"code": "4", "max": 10, "rounding": {"step": "0.25", "mode": "half_even"},
         "inputs": [{"name": "done", "type": "count", "max": 40}, {"name": "planned", "type": "count", "max": 40}, LATE[1]],
         "rule": {"formula": {"when_zero": "exclude", "cap": 10, "floor": 0,
            "let": {"rate": {"divide": ["done", "planned"]},
                    "weighted": {"multiply": ["rate", {"map": {"input": "kind", "values": {"a": 1, "b": "1.5"}}}]}},
            "cases": [{"when": {"input": "kind", "is": "b"}, "points": {"multiply": [4, "weighted"]}},
                      {"when": {"of": "rate", "below": "0.5"}, "points": 0},
                      {"points": {"multiply": [10, {"power": {"of": "weighted", "exponent": 2}}]}}]}}},
    ]),
    rubric("informative", [
        {"code": "1", "max": 12, "ranking": {"on": "index", "stage": "rounded", "ties": "dense", "tie_break": ["1.1"], "within": "all"},
         "classes": classes("points", "exact", "9", "6"), "index_rounding": {"digits": 0, "mode": "half_even"},
         "children": [mark("1.1", 6), mark("1.2", 6), mark("1.3", 5, informative=True)]},
        {"code": "2", "max": 4, "rule": {"proportional": {
            "on": {"node": "1.3", "figure": "share", "when_none": "zero"}, "full_at": 1, "cap": 4, "floor": 0}}},
        {"code": "3", "max": 5, "rule": {"bands": {"on": {"node": "1", "figure": "index", "when_none": "exclude"},
            "steps": [{"below": 40, "points": 0}, {"from": 40, "below": 75, "points": 3}, {"from": 75, "points": 5}]}}},
        {"code": "X", "max": 3, "informative": True, "classes": classes("points", "exact", "3", "2", "1"),
         "gates": [{"id": "veto", "cap": 1}], "inputs": [{"name": "weak", "type": "number", "min": 0, "max": 100}],
         "rule": {"formula": {"cases": [
             {"when": {"all": [{"of": "weak", "to": 20}, {"any": [
                 {"of": {"node": "", "figure": "points", "when_none": "zero"}, "above": 14},
                 {"of": {"node": "1", "figure": "max", "when_none": "zero"}, "below": 12}]}]}, "points": 3},
             {"when": {"of": "weak", "to": 50}, "points": 2},
             {"when": {"of": {"node": "1", "figure": "points", "when_none": "error"}, "from": 3}, "points": 1},
             {"points": 0}]}}},
    ], groups=[{"id": "x"}, {"id": "y"}], ranking={"on": "points", "stage": "rounded", "ties": "competition", "within": "group"}),
    *(
        rubric(f"quota-{ties}-{within}", [mark("A", 6), mark("B", 4)], groups=[{"id": "x"}, {"id": "y"}],
               classes={"on": "points", "stage": "exact", "quota": {"rounding": mode, "ties": ties, "within": within},
                        "bands": [{"percent": 20, "from": 7, "id": "A"}, {"percent": "33.3", "id": "B"}, {"id": "C"}]},
               ranking={"on": "points", "stage": "exact", "ties": "competition", "within": within})
        for ties, within, mode in (("better", "all", "down"), ("worse", "group", "half_up"), ("worse", "all", "up"))
    ),
    rubric("readings", [
        {"code": "1", "max": 4, "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100, "missing_markers": [-9, 999],
            "rounding": {"digits": 1, "mode": "half_up"}}], "rule": {"bands": {"on": {"value": "value"}, "steps": [
                {"below": 70, "points": 0}, {"from": 70, "below": 90, "points": 2}, {"from": 90, "points": 4}]}}},
        mark("2", 6, 0.25, missing={"points": -1}, rounding={"step": 0.5, "mode": "half_even"}),
        marks("3", [4, 6], 10, "sum", gates=[{"id": "low", "when": {"node": "1", "no_value": ["missing"]}, "cap": 5}]),
    ]),
    rubric("fractions", [
        shares("1", 20), shares("2", 30),
        {"code": "3", "max": 30, "children": [shares("3.1", 10), shares("3.2", 20)],
         "gates": [{"id": "low", "cap": 12.5}]},
        {"code": "4", "max": 20, "rounding": HALF_UP, "children": [shares("4.1", 15), mark("4.2", 5, 0.25)]},
        {"code": "L", "max": 2, "informative": True, "classes": classes("points", "exact", "2", "1"),
         "rule": {"formula": {"cases": [
             {"when": {"of": {"node": "", "figure": "points"}, "above": 60}, "points": 2},
             {"when": {"of": {"node": "3", "figure": "share"}, "from": 0.5}, "points": 1}, {"points": 0}]}}},
    ], missing="zero", classes=classes("points", "exact", "70", "40")),
]  # fmt: skip


def rows(document: dict[str, Any], draw: random.Random, count: int = 24) -> list[dict[str, Any]]:
    """Random rows: values on both sides of ends, missing ones, ties."""
    found = []
    for at in range(count):
        row: dict[str, Any] = {"unit": f"U{at:02}"}
        if "groups" in document:
            row["group"] = draw.choice("xy")
        for node in _walk(document):
            for column, value in _values(node, draw):
                row[column] = None if draw.random() < 0.12 else value
            for gate in node.get("gates", ()):
                if "when" not in gate:
                    row[f"{node['code']}.{gate['id']}"] = draw.choice(["yes", "no"])
        found.append(row)
    return found


def _values(node: dict[str, Any], draw: random.Random) -> list[tuple[str, Any]]:
    if "rule" not in node:
        return []
    code = node["code"]
    if "direct" in node["rule"]:
        body = node["rule"]["direct"]
        return [(code, draw.randint(0, int(body["max"] / body["step"])) * body["step"])]
    found: list[tuple[str, Any]] = []
    for one in node.get("inputs", ()):
        column = code if one["name"] == "value" else f"{code}.{one['name']}"
        if one["type"] == "choice":
            found.append((column, draw.choice(one["options"])["id"]))
        elif one["type"] == "count":
            found.append(
                (column, draw.randint(one.get("min", 0), draw.choice([3, 12, one["max"]])))
            )
        else:
            found.append(
                (column, draw.choice([-9, 999, 20, 50, 69.94, 69.95, 89.95, draw.randint(0, 100)]))
            )
    if any(column.endswith(".done") and "all" in str(node["inputs"]) for column, _ in found):
        whole = found[-1][1]
        found[0] = (found[0][0], draw.choice([whole, draw.randint(0, whole)]))
    return [(c, max(v, 0) if c.endswith(".weak") else v) for c, v in found]


def _walk(node: dict[str, Any]) -> list[dict[str, Any]]:
    below = [found for child in node.get("nodes", node.get("children", ())) for found in _walk(child)]  # fmt: skip
    return [node, *below] if "code" in node else below
