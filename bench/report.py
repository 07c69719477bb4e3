# SPDX-License-Identifier: MIT
"""Writes the page docs/benchmarks.md from the measurements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import machine
import workload
from agreement import Agreement
from process import Pair, Sample
from targets import LEAVES, OUTPUT_BYTES, cpp_runs, extra_memory, targets
from text import MIB, digits, ratio_text, table, time_text

HEAD = """\
# Benchmarks

`make bench` writes this page. Each contender is a separate process and runs in turns with parindex, A B A B,
{runs} times after a warm-up; a ratio is taken between neighbours, and given as the median and the range of
these. Times are medians. The system load was {load:.1f} before the run and {load_after:.1f} after it; both processors
belong to the run only when that is near 0 before it and not above 2 after it.

{machine}

{versions}

## The workload

{rows:,} units × {leaves} leaves in 8 fields: [`bench/rubric.json`](../bench/rubric.json). Half of the leaves are bands with
four thresholds, half proportions with a cut-off and a cap, rounded `half_up` to four digits, with the various
maxima and limits that real rubrics have. Rates are 0 to 100 with two decimals from a seeded generator, float64, in
columns that lie one behind the other. Results are the points of the fields and the total. All have two threads,
where they have any. Work that is done once, before the data are read, is not timed.

Of the {cells:,} cells, {ties:,} ({tie_share:.1%}) have points exactly between two neighbours of four digits: there the
rounding mode decides, and doubles can only guess.
"""


def batch(results: dict[str, Any]) -> str:
    rows = results["rows"]
    pairs: dict[str, Pair] = results["batch"]
    ours = next(iter(pairs.values()))
    lines = [[ours.a["title"], ours.a["does"], time_text(ours.a_seconds.median * rows), "1", "1"]]
    for pair in pairs.values():
        scaled = pair.b["rows"] < rows
        took = time_text(pair.b_seconds.median * rows) + (" *" if scaled else "")
        lines.append(
            [
                pair.b["title"],
                pair.b["does"],
                took,
                digits(pair.ratio.median),
                " – ".join(digits(value) for value in pair.ratio.spread()),
            ]
        )
    few = sorted({(p.b["rows"], p.b["title"]) for p in pairs.values() if p.b["rows"] < rows})
    notes = "; ".join(f"{title}: {count:,}" for count, title in few)
    details = [f"{p.b['title']}: {p.b['detail']}." for p in pairs.values() if p.b["detail"]]
    heads = f"contender | what it does | {rows:,} units | times as long as parindex | range"
    return (
        f"## Side by side\n\n{table(heads, lines)}\n"
        f"\\* run on fewer units and scaled up: {notes}.\n\n" + "\n".join(details) + "\n"
    )


def agreement(results: dict[str, Any]) -> str:
    found: dict[str, Agreement] = results["agreement"]
    titles = {name: pair.b["title"] for name, pair in results["batch"].items()}
    titles["parindex"] = next(iter(results["batch"].values())).a["title"]
    lines = [
        [
            titles[name],
            f"{one.cells_off:,} of {one.cells:,}",
            f"{one.totals_off:,} of {one.totals:,}",
            f"{one.totals_inexact:,} of {one.totals:,}",
        ]
        for name, one in found.items()
    ]
    heads = "contender | cells rounded to another number | totals that are another number | totals that are not the nearest double"
    return f"""## Do they compute the same?

Before they are timed, all that have rules are compared with whole-number arithmetic: every cell that can occur (each of
the {workload.RATES:,} rates in each leaf), all fields and all totals. parindex and Decimal must be equal to it, the others within
float error; where a double falls on the wrong side of a half, the cell becomes another number. Those are counted here, for
all cells of the table.

{table(heads, lines)}"""


def variants(results: dict[str, Any]) -> str:
    rows = results["rows"]
    pairs: dict[str, Pair] = results["variants"]
    mixed = next(iter(pairs.values()))
    names = {
        "no_ties": "every proportion: maximum 1, full at 100 %",
        "many_ties": "every proportion: maximum 0.5, full at 100 %",
    }
    lines = [
        ["as it is", f"{tie_share('mixed'):.1%}", time_text(mixed.a_seconds.median * rows), "1"]
    ]
    lines += [
        [
            names[name],
            f"{tie_share(name):.1%}",
            time_text(pair.b_seconds.median * rows),
            ratio_text(pair.ratio),
        ]
        for name, pair in pairs.items()
    ]
    few, many = pairs["no_ties"], pairs["many_ties"]
    more = (tie_share("many_ties") - tie_share("no_ties")) * LEAVES
    cost = (many.b_seconds.median - few.b_seconds.median) / more
    return f"""## What exact halves cost

The same with other maxima and limits of the proportional leaves, which change nothing but how often points lie exactly
between two neighbours of four digits. From the first to the last of these, a cell on a half costs
{time_text(cost)} more than another (two threads).

