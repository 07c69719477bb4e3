# SPDX-License-Identifier: MIT
"""What each kind of rule, aggregation and policy costs; writes docs/costs.md.

Every row scores a table with one thread. The rubric has LEAVES equal leaves, of one kind; all other
leaves are bands of a number. The time of the processor is divided by the number of leaves.
"""

from __future__ import annotations

import argparse
import os
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

os.environ["POLARS_MAX_THREADS"] = "1"  # before polars is imported

import numpy as np
import pyarrow as pa

import machine
import parindex as px
from province import Province
from text import digits, table

LEAVES = 8
ROWS = 100_000
SECONDS = 0.15  # for one run; a slow kind gets fewer rows
FEWEST = 2_000
SLOW = 20  # ns
WIDTH = 118  # of a line of text
TIES = 0.1  # points: a tie that doubles round the other way moves a leaf by its last digit
BANDS = {
    "bands": {
        "on": {"value": "value"},
        "steps": [{"below": "50", "points": "0"}, {"from": "50", "points": "1"}],
    }
}
RATE = {"name": "value", "type": "number", "min": "0", "max": "100"}
CENTS = {"name": "value", "type": "number", "min": "0", "max": "100", "step": "0.01"}
CLOSE = ["maximum_unreachable", "maximum_exceeded", "minimum_above_zero", "minimum_below_zero"]
ACCEPT = dict.fromkeys([*CLOSE, "maximum_mismatch"], "a benchmark")


@dataclass
class Kind:
    """One row of the page: a leaf, or the node above the leaves."""

    title: str
    rule: dict[str, Any] = field(default_factory=lambda: BANDS)
    inputs: list[dict[str, Any]] | None = None
    leaf: dict[str, Any] = field(default_factory=dict)
    root: dict[str, Any] = field(default_factory=dict)
    data: str = "rate"
    gaps: float = 0  # share of cells that are missing

    def document(self) -> dict[str, Any]:
        leaf = {"max": "1", "title": {"en": "A leaf"}, "accept": ACCEPT, "rule": self.rule}
        if inputs := self.inputs if self.inputs is not None else _inputs_of(self.rule):
            leaf["inputs"] = inputs
        nodes = [{"code": f"{i}", **leaf, **self.leaf} for i in range(1, LEAVES + 1)]
        root = {"max": str(LEAVES), "aggregation": "sum", **self.root}
        groups = [{"id": "A"}, {"id": "B"}] if self.by_group() else []
        return {
            "parindex": 2,
            "id": "costs",
            "edition": "1",
            "index_rounding": "exact",
            "missing": "error",
            "accept": ACCEPT,
            **({"groups": groups} if groups else {}),
            "nodes": nodes,
            **root,
        }

    def by_group(self) -> bool:
        return "by_group" in self.rule

    def table(self, plan: px.Plan, rows: int) -> pa.Table:
        random = np.random.default_rng(20201230)
        columns = {}
        for column in plan.columns:
            values = _values(random, column, self.data, rows)
            lacks = random.random(rows) < self.gaps if self.gaps else None
            columns[column.name] = pa.array(values, mask=lacks)
        if self.by_group():
            columns["group"] = pa.array(random.choice(["A", "B"], rows))
        return pa.table(columns)


def _inputs_of(rule: dict[str, Any]) -> list[dict[str, Any]] | None:
    return [RATE] if "'value'" in str(rule) else None


def _values(random: np.random.Generator, column: Any, data: str, rows: int) -> Any:
    if column.type == "boolean":
        return random.random(rows) < 0.5
    if column.type == "choice":
        return random.choice(["a", "b", "c"], rows)
    if column.type == "count":
        most = {"few": 6, "counts": 2_000}.get(data, 100)
        return random.integers(1, most, rows).astype(float)
    if data == "mark":
        return random.integers(0, 101, rows) / 100
    if data == "digits":  # every value is another one
        return np.round(random.random(rows) * 100, 9)
    if data == "amounts":
        return random.integers(100, 10_001, rows) / 100
    return random.integers(0, 10_001, rows) / 100


def _counts(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "type": "count", "min": 1} for name in names]


