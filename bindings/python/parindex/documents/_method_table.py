# SPDX-License-Identifier: MIT
"""The method as the table of a page: the words and the formulas of every node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parindex._tree import weight_column
from parindex.documents import _math_words as _words
from parindex.documents._math_nodes import formulas, notation
from parindex.documents._node_words import method
from parindex.documents._texts import capital, signed, title, words


def method_table(document: Mapping[str, Any], groups: Mapping[str, str]) -> dict[str, Any]:
    """The content of the table: for each node its depth, its texts, its lines in words and its formulas."""
    rows = [
        (depth, _shown(node), lines, made)
        for (depth, node, lines), (_, _, made) in zip(
            method(document, groups), formulas(document, groups), strict=True
        )
    ]
    return {
        "method": rows,
        "notation": notation(),
        "weighted": any(shown["weight"] for _, shown, _, _ in rows),
    }


def _shown(node: Mapping[str, Any]) -> dict[str, str]:
    code = node.get("code", "")
    return {
        "code": code or capital(words("total")),
        "title": title(node.get("title")) if code else "",
        "max": signed(str(node.get("max", ""))),
        "weight": _words.FROM_COLUMN(weight_column(node))
        if "weight_input" in node
        else _weight(node.get("weight", "")),
    }


def _weight(weight: object) -> str:
    """A weight, or those of the sets of weights."""
    if isinstance(weight, dict):
        return signed("; ".join(f"{name}: {one}" for name, one in weight.items()))
    return signed(str(weight))
