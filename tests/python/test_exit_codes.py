# SPDX-License-Identifier: MIT
"""The command ends with a documented code for every input, and never with a traceback.

0 success, 1 findings, 2 bad usage; 70 an internal error, which no input may cause.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import random_runs
from parindex import cli
from parindex.cli import arguments as cli_arguments
from parindex.cli import parser

RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "r",
    "edition": "1",
    "effective": {"from": "2026-01-01"},
    "max": "2",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"},
    "layers": [{"id": "self"}],
    "layer": "self",
    "resolution": ["self"],
    "agencies": [{"id": "one", "lead": ["1", "2"]}],
    "nodes": [
        {"code": "1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
        {"code": "2", "max": "1", "rule": {"direct": {"min": "0", "max": "1"}}},
    ],
}
GIVEN = {"1": "yes", "2": "0.5"}
SEEN = [
    {"unit": "A", "code": code, "layer": "self", "value": value, "date": "2026-01-05", "note": "x"}
    for code, value in GIVEN.items()
]
EXCHANGE = Path(__file__).parents[1] / "data" / "exchange"
FOR = {"rubric": "r", "edition": "1"}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A valid file of each kind, by its word in `COMMANDS`."""
    folder = tmp_path_factory.mktemp("good")

    def put(name: str, content: str) -> str:
        path = folder / name
        path.write_text(content, encoding="utf-8")
        return str(path)

    files = {
        "RUBRIC": put("rubric.json", json.dumps(RUBRIC)),
        "CSV": put("data.csv", "unit,1,2\nA,yes,0.5\n"),
        "JSON": put("data.json", json.dumps([{"unit": "A", **GIVEN}])),
        "CASES": put(
            "cases.json",
            json.dumps({"for": FOR, "cases": [{"given": GIVEN, "expect": {"points": "1.5"}}]}),
        ),
        "OVERLAY": put(
            "overlay.json",
            json.dumps({"parindex_overlay": 1, "id": "o", "edition": "1",
                        "base": {"id": "r", "edition": "1"},
                        "changes": [{"set": "1", "values": {"note": "n"}}]}),
        ),
        "SEEN": put(
            "seen.json",
            json.dumps({"parindex_assessment": 1, **FOR, "units": [{"unit": "A"}],
                        "observations": SEEN}),
        ),
        "TABLE": put(
            "seen.csv",
            "unit,code,layer,value,date,note\nA,1,self,yes,2026-01-05,x\nA,2,self,0.5,2026-01-05,x\n",
        ),
        "CARD": put("card.json", EXCHANGE.joinpath("grant.pmml").read_text(encoding="utf-8")),
        "META": put("meta.csv", EXCHANGE.joinpath("small-imeta.csv").read_text(encoding="utf-8")),
        "BOOK": str(folder / "book.xlsx"),
        "RESULT": str(folder / "result.json"),
        "SNAPSHOT": str(folder / "snapshot.json"),
    }  # fmt: skip
    cli.main(
        ["score", files["RUBRIC"], files["CSV"], "--format", "json", "--output", files["RESULT"]]
    )
    cli.main(["assess", files["RUBRIC"], files["SEEN"], "--freeze", files["SNAPSHOT"]])
    cli.main(["rubric", "to-xlsx", files["RUBRIC"], "--output", files["BOOK"]])
    return files


COMMANDS = [
    "check RUBRIC --proofs",
    "score RUBRIC CSV",
    "score RUBRIC JSON --format json",
    "score RUBRIC CSV --format csv",
    "explain RUBRIC CSV A",
    "explain RUBRIC JSON A --format html",
    "rank RUBRIC CSV",
    "rank RUBRIC JSON --format csv",
    "report RUBRIC CSV",
    "report RUBRIC CSV --before CSV",
    "scorecard RUBRIC CSV A",
    "describe RUBRIC",
    "workbook RUBRIC CSV",
    "annex RUBRIC CSV",
    "annex RUBRIC CSV --before CSV",
    "audit RUBRIC CSV",
    "analyse RUBRIC CSV",
    "analyse RUBRIC CSV --unit A --gain 1",
    "analyse RUBRIC CSV --conventions",
    "analyse RUBRIC CSV --uncertainty 5 --seed 1 --option missing=zero,exclude",
    "analyse RUBRIC CSV --sensitivity 5 --seed 1 --option missing=zero,exclude",
    "analyse RUBRIC CSV --structure",
    "analyse RUBRIC CSV --propose entropy",
    "analyse RUBRIC CSV --outliers",
    "analyse RUBRIC CSV --before CSV --before-rubric RUBRIC",
    "test RUBRIC CASES",
    "test CASES",
    "test RUBRIC CASES --format junit",
    "coverage RUBRIC CASES",
    "coverage RUBRIC CASES --format html",
    "mutate RUBRIC CASES",
    "cases RUBRIC --boundaries",
    "diff RUBRIC RUBRIC",
    "diff RUBRIC RUBRIC --data CSV",
    "replay RUBRIC RUBRIC JSON",
    "overlay RUBRIC OVERLAY",
    "editions RUBRIC",
    "import CARD --from pmml --edition 1",
    "import CARD --from dmn --edition 1",
    "import META --from coinr --edition 1 --idata CSV --scale 0",
    "rubric from-xlsx BOOK",
    "rubric from-xlsx BOOK --format json",
    "rubric to-xlsx RUBRIC",
    "export RUBRIC --to pmml",
    "export RUBRIC --to dmn",
    "export RUBRIC --to coinr --format json",
    "verify RESULT --rubric RUBRIC --data CSV",
    "verify SNAPSHOT",
    "verify RESULT --snapshot SNAPSHOT",
    "form RUBRIC --agency one",
    "form RUBRIC --agency one --format csv --unit A --layer self",
    "merge RUBRIC one=TABLE --layer self",
    "progress RUBRIC SEEN --layer self",
    "progress RUBRIC TABLE --layer self --format json",
    "assess RUBRIC SEEN TABLE",
    "assess RUBRIC TABLE --gap self --format csv",
]

