# SPDX-License-Identifier: MIT
"""The scorecard of a unit, changes against an earlier result, layers of marks, and the rules in words."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from agency_round import RUBRIC as ROUND
from agency_round import story
from parindex import cli, documents, shipped
from parindex.documents import _describe
from test_report import HOSTILE, ROWS, Page, rubric, scored, shipped_scores

pytest.importorskip("jinja2")
PAR = "vn-par-province-2020"


def cells(page: str, section: str) -> list[list[str]]:
    """The rows of the table below a heading, in English."""
    part = page.split(f'role="region" aria-labelledby="{section}"')[1]
    body = part.split("<tbody>")[1].split("</tbody>")[0]
    english = re.sub(r'<span lang="vi">.*?</span>', "", body, flags=re.DOTALL)
    rows = re.findall(r"<tr.*?</tr>", english, re.DOTALL)
    return [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


def test_fields_are_compared_with_the_best_and_the_mean() -> None:
    scores = scored()
    assert cells(scores.scorecard("Huế"), "h-fields") == [
        ["1", "In time", "0", "1", "0.00", "1", "≈ 0.6667"],
        ["2", "Mark", "1.25", "2", "62.50", "1.25", "1"],
        ["Total", "", "1.25", "3", "41.67", "2.25", "≈ 1.6667"],
    ]


def test_units_are_compared_with_those_that_they_are_ranked_with() -> None:
    ranking = {**rubric()["ranking"], "within": "group"}
    groups = ("a", "b", "b")
    rows = [{**row, "group": group} for row, group in zip(ROWS, groups, strict=True)]
    page = scored(rows, ranking=ranking).scorecard("Huế")
    assert cells(page, "h-fields")[-1][-2:] == ["1.5", "1.375"]
    assert page.count("of 2 in the group") == 1


def test_losses_have_the_values_and_the_rule_with_titles_in_place_of_names() -> None:
    scores = shipped_scores(PAR)
    rows = cells(scores.scorecard("Tỉnh ví dụ C", language="en"), "h-lost")
    lost = scores.points_lost("Tỉnh ví dụ C")[:8]
    assert [(row[0], row[2]) for row in rows] == [(one.code, str(one.lost)) for one in lost]
    by_code = {row[0]: row[4] for row in rows}
    assert by_code["3.1.2"] == (
        "bands: Procedures reviewed = 38, Procedures in the review plan = 50; x = 100 * 38 / 50 = 76; "
        "x &lt; 80 gives 0"
    )
    vietnamese = scores.scorecard("Tỉnh ví dụ C", language="vi")
    assert vietnamese.count("Trụ sở, trang thiết bị đạt yêu cầu = không") == 1
    assert vietnamese.count(": premises") == 0


def test_the_change_and_its_parts_are_those_of_the_comparison() -> None:
    before = scored()
    after = scored(
        [{**row, "2": mark} for row, mark in zip(ROWS, ("2", "0.25", "0.5"), strict=True)]
    )
    page = after.scorecard("Huế", before=before)
    assert cells(page, "h-parts") == [["2", "Mark", "1.25", "0.25", "-1"]]
    assert page.count("from 1.25, edition 2026") == 1
    assert page.count(before.digest) == 1
    report = after.report(before=before)
    moved = [row[5:8] for row in cells(report, "r-1")]
    assert moved == [["2.25", "+0.75", "1"], ["1.5", "0", "2"], ["1.25", "-1", "3"]]
    assert report.count(before.digest) == 1


def test_units_of_one_result_alone_say_so() -> None:
    before = scored([*ROWS, {"unit": "Cũ", "1": True, "2": "1"}])
    after = scored([*ROWS, {"unit": "Mới", "1": True, "2": "1"}])
    text = Page(after.report(before=before)).text
    assert text.count("Only in the earlier result: Cũ") == 1
    assert text.count("only after") == 1
    page = after.scorecard("Mới", before=before)
    assert page.count("only after") == 1
    assert page.count('id="h-parts"') == 0


def test_a_unit_in_error_has_a_scorecard_that_says_why() -> None:
    scores = scored([*ROWS, {"unit": "Sai", "1": True, "2": "7"}])
    page = scores.scorecard("Sai")
    (issue, *_) = scores["Sai"].issues
    assert Page(page).text.count(issue.text("vi").splitlines()[0]) == 1
    assert page.count('id="h-lost"') == 0


@pytest.mark.parametrize("word", HOSTILE)
def test_names_cannot_break_a_scorecard(word: str) -> None:
    def page(name: str) -> str:
        rows = [{**ROWS[1], "unit": name, "group": name}, *({**row, "group": "b"} for row in ROWS)]
        rows[2]["unit"] = "Vinh"
        titles = {"title": {"vi": name, "en": name}, "source": {"document": name, "note": name}}
        return scored(rows, **titles).scorecard(name, language="en")

    found, plain = Page(page(word)), Page(page("plain"))
    same = [(tag, {*named}) for tag, named in found.tags] == [(t, {*a}) for t, a in plain.tags]
    assert same
    assert page(word).count("<script>") == 1


def test_bad_arguments_are_named() -> None:
    scores = scored()
    with pytest.raises(KeyError):
        scores.scorecard("Vinh")
    for call in (scores.report, lambda **how: scores.scorecard("Huế", **how)):
        with pytest.raises(px.Error):
            call(language="fr")
        with pytest.raises(px.StoppedError):
            call(timeout=0)


def test_two_layers_are_compared_by_unit_and_by_leaf() -> None:
    plan = px.Rubric.from_json(ROUND).compile()
    assessment = px.Assessment.from_observations(plan, story())
    scores = assessment.score()
    text = Page(scores.report(gap=assessment.gap("self", "appraised"))).text
    assert text.count("So sánh các bước chấm") == 2
    assert text.count("So sánh các bước chấm") == text.count("Layers of marks compared")
    assert scores.report().count('id="gap"') == 0


@pytest.mark.parametrize("name", shipped.names())
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_shipped_rubric_is_described(name: str, language: Any) -> None:
    made = px.Rubric.load(shipped.shipped_rubric_path(name))
    text = documents.describe(made, language=language)
    assert text.count(made.digest) == 1
    heads = re.findall(r"^(?:#+ |- \*\*)(\S+)", text, re.MULTILINE)
    codes = [_describe.marked(code) for code in made.compile().codes]
    assert [head for head in heads if head in codes] == codes


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "points, exact, competition · tie-break: 2, 1"),
        ("vi", "điểm, trước làm tròn, đồng hạng thì bỏ cách hạng sau · tiêu chí phụ khi đồng hạng: 2, 1"),
    ],
)  # fmt: skip
def test_the_rule_of_a_ranking_has_one_form(language: Any, said: str) -> None:
    scores = scored(ranking={**rubric()["ranking"], "tie_break": ["2", "1"]})
    assert scores.rank().to_text(language=language).count(said) == 1
    assert Page(scores.report(plots=False)).text.count(said) == 1
    assert documents.describe(scores.plan.rubric, language=language).count(said) == 1


def test_markdown_of_titles_is_text() -> None:
    title = "<script>*a* [b](c) `d` # | \u202e"
    made = px.Rubric.from_json(rubric(title={"vi": title, "en": title}))
    head = documents.describe(made).splitlines()[0]
    assert head == r"# \<script\>\*a\* \[b\](c) \`d\` \# \| \\u202e"


def test_the_commands_write_the_pages(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.html"
    scores = shipped_scores(PAR)
    unit = scores.units[0]
    asked = [
        "scorecard",
        PAR,
        PAR,
        unit,
        "--before",
        PAR,
        "--language",
        "vi",
        "--output",
        str(path),
    ]
    assert cli.main(asked) == 0
    same = path.read_text(encoding="utf-8") == scores.scorecard(unit, before=scores, language="vi")
    assert same
    words = tmp_path / "method.md"
    assert cli.main(["describe", PAR, "--language", "vi", "--output", str(words)]) == 0
    described = documents.describe(scores.plan.rubric, language="vi")
    same = words.read_text(encoding="utf-8") == described
    assert same
    assert capfd.readouterr().out == ""


def test_the_report_of_an_assessment_compares_layers(tmp_path: Path) -> None:
    plan = px.Rubric.from_json(ROUND).compile()
    assessment = px.Assessment.from_observations(plan, story())
    files = tmp_path / "round.json", tmp_path / "r.json", tmp_path / "page.html"
    assessment.save(files[0])
    files[1].write_text(plan.rubric.to_json(), encoding="utf-8")
    asked = [
        "report",
        str(files[1]),
        str(files[0]),
        "--gap",
        "self:appraised",
        "--output",
        str(files[2]),
    ]
    assert cli.main(asked) == 0
    assert files[2].read_text(encoding="utf-8").count('id="gap"') == 1


def test_without_the_package_a_scorecard_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(px.Error, match="scorecards need the package jinja2"):
        scored().scorecard("Huế")


def test_the_nearest_gains_are_in_words_with_the_figures_of_the_engine() -> None:
    scores = shipped_scores(PAR)
    rows = cells(scores.scorecard("Tỉnh ví dụ C", language="en"), "h-gains")
    found = scores.gains("Tỉnh ví dụ C")
    assert [(row[0], row[2]) for row in rows] == [(one.code, f"+{one.gain}") for one in found[:6]]
    by_code = {row[0]: row[4] for row in rows}
    assert by_code["7.3.1"] == "Procedures online at levels 3 and 4: 531 of 1768 instead of 512"
    assert by_code["3.3.2"] == "Adequate premises and equipment: yes instead of no"
    vietnamese = scores.scorecard("Tỉnh ví dụ C")
    assert (
        vietnamese.count("Số vốn đã giải ngân (tỷ đồng): 3089,03 trên 4412,9 thay cho 3011,75") == 1
    )
    assert scored([{"unit": "u", "1": True, "2": "2"}]).scorecard("u").count("h-gains") == 0


def sheet_of(scores: px.Scores, unit: str, path: Path, **how: Any) -> list[list[Any]]:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    scores.scorecard(unit, path, **how)
    (sheet,) = openpyxl.load_workbook(path)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_sheet_has_the_content_of_the_page(tmp_path: Path, language: Any) -> None:
    scores = shipped_scores(PAR)
    rows = sheet_of(scores, "Tỉnh ví dụ C", tmp_path / "c.xlsx", before=scores, language=language)
    page = scores.scorecard("Tỉnh ví dụ C", before=scores, language=language)
    other = "en" if language == "vi" else "vi"
    spans = rf'<span lang="{other}">.*?</span>'
    text = Page(re.sub(spans, "", page, flags=re.DOTALL)).text
    for value in (value for row in rows for value in row if isinstance(value, str)):
        for part in re.split(" · |: ", value):  # of one line for several texts
            assert part in text
    first = next(row for row in rows if row[0] == "1")
    field = scores["Tỉnh ví dụ C"]["1"]
    assert first[2:5] == [float(field.points or 0), float(field.max or 0), float(field.index or 0)]
    gains = {row[0]: row for row in rows if row[4] and str(row[4]).find(": ") > 0}
    for gain in scores.gains("Tỉnh ví dụ C")[:6]:
        assert gains[gain.code][2] == float(gain.gain)
    digests = (scores.digest, scores.data_digest, scores.plan.rubric.digest)
    assert set(digests) <= {row[2] for row in rows}


def test_a_sheet_has_texts_and_never_formulas(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    for word in HOSTILE:
        titles = {"title": {"vi": word, "en": word}, "source": {"document": word}}
        scored([{**ROWS[1], "unit": word}], **titles).scorecard(word, tmp_path / "c.xlsx")
        (sheet,) = openpyxl.load_workbook(tmp_path / "c.xlsx")
        assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}
    first = tmp_path / "c.xlsx"
    again = tmp_path / "d.xlsx"
    scored().scorecard("Huế", first)
    scored().scorecard("Huế", again)
    assert first.read_bytes() == again.read_bytes()
    wrong = scored([*ROWS, {"unit": "Sai", "1": True, "2": "7"}])
    wrong.scorecard("Sai", first)
    (sheet,) = openpyxl.load_workbook(first)
    (issue, *_) = wrong["Sai"].issues
    assert issue.text("vi") in {cell.value for row in sheet for cell in row}


def test_without_xlsxwriter_a_sheet_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(px.Error, match="XlsxWriter"):
        scored().scorecard("Huế", tmp_path / "c.xlsx")
