# SPDX-License-Identifier: MIT
"""With ``--language vi``, everything that the command prints is Vietnamese."""

from __future__ import annotations

import importlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parindex import cli
from parindex._sentences import Sentence, Text
from parindex.cli import parser, terminal
from parindex.display import _words
from test_languages import ALL

TITLE = {"vi": "Chỉ số nhỏ"}
RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "r",
    "edition": "1",
    "title": TITLE,
    "effective": {"from": "2026-01-01"},
    "max": "4",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"},
    "layers": [{"id": "self"}, {"id": "checked"}],
    "layer": "checked",
    "agencies": [{"id": "mot", "title": {"vi": "Sở Một"}, "lead": ["1", "2", "3"]}],
    "nodes": [
        {
            "code": "1", "max": "1", "title": {"vi": "Đúng hạn"},
            "evidence": [{"id": "b", "title": {"vi": "Báo cáo"}}],
            "rule": {"yes_no": {"yes": "1", "no": "0"}},
        },
        {"code": "2", "max": "1", "rule": {"direct": {"min": "0", "max": "1"}}},
        {
            "code": "3", "max": "2",
            "inputs": [{"name": "x", "type": "count"}, {"name": "y", "type": "count", "min": 1}],
            "rule": {"bands": {"on": {"percent": ["x", "y"]}, "steps": [
                {"from": "90", "points": "2"}, {"from": "70", "below": "90", "points": "1"},
                {"below": "70", "points": "0"}]}},
        },
    ],
}  # fmt: skip
LATER = json.loads(json.dumps(RUBRIC).replace('"90"', '"85"'))
ROWS = "unit,1,2,3.x,3.y\n"
GOOD = ROWS + "A,yes,0.5,9,10\nB,no,0.5,87,100\nC,no,0.25,7,10\nD,no,0.25,7,10\n"
BAD = ROWS + "A,perhaps,1.5,-9,10\nB,,0.5,8.5,100\nC,yes,1,1,0\n"
STAGES = [{"id": "scoring", "layers": ["self"], "from": "2026-01-01", "until": "2026-01-31"}]
SEEN = [
    {"unit": "A", "code": code, "layer": "self", "value": value, "date": "2026-01-05", **more}
    for code, value, more in (
        ("1", "yes", {"note": "x"}),
        ("2", "0.5", {}),
        ("3", "9", {"input": "x"}),
        ("3", "10", {"input": "y"}),
    )
]
CASES = {
    "for": {"rubric": "r", "edition": "1"},
    "cases": [
        {"given": {"1": "yes", "2": "0.5", "3.x": 9, "3.y": 10}, "expect": {"points": "3.5"}},
        {"given": {"1": "yes", "2": "0.5", "3.x": 9, "3.y": 10}, "expect": {"points": "2"}},
    ],
}
EXCHANGE = Path(__file__).parents[1] / "data" / "exchange"
HEAD = "unit,code,input,layer,value,date\n"
FILES: dict[str, object] = {
    "r.json": RUBRIC,
    "later.json": LATER,
    "wrong.json": {**RUBRIC, "max": "5", "agregation": "sum"},
    "good.csv": GOOD,
    "bad.csv": BAD,
    "torn.csv": ROWS + "A,yes\n",
    "other.csv": "unit,1,9\nA,yes,1\n",
    "cases.json": CASES,
    "o.json": {
        "parindex_overlay": 1, "id": "o", "edition": "1", "base": {"id": "r", "edition": "1"},
        "changes": [{"set": "1", "values": {"note": "n"}}],
    },
    "seen.json": {
        "parindex_assessment": 1, "rubric": "r", "edition": "1", "units": [{"unit": "A"}],
        "stages": STAGES, "observations": SEEN,
    },
    "one.json": {
        "parindex": 1, "id": "one", "edition": "1", "max": "1", "aggregation": "sum", "missing": "error", "note": "x",
        "index_rounding": "exact", "nodes": [{"code": "1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}],
    },
    **{name: (EXCHANGE / file).read_text(encoding="utf-8") for name, file in (
        ("card.pmml", "staff-risk.pmml"), ("table.dmn", "deduction.dmn"), ("meta.csv", "denominated-imeta.csv"))},
    "sheet.csv": HEAD + "A,1,,self,yes,2026-01-05\nA,9,,self,yes,2026-01-05\n",
}  # fmt: skip
COMMANDS = [
    "new my-index --edition 2026",
    "new a/b --edition 2026",
    "check r.json",
    "check r.json --proofs",
    "check wrong.json",
    "check none.json",
    "check .",
    "score r.json good.csv",
    "score r.json bad.csv",
    "score r.json torn.csv",
    "score r.json other.csv",
    "score r.json good.csv --output zz/x",
    "score r.json good.csv --unit-column U",
    "explain r.json good.csv B",
    "explain r.json good.csv --unit B --format html",
    "explain r.json good.csv B --format markdown",
    "explain r.json bad.csv A",
    "explain r.json good.csv Nobody",
    "explain r.json good.csv A --code 4",
    "rank r.json good.csv",
    "rank r.json bad.csv",
    "report r.json bad.csv --output report.html",
    "report r.json good.csv --output zz/x",
    "report r.json none.csv",
    "report r.json good.csv --before-rubric r.json",
    "report r.json good.csv --before none.csv",
    "report r.json seen.json --gap nobody",
    "scorecard r.json good.csv nobody",
    "describe wrong.json",
    "describe r.json",
    "workbook r.json bad.csv --output book.xlsx",
    "workbook r.json none.csv",
    "test r.json cases.json",
    "test r.json cases.json --update",
    "test r.json",
    "cases r.json --boundaries --output made.json",
    "coverage r.json cases.json",
    "coverage r.json cases.json --format html",
    "mutate r.json cases.json",
    "audit r.json good.csv",
    "analyse r.json good.csv",
    "analyse r.json good.csv --unit A --gain 1",
    "analyse r.json good.csv --unit A --gain x --cost 99=1",
    "analyse r.json good.csv --unit A",
    "analyse r.json good.csv --conventions",
    "analyse r.json good.csv --uncertainty 5 --seed 1 --error 2=0.1",
    "analyse r.json good.csv --uncertainty 5 --seed 1",
    "analyse r.json good.csv --uncertainty 5",
    "analyse r.json good.csv --sensitivity 8 --seed 1 --error 2=0.1 --option missing=zero,exclude",
    "analyse r.json good.csv --conventions --unit A --gain 1",
    "analyse r.json good.csv --structure",
    "analyse r.json good.csv --outliers",
    "analyse r.json good.csv --propose entropy --propose critic",
    "analyse r.json good.csv --propose pairwise --judge 1/2=0",
    "analyse r.json good.csv --propose pairwise --judge 1=3",
    "analyse r.json good.csv --judge 1/2=3",
    "analyse r.json good.csv --structure --vary 3",
    "analyse r.json good.csv --before good.csv --shapley",
    "annex r.json good.csv --output annex.html",
    "diff r.json later.json",
    "diff r.json r.json",
    "diff r.json later.json --data good.csv",
    "replay r.json later.json good.csv",
    "overlay r.json o.json --changes",
    "editions r.json",
    "editions r.json --date 2020-01-01",
    "import card.pmml --from pmml --edition 1",
    "import card.pmml --from dmn --edition 1",
    "import table.dmn --from dmn --edition 1 --format json",
    "import meta.csv --from coinr --edition 1",
    "import meta.csv --from coinr --edition 1 --idata good.csv",
    "import none.csv --from coinr --edition 1",
    "import card.pmml --edition 1",
    "rubric to-xlsx r.json --output r.xlsx",
    "rubric from-xlsx r.xlsx",
    "rubric from-xlsx r.xlsx --edition 2",
    "rubric from-xlsx r.xlsx --format json --output r2.json",
    "rubric from-xlsx good.csv",
    "rubric to-xlsx r.json --edition 1",
    "rubric to-xlsx r.json --format json",
    "export one.json --to pmml",
    "export one.json --to dmn",
    "export r.json --to coinr",
    "export r.json --to pmml --format json",
    "form r.json --agency mot",
    "form r.json --agency zz",
    "form r.json --agency mot --format csv",
    "form r.json --agency mot --excel",
    "merge r.json mot=sheet.csv --layer self",
    "merge r.json sheet.csv --layer self",
    "progress r.json seen.json --layer self --date 2026-02-05",
    "reopen r.json seen.json --stage scoring --until 2026-02-10 --by Nam --reason Bão --date 2026-02-01",
    "reopen r.json sheet.csv --stage scoring --until 2026-02-10 --by Nam --reason Bão",
    "progress r.json seen.json --layer self --date 2026-02-05",
    "observe r.json store.db seen.json",
    "observe r.json store.txt seen.json",
    "assess r.json seen.json --layer self",
    "assess r.json seen.json --gap self",
    "assess r.json seen.json --layer self --freeze snapshot.json",
    "verify snapshot.json",
    "verify snapshot.json --fingerprint sha256:0",
    "verify snapshot.json --public-key none.pem",
    "score r.json good.csv --format json --output result.json",
    "verify result.json",
    "verify result.json --rubric r.json --data good.csv",
    "verify result.json --rubric later.json --data good.csv",
    "demo",
    "demo --open",
    "score r.json",
    "score r.json good.csv --formt text",
    "score r.json good.csv --format txt",
    "score r.json good.csv --excel",
    "score r.json good.csv --excel=yes",
    "score r.json good.csv --timeout soon",
    "score r.json good.csv --allow",
    "explain r.json good.csv",
    "explain r.json good.csv A --unit B",
    "explain r.json good.csv A --depth -1",
    "diff r.json later.json --rename x",
    "completion",
    "nothing",
]

# Words of the formats, which are equal in both languages: keywords, codes of issues, files.
KEPT = """
    bands byte bytes checked code codes competition csv dense done draft excel exact false file full good group html
    identical index input json json's junit layer lead markdown max min name null ordinal output parindex part percent
    planned points rank ranked ranking result rounded rubric rule scoring self snapshot stage store sum text
    this_year last_year unit units utf value weight yes no yes_no zero direct error exclude missing
    set note self
""".split()
WORD = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w.-])")
# Text without a language: options, choices, places, codes of issues, tags and style sheets,
# commands to copy.
NO_WORDS = re.compile(
    r"--[\w-]+|\{[\w,.]*\}|/[\w/.-]+|\b\w+\.(?:json|csv|db|txt|html|md|pem)\b"
    r"|'[^'\n]*'|\"[^\"\n]*\"|\b[a-z]+(?:_[a-z0-9]+)+\b|(?s:<style>.*?</style>)|<[^>]*>|  parindex .*"
    # Commands, and lists of names to choose from.
    r"|parindex [a-z]+|(?:[\w.]+, ){2,}[\w.]+|^ {4}[a-z]+  ",
    re.MULTILINE,
)


