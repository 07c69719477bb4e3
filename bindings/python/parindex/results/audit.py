# SPDX-License-Identifier: MIT
"""Results that depend on a convention instead of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from parindex import _core
from parindex._steps import each, read_json, time_limit
from parindex._tree import class_titles
from parindex._typing import Number
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, Told, record
from parindex.display._text import number, show
from parindex.display._words import pick, rounding_words, titled, word
from parindex.errors import Issue
from parindex.rounding import Rounding

if TYPE_CHECKING:
    from parindex.engine.scores import Scores


@record
@dataclass(frozen=True, slots=True)
class HalfTie:
    """A figure exactly halfway between two neighbours: only the rounding mode decides."""

    unit: str
    code: str
    """Code of the node; empty for the total."""
    figure: Literal["points", "index"]
    exact: Number
    """Before rounding."""
    below: Number
    above: Number
    chosen: Number
    """`below` or `above`."""
    rounding: Rounding


@record
@dataclass(frozen=True, slots=True)
class AuditChange:
    """A rank or a class under another decision."""

    decision: str
    """``"ties"``, ``"tie_break"``, ``"stage"``, ``"rounding"``, or the kind of no-value of the policy:
    ``"missing"``, ``"not_applicable"``, ``"not_proven"`` or ``"refused"``."""
    option: str
    """The other option: ``"dense"``, ``"none"``, ``"exact"``, ``"zero"``, ``"half_even"``, …"""
    outcome: str
    """The rank as a label, ``"3"``, ``"=3"`` or ``"3-4"`` if ordinal ranks leave units tied; or
    the id of the class. Empty for none."""


@record
@dataclass(frozen=True, slots=True)
class Dependence:
    """A rank or class that another decision would change."""

    unit: str
    outcome: str
    """The rank as a label, or the id of the class, as the rubric declares; empty for none."""
    changes: tuple[AuditChange, ...]
    code: str = ""
    """Code of the node whose ranking or classes give the outcome; empty for the total."""


class Audit(Told):
    """The results that depend on a convention. Immutable; made by `Scores.audit`."""

    __slots__ = ("_scores", "_text", "classes", "halves", "issues", "ranks")

    halves: tuple[HalfTie, ...]
    """Figures on a rounding half, in the order of the table."""
    ranks: tuple[Dependence, ...]
    """Ranks that another decision would change: of the total, then of each node that declares a ranking."""
    classes: tuple[Dependence, ...]
    """Classes that another decision would change: of the total, then of each node that declares classes."""
    issues: tuple[Issue, ...]
    """Why an alternative could not be tried."""

    def __init__(self, text: str, scores: Scores) -> None:
        document: dict[str, Any] = read_json(text)
        self._text = text
        self._scores = scores
        language = scores.plan.rubric.language
        self.halves = Records(map(_half, document["halves"]), language)
        self.ranks = Records((_dependence(i, "rank") for i in document["ranks"]), language)
        self.classes = Records((_dependence(i, "class") for i in document["classes"]), language)
        self.issues = Records((Issue(**item) for item in document["issues"]), language)

    @property
    def notes(self) -> tuple[Issue, ...]:
        """Warnings about the table that was scored: those of `Scores.notes`."""
        return self._scores.notes

    def to_json(self) -> str:
        """The audit as JSON text, without `notes`."""
        return self._text

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        """Tables of figures on a half, of ranks and of classes, each with a count."""
        language = language or self._scores.plan.rubric.language
        texts = ("unit", "code", "title", "figure")
        titles = self._scores.plan.rubric._nodes()

        def titles_of(code: str) -> Mapping[str, Mapping[str, str]]:
            return class_titles(titles[code]) if code else self._scores.plan.rubric.classes

        numbers = ("exact", "below", "above", "chosen")
        halves = Grid(
            f"{word('halves', language)}: {len(self.halves)}",
            [
                *(Head(word(k, language), text=True, page=k == "title") for k in texts),
                *(Head(word(key, language)) for key in numbers),
                Head(word("rounding", language), text=True),
            ],
            language=language,
        )
        for half in each(self.halves[:max_rows]):
            code = half.code or word("total", language)
            title = pick(titles.get(half.code, {}).get("title", {}), language)
            cells = [half.unit, code, title, word(half.figure, language)]
            cells += [show(figure) for figure in (half.exact, half.below, half.above, half.chosen)]
            halves.rows.append(Row([*cells, rounding_words(half.rounding, language)]))
        halves.note_rest(len(self.halves) - max_rows, language)
        grids = [halves]
        of_nodes = [one for one in self._scores._core.declared_results if any(one[1:])]
        keys = ("unit", "code", "now", "changes") if of_nodes else ("unit", "now", "changes")
        for caption, found in (("rank_rests", self.ranks), ("class_rests", self.classes)):
            heads = [Head(word(key, language), text=True) for key in keys]
            grid = Grid(f"{word(caption, language)}: {len(found)}", heads, language=language)
            for item in each(found[:max_rows]):
                names = titles_of(item.code) if caption == "class_rests" else {}
                now = titled(names, item.outcome or None, language) or "–"
                changes = (
                    f"{_decision(c, language)}: {titled(names, c.outcome or None, language) or '–'}"
                    for c in item.changes
                )
                node = [item.code or word("total", language)] if of_nodes else []
                grid.rows.append(Row([item.unit, *node, now, "; ".join(changes)]))
            grid.note_rest(len(found) - max_rows, language)
            grids.append(grid)
        grids[-1].notes += [*self.notes, *self.issues]
        return grids


def _decision(change: AuditChange, language: str) -> str:
    """The convention that an alternative changes, and its other option."""
    option = change.option if change.decision == "rounding" else f"how_{change.option}"
    return f"{word(change.decision, language)} {word(option, language)}"


def audit(scores: Scores, timeout: float | None) -> Audit:
    """See `Scores.audit`."""
    with time_limit(timeout):
        return Audit(_core.audit(scores._core), scores)


def _half(item: dict[str, Any]) -> HalfTie:
    figures = {
        key: number(item[key], terminates=True) for key in ("exact", "below", "above", "chosen")
    }
    rounding = Rounding(**item["rounding"])
    return HalfTie(item["unit"], item["code"], item["figure"], **figures, rounding=rounding)


def _dependence(item: dict[str, Any], key: str) -> Dependence:
    changes = (AuditChange(c["decision"], c["option"], c[key] or "") for c in item["changes"])
    return Dependence(item["unit"], item[key] or "", tuple(changes), item.get("code", ""))
