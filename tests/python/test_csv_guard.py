# SPDX-License-Identifier: MIT
"""Names in CSV that a spreadsheet would run as formulas, and reading them back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import cli
from parindex.io import _csv

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"]
NAMES = [
    *(f"{start}1+1" for start in STARTS),
    "=cmd|'/C calc'!A0",
    *(f"'{start}x" for start in STARTS),  # names that look guarded
    "''=x",
    "'''",
    "'plain",
    "Sở Nội vụ",
    "a=b",
    '="1.10"',
    '"quoted", with comma',
    "-",
]

RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "r",
    "edition": "1",
    "max": "3",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"},
    "layers": [{"id": "=self"}],
    "layer": "=self",
    "resolution": ["=self"],
    "agencies": [{"id": "-one", "lead": ["=1", '1"&x&"', "1.10"]}],
    "nodes": [
        {"code": code, "max": "1", "title": {"vi": "=2+2"}, "rule": {"yes_no": {"yes": "1", "no": "0"}}}
        for code in ("=1", '1"&x&"', "1.10")
    ],
}  # fmt: skip
CODES = [node["code"] for node in RUBRIC["nodes"]]


def runs(cell: str) -> bool:
    return cell.startswith(tuple(STARTS))


def is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "").replace("/", "").isdigit()


def test_guarding_is_undone_and_different_names_stay_different() -> None:
    cells = [_csv.guarded(name) for name in NAMES]
    assert [_csv.unguarded(cell) for cell in cells] == NAMES
    assert len(set(cells)) == len(NAMES)
    assert not any(map(runs, cells))
    assert [name for name in NAMES if _csv.guarded(name) == name] == [
        "'''", "'plain", "Sở Nội vụ", "a=b", '"quoted", with comma',
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder to run in, with rubric and data."""
    monkeypatch.chdir(tmp_path)
    Path("r.json").write_text(json.dumps(RUBRIC), encoding="utf-8")
    rows = [{"unit": name, "group": f"={name}", **dict.fromkeys(CODES, "yes")} for name in NAMES]
    Path("data.json").write_text(json.dumps(rows), encoding="utf-8")


def written(*arguments: str) -> list[list[str]]:
    assert cli.main([*arguments, "--output", "out.csv"]) == 0
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_results_hold_no_formula_and_are_read_back() -> None:
    heads, *rows = written("score", "r.json", "data.json", "--format", "csv")
    assert not any(map(runs, heads))
    for row in rows:
        assert not any(runs(cell) and not is_number(cell) for cell in row)
    # A result is not data; with ignored columns, its units and groups are the scored ones.
    plan = px.Rubric.load("r.json").compile()
    again = plan.score("out.csv", allow_missing_columns=True, allow_unknown_columns=True)
    assert list(again.units) == NAMES
    assert list(again.groups or ()) == [f"={name}" for name in NAMES]


def test_without_guard_names_are_unchanged() -> None:
    _, *rows = written("score", "r.json", "data.json", "--format", "csv", "--no-guard")
    assert [row[0] for row in rows] == NAMES


def test_rankings_and_gaps_hold_no_formula(capfd: pytest.CaptureFixture[str]) -> None:
    seen = [
        {"unit": name, "code": code, "layer": "=self", "value": "yes", "date": "2026-01-05", "note": "n"}
        for name in NAMES
        for code in CODES
    ]  # fmt: skip
    document = {"parindex_assessment": 1, "rubric": "r", "edition": "1",
                "units": [{"unit": name} for name in NAMES], "observations": seen}  # fmt: skip
    Path("seen.json").write_text(json.dumps(document), encoding="utf-8")
    calls = [
        ("rank", "r.json", "data.json", "--format", "csv"),
        ("assess", "r.json", "seen.json", "--format", "csv"),
        ("assess", "r.json", "seen.json", "--gap", "=self", "--format", "csv"),
    ]
    for call in calls:
        assert cli.main(call) == 0
        shown = list(csv.reader(io.StringIO(capfd.readouterr().out, newline="")))
        assert len(shown) > len(NAMES)
        for row in shown:
            assert not any(runs(cell) and not is_number(cell) for cell in row), (call, row)
        assert cli.main([*call, "--no-guard"]) == 0
        assert "=cmd|'/C calc'!A0" in capfd.readouterr().out


@pytest.mark.parametrize("excel", [False, True])
@pytest.mark.parametrize("guard", [False, True])
def test_worksheets_are_read_back(excel: bool, guard: bool) -> None:
    plan = px.Rubric.load("r.json").compile()
    sheet = px.worksheet(plan, "-one")
    # White space around a cell is not part of a name, and a formula ="x" means x, unless guarded.
    names = [n for n in NAMES if n == n.strip() and (guard or n in ("a=b", "'plain", "=1+1"))]
    form = sheet.to_csv(names, layer="=self", excel=excel, guard=guard, date="2026-01-05")
    rows = list(csv.reader(io.StringIO(form.removeprefix("\ufeff"), newline="")))
    if guard:
        at = rows[0].index("code")
        for row in rows:
            assert not any(runs(cell) for k, cell in enumerate(row) if not (excel and k == at))
    value = rows[0].index("value")
    note = rows[0].index("note")
    for row in rows[1:]:
        row[value], row[note] = "yes", "n"
    with Path("filled.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    read = px.Assessment.load(plan, "filled.csv")
    assert [unit["unit"] for unit in read.units] == names
    assert [seen["code"] for seen in read.observations[: len(CODES)]] == CODES
    assert {seen["layer"] for seen in read.observations} == {"=self"}


def test_a_quote_in_a_code_stays_inside_the_formula_of_a_worksheet() -> None:
    sheet = px.worksheet(px.Rubric.load("r.json").compile(), "-one")
    form = sheet.to_csv(["A"], layer="=self", excel=True)
    rows = list(csv.reader(io.StringIO(form.removeprefix("\ufeff"), newline="")))
    codes = [row[rows[0].index("code")] for row in rows[1:]]
    assert codes == ['="=1"', '="1""&x&"""', '="1.10"']


def test_numbers_are_never_guarded() -> None:
    text = _csv.to_csv(
        ("unit", "gap"), [["-1", "-1"], ["=1", "-0.5"], [None, None]], names=("unit",), guard=True
    )
    assert text == "unit,gap\n'-1,-1\n'=1,-0.5\n,\n"
