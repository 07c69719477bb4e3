# SPDX-License-Identifier: MIT
"""NumPy matrices and columns: layouts, types, and lifetimes."""

from __future__ import annotations

import gc
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import parindex as px

NAN, INF = float("nan"), float("inf")
RUBRIC: dict[str, Any] = {
    "parindex": 1, "id": "matrix", "edition": "1", "max": "6", "aggregation": "sum",
    "missing": "exclude", "index_rounding": {"digits": 3, "mode": "half_even"},
    "nodes": [
        {"code": "1", "max": "2", "rounding": {"digits": 2, "mode": "half_up"},
         "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100}],
         "rule": {"proportional": {"on": {"value": "value"}, "full_at": "100"}}},
        {"code": "2", "max": "3", "rule": {"direct": {"min": "0", "max": "3", "step": "0.25"}}},
        {"code": "3", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
    ],
}  # fmt: skip
LAST = "123"


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


@pytest.fixture
def matrix() -> np.ndarray[Any, Any]:
    """Values that are also exact in 32 bits, or mean the same decimal there."""
    values = np.random.default_rng(7).integers(0, [801, 13, 2], size=(500, 3))
    return values / [8.0, 4.0, 1.0]


@pytest.fixture
def expected(plan: px.Plan, matrix: np.ndarray[Any, Any]) -> str:
    """The digest of the same values as plain rows."""
    rows = [
        {"unit": str(n), **dict(zip(LAST, values, strict=True))}
        for n, values in enumerate(matrix.tolist(), 1)
    ]
    return plan.score(rows).digest


def read_only(matrix: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    copy = matrix.copy()
    copy.flags.writeable = False
    return copy


def unaligned(matrix: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    columns = np.asfortranarray(matrix)
    shifted = np.frombuffer(b"x" + columns.tobytes("F"), np.float64, offset=1)
    return shifted.reshape(matrix.shape, order="F")


LAYOUTS = {
    "rows": np.ascontiguousarray,
    "columns": np.asfortranarray,
    "every other row of a larger one": lambda m: np.repeat(m, 2, axis=0)[::2],
    "every third column of a larger one": lambda m: np.repeat(m, 3, axis=1)[:, ::3],
    "backwards and back": lambda m: m[::-1, ::-1].copy()[::-1, ::-1],
    "read-only": read_only,
    "unaligned": unaligned,
    "of 32 bits": lambda m: m.astype(np.float32),
    "of 80 or 128 bits": lambda m: m.astype(np.longdouble),
    "in the other byte order": lambda m: m.astype(m.dtype.newbyteorder()),
    "of 32 bits in the other byte order": lambda m: m.astype(np.dtype("f4").newbyteorder()),
    "of objects": lambda m: m.astype(object),
    "without a mask": np.ma.masked_array,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_scores_of_plain_rows(plan, matrix, expected, layout):
    scores = plan.score(LAYOUTS[layout](matrix))
    assert scores.digest == expected
    assert scores.units[:2] == ("1", "2")


@pytest.mark.parametrize("threads", [1, 2, 8])
def test_results_do_not_depend_on_threads(plan, matrix, threads):
    many = np.tile(matrix, (40, 1))
    assert plan.score(many, threads=threads).digest == plan.score(many, threads=1).digest


@pytest.mark.parametrize("keep", ["all", "fields", "total"])
def test_results_do_not_depend_on_keep(plan, matrix, expected, keep):
    scores = plan.score(matrix, keep=keep)
    assert scores.digest == expected
    assert scores["3"]["1"].points == plan.score(matrix)["3"]["1"].points


@pytest.mark.parametrize("kind", "bhilqBHILQ")
def test_whole_numbers_of_every_width(plan, kind):
    values = np.array([[1, 1, 1], [100, 0, 0], [0, 3, 1]], dtype=kind)
    scores = plan.score(values)
    assert scores.digest == plan.score(values.astype(float)).digest
    assert [str(unit.points) for unit in scores] == ["2.02", "2", "4"]


def test_booleans_are_not_numbers(plan):
    values = np.array([[1, 1, 1], [1, 0, 0]], dtype=bool)
    assert [(i.code, i.field) for i in plan.score(values).issues] == [
        ("value_type", "1"), ("value_type", "2"), ("value_type", "1"), ("value_type", "2"),
    ]  # fmt: skip
    flags = plan.score({"1": [1, 1], "2": [1, 1], "3": values[:, 1]}, unit=None)
    assert [int(unit["3"].points) for unit in flags] == [1, 0]


def test_a_narrow_float_means_its_own_shortest_decimal():
    # 0.1 in 16 or 32 bits is 0.1; its nearest double would be 0.0999755859375.
    for kind in (np.float16, np.float32):
        direct = {
            **RUBRIC,
            "max": "1",
            "nodes": [
                {
                    "code": "1",
                    "max": "1",
                    "rule": {"direct": {"min": "0", "max": "1", "step": "0.1"}},
                }
            ],
        }
        tenth = px.Rubric.from_json(direct).compile()
        for array in (
            np.array([[0.1], [0.7]], kind),
            np.ma.masked_array([[0.1], [0.7]], dtype=kind),
        ):
            assert [str(unit.points) for unit in tenth.score(array)] == ["0.1", "0.7"]


def test_a_bool_is_true_for_every_nonzero_byte(plan):
    flags = np.array([0, 1, 2], dtype=np.uint8).view(bool)
    scores = plan.score({"1": [0, 0, 0], "2": [0, 0, 0], "3": flags}, unit=None)
    assert [int(unit["3"].points) for unit in scores] == [0, 1, 1]


def test_nan_is_missing_in_a_frame_and_an_error_in_a_matrix(plan):
    values = np.array([[NAN, 1, 1], [INF, 1, 1], [50, NAN, 0]])
    scores = plan.score(values)
    assert [(i.code, i.row, i.field) for i in scores.issues] == [
        ("value_not_finite", 1, "1"), ("value_not_finite", 2, "1"), ("value_not_finite", 3, "2"),
    ]  # fmt: skip
    frame = plan.score(pd.DataFrame(values, columns=list(LAST)), unit=None)
    assert [(i.code, i.row) for i in frame.issues] == [("value_not_finite", 2)]
    assert [frame[u]["1"].status for u in "123"] == ["excluded", "error", "ok"]


def test_masked_values_are_missing(plan):
    values = np.ma.masked_array([[50, 1, 1], [60, 2, 0]], [[0, 1, 0], [0, 0, 0]], dtype=float)
    scores = plan.score(values)
    assert [scores[u]["2"].status for u in "12"] == ["excluded", "ok"]
    column = np.ma.masked_array([1, 0], [1, 0], dtype=bool)
    scores = plan.score({"1": [1, 1], "2": [1, 1], "3": column}, unit=None)
    assert [scores[u]["3"].status for u in "12"] == ["excluded", "ok"]


def refused(plan: px.Plan, data: object) -> list[px.Issue]:
    with pytest.raises(px.DataError) as caught:
        plan.score(data, unit=None)  # type: ignore[arg-type]
    return list(caught.value.issues)


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        ((3,), "3"),
        ((2, 2), "2 x 2"),
        ((2, 4), "2 x 4"),
        ((1, 2, 3), "1 x 2 x 3"),
        ((0, 2), "0 x 2"),
    ],
)
def test_a_matrix_of_another_shape(plan, shape, found):
    (issue,) = refused(plan, np.zeros(shape))
    assert (issue.code, issue.actual) == ("table_malformed", found)
    assert issue.expected == "units x 3 columns, in the order of plan.columns"


def test_a_matrix_without_rows(plan):
    assert [issue.code for issue in refused(plan, np.zeros((0, 3)))] == ["table_empty"]


@pytest.mark.parametrize("kind", ["timedelta64[ns]", "S3", "c16"])
def test_types_that_are_not_values(plan, kind):
    column = np.ones(2, dtype=np.int64).astype(kind)
    issues = refused(plan, {"1": column, "2": [1.0, 1.0], "3": [True, True]})
    assert [(i.code, i.row, i.field) for i in issues] == [("value_type", n, "1") for n in (1, 2)]


NO_NUMBERS = [
    np.datetime64("2020"),
    np.datetime64("2020-07"),
    np.datetime64(50, "Y"),
    np.datetime64("2020-01-02", "W"),
    np.datetime64("10000-01-01"),
    np.datetime64("NaT"),
    np.datetime64("NaT", "Y"),
    np.timedelta64(20, "Y"),
    np.timedelta64(20),
    np.timedelta64("NaT"),
    np.complex64(20),
    np.complex128(20),
    np.clongdouble(20),
    np.array((20, 1), dtype="i4,i4")[()],
    np.bytes_(b"20"),
    np.void(b"20"),
]


@pytest.mark.parametrize("value", NO_NUMBERS, ids=repr)
def test_times_complex_numbers_and_structures_are_not_numbers(plan, value):
    column = np.array([value])
    objects = np.empty(1, dtype=object)
    objects[0] = value
    for values in ([value], [column[0]], column, [np.array(value)], objects):
        issues = refused(plan, {"1": values, "2": [1], "3": [1]})
        assert [(i.code, i.row, i.field) for i in issues] == [("value_type", 1, "1")]


@pytest.mark.parametrize("value", [np.datetime64("2020-01-31"), np.datetime64("2020-01-31T12")])
def test_a_day_is_not_a_number_either(plan, value):
    for values in ([value], np.array([value])):
        scores = plan.score({"1": values, "2": [1], "3": [1]}, unit=None)
        assert [(i.code, i.row, i.field) for i in scores.issues] == [("value_type", 1, "1")]


MASKED = [
    np.ma.masked,
    np.ma.masked_array(5.0, True),
    np.ma.masked_array(5, True),
    np.ma.masked_array("2020-01-01", True, dtype="M8[D]"),
]


@pytest.mark.parametrize("value", MASKED, ids=lambda value: str(value.dtype))
def test_a_masked_value_in_a_list_is_missing(plan, value):
    rows = [{"unit": "a", "1": value, "2": 1, "3": 1}, {"unit": "b", "1": 50, "2": 1, "3": value}]
    scores = plan.score(rows)
    assert [scores["a"]["1"].status, scores["b"]["3"].status] == ["excluded", "excluded"]
    objects = np.array([value, 50], dtype=object)
    for values in ([value, 50], objects, np.ma.masked_array(objects, [False, False])):
        scores = plan.score({"1": values, "2": [1, 1], "3": [1, 1]}, unit=None)
        assert [unit["1"].status for unit in scores] == ["excluded", "ok"]
    frame = pd.DataFrame({"1": objects, "2": [1, 1], "3": [1, 1]})
    assert plan.score(frame, unit=None)["1"]["1"].status == "excluded"


def test_nothing_is_masked_without_a_mask(plan):
    for value in (np.ma.masked_array(50), np.ma.masked_array(50, False), np.array(50)):
        scores = plan.score({"1": [value], "2": [1], "3": [1]}, unit=None)
        assert scores["1"]["1"].status == "ok"


def test_missing_values_of_pandas_are_missing_only_in_a_frame(plan):
    for value in (None, NAN, pd.NA, pd.NaT, np.datetime64("NaT")):
        frame = pd.DataFrame({"1": pd.Series([value, 50], dtype=object), "2": [1, 1], "3": [1, 1]})
        assert [unit["1"].status for unit in plan.score(frame, unit=None)] == ["excluded", "ok"]
    for value in (pd.NA, pd.NaT):
        (issue,) = refused(plan, {"1": [value, 50], "2": [1, 1], "3": [1, 1]})
        assert (issue.code, issue.row, issue.actual) == ("value_type", 1, type(value).__name__)


def test_columns_of_different_lengths(plan):
    issues = refused(plan, {"1": np.zeros(2), "2": np.zeros(3), "3": [1, 1]})
    assert [issue.code for issue in issues] == ["table_malformed"]
    issues = refused(plan, {"1": np.zeros((2, 2)), "2": [1, 1], "3": [1, 1]})
    assert [issue.code for issue in issues] == ["table_malformed"]


def test_columns_about_units_may_be_arrays(plan):
    data = {
        "tỉnh": np.array([11, 12]),
        "vùng": np.array([1, 2], np.int8),
        "xếp hạng": np.array([True, False]),
        **{code: np.ones(2) for code in LAST},
    }
    names = {"unit": "tỉnh", "group": "vùng", "ranked": "xếp hạng"}
    for given in (data, pd.DataFrame(data)):
        scores = plan.score(given, **names)
        assert scores.units == ("11", "12")
        assert scores.groups == ("1", "2")
        rank = {"on": "points", "stage": "exact", "ties": "dense", "within": "all"}
        assert [entry.rank for entry in scores.rank(**rank)] == [1, None]
    floats = pd.DataFrame({**data, "vùng": [1.0, NAN]})
    assert plan.score(floats, **names).groups == ("1", "")


def test_scores_keep_their_array_alive(plan, matrix, expected):
    given = matrix.copy()
    frame = pd.DataFrame(matrix.copy(), columns=list(LAST))
    scores = plan.score(given, keep="total")
    from_frame = plan.score(frame, unit=None, keep="total")
    trace = plan.score(matrix).explain("7").to_text()
    del given, frame
    gc.collect()
    rubbish = [np.full((500, 3), 99.0) for _ in range(50)]
    assert scores.explain("7").to_text() == trace
    assert scores.digest == from_frame.digest == expected
    del rubbish


# ---- Arrays that change after they were scored -----------------------------------------------------

CHANGES: dict[str, Any] = {
    "one value": lambda array: array.__setitem__((3, 0), 17.0),
    "one sign": lambda array: array.__setitem__((3, 0), -array[3, 0]),
    "two signs": lambda array: array.__setitem__(([3, 11], 0), -array[[3, 11], 0]),
    "all signs": lambda array: array.__imul__(-1),
    "two rows swapped": lambda array: array.__setitem__([2, 6], array[[6, 2]]),
    "neighbours swapped": lambda array: array.__setitem__([2, 3], array[[3, 2]]),
    "all reversed": lambda array: array.__setitem__(slice(None), array[::-1].copy()),
    "one column sorted": lambda array: array[:, 0].sort(),
    "the last row": lambda array: array.__setitem__((-1, 0), 99.0),
}
ASK: dict[str, Any] = {
    "explain": lambda scores: [scores.explain(unit) for unit in scores.units],
    "a node": lambda scores: [unit["1"].points for unit in scores],
    "digest": lambda scores: scores.digest,
    "to_json": lambda scores: scores.to_json(),
    "to_dicts": lambda scores: scores.to_dicts(),
    "to_arrow": lambda scores: pa.table(scores.to_arrow()),
}


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("ask", ASK.values(), ids=ASK)
def test_later_results_are_of_the_same_array(plan, matrix, order, change, ask):
    values = np.array(matrix, order=order)
    scores = plan.score(values, keep="total")
    totals = [unit.points for unit in scores]
    ask(scores)  # nothing has changed yet
    change(values)
    with pytest.raises(px.DataError) as caught:
        ask(scores)
    [issue] = caught.value.issues
    assert (issue.code, issue.field) == ("column_changed", "1")
    assert [unit.points for unit in scores] == totals
    assert plan.score(values).digest == plan.score(values.copy()).digest


@pytest.mark.parametrize("kind", [np.int8, np.uint16, np.int32, np.int64, np.float32, np.bool_])
@pytest.mark.parametrize("step", [1, 3])
@pytest.mark.parametrize("rows", [1, 5, 128, 129, 260])
def test_columns_of_every_width_are_watched(plan, kind, step, rows):
    wide = np.ones(rows * step, dtype=kind)
    column = wide[::step]
    code = "3" if kind is np.bool_ else "1"
    table: dict[str, Any] = {"unit": [f"U{n}" for n in range(rows)]}
    table |= {c: [True] * rows if c == "3" else [1] * rows for c in LAST} | {code: column}
    scores = plan.score(table, keep="total")
    before = scores.digest
    wide[1::step] = 0 if step > 1 else wide[1::step]  # between the values
    assert scores.digest == before
    column[-1] = 0
    with pytest.raises(px.DataError, match="column_changed"):
        _ = scores.digest
    column[-1] = 1
    assert scores.digest == before


def test_a_frame_is_checked_for_changes_too(plan, matrix):
    frame = pd.DataFrame(matrix, columns=list(LAST))
    frame["unit"] = [f"U{n}" for n in range(len(frame))]
    scores = plan.score(frame, keep="total")
    array = frame["1"].to_numpy()
    if array.flags.writeable:
        array[0] = 12.5
        with pytest.raises(px.DataError, match="column_changed"):
            _ = scores.digest
