# SPDX-License-Identifier: MIT
"""Stages in a store: the day of the append is checked, and also the date of the entry."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

import parindex as px
from agency_round import RUBRIC, Json, run, seen, story

HANOI = timezone(timedelta(hours=7))
STAGES: list[Json] = [
    {"id": "scoring", "layers": ["self"], "from": "2026-01-05", "until": "2026-01-31"},
    {"id": "appraisal", "layers": ["appraised"], "from": "2026-02-01", "until": "2026-03-31"},
]
REOPENED: Json = {
    "stage": "scoring",
    "until": "2026-02-05",
    "by": "Sở Nội vụ",
    "reason": "mất mạng",
    "date": "2026-02-03",
}


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 10, 9, tzinfo=HANOI)

    def __call__(self) -> datetime:
        return self.now

    def set(self, text: str) -> None:
        self.now = datetime.fromisoformat(text)


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(plan: px.Plan, tmp_path: Path, clock: Clock) -> px.AssessmentStore:
    opened = px.Assessment.open(tmp_path / "round.db", plan, units=["A", "B"], clock=clock)
    opened.append(stages=STAGES)
    return opened


def mark(date: str = "2026-01-20", unit: str = "A") -> Json:
    return {**seen("2", "self", True, date), "unit": unit}


def refused(call: Callable[[], object]) -> list[tuple[str, str, str, str]]:
    with pytest.raises(px.DataError) as caught:
        call()
    return [(i.code, i.pointer, i.expected, i.actual) for i in caught.value.issues]


def test_a_store_holds_stages_and_reopenings(store: px.AssessmentStore, clock: Clock) -> None:
    clock.set("2026-02-03T08:00:00+07:00")
    store.append(reopenings=[REOPENED])
    assert store.stages == tuple(STAGES)
    assert store.reopenings == (REOPENED,)
    assessment = store.assessment()
    assert (assessment.stages, assessment.reopenings) == (store.stages, store.reopenings)
    assert px.Assessment.load(store.plan, store.path) == assessment
    # Entries that the store already has in the same form are skipped.
    before = len(store.log())
    store.append(stages=STAGES, reopenings=[REOPENED], units=["A"])
    assert len(store.log()) == before


def test_the_last_moment_of_the_last_day(store: px.AssessmentStore, clock: Clock) -> None:
    clock.set("2026-01-31T23:59:59+07:00")
    store.append([mark()])
    clock.set("2026-02-01T00:00:00+07:00")
    assert refused(lambda: store.append([mark(unit="B")])) == [
        ("stage_locked", "/observations/0", "until 2026-01-31", "2026-02-01")
    ]
    assert len(store) == 1


def test_the_first_moment_of_the_first_day(plan: px.Plan, tmp_path: Path, clock: Clock) -> None:
    clock.set("2026-01-04T23:59:59+07:00")
    with px.Assessment.open(tmp_path / "r.db", plan, units=["A"], clock=clock) as store:
        store.append(stages=STAGES)
        found = refused(lambda: store.append([mark("2026-01-05")]))
        assert found == [("stage_locked", "/observations/0", "from 2026-01-05", "2026-01-04")]
        clock.set("2026-01-05T00:00:00+07:00")
        store.append([mark("2026-01-05")])


def test_backdating_does_not_help_but_a_reopening_does(
    store: px.AssessmentStore, clock: Clock
) -> None:
    clock.set("2026-02-03T08:00:00+07:00")
    assert [code for code, *_ in refused(lambda: store.append([mark("2026-01-31")]))] == [
        "stage_locked"
    ]
    # Nor does a backdated reopening.
    backdated = {**REOPENED, "date": "2026-02-02"}
    assert refused(lambda: store.append(reopenings=[backdated])) == [
        ("stage_dates", "/reopenings/0/date", "2026-02-03 or later", "2026-02-02")
    ]
    # Nor another stage of the layer.
    more = {"id": "more", "layers": ["self"], "from": "2026-02-02", "until": "2026-02-09"}
    assert refused(lambda: store.append(stages=[more])) == [
        ("stage_dates", "/stages/0/from", "2026-02-03 or later", "2026-02-02")
    ]
    store.append(reopenings=[REOPENED])
    store.append([mark("2026-01-31")])
    clock.set("2026-02-05T23:59:00+07:00")
    store.append([mark("2026-02-05")])
    clock.set("2026-02-06T00:00:00+07:00")
    assert [code for code, *_ in refused(lambda: store.append([mark("2026-02-05")]))] == [
        "stage_locked"
    ]


def test_an_append_is_taken_as_a_whole(store: px.AssessmentStore, clock: Clock) -> None:
    clock.set("2026-02-02T08:00:00+07:00")
    appraised = {**seen("2", "appraised", True, "2026-02-02"), "unit": "B"}
    found = refused(lambda: store.append([appraised, mark()], units=["C"]))
    assert found == [("stage_locked", "/observations/1", "until 2026-01-31", "2026-02-02")]
    assert len(store) == 0
    assert [unit["unit"] for unit in store.units] == ["A", "B"]
    store.append([appraised])


def test_a_clock_that_is_set_back_gives_nobody_more_time(
    store: px.AssessmentStore, clock: Clock
) -> None:
    clock.set("2026-02-02T08:00:00+07:00")
    store.append(units=["C"])
    clock.set("2026-01-20T08:00:00+07:00")
    assert [code for code, *_ in refused(lambda: store.append([mark()]))] == ["stage_locked"]
    store.append(units=["D"])
    times = [entry["recorded"] for entry in store.log()]
    assert times == sorted(times)
    assert times[-2:] == ["2026-02-02T08:00:00+07:00"] * 2


def test_the_log_says_when_everything_was_appended(store: px.AssessmentStore, clock: Clock) -> None:
    clock.set("2026-01-20T10:30:00+07:00")
    store.append([mark()])
    log = store.log()
    assert [entry["kind"] for entry in log] == ["unit", "unit", "stage", "stage", "observation"]
    assert [entry["recorded"] for entry in log] == [
        *["2026-01-10T09:00:00+07:00"] * 4, "2026-01-20T10:30:00+07:00",
    ]  # fmt: skip
    assert log[2]["item"] == STAGES[0]
    assert log[-1]["item"] == store.observations[0]


def test_the_time_of_an_entry_is_chained(store: px.AssessmentStore) -> None:
    store.append([mark()])
    store.close()
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("UPDATE entry SET recorded = '2026-01-09T09:00:00+07:00' WHERE number = 5")
        other.commit()
    with pytest.raises(px.DataError, match="store_damaged"):
        px.Assessment.open(store.path, store.plan)


def test_a_round_that_is_over_moves_into_a_store(
    plan: px.Plan, tmp_path: Path, clock: Clock
) -> None:
    """If there were no stages before, observations are checked only by their own dates."""
    file = tmp_path / "round.json"
    stages = [
        *STAGES,
        {"id": "survey", "layers": ["survey"], "from": "2026-02-01", "until": "2026-03-31"},
    ]
    held = px.Assessment.from_observations(plan, story(), stages=stages, reopenings=[REOPENED])
    held.save(file)
    clock.set("2027-01-01T08:00:00+07:00")
    with px.Assessment.open(tmp_path / "moved.db", plan, units=[], clock=clock) as store:
        assert store.append_files(file) == 7
        assert store.assessment() == held
        late = refused(lambda: store.append([seen("2", "appraised", False, "2026-03-31")]))
        assert [code for code, *_ in late] == ["stage_locked"]


def test_a_clock_without_an_offset_is_local(plan: px.Plan, tmp_path: Path) -> None:
    now = datetime(2026, 1, 10, 9)
    with px.Assessment.open(tmp_path / "r.db", plan, units=["A"], clock=lambda: now) as store:
        (entry,) = store.log()
        assert datetime.fromisoformat(entry["recorded"]) == now.astimezone()


def test_worksheets_are_merged_into_a_store(plan: px.Plan, tmp_path: Path) -> None:
    rubric = tmp_path / "small.json"
    rubric.write_text(json.dumps(RUBRIC), encoding="utf-8")
    path = tmp_path / "round.db"
    today = datetime.now().astimezone().date()  # the command uses the system clock
    day = today.isoformat()
    stage = {
        "id": "scoring",
        "layers": ["self"],
        "from": day,
        "until": (today + timedelta(9)).isoformat(),
    }
    with px.Assessment.open(path, plan, units=["A"]) as store:
        store.append(stages=[stage])
    for name, value in (("first", "có"), ("second", "không")):
        sheet = tmp_path / f"{name}.csv"
        sheet.write_text(
            f"unit,code,layer,value,note,date\nA,2,self,{value},x,{day}\n", encoding="utf-8"
        )
        done = run(
            "merge", rubric, f"it={sheet}", "--layer", "self", "--round", path, "--output", path
        )
        assert "no errors" in done.stdout, done.stdout + done.stderr
    with px.Assessment.open(path, plan) as store:
        assert [one["value"] for one in store.observations] == ["có", "không"]
        assert store.stages == (stage,)
