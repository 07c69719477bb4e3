# SPDX-License-Identifier: MIT
"""The report: one page with the figures of the engine, that no name or title can break."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from agency_round import RUBRIC as ROUND
from agency_round import story
from parindex import cli, documents, shipped
from parindex._sentences import Text
from parindex.documents import _cards, _method

pytest.importorskip("jinja2")

VOID = {"meta", "input", "link", "br", "hr"}
# pytest explains a failed comparison of pages for minutes, so these tests count and compare before they assert.
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</script></style></title><svg onload=1>",
    "\u202eabc\u202c",
    "{{ 7 * 7 }}{% raw %}",
    "x" * 300,
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
)


class Page(HTMLParser):
    """The elements and texts of a page; fails where tags do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.shown: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.shown.append(data)

    @property
    def text(self) -> str:
        return "".join(self.shown)


def rubric(**more: Any) -> dict[str, Any]:
    return {
        "parindex": 1, "id": "r", "edition": "2026", "title": {"vi": "Chỉ số thử", "en": "Trial index"},
        "max": "3", "aggregation": "sum", "missing": "error",
        "index_rounding": {"digits": 2, "mode": "half_up"},
        "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"},
        "nodes": [
            {"code": "1", "max": "1", "title": {"vi": "Đúng hạn", "en": "In time"},
             "rule": {"yes_no": {"yes": "1", "no": "0"}}},
            {"code": "2", "max": "2", "title": {"vi": "Chấm", "en": "Mark"},
             "rule": {"direct": {"min": "0", "max": "2"}}},
        ],
        **more,
    }  # fmt: skip


ROWS = [
    {"unit": "Hà Nội", "1": True, "2": "1.25"},
    {"unit": "Huế", "1": False, "2": "1.25"},
    {"unit": "Đà Nẵng", "1": True, "2": "0.5"},
]


def scored(rows: list[dict[str, Any]] = ROWS, **more: Any) -> px.Scores:
    return px.Rubric.from_json(rubric(**more)).compile().score(rows)


def shipped_scores(name: str) -> px.Scores:
    plan = px.Rubric.load(shipped.shipped_rubric_path(name)).compile()
    return plan.score(shipped.example_data_path(name))


@pytest.mark.parametrize("name", shipped.names())
def test_every_shipped_rubric_has_a_report(name: str) -> None:
    scores = shipped_scores(name)
    page = scores.report()
    found = Page(page)
    cards = [attributes for _, attributes in found.tags if attributes.get("class") == "card"]
    assert {card["data-unit"] for card in cards} == {*scores.units}
    text = found.text
    for digest in (scores.plan.rubric.digest, scores.data_digest, scores.digest):
        assert text.count(digest) == 1
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_figures_are_those_of_the_engine_in_both_languages() -> None:
    scores = scored()
    page = scores.report()
    for score in scores:
        assert page.count(f'<span lang="vi">{str(score.points).replace(".", ",")}</span>') > 1
        assert page.count(f'<span lang="en">{score.points}</span>') > 1
    order = re.findall(
        r'<td class="r" data-o="\d">([^<]+)</td><th scope="row"><a[^>]*>([^<]+)<', page
    )
    assert order == [(entry.label, entry.unit) for entry in scores.rank()]
    same = page == scores.report() == documents.report(scores)
    assert same


def test_the_language_is_that_of_the_rubric_or_the_one_given() -> None:
    scores = scored()
    assert scores.report().count('<html lang="vi" data-show="vi">') == 1
    english = scores.report(language="en")
    assert english.count('<html lang="en" data-show="en">') == 1
    assert english.count("<title>Trial index · 2026</title>") == 1
    with pytest.raises(px.Error):
        scores.report(language="fr")  # type: ignore[arg-type]


