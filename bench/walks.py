# SPDX-License-Identifier: MIT
"""How the cost of every walk grows with the size of its input.

Each walk is run over sizes n, 4n and 16n; the exponent is the power of the size that fits the times best.
A walk that passes once over its input or sorts it has an exponent of about 1; one that compares all pairs
has 2. `make walks` runs all and writes docs/walks.md; a part of a name runs the walks with that name:

    python bench/walks.py explain
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import gc
import json
import math
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import parindex as px

Run = Callable[[], object]
Json = dict[str, Any]

MOST = 1.2  # exponent
REPEATS = 4  # of a walk that seems to exceed MOST: other programs only lengthen runs
WALKS: dict[str, tuple[Callable[[int], Run], int, int]] = {}


def walk(
    name: str, most: int = 1 << 17, least: int = 0
) -> Callable[[Callable[[int], Run]], Callable[[int], Run]]:
    """A walk: a function that prepares it for a size and returns the timed call. `most`: the largest size;
    `least`: the smallest size, if smaller data still fit the caches of the processor."""

    def add(prepare: Callable[[int], Run]) -> Callable[[int], Run]:
        WALKS[name] = (prepare, most, least or min(max(8, most // 64), 1024))
        return prepare

    return add


# ---- rubrics -------------------------------------------------------------------------------------


def leaf(code: str, **more: Any) -> Json:
    return {"code": code, "max": 1, "rule": {"direct": {"min": 0, "max": 1}}, **more}


def leaves(n: int) -> list[Json]:
    return [leaf(f"c{i}") for i in range(n)]


def text(nodes: list[Json], **more: Any) -> str:
    whole = {
        "parindex": 1,
        "id": "x",
        "edition": "1",
        "max": sum(node["max"] for node in nodes),
        "aggregation": "sum",
        "missing": "exclude",
        "index_rounding": "exact",
        "nodes": nodes,
        **more,
    }
    return json.dumps(whole)


def number(name: str, **more: Any) -> Json:
    return {"name": name, "type": "number", **more}


def one_leaf(rule: Json, inputs: list[Json] | None = None, **more: Any) -> Json:
    node = {"code": "a", "max": 1, "rule": rule, **more}
    return {**node, "inputs": inputs} if inputs else node


def formula(*cases: Json, **more: Any) -> Json:
    return {"formula": {"cases": list(cases), "cap": 1, "floor": 0, **more}}


def gate(i: int, at: str, **on: Any) -> Json:
    return {"id": f"g{i}", "when": {"node": at, **(on or {"points": {"above": 2}})}, "points": 0}


def chain(n: int) -> list[Json]:
    """Every node has gates that test the two nodes before it."""
    nodes = leaves(n)
    for i in range(1, n):
        nodes[i]["gates"] = [gate(k, f"c{i - k}") for k in (1, 2) if i >= k]
    return nodes


def tree(n: int) -> list[Json]:
    """Fields of 100 leaves, up to 40 levels deep."""
    nodes = []
    for k in range(max(1, n // 100)):
        node = {"code": f"f{k}", "max": 100, "children": [leaf(f"f{k}.{i}") for i in range(100)]}
        for level in range(40):
            node = {"code": f"f{k}l{level}", "max": 100, "children": [node]}
        nodes.append(node)
    return nodes


def check(whole: str) -> Run:
    return lambda: px.check_rubric(whole)


def plan_of(nodes: list[Json], **more: Any) -> px.Plan:
    return px.Rubric.from_json(text(nodes, **more)).compile()


def data(n: int, value: object = 1) -> Json:
    return {f"c{i}": value for i in range(n)}


# ---- rubrics are checked and compiled --------------------------------------------------------------


@walk("check: leaves", 25_000)
def _(n: int) -> Run:
    return check(text(leaves(n)))


@walk("check: levels of nodes", 25_000)
def _(n: int) -> Run:
    return check(text(tree(n)))


@walk("check: a chain of gates", 25_000)
def _(n: int) -> Run:
    return check(text(chain(n)))


@walk("check: gates of one node", 50_000)
def _(n: int) -> Run:
    return check(text([leaf("b"), leaf("a", gates=[gate(i, "b") for i in range(n)])]))


@walk("compile: leaves", 25_000)
def _(n: int) -> Run:
    rubric = px.Rubric.from_json(text(leaves(n)))
    return rubric.compile


@walk("compile: a chain of gates", 25_000)
def _(n: int) -> Run:
    rubric = px.Rubric.from_json(text(chain(n)))
    return rubric.compile


@walk("check: the same code n times", 25_000)
def _(n: int) -> Run:
    return check(text([leaf("c") for _ in range(n)]))


@walk("check: unknown keys of one object")
def _(n: int) -> Run:
    return check(text([leaf("a", **{f"unknown{i}": i for i in range(n)}), *leaves(n // 4)]))


@walk("check: unknown keys of the rubric, and invalid nodes", 25_000)
def _(n: int) -> Run:
    return check(text([leaf("c") for _ in range(n)], **{f"unknown{i}": i for i in range(n)}))


@walk("check: inputs of a leaf")
def _(n: int) -> Run:
    names = [f"i{i}" for i in range(n)]
    return check(
        text([one_leaf(formula({"points": {"add": names}}), [number(name) for name in names])])
    )


@walk("check: constants of a sum", 1 << 15)
def _(n: int) -> Run:
    return check(text([one_leaf(formula({"points": {"add": ["v", *range(n)]}}), [number("v")])]))


@walk("check: items of a checklist")
def _(n: int) -> Run:
    items = [{"id": f"i{i}", "points": f"1/{n}"} for i in range(n)]
    return check(text([one_leaf({"checklist": {"items": items}})]))


@walk("check: items that must all be met")
def _(n: int) -> Run:
    items = [{"id": f"i{i}"} for i in range(n)]
    return check(text([one_leaf({"all_of": {"items": items, "points": 1, "otherwise": 0}})]))


@walk("check: deductions")
def _(n: int) -> Run:
    items = [{"id": f"i{i}", "each": 1} for i in range(n)]
    return check(text([one_leaf({"deduction": {"start": 1, "cap": 1, "items": items}})]))


@walk("check: options of a choice")
def _(n: int) -> Run:
    options = [{"id": f"o{i}", "points": i % 2} for i in range(n)]
    return check(text([one_leaf({"choice": {"options": options}})]))


@walk("check: levels")
def _(n: int) -> Run:
    options = [{"id": f"o{i}", "percent": i % 2 * 100} for i in range(n)]
    return check(text([one_leaf({"levels": {"options": options}})]))


@walk("check: answers of a survey")
def _(n: int) -> Run:
    answers = [{"id": f"a{i}", "percent": i % 2 * 100} for i in range(n)]
    survey = {"answers": answers, "minimum_sample": 1, "when_small": "zero", "stated_sample": False}
    return check(text([one_leaf({"survey": survey})]))


@walk("check: respondents of a survey")
def _(n: int) -> Run:
    answers = [{"id": f"a{i}", "percent": i % 2 * 100} for i in range(2)]
    survey = {
        "answers": answers,
        "respondents": [{"id": f"r{i}", "weight": 1} for i in range(n)],
        "minimum_sample": 1,
        "when_small": "zero",
        "stated_sample": False,
    }
    return check(text([one_leaf({"survey": survey})]))


def steps(n: int) -> list[Json]:
    inner = [{"from": i, "below": i + 1, "points": i % 2} for i in range(n)]
    return [{"below": 0, "points": 0}, *inner, {"from": n, "points": 1}]


@walk("check: bands")
def _(n: int) -> Run:
    bands = {"bands": {"on": {"value": "v"}, "steps": steps(n)}}
    return check(text([one_leaf(bands, [number("v")])]))


@walk("check: pieces of a line")
def _(n: int) -> Run:
    inner = [
        {"from": i, "below": i + 1, "points_from": i % 2, "points_to": 1 - i % 2} for i in range(n)
    ]
    pieces = [{"below": 0, "points": 0}, *inner, {"from": n, "points": 1}]
    linear = {"linear": {"on": {"value": "v"}, "pieces": pieces}}
    return check(text([one_leaf(linear, [number("v")])]))


@walk("check: cases of a formula", 6_000)
def _(n: int) -> Run:
    cases = [{"when": {"of": "v", "from": i, "below": i + 1}, "points": i % 2} for i in range(n)]
    return check(text([one_leaf(formula(*cases, {"points": 1}), [number("v")])]))


@walk("check: cases of a formula that tell few cells apart")
def _(n: int) -> Run:
    cases = [{"when": {"of": "v", "from": 5, "below": 7}, "points": i % 2} for i in range(n)]
    return check(text([one_leaf(formula(*cases, {"points": 1}), [number("v")])]))


@walk("check: cases of a formula over many expressions")
def _(n: int) -> Run:
    cases = [
        {"when": {"of": {"add": ["v", i]}, "from": 9, "below": 8 + i}, "points": 0}
        for i in range(n)
    ]
    return check(text([one_leaf(formula(*cases, {"points": 1}), [number("v")])]))


@walk("check: parts of a condition", 9_000)
def _(n: int) -> Run:
    any_of = [{"of": "v", "from": 2 * i, "below": 2 * i + 1} for i in range(n // 2)]
    cases = [{"when": {"any": any_of}, "points": 1}, {"points": 0}]
    return check(text([one_leaf(formula(*cases), [number("v")])]))


@walk("check: words of a condition")
def _(n: int) -> Run:
    words = [f"w{i}" for i in range(n)]
    inputs = [{"name": "v", "type": "choice", "options": [{"id": word} for word in words]}]
    cases = [{"when": {"input": "v", "is": words[: n // 2]}, "points": 1}, {"points": 0}]
    return check(text([one_leaf(formula(*cases), inputs)]))


def table_rows(n: int, column: str = "v") -> list[Json]:
    rows: list[Json] = [
        {"when": {column: {"from": i, "below": i + 1}}, "points": 0} for i in range(n)
    ]
    return [*rows, {"when": {column: {"from": n}}, "points": 1}]


def table(hit: str, rows: list[Json], *inputs: Json) -> str:
    rule = {"decision_table": {"hit": hit, "rows": rows, "otherwise": 0}}
    return text([one_leaf(rule, list(inputs))])


@walk("check: a decision table, the first row that matches", 9_000)
def _(n: int) -> Run:
    return check(table("first", table_rows(n), number("v", min=0)))


@walk("check: a decision table, the only row that matches", 9_000)
def _(n: int) -> Run:
    return check(table("unique", table_rows(n), number("v", min=0)))


@walk("check: a decision table, the sum of the rows that match", 9_000)
def _(n: int) -> Run:
    rows = [{"when": {"v": {"above": i}}, "points": f"1/{n}"} for i in range(n)]
    return check(table("sum", rows, number("v", min=0)))


@walk("check: a decision table, rows that overlap", 9_000)
def _(n: int) -> Run:
    rows = [{"when": {"v": {"from": i, "below": n}}, "points": i % 2} for i in range(n)]
    return check(table("unique", rows, number("v", min=0)))


@walk("check: a decision table over two inputs")
def _(n: int) -> Run:
    side = int(n**0.5)
    rows = [
        {
            "when": {"v": {"from": i, "below": i + 1}, "w": {"from": k, "below": k + 1}},
            "points": i % 2,
        }
        for i in range(side)
        for k in range(side)
    ]
    return check(table("unique", rows, number("v", min=0), number("w", min=0)))


@walk("check: a decision table of more rows than cells")
def _(n: int) -> Run:
    rows = [{"when": {"v": {"from": i % 90}}, "points": i % 2} for i in range(n)]
    return check(table("max", rows, number("v", min=0)))


def calendar(**days: list[str]) -> str:
    days_of = {"name": "s", "type": "date"}, {"name": "e", "type": "date"}
    rule = formula({"points": {"working_days": ["s", "e"]}})
    about = {"from": "0001-01-01", "to": "9999-12-31", "weekend": ["saturday"], **days}
    return text([one_leaf(rule, list(days_of))], calendar=about)


def dates(n: int) -> list[str]:
    return [(dt.date(1, 1, 1) + dt.timedelta(15 * i)).isoformat() for i in range(n)]


@walk("check: holidays")
def _(n: int) -> Run:
    return check(calendar(holidays=dates(n)))


@walk("check: the same holiday n times")
def _(n: int) -> Run:
    return check(calendar(holidays=["2020-01-01"] * n))


@walk("check: holidays that are working days")
def _(n: int) -> Run:
    return check(calendar(holidays=dates(n), working=dates(n)))


@walk("working days between holidays that are working days")
def _(n: int) -> Run:
    plan = px.Rubric.from_json(calendar(holidays=dates(n), working=dates(n))).compile()
    return lambda: plan.score({"a.s": "0001-01-01", "a.e": "9999-12-31"})


@walk("check: groups", 1_000)
def _(n: int) -> Run:
    groups = [{"id": f"g{i}"} for i in range(n)]
    nodes = [leaf(f"c{i}", only_for=[f"g{i}"]) for i in range(n)]
    return check(text(nodes, groups=groups, max=1))


@walk("check: rules by group", 1_000)
def _(n: int) -> Run:
    bands = {"bands": {"on": {"value": "v"}, "steps": steps(1)}}
    cases = [{"groups": [f"g{i}"], "rule": bands} for i in range(n)]
    groups = [{"id": f"g{i}"} for i in range(n)]
    return check(text([one_leaf({"by_group": {"cases": cases}}, [number("v")])], groups=groups))


@walk("check: agencies of a leaf each", 25_000)
def _(n: int) -> Run:
    agencies = [{"id": f"g{i}", "lead": [f"c{i}"]} for i in range(n)]
    return check(text(leaves(n), agencies=agencies))


@walk("check: leaves of one agency", 25_000)
def _(n: int) -> Run:
    return check(text(leaves(n), agencies=[{"id": "g", "lead": [f"c{i}" for i in range(n)]}]))


@walk("check: agencies that all lead one leaf", 25_000)
def _(n: int) -> Run:
    agencies = [{"id": f"g{i}", "lead": ["c0"]} for i in range(n)]
    return check(text(leaves(1), agencies=agencies))


@walk("check: layers", 25_000)
def _(n: int) -> Run:
    layers = [{"id": f"l{i}"} for i in range(n)]
    return check(text([leaf(f"c{i}", layer=f"l{i}") for i in range(n)], layers=layers))


@walk("check: layers that a leaf resolves from", 25_000)
def _(n: int) -> Run:
    layers = [{"id": f"l{i}"} for i in range(n)]
    return check(text([leaf("a", resolution=[f"l{i}" for i in range(n)])], layers=layers))


@walk("check: layers that are not declared", 12_000)
def _(n: int) -> Run:
    nodes = [leaf("a", resolution=[f"l{i}" for i in range(n)])]
    return check(text(nodes, layers=[{"id": "l"}]))


@walk("check: markers")
def _(n: int) -> Run:
    return check(text(leaves(1), markers={"missing": [f"marker{i}" for i in range(n)]}))


@walk("check: sets of weights")
def _(n: int) -> Run:
    sets = [f"s{i}" for i in range(n)]
    node = leaf("a", weight=dict.fromkeys(sets, 1))
    return check(text([node], weight_sets=sets, aggregation="weighted_mean"))


@walk("check: classes")
def _(n: int) -> Run:
    bands = [{"id": f"k{i}", "from": i, "below": i + 1} for i in range(n)]
    bands += [{"id": "least", "below": 0}, {"id": "most", "from": n}]
    return check(text(leaves(1), classes={"on": "index", "stage": "exact", "bands": bands}))


@walk("check: a chain that breaks ties", 25_000)
def _(n: int) -> Run:
    chain_of = [f"c{i}" for i in range(n)]
    ranking = {"on": "index", "stage": "exact", "ties": "ordinal", "within": "all"}
    return check(text(leaves(n), ranking={**ranking, "tie_break": chain_of}))


@walk("check: evidence of a leaf")
def _(n: int) -> Run:
    return check(text([leaf("a", evidence=[{"id": f"e{i}"} for i in range(n)])]))


@walk("check: adjustments of a sum", 25_000)
def _(n: int) -> Run:
    adjust = [{"bonus": f"c{i}", "cap": 1} for i in range(1, n)]
    return check(text(leaves(n), aggregation={"sum": {"adjust": adjust}}, max=1))


@walk("check: rows of a lookup")
def _(n: int) -> Run:
    side = int(n**0.5)
    rows = [{"children": [i, k], "points": 1} for i in range(side) for k in range(i, side)]
    rows += [{"children": [i], "points": 1} for i in range(side)]
    options = [{"id": f"o{i}", "points": i} for i in range(side)]
    nodes = [
        {"code": f"c{k}", "max": side - 1, "rule": {"choice": {"options": options}}} for k in (0, 1)
    ]
    return check(text(nodes, aggregation={"lookup": {"rows": rows}}, max=1))


@walk("check: statistics", 25_000)
def _(n: int) -> Run:
    return check(text(statistics(n)))


def statistics(n: int) -> list[Json]:
    mean = {"cohort": {"of": "v", "statistic": "mean", "within": "all"}}
    rule = formula({"points": {"subtract": ["v", mean]}})
    return [{**one_leaf(rule, [number("v")]), "code": f"c{i}"} for i in range(n)]


@walk("proofs: leaves", 25_000)
def _(n: int) -> Run:
    return px.Rubric.from_json(text(leaves(n))).proofs


# ---- one unit of many nodes ------------------------------------------------------------------------


def looks(name: str, nodes: Callable[[int], list[Json]], keep: Any) -> None:
    """Every function that reads the nodes of a unit."""

    def scored(n: int) -> px.Scores:
        return plan_of(nodes(n)).score(
            data(n), keep=keep, allow_missing_columns=True, allow_unknown_columns=True
        )

    most = 25_000
    add = {
        "the last node": lambda s, n: lambda: s["unit"][f"c{n - 1}"],
        "all nodes": lambda s, _: lambda: s["unit"].nodes,
        "digest": lambda s, _: lambda: s.digest,
        "JSON": lambda s, _: s.to_json,
        "explain": lambda s, _: lambda: s.explain("unit"),
        "explain as text": lambda s, _: lambda: s.explain("unit").to_text(),
        "points lost": lambda s, _: lambda: s.points_lost("unit"),
        "audit": lambda s, _: lambda: s.audit(),
        "Arrow": lambda s, _: lambda: s.to_arrow(numbers="float64").__arrow_c_stream__(),
    }
    for what, make in add.items():

        def prepare(n: int, make: Any = make) -> Run:
            return make(scored(n), n)

        walk(f"{what}: {name}, keep={keep}", most)(prepare)


for kept in ("all", "fields", "total"):
    looks("a chain of gates", chain, kept)
    looks("leaves", leaves, kept)


@walk("score: leaves", 50_000)
def _(n: int) -> Run:
    plan, values = plan_of(leaves(n)), data(n)
    return lambda: plan.score(values)


@walk("score: a chain of gates", 25_000)
def _(n: int) -> Run:
    plan, values = plan_of(chain(n)), data(n)
    return lambda: plan.score(values)


@walk("score: leaves in error", 25_000)
def _(n: int) -> Run:
    plan, values = plan_of(leaves(n)), data(n, "bad")
    return lambda: plan.score(values)


@walk("score: leaves with a statistic", 6_000)
def _(n: int) -> Run:
    plan = plan_of(statistics(n))
    rows = [{"unit": unit, **{f"c{i}.v": 1 for i in range(n)}} for unit in "ab"]
    return lambda: plan.score(rows)


@walk("explain: leaves with a statistic", 6_000)
def _(n: int) -> Run:
    scores = plan_of(statistics(n)).score(
        [{"unit": unit, **{f"c{i}.v": 1 for i in range(n)}} for unit in "ab"]
    )
    return lambda: scores.explain("a")


@walk("score: adjustments of a sum", 25_000)
def _(n: int) -> Run:
    adjust = [{"bonus": f"c{i}", "cap": 1} for i in range(1, n)]
    plan = plan_of(leaves(n), aggregation={"sum": {"adjust": adjust}}, max=1)
    values = data(n)
    return lambda: plan.score(values)


@walk("score: inputs of a leaf")
def _(n: int) -> Run:
    names = [f"i{i}" for i in range(n)]
    plan = plan_of([one_leaf(formula({"points": {"add": names}}), list(map(number, names)))])
    values = {f"a.{name}": 1 for name in names}
    return lambda: plan.score(values)


@walk("score: classes of a table", 50_000)
def _(n: int) -> Run:
    bands = [{"id": f"k{i}", "from": i, "below": i + 1} for i in range(n // 10)]
    bands += [{"id": "least", "below": 0}, {"id": "most", "from": n // 10}]
    plan = plan_of(leaves(1), classes={"on": "index", "stage": "exact", "bands": bands})
    scores = plan.score([{"unit": str(i), "c0": 1} for i in range(n // 10 + 1)])
    return lambda: dict(px.Scores(scores._core, plan).classes() or {})


# ---- tables of many units --------------------------------------------------------------------------

RANKING = {
    "on": "index",
    "stage": "exact",
    "ties": "competition",
    "tie_break": ["c0"],
    "within": "all",
}
CLASSES = {
    "on": "index",
    "stage": "exact",
    "bands": [{"id": "good", "from": 50}, {"id": "bad", "below": 50}],
}


def ranked() -> px.Plan:
    return plan_of(
        leaves(2), ranking=RANKING, classes=CLASSES, index_rounding={"digits": 1, "mode": "half_up"}
    )


def rows(n: int, turn: int = 7) -> list[Json]:
    return [
        {"unit": f"u{i}", "c0": f"{i * turn % n}/{n}", "c1": f"{i * 3 % n}/{n}"} for i in range(n)
    ]


def both(n: int) -> tuple[px.Scores, px.Scores]:
    plan = ranked()
    return plan.score(rows(n)), plan.score(rows(n, 11))


@walk("units: score")
def _(n: int) -> Run:
    plan, table_of = ranked(), rows(n)
    return lambda: plan.score(table_of)


@walk("units: bad cells")
def _(n: int) -> Run:
    plan, table_of = ranked(), [{"unit": f"u{i}", "c0": "bad", "c1": 1} for i in range(n)]
    return lambda: plan.score(table_of)


@walk("units: the class of each, one by one")
def _(n: int) -> Run:
    scores = ranked().score(rows(n))
    return lambda: [unit.class_id for unit in scores]


@walk("units: issues of each, one by one")
def _(n: int) -> Run:
    scores = ranked().score([{"unit": f"u{i}", "c0": "bad", "c1": 1} for i in range(n)])
    return lambda: [unit.issues for unit in scores]


@walk("units: dictionaries")
def _(n: int) -> Run:
    return ranked().score(rows(n)).to_dicts


@walk("units: JSON")
def _(n: int) -> Run:
    return ranked().score(rows(n)).to_json


@walk("units: text")
def _(n: int) -> Run:
    scores = ranked().score(rows(n))
    return lambda: scores.to_text(max_rows=n)


@walk("units: a quota at a node, explained one by one", 25_000)
def _(n: int) -> Run:
    quota = {"rounding": "down", "ties": "worse", "within": "all"}
    bands = [{"percent": 20, "id": "A"}, {"percent": 30, "id": "B"}, {"id": "C"}]
    graded = {"on": "points", "stage": "exact", "quota": quota, "bands": bands}
    plan = plan_of([leaf("c0", classes=graded), leaf("c1")], parindex=2)
    scores = plan.score(rows(n))
    return lambda: [scores.explain(f"u{i}") for i in range(n)]


@walk("units: rank")
def _(n: int) -> Run:
    scores = ranked().score(rows(n))
    return lambda: list(scores.rank())


@walk("units: rank, all equal and told apart by none")
def _(n: int) -> Run:
    scores = ranked().score([{"unit": f"u{i}", "c0": 1, "c1": 1} for i in range(n)])
    return lambda: scores.rank(ties="ordinal").issues


@walk("units: audit", 25_000)
def _(n: int) -> Run:
    scores = ranked().score(rows(n))
    return lambda: scores.audit()


@walk("units: compare", 50_000)
def _(n: int) -> Run:
    before, after = both(n)
    return lambda: before.compare(after)


@walk("units: comparison as dictionaries", 25_000)
def _(n: int) -> Run:
    plan = ranked()
    before = plan.score(rows(n))
    # Only a few units change places: otherwise the list of overtaken units has length n squared.
    table_of = rows(n)
    for row in table_of[:3]:
        row["c0"] = 1
    comparison = before.compare(plan.score(table_of))
    return comparison.to_dicts


@walk("units: comparison as JSON", 25_000)
def _(n: int) -> Run:
    plan = ranked()
    before = plan.score(rows(n))
    table_of = rows(n)
    for row in table_of[:3]:
        row["c0"] = 1
    return before.compare(plan.score(table_of)).to_json


@walk("units: who overtakes whom, where few do", 25_000)
def _(n: int) -> Run:
    plan = ranked()
    table_of = rows(n, 1)
    # Each swaps its place with the next one.
    names = [row["unit"] for row in table_of]
    names[0 : n - 1 : 2], names[1:n:2] = names[1:n:2], names[0 : n - 1 : 2]
    moved = [{**row, "unit": name} for row, name in zip(table_of, names, strict=True)]
    comparison = plan.score(table_of).compare(plan.score(moved))
    return lambda: [comparison.overtaken_by(f"u{i}") for i in range(n)]


@walk("units: comparison, one by one", 25_000)
def _(n: int) -> Run:
    before, after = both(n)
    comparison = before.compare(after)
    return lambda: [comparison[f"u{i}"] for i in range(n)]


def decomposed(name: str, aggregation: Any, **more: Any) -> None:
    @walk(f"comparison of one unit: {name}", 12_000)
    def _(n: int) -> Run:
        plan = plan_of(leaves(n), aggregation=aggregation, **more)
        before, after = plan.score(data(n, "0.5")), plan.score(data(n, "0.7"))
        return lambda: before.compare(after).parts("unit")


for kind in ("sum", "mean", "harmonic_mean", "median"):
    decomposed(kind, kind)
decomposed("minimum", "minimum", max=1)
decomposed("best", {"best": {"count": 5}}, max=5)


@walk("verify: units")
def _(n: int) -> Run:
    scores = ranked().score(rows(n))
    result = scores.to_json().encode()
    return lambda: px.verify(result, scores)


@walk("verify: leaves", 25_000)
def _(n: int) -> Run:
    scores = plan_of(leaves(n)).score(data(n))
    result = scores.to_json().encode()
    return lambda: px.verify(result, scores)


# ---- data files ------------------------------------------------------------------------------------


def file(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


FOLDER = tempfile.TemporaryDirectory()
HERE = Path(FOLDER.name)


@walk("data: duplicate keys in a row of JSON", 50_000)
def _(n: int) -> Run:
    plan = plan_of(leaves(1))
    keys = ",".join(f'"k{i}":1,"k{i}":2' for i in range(n))
    path = file(HERE, "twice.json", f'[{{"unit":"x","c0":1,{keys}}}]')
    return lambda: scored_or_refused(plan, path)


@walk("data: rows of JSON, each with another key, by the cells of the table", 4_000_000)
def _(n: int) -> Run:
    plan = plan_of(leaves(1))
    table_of = [{"unit": f"u{i}", "c0": 1, f"k{i}": 1} for i in range(math.isqrt(n))]
    path = file(HERE, "other.json", json.dumps(table_of))
    return lambda: scored_or_refused(plan, path)


@walk("data: columns of CSV")
def _(n: int) -> Run:
    plan = plan_of(leaves(1))
    heads = ",".join(f"k{i}" for i in range(n))
    path = file(HERE, "wide.csv", f"unit,c0,{heads}\nx,1,{',' * (n - 1)}\n")
    return lambda: scored_or_refused(plan, path)


@walk("data: one column n times in CSV")
def _(n: int) -> Run:
    plan = plan_of(leaves(1))
    path = file(HERE, "same.csv", f"unit,c0{',k' * n}\nx,1{',1' * n}\n")
    return lambda: scored_or_refused(plan, path)


@walk("data: rows of CSV")
def _(n: int) -> Run:
    plan = ranked()
    lines = "".join(f"u{i},1,0.5\n" for i in range(n))
    path = file(HERE, "long.csv", "unit,c0,c1\n" + lines)
    return lambda: scored_or_refused(plan, path)


@walk("data: the same unit n times")
def _(n: int) -> Run:
    plan = ranked()
    table_of = [{"unit": "u", "c0": 1, "c1": 1} for _ in range(n)]
    return lambda: scored_or_refused(plan, table_of)


def laid_or_refused(base: px.Rubric, given: str) -> None:
    with contextlib.suppress(px.Error):
        px.overlay(base, given.encode())


def scored_or_refused(plan: px.Plan, source: Any) -> None:
    with contextlib.suppress(px.Error):
        plan.score(source, allow_unknown_columns=True)


def cell(name: str, value: Callable[[int], object]) -> None:
    @walk(f"data: {name}", 1 << 22)
    def _(n: int) -> Run:
        plan, given = plan_of(leaves(1)), value(n)
        return lambda: scored_or_refused(plan, [{"unit": "x", "c0": given}])


cell("an int of n digits", lambda n: 1 << (10 * n // 3))
cell("a text of n digits", lambda n: "1" * n)
cell("a decimal of n digits", lambda n: __import__("decimal").Decimal("1" * n))
cell("a fraction of n digits", lambda n: __import__("fractions").Fraction(1 << (10 * n // 3), 7))


# ---- layers, agencies, rounds ----------------------------------------------------------------------


def round_plan(n: int) -> px.Plan:
    agencies = [{"id": f"g{i}", "lead": [f"c{i}"]} for i in range(n)]
    return plan_of(leaves(n), layers=[{"id": "self"}], layer="self", agencies=agencies)


def observations(n: int, units: int = 1) -> list[Json]:
    return [
        {"unit": f"u{u}", "code": f"c{i}", "layer": "self", "value": 1, "date": "2020-01-01"}
        for i in range(n)
        for u in range(units)
    ]


@walk("round: observations of many leaves", 12_000)
def _(n: int) -> Run:
    plan, seen = round_plan(n), observations(n)
    return lambda: px.Assessment.from_observations(plan, seen)


@walk("round: observations of many units")
def _(n: int) -> Run:
    plan, seen = round_plan(2), observations(2, n // 2)
    return lambda: px.Assessment.from_observations(plan, seen)


@walk("round: score and gap", 12_000)
def _(n: int) -> Run:
    layers = [{"id": "self"}, {"id": "appraised"}]
    plan = plan_of(leaves(n), layers=layers, resolution=["appraised", "self"])
    seen = observations(n) + [{**each, "layer": "appraised"} for each in observations(n)]
    assessment = px.Assessment.from_observations(plan, seen)
    return lambda: assessment.gap("self", "appraised")


@walk("round: progress of the agencies", 12_000)
def _(n: int) -> Run:
    assessment = px.Assessment.from_observations(round_plan(n), observations(n // 2))
    return lambda: assessment.progress("self")


@walk("round: the worksheet of an agency", 12_000)
def _(n: int) -> Run:
    plan = plan_of(leaves(n), agencies=[{"id": "g", "lead": [f"c{i}" for i in range(n)]}])
    return lambda: px.worksheet(plan, "g").lines


@walk("round: worksheets of many agencies", 6_000)
def _(n: int) -> Run:
    plan = round_plan(n)
    sheets = {f"g{i}": [observation] for i, observation in enumerate(observations(n))}
    return lambda: px.merge_worksheets(plan, sheets, layer="self")


@walk("round: freeze and load", 12_000)
def _(n: int) -> Run:
    assessment = px.Assessment.from_observations(round_plan(n), observations(n))

    def run() -> None:
        assessment.freeze().save(HERE / "round.json")
        px.load_snapshot(HERE / "round.json")

    return run


# ---- rubrics change --------------------------------------------------------------------------------


@walk("diff: leaves that change", 12_000)
def _(n: int) -> Run:
    before = px.Rubric.from_json(text(leaves(n)))
    after = px.Rubric.from_json(text([leaf(f"c{i}", note="new") for i in range(n)], edition="2"))
    return lambda: px.diff(before, after).to_text()


@walk("diff: codes that change", 12_000)
def _(n: int) -> Run:
    before = px.Rubric.from_json(text([leaf(f"c{i}", title={"en": f"t{i}"}) for i in range(n)]))
    after = [leaf(f"d{i}", title={"en": f"t{i}"}) for i in range(n)]
    changed = px.Rubric.from_json(text(after, edition="2"))
    return lambda: px.diff(before, changed).to_text()


@walk("diff: leaves that come and go", 12_000)
def _(n: int) -> Run:
    before = px.Rubric.from_json(text(leaves(n)))
    other = [{**leaf(f"d{i}"), "max": 2, "rule": {"yes_no": {"yes": 2, "no": 0}}} for i in range(n)]
    after = px.Rubric.from_json(text(other, edition="2"))
    return lambda: px.diff(before, after).to_text()


@walk("diff: bands of one leaf")
def _(n: int) -> Run:
    def rubric(edition: str, shift: int) -> px.Rubric:
        bands = {"bands": {"on": {"value": "v"}, "steps": steps(n)}}
        bands["bands"]["steps"][1 + shift]["title"] = {"en": "x"}
        return px.Rubric.from_json(text([one_leaf(bands, [number("v")])], edition=edition))

    before, after = rubric("1", 0), rubric("2", 5)
    return lambda: px.diff(before, after).to_text()


@walk("diff: items of one leaf")
def _(n: int) -> Run:
    def rubric(edition: str, begin: int) -> px.Rubric:
        items = [{"id": f"i{i}", "points": f"1/{n}"} for i in range(begin, begin + n)]
        return px.Rubric.from_json(
            text([one_leaf({"checklist": {"items": items}})], edition=edition)
        )

    before, after = rubric("1", 0), rubric("2", n // 2)
    return lambda: px.diff(before, after).to_text()


@walk("replay: leaves that change", 12_000)
def _(n: int) -> Run:
    scores = plan_of(leaves(n)).score(data(n))
    changed = [{**leaf(f"c{i}"), "rule": {"yes_no": {"yes": 1, "no": 0}}} for i in range(n)]
    after = px.Rubric.from_json(text(changed, edition="2"))
    plan = after.compile()
    return lambda: scores.replay(plan).steps


@walk("replay: leaves that change, for many units", 6_000)
def _(n: int) -> Run:
    scores = plan_of(leaves(50)).score([{"unit": f"u{u}", **data(50)} for u in range(n)])
    changed = [{**leaf(f"c{i}"), "rule": {"yes_no": {"yes": 1, "no": 0}}} for i in range(50)]
    after = px.Rubric.from_json(text(changed, edition="2"))
    plan = after.compile()
    return lambda: scores.replay(plan).steps


@walk("replay: codes that change", 6_000)
def _(n: int) -> Run:
    scores = plan_of(leaves(n)).score(data(n))
    after = px.Rubric.from_json(text([leaf(f"d{i}") for i in range(n)], edition="2"))
    codes = {f"c{i}": f"d{i}" for i in range(n)}
    plan = after.compile()
    return lambda: scores.replay(plan, codes=codes).steps


def overlay(*changes: Json, edition: str = "2", base: str = "1") -> str:
    return json.dumps(
        {
            "parindex_overlay": 1,
            "id": "x",
            "edition": edition,
            "base": {"id": "x", "edition": base},
            "changes": changes,
        }
    )


@walk("overlay: leaves that are set", 12_000)
def _(n: int) -> Run:
    base = px.Rubric.from_json(text(leaves(n)))
    given = overlay(*({"set": f"c{i}", "values": {"note": "new"}} for i in range(n)))
    return lambda: px.overlay(base, given.encode())


@walk("overlay: leaves that are added", 12_000)
def _(n: int) -> Run:
    base = px.Rubric.from_json(text(leaves(1)))
    added = ({"add": leaf(f"d{i}"), "before": "c0"} for i in range(n))
    given = overlay({"set": "", "values": {"max": n + 1}}, *added)
    return lambda: px.overlay(base, given.encode())


@walk("overlay: leaves that are removed", 12_000)
def _(n: int) -> Run:
    base = px.Rubric.from_json(text(leaves(n + 1)))
    gone = ({"remove": f"c{i}"} for i in range(n))
    given = overlay({"set": "", "values": {"max": 1}}, *gone)
    return lambda: px.overlay(base, given.encode())


@walk("overlay: keys of one node")
def _(n: int) -> Run:
    base = px.Rubric.from_json(text(leaves(1)))
    given = overlay({"set": "c0", "values": {f"k{i}": 1 for i in range(n)}})

    return lambda: laid_or_refused(base, given)


@walk("overlay: many overlays", 6_000)
def _(n: int) -> Run:
    base = px.Rubric.from_json(text(leaves(1)))
    given = [
        overlay(
            {"set": "c0", "values": {"note": str(i)}}, edition=str(i + 2), base=str(i + 1)
        ).encode()
        for i in range(n)
    ]
    return lambda: px.overlay(base, given)


@walk("overlay: nodes each under the one before", 60)
def _(n: int) -> Run:
    base = px.Rubric.from_json(text(leaves(1)))
    given = overlay(
        *({"add": leaf(f"d{i}"), "under": f"d{i - 1}" if i else "c0"} for i in range(n))
    )

    return lambda: laid_or_refused(base, given)


@walk("editions", 12_000)
def _(n: int) -> Run:
    days = [dt.date(1000, 1, 1) + dt.timedelta(30 * i) for i in range(n + 1)]
    rubrics = [
        px.Rubric.from_json(text(leaves(1), edition=str(i), effective={"from": str(days[i])}))
        for i in range(n)
    ]
    return lambda: [px.Editions(rubrics)[str(i)] for i in range(0, n, n // 10 or 1)]


# ---- cases -----------------------------------------------------------------------------------------


def case_file(
    name: str, rubric: str, cases: list[Json], **more: Any
) -> tuple[px.Rubric, list[Path]]:
    whole = {"for": {"rubric": "x", "edition": "1"}, "cases": cases, **more}
    return px.Rubric.from_json(rubric), [file(HERE, name, json.dumps(whole))]


def run_cases(rubric: px.Rubric, paths: list[Path]) -> Run:
    from parindex.testing import run_cases as run

    return lambda: run(paths, rubric=rubric)


@walk("cases: many cases of a small rubric")
def _(n: int) -> Run:
    cases = [{"given": {"c0": 1}, "expect": {"points": "1"}} for _ in range(n)]
    return run_cases(*case_file("many.json", text(leaves(1)), cases))


@walk("cases: each a cohort of its own", 25_000)
def _(n: int) -> Run:
    cases = [{"given": {"c0": 1}, "cohort": str(i), "expect": {"points": "1"}} for i in range(n)]
    return run_cases(*case_file("cohorts.json", text(leaves(1)), cases))


@walk("cases: one that expects every node", 12_000)
def _(n: int) -> Run:
    expect = {"nodes": {f"c{i}": {"points": "1"} for i in range(n)}}
    return run_cases(
        *case_file("nodes.json", text(leaves(n)), [{"given": data(n), "expect": expect}])
    )


@walk("cases: one that expects every trace", 12_000)
def _(n: int) -> Run:
    expect = {"trace": {f"c{i}": {"points": "1"} for i in range(n)}}
    return run_cases(
        *case_file("traces.json", text(leaves(n)), [{"given": data(n), "expect": expect}])
    )


@walk("cases: all of which fail", 12_000)
def _(n: int) -> Run:
    cases = [{"given": {"c0": 1}, "expect": {"points": "0"}} for _ in range(n)]
    rubric, paths = case_file("fail.json", text(leaves(1)), cases)
    from parindex.testing import run_cases as run

    def look() -> None:
        found = run(paths, rubric=rubric)
        found.to_text(), found.to_json(), found.updates()

    return look


@walk("cases: one for each leaf", 6_000)
def _(n: int) -> Run:
    cases = [
        {"given": {f"c{i}": 1}, "expect": {"nodes": {f"c{i}": {"points": "1"}}}} for i in range(n)
    ]
    return run_cases(*case_file("each.json", text(leaves(n)), cases))


@walk("cases: files that include the next one", 8_000)
def _(n: int) -> Run:
    for i in range(n):
        more = {"include": [f"in{i + 1}.json"]} if i + 1 < n else {}
        cases = [{"given": {"c0": 1}, "expect": {"points": "1"}}]
        rubric, _ = case_file(f"in{i}.json", text(leaves(1)), cases, **more)
    return run_cases(rubric, [HERE / "in0.json"])


@walk("cases: boundaries of many leaves", 4_800, least=1_200)
def _(n: int) -> Run:
    from parindex.testing import boundary_cases

    bands = {"bands": {"on": {"value": "v"}, "steps": steps(3)}}
    nodes = [{**one_leaf(bands, [number("v", min=0)]), "code": f"c{i}"} for i in range(n)]
    rubric = px.Rubric.from_json(text(nodes))
    return lambda: boundary_cases(rubric)


@walk("cases: boundaries of many bands", 400)
def _(n: int) -> Run:
    from parindex.testing import boundary_cases

    bands = {"bands": {"on": {"value": "v"}, "steps": steps(n)}}
    rubric = px.Rubric.from_json(text([one_leaf(bands, [number("v")])]))
    return lambda: boundary_cases(rubric)


@walk("cases: boundaries of many items, by the values in the cases", 40_000)
def _(n: int) -> Run:
    from parindex.testing import boundary_cases

    # Every item has its own cases, and every case has a value for each item.
    count = math.isqrt(n)
    items = [{"id": f"i{i}", "points": f"1/{count}"} for i in range(count)]
    rubric = px.Rubric.from_json(text([one_leaf({"checklist": {"items": items}})]))
    return lambda: boundary_cases(rubric)


@walk("cases: boundaries of many classes", 800)
def _(n: int) -> Run:
    from parindex.testing import boundary_cases

    bands = [{"id": "k0", "below": 1}]
    bands += [{"id": f"k{i}", "from": i, "below": i + 1} for i in range(1, n - 1)]
    bands += [{"id": f"k{n - 1}", "from": n - 1}]
    direct = {"direct": {"min": 0, "max": n}}
    rubric = px.Rubric.from_json(
        text([one_leaf(direct, max=n)], classes={"on": "points", "stage": "exact", "bands": bands})
    )
    return lambda: boundary_cases(rubric)


@walk("cases: boundaries of gates of one node, by the gates that the cases look at", 160_000)
def _(n: int) -> Run:
    from parindex.testing import boundary_cases

    # Every gate has its own cases, and in every case the node evaluates its gates.
    count = math.isqrt(n)
    seen = {**leaf("b"), "max": count, "rule": {"direct": {"min": 0, "max": count}}}
    gates = [gate(i, "b", points={"above": count - 1 - i}) for i in range(count)]
    rubric = px.Rubric.from_json(text([seen, leaf("a", gates=gates)]))
    return lambda: boundary_cases(rubric)


@walk("cases: boundaries of caps of many nodes, by the figures in the cases", 40_000)
def _(n: int) -> Run:
    from parindex.testing import boundary_cases

    # Every node has a cap, and every case of the whole rubric has the figures of each node.
    count = math.isqrt(n)
    nodes = [
        {"code": f"f{i}", "max": 1, "cap": 1, "children": [leaf(f"f{i}.1"), leaf(f"f{i}.2")]}
        for i in range(count)
    ]
    accept = {"accept": {"maximum_mismatch": "for a measurement"}}
    rubric = px.Rubric.from_json(text([{**node, **accept} for node in nodes]))
    return lambda: boundary_cases(rubric)


@walk("cases: JUnit of many files", 4_000)
def _(n: int) -> Run:
    from parindex.testing import run_cases as run

    cases = [{"given": {"c0": 1}, "expect": {"points": "0"}}]
    paths = []
    for i in range(n):
        rubric, more = case_file(f"junit{i}.json", text(leaves(1)), cases)
        paths += more
    return run(paths, rubric=rubric).to_junit


@walk("cases: running the boundaries of many leaves", 12_000)
def _(n: int) -> Run:
    from parindex.testing import boundary_cases

    bands = {"bands": {"on": {"value": "v"}, "steps": steps(3)}}
    nodes = [{**one_leaf(bands, [number("v", min=0)]), "code": f"c{i}"} for i in range(n)]
    rubric = px.Rubric.from_json(text(nodes))
    path = file(HERE, "boundaries.json", boundary_cases(rubric))
    return run_cases(rubric, [path])


@walk("cases: coverage by the boundaries of many leaves", 12_000)
def _(n: int) -> Run:
    from parindex.testing import boundary_cases, measure_coverage

    bands = {"bands": {"on": {"value": "v"}, "steps": steps(3)}}
    nodes = [{**one_leaf(bands, [number("v", min=0)]), "code": f"c{i}"} for i in range(n)]
    rubric = px.Rubric.from_json(text(nodes))
    path = file(HERE, "boundaries.json", boundary_cases(rubric))
    return lambda: measure_coverage(rubric, [path])


# ---- measuring -------------------------------------------------------------------------------------


def seconds(run: Run) -> float:
    """Processor time, without Python's garbage collector, as in `timeit`: the time of a collection depends
    on all objects that the program has ever made."""
    gc.collect()
    gc.disable()
    try:
        begin = time.process_time()
        run()
        return time.process_time() - begin
    finally:
        gc.enable()


def measure(
    prepare: Callable[[int], Run], size: int, most: int, long: float
) -> Iterator[tuple[int, float]]:
    """Sizes and seconds, each the minimum of three: doubling until a run is long, then every other one of
    the last five. Over a wide range, a step where the data outgrow a cache has little weight."""
    found: list[tuple[int, float]] = []
    while True:
        run = prepare(size)
        best = seconds(run)
        if best < 4 * long:
            best = min(best, seconds(run), seconds(run))
        found.append((size, best))
        if 2 * size > most or (len(found) > 2 and best > (long if len(found) > 4 else 30 * long)):
            step = 2 if len(found) > 4 else 1
            return iter(found[-1 - 2 * step :: step])
        size *= 2


def again(prepare: Callable[[int], Run], found: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """The same sizes with the minimum of three more runs."""
    more = []
    for size, best in found:
        run = prepare(size)
        more.append((size, min(best, seconds(run), seconds(run), seconds(run))))
    return more


def exponent(found: list[tuple[int, float]]) -> float:
    """The slope of the line that fits the logarithms of sizes and seconds best."""
    xs = [math.log(size) for size, _ in found]
    ys = [math.log(max(time_of, 1e-6)) for _, time_of in found]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((a - x) ** 2 for a in xs)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / spread if spread else 0.0


def times(size: int, seconds_of: float) -> str:
    return f"{size:,}: {seconds_of * 1e3:,.1f} ms"


def page(found: dict[str, list[tuple[int, float]]]) -> str:
    """The page docs/walks.md."""
    lines = []
    for name, sizes in found.items():
        cells = [times(*each) for each in sizes]
        lines.append(f"| {name} | {' | '.join(cells)} | {exponent(sizes):.2f} |")
    steep = [name for name, sizes in found.items() if exponent(sizes) > MOST]
    verdict = (
        f"{len(found) - len(steep)} of the {len(found)} walks have an exponent of at most {MOST}."
    )
    if steep:
        verdict += " These do not: " + "; ".join(steep) + "."
    begin = PAGE.format(version=px.__version__, python=platform.python_version())
    return begin + "\n".join(lines) + f"\n\n{verdict}\n"


PAGE = """# How time grows

