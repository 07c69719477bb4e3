# SPDX-License-Identifier: MIT
"""Assessments and agencies in Python and on the command line; the rules are tested in C++."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import parindex as px
from agency_round import RUBRIC, Json, run, seen, story
from parindex import reference, shipped

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def plan() -> px.Plan:
    return px.Rubric.from_json(RUBRIC).compile()


@pytest.fixture(name="story")
def given_story() -> list[Json]:
    return story()


@pytest.fixture
def assessment(plan: px.Plan, story: list[Json]) -> px.Assessment:
    return px.Assessment.from_observations(plan, story)


def test_results_per_layer_and_final(assessment: px.Assessment) -> None:
    final = assessment.score()["A"]
    assert (final.points, final.max) == (Decimal("4.3"), 5)
    own = assessment.score("self")["A"]
    assert (own.points, own.max) == (3, 3)
    assert assessment.score("survey")["A"].points == Decimal("1.5")
    for call in (assessment.score, assessment.gap, assessment.progress):
        with pytest.raises(px.DataError, match="third") as error:
            call("third")
        assert [issue.code for issue in error.value.issues] == ["layer_unknown"]
        assert error.value.text("vi").startswith(
            ("không tìm thấy bước chấm\n", "không so sánh được hai bước chấm\n")
        )


def test_traces_name_the_deciding_layer(assessment: px.Assessment) -> None:
    leaf = assessment.score().explain("A").find("1.10")
    assert leaf is not None
    document = json.loads(leaf.to_json())
    given = document["inputs"][0]
    assert (given["layer"], given["date"]) == ("appraised", "2026-02-01")
    assert given["author"] == "Tổ thẩm định"
    assert (leaf.inputs[0].layer, leaf.inputs[0].date) == ("appraised", "2026-02-01")


def test_a_cell_has_a_history_and_appending_leaves_the_first_as_it_was(
    assessment: px.Assessment,
) -> None:
    more = assessment.append([seen("1.10", "appraised", 8, "2026-04-01", input="done")])
    assert [o["value"] for o in more.history("A", "1.10", "done")] == ["10", "9", "8"]
    assert len(assessment.history("A", "1.10", "done")) == 2
    assert more.score()["A"]["1.10"].points == Decimal("1.6")
    withdrawn = more.append([seen("2", "appraised", None, "2026-04-01")])
    assert withdrawn.score().status == ("error",)


def test_a_mark_may_say_why_there_is_no_value(story: list[Json]) -> None:
    document = {**RUBRIC, "not_applicable": "exclude"}
    story[5] = seen("2", "appraised", px.NOT_APPLICABLE, "2026-02-01")
    assessment = px.Assessment.from_observations(px.Rubric.from_json(document).compile(), story)
    assert assessment.observations[5]["value"] == {"no_value": "not_applicable"}
    assert assessment.score()["A"].max == 4  # not the self mark, which no resolution lists
    again = px.Assessment.from_observations(assessment.plan, assessment.observations)
    assert again == assessment


def test_self_against_appraised(assessment: px.Assessment) -> None:
    gap = assessment.gap("self", "appraised")
    assert gap.bias == Decimal("0.2")
    assert gap.units == (px.UnitGap("A", 2, Decimal(3), Decimal("2.8"), Decimal("-0.2")),)
    assert [(c.code, c.bias) for c in gap.components] == [("1.10", Decimal("0.2")), ("2", 0)]
    assert "mean bias 0.2" in gap.to_text(language="en")
    assert "<table " in gap._repr_html_()
    assert assessment.gap("self").second is None


def test_every_mistake_has_its_place(plan: px.Plan, story: list[Json]) -> None:
    story[0]["date"] = "5/1/2026"
    story[2]["layer"] = "survey"
    with pytest.raises(px.DataError) as caught:
        px.Assessment.from_observations(plan, story, units=["A", "B"])
    assert [(i.code, i.pointer) for i in caught.value.issues] == [
        ("date_malformed", "/observations/0/date"),
        ("layer_refused", "/observations/2/layer"),
    ]


def test_tables_of_observations_name_file_and_row(plan: px.Plan, tmp_path: Path) -> None:
    path = tmp_path / "seen.csv"
    path.write_text(
        "unit;code;input;layer;value;evidence;note;date\n"
        'A;="1.10";done;self;9;report=1/BC;;2026-01-05\n'
        "A;1.10;planned;self;;;;2026-01-05\n"
        "A;2;;self;maybe;;;2026-01-05\n",
        encoding="utf-8",
    )
    with pytest.raises(px.DataError) as caught:
        px.Assessment.load(plan, path)
    (issue,) = caught.value.issues
    assert (issue.code, issue.file, issue.row, issue.field) == ("value_type", str(path), 3, "2")
    assert str(issue).startswith(f"error value_type in {path} in row 3")
    path.write_text(path.read_text(encoding="utf-8").replace("maybe", "có"), encoding="utf-8")
    loaded = px.Assessment.load(plan, path)
    assert [o["code"] for o in loaded.observations] == ["1.10", "2"]  # nobody filled in row 2
    assert loaded.observations[0]["evidence"] == [{"id": "report", "reference": "1/BC"}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("unit,code,layer,value\nA,2,self,1\n", "column_missing"),
        ("unit,code,layer,value,date,points\nA,2,self,1,2026-01-05,1\n", "column_unknown"),
        ("unit,code\nA\n", "table_malformed"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(
    plan: px.Plan, tmp_path: Path, text: str, code: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(px.DataError) as caught:
        px.Assessment.load(plan, path)
    assert {(issue.code, issue.file) for issue in caught.value.issues} == {(code, str(path))}


def test_missing_files_are_issues(plan: px.Plan, tmp_path: Path) -> None:
    for name in ("no.json", "no.csv"):
        with pytest.raises(px.DataError) as caught:
            px.Assessment.load(plan, tmp_path / name)
        assert [issue.code for issue in caught.value.issues] == ["file_unreadable"]
    with pytest.raises(px.DataError):
        px.load_snapshot(tmp_path / "no.json")


def test_an_assessment_file_reads_back_and_keeps_to_its_schema(
    assessment: px.Assessment, plan: px.Plan, tmp_path: Path
) -> None:
    path = tmp_path / "all.json"
    path.write_text(assessment.to_json(), encoding="utf-8")
    assert px.Assessment.load(plan, path) == assessment
    schema = json.loads((ROOT / "docs" / "assessment.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    document = json.loads(assessment.to_json())
    validator.validate(document)
    for key in list(document["observations"][0]):
        broken = json.loads(assessment.to_json())
        broken["observations"][0][key] = {"no": 1}
        assert not validator.is_valid(broken), key
        text = json.dumps(broken).encode()
        from parindex import _core

        assert _core.check_assessment(plan._core, text)[0] is None, key


def test_a_snapshot_shows_when_it_was_changed(assessment: px.Assessment, tmp_path: Path) -> None:
    snapshot = assessment.freeze()
    path = tmp_path / "frozen.json"
    snapshot.save(path)
    assert px.load_snapshot(path).freeze() == snapshot
    path.write_text(snapshot.text.replace('"9"', '"10"'), encoding="utf-8")
    with pytest.raises(px.DataError) as caught:
        px.load_snapshot(path)
    assert [issue.code for issue in caught.value.issues] == ["snapshot_mismatch"]


def test_an_assessment_without_evidence_cannot_be_frozen(plan: px.Plan, story: list[Json]) -> None:
    del story[0]["evidence"]
    assessment = px.Assessment.from_observations(plan, story)
    assert [issue.code for issue in assessment.warnings] == ["evidence_missing"]
    with pytest.raises(px.DataError, match="evidence_missing"):
        assessment.freeze()


# ---- Agencies -----------------------------------------------------------------------------------


def test_worksheets_of_the_provincial_set_partition_its_leaves() -> None:
    plan = px.Rubric.load(shipped.shipped_rubric_path("vn-par-province-2020")).compile()
    document = plan.rubric.find("") or {}
    led = {a["id"]: px.worksheet(plan, a["id"]).leads() for a in document["agencies"]}
    leaves = [code for code in plan.codes if "rule" in (plan.rubric.find(code) or {})]
    assert sorted(code for codes in led.values() for code in codes) == sorted(leaves)
    assert len(leaves) == 100
    # Field 1 is led by Home Affairs, but 1.6 by the provincial Office; 7 by Information, but 7.1 (ISO
    # 9001) by Science; 8 by Planning, but 8.4 (budget revenue) by Finance.
    assert "1.6" in led["vp-ubnd-tinh"]
    assert {"7.1.1", "7.1.2"} == {code for code in led["so-kh-cn"] if code.startswith("7.")}
    assert "8.4" in led["so-tai-chinh"]
    assert not {"1.6", "7.1.1", "8.4"} & {*led["so-noi-vu"], *led["so-tt-tt"], *led["so-kh-dt"]}
    helpers = [
        a["id"]
        for a in document["agencies"]
        if any(
            line.code == "1.5" and line.role == "if_any"
            for line in px.worksheet(plan, a["id"]).lines
        )
    ]
    assert len(helpers) == 5  # initiatives: each coordinates for its own field, "nếu có"


def test_a_worksheet_says_what_to_write_and_to_bring(plan: px.Plan) -> None:
    sheet = px.worksheet(plan, "home")
    line = sheet.lines[0]
    assert (line.code, line.input, line.max) == ("1.10", "done", "2")
    assert line.expected == {"en": "a whole number of at least 0", "vi": "số nguyên từ 0 trở lên"}
    assert line.evidence == {"report": {"vi": "Báo cáo"}}
    form = sheet.to_csv(["A"], layer="self").splitlines()
    assert form[0].startswith(
        "agency,unit,code,input,layer,value,evidence,note,date,files,(tên tiêu chí)"
    )
    assert form[1].startswith("home,A,1.10,done,self,,,,,,Kế hoạch,Hoàn thành,2,")
    excel = sheet.to_csv(["A"], layer="self", excel=True)
    assert excel.startswith("\ufeff")
    assert '"=""1.10"""' in excel
    assert len(px.worksheet(plan, "it").to_csv(["A"], layer="self").splitlines()) == 4
    with pytest.raises(px.DataError, match="home, it") as error:
        px.worksheet(plan, "tax")
    assert [issue.code for issue in error.value.issues] == ["agency_unknown"]


