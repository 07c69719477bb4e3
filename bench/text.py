# SPDX-License-Identifier: MIT
"""Numbers and tables as text."""

from __future__ import annotations

from process import Sample

MIB = 2**20


def table(heads: str, rows: list[list[str]]) -> str:
    """A table in Markdown; `heads` are separated by |."""
    names = [name.strip() for name in heads.split("|")]
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def digits(value: float) -> str:
    """At least three significant digits, without an exponent."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3}f}"


def time_text(seconds: float) -> str:
    """A duration in a suitable unit."""
    for factor, unit in ((1.0, "s"), (1e3, "ms"), (1e6, "µs")):
        if abs(seconds) * factor >= 1:
            return f"{digits(seconds * factor)} {unit}"
    return f"{digits(seconds * 1e9)} ns"


def ratio_text(sample: Sample) -> str:
    """Median and range."""
    low, high = sample.spread()
    return f"{digits(sample.median)} ({digits(low)} – {digits(high)})"
