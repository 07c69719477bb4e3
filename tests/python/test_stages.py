# SPDX-License-Identifier: MIT
"""Dated stages of a round in Python and on the command line; the rules are tested in C++."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import parindex as px
from agency_round import RUBRIC, Json, run, seen, story
from parindex import _core

ROOT = Path(__file__).resolve().parents[2]

STAGES: list[Json] = [
    {
        "id": "scoring",
        "title": {"vi": "Tự chấm điểm", "en": "Self-scoring"},
        "layers": ["self"],
        "from": "2026-01-05",
        "until": "2026-01-31",
    },
    {
        "id": "appraisal",
        "layers": ["appraised", "survey"],
        "from": "2026-02-01",
        "until": "2026-03-31",
    },
]
REOPENED: Json = {
    "stage": "scoring",
    "unit": "A",
    "code": "2",
    "until": "2026-02-05",
    "by": "Sở Nội vụ",
    "reason": "mất mạng",
    "date": "2026-02-03",
}


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


@pytest.fixture
def assessment(plan: px.Plan) -> px.Assessment:
    """Scored, not yet appraised."""
    return px.Assessment.from_observations(plan, story()[:3], stages=STAGES)


def late(date: str) -> Json:
    return seen("2", "self", False, date)


def test_stages_and_reopenings_are_as_given(assessment: px.Assessment) -> None:
    assert assessment.stages == tuple(STAGES)
    assert assessment.reopenings == ()
    again = assessment.reopen(
        "scoring", until="2026-02-05", by="Sở Nội vụ", reason="mất mạng", date="2026-02-03",
        unit="A", code="2",
    )  # fmt: skip
    assert again.reopenings == (REOPENED,)
    assert assessment.reopenings == ()
    assert again.stages == assessment.stages
    assert again.observations == assessment.observations
    everywhere = again.reopen("scoring", until="2026-02-04", by="Sở", reason="x", date="2026-02-03")
    assert set(everywhere.reopenings[1]) == {"stage", "until", "by", "reason", "date"}
    assert everywhere.reopenings_of("A", "2") == everywhere.reopenings
    assert everywhere.reopenings_of("A", "1.10") == everywhere.reopenings[1:]


def test_a_late_observation_is_refused_until_the_stage_is_reopened(
    assessment: px.Assessment,
) -> None:
    assert len(assessment.append([late("2026-01-31")]).observations) == 4
    with pytest.raises(px.DataError) as caught:
        assessment.append([late("2026-02-01")])
    (issue,) = caught.value.issues
    assert (issue.code, issue.pointer) == ("stage_locked", "/observations/3/date")
    assert (issue.expected, issue.actual) == ("until 2026-01-31", "2026-02-01")
    assert (issue.unit, issue.field) == ("A", "2")
    again = assessment.reopen(**REOPENED)
    more = again.append([late("2026-02-05")])
    assert more.history("A", "2")[-1]["date"] == "2026-02-05"
    assert more.reopenings == (REOPENED,)
    with pytest.raises(px.DataError, match="stage_locked"):
        again.append([late("2026-02-06")])
    with pytest.raises(px.DataError, match="date_order"):
        again.reopen(**{**REOPENED, "date": "2026-02-02"})


def test_stages_on_a_day(assessment: px.Assessment) -> None:
    again = assessment.reopen(**REOPENED)
    assert [s.status for s in again.stages_on("2026-01-31")] == ["open", "upcoming"]
    first, second = again.stages_on("2026-02-03")
    assert first == px.StageState(STAGES[0], "reopened", (REOPENED,))
    assert (second.status, second.reopenings) == ("open", ())
    assert [s.status for s in again.stages_on("2026-04-01")] == ["closed", "closed"]
    with pytest.raises(px.DataError, match="3/2/2026") as error:
        again.stages_on("3/2/2026")
    assert [issue.code for issue in error.value.issues] == ["date_malformed"]


def test_files_keep_to_the_schema_and_are_fingerprinted(
    assessment: px.Assessment, plan: px.Plan, tmp_path: Path
) -> None:
    again = assessment.reopen(**REOPENED).append([late("2026-02-03")])
    path = tmp_path / "round.json"
    path.write_text(again.to_json(), encoding="utf-8")
    assert px.Assessment.load(plan, path) == again
    schema = json.loads((ROOT / "docs" / "assessment.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(json.loads(again.to_json()))
    for part in ("stages", "reopenings"):
        for key in [*json.loads(again.to_json())[part][0], "other"]:
            for value in ({"no": 1}, "", None):
                broken = json.loads(again.to_json())
                if value is None and key != "other":
                    del broken[part][0][key]
                    optional = key in ("title", "unit", "code")
                else:
                    broken[part][0][key] = value
                    optional = False
                text = json.dumps(broken).encode()
                accepted = _core.check_assessment(plan._core, text)[0] is not None
                assert validator.is_valid(broken) is optional, (part, key, value)
                # Without its code the reopening covers more nodes, and is also valid.
                assert accepted is optional, (part, key, value)
    snapshot = tmp_path / "frozen.json"
    again.freeze().save(snapshot)
    assert px.load_snapshot(snapshot).reopenings == (REOPENED,)
    assert again.freeze().fingerprint != assessment.freeze().fingerprint


def sheet(folder: Path, *rows: str, name: str = "it.csv") -> Path:
    path = folder / name
    path.write_text(
        "\n".join(["unit,code,input,layer,value,evidence,note,date", *rows, ""]), encoding="utf-8"
    )
    return path


@pytest.fixture
def opened(plan: px.Plan, tmp_path: Path) -> Path:
    """The file of a round before anything was observed."""
    path = tmp_path / "round.json"
    empty = px.Assessment.from_observations(plan, [], units=["A"], stages=STAGES)
    path.write_text(empty.to_json(), encoding="utf-8")
    return path


def test_late_worksheets_are_refused_with_file_and_row(
    plan: px.Plan, tmp_path: Path, opened: Path
) -> None:
    good = sheet(tmp_path, "A,2,,self,có,,x,2026-01-31")
    merged = px.merge_worksheets(plan, {"it": good}, layer="self", round=opened)
    assert merged.assessment is not None
    assert merged.assessment.stages == tuple(STAGES)
    bad = sheet(tmp_path, "A,2,,self,,,,2026-01-31", "A,2,,self,có,,x,2026-02-01", name="bad.csv")
    late = px.merge_worksheets(plan, {"it": bad}, layer="self", round=opened)
    assert late.assessment is None
    issue = next(issue for issue in late.issues if issue.code == "stage_locked")
    assert (issue.file, issue.row, issue.pointer) == (str(bad), 2, "")
    assert (issue.expected, issue.actual) == ("until 2026-01-31", "2026-02-01")
    # After the reopening is recorded in the round, the mark is accepted.
    again = px.Assessment.load(plan, opened).reopen(**REOPENED | {"date": "2026-02-01"})
    merged = px.merge_worksheets(plan, {"it": bad}, layer="self", round=again)
    assert merged.assessment is not None
    assert merged.assessment.reopenings == again.reopenings


def test_worksheets_are_added_to_what_the_round_holds(
    assessment: px.Assessment, plan: px.Plan
) -> None:
    marks = {"it": [late("2026-01-20")], "home": [{**story()[0], "date": "2026-01-20"}]}
    merged = px.merge_worksheets(plan, marks, layer="self", round=assessment)
    assert merged.issues == ()  # every cell of the layer has a mark, of the round or of a sheet
    assert merged.assessment is not None
    assert merged.assessment.observations[:3] == assessment.observations
    assert len(merged.assessment.observations) == 5
    with pytest.raises(px.Error, match="do not give units"):
        px.merge_worksheets(plan, marks, layer="self", round=assessment, units=["A"])


def test_an_agency_does_not_unlock_its_own_stage(plan: px.Plan, tmp_path: Path) -> None:
    own = px.Assessment.from_observations(
        plan, [late("2026-02-01")], stages=[{**STAGES[0], "until": "2026-02-28"}]
    )
    path = tmp_path / "it.json"
    path.write_text(own.to_json(), encoding="utf-8")
    opened = px.Assessment.from_observations(plan, [], units=["A"], stages=STAGES)
    merged = px.merge_worksheets(plan, {"it": path}, layer="self", round=opened)
    found = [(i.code, i.pointer, i.file) for i in merged.issues if i.severity == "error"]
    assert found == [
        ("key_unknown", "/stages", str(path)),
        ("stage_locked", "/observations/0/date", str(path)),
    ]


def test_issues_of_stages_name_their_file(plan: px.Plan, tmp_path: Path, opened: Path) -> None:
    other = tmp_path / "other.json"
    more = px.Assessment.from_observations(
        plan, [], units=["B"], stages=[{**STAGES[1], "id": "second"}]
    )
    other.write_text(more.to_json(), encoding="utf-8")
    with pytest.raises(px.DataError) as caught:
        px.Assessment.load(plan, opened, other)
    found = [(i.code, i.file, i.pointer) for i in caught.value.issues]
    assert found == [("stage_overlap", str(other), "/stages/0/from")]


# ---- The command --------------------------------------------------------------------------------


def test_the_commands(plan: px.Plan, tmp_path: Path, opened: Path) -> None:
    rubric = tmp_path / "small.json"
    rubric.write_text(json.dumps(RUBRIC), encoding="utf-8")
    good = sheet(tmp_path, "A,2,,self,có,,x,2026-01-31")
    bad = sheet(tmp_path, "A,2,,self,có,,x,2026-02-01", name="bad.csv")
    out = tmp_path / "self.json"
    command = ["merge", rubric, "--layer", "self", "--round", opened, "--output", out]
    refused = run(*command, f"it={bad}")
    assert refused.returncode == 1
    assert f"at:       {bad}, row 1, unit A, column 2" in refused.stdout
    assert "expected: until 2026-01-31" in refused.stdout
    assert not out.exists()
    assert run(*command, f"it={good}").returncode == 1  # an omission of home
    assert px.Assessment.load(plan, out).stages == tuple(STAGES)
    assert run(*command, f"it={good}", "--unit", "A").returncode == 2

    again = tmp_path / "again.json"
    reopened = px.Assessment.load(plan, out).reopen(**REOPENED)
    again.write_text(reopened.to_json(), encoding="utf-8")
    command = ["progress", rubric, again, "--layer", "self", "--date"]
    shown = run(*command, "2026-02-03", "--language", "en").stdout
    assert "Self-scoring  self" in shown
    assert "2026-01-31  reopened" in shown
    assert "Sở Nội vụ" in shown
    assert "closed" in run(*command, "2026-02-06", "--language", "en").stdout
    assert "đã khóa" in run(*command, "2026-02-06", "--language", "vi").stdout
    document = json.loads(run(*command, "2026-02-03", "--format", "json").stdout)
    assert [item["status"] for item in document["stages"]] == ["reopened", "open"]
    assert document["reopenings"] == [REOPENED]
    assert document["date"] == "2026-02-03"
    assert [item["agency"] for item in document["agencies"]] == ["home", "it"]
    assert run(*command, "2026-02-30").returncode == 2


def reopening(**changes: str) -> list[str]:
    return [f"--{key}={text}" for key, text in {**REOPENED, **changes}.items()]


def test_a_reopening_is_recorded_by_the_command(
    plan: px.Plan, tmp_path: Path, opened: Path
) -> None:
    rubric = tmp_path / "small.json"
    rubric.write_text(json.dumps(RUBRIC), encoding="utf-8")
    before = opened.read_bytes()
    out = tmp_path / "again.json"
    shown = run("reopen", rubric, opened, *reopening(), "--output", out)
    assert shown.stdout == (
        f"{out}: stage scoring is open again, from 2026-02-03 until 2026-02-05, unit A, code 2\n"
    )
    assert (shown.returncode, opened.read_bytes()) == (0, before)
    assert px.Assessment.load(plan, out).reopenings == (REOPENED,)
    shown = run("reopen", rubric, out, *reopening(date="2026-02-04"), "--format", "json")
    assert json.loads(shown.stdout) == REOPENED | {"date": "2026-02-04"}
    assert len(px.Assessment.load(plan, out).reopenings) == 2
    kept = out.read_bytes()
    refused = run("reopen", rubric, out, *reopening())  # older than the last one
    assert (refused.returncode, out.read_bytes()) == (1, kept)
    assert "date_order" in refused.stdout + refused.stderr
    for wrong, code in (
        ({"stage": "none"}, "stage_unknown"),
        ({"until": "2026-01-31"}, "stage_dates"),
    ):
        refused = run("reopen", rubric, opened, *reopening(**wrong))
        assert refused.returncode == 1
        assert code in refused.stdout + refused.stderr
    assert opened.read_bytes() == before
    everywhere = [word for word in reopening() if not word.startswith(("--unit", "--code"))]
    assert run("reopen", rubric, opened, *everywhere).returncode == 0
    (recorded,) = px.Assessment.load(plan, opened).reopenings
    assert set(recorded) == {"stage", "until", "by", "reason", "date"}
    table = sheet(tmp_path, "A,2,,self,có,,x,2026-01-31")
    assert run("reopen", rubric, table, *reopening()).returncode == 2
    assert run("reopen", rubric, opened, *reopening()[1:]).returncode == 2  # no stage


def test_the_command_reopens_a_stage_of_a_store_from_today_on(
    plan: px.Plan, tmp_path: Path
) -> None:
    rubric = tmp_path / "small.json"
    rubric.write_text(json.dumps(RUBRIC), encoding="utf-8")
    path = tmp_path / "round.db"
    with px.Assessment.open(path, plan, units=["A"]) as store:
        store.append(stages=STAGES)
    given = ["--stage=scoring", "--until=9999-12-31", "--by=Sở", "--reason=x", "--unit=A"]
    old = run("reopen", rubric, path, *given, "--date=2026-02-03")
    assert old.returncode == 1
    assert "stage_dates" in old.stdout + old.stderr
    assert run("reopen", rubric, path, *given).returncode == 0
    with px.Assessment.open(path, plan, create=False) as store:
        (recorded,) = store.reopenings
    assert (recorded["until"], recorded["unit"]) == ("9999-12-31", "A")
    assert recorded["date"] > "2026-02-03"
    assert run("reopen", rubric, tmp_path / "none.db", *given).returncode == 1
