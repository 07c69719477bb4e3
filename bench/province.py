# SPDX-License-Identifier: MIT
"""Workload R: the provincial rubric of rubrics/, random data, and the same rules in polars and NumPy.

The rules of the others are in double precision and check no value. Gaps are only in leaves that
have a policy for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

import parindex as px

PATH = Path(px.__file__).parent / "rubrics" / "vn-par-province-2020.json"
ROUNDS = {"half_up": 0.5}


@dataclass(frozen=True)
class Leaf:
    """One leaf as the others need it."""

    code: str
    field: int
    max: float
    kind: str
    rule: dict[str, Any]
    columns: tuple[str, ...]
    missing: str | None  # the policy
    scale: float | None  # 10 to the power of the digits of its rounding


def leaves(document: dict[str, Any], plan: px.Plan) -> list[Leaf]:
    columns: dict[str, list[str]] = {}
    for column in plan.columns:
        columns.setdefault(column.code, []).append(column.name)
    return [
        _leaf(node, field, columns)
        for field, top in enumerate(document["nodes"])
        for node in _walk(top)
        if "rule" in node
    ]


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("children", []):
        yield from _walk(child)


def _leaf(node: dict[str, Any], field: int, columns: dict[str, list[str]]) -> Leaf:
    ((kind, rule),) = node["rule"].items()
    rounding = node.get("rounding")
    return Leaf(
        code=node["code"],
        field=field,
        max=_number(node["max"]),
        kind=kind,
        rule=rule,
        columns=tuple(columns[node["code"]]),
        missing=node.get("missing"),
        scale=10.0 ** rounding["digits"] if rounding else None,
    )


def _number(text: Any) -> float:
    return float(Fraction(str(text)))


class Province:
    """The rubric, its leaves, and data for them."""

    def __init__(self, rows: int, gaps: float, *, categorical: bool = False) -> None:
        self.document = json.loads(PATH.read_text(encoding="utf-8"))
        self.plan = px.Rubric.from_json(self.document).compile()
        self.leaves = leaves(self.document, self.plan)
        self.fields = len(self.document["nodes"])
        random = np.random.default_rng(20201230)
        policies = {leaf.code: leaf.missing for leaf in self.leaves}
        kinds = {leaf.code: leaf for leaf in self.leaves}
        self.columns: dict[str, np.ndarray] = {}
        self.absent: dict[str, np.ndarray] = {}
        arrow: dict[str, pa.Array] = {}
        for column in self.plan.columns:
            values = _values(random, kinds[column.code], column, self.columns, rows)
            lacks = policies[column.code] is not None and gaps > 0
            mask = random.random(rows) < gaps if lacks else np.zeros(rows, dtype=bool)
            self.columns[column.name], self.absent[column.name] = values, mask
            made = pa.array(values, mask=mask)
            choice = categorical and column.type == "choice"
            arrow[column.name] = made.dictionary_encode() if choice else made
        self.arrow = pa.table(arrow)
        self.polars = pl.DataFrame(self.arrow)

    def score(self, threads: int) -> px.Scores:
        return self.plan.score(self.arrow, unit=None, keep="fields", threads=threads)

    def in_polars(self) -> pl.DataFrame:
        """Points of the fields, and of the total."""
        points = [self._polars_leaf(leaf) for leaf in self.leaves]
        fields = [self._sum(points, field).alias(str(field)) for field in range(self.fields)]
        maxima = pl.sum_horizontal(
            *(
                pl.lit(leaf.max) if leaf.missing != "exclude" else made.is_not_null() * leaf.max
                for leaf, made in zip(self.leaves, points, strict=True)
            )
        )
        frame = self.polars.lazy().select(*fields, maxima.alias("max"))
        total = pl.sum_horizontal(*(str(field) for field in range(self.fields)))
        return frame.with_columns(total.alias("total")).collect()

    def read(self) -> list[float]:
        """The largest value of each column of numbers."""
        numbers = (one for one in self.columns.values() if one.dtype.kind == "f")
        return [float(np.maximum.reduce(one)) for one in numbers]

    def _sum(self, points: list[pl.Expr], field: int) -> pl.Expr:
        pairs = zip(self.leaves, points, strict=True)
        return pl.sum_horizontal(*(made for leaf, made in pairs if leaf.field == field))

    def _polars_leaf(self, leaf: Leaf) -> pl.Expr:
        made = POLARS[leaf.kind](leaf)
        if leaf.scale:
            made = (made * leaf.scale + 0.5).floor() / leaf.scale
        zero = leaf.rule.get("on", {}).get("when_zero")
        if zero:
            bottom = pl.col(f"{leaf.code}.{leaf.rule['on']['percent'][1]}")
            made = pl.when(bottom == 0).then(_instead(zero, leaf)).otherwise(made)
        if leaf.missing is None:
            return made
        absent = pl.any_horizontal(*(pl.col(name).is_null() for name in leaf.columns))
        return pl.when(absent).then(_instead(leaf.missing, leaf)).otherwise(made)

    def in_numpy(self) -> tuple[np.ndarray, np.ndarray]:
        """Points of the fields, and of the total; maxima."""
        rows = self.arrow.num_rows
        fields = np.zeros((self.fields, rows))
        maxima = np.full(rows, sum(leaf.max for leaf in self.leaves))
        for leaf in self.leaves:
            made = NUMPY[leaf.kind](leaf, self.columns)
            if leaf.scale:
                made = np.floor(made * leaf.scale + 0.5) / leaf.scale
            zero = leaf.rule.get("on", {}).get("when_zero")
            if zero:
                bottom = self.columns[f"{leaf.code}.{leaf.rule['on']['percent'][1]}"] == 0
                made = self._replace(made, bottom, zero, leaf, maxima)
            if leaf.missing is not None:
                absent = np.logical_or.reduce([self.absent[name] for name in leaf.columns])
                made = self._replace(made, absent, leaf.missing, leaf, maxima)
            fields[leaf.field] += made
        return np.vstack([fields, fields.sum(axis=0)]), maxima

    @staticmethod
    def _replace(
        made: np.ndarray, where: np.ndarray, policy: str, leaf: Leaf, maxima: np.ndarray
    ) -> np.ndarray:
        if policy == "exclude":
            maxima[where & ~np.isnan(made)] -= leaf.max
        return np.where(where, leaf.max if policy == "full" else 0.0, made)


def _instead(policy: str, leaf: Leaf) -> pl.Expr:
    return pl.lit({"full": leaf.max, "zero": 0.0}.get(policy), dtype=pl.Float64)


def _values(
    random: np.random.Generator,
    leaf: Leaf,
    column: Any,
    before: dict[str, np.ndarray],
    rows: int,
) -> np.ndarray:
    if column.type == "boolean":
        return random.random(rows) < 0.8
    if column.type == "choice":
        return random.choice([option["id"] for option in leaf.rule["options"]], rows)
    on = leaf.rule.get("on", {})
    pair = on.get("percent") or on.get("ratio")
    if pair is None:
        if leaf.kind == "direct":
            steps = round(leaf.max / _number(leaf.rule["step"]))
            return random.integers(0, steps + 1, rows) * _number(leaf.rule["step"])
        return random.integers(0, 11 if column.type == "count" else 10_001, rows) / (
            1.0 if column.type == "count" else 100.0
        )
    other = before.get(f"{leaf.code}.{pair[0 if column.input == pair[1] else 1]}")
    if column.type == "number":  # amounts with two decimals
        if other is None:
            return random.integers(1_000_000, 9_000_000, rows) / 100
        least = np.round(other * 100).astype(np.int64)
        return (least + random.integers(0, 1_000_000, rows)) / 100
    if other is None:
        low, high = (0, 60) if column.input == pair[0] else (30, 2_000)
        return random.integers(low, high, rows).astype(float)
    if column.input == pair[1]:
        return np.maximum(other + random.integers(0, 60, rows), 30.0)
    return np.floor(other * random.random(rows))


# ---- the rules in polars ------------------------------------------------------------------------
def _quantity(on: dict[str, Any], code: str) -> pl.Expr:
    if "value" in on:
        return pl.col(code)
    top, bottom = (pl.col(f"{code}.{name}") for name in on.get("percent") or on["ratio"])
    return top * (100.0 if "percent" in on else 1.0) / bottom


def _polars_bands(leaf: Leaf) -> pl.Expr:
    quantity = _quantity(leaf.rule["on"], leaf.code)
    made = pl.lit(0.0)
    for test, points in _steps(leaf.rule["steps"]):
        made = pl.when(test(quantity)).then(points).otherwise(made)
    return made


def _steps(steps: list[dict[str, Any]]) -> list[tuple[Callable[[Any], Any], float]]:
    """A test of the lower end of each band, from the lowest."""
    found = []
    for step in steps:
        low = _number(step.get("from", step.get("above", "-1e300")))
        closed = "above" not in step
        found.append((low, not closed, _number(step["points"])))
    return [(_at_least(low, opened), points) for low, opened, points in sorted(found)]


def _at_least(low: float, opened: bool) -> Callable[[Any], Any]:
    return (lambda x: x > low) if opened else (lambda x: x >= low)


def _polars_proportion(leaf: Leaf) -> pl.Expr:
    quantity = _quantity(leaf.rule["on"], leaf.code)
    made = quantity * (leaf.max / _number(leaf.rule["full_at"]))
    if cap := leaf.rule.get("cap"):
        made = pl.min_horizontal(made, pl.lit(_number(cap)))
    if cut := leaf.rule.get("cut_off"):
        (word, at) = next((word, _number(cut[word])) for word in ("below", "to") if word in cut)
        low = quantity < at if word == "below" else quantity <= at
        made = pl.when(low).then(_number(cut["points"])).otherwise(made)
    return made


POLARS: dict[str, Callable[[Leaf], pl.Expr]] = {
    "choice": lambda leaf: pl.col(leaf.code).replace_strict(
        {each["id"]: _number(each["points"]) for each in leaf.rule["options"]},
        return_dtype=pl.Float64,
    ),
    "yes_no": lambda leaf: (
        pl.when(pl.col(leaf.code))
        .then(_number(leaf.rule["yes"]))
        .otherwise(_number(leaf.rule["no"]))
    ),
    "all_of": lambda leaf: (
        pl.when(pl.all_horizontal(*leaf.columns))
        .then(_number(leaf.rule["points"]))
        .otherwise(_number(leaf.rule["otherwise"]))
    ),
    "checklist": lambda leaf: pl.sum_horizontal(
        *(
            pl.col(name) * _number(item["points"])
            for name, item in zip(leaf.columns, leaf.rule["items"], strict=True)
        )
    ),
    "direct": lambda leaf: pl.col(leaf.code),
    "imported": lambda leaf: pl.col(leaf.code) * (leaf.max / 100),
    "per_unit": lambda leaf: pl.min_horizontal(
        pl.col(leaf.code) * _number(leaf.rule["points_each"]), pl.lit(_number(leaf.rule["cap"]))
    ),
    "bands": _polars_bands,
    "proportional": _polars_proportion,
}


# ---- and in NumPy -------------------------------------------------------------------------------
Columns = dict[str, np.ndarray]


def _numbers(leaf: Leaf, columns: Columns) -> np.ndarray:
    on = leaf.rule["on"]
    if "value" in on:
        return columns[leaf.code]
    top, bottom = (columns[f"{leaf.code}.{name}"] for name in on.get("percent") or on["ratio"])
    with np.errstate(divide="ignore", invalid="ignore"):
        return top * (100.0 if "percent" in on else 1.0) / bottom


def _numpy_bands(leaf: Leaf, columns: Columns) -> np.ndarray:
    quantity = _numbers(leaf, columns)
    made = np.zeros(len(quantity))
    for test, points in _steps(leaf.rule["steps"]):
        made[test(quantity)] = points
    return made


def _numpy_proportion(leaf: Leaf, columns: Columns) -> np.ndarray:
    quantity = _numbers(leaf, columns)
    made = quantity * (leaf.max / _number(leaf.rule["full_at"]))
    if cap := leaf.rule.get("cap"):
        np.minimum(made, _number(cap), out=made)
    if cut := leaf.rule.get("cut_off"):
        word, at = next((word, _number(cut[word])) for word in ("below", "to") if word in cut)
        made[quantity < at if word == "below" else quantity <= at] = _number(cut["points"])
    return made


def _numpy_choice(leaf: Leaf, columns: Columns) -> np.ndarray:
    made = np.zeros(len(columns[leaf.code]))
    for each in leaf.rule["options"]:
        made[columns[leaf.code] == each["id"]] = _number(each["points"])
    return made


NUMPY: dict[str, Callable[[Leaf, Columns], np.ndarray]] = {
    "choice": _numpy_choice,
    "yes_no": lambda leaf, columns: np.where(
        columns[leaf.code], _number(leaf.rule["yes"]), _number(leaf.rule["no"])
    ),
    "all_of": lambda leaf, columns: np.where(
        np.logical_and.reduce([columns[name] for name in leaf.columns]),
        _number(leaf.rule["points"]),
        _number(leaf.rule["otherwise"]),
    ),
    "checklist": lambda leaf, columns: sum(
        (
            columns[name] * _number(item["points"])
            for name, item in zip(leaf.columns, leaf.rule["items"], strict=True)
        ),
        np.zeros(len(columns[leaf.columns[0]])),
    ),
    "direct": lambda leaf, columns: columns[leaf.code],
    "imported": lambda leaf, columns: columns[leaf.code] * (leaf.max / 100),
    "per_unit": lambda leaf, columns: np.minimum(
        columns[leaf.code] * _number(leaf.rule["points_each"]), _number(leaf.rule["cap"])
    ),
    "bands": _numpy_bands,
    "proportional": _numpy_proportion,
}
