# SPDX-License-Identifier: MIT
"""The targets of the engine, whether it meets them, and how its time is spent."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import Any

import mutants
import workload
from text import MIB, digits, table, time_text

TIMES = {  # parindex must take at most 1/n of the time of a contender
    "dot": 0.85,
    "read": 0.5,
    "duckdb": 25,
    "pandas": 100,
    "decimal": 1000,
}
DROPPED = {"polars": 25, "numpy": 50}
PREPARED = 2.5  # times as fast as `X @ w`, with a prepared table
SPREAD_BY_SIZE = 0.2  # of the cost per leaf over all numbers of units
SECONDS = [1e-3, 5e-3, 50e-3]  # for explain, loading the provincial rubric, import
MUTATE = {  # seconds
    "the provincial rubric": 10,
    f"a rubric of {mutants.EXPRESSIONS} expressions over {mutants.CHOICES} choices": 60,
}
TWIN = 20  # times as fast as the reference, one unit from a dictionary
HAND_WRITTEN = 4  # times the time of a hand-written loop, one unit in C++
WHEEL = 3 * MIB
EXTRA_MEMORY = 64 * MIB
LEAVES = len(workload.leaves(workload.rubric("mixed")))
OUTPUT_BYTES = 9 * 4  # results of a unit: the fields and the total, whole numbers of 32 bits


def extra_memory(found: dict[str, int]) -> int:
    """Peak memory beyond the data and the results, in bytes."""
    return found["after"] - found["held"] - OUTPUT_BYTES * found["rows"]


def targets(results: dict[str, Any], cpp: Path | None) -> str:
    lines = []
    rows = results["rows"]
    fastest = rows * min(results["batch"][name].b_seconds.median for name in ("read", "dot"))
    for name, wanted in TIMES.items():
        pair = results["batch"][name]
        line = _ratio(_than(wanted, pair.b["title"]), pair.ratio.median, wanted)
        lines.append(
            [*line[:-1], line[-1] + _out_of_reach(rows * pair.b_seconds.median / wanted, fastest)]
        )
    dot, prepared = (results["batch"][name].ratio.median for name in ("dot", "parindex_prepared"))
    title = f"a prepared table, {PREPARED} times as fast as NumPy `X @ w`"
    lines.append(_ratio(title, dot / prepared, PREPARED))
    twin = next(pair for pair in results["single"] if "reference" in pair.b["title"])
    lines.append(_ratio(f"one unit, {_than(TWIN, twin.b['title'])}", twin.ratio.median, TWIN))
    if (loop := hand_written(cpp)) is not None:
        text = f"one unit in C++, at most {HAND_WRITTEN} times the time of a loop written by hand"
        lines.append([text, f"{digits(loop)} times", _reached(loop <= HAND_WRITTEN)])
    one_thread = results["sizes"]["parindex_one_thread"].values()
    costs = [pair.ratio.median for pair in one_thread if pair]
    spread = max(costs) / min(costs) - 1
    text = f"cost of a leaf within {SPREAD_BY_SIZE:.0%} over all numbers of units, one thread"
    lines.append([text, f"{spread:.0%}", _reached(spread <= SPREAD_BY_SIZE)])
    most = max(extra_memory(found) for found in results["memory"].values())
    text = f"at most {EXTRA_MEMORY // MIB} MiB of memory beyond data and results"
    lines.append([text, f"{most / MIB:.1f} MiB", _reached(most <= EXTRA_MEMORY)])
    lines += [_time(found, limit) for found, limit in zip(_times(results), SECONDS, strict=True)]
    lines += [
        _time(
            (f"`mutate` of {title}, {found['mutants']:,} mutants", found["seconds"].median), limit
        )
        for (title, limit), found in zip(MUTATE.items(), results["mutate"].values(), strict=True)
    ]
    if wheel := results["wheel"]:
        text = f"a wheel of at most {WHEEL // MIB} MiB"
        lines.append([text, f"{wheel / MIB:.2f} MiB", _reached(wheel <= WHEEL)])
    return f"## Targets\n\n{table('target | measured | ', lines)}\n{_dropped(results)}\n{_where(results, cpp)}"


def _dropped(results: dict[str, Any]) -> str:
    """Why some targets of earlier versions are none."""
    batch, rows = results["batch"], results["rows"]
    wanted = [rows * batch[name].b_seconds.median / times for name, times in DROPPED.items()]
    read = rows * batch["read"].b_seconds.median
    return f"""
