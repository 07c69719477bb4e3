# SPDX-License-Identifier: MIT
"""No text for people contains an invisible character.

The rubric, the data and the cases of these tests contain one of each kind in every text.
"""

from __future__ import annotations

import contextlib
import html
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import parindex as px
from parindex import _core, cli, testing
from parindex.display import _trace_text
from parindex.display._grid import Grid, Head, Row

HOSTILE = (
    "\x1b[2J\x1b]0;t\x07\x7f\x9b31m\u202eexe.txt\u2066\u200b\u200f\u061c\u2028\ufeffa\nb\tc\rd"
)
"""Clears the screen, sets the window title and colours, reverses and isolates text, hides text, ends lines."""

WORD = "w\x9b31m\u202e\u2066\u200b\u061c\ufeff"
"""The part of it that codes and ids may contain."""

Here: TypeAlias = Callable[..., str]

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)

RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "hostile",
    "edition": "1",
    "title": {"vi": HOSTILE, "en": HOSTILE},
    "note": HOSTILE,
    "source": {"document": HOSTILE, "url": HOSTILE, "clause": HOSTILE},
    "max": "3",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {"on": "points", "stage": "exact", "ties": "ordinal", "within": "all"},
    "classes": {
        "on": "points",
        "stage": "exact",
        "bands": [
            {"id": "good", "from": "1", "title": {"vi": HOSTILE}},
            {"id": "bad", "below": "1", "title": {"vi": HOSTILE}},
        ],
    },
    "layers": [{"id": "self", "title": {"vi": HOSTILE}}],
    "layer": "self",
    "resolution": ["self"],
    "agencies": [{"id": "one", "title": {"vi": HOSTILE}, "lead": [WORD, "n"]}],
    "nodes": [
        {
            "code": WORD,
            "title": {"vi": HOSTILE, "en": HOSTILE},
            "max": "1",
            "rule": {
                "choice": {
                    "options": [
                        {"id": WORD, "points": "1", "title": {"vi": HOSTILE}},
                        {"id": "b", "points": "0"},
                    ]
                }
            },
        },
        {
            "code": "n",
            "title": {"vi": HOSTILE},
            "max": "2",
            "inputs": [
                {"name": "v", "type": "number", "min": 0, "max": 9, "title": {"vi": HOSTILE}}
            ],
            "rule": {
                "bands": {
                    "on": {"value": "v"},
                    "steps": [
                        {"below": "5", "points": "0", "title": {"vi": HOSTILE}},
                        {"from": "5", "points": "2", "title": {"vi": HOSTILE}},
                    ],
                }
            },
        },
    ],
}

ROWS: list[dict[str, Any]] = [
    {"unit": HOSTILE, "group": HOSTILE, WORD: WORD, "n.v": "1"},
    {"unit": HOSTILE + "2", "group": HOSTILE, WORD: HOSTILE, "n.v": HOSTILE},
    {"unit": "third", "group": HOSTILE, WORD: "b", "n.v": "1"},
    {"unit": "fourth", "group": HOSTILE, WORD: "b", "n.v": "1"},
]


@pytest.fixture(scope="module")
def scores() -> px.Scores:
    return px.Rubric.from_json(RUBRIC).compile().score(ROWS)


@pytest.fixture(scope="module")
def later() -> px.Rubric:
    document = json.loads(json.dumps(RUBRIC))
    document["edition"] = "2"
    document["title"]["vi"] += "!"
    steps = document["nodes"][1]["rule"]["bands"]["steps"]
    steps[0]["below"] = steps[1]["from"] = "6"
    document["nodes"][0]["title"]["vi"] += "!"
    return px.Rubric.from_json(document)


# ---- The escapes ---------------------------------------------------------------------------------


def hidden_by_definition(code: int) -> bool:
    """From the Unicode data of Python: controls, format characters, separators, surrogates."""
    return unicodedata.category(chr(code)) in ("Cc", "Cf", "Zl", "Zp", "Cs")


PREFIXES = {
    *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)
}  # fmt: skip
"""Visible format characters: signs in front of numbers, and joiners of hieroglyphs."""


def test_every_character_that_is_not_seen_is_escaped() -> None:
    for code in range(sys.maxunicode + 1):
        shown = _core.visible(chr(code))
        if hidden_by_definition(code) and code not in PREFIXES:
            digits = 2 if code < 0x100 else 4 if code < 0x10000 else 8
            assert shown == f"\\{'xxuuU'[digits // 2]}{code:0{digits}x}", hex(code)
        elif unicodedata.category(chr(code))[0] in "LNPS" and shown != chr(code):
            assert code in (0x115F, 0x1160, 0x3164, 0xFFA0), hex(code)  # letters that are blank


