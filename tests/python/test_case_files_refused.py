# SPDX-License-Identifier: MIT
"""Invalid case files are reported with the problem and its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import testing
from parindex.cli import main

Json = dict[str, Any]
RUBRIC: Json = {
    "parindex": 1,
    "id": "r",
    "edition": "1",
    "max": 1,
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": "exact",
    "nodes": [{"code": "1", "max": 1, "rule": {"yes_no": {"yes": 1, "no": 0}}}],
}
FOR = {"rubric": "r", "edition": "1"}
GOOD: Json = {"given": {"1": "yes"}, "expect": {"points": "1", "status": "ok"}}


def write(path: Path, *cases: Json, made_for: Json | None = None) -> Path:
    path.write_text(json.dumps({"for": made_for or FOR, "cases": list(cases)}), encoding="utf-8")
    return path


def found(*paths: Path) -> list[tuple[str, str, str]]:
    """File, code and pointer of every issue, which every call that runs cases finds equally."""
    rubric = px.Rubric.from_json(RUBRIC)
    report = testing.run_cases(paths, rubric=rubric)
    assert not report.ok
    seen = [(Path(each["file"]).name, each["code"], each["pointer"]) for each in report.issues]
    for call in (testing.measure_coverage, testing.mutate):
        with pytest.raises(px.DataError) as raised:
            call(rubric, paths)
        issues = raised.value.issues
        assert [(Path(i.file).name, i.code, i.pointer) for i in issues] == seen
    return seen


def test_cases_of_another_rubric(tmp_path: Path) -> None:
    other = write(tmp_path / "other.json", GOOD, made_for={"rubric": "zzz", "edition": "1"})
    assert found(other) == [("other.json", "case_edition", "/for")]


@pytest.mark.parametrize("beside", [False, True])
def test_a_folder_without_cases(tmp_path: Path, beside: bool) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    if beside:  # a rubric alone is not a case file
        (folder / "rubric.json").write_text(json.dumps(RUBRIC), encoding="utf-8")
    assert found(folder) == [("cases", "case_empty", "")]


@pytest.mark.parametrize(
    ("expect", "pointer"),
    [
        ({"status": "okay"}, "/status"),
        ({"nodes": {"1": {"status": "fine"}}}, "/nodes/1/status"),
        ({"trace": {"1": {"status": "OK"}}}, "/trace/1/status"),
        ({"status": 1}, "/status"),
    ],
)
def test_a_status_that_does_not_exist(tmp_path: Path, expect: Json, pointer: str) -> None:
    bad = write(tmp_path / "bad.json", {**GOOD, "expect": expect})
    assert found(bad) == [("bad.json", "word_unknown", "/cases/0/expect" + pointer)]


def test_a_status_that_exists_is_compared(tmp_path: Path) -> None:
    for status in ("ok", "excluded", "unavailable", "error"):
        case = {**GOOD, "expect": {"status": status, "nodes": {"1": {"status": status}}}}
        report = testing.run_cases(
            [write(tmp_path / "one.json", case)], rubric=px.Rubric.from_json(RUBRIC)
        )
        assert report.issues == []
        assert report.ok == (status == "ok")


def test_every_bad_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = write(tmp_path / "first.json", {"given": 3})
    second = write(tmp_path / "second.json", {**GOOD, "expect": {"status": "okay"}})
    assert found(first, second) == [
        ("first.json", "type_mismatch", "/cases/0/given"),
        ("second.json", "word_unknown", "/cases/0/expect/status"),
    ]
    rubric = tmp_path / "rubric.json"
    rubric.write_text(json.dumps(RUBRIC), encoding="utf-8")
    for command in ("test", "coverage", "mutate"):
        assert main([command, str(rubric), str(first), str(second)]) == 1
        shown = capsys.readouterr()
        for name in ("first.json", "second.json"):
            assert name in shown.out + shown.err
