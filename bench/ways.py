# SPDX-License-Identifier: MIT
"""The ways in and out: results handed over, digests, one unit, columns of every type.

Times of the thread's processor, the least of several runs, in microseconds a row or nanoseconds a value. Functions that
an installed version lacks are left out, so that two versions can be compared:

    python bench/ways.py [--rows 20000] [--runs 5]
    ../other/.venv/bin/python bench/ways.py
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

import parindex as px
import workload

SHIPPED = Path(__file__).parent.parent
SMALL = 20  # a share of the rows, for what takes long


def best(work: Callable[[], object], runs: int, calls: int = 1) -> float:
    """Seconds of all threads of the process for one call."""
    found = []
    for _ in range(runs):
        begin = time.process_time()
        for _ in range(calls):
            work()
        found.append((time.process_time() - begin) / calls)
    return min(found)


def say(name: str, seconds: float, unit: str, each: float) -> None:
    """A line of the table."""
    scale = {"us a row": 1e6, "ns a value": 1e9, "us a unit": 1e6}[unit]
    print(f"{name:44} {seconds / each * scale:10.2f} {unit}", flush=True)


def results(rows: int, runs: int) -> None:
    """Results of the workload, 111 nodes."""
    plan = px.Rubric.from_json(workload.rubric("mixed")).compile()
    matrix = workload.rates(rows)
    print(f"results of {rows} units, {len(plan.codes) + 1} nodes")
    ways: dict[str, tuple[Callable[[px.Scores], object], int]] = {
        "digest": (lambda scores: scores.digest, 1),
        "data_digest": (lambda scores: scores.data_digest, SMALL),
        "to_json": (lambda scores: scores.to_json(), 1),
        "to_dicts": (lambda scores: scores.to_dicts(), SMALL),
        "to_pandas": (lambda scores: scores.to_pandas(), SMALL),
        "to_pandas(exact=False)": (lambda scores: scores.to_pandas(exact=False), SMALL),
        "to_pandas(layout='long', exact=False)": (
            lambda scores: scores.to_pandas(layout="long", exact=False), SMALL),
        "Arrow, fields": (lambda scores: pa.table(scores), 1),
        "each unit: nodes": (lambda scores: [unit.nodes for unit in scores], 200),
        "each unit: points": (lambda scores: [unit.points for unit in scores], SMALL),
        "each unit: three nodes": (
            lambda scores: [(unit["1"], unit["2"], unit["1.1"]) for unit in scores], 200),
    }  # fmt: skip
    if hasattr(px.Scores, "to_numpy"):
        ways |= {
            "to_numpy": (lambda scores: scores.to_numpy(), 1),
            "to_polars": (lambda scores: scores.to_polars(), 1),
            "to_polars(exact=False)": (lambda scores: scores.to_polars(exact=False), 1),
        }
    for keep in ("all", "total"):
        for name, (way, share) in ways.items():
            count = max(rows // share, 50)
            scores = plan.score(matrix[:count], keep=keep)  # type: ignore[arg-type]
            say(f"{name}, keep={keep}", best(lambda: way(scores), runs), "us a row", count)  # noqa: B023


def one_unit(runs: int) -> None:
    """One unit from a dictionary."""
    document = json.loads(
        (SHIPPED / "rubrics/vn-par-province-2020.json").read_text(encoding="utf-8")
    )
    province = px.Rubric.from_json(document).compile()
    row = next(iter(pd.read_csv(SHIPPED / "examples/data/vn-par-province-2020.csv", dtype=str)
                    .head(1).to_dict("records")))  # fmt: skip
    columns = {column.name: column.type for column in province.columns}
    values = {name: plain(columns[name], text) for name, text in row.items() if name in columns}
    rates = px.Rubric.from_json(workload.rubric("mixed")).compile()
    names = [column.name for column in rates.columns]
    numbers = dict(zip(names, workload.rates(1)[0].tolist(), strict=True))
    for plan, given, name in ((province, values, "province"), (rates, numbers, "workload")):
        title = f"{name}, {len(given)} values"
        say(
            f"plan.score(dict), {title}",
            best(partial(plan.score, given), runs, 200),
            "us a unit",
            1,
        )
        if not hasattr(px.Plan, "scorer"):
            continue
        scorer = plan.scorer()
        once = best(partial(scorer.score, given), runs, 2000)
        say(f"scorer, {title}", once, "us a unit", 1)
        with ThreadPoolExecutor(2) as pool:
            begin = time.perf_counter()
            list(pool.map(lambda _: [scorer.score(given) for _ in range(2000)], range(2)))  # noqa: B023
            say(
                f"scorer, two threads, elapsed, {title}",
                (time.perf_counter() - begin) / 4000,
                "us a unit",
                1,
            )


def plain(kind: str, text: Any) -> Any:
    """A value as a program would have it."""
    if pd.isna(text):
        return None
    if kind in ("number", "count"):
        return float(text)
    return text


def columns(rows: int, runs: int) -> None:
    """Columns of one type, in one plan of eight leaves."""
    half = {"digits": 4, "mode": "half_up"}
    options = [{"id": f"answer_{n}", "points": f"0.{n}"} for n in range(5)]
    nodes = [
        {"code": f"{n}", "max": "0.4", "rule": {"choice": {"options": options}}} for n in range(8)
    ]
    head = {"parindex": 1, "id": "c", "edition": "1", "aggregation": "sum", "missing": "exclude",
            "max": "3.2", "index_rounding": half}  # fmt: skip
    plan = px.Rubric.from_json({**head, "nodes": nodes}).compile()
    random = np.random.default_rng(7)
    codes = random.integers(0, 5, (8, rows))
    words = np.array([option["id"] for option in options], dtype=object)
    text = {f"{n}": pa.array(words[codes[n]]) for n in range(8)}
    dictionary = {name: values.dictionary_encode() for name, values in text.items()}
    frame = pd.DataFrame({f"{n}": pd.Categorical.from_codes(codes[n], words) for n in range(8)})
    given: dict[str, Any] = {
        "choice, Arrow text": pa.table(text),
        "choice, Arrow dictionary": pa.table(dictionary),
        "choice, pandas categorical": frame,
    }
    for name, data in given.items():
        used = best(lambda: plan.score(data, unit=None, keep="total"), runs)  # noqa: B023
        say(name, used, "ns a value", 8 * rows)
    leaf = {"rule": {"direct": {"min": "0", "max": "100", "step": "0.01"}}, "max": "100"}
    rates = [{"code": f"{n}", **leaf} for n in range(8)]
    numbers = px.Rubric.from_json({**head, "max": "800", "nodes": rates}).compile()
    matrix = workload.rates(rows)[:, :8]
    for kind in ("float64", "float32", "int16", "uint8", "int64"):
        data = {f"{n}": matrix[:, n].astype(kind) for n in range(8)}
        used = best(lambda: numbers.score(data, unit=None, keep="total"), runs)  # noqa: B023
        say(f"numbers, {kind}", used, "ns a value", 8 * rows)
    units = pa.array([f"Đơn vị số {n}" for n in range(rows)])
    data = pa.table({"unit": units, **{f"{n}": matrix[:, n] for n in range(8)}})
    bare = best(lambda: numbers.score(data.drop_columns("unit"), unit=None, keep="total"), runs)
    named = best(lambda: numbers.score(data, keep="total"), runs)
    say("names of units, beyond their row", max(named - bare, 0), "us a row", rows)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    print(f"parindex {px.__version__} at {Path(px.__file__).parent.name}")
    results(args.rows, args.runs)
    one_unit(args.runs)
    columns(10 * args.rows, args.runs)


if __name__ == "__main__":
    main()
