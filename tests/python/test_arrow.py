# SPDX-License-Identifier: MIT
"""Tables from any producer of the Arrow interface, and results exported through it."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

import parindex as px
from conftest import HA_NOI

NAN, INF = float("nan"), float("inf")
Rows = list[dict[str, Any]]


def library(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not installed")


def make_rows(count: int) -> Rows:
    """Values of every kind, with gaps that the rubric allows and gaps that it does not."""
    return [
        {
            "unit": f"Tỉnh {n}",
            "group": "AB"[n % 2],
            "ranked": n % 5 != 0,
            "1.1.done": n % 41,
            "1.1.planned": 40,
            "1.2": ("on_time", "late", "none", None if n == 19 else "late")[n % 4],
            "1.3.q1": n % 3 == 0,
            "1.3.q2": n % 2 == 0,
            "1.4": None if n % 7 == 0 else n % 300 / 100,
            "2": n % 13 * 0.25,
        }
        for n in range(1, count + 1)
    ]


@pytest.fixture
def rows() -> Rows:
    return make_rows(60)


@pytest.fixture
def table(rows: Rows) -> Any:
    return library("pyarrow").Table.from_pylist(rows)


# ---- every library gives the same scores ---------------------------------------------------------


def polars_frame(rows: Rows) -> Any:
    return library("polars").DataFrame(rows)


def polars_in_chunks(rows: Rows) -> Any:
    pl = library("polars")
    frame = pl.DataFrame(rows)
    return pl.concat([frame[:7], frame[7:7], frame[7:50], frame[50:]], rechunk=False)


def polars_slice(rows: Rows) -> Any:
    return library("polars").DataFrame([rows[0], *rows, rows[0]])[1:-1]


def polars_categories(rows: Rows) -> Any:
    pl = library("polars")
    options = pl.Enum(["none", "late", "on_time"])
    return pl.DataFrame(rows).cast({"1.2": options, "group": pl.Categorical})


def polars_narrow(rows: Rows) -> Any:
    pl = library("polars")
    return pl.DataFrame(rows).cast(
        {"1.1.done": pl.UInt8, "1.1.planned": pl.Int16, "1.4": pl.Float32, "2": pl.Float32}
    )


def polars_struct(rows: Rows) -> Any:
    return library("polars").DataFrame(rows).to_struct()


def arrow_table(rows: Rows) -> Any:
    return library("pyarrow").Table.from_pylist(rows)


def arrow_in_chunks(rows: Rows) -> Any:
    table = arrow_table(rows)
    return library("pyarrow").concat_tables([table[:1], table[1:1], table[1:33], table[33:]])


def arrow_batch(rows: Rows) -> Any:
    return library("pyarrow").RecordBatch.from_pylist(rows)


def arrow_reader(rows: Rows) -> Any:
    return arrow_in_chunks(rows).to_reader()


def arrow_structs(rows: Rows) -> Any:
    return library("pyarrow").array(rows)


def with_types(rows: Rows, types: dict[str, Any]) -> Any:
    """An Arrow table with columns cast."""
    table = arrow_table(rows)
    for name, wanted in types.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, name, table[name].cast(wanted, safe=False))
    return table


def arrow_large_texts(rows: Rows) -> Any:
    text = library("pyarrow").large_string()
    return with_types(rows, {"unit": text, "group": text, "1.2": text})


def arrow_views(rows: Rows) -> Any:
    text = library("pyarrow").string_view()
    return with_types(rows, {"unit": text, "group": text, "1.2": text})


def arrow_dictionaries(rows: Rows) -> Any:
    pa = library("pyarrow")
    types = {
        "unit": pa.dictionary(pa.int8(), pa.string()),
        "group": pa.dictionary(pa.uint64(), pa.large_string()),
        "1.2": pa.dictionary(pa.int32(), pa.string()),
    }
    return with_types(rows, types)


def arrow_decimals(rows: Rows) -> Any:
    pa = library("pyarrow")
    types = {
        "1.1.done": pa.decimal128(22, 3),
        "1.1.planned": pa.decimal128(19, 0),
        "1.4": pa.decimal128(38, 10),
        "2": pa.decimal256(70, 2),
    }
    return with_types(rows, types)


def duckdb_relation(rows: Rows) -> Any:
    data = arrow_table(rows)
    connection = library("duckdb").connect()
    connection.register("data", data)
    return connection.sql(
        'select unit, "group", ranked, "1.1.done", cast("1.1.planned" as hugeint) "1.1.planned",'
        ' cast("1.2" as enum(\'late\', \'none\', \'on_time\')) "1.2", "1.3.q1", "1.3.q2",'
        ' cast("1.4" as decimal(7, 4)) "1.4", cast("2" as real) "2" from data'
    )


def nanoarrow_stream(rows: Rows) -> Any:
    return library("nanoarrow").ArrayStream(arrow_in_chunks(rows))


def nanoarrow_array(rows: Rows) -> Any:
    return library("nanoarrow").Array(arrow_table(rows))


def pandas_frame(rows: Rows) -> Any:
    return library("pandas").DataFrame(rows)


def pandas_arrow_frame(rows: Rows) -> Any:
    return arrow_table(rows).to_pandas(types_mapper=library("pandas").ArrowDtype)


def pandas_categories(rows: Rows) -> Any:
    return library("pandas").DataFrame(rows).astype({"1.2": "category", "group": "category"})


def pandas_nullable(rows: Rows) -> Any:
    return library("pandas").DataFrame(rows).convert_dtypes()


def columns_of_lists(rows: Rows) -> Any:
    return {name: [row[name] for row in rows] for name in rows[0]}


MAKERS: list[Callable[[Rows], Any]] = [
    polars_frame, polars_in_chunks, polars_slice, polars_categories, polars_narrow, polars_struct,
    arrow_table, arrow_in_chunks, arrow_batch, arrow_reader, arrow_structs, arrow_large_texts,
    arrow_views, arrow_dictionaries, arrow_decimals, duckdb_relation, nanoarrow_stream,
    nanoarrow_array, pandas_frame, pandas_arrow_frame, pandas_categories, pandas_nullable,
    columns_of_lists,
]  # fmt: skip


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_every_library_gives_the_scores_of_plain_rows(plan, rows, make):
    expected = plan.score(rows)
    scores = plan.score(make(rows))
    assert scores.digest == expected.digest
    assert scores.issues == expected.issues != ()
    assert scores.groups == expected.groups
    assert list(scores.rank()) == list(expected.rank())


@pytest.mark.parametrize("threads", [1, 2, 8])
def test_many_rows_in_many_chunks(plan, threads):
    rows = make_rows(10_000)
    table = arrow_table(rows)
    pa = library("pyarrow")
    table = pa.concat_tables([table[at : at + 999] for at in range(0, 10_000, 999)])
    assert plan.score(table, threads=threads).digest == plan.score(rows).digest


@pytest.mark.parametrize("keep", ["all", "fields", "total"])
def test_results_do_not_depend_on_keep(plan, rows, table, keep):
    scores = plan.score(table, keep=keep)
    expected = plan.score(rows)
    assert scores.digest == expected.digest
    assert scores.to_dicts() == expected.to_dicts()


# ---- values --------------------------------------------------------------------------------------


def score_column(name: str, values: Any) -> px.Scores:
    """Scores of a table in which one column is replaced."""
    pa = library("pyarrow")
    values = values if isinstance(values, pa.Array) else pa.array(values)
    rubric = px.Rubric.from_json(ONE_OF_EACH)
    table = pa.table(
        {
            "unit": [str(n) for n in range(len(values))],
            **{code: pa.nulls(len(values)) for code in "1234"},
        }
    )
    return rubric.compile().score(table.set_column(int(name), name, values))


ONE_OF_EACH: dict[str, Any] = {
    "parindex": 1, "id": "each", "edition": "1", "max": "4", "aggregation": "sum",
    "missing": "exclude", "index_rounding": "exact",
    "nodes": [
        {"code": "1", "max": "1", "rounding": {"digits": 4, "mode": "half_up"},
         "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100}],
         "rule": {"proportional": {"on": {"value": "value"}, "full_at": "100"}}},
        {"code": "2", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
        {"code": "3", "max": "1", "rule": {"choice": {"options": [
            {"id": "2024-02-29", "points": "1"}, {"id": "7", "points": "0.5"},
            {"id": "0.1", "points": "0"}]}}},
        {"code": "4", "max": "1", "rule": {"direct": {"min": "0", "max": "1", "step": "0.05"}}},
    ],
}  # fmt: skip


def outcome(scores: px.Scores, code: str) -> list[object]:
    """Points of a node for each unit: a number, "excluded", or the code of the issue."""
    return [
        unit.issues[0].code
        if unit.issues
        else str(unit[code].status if unit[code].points is None else unit[code].points)
        for unit in scores
    ]


def test_nulls_are_missing_and_what_is_not_finite_is_an_error():
    scores = score_column("1", [50.5, None, NAN, INF, -INF, -0.0, 100.0])
    wrong = "value_not_finite"
    assert outcome(scores, "1") == [
        "0.5050", "excluded", wrong, wrong, wrong, "0.0000", "1.0000",
    ]  # fmt: skip


def test_a_number_means_its_shortest_decimal():
    pa = library("pyarrow")
    # Exactly halfway between two results: a double is, only by its shortest decimal.
    for kind in (pa.float64(), pa.float32()):
        assert outcome(score_column("1", pa.array([0.125, 0.105, 2.675], kind)), "1") == [
            "0.0013", "0.0011", "0.0268",
        ]  # fmt: skip
    assert outcome(score_column("4", pa.array([0.05, 0.15, 0.3], pa.float32())), "4") == [
        "0.05", "0.15", "0.3",
    ]  # fmt: skip
    decimals = pa.array([Decimal("0.15"), Decimal("0.151"), None])
    assert outcome(score_column("4", decimals), "4") == ["0.15", "value_off_step", "excluded"]


def test_decimals_beyond_64_bits_are_exact():
    pa = library("pyarrow")
    values = [Decimal("1.00499999999999999999999999999999999"), Decimal("1.005"), Decimal(10**33)]
    array = pa.array(values, pa.decimal256(72, 36))
    assert outcome(score_column("1", array), "1") == ["0.0100", "0.0101", "value_above_maximum"]


def test_booleans_choices_and_dates():
    pa = library("pyarrow")
    assert outcome(score_column("2", [True, False, None]), "2") == ["1", "0", "excluded"]
    assert outcome(score_column("2", [1.0, 0.0, 0.5]), "2") == ["1", "0", "value_type"]
    assert outcome(score_column("2", ["yes", "Không", "?"]), "2") == ["1", "0", "value_type"]
    assert outcome(score_column("3", ["7", "8", ""]), "3") == ["0.5", "choice_unknown", "excluded"]
    assert outcome(score_column("3", [7, 8, None]), "3") == ["0.5", "choice_unknown", "excluded"]
    days = pa.array([dt.date(2024, 2, 29), dt.date(2024, 3, 1)])
    for kind in (pa.date32(), pa.date64()):
        assert outcome(score_column("3", days.cast(kind)), "3") == ["1", "choice_unknown"]
    numbers = pa.array([0.1, 7.0, 0.2]).dictionary_encode()
    assert outcome(score_column("3", numbers), "3") == ["0", "0.5", "choice_unknown"]
    # A boolean is not a number, and a text is one only if it has the form.
    assert outcome(score_column("1", [True, False]), "1") == ["value_type"] * 2
    assert outcome(score_column("1", ["50.5", "1/3", "x"]), "1") == [
        "0.5050", "0.0033", "value_type",
    ]  # fmt: skip


# ---- what is refused -----------------------------------------------------------------------------


def refused(plan: px.Plan, data: object, **options: Any) -> list[px.Issue]:
    with pytest.raises(px.DataError) as caught:
        plan.score(data, **options)  # type: ignore[arg-type]
    return list(caught.value.issues)


def test_missing_and_surplus_columns(plan, rows, table):
    without = table.drop_columns(["1.4"])
    assert [(i.code, i.field) for i in refused(plan, without)] == [("column_missing", "1.4")]
    scores = plan.score(without, allow_missing_columns=True)
    assert {unit["1.4"].status for unit in scores} == {"excluded"}
    more = table.append_column("note", table["unit"])
    assert [(i.code, i.field) for i in refused(plan, more)] == [("column_unknown", "note")]
    assert plan.score(more, allow_unknown_columns=True).digest == plan.score(rows).digest
    twice = table.append_column("2", table["2"])
    assert [(i.code, i.field) for i in refused(plan, twice)] == [("column_duplicate", "2")]


def test_a_type_that_cannot_be_read_matters_where_it_is_read(plan, rows, table):
    pa = library("pyarrow")
    times = pa.array([0] * len(rows), pa.time64("us"))
    wrong = table.set_column(table.schema.get_field_index("2"), "2", times)
    (issue,) = refused(plan, wrong)
    assert (issue.code, issue.field, issue.actual) == ("value_type", "2", "Arrow type ttu")
    assert issue.expected == "a number from 0 to 3 in steps of 0.25"
    beside = table.append_column("read at", times).append_column("list", pa.array([[1]] * 60))
    assert plan.score(beside, allow_unknown_columns=True).digest == plan.score(rows).digest


def test_units_without_a_name_or_with_the_same(plan, table):
    pa = library("pyarrow")
    at = table.schema.get_field_index("unit")
    names: list[Any] = [f"{n}" for n in range(60)]
    names[3] = None
    names[5] = "7"
    issues = refused(plan, table.set_column(at, "unit", pa.array(names)))
    assert [(i.code, i.row) for i in issues] == [("unit_missing", 4), ("unit_duplicate", 8)]
    issues = refused(plan, table.drop_columns(["unit"]))
    assert [(i.code, i.expected) for i in issues] == [("column_missing", "unit")]
    assert plan.score(table.rename_columns(["tỉnh", *table.column_names[1:]]), unit="tỉnh")
    numbers = pa.array(range(60))
    assert plan.score(table.set_column(at, "unit", numbers)).units[:2] == ("0", "1")


def test_rows_are_called_by_number_without_units(plan, rows, table):
    scores = plan.score(table.drop_columns(["unit", "ranked"]), unit=None)
    assert scores.units[:3] == ("1", "2", "3")
    named = plan.score(rows)
    assert [unit.points for unit in scores] == [unit.points for unit in named]
    assert scores.explain("2").points == named.explain("Tỉnh 2").points
    # Then a column called unit is an ordinary column.
    assert [(i.code, i.field) for i in refused(plan, table, unit=None)] == [
        ("column_unknown", "unit")
    ]


def test_without_a_ranked_column_units_are_ranked(plan, rows):
    for row in rows[1:]:
        row["ranked"] = None
    expected = [entry.rank for entry in plan.score(rows).rank()]
    assert [entry.rank for entry in plan.score(arrow_table(rows)).rank()] == expected
    assert None not in expected[1:16]


def test_empty_tables(plan, table):
    pa = library("pyarrow")
    for empty in (table[:0], pa.table(table.schema.empty_table()), table.schema.empty_table()):
        assert [issue.code for issue in refused(plan, empty)] == ["table_empty"]


def test_files_that_are_not_tables(plan, table):
    (issue,) = refused(plan, table["2"])
    assert (issue.code, issue.expected, issue.actual) == ("table_malformed", "a struct", "g")
    with_holes = library("pyarrow").array([dict(HA_NOI), None])
    assert [issue.code for issue in refused(plan, with_holes)] == ["table_malformed"]


def test_a_producer_that_raises_midway(plan, table):
    def batches() -> Iterator[Any]:
        yield from table[:30].to_batches()
        raise RuntimeError("the connection is lost")

    reader = library("pyarrow").RecordBatchReader.from_batches(table.schema, batches())
    (issue,) = refused(plan, reader)
    assert issue.code == "table_malformed"
    assert "the connection is lost" in issue.actual


def test_a_stream_is_read_once(plan, table):
    reader = table.to_reader()
    plan.score(reader)
    with pytest.raises((px.DataError, ValueError)):
        plan.score(reader)


# ---- lifetime ------------------------------------------------------------------------------------


def test_scores_keep_their_data_alive_and_let_it_go(plan, rows):
    pa = library("pyarrow")
    expected = plan.score(rows)
    gc.collect()
    before = pa.total_allocated_bytes()
    scores = plan.score(arrow_table(rows), keep="total")
    gc.collect()
    held = pa.total_allocated_bytes() - before
    assert held > 0, "read where it lies, not copied"
    for unit in ("Tỉnh 1", "Tỉnh 60"):
        assert scores.explain(unit).to_text() == expected.explain(unit).to_text()
    assert scores.digest == expected.digest
    del scores
    gc.collect()
    assert pa.total_allocated_bytes() == before


def test_nothing_is_kept_after_a_rejection(plan, rows):
    pa = library("pyarrow")
    gc.collect()
    before = pa.total_allocated_bytes()
    for wrong in (arrow_table(rows).drop_columns(["unit"]), arrow_table(rows).drop_columns(["2"])):
        refused(plan, wrong)
    del wrong
    gc.collect()
    assert pa.total_allocated_bytes() == before


def test_batches_are_scored_one_by_one_in_constant_memory(plan):
    pa = library("pyarrow")
    rows = make_rows(4000)
    table = arrow_table(rows)
    expected = [plan.score(table[at : at + 500]).digest for at in range(0, 4000, 500)]
    schema = table.schema
    del table
    gc.collect()
    before = pa.total_allocated_bytes()
    alive: list[int] = []

    def batches() -> Iterator[Any]:
        for at in range(0, 4000, 500):
            alive.append(pa.total_allocated_bytes() - before)
            yield pa.RecordBatch.from_pylist(rows[at : at + 500], schema)

    reader = pa.RecordBatchReader.from_batches(schema, batches())
    found = []
    for scores in plan.score_batches(reader, threads=1):
        found.append(scores.digest)
        assert pa.total_allocated_bytes() > before
        del scores
    assert found == expected
    assert alive == [0] * 8, "a batch was alive while the next was made"


def test_batches_may_be_of_any_kind_and_take_options(plan, rows):
    frames = [polars_frame(rows[:20]), arrow_table(rows[20:40]), rows[40:]]
    scores = list(plan.score_batches(frames))
    whole = plan.score(rows)
    assert [u.points for part in scores for u in part] == [u.points for u in whole]
    with pytest.raises(px.DataError):
        list(plan.score_batches([rows[:20], rows[20:]], on_row_error="raise"))


# ---- out -----------------------------------------------------------------------------------------


@pytest.fixture
def scores(plan, rows) -> px.Scores:
    return plan.score(rows)


def test_results_as_an_arrow_table(scores):
    pa = library("pyarrow")
    table = pa.table(scores)
    assert table.column_names == [
        "unit", "group", "status", "points", "max", "index", "rank", "1.points", "2.points",
    ]  # fmt: skip
    assert table["unit"].to_pylist() == list(scores.units)
    assert table["group"].to_pylist() == list(scores.groups)
    assert table["status"].to_pylist() == list(scores.status)
    assert table["points"].to_pylist() == [unit.points for unit in scores]
    assert table["max"].to_pylist() == [unit.max for unit in scores]
    assert table["index"].to_pylist() == [unit.index for unit in scores]
    assert table["1.points"].to_pylist() == [unit["1"].points for unit in scores]
    errors = [n for n, status in enumerate(scores.status) if status == "error"]
    assert errors
    assert [table["points"][n].as_py() for n in errors] == [None] * len(errors)
    assert table["points"].null_count == len(errors)
    assert pa.types.is_decimal(table["points"].type)
    table.validate(full=True)


def test_declared_ranks_and_classes_are_columns():
    pa = library("pyarrow")
    how = {"on": "points", "stage": "rounded", "ties": "competition", "within": "all"}
    bands = [{"id": "good", "from": 3}, {"id": "weak", "below": 3}]
    leaf = {"max": 4, "rule": {"direct": {"min": 0, "max": 4}}}
    declared = {"ranking": how, "classes": {"on": "points", "stage": "exact", "bands": bands}}
    rubric = {**ONE_OF_EACH, "parindex": 2, "max": 8, **declared, "nodes": [
        {"code": "F", "max": 4, "children": [{"code": "F1", **leaf, **declared}]},
        {"code": "G", **leaf}]}  # fmt: skip
    scores = (
        px.Rubric.from_json(rubric)
        .compile()
        .score({"unit": ["A", "B", "C", "D"], "F1": [1, 4, None, 4], "G": [1, 0, 1, 3]})
    )
    table = pa.table(scores)
    assert table.column_names == [
        "unit", "status", "points", "max", "index", "rank", "class",
        "F.points", "F1.points", "F1.rank", "F1.class", "G.points",
    ]  # fmt: skip
    assert table["rank"].to_pylist() == [entry.rank for entry in (scores.rank()[u] for u in "ABCD")]
    assert table["rank"].to_pylist() == [3, 2, 4, 1]
    assert table["class"].to_pylist() == ["weak", "good", "weak", "good"]
    assert table["F1.rank"].to_pylist() == [3, 1, None, 1]
    assert table["F1.class"].to_pylist() == ["weak", "good", None, "good"]
    assert table["F1.class"].null_count == table["F1.rank"].null_count == 1
    table.validate(full=True)
    wide = scores.to_pandas(exact=False).astype(object)
    for name in ("rank", "class", "F1.rank", "F1.class"):
        assert wide[name].where(wide[name].notna(), None).tolist() == table[name].to_pylist()


def test_results_as_a_polars_frame(scores):
    pl = library("polars")
    frame = pl.DataFrame(scores)
    assert frame["points"].to_list() == [unit.points for unit in scores]
    assert frame["points"].dtype == pl.Decimal(38, 2)
    assert frame["points"].sum() == sum(unit.points or 0 for unit in scores)
    narrow = pl.DataFrame(scores.to_arrow(numbers="float64"))
    assert narrow["points"].dtype == pl.Float64
    assert narrow["index"].to_list() == [
        None if unit.index is None else float(unit.index) for unit in scores
    ]


def test_results_in_duckdb_pandas_and_nanoarrow(scores):
    duckdb = library("duckdb")
    total = sum(unit.points or 0 for unit in scores)
    assert duckdb.sql("select sum(points), count(points) from scores").fetchall() == [
        (total, len(scores) - scores.status.count("error"))
    ]
    stream = library("nanoarrow").ArrayStream(scores)
    assert [row["unit"] for row in stream.read_all().to_pylist()] == list(scores.units)
    pandas = library("pandas")
    if hasattr(pandas.DataFrame, "from_arrow"):
        frame = pandas.DataFrame.from_arrow(scores)
        assert frame["unit"].tolist() == list(scores.units)


def test_results_come_back_as_data(scores):
    pa = library("pyarrow")
    rubric = {
        **ONE_OF_EACH,
        "max": "10",
        "nodes": [{"code": "points", "max": "10", "rule": {"direct": {"min": "0", "max": "10"}}}],
    }
    plan = px.Rubric.from_json(rubric).compile()
    for data in (scores, scores.to_arrow(), pa.table(scores)):
        again = plan.score(data, allow_unknown_columns=True)
        assert [unit.points for unit in again] == [unit.points for unit in scores]


def test_a_stream_of_results_outlives_them(scores):
    pa = library("pyarrow")
    expected = [unit.points for unit in scores]
    reader = pa.RecordBatchReader.from_stream(scores.to_arrow())
    del scores
    gc.collect()
    assert reader.read_all()["points"].to_pylist() == expected


def test_fractions_have_no_decimals():
    pa = library("pyarrow")
    thirds = px.Rubric.from_json({**ONE_OF_EACH, "nodes": [
        {"code": "1", "max": "4", "rule": {"proportional": {"on": {"value": "value"}, "full_at": "3"}},
         "inputs": [{"name": "value", "type": "number", "min": 0, "max": 3}]}]}).compile()  # fmt: skip
    scores = thirds.score({"unit": ["A", "B"], "1": [3, 1]})
    with pytest.raises(px.Error, match="4/3 in row 2 has no finite decimal form"):
        pa.table(scores)
    assert pa.table(scores.to_arrow(numbers="float64"))["points"].to_pylist() == [4.0, 4 / 3]
    with pytest.raises(ValueError, match="numbers must be"):
        scores.to_arrow(numbers="float32")  # type: ignore[arg-type]
