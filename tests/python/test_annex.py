# SPDX-License-Identifier: MIT
"""The sensitivity annex as a page and as a workbook, and the command that writes it."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import shipped
from parindex._sentences import Sentence
from parindex.analysis.annex_draws import annex_draws
from parindex.cli import main
from parindex.documents import _annex_words
from parindex.documents._annex_robustness import standard_error

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


CHAPTERS = [
    "Conceptual structure", "Data coverage", "Outliers", "Normalisation", "Floor, ceiling, discrimination", "Correlations",
    "Effective weights", "Consistency and components", "Ranks under other weights", "Uncertainty", "Sensitivity",
    "Conventions", "Removals", "Other weights",
]  # fmt: skip


def test_the_page_has_what_auditors_ask_for(scores: px.Scores) -> None:
    page = scores.annex(**given(scores))
    assert headings(page, "en") == [*CHAPTERS, "Change between editions"]
    assert len(headings(page, "vi")) == 15
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
    sampled = {"Uncertainty": "Uncertainty and sensitivity"}
    assert headings(page, "en") == [
        sampled.get(one, one) for one in CHAPTERS if one != "Sensitivity"
    ]
    assert "above 0.5" in page
    assert "add --seed 1 to parindex annex, or seed=1 to scores.annex" in page
    assert "thêm --seed 1 vào lệnh parindex annex" in page


MARKS = [(3, 2, 2.5, 0), (2.4, 1.8, 2, 1), (2.1, 1.2, 3, 0.5), (1.8, 1.4, 1, 2), (1.5, 1, 2, 1), (0, 0.2, None, 2)]  # fmt: skip
MOST = {"1.1": 3, "1.2": 2, "2.1": 3, "2.2": 2}


def eight(rows: Any = MARKS, **more: Any) -> px.Scores:
    """Two sums below a sum."""
    nodes = [
        {"code": field, "max": 5, "children": [
            {"code": code, "max": most, "rule": {"direct": {"min": 0, "max": most}}}
            for code, most in MOST.items() if code.startswith(field)]}
        for field in ("1", "2")
    ]  # fmt: skip
    rubric = px.Rubric.from_json(
        {"parindex": 1, "id": "eight", "edition": "1", "max": 10, "aggregation": "sum", "missing": "zero",
         "index_rounding": {"digits": 2, "mode": "half_up"},
         "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"}, "nodes": nodes, **more}
    )  # fmt: skip
    return rubric.compile().score(rows_of(rows))


def text_of(page: str, section: str, language: str = "en") -> str:
    """The text of a chapter in a language."""
    other = "vi" if language == "en" else "en"
    found = re.search(rf'<section id="{section}".*?</section>', page, re.DOTALL)
    assert found is not None
    kept = re.sub(rf'<span lang="{other}">.*?</span>', "", found[0])
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", kept)).split())


def test_with_a_seed_the_page_draws_weights_and_says_how() -> None:
    np = pytest.importorskip("numpy")
    scores = eight()
    page = scores.annex(seed=7, draws=400, samples=64)
    assert headings(page, "en") == CHAPTERS
    said = text_of(page, "uncertainty")
    assert "at most 2.5 percentage points" in said  # 50 / √400
    assert "Estimates from 400 draws, seed 7, intervals of 90 %" in said
    assert (
        "weights the weights directly below the total: each weight within 25 % of its own" in said
    )
    assert "weights 2 all weights within 2: each weight within 25 % of its own" in said
    assert (
        "policy missing missing values: 0 points or not counted, each with probability 1/2" in said
    )
    assert "estimates from 384 draws, seed 7" in text_of(page, "sensitivity")  # 64 · (4 + 2)
    assert "tối đa là 2,5 điểm phần trăm" in text_of(page, "uncertainty", "vi")
    assert scores.annex(seed=7, draws=400, samples=64) == page
    assert scores.annex(seed=8, draws=400, samples=64) != page

    # The draws are those of a rubric whose sums are means weighted by their maxima.
    document: Any = scores.plan.rubric.find("")
    for node in (document, *document["nodes"]):
        node["aggregation"] = "weighted_mean"
        for child in node.get("nodes", node.get("children")):
            child["weight"] = child["max"]
    means = px.Rubric.from_json(document).compile().score(rows_of(MARKS))
    found = annex_draws(scores, scores.structure(), seed=7, draws=400, samples=64, vary=25)
    own = means.uncertainty(
        seed=7, draws=400, weights=25, policies={"missing": ["zero", "exclude"]}
    )
    np.testing.assert_array_equal(found.uncertainty.simulation.ranks, own.simulation.ranks)
    assert found.uncertainty.units == own.units
    shares = [f"{100 * float(one.first):.1f} %" for one in own.units]
    for share in shares:
        assert share in said
    assert found.changed == 0


def rows_of(marks: Any) -> list[dict[str, Any]]:
    return [{"unit": f"U{at}", **dict(zip(MOST, row, strict=True))} for at, row in enumerate(marks)]


def test_any_weights() -> None:
    pytest.importorskip("numpy")
    scores = eight(MARKS[:4])  # nothing is missing
    page = scores.annex(seed=7, draws=50, samples=8, vary="any")
    said = text_of(page, "uncertainty")
    assert "any weights from 0 up with the same sum" in said
    assert "policy" not in said
    assert "Any weights from 0 up" in text_of(page, "robust")


@pytest.mark.parametrize(
    ("draws", "error"), [(1000, "1.6"), (10_000, "0.5"), (100, "5.0"), (1, "50.0"), (9999, "0.6")]
)
def test_the_standard_error_is_rounded_up(draws: int, error: str) -> None:
    assert standard_error(draws) == error
    assert float(error) >= 50 / draws**0.5 > float(error) - 0.1


def test_the_draws_say_how_they_differ_from_the_rubric() -> None:
    pytest.importorskip("numpy")
    base = eight().plan.rubric.find("")
    assert base is not None
    base["ranking"]["tie_break"] = ["1"]
    for field in base["nodes"]:
        field["not_applicable"] = "exclude"
    rows = [*rows_of(MARKS), {"unit": "Z", "1.1": 1, "1.2": px.NOT_APPLICABLE, "2.1": 2, "2.2": 0}]
    scores = px.Rubric.from_json(base).compile().score(rows)
    said = text_of(scores.annex(seed=1, draws=20, samples=4), "uncertainty")
    assert "tie-breaks are left out" in said
    assert "changes the index of 1 unit," in said


def test_what_does_not_apply_says_why() -> None:
    pytest.importorskip("numpy")
    leaf = {"max": 1, "rule": {"yes_no": {"yes": 1, "no": 0}}}
    rubric = px.Rubric.from_json(
        {"parindex": 1, "id": "least", "edition": "1", "max": 1, "aggregation": "minimum", "missing": "zero",
         "index_rounding": "exact", "nodes": [{"code": code, **leaf} for code in "ab"]}
    )  # fmt: skip
    scores = rubric.compile().score([{"unit": "A", "a": True, "b": False}])
    said = text_of(scores.annex(seed=1), "uncertainty")
    assert "Does not apply to this result: no sum or mean of the rubric has weights" in said


def test_nodes_for_information_have_no_weight() -> None:
    pytest.importorskip("numpy")
    more = {"code": "3", "max": 1, "informative": True, "rule": {"direct": {"min": 0, "max": 1}}}
    nodes = [*(eight().plan.rubric.find("") or {})["nodes"], more]
    document = {**(eight().plan.rubric.find("") or {}), "parindex": 2, "nodes": nodes}
    scores = px.Rubric.from_json(document).compile().score([{**row, "3": 1} for row in rows_of(MARKS)])  # fmt: skip
    page = scores.annex(seed=1, draws=20, samples=4)
    assert "Does not apply" not in page
    assert "weights 2" in text_of(page, "uncertainty")


def test_no_rank_changes() -> None:
    pytest.importorskip("numpy")
    scores = eight([(3, 2, 3, 2), (2, 1, 2, 1), (0, 0, 0, 0)])
    said = text_of(scores.annex(seed=1, draws=20, samples=4), "sensitivity")
    assert "No rank changes in any of the 20 draws" in said  # 4 · (3 + 2)


def test_every_title_fits_the_name_of_a_sheet() -> None:
    titles = [value for value in vars(_annex_words).values() if isinstance(value, Sentence)]
    named = [one for one in titles if str(one) in CHAPTERS or str(one.en) in CHAPTERS]
    assert len(named) >= len(CHAPTERS)
    for one in named:
        assert max(len(one.en), len(one.vi)) <= 31


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
    assert len(book.sheetnames) == 16
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
    for wrong in ({"vary": 101}, {"vary": "much"}, {"draws": 0}, {"samples": 1}, {"seed": -1}):
        with pytest.raises(px.Error, match=next(iter(wrong))):
            scores.annex(**{"seed": 1, **wrong})
    with pytest.raises(px.Error, match=r"\.html"):
        scores.annex(tmp_path / "annex.txt")
    with pytest.raises(px.Error, match="language"):
        scores.annex(language="fr")
    with pytest.raises(px.StoppedError):
        scores.annex(timeout=0)


def test_a_sheet_has_intervals_at_the_right_and_sentences_in_lines(tmp_path: Path) -> None:
    pytest.importorskip("numpy")
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "annex.xlsx"
    eight().annex(path, language="en", seed=1, draws=50, samples=16)
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book["Sensitivity"].iter_rows() for cell in row if cell.value]
    intervals = [cell for cell in cells if " – " in str(cell.value)]
    assert intervals
    assert {cell.alignment.horizontal for cell in intervals} == {"right"}
    for sheet in book.worksheets[1:]:
        assert all(len(str(row[0].value or "")) <= 110 for row in sheet.iter_rows())


def test_the_command_draws_with_a_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("numpy")
    rubric, data, page = (str(tmp_path / name) for name in ("r.json", "d.json", "annex.html"))
    scores = eight()
    Path(rubric).write_text(scores.plan.rubric.to_json(), encoding="utf-8")
    Path(data).write_text(json.dumps(rows_of(MARKS)), encoding="utf-8")
    drawn = ["--seed", "3", "--draws", "60", "--samples", "8", "--vary", "any"]
    assert main(["annex", rubric, data, *drawn, "--output", page]) == 0
    expected = scores.annex(seed=3, draws=60, samples=8, vary="any")
    assert text_of(Path(page).read_text(encoding="utf-8"), "sensitivity") == text_of(
        expected, "sensitivity"
    )
    for wrong in (["--draws", "5"], ["--samples", "5"], ["--seed", "1", "--vary", "120"]):
        assert main(["annex", rubric, data, *wrong]) == 2
    assert "--samples needs --seed" in capsys.readouterr().err
