# SPDX-License-Identifier: MIT
"""Cases: tests/cases on the engine and the reference, and the runner with its output formats.

tests/cpp/cases_test.cpp runs the same files, and so does ctest through parindex_add_cases.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from leaders import SHARE_OF_BEST
from parindex import Rubric, StoppedError, reference, testing
from parindex.cli import main

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases").glob("*.json"))
SCHEMA = json.loads((ROOT / "docs" / "cases.schema.json").read_text(encoding="utf-8"))

RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "r",
    "edition": "2026",
    "max": "3",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "nodes": [
        {"code": "1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
        {
            "code": "2",
            "max": "2",
            "title": {"vi": "Mức độ thực hiện"},
            "inputs": [
                {"name": "done", "type": "count"},
                {"name": "all", "type": "count", "min": 1},
            ],
            "rule": {
                "bands": {
                    "on": {"percent": ["done", "all"]},
                    "steps": [{"from": "90", "points": "2"}, {"below": "90", "points": "0"}],
                }
            },
        },
    ],
}
GOOD = {"1": True, "2.done": 9, "2.all": 10}


def write(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def case_file(tmp_path: Path, *cases: dict[str, Any], **more: Any) -> Path:
    document = {"rubric": RUBRIC, "base": GOOD, "cases": list(cases), **more}
    return write(tmp_path / "some.case.json", document)


# ---- the shared folder ------------------------------------------------------------------------


def test_there_are_cases() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_engine(path: Path) -> None:
    report = testing.run_cases([path])
    assert report.ok, report.to_text()


def assert_holds(actual: Any, expected: Any, at: str = "") -> None:
    """Everything expected is present; an object may contain more, a list may not."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in actual, f"{at}/{key} is missing"
            assert_holds(actual[key], value, f"{at}/{key}")
    elif isinstance(expected, list):
        assert len(actual) == len(expected), f"{at}: {actual} for {expected}"
        for position, value in enumerate(expected):
            assert_holds(actual[position], value, f"{at}/{position}")
    else:
        assert actual == expected, f"{at}: {actual!r} for {expected!r}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_reference(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    if "units" not in case.get("expect", {}):
        pytest.skip("expects issues of the whole, which the reference does not report")
    rubric = json.dumps(case["rubric"])
    units = reference.score(rubric, case["rows"])
    if "ranking" in case["rubric"]:
        for unit, rank in zip(units, reference.rank(rubric, case["rows"]), strict=True):
            unit["rank"] = rank
    for code in [code for code, node in units[0]["nodes"].items() if "rank" in node]:
        ranks = reference.rank(rubric, case["rows"], node=code)
        for unit, rank in zip(units, ranks, strict=True):
            unit["nodes"][code]["rank"] = rank
    expected = case["expect"]["units"]
    assert_holds(units, [{k: v for k, v in unit.items() if k != "trace"} for unit in expected])
    for actual, wanted in zip(units, expected, strict=True):
        assert actual.get("issues", []) == [] or "issues" in wanted, f"issues of {actual['unit']}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_schema_takes_them(path: Path) -> None:
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), SCHEMA)


# ---- what a case can expect -------------------------------------------------------------------


@pytest.mark.parametrize(
    "expect",
    [
        {"points": "3"},
        {"points": 3, "index": "100.00", "max": "3", "status": "ok"},
        {"nodes": {"2": {"points": "2", "status": "ok"}}},
        {"trace": {"2": {"branch": "/rule/bands/steps/0", "quantity": 90}}},
        {"trace": {"2": {"rounding": None, "issues": []}}, "issues": []},
    ],
)
def test_a_case_that_passes(tmp_path: Path, expect: dict[str, Any]) -> None:
    path = case_file(tmp_path, {"given": {}, "expect": expect})
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), SCHEMA)
    assert testing.run_cases([path]).ok


