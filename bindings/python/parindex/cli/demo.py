# SPDX-License-Identifier: MIT
"""``parindex demo``: the shipped rubrics, scored with their example data."""

from __future__ import annotations

import textwrap
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import parindex as px
from parindex import shipped
from parindex._sentences import Sentence, Text
from parindex._tree import children_of
from parindex.cli import messages, tables, terminal
from parindex.display import _trace_text
from parindex.display._grid import Grid, Head, Row
from parindex.display._text import show
from parindex.display._words import word

COUNTS = "vn-766-2022"
GROUPS = "vn-766-groups-2022"
BANDS = "vn-ca-mau-2013"
FULL = "vn-par-province-2020"

LOSSES = 8
"""Number of leaves in the list of points lost."""

TITLE = 46
"""Terminal columns of a title before it wraps."""

HEAD = Sentence(
    "parindex {0}: exact, explainable scoring of public-sector indices",
    "parindex {0}: chấm điểm chính xác, giải thích được, cho các bộ chỉ số khu vực công",
)
COUNTED = Text(
    "August 2026: the published counts of one province become the published points of its groups.",
    "Tháng 8/2026: từ số liệu đã công bố của một tỉnh tính ra đúng điểm các nhóm đã công bố.",
)
PUBLISHED = Text(
    "October 2025: the published points of the groups become totals and ranks.",
    "Tháng 10/2025: từ điểm các nhóm đã công bố tính ra tổng điểm và thứ hạng.",
)
ENDS = Text(
    "Exactly 90 % and exactly 70 % are both in the middle band: the source says so.",
    "Đúng 90 % và đúng 70 % đều thuộc khoảng giữa: văn bản nguồn quy định như vậy.",
)
WHOLE = Sentence(
    "{0} nodes, {1} values per unit. A node that does not apply does not count in the maximum.",
    "{0} mục, {1} giá trị cho mỗi đơn vị. Nội dung không áp dụng thì trừ khỏi điểm tối đa.",
)
FIELDS = Sentence("{0}: the fields", "{0}: các lĩnh vực")
WHY = Sentence("{0}: why {1} has its points", "{0}: vì sao {1} được số điểm này")
LOST = Sentence("{0}: where most points were lost", "{0}: những nơi mất nhiều điểm nhất")
FIELD = Text("field", "lĩnh vực")
BAND = Text("band", "khoảng")
TAKEN = Sentence("{0}; provenance: {1}", "{0}; xuất xứ: {1}")
PROVENANCE = {
    "read": Text("read in the source", "đọc từ văn bản nguồn"),
    "derived": Text("derived from the source", "suy ra từ văn bản nguồn"),
    "illustrative": Text("illustrative", "minh họa"),
}
NEXT = Sentence(
    """\
Next:
{0}
A rubric of your own: docs/tutorial.md
""",
    """\
Tiếp theo:
{0}
Lập bộ tiêu chí của riêng mình: docs/tutorial.md
""",
)
COMMANDS = f"""\
  parindex check {BANDS}
  parindex score {FULL} {FULL} --language en
  parindex explain {COUNTS} {COUNTS} "UBND tỉnh Phú Thọ" --code TTTT
  parindex rank {GROUPS} {GROUPS} --within all --ties dense
  parindex --help"""

FOLDER = "parindex-demo"
WRITTEN = Text("Documents:", "Tài liệu:")

SUMMARY = Text(
    "Score the shipped rubrics with their example data.",
    "Chấm các bộ tiêu chí kèm theo với số liệu ví dụ.",
)
FORMATS = ()
OUTPUT = True


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument(
        "--open",
        action="store_true",
        help=Text(
            "also write the report and the workbook of a shipped round into the folder parindex-demo, and show their paths",
            "ghi thêm báo cáo và bảng tính của một kỳ kèm theo vào thư mục parindex-demo, và hiện đường dẫn",
        ),
    )


def run(args: Namespace) -> int:
    """Print the demonstration."""
    head = terminal.said(HEAD(px.__version__)) + "\n"
    parts = [head, *counts(), *ranking(), *band_ends(), *whole_set()]
    parts.append(terminal.said(NEXT(COMMANDS)))
    if args.open:
        parts.append(documents(Path(FOLDER)))
    terminal.write("\n".join(parts), args.output)
    return 0


def documents(folder: Path) -> str:
    """Write the documents of a round into the folder; the lines with their paths."""
    folder.mkdir(exist_ok=True)
    scores, language = score(GROUPS), terminal.language()
    report, workbook = folder / "report.html", folder / "workbook.xlsx"
    with terminal.working(messages.WRITING_THE_REPORT()):
        terminal.write_data(scores.report(language=language), str(report))
    with terminal.working(messages.WRITING_THE_WORKBOOK()):
        terminal.write_stream(lambda put: put(scores.workbook(language=language)), str(workbook))
    return f"{terminal.said(WRITTEN)}\n  {report}\n  {workbook}\n"


def score(name: str) -> px.Scores:
    """The example data of a shipped rubric, scored."""
    plan = px.Rubric.load(shipped.shipped_rubric_path(name)).compile()
    return plan.score(shipped.example_data_path(name))


def counts() -> Iterator[str]:
    """The points of a province from its counts, and the reason for those of one group."""
    scores = score(COUNTS)
    unit = scores.units[0]
    yield chapter(1, scores.plan.rubric, COUNTED)
    nodes = traces(scores, unit)
    yield tables.to_text(fields(unit, nodes))
    yield why(unit, nodes["TTTT"])