Version 0.1 also had the targets 25 times as fast as polars and 50 times as fast as rules in NumPy. Here they would be
{time_text(wanted[0])} and {time_text(wanted[1])}, while reading every value once takes {time_text(read)}.
The rubrics of provinces, and the cost of every kind of rule, are on the page [Costs](costs.md).
"""


def hand_written(folder: Path | None) -> float | None:
    """Time of the scorer of single rows, as a multiple of a hand-written loop; None: not measured."""
    times = _cpp(folder, "unit_bench", "cpu_time")
    return times["row_scorer/as_it_is"] / times["hand_written"] if times else None


def _cpp(folder: Path | None, program: str, figure: str) -> dict[str, float]:
    """Medians of a figure of each C++ benchmark; empty if not measured."""
    file = folder / f"{program}.json" if folder else None
    if file is None or not file.is_file():
        return {}
    return {
        name: median(run[figure] for run in found)
        for name, found in cpp_runs(file).items()
        if figure in found[0]
    }


def cpp_runs(file: Path) -> dict[str, list[dict[str, Any]]]:
    """The runs of each benchmark in a file that Google Benchmark wrote."""
    runs: dict[str, list[dict[str, Any]]] = {}
    for run in json.loads(file.read_text(encoding="utf-8"))["benchmarks"]:
        if run["run_type"] == "iteration":
            runs.setdefault(run["run_name"].removesuffix("/real_time"), []).append(run)
    return runs


def _times(results: dict[str, Any]) -> list[tuple[str, float]]:
    """The time of each entry of SECONDS."""
    by_title = {pair.b["title"]: pair.b_seconds.median for pair in results["single"]}
    start = results["import"]
    explain = next((title, t) for title, t in by_title.items() if "explain" in title)
    load = next((title, t) for title, t in by_title.items() if "Rubric.load" in title)
    more = start["parindex"].median - start["nothing"].median
    return [explain, load, ("`import parindex`, beyond Python alone", more)]


def _time(found: tuple[str, float], limit: float) -> list[str]:
    title, seconds = found
    return [f"{title} in {time_text(limit)}", time_text(seconds), _reached(seconds <= limit)]


def _than(wanted: float, title: str) -> str:
    if wanted < 1:
        return f"at most {1 / wanted:.2g} times the time of {title}"
    return f"as fast as {title}" if wanted == 1 else f"{wanted:,} times as fast as {title}"


def _ratio(text: str, ratio: float, wanted: float) -> list[str]:
    shown = ratio if wanted >= 1 else 1 / ratio
    return [text, f"{digits(shown)} times", _reached(ratio >= wanted)]


def _out_of_reach(needed: float, fastest: float) -> str:
    """A note if a target is below the time for reading the data; otherwise empty."""
    if needed >= fastest:
        return ""
    return f": {time_text(needed)}, but reading every value takes {time_text(fastest)}"


def _reached(yes: bool) -> str:
    return "reached" if yes else "**not reached**"


def _where(results: dict[str, Any], cpp: Path | None) -> str:
    """The bounds of the time: three measurements, two differences, and the rules alone."""
    rows = results["rows"]
    pair = results["variants"]["no_ties"]
    whole, smooth = (sample.median * rows for sample in (pair.a_seconds, pair.b_seconds))
    read = results["batch"]["read"].b_seconds.median * rows
    lines = [
        ["reading every value once (NumPy, two threads)", read],
        ["the rules, while no points lie on a half (see below), less that", smooth - read],
        ["exact halves", whole - smooth],
        ["all", whole],
    ]
    shares = [[name, time_text(t), f"{t / whole:.0%}"] for name, t in lines]
    text = "What bounds the time of parindex, as differences of measured times:"
    return f"{text}\n\n{table('part | time | share', shares)}{_rules_alone(results, cpp)}"


def _rules_alone(results: dict[str, Any], cpp: Path | None) -> str:
    """The cost of the rules if memory costs almost nothing."""
    leaf = _cpp(cpp, "batch_bench", "seconds_per_leaf").get("score/1_thread/1024")
    if leaf is None:
        return ""
    rules = leaf * LEAVES * results["rows"] / 2
    dot = results["batch"]["dot"].b_seconds.median * results["rows"]
    return f"""
`X @ w` reads each value and multiplies it, in {time_text(dot)}. A rule also tests whether the value is in range
and has few decimals, and compares it with four thresholds or rounds a product. In a table that fits into the cache,
this takes {time_text(leaf)} a leaf (`score/1_thread/1024` below), or {time_text(rules)} for all leaves with two
threads, without any wait for memory.
"""