def test_vietnamese_is_as_it_was() -> None:
    letters = (
        "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    )
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, letters + letters.upper() + " “Sở Nội vụ” – 90 % ≥ …")
        assert _core.visible(text) == text
        assert _core.visible_lines(text) == text


def test_different_names_stay_different() -> None:
    names = ["\x1b", r"\x1b", r"\\x1b", "\\\x1b", r"\u202e", "\u202e", r"\n", "\n", r"\x0a", "x1b"]
    assert len({_core.visible(name) for name in names}) == len(names)
    assert _core.visible(r"C:\units\new") == r"C:\units\new"


# ---- The library ---------------------------------------------------------------------------------


def shown_forms(scores: px.Scores, later: px.Rubric) -> dict[str, object]:
    again = later.compile().score(ROWS)
    assessment = px.Assessment.from_observations(
        scores.plan,
        [
            {"unit": HOSTILE, "code": WORD, "layer": "self", "value": WORD, "date": "2026-01-05"},
            {"unit": HOSTILE, "code": "n", "input": "v", "layer": "self", "value": "1", "date": "2026-01-05"},
        ],
    )  # fmt: skip
    return {
        "scores": scores,
        "unit": scores[HOSTILE],
        "node": scores[HOSTILE][WORD],
        "trace": scores.explain(HOSTILE),
        "trace of an error": scores.explain(HOSTILE + "2"),
        "ranking": scores.rank(),
        "ordinal ties": scores.rank(on="points", stage="exact", ties="ordinal"),
        "audit": scores.audit(),
        "what if": scores.what_if(HOSTILE, {}),
        "path": scores.cheapest_path(HOSTILE, gain=1),
        "intervals": scores.weight_intervals(),
        "dominance": scores.dominance(),
        "conventions": scores.conventions(),
        "uncertainty": scores.uncertainty(
            seed=1, draws=3, policies={"missing": ["zero", "exclude"]}
        ),
        "sensitivity": scores.sensitivity(
            seed=1, samples=3, policies={"missing": ["zero", "exclude"]}
        ),
        "comparison": scores.compare(again),
        "parts": scores.compare(again)["third"],
        "diff": px.diff(scores.plan.rubric, later),
        "replay": scores.replay(later.compile()),
        "gap": assessment.gap("self"),
        "assessment": assessment,
        "rubric": scores.plan.rubric,
        "plan": scores.plan,
        "issue": scores.issues[0],
        "verification": px.verify(scores.to_json().encode(), again),
    }


def test_reprs_texts_and_pages_show_no_hidden_character(
    scores: px.Scores, later: px.Rubric
) -> None:
    for name, thing in shown_forms(scores, later).items():
        forms = {"repr": repr(thing), "str": str(thing)}
        for form in ("to_text", "to_html", "_repr_html_"):
            if hasattr(thing, form):
                forms[form] = getattr(thing, form)()
        for form, text in forms.items():
            assert not HIDDEN.search(text), (name, form, HIDDEN.search(text))
            assert "\t" not in text, (name, form)
        if name in ("scores", "trace", "ranking", "comparison", "diff"):
            assert r"\x1b" in html.unescape(forms["to_html"]), name


def test_exceptions_show_no_hidden_character(scores: px.Scores) -> None:
    plan = scores.plan
    calls = [
        lambda: plan.score([{"unit": "A", HOSTILE: 1}]),
        lambda: plan.score(HOSTILE + ".csv"),
        lambda: plan.score("/nowhere\udcff.csv"),
        lambda: px.Rubric.load("nowhere" + HOSTILE.replace("\x00", "")),
        lambda: px.Rubric.from_json({HOSTILE: HOSTILE}),
        lambda: px.Assessment.load(plan, HOSTILE + ".csv"),
        lambda: px.worksheet(plan, HOSTILE),
        lambda: plan.rubric.with_weights(HOSTILE),
        lambda: scores[HOSTILE + "none"],
        lambda: scores.rank(tie_break=[HOSTILE]),
        lambda: px.shipped.shipped_rubric_path(HOSTILE),
        lambda: px.diff(plan.rubric, plan.rubric, codes={HOSTILE: "n"}),
        lambda: px.overlay(plan.rubric, [HOSTILE + ".json"]),
        lambda: px.Editions.load([HOSTILE]),
        lambda: px.verify(HOSTILE, scores),
        lambda: px.load_snapshot(HOSTILE),
    ]
    for at, call in enumerate(calls):
        with pytest.raises((px.Error, KeyError, TypeError)) as caught:
            call()
        assert not HIDDEN.search(str(caught.value)), at
        assert not HIDDEN.search(repr(caught.value)), at


def test_data_are_not_changed(scores: px.Scores) -> None:
    assert scores.units[0] == HOSTILE
    assert json.loads(scores.to_json())["units"][0]["unit"] == HOSTILE
    found = next(issue for issue in scores.issues if issue.field == WORD)
    assert found.unit == HOSTILE + "2"


