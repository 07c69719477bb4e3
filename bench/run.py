# SPDX-License-Identifier: MIT
"""Runs the benchmarks side by side and writes docs/benchmarks.md.

Each contender is a separate process. It runs in turns with parindex, A B A B, so that other load of the
machine affects both; every ratio is taken between neighbours. Its results are compared first.
"""

from __future__ import annotations

import argparse
import os
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import machine
import mutants
import startup
from agreement import Judge
from process import Pair, Process, Sample, side_by_side
from report import write

ROOT = Path(__file__).resolve().parents[1]

# Name, and whether its points are exact; None if it computes no points.
BATCH: list[tuple[str, bool | None]] = [
    ("parindex_arrow", True),
    ("dot", None),
    ("read", None),
    ("polars", False),
    ("duckdb", False),
    ("numpy", False),
    ("pandas", False),
    ("decimal", True),
    ("scikit_criteria", None),
    ("pymcdm", None),
]
SETTINGS = [
    "parindex_prepared",
    "parindex_total",
    "parindex_all",
    "parindex_one_thread",
    "parindex_out",
]
SINGLE = [("one_dict", "one_reference"), ("one_dict", "one_explain"), ("load_json", "load")]


class Bench:
    """Collects results by name, in the order of measurement."""

    def __init__(self, rows: int, runs: int, sizes: list[int], source: Path | None) -> None:
        self.rows, self.runs, self.sizes, self.source = rows, runs, sizes, source
        self.results: dict[str, Any] = {"rows": rows, "runs": runs, "load": machine.load()}

    def run(self) -> dict[str, Any]:
        begin = time.monotonic()
        self.memory()  # first, while nothing else uses memory
        self.batch()
        self.variants()
        self.by_size()
        self.single()
        self.results["mutate"] = mutants.seconds(min(self.runs, 3))
        self.results["import"] = startup.import_seconds(self.runs)
        self.results["wheel"] = self.source and startup.wheel_bytes(self.source)
        self.results["seconds"] = time.monotonic() - begin
        self.results["load_after"] = machine.load()
        return self.results

    def memory(self) -> None:
        found = {}
        for name in ("parindex", "parindex_arrow"):
            with closing(Process(name, self.rows)) as process:
                found[name] = process.ask("memory")
        self.results["memory"] = found

    def batch(self) -> None:
        judge = Judge(self.rows)
        self.results["ties"] = judge.ties
        pairs, agreements = {}, {}
        with closing(Process("parindex", self.rows)) as ours:
            agreements["parindex"] = judge.examine(ours, exact=True)
            for name, exact in BATCH:
                with closing(Process(name, self.rows)) as other:
                    if exact is not None:
                        agreements[name] = judge.examine(other, exact=exact)
                    pairs[name] = self.compare(ours, other)
            for name in SETTINGS:
                with closing(Process(name, self.rows)) as other:
                    pairs[name] = self.compare(ours, other)
        self.results["batch"] = pairs
        self.results["agreement"] = agreements

    def variants(self) -> None:
        pairs = {}
        for variant in ("no_ties", "many_ties"):
            with (
                closing(Process("parindex", self.rows)) as mixed,
                closing(Process("parindex", self.rows, variant=variant)) as other,
            ):
                pairs[variant] = self.compare(mixed, other)
        self.results["variants"] = pairs

    def by_size(self) -> None:
        """Each number of units in turns with the usual one, with one thread and with two."""
        found: dict[str, dict[int, Pair | None]] = {}
        for name in ("parindex_one_thread", "parindex"):
            pairs = found[name] = {}
            with closing(Process(name, self.rows)) as usual:
                for rows in self.sizes:
                    if machine.memory_available() < rows * 102 * 8 + 2 * 2**30:
                        pairs[rows] = None
                        continue
                    # A single run of a small table would measure how processors wake up.
                    repeats = max(1, self.rows // rows)
                    with closing(Process(name, rows, repeats=repeats)) as other:
                        pairs[rows] = self.compare(usual, other)
        self.results["sizes"] = found
        with (
            closing(Process("parindex_one_thread", 1, repeats=1000)) as one,
            closing(Process("parindex", 1, repeats=1000)) as two,
        ):
            self.results["call"] = self.compare(one, two)

    def single(self) -> None:
        pairs = []
        for first, second in SINGLE:
            with closing(Process(first, 1)) as a, closing(Process(second, 1)) as b:
                pairs.append(self.compare(a, b))
        self.results["single"] = pairs

    def compare(self, a: Process, b: Process) -> Pair:
        pair = side_by_side(a, b, self.runs)
        scale = pair.a["rows"] * pair.a["calls"]
        print(
            f"{a.name} {scale} x {pair.a_seconds.median:.3g} s, {b.name}: "
            f"{_times(pair.ratio)} (load {machine.load():.1f})",
            flush=True,
        )
        return pair


def _times(sample: Sample) -> str:
    low, high = sample.spread()
    return f"{sample.median:.3g} times as long ({low:.3g} to {high:.3g})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run at all?")
    parser.add_argument("--rows", type=int, default=10**6, help="units of the main table")
    parser.add_argument(
        "--runs", type=int, default=7, help="runs of each contender, after a warm-up"
    )
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "benchmarks.md")
    parser.add_argument("--cpp", type=Path, help="folder with the JSON files of Google Benchmark")
    args = parser.parse_args()
    cpus = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cpus[:2])  # inherited by children: two processors for all
    if args.quick:
        bench = Bench(rows=3_000, runs=2, sizes=[1_000], source=None)
    else:
        sizes = [10**power for power in range(4, 8) if 10**power <= 10 * args.rows]
        bench = Bench(args.rows, args.runs, sizes, ROOT)
    if machine.load() > 0.7 and not args.quick:
        print(f"The load is {machine.load():.1f}: others are at work, the figures will be noise.")
    write(args.output, bench.run(), args.cpp)
    print(f"{args.output}, in {bench.results['seconds']:.0f} s")


if __name__ == "__main__":
    main()
