# SPDX-License-Identifier: MIT
"""From Parquet to Parquet: `parindex score` beside polars' streaming engine with the same rules.

Each run is a process of its own, with its start-up. Rounds alternate; times are medians, memory is the highest peak.
Processor time counts all threads of a run; it depends less on what else the machine does than the time that passes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import parindex as px
import workload
from process import THREADS

PART = 50_000  # rows of a group of rows

POLARS = """
import sys
import polars as pl
import workload
from contenders.polars_rules import expression

leaves = workload.leaves(workload.rubric("mixed"))
fields = range(leaves[-1].field + 1)
select = [
    pl.sum_horizontal([expression(leaf) for leaf in leaves if leaf.field == f]).alias(f"field{f}") for f in fields
]
total = pl.sum_horizontal([f"field{f}" for f in fields]).alias("total")
data = pl.scan_parquet(sys.argv[1])
data.select("unit", *select).with_columns(total).sink_parquet(sys.argv[2], compression="zstd")
"""


def write(plan: px.Plan, path: Path, rows: int) -> None:
    """Random rates, with the unit and its group in front."""
    draw = np.random.default_rng(workload.SEED)
    names = [column.name for column in plan.columns]
    writer = None
    for first in range(0, rows, PART):
        count = min(PART, rows - first)
        units = pa.array([f"unit {at}" for at in range(first, first + count)])
        rates = [pa.array(draw.integers(0, workload.RATES, count) / 100) for _ in names]
        table = pa.table(
            [units, pa.array(["one"] * count), *rates], names=["unit", "group", *names]
        )
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def run(command: list[str]) -> tuple[float, float, int]:
    """Seconds, processor time in seconds and peak memory in MB of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **THREADS})
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[:4]} failed")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    document = workload.rubric("mixed")
    plan = px.Rubric.from_json(document).compile()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rubric, data = folder / "rubric.json", folder / "data.parquet"
        rubric.write_text(json.dumps(document), encoding="utf-8")
        write(plan, data, args.rows)
        command = [sys.executable, "-m", "parindex", "score", str(rubric), str(data), "--output"]
        code = f"import sys; sys.path.insert(0, {os.fspath(Path(__file__).parent)!r})\n{POLARS}"
        contenders: dict[str, list[str]] = {
            "parindex score": [*command, str(folder / "a.parquet"), "--allow-unknown-columns"],
            "polars, streaming": [sys.executable, "-c", code, str(data), str(folder / "b.parquet")],
        }
        found: dict[str, list[tuple[float, float, int]]] = {each: [] for each in contenders}
        for _ in range(args.rounds):
            for each, arguments in contenders.items():
                found[each].append(run(arguments))
                print(f"{each}: {found[each][-1]}", file=sys.stderr)
        results: Any = [
            pq.read_metadata(folder / each).num_rows for each in ("a.parquet", "b.parquet")
        ]
        if results != [args.rows] * 2:
            raise SystemExit(f"rows are missing: {results}")
    print(f"{args.rows} rows x {len(plan.columns) + 2} columns, {args.rounds} rounds")
    medians: dict[str, tuple[float, float]] = {}
    for each, runs in found.items():
        passed, used = (statistics.median(one[at] for one in runs) for at in (0, 1))
        medians[each] = passed, used
        peak = max(memory for *_, memory in runs)
        print(f"{each}: {passed:.1f} s, {used:.1f} s of processor time, peak {peak} MB")
    ours, theirs = medians["parindex score"], medians["polars, streaming"]
    print(f"polars / parindex: time {theirs[0] / ours[0]:.2f}, processor {theirs[1] / ours[1]:.2f}")


if __name__ == "__main__":
    main()
