# SPDX-License-Identifier: MIT
"""The pages of the room `documents` in Chromium: what their scripts do, what they load, how readable they are."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import parindex as px
import programs
from test_report import HOSTILE, named, scored, shipped_scores

pytest.importorskip("jinja2")
driver = pytest.importorskip(
    "playwright.sync_api", reason="the package playwright is not installed"
)
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
pytestmark = programs.started(CHROMIUM, "Chromium")

GROUPS = "vn-766-groups-2022"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with driver.sync_playwright() as started:
        # The sandbox of Chromium does not start for the superuser of a container.
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Opened:
    """A page from a file, and everything that its browser said or asked for."""

    def __init__(self, browser: Any, path: Path, html: str, **how: Any) -> None:
        path.write_text(html, encoding="utf-8")
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.on("request", lambda request: self.said.append(request.url))
        self.page.goto(path.as_uri())
        assert self.said == [path.as_uri()]
        self.said.clear()

    def shown(self, selector: str) -> list[str]:
        """The texts of the elements that are visible."""
        return [
            one.inner_text().strip()
            for one in self.page.locator(selector).all()
            if one.is_visible()
        ]

    def close(self) -> None:
        """Nothing was said, and nothing asked for."""
        self.context.close()
        assert self.said == []


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    made = []

    def open_page(html: str, **how: Any) -> Opened:
        made.append(Opened(chromium, tmp_path / f"page{len(made)}.html", html, **how))
        return made[-1]

    yield open_page
    for one in made:
        one.close()


def grouped() -> px.Scores:
    rows = [
        {"unit": "Hà Nội", "group": "Bắc", "1": True, "2": "1.25"},
        {"unit": "Huế", "group": "Trung", "1": False, "2": "1.25"},
        {"unit": "Đà Nẵng", "group": "Trung", "1": True, "2": "0.5"},
        {"unit": "Sai", "group": "Bắc", "1": True, "2": "7"},
    ]
    return scored(rows)


def test_the_ranking_is_sorted_by_each_heading(opened: Any) -> None:
    one = opened(grouped().report(language="vi"))
    names = "#ranking tbody th"
    assert one.shown(names) == ["Hà Nội", "Đà Nẵng", "Huế", "Sai"]
    points = one.page.locator("#ranking thead button[data-sort=n]").first
    points.click()
    assert one.shown(names) == ["Hà Nội", "Đà Nẵng", "Huế", "Sai"]
    points.click()
    assert one.shown(names) == ["Huế", "Đà Nẵng", "Hà Nội", "Sai"]
    assert points.locator("xpath=..").get_attribute("aria-sort") == "ascending"
    one.page.locator("#ranking thead button[data-sort=t]").first.click()
    assert one.shown(names) == ["Đà Nẵng", "Hà Nội", "Huế", "Sai"]
    assert one.page.locator("#ranking th[aria-sort]").count() == 1


def test_search_and_group_hide_the_other_units_everywhere(opened: Any) -> None:
    one = opened(grouped().report(language="vi"))
    lists = ("#ranking tbody th", "#fields tbody th")
    one.page.fill("#search", "DA nang")
    assert [one.shown(names) for names in lists] == [["Đà Nẵng"]] * 2
    assert len(one.shown("details.card > summary")) == 1
    one.page.fill("#search", "ha tinh")
    assert one.shown("#ranking tbody th") == []
    assert one.shown("#nobody") == ["Không có đơn vị nào phù hợp."]
    one.page.fill("#search", "")
    one.page.select_option("#group", "Trung")
    assert [one.shown(names) for names in lists] == [["Đà Nẵng", "Huế"]] * 2


def test_the_language_is_switched_with_titles_figures_and_options(opened: Any) -> None:
    one = opened(grouped().report(language="vi"))
    assert one.shown("h1") == ["Chỉ số thử"]
    assert one.shown("#ranking tbody tr:first-child td.n")[0] == "2,25"
    one.page.select_option("#language", "en")
    assert one.shown("h1") == ["Trial index"]
    assert one.shown("#ranking tbody tr:first-child td.n")[0] == "2.25"
    assert one.page.title() == "Trial index · 2026"
    assert one.page.evaluate("document.documentElement.lang") == "en"
    assert one.page.locator("#group option").first.inner_text() == "All groups"
    vietnamese = [text for text in one.shown("[lang=vi]") if text != "Tiếng Việt"]
    assert vietnamese == []


def test_an_explanation_unfolds_with_the_figures_of_the_engine(opened: Any) -> None:
    scores = grouped()
    one = opened(scores.report(language="en"))
    one.page.locator("#ranking tbody th a").nth(1).click()
    card = one.page.locator("details.card[data-unit='Đà Nẵng']")
    assert card.get_attribute("open") is not None
    card.locator("details > summary").click()
    rows = card.locator("table.why tbody tr")
    rows.first.wait_for()
    texts = [row.inner_text() for row in rows.all()]
    assert len(texts) == 3
    leaf = scores.explain("Đà Nẵng").find("2")
    assert leaf is not None
    for step in leaf.steps:
        assert step.text in texts[2], texts[2]
    assert [cell.inner_text() for cell in rows.last.locator("td.n").all()] == ["0.5", "2", "25.00"]
    one.page.select_option("#language", "vi")
    assert rows.last.locator("td.n").first.inner_text() == "0,5"


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_names_and_titles_do_nothing(opened: Any, word: str) -> None:
    one = opened(named(word))
    one.page.locator("details.card > summary").first.click()
    one.page.locator("details.card details > summary").first.click()
    one.page.locator("table.why tbody tr").first.wait_for()
    assert one.page.evaluate("document.scripts.length") == 1
    assert one.page.evaluate("document.images.length") == 0
    seen = word.replace("\u202e", r"\u202e").replace("\u202c", r"\u202c")
    assert one.page.locator("table.why tbody td").nth(4).inner_text().count(seen) == 1


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("kind", "language"), [("report", "vi"), ("scorecard", "en")])
def test_contrast_and_labels(
    opened: Any, kind: str, width: int, scheme: str, language: Any
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python", reason="the package axe-playwright-python is not installed"
    )
    size = {"width": width, "height": 900}
    made = grouped()
    page = made.report(language=language, before=made)
    if kind == "scorecard":
        page = made.scorecard("Huế", language=language, before=made)
    one = opened(page, viewport=size, color_scheme=scheme)
    for summary in one.page.locator("summary").all():
        summary.click()
    one.page.locator("table tbody tr").last.wait_for()
    one.page.evaluate(resources.files(axe).joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = one.page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    problems = [
        (one["id"], [node["html"][:200] for node in one["nodes"]][:3])
        for one in found["violations"]
    ]
    assert problems == []
    assert {"color-contrast", "select-name"} <= {one["id"] for one in found["passes"]}
    wide = one.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_the_scorecard_switches_its_language_and_prints_on_one_sheet(opened: Any) -> None:
    scores = shipped_scores("vn-par-province-2020")
    unit = scores.units[-1]
    one = opened(scores.scorecard(unit, language="vi"))
    assert one.shown(".kind") == ["Phiếu điểm".upper()]
    one.page.select_option("#language", "en")
    assert one.shown(".kind") == ["SCORECARD"]
    assert one.page.title() == f"{unit} · 2020"
    printed = one.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_plots_follow_the_language_and_the_theme(opened: Any) -> None:
    pytest.importorskip("matplotlib")
    one = opened(grouped().report(language="vi"), color_scheme="dark")
    drawn = one.page.locator(".plot svg")
    assert drawn.count() == 4
    names = one.page.locator("#ranking .plot svg text")

    def shown() -> set[str]:
        return {text.text_content() for text in names.all() if text.is_visible()}

    heads = "Xếp hạng · Chỉ số thử", "Ranking · Trial index"
    assert heads[0] in shown()
    assert heads[1] not in shown()
    one.page.select_option("#language", "en")
    assert heads[0] not in shown()
    assert heads[1] in shown()
    colours = "nodes => nodes.map(node => getComputedStyle(node).fill)"
    ink = one.page.evaluate("getComputedStyle(document.body).color")
    head = names.get_by_text(heads[1], exact=True)
    assert head.evaluate("node => getComputedStyle(node).fill") == ink
    one.page.emulate_media(media="print")
    white = one.page.locator(".plot [fill='#ffffff']").evaluate_all(colours)
    assert {*white} == {"rgb(255, 255, 255)"}


def test_printed_headings_of_tables_have_no_boxes_that_a_new_page_leaves_out(opened: Any) -> None:
    one = opened(grouped().report(language="vi"))
    one.page.emulate_media(media="print")
    shown = one.page.locator("th button").evaluate_all(
        "nodes => nodes.map(node => getComputedStyle(node).display)"
    )
    assert {*shown} == {"contents"}


def test_without_a_script_the_figures_are_there_and_a_note_says_what_is_not(opened: Any) -> None:
    one = opened(grouped().report(language="en"), java_script_enabled=False)
    assert len(one.shown("#ranking tbody th")) == 4
    assert one.shown("#controls") == []
    assert len(one.shown("noscript")) == 1


def test_a_shipped_round_opens(opened: Any) -> None:
    one = opened(shipped_scores(GROUPS).report(language="vi"))
    one.page.locator("#fields thead button").last.click()
    one.page.locator("#cards details.card > summary").first.click()
    assert len(one.shown("details.card[open]")) == 1
