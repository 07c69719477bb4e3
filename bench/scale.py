# SPDX-License-Identifier: MIT
"""What a run over many units costs on a Spark cluster: measured on two executors, simulated for more cores.

Measured: processor time for each unit, of the identity and of `parindex.spark`, in all processes of the executors;
how unequal the partitions are; the time until the first partition ends; the driver's time for a task. Processor time
depends less on what else the machine does than the time that passes. Simulated: tasks are given to cores as they become
free, no faster than the driver hands them out. Reading from a store over a network is not in it.
"""

from __future__ import annotations

import argparse
import heapq
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

import parindex as px
import spark as cluster
import workload
from parindex import batches, spark
from parindex.spark._executor import sendable

TICK = os.sysconf("SC_CLK_TCK")
TASK = 100_000  # units of a simulated task
TASKS = 1_000  # whose time shows how fast the driver hands them out


def processor_time() -> float:
    """Seconds that the processes below this one have used, with those that have ended below them."""
    parents: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(folder.name)
        parents.setdefault(int(fields[1]), []).append(pid)
        used[pid] = sum(map(int, fields[11:15])) / TICK
    total, waiting = 0.0, list(parents.get(os.getpid(), ()))
    while waiting:
        pid = waiting.pop()
        total += used[pid]
        waiting += parents.get(pid, ())
    return total


def noted(function: Callable[[Any], Any], folder: str) -> Callable[[Any], Any]:
    """A function of `mapInArrow` that also writes, for each partition, the processor time and the peak memory in MB."""

    def run(given: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from pyspark import TaskContext

        begin = time.process_time()
        yield from function(given)
        place: Any = TaskContext.get()
        note = Path(folder) / str(place.partitionId())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        note.write_text(f"{time.process_time() - begin} {peak}", encoding="utf-8")

    return run


def makespan(units: int, cores: int, cost: float, skew: list[float], dispatch: float) -> float:
    """Seconds until the last task ends."""
    draw = random.Random(1)
    free = [0.0] * cores
    end = 0.0
    for task in range(-(-units // TASK)):
        begin = max(heapq.heappop(free), task * dispatch)
        own = begin + cost * TASK * draw.choice(skew)
        heapq.heappush(free, own)
        end = max(end, own)
    return end


def main() -> None:
    """Measure, simulate, and print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--files", type=int, default=20)
    args = parser.parse_args()
    plan = px.Rubric.from_json(workload.rubric("mixed")).compile()
    with tempfile.TemporaryDirectory() as name:
        data, notes = Path(name) / "data", Path(name) / "notes"
        data.mkdir()
        notes.mkdir()
        cluster.write(plan, data, args.rows, -(-args.rows // args.files))
        begin = time.perf_counter()
        made = cluster.session(2)
        made.conf.set("spark.sql.files.openCostInBytes", "134217728")  # a file is a partition
        df = made.read.parquet(str(data))
        found = spark.score(df, plan, check_units=False, allow_unknown_columns=True)
        cluster.discard(found.results.limit(1))
        start = time.perf_counter() - begin
        numbered = df.toDF(*(f"c{at}" for at in range(len(df.columns))))
        how = {"numbers": "declared"}
        scored = noted(
            sendable(px.__version__, plan.fingerprint, found._packed, "results", how, df.columns),
            str(notes),
        )
        schema = found.results.schema
        work: dict[str, Callable[[], object]] = {
            "identity mapInArrow": lambda: cluster.discard(
                numbered.mapInArrow(lambda given: given, numbered.schema)
            ),
            "parindex.spark": lambda: cluster.discard(numbered.mapInArrow(scored, schema)),
        }
        used = {}
        for each, run in work.items():
            run()  # compiles the plan, and the code of Spark
            before = processor_time()
            run()
            used[each] = processor_time() - before
        told = [note.read_text(encoding="utf-8").split() for note in notes.iterdir()]
        own = [float(used) for used, _ in told]
        peak = max(int(memory) for _, memory in told)
        skew = [one / statistics.mean(own) for one in own]
        empty = made.range(0, TASKS, 1, TASKS)  # tasks without Python and almost without work
        cluster.discard(empty)
        begin = time.perf_counter()
        cluster.discard(empty)
        dispatch = (time.perf_counter() - begin) / TASKS
        made.stop()
        before = time.process_time()
        for _ in batches.score(
            plan, batches.read_parquet(data).batches(), threads=1, allow_unknown_columns=True
        ):
            pass
        used["one process"] = time.process_time() - before
    print(f"measured: {args.rows} units x {len(plan.columns) + 2} columns in {len(own)} partitions")
    for each, seconds in used.items():
        print(f"{each}: {seconds / args.rows * 1e6:.1f} core-seconds for a million units")
    print(
        f"largest partition / mean: {max(skew):.2f}; start {start:.1f} s; task {dispatch * 1e3:.1f} ms"
    )
    cost = used["parindex.spark"] / args.rows
    print(f"peak memory of a Python worker: {peak} MB")
    print("simulated: seconds, without start")
    for units in (10**8, 10**9):
        for cores in (2, 10, 100, 1000):
            print(
                f"{units:.0e} units, {cores} cores: {makespan(units, cores, cost, skew, dispatch):,.0f} s"
            )
        print(f"{units:.0e} units, one process: {used['one process'] / args.rows * units:,.0f} s")


if __name__ == "__main__":
    main()
