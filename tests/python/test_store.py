# SPDX-License-Identifier: MIT
"""Stores of observations: entries are permanent, checked, and read completely or not at all."""

from __future__ import annotations

import copy
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import parindex as px
import random_runs
from parindex.process._database import APPLICATION, SCHEMA

FAULTS = Path(__file__).resolve().parents[1] / "faults"
Json = dict[str, Any]

RUBRIC: Json = {
    "parindex": 1,
    "id": "round",
    "edition": "2026",
    "max": "5",
    "aggregation": "sum",
    "missing": "exclude",
    "layer": "appraised",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "layers": [{"id": "self"}, {"id": "appraised"}],
    "nodes": [
        {
            "code": "1",
            "max": "2",
            "inputs": [
                {"name": "done", "type": "count"},
                {"name": "planned", "type": "count", "min": 1},
            ],
            "evidence": [{"id": "report"}],
            "rule": {
                "proportional": {"on": {"percent": ["done", "planned"], "max": 100}, "full_at": 100}
            },
        },
        {"code": "2", "max": "3", "rule": {"direct": {"min": "0", "max": "3"}}},
    ],
}


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "round.db"


def mark(unit: str = "A", value: object = 1, date: str = "2026-01-15", **more: Any) -> Json:
    return {"unit": unit, "code": "2", "layer": "self", "value": value, "date": date, **more}


def codes(error: px.IssuesError) -> list[str]:
    return [issue.code for issue in error.issues]


def errors(call: Callable[..., object], *args: object, **options: object) -> list[str]:
    """Codes of the errors that a call raises, sorted; empty if it raises none."""
    try:
        call(*args, **options)
    except px.DataError as error:
        return sorted(issue.code for issue in error.issues if issue.severity == "error")
    return []


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def rubric_file(path: Path) -> Path:
    file = path.with_name("rubric.json")
    file.write_text(json.dumps(RUBRIC), encoding="utf-8")
    return file


def command(*args: object) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "parindex", *map(str, args)]
    return subprocess.run(call, capture_output=True, text=True, check=False)


# ---- What it holds ------------------------------------------------------------------------------


def test_a_store_holds_what_an_assessment_does(plan: px.Plan, path: Path) -> None:
    marks = [
        mark(value=Decimal("1.50"), note="first"),
        mark("Hà Nội", "n/a", author="Sở Nội vụ") | {"value": {"no_value": "not_applicable"}},
        mark(value=2.25, date="2026-02-01", layer="appraised"),
        mark(code="1", input="done", value=9, evidence=[{"id": "report", "reference": "15/BC"}]),
        mark(code="1", input="planned", value="10", evidence=["report"]),
        mark(value=None, date="2026-02-01"),
    ]
    expected = px.Assessment.from_observations(plan, marks)
    with px.Assessment.open(path, plan) as store:
        for one in marks:
            store.append([one])
        assert len(store) == 6
        assert store.units == expected.units
        assert store.observations == expected.observations
        assert store.assessment() == expected
        assert store.to_json() == expected.to_json()
        for cell in (("A", "2"), ("A", "1", "done"), ("A", "1"), ("B", "2"), ("A", "9")):
            assert store.history(*cell) == expected.history(*cell)
        assert store.assessment().score().digest == expected.score().digest
    assert names(path.parent) == ["round.db"]
    assert px.Assessment.load(plan, path) == expected


def test_an_append_is_seen_by_open_stores(plan: px.Plan, path: Path) -> None:
    with px.Assessment.open(path, plan) as first, px.Assessment.open(path, plan) as second:
        first.append([mark(note="of the first")])
        second.append([mark(note="of the second")])
        before = first.assessment()
        second.append([mark(note="later")])
        assert [seen["note"] for seen in first.observations] == [
            "of the first", "of the second", "later",
        ]  # fmt: skip
        assert len(before.observations) == 2


