# SPDX-License-Identifier: MIT
"""A table from a CSV file to a CSV file: the command, and polars with the same rules.

The command runs in turns with each of the polars programs, A B A B; a ratio is taken between neighbours.
Memory is the peak of the resident set of a process, also in units of the file.

    python bench/files.py [--rows 200000] [--runs 5]
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

import workload

COMMAND = "parindex score, CSV to CSV"
POLARS = {
    "read": "polars, the file read",
    "total": "polars, read and scored",
    "write": "polars, read, scored and written",
}


def write_data(path: Path, rows: int) -> None:
    """The table of the workload, with a column of names."""
    import polars as pl

    codes = [leaf.code for leaf in workload.leaves(workload.rubric("mixed"))]
    matrix = workload.rates(rows)
    frame = pl.DataFrame({code: matrix[:, at] for at, code in enumerate(codes)})
    names = pl.Series("unit", [f"Đơn vị số {row}" for row in range(rows)])
    frame.insert_column(0, names).write_csv(path)


def run_polars(part: str, data: Path, output: Path) -> None:
    """What the command does, in polars: the same figures of every unit, in floating point."""
    import polars as pl

    from contenders.polars_rules import expression

    frame = pl.read_csv(data)
    if part == "read":
        return
    document = workload.rubric("mixed")
    leaves = workload.leaves(document)
    points = {leaf.code: expression(leaf) for leaf in leaves}
    fields = {
        node["code"]: [leaf["code"] for leaf in node["children"]] for node in document["nodes"]
    }
    frame = frame.with_columns(points[code].alias(f"{code}.points") for code in points)
    frame = frame.with_columns(
        pl.sum_horizontal([f"{code}.points" for code in codes]).alias(f"{field}.points")
        for field, codes in fields.items()
    )
    frame = frame.with_columns(
        pl.sum_horizontal([f"{field}.points" for field in fields]).alias("points")
    )
    if part == "total":
        return
    maxima = {"": float(document["max"])}
    for node in document["nodes"]:
        maxima |= {
            each["code"]: float(workload.Fraction(each["max"]))
            for each in (node, *node["children"])
        }
    columns = [pl.col("unit")]
    for code, most in maxima.items():
        prefix = f"{code}." if code else ""
        column = pl.col(f"{prefix}points")
        columns += [
            column,
            pl.lit(most).alias(f"{prefix}max"),
            (column * 100 / most).round(2).alias(f"{prefix}index"),
        ]
    frame.select(columns).write_csv(output)


def measured(command: list[str]) -> tuple[float, int]:
    """Seconds of a process, and its peak of memory in bytes."""
    begin = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - begin
    if status != 0:
        raise SystemExit(f"{command} failed")
    return seconds, usage.ru_maxrss * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--polars", nargs=3, metavar=("PART", "DATA", "OUTPUT"), help=argparse.SUPPRESS
    )
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.write:
        write_data(args.write, args.rows)
        return
    if args.polars:
        run_polars(args.polars[0], Path(args.polars[1]), Path(args.polars[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        data, output, rubric = (
            Path(folder) / name for name in ("data.csv", "out.csv", "rubric.json")
        )
        # In its own process: the memory of this one would count as memory of those that it
        # starts.
        own = [sys.executable, __file__, "--write", str(data), "--rows", str(args.rows)]
        subprocess.run(own, check=True)
        rubric.write_text(json.dumps(workload.rubric("mixed")), encoding="utf-8")
        size = data.stat().st_size
        ours = [
            sys.executable, "-m", "parindex", "score", str(rubric), str(data), "--format", "csv",
            "--output", str(output),
        ]  # fmt: skip
        print(
            f"{args.rows:,} units x 102 leaves, {size / 1e6:.0f} MB, median of {args.runs} runs in turns:"
        )
        found: dict[str, list[tuple[float, int]]] = {COMMAND: []}
        ratios: dict[str, list[float]] = {name: [] for name in POLARS}
        for turn in range(args.runs + 1):
            for part, title in POLARS.items():
                pair = [
                    measured(ours),
                    measured([sys.executable, __file__, "--polars", part, str(data), str(output)]),
                ]
                if turn == 0:
                    continue  # the first of each is colder
                for name, sample in zip((COMMAND, title), pair, strict=True):
                    found.setdefault(name, []).append(sample)
                ratios[part].append(pair[0][0] / pair[1][0])
        for name, samples in found.items():
            seconds = statistics.median(each for each, _ in samples)
            peak = max(memory for _, memory in samples)
            print(
                f"  {name:34} {seconds:6.2f} s {peak / 1e6:6.0f} MB, {peak / size:.1f} x the file"
            )
        for part, title in POLARS.items():
            print(f"  the command / {title}: {statistics.median(ratios[part]):.2f}")


if __name__ == "__main__":
    main()
