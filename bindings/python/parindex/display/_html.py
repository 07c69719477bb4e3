# SPDX-License-Identifier: MIT
"""HTML elements that look the same under every style sheet: every rule is inline.

An inline rule overrides those of a style sheet, even if a notebook viewer drops `<style>`.
Colours are those of the page, so that light and dark themes both work; lines are half transparent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from parindex import _core

_LINE = "1px solid rgba(128,128,128,{})"
_PLAIN = "background:none;color:inherit;font-size:inherit;line-height:1.4;"
_CELL = f"{_PLAIN}padding:2px 8px;border:0;vertical-align:top;max-width:44em;"
_HEAD = f"{_CELL}font-weight:600;border-bottom:{_LINE.format(0.5)};"

_RULES = {
    "box": f"{_PLAIN}text-align:left;overflow-x:auto;margin:0 0 8px",
    "table": f"{_PLAIN}display:table;table-layout:auto;width:auto;margin:0;border:0;"
    "border-collapse:collapse;text-align:left;font-variant-numeric:tabular-nums",
    "caption": f"{_PLAIN}caption-side:top;text-align:left;font-weight:600;padding:2px 8px 6px;"
    "white-space:pre",
    # A long caption wraps instead of making a table of short columns as wide as itself.
    "long caption": f"{_PLAIN}caption-side:top;text-align:left;font-weight:600;padding:2px 8px 6px;"
    "white-space:pre-wrap;min-width:40em",
    "head": f"{_HEAD}text-align:left;white-space:pre",
    "head title": f"{_HEAD}text-align:left;white-space:normal;max-width:9em",
    "head number": f"{_HEAD}text-align:right;white-space:pre",
    "head number title": f"{_HEAD}text-align:right;white-space:normal;max-width:9em",
    "title": "display:block;font-size:85%;font-weight:400;opacity:.7;white-space:normal",
    "row": f"background:none;border:0;border-bottom:{_LINE.format(0.15)}",
    # A short text stays on its line; a long one wraps, but not into a column of single words.
    "short": f"{_CELL}text-align:left;white-space:pre",
    "long": f"{_CELL}text-align:left;white-space:pre-wrap;min-width:12em",
    "number": f"{_CELL}text-align:right;white-space:nowrap",
    "exact": "display:block;font-size:85%;opacity:.7",
    "note": f"{_PLAIN}text-align:left;margin:4px 8px;padding:0;opacity:.8;white-space:pre-wrap",
}

Mark: TypeAlias = Literal["", "strong", "error"]

_MARKS = {"": "", "strong": ";font-weight:600", "error": ";color:#d9383f"}

_SHORT = 32  # characters that a column may have without wrapping


def escape(text: str) -> str:
    """A text for HTML: invisible characters escaped, then markup."""
    return escape_visible(_core.visible(text))


def escape_visible(text: str) -> str:
    """The same for a text whose invisible characters are already escaped."""
    # Imported here, because a program that only scores writes no HTML and should not load it.
    import html

    return html.escape(text)


def element(
    tag: str, rule: str, inside: str, mark: Mark = "", named: Mapping[str, str] | None = None
) -> str:
    """An element with its rules; `inside` is HTML, `named` are attributes with their texts."""
    style = _RULES[rule] + _MARKS[mark]
    more = "".join(f' {name}="{escape(value)}"' for name, value in (named or {}).items())
    return f'<{tag} style="{style}"{more}>{inside}</{tag}>'


def text_rule(text: str) -> str:
    """The style of a text cell."""
    return "short" if all(len(line) <= _SHORT for line in text.split("\n")) else "long"
