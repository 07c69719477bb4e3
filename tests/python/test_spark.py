# SPDX-License-Identifier: MIT
"""`parindex.spark` on a cluster of two executor processes, against one machine: ``make test-spark``."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import parindex as px
from cluster_rubrics import COHORT, GROUPS, PLAIN, RUBRICS, plan_of, table_for

if not os.environ.get("PARINDEX_SPARK"):
    pytest.skip("set PARINDEX_SPARK=1, as make test-spark does", allow_module_level=True)

pytest.importorskip("pyspark")

from parindex import batches, spark

pytestmark = [
    # Not the whole module: a run without a test is a failure of pytest.
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    # PySpark warns about versions of pandas, and closes sockets late.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

UNITS = 600
KILL = """
import os, signal, sys, time
while not os.path.exists(sys.argv[1]):
    time.sleep(0.05)
time.sleep(0.6)
os.kill(int(sys.argv[2]), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Two executors, each a process of its own with one core."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    made = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("parindex")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.executor.memory", "700m")
        # Most of the time of so small jobs would be that of compilers.
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
        .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.shuffle.partitions", "5")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "50")
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("OFF")
    yield made
    made.stop()


def frame(session: Any, table: pa.Table, partitions: int, *, shuffled: bool = False) -> Any:
    rows = table.to_pylist()
    if shuffled:
        random.Random(7).shuffle(rows)
    from pyspark.sql.pandas.types import from_arrow_schema

    names = table.schema.names
    values = [tuple(row[name] for name in names) for row in rows]
    return session.createDataFrame(
        session.sparkContext.parallelize(values, partitions), from_arrow_schema(table.schema)
    )


def rows_of(df: Any) -> list[dict[str, Any]]:
    return sorted((row.asDict() for row in df.collect()), key=lambda row: str(row["unit"]))


def expected_results(plan: px.Plan, table: pa.Table) -> list[dict[str, Any]]:
    scored = batches.score(plan, table, cohort=plan.score(table).cohort)
    return sorted(
        (row for batch in scored for row in batch.to_pylist()), key=lambda row: row["unit"]
    )


def expected_issues(scores: px.Scores) -> list[tuple[str, ...]]:
    return sorted((i.unit, i.field, i.code, i.message, i.expected, i.actual) for i in scores.issues)


def issues_of(df: Any) -> list[tuple[str, ...]]:
    names = ("unit", "field", "code", "message", "expected", "actual")
    return sorted(tuple(row[name] for name in names) for row in df.collect())


def expected_ranks(scores: px.Scores) -> list[tuple[str, int | None, bool]]:
    return sorted((entry.unit, entry.rank, entry.tied) for entry in scores.rank())


def ranks_of(df: Any) -> list[tuple[str, int | None, bool]]:
    return sorted((row["unit"], row["rank"], row["tied"]) for row in df.collect())


def classes_of(df: Any) -> list[tuple[str, str | None]]:
    return sorted((row["unit"], row["class"]) for row in df.collect())


@pytest.mark.parametrize("name", RUBRICS)
@pytest.mark.parametrize("partitions", [1, 7, 64])
def test_equals_one_machine(session: Any, name: str, partitions: int) -> None:
    plan = plan_of(RUBRICS[name])
    table = table_for(plan, UNITS)
    alone = plan.score(table)
    found = spark.score(frame(session, table, partitions, shuffled=partitions == 7), plan)
    assert found.cohort == alone.cohort
    assert rows_of(found.results) == expected_results(plan, table)
    assert issues_of(found.issues) == expected_issues(alone)
    assert ranks_of(found.rank()) == expected_ranks(alone)
    assert found.digest == alone.digest


def test_the_page(session: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "scores.parquet")
    plan = plan_of(PLAIN)
    df = frame(session, table_for(plan, 40), 3)

    # As docs/spark.md shows it.
    from parindex import spark

    found = spark.score(df, plan)
    found.results.write.parquet(path)
    found.issues.groupBy("code").count().show()
    found.rank().orderBy("rank").show()

    assert pq.read_table(path).num_rows == 40
    assert "|code|count|" in capfd.readouterr().out.replace(" ", "")


