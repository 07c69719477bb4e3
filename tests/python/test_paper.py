# SPDX-License-Identifier: MIT
"""The report as a Word document, and report and scorecard as PDF."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import cli
from parindex.documents import _pdf, _report_tables
from test_report import HOSTILE, ROWS, scored

BROWSER = pytest.mark.skipif(
    _pdf.browser() is None, reason="no Chromium, Chrome or Edge on this machine, to write a PDF"
)


def opened(path: Path) -> Any:
    return pytest.importorskip("docx", reason="the package python-docx is not installed").Document(
        str(path)
    )


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


# ---- Word ----------------------------------------------------------------------------------------
def test_the_tables_have_the_figures_of_the_engine(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    pytest.importorskip("docx")
    scores = scored()
    scores.report(path, language="vi")
    document = opened(path)
    tables = [cells(table) for table in document.tables]
    assert tables[0][:2] == [
        ["Hạng", "Đơn vị", "Điểm", "Tối đa", "Chỉ số %"],
        ["1", "Hà Nội", "2,25", "3", "75,00"],
    ]
    assert tables[1] == [["Đơn vị", "1", "2"], ["Hà Nội", "1", "1,25"], ["Đà Nẵng", "1", "0,5"],
                         ["Huế", "0", "1,25"]]  # fmt: skip
    assert tables[-1] == [
        ["Mã", "Nội dung", "Tối đa", "Điểm", "Điểm mất"],
        ["1", "Đúng hạn", "1", "0", "1"],
        ["2", "Chấm", "2", "1,25", "0,75"],
        ["Tổng", "", "3", "1,25", ""],
    ]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for digest in (scores.plan.rubric.digest, scores.data_digest, scores.digest):
        assert text.count(digest) == 1
    heads = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert heads[:3] == ["Tóm tắt", "Xếp hạng", "Điểm theo lĩnh vực"]
    assert heads[-4:] == ["Hà Nội", "Đà Nẵng", "Huế", "Mã kiểm"]
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml


def test_the_same_scores_give_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    one, two = tmp_path / "a.docx", tmp_path / "b.docx"
    scored().report(one, before=scored())
    scored().report(two, before=scored())
    same = one.read_bytes() == two.read_bytes()
    assert same


@pytest.mark.parametrize("word", [*HOSTILE, "\x01\x0b"])
def test_names_cannot_break_the_document(word: str, tmp_path: Path) -> None:
    pytest.importorskip("docx")
    rows = [{**ROWS[0], "unit": word, "group": word}, *({**row, "group": "b"} for row in ROWS)]
    titles = {"title": {"vi": word, "en": word}, "source": {"document": word, "note": word}}
    try:
        scores = scored(rows, **titles)
    except (px.DataError, px.RubricError):
        pytest.skip("such a name is not accepted")
    scores.report(tmp_path / "x.docx")
    document = opened(tmp_path / "x.docx")
    shown = px._core.visible(word)
    assert cells(document.tables[0])[1][1] == shown
    with zipfile.ZipFile(tmp_path / "x.docx") as file:
        assert "<script" not in file.read("word/document.xml").decode()


def test_many_fields_turn_the_page_and_many_units_have_no_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("docx")
    nodes = [
        {"code": str(at), "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}
        for at in range(1, 17)
    ]
    rows = [{"unit": "A", **{str(at): True for at in range(1, 17)}}]
    scores = scored(rows, nodes=nodes, max="16")
    monkeypatch.setattr(_report_tables, "MOST_ROWS", 16)
    scores.report(tmp_path / "x.docx", language="en")
    document = opened(tmp_path / "x.docx")
    widths = [section.page_width > section.page_height for section in document.sections]
    assert widths == [False, True, False]
    assert [len(table.columns) for table in document.tables][1:3] == [15, 3]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert text.count("The document does not contain the tables of the units") == 1


def test_without_the_package_one_line_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(px.Error, match=r"pip install 'parindex\[docx\]'") as caught:
        scored().report(tmp_path / "x.docx")
    assert "cần gói python-docx" in caught.value.text("vi")
    assert not [*tmp_path.iterdir()]


# ---- PDF -----------------------------------------------------------------------------------------
def text_of(path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on this machine, to read the PDF")
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


@BROWSER
def test_report_and_scorecard_are_printed_in_one_language(tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    scores = scored()
    report, card = tmp_path / "r.pdf", tmp_path / "c.pdf"
    scores.report(report, language="vi")
    scores.scorecard("Huế", card, language="en")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.pdf", "r.pdf"]
    text = text_of(report)
    assert "Xếp hạng" in text
    assert "Ranking" not in text
    assert "Đà Nẵng" in text
    assert text.count(scores.digest[-20:]) == 1
    assert text.count("Chấm (1,25 / 2)") > 0  # scorecards are open
    assert "Giải thích" not in text
    assert "In time" in text_of(card)


def program(folder: Path, lines: str) -> str:
    """A folder with a browser that does this."""
    path = folder / "bin" / "chromium"
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path.parent)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            "echo first >&2; echo 'no display' >&2; exit 3",
            "the browser did not write the PDF: no display",
        ),
        ("exit 0", "the browser did not write the PDF: –"),
        ("/bin/sleep 60", "the browser did not write the PDF: it took more than 0.3 seconds"),
    ],
)
def test_a_browser_that_fails_is_one_sentence_and_the_file_stays(
    lines: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("jinja2")
    monkeypatch.setenv("PATH", program(tmp_path, lines))
    monkeypatch.setattr(_pdf, "LONGEST", 0.3)
    path = tmp_path / "r.pdf"
    path.write_bytes(b"before")
    with pytest.raises(px.Error) as caught:
        scored().report(path)
    assert str(caught.value) == said
    assert path.read_bytes() == b"before"


def test_the_time_limit_ends_the_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("jinja2")
    monkeypatch.setenv("PATH", program(tmp_path, "/bin/sleep 60"))
    with pytest.raises(px.StoppedError):
        scored().scorecard("Huế", tmp_path / "c.pdf", timeout=2)
    assert not (tmp_path / "c.pdf").exists()


def test_without_a_browser_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("jinja2")
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "r.pdf"
    for language, said in (("en", "install chromium"), ("vi", "hãy cài chromium")):
        asked = ["report", "vn-vinh-phuc-2019", "vn-vinh-phuc-2019", "--output", str(path)]
        assert cli.main([*asked, "--language", language]) == 2
        err = capfd.readouterr().err
        assert err.count("\n") == 1
        assert said in err
    assert not path.exists()


# ---- names of files --------------------------------------------------------------------------------
def test_the_ending_says_what_is_written(tmp_path: Path) -> None:
    pytest.importorskip("jinja2")
    scores = scored()
    page = scores.report()
    for name in ("r.html", "r.HTM", "r"):
        assert scores.report(tmp_path / name) is None
        same = (tmp_path / name).read_text(encoding="utf-8") == page
        assert same
    with pytest.raises(px.Error, match=r"must end with .html, .docx or .pdf"):
        scores.report(tmp_path / "r.doc")
    with pytest.raises(px.Error, match=r"must end with .html, .pdf or .xlsx"):
        scores.scorecard("Huế", tmp_path / "r.docx")
    with pytest.raises(px.WriteError):
        scores.report(tmp_path / "none" / "r.html")
