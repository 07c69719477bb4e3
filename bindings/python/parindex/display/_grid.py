# SPDX-License-Identifier: MIT
"""A table of text, as HTML for a notebook and as aligned lines for a terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from parindex import _core
from parindex._steps import steps
from parindex.display._text import clip, pad, width, word
from parindex.errors import Issue

_STYLE = """<style>
.parindex table{border-collapse:collapse;font-variant-numeric:tabular-nums}
.parindex caption{text-align:left;font-weight:600;padding:2px 8px 6px;color:inherit;white-space:nowrap}
.parindex th,.parindex td{padding:2px 8px;text-align:left;vertical-align:top;border:0}
.parindex td.t{white-space:pre-line}
.parindex th.n,.parindex td.n{text-align:right;white-space:nowrap}
.parindex thead th{border-bottom:1px solid #8888;font-weight:600;max-width:9em}
.parindex thead small{display:block;font-weight:400;opacity:.7;white-space:normal}
.parindex tbody tr{border-bottom:1px solid #8882;background:none}
.parindex tr.strong td{font-weight:600}
.parindex tr.error td{color:#c22}
.parindex p{margin:4px 8px;opacity:.7}
</style>"""

_CLIP = 48  # terminal columns of one cell


Mark: TypeAlias = Literal["", "strong", "error"]


def escape(text: str) -> str:
    """A text as HTML shows it."""
    return _escape_visible(_core.visible(text))


def _escape_visible(text: str) -> str:
    # Here and not above: a program that scores writes no HTML, and should not wait for it.
    import html

    return html.escape(text)


@dataclass(slots=True)
class Row:
    """Cells, the indentation of the first one, and the emphasis of the row."""

    cells: list[str]
    mark: Mark = ""
    depth: int = 0


@dataclass(slots=True)
class Head:
    """A heading; `text` columns are set left and numbers right. The cells of `lines` columns are
    lines that are visible already."""

    name: str
    title: str = ""
    text: bool = False
    lines: bool = False


@dataclass(slots=True)
class Grid:
    """A table to be shown. Invisible characters in its texts are escaped when it is rendered."""

    caption: str
    heads: list[Head]
    rows: list[Row] = field(default_factory=list)
    notes: list[str | Issue] = field(default_factory=list)

    def drop_empty(self) -> None:
        """Leave out the columns in which no row has anything."""
        kept = [at for at in range(len(self.heads)) if any(row.cells[at] for row in self.rows)]
        self.heads = [self.heads[at] for at in kept]
        for row in steps(self.rows):
            row.cells = [row.cells[at] for at in kept]

    def note_rest(self, rest: int, language: str) -> None:
        """Say how many rows were left out, if any."""
        if rest > 0:
            self.notes.append("… " + word("more", language).format(rest))

    def to_html(self) -> str:
        """HTML that needs nothing from outside; every text is escaped."""
        kinds = ["t" if head.text else "n" for head in self.heads]
        out = [
            f'<div class="parindex">{_STYLE}<table><caption>{escape(self.caption)}</caption><thead><tr>'
        ]
        for head, kind in zip(self.heads, kinds, strict=True):
            title = f"<small>{escape(head.title)}</small>" if head.title else ""
            out.append(f'<th class="{kind}">{escape(head.name)}{title}</th>')
        out.append("</tr></thead><tbody>")
        for row in steps(self.rows):
            out.append(f'<tr class="{row.mark}">' if row.mark else "<tr>")
            for at, (cell, head) in enumerate(zip(row.cells, self.heads, strict=True)):
                indent = (
                    f' style="padding-left:{8 + 16 * row.depth}px"' if at == 0 and row.depth else ""
                )
                shown = _escape_visible(cell) if head.lines else escape(cell)
                out.append(f'<td class="{kinds[at]}"{indent}>{shown}</td>')
            out.append("</tr>")
        out.append("</tbody></table>")
        out.extend(f"<p>{_escape_visible(note)}</p>" for note in self._shown_notes())
        out.append("</div>")
        return "".join(out)

    def to_text(self) -> str:
        """Lines aligned by display width; the caption alone where there are no rows."""
        caption, notes = _core.visible(self.caption), self._shown_notes()
        if not self.rows:
            return "\n".join([caption, *notes])
        lines = [[head.name for head in self.heads]]
        lines += [["  " * row.depth + row.cells[0], *row.cells[1:]] for row in self.rows]
        lines = [
            [
                clip(cell.replace("\n", "; ") if head.lines else _core.visible(cell), _CLIP)
                for cell, head in zip(line, self.heads, strict=True)
            ]
            for line in steps(lines)
        ]
        widths = [max(map(width, steps(column))) for column in zip(*lines, strict=True)]
        out = [caption]
        for line in steps(lines):
            cells = zip(line, widths, self.heads, strict=True)
            out.append(
                "  ".join(
                    pad(cell, space, right=not head.text) for cell, space, head in cells
                ).rstrip()
            )
        out.insert(2, "  ".join("─" * space for space in widths))
        return "\n".join([*out, *notes])

    def _shown_notes(self) -> list[str]:
        return [str(n) if isinstance(n, Issue) else _core.visible(n) for n in self.notes]