def texts_of_modules() -> Iterator[tuple[str, str]]:
    """Texts and sentences of a module of the command, by name."""
    for name in (*parser.COMMANDS, "parser", "options"):
        for held in vars(importlib.import_module(f"parindex.cli.{name}")).values():
            for text in held.values() if isinstance(held, dict) else (held,):
                if isinstance(text, Sentence):
                    yield text.en, text.vi
                elif isinstance(text, Text):
                    yield str(text), text.vi


def helps() -> dict[str, list[str]]:
    """Every text of the help, by language, in the same order."""
    found: dict[str, list[str]] = {}
    for language in ("en", "vi"):
        terminal.use_language(language)
        found[language] = []
        whole = parser.build()
        (commands,) = (a for a in whole._actions if isinstance(a.choices, dict))
        found[language] += [action.help or "" for action in commands._get_subactions()]
        for each in (whole, *commands.choices.values()):
            found[language] += [each.description or "", each.epilog or ""]
            found[language] += [group.title or "" for group in each._action_groups]
            found[language] += [a.help or "" for a in each._actions if a is not commands]
    terminal.use_language("en")
    return found


def vocabulary() -> set[str]:
    """Words that are English and not Vietnamese."""
    found = helps()
    words = {key: _words.word(key, "en") for key in _words._WORDS}
    pairs = [*ALL.values(), *texts_of_modules(), *zip(found["en"], found["vi"], strict=True)]
    pairs += [(word, _words.word(key, "vi")) for key, word in words.items()]
    english, vietnamese = (
        {word for pair in pairs for word in WORD.findall(NO_WORDS.sub(" ", pair[at]))}
        for at in (0, 1)
    )
    return english - vietnamese - {*KEPT}


