# SPDX-License-Identifier: MIT
"""The tables of a report: classes, means of groups, losses, the audit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from parindex._sentences import Text
from parindex._typing import Number
from parindex.display._grid import Grid, Head
from parindex.display._text import with_sign
from parindex.display._words import word
from parindex.documents import _words
from parindex.documents._cards import Card
from parindex.documents._classes import Classed
from parindex.documents._texts import capital, mean, quotient, said, signed, words
from parindex.errors import Issue

if TYPE_CHECKING:
    from parindex.engine.scores import Scores
    from parindex.engine.unit_score import UnitScore
    from parindex.process.layer_gap import LayerGap

_MOST_ROWS = 200  # of each table of the audit


@dataclass(slots=True)
class Column:
    """A column of a table: its heading, a title below the heading, and the kind of its values."""

    name: str
    title: str = ""
    kind: str = ""
    """``"n"``: numbers, ``"c"``: codes, otherwise texts."""

    def __post_init__(self) -> None:
        self.name = capital(self.name)


@dataclass(slots=True)
class Table:
    """A table of texts."""

    caption: str
    columns: list[Column]
    rows: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def classes(found: Classed) -> Table:
    heads = [Column(found.head), Column(_words.NUMBER_OF_UNITS(), kind="n")]
    table = Table(_words.CLASSES(), heads)
    units = Counter(found.units.values())
    for class_id, name in found.names.items():
        table.rows.append([name, str(units[class_id])])
    if units[None]:
        table.rows.append([_words.WITHOUT_CLASS(), str(units[None])])
    return table


def means(
    scores: Scores,
    fields: list[str],
    titles: dict[str, str],
    groups: dict[str, str],
    of_units: list[str],
) -> Table:
    table = Table(
        _words.GROUPS(),
        [
            Column(words("group")),
            Column(_words.NUMBER_OF_UNITS(), kind="n"),
            *(Column(words(key), kind="n") for key in ("points", "index")),
            *(Column(code, titles[code], kind="n") for code in fields),
        ],
        notes=[_words.MEANS_SAY()],
    )
    by_group: dict[str, list[UnitScore]] = {group: [] for group in of_units}
    for score in scores:
        if score.status == "ok" and score.group in by_group:
            by_group[score.group].append(score)
    for group, units in by_group.items():
        columns = [[score.points for score in units], [score.index for score in units]]
        columns += [[score[code].points for score in units] for code in fields]
        means = [mean(n for n in column if n is not None) for column in columns]
        table.rows.append([groups.get(group, group), str(len(units)), *means])
    return table


def lost(scores: Scores, made: list[Card], titles: dict[str, str]) -> Table:
    """The points lost at each leaf over all units with a result, most first."""
    times: dict[str, Counter[Number]] = {}
    applied = dict.fromkeys(titles, 0)
    for card in made:
        if card.status != "ok":
            continue
        for code, (status, *_) in zip(titles, scores._core.nodes(card.row)[1:], strict=True):
            applied[code] += status == "ok"
        for one in card.losses:
            times.setdefault(one.code, Counter())[one.lost] += 1
    # Few figures occur often, so each is added once, times the units that have it.
    sums = {
        code: sum((Fraction(lost) * units for lost, units in found.items()), Fraction(0))
        for code, found in times.items()
    }
    names = (_words.LOST_SUM(), _words.LOST_UNITS(), _words.LOST_MEAN())
    table = Table(
        _words.LOST(),
        [
            Column(words("code"), kind="c"),
            Column(words("title")),
            *(Column(name, kind="n") for name in names),
        ],
        notes=[_words.LOST_SAYS()],
    )
    for code, total in sorted(sums.items(), key=lambda item: -item[1]):
        means = quotient(total / applied[code]) if applied[code] else ""
        units = times[code].total()
        table.rows.append([code, titles[code], quotient(total), str(units), means])
    return table


def audit(scores: Scores) -> list[Table]:
    audit = scores.audit()
    pairs = zip(audit._grids("en", _MOST_ROWS), audit._grids("vi", _MOST_ROWS), strict=True)
    tables = [paired(en, vi) for en, vi in pairs]
    tables[-1].notes.clear()
    kept = [True, scores._declared_ranking() is not None, scores.classes() is not None]
    tables[0].notes += [said(issue) for issue in audit.issues]
    return [made for made, keep in zip(tables, kept, strict=True) if keep]


def gap(layers: LayerGap) -> list[Table]:
    """Two layers of marks, by unit and by leaf."""
    most = max(len(layers.units), len(layers.components))
    pairs = zip(layers._grids("en", most), layers._grids("vi", most), strict=True)
    return [paired(en, vi) for en, vi in pairs]


def _kind(head: Head) -> str:
    if not head.text:
        return "n"
    return "c" if head.name in (word("code", "en"), word("now", "en")) else ""


def paired(en: Grid, vi: Grid) -> Table:
    """One table of two in different languages."""
    heads = zip(en.heads, vi.heads, strict=True)
    table = Table(
        Text.of(
            f"{en.caption} {en.figure}".rstrip(),
            f"{vi.caption} {with_sign(vi.figure, ',')}".rstrip(),
        ),
        [Column(Text.of(one.name, two.name), kind=_kind(one)) for one, two in heads],
    )
    for one, two in zip(en.rows, vi.rows, strict=True):
        cells = zip(one.cells, two.cells, en.heads, strict=True)
        table.rows.append([Text.of(a, b) if head.text else signed(a) for a, b, head in cells])
    notes = zip(en.notes, vi.notes, strict=True)
    table.notes = [said(a) if isinstance(a, Issue) else Text.of(a, str(b)) for a, b in notes]
    return table
