# SPDX-License-Identifier: MIT
"""What changed between two rubrics, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parindex import _core
from parindex._foreign import copied, expect
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Records, record
from parindex.display._words import pick, word
from parindex.rubric.rubric import Rubric, titles_by_code


@record
@dataclass(frozen=True, slots=True)
class RubricChange:
    """One change: the value of one key of one node before and after."""

    code: str
    """Code of the node in the second rubric; empty for the whole rubric."""
    old_code: str
    """Code in the first rubric; empty if it lacks the node."""
    kind: str
    """``"added"``, ``"removed"``, ``"moved"``, ``"renamed"``, ``"reordered"``, ``"rule"``, ``"rule_kind"``,
    ``"maximum"``, ``"weight"``, ``"aggregation"``, ``"policy"``, ``"rounding"``, ``"inputs"``, ``"gates"``,
    ``"ranking"``, ``"classes"``, ``"layers"``, ``"agencies"``, ``"evidence"``, ``"text"`` or ``"other"``."""
    key: str
    """Key of the rubric file; empty for a whole node."""
    pointer_before: str
    """JSON Pointer into the first canonical rubric; empty when absent."""
    pointer_after: str
    """JSON Pointer into the second."""
    before: Any
    """The value before, as JSON; None when absent."""
    after: Any
    """The value after."""
    sentence: Mapping[str, str]
    """The change in words, under ``"vi"`` and ``"en"``, without the code."""
    scoring: bool
    """Whether it can change a result; False for texts, agencies and evidence."""

    def to_text(self, language: str = "vi") -> str:
        """``1.1.4: bands 90→85 %, maximum unchanged``."""
        words = self.sentence.get(language, self.sentence["en"])
        return _core.visible(f"{self.code}: {words}" if self.code else words)


class Diff:
    """Everything that differs between two rubrics; made by `diff`. Displayed as a table."""

    __slots__ = ("_changes", "_core", "after", "before")

    def __init__(self, core: _core.Diff, before: Rubric, after: Rubric) -> None:
        self._core = core
        self.before = before
        """The first rubric."""
        self.after = after
        """The second rubric."""
        changes = (
            RubricChange(*row[:6], _value(row[6]), _value(row[7]), row[8], row[9])
            for row in core.changes
        )
        self._changes = Records(changes, after.language)

    @property
    def changes(self) -> tuple[RubricChange, ...]:
        """The changes: of the whole rubric first, then node by node in document order."""
        return self._changes

    @property
    def codes(self) -> dict[str, str]:
        """New code by old code: the given ones, and nodes that are identical except for their code."""
        return self._core.codes

    @property
    def language(self) -> str:
        """The language that tables show unless told otherwise."""
        return self.after.language

    def to_text(self, *, language: str | None = None) -> str:
        """One change per line."""
        return self._core.to_text(language or self.language)

    def to_json(self) -> str:
        """The changes as JSON text."""
        return self._core.to_json()

    def to_html(self, *, language: str | None = None) -> str:
        """The table that a notebook shows."""
        return self._grid(language).to_html()

    def _grid(self, language: str | None) -> Grid:
        """One row per change: code, title, what changed, and whether it can change a result."""
        language = language or self.language
        editions = dict.fromkeys((self.before.edition, self.after.edition))
        grid = Grid(
            f"{self.after.title(language)} · {' → '.join(editions)}",
            [
                Head(word(key, language), text=True)
                for key in ("code", "title", "change", "scoring")
            ],
            language=language,
        )
        titles = {**titles_by_code(self.before), **titles_by_code(self.after)}
        for change in self:
            code = change.code or change.old_code
            title = pick(titles.get(code, {}), language)
            cells = [code or word("total", language), title]
            cells.append(change.sentence.get(language, change.sentence["en"]))
            cells.append(word("yes" if change.scoring else "no", language))
            grid.rows.append(Row(cells))
        grid.drop_empty()
        if not grid.rows:
            grid.notes.append(word("unchanged", language))
        return grid

    def __len__(self) -> int:
        return len(self._changes)

    def __iter__(self) -> Iterator[RubricChange]:
        return iter(self._changes)

    def __repr__(self) -> str:
        return self.to_text() or f"<Diff of {self.before!r} and {self.after!r}: no changes>"

    def _repr_html_(self) -> str:
        return self.to_html()


def diff(before: Rubric, after: Rubric, *, codes: Mapping[str, str] | None = None) -> Diff:
    """List what changed in the rules between two rubrics.

    Parameters
    ----------
    before, after
        Two editions, or a rubric before and after a change. A different notation (order of keys, ``90``
        for ``90.0``) is not a change.
    codes
        New code by old code, for nodes that are the same under a new code. A node that is identical
        except for its code is found without it.

    Raises
    ------
    RubricError
        `code_unknown`, for a code that its rubric lacks.
    """
    expect(before, Rubric, "before")
    expect(after, Rubric, "after")
    return Diff(_core.diff(before._core, after._core, copied(codes, "codes")), before, after)


def _value(text: str) -> Any:
    return json.loads(text) if text else None
