# SPDX-License-Identifier: MIT
"""The batch engine, with columns of doubles, and the slow exact reference give the same results.

The values are critical for binary numbers: ends of bands, ties of roundings, their neighbours one last
bit away, and doubles of all sizes. The cases are the same every time; PARINDEX_EQUALITY=5000 sets the
number of new cases of each test.
"""

from __future__ import annotations

import math
import random
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from expression_strategies import NUMBERS, is_general
from parindex.reference import read_rubric
from parindex.reference.cells import column
from random_runs import run
from result_strategies import weights_of
from strategies import (
    SPECIAL,
    aimed,
    flags_of,
    leaves_of,
    number_cells,
    one_of,
    outside,
    rubrics,
    suited,
)
from tallies import in_batches
from test_equality import compile_rubric, from_engine, from_reference

if TYPE_CHECKING:
    from collections.abc import Callable

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
Json = dict[str, Any]
Columns = dict[str, list[Any]]


def number_pool(draw: st.DrawFn, leaf: Json) -> dict[str, list[float]]:
    """Doubles for each column of a leaf of numbers, at and around every edge of its rule."""
    pool: dict[str, list[float]] = {}
    for _ in range(6):
        for name, value in number_cells(draw, leaf).items():
            pool.setdefault(column(leaf, name), []).extend([float(value)] * 3)
    for name, values in pool.items():
        values += [math.nextafter(value, way) for value in values for way in (-math.inf, math.inf)]
        wrong = [x for x in outside(leaf, name) if not isinstance(x, str)]
        values += [float(x) for x in wrong if abs(x) < 1e300][:6]
    return pool


def declared_columns(draw: st.DrawFn, chance: random.Random, leaf: Json, count: int) -> Columns:
    """Values of every declared input of a leaf, of one type in each column."""
    columns: Columns = {}
    for declared in leaf["inputs"]:
        match declared["type"]:
            case "boolean":
                values: list[Any] = [True, False]
            case "choice":
                values = ["ward", "town", "2"]
            case "date":
                values = [f"2026-04-{day}" for day in range(25, 31)] + ["2026-05-01"]
            case _:
                values = [float(aimed(draw, [*NUMBERS, Fraction(4)], declared)) for _ in range(8)]
                values += [math.nextafter(values[0], math.inf)]
        columns[column(leaf, declared["name"])] = chance.choices(values, k=count)
    return columns