REFUSED = ("import CARD --from dmn", "import META", "export")
"""Commands that write nothing: PMML is not DMN, a table of units is not COINr's iData, and the rubric has
more than the other formats have."""

WORD = re.compile(r"[A-Z]{2,}")


def hostile() -> dict[str, bytes | None]:
    """Contents that are not a valid file of any kind; None is a missing file."""
    noise = random.Random(11).randbytes(5000)
    rubric = json.dumps(RUBRIC)
    return {
        "missing": None,
        "empty": b"",
        "blank": b" \n\t\n",
        "noise": noise,
        "zeros": bytes(4096),
        "utf16": rubric.encode("utf-16"),
        "latin": "unit,1,2\nHuế,có,1\n".encode("cp1258", "replace"),
        "array": b"[]",
        "object": b"{}",
        "text": b'"text"',
        "number": b"1",
        "null": b"null",
        "true": b"true",
        "cut off": rubric[:-40].encode(),
        "deep arrays": b"[" * 20_000,
        "deep objects": b'{"parindex":' * 20_000,
        "deep pairs": b"[" * 10_000 + b"]" * 10_000,
        "huge exponent": b'[{"unit":"A","1":"yes","2":1E99999999999999999999}]',
        "tiny exponent": b'[{"unit":"A","1":"yes","2":1E-99999999999999999999}]',
        "exponent beyond int64": b'{"parindex":1,"parindex_assessment":1E999999999999999999999999}',
        "long integer": b'[{"unit":"A","1":1,"2":' + b"9" * 6000 + b"}]",
        "long fraction": b'[{"unit":"A","1":1,"2":0.' + b"1" * 6000 + b"}]",
        "infinite": b'[{"unit":"A","1":true,"2":Infinity}, {"unit":"B","1":NaN,"2":-Infinity}]',
        "surrogate": b'{"\\ud800": "\\udfff", "parindex": "\\ud800", "unit": "\\ud83d"}',
        "surrogate rows": b'[{"unit": "\\ud800", "1": "\\udfff", "2": 1, "\\udc80": 1}]',
        "no names": b'[{"": 1}, {"unit": 5}, {"unit": null}, [], 7]',
        "twice": b'{"parindex": 1, "parindex": 1, "units": [], "units": []}',
        "nested cells": b'[{"unit": "A", "1": {"a": [1]}, "2": [[]]}]',
        "nul in csv": b"unit,1,2\nA,\0,1\n",
        "quote": b'unit,1,2\n"A,yes,1\n',
        "long cell": b"unit,1,2\nA,yes," + b"x" * 140_000 + b"\n",
        "ragged": b"unit,1,2\nA\nB,yes,1,2,3\n",
        "headings": b",,\n,,\n",
        "same headings": b"unit,unit,1,1,2\nA,B,yes,no,1\n",
        "wrong kinds": b'{"parindex": "1", "parindex_assessment": [], "parindex_overlay": {}, '
        b'"parindex_snapshot": 7, "cases": 5, "units": 3, "observations": "x", "nodes": [[]]}',
        "wrong members": b'{"parindex": 1, "id": [], "edition": {}, "max": "-1/0", "nodes": [1, null, '
        b'{"code": 5}, {"code": "a", "rule": {"bands": []}}], "cases": [{"given": []}], '
        b'"parindex_snapshot": 1, "rubric": 5, "layers": {}}',
        "bom only": b"\xef\xbb\xbf",
        "carriage returns": b"unit,1,2\rA,yes,1\r",
    }