@pytest.mark.parametrize(
    ("case", "key", "found"),
    [
        ({"given": {}, "expect": {"points": "2.999999999999999999999"}}, "points", "3"),
        ({"given": {}, "expect": {"points": None}}, "points", "3"),
        ({"given": {"2.done": 8}, "expect": {"nodes": {"2": {"points": 2}}}}, "points", "0"),
        ({"given": {}, "expect": {"trace": {"2": {"quantity": "89"}}}}, "quantity", "90"),
        ({"given": {}, "expect": {"pionts": "3"}}, "pionts", "nothing of this name"),
        (
            {"given": {"1": None}, "expect": {"nodes": {"2": {"points": "2"}}}},
            "issues",
            "value_missing",
        ),
        ({"given": {}, "expect": {"issues": [{"code": "value_type"}]}}, "issues/length", "0"),
    ],
)
def test_a_case_that_does_not(tmp_path: Path, case: dict[str, Any], key: str, found: str) -> None:
    report = testing.run_cases([case_file(tmp_path, case)])
    assert not report.ok
    failures = report.results[0].failures
    assert key in [failure["key"] for failure in failures]
    assert any(found in failure["found"] for failure in failures)


def test_a_tolerance_counts_only_where_it_is_written(tmp_path: Path) -> None:
    near = {"given": {}, "expect": {"points": "2.99"}}
    assert not testing.run_cases([case_file(tmp_path, near)]).ok
    assert testing.run_cases([case_file(tmp_path, {**near, "tolerance": "0.01"})]).ok
    assert not testing.run_cases([case_file(tmp_path, {**near, "tolerance": "0.009"})]).ok
    assert testing.run_cases([case_file(tmp_path, near, tolerance="0.01")]).ok


def test_a_failure_says_what_and_why(tmp_path: Path) -> None:
    case = {"unit": "Huế", "given": {"2.done": 8}, "expect": {"nodes": {"2": {"points": "2"}}}}
    text = testing.run_cases([case_file(tmp_path, case)]).results[0].text
    for said in (
        "2  Mức độ thực hiện",
        "points: expected 2, found 0",
        "done = 8, all = 10",
        "100 * done / all = 80",
        "x < 90 gives 0",
        "/rule/bands/steps/1",
    ):
        assert said in text


def test_issues_of_a_rubric_can_be_expected(tmp_path: Path) -> None:
    broken = json.loads(json.dumps(RUBRIC))
    broken["nodes"][1]["rule"]["bands"]["steps"][0] = {"above": "90", "points": "2"}
    wanted = {"code": "bands_gap", "pointer": "/rubric/nodes/1/rule/bands/steps/0"}
    path = tmp_path / "broken.case.json"
    write(path, {"rubric": broken, "expect": {"issues": [wanted]}})
    assert testing.run_cases([path]).ok
    write(path, {"rubric": RUBRIC, "expect": {"issues": [wanted]}})
    assert not testing.run_cases([path]).ok


def test_ranks_are_ranks_within_the_file(tmp_path: Path) -> None:
    ranking = {"on": "points", "stage": "exact", "ties": "competition", "within": "all"}
    path = case_file(
        tmp_path,
        {"unit": "A", "given": {"1": False}, "expect": {"rank": 2}},
        {"unit": "B", "given": {}, "expect": {"rank": 1}},
        rubric={**RUBRIC, "ranking": ranking},
    )
    assert testing.run_cases([path]).ok


COHORT: dict[str, Any] = {
    "parindex": 1,
    "id": "best",
    "edition": "2026",
    "max": "1",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": "exact",
    "nodes": [
        {
            "code": "1",
            "max": "1",
            "inputs": [{"name": "value", "type": "count"}],
            "rule": {
                "formula": {
                    "cases": [{"points": SHARE_OF_BEST}],
                    "when_zero": "zero",
                    "cap": "1",
                    "floor": "0",
                }
            },
        }
    ],
}