def ranking() -> Iterator[str]:
    """A published ranking, recomputed from the points of the groups."""
    scores = score(GROUPS)
    yield chapter(2, scores.plan.rubric, PUBLISHED)
    ranked = scores.rank()
    document = scores.plan.rubric.find("") or {}
    codes = [node["code"] for node in children_of(document)]
    group = next(iter(ranked)).group
    titles = next(one["title"] for one in document["groups"] if one["id"] == group)
    heads = [*numbers("rank"), *texts("unit"), *(Head(code) for code in codes), *numbers("points")]
    grid = Grid(" / ".join(titles[tag] for tag in shown(titles)), heads)
    for entry in ranked:
        if entry.group == group:
            unit = scores[entry.unit]
            figures = [*(unit[code].points for code in codes), unit.points]
            grid.rows.append(Row([entry.label, entry.unit, *map(show, figures)]))
    yield tables.to_text(grid)


def band_ends() -> Iterator[str]:
    """The points of exactly 90 %: every end of a band is open or closed as the source says."""
    scores = score(BANDS)
    yield chapter(3, scores.plan.rubric, ENDS)
    leaf = "1.1.4"
    heads = [
        *texts("unit"),
        *numbers("done", "planned", "x = %"),
        *texts(BAND),
        *numbers("points"),
    ]
    titles = traces(scores, scores.units[0])[leaf].titles
    grid = Grid(f"{leaf}  {' / '.join(titles[tag] for tag in shown(titles))}", heads)
    for unit in scores.units:
        node = traces(scores, unit)[leaf]
        values = [str(given.value) for given in node.inputs]
        band = next(s.text for s in node.steps_in(terminal.language()) if s.kind == "branch")
        grid.rows.append(Row([unit, *values, show(node.quantity), band, show(node.points)]))
    yield tables.to_text(grid)


def whole_set() -> Iterator[str]:
    """A whole provincial set: its fields, the reason for one cell, and the leaves with lost points."""
    scores = score(FULL)
    unit = scores.units[0]
    nodes = traces(scores, unit)
    yield chapter(4, scores.plan.rubric, WHOLE(len(scores.plan.codes), len(scores.plan.columns)))
    yield tables.to_text(fields(unit, nodes))
    lost = scores.points_lost(unit)
    yield why(unit, nodes[lost[0].code])

    heads = [*texts("code", "title"), *numbers("lost", "points", "max")]
    losses = Grid(terminal.said(LOST(unit)), heads)
    for leaf in lost[:LOSSES]:
        losses.rows += titled(leaf.code, nodes[leaf.code].titles, leaf.lost, leaf.points, leaf.max)
    yield tables.to_text(losses)


def fields(unit: str, nodes: Mapping[str, px.Trace]) -> Grid:
    """The fields of a unit and its total."""
    heads = [*texts("code", FIELD), *numbers("points", "max", "index")]
    grid = Grid(terminal.said(FIELDS(unit)), heads)
    total = nodes[""]
    for node in total.children:
        grid.rows += titled(node.code, node.titles, node.points, node.max, node.index)
    tags = {tag: word("total", tag).capitalize() for tag in ("vi", "en")}
    grid.rows += titled("", tags, total.points, total.max, total.index)
    return grid


def why(unit: str, node: px.Trace) -> str:
    """The explanation of a node."""
    text = _trace_text.render(node.to_dict(), terminal.language(), ".", tables.WIDTH)
    return terminal.said(WHY(unit, node.code)) + "\n" + text + "\n"


def heading(name: str) -> str:
    """A word of a table, or a text of this module, in the language of the command."""
    return terminal.said(name) if isinstance(name, Text) else word(name, terminal.language())


def texts(*names: str) -> list[Head]:
    """Headings of left-aligned columns."""
    return [Head(heading(name), text=True) for name in names]


def numbers(*names: str) -> list[Head]:
    """Headings of right-aligned columns."""
    return [Head(heading(name)) for name in names]


def traces(scores: px.Scores, unit: str) -> dict[str, px.Trace]:
    """The explanation of every node of a unit by code; the total under the empty code."""
    return {node.code: node for node in scores.explain(unit).walk()}


def shown(titles: Iterable[str]) -> list[str]:
    """The languages of titles: in English output both, the original first."""
    return ["vi"] if terminal.language() == "vi" else sorted(titles, reverse=True)


def chapter(number: int, rubric: px.Rubric, what: Text) -> str:
    """A heading: the titles of the rubric, its source, and the contents of the table."""
    document = rubric.find("") or {}
    source = document["source"]
    taken = ", ".join(filter(None, (source["document"], source.get("date"))))
    titles = [rubric.title(tag) for tag in shown(("vi", "en"))]
    lines = [
        f"{number}. {titles[0]}",
        *(f"   {title}" for title in titles[1:]),
        f"   {terminal.said(TAKEN(taken, PROVENANCE[document['provenance']]))}",
        f"   {terminal.said(what)}",
    ]
    ruler = "═" * tables.WIDTH
    return "\n".join([ruler, *lines, ruler, ""])


def titled(code: str, titles: Mapping[str, str], *figures: px.Number | None) -> list[Row]:
    """A row with the first title, and below it its remaining lines and the other languages."""
    lines = [line for tag in shown(titles) for line in textwrap.wrap(titles[tag], TITLE)] or [""]
    rows = [Row([code, lines[0], *map(show, figures)])]
    return rows + [Row(["", line, *("" for _ in figures)]) for line in lines[1:]]