ROUNDED = {"rounding": {"digits": 4, "mode": "half_up"}}
ITEMS = [{"id": c} for c in "abcd"]
QUARTERS = [{"id": c, "points": "0.25"} for c in "abcd"]
OPTIONS = [{"id": c, "points": p} for c, p in (("a", "0"), ("b", "0.5"), ("c", "1"))]
SHARE = {"percent": ["done", "planned"]}
VALUE = {"value": "value"}
PROPORTION = {"proportional": {"on": VALUE, "full_at": "100", "cap": "1"}}
LINEAR = {
    "linear": {
        "on": VALUE,
        "pieces": [
            {"below": "20", "points": "0"},
            {"from": "20", "to": "60", "points_from": "0", "points_to": "0.7"},
            {"above": "60", "points_from": "0.7", "points_to": "1", "to": "100"},
        ],
    }
}
POSTS = {"on": VALUE, "low": "1", "high": "99", "outside": "clamp", "scale": "linear"}
FORMULA = {"formula": {"cases": [{"points": {"divide": ["value", 100]}}]}}
ROOT = {
    "formula": {
        "cases": [
            {
                "points": {
                    "divide": [
                        {"root": {"of": "value", "degree": 2, "digits": 6, "mode": "half_up"}},
                        10,
                    ]
                }
            }
        ]
    }
}


def rules() -> Iterator[Kind]:
    yield Kind("yes_no", {"yes_no": {"yes": "1", "no": "0"}})
    yield Kind("choice", {"choice": {"options": OPTIONS}})
    yield Kind("all_of", {"all_of": {"items": ITEMS, "points": "1", "otherwise": "0"}})
    yield Kind("checklist", {"checklist": {"items": QUARTERS}})
    yield Kind("bands")
    bands = {"bands": {**BANDS["bands"], "on": SHARE}}
    yield Kind("bands of counts", bands, _done("count"))
    yield Kind("bands of amounts", bands, _done("number"), data="amounts")
    yield Kind("direct", {"direct": {"min": "0", "max": "1", "step": "0.01"}}, data="mark")
    yield Kind("imported", {"imported": {"index": "elsewhere"}}, leaf=ROUNDED)
    share = {"proportional": {"on": SHARE, "full_at": "100", "cap": "1"}}
    yield Kind("proportional", PROPORTION, leaf=ROUNDED)
    yield Kind("proportional of counts", share, _done("count"), ROUNDED)
    yield Kind("proportional of amounts", share, _done("number"), ROUNDED, data="amounts")
    yield Kind("proportional, unrounded", PROPORTION)
    yield Kind("linear", LINEAR, leaf=ROUNDED)
    yield Kind("linear, any digits", LINEAR, leaf=ROUNDED, data="digits")
    yield Kind("target", {"target": {"on": VALUE, "target": "40", "zero_at": "60"}}, leaf=ROUNDED)
    yield Kind("goalposts", {"goalposts": POSTS}, leaf=ROUNDED)
    log = {"goalposts": {**POSTS, "scale": "log"}}
    yield Kind("goalposts, logarithms", log, leaf=ROUNDED)
    yield Kind("goalposts, logarithms, any digits", log, leaf=ROUNDED, data="digits")
    yield Kind("formula", FORMULA, leaf=ROUNDED)
    yield Kind("formula, a root", ROOT, leaf=ROUNDED)
    yield Kind("formula, any digits", FORMULA, leaf=ROUNDED, data="digits")
    cases = [
        {"groups": ["A"], "rule": PROPORTION},
        {"groups": ["B"], "rule": {"proportional": {"on": VALUE, "full_at": "80", "cap": "1"}}},
    ]
    yield Kind("by_group", {"by_group": {"cases": cases}}, leaf=ROUNDED)


def _done(kind: str) -> list[dict[str, Any]]:
    least = {"name": "done", "type": kind, "min": 0}
    return [least, {"name": "planned", "type": kind, "min": 1}]


def nodes() -> Iterator[Kind]:
    weighted = {"leaf": {"weight": "1"}, "root": {"aggregation": "weighted_mean", "max": "1"}}
    yield Kind("sum")
    yield Kind("sum, rounded", root=ROUNDED)
    yield Kind("mean", root={"aggregation": "mean"})
    yield Kind("weighted_mean", **weighted)
    yield Kind("median", root={"aggregation": "median"})
    yield Kind("minimum", root={"aggregation": "minimum", "max": "1"})
    yield Kind("best", root={"aggregation": {"best": {"count": 4}}, "max": "4"})
    yield Kind("geometric_mean", root={"aggregation": "geometric_mean", "max": "1", **ROUNDED})
    yield Kind("cap", root={"cap": "6", "max": "6"})
    adjust = [{"bonus": "7"}, {"penalty": "8"}]
    yield Kind("bonus and penalty", root={"aggregation": {"sum": {"adjust": adjust}}, "max": "6"})
    yield Kind("gate", root={"gates": [{"id": "veto", "points": "0"}]})


def policies() -> Iterator[Kind]:
    for policy in ("exclude", "zero", "full", "error"):
        for gaps in (0.01, 0.05, 0.2):
            yield Kind(f"`{policy}`, {gaps:.0%} missing", root={"missing": policy}, gaps=gaps)


