# SPDX-License-Identifier: MIT
"""The speed of `parindex.spark` on a local cluster, beside an identity and one process, in one run.

The workload is that of the other benchmarks: 100 leaves and two columns about the unit. Each contender reads the same
Parquet files and discards its results. Rounds alternate between them; times are medians, without start-up.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import parindex as px
import workload
from parindex import batches, spark

PART = 100_000  # rows of a file


def write(plan: px.Plan, folder: Path, rows: int, part: int = PART) -> None:
    """Random rates in Parquet files of `part` rows."""
    draw = np.random.default_rng(workload.SEED)
    for first in range(0, rows, part):
        count = min(part, rows - first)
        columns: dict[str, Any] = {
            "unit": pa.array([f"unit {at}" for at in range(first, first + count)]),
            "group": pa.array(["one"] * count),
        }
        for column in plan.columns:
            columns[column.name] = draw.integers(0, workload.RATES, count) / 100
        pq.write_table(pa.table(columns), folder / f"part-{first:09}.parquet")


def session(processes: int) -> Any:
    """A local cluster of executor processes with one core each; for 0, two threads of this session."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    made = (
        SparkSession.builder.master(
            f"local-cluster[{processes},1,2048]" if processes else "local[2]"
        )
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.executor.memory", "1500m")
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("OFF")
    return made


def identity(given: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What a Python function on Spark costs at least."""
    return given


def seconds(work: Callable[[], object]) -> float:
    """The time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def discard(df: Any) -> None:
    """Compute every row of a DataFrame, and keep none."""
    df.write.format("noop").mode("overwrite").save()


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    plan = px.Rubric.from_json(workload.rubric("mixed")).compile()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(plan, folder, args.rows)
        made = session(args.processes)
        df = made.read.parquet(str(folder))
        numbered = df.toDF(*(f"c{at}" for at in range(len(df.columns))))
        found = spark.score(df, plan, check_units=False, allow_unknown_columns=True)
        files = batches.read_parquet(folder)

        def in_process() -> None:
            for _ in batches.score(plan, files.batches(), threads=1, allow_unknown_columns=True):
                pass

        contenders: dict[str, Callable[[], object]] = {
            "identity mapInArrow": lambda: discard(numbered.mapInArrow(identity, numbered.schema)),
            "parindex.spark": lambda: discard(found.results),
            "one process, one thread": in_process,
        }
        times: dict[str, list[float]] = {each: [] for each in contenders}
        for each, work in contenders.items():  # starts workers and compiles the plan
            print(f"{each}, first: {seconds(work):.2f} s", file=sys.stderr)
        for _ in range(args.rounds):
            for each, work in contenders.items():
                times[each].append(seconds(work))
                print(f"{each}: {times[each][-1]:.2f} s", file=sys.stderr)
        made.stop()
    medians = {each: statistics.median(of) for each, of in times.items()}
    print(f"{args.rows} rows x {len(plan.columns) + 2} columns, {args.rounds} rounds")
    for each, median in medians.items():
        rate = args.rows / median
        print(f"{each}: {median:.2f} s, {rate:,.0f} units/s")
    ratio = medians["identity mapInArrow"] / medians["parindex.spark"]
    print(f"speed of parindex.spark / identity: {ratio:.2f}")
    print(
        f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )


if __name__ == "__main__":
    main()