def test_units_are_listed_or_those_that_observations_name(plan: px.Plan, path: Path) -> None:
    with px.Assessment.open(path, plan, units=["A", {"unit": "B", "ranked": False}]) as store:
        assert store.units == ({"unit": "A"}, {"unit": "B", "ranked": False})
        with pytest.raises(px.DataError) as caught:
            store.append([mark("A"), mark("C")])
        assert codes(caught.value) == ["unit_unknown"]
        assert caught.value.issues[0].pointer == "/observations/1/unit"
        assert len(store) == 0
        store.append([mark("C")], units=["A", {"unit": "C"}])
    with px.Assessment.open(path, plan, units=["C", "D"]) as store:
        assert [unit["unit"] for unit in store.units] == ["A", "B", "C", "D"]
        with pytest.raises(px.DataError) as caught:
            store.append(units=["E", {"unit": "A", "ranked": False}])
        assert codes(caught.value) == ["unit_duplicate"]
        assert caught.value.issues[0].pointer == "/units/1/unit"
        assert len(store.units) == 4
    other = path.with_name("named.db")
    with px.Assessment.open(other, plan) as store:
        assert store.units == ()
        store.append([mark("B"), mark("A"), mark("B")])
        assert [unit["unit"] for unit in store.units] == ["B", "A"]


def test_groups_are_asked_for_as_in_an_assessment(tmp_path: Path) -> None:
    grouped = copy.deepcopy(RUBRIC)
    grouped["groups"] = [{"id": "north"}, {"id": "south"}]
    plan = px.Rubric.from_json(grouped).compile()
    with pytest.raises(px.DataError) as caught:
        px.Assessment.open(tmp_path / "a.db", plan, units=["A"])
    assert codes(caught.value) == ["group_missing"]
    assert names(tmp_path) == []
    with px.Assessment.open(tmp_path / "a.db", plan) as store:
        with pytest.raises(px.DataError) as caught:
            store.append([mark()])
        assert codes(caught.value) == ["group_missing"]
        store.append([mark()], units=[{"unit": "A", "group": "south"}])
        assert store.units == ({"unit": "A", "group": "south"},)


@pytest.mark.parametrize(
    ("wrong", "code", "pointer"),
    [
        (mark(value="x"), "value_type", "/observations/1/value"),
        (mark(date="2026-01-14"), "date_order", "/observations/1/date"),
        (mark(date="soon"), "date_malformed", "/observations/1/date"),
        (mark(code="9"), "code_unknown", "/observations/1/code"),
        (mark(layer="x"), "layer_unknown", "/observations/1/layer"),
        (mark(guess="x"), "key_unknown", "/observations/1/guess"),
        (mark(unit=7), "type_mismatch", "/observations/1/unit"),
        (mark(code=None), "type_mismatch", "/observations/1/code"),
        (mark(note="\udce1"), "text_not_utf8", ""),
        (mark(unit="\udce1"), "text_not_utf8", ""),
        ({"unit": "A"}, "key_missing", "/observations/1"),
        ({}, "key_missing", "/observations/1"),
    ],
)
def test_an_append_is_taken_as_a_whole_or_not_at_all(
    plan: px.Plan, path: Path, wrong: Json, code: str, pointer: str
) -> None:
    with px.Assessment.open(path, plan, units=["A"]) as store:
        store.append([mark(date="2026-01-15")])
        with pytest.raises(px.DataError) as caught:
            store.append([mark(date="2026-01-16"), wrong, mark(date="2026-01-17")])
        assert (code, pointer) in [(issue.code, issue.pointer) for issue in caught.value.issues]
        assert len(store) == 1
        store.append([mark(date="2026-01-15")])


def test_all_issues_of_an_append_come_at_once(plan: px.Plan, path: Path) -> None:
    with px.Assessment.open(path, plan, units=["A"]) as store:
        with pytest.raises(px.DataError) as caught:
            store.append([mark(value=object()), mark(layer="x"), mark(note=object())])
        assert [(issue.code, issue.pointer) for issue in caught.value.issues] == [
            ("type_mismatch", "/observations/0/value"),
            ("layer_unknown", "/observations/1/layer"),
            ("type_mismatch", "/observations/2/note"),
        ]
        assert len(store) == 0