def test_cohorts_of_a_file_are_tables_of_their_own(tmp_path: Path) -> None:
    def one(value: int, points: str, cohort: str | None) -> dict[str, Any]:
        case = {"given": {"1": value}, "expect": {"points": points}}
        return case if cohort is None else {**case, "cohort": cohort}

    apart = [one(4, "1", None), one(0, "0", "none"), one(2, "0.5", None), one(0, "0", "none")]
    path = write(tmp_path / "c.case.json", {"rubric": COHORT, "cases": apart})
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), SCHEMA)
    assert testing.run_cases([path]).ok
    # In its own table the third unit is now alone, without others to compare it with.
    apart[0]["cohort"] = "none"
    report = testing.run_cases([write(path, {"rubric": COHORT, "cases": apart})])
    failed = [result for result in report.results if not result.passed]
    assert [result.line for result in failed] == [report.results[3].line]
    assert "cohort_missing" in failed[0].failures[-1]["found"]


def test_update_writes_every_cohort_of_a_file_once(tmp_path: Path) -> None:
    cases = [
        {"given": {"1": 4}, "expect": {"points": "0"}, "cohort": cohort}
        for cohort in ("a", "a", "b", "b")
    ]
    path = write(tmp_path / "c.case.json", {"rubric": COHORT, "cases": cases})
    assert main(["test", str(path), "--update"]) == 0
    assert path.read_text(encoding="utf-8").count('"points": "1"') == len(cases)


# ---- bad files --------------------------------------------------------------------------------


def codes(*paths: Path) -> list[tuple[str, str]]:
    report = testing.run_cases(paths)
    assert not report.ok
    return [(issue["code"], issue["pointer"]) for issue in report.issues]


@pytest.mark.parametrize(
    ("document", "code", "pointer"),
    [
        ({"rubric": RUBRIC}, "case_empty", ""),
        (
            {"rubric": RUBRIC, "cases": [{"given": GOOD, "expect": {}}]},
            "case_empty",
            "/cases/0/expect",
        ),
        ({"cases": [{"given": GOOD, "expect": {"points": 3}}]}, "key_missing", ""),
        ({"rubric": RUBRIC, "for": {"rubric": "r", "edition": "1999"}}, "case_edition", "/for"),
        (
            {
                "rubric": RUBRIC,
                "cases": [{"given": GOOD, "expect": {"nodes": {"3": {"points": 1}}}}],
            },
            "case_cell_unknown",
            "/cases/0/expect/nodes/3/points",
        ),
        (
            {"rubric": RUBRIC, "cases": [{"given": GOOD, "expect": {"index": "33.333"}}]},
            "case_digits",
            "/cases/0/expect/index",
        ),
        ({"rubric": RUBRIC, "case": []}, "key_unknown", "/case"),
        (
            {"rubric": RUBRIC, "rows": [GOOD], "expect": {"units": []}},
            "case_unit_unknown",
            "/expect/units",
        ),
        (
            {"rubric": {**RUBRIC, "max": "4"}, "cases": [{"given": GOOD, "expect": {"points": 3}}]},
            "maximum_mismatch",
            "/rubric/max",
        ),
    ],
)
def test_a_bad_file_is_an_issue_with_its_place(
    tmp_path: Path, document: object, code: str, pointer: str
) -> None:
    assert (code, pointer) in codes(write(tmp_path / "bad.case.json", document))


def test_a_case_for_another_edition(tmp_path: Path) -> None:
    write(tmp_path / "r.json", {**RUBRIC, "edition": "2027"})
    document = {
        "for": {"rubric": "r", "edition": "2026"},
        "rubric_file": "r.json",
        "cases": [{"given": GOOD, "expect": {"points": 3}}],
    }
    assert codes(write(tmp_path / "old.case.json", document)) == [("case_edition", "/for")]


def test_a_case_for_another_edition_than_the_rubric_beside_it(tmp_path: Path) -> None:
    document = {
        "for": {"rubric": "r", "edition": "1999"},
        "rubric": RUBRIC,
        "cases": [{"given": GOOD, "expect": {"points": 3}}],
    }
    assert codes(write(tmp_path / "old.case.json", document)) == [("case_edition", "/for")]


