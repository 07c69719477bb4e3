# SPDX-License-Identifier: MIT
"""``parindex demo``: the shipped rubrics, scored with their example data."""

from __future__ import annotations

import textwrap
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping

import parindex as px
from parindex import shipped
from parindex._sentences import Text
from parindex.cli import tables, terminal, trace_text
from parindex.display._grid import Grid, Head, Row
from parindex.display._text import show

RANKED = "vn-vinh-phuc-2019"
BANDS = "vn-ca-mau-2013"
FULL = "vn-par-province-2020"

LOSSES = 8
"""Leaves that the list of points lost shows."""

TITLE = 46
"""Terminal columns of a title before it goes on in the next line."""

NEXT = f"""\
Next:
  parindex check {BANDS}
  parindex score {FULL} {FULL} --language en
  parindex explain {BANDS} {BANDS} "Đơn vị ví dụ A" --code 1.1.4
  parindex rank {RANKED} {RANKED} --within all --ties dense
  parindex --help
A rubric of your own: docs/tutorial.md
"""

SUMMARY = Text(
    "Score the shipped rubrics with their example data.",
    "Chấm các bộ tiêu chí kèm theo với số liệu ví dụ.",
)
FORMATS = ()
OUTPUT = True


def add_arguments(_: ArgumentParser) -> None:
    """The command has no arguments of its own."""


def run(_: Namespace) -> int:
    """Print the demonstration."""
    head = f"parindex {px.__version__}: exact, explainable scoring of public-sector indices\n"
    terminal.write("\n".join([head, *ranking(), *band_ends(), *whole_set(), NEXT]))
    return 0


def score(name: str) -> px.Scores:
    """The example data of a shipped rubric, scored."""
    plan = px.Rubric.load(shipped.shipped_rubric_path(name)).compile()
    return plan.score(shipped.example_data_path(name))


def ranking() -> Iterator[str]:
    """A published ranking, computed again from its parts."""
    scores = score(RANKED)
    yield chapter(
        1,
        scores.plan.rubric,
        "A published ranking, computed again from its two parts, each group apart.",
    )
    ranked = scores.rank()
    for group in dict.fromkeys(entry.group for entry in ranked):
        heads = [
            *numbers("hạng"),
            *texts("đơn vị / unit"),
            *numbers("trực tiếp", "điều tra", "điểm", "chỉ số %"),
        ]
        grid = Grid(f"{group}", heads)
        for entry in ranked:
            unit = scores[entry.unit]
            if entry.group == group:
                figures = (unit["1"].points, unit["2"].points, unit.points, unit.index)
                grid.rows.append(Row([entry.label, entry.unit, *map(show, figures)]))
        yield tables.to_text(grid)


def band_ends() -> Iterator[str]:
    """What exactly 90 % gives: every end of a band is open or closed as the source says."""
    scores = score(BANDS)
    yield chapter(
        2,
        scores.plan.rubric,
        "Exactly 90 % and exactly 70 % both stand in the middle band: the source says so.",
    )
    leaf = "1.1.4"
    heads = [
        *texts("đơn vị / unit"),
        *numbers("done", "planned", "x = %"),
        *texts("band"),
        *numbers("điểm"),
    ]
    grid = Grid(both(leaf, traces(scores, scores.units[0])[leaf].titles), heads)
    for unit in scores.units:
        node = traces(scores, unit)[leaf]
        values = [str(given.value) for given in node.inputs]
        grid.rows.append(
            Row([unit, *values, show(node.quantity), node.branch_text, show(node.points)])
        )
    yield tables.to_text(grid)


def whole_set() -> Iterator[str]:
    """A whole provincial set: its fields, the reason for one cell, and where points were lost."""
    scores = score(FULL)
    unit = scores.units[0]
    nodes = traces(scores, unit)
    yield chapter(
        3,
        scores.plan.rubric,
        f"{len(scores.plan.codes)} nodes, {len(scores.plan.columns)} values per unit. "
        "What does not apply leaves the maximum.",
    )

    heads = [*texts("mã", "lĩnh vực / field"), *numbers("điểm", "tối đa", "chỉ số %")]
    fields = Grid(f"{unit}: the fields", heads)
    for node in nodes[""].children:
        fields.rows += titled(node.code, node.titles, node.points, node.max, node.index)
    total = nodes[""]
    fields.rows += titled("", {"vi": "Tổng / Total"}, total.points, total.max, total.index)
    yield tables.to_text(fields)

    lost = scores.points_lost(unit)
    yield (
        f"{unit}: why {lost[0].code} has its points\n"
        + trace_text.render(nodes[lost[0].code].to_dict(), "vi", ".", tables.WIDTH)
        + "\n"
    )

    heads = [*texts("mã", "nội dung / title"), *numbers("mất", "điểm", "tối đa")]
    losses = Grid(f"{unit}: where most points were lost", heads)
    for leaf in lost[:LOSSES]:
        losses.rows += titled(leaf.code, nodes[leaf.code].titles, leaf.lost, leaf.points, leaf.max)
    yield tables.to_text(losses)


def texts(*names: str) -> list[Head]:
    """Headings of columns that are set left."""
    return [Head(name, text=True) for name in names]


def numbers(*names: str) -> list[Head]:
    """Headings of columns that are set right."""
    return [Head(name) for name in names]


def traces(scores: px.Scores, unit: str) -> dict[str, px.Trace]:
    """The explanation of every node of a unit by code; the total under the empty code."""
    return {node.code: node for node in scores.explain(unit).walk()}


def chapter(number: int, rubric: px.Rubric, what: str) -> str:
    """A heading: the titles of the rubric, what it is taken from, and what is shown."""
    document = rubric.find("") or {}
    source = document["source"]
    taken = ", ".join(
        filter(None, (source["document"], source.get("date"), document["provenance"]))
    )
    lines = [
        f"{number}. {rubric.title('vi')}",
        f"   {rubric.title('en')}",
        f"   {taken}; provenance: {document['provenance']}",
        f"   {what}",
    ]
    ruler = "═" * tables.WIDTH
    return "\n".join([ruler, *lines, ruler, ""])


def both(code: str, titles: Mapping[str, str]) -> str:
    """A code with its titles, Vietnamese first."""
    return f"{code}  " + " / ".join(titles[tag] for tag in sorted(titles, reverse=True))


def titled(code: str, titles: Mapping[str, str], *figures: px.Number | None) -> list[Row]:
    """A row with the Vietnamese title, and below it what is left of it and the other languages."""
    lines = [
        line for tag in sorted(titles, reverse=True) for line in textwrap.wrap(titles[tag], TITLE)
    ] or [""]
    rows = [Row([code, lines[0], *map(show, figures)])]
    return rows + [Row(["", line, *("" for _ in figures)]) for line in lines[1:]]
