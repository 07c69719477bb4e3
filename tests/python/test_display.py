# SPDX-License-Identifier: MIT
"""Tables in notebooks and terminals."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

import pytest

import parindex as px
from parindex.display._text import clip, pad, show, show_value, width


class TableReader(HTMLParser):
    """The cells of every row, and the unclosed tags."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if any(tag in self.open for tag in ("td", "th")) and "small" not in self.open:
            self.rows[-1][-1] += data


def error_rows(html: str) -> list[str]:
    return re.findall(r"<tr style=\"[^\"]*;color:#[^>]*>", html)


def read(html: str) -> list[list[str]]:
    reader = TableReader()
    reader.feed(html)
    assert reader.open == []
    assert "http" not in html
    assert "<script" not in html
    return reader.rows


def test_scores_show_one_row_per_unit_and_one_column_per_field(scores):
    assert read(scores._repr_html_()) == [
        ["hạng", "đơn vị", "nhóm", "điểm", "tối đa", "chỉ số %", "1", "2"],
        ["1", "Hà Nội", "Đồng bằng", "7,08", "10", "70,80", "4,83", "2,25"],
        ["2", "Huế", "Miền Trung", "4,75", "7", "67,86", "2,5", "2,25"],
    ]


def test_titles_follow_the_language_and_are_escaped(scores):
    assert "Công tác chỉ đạo, điều hành" in scores.to_html()
    english = scores.to_html(language="en")
    assert "Steering &lt;and&gt; direction" in english
    assert "Example index" in english
    assert read(english)[0][:2] == ["rank", "unit"]


def test_names_of_units_are_escaped(plan, row):
    html = plan.score({**row, "unit": '<b onclick="x">'})._repr_html_()
    assert "<b onclick" not in html
    assert read(html)[1][1] == '<b onclick="x">'


def test_a_bad_row_is_highlighted_with_its_reason(plan, rows):
    rows[0]["2"] = 9
    html = plan.score(rows)._repr_html_()
    assert len(error_rows(html)) == 1
    assert read(html)[1][:4] == ["", "Hà Nội", "Đồng bằng", ""]
    assert "lỗi" in read(html)[1]
    assert "lỗi" in str(plan.score(rows))


def test_long_tables_are_cut_and_say_how_much(plan, row):
    scores = plan.score([{**row, "unit": f"unit {n}"} for n in range(100)])
    html = scores._repr_html_()
    assert len(read(html)) == 61
    assert "và 40 dòng nữa" in html
    assert "and 97 more rows" in scores.to_text(language="en", max_rows=3)
    assert "nữa" not in scores.to_html(max_rows=100)
    assert len(read(scores.rank().to_html(max_rows=5))) == 6


def test_wide_rubrics_are_cut_and_say_how_much(document):
    leaf = document["nodes"][1]
    document["nodes"] = [{**leaf, "code": str(n)} for n in range(1, 16)]
    document["max"] = "45"
    plan = px.Rubric.from_json(document).compile()
    scores = plan.score({"unit": "Huế", **dict.fromkeys(plan.codes, 1)})
    assert read(scores._repr_html_())[0][-1] == "12"
    assert "3 more fields not shown" in scores.to_text(language="en")


def test_text_is_aligned_by_what_a_terminal_shows(plan, row):
    loose = unicodedata.normalize("NFD", "Thừa Thiên Huế")
    names = ["Hà Nội", "東京", loose]
    lines = plan.score([{**row, "unit": name} for name in names]).to_text().splitlines()
    ends = {width(re.split(r"(?<=7\.08)", line)[0]) for line in lines[3:]}
    assert len(ends) == 1
    assert lines[0] == "Chỉ số ví dụ · 2026"
    assert not any(line.endswith(" ") for line in lines)


def test_a_ranking_shows_ranks_ties_and_reasons(plan, rows):
    twin = {**rows[0], "unit": "Hà Nội 2"}
    apart = {**rows[0], "unit": "Vinh", "ranked": False}
    ranking = plan.score([*rows, twin, apart]).rank()
    table = read(ranking._repr_html_())
    assert [line[0] for line in table[1:]] == ["=1", "=1", "3", ""]
    assert table[-1][1:4] == ["Vinh", "Đồng bằng", "70,80"]
    assert ranking["Vinh"].reason == "out of the ranking"
    assert table[-1][-1] == "không tham gia xếp hạng"
    assert "=1" in repr(ranking)
    assert "rank" in ranking.to_text(language="en")