HOSTILE = hostile()
ENDINGS = (".json", ".csv", ".xlsx")


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Hostile files by name of the content and ending."""
    folder = tmp_path_factory.mktemp("bad")
    files: dict[str, dict[str, str]] = {}
    for name, content in HOSTILE.items():
        files[name] = {}
        for ending in ENDINGS:
            path = folder / (name.replace(" ", "-") + ending)
            if content is not None:
                path.write_bytes(content)
            files[name][ending] = str(path)
    loop = folder / "loop.json"
    loop.symlink_to(loop)
    plain = folder / "plain"
    plain.write_bytes(b"x")
    folders = {}
    for ending in ENDINGS:
        inner = folder / f"folder{ending}"
        inner.mkdir()
        folders[ending] = str(inner)
    files["folder"] = folders
    files["link to itself"] = dict.fromkeys(ENDINGS, str(loop))
    files["below a file"] = {ending: f"{plain}/x{ending}" for ending in ENDINGS}
    files["name too long"] = {ending: "x" * 300 + ending for ending in ENDINGS}
    files["no name"] = dict.fromkeys(ENDINGS, "")
    files["bytes"] = {e: os.fsdecode(b"/nowhere/caf\xe9") + e for e in ENDINGS}
    files["control"] = {ending: f"/nowhere/\x1b\u202e{ending}" for ending in ENDINGS}
    return files


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to run in: the empty name means the folder in which the command runs."""
    monkeypatch.chdir(tmp_path)


