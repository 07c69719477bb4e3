# SPDX-License-Identifier: MIT
"""What the tables of comparisons and changes hold; how they are drawn is in `_grid`."""

from __future__ import annotations

from itertools import islice

from parindex._grid import Grid, Head, Mark, Row
from parindex._text import pick, show, word
from parindex._typing import Number
from parindex.comparison import Comparison, Parts
from parindex.difference import Diff

_SHOWN = 3  # units that a cell names before it only counts


def signed(number: Number | None) -> str:
    """A difference with its sign; nothing for None."""
    text = show(number)
    return f"+{text}" if number is not None and number > 0 else text


def comparison_grid(comparison: Comparison, language: str | None, max_rows: int) -> Grid:
    """One row per unit: before, after, difference, rank before and after, whom it overtakes."""
    rubric = comparison.after.plan.rubric
    language = language or rubric.language
    names = [_edition(comparison.before.plan.rubric), _edition(rubric)]
    what = word(comparison.on, language)
    grid = Grid(
        f"{rubric.title(language)} · {' → '.join(dict.fromkeys(names))} · {what}",
        [
            Head(word("unit", language), text=True),
            Head(word("group", language), text=True),
            *(Head(word(key, language)) for key in ("before", "after", "difference")),
            Head(word("rank", language), text=True),
            Head(word("overtakes", language), text=True),
            Head(word("note", language), text=True),
        ],
    )
    for unit in islice(comparison, max_rows):
        overtaken = comparison.overtaken_by(unit.unit)
        named = ", ".join(overtaken[:_SHOWN])
        if len(overtaken) > _SHOWN:
            named += f" +{len(overtaken) - _SHOWN}"
        before, after = unit.rank_before, unit.rank_after
        rank = f"{before or '–'} → {after or '–'}" if before != after else str(after or "")
        cells = [unit.unit, unit.group or "", show(unit.before), show(unit.after)]
        cells += [signed(unit.difference), rank, named, unit.reason]
        grid.rows.append(Row(cells, "error" if "error" in unit.reason else ""))
    grid.drop_empty()
    rest = len(comparison) - max_rows
    if rest > 0:
        grid.notes.append("… " + word("more", language).format(rest))
    return grid


def parts_grid(parts: Parts, language: str | None, *, all_nodes: bool) -> Grid:
    """One row per node that has a part: code, title, points before and after, parts."""
    language = language or parts.language
    grid = Grid(
        f"{parts.title} · {signed(parts.difference)}",
        [
            Head(word("code", language), text=True),
            Head(word("title", language), text=True),
            *(Head(word(key, language)) for key in ("before", "after", "own", "contribution")),
        ],
    )
    for part in parts:
        if not (all_nodes or part.own or part.contribution):
            continue
        cells = [
            part.code or word("total", language),
            pick(parts.titles.get(part.code, {}), language) if part.code else "",
            show(part.before),
            show(part.after),
            signed(part.own) if part.own else "",
            signed(part.contribution),
        ]
        mark: Mark = "strong" if part.own != part.contribution or not part.code else ""
        grid.rows.append(Row(cells, mark))
    grid.drop_empty()
    return grid


def diff_grid(diff: Diff, language: str | None) -> Grid:
    """One row per change: code, what changed, and whether it can change a result."""
    language = language or diff.language
    names = [_edition(diff.before), _edition(diff.after)]
    grid = Grid(
        f"{diff.after.title(language)} · {' → '.join(dict.fromkeys(names))}",
        [Head(word(key, language), text=True) for key in ("code", "change", "scoring")],
    )
    for change in diff:
        cells = [change.code or word("total", language)]
        cells.append(change.sentence.get(language, change.sentence["en"]))
        cells.append(word("yes" if change.scoring else "no", language))
        grid.rows.append(Row(cells))
    if not grid.rows:
        grid.notes.append(word("unchanged", language))
    return grid


def _edition(rubric: object) -> str:
    return str(getattr(rubric, "edition", ""))
