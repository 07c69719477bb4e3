# SPDX-License-Identifier: MIT
"""What the tables of comparisons and changes hold; how they are drawn is in `_grid`."""

from __future__ import annotations

from itertools import islice

from parindex._steps import each
from parindex._typing import Number
from parindex.display._grid import Grid, Head, Mark, Row
from parindex.display._text import pick, show, word
from parindex.results.comparison import Comparison, Parts
from parindex.results.replay import Replay
from parindex.results.verification import Verification
from parindex.rubric.difference import Diff
from parindex.rubric.editions import Editions
from parindex.rubric.overlays import Overlaid

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
            Head(word("class", language), text=True),
            Head(word("overtakes", language), text=True),
            Head(word("note", language), text=True),
        ],
    )
    for unit in each(islice(comparison, max_rows)):
        overtaken = comparison.overtaken_by(unit.unit)
        named = ", ".join(overtaken[:_SHOWN])
        if len(overtaken) > _SHOWN:
            named += f" +{len(overtaken) - _SHOWN}"
        rank = _from_to(unit.rank_before, unit.rank_after)
        cells = [unit.unit, unit.group or "", show(unit.before), show(unit.after)]
        cells += [signed(unit.difference), rank, _from_to(unit.class_before, unit.class_after)]
        cells += [named, unit.reason]
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


def _from_to(before: object, after: object) -> str:
    """`2 → 1`, or only what is the same on both sides."""
    if before == after:
        return str(after or "")
    return f"{before or '–'} → {after or '–'}"


def _edition(rubric: object) -> str:
    return str(getattr(rubric, "edition", ""))


def replay_grid(replay: Replay, language: str | None) -> Grid:
    """The totals reconciled: before, one row per step, after."""
    rubric = replay.diff.after
    language = language or rubric.language
    names = [_edition(replay.diff.before), _edition(rubric)]
    what = word(replay.comparison.on, language)
    grid = Grid(
        f"{rubric.title(language)} · {' → '.join(dict.fromkeys(names))} · {what}",
        [
            Head(word("code", language), text=True),
            Head(word("change", language), text=True),
            Head(word("units", language)),
            Head(word("sum", language)),
        ],
    )
    total = word("total", language)
    cells = [total, word("old_rules", language), str(replay.units), show(replay.total_before)]
    grid.rows.append(Row(cells, "strong"))
    for step in replay.steps:
        codes = ", ".join(code or total for code in step.codes)
        words = "; ".join(c.sentence.get(language, c.sentence["en"]) for c in step.changes)
        grid.rows.append(
            Row([codes, words or word("stand_in", language), str(step.units), signed(step.total)])
        )
    cells = [total, word("new_rules", language), str(replay.units), show(replay.total_after)]
    grid.rows.append(Row(cells, "strong"))
    for key in ("lacking", "unused", "taken"):
        if names := getattr(replay, key):
            grid.notes.append(f"{word(key, language)}: {', '.join(names)}")
    left = len(replay.comparison) - replay.units
    if left:
        grid.notes.append(word("left_out", language).format(left))
    return grid


def effects_grid(replay: Replay, language: str | None) -> Grid:
    """One row per unit that changes, with the changed rules that bring it about."""
    language = language or replay.diff.language
    grid = comparison_grid(replay.comparison, language, len(replay.comparison))
    shown = [head.name for head in grid.heads]
    name = shown.index(word("unit", language))
    grid.heads.insert(len(grid.heads), Head(word("because", language), text=True))
    rows = []
    for row in grid.rows:
        unit = replay.comparison[row.cells[name]]
        effects = replay.effects(unit.unit) if unit.difference is not None else []
        total = word("total", language)
        because = [
            f"{'+'.join(code or total for code in step.codes)} {signed(effect)}"
            for step, effect in effects
        ]
        row.cells.append(", ".join(because))
        if unit.changed:
            rows.append(row)
    same = len(grid.rows) - len(rows)
    grid.rows = rows
    grid.drop_empty()
    if same:
        grid.notes.append(word("same", language).format(same))
    for key in ("lacking", "unused", "taken"):
        if names := getattr(replay, key):
            grid.notes.append(f"{word(key, language)}: {', '.join(names)}")
    return grid


def overlay_grid(overlaid: Overlaid, language: str | None) -> Grid:
    """One row per change: overlay, what was done to which node, title and document."""
    rubric = overlaid.rubric
    language = language or rubric.language
    heads = ("overlay", "action", "code", "keys", "title", "source")
    grid = Grid(
        f"{rubric.title(language)} · {rubric.edition}",
        [Head(word(key, language), text=True) for key in heads],
    )
    for change in overlaid.changes:
        cells = [f"{change.overlay} {change.edition}", change.action]
        cells += [change.code or word("total", language), ", ".join(change.keys)]
        cells += [pick(change.title, language), change.source.get("document", "")]
        grid.rows.append(Row(cells))
    grid.drop_empty()
    return grid


def editions_grid(editions: Editions, language: str | None) -> Grid:
    """One row per edition: name, first and last day, title."""
    last = list(editions)[-1]
    language = language or last.language
    grid = Grid(
        last.id,
        [Head(word(key, language), text=True) for key in ("edition", "from", "to", "title")],
    )
    for rubric in editions:
        days = (rubric.find("") or {}).get("effective", {})
        grid.rows.append(
            Row([rubric.edition, days.get("from", ""), days.get("to", ""), rubric.title(language)])
        )
    grid.drop_empty()
    grid.notes += editions.warnings
    return grid


def verification_grid(found: Verification, language: str, max_rows: int) -> Grid:
    """The figures that differ, below the sentence about the whole."""
    heads = ("unit", "code", "figure", "recorded", "found")
    grid = Grid(
        found._core.to_text(language),
        [Head(word(key, language), text=key in heads[:3]) for key in heads],
    )
    for cell in each(found.differences[:max_rows]):
        code = cell.code or word("total", language)
        grid.rows.append(
            Row([cell.unit, code, word(cell.figure, language), cell.expected, cell.found])
        )
    rest = len(found.differences) - max_rows
    if rest > 0:
        grid.notes.append("… " + word("more", language).format(rest))
    return grid
