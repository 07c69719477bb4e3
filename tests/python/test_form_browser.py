# SPDX-License-Identifier: MIT
"""Forms (.html) in Chromium: fill in, see points, keep a draft, save a file that `merge` reads."""

from __future__ import annotations

import copy
import csv
import json
import os
import re
from collections.abc import Callable
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import forms
import parindex as px
import programs
from parindex import shipped
from test_report_browser import CHROMIUM, RULES, Opened, chromium, opened  # noqa: F401
from test_worksheets import RUBRIC

UNIT = forms.UNIT
MODULE = os.environ.get("PARINDEX_MODULE", "")
pytestmark = [
    *programs.started(CHROMIUM, "Chromium"),
    pytest.mark.skipif(not MODULE, reason="PARINDEX_MODULE names no folder: see make test-browser"),
]


@pytest.fixture(scope="module")
def par() -> px.Plan:
    return forms.par_plan()


@pytest.fixture
def form(par: px.Plan, opened: Any) -> Callable[..., Opened]:  # noqa: F811
    """Opens the form of an agency, and waits for the engine."""

    def open_form(agency: str = "so-kh-cn", plan: px.Plan | None = None, **more: Any) -> Opened:
        how = {key: more.pop(key) for key in ("viewport", "color_scheme") if key in more}
        given = {"units": [UNIT], "layer": "self", "language": "en", **more}
        page = px.worksheet(plan or par, agency).to_page(**given, module=MODULE)
        one: Opened = opened(page, **how)
        ready(one)
        return one

    return open_form


def ready(one: Opened) -> None:
    one.page.wait_for_selector("html[data-ready]")


def leaf(one: Opened, code: str) -> Any:
    """The section of a leaf."""
    return one.page.locator("section.leaf").filter(
        has=one.page.locator(".code", has_text=re.compile(f"^{re.escape(code)}$"))
    )


def fill(one: Opened, code: str, *values: str) -> None:
    for at, value in enumerate(values):
        field = leaf(one, code).locator("[data-field]").nth(at)
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def still_open(one: Opened) -> list[str]:
    return one.shown("#open-list li")


def saved(one: Opened, folder: Path) -> Path:
    with one.page.expect_download() as download:
        one.page.click("#save")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    one.said[:] = [said for said in one.said if not said.startswith("blob:")]
    return path


def test_points_and_explanation_follow_each_answer(form: Any, par: px.Plan) -> None:
    one = form()
    part = leaf(one, "7.1.1")
    assert part.locator(".points").inner_text() == "–"
    fill(one, "7.1.1", "3")
    assert part.locator(".why").inner_text() == "Fill in all values of this line"
    fill(one, "7.1.1", "3", "4")
    scores = par.score(
        [{"unit": UNIT, "7.1.1.declared": 3, "7.1.1.units": 4}], allow_missing_columns=True
    )
    explained = scores.explain(UNIT).find("7.1.1")
    assert part.locator(".points").inner_text() == str(explained.points) == "1.13"
    lines = one.shown(".why .reason")
    assert len(lines) == len(explained.steps)
    assert "Agencies that declared = 3" in lines[0]
    assert lines[-1] == explained.steps[-1].text
    fill(one, "7.1.1", "2", "4")
    assert part.locator(".points").inner_text() == "0.00"


def test_an_answer_that_is_not_accepted_says_why(form: Any) -> None:
    one = form()
    fill(one, "7.1.1", "5", "0")
    part = leaf(one, "7.1.1")
    assert part.get_attribute("data-state") == "wrong"
    assert part.locator(".points").inner_text() == "error"
    assert "value_below_minimum" in part.locator(".why").inner_text()
    assert any("not accepted" in text for text in still_open(one))
    fill(one, "7.1.1", "1,5")
    field = part.locator("[data-field]").first
    assert field.get_attribute("aria-invalid") == "true"
    assert field.input_value() == "1,5"
    fill(one, "7.1.1", "3", "4")
    assert field.get_attribute("aria-invalid") is None


def test_what_is_open_stands_above_and_leads_there(form: Any) -> None:
    one = form()
    assert still_open(one) == [
        "Date of filling in", "7.1.1 Agencies that declared", "7.1.1 Agencies in scope",
        "7.1.2 Yearly internal audit", "7.1.2 Management review", "7.1.2 Processes updated to new procedures",
    ]  # fmt: skip
    one.page.locator("#open-list a").nth(2).click()
    focused = one.page.evaluate("document.activeElement.labels[0].innerText")
    assert focused == "Agencies in scope"
    fill(one, "7.1.1", "3", "4")
    assert still_open(one)[1] == "7.1.1: evidence or explanation"
    leaf(one, "7.1.1").locator("[data-note]").fill("in the register")
    one.page.fill("#date", forms.DAY)
    fill(one, "7.1.2", "yes", "yes", "no")
    leaf(one, "7.1.2").locator("[data-reference]").first.fill("yes")
    assert still_open(one) == []
    assert one.shown("#open-count") == ["Everything is filled in."]