@pytest.mark.parametrize("text", ["", " ", "{}", "[]", "null", '{"rubric": '])
def test_a_file_with_nothing_in_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "empty.case.json"
    path.write_text(text, encoding="utf-8")
    report = testing.run_cases([path])
    assert not report.ok
    for issue in report.issues:
        assert issue["code"]
        assert issue["file"] == str(path)
        assert issue["line"] == 1
        assert issue["column"] >= 1
    assert report.issues


def test_an_issue_of_a_file_says_where_in_it(tmp_path: Path) -> None:
    cases = [{"given": GOOD, "expect": {"nodes": {"7": {"points": 1}}, "index": "33.333"}}]
    path = write(tmp_path / "where.case.json", {"rubric": RUBRIC, "cases": cases})
    lines = path.read_text(encoding="utf-8").splitlines()
    found = {issue["code"]: issue for issue in testing.run_cases([path]).issues}
    unknown, digits = found["case_cell_unknown"], found["case_digits"]
    assert lines[unknown["line"] - 1].strip() == '"points": 1'
    assert lines[digits["line"] - 1].strip() == '"index": "33.333"'
    assert digits["expected"] == "at most 2 decimal places"


def test_files_that_include_themselves(tmp_path: Path) -> None:
    one = {"given": GOOD, "expect": {"points": 3}}
    write(tmp_path / "a.case.json", {"rubric": RUBRIC, "include": ["b.case.json"], "cases": [one]})
    write(
        tmp_path / "b.case.json",
        {"for": {"rubric": "r", "edition": "2026"}, "include": ["a.case.json"], "cases": [one]},
    )
    assert codes(tmp_path / "a.case.json") == [("case_cycle", "/include/0")]


def test_an_included_file_takes_the_rubric_of_the_file_around_it(tmp_path: Path) -> None:
    one = {"given": GOOD, "expect": {"points": 3}}
    write(tmp_path / "a.case.json", {"rubric": RUBRIC, "include": ["b.case.json"]})
    write(tmp_path / "b.case.json", {"for": {"rubric": "r", "edition": "2026"}, "cases": [one]})
    report = testing.run_cases([tmp_path / "a.case.json"])
    assert report.ok
    assert report.passed == 1


# ---- the command ------------------------------------------------------------------------------