{table("rubric | cells on a half | time | times as long", lines)}"""


def tie_share(variant: str) -> float:
    """Share of the cells on a half if all rates are equally frequent."""
    leaves = workload.leaves(workload.rubric(variant))
    return float(sum(workload.exact_ties(leaf).mean() for leaf in leaves)) / len(leaves)


def sizes(results: dict[str, Any]) -> str:
    lines = []
    one, two = results["sizes"].values()
    for rows in one:
        line = [f"{rows:,}"]
        for pair in (one[rows], two[rows]):
            if pair is None:
                line += ["not run: too little memory", "", ""]
                continue
            seconds = pair.b_seconds.median
            line += [time_text(seconds * rows), time_text(seconds / LEAVES), ratio_text(pair.ratio)]
        lines.append(line)
    usual = f"beside {results['rows']:,}"
    heads = f"units | one thread | per leaf and unit | {usual} | two threads | per leaf and unit | {usual}"
    call = results["call"]
    return (
        f"## By number of units\n\n{table(heads, lines)}\n"
        f"A call takes {time_text(call.a_seconds.median)} whatever the number of units: {LEAVES} columns are "
        f"taken and looked up. That is {time_text(call.a_seconds.median / LEAVES / 10_000)} a leaf when the "
        "units are 10,000, and the start and the end of the second thread come on top of it. Their data are "
        f"{10_000 * LEAVES * 8 / MIB:.0f} MiB, which the last cache may hold; those of more units come from memory.\n"
    )


def memory(results: dict[str, Any]) -> str:
    lines = []
    for name, found in results["memory"].items():
        title = results["batch"]["parindex_arrow"].b["title"] if "arrow" in name else "NumPy matrix"
        lines.append(
            [
                title,
                f"{(found['after'] - found['held']) / MIB:.1f} MiB",
                f"{OUTPUT_BYTES * found['rows'] / MIB:.1f} MiB",
                f"{extra_memory(found) / MIB:.1f} MiB",
            ]
        )
    heads = (
        "data | peak above the data | results (9 nodes of 4 bytes a unit) | beyond data and results"
    )
    return f"""## Memory

Peak resident memory (`ru_maxrss`) of a process that has the data in memory and scores them once.

{table(heads, lines)}"""


def single(results: dict[str, Any]) -> str:
    lines = [
        [
            pair.b["title"],
            time_text(pair.b_seconds.median),
            pair.a["title"],
            time_text(pair.a_seconds.median),
            ratio_text(pair.ratio),
        ]
        for pair in results["single"]
    ]
    starts = results["import"]
    bare = starts["nothing"].median
    imports = [
        [f"`import {name}`", time_text(sample.median), time_text(max(0.0, sample.median - bare))]
        for name, sample in starts.items()
        if name != "nothing"
    ]
    detail = next(pair.b["detail"] for pair in results["single"] if pair.b["detail"])
    wheel = results["wheel"]
    size = f"{wheel / MIB:.2f} MiB" if wheel else "not measured"
    return f"""## One unit, and getting started

From Python. The provincial rubric: {detail}.

{table("what | time | against | time | times as long", lines)}
{table("new process with | time | more than without", imports)}
Python alone takes {time_text(bare)}. The wheel: {size}.
"""


def cpp(folder: Path | None) -> str:
    files = sorted(folder.glob("*_bench.json")) if folder else []
    if not files:
        return "## C++\n\nNot measured in this run.\n"
    text = "## C++\n\nGoogle Benchmark, repetitions in random order; medians and ranges.\n"
    for file in files:
        lines = []
        for name, found in cpp_runs(file).items():
            scale = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}[found[0]["time_unit"]]
            times = Sample([run["real_time"] * scale for run in found])
            low, high = times.spread()
            leaf = Sample([run["seconds_per_leaf"] for run in found if "seconds_per_leaf" in run])
            lines.append(
                [
                    f"`{name}`",
                    time_text(times.median),
                    f"{time_text(low)} – {time_text(high)}",
                    time_text(leaf.median) if leaf.values else "",
                ]
            )
        heads = "benchmark | time | range | per leaf and unit"
        text += f"\n### {file.stem}\n\n{table(heads, lines)}"
    return text


def write(path: Path, results: dict[str, Any], cpp_folder: Path | None) -> None:
    """Write the page."""
    versions: dict[str, str] = {}
    for pair in results["batch"].values():
        versions |= pair.a["versions"] | pair.b["versions"]
    cells = results["agreement"]["parindex"].cells
    head = HEAD.format(
        runs=results["runs"],
        load=results["load"],
        load_after=results["load_after"],
        machine=table("machine | ", [list(row) for row in machine.rows()]),
        versions="Versions: " + ", ".join(f"{k} {v}" for k, v in sorted(versions.items())) + ".",
        rows=results["rows"],
        leaves=LEAVES,
        cells=cells,
        ties=results["ties"],
        tie_share=results["ties"] / cells,
    )
    parts = [
        head,
        targets(results, cpp_folder),
        batch(results),
        agreement(results),
        variants(results),
    ]
    parts += [sizes(results), memory(results), single(results), cpp(cpp_folder)]
    path.write_text("\n".join(parts), encoding="utf-8")