def test_a_store_takes_what_an_assessment_takes(plan: px.Plan, tmp_path: Path) -> None:
    # An append reads only a part of the store; its decision must be the same as after reading all
    # of it.
    chance = random.Random(11)
    taken = refused = 0
    for run in range(6):
        units: list[str] | None = ["A", "B"] if run % 2 else None
        held: list[Json] = []
        with px.Assessment.open(tmp_path / f"{run}.db", plan, units=units) as store:
            for _ in range(40):
                more = [
                    mark(
                        chance.choice("AABBC"),
                        chance.choice([0, 1, 3, None]),
                        f"2026-01-{chance.randrange(10, 14) + len(held) // 12}",
                        code=chance.choice("1222"),
                        layer=chance.choice(["self", "appraised"]),
                    )
                    for _ in range(chance.randrange(1, 3))
                ]
                more = [{**m, "input": "done"} if m["code"] == "1" else m for m in more]
                whole = [*held, *more]
                wanted = errors(px.Assessment.from_observations, plan, whole, units=units)
                assert errors(store.append, more) == wanted
                held = held if wanted else whole
                taken, refused = taken + (not wanted), refused + bool(wanted)
            assert store.assessment() == px.Assessment.from_observations(plan, held, units=units)
    assert taken > 50
    assert refused > 50


def test_files_are_appended_with_their_places(plan: px.Plan, path: Path, tmp_path: Path) -> None:
    old = px.Assessment.from_observations(plan, [mark("A"), mark("B")], units=["B", "A"])
    old.save(tmp_path / "old.json")
    late = tmp_path / "late.csv"
    late.write_text("unit,code,layer,value,date\nA,2,self,2,2026-01-16\n", encoding="utf-8")
    with px.Assessment.open(path, plan, units=[]) as store:
        assert store.append_files(tmp_path / "old.json", late) == 3
        assert store.units == old.units
        late.write_text("unit,code,layer,value,date\nB,2,self,2,2026-01-14\n", encoding="utf-8")
        with pytest.raises(px.DataError) as caught:
            store.append_files(late)
        (issue,) = caught.value.issues
        assert (issue.code, issue.file, issue.row) == ("date_order", str(late), 1)
        with px.Assessment.open(tmp_path / "copy.db", plan) as copied:
            assert copied.append_files(path) == 3
            assert copied.assessment() == store.assessment()


def test_nothing_appended_changes_nothing(plan: px.Plan, path: Path) -> None:
    with px.Assessment.open(path, plan, units=["A"]) as store:
        before = path.read_bytes()
        store.append()
        store.append([], units=["A", {"unit": "A", "ranked": True}])
        assert path.read_bytes() == before
        assert len(store) == 0
        assert store  # an empty store is a store
    with px.Assessment.open(path.with_name("empty.db"), plan) as store:
        with pytest.raises(px.DataError) as caught:
            store.assessment()
        assert codes(caught.value) == ["table_empty"]


# ---- Which rubric -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "other"}, "The store was made for another rubric"),
        ({"edition": "2027"}, "The store was made for another rubric"),
        ({"missing": "zero"}, "The rubric changed after the store was made"),
    ],
)
def test_a_store_is_for_one_rubric(plan: px.Plan, path: Path, change: Json, said: str) -> None:
    px.Assessment.open(path, plan, units=["A"]).close()
    before = path.read_bytes()
    other = px.Rubric.from_json({**RUBRIC, **change}).compile()
    with pytest.raises(px.DataError) as caught:
        px.Assessment.open(path, other, units=["B"])
    assert codes(caught.value) == ["rubric_mismatch"]
    assert caught.value.issues[0].message == said
    assert str(path) in caught.value.issues[0].actual
    assert path.read_bytes() == before


def test_cases_and_the_set_of_weights_are_no_part_of_the_rubric(path: Path) -> None:
    weighted = copy.deepcopy(RUBRIC)
    weighted |= {"aggregation": "weighted_mean", "weight_sets": ["a", "c", "b"]}
    weighted["nodes"] = [
        {**node, "weight": {"a": "1", "b": "2", "c": "3"}} for node in RUBRIC["nodes"]
    ]
    rubric = px.Rubric.from_json(weighted)
    with px.Assessment.open(path, rubric.compile()) as store:
        store.append([mark()])
    cases = {"cases": {"cases": [{"unit": "A", "given": {"2": 1}, "expect": {"points": "1"}}]}}
    for other in (
        rubric.with_weights("b"),
        rubric.with_weights("b").with_weights("c"),
        px.Rubric.from_json({**weighted, **cases}),
    ):
        with px.Assessment.open(path, other.compile()) as store:
            assert len(store) == 1


# ---- Files that are not a store, or no longer one
# ---------------------------------------------------


def refused(path: Path, plan: px.Plan, **options: Any) -> px.Issue:
    with pytest.raises(px.DataError) as caught:
        px.Assessment.open(path, plan, **options)
    (issue,) = caught.value.issues
    assert str(path) in issue.actual
    return issue