ENGLISH = vocabulary()


KEPT_BY_COMMAND = {
    "new": {"classes"},
    "mutate": {*"all ceiling down mode ties within".split()},
    "export": {*"agencies edition effective layers".split()},
    "demo": {"all"},
    "analyse": {"weights"},
}
"""Keys and words of a rubric file, and names of arguments, in what a command prints."""


def check(shown: str, kept: set[str] | None = None) -> None:
    plain = NO_WORDS.sub(" ", shown)
    found = sorted({word for word in WORD.findall(plain) if word in ENGLISH - (kept or set())})
    assert not found, f"{found} in:\n{shown}"
    assert unicodedata.is_normalized("NFC", shown)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("vi")
    for name, content in FILES.items():
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    monkeypatch.chdir(folder)

    def run_here(*arguments: str) -> str:
        capfd.readouterr()
        try:
            assert cli.main(arguments) in (0, 1, 2)
        except SystemExit as ended:
            if ended.code not in (0, 2):
                raise
        return "".join(capfd.readouterr())

    return run_here


def test_there_are_words_to_find() -> None:
    assert len(ENGLISH) > 600
    assert {"the", "and", "usage", "options", "show", "with", "errors"} <= ENGLISH
    for shown in ("usage: parindex", "no unit 'x'; did you mean", "options:", "no changes"):
        with pytest.raises(AssertionError):
            check(shown)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_command_prints_is_vietnamese(command: str, run: Callable[..., str]) -> None:
    kept = KEPT_BY_COMMAND.get(command.split()[0], set())
    check(run("--language", "vi", *command.split()), kept)


