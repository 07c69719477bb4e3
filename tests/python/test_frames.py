# SPDX-License-Identifier: MIT
"""Types of columns of data frames: the table of docs/data.md, each of its types with values and gaps."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import parindex as px

PAGE = Path(__file__).parents[2] / "docs" / "data.md"
Rows = list[dict[str, Any]]

PLAN = px.Rubric.from_json({
    "parindex": 1, "id": "frames", "edition": "1", "max": "5", "aggregation": "sum",
    "missing": "exclude", "index_rounding": "exact",
    "nodes": [
        {"code": "1", "max": "1", "inputs": [{"name": "done", "type": "count"}],
         "rule": {"bands": {"on": {"value": "done"}, "steps": [
             {"from": "10", "points": "1"}, {"below": "10", "points": "0"}]}}},
        {"code": "2", "max": "1", "rule": {"direct": {"min": "0", "max": "1"}}},
        {"code": "3", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
        {"code": "4", "max": "1", "rule": {"choice": {"options": [
            {"id": "on_time", "points": "1"}, {"id": "late", "points": "0"}]}}},
        {"code": "5", "max": "1", "inputs": [{"name": "sent", "type": "date"}],
         "rule": {"formula": {"cases": [
             {"when": {"of": {"days": ["2026-12-15", "sent"]}, "above": 0}, "points": "0"},
             {"points": "1"}]}}},
    ],
}).compile()  # fmt: skip

ROWS: Rows = [
    {"unit": "Huế", "1.done": 12, "2": 0.1, "3": True, "4": "on_time", "5.sent": dt.date(2026, 12, 14)},
    {"unit": "Cà Mau", "1.done": 3, "2": 0.7, "3": False, "4": "late", "5.sent": dt.date(2026, 12, 16)},
    {"unit": "Lào Cai", "1.done": None, "2": None, "3": None, "4": None, "5.sent": None},
]  # fmt: skip

COLUMNS = {
    "unit": "unit",
    "whole number": "1.done",
    "number": "2",
    "boolean": "3",
    "choice": "4",
    "date": "5.sent",
}


def listed() -> list[tuple[str, str, str]]:
    """The library, the column of PLAN and the type, for each type in the table of the page."""
    table = PAGE.read_text(encoding="utf-8").split("\n| library |", 1)[1].split("\n\n", 1)[0]
    heads, _, *lines = (line.strip("| ").split(" | ") for line in table.splitlines())
    return [
        (library, COLUMNS[head], kind)
        for library, *cells in lines
        for head, cell in zip(heads, cells, strict=True)
        for kind in re.findall(r"`([^`]+)`", cell)
    ]


def library(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not installed")


def text_of(value: object) -> str | None:
    """A value as a person types it."""
    if value is None or isinstance(value, str):
        return value
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def as_text(rows: Rows, column: str) -> Rows:
    return [{**row, column: text_of(row[column])} for row in rows]


def as_decimals(rows: Rows, column: str) -> Rows:
    """Rows with decimals of two places: from a double, some libraries make others of more places."""
    numbers = [None if row[column] is None else Decimal(f"{row[column]:.2f}") for row in rows]
    return [{**row, column: number} for row, number in zip(rows, numbers, strict=True)]


def of_polars(rows: Rows, column: str, kind: str) -> list[Any]:
    pl = library("polars")
    if kind == "Null":
        return [pl.DataFrame([{**row, column: None} for row in rows])]
    if kind == "String":
        return [pl.DataFrame(as_text(rows, column))]
    name = kind.partition("(")[0]
    if not hasattr(pl, name):
        pytest.skip(f"polars {pl.__version__} has no {name}")
    given = {
        "Decimal": [pl.Decimal(6, 2), pl.Decimal(38, 20)],
        "Enum": [pl.Enum(["late", "on_time", "none", *(row["unit"] for row in rows)])],
        "Datetime": [pl.Datetime(unit) for unit in ("ms", "us", "ns")],
    }
    rows = as_decimals(rows, column) if name == "Decimal" else rows
    return [
        pl.DataFrame(rows).with_columns(pl.col(column).cast(wanted))
        for wanted in given.get(name, [getattr(pl, name)])
    ]


def of_pyarrow(rows: Rows, column: str, kind: str) -> list[Any]:
    pa = library("pyarrow")
    if kind == "null":
        return [pa.Table.from_pylist([{**row, column: None} for row in rows])]
    rows = as_text(rows, column) if "string" in kind else rows
    table = pa.Table.from_pylist(as_decimals(rows, column) if "decimal" in kind else rows)
    given = {
        "decimal32": lambda: [pa.decimal32(6, 2)],
        "decimal64": lambda: [pa.decimal64(6, 2)],
        "decimal128": lambda: [pa.decimal128(6, 2), pa.decimal128(38, 20)],
        "decimal256": lambda: [pa.decimal256(60, 20)],
        "dictionary": lambda: [pa.dictionary(pa.int8(), pa.string())],
        "timestamp": lambda: [pa.timestamp(unit) for unit in ("s", "ms", "us", "ns")],
    }
    if not hasattr(pa, kind):
        pytest.skip(f"pyarrow {pa.__version__} has no {kind}")
    at = table.schema.get_field_index(column)
    if kind == "string_view":  # a cast to it crashes in pyarrow 18
        return [table.set_column(at, column, pa.array([row[column] for row in rows], kind))]
    return [
        table.set_column(at, column, table[column].cast(wanted))
        for wanted in given.get(kind, lambda: [getattr(pa, kind)()])()
    ]


def of_duckdb(rows: Rows, column: str, kind: str) -> list[Any]:
    texts = as_text(rows, column) if kind in ("VARCHAR", "ENUM") else rows
    table = library("pyarrow").Table.from_pylist(texts)
    given = {
        "DECIMAL": "DECIMAL(6, 2)",
        "ENUM": "ENUM('late', 'on_time', 'Huế', 'Cà Mau', 'Lào Cai')",
    }
    cast = f'cast("{column}" as {given.get(kind, kind)}) as "{column}"'
    return [
        library("duckdb").from_arrow(table).query("given", f"select * replace ({cast}) from given")
    ]


def of_pandas(rows: Rows, column: str, kind: str) -> list[Any]:
    pd = library("pandas")
    if "[pyarrow]" in kind:
        library("pyarrow")
    if re.fullmatch("u?int.*|bool", kind) and "pyarrow" not in kind:
        rows = [row for row in rows if row[column] is not None]
    text = kind.startswith(("str", "category")) and column != "5.sent"
    frame = pd.DataFrame(as_text(rows, column) if text else rows)
    return [frame.astype({column: kind}), frame.astype({column: kind}).set_index("unit")]


def of_numpy(rows: Rows, column: str, kind: str) -> list[Any]:
    """A structured array, the same as records, and a dictionary of its columns."""
    np = library("numpy")
    rows = [row for row in rows if None not in row.values()]
    kinds = {"unit": "U10", "1.done": "i8", "2": "f8", "3": "?", "4": "U10", "5.sent": "M8[D]"}
    kinds[column] = {"str": "U10", "object": "O"}.get(kind, kind)
    if kind == "str":
        rows = as_text(rows, column)
    array = np.array([tuple(row.values()) for row in rows], list(kinds.items()))
    columns = {name: array[name] for name in array.dtype.names}
    return [array, array.view(np.recarray), columns]


MAKERS: dict[str, Callable[[Rows, str, str], list[Any]]] = {
    "polars": of_polars,
    "pyarrow": of_pyarrow,
    "DuckDB": of_duckdb,
    "pandas": of_pandas,
    "NumPy": of_numpy,
}


@pytest.mark.parametrize(("name", "column", "kind"), listed())
def test_each_type_that_the_page_lists_gives_the_scores_of_plain_rows(name, column, kind):
    for data in MAKERS[name](ROWS, column, kind):
        scores = PLAN.score(data)
        rows = [row for row in ROWS if row["unit"] in scores.units]
        if kind.lower() == "null":
            rows = [{**row, column: None} for row in rows]
        assert len(rows) in (2, 3)
        assert scores.issues == ()
        assert scores.digest == PLAN.score(rows).digest


def test_the_page_lists_every_library():
    assert {name for name, _, _ in listed()} == set(MAKERS)


# ---- columns without a value, and times ------------------------------------------------------------


def test_a_column_that_nobody_has_filled_is_missing_in_polars():
    pl = library("polars")
    empty = [{**row, "3": None, "5.sent": None} for row in ROWS]
    expected = PLAN.score(empty)
    frame = pl.DataFrame(empty)
    assert frame.schema["3"] == pl.Null
    for data in (frame, pl.concat([frame[:1], frame[1:]], rechunk=False), frame.to_struct()):
        assert PLAN.score(data).digest == expected.digest
    nameless = PLAN.score(frame.with_columns(group=None), group="group")
    assert nameless.digest == PLAN.score([{**row, "group": None} for row in empty]).digest


def moments(value: dt.datetime | None) -> dict[str, Any]:
    """The same times in a column of each kind of container."""
    pl, pa, pd, duckdb = (library(name) for name in ("polars", "pyarrow", "pandas", "duckdb"))
    np = library("numpy")
    rows = [{**ROWS[0], "5.sent": value}, {**ROWS[1], "5.sent": dt.datetime(2026, 12, 16)}]
    table = pa.Table.from_pylist(rows)
    return {
        "rows": rows,
        "polars": pl.DataFrame(rows),
        "pyarrow": table,
        "duckdb": duckdb.from_arrow(table),
        "pandas": pd.DataFrame(rows),
        "numpy": {**{name: [row[name] for row in rows] for name in rows[0]},
                  "5.sent": np.array([row["5.sent"] for row in rows], "M8[s]")},
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["rows", "polars", "pyarrow", "duckdb", "pandas", "numpy"])
def test_a_time_is_a_date_at_midnight_and_an_issue_of_its_row_otherwise(kind):
    midnight = PLAN.score(moments(dt.datetime(2026, 12, 14))[kind])
    assert midnight.digest == PLAN.score(ROWS[:2]).digest
    scores = PLAN.score(moments(dt.datetime(2026, 12, 14, 7, 30))[kind])
    (issue,) = scores.issues
    assert (issue.code, issue.unit, issue.field) == ("value_type", "Huế", "5.sent")
    assert issue.actual == '"2026-12-14T07:30:00"'
    assert scores.status == ("error", "ok")


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "+07:00"])
def test_times_of_a_zone_are_refused_in_words(zone):
    pa = library("pyarrow")
    times = pa.array([dt.datetime(2026, 12, 14)] * 2, pa.timestamp("us", zone))
    table = pa.Table.from_pylist([{**row, "5.sent": None} for row in ROWS[:2]])
    table = table.set_column(table.schema.get_field_index("5.sent"), "5.sent", times)
    with pytest.raises(px.DataError) as caught:
        PLAN.score(table)
    (issue,) = caught.value.issues
    assert (issue.code, issue.field) == ("value_type", "5.sent")
    assert issue.actual == f"times in the time zone {zone}; convert the column to dates"
    assert "múi giờ" in issue.text("vi")


def test_halves_mean_their_shortest_decimals():
    """All numbers of 16 bits, as NumPy writes them."""
    np, pa = library("numpy"), library("pyarrow")
    plan = px.Rubric.from_json({
        "parindex": 1, "id": "halves", "edition": "1", "max": "70000", "aggregation": "sum",
        "missing": "exclude", "index_rounding": "exact",
        "nodes": [{"code": "1", "max": "70000", "rule": {"direct": {"min": "0", "max": "70000"}}}],
    }).compile()  # fmt: skip
    halves = np.arange(0x7C00, dtype=np.uint16).view(np.float16)
    table = pa.table({"1": pa.array(halves, pa.float16())})
    assert plan.score(table, unit=None).digest == plan.score({"1": halves}, unit=None).digest


# ---- structured arrays of NumPy --------------------------------------------------------------------


def test_structured_arrays_are_tables_with_names():
    np = library("numpy")
    array = np.array(
        [("A", 0.5, 4), ("B", 0.25, 11)], [("unit", "U5"), ("2", "f8"), ("1.done", "i2")]
    )
    scores = PLAN.score(array, allow_missing_columns=True)
    assert scores.units == ("A", "B")
    assert [str(unit["2"].points) for unit in scores] == ["0.5", "0.25"]
    with pytest.raises(px.DataError) as caught:
        PLAN.score(array)
    assert {issue.code for issue in caught.value.issues} == {"column_missing"}
    with pytest.raises(px.DataError) as caught:
        PLAN.score(array.reshape(2, 1))
    assert [issue.code for issue in caught.value.issues] == ["table_malformed"]
    masked = np.ma.masked_array(array, [(False, True, False), (False, False, False)])
    scores = PLAN.score(masked, allow_missing_columns=True)
    assert [unit["2"].status for unit in scores] == ["excluded", "ok"]
    nested = np.zeros(2, [("unit", "U5"), ("2", "f8", (2,))])
    with pytest.raises(px.DataError) as caught:
        PLAN.score(nested, allow_missing_columns=True)
    assert [issue.code for issue in caught.value.issues] == ["table_malformed"]


def test_a_gap_in_floats_of_any_width_is_missing_in_pandas():
    np, pd = library("numpy"), library("pandas")
    for kind in (np.float16, np.float32, np.float64, np.longdouble):
        frame = pd.DataFrame({"unit": ["A", "B"], "2": np.array([0.5, np.nan], kind)})
        scores = PLAN.score(frame, allow_missing_columns=True)
        assert [unit["2"].status for unit in scores] == ["ok", "excluded"]