def test_a_file_that_is_not_a_store_is_named(plan: px.Plan, path: Path) -> None:
    assert refused(path, plan, create=False).code == "file_unreadable"
    assert names(path.parent) == []
    path.write_bytes(b"")
    assert refused(path, plan).code == "store_damaged"
    path.write_text("unit,code\n" * 1000, encoding="utf-8")
    assert refused(path, plan).code == "store_damaged"
    path.unlink()
    path.mkdir()
    assert refused(path, plan).code == "file_unreadable"
    os.mkfifo(path.with_name("pipe.db"))
    assert refused(path.with_name("pipe.db"), plan).code == "file_unreadable"
    path.with_name("circle.db").symlink_to("circle.db")
    assert refused(path.with_name("circle.db"), plan).code == "file_unreadable"
    with pytest.raises(px.DataError):
        px.Assessment.open("a\0b.db", plan)
    with pytest.raises(px.WriteError):
        px.Assessment.open(path.parent / "no" / "folder.db", plan)
    with closing(sqlite3.connect(path.with_name("foreign.db"))) as other:
        other.execute("CREATE TABLE entry (number)")
        other.commit()
    assert refused(path.with_name("foreign.db"), plan).code == "store_damaged"


TRIGGER = (
    "CREATE TRIGGER more AFTER INSERT ON entry BEGIN"
    " UPDATE entry SET body = '{}' WHERE number = new.number; END"
)
AGAIN = (
    "INSERT INTO entry SELECT 5, kind, unit, code, input, body, recorded, digest"
    " FROM entry WHERE number = 4"
)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("PRAGMA application_id=7", "store_damaged"),
        ("PRAGMA user_version=2", "format_version"),
        ("PRAGMA journal_mode=WAL", "store_damaged"),
        ("CREATE TABLE more (x)", "store_damaged"),
        ("CREATE VIEW more AS SELECT * FROM entry", "store_damaged"),
        (TRIGGER, "store_damaged"),
        ("DROP INDEX entry_place", "store_damaged"),
        ("UPDATE entry SET body = replace(body, '1', '2') WHERE number = 2", "store_damaged"),
        ("UPDATE entry SET body = CAST(body AS BLOB) WHERE number = 2", "store_damaged"),
        ("UPDATE entry SET unit = 'B' WHERE number = 2", "store_damaged"),
        ("UPDATE entry SET kind = 'note' WHERE number = 2", "store_damaged"),
        ("UPDATE entry SET number = 7 WHERE number = 4", "store_damaged"),
        ("DELETE FROM entry WHERE number = 2", "store_damaged"),
        ("DELETE FROM entry WHERE number = 4", "store_damaged"),
        ("DELETE FROM entry", "store_damaged"),
        (AGAIN, "store_damaged"),
        ("UPDATE store SET entries = 3", "store_damaged"),
        ("UPDATE store SET rubric = 'other'", "store_damaged"),
        ("UPDATE store SET digest = 7", "store_damaged"),
        ("UPDATE store SET units = 'named'", "store_damaged"),
        ("DELETE FROM store", "store_damaged"),
        ("INSERT INTO store SELECT * FROM store", "store_damaged"),
    ],
)  # fmt: skip
def test_a_store_that_was_changed_is_named(
    plan: px.Plan, path: Path, statement: str, code: str
) -> None:
    with px.Assessment.open(path, plan, units=["A"]) as store:
        store.append(mark(value=value) for value in (1, 2, 3))
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
        other.commit()
    assert refused(path, plan).code == code
    shown = command("assess", rubric_file(path), path)
    assert shown.returncode == 1
    assert f"error {code}" in shown.stderr


def test_a_change_of_an_open_store_is_named(plan: px.Plan, path: Path) -> None:
    with px.Assessment.open(path, plan) as store:
        store.append(mark(value=value) for value in (1, 2, 3))
        with closing(sqlite3.connect(path)) as other:
            other.execute("UPDATE entry SET body = replace(body, '3', '2') WHERE number = 4")
            other.commit()
        for read in (
            store.assessment,
            lambda: store.history("A", "2"),
            lambda: store.observations,
            lambda: store.append([mark()]),
        ):
            with pytest.raises(px.DataError) as caught:
                read()
            assert codes(caught.value) == ["store_damaged"]


