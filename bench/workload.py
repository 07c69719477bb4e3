# SPDX-License-Identifier: MIT
"""The workload: the rubric in rubric.json, rates from a seeded generator, and the exact results."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

RUBRIC = Path(__file__).with_name("rubric.json")
SEED = 20201230
RATES = 10_001  # 0.00, 0.01, ... 100.00
DIGITS = 4
UNIT = 10**DIGITS  # every figure of the rubric is a whole multiple of 1/UNIT

# How often the points of a proportional leaf are exactly between two numbers of four digits depends
# on its maximum and on the quantity at which it is full. The rubric itself has a mix; these two are
# the extremes.
VARIANTS: dict[str, tuple[str, str] | None] = {
    "mixed": None,
    "no_ties": ("1", "100"),
    "many_ties": ("0.5", "100"),
}


@dataclass(frozen=True)
class Leaf:
    """One leaf in the form that contenders need. `thresholds` is empty for a proportional leaf."""

    code: str
    field: int
    max: Fraction
    thresholds: tuple[Fraction, ...] = ()
    closed: bool = True  # a rate on a threshold belongs to the upper band
    points: tuple[Fraction, ...] = ()
    cut: Fraction = Fraction(0)
    full_at: Fraction = Fraction(0)


def rubric(variant: str) -> dict[str, Any]:
    """The rubric as a document."""
    document: dict[str, Any] = json.loads(RUBRIC.read_text(encoding="utf-8"))
    changed = VARIANTS[variant]
    if changed is None:
        return document
    for field in document["nodes"]:
        for leaf in field["children"]:
            if rule := leaf["rule"].get("proportional"):
                leaf["max"] = rule["cap"] = changed[0]
                rule["full_at"] = changed[1]
        field["max"] = _sum(field["children"])
    document["max"] = _sum(document["nodes"])
    return document


def _sum(nodes: list[dict[str, Any]]) -> str:
    total = sum(Fraction(node["max"]) for node in nodes)
    return f"{total.numerator}/{total.denominator}"


def leaves(document: dict[str, Any]) -> list[Leaf]:
    """The leaves of the rubric, in the order of its columns."""
    return [
        _leaf(leaf, field)
        for field, node in enumerate(document["nodes"])
        for leaf in node["children"]
    ]


def _leaf(leaf: dict[str, Any], field: int) -> Leaf:
    code, most = leaf["code"], Fraction(leaf["max"])
    if rule := leaf["rule"].get("proportional"):
        cut, full_at = Fraction(rule["cut_off"]["below"]), Fraction(rule["full_at"])
        return Leaf(code, field, most, cut=cut, full_at=full_at)
    steps = leaf["rule"]["bands"]["steps"]  # written from the lowest to the highest
    closed = "from" in steps[-1]
    thresholds = tuple(Fraction(step["from" if closed else "above"]) for step in steps[1:])
    points = tuple(Fraction(step["points"]) for step in steps)
    return Leaf(code, field, most, thresholds, closed, points)


def rates(rows: int) -> np.ndarray:
    """Rates of 0 to 100 % with two decimals, one column per leaf, columns contiguous."""
    width = len(leaves(rubric("mixed")))
    matrix = np.empty((rows, width), order="F")
    for column in range(width):
        # One seed for each column: a smaller table is a prefix of a larger one.
        random = np.random.default_rng([SEED, column])
        matrix[:, column] = random.integers(0, RATES, rows, dtype=np.uint16)
        matrix[:, column] /= 100.0  # correctly rounded: the double of that decimal
    return matrix


def grid() -> np.ndarray:
    """A table that contains every rate in every column."""
    width = len(leaves(rubric("mixed")))
    return np.asfortranarray(np.repeat((np.arange(RATES) / 100.0)[:, None], width, axis=1))


def exact_points(leaf: Leaf) -> np.ndarray:
    """Points of every rate in units of 1/UNIT, in whole numbers only: the reference for all contenders."""
    rate = np.arange(RATES, dtype=np.int64)  # in hundredths
    if leaf.thresholds:
        scaled = [int(threshold * 100) for threshold in leaf.thresholds]
        band = np.searchsorted(scaled, rate, side="right" if leaf.closed else "left")
        return np.array([int(points * UNIT) for points in leaf.points], dtype=np.int64)[band]
    factor = leaf.max * UNIT / (leaf.full_at * 100)
    num, den = factor.numerator, factor.denominator
    points = (2 * rate * num + den) // (2 * den)  # half up
    points[rate >= leaf.full_at * 100] = int(leaf.max * UNIT)
    points[rate < leaf.cut * 100] = 0
    return points


def exact_ties(leaf: Leaf) -> np.ndarray:
    """Which rates give points exactly between two neighbouring numbers of four digits."""
    if leaf.thresholds:
        return np.zeros(RATES, dtype=bool)
    rate = np.arange(RATES, dtype=np.int64)
    factor = leaf.max * UNIT / (leaf.full_at * 100)
    doubled = 2 * rate * factor.numerator
    half = (doubled % factor.denominator == 0) & (doubled // factor.denominator % 2 == 1)
    return half & (rate >= leaf.cut * 100) & (rate < leaf.full_at * 100)


def hundredths(column: np.ndarray) -> np.ndarray:
    """Rates as whole hundredths, the index for `exact_points`."""
    return np.rint(column * 100).astype(np.uint16)


def exact_fields(matrix: np.ndarray, parts: list[Leaf]) -> np.ndarray:
    """Exact points of every field and, in the last column, of the total, in units of 1/UNIT."""
    fields = parts[-1].field + 1
    out = np.zeros((len(matrix), fields + 1), dtype=np.int64, order="F")
    for column, leaf in enumerate(parts):
        out[:, leaf.field] += exact_points(leaf)[hundredths(matrix[:, column])]
    out[:, fields] = out[:, :fields].sum(axis=1)
    return out
