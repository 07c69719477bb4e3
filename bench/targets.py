# SPDX-License-Identifier: MIT
"""What the engine aims at, whether it gets there, and where its time goes."""

from __future__ import annotations

from typing import Any

from text import MIB, digits, table, time_text

TIMES = {  # parindex shall take at most 1/n of the time of a contender
    "dot": 1,
    "polars": 50,
    "duckdb": 50,
    "numpy": 50,
    "pandas": 1000,
    "decimal": 1000,
}
EXTRA_MEMORY = 64 * MIB
OUTPUT_BYTES = 9 * 4  # results of a unit: the fields and the total, whole numbers of 32 bits


def extra_memory(found: dict[str, int]) -> int:
    """Peak memory beyond the data and the results, in bytes."""
    return found["after"] - found["held"] - OUTPUT_BYTES * found["rows"]


def targets(results: dict[str, Any]) -> str:
    lines = []
    for name, wanted in TIMES.items():
        pair = results["batch"][name]
        than = "as fast as" if wanted == 1 else f"{wanted:,} times as fast as"
        lines.append(_line(f"{than} {pair.b['title']}", pair.ratio.median, wanted))
    most = max(extra_memory(found) for found in results["memory"].values())
    reached = "reached" if most <= EXTRA_MEMORY else "**not reached**"
    wanted_text = f"at most {EXTRA_MEMORY // MIB} MiB of memory beyond data and results"
    lines.append([wanted_text, f"{most / MIB:.1f} MiB", reached])
    return f"## Targets\n\n{table('target | measured | ', lines)}\n{_where(results)}"


def _line(text: str, ratio: float, wanted: float) -> list[str]:
    return [text, f"{digits(ratio)} times", "reached" if ratio >= wanted else "**not reached**"]


def _where(results: dict[str, Any]) -> str:
    """What bounds the time: three measurements, two differences."""
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
    return f"{text}\n\n{table('part | time | share', shares)}"
