# SPDX-License-Identifier: MIT
"""Arrow batches in and out, cohorts of parts, and Parquet files, against one table."""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parindex as px

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

from cluster_rubrics import (
    COHORT,
    GROUPS,
    PLAIN,
    RUBRICS,
    STATISTICS,
    cohort_rubric,
    plan_of,
    table_for,
)
from parindex import batches
from parindex.spark._executor import Sent, Task, parts_of
from parindex.spark._order import order_key


def text(value: object) -> str | None:
    return None if value is None else str(value)


@pytest.mark.parametrize("name", RUBRICS)
def test_batches_equal_one_table(name: str) -> None:
    plan = plan_of(RUBRICS[name])
    table = table_for(plan, 200)
    alone = plan.score(table)
    scored = batches.score(plan, table.to_batches(max_chunksize=17), cohort=alone.cohort)
    rows = pa.Table.from_batches(list(scored)).to_pylist()
    assert [row["unit"] for row in rows] == list(alone.units)
    assert [row["status"] for row in rows] == list(alone.status)
    for row, unit in zip(rows, alone, strict=True):
        for figure in ("points", "max", "index"):
            found = None if row[figure] is None else px.ExactFraction(str(row[figure]))
            assert found == getattr(unit, figure)
        assert row.get("group") == unit.group
        assert row.get("class") == (alone.classes() or {}).get(unit.unit)
    issues = [(i.row, i.unit, i.field, i.code, i.message) for i in alone.issues]
    found = scored.issues.to_pylist()
    assert [(i["row"], i["unit"], i["field"], i["code"], i["message"]) for i in found] == issues
    assert (scored.rows, scored.errors) == (200, alone.status.count("error"))


def test_types_depend_on_the_plan_alone() -> None:
    plan = plan_of(GROUPS)
    schema = batches.schema(plan, groups=True)
    assert schema.field("index").type == schema.field("2.points").type == pa.decimal128(38, 1)
    assert schema.field("points").type == schema.field("max").type == pa.large_string()
    for values in ([10.0, 20.0], [99.0, 1.0], [None, None]):
        table = pa.table(
            {"unit": ["A", "B"], "group": ["north"] * 2, "2": pa.array(values, pa.float64())}
        )
        scored = batches.score(plan, table)
        assert [batch.schema for batch in scored] == [schema] == [scored.schema]
    floats = batches.schema(plan, numbers="float64", groups=True)
    assert {str(floats.field(name).type) for name in ("points", "max", "index")} == {"double"}
    assert [b.schema for b in batches.score(plan, table, numbers="float64")] == [floats]


def test_figures_are_exact() -> None:
    plan = plan_of(PLAIN)
    table = pa.table(
        {"unit": ["A", "B"], "1.1": [0.25, 2.0], "1.2": [True, False], "2": [1.0, 7.0]}
    )
    (found,) = batches.score(plan, table)
    assert found.column("points").to_pylist() == ["47/28", "5"]
    assert found.column("index").to_pylist() == [Decimal("27.98"), Decimal("83.33")]


def test_a_reader_and_a_stream() -> None:
    plan = plan_of(PLAIN)
    table = table_for(plan, 40)
    reader = pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=9))
    scored = batches.score(plan, reader)
    whole = pa.table(scored)
    assert whole.num_rows == scored.rows == 40
    assert batches.score(plan, table).reader().read_all() == whole.combine_chunks()


def test_no_rows() -> None:
    plan = plan_of(PLAIN)
    empty = table_for(plan, 3).slice(0, 0)
    assert list(batches.score(plan, [])) == list(batches.score(plan, empty)) == []
    assert batches.score(plan, empty).reader().read_all().num_rows == 0
    assert plan_of(COHORT).cohort([]) is None


def test_other_columns_in_a_later_batch() -> None:
    plan = plan_of(GROUPS)
    table = table_for(plan, 4)
    at = table.schema.names.index("2")
    other = table.set_column(at, "2", table.column("2").cast(pa.string()))
    with pytest.raises(
        px.DataError, match=r"column 2 of type double, found column 2 of type string"
    ):
        list(batches.score(plan, [*table.to_batches(), *other.to_batches()]))
    with pytest.raises(px.DataError, match="no column ranked"):
        list(batches.score(plan, [*table.to_batches(), *table.drop_columns("ranked").to_batches()]))
    with pytest.raises(px.DataError, match="NoneType in batch 2"):
        list(batches.score(plan, [*table.to_batches(), None]))