def run(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code of a command that runs in this process, and its output."""
    capfd.readouterr()
    try:
        code = cli.main(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    out, err = capfd.readouterr()
    assert "Traceback" not in err
    return code, out + err


@pytest.mark.parametrize("command", COMMANDS)
def test_good_files_of_every_kind_are_taken(
    command: str, good: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    words = [WORD.sub(lambda found: good[found[0]], word) for word in command.split()]
    code, shown = run(words, capfd)
    allowed = {
        "audit": (0, 1),
        "analyse": (0, 1),
        "test CASES": (1,),
        "replay": (0,),
        **dict.fromkeys(REFUSED, (1,)),
    }
    assert code in next((c for name, c in allowed.items() if command.startswith(name)), (0,)), shown


def spoilt(command: str, good: dict[str, str]) -> Iterator[tuple[int, list[str], str]]:
    """For each file of a command: its position, all words, and its ending."""
    words = command.split()
    for at, word in enumerate(words):
        if found := WORD.search(word):
            filled = [WORD.sub(lambda name: good[name[0]], other) for other in words]
            yield at, filled, Path(good[found[0]]).suffix


@pytest.mark.parametrize("command", COMMANDS)
def test_bad_files_are_findings_or_bad_usage(
    command: str,
    good: dict[str, str],
    bad: dict[str, dict[str, str]],
    capfd: pytest.CaptureFixture[str],
) -> None:
    for at, words, ending in spoilt(command, good):
        for name, files in bad.items():
            given = list(words)
            head, sign, _ = given[at].rpartition("=")
            given[at] = head + sign + files[ending]
            code, shown = run(given, capfd)
            assert code in (0, 1, 2), (name, given, shown)
            assert shown, (name, given)


@pytest.mark.parametrize("command", COMMANDS)
def test_good_files_in_the_wrong_place_are_refused(
    command: str, good: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    for at, words, _ in spoilt(command, good):
        for file in good.values():
            given = list(words)
            head, sign, _ = given[at].rpartition("=")
            given[at] = head + sign + file
            code, shown = run(given, capfd)
            assert code in (0, 1, 2), (given, shown)


WEIRD = ["", "=", "-", "--", "\x00", "\x1b", "\udc80", "𝟙", "9" * 5000, "A=B=C:"]


@pytest.mark.parametrize("command", COMMANDS)
def test_weird_words_are_findings_or_bad_usage(
    command: str, good: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    filled = [WORD.sub(lambda found: good[found[0]], word) for word in command.split()]
    code, usage = run([filled[0], "--help"], capfd)
    options = sorted(set(re.findall(r"(--[a-z-]+) [A-Z{]", usage)))
    assert "--language" in options or filled[0] in ("check", "cases", "mutate", "merge")
    drawn = random.Random(os.environ.get("PARINDEX_SEED", "") + command)
    places = [(at, word) for at in range(1, len(filled)) for word in WEIRD]
    for at, word in drawn.sample(places, random_runs.share(len(places) // 2, long=len(places))):
        code, shown = run([*filled[:at], word, *filled[at + 1 :]], capfd)
        assert code in (0, 1, 2), (filled, word, shown)
    # Most options are those of every command, so each command gets some of the pairs.
    pairs = [(option, word) for option in options for word in WEIRD]
    few = random_runs.share(len(pairs) // 10, long=len(pairs))
    for option, word in drawn.sample(pairs, few):
        code, shown = run([*filled, f"{option}={word}"], capfd)
        late = option == "--timeout" and word == "𝟙"  # a number: one second, which may expire
        assert code in (0, 1, 2) or (late and code == 124), (filled, option, word, shown)


@pytest.mark.parametrize(
    "command", [c for c in COMMANDS if "--format" not in c and not c.startswith(REFUSED)]
)
def test_an_output_that_cannot_be_written_is_bad_usage(
    command: str, good: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    filled = [WORD.sub(lambda found: good[found[0]], word) for word in command.split()]
    option = "--freeze" if filled[0] == "assess" else "--output"
    targets = [str(tmp_path), f"{tmp_path}/no/where", "", "\x00", "x" * 300, f"{good['CSV']}/x"]
    for target in targets:
        code, shown = run([*filled, f"{option}={target}"], capfd)
        assert code == 2, (filled, target, shown)


def test_an_internal_error_differs_from_findings(
    good: dict[str, str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object, __: object = None) -> None:
        raise ZeroDivisionError("one\nline \x1b[2J")

    monkeypatch.setattr(cli_arguments, "load", fail)
    code = cli.main(["check", good["RUBRIC"]])
    err = capfd.readouterr().err
    assert code == cli.FAULT == 70
    assert err.count("\n") == 1
    assert r"ZeroDivisionError: one line \x1b[2J" in err
    assert "Traceback" not in err
    monkeypatch.setenv(cli.TRACEBACK, "1")
    assert cli.main(["check", good["RUBRIC"]]) == cli.FAULT
    assert "Traceback" in capfd.readouterr().err


@pytest.mark.parametrize(("error", "code"), [(MemoryError(), 71), (RecursionError("deep"), 70)])
def test_what_every_program_can_meet(
    error: Exception,
    code: int,
    good: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fail(_: object, __: object = None) -> None:
        raise error

    monkeypatch.setattr(cli_arguments, "load", fail)
    assert cli.main(["check", good["RUBRIC"]]) == code
    assert capfd.readouterr().err.count("\n") == 1


def test_the_codes_are_those_of_the_help() -> None:
    documented = {int(code) for code in re.findall(r"\d+", parser.CODES)}
    assert {0, cli.FINDINGS, cli.BAD_USAGE, cli.FAULT, cli.OUT_OF_MEMORY} <= documented


# ---- Streams ---------------------------------------------------------------------------------


def shell(line: str, *words: str) -> tuple[int, str]:
    """The exit code of a line of the shell, in which `"$@"` is the command, and its error stream."""
    command = ["bash", "-c", line, "bash", sys.executable, "-m", "parindex", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize("words", [("score", "RUBRIC", "CSV"), ("--help",), ("score", "--help")])
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ('"$@" >&-', 2, "parindex: error: standard output: "),
        ('"$@" > /dev/full', 2, "parindex: error: standard output: "),
        ('"$@" 2>&-', 0, ""),
        ('"$@" 2> /dev/full', 0, ""),
        ('"$@" >&- 2>&-', 2, ""),
        ('"$@" > /dev/full 2> /dev/full', 2, ""),
        ('set -o pipefail; "$@" | true; exit "${PIPESTATUS[0]}"', None, ""),
        ('"$@" <&-', 0, ""),
    ],
)
def test_streams_that_are_closed_or_full(
    words: tuple[str, ...], line: str, code: int | None, said: str, good: dict[str, str]
) -> None:
    found, err = shell(line, *(good.get(word, word) for word in words))
    assert "Traceback" not in err
    assert "Exception ignored" not in err
    assert found in (
        (0, 141) if code is None else (code,)
    )  # the reader may or may not close in time
    assert err.startswith(said)


@pytest.mark.parametrize("stream", ["2>&-", "2> /dev/full"])
def test_findings_that_cannot_be_printed_are_findings(
    stream: str, good: dict[str, str], tmp_path: Path
) -> None:
    data = tmp_path / "bad.csv"
    data.write_text("unit,1,2\nA,maybe,7\n", encoding="utf-8")
    assert shell(f'"$@" {stream}', "score", good["RUBRIC"], str(data))[0] == 1
    assert shell(f'"$@" {stream}', "no-such-command")[0] == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads and writes everything")
def test_files_without_permission(good: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "closed.json"
    path.write_text(json.dumps(RUBRIC))
    path.chmod(0)
    assert shell('"$@"', "check", str(path))[0] == 1
    assert shell('"$@"', "score", good["RUBRIC"], str(path))[0] == 1
    assert shell('"$@"', "score", good["RUBRIC"], good["CSV"], "--output", str(path))[0] == 2