def test_a_note_of_a_table_is_escaped_once() -> None:
    issue = px.Issue("value_type", "error", "\x1b")
    grid = Grid("\x1b", [Head("\x1b", "\x1b")], [Row(["\x1b\n"])], ["\x1b", issue])
    assert grid.to_text().splitlines() == [
        r"\x1b", r"    \x1b", "────────", r"\x1b\x0a", r"\x1b", r"error value_type: \x1b",
    ]  # fmt: skip
    assert HIDDEN.search(grid.to_html()) is None
    assert re.search(r">\\x1b</small>", grid.to_html())


def test_an_explanation_breaks_lines_only_where_it_lays_them_out(scores: px.Scores) -> None:
    text = _trace_text.render(scores.explain(HOSTILE).to_dict(), "vi", ".", 200)
    assert r"a\x0ab\x09c\x0dd" in text
    assert not HIDDEN.search(text)


# ---- The command ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, later: px.Rubric) -> Path:
    def put(name: str, document: object) -> None:
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")

    put("r.json", RUBRIC)
    (tmp_path / "later.json").write_text(later.to_json(), encoding="utf-8")
    put("broken.json", {**RUBRIC, HOSTILE: 1, "max": HOSTILE})
    put("data.json", ROWS)
    given = {WORD: WORD, "n.v": "1"}
    put(
        "c.case.json",
        {
            "for": {"rubric": "hostile", "edition": "1"},
            "cases": [
                {"unit": HOSTILE, "title": HOSTILE, "given": given, "expect": {"points": HOSTILE}},
                {"unit": "bad", "given": {**given, WORD: HOSTILE}, "expect": {"points": "1"}},
                {"unit": "good", "given": given, "expect": {"points": "1"}},
            ],
        },
    )
    put("good.case.json", {"for": {"rubric": "hostile", "edition": "1"}, "cases": [
        {"unit": HOSTILE, "given": given, "expect": {"points": "1"}}]})  # fmt: skip
    put(
        "seen.json",
        {
            "parindex_assessment": 1,
            "rubric": "hostile",
            "edition": "1",
            "units": [{"unit": HOSTILE, "group": HOSTILE}],
            "observations": [
                {"unit": HOSTILE, "code": WORD, "layer": "self", "value": WORD, "date": "2026-01-05"},
            ],
        },
    )  # fmt: skip
    (tmp_path / "bad\x1b.csv").write_text("unit," + "c\x9b\n", encoding="utf-8")
    return tmp_path


COMMANDS = [
    ("check", "r.json", "--proofs"),
    ("check", "broken.json"),
    ("check", "no\x1b\u202e.json"),
    ("score", "r.json", "data.json"),
    ("score", "r.json", "bad\x1b.csv"),
    ("explain", "r.json", "data.json", HOSTILE),
    ("explain", "r.json", "data.json", HOSTILE, "--format", "html"),
    ("explain", "r.json", "data.json", HOSTILE + "none"),
    ("rank", "r.json", "data.json"),
    ("rank", "r.json", "data.json", "--tie-break", HOSTILE),
    ("audit", "r.json", "data.json"),
    ("test", "r.json", "c.case.json"),
    ("test", "r.json", "c.case.json", "--format", "junit"),
    ("test", "r.json", "c.case.json", "--update"),
    ("coverage", "r.json", "c.case.json"),
    ("coverage", "r.json", "c.case.json", "--format", "html"),
    ("mutate", "r.json", "good.case.json"),
    ("diff", "r.json", "later.json"),
    ("diff", "r.json", "later.json", "--data", "data.json"),
    ("diff", "r.json", "later.json", "--rename", "a\x1b=b\u202e"),
    ("replay", "r.json", "later.json", "data.json"),
    ("editions", "r.json", "later.json"),
    ("overlay", "r.json", "no\x1b.json"),
    ("form", "r.json", "--agency", "one"),
    ("form", "r.json", "--agency", "\x1b\u202e"),
    ("merge", "r.json", "one=no\x1b.csv", "--layer", "self"),
    ("merge", "r.json", "\x1b\u202e", "--layer", "self"),
    ("progress", "r.json", "seen.json", "--layer", "self"),
    ("assess", "r.json", "seen.json"),
    ("assess", "r.json", "seen.json", "--gap", "self"),
    ("assess", "r.json", "seen.json", "--layer", "\x1b\u202e"),
    ("score", "r.json", "data.json", "--weights", "\x1b\u202e"),
    ("score", "r.json", "data.json", "\x1b\u202eunknown"),
    ("\x1b\u202e",),
    ("explain", "r.json", "data.json", HOSTILE, "--depth", "\x1b\u202e"),
]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "parindex", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Here:
    """Runs the command in the folder and returns its output on both streams."""
    monkeypatch.chdir(folder)

    def run_here(*arguments: str) -> str:
        with contextlib.suppress(SystemExit):
            cli.main(arguments)
        return "".join(capfd.readouterr())

    return run_here


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda a: ascii(" ".join(a))[1:60])
def test_the_command_shows_no_hidden_character(here: Here, arguments: tuple[str, ...]) -> None:
    shown = here(*arguments)
    assert "Traceback" not in shown
    assert not HIDDEN.search(shown), HIDDEN.search(shown)
    assert shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "r.json", "data.json"),
        ("explain", "r.json", "data.json", HOSTILE),
        ("rank", "r.json", "data.json"),
        ("audit", "r.json", "data.json"),
        ("test", "r.json", "c.case.json"),
        ("check", "broken.json"),
        ("diff", "r.json", "later.json"),
        ("overlay", "r.json", "--changes"),
        ("form", "r.json", "--agency", "one"),
        ("assess", "r.json", "seen.json"),
    ],
    ids=lambda a: a[0],
)
def test_json_is_escaped_and_has_the_same_values(
    here: Here, folder: Path, arguments: tuple[str, ...]
) -> None:
    if arguments[0] == "overlay":
        (folder / "o.json").write_text(
            json.dumps({"parindex_overlay": 1, "id": "o", "edition": "1",
                        "base": {"id": "hostile", "edition": "1"}, "changes": [
                            {"set": "n", "values": {"note": "n"}}]})
        )  # fmt: skip
        arguments = ("overlay", "r.json", "o.json")
    shown = here(*arguments, "--format", "json")
    assert not HIDDEN.search(shown)
    assert HOSTILE in all_texts(json.loads(shown))


