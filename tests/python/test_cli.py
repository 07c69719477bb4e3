# SPDX-License-Identifier: MIT
"""The command, run as users run it: as a separate process."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import cli, shipped
from parindex.cli import terminal

BANDS = "vn-ca-mau-2013"
FULL = "vn-par-province-2020"
RANKED = "vn-vinh-phuc-2019"
UNIT = "Đơn vị ví dụ A"

SMALL: dict[str, Any] = {
    "parindex": 1,
    "id": "small",
    "edition": "1",
    "max": "3",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "nodes": [
        {"code": "1", "max": "2", "rule": {"direct": {"min": "0", "step": "0.25", "max": "2"}}},
        {"code": "2", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
    ],
}


class Result:
    """The result of a run of the command."""

    def __init__(self, process: subprocess.CompletedProcess[bytes]) -> None:
        self.code = process.returncode
        self.out = process.stdout.decode("utf-8")
        self.err = process.stderr.decode("utf-8")
        assert "Traceback" not in self.err, self.err


def run(*arguments: object, **environment: str) -> Result:
    command = [sys.executable, "-m", "parindex", *map(str, arguments)]
    env = {**os.environ, **environment}
    return Result(subprocess.run(command, capture_output=True, env=env, timeout=120, check=False))


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    path = tmp_path / "small.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    return path


def table(folder: Path, text: str, name: str = "data.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# ---- What it prints --------------------------------------------------------------------------


def test_version() -> None:
    assert run("--version").out == f"parindex {px.__version__}\n"


def test_help_has_examples_and_exit_codes() -> None:
    shown = run("--help")
    assert shown.code == 0
    assert "parindex score my-rubric.json units.csv" in shown.out
    assert "exit codes:" in shown.out
    for name in shipped.names():
        assert name in shown.out


def test_check_of_a_good_rubric(rubric: Path) -> None:
    good = run("check", rubric)
    assert (good.code, good.out, good.err) == (0, f"{rubric}: no errors\n", "")


def test_check_tells_warnings_apart_from_errors() -> None:
    warned = run("check", BANDS)
    assert warned.code == 0
    assert warned.out == f"{BANDS}: no errors, 1 accepted\n"


def test_check_prints_every_issue_with_its_place(tmp_path: Path) -> None:
    bad = {**SMALL, "max": "4", "misspelt": 1}
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(bad, indent=1), encoding="utf-8")
    shown = run("check", path)
    assert shown.code == 1
    assert "error key_unknown:" in shown.out
    assert "  at:       /misspelt (line" in shown.out
    as_json = run("check", path, "--format", "json")
    assert as_json.code == 1
    document = json.loads(as_json.out)
    assert document["ok"] is False
    assert document["rubric"] == str(path)
    with pytest.raises(px.RubricError) as error:
        px.Rubric.load(path)
    assert [(i["code"], i["pointer"], i["line"]) for i in document["issues"]] == [
        (i.code, i.pointer, i.line) for i in error.value.issues
    ]


def test_score_as_json_is_the_result_of_the_library_with_its_notes() -> None:
    plan = px.Rubric.load(shipped.shipped_rubric_path(FULL)).compile()
    scores = plan.score(shipped.example_data_path(FULL))
    written = run("score", FULL, FULL, "--format", "json").out
    assert written.startswith(scores.to_json().removesuffix("}") + ',"notes":[')
    notes = json.loads(written)["notes"]
    assert [note["code"] for note in notes] == [note.code for note in scores.notes]


def test_score_as_csv_has_the_same_figures() -> None:
    rows = list(csv.DictReader(io.StringIO(run("score", FULL, FULL, "--format", "csv").out)))
    units = json.loads(run("score", FULL, FULL, "--format", "json").out)["units"]
    assert [row["unit"] for row in rows] == [unit["unit"] for unit in units]
    for row, unit in zip(rows, units, strict=True):
        assert row["index"] == unit["index"]
        for code, node in unit["nodes"].items():
            assert row[f"{code}.points"] == (node["points"] or "")


def test_score_as_text_in_two_languages() -> None:
    vietnamese, english = run("score", BANDS, BANDS), run("score", BANDS, BANDS, "--language", "en")
    assert "đơn vị" in vietnamese.out
    assert "unit" in english.out
    assert "4.5" in english.out
    comma = run("score", BANDS, BANDS, "--language", "en", "--decimal", ",")
    assert "4,5" in comma.out
    assert comma.out.replace(",", ".") == english.out


def test_output_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "results.csv"
    shown = run("score", BANDS, BANDS, "--format", "csv", "--output", target)
    assert (shown.code, shown.out) == (0, "")
    assert target.read_text(encoding="utf-8") == run("score", BANDS, BANDS, "--format", "csv").out


def test_delimiter(rubric: Path, tmp_path: Path) -> None:
    for text, character in (("unit;1;2\nA;1.5;yes\n", ";"), ("unit\t1\t2\nA\t1.5\tyes\n", "tab")):
        shown = run(
            "score", rubric, table(tmp_path, text), "--delimiter", character, "--format", "csv"
        )
        assert shown.out.splitlines()[1].startswith("A,,ok,,,2.5,3,83.33,")


def test_explain_one_node() -> None:
    shown = run("explain", BANDS, BANDS, UNIT, "--code", "1.1.4", "--language", "en")
    assert shown.code == 0
    assert [line.strip() for line in shown.out.splitlines()[1:]] == [
        "bands: done = 9, planned = 10",
        "x = 100 * done / planned = 90",
        "70 <= x <= 90 gives 1 (From 70 % to 90 % of the plan)",
    ]
    first = " ".join(shown.out.splitlines()[0].split())
    assert first == "1.1.4 Completion of the PAR plan 1 / 2 50 %"


def test_explain_as_json_is_the_trace_of_the_library_with_the_notes() -> None:
    plan = px.Rubric.load(shipped.shipped_rubric_path(BANDS)).compile()
    scores = plan.score(shipped.example_data_path(BANDS))
    written = json.loads(run("explain", BANDS, BANDS, UNIT, "--format", "json").out)
    assert len(written.pop("notes")) == len(scores.notes)
    assert written == scores.explain(UNIT).to_dict()


@pytest.mark.parametrize(("depth", "nodes"), [(0, 1), (1, 2), (2, 4), (9, 10)])
def test_depth_of_an_explanation(depth: int, nodes: int) -> None:
    call = ("explain", BANDS, BANDS, UNIT, "--depth", depth)

    def count(node: dict[str, Any]) -> int:
        return 1 + sum(map(count, node["children"]))

    assert count(json.loads(run(*call, "--format", "json").out)) == nodes
    assert run(*call, "--format", "html").out.count("<tr") == nodes + 1
    assert sum(line.endswith(" %") for line in run(*call).out.splitlines()) == nodes


def test_an_explanation_as_a_page_of_its_own() -> None:
    page = run("explain", BANDS, BANDS, UNIT, "--format", "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert '<meta charset="utf-8">' in page
    assert UNIT in page


def test_rank_as_declared_and_otherwise() -> None:
    declared = json.loads(run("rank", RANKED, RANKED, "--format", "json").out)
    assert declared["rule"]["within"] == "group"
    ranks = {entry["unit"]: entry["rank"] for entry in declared["entries"]}
    assert (ranks["Sở Tài chính"], ranks["Bảo hiểm xã hội tỉnh"]) == (1, 1)
    rows = csv.DictReader(
        io.StringIO(run("rank", RANKED, RANKED, "--within", "all", "--format", "csv").out)
    )
    assert [row["unit"] for row in rows][:2] == ["Sở Tài chính", "Sở Xây dựng"]
    assert "Sở Tài chính" in run("rank", RANKED, RANKED).out


def test_demo() -> None:
    shown = run("demo")
    assert (shown.code, shown.err) == (0, "")
    for part in (
        "      Tổng                         59.91  100    59.91",
        "rounded half_up to 2 digits: 497478/98459 becomes 5.05",
        "\n34 tỉnh, thành phố / The 34 provinces and cities\n",
        "  12  UBND tỉnh Phú Thọ           13.41  19.01   8.2   9.2  17.82  19.49   87.13",
        "900001  1000000  90.0001  x > 90 gives 2              2",
        "699999  1000000  69.9999  x < 70 gives 0              0",
        "Steering and direction of PAR",
        "where most points were lost",
        "parindex explain vn-766-2022",
    ):
        assert part in shown.out
    assert max(map(len, shown.out.splitlines())) <= 100


def test_demo_suggests_commands_that_work() -> None:
    lines = run("demo").out.split("Next:\n")[1].splitlines()
    commands = [line for line in lines if line.startswith("  parindex ")]
    assert len(commands) >= 4
    for command in commands:
        line = command.replace("parindex", f'"{sys.executable}" -m parindex', 1)
        assert (
            subprocess.run(["bash", "-c", line], capture_output=True, check=False).returncode == 0
        ), command


# ---- Exit codes and bad input ----------------------------------------------------------------


def test_a_bad_row_is_a_finding(rubric: Path, tmp_path: Path) -> None:
    data = table(tmp_path, "unit,1,2\nA,1.5,yes\nB,1.6,maybe\n")
    text = run("score", rubric, data)
    assert text.code == 1
    assert "A" in text.out
    assert "error value_off_step:" in text.err
    assert "at:       line 3, column 3, unit B, column 2" in text.err
    as_json = run("score", rubric, data, "--format", "json")
    assert (as_json.code, as_json.err) == (1, "")
    units = json.loads(as_json.out)["units"]
    assert [unit["status"] for unit in units] == ["ok", "error"]
    assert [issue["code"] for issue in units[1]["issues"]] == ["value_off_step", "value_type"]
    assert run("explain", rubric, data, "A").code == 0
    assert run("explain", rubric, data, "B").code == 1
    assert "value_type" in run("explain", rubric, data, "B").out


BAD_RUBRICS = [
    (b"{", "json_malformed", "line 1"),
    (b'{"id": "C\xe0 Mau"}', "text_not_utf8", "byte 0xE0"),
    (b"[1, 2]", "type_mismatch", "an object"),
    (json.dumps({**SMALL, "max": ["3"]}).encode(), "type_mismatch", "/max"),
    (
        json.dumps(SMALL).replace('"3"', "1" * 10_000).encode(),
        "number_too_long",
        "line 1, column 55",
    ),
    (json.dumps({**SMALL, "nodes": []}).encode(), "rubric_empty", "/nodes"),
    (b"[" * 5000, "json_too_deep", "line 1"),
    (b"", "json_malformed", "line 1"),
]


@pytest.mark.parametrize(
    ("content", "code", "place"), BAD_RUBRICS, ids=[bad[1] for bad in BAD_RUBRICS]
)
def test_bad_rubrics(tmp_path: Path, content: bytes, code: str, place: str) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    for call in (("check", path), ("score", path, BANDS)):
        shown = run(*call)
        assert shown.code == 1
        assert f"error {code}" in shown.out + shown.err
        assert place in shown.out + shown.err
    document = json.loads(run("rank", path, BANDS, "--format", "json").out)
    assert code in [issue["code"] for issue in document["issues"]]


BAD_DATA = [
    ("unit,1,2\nA,-0.25,yes\n", "value_below_minimum", "unit A, column 1"),
    ("unit,1,2\nA,2.25,yes\n", "value_above_maximum", "unit A, column 1"),
    ("unit,1,2\nA," + "1" * 10_000 + ",yes\n", "number_too_long", "unit A, column 1"),
    ("unit,1,2\nA,nan,yes\n", "value_type", "unit A, column 1"),
    ("unit,1,2\nA,1,perhaps\n", "value_type", "unit A, column 2"),
    ("unit,1,2\nA,,yes\n", "value_missing", "unit A, column 1"),
    ("unit,1\nA,1\n", "column_missing", "column 2"),
    ("unit,1,2,3\nA,1,yes,4\n", "column_unknown", "column 3"),
    ("unit,1,2,2\nA,1,yes,no\n", "column_duplicate", "column 2"),
    ("unit,1,2\nA,1,yes\nA,1,no\n", "unit_duplicate", "line 3, column 1, unit A"),
    ("unit,1,2\n,1,yes\n", "unit_missing", "line 2, column 1"),
    ("unit,1,2\n", "table_empty", "at least one row"),
    ("", "table_empty", "a header"),
    ("unit,1,2\nA,1\n", "table_malformed", "line 2, column 1"),
    ('unit,1,2\nA,1,"yes\n', "table_malformed", "line 2"),
]


@pytest.mark.parametrize(
    ("text", "code", "place"), BAD_DATA, ids=[f"{b[1]}-{i}" for i, b in enumerate(BAD_DATA)]
)
def test_bad_data(rubric: Path, tmp_path: Path, text: str, code: str, place: str) -> None:
    data = table(tmp_path, text)
    shown = run("score", rubric, data)
    assert shown.code == 1
    assert f"error {code}:" in shown.err
    assert place in shown.err
    as_json = run("score", rubric, data, "--format", "json")
    assert as_json.code == 1
    assert f'"{code}"' in as_json.out
    assert json.loads(as_json.out)


BAD_JSON_DATA = [
    ('[{"unit": "A", "1": NaN, "2": true}]', "value_not_finite", "row 1, unit A, column 1"),
    ('[{"unit": "A", "1": 1, "2": true}', "json_malformed", "line 1"),
    ('{"unit": "A"}', "key_unknown", "unit"),
    ("[1]", "table_malformed", "row 1"),
    ("[" * 100_000, "json_too_deep", "nested"),
    (
        '[{"unit": "A", "1": ' + "1" * 10_000 + ', "2": true}]',
        "number_too_long",
        "row 1, unit A, column 1",
    ),
]


@pytest.mark.parametrize(
    ("text", "code", "place"), BAD_JSON_DATA, ids=[bad[1] for bad in BAD_JSON_DATA]
)
def test_bad_json_data(rubric: Path, tmp_path: Path, text: str, code: str, place: str) -> None:
    shown = run("score", rubric, table(tmp_path, text, "data.json"))
    assert shown.code == 1
    assert f"error {code}:" in shown.err
    assert place in shown.err


def test_data_that_is_not_utf8(rubric: Path, tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes(b"unit,1,2\nC\xe0 Mau,1,yes\n")
    shown = run("score", rubric, path)
    assert shown.code == 1
    assert "error text_not_utf8:" in shown.err
    assert "line 2, column 2" in shown.err


def test_an_unknown_option_of_a_choice() -> None:
    data = shipped.example_data_path(BANDS).read_text(encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "parindex", "score", BANDS, "/dev/stdin"],
        input=data.replace("on_time", "ontime").encode(),
        capture_output=True,
        check=False,
    )
    # Standard input has no file name that states its format.
    assert result.returncode == 1
    assert b".csv or .json" in result.stderr


def test_an_unknown_choice(tmp_path: Path) -> None:
    text = shipped.example_data_path(BANDS).read_text(encoding="utf-8").replace("late", "letzt")
    shown = run("score", BANDS, table(tmp_path, text))
    assert shown.code == 1
    assert "error choice_unknown:" in shown.err
    assert "expected: one of on_time, late, none" in shown.err


@pytest.mark.parametrize(
    "call",
    [
        ("check", "no-such-file.json"),
        ("check", "/"),
        ("score", BANDS, "no-such-file.csv"),
        ("score", BANDS, "/"),
        ("rank", BANDS, BANDS),
    ],
)
def test_findings_about_files_and_ranking(call: tuple[str, ...]) -> None:
    assert run(*call).code == 1


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ((), "required"),
        (("guess",), "invalid choice"),
        (("score", BANDS), "DATA"),
        (("score", BANDS, BANDS, "--format", "xml"), "invalid choice"),
        (("score", BANDS, BANDS, "--delimiter", ";;"), "expected one character"),
        (
            ("score", BANDS, BANDS, "--output", "/no/such/folder/x"),
            "/no/such/folder/x: No such file",
        ),
        (("explain", BANDS, BANDS, UNIT, "--depth", "-1"), "--depth"),
        (("explain", BANDS, BANDS, "Đơn vị"), "no unit 'Đơn vị'"),
        (("explain", BANDS, BANDS, UNIT, "--code", "1.1.9"), "did you mean '1.1"),
        (("rank", RANKED, RANKED, "--tie-break", "77"), '"77"'),
    ],
)
def test_bad_usage(call: tuple[str, ...], said: str) -> None:
    shown = run(*call)
    assert shown.code == 2
    assert shown.out == ""
    assert said in shown.err


def test_columns_may_be_allowed_to_be_missing_or_unknown(rubric: Path, tmp_path: Path) -> None:
    lenient = tmp_path / "lenient.json"
    lenient.write_text(json.dumps({**SMALL, "missing": "zero"}), encoding="utf-8")
    data = table(tmp_path, "unit,1,note\nA,1.5,x\n")
    assert run("score", lenient, data).code == 1
    shown = run(
        "score",
        lenient,
        data,
        "--allow-missing-columns",
        "--allow-unknown-columns",
        "--format",
        "csv",
    )
    assert shown.code == 0
    assert shown.out.splitlines()[1].startswith("A,,ok,,,1.5,3,50.00,")
    assert (
        run("score", rubric, data, "--allow-missing-columns", "--allow-unknown-columns").code == 1
    )


# ---- Streams ---------------------------------------------------------------------------------


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_ends_the_command(rubric: Path, tmp_path: Path, unbuffered: str) -> None:
    # More than a pipe can buffer, so that writing must fail.
    data = table(tmp_path, "unit,1,2\n" + "".join(f"unit {i},1,yes\n" for i in range(3000)))
    call = f'"{sys.executable}" -m parindex score "{rubric}" "{data}" --format json'
    line = f"({call}; echo $? >&2) | head -c 10"
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    process = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, env=env, check=False
    )
    assert process.stdout == '{"units":['
    assert process.stderr == "141\n"


def test_a_full_disk_is_reported() -> None:
    line = f'"{sys.executable}" -m parindex score {FULL} {FULL} --format json > /dev/full'
    process = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert process.returncode == 2
    assert process.stderr == "parindex: error: standard output: No space left on device\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_output_is_utf8_everywhere(encoding: str) -> None:
    shown = run("score", BANDS, BANDS, PYTHONIOENCODING=encoding, LC_ALL="C")
    assert UNIT in shown.out
    assert run("explain", BANDS, BANDS, "Đơn vị", PYTHONIOENCODING=encoding, LC_ALL="C").code == 2


def test_an_argument_that_is_not_utf8_is_shown_escaped() -> None:
    process = subprocess.run(
        [
            sys.executable.encode(),
            b"-m",
            b"parindex",
            b"explain",
            BANDS.encode(),
            BANDS.encode(),
            b"C\xe0",
        ],
        capture_output=True,
        check=False,
    )
    assert process.returncode == 2
    assert rb"argument UNIT: not valid UTF-8: 'C\udce0'" in process.stderr


def test_a_unit_is_found_in_any_normal_form() -> None:
    decomposed = unicodedata.normalize("NFD", UNIT)
    assert decomposed != UNIT
    assert run("explain", BANDS, BANDS, decomposed, "--depth", "0").code == 0


def test_progress_is_silent_unless_a_terminal_waits(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 0)
    threads = threading.active_count()
    with terminal.working("scoring"):
        assert threading.active_count() == threads
    assert capsys.readouterr().err == ""
    said = threading.Event()
    flush = sys.stderr.flush
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stderr, "flush", lambda: (flush(), said.set()))
    with terminal.working("scoring"):
        assert said.wait(60)
    shown = capsys.readouterr().err
    assert "scoring ... 0 s" in shown
    assert shown.endswith("\r\033[K")
    monkeypatch.setattr(terminal, "PATIENCE", 60)
    with terminal.working("scoring"):
        pass
    assert capsys.readouterr().err == ""


def test_quiet_shows_no_progress(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    cli.main(["score", BANDS, BANDS, "--quiet"])
    assert capsys.readouterr().err == ""
    cli.main(["score", BANDS, BANDS])
    assert "\r\033[K" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Bands of a percentage"), ("vi", "Thang điểm theo khoảng")]
)
def test_a_new_rubric_is_valid_and_says_what_it_means(
    language: str, word: str, tmp_path: Path
) -> None:
    path = tmp_path / "new.json"
    made = run("new", "mine", "--edition", "2026", "--language", language, "--output", str(path))
    assert (made.code, made.out) == (0, "")
    rubric = px.Rubric.load(path)
    assert (rubric.id, rubric.edition, rubric.warnings) == ("mine", "2026", ())
    leaves = [node for node in walked(json.loads(rubric.to_json())["nodes"]) if "rule" in node]
    assert len(leaves) == 5
    assert all({*node["title"]} == {"vi", "en"} and node["note"] for node in leaves)
    assert any(node["note"].startswith(word) for node in leaves)
    assert {column.type for column in rubric.compile().columns} > {"choice", "count", "boolean"}


def walked(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from walked(node.get("children", []))


def test_an_id_that_a_rubric_cannot_have_is_bad_usage() -> None:
    refused = run("new", "a/b", "--edition", "2026")
    assert refused.code == 2
    assert "code_invalid" in refused.err


def test_demo_ends_with_the_documents_that_it_wrote(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pytest.importorskip("jinja2")
    pytest.importorskip("xlsxwriter")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["demo", "--open"]) == 0
    names = [f"parindex-demo/{name}" for name in ("report.html", "workbook.xlsx")]
    assert capsys.readouterr().out.endswith("Documents:\n" + "".join(f"  {n}\n" for n in names))
    report, workbook = (tmp_path / name for name in names)
    assert "UBND tỉnh Bắc Ninh" in report.read_text(encoding="utf-8")
    assert workbook.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "command",
    [
        "report vn-ca-mau-2013 vn-ca-mau-2013 --output {0}/r.html",
        "workbook vn-ca-mau-2013 vn-ca-mau-2013 --output {0}/w.xlsx",
        "scorecard vn-ca-mau-2013 vn-ca-mau-2013 UNIT --output {0}/c.html",
        "form vn-par-province-2020 --agency so-kh-cn --layer self --unit A --output {0}/f.xlsx",
    ],
)
def test_commands_that_write_documents_say_what_they_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    pytest.importorskip("jinja2")
    pytest.importorskip("xlsxwriter")
    said = []

    @contextlib.contextmanager
    def working(what: str) -> Iterator[None]:
        said.append(what)
        yield

    monkeypatch.setattr(terminal, "working", working)
    words = command.format(tmp_path).split()
    assert cli.main([UNIT if word == "UNIT" else word for word in words]) == 0
    assert said[-1].startswith("writing the ")


def test_csv_for_spreadsheets_has_no_fraction_that_looks_like_a_date(tmp_path: Path) -> None:
    rubric = tmp_path / "thirds.json"
    rubric.write_text(
        '{"parindex": 1, "id": "thirds", "edition": "1", "max": 3, "aggregation": "sum", "missing": "error",'
        ' "index_rounding": "exact", "nodes": [{"code": "1", "max": 3, "inputs": [{"name": "value",'
        ' "type": "number", "min": 0, "max": 3}], "rule": {"proportional": {"on": {"value": "value"},'
        ' "full_at": 3}}}]}',
        encoding="utf-8",
    )
    data = tmp_path / "data.csv"
    data.write_text("unit,1\nHuế,1/3\nVinh,2.5\n", encoding="utf-8")

    def written(*options: str) -> list[str]:
        result = run("score", str(rubric), str(data), "--fractions", "--format", "csv", *options)
        assert result.code == 0, result.err
        return result.out.splitlines()

    assert written()[1].startswith("Huế,,ok,,,1/3,3,100/9,")
    assert written("--excel")[0].startswith("\N{BYTE ORDER MARK}unit,")
    assert written("--excel")[1].startswith("Huế,,ok,,,=1/3,3,=100/9,")
    assert written("--excel", "--decimal", ",")[2].startswith("Vinh;;ok;;;2,5;3;=250/3;")
    assert written("--decimals", "2")[1].startswith("Huế,,ok,,,0.33,3.00,11.11,")
    refused = run("score", str(rubric), str(data), "--excel")
    assert refused.code == 2
    assert "--format csv" in refused.err
