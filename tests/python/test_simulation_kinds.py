# SPDX-License-Identifier: MIT
"""Every kind of draw equals a rubric and a table of its own, by the engine and by the slow twin, ranks included."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parindex as px
from draw_strategies import (
    DRAWS,
    banded_rubrics,
    only,
    plain_rubrics,
    rows_of,
    some_draws,
    some_ends,
)
from parindex import reference
from parindex.results import _leaf_figures
from parindex.results._draw_arguments import DrawsLog, read_draws
from parindex.results._draw_leaves import Leaves
from random_runs import run
from strategies import CUSTOM, rubrics, tables
from test_equality import compile_rubric
from test_exports import as_float, same

np = pytest.importorskip("numpy", reason="NumPy is not installed")
Json = dict[str, Any]
KINDS = ("weights", "maxima", "points", "thresholds", "inputs", "policies", "roundings")


def refused(plan: px.Plan, rows: list[Json], drawn: Json) -> list[int]:
    """The draws whose rubric the check refuses."""
    arguments = {kind: drawn.get(kind) for kind in KINDS}
    draws = read_draws(plan.score(rows), arguments, DRAWS, DrawsLog())
    return [draw for draw in range(DRAWS) if px.check_rubric(draws.document(draw))[0] is None]


def nearest(figure: Any) -> float:
    try:
        return as_float(figure)
    except OverflowError:
        return math.inf if figure > 0 else -math.inf


def compare(plan: px.Plan, rows: list[Json], drawn: Json, count: int) -> None:
    made = plan.simulate(rows, **drawn, draws=count)
    for draw in range(count):
        rubric = made.rubric(draw)
        mine = rows_of(drawn, rows, draw)
        scores = rubric.compile(custom=CUSTOM).score(mine, allow_missing_columns=True)
        slow = reference.score(rubric.to_json(), mine, custom=CUSTOM)
        for at, unit in enumerate(scores):
            assert same(made.points[draw, at], nearest(unit.points))
            assert same(made.index[draw, at], nearest(unit.index))
            twin = slow[at]["points"]
            assert same(made.points[draw, at], nearest(None if twin is None else Fraction(twin)))
        document = rubric.find("")
        if document is not None and "ranking" in document:
            ranks = made.ranks
            assert ranks is not None
            assert ranks[draw].tolist() == [rank or 0 for rank in scores._ranks() or ()]
            assert ranks[draw].tolist() == [
                rank or 0 for rank in reference.rank(rubric.to_json(), mine, custom=CUSTOM)
            ]
        again = made.scores(draw)
        assert [unit.points for unit in again] == [unit.points for unit in scores]


def check(rubric: Json, rows: list[Json], drawn: Json) -> None:
    plan = compile_rubric(rubric)
    if not drawn:
        return
    wrong = refused(plan, rows, drawn)
    if wrong:
        with pytest.raises(px.DataError) as failure:
            plan.simulate(rows, **drawn, draws=DRAWS)
        named = str(failure.value)
        assert any(f"draw {draw}" in named for draw in wrong)
        assert all(issue.severity == "error" for issue in failure.value.issues)
    keep = [draw for draw in range(DRAWS) if draw not in wrong]
    if keep:
        compare(plan, rows, only(drawn, keep), len(keep))


@run(150)
@given(st.data())
def test_any_rubric(data: st.DataObject) -> None:
    rubric = data.draw(rubrics())
    rows = data.draw(tables(rubric))
    check(rubric, rows, some_draws(data.draw, compile_rubric(rubric), rows))


@pytest.mark.parametrize(("few", "cells"), [(16, 1), (0, 10**6), (0, 0)])
@run(100)
@given(st.data())
def test_sums_and_means(few: int, cells: int, data: st.DataObject) -> None:
    rubric = data.draw(plain_rubrics())
    rows = data.draw(tables(rubric))
    with mock.patch.multiple(Leaves, few=few, cells=cells):  # each way to score drawn values
        check(rubric, rows, some_draws(data.draw, compile_rubric(rubric), rows))


MARKS: dict[str, tuple[bool, Any]] = {
    "an array with absent values": (True, np.array([[0.25, np.nan], [10, 9.75], [3.5, 11]])),
    "whole numbers": (True, np.array([[0, 3], [10, 4], [7, 12]])),
    "lists": (True, [["1/3", None], [Decimal("2.5"), 0.1], [px.NOT_APPLICABLE, 4]]),
    "one for all units": (True, [0.125, "2.5", None]),
    "by unit": (True, {"B": [1.5, "0.75", 9]}),
    "more digits than a double keeps": (
        False, [["0.1000000000000000000001", 1], ["3.00000000000000000000001", 2], [4, 5]],
    ),
    "doubles with every digit": (False, np.array([[0.1 + 0.2, 1 / 3], [9.999999999999998, 1], [2, 3]])),
    "text that is no number": (False, [["x", 3], [4, "–"], [5, 6]]),
}  # fmt: skip


@pytest.mark.parametrize("name", MARKS)
@pytest.mark.parametrize("cells", [0, 10**6])
def test_marks_without_steps(name: str, cells: int) -> None:
    whole, drawn = MARKS[name]
    mark = {"max": 10, "rule": {"direct": {"min": 0, "max": 10}}}
    plan = compile_rubric(
        {"parindex": 2, "id": "marks", "edition": "1", "max": 100, "aggregation": "weighted_mean", "missing": {"points": "2/7"},
         "not_applicable": "exclude", "index_rounding": {"digits": 2, "mode": "half_up"},
         "ranking": {"on": "index", "stage": "exact", "ties": "competition", "within": "all"},
         "nodes": [{"code": "a", "weight": 2, **mark}, {"code": "b", "weight": 1, **mark}]}
    )  # fmt: skip
    rows = [{"unit": "A", "a": 4.5, "b": 7}, {"unit": "B", "a": 2, "b": "1/7"}]
    every: Json = {"weights": {"a": [1, 2, 3]}, "inputs": {"a": drawn}}
    lists = {**every, "inputs": {"a": drawn.tolist() if isinstance(drawn, np.ndarray) else drawn}}
    with mock.patch.multiple(Leaves, few=16 if cells else 0, cells=cells):
        compare(plan, rows, lists, 3)
        made, other = (plan.simulate(rows, draws=3, **given) for given in (every, lists))
        np.testing.assert_array_equal(made.points, other.points)
        np.testing.assert_array_equal(made.ranks, other.ranks)
        if whole:  # no figure is read as a fraction
            with mock.patch.object(_leaf_figures, "as_whole", side_effect=AssertionError):
                plan.simulate(rows, draws=3, **every)


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ({"direct": {"min": 0, "max": 10, "step": "0.5"}}, 4.5),
        ({"yes_no": {"yes": 10, "no": 0}}, True),
    ],
)
@pytest.mark.parametrize("cells", [0, 10**6])
def test_a_policy_of_the_total_with_points_between_those_of_the_rule(
    rule: Json, given: Any, cells: int
) -> None:
    plan = compile_rubric(
        {"parindex": 2, "id": "policy", "edition": "1", "max": 10, "aggregation": "mean", "missing": {"points": "2/7"},
         "index_rounding": "exact", "nodes": [{"code": code, "max": 10, "rule": rule} for code in "ab"]}
    )  # fmt: skip
    rows = [{"unit": "A", "a": given, "b": None}, {"unit": "B", "a": None, "b": given}]
    drawn = {"maxima": {"": [10, 20, 30]}, "inputs": {"a": [[None, given], [given, None], [None, None]]}}  # fmt: skip
    with mock.patch.multiple(Leaves, few=16 if cells else 0, cells=cells):
        compare(plan, rows, drawn, 3)


@pytest.mark.parametrize("many", [0, 64])
@run(120)
@given(st.data())
def test_ends_of_bands(many: int, data: st.DataObject) -> None:
    rubric = data.draw(banded_rubrics())
    if px.check_rubric(rubric)[0] is None:
        return
    rows = data.draw(tables(rubric))
    with mock.patch.object(Leaves, "many", many):  # 0: never by variants
        check(rubric, rows, some_ends(data.draw, compile_rubric(rubric), rows))
