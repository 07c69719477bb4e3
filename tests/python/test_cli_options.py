# SPDX-License-Identifier: MIT
"""Options are the same on every command, and tables of units may have other column names."""

from __future__ import annotations

import json
from argparse import Action, ArgumentParser
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import cli
from parindex.cli import parser

RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "small",
    "edition": "1",
    "max": "3",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {"on": "index", "stage": "rounded", "ties": "competition", "within": "group"},
    "nodes": [
        {"code": "1", "max": "2", "rule": {"direct": {"min": "0", "max": "2"}}},
        {"code": "2", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
    ],
}
USUAL = "unit,group,ranked,1,2\nA,x,yes,1.5,yes\nB,x,no,2,yes\nC,y,yes,1,no\n"
NAMED = USUAL.replace("unit,group,ranked", "Đơn vị,Nhóm,Có xếp hạng")
ROLES = ("--unit-column", "Đơn vị", "--group-column", "Nhóm", "--ranked-column", "Có xếp hạng")


def commands() -> dict[str, ArgumentParser]:
    (found,) = (a for a in parser.build()._actions if isinstance(a.choices, dict))
    return dict(found.choices)


COMMANDS = commands()
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in a folder with a rubric and two tables, and gives its standard output."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.json").write_text(json.dumps(RUBRIC), encoding="utf-8")
    (tmp_path / "usual.csv").write_text(USUAL, encoding="utf-8")
    (tmp_path / "named.csv").write_text(NAMED, encoding="utf-8")

    def run_here(*arguments: str, code: int = 0) -> str:
        capfd.readouterr()
        assert cli.main(arguments) == code
        return capfd.readouterr().out

    return run_here


# ---- Columns ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        (("score", "r.json"), ()),
        (("score", "r.json"), ("--format", "json")),
        (("explain", "r.json"), ("A",)),
        (("rank", "r.json"), ("--format", "csv")),
        (("audit", "r.json"), ("--format", "json")),
        (("replay", "r.json", "r.json"), ()),
        (("diff", "r.json", "r.json", "--data"), ("--format", "json")),
    ],
)
def test_columns_of_other_names(words: tuple[str, ...], rest: tuple[str, ...], run: Run) -> None:
    usual = run(*words, "usual.csv", *rest)
    assert run(*words, "named.csv", *rest, *ROLES) == usual
    run(*words, "named.csv", *rest, *ROLES[:4], code=1)  # the third one is then an unknown column


def test_a_result_is_verified_with_columns_of_other_names(run: Run) -> None:
    run("score", "r.json", "usual.csv", "--format", "json", "--output", "result.json")
    assert "identical" in run(
        "verify", "result.json", "--rubric", "r.json", "--data", "named.csv", *ROLES
    )


def test_an_empty_name_numbers_the_units(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare.csv").write_text("1,2\n1.5,yes\n2,yes\n", encoding="utf-8")
    found = json.loads(run("score", "r.json", "bare.csv", "--unit-column", "", "--format", "json"))
    scores = px.Rubric.load("r.json").compile().score("bare.csv", unit=None)
    assert [unit["unit"] for unit in found["units"]] == ["1", "2"] == list(scores.units)


def test_every_table_of_units_may_have_columns_of_other_names() -> None:
    for name, command in COMMANDS.items():
        reads = any(action.metavar == "DATA" for action in command._actions)
        has = {f"--{role}-column" for role in ("unit", "group", "ranked")}
        assert (has <= {*command._option_string_actions}) == reads, name


# ---- Options that are alike ------------------------------------------------------------------

# A word with another meaning for stages of a round, and further outputs of a command.
ITS_OWN = {("--stage", "reopen"), *(("--output", name) for name in ("merge", "observe", "reopen"))}


def options() -> dict[str, dict[str, Action]]:
    """Each option with its action, by command."""
    found: dict[str, dict[str, Action]] = defaultdict(dict)
    for name, command in COMMANDS.items():
        for option, action in command._option_string_actions.items():
            found[option][name] = action
    return found


@pytest.mark.parametrize("option", sorted(options()))
def test_an_option_takes_the_same_on_every_command(option: str) -> None:
    found = options()[option].items()
    actions = [action for name, action in found if (option, name) not in ITS_OWN]
    if option in ("--format", "--on", "--stage"):  # the choices depend on the command
        assert len({action.type for action in actions}) == 1
        return
    metavars = {str(action.metavar).partition("[")[0] for action in actions}
    assert len(metavars) == 1
    assert len({action.type for action in actions}) == 1


@pytest.mark.parametrize("name", parser.COMMANDS)
def test_a_command_has_the_options_of_every_command(name: str) -> None:
    words = {*COMMANDS[name]._option_string_actions}
    assert {"--language", "--timeout", "--output", "--help"} <= words
    formats = COMMANDS[name]._option_string_actions.get("--format")
    # The formats of `describe` are those of documents.
    stated = bool(import_module(f"parindex.cli.{name}").FORMATS) or name == "describe"
    assert (formats is not None) == stated
    choices = [*(formats.choices or ())] if formats else []
    assert ("--decimal" in words) == ("text" in choices)
    assert ("--excel" in words) == ("--no-guard" in words) == ("csv" in choices)
    for action in COMMANDS[name]._actions:
        assert action.help, action
        assert action.metavar != "DIR"


@pytest.mark.parametrize(
    "words",
    [
        ("check", "r.json", "--proofs"),
        ("check", "r.json", "--format", "json"),
        ("score", "r.json", "usual.csv"),
        ("explain", "r.json", "usual.csv", "A"),
        ("explain", "r.json", "usual.csv", "A", "--format", "html"),
        ("explain", "r.json", "usual.csv", "A", "--format", "json"),
        ("rank", "r.json", "usual.csv"),
        ("rank", "r.json", "usual.csv", "--format", "csv"),
        ("rank", "r.json", "usual.csv", "--format", "json"),
        ("diff", "r.json", "r.json"),
        ("diff", "r.json", "r.json", "--data", "usual.csv", "--format", "json"),
        ("replay", "r.json", "r.json", "usual.csv"),
        ("audit", "r.json", "usual.csv"),
        ("audit", "r.json", "usual.csv", "--format", "json"),
        ("demo",),
    ],
)
def test_the_output_goes_to_a_file(words: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    shown = run(*words)
    assert shown
    assert run(*words, "--output", "out") == ""
    assert (tmp_path / "out").read_text(encoding="utf-8") == shown


def test_one_unit_is_named_alike(run: Run) -> None:
    assert run("explain", "r.json", "usual.csv", "--unit", "C") == run(
        "explain", "r.json", "usual.csv", "C"
    )
    for words in ((), ("A", "--unit", "C")):
        with pytest.raises(SystemExit, match="2"):
            cli.main(["explain", "r.json", "usual.csv", *words])


def test_a_ranking_for_a_spreadsheet(run: Run) -> None:
    call = ("rank", "r.json", "usual.csv", "--format", "csv")
    assert run(*call).splitlines()[1] == "x,1,1,A,83.33,,"
    shown = run(*call, "--decimals", "1", "--decimal", ",", "--excel")
    assert shown.startswith("\N{BYTE ORDER MARK}group;rank;")
    assert shown.splitlines()[1] == "x;1;1;A;83,3;;"
    run("rank", "r.json", "usual.csv", "--decimals", "1", code=2)


def test_evidence_is_looked_for_in_a_folder_by_one_name() -> None:
    named = [
        name
        for name, command in COMMANDS.items()
        if "--evidence-folder" in command._option_string_actions
    ]
    assert named == ["verify", "merge"]