def test_a_digest(session: Any) -> None:
    plan = plan_of(GROUPS)
    table = table_for(plan, 40)
    data = frame(session, table, 70, shuffled=True)  # more parts than the driver merges by itself
    alone = plan.score(table)
    assert spark.digest(data, plan, check_units=False) == alone.digest
    found = spark.score(data, plan)
    assert found.digest_part() == alone.digest_part()
    fewer = found.digest_part().rows, spark.digest(data.where("unit <> 'unit 000003'"), plan)
    assert fewer == (
        40,
        plan.score(table.filter(pa.compute.not_equal(table["unit"], "unit 000003"))).digest,
    )
    with pytest.raises(px.DataError, match="table_empty"):
        spark.digest(data.where("unit is null"), plan)


def test_other_rules_of_ranking(session: Any) -> None:
    plan = plan_of(PLAIN)
    table = table_for(plan, UNITS)
    alone = plan.score(table)
    found = spark.score(frame(session, table, 7), plan)
    for how in (
        {"ties": "dense", "tie_break": []},
        {"on": "index", "stage": "rounded", "tie_break": ["1.2", "2"]},
        {"ties": "ordinal", "tie_break": ["1"]},
    ):
        ranks = sorted((e.unit, e.rank, e.tied) for e in alone.rank(**how))
        assert ranks_of(found.rank(**how)) == ranks
    with pytest.raises(px.RubricError, match="ranking"):
        found.rank(node="1")
    with pytest.raises(KeyError):
        found.rank(node="9")
    with pytest.raises(px.RubricError, match="tie-break"):
        found.rank(tie_break=["9"])


@pytest.mark.parametrize(("ties", "within"), [("better", "all"), ("worse", "group")])
def test_classes_by_quota(session: Any, ties: str, within: str) -> None:
    bands = [{"id": "A", "percent": "10", "from": "50"}, {"id": "B", "percent": "30"}, {"id": "C"}]
    quota = {"rounding": "half_up", "ties": ties, "within": within}
    classes = {"on": "points", "stage": "rounded", "quota": quota, "bands": bands}
    leaf = {"code": "1", "max": "100", "rule": {"direct": {"min": "0", "step": "1", "max": "100"}}}
    ranking = {**PLAIN["ranking"], "tie_break": []}
    plan = plan_of(
        {
            **PLAIN,
            "id": "quota",
            "max": "100",
            "ranking": ranking,
            "classes": classes,
            "nodes": [leaf],
        }
    )
    draw = random.Random(3)
    table = table_for(plan, UNITS)
    marks = [draw.choice([None, *range(0, 101, 5)]) for _ in range(UNITS)]
    table = table.set_column(table.schema.names.index("1"), "1", pa.array(marks))
    found = spark.score(frame(session, table, 7, shuffled=True), plan)
    assert "class" not in found.results.columns
    expected = plan.score(table).classes() or {}
    assert classes_of(found.classes()) == sorted(expected.items())
    assert set(expected.values()) == {"A", "B", "C", None}


def test_other_classes(session: Any) -> None:
    plan = plan_of(PLAIN)
    table = table_for(plan, 60)
    found = spark.score(frame(session, table, 2), plan)
    assert classes_of(found.classes()) == sorted((plan.score(table).classes() or {}).items())
    assert found.classes(node="1") is None
    with pytest.raises(KeyError):
        found.classes(node="9")