def test_flipped_bytes_and_cuts_are_named() -> None:
    assert campaign("damage_store.py", "--flips=400", "--cuts=40").endswith(" 0 wrong\n")


def test_a_hostile_schema_calls_nothing(plan: px.Plan, path: Path) -> None:
    with px.Assessment.open(path, plan) as store:
        connection = store._database._connection
        assert connection.execute("PRAGMA trusted_schema").fetchone() in ((0,), None)
        assert connection.execute("PRAGMA synchronous").fetchone() == (3,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
        rows = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        assert rows == [(statement,) for statement in SCHEMA]


# ---- Locks and media ----------------------------------------------------------------------------


@pytest.mark.parametrize("lock", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_store_that_stays_locked_is_named(plan: px.Plan, path: Path, lock: str) -> None:
    px.Assessment.open(path, plan, units=["A"]).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        if lock == "EXCLUSIVE":
            assert refused(path, plan, timeout=0.2).code == "store_locked"
        else:  # reading continues
            with px.Assessment.open(path, plan, timeout=0.2) as store:
                with pytest.raises(px.DataError) as caught:
                    store.append([mark()])
                assert codes(caught.value) == ["store_locked"]
                other.execute("ROLLBACK")
                store.append([mark()])
                assert len(store) == 1


def test_a_lock_is_waited_for(plan: px.Plan, path: Path) -> None:
    with (
        px.Assessment.open(path, plan) as store,
        closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        later = threading.Timer(0.5, other.rollback)
        later.start()
        store.append([mark()])
        later.join()
        assert len(store) == 1


def test_a_reader_delays_a_writer_and_loses_nothing(plan: px.Plan, path: Path) -> None:
    with (
        px.Assessment.open(path, plan, timeout=0.3) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        store.append([mark()])
        other.execute("BEGIN")
        other.execute("SELECT * FROM entry").fetchall()
        with pytest.raises(px.DataError) as caught:
            store.append([mark()])
        assert codes(caught.value) == ["store_locked"]
        other.execute("ROLLBACK")
        assert len(store) == 1
        store.append([mark()])
        assert len(store.assessment().observations) == 2


def test_ctrl_c_is_heeded_while_a_store_is_locked(plan: px.Plan, path: Path) -> None:
    px.Assessment.open(path, plan, units=["A"]).close()
    rubric = rubric_file(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        program = (
            "import signal, sys, parindex.process._database as d\n"
            "from parindex.cli import main\n"
            # background jobs of a shell ignore it
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "real = d.Database._patiently\n"
            "def waits(self, statement):\n"
            "    print('waits', flush=True)\n"
            "    real(self, statement)\n"
            "d.Database._patiently = waits\n"
            f"sys.exit(main(['assess', {str(rubric)!r}, {str(path)!r}]))\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"waits\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()  # ends although the lock is still held
        assert process.returncode == 130, said


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder on a medium that cannot be written: root needs a separate disk for that."""
    if os.geteuid() != 0:
        modes = {file: file.stat().st_mode for file in (folder, *folder.iterdir())}
        for file in modes:
            file.chmod(0o555)
        try:
            yield
        finally:
            for file, mode in modes.items():
                file.chmod(mode)
        return
    mounted = subprocess.run(
        ["mount", "--bind", str(folder), str(folder)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("no disk can be mounted")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_medium_that_cannot_be_written_is_read(plan: px.Plan, tmp_path: Path) -> None:
    folder = tmp_path / "medium"
    folder.mkdir()
    path = folder / "round.db"
    with px.Assessment.open(path, plan, units=["A"]) as store:
        store.append([mark()])
    rubric = rubric_file(tmp_path / "x")
    more = tmp_path / "more.csv"
    more.write_text("unit,code,layer,value,date\nA,2,self,2,2026-01-16\n", encoding="utf-8")
    with read_only(folder):
        with px.Assessment.open(path, plan) as store:
            assert len(store.assessment().observations) == 1
            with pytest.raises(px.WriteError) as caught:
                store.append([mark()])
            assert codes(caught.value) == ["file_unwritable"]
            assert str(path) in caught.value.issues[0].actual
        assert command("assess", rubric, path).returncode == 0
        shown = command("observe", rubric, path, more)
        assert shown.returncode == 2
        assert f"found:    {path}: " in shown.stderr
        shown = command("observe", rubric, folder / "other.db", more)
        assert shown.returncode == 2
        assert f"found:    {folder / 'other.db'}: Read-only file system" in shown.stderr or (
            os.geteuid() != 0
        )
    assert names(folder) == ["round.db"]


def test_a_store_that_cannot_be_made_leaves_nothing(
    plan: px.Plan, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path, _to: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", fail)
    with pytest.raises(px.WriteError, match="Operation not permitted"):
        px.Assessment.open(path, plan)
    assert names(path.parent) == []


def test_a_store_that_others_make_meanwhile_is_taken(
    plan: px.Plan, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = Path.hardlink_to

    def late(to: Path, new: Path) -> None:
        monkeypatch.undo()
        with px.Assessment.open(path, plan, units=["B"]) as other:
            other.append([mark("B")])
        link(to, new)

    monkeypatch.setattr(Path, "hardlink_to", late)
    with px.Assessment.open(path, plan, units=["A"]) as store:
        assert [unit["unit"] for unit in store.units] == ["B", "A"]
        assert len(store) == 1
    assert names(path.parent) == ["round.db"]


# ---- Programs and threads -----------------------------------------------------------------------


def test_a_store_is_shared_by_threads(plan: px.Plan, path: Path) -> None:
    with px.Assessment.open(path, plan) as store:

        def work(unit: str) -> None:
            for number in range(20):
                store.append([mark(unit, note=str(number))])
                assert [seen["note"] for seen in store.history(unit, "2")][-1] == str(number)

        threads = [threading.Thread(target=work, args=(unit,)) for unit in "ABCDEFGH"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(store.assessment().observations) == 160


def test_a_closed_store_raises(plan: px.Plan, path: Path) -> None:
    store = px.Assessment.open(path, plan)
    store.close()
    store.close()
    for use in (
        lambda: store.append([mark()]),
        store.assessment,
        lambda: store.units,
        lambda: store.history("A", "2"),
        lambda: len(store),
    ):
        with pytest.raises(px.Error, match="the store is closed"):
            use()
    assert "closed" in repr(store)


def test_a_store_is_of_the_process_that_opened_it(plan: px.Plan, path: Path) -> None:
    with px.Assessment.open(path, plan) as store:
        store._process += 1  # as after a fork, which does not inherit the locks of the parent
        with pytest.raises(px.Error, match="opened by another process"):
            store.append([mark()])
        store._process -= 1


def campaign(script: str, *options: str) -> str:
    done = subprocess.run(
        [sys.executable, str(FAULTS / script), *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_hundred_writers_lose_nothing() -> None:
    appends = 100 if random_runs.LONG else 20
    said = campaign("many_writers.py", "--processes=10", "--threads=10", f"--appends={appends}")
    kept = f"100 writers x {appends} appends, 5 more killed: {100 * appends} kept, "
    assert said.startswith(kept)


def test_kills_lose_nothing_that_was_acknowledged() -> None:
    said = campaign("kill_writers.py", "--kills=100")
    assert said.count("50 kills, ") == 2
    assert said.count(" 0 lost") == 2


@pytest.mark.parametrize("options", [[], ["--limit"]])
def test_full_disks_lose_nothing(options: list[str]) -> None:
    said = campaign("full_disk.py", "--disks=60", *options)
    assert "60 full disks, " in said
    assert " 0 writes refused" not in said
    assert said.endswith(" 0 lost\n")


# ---- The command --------------------------------------------------------------------------------


def test_the_command_appends_and_reads(tmp_path: Path) -> None:
    rubric, store = rubric_file(tmp_path / "x"), tmp_path / "round.db"
    first, second = tmp_path / "first.csv", tmp_path / "second.json"
    first.write_text("unit,code,layer,value,date\nA,2,self,2,2026-01-15\n", encoding="utf-8")
    shown = command("observe", rubric, store, first)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout == f"{store}: appended 1 observation of 1 unit; 1 in all\n"
    px.Assessment.from_observations(
        px.Rubric.load(rubric).compile(),
        [mark("B", layer="appraised"), mark("B", date="2026-02-01", layer="appraised")],
    ).save(second)
    shown = command("observe", rubric, store, second, "--format", "json")
    assert json.loads(shown.stdout) == {"appended": 2, "observations": 3, "units": 2}
    out = tmp_path / "all.json"
    shown = command("observe", rubric, store, "--output", out)
    assert shown.stdout == f"{store}: appended 0 observations of 2 units; 3 in all\n"
    for read in (
        ("assess", "--format", "json"),
        ("assess", "--gap", "self"),
        ("assess", "--layer", "self"),
    ):
        of_store = command(read[0], rubric, store, *read[1:])
        of_file = command(read[0], rubric, out, *read[1:])
        assert of_store.returncode == of_file.returncode == 0, of_store.stderr
        assert of_store.stdout == of_file.stdout
    shown = command("observe", rubric, store, first)
    assert shown.returncode == 0
    first.write_text("unit,code,layer,value,date\nB,2,self,2,2026-01-15\n", encoding="utf-8")
    shown = command("observe", rubric, store, first)
    assert shown.returncode == 1
    assert "error date_order" in shown.stderr
    assert f"{first}, row 1, unit B, column 2" in shown.stderr


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        (("round.json", "a.csv"), 2, "the name of a store must end in .db, not 'round.json'"),
        (("round.db",), 1, "error file_unreadable"),
        (("round.db", "none.csv"), 1, "error file_unreadable"),
    ],
)
def test_the_command_rejects_a_file_that_is_not_a_store(
    tmp_path: Path, call: tuple[str, ...], code: int, said: str
) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "parindex", "observe", str(rubric_file(tmp_path / "x")), *call],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert shown.returncode == code
    assert said in shown.stderr


def test_worksheets_are_merged_into_a_store(tmp_path: Path) -> None:
    document = copy.deepcopy(RUBRIC)
    document["agencies"] = [{"id": "home", "lead": ["1"]}, {"id": "it", "lead": ["2"]}]
    rubric = tmp_path / "agencies.json"
    rubric.write_text(json.dumps(document), encoding="utf-8")
    head = "agency,unit,code,input,layer,value,evidence,note,date\n"
    home, it = tmp_path / "home.csv", tmp_path / "it.csv"
    home.write_text(
        head
        + "home,A,1,done,self,9,report,,2026-01-15\n"
        + "home,A,1,planned,self,10,report,,2026-01-15\n",
        encoding="utf-8",
    )
    it.write_text(head + "it,A,2,value,self,1,,,2026-01-15\n", encoding="utf-8")
    store, file = tmp_path / "round.db", tmp_path / "self.json"
    sheets = (f"home={home}", f"it={it}", "--layer", "self")
    for output in (store, file):
        shown = command("merge", rubric, *sheets, "--output", output)
        assert shown.returncode == 0, shown.stderr
    plan = px.Rubric.load(rubric).compile()
    assert px.Assessment.load(plan, store) == px.Assessment.load(plan, file)
    assert command("progress", rubric, store, "--layer", "self").returncode == 0
    # A second append to the same store: later marks of the same cells, in one transaction.
    it.write_text(head + "it,A,2,value,self,2,,,2026-01-14\n", encoding="utf-8")
    shown = command("merge", rubric, *sheets, "--output", store)
    assert shown.returncode == 1
    assert "error date_order" in shown.stderr
    assert len(px.Assessment.load(plan, store).observations) == 3


def test_a_full_disk_is_reported_and_the_store_is_intact(plan: px.Plan, tmp_path: Path) -> None:
    rubric, store, more = rubric_file(tmp_path / "x"), tmp_path / "round.db", tmp_path / "more.csv"
    with px.Assessment.open(store, plan) as opened:
        opened.append(mark(note="x" * 500) for _ in range(100))
    rows = "".join(f"A,2,self,2,{'y' * 900},2026-01-16\n" for _ in range(100))
    more.write_text("unit,code,layer,value,note,date\n" + rows, encoding="utf-8")
    shutil.copy(store, tmp_path / "before.db")
    kilobytes = store.stat().st_size // 1024 + 8
    call = f'ulimit -f {kilobytes}; "{sys.executable}" -m parindex observe {rubric} {store} {more}'
    shown = subprocess.run(["bash", "-c", call], capture_output=True, text=True, check=False)
    assert shown.returncode == 2
    assert "error file_unwritable" in shown.stderr
    assert f"found:    {store}: " in shown.stderr
    assert store.read_bytes() == (tmp_path / "before.db").read_bytes()
    assert command("observe", rubric, store, more).returncode == 0
