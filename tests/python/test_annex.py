# SPDX-License-Identifier: MIT
"""The sensitivity annex as a page and as a workbook, and the command that writes it."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import shipped

pytest.importorskip("jinja2")
RUBRIC = "vn-par-province-2020"


@pytest.fixture(scope="module")
def scores() -> px.Scores:
    plan = px.Rubric.load(shipped.shipped_rubric_path(RUBRIC)).compile()
    return plan.score(shipped.example_data_path(RUBRIC))


class Result:
    """A result of another analysis that has rows only."""

    def to_dicts(self) -> list[dict[str, Any]]:
        return [{"factor": "weights", "share": 0.25}]


def given(scores: px.Scores) -> dict[str, Any]:
    return {
        "uncertainty": scores.dominance(within=10),
        "sensitivity": Result(),
        "conventions": scores.influences(),
        "proposals": [scores.proposed_weights(nodes=[""])],
        "outliers": scores.outlier_effects(),
        "changes": scores.change_parts(scores),
    }


def headings(page: str, language: str) -> list[str]:
    found = re.findall(r"<h2 id=\"h-\w+\">(.*?)</h2>", page)
    spans = [dict(re.findall(r'<span lang="(\w+)">(.*?)</span>', one)) for one in found]
    return [unescape(one[language]) for one in spans]


def test_the_page_has_what_auditors_ask_for(scores: px.Scores) -> None:
    page = scores.annex(**given(scores))
    assert headings(page, "en") == [
        "Conceptual structure", "Data coverage", "Floor, ceiling and discrimination", "Correlations", "Effective weights",
        "Consistency and principal components", "Removals", "Other weights", "Uncertainty", "Sensitivity", "Conventions",
        "Outliers", "Change between editions",
    ]  # fmt: skip
    assert len(headings(page, "vi")) == 13
    structure = scores.structure()
    total = structure.correlation("1")
    assert total is not None
    assert f"≈ {total.r:.2f}" in page
    assert "0.25" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'href="#([^"]+)"', page):
        assert target in ids
    for named in re.findall(r'aria-labelledby="([^"]+)"', page):
        assert named in ids
    assert scores.annex(**given(scores)) == page
    assert "http" not in page.replace("http-equiv", "")


def test_the_page_without_other_results(scores: px.Scores) -> None:
    page = scores.annex(language="en", structure=scores.structure(high="0.5", coverage=100))
    assert '<html lang="en"' in page
    assert len(headings(page, "en")) == 7
    assert "above 0.5" in page


def test_a_wide_node_has_no_matrix() -> None:
    nodes = [
        {"code": f"n{at}", "max": 1, "rule": {"yes_no": {"yes": 1, "no": 0}}} for at in range(31)
    ]
    rubric = px.Rubric.from_json(
        {"parindex": 1, "id": "wide", "edition": "1", "max": 31, "aggregation": "sum", "missing": "zero",
         "index_rounding": "exact", "nodes": nodes}
    )  # fmt: skip
    rows = [
        {f"n{at}": (at * row) % 3 == 0 for at in range(31)} | {"unit": str(row)} for row in range(5)
    ]
    page = rubric.compile().score(rows).annex()
    assert "31 children; only the flagged" in page


def test_the_workbook_has_the_figures_as_numbers(scores: px.Scores, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "annex.xlsx"
    scores.annex(path, language="en", **given(scores))
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert len(book.sheetnames) == 14
    assert book.sheetnames[:2] == ["Overview", "Conceptual structure"]
    sheet = book["Effective weights"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (first,) = [row for row in rows if row[0] == "1.1.1"]
    own = {one.code: one for one in scores.structure().weights}["1.1.1"]
    assert first[3] == pytest.approx(float(100 * (own.shapley or 0)), abs=0.005)
    correlations = book["Correlations"]
    red = [
        cell.value for row in correlations.iter_rows() for cell in row
        if cell.font.color is not None and cell.font.color.rgb == "FF9C0006"
    ]  # fmt: skip
    assert red
    again = tmp_path / "again.xlsx"
    scores.annex(again, language="en", **given(scores))
    assert again.read_bytes() == path.read_bytes()
    scores.annex(tmp_path / "vi.xlsx", language="vi")
    assert openpyxl.load_workbook(tmp_path / "vi.xlsx").sheetnames[0] == "Tổng quan"


def test_names_with_markup_stay_text() -> None:
    rubric = px.Rubric.from_json(
        {"parindex": 1, "id": "x", "edition": "<b>", "title": {"en": "=1+1 <script>"}, "max": 2, "aggregation": "sum",
         "missing": "zero", "index_rounding": "exact", "nodes": [
             {"code": "<i>", "max": 1, "title": {"en": "=A1"}, "rule": {"direct": {"min": 0, "max": 1}}},
             {"code": "b", "max": 1, "rule": {"direct": {"min": 0, "max": 1}}}]}
    )  # fmt: skip
    scores = rubric.compile().score(
        [{"unit": f"<u{at}>", "<i>": at / 10, "b": (9 - at) / 10} for at in range(9)]
    )
    page = scores.annex()
    assert "<i>" not in page
    assert "<u0>" not in page
    assert "<script>" in page  # the one of the page itself
    assert page.count("<script>") == 1


def test_what_cannot_be_shown_is_refused(scores: px.Scores, tmp_path: Path) -> None:
    with pytest.raises(px.Error, match="uncertainty"):
        scores.annex(uncertainty=3)
    with pytest.raises(px.Error, match=r"\.html"):
        scores.annex(tmp_path / "annex.txt")
    with pytest.raises(px.Error, match="language"):
        scores.annex(language="fr")
    with pytest.raises(px.StoppedError):
        scores.annex(timeout=0)