`make walks` writes this page. parindex walks trees, chains, tables and lists whose length depends on a
file. Each walk runs at three sizes, each four times the one before. The time is the shortest processor time of three
runs, or of up to fifteen runs if three give an exponent above 1.2. The exponent is that of the power of the size that
fits these times best: about 1 for a walk that reads every item once or sorts the items, 2 for one that compares every
item with every other.
The name of the walk says what a size counts: nodes, units, rows, digits.

parindex {version}, Python {python}. `python bench/walks.py explain` runs only the walks whose name contains
"explain".

| walk | size: time | four times | sixteen times | exponent |
| --- | --- | --- | --- | --- |
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("name", nargs="?", default="", help="only walks whose name contains this")
    parser.add_argument("--long", type=float, default=0.05, help="seconds of the longest run")
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run at all?")
    parser.add_argument("--page", type=Path, help="write the page of the documentation here")
    args = parser.parse_args()
    steep = 0
    measured = {}
    for name, (prepare, most, least) in WALKS.items():
        if args.name not in name:
            continue
        sizes = (8, 32) if args.quick else (least, most)
        found = list(measure(prepare, *sizes, args.long))
        for _ in range(0 if args.quick else REPEATS):
            if exponent(found) <= MOST:
                break
            found = again(prepare, found)
        measured[name] = found
        power = exponent(found)
        steep += power > MOST
        cells = "  ".join(f"{size:>7} {time_of * 1e3:9.2f} ms" for size, time_of in found)
        print(f"{power:5.2f} {'!' if power > MOST else ' '} {name:<58} {cells}", flush=True)
    print(f"{steep} of the walks grow faster than n^{MOST}")
    if args.page:
        args.page.write_text(page(measured), encoding="utf-8")
    return 1 if steep and not args.quick else 0


if __name__ == "__main__":
    sys.exit(main())
