# SPDX-License-Identifier: MIT
"""A table of text, as HTML for a notebook and as aligned lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parindex import _core
from parindex._steps import steps
from parindex.display._html import Mark, element, escape, escape_visible, text_rule
from parindex.display._text import Figure, clip, pad, width, with_sign
from parindex.display._words import language_of, word
from parindex.errors import Issue

if TYPE_CHECKING:
    from typing_extensions import Self

_CLIP = 48  # terminal columns of one cell
_INDENT = 16  # pixels of one level
_SHORT_CAPTION = 80  # characters that a caption may have without wrapping


@dataclass(slots=True)
class Row:
    """Cells, the indentation of the first one, and the emphasis of the row."""

    cells: list[str]
    mark: Mark = ""
    depth: int = 0


@dataclass(slots=True)
class Head:
    """A heading. `text` columns are left-aligned, numbers right-aligned. The cells of `lines` columns are
    lines that are already visible. A `page` column is too wide for the lines of a terminal."""

    name: str
    title: str = ""
    text: bool = False
    lines: bool = False
    page: bool = False


@dataclass(slots=True)
class Grid:
    """A table for display. Invisible characters in its texts are escaped when it is rendered."""

    caption: str
    heads: list[Head]
    rows: list[Row] = field(default_factory=list)
    notes: list[str | Issue] = field(default_factory=list)
    language: str = "en"
    """The language of the notes; in HTML also of the decimal sign."""
    figure: str = ""
    """A number after the caption."""

    def drop_empty(self) -> None:
        """Leave out columns that are empty in every row."""
        kept = [at for at in range(len(self.heads)) if any(row.cells[at] for row in self.rows)]
        self.heads = [self.heads[at] for at in kept]
        for row in steps(self.rows):
            row.cells = [row.cells[at] for at in kept]

    def note_rest(self, rest: int, language: str) -> None:
        """Say how many rows were left out, if any."""
        if rest > 0:
            self.notes.append("… " + word("more", language).format(rest))

    def cut(self, max_rows: int) -> Self:
        """Leave out the rows after the first `max_rows`, and note their number."""
        rest = len(self.rows) - max_rows
        del self.rows[max_rows:]
        self.note_rest(rest, self.language)
        return self

    def to_html(self) -> str:
        """Self-contained HTML; every text is escaped."""
        sign = "," if self.language == "vi" else "."
        caption = escape(self.caption)
        if self.figure:
            caption += " " + escape(with_sign(self.figure, sign))
        rule = "caption" if len(self.caption) <= _SHORT_CAPTION else "long caption"
        out = [element("caption", rule, caption)] if caption else []
        if self.rows and any(head.name for head in self.heads):
            heads = "".join(map(_head, self.heads))
            out.append(f"<thead>{element('tr', 'row', heads)}</thead>")
        out.append("<tbody>")
        for row in steps(self.rows):
            cells = zip(row.cells, self.heads, strict=True)
            shown = [_cell(cell, head, row, sign) for cell, head in cells]
            if shown and row.depth:
                shown[0] = shown[0].replace("padding:2px 8px", _indented(row.depth), 1)
            out.append(element("tr", "row", "".join(shown), row.mark))
        out.append("</tbody>")
        table = element("table", "table", "".join(out))
        notes = [element("p", "note", escape_visible(note)) for note in self._shown_notes()]
        return element(
            "div", "box", table + "".join(notes), named={"class": "parindex", "lang": self.language}
        )

    def to_text(self) -> str:
        """Lines aligned by display width; only the caption if there are no rows."""
        caption = _core.visible(f"{self.caption} {self.figure}".rstrip())
        notes = self._shown_notes()
        if not self.rows:
            return "\n".join([caption, *notes])
        heads = [head for head in self.heads if not head.page]
        lines = [[head.name for head in heads]] if any(head.name for head in heads) else []
        titled = len(lines)
        for row in self.rows:
            cells = zip(row.cells, self.heads, strict=True)
            kept = [cell for cell, head in cells if not head.page]
            lines.append(["  " * row.depth + kept[0], *kept[1:]])
        lines = [
            [
                clip(cell.replace("\n", "; ") if head.lines else _core.visible(cell), _CLIP)
                for cell, head in zip(line, heads, strict=True)
            ]
            for line in steps(lines)
        ]
        widths = [max(map(width, steps(column))) for column in zip(*lines, strict=True)]
        out = [caption] if caption else []
        for at, line in enumerate(steps(lines)):
            if titled and at == 1:
                out.append("  ".join("─" * space for space in widths))
            spaced = zip(line, widths, heads, strict=True)
            out.append(
                "  ".join(
                    pad(cell, space, right=not head.text) for cell, space, head in spaced
                ).rstrip()
            )
        return "\n".join([*out, *notes])

    def _shown_notes(self) -> list[str]:
        language = language_of(self.language)
        return [
            note.text(language) if isinstance(note, Issue) else _core.visible(note)
            for note in self.notes
        ]


def _indented(depth: int) -> str:
    return f"padding:2px 8px 2px {8 + _INDENT * depth}px"


def _head(head: Head) -> str:
    title = element("small", "title", escape(head.title)) if head.title else ""
    rule = "head" if head.text else "head number"
    return element("th", rule + (" title" if title else ""), escape(head.name) + title)


def _cell(cell: str, head: Head, row: Row, sign: str) -> str:
    if head.text:
        shown = cell if head.lines else _core.visible(cell)
        return element("td", text_rule(shown), escape_visible(shown), row.mark)
    inside = escape(with_sign(cell, sign))
    if isinstance(cell, Figure):
        inside += element("small", "exact", escape("= " + with_sign(cell.exact, sign)))
    return element("td", "number", inside, row.mark)


def card(caption: str, facts: Iterable[tuple[str, str]], language: str) -> Grid:
    """A table of names and their texts; names without a text are left out."""
    rows = [Row([name, text]) for name, text in facts if text]
    return Grid(caption, [Head("", text=True), Head("", text=True)], rows, language=language)


def to_html(grids: Iterable[Grid]) -> str:
    """Tables one below the other."""
    return "".join(grid.to_html() for grid in grids)


def to_text(grids: Iterable[Grid]) -> str:
    """Tables one below the other, with an empty line in between."""
    return "\n\n".join(grid.to_text() for grid in grids)
