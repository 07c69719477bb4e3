# SPDX-License-Identifier: MIT
"""Every object displayed in a notebook looks the same under any style sheet, is escaped, and gives reasons."""

from __future__ import annotations

import copy
import html as text_of_html
import json
import pickle
from html.parser import HTMLParser
from typing import Any

import pytest

import parindex as px
from agency_round import RUBRIC as ROUND
from agency_round import story
from parindex import model, testing
from parindex.display._grid import Grid, Head, Row, card
from parindex.display._shown import Records, issues_grid

HOSTILE = '<script>alert("x")</script>\u202e\x1b[2J'


class Reader(HTMLParser):
    """Elements with their style rules, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        rules = (part.split(":", 1) for part in (named.get("style") or "").split(";") if part)
        self.found.append((tag, dict(rules)))
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if any(tag in self.open for tag in ("td", "th")):
            self.rows[-1][-1] += data


@pytest.fixture
def shown(plan: px.Plan, rows: list[dict[str, Any]], tmp_path: Any) -> dict[str, Any]:
    good_row = dict(rows[0])
    rows[1]["1.2"] = HOSTILE
    scores = plan.score(rows)
    good = plan.score([{**row, "1.2": "on_time"} for row in rows])
    document = copy.deepcopy(plan.rubric.to_model().to_dict())
    document["edition"] = "2027"
    document["nodes"][1]["missing"] = "zero"
    later = px.Rubric.from_json(document)
    round_plan = px.Rubric.from_json(ROUND).compile()
    assessment = px.Assessment.from_observations(round_plan, story())
    with pytest.raises(px.RubricError) as caught:
        px.Rubric.from_json({**document, HOSTILE: 1})
    case = tmp_path / "a.case.json"
    given = {column.name: good_row[column.name] for column in plan.columns}
    document = {
        "for": {"rubric": "example", "edition": "2026"},
        "cases": [{"unit": "A", "title": "<b>", "given": given, "expect": {"points": "9"}}],
    }
    case.write_text(json.dumps(document), encoding="utf-8")
    store = px.Assessment.open(tmp_path / "s.db", round_plan)
    store.close()
    overlaid = px.overlay(
        plan.rubric,
        {
            "parindex_overlay": 1, "id": "o", "edition": "1",
            "base": {"id": "example", "edition": "2026"},
            "changes": [{"set": "2", "values": {"note": "n"}}],
        },
    )  # fmt: skip
    return {
        "Rubric": plan.rubric,
        "Plan": plan,
        "Scores": scores,
        "UnitScore": scores["Huế"],
        "NodeScore": good["Huế"]["1"],
        "Ranking": scores.rank(),
        "RankEntry": good.rank()["Huế"],
        "Trace": scores.explain("Huế"),
        "TraceStep": good.explain("Huế").steps[0],
        "Audit": good.audit(),
        "WhatIf": good.what_if("Huế", {}),
        "CheapestPath": good.cheapest_path("Huế", gain=1),
        "WeightIntervals": good.weight_intervals(),
        "Dominance": good.dominance(),
        "Conventions": good.conventions(),
        "ConventionRange": good.conventions().ranges[0],
        "Uncertainty": good.uncertainty(seed=1, draws=3, policies={"missing": ["zero", "exclude"]}),
        "Sensitivity": good.sensitivity(seed=1, samples=3, policies={"missing": ["zero", "full"]}),
        "Structure": good.structure(),
        "WeightProposal": good.proposed_weights(),
        "OutlierEffects": good.outlier_effects(),
        "ChangeParts": good.change_parts(good),
        "Comparison": scores.compare(good),
        "UnitChange": scores.compare(good)["Huế"],
        "Decomposition": good.compare(good).parts("Huế"),
        "Diff": px.diff(plan.rubric, later),
        "RubricChange": px.diff(plan.rubric, later).changes[0],
        "Replay": good.replay(later.compile()),
        "Verification": px.verify(good.to_json().encode(), scores),
        "Overlaid": overlaid,
        "Assessment": assessment,
        "AssessmentStore": store,
        "Snapshot": assessment.freeze(),
        "LayerGap": assessment.gap("self"),
        "progress": assessment.progress("self"),
        "AgencyProgress": assessment.progress("self")[0],
        "Worksheet": px.worksheet(round_plan, "home"),
        "Merged": px.merge_worksheets(round_plan, {}, layer="self", units=["A"]),
        "CaseReport": testing.run_cases([case], rubric=plan.rubric),
        "Coverage": testing.measure_coverage(plan.rubric, [case]),
        "IssuesError": caught.value,
        "Issue": scores.issues[0],
        "issues": scores.issues,
        "no issues": good.issues,
        "columns": plan.columns,
        "PlanColumn": plan.columns[0],
        "points lost": good.points_lost("Huế"),
        "RubricModel": plan.rubric.to_model(),
        "Node": plan.rubric.to_model().nodes[0],
        "a rule": model.YesNo(yes=1, no=0),
    }


def test_every_object_is_one_or_more_tables_with_all_rules_inline(shown: dict[str, Any]) -> None:
    """`td {text-align: right; white-space: normal; background: white}` of a page changes nothing."""
    for name, thing in shown.items():
        html = thing._repr_html_()
        page = Reader(html)
        tags = [tag for tag, _ in page.found]
        assert "table" in tags, name
        assert not {"style", "script", "b"} & {*tags}, name
        assert "http" not in html, name
        for tag, rules in page.found:
            if tag in ("td", "th"):
                assert {"text-align", "white-space", "vertical-align", "padding"} <= rules.keys(), (
                    name
                )
            if tag in ("td", "th", "table", "caption", "p", "div"):
                assert rules["text-align"] in ("left", "right"), (name, tag)
                assert rules["background"] == "none", (name, tag)
            if tag == "table":
                assert rules["margin"] == "0"
                assert rules["display"] == "table"


def test_every_text_is_escaped(shown: dict[str, Any]) -> None:
    for name, thing in shown.items():
        html = thing._repr_html_()
        assert "<script" not in html, name
        assert "\u202e" not in html, name
        assert "\x1b" not in html, name
    for name in ("Scores", "UnitScore", "Ranking", "Trace", "Comparison", "Issue", "issues"):
        assert "&lt;script&gt;" in shown[name]._repr_html_(), name
        assert r"\u202e\x1b" in text_of_html.unescape(shown[name]._repr_html_()), name


@pytest.mark.parametrize("name", ["Scores", "UnitScore", "Ranking", "Trace", "Comparison"])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "cần một trong: on_time, late, none"),
        ("en", "expected one of on_time, late, none"),
    ],
)
def test_a_row_in_error_has_its_reason_beside_it(
    shown: dict[str, Any], name: str, language: str, sentence: str
) -> None:
    rows = Reader(shown[name].to_html(language=language)).rows
    row = next(row for row in rows if any(cell in ("Huế", "1.2") for cell in row))
    assert any(sentence in cell for cell in row), row


def test_more_issues_of_a_row_are_counted(plan: px.Plan, rows: list[dict[str, Any]]) -> None:
    rows[0].update({column.name: "<x>" for column in plan.columns})
    scores = plan.score(rows)
    assert len(scores["Hà Nội"].issues) > 3
    rest = len(scores["Hà Nội"].issues) - 3
    assert f"… và {rest} lỗi nữa" in scores.to_html()
    assert f"… and {rest} more" in scores.to_html(language="en")


def test_figures_are_exact_with_the_decimal_sign_of_the_language(
    document: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    document["index_rounding"] = "exact"
    document["ranking"]["stage"] = "exact"
    scores = px.Rubric.from_json(document).compile().score(rows)
    assert str(scores["Huế"].index) == "475/7"
    for language, figure in (("vi", "≈ 67,857143"), ("en", "≈ 67.857143")):
        assert f"{figure}= 475/7" in Reader(scores.to_html(language=language)).rows[2]
    assert "≈ 67.857143" in scores.to_text()


def test_the_language_is_stated(scores: px.Scores) -> None:
    assert '<div style="' in scores.to_html()
    assert 'lang="vi"' in scores.to_html()
    assert 'lang="en"' in scores.to_html(language="en")


def test_titles_are_shown_and_not_ids(shown: dict[str, Any]) -> None:
    for name in ("Rubric", "RubricModel"):
        assert "thang điểm theo khoảng" in shown[name].to_html()
        assert "bands" in shown[name].to_html(language="en")
    assert "Nội vụ" in shown["progress"]._repr_html_()
    assert "Kế hoạch" in shown["LayerGap"].to_html()
    assert "Công tác chỉ đạo, điều hành" in shown["UnitScore"].to_html()
    assert "sửa" in shown["Overlaid"].to_html()


def test_large_objects_are_cut_and_say_how_much() -> None:
    many = Records(px.PlanColumn(str(n), str(n), "value", "number") for n in range(130))
    html = many._repr_html_()
    assert len(Reader(html).rows) == 101
    assert "and 30 more rows" in html
    issue = px.Issue("value_type", "error", "m")
    assert "và 2 dòng nữa" in issues_grid([issue] * 7, "vi", 5).to_html()


def test_rubrics_and_plans_are_cut(plan: px.Plan) -> None:
    assert "and 4 more rows" in plan.rubric.to_html(language="en", max_rows=3)
    assert f"and {len(plan.columns) - 2} more rows" in plan.to_html(language="en", max_rows=2)


def test_records_are_tuples() -> None:
    issue = px.Issue("value_type", "error", "m")
    some = Records((issue,), "vi")
    again = pickle.loads(pickle.dumps(some))
    assert (some, again.language, repr(some)) == ((issue,), "vi", repr((issue,)))
    assert again == (issue,)
    assert "Không có lỗi" in Records((), "vi")._repr_html_()


def test_indentation_is_kept() -> None:
    grid = Grid("c", [Head("h", text=True, lines=True)], [Row(["a\n  b"], depth=2)])
    page = Reader(grid.to_html())
    assert page.rows[-1] == ["a\n  b"]
    (rules,) = (rules for tag, rules in page.found if tag == "td")
    assert rules["white-space"].startswith("pre")
    assert rules["padding"].endswith(" 40px")


def test_a_page_has_columns_that_a_terminal_lacks() -> None:
    heads = [Head("a", text=True), Head("why", text=True, page=True)]
    grid = Grid("c", heads, [Row(["1", "because"])])
    assert "because" in grid.to_html()
    assert "because" not in grid.to_text()
    assert "because" in grid.to_html()


def test_a_card_is_lines_of_names_and_texts() -> None:
    facts = [("one", "1"), ("none", "")]
    assert card("c", facts, "en").to_text() == "c\none  1"
    assert "<thead>" not in card("c", facts, "en").to_html()


def test_an_error_is_a_table_in_both_languages(shown: dict[str, Any]) -> None:
    error = shown["IssuesError"]
    assert "key_unknown" in error.to_html()
    assert "invalid rubric" in error.to_html()
    assert "không hợp lệ" in error.to_html(language="vi")
    with pytest.raises(px.Error):
        error.to_html(language="fr")
