# SPDX-License-Identifier: MIT
"""Results as a table for people."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from parindex._steps import each
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import reasons
from parindex.display._text import show
from parindex.display._words import pick, titled, word

if TYPE_CHECKING:
    from parindex.engine.ranking import Ranking
    from parindex.engine.scores import Scores

_MOST_FIELDS = 12  # more columns of fields make a table too wide to read


def scores_grid(
    scores: Scores, ranking: Ranking | None, language: str | None, max_rows: int
) -> Grid:
    """One row per unit: rank, unit, group, points, maximum, index, status, points of the fields,
    and on a page the issues of its values."""
    rubric = scores.plan.rubric
    language = language or rubric.language
    whole = rubric.find("") or {}
    fields = [(node["code"], pick(node.get("title", {}), language)) for node in whole["nodes"]]
    shown = fields[:_MOST_FIELDS]
    classes = scores.classes() or {}
    titles = rubric.classes
    groups = rubric._titles("groups")

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
            Head(word("reasons", language), text=True, lines=True, page=True),
        ],
        language=language,
    )
    for score in each(islice(scores, max_rows)):
        total = score.total
        status = "" if total.status == "ok" else word(total.status, language)
        cells = [
            "" if ranking is None else ranking[score.unit].label,
            score.unit,
            titled(groups, score.group, language),
        ]
        cells += [show(total.points), show(total.max), show(total.index)]
        cells += [titled(titles, classes.get(score.unit), language), status]
        for node in (score[code] for code, _ in shown):
            here = show(node.points) if node.status == "ok" else word(node.status, language)
            cells.append("" if score.status == "error" else here)
        cells.append(reasons(score.issues, language))
        grid.rows.append(Row(cells, "error" if score.status == "error" else ""))
    grid.drop_empty()
    grid.note_rest(len(scores) - max_rows, language)
    if len(fields) > len(shown):
        grid.notes.append(word("fields", language).format(len(fields) - len(shown)))
    return grid
