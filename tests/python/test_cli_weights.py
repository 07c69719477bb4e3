# SPDX-License-Identifier: MIT
"""Sets of weights on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from test_cli import Result, run

LEAF: dict[str, Any] = {"max": 1, "rule": {"yes_no": {"yes": 1, "no": 0}}}
RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "sets",
    "edition": "1",
    "max": 100,
    "aggregation": "weighted_mean",
    "missing": "error",
    "index_rounding": "exact",
    "weight_sets": ["base", "equal"],
    "ranking": {
        "on": "points",
        "stage": "exact",
        "ties": "competition",
        "tie_break": [],
        "within": "all",
    },
    "layers": [{"id": "self"}],
    "layer": "self",
    "nodes": [
        {"code": "1", "weight": {"base": 3, "equal": 1}, **LEAF},
        {"code": "2", "weight": 1, **LEAF},
    ],
}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sets.json").write_text(json.dumps(RUBRIC), encoding="utf-8")
    Path("units.csv").write_text("unit,1,2\nA,yes,no\nB,no,yes\n", encoding="utf-8")
    case = {"unit": "A", "given": {"1": True, "2": False}, "expect": {"points": "50"}}
    Path("cases.json").write_text(
        json.dumps({"for": {"rubric": "sets", "edition": "1"}, "cases": [case]}), encoding="utf-8"
    )
    seen = "".join(f"A,{code},self,{value},2026-01-31\n" for code, value in (("1", 1), ("2", 0)))
    Path("seen.csv").write_text("unit,code,layer,value,date\n" + seen, encoding="utf-8")


def as_json(*arguments: str, code: int = 0) -> Any:
    shown = run(*arguments, "--format", "json")
    assert shown.code == code, shown.err
    return json.loads(shown.out)


def test_the_set_that_is_named_counts() -> None:
    for weights, points in ((), "75"), (("--weights", "equal"), "50"):
        data = ("sets.json", "units.csv", *weights)
        assert as_json("score", *data)["units"][0]["points"] == points
        assert as_json("explain", "sets.json", "units.csv", "A", *weights)["points"] == points
        assert as_json("assess", "sets.json", "seen.csv", *weights)["units"][0]["points"] == points
        ranked = as_json("rank", *data)
        assert [entry["label"] for entry in ranked["entries"]] == (
            ["=1", "=1"] if weights else ["1", "2"]
        )
        # Equal weights tie the two units, so the audit lists other ways to treat ties.
        assert len(as_json("audit", *data, code=int(bool(weights)))["ranks"]) == 2 * bool(weights)
        result = Path("result.json")
        run("score", *data, "--format", "json", "--output", str(result))
        again = ("verify", str(result), "--rubric", "sets.json", "--data", "units.csv")
        assert as_json(*again, *weights)["same_rubric"]
    assert not as_json(*again, code=1)["same_rubric"]


def test_cases_of_another_set() -> None:
    assert run("test", "sets.json", "cases.json").code == 1
    assert run("test", "sets.json", "cases.json", "--weights", "equal").code == 0
    lost = run("test", "cases.json", "--weights", "equal")
    assert lost.code == 2
    assert "--weights needs RUBRIC" in lost.err


def test_two_sets_are_compared() -> None:
    two = ("sets.json", "sets.json")
    assert run("diff", *two, "--weights", "equal", "--exit-code").code == 0
    assert run("diff", *two, "--weights", ":equal", "--exit-code").code == 1
    for weights in "base:equal", ":equal":
        found = as_json("replay", *two, "units.csv", "--weights", weights)
        assert (found["before"], found["after"]) == ("100", "100")
        assert [unit["difference"] for unit in found["comparison"]] == ["-25", "25"]
        assert found["steps"]
        assert as_json("diff", *two, "--data", "units.csv", "--weights", weights)["before"] == "100"


def fails(shown: Result) -> None:
    assert shown.code == 2
    assert "weight_set_unknown" in shown.err
    assert "base, equal" in shown.err


def test_a_set_that_the_rubric_does_not_name_is_bad_usage() -> None:
    wrong = ("--weights", "none")
    one = ("sets.json", "units.csv")
    for command in (
        ("score", *one),
        ("explain", *one, "A"),
        ("rank", *one),
        ("audit", *one),
        ("analyse", *one),
        ("annex", *one),
        ("test", "sets.json", "cases.json"),
        ("assess", "sets.json", "seen.csv"),
        ("diff", "sets.json", *one[:1]),
        ("replay", "sets.json", *one),
        ("verify", "cases.json", "--rubric", "sets.json", "--data", "units.csv"),
    ):
        fails(run(*command, *wrong))
    [issue] = as_json("score", *one, *wrong, code=2)["issues"]
    assert (issue["code"], issue["actual"]) == ("weight_set_unknown", "none")