def fill(plan: px.Plan, agency: str, folder: Path, values: dict[str, str], excel: bool) -> Path:
    """The form of an agency, filled in with values by column."""
    path = folder / f"{agency}.csv"
    rows = px.worksheet(plan, agency).to_csv(["A"], layer="self", excel=excel, date="2026-01-05")
    lines = rows.splitlines()
    at = 0
    for line in px.worksheet(plan, agency).lines:
        if "self" in line.layers:
            at += 1
            lines[at] = lines[at].replace(",self,,,", f",self,{values.get(line.column, '')},,x,", 1)
            lines[at] = lines[at].replace(",,x,,", ",,x,", 1)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("excel", [False, True])
def test_worksheets_merge_into_an_assessment(plan: px.Plan, tmp_path: Path, excel: bool) -> None:
    files = {
        "home": fill(plan, "home", tmp_path, {"1.10.done": "9", "1.10.planned": "10"}, excel),
        "it": fill(plan, "it", tmp_path, {"2": "có", "1.10.done": "9.0"}, excel),
    }
    reading = px.Reading(decimal=".")  # without it a count with a decimal point is an issue
    merged = px.merge_worksheets(plan, files, layer="self", reading=reading)
    assert merged.issues == ()
    assert merged.assessment is not None
    assert merged.assessment.score("self")["A"].points == Decimal("2.8")
    progress = merged.assessment.progress("self")
    assert [(p.agency, p.leaves, p.given, p.missing) for p in progress] == [
        ("home", 1, 1, ()),
        ("it", 1, 1, ()),
    ]