def test_a_draft_outlives_a_reload(form: Any) -> None:
    one = form()
    fill(one, "7.1.1", "38", "40")
    leaf(one, "7.1.1").locator("[data-reference]").first.fill("12/KH")
    one.page.fill("#author", "Lan")
    fill(one, "7.1.2", "yes")
    fill(one, "1.5", "1,5")
    assert one.shown("#said") == ["Draft kept in this browser."]
    one.page.reload()
    ready(one)
    one.said.clear()
    assert one.shown("#said") == ["The draft was restored."]
    part = leaf(one, "7.1.1")
    assert [part.locator("[data-field]").nth(at).input_value() for at in (0, 1)] == ["38", "40"]
    assert part.locator("[data-reference]").first.input_value() == "12/KH"
    assert one.page.input_value("#author") == "Lan"
    assert part.locator(".points").inner_text() == "1.43"
    typed = leaf(one, "1.5").locator("[data-field]")
    assert (typed.input_value(), typed.get_attribute("aria-invalid")) == ("1,5", "true")
    one.page.once("dialog", lambda dialog: dialog.accept())
    one.page.click("#clear")
    assert part.locator("[data-field]").first.input_value() == ""
    assert part.locator(".points").inner_text() == "–"
    assert one.said == ["Delete all answers of this form?"]
    one.said.clear()


def test_the_saved_file_is_merged_and_opened_again(form: Any, par: px.Plan, tmp_path: Path) -> None:
    one = form()
    fill(one, "7.1.1", "38", "40")
    leaf(one, "7.1.1").locator("[data-reference]").first.fill("12/KH")
    leaf(one, "7.1.1").locator("[data-file]").nth(1).fill("list.pdf")
    fill(one, "7.1.2", "yes", "yes", "no")
    leaf(one, "7.1.2").locator("[data-note]").fill("giải trình")
    one.page.fill("#date", forms.DAY)
    path = saved(one, tmp_path)
    assert path.name == "so-kh-cn-self.json"
    assert one.shown("#said") == ["Saved as so-kh-cn-self.json: hand in this file."]
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "list.pdf").write_bytes(b"list")
    merged = px.merge_worksheets(
        par, {"so-kh-cn": path}, layer="self", evidence_folder=tmp_path / "files"
    )
    assert merged.assessment is not None, merged.issues
    seen = {(o["code"], o["input"]): o for o in merged.assessment.observations}
    assert {key: one["value"] for key, one in seen.items()} == {
        ("7.1.1", "declared"): "38", ("7.1.1", "units"): "40", ("7.1.2", "audit"): "yes",
        ("7.1.2", "review"): "yes", ("7.1.2", "update"): "no",
    }  # fmt: skip
    assert [dict(e)["id"] for e in seen["7.1.1", "units"]["evidence"]] == ["certificate", "list"]
    assert seen["7.1.2", "audit"]["note"] == "giải trình"
    scored = merged.assessment.score("self").explain(UNIT).find("7.1.1")
    assert leaf(one, "7.1.1").locator(".points").inner_text() == "1.43"
    assert Fraction(scored.points) == Fraction("1.43")
    again = form()
    again.page.set_input_files("#load", str(path))
    again.page.locator("#said", has_text="was opened").wait_for()
    assert leaf(again, "7.1.1").locator("[data-file]").nth(1).input_value() == "list.pdf"
    assert leaf(again, "7.1.2").locator("[data-note]").input_value() == "giải trình"
    assert saved(again, tmp_path).read_bytes() == path.read_bytes()


def test_a_file_of_another_form_changes_nothing(form: Any, tmp_path: Path) -> None:
    one = form()
    fill(one, "7.1.1", "38")
    for text in ("{", "[]", '{"parindex_form": 1, "digest": "sha256:0"}'):
        path = tmp_path / "other.json"
        path.write_text(text, encoding="utf-8")
        one.page.set_input_files("#load", str(path))
        one.page.locator("#said", has_text="was not opened").wait_for()
        assert leaf(one, "7.1.1").locator("[data-field]").first.input_value() == "38"


def test_vietnamese_numbers_have_a_comma(form: Any) -> None:
    one = form(language="vi")
    assert one.shown("h1") == ["Sở Khoa học và Công nghệ"]
    fill(one, "7.1.1", "38", "40")
    part = leaf(one, "7.1.1")
    assert part.locator(".points").inner_text() == "1,43"
    one.page.select_option("#language", "en")
    assert part.locator(".points").inner_text() == "1.43"
    assert one.shown("h1") == ["Department of Science and Technology"]
    vietnamese = [text for text in one.shown("[lang=vi]") if text != "Tiếng Việt"]
    assert vietnamese == []


