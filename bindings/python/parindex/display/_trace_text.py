# SPDX-License-Identifier: MIT
"""An explanation as text for a terminal: figures in columns on the right, reasons below each title.

``str(trace)`` is the plain form of the library; this one fits the width of the terminal, supports the
decimal comma, and can stop at a depth.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from parindex import _core
from parindex._tree import Node, levels
from parindex.display._text import pad, width, with_sign
from parindex.display._words import pick, word
from parindex.rounding import Rounding

_FRACTION = re.compile(r" = (-?\d+/\d+)$")


def render(tree: Node, language: str, decimal: str, columns: int) -> str:
    """The tree as text, a node at a time in document order."""
    nodes = list(levels(visible(tree)))
    shown = [figures(node, language, decimal) for _, node in nodes]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    room = max(30, columns - sum(widths) - 5)
    lines = []
    for (depth, node), cells in zip(nodes, shown, strict=True):
        head = "  " * depth + (node["code"] or word("total", language)) + "  "
        inside = " " * width(head)
        title = textwrap.wrap(
            pick(node["title"], language), room, initial_indent=head, subsequent_indent=inside
        ) or [head.rstrip()]
        points, most, index = (
            pad(cell, w, right=True) for cell, w in zip(cells, widths, strict=True)
        )
        right = f"  {points} {most}  {index}"
        lines.append((pad(title[0], room) + right).rstrip())
        lines += title[1:]
        for reason in reasons(node, language, decimal):
            lines += textwrap.wrap(
                reason, columns, initial_indent=inside, subsequent_indent=inside + "  "
            )
    return "\n".join(lines)


def visible(value: Any) -> Any:
    """A JSON value with invisible characters in its texts escaped."""
    if isinstance(value, str):
        return _core.visible(value)
    if isinstance(value, list):
        return [visible(item) for item in value]
    return {k: visible(v) for k, v in value.items()} if isinstance(value, dict) else value


def figures(node: Node, language: str, decimal: str) -> tuple[str, str, str]:
    """Points, applicable maximum and index of a node."""
    if node["status"] != "ok":
        return word(node["status"], language), "", ""
    points, most, index = (with_sign(node[name], decimal) for name in ("points", "max", "index"))
    return points, f"/ {most}", f"{index} %"


def reasons(node: Node, language: str, decimal: str) -> Iterator[str]:
    """Why the node has these figures: every line of its explanation, except for the bare status, which
    is in the column of figures."""
    for step in node["steps"]:
        if step["kind"] != "status":
            title = pick(step["title"], language)
            words = step["text_vi"] if language == "vi" else step["text"]
            text = with_sign(about(words, language), decimal)
            yield f"{text} ({title})" if title else text


def about(text: str, language: str) -> str:
    """Append the rounded decimal value to a line that ends with a fraction."""
    found = _FRACTION.search(text) if "/" in text else None
    if found is None:
        return text
    word = "≈" if language == "vi" else "about"
    return f"{text} ({word} {Rounding(4, 'half_even').apply(found[1])})"