def test_conflicts_and_omissions_have_file_and_row(plan: px.Plan, tmp_path: Path) -> None:
    files = {
        "home": fill(plan, "home", tmp_path, {"1.10.done": "9"}, False),
        "it": fill(plan, "it", tmp_path, {"2": "có", "1.10.done": "8"}, False),
    }
    merged = px.merge_worksheets(plan, files, layer="self")
    assert merged.assessment is None
    conflict, omission = merged.issues
    assert (conflict.code, conflict.file, conflict.row, conflict.field) == (
        "merge_conflict", str(files["it"]), 2, "1.10.done",
    )  # fmt: skip
    assert (omission.code, omission.severity, omission.unit, omission.field) == (
        "cell_omitted", "warning", "A", "1.10.planned",
    )  # fmt: skip
    foreign = px.merge_worksheets(
        plan, {"home": [seen("2", "self", True, "2026-01-05")]}, layer="self"
    )
    assert foreign.issues[0].code == "scope_foreign"
    assert foreign.issues[0].pointer == "/submissions/0/observations/0/code"


# ---- The command --------------------------------------------------------------------------------


def test_the_commands_of_the_process(plan: px.Plan, story: list[Json], tmp_path: Path) -> None:
    rubric = tmp_path / "small.json"
    rubric.write_text(json.dumps(RUBRIC), encoding="utf-8")
    home = fill(plan, "home", tmp_path, {"1.10.done": "9", "1.10.planned": "10"}, False)
    it = fill(plan, "it", tmp_path, {"2": "có"}, False)
    out = tmp_path / "self.json"

    form = run("form", rubric, "--agency", "home", "--format", "json")
    assert form.returncode == 0
    assert json.loads(form.stdout)["lines"][0]["code"] == "1.10"
    assert run("form", rubric, "--agency", "tax").returncode == 2
    assert run("form", rubric, "--agency", "home", "--format", "csv").returncode == 2

    merged = run("merge", rubric, f"home={home}", f"it={it}", "--layer", "self", "--output", out)
    assert (merged.returncode, merged.stdout, merged.stderr) == (0, "no errors\n", "")
    assert run("merge", rubric, f"home={home}", "--layer", "self").returncode == 1
    assert run("merge", rubric, home, "--layer", "self").returncode == 2

    done = run("progress", rubric, out, "--layer", "self", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert [item["given"] for item in json.loads(done.stdout)] == [1, 1]

    result = run("assess", rubric, out, "--layer", "self", "--format", "json")
    assert result.returncode == 0
    assert json.loads(result.stdout)["units"][0]["points"] == "2.8"
    assert run("assess", rubric, out).returncode == 1  # nothing is appraised yet

    whole = tmp_path / "all.json"
    whole.write_text(px.Assessment.from_observations(plan, story).to_json(), encoding="utf-8")
    gap = run("assess", rubric, whole, "--gap", "self:appraised", "--format", "json")
    assert json.loads(gap.stdout)["bias"] == "0.2"
    frozen = tmp_path / "frozen.json"
    assert run("assess", rubric, whole, "--freeze", frozen).returncode == 0
    assert px.load_snapshot(frozen).score()["A"].points == Decimal("4.3")


def test_the_flag_of_a_gate_of_the_whole_is_observed() -> None:
    rubric = {
        "parindex": 1, "id": "r", "edition": "1", "max": "1", "aggregation": "sum", "missing": "error",
        "index_rounding": {"digits": 0, "mode": "half_up"}, "layers": [{"id": "self"}],
        "layer": "self", "resolution": ["self"],
        "gates": [{"id": "veto", "points": "0"}],
        "nodes": [{"code": "1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}],
    }  # fmt: skip
    plan = px.Rubric.from_json(rubric).compile()
    mark = {"unit": "A", "layer": "self", "date": "2026-01-05"}
    for flag, points in (("no", 1), ("yes", 0)):
        marks = [
            {**mark, "code": "1", "value": "yes"},
            {**mark, "code": "", "input": "veto", "value": flag},
        ]
        scores = px.Assessment.from_observations(plan, marks).score()
        assert scores["A"].points == points
        assert scores.digest == plan.score([{"unit": "A", "1": "yes", "veto": flag}]).digest


def test_a_gate_called_value_has_the_column_of_its_node() -> None:
    rubric = {
        "parindex": 1, "id": "r", "edition": "1", "max": "1", "aggregation": "sum", "missing": "error",
        "index_rounding": {"digits": 0, "mode": "half_up"}, "layers": [{"id": "self"}],
        "layer": "self", "resolution": ["self"],
        "nodes": [{
            "code": "1", "max": "1", "aggregation": "sum", "gates": [{"id": "value", "points": "0"}],
            "children": [{"code": "1.1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}],
        }],
    }  # fmt: skip
    plan = px.Rubric.from_json(rubric).compile()
    assert [column.name for column in plan.columns] == ["1", "1.1"]
    row = {"unit": "A", "1": "yes", "1.1": "yes"}
    (twin,) = reference.score(rubric, [row])
    assert (twin["points"], plan.score([row])["A"].points) == ("0", 0)
    mark = {"unit": "A", "layer": "self", "date": "2026-01-05"}
    marks = [{**mark, "code": "1.1", "value": "yes"}, {**mark, "code": "1", "value": "yes"}]
    assert px.Assessment.from_observations(plan, marks).score().digest == plan.score([row]).digest
    with pytest.raises(px.DataError) as caught:
        px.Assessment.from_observations(plan, [{**mark, "code": "1", "value": "maybe"}])
    assert [(i.code, i.field) for i in caught.value.issues] == [("value_type", "1")]
    (missing,) = plan.score([{"unit": "A", "1.1": "yes"}], allow_missing_columns=True).issues
    assert missing.field == "1"
    leaf = rubric["nodes"][0]["children"][0]  # type: ignore[index]
    leaf["gates"] = [{"id": "value", "points": "0"}]
    with pytest.raises(px.RubricError) as refused:
        px.Rubric.from_json(rubric)
    assert [(i.code, i.actual) for i in refused.value.issues] == [("column_clash", "two")]


class Unreadable:
    """A value that JSON cannot represent."""


def found_in(plan: px.Plan, observations: list[Json], **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(px.DataError) as caught:
        px.Assessment.from_observations(plan, observations, **more)
    return [(issue.code, issue.pointer) for issue in caught.value.issues]


def mark(**changes: Any) -> Json:
    """A valid observation with these members replaced; a member of None is left out."""
    made = seen("1.10", "self", 9, "2026-01-05", input="done", note="counted") | changes
    return {key: value for key, value in made.items() if value is not None}


BROKEN: dict[str, tuple[Any, str]] = {
    "an int of 500 digits": (10**500, "number_too_long"),
    "an int of 20,000 digits": (-(10**20_000), "number_too_long"),
    "a Decimal": (Decimal("1e500"), "number_too_long"),
    "a fraction": (Fraction(1, 3**2000), "number_too_long"),
    "digits": ("9" * 500, "number_too_long"),
    "an int of 200 digits": (10**200, "number_too_long"),
    "an object": (Unreadable(), "type_mismatch"),
    "not a number": (float("nan"), "value_not_finite"),
    "a list": ([1], "type_mismatch"),
}


@pytest.mark.parametrize(("value", "code"), BROKEN.values(), ids=BROKEN)
def test_all_issues_of_observations_come_at_once(plan: px.Plan, value: Any, code: str) -> None:
    wrong = [
        mark(layer="third"),
        mark(value=value),
        mark(value=-1),
        mark(date="yesterday"),
        mark(note=Unreadable()),
    ]
    assert found_in(plan, wrong) == [
        ("layer_unknown", "/observations/0/layer"),
        (code, "/observations/1/value"),
        ("value_below_minimum", "/observations/2/value"),
        ("date_malformed", "/observations/3/date"),
        ("type_mismatch", "/observations/4/note"),
    ]


def place(key: str) -> str:
    return f"/observations/0/{key}"


NOT_READ: dict[str, tuple[Json, list[tuple[str, str]]]] = {
    "no unit": ({"unit": None}, [("key_missing", "/observations/0")]),
    "no unit, and a wrong value": (
        {"unit": None, "value": -1},
        [("key_missing", "/observations/0"), ("value_below_minimum", place("value"))],
    ),
    "a unit that is no text": (
        {"unit": 1, "date": "x"},
        [("type_mismatch", place("unit")), ("date_malformed", place("date"))],
    ),
    "a code that is no text": ({"code": 1, "input": "none"}, [("type_mismatch", place("code"))]),
    "no code": (
        {"code": None, "layer": "third"},
        [("key_missing", "/observations/0"), ("layer_unknown", place("layer"))],
    ),
    "an input that is no text": (
        {"input": 1, "value": -1, "layer": "third"},
        [("layer_unknown", place("layer")), ("type_mismatch", place("input"))],
    ),
    "a layer that is misspelt": (
        {"layer": None, "laier": "self", "value": -1},
        [("value_below_minimum", place("value")), ("key_unknown", place("laier"))],
    ),
    "a date that is no text": ({"date": 5}, [("type_mismatch", place("date"))]),
    "nothing but evidence that is no list": (
        {"value": None, "note": None, "evidence": 5},
        [("type_mismatch", place("evidence"))],
    ),
    "evidence of a file without a size": (
        {"code": Unreadable(), "evidence": [{"id": "x", "sha256": "0"}]},
        [
            ("type_mismatch", place("code")),
            ("evidence_incomplete", place("evidence/0")),
            ("sha256_malformed", place("evidence/0/sha256")),
        ],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), NOT_READ.values(), ids=NOT_READ)
def test_nothing_is_reported_about_unreadable_parts(
    plan: px.Plan, changes: Json, expected: list[tuple[str, str]]
) -> None:
    assert found_in(plan, [mark(**changes)], units=["A"]) == expected


def test_a_name_that_is_not_a_text(plan: px.Plan) -> None:
    wrong = {**mark(value=-1), 5: 6}
    assert found_in(plan, [wrong]) == [
        ("type_mismatch", "/observations/0"),
        ("value_below_minimum", "/observations/0/value"),
    ]


def test_units_that_could_not_be_read_are_not_unknown(plan: px.Plan) -> None:
    units = ["A", {"unit": 7}]
    assert found_in(plan, [mark(unit="B"), mark(value=-1)], units=units) == [
        ("type_mismatch", "/units/1/unit"),
        ("value_below_minimum", "/observations/1/value"),
    ]


def test_unreadable_values_are_counted_with_the_rest(plan: px.Plan) -> None:
    before = px.limits()
    try:
        px.set_limits(issues=3)
        found = found_in(plan, [mark(value=Unreadable()) for _ in range(5)] + [mark(value=-1)] * 2)
    finally:
        px.set_limits(before)
    assert found[:3] == [("type_mismatch", f"/observations/{n}/value") for n in range(3)]
    assert {code for code, _ in found[3:]} == {"issues_omitted"}


def test_scores_of_an_assessment_have_notes_by_unit(plan: px.Plan, tmp_path: Path) -> None:
    counts = {"Huế": 2, "huế": 3000, "B": 3100, "C": 2900, "D": 2800}
    marks = [
        {**seen("1.10", "self", number, "2026-01-05", input=name), "unit": unit}
        for unit, number in counts.items()
        for name in ("done", "planned")
    ]
    assessment = px.Assessment.from_observations(plan, marks, units=[*counts, "E"])
    notes = assessment.score("self").notes
    assert {(note.code, note.unit, note.field, note.row) for note in notes} == {
        ("unit_lookalike", "huế", "unit", 0),
        ("count_thousands", "Huế", "1.10.done", 0),
        ("count_thousands", "Huế", "1.10.planned", 0),
    }
    # Data without observations have no heading in a table.
    assert [note.code for note in assessment.score().notes] == ["unit_lookalike"]
    assessment.save(tmp_path / "round.json")
    (tmp_path / "r.json").write_text(json.dumps(RUBRIC), encoding="utf-8")
    done = run("assess", tmp_path / "r.json", tmp_path / "round.json", "--layer", "self")
    assert "count_thousands" in done.stderr