def test_issues_are_capped_with_counts() -> None:
    plan = plan_of(GROUPS)
    before = px.limits()
    try:
        px.set_limits(issues=10)
        table = table_for(plan, 100, bad=1)
        scored = batches.score(plan, table.to_batches(max_chunksize=25))
        assert sum(batch.num_rows for batch in scored) == scored.errors == 100
        found = scored.issues.to_pylist()
        kept = [issue for issue in found if issue["code"] != "issues_omitted"]
        assert len(kept) == 10
        (rest,) = [issue for issue in found if issue["code"] == "issues_omitted"]
        assert rest["actual"] == "value_above_maximum 90"
    finally:
        px.set_limits(issues=before.issues)


def test_arguments() -> None:
    plan = plan_of(PLAIN)
    with pytest.raises(px.Error, match="numbers"):
        batches.score(plan, [], numbers="decimal")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        batches.score("plan", [])  # type: ignore[arg-type]
    with pytest.raises(px.DataError, match="value_above_maximum"):
        list(batches.score(plan, table_for(plan, 5, bad=1), on_row_error="raise"))


# Cohorts of parts -------------------------------------------------------------------------------

SPREAD = [
    {"cohort": {"of": "value", "statistic": name, "within": within, "units": "population",
                "digits": 6, "mode": "half_even"}}
    for name in ("standard_deviation", "z_score")
    for within in ("all", "group")
]  # fmt: skip
ALL = plan_of(cohort_rubric([*STATISTICS, *SPREAD]))
COLUMNS = [column.name for column in ALL.columns]
VALUES = st.one_of(
    st.none(),
    st.integers(-3, 3),
    st.decimals("-999", "999", places=30).map(str),
    st.integers(-999, 999),
)


@settings(max_examples=40, deadline=None)
@given(
    units=st.lists(st.tuples(st.sampled_from(["north", "south"]), VALUES), min_size=2, max_size=30),
    cuts=st.lists(st.integers(1, 6), min_size=1, max_size=30),
    order=st.randoms(use_true_random=False),
)
def test_a_cohort_of_parts_equals_that_of_the_table(
    units: list[tuple[str, Any]], cuts: list[int], order: random.Random
) -> None:
    rows = [
        {"unit": str(at), "group": group, **dict.fromkeys(COLUMNS, value)}
        for at, (group, value) in enumerate(units)
    ]
    alone = ALL.score(rows)
    shuffled = rows.copy()
    order.shuffle(shuffled)
    parts = []
    while shuffled:
        size = cuts[len(parts) % len(cuts)]
        parts.append(shuffled[:size])
        del shuffled[:size]
    cohort = ALL.cohort(parts)
    assert cohort == alone.cohort
    one_by_one = [ALL.cohort([part]) for part in parts]
    order.shuffle(one_by_one)
    merged = px.Cohort.merge(pickle.loads(pickle.dumps(each)) for each in one_by_one)
    assert merged == cohort == pickle.loads(pickle.dumps(merged))
    again = ALL.score(rows, cohort=merged)
    assert again.digest == alone.digest
    assert again.issues == alone.issues


def test_sums_that_are_too_long_do_not_depend_on_parts() -> None:
    before = px.limits()
    try:
        px.set_limits(intermediate_digits=4000)
        plan = plan_of(
            cohort_rubric([{"cohort": {"of": "value", "statistic": "sum", "within": "all"}}])
        )
        draw = random.Random(1)
        rows = [
            {"unit": str(at), "group": "north", "1": f"0.{draw.getrandbits(1200)}"}
            for at in range(12)
        ]
        alone = plan.score(rows)
        for size in (1, 5):
            cohort = plan.cohort(rows[at : at + size] for at in range(0, 12, size))
            assert plan.score(rows, cohort=cohort).digest == alone.digest
    finally:
        px.set_limits(intermediate_digits=before.intermediate_digits)


def test_cohorts_of_two_plans_and_other_objects() -> None:
    rows = [{"unit": "A", "group": "north", **dict.fromkeys(COLUMNS, 1)}]
    one = ALL.cohort([rows])
    assert one is not None
    other_plan = plan_of(COHORT)
    other = other_plan.cohort([[{"unit": "A", "group": "north", "1": 1, "2": 1, "3": 1}]])
    with pytest.raises(px.Error, match="two plans"):
        px.Cohort.merge([one, other])  # type: ignore[list-item]
    with pytest.raises(px.Error, match="no cohort"):
        px.Cohort.merge([])
    with pytest.raises(TypeError, match="not a Cohort: str"):
        px.Cohort.merge(["A"])  # type: ignore[list-item]
    assert plan_of(PLAIN).cohort([]) is None
    with pytest.raises(px.DataError, match="column_missing"):
        ALL.cohort([[{"unit": "A", "group": "north"}]])
    with pytest.raises(px.StoppedError):
        ALL.cohort([rows], timeout=0)