@pytest.mark.parametrize("name", ["", *parser.COMMANDS])
def test_help_is_vietnamese(name: str, run: Callable[..., str]) -> None:
    shown = run("--language", "vi", *name.split(), "--help")
    assert shown.startswith("cách dùng: parindex")
    assert "tùy chọn" in shown
    assert "các lệnh:" in shown or "mã thoát:" in shown
    check(shown)


def test_every_command_is_walked() -> None:
    assert {line.split()[0] for line in COMMANDS} - {"nothing"} == {*parser.COMMANDS}


def test_every_text_of_the_help_is_in_both_languages() -> None:
    found = helps()
    for en, vi in zip(found["en"], found["vi"], strict=True):
        assert bool(en) == bool(vi)
        assert en != vi or not en, en
    for en, vi in texts_of_modules():
        assert en != vi
        assert sorted(set(re.findall(r"\{\d\}", en))) == sorted(set(re.findall(r"\{\d\}", vi)))


def test_the_language_is_before_or_after_the_command(run: Callable[..., str]) -> None:
    before = run("--language", "vi", "score", "r.json", "good.csv")
    after = run("score", "r.json", "good.csv", "--language=vi")
    assert before == after == run("score", "r.json", "good.csv", "--lang", "vi")
    assert "hạng" in before
    assert "lỗi" in run("--lan=vi", "score", "r.json", "none.csv")
    # The option after the command takes precedence.
    both = run("--language", "vi", "score", "r.json", "good.csv", "--language", "en")
    assert both.splitlines()[1].startswith("rank")