def test_the_page_loads_nothing_and_allows_only_its_own_script_and_style() -> None:
    page = scored().report()
    found = Page(page)
    for tag, attributes in found.tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        assert not {"src", "style", "srcset", "action"} & {*attributes}
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href", "#").startswith("#")
    policy = next(a["content"] for _, a in found.tags if "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
    ):
        assert page.count(word) == 0
    assert re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[0].count("url(") == 0


def named(word: str) -> str:
    """A page in which every free text is this one."""
    title = {"vi": word, "en": word}
    nodes = json.loads(json.dumps(rubric()["nodes"]))
    nodes[0]["title"] = title
    scores = scored(
        [
            {"unit": word, "group": word, "1": True, "2": "1"},
            {"unit": f"{word} 2", "group": word, "1": True, "2": word},
        ],
        title=title,
        source={"document": word, "note": word},
        nodes=nodes,
    )
    return scores.report(language="en")


@pytest.mark.parametrize("word", HOSTILE)
def test_names_and_titles_cannot_break_the_page(word: str) -> None:
    page = named(word)
    # The texts of plots are cut and wrapped, so their number depends on the words.
    found, plain = Page(page), Page(named("plain"))
    drawn = {tag for tag, _ in Page("".join(re.findall(r"<svg.*?</svg>", page))).tags}
    assert drawn <= {"svg", "g", "defs", "path", "text", "use", "clippath", "rect"}
    found.tags, plain.tags = (
        Page(re.sub(r"<svg.*?</svg>", "", text)).tags for text in (page, named("plain"))
    )
    same = [(tag, {*named}) for tag, named in found.tags] == [(t, {*a}) for t, a in plain.tags]
    assert same
    assert page.count("<script>") == page.count("</script>") == 1
    assert page.count("\u202e") == 0
    seen = word.replace("\u202e", r"\u202e").replace("\u202c", r"\u202c")
    times = found.text.count(seen)
    assert times > 20
    assert page.count(r"\\u") == 0


def test_tables_and_controls_are_readable_by_a_screen_reader() -> None:
    found = Page(shipped_scores("vn-766-groups-2022").report())
    for tag, attributes in found.tags:
        if tag == "th":
            assert attributes["scope"] in ("col", "row")
        if attributes.get("role") == "region":
            assert attributes.get("aria-labelledby") or attributes["aria-label"]
    ids = {attributes.get("id") for _, attributes in found.tags}
    named = {a["aria-labelledby"] for _, a in found.tags if "aria-labelledby" in a}
    links = {a["href"][1:] for _, a in found.tags if "href" in a}
    assert named | links <= ids
    labels = [at for at, (tag, _) in enumerate(found.tags) if tag == "label"]
    controls = [at for at, (tag, _) in enumerate(found.tags) if tag in ("input", "select")]
    assert len(labels) == len(controls) == 3


def plots_of(page: str) -> list[tuple[str, str]]:
    """The language and the label of each plot of a page."""
    return re.findall(r'<span lang="(\w\w)"><svg [^>]*aria-label="([^"]*)"', page)


def test_the_report_has_plots_in_both_languages() -> None:
    pytest.importorskip("matplotlib")
    rows = [{**row, "group": "Bắc" if row["unit"] == "Hà Nội" else "Trung"} for row in ROWS]
    ranking = {**rubric()["ranking"], "within": "group"}
    page = scored(rows, ranking=ranking).report(language="vi")
    labels = plots_of(page)
    assert [tag for tag, _ in labels] == ["vi", "en"] * 3
    assert labels[0][1].startswith("Phân bố kết quả · Chỉ số thử. ")
    assert labels[1][1].startswith("Distribution of results · Trial index. ")
    assert labels[2][1] == "Xếp hạng · Chỉ số thử. Số liệu có trong bảng."
    assert page.count('<details class="drawn" open>') == 3
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", page)
    assert texts.count("2,25") == texts.count("2.25") == 1
    assert plots_of(scored(rows, ranking=ranking).report(plots=False)) == []
    same = page == scored(rows, ranking=ranking).report(language="vi", plots=True)
    assert same


