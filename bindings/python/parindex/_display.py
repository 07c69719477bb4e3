# SPDX-License-Identifier: MIT
"""What the tables of results hold; how they are drawn is in `_grid`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from parindex import _core
from parindex._steps import each
from parindex.display._grid import Grid, Head, Mark, Row
from parindex.display._text import pick, show, word
from parindex.engine.ranking import Ranking
from parindex.engine.scores import Scores
from parindex.engine.trace import Trace
from parindex.results.audit import Audit
from parindex.rubric.rubric import Rubric

_MOST_FIELDS = 12  # columns of fields before a table becomes too wide to read


def scores_grid(scores: Scores, language: str | None, max_rows: int) -> Grid:
    """One row per unit: rank, unit, group, points, maximum, index, status, points of the fields."""
    rubric = scores.plan.rubric
    language = language or rubric.language
    whole = rubric.find("") or {}
    fields = [(node["code"], pick(node.get("title", {}), language)) for node in whole["nodes"]]
    shown = fields[:_MOST_FIELDS]
    ranking = scores._declared_ranking()
    classes = scores.classes or {}

    grid = Grid(
        f"{rubric.title(language)} · {rubric.edition}",
        [
            Head(word("rank", language)),
            Head(word("unit", language), text=True),
            Head(word("group", language), text=True),
            *(Head(word(key, language)) for key in ("points", "max", "index")),
            Head(word("class", language), text=True),
            Head(word("status", language), text=True),
            *(Head(code, title) for code, title in shown),
        ],
    )
    for score in each(islice(scores, max_rows)):
        total = score.total
        status = "" if total.status == "ok" else word(total.status, language)
        cells = [
            "" if ranking is None else ranking[score.unit].label,
            score.unit,
            score.group or "",
        ]
        cells += [show(total.points), show(total.max), show(total.index)]
        cells += [class_title(rubric, classes.get(score.unit), language), status]
        for node in (score[code] for code, _ in shown):
            here = show(node.points) if node.status == "ok" else word(node.status, language)
            cells.append("" if score.status == "error" else here)
        grid.rows.append(Row(cells, "error" if score.status == "error" else ""))
    grid.drop_empty()
    _note_rest(grid, len(scores) - max_rows, language)
    if len(fields) > len(shown):
        grid.notes.append(word("fields", language).format(len(fields) - len(shown)))
    return grid


def ranking_grid(ranking: Ranking, language: str | None, max_rows: int) -> Grid:
    """One row per unit in order of rank: rank, unit, group, what was ranked, why there is no rank."""
    rubric = ranking._scores.plan.rubric
    language = language or rubric.language
    rule = ranking.rule
    how = ", ".join([rule["on"], rule["stage"], rule["ties"], *rule["tie_break"]])
    grid = Grid(
        f"{rubric.title(language)} · {rubric.edition} · {how}",
        [
            Head(word("rank", language)),
            Head(word("unit", language), text=True),
            Head(word("group", language), text=True),
            Head(word(rule["on"], language)),
            Head(word("class", language), text=True),
            Head(word("note", language), text=True),
        ],
    )
    for entry in each(islice(ranking, max_rows)):
        cells = [entry.label, entry.unit, entry.group or "", show(entry.value)]
        cells += [class_title(rubric, entry.class_id, language), entry.reason]
        grid.rows.append(Row(cells))
    grid.drop_empty()
    _note_rest(grid, len(ranking) - max_rows, language)
    grid.notes += ranking.issues
    return grid


def trace_grid(trace: Trace, language: str | None, max_rows: int) -> Grid:
    """One row per node: code, title, every line of its explanation, points, maximum, index, loss."""
    language = language or trace.language
    texts = ("code", "title", "branch")
    numbers = ("points", "max", "index", "lost")
    grid = Grid(
        f"{trace.unit} · {trace.title(language)}".removesuffix(" · "),
        [
            *(Head(word(key, language), text=True, lines=key == "branch") for key in texts),
            *(Head(word(key, language)) for key in numbers),
        ],
    )
    nodes = list(_levels(trace, 0))
    for depth, node in nodes[:max_rows]:
        cells = [
            node.code or word("total", language),
            node.title(language) if node.code else "",
            "\n".join(_core.visible(step.line(language)) for step in node.steps),
            show(node.points),
            show(node.max),
            show(node.index),
            show(node.lost) if node.lost else "",
        ]
        mark: Mark = "error" if node.status == "error" else "strong" if node.children else ""
        grid.rows.append(Row(cells, mark, depth))
    grid.drop_empty()
    _note_rest(grid, len(nodes) - max_rows, language)
    return grid


def audit_grids(audit: Audit, language: str | None, max_rows: int) -> list[Grid]:
    """One table each of figures on a half, of ranks and of classes; each says how many there are."""
    language = language or audit._scores.plan.rubric.language
    texts = ("unit", "code", "figure")
    numbers = ("exact", "below", "above", "chosen")
    halves = Grid(
        f"{word('halves', language)}: {len(audit.halves)}",
        [
            *(Head(word(key, language), text=True) for key in texts),
            *(Head(word(key, language)) for key in numbers),
            Head(word("rounding", language), text=True),
        ],
    )
    for half in each(audit.halves[:max_rows]):
        code = half.code or word("total", language)
        cells = [half.unit, code, word(half.figure, language)]
        cells += [show(figure) for figure in (half.exact, half.below, half.above, half.chosen)]
        halves.rows.append(Row([*cells, f"{half.rounding.mode} {half.rounding.digits}"]))
    _note_rest(halves, len(audit.halves) - max_rows, language)
    grids = [halves]
    for caption, found in (("rank_rests", audit.ranks), ("class_rests", audit.classes)):
        heads = [Head(word(key, language), text=True) for key in ("unit", "now", "changes")]
        grid = Grid(f"{word(caption, language)}: {len(found)}", heads)
        for item in each(found[:max_rows]):
            changes = (f"{c.decision} {c.option}: {c.outcome or '–'}" for c in item.changes)
            grid.rows.append(Row([item.unit, item.outcome or "–", "; ".join(changes)]))
        _note_rest(grid, len(found) - max_rows, language)
        grids.append(grid)
    grids[-1].notes += audit.issues
    return grids


def class_title(rubric: Rubric, class_id: str | None, language: str) -> str:
    """The title of a class, else its id; nothing for no class."""
    return "" if class_id is None else pick(rubric.classes.get(class_id, {}), language) or class_id


def _levels(trace: Trace, depth: int) -> Iterator[tuple[int, Trace]]:
    yield depth, trace
    for child in trace.children:
        yield from _levels(child, depth + 1)


def _note_rest(grid: Grid, rest: int, language: str) -> None:
    if rest > 0:
        grid.notes.append("… " + word("more", language).format(rest))