def test_a_large_cohort_is_small() -> None:
    plan = plan_of(
        cohort_rubric([{"cohort": {"of": "value", "statistic": "mean", "within": "all"}}])
    )
    values = pa.array([at % 100 for at in range(100_000)])
    table = pa.table({
        "unit": pa.array([str(at) for at in range(100_000)]), "group": ["north"] * 100_000, "1": values,
    })  # fmt: skip
    cohort = plan.cohort(table.to_batches(max_chunksize=10_000))
    assert cohort == plan.score(table).cohort
    assert len(pickle.dumps(cohort)) < 5_000


# Parquet ------------------------------------------------------------------------------------------


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "parindex", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture(name="rubric_file")
def saved_rubric(tmp_path: Path) -> Path:
    path = tmp_path / "rubric.json"
    path.write_text(plan_of(COHORT).rubric.to_json(), "utf-8")
    return path


def test_parquet_to_parquet(tmp_path: Path, rubric_file: Path) -> None:
    plan = plan_of(COHORT)
    table = table_for(plan, 300)
    pq.write_table(table, tmp_path / "data.parquet", row_group_size=70)
    done = run(
        "score", rubric_file, tmp_path / "data.parquet", "--output", tmp_path / "out.parquet"
    )
    assert done.returncode == 1
    assert "value_above_maximum" in done.stderr
    expected = pa.table(batches.score(plan, table, cohort=plan.score(table).cohort))
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == expected.to_pylist()
    good = table.filter(pa.compute.not_equal(table["unit"], ""))
    assert good.num_rows == 300


def test_a_folder_with_partitions(tmp_path: Path, rubric_file: Path) -> None:
    plan = plan_of(COHORT)
    table = table_for(plan, 60, bad=0)
    for group in ("north", "south"):
        folder = tmp_path / "data" / f"group={group}"
        folder.mkdir(parents=True)
        part = table.filter(pa.compute.equal(table["group"], group)).drop_columns("group")
        pq.write_table(part, folder / "part-0.parquet")
    (tmp_path / "data" / "_SUCCESS").write_text("")
    other = tmp_path / "data" / "old"  # not a partition
    other.mkdir()
    pq.write_table(table, other / "part-0.parquet")
    files = batches.read_parquet(tmp_path / "data")
    assert (files.rows, len(files.files), files.columns[-1]) == (60, 2, "group")
    done = run("score", rubric_file, tmp_path / "data", "--output", tmp_path / "out.parquet")
    assert (done.returncode, done.stderr) == (0, "")
    found = {row["unit"]: row for row in pq.read_table(tmp_path / "out.parquet").to_pylist()}
    expected = pa.table(batches.score(plan, table, cohort=plan.score(table).cohort)).to_pylist()
    assert found == {row["unit"]: row for row in expected}
    # Other forms of output read the files as a table.
    done = run("score", rubric_file, tmp_path / "data", "--format", "json")
    assert done.returncode == 0
    assert len(px_json(done.stdout)["units"]) == 60


def test_a_file_without_rows_is_an_empty_table(tmp_path: Path, rubric_file: Path) -> None:
    empty = table_for(plan_of(COHORT), 1, bad=0).slice(0, 0)
    pq.write_table(empty, tmp_path / "empty.parquet")
    done = run("score", rubric_file, tmp_path / "empty.parquet")
    assert done.returncode == 1
    assert "table_empty" in done.stdout + done.stderr


def peak_of(*arguments: object) -> int:
    """The peak memory of a command in MB."""
    process = subprocess.Popen([sys.executable, "-m", "parindex", *map(str, arguments)])
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_maxrss // 1024


@pytest.mark.skipif(sys.platform != "linux", reason="the unit of peak memory is that of Linux")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "rubric.json").write_text(plan_of(PLAIN).rubric.to_json(), "utf-8")
    peaks = []
    for rows in (100_000, 400_000):
        data = tmp_path / f"{rows}.parquet"
        part = 20_000
        columns = {"1.1": [1.25] * part, "1.2": [True] * part, "2": [3.5] * part}
        with pq.ParquetWriter(
            data, pa.table({"unit": ["A"], **{k: v[:1] for k, v in columns.items()}}).schema
        ) as file:
            for begin in range(0, rows, part):
                units = [f"{at:0200}" for at in range(begin, begin + part)]
                file.write_table(pa.table({"unit": units, **columns}))
        out = tmp_path / "out.parquet"
        peaks.append(peak_of("score", tmp_path / "rubric.json", data, "--output", out))
        assert pq.read_metadata(out).num_rows == rows
    # The names alone take 60 MB more.
    assert peaks[1] - peaks[0] < 30, peaks