def test_long_plots_are_folded_and_those_of_many_groups_left_out() -> None:
    pytest.importorskip("matplotlib")
    rows = [
        {"unit": f"Đơn vị {at}", "group": f"N{at % 9}", "1": True, "2": "1"} for at in range(61)
    ]
    ranking = rubric()["ranking"]
    page = scored(rows, ranking=ranking).report(language="en")
    assert [tag for tag, _ in plots_of(page)] == ["vi", "en"] * 2
    assert page.count('<details class="drawn">') == page.count('<details class="drawn" open>') == 1
    assert page.count(">and 1 more rows<") == page.count(">và 1 dòng nữa<") == 1
    page = scored(rows, ranking={**ranking, "within": "group"}).report(language="en")
    assert len(plots_of(page)) == 2
    assert page.count("The plots of the ranking are left out, because there are 9 groups.") == 1


def test_two_layers_have_plots_by_unit_and_by_leaf() -> None:
    pytest.importorskip("matplotlib")
    marks = px.Assessment.from_observations(px.Rubric.from_json(ROUND).compile(), story())
    page = marks.score().report(gap=marks.gap("self", "appraised"), language="en")
    labels = [label for tag, label in plots_of(page) if tag == "en"]
    assert [label.split(" · ")[0] for label in labels] == [
        "Marks compared by unit", "Marks compared by criterion"
    ]  # fmt: skip


def test_without_matplotlib_the_report_has_no_plots_and_the_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    name = "vn-ca-mau-2013"
    scores = shipped_scores(name)
    same = scores.report() == scores.report(plots=False)
    assert same
    with pytest.raises(px.Error, match="plots need the package matplotlib"):
        scores.report(plots=True)
    for more in ([], ["--no-plots"]):
        assert cli.main(["report", name, name, "--output", str(tmp_path / "r.html"), *more]) == 0
        said = capfd.readouterr().err
        assert said.count("pip install 'parindex[plot]'") == (not more)
    assert (
        cli.main(["report", name, name, "--language", "vi", "--output", str(tmp_path / "r.html")])
        == 0
    )
    assert "báo cáo không có biểu đồ" in capfd.readouterr().err


def test_rows_in_error_say_why() -> None:
    scores = scored([*ROWS, {"unit": "Sai", "1": True, "2": "7"}])
    text = Page(scores.report()).text
    (issue, *_) = scores["Sai"].issues
    assert text.count(issue.text("vi").splitlines()[0]) > 0
    assert text.count("Without a result") == 1


def test_units_without_a_ranking_are_in_the_order_of_the_data() -> None:
    document = rubric()
    del document["ranking"]
    scores = px.Rubric.from_json(document).compile().score(ROWS)
    page = scores.report()
    assert page.count("The rubric declares no ranking") == 1
    assert re.findall(r'<th scope="row"><a[^>]*>([^<]+)<', page) == [row["unit"] for row in ROWS]


def test_means_and_losses_are_exact() -> None:
    text = scored().report()
    # Points 2.25, 1.25 and 1.5: mean 5/3. Leaf 2 loses 0.75, 0.75 and 1.5, leaf 1 loses 1.
    assert text.count("≈ 1.6667 points") == 1
    figures = '<td class="n">3</td><td class="n">3</td><td class="n">1</td>'
    assert text.count(f'<span lang="en">Mark</span></td>{figures}') == 1


def explanations(page: str) -> list[dict[str, Any]]:
    """The traces in a page, as its script unpacks them."""
    packed = re.findall(r'<details data-why="([A-Za-z0-9+/=]+)">', page)
    return [json.loads(zlib.decompress(base64.b64decode(one))) for one in packed]


def test_the_explanations_are_the_traces_of_the_engine() -> None:
    scores = scored()
    traces = [scores.explain(entry.unit).to_dict() for entry in scores.rank()]
    assert explanations(scores.report()) == traces


