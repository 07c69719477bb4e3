# SPDX-License-Identifier: MIT
"""Overlays: changes to a rubric, in separate files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from parindex import _core, _messages
from parindex._foreign import as_path, expect, is_a, listed
from parindex._limits import limits
from parindex.display._grid import Grid, Head, Row
from parindex.display._shown import Shown, record
from parindex.display._words import pick, word
from parindex.errors import DataError, Issue, RubricError
from parindex.io._files import read_bytes
from parindex.rubric.rubric import Rubric, encode

Action = Literal["add", "remove", "replace", "set"]


@record
@dataclass(frozen=True, slots=True)
class OverlayChange:
    """One change that an overlay made to its base."""

    overlay: str
    """Id of the overlay."""
    edition: str
    """Its edition."""
    action: Action
    """The action on the node."""
    code: str
    """The node; empty for the whole rubric."""
    keys: tuple[str, ...]
    """For ``"set"``: the keys that were set."""
    title: Mapping[str, str]
    """Titles of the change, by language."""
    source: Mapping[str, str]
    """The document that it comes from; empty if it names none."""
    pointer: str
    """JSON Pointer of the change in the overlay file."""


@dataclass(frozen=True, slots=True)
class Overlaid(Shown):
    """A rubric with the changes of overlays."""

    rubric: Rubric
    """The result, checked; its id and edition are those of the last overlay."""
    changes: tuple[OverlayChange, ...]
    """What was changed, in the order of the files."""

    def __iter__(self) -> Iterator[OverlayChange]:
        return iter(self.changes)

    def to_text(self, *, language: str | None = None) -> str:
        """One line per change."""
        return self._grid(language).to_text()

    def _grids(self, language: str | None, max_rows: int) -> list[Grid]:
        return [self._grid(language).cut(max_rows)]

    def _grid(self, language: str | None) -> Grid:
        """One row per change: overlay, action and node, title and document."""
        rubric = self.rubric
        language = language or rubric.language
        heads = ("overlay", "action", "code", "keys", "title", "source")
        grid = Grid(
            f"{rubric.title(language)} · {rubric.edition}",
            [Head(word(key, language), text=True) for key in heads],
            language=language,
        )
        for change in self.changes:
            action = word(f"overlay_{change.action}", language)
            cells = [f"{change.overlay} {change.edition}", action]
            cells += [change.code or word("total", language), ", ".join(change.keys)]
            cells += [pick(change.title, language), change.source.get("document", "")]
            grid.rows.append(Row(cells))
        grid.drop_empty()
        return grid


Source = str | os.PathLike[str] | bytes | Mapping[str, Any]
"""A path, or an overlay itself: its text as bytes, or a dictionary."""


def overlay(base: Rubric, overlays: Source | Sequence[Source]) -> Overlaid:
    """Apply overlays to a rubric, one after the other, and check the result.

    Parameters
    ----------
    base
        The rubric for which the first overlay was made.
    overlays
        One overlay or several in order: the path of a file, its content as bytes, or a dictionary.

    Raises
    ------
    RubricError
        With every issue in `issues`: errors of an overlay with pointer, line and column, two overlays
        that change the same thing (`overlay_conflict`), and errors of the result.
    TypeError
        For arguments of other types.
    """
    expect(base, Rubric, "base")
    single = is_a(overlays, str, bytes, os.PathLike, Mapping)
    several = (
        [cast(Source, overlays)]
        if single
        else listed(cast("Sequence[Source]", overlays), "overlays")
    )
    issues: list[Issue] = []
    texts = [text for text in (_text(one, issues) for one in several) if text is not None]
    if issues:
        raise RubricError(_messages.THE_OVERLAYS_CANNOT_BE_READ(), issues)
    core, changes, found = _core.overlay(base._core, texts)
    if core is None:
        raise RubricError(_messages.INVALID_OVERLAYS(), found)
    return Overlaid(
        Rubric(core),
        tuple(
            OverlayChange(o, e, cast(Action, a), c, tuple(k), t, s, p)
            for o, e, a, c, k, t, s, p in changes
        ),
    )


def _text(one: Source, issues: list[Issue]) -> bytes | None:
    if is_a(one, bytes, Mapping):
        text, found = encode(cast("bytes | Mapping[str, Any]", one), _messages.AN_OVERLAY())
        issues += found
        return text
    try:
        return read_bytes(
            as_path(one, _messages.AN_OVERLAY()), _messages.AN_OVERLAY_FILE(), limits().file_bytes
        )
    except DataError as failure:
        issues.extend(failure.issues)
        return None