def cost(kind: Kind, most: int) -> float:
    """Nanoseconds of the processor for a leaf, the least of several runs."""
    plan = px.Rubric.from_json(kind.document()).compile()
    rows = FEWEST
    while True:
        data = kind.table(plan, rows)
        times = []
        for _ in range(3 if rows > FEWEST else 2):
            begin = time.process_time()
            plan.score(data, unit=None, keep="total", threads=1)
            times.append(time.process_time() - begin)
        wanted = min(most, int(rows * SECONDS / min(times)))
        if wanted < 2 * rows:
            return min(times) / rows / LEAVES * 1e9
        rows = wanted


def rows_of(kinds: Iterator[Kind], most: int) -> list[list[str]]:
    found = []
    for kind in kinds:
        ns = cost(kind, most)
        plan = px.Rubric.from_json(kind.document()).compile()
        slow = {lane.reason for lane in plan.lanes() if lane.reason}
        found.append([kind.title, digits(ns), "slow" if ns > SLOW else "", "; ".join(sorted(slow))])
        print(*found[-1], sep=" | ", flush=True)
    return found


def provincial(rows: int) -> list[list[str]]:
    """Rows a second of one thread, in turns: parindex, polars, NumPy."""
    found = []
    for title, gaps, categorical in (
        ("complete", 0.0, False),
        ("complete, choices as categoricals", 0.0, True),
        ("5 % of the cells of leaves with a policy missing", 0.05, False),
        ("the same, choices as categoricals", 0.05, True),
    ):
        province = Province(rows, gaps, categorical=categorical)
        check(province)
        runs = (
            partial(province.score, 1), province.in_polars, province.in_numpy, province.read
        )  # fmt: skip
        times: list[list[float]] = [[] for _ in runs]
        for _ in range(6):
            for run, own in zip(runs, times, strict=True):
                begin = time.perf_counter()
                run()
                own.append(time.perf_counter() - begin)
        ours, polars, numpy, read = (median(own[1:]) for own in times)
        ratios = [f"{digits(other / ours)} ×" for other in (polars, numpy)]
        speeds = [f"{rows / seconds:,.0f}" for seconds in (ours, polars, numpy, read)]
        found.append([title, *speeds, *ratios])
        print(*found[-1], sep=" | ", flush=True)
    return found


def check(province: Province) -> None:
    """All three give the same, but for numbers that doubles round otherwise."""
    ours = pa.table(province.score(1).to_arrow(numbers="float64"))
    theirs, maxima = province.in_numpy()
    polars = province.in_polars()
    for points, most in ((theirs[-1], maxima), (polars["total"], polars["max"])):
        off = np.abs(np.asarray(points) - ours["points"].to_numpy()).max()
        if off > TIES or np.abs(np.asarray(most) - ours["max"].to_numpy()).max() > 0:
            raise RuntimeError(f"points differ by {off}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--page", type=Path)
    args = parser.parse_args()
    parts = []
    for title, kinds in (("Rules", rules()), ("Nodes", nodes()), ("Policies", policies())):
        lines = rows_of(kinds, args.rows)
        parts.append(f"## {title}\n\n{table(f'kind | ns a leaf | over {SLOW} ns | ', lines)}")
    heads = "data | parindex, rows/s | polars | NumPy | reading | to polars | to NumPy"
    parts.append(f"## The provincial rubric\n\n{PROVINCE}\n{table(heads, provincial(args.rows))}")
    if args.page:
        args.page.write_text(page("\n".join(parts)), encoding="utf-8")


PROVINCE = """Rows a second of one thread: the rubric `vn-par-province-2020`, its choices as text unless a row says
otherwise, `keep="fields"`. Expressions of polars and functions of NumPy compute the same rules in double precision and
check no value (`bench/province.py`). Reading is how fast NumPy finds the largest value of each column of numbers: it
reads the table and computes no rule. The four run in turns; the last columns are the time of polars and NumPy divided
by that of parindex.
"""


def page(body: str) -> str:
    processor = dict(machine.rows())["processor"]
    about = (
        f"What one leaf costs, in nanoseconds of one thread: {LEAVES} equal leaves under one node, in "
        f'Arrow tables of up to {ROWS:,} units, `keep="total"`, the least of three runs. The '
        "last column is why `plan.lanes()` says that a node is slow. Unless a row says otherwise, "
        "leaves are `bands` of a number with two decimals."
    )
    made = f"Made by `python bench/costs.py --page docs/costs.md` on {processor}."
    return f"# Costs\n\n{textwrap.fill(about, WIDTH)}\n\n{made}\n\n{body}"


if __name__ == "__main__":
    main()