def test_fractions_in_explanations_have_a_rounded_value_and_invisible_letters_are_seen() -> None:
    nodes = json.loads(json.dumps(rubric()["nodes"]))
    nodes[1] = {
        "code": "2", "max": "2", "title": {"vi": "Tỷ \u202elệ", "en": "Share"},
        "inputs": [{"name": "done", "type": "count"}, {"name": "planned", "type": "count", "min": 1}],
        "rule": {"proportional": {"on": {"ratio": ["done", "planned"], "max": "1"}, "full_at": "1"}},
    }  # fmt: skip
    scores = scored([{"unit": "Huế", "1": True, "2.done": 1, "2.planned": 3}], nodes=nodes)
    (tree,) = explanations(scores.report())
    leaf = tree["children"][1]
    assert leaf["title"]["vi"] == "Tỷ \\u202elệ"
    texts = [step["text"] for step in leaf["steps"]]
    assert "x = done / planned = 1/3 (≈ 0.3333)" in texts


def test_explanations_that_do_not_fit_are_left_out_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scores = scored()
    whole = scores.report()
    assert len(explanations(whole)) == 3
    size = len(re.findall(r'data-why="([^"]+)"', whole)[0])
    monkeypatch.setattr(_cards.explain, "__defaults__", (size + 4,))
    page = scores.report()
    assert len(explanations(page)) == 1
    assert page.count("The page does not contain the explanation") == 2


def leaves(node: dict[str, Any]) -> list[dict[str, Any]]:
    inner = node.get("nodes", node.get("children", []))
    return [one for child in inner for one in leaves(child)] if inner else [node]


def test_every_number_of_a_rule_is_in_its_words() -> None:
    rubric = px.Rubric.load(Path(__file__).parents[1] / "data" / "complete.json")
    for leaf in leaves(json.loads(rubric._resolved())):
        lines = _method.node_lines(leaf, {})
        text = " ".join(lines)
        for found in re.findall(r'[:\[ ]"?(-?\d+(?:\.\d+)?)"?[,}\]]', json.dumps(leaf["rule"])):
            assert found in text, (leaf["code"], found, text)
        assert [line for line in lines if isinstance(line, Text)], leaf["code"]


def test_figures_of_other_nodes_are_in_words() -> None:
    on = {"node": "A", "figure": "share", "when_none": "zero"}
    leaf = {"code": "R", "max": "5", "rule": {"proportional": {"on": on, "full_at": "0.8"}}}
    line = _method.node_lines(leaf, {})[1]
    assert isinstance(line, Text)
    assert str(line) == "x = share of A (without a result: 0 points)"
    assert line.vi == "x = tỷ lệ điểm của A (khi mục đó không có kết quả: 0 điểm)"


def test_roundings_of_the_audit_are_in_words_of_the_language() -> None:
    nodes = json.loads(json.dumps(rubric()["nodes"]))
    nodes[1]["rounding"] = {"digits": 1, "mode": "half_up"}
    text = Page(scored(nodes=nodes).report()).text
    assert text.count("nửa lên, 1 chữ số thập phân") > 2
    assert text.count("half up, 1 decimal") > 2
    assert text.count("half_up") + text.count("how_") == 0


def test_the_command_writes_the_page(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.html"
    name = "vn-vinh-phuc-2019"
    assert cli.main(["report", name, name, "--language", "vi", "--output", str(path)]) == 0
    same = path.read_text(encoding="utf-8") == shipped_scores(name).report(language="vi")
    assert same
    assert capfd.readouterr().out == ""


def test_without_the_package_one_line_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    name = "vn-vinh-phuc-2019"
    assert cli.main(["report", name, name]) == 2
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert "pip install 'parindex[report]'" in err
    with pytest.raises(px.Error) as caught:
        shipped_scores(name).report()
    assert "cần gói jinja2" in caught.value.text("vi")