def test_a_large_agency_in_full(form: Any, par: px.Plan, tmp_path: Path) -> None:
    one = form("so-noi-vu")
    with shipped.example_data_path("vn-par-province-2020").open(encoding="utf-8") as file:
        known = next(csv.DictReader(file))
    sheet = px.worksheet(par, "so-noi-vu")
    lines: dict[str, list[str]] = {}
    for line in sheet.lines:
        if line.role == "lead" and "self" in line.layers:
            lines.setdefault(line.code, []).append(known[line.column])
    for code, values in lines.items():
        fill(one, code, *values)
    one.page.fill("#date", forms.DAY)
    scores = par.score([known], allow_unknown_columns=True)
    explained = scores.explain(known["unit"])
    for code, given in lines.items():
        points = explained.find(code).points
        shown = leaf(one, code).locator(".points").inner_text()
        wanted = str(points) if any(given) else "–"
        assert shown == wanted, code
    merged = px.merge_worksheets(par, {"so-noi-vu": saved(one, tmp_path)}, layer="self")
    assert merged.assessment is not None
    filled = [value for given in lines.values() for value in given if value]
    assert len(merged.assessment.observations) == len(filled)


def test_every_kind_of_input_and_units_of_groups(form: Any) -> None:
    plan = px.Rubric.from_json(copy.deepcopy(RUBRIC)).compile()
    units = [{"unit": "A", "group": "town"}, {"unit": "B", "group": "rural"}]
    one = form("two", plan, units=units)
    assert one.shown("section.leaf .code") == ["2.1", "2.2", "2.4", "2.5"]
    one.page.select_option("#unit", label="B")
    assert one.shown("section.leaf .code") == ["2.1", "2.2", "2.4", "2.6"]
    assert "other units: " in one.shown("#open-count")[0]


def test_the_policy_forbids_everything_else(form: Any) -> None:
    one = form()
    tried = one.page.evaluate(
        """async () => {
          const found = [];
          addEventListener("securitypolicyviolation", (event) => found.push(event.effectiveDirective));
          await fetch("https://example.org/").catch(() => {});
          const image = new Image();
          image.src = "https://example.org/a.png";
          const script = document.createElement("script");
          script.textContent = "window.broken = true";
          document.head.append(script);
          const style = document.createElement("style");
          style.textContent = "body { display: none }";
          document.head.append(style);
          await new Promise((done) => setTimeout(done, 100));
          return [found, window.broken === true];
        }"""
    )
    assert set(tried[0]) == {"connect-src", "img-src", "script-src-elem", "style-src-elem"}
    assert tried[1] is False
    assert all("Content Security Policy" in text or "example.org" in text for text in one.said)
    one.said.clear()


def test_everything_is_reached_by_the_keyboard(form: Any) -> None:
    one = form()
    wanted = one.page.locator(
        "input:visible, select:visible, textarea:visible, button:visible, summary:visible, #open-list a"
    ).count()
    seen = set()
    one.page.evaluate("document.activeElement.blur()")
    for _ in range(3 * wanted):
        one.page.keyboard.press("Tab")
        seen.add(one.page.evaluate(
            "[...document.querySelectorAll('*')].indexOf(document.activeElement)"
        ))  # fmt: skip
    assert len(seen - {0, 1}) >= wanted


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_contrast_and_labels(form: Any, width: int, scheme: str, language: Any) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python", reason="the package axe-playwright-python is not installed"
    )
    one = form(language=language, viewport={"width": width, "height": 900}, color_scheme=scheme)
    fill(one, "7.1.1", "38", "40")
    fill(one, "7.1.2", "yes", "no", "no")
    for summary in one.page.locator("summary").all():
        summary.click()
    one.page.evaluate(resources.files(axe).joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = one.page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    problems = [
        (each["id"], [node["html"][:200] for node in each["nodes"]][:3])
        for each in found["violations"]
    ]
    assert problems == []
    assert {"color-contrast", "label", "select-name"} <= {each["id"] for each in found["passes"]}
    assert one.page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_place_for_drafts_the_page_says_so(form: Any) -> None:
    one = form()
    one.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    fill(one, "7.1.1", "38")
    assert one.shown("#said") == ["This browser keeps no draft: save the file."]


def test_points_that_depend_on_other_units_are_not_shown(form: Any) -> None:
    rubric = copy.deepcopy(RUBRIC)
    plan = px.Rubric.from_json(with_cohort(rubric)).compile()
    one = form("two", plan, units=[{"unit": "A", "group": "town"}])
    fill(one, "2.1", "1")
    assert "depend on the other units" in leaf(one, "2.1").locator(".why").inner_text()


def with_cohort(rubric: Any) -> Any:
    """The rubric with a statistic of the other units in 2.1."""
    node = next(
        child for node in rubric["nodes"] for child in node["children"] if child["code"] == "2.1"
    )
    node.pop("evidence", None)
    node["inputs"] = [{"name": "value", "type": "number", "min": 0, "max": 100}]
    node["rule"] = {
        "bands": {
            "on": {"formula": {"cohort": {"of": "value", "statistic": "rank", "within": "all"}}},
            "steps": [{"to": 1, "points": node["max"]}, {"from": 2, "points": "0"}],
        }
    }
    return json.loads(json.dumps(rubric))