def all_texts(value: object) -> str:
    if isinstance(value, dict):
        return "".join(str(key) + all_texts(member) for key, member in value.items())
    return "".join(map(all_texts, value)) if isinstance(value, list) else str(value)


def test_junit_is_well_formed(folder: Path) -> None:
    done = run(folder, "test", "r.json", "c.case.json", "--format", "junit")
    root = ET.fromstring(done.stdout)
    names = [case.get("name", "") for case in root.iter("testcase")]
    assert names[0].startswith(r"\x1b[2J\x1b]0;t\x07\x7f\x9b31m\u202eexe.txt")


def test_csv_is_exact_in_a_file_and_escaped_on_a_terminal(folder: Path) -> None:
    arguments = ("score", "r.json", "data.json", "--format", "csv")
    assert HOSTILE in run(folder, *arguments).stdout.decode()
    try:
        inner, outer = pty.openpty()
    except OSError:
        pytest.skip("no pseudo-terminals on this machine")
    command = [sys.executable, "-m", "parindex", *arguments]
    with subprocess.Popen(command, cwd=folder, stdout=outer, stderr=outer) as process:
        os.close(outer)
        shown = b""
        while True:
            try:
                read = os.read(inner, 1 << 16)
            except OSError:  # on Linux, the other end is closed
                break
            if not read:
                break
            shown += read
    os.close(inner)
    assert process.returncode == 1
    assert r"\x1b[2J" in shown.decode()
    assert not HIDDEN.search(shown.decode().replace("\r\n", "\n"))


def test_names_of_files_that_are_not_utf8(folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.case.json")
    (folder / name).write_text("{", encoding="utf-8")
    for arguments in (("test", "r.json", name), ("check", name), ("score", "r.json", name)):
        for form in ("text", "json"):
            done = run(folder, *arguments, "--format", form)
            assert done.returncode in (1, 2)
            assert b"Traceback" not in done.stderr
            assert (done.stdout + done.stderr).decode()  # it is UTF-8


def test_pytest_shows_no_hidden_character_either(folder: Path) -> None:
    (folder / "own.case.json").write_text(
        json.dumps({"rubric": RUBRIC, "cases": [{"unit": HOSTILE, "title": HOSTILE,
                    "given": {WORD: WORD, "n.v": "1"}, "expect": {"points": "9"}}]})
    )  # fmt: skip
    (folder / "broken.case.json").write_text(json.dumps({HOSTILE: 1}))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "own.case.json", "broken.case.json"],
        cwd=folder, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert r"\x1b" in done.stdout.decode()
    assert not HIDDEN.search(done.stdout.decode())


def test_texts_of_cases_show_no_hidden_character(folder: Path) -> None:
    report = testing.run_cases([folder / "c.case.json"], rubric=px.Rubric.load(folder / "r.json"))
    assert not report.ok
    for text in (report.to_text(), repr(report), *(result.text for result in report.results)):
        assert not HIDDEN.search(text)
    coverage = testing.measure_coverage(px.Rubric.load(folder / "r.json"), [folder / "c.case.json"])
    assert not HIDDEN.search(coverage.to_text())
    assert r"\x9b31m\u202e" in coverage.to_text()