def executor_pids() -> list[int]:
    """The executors of this session: their JVM is a child of this process."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and is_below(int(folder.name), os.getpid()):
            try:
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if b"CoarseGrainedExecutorBackend" in command:
                found.append(int(folder.name))
    return found


def is_below(pid: int, ancestor: int) -> bool:
    while pid > 1:
        if pid == ancestor:
            return True
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            return False
    return False


@contextlib.contextmanager
def killed(mark: Path) -> Iterator[None]:
    """Kill an executor while it computes what is inside; `mark` is a file that it makes when it begins."""
    mark.unlink(missing_ok=True)
    victim = executor_pids()[0]
    killer = subprocess.Popen([sys.executable, "-c", KILL, str(mark), str(victim)])
    yield
    assert killer.wait(60) == 0
    assert victim not in executor_pids()


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("plain", "results"),
        ("cohort", "statistics"),
        ("groups", "ranks"),
        ("plain", "digest"),
        ("groups", "issues"),
    ],
)
def test_an_executor_is_killed_in_the_middle(
    session: Any, tmp_path: Path, name: str, step: str
) -> None:
    plan = plan_of(RUBRICS[name])
    table = table_for(plan, UNITS)
    alone = plan.score(table)
    mark = tmp_path / "begun"

    def slowly(given: Any) -> Any:
        for batch in given:
            mark.touch()
            time.sleep(0.2)
            yield batch

    data = frame(session, table, 8)
    # PySpark reads the dot in the name of a column as the member of a struct.
    numbered = data.toDF(*(f"c{at}" for at in range(len(data.columns))))
    slow = numbered.mapInArrow(slowly, numbered.schema).toDF(*data.columns)

    def within(current: str) -> contextlib.AbstractContextManager[None]:
        return killed(mark) if current == step else contextlib.nullcontext()

    with within("statistics"):
        found = spark.score(slow, plan, check_units=False)
    assert found.cohort == alone.cohort
    with within("results"):
        results = rows_of(found.results)
    with within("issues"):
        issues = issues_of(found.issues)
    with within("ranks"):
        ranks = ranks_of(found.rank())
    with within("digest"):
        digest = found.digest
    assert results == expected_results(plan, table)
    assert issues == expected_issues(alone)
    assert ranks == expected_ranks(alone)
    assert digest == alone.digest


def test_a_million_bad_rows_are_counted(session: Any) -> None:
    units = 1_000_000
    plan = plan_of(GROUPS)
    data = session.range(0, units, 1, 4).selectExpr(
        "concat('unit ', id) as unit", "'north' as group", "true as ranked", "1e9D as `2`"
    )
    setting = "spark.sql.execution.arrow.maxRecordsPerBatch"
    before = session.conf.get(setting)
    session.conf.set(setting, "10000")
    limits = px.set_limits(issues=1000)  # also holds on the executors
    try:
        found = spark.score(data, plan, check_units=False)
        assert [tuple(row) for row in found.results.groupBy("status").count().collect()] == [
            ("error", units)
        ]
        listed = found.issues.collect()
    finally:
        px.set_limits(limits)
        session.conf.set(setting, before)
    kept = [row for row in listed if row["code"] != "issues_omitted"]
    rest = [row["actual"] for row in listed if row["code"] == "issues_omitted"]
    assert {row["code"] for row in kept} == {"value_above_maximum"}
    assert len(kept) == len({row["unit"] for row in kept}) == 4 * 1000
    assert rest == [f"value_above_maximum {units // 4 - 1000}"] * 4


def test_a_partition_of_nulls(session: Any) -> None:
    plan = plan_of(COHORT)
    table = table_for(plan, 20, bad=0)
    rows = table.to_pylist()
    for row in rows[10:]:
        row.update(dict.fromkeys((column.name for column in plan.columns), None), ranked=None)
    table = pa.Table.from_pylist(rows, schema=table.schema)
    alone = plan.score(table)
    found = spark.score(frame(session, table, 2), plan)
    assert found.cohort == alone.cohort
    assert rows_of(found.results) == expected_results(plan, table)
    assert issues_of(found.issues) == expected_issues(alone)
    assert ranks_of(found.rank()) == expected_ranks(alone)
    assert found.digest == alone.digest


def test_another_type_in_one_file(session: Any, tmp_path: Path) -> None:
    from py4j.protocol import Py4JJavaError

    plan = plan_of(GROUPS)
    table = table_for(plan, 20)
    at = table.schema.names.index("2")
    texts = table.set_column(at, "2", table.column("2").cast(pa.string()))
    for name, part in (("a", table), ("b", texts)):
        pq.write_table(part, tmp_path / f"{name}.parquet")
    data = session.read.schema(frame(session, table, 1).schema).parquet(str(tmp_path))
    found = spark.score(data, plan, check_units=False)
    with pytest.raises(Py4JJavaError, match=r"b\.parquet"):
        found.results.collect()


def test_empty_partitions_and_no_rows(session: Any) -> None:
    plan = plan_of(COHORT)
    table = table_for(plan, 3)
    found = spark.score(frame(session, table, 9), plan)
    assert rows_of(found.results) == expected_results(plan, table)
    none = spark.score(frame(session, table, 2).where("unit is null"), plan)
    assert none.results.collect() == none.issues.collect() == none.rank().collect() == []


def test_columns_are_checked_on_the_driver(session: Any) -> None:
    plan = plan_of(GROUPS)
    data = frame(session, table_for(plan, 20), 2)
    with pytest.raises(px.DataError, match="column_missing"):
        spark.score(data.drop("2"), plan)
    with pytest.raises(px.DataError, match="column_missing"):
        spark.score(data.drop("unit"), plan)
    with pytest.raises(px.DataError, match="column_unknown"):
        spark.score(data.withColumn("more", data["group"]), plan)
    more = spark.score(data.withColumn("more", data["group"]), plan, allow_unknown_columns=True)
    assert more.results.count() == 20
    with pytest.raises(px.DataError, match=r"table_malformed|value_type"):
        spark.score(data.selectExpr("unit", "group", "array(1) as `2`"), plan)


def test_units_with_several_rows_or_no_name(session: Any) -> None:
    plan = plan_of(GROUPS)
    data = frame(session, table_for(plan, 20), 2)
    with pytest.raises(px.DataError, match="unit_duplicate"):
        spark.score(data.union(data.limit(1)), plan)
    nameless = data.selectExpr("nullif(unit, 'unit 000003') as unit", "group", "ranked", "`2`")
    with pytest.raises(px.DataError, match="unit_missing"):
        spark.score(nameless, plan)


def test_a_failing_partition_is_an_error_on_the_driver(session: Any) -> None:
    from pyspark.errors import PythonException

    plan = plan_of(GROUPS)
    data = frame(session, table_for(plan, 20), 2)
    twice = spark.score(data.union(data).coalesce(1), plan, check_units=False)
    with pytest.raises(PythonException, match=r"partition 0(.|\n)*unit_duplicate"):
        twice.results.collect()


def test_another_version_on_an_executor_is_refused(
    session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyspark.errors import PythonException

    plan = plan_of(GROUPS)
    data = frame(session, table_for(plan, 20), 2)
    monkeypatch.setattr("parindex.spark._scores.__version__", "9.9.9")
    found = spark.score(data, plan)
    with pytest.raises(PythonException, match=r"has parindex .*, the driver 9\.9\.9"):
        found.results.collect()


def test_an_executor_without_the_package_says_so(session: Any) -> None:
    from parindex.spark._executor import sendable

    plan = plan_of(GROUPS)
    data = frame(session, table_for(plan, 20), 2)
    start = sendable(px.__version__, plan.fingerprint, b"", "results", {}, list(data.columns))

    def hidden(given: Any) -> Any:
        import sys as system

        kept = {name: system.modules.pop(name) for name in [*system.modules] if "parindex" in name}
        system.modules["parindex"] = None  # type: ignore[assignment]
        try:
            yield from start(given)
        finally:
            del system.modules["parindex"]
            system.modules.update(kept)

    from pyspark.errors import PythonException

    with pytest.raises(PythonException, match="has no parindex: install"):
        data.mapInArrow(hidden, data.schema).collect()


def test_another_plan_on_an_executor_is_refused(session: Any) -> None:
    from pyspark.errors import PythonException

    plan = plan_of(GROUPS)
    found = spark.score(frame(session, table_for(plan, 20), 2), plan)
    found._plan = plan_of({**GROUPS, "edition": "2027"})
    with pytest.raises(PythonException, match="another plan"):
        found.results.collect()


def test_custom_rules_are_sent_only_when_asked_for(session: Any) -> None:
    rubric = {
        **PLAIN,
        "id": "custom",
        "max": "2",
        "nodes": [
            {
                "code": "2",
                "max": "2",
                "inputs": [{"name": "value", "type": "number", "min": "0", "max": "2"}],
                "rule": {
                    "custom": {
                        "name": "half",
                        "version": "1",
                        "parameters": {},
                        "reach": {"min": "0", "max": "2"},
                    }
                },
            }
        ],
    }
    plan = plan_of(rubric, custom={"half": ("1", lambda call: call.inputs["value"] / 2)})
    table = table_for(plan, 40)
    data = frame(session, table, 3)
    with pytest.raises(px.Error, match="custom=True"):
        spark.score(data, plan)
    found = spark.score(data, plan, custom=True)
    assert rows_of(found.results) == expected_results(plan, table)


def test_something_else_than_a_frame() -> None:
    with pytest.raises(TypeError, match="DataFrame of Spark"):
        spark.score([{"unit": "A"}], plan_of(GROUPS))  # type: ignore[arg-type]