def draw_columns(draw: st.DrawFn, rubric: Json, count: int, missing: bool) -> Columns:
    """Values by column, of the kinds in columns of Arrow and NumPy."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    clean = one_of(draw, True, True, False)  # blocks without a value that leaves the lane
    share = chance.choice([0, 0.01, 0.05, 0.2, 0.6])  # of values that are missing
    columns: Columns = {}
    if "groups" in rubric:
        columns["group"] = chance.choices(["A", "B"] * 6 + ["C"], k=count)
    for leaf in leaves_of(read_rubric(rubric)):
        ((kind, rule),) = leaf["rule"].items()
        if is_general(leaf):
            made: Columns = declared_columns(draw, chance, leaf, count)
        elif kind in ("choice", "levels"):
            known = [option["id"] for option in rule["options"]]
            made = {leaf["code"]: chance.choices(known + known + ["?"] * (not clean), k=count)}
        elif kind in ("yes_no", "all_of", "checklist"):
            names = [leaf["code"]] if kind == "yes_no" else []
            names += [column(leaf, item["id"]) for item in rule.get("items", ())]
            flags: list[Any] = chance.choice([[True, False], [1.0, 0.0, -0.0]])
            made = {name: chance.choices(flags + flags[:1], k=count) for name in names}
        else:
            made = {}
            for name, pool in number_pool(draw, leaf).items():
                usual = pool[:18] if clean else pool
                scales = [round(chance.uniform(0, 110), chance.randrange(7)) for _ in range(8)]
                extra = [chance.randrange(1000) / 8 for _ in range(4)] + scales
                strange = [] if clean else [*SPECIAL, math.nan, math.inf, -math.inf]
                made[name] = chance.choices(usual * 3 + extra + strange, k=count)
        for values in made.values():
            if missing:
                for n in chance.sample(range(count), max(1, round(share * count))):
                    values[n] = None
        columns |= made
    for name, form in flags_of(rubric):
        columns[name] = chance.choices([True, False, False, False], k=count)
        if form:
            columns[name] = [
                None if g not in form else f
                for g, f in zip(columns["group"], columns[name], strict=False)
            ]
    for name, form in weights_of(rubric):
        columns[name] = chance.choices([1.0, 2.0, 0.5, 0.0], k=count)
        if form:
            columns[name] = [
                None if g not in form else weight
                for g, weight in zip(columns["group"], columns[name], strict=False)
            ]
    return columns


def numpy_data(columns: Columns) -> Any:
    """Arrays if the values allow it."""
    return {
        name: values if isinstance(values[0], str) else np.array(values)
        for name, values in columns.items()
    }


def arrow_data(columns: Columns, chunks: int = 1) -> Any:
    table = pa.table(columns)
    for at, field in enumerate(table.schema):
        if chunks > 1 and pa.types.is_string(field.type):
            table = table.set_column(at, field.name, table[field.name].dictionary_encode())
    size = -(-len(table) // chunks)
    return pa.concat_tables([table[at : at + size] for at in range(0, len(table), size)])


@run(120)
@given(st.data())
def test_every_node_of_every_unit(data: st.DataObject) -> None:
    rubric = suited(
        data.draw, data.draw(rubrics(plain=data.draw(st.sampled_from([True, True, False]))))
    )
    plan = compile_rubric(rubric)
    missing = data.draw(st.booleans())
    columns = draw_columns(data.draw, rubric, data.draw(st.sampled_from([3, 24, 40])), missing)
    count = len(next(iter(columns.values())))
    columns = {"unit": [f"U{n}" for n in range(count)], **columns}
    rows = [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]
    expected = from_reference(rubric, rows)

    makers: list[Callable[[Columns], Any]] = [arrow_data, lambda c: arrow_data(c, 3)]
    if not any(None in values for values in columns.values()):
        makers.append(numpy_data)
    digests = set()
    for make in makers:
        for keep, threads in (("all", 1), ("fields", 2), ("total", 1)):
            scores = plan.score(make(columns), keep=keep, threads=threads)
            digests.add(scores.digest)
            assert from_engine(scores) == expected
        prepared = plan.score(plan.prepare(make(columns)), keep="total")
        digests.add(prepared.digest)
        assert from_engine(prepared) == expected
    assert len(digests) == 1
    in_batches.add(plan, expected, len(makers) * 3)

    # The order of rows changes only the order of the results.
    order = data.draw(st.permutations(range(count)))
    moved = from_engine(
        plan.score(arrow_data({k: [v[n] for n in order] for k, v in columns.items()}))
    )
    for unit, n in zip(moved, order, strict=True):
        for issue in (*unit.get("issues", ()), *expected[n].get("issues", ())):
            issue.pop("row", None)
        assert unit == expected[n]


@run(16)
@given(st.data())
def test_threads_and_blocks(data: st.DataObject) -> None:
    rubric = suited(
        data.draw, data.draw(rubrics(plain=data.draw(st.sampled_from([True, True, False]))))
    )
    plan = compile_rubric(rubric)
    columns = draw_columns(data.draw, rubric, 40, missing=False)
    assume(columns)  # without names of units, a table needs at least one
    rows = [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]
    expected = from_reference(rubric, [{"unit": str(n), **row} for n, row in enumerate(rows, 1)])
    times = 240  # more than two blocks, the last one not full
    many = numpy_data({name: values * times for name, values in columns.items()})
    one, *others = (plan.score(many, unit=None, threads=threads) for threads in (1, 2, 8))
    others.append(plan.score(plan.prepare(many, unit=None), threads=2))
    assert {scores.digest for scores in others} == {one.digest}
    for start in (0, 4080, 40 * (times - 1)):
        for n, unit in enumerate(expected):
            found = one[str(start + n + 1)]
            assert found.status == unit["status"]
            wanted = unit["points"]
            assert found.points == (None if wanted is None else Fraction(wanted)), (unit, found)
    in_batches.add(plan, expected, 3)


def test_the_fixed_lane_is_what_was_tested() -> None:
    """Runs last in this file: equality means little if the exact engine did all the work. About four in
    ten of the rubrics with every kind of rule, expression and aggregation have no kind of the exact lane; in
    draws of 140 rubrics that depend on each other the share varies widely."""
    if in_batches.rubrics:
        assert in_batches.fixed >= 0.2 * in_batches.rubrics
