# SPDX-License-Identifier: MIT
"""Plots show the engine's own figures, in both languages, whatever the names are."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import parindex as px
from agency_round import RUBRIC as ROUND
from agency_round import seen, story
from parindex import plots, shipped
from parindex.plots._inline import _presentation, inline
from parindex.plots._plots import figures
from parindex.plots._texts import change, figure

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed")
FigureCanvasAgg = pytest.importorskip("matplotlib.backends.backend_agg").FigureCanvasAgg

HOSTILE = '<script>alert("x")</script> $x^2$ $\\frac{1}{0}$ \u202eabc\x1b --> & ]]>'
LONG = "Ủy ban nhân dân " + "quận " * 60


def scored(name: str, rows: Any = None) -> px.Scores:
    plan = px.Rubric.load(shipped.shipped_rubric_path(name)).compile()
    return plan.score(shipped.example_data_path(name) if rows is None else rows)


@pytest.fixture(scope="module")
def scores() -> px.Scores:
    return scored("vn-vinh-phuc-2019")


@pytest.fixture(scope="module")
def assessment() -> px.Assessment:
    plan = px.Rubric.from_json(ROUND).compile()
    return px.Assessment.from_observations(plan, story())


def texts(plot: plots.Plot) -> list[str]:
    """The texts of a plot as its SVG contains them."""
    root = ET.fromstring(plot.to_svg())
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"script", "a", "image", "foreignObject"}
    return ["".join(e.itertext()) for e in root.iter("{http://www.w3.org/2000/svg}text")]


def inside(plot: plots.Plot) -> bool:
    """Whether every text is within the figure."""
    renderer = FigureCanvasAgg(plot).get_renderer()
    whole = plot.bbox
    with figures().settings():
        boxes = [text.get_window_extent(renderer) for text in plot.texts if text.get_text()]
    return all(
        box.x0 >= 0 and box.x1 <= whole.x1 and box.y0 >= 0 and box.y1 <= whole.y1 for box in boxes
    )


def overlapping(plot: plots.Plot) -> list[tuple[str, str]]:
    """Pairs of texts of one line that overlap."""
    renderer = FigureCanvasAgg(plot).get_renderer()
    lines: dict[float, list[tuple[float, float, str]]] = {}
    for text in plot.texts:
        if text.get_text():
            with figures().settings():
                box = text.get_window_extent(renderer)
            lines.setdefault(round(text.get_position()[1], 3), []).append(
                (box.x0, box.x1, text.get_text())
            )
    pairs = [pair for line in lines.values() for pair in pairwise(sorted(line))]
    return [(one[2], two[2]) for one, two in pairs if one[1] > two[0]]


Draw = Callable[..., plots.Plot]
POLICIES: dict[str, Any] = {"policies": {"missing": ["zero", "exclude"]}}


def every(scores: px.Scores, unit: str, assessment: px.Assessment) -> dict[str, Draw]:
    gap = assessment.gap("self", "appraised")
    round_of = assessment.score()
    return {
        "ranking": scores.plot.ranking,
        "matrix": scores.plot.matrix,
        "lost": lambda **how: scores.plot.lost(unit, **how),
        "compare": lambda **how: scores.plot.compare(scores, **how),
        "gap by unit": lambda **how: round_of.plot.gap(gap, **how),
        "gap by leaf": lambda **how: round_of.plot.gap(gap, by="leaf", **how),
        "distribution": scores.plot.distribution,
        "spread": lambda **how: scores.plot.spread(
            scores.uncertainty(seed=1, draws=4, **POLICIES), **how
        ),
        "factors": lambda **how: scores.plot.factors(
            scores.sensitivity(seed=1, samples=4, **POLICIES), **how
        ),
    }


NAMES = [
    "ranking", "matrix", "lost", "compare", "gap by unit", "gap by leaf", "distribution", "spread", "factors",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_plot_is_the_same_bytes_each_time(
    scores: px.Scores, assessment: px.Assessment, name: str
) -> None:
    draw = every(scores, scores.units[3], assessment)[name]
    plot = draw(language="vi")
    assert isinstance(plot, matplotlib.figure.Figure)
    svg = plot.to_svg()
    shown = re.search(
        r'width="([\d.]+)pt" height="([\d.]+)pt" viewBox="0 0 (\S+) (\S+)"', plot._repr_svg_()
    )
    assert shown is not None
    wide, high, *drawn = map(float, shown.groups())
    assert wide <= 620
    assert wide / high == pytest.approx(drawn[0] / drawn[1])  # no plot is stretched
    assert wide == drawn[0] or wide == 620
    with matplotlib.rc_context({"font.size": 30, "svg.hashsalt": None, "text.color": "red"}):
        again = draw(language="vi")
        assert again.to_svg() == svg
    assert "date" not in svg
    png = plot.to_png(dpi=40)
    assert png.startswith(b"\x89PNG")
    assert again.to_png(dpi=40) == png
    assert inside(plot)
    assert overlapping(plot) == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_ranking_shows_the_figures_of_the_engine(scores: px.Scores, language: Any) -> None:
    shown = texts(scores.plot.ranking(language=language))
    rubric = scores.plan.rubric
    head = "Xếp hạng" if language == "vi" else "Ranking"
    assert f"{head} · {rubric.title(language)}" in shown
    for entry in scores.rank():
        at = shown.index(entry.unit)
        assert shown[at - 1] == entry.label
        assert shown[at + 1] == figure(entry.value, language)
    assert ("90,05" in shown) == (language == "vi")
    assert ("90.05" in shown) == (language == "en")


def test_a_ranking_of_one_group(scores: px.Scores) -> None:
    assert scores.groups is not None
    group = scores.groups[-1]
    names = [entry.unit for entry in scores.rank() if entry.group == group]
    assert 0 < len(names) < len(scores)
    shown = texts(scores.plot.ranking(group=group, language="en"))
    assert [text for text in shown if text in scores.units] == names
    with pytest.raises(px.Error, match="no unit is in the group nowhere") as caught:
        scores.plot.ranking(group="nowhere")
    assert caught.value.text("vi") == "không có đơn vị nào thuộc nhóm nowhere"


def test_long_and_infinite_figures_are_shown_as_in_tables() -> None:
    assert figure(Decimal("1.50"), "vi") == "1,50"
    assert figure(px.ExactFraction(1, 3), "vi") == "≈ 0,333333"
    assert figure(None, "vi") == ""
    assert [change(Decimal(n), "en") for n in ("0.5", "-0.5", "0")] == ["+0.5", "−0.5", "0"]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_matrix_shows_points_and_titles(language: Any) -> None:
    scores = scored("vn-766-2022")
    shown = texts(scores.plot.matrix(language=language))
    for score in scores:
        for code in ("CKMB", "TTTT", ""):
            assert figure(score[code].points, language) in shown
    assert {"CKMB", "Tổng" if language == "vi" else "Total"} <= {*shown}
    assert ("Digitisation of files" in " ".join(shown)) == (language == "en")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_lost_points_have_their_maximum(language: Any) -> None:
    scores = scored("vn-par-province-2020")
    unit = "Tỉnh ví dụ B"
    shown = texts(scores.plot.lost(unit, language=language, max_rows=5))
    lost = scores.points_lost(unit)
    assert [one.code for one in lost[:5]] == [
        text for text in shown if text[:2] in {"1.", "2.", "3.", "4."} and text.count(".") == 2
    ]
    for one in lost[:5]:
        assert f"{figure(one.lost, language)} / {figure(one.max, language)}" in shown
    more = len(lost) - 5
    assert (f"và {more} dòng nữa" if language == "vi" else f"and {more} more rows") in shown


def test_a_comparison_has_every_change(plan: px.Plan, rows: list[dict[str, Any]]) -> None:
    before = plan.score(rows)
    later = copy.deepcopy(rows)
    later[0]["1.2"] = "none"
    later.append({**rows[0], "unit": "Mới"})
    shown = texts(before.plot.compare(plan.score(later), language="vi"))
    for one in before.compare(plan.score(later)):
        at = shown.index(one.unit)
        assert shown[at + 1 : at + 3] != []
        assert (
            change(one.difference, "vi") if one.difference is not None else figure(one.after, "vi")
        ) in shown
    assert any(text.startswith("Chỉ có ở") for text in shown)


@pytest.mark.parametrize("by", ["unit", "leaf"])
def test_a_gap_has_both_layers(assessment: px.Assessment, by: Any) -> None:
    gap = assessment.gap("self", "appraised")
    shown = texts(assessment.score().plot.gap(gap, by=by, language="vi"))
    assert {"self", "appraised", "Self", "Appraised"} & {*shown}
    if by == "unit":
        assert [shown[shown.index("A") + n] for n in (1, 2, 3)] == ["3", "2,8", "−0,2"]
    else:
        at = shown.index("1.10")
        assert shown[at + 1 : at + 5] == ["Kế hoạch", "2", "1,8", "−0,2"]
    assert any("chênh lệch trung bình 0,2" in text for text in shown)


def test_a_gap_names_units_that_cannot_be_compared() -> None:
    plan = px.Rubric.from_json(ROUND).compile()
    alone = {**seen("3", "survey", 1, "2026-03-01"), "unit": "B"}
    marks = px.Assessment.from_observations(plan, [*story(), alone])
    shown = texts(marks.score().plot.gap(marks.gap("self", "appraised"), language="en"))
    at = shown.index("B")
    assert shown[at + 1] == "No points in both layers"
    assert not {"0", "0.0"} & {*shown[at:]}
    nothing = marks.gap("self", "survey")
    assert "Nothing has points in both layers." in texts(
        marks.score().plot.gap(nothing, by="leaf", language="en")
    )


def test_a_spread_shows_intervals_and_shares(scores: px.Scores) -> None:
    columns = [column.name for column in scores.plan.columns if column.type == "number"][:3]
    errors = {name: {"percent": 20, "truncate": True} for name in columns}
    spread = scores.uncertainty(seed=1, draws=50, inputs=errors)
    shown = texts(scores.plot.spread(spread, language="en"))
    for one in spread.units:
        ends = f"{one.rank_low} – {one.rank_high}"
        assert (ends if one.rank_low < one.rank_high else str(one.rank_low)) in shown
        assert one.unit in shown
    assert "estimates from 50 draws, seed 1" in " ".join(shown)
    indices = scores.sensitivity(seed=1, samples=20, inputs=errors)
    for unit, found in [(None, indices.shift), (scores.units[0], indices.of_rank(scores.units[0]))]:
        shown = texts(scores.plot.factors(indices, unit=unit, language="vi"))
        for index in found:
            assert f"số liệu {index.factor.removeprefix('inputs ')}" in shown
            assert f"{index.total:.3f}".replace(".", ",") in shown
        assert found or "Không đổi trong mọi lần rút." in shown
    with pytest.raises(KeyError):
        scores.plot.factors(indices, unit="nobody")


def test_a_distribution_counts_every_unit_once(scores: px.Scores) -> None:
    plot = scores.plot.distribution(on="points", language="en")
    counts = [sum(int(text.get_text()) for text in axes.texts) for axes in plot.axes]
    assert counts == [5, 17]
    edge = scored("vn-ca-mau-2013")  # 6, 7, 4.5 and 1
    (axes,) = edge.plot.distribution(on="points").axes
    bars = {round(bar.get_x(), 9): int(bar.get_height()) for bar in axes.patches}
    exact = [Fraction(score.points) for score in edge if score.points is not None]
    width = axes.patches[0].get_width()
    for left, count in bars.items():
        last = left == max(bars)
        assert count == sum(left <= n < left + width or (last and n == left + width) for n in exact)


def test_the_bars_of_a_distribution_are_said() -> None:
    scores = scored("vn-ca-mau-2013")  # points 6, 7, 4.5 and 1
    plot = scores.plot.distribution(on="points", language="vi")
    (axes,) = plot.axes
    counts = [str(int(bar.get_height())) for bar in axes.patches]
    said = plot.spoken.split("; ")
    assert [bar.rpartition(": ")[2] for bar in said] == counts
    assert all(bar.startswith("từ ") and " đến " in bar for bar in said)


@pytest.mark.parametrize("name", NAMES)
def test_a_plot_within_a_page(scores: px.Scores, assessment: px.Assessment, name: str) -> None:
    plot = every(scores, scores.units[3], assessment)[name](language="vi")
    made = ET.fromstring(inline(plot, "one", 'label "<"'))
    assert made.tag == "svg"
    assert made.attrib["role"] == "img"
    assert made.attrib["aria-label"] == 'label "<"'
    tags = {element.tag for element in made.iter()}
    assert tags <= {"svg", "g", "defs", "path", "text", "use", "clipPath", "rect", "pattern"}
    names = [value for element in made.iter() for value in element.attrib]
    assert not {"style", "class", "font"} & {*names}
    assert names.count("font-family") == 1
    ids = [element.attrib["id"] for element in made.iter() if "id" in element.attrib]
    used = {
        value
        for element in made.iter()
        for attribute in element.attrib.items()
        for value in re.findall(r"(?:^href=|url\()#([^)]+)", "=".join(attribute))
    }
    assert {*ids} == used
    assert len(ids) == len({*ids})
    assert all(one.startswith("one-") for one in ids)
    shown = ["".join(element.itertext()) for element in made.iter("text")]
    assert shown == [text.strip() for text in texts(plot)]


def test_the_short_form_of_a_font_becomes_attributes() -> None:
    found = _presentation("font: 700 12px 'DejaVu Sans', sans-serif; text-anchor: end")
    assert found == {
        "font-size": "12px", "font-weight": "700", "font-family": "'DejaVu Sans', sans-serif",
        "text-anchor": "end",
    }  # fmt: skip
    assert "font-weight" not in _presentation("font: 9px Arial")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_unit_without_a_result_is_no_zero(
    plan: px.Plan, rows: list[dict[str, Any]], language: Any
) -> None:
    rows[1]["1.2"] = HOSTILE
    scores = plan.score(rows)
    wrong = next(score for score in scores if score.status == "error")
    ranking = scores.plot.ranking(language=language)
    shown = texts(ranking)
    at = shown.index(wrong.unit)
    assert shown[at + 1] == "" or not shown[at + 1][0].isdigit()
    assert ("Có lỗi" if language == "vi" else "In error") in shown
    assert len(ranking.axes[0].patches) == len(scores) - 1
    assert ("lỗi" if language == "vi" else "error") in texts(scores.plot.matrix(language=language))
    lost = scores.plot.lost(wrong.unit, language=language)
    assert lost.axes == []
    assert any("1.2" in text for text in texts(lost))
    counted = texts(scores.plot.distribution(language=language))
    assert any(text.endswith(": 1") for text in counted)


def test_an_excluded_field_is_no_zero() -> None:
    scores = scored("vn-par-province-2020")
    document = scores.plan.rubric.to_model().to_dict()
    assert document  # the shipped data exclude a leaf, not a field
    rubric = copy.deepcopy(ROUND)
    rubric["nodes"][2]["missing"] = "exclude"
    rubric["nodes"][2].pop("layer")
    del rubric["layers"], rubric["layer"], rubric["agencies"]
    made = px.Rubric.from_json(rubric).compile()
    result = made.score([{"unit": "A", "1.10.done": 1, "1.10.planned": 1, "2": True, "3": None}])
    assert result["A"]["3"].status == "excluded"
    shown = texts(result.plot.matrix(language="vi"))
    assert shown.count("không tính") == 1
    assert "0" not in shown[shown.index("A") : shown.index("không tính")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("unit", [HOSTILE, LONG, "\u200f\u202eמחוז 省 🏛 a\nb"])
def test_hostile_names_do_no_harm(name: str, unit: str) -> None:
    rubric = copy.deepcopy(ROUND)
    rubric["title"] = {"vi": unit, "en": unit}
    rubric["layers"][0]["title"] = rubric["nodes"][0]["title"] = {"vi": unit, "en": unit}
    rubric["ranking"] = {
        "on": "index",
        "stage": "rounded",
        "ties": "competition",
        "tie_break": [],
        "within": "all",
    }
    plan = px.Rubric.from_json(rubric).compile()
    marks = px.Assessment.from_observations(plan, [{**one, "unit": unit} for one in story()])
    scores = marks.score()
    plot = every(scores, scores.units[0], marks)[name]()
    shown = texts(plot)
    assert not any(letter in text for text in shown for letter in "\u202e\u200f\x1b\n")
    plot.to_png(dpi=30)
    assert inside(plot)
    assert overlapping(plot) == []
    if name == "ranking" and unit == HOSTILE:
        assert any(text.startswith("<script>") and text.endswith("…") for text in shown)


@pytest.mark.parametrize("units", [1, 63, 301])
def test_any_number_of_units(plan: px.Plan, rows: list[dict[str, Any]], units: int) -> None:
    table = [{**rows[0], "unit": f"Đơn vị {n}"} for n in range(units)]
    scores = plan.score(table)
    for draw in (scores.plot.ranking, scores.plot.matrix):
        plot = draw(language="en")
        shown = [text.get_text() for text in plot.texts]
        assert sum(text.startswith("Đơn vị") for text in shown) == min(units, 300)
        assert ("and 1 more rows" in shown) == (units == 301)
        assert units > 63 or inside(plot)
    assert scores.plot.distribution().axes
    assert scores.plot.compare(scores)


def test_files_are_written(scores: px.Scores, tmp_path: Any) -> None:
    plot = scores.plot.lost(scores.units[0], language="vi")
    for name in ("a.svg", "b.PNG"):
        plot.save(tmp_path / name)
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == plot.to_svg()
    assert (tmp_path / "b.PNG").read_bytes() == plot.to_png()
    with pytest.raises(px.Error, match=r"must end with \.svg or \.png: .*c\.pdf"):
        plot.save(tmp_path / "c.pdf")
    with pytest.raises(px.WriteError):
        plot.save(tmp_path / "nowhere" / "d.svg")
    with pytest.raises(px.Error, match="language must be 'en' or 'vi'"):
        scores.plot.ranking(language="fr")  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        scores.plot.lost("Không có")


def test_without_matplotlib_one_line_says_what_to_install() -> None:
    program = """
import sys
sys.modules["matplotlib"] = None
import parindex as px
from parindex import shipped
plan = px.Rubric.load(shipped.shipped_rubric_path("vn-ca-mau-2013")).compile()
scores = plan.score(shipped.example_data_path("vn-ca-mau-2013"))
try:
    scores.plot.distribution()
except px.Error as error:
    print(error, "|", error.text("vi"))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "pip install 'parindex[plot]'" in done.stdout
    assert "vẽ biểu đồ cần gói matplotlib" in done.stdout


def test_matplotlib_is_loaded_only_by_a_plot() -> None:
    program = """
import sys, parindex as px
from parindex import shipped
plan = px.Rubric.load(shipped.shipped_rubric_path("vn-ca-mau-2013")).compile()
plots = plan.score(shipped.example_data_path("vn-ca-mau-2013")).plot
print("matplotlib" in sys.modules)
plots.distribution()
print("matplotlib" in sys.modules, "matplotlib.pyplot" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True", "False"]