def test_ties_that_stay_are_noted_below(plan, rows):
    twin = {**rows[0], "unit": "Hà Nội 2"}
    assert "tie_unresolved" in plan.score([*rows, twin]).rank(ties="ordinal").to_html()


def test_a_trace_shows_how_every_node_came_about(scores):
    table = read(scores.explain("Hà Nội")._repr_html_())
    heads = table[0]
    by_code = {line[0]: dict(zip(heads, line, strict=True)) for line in table[1:]}
    assert list(by_code) == ["tổng", "1", "1.1", "1.2", "1.3", "1.4", "2"]
    assert by_code["1.1"]["vì sao"].splitlines() == [
        "khoảng: done = 46, planned = 50",
        "x = 100 * done / planned = 92",
        "x > 90: được 2 điểm",
    ]
    assert by_code["1.4"]["vì sao"].splitlines()[-1] == (
        "làm tròn đến 2 chữ số thập phân (nửa lên): từ 4/3 thành 1.33"
    )
    assert by_code["1.4"]["điểm"] == "1,33"
    assert by_code["1.4"]["điểm mất"] == "1,67"
    assert "padding:2px 8px 2px 40px" in scores.explain("Hà Nội")._repr_html_()


def test_a_trace_shows_what_is_wrong_or_does_not_count(plan, rows):
    rows[1]["1.2"] = "<early>"
    trace = plan.score(rows).explain("Huế")
    html = trace.to_html(language="en")
    table = {line[0]: line for line in read(html)}
    assert any("one of on_time, late, none" in cell for cell in table["1.2"])
    assert any("missing: exclude" in cell for cell in table["1.4"])
    assert len(error_rows(html)) == 3
    assert "<early>" not in html
    assert "and 4 more rows" in trace.to_html(language="en", max_rows=3)


def test_a_rubric_without_vietnamese_is_shown_in_english(document, row):
    for node in (document, *document["nodes"]):
        del node["title"]["vi"]
    scores = px.Rubric.from_json(document).compile().score(row)
    assert read(scores._repr_html_())[0][:2] == ["rank", "unit"]
    assert read(scores.explain("Hà Nội")._repr_html_())[0][:2] == ["code", "title"]
    assert scores.explain("Hà Nội").title() == "Example index"


def test_a_trace_is_text_in_a_terminal(scores):
    text = repr(scores.explain("Hà Nội"))
    assert "Công tác chỉ đạo, điều hành" in text
    assert "100 * done / planned = 92" in text
    assert "Steering" in scores.explain("Hà Nội").to_text(language="en")


def test_a_unit_has_its_total(scores):
    assert repr(scores["Huế"]) == "<UnitScore 'Huế': 4.75 of 7 points, index 67.86, ok>"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("Huế", 3), (unicodedata.normalize("NFD", "Huế"), 3), ("東京", 4), ("", 0)],
)
def test_width(text, columns):
    assert width(text) == columns
    assert width(pad(text, 6)) == 6
    assert pad(text, 6, right=True).endswith(text)


def test_long_text_and_numbers_are_cut_visibly():
    assert clip("東京都庁", 5) == "東京…"
    assert clip("Huế", 3) == "Huế"
    marked = unicodedata.normalize("NFD", "ế")
    assert clip(marked * 3, 3) == marked * 3
    assert clip(marked * 4, 3) == marked * 2 + "…"
    assert clip("ab", 0) == clip("ab", 1) == "…"
    assert clip("7" * 2_000_000, 3) == "77…"  # in one pass: otherwise it takes hours
    third = px.Rounding(18, "half_up").apply(1 / 3)
    assert show(third) == "≈ 0.333333"
    assert show(None) == ""
    assert show_value("9" * 1000) == "9" * 39 + "…"
    assert (show_value(True), show_value(None)) == ("yes", "–")