def test_the_command_in_its_three_formats(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    path = case_file(
        tmp_path,
        {"unit": "A", "given": {}, "expect": {"points": "3"}},
        {"unit": "B", "given": {}, "expect": {"points": "2"}},
    )
    assert main(["test", str(path)]) == 1
    assert "2 cases: 1 passed, 1 failed" in capsys.readouterr().out
    assert main(["test", str(path), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["failed"] == 1
    assert main(["test", str(path), "--format", "junit"]) == 1
    suite = ET.fromstring(capsys.readouterr().out).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "1", "0")


def test_a_run_without_cases_fails(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert main(["test", str(tmp_path)]) == 1
    assert "No case was run" in capsys.readouterr().out


def test_cases_inside_a_rubric_are_outside_its_fingerprint(tmp_path: Path) -> None:
    bare = write(tmp_path / "bare.json", RUBRIC)
    inside = {"base": GOOD, "cases": [{"given": {"1": False}, "expect": {"points": "2"}}]}
    full = write(tmp_path / "full.json", {**RUBRIC, "cases": inside})
    assert main(["test", str(full)]) == 0
    assert main(["test", str(bare)]) == 1
    assert Rubric.load(bare).compile().fingerprint == Rubric.load(full).compile().fingerprint


def test_update_changes_the_figures_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    path = case_file(
        tmp_path, {"title": "giữ nguyên", "given": {}, "expect": {"points": "2", "index": "66.67"}}
    )
    before = path.read_text(encoding="utf-8")
    assert main(["test", str(path), "--update"]) == 0
    shown = capsys.readouterr().out
    assert '-    "points": "2",' in shown
    assert '+    "points": "3",' in shown
    after = path.read_text(encoding="utf-8")
    expected = before.replace('"points": "2",', '"points": "3",').replace('"66.67"', '"100.00"')
    # The rubric that contains the cases also gives 2 points for another value.
    assert after[after.index('"cases"') :] == expected[expected.index('"cases"') :]
    assert after[: after.index('"cases"')] == before[: before.index('"cases"')]
    assert after != before
    assert main(["test", str(path)]) == 0


def test_update_writes_what_a_new_case_can_expect(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    new = {"unit": "A", "given": {"1": False, "2.done": 8}}
    bad = {"unit": "B", "given": {"1": None}}
    path = case_file(tmp_path, new, bad)
    jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), SCHEMA)
    before = path.read_text(encoding="utf-8")
    assert main(["test", str(path)]) == 1  # before the update it fails, and no file changes
    assert "the case states none yet" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == before
    assert main(["test", str(path), "--update"]) == 0
    shown = capsys.readouterr().out
    first, second = json.loads(path.read_text(encoding="utf-8"))["cases"]
    # The displayed text is what another person would write into the file.
    assert all(f"+   {json.dumps(key)}: " in shown for key in ("expect", "confirmed"))
    assert first == {
        **new,
        "expect": {
            "points": "0",
            "index": "0.00",
            "nodes": {"1": {"points": "0"}, "2": {"points": "0"}},
        },
        "confirmed": False,
    }
    assert second["expect"]["issues"] == [{"code": "value_missing", "field": "1"}]
    assert main(["test", str(path)]) == 0
    assert "2 unconfirmed" in capsys.readouterr().out


def test_update_keeps_a_case_on_its_line(tmp_path: Path) -> None:
    path = tmp_path / "one.case.json"
    head = f'{{"rubric": {json.dumps(RUBRIC)}, "base": {json.dumps(GOOD)},\n"cases": [\n'
    path.write_text(head + '{"given": {"2.done": 8}, "title": "mới"}\n]}', encoding="utf-8")
    assert main(["test", str(path), "--update"]) == 0
    line = path.read_text(encoding="utf-8").splitlines()[2]
    assert line.startswith('{"given": {"2.done": 8}, "expect": {"points": "1", ')
    assert line.endswith('"confirmed": false, "title": "mới"}')


# ---- pytest -----------------------------------------------------------------------------------


def run_pytest(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, str(folder)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_conftest_gives_custom_rules_to_pytest(tmp_path: Path) -> None:
    leaf = {
        "code": "1",
        "max": "2",
        "inputs": [{"name": "value", "type": "number"}],
        "rule": {"custom": {"name": "ours", "version": "1", "reach": {"min": "0", "max": "2"}}},
    }
    rubric = {**RUBRIC, "max": "2", "nodes": [leaf]}
    case = {"unit": "A", "given": {"1": "1.5"}, "expect": {"points": "0.75"}}
    write(tmp_path / "half.case.json", {"rubric": rubric, "cases": [case]})
    assert "custom_unknown" in run_pytest(tmp_path).stdout
    (tmp_path / "conftest.py").write_text(
        "def pytest_parindex_custom(path):\n"
        "    assert path.name == 'half.case.json'\n"
        "    return {'ours': ('1', lambda call: call.inputs['value'] / 2)}\n",
        encoding="utf-8",
    )
    done = run_pytest(tmp_path)
    assert "1 passed" in done.stdout, done.stdout


def test_pytest_collects_case_files(tmp_path: Path) -> None:
    case_file(
        tmp_path,
        {"unit": "good", "given": {}, "expect": {"points": "3"}},
        {"unit": "bad", "given": {"2.done": 8}, "expect": {"nodes": {"2": {"points": "2"}}}},
    )
    write(tmp_path / "named.json", {"rubric": RUBRIC})
    done = run_pytest(tmp_path)
    assert done.returncode == 1
    assert "1 failed, 1 passed" in done.stdout
    assert "points: expected 2, found 0" in done.stdout
    assert "Traceback" not in done.stdout
    done = run_pytest(tmp_path, "-o", "parindex_cases=named.json")
    assert "2 failed, 1 passed" in done.stdout
    assert "case_empty" in done.stdout


def test_pytest_over_the_shared_folder_has_the_outcome_of_the_runner() -> None:
    done = run_pytest(
        ROOT / "tests" / "cases", "-q", "--rootdir", ".", "-o", "parindex_cases=*.json"
    )
    report = testing.run_cases([ROOT / "tests" / "cases"])
    assert f"{report.passed} passed" in done.stdout, done.stdout
    assert done.returncode == 0


# ---- generated cases --------------------------------------------------------------------------

SOUND = [
    path for path in CASES if "units" in json.loads(path.read_text(encoding="utf-8"))["expect"]
]


# The number of items that are listed as not reached without a proof that they are unreachable:
# sides on which no result depends, because the rule continues unchanged or rejects the value
# anyway, and items that need a table of units that was not found.
NOT_REACHED = {
    "by_group_kinds": 5,
    "cohort_rules": 6,
    "deadlines": 1,
    "decision_table": 9,
    "dropping": 1,
    "formula": 1,
    "goalposts": 2,
    "groups": 4,
    "informative": 5,
    "node_figures": 7,
    "quantity_names": 7,
    "replaced": 2,
    "survey": 1,
    "table_outputs": 3,
    "table_outputs_imputed": 2,
    "two_ratings": 4,
}


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_generated_cases_hold_and_cover_the_rubric(path: Path, tmp_path: Path) -> None:
    rubric = Rubric.from_json(json.loads(path.read_text(encoding="utf-8"))["rubric"])
    generated = tmp_path / "generated.case.json"
    made = testing.boundary_cases(rubric)
    generated.write_text(made, encoding="utf-8")
    jsonschema.validate(json.loads(generated.read_text(encoding="utf-8")), SCHEMA)
    report = testing.run_cases([generated], rubric=rubric)
    assert report.ok, report.to_text()
    coverage = testing.measure_coverage(rubric, [generated])
    # Uncovered items are listed with their reasons, and nothing else is left.
    listed = {(item.pointer, item.text): item for item in made.not_reached}
    left = [item for item in coverage.items if item.cases == 0]
    assert {(item.pointer, item.text) for item in left} == set(listed)
    assert all(item.reason for item in listed.values())
    assert all(item.exempt for item in listed.values()) == (coverage.percent == 100)
    assert len(coverage.missing) == NOT_REACHED.get(path.stem, 0), coverage.to_text()


def test_exempt_items_have_their_reason() -> None:
    nodes = [
        {
            "code": "1",
            "max": "2",
            "inputs": [
                {"name": "done", "type": "count"},
                {"name": "all", "type": "count", "min": 1},
            ],
            "rule": {
                "proportional": {
                    "on": {"percent": ["done", "all"]},
                    "full_at": "100",
                    "cut_off": {"below": "50", "points": "0"},
                    "cap": "2",
                    "floor": "0",
                }
            },
        },
        {
            "code": "2",
            "max": "1",
            "inputs": [{"name": "late", "type": "count"}],
            "rule": {
                "bands": {
                    "on": {"value": "late"},
                    "steps": [
                        {"below": "0", "points": "0"},
                        {"from": "0", "to": "2", "points": "1"},
                        {"above": "2", "points": "0"},
                    ],
                }
            },
        },
    ]
    rubric = Rubric.from_json({**RUBRIC, "nodes": nodes})
    coverage = testing.measure_coverage(rubric, [])
    assert {(item.code, item.kind, item.exempt, item.pointer) for item in coverage.exempt} == {
        # 50 % or more is never below the floor, and the check proves that no count is below 0.
        ("1", "branch", "unreachable", "/nodes/0/rule/proportional/floor"),
        ("2", "branch", "unreachable", "/nodes/1/rule/bands/steps/0"),
        ("2", "boundary", "outside_range", "/nodes/1/rule/bands/steps/0/below"),
        ("2", "boundary", "outside_range", "/nodes/1/rule/bands/steps/1/from"),
    }
    assert coverage.percent == 0
    assert "outside_range  2  boundary  just below 0 (from)" in coverage.to_text()


@pytest.mark.parametrize("stem", ["gates", "classes", "lookup", "adjustments"])
def test_nodes_above_the_leaves_are_covered_too(stem: str, tmp_path: Path) -> None:
    case = json.loads((ROOT / "tests" / "cases" / f"{stem}.json").read_text(encoding="utf-8"))
    rubric = Rubric.from_json(case["rubric"])
    document = json.loads(testing.boundary_cases(rubric))
    document["cases"] = [one for one in document["cases"] if "points" not in one["expect"]]
    path = write(tmp_path / "leaves.case.json", document)
    missing = {item.pointer for item in testing.measure_coverage(rubric, [path]).missing}
    part = {
        "gates": "/gates/",
        "classes": "/classes/",
        "lookup": "/rows/",
        "adjustments": "/adjust/",
    }
    assert any(part[stem] in pointer for pointer in missing), missing


# ---- Files that a case file leads to -------------------------------------------------------------


@pytest.fixture
def two_folders(tmp_path: Path) -> Path:
    """A folder of cases, with a rubric and cases next to it, and links of each kind."""
    inner = tmp_path / "cases"
    (inner / "deep").mkdir(parents=True)
    one = {"given": GOOD, "expect": {"points": 3}}
    made_for = {"rubric": "r", "edition": "2026"}
    write(tmp_path / "r.json", RUBRIC)
    write(inner / "own.json", RUBRIC)
    write(tmp_path / "more.case.json", {"rubric": RUBRIC, "cases": [one]})
    (inner / "link.json").symlink_to(tmp_path / "r.json")
    (inner / "up").symlink_to(tmp_path)
    (inner / "same.json").symlink_to(inner / "own.json")
    names = {
        "up": "../r.json",
        "twice": "deep/../../r.json",
        "absolute": str(tmp_path / "r.json"),
        "link": "link.json",
        "link-up": "up/r.json",
        "system": "/etc/passwd",
        "gone": "../no-such-file.json",
        "nul": "own.json\x00.json",
        "good": "own.json",
        "good-link": "same.json",
        "good-absolute": str(inner / "own.json"),
        "good-round": "../cases/own.json",
    }
    for name, target in names.items():
        write(inner / f"{name}.case.json", {"rubric_file": target, "for": made_for, "cases": [one]})
    write(
        inner / "deep" / "below.case.json",
        {"rubric_file": "../own.json", "for": made_for, "cases": [one]},
    )
    write(inner / "include.case.json", {"rubric": RUBRIC, "include": ["../more.case.json"]})
    return tmp_path


REFUSED = ["up", "twice", "absolute", "link", "link-up", "system", "gone", "nul"]


@pytest.mark.parametrize("name", REFUSED)
def test_a_case_file_leads_nowhere_outside_its_folder(two_folders: Path, name: str) -> None:
    path = two_folders / "cases" / f"{name}.case.json"
    report = testing.run_cases([path])
    assert not report.ok
    assert [(i["code"], i["pointer"], i["line"]) for i in report.issues] == [
        ("case_outside", "/rubric_file", 2)
    ]
    # The contents of the named file are not shown anywhere.
    assert "root:" not in report.to_json()


@pytest.mark.parametrize("name", ["good", "good-link", "good-absolute", "good-round"])
def test_below_its_folder_it_may_name_what_it_wants(two_folders: Path, name: str) -> None:
    assert testing.run_cases([two_folders / "cases" / f"{name}.case.json"]).ok


def test_an_included_file_lies_in_the_folder_too(two_folders: Path) -> None:
    path = two_folders / "cases" / "include.case.json"
    (issue,) = testing.run_cases([path]).issues
    assert (issue["code"], issue["pointer"]) == ("case_outside", "/include/0")
    assert testing.run_cases([path], root=two_folders).ok


def test_a_root_allows_what_lies_below_it(two_folders: Path) -> None:
    inner = two_folders / "cases"
    for name in REFUSED:
        report = testing.run_cases([inner / f"{name}.case.json"], root=two_folders)
        found = [issue["code"] for issue in report.issues]
        expected = {
            "system": ["case_outside"],
            "nul": ["case_outside"],
            "gone": ["file_unreadable"],
        }
        assert found == expected.get(name, []), name
    # The folder of the file stays allowed if the root is another folder.
    (two_folders / "other").mkdir()
    assert testing.run_cases([inner / "good.case.json"], root=two_folders / "other").ok
    assert not testing.run_cases([inner / "up.case.json"], root=two_folders / "none").ok


def test_a_folder_that_is_given_is_the_root_of_its_files(two_folders: Path) -> None:
    inner = two_folders / "cases"
    assert not testing.run_cases([inner / "deep" / "below.case.json"]).ok
    report = testing.run_cases([inner])
    failed = {Path(i["file"]).name for i in report.issues if i["code"] == "case_outside"}
    assert failed == {*(f"{name}.case.json" for name in REFUSED), "include.case.json", "link.json"}
    assert {Path(r.file).name for r in report.results if r.passed} >= {
        "below.case.json",
        "good.case.json",
    }


def test_a_given_rubric_takes_the_place_of_one_outside(two_folders: Path) -> None:
    rubric = Rubric.from_json(RUBRIC)
    assert testing.run_cases([two_folders / "cases" / "system.case.json"], rubric=rubric).ok


def test_mutants_tell_how_far_they_have_come(tmp_path: Path) -> None:
    rubric = Rubric.from_json(RUBRIC)
    path = tmp_path / "boundaries.case.json"
    path.write_text(testing.boundary_cases(rubric), encoding="utf-8")
    for threads in (1, 3):
        seen: list[tuple[int, int]] = []

        def progress(tried: int, of: int, seen: list[tuple[int, int]] = seen) -> None:
            seen.append((tried, of))

        count = len(testing.mutate(rubric, [path], threads=threads, progress=progress).mutants)
        assert seen == [(tried, count) for tried in range(1, count + 1)]

        def ends(tried: int, _: int) -> None:
            if tried == 4:
                raise KeyError("enough")

        with pytest.raises(KeyError, match="enough"):
            testing.mutate(rubric, [path], threads=threads, progress=ends)


def test_a_leaf_without_inputs_has_mutants_as_well(tmp_path: Path) -> None:
    constant = {"formula": {"cases": [{"points": "1/2"}], "cap": 1, "floor": 0}}
    document = {
        **{key: RUBRIC[key] for key in ("parindex", "id", "edition", "aggregation", "missing")},
        "index_rounding": "exact",
        "max": 2,
        "nodes": [
            {"code": "a", "max": 1, "rule": {"direct": {"min": 0, "max": 1}}},
            {
                "code": "b",
                "max": 1,
                "rule": constant,
                "accept": {"maximum_unreachable": "constant", "minimum_above_zero": "constant"},
            },
        ],
    }
    path = tmp_path / "a.case.json"
    case = {"unit": "u", "given": {"a": 1}, "expect": {"nodes": {"a": {"points": 1}}}}
    path.write_text(
        json.dumps(
            {"for": {"rubric": RUBRIC["id"], "edition": RUBRIC["edition"]}, "cases": [case]}
        ),
        encoding="utf-8",
    )
    report = testing.mutate(Rubric.from_json(document), [path])
    statuses = {one.change: one.status for one in report.mutants if one.code == "b"}
    assert statuses["points 0.5 becomes 0.6"] == "survived", statuses


def test_mutants_that_cannot_be_tried_in_the_time_are_counted(tmp_path: Path) -> None:
    rubric = Rubric.from_json(RUBRIC)
    path = tmp_path / "boundaries.case.json"
    path.write_text(testing.boundary_cases(rubric), encoding="utf-8")

    def waits(*_: object) -> None:
        over = time.monotonic() + 0.25
        while time.monotonic() < over:
            pass

    with pytest.raises(
        StoppedError, match=r"the time allowed is over; 1 of \d+ mutants were tried"
    ):
        testing.mutate(rubric, [path], threads=1, timeout=0.2, progress=waits)