def test_progress_is_told(tmp_path: Path) -> None:
    pq.write_table(table_for(plan_of(PLAIN), 100), tmp_path / "data.parquet")
    told: list[tuple[int, int]] = []
    files = batches.read_parquet(tmp_path / "data.parquet")
    read = list(files.batches(rows=40, told=lambda done, of: told.append((done, of))))
    assert [batch.num_rows for batch in read] == [40, 40, 20]
    assert told == [(0, 100), (40, 100), (80, 100)]


def px_json(written: str) -> Any:
    import json

    return json.loads(written)


def test_csv_to_parquet(tmp_path: Path) -> None:
    (tmp_path / "rubric.json").write_text(plan_of(PLAIN).rubric.to_json(), "utf-8")
    (tmp_path / "data.csv").write_text("unit,1.1,1.2,2\nA,0.25,yes,1\nB,2,no,7\n", "utf-8")
    done = run(
        "score",
        tmp_path / "rubric.json",
        tmp_path / "data.csv",
        "--output",
        tmp_path / "out.parquet",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert pq.read_table(tmp_path / "out.parquet").column("points").to_pylist() == ["47/28", "5"]


def test_unknown_columns_and_errors(tmp_path: Path, rubric_file: Path) -> None:
    plan = plan_of(COHORT)
    table = table_for(plan, 20, bad=0)
    out = tmp_path / "out.parquet"
    out.write_bytes(b"old")
    more = tmp_path / "more.parquet"
    pq.write_table(table.append_column("more", table["unit"]), more)
    done = run("score", rubric_file, more, "--output", out)
    assert done.returncode == 1
    assert "column_unknown" in done.stderr
    assert out.read_bytes() == b"old"
    assert (
        run("score", rubric_file, more, "--output", out, "--allow-unknown-columns").returncode == 0
    )
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(more.read_bytes()[:-200] + b"PAR1")
    for path, said in (
        (broken, "Parquet file is broken"),
        (tmp_path / "none.parquet", "No such file"),
    ):
        done = run("score", rubric_file, path, "--output", out)
        assert done.returncode == 1, done.stderr
        assert said in done.stderr
    done = run("score", rubric_file, more, "--output", out, "--format", "csv")
    assert done.returncode == 2
    done = run("score", rubric_file, more, "--output", out, "--units", rubric_file)
    assert done.returncode == 2
    assert not [name for name in tmp_path.iterdir() if name.suffix == ".tmp"]


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(px.DataError, match=r"parindex\[arrow\]"):
        list(batches.score(plan_of(PLAIN), []))
    with pytest.raises(px.DataError, match=r"parindex\[arrow\]"):
        batches.read_parquet("data.parquet")


# What executors do --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RUBRICS)
@pytest.mark.parametrize("partitions", [1, 7, 64])
def test_digests_of_partitions_are_merged(name: str, partitions: int) -> None:
    plan = plan_of(RUBRICS[name])
    table = table_for(plan, 120)
    alone = plan.score(table)
    cohort = None if alone.cohort is None else pickle.dumps(alone.cohort)
    sent = Sent(plan.rubric.to_json(), plan.fingerprint, None, cohort, (), px.limits()).packed()
    rows = [*range(120)]
    random.Random(partitions).shuffle(rows)
    written = []
    for at in range(partitions):
        part = table.take(rows[at::partitions])
        given = [part.slice(0, 0).to_batches(), part.to_batches(max_chunksize=20)]
        written += Task().digest(sent, (batch for batches in given for batch in batches))
    assert len(written) == partitions
    (merged,) = Task(of="digest").merged(sent, iter(written))
    (found,) = parts_of(merged.column(0).to_pylist())
    assert found == alone.digest_part()
    assert (found.digest, found.rows) == (alone.digest, 120)
    assert [*Task().digest(sent, iter(()))] == [*Task(of="digest").merged(sent, iter(()))] == []


# What Spark sorts by ------------------------------------------------------------------------------


@given(st.fractions(), st.fractions())
def test_keys_are_in_the_order_of_numbers(a: Any, b: Any) -> None:
    one, other = order_key(str(a)), order_key(str(b))
    assert (one < other) == (a < b)
    assert (one == other) == (a == b)
    assert one == other or not other.startswith(one)
    assert order_key(None) < one
