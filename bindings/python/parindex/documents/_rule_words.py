# SPDX-License-Identifier: MIT
"""The rule of a node in the words of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parindex._sentences import in_language
from parindex.display._kinds import kind_title
from parindex.display._text import pick, with_sign
from parindex.documents import _workbook_words as _words
from parindex.sheets import rule_in_words


def words_of(
    node: Mapping[str, Any], groups: Mapping[str, Mapping[str, str]], language: str, inherited: str
) -> str:
    """The rule or aggregation of a node, with its rounding."""
    if "rule" in node:
        said = _rule(node, node["rule"], groups, language)
    else:
        said = rule_in_words(node, language) or kind_title(inherited, language)
    if "rounding" in node:
        how = node["rounding"]
        if "step" in how:
            step = with_sign(str(how["step"]), "," if language == "vi" else ".")
            said = in_language(_words.ROUNDED_TO_STEPS(said, step), language)
        else:
            said = in_language(_words.ROUNDED(said, how["digits"]), language)
    return said


def _rule(
    node: Mapping[str, Any],
    rule: Mapping[str, Any],
    groups: Mapping[str, Mapping[str, str]],
    language: str,
) -> str:
    kind, body = next(iter(rule.items()))
    if kind == "by_group":
        parts = []
        for case in body["cases"]:
            names = ", ".join(pick(groups.get(one, {}), language) or one for one in case["groups"])
            parts.append(f"{names}: {_rule(node, case['rule'], groups, language)}")
        return "\n".join(parts)
    said = rule_in_words({**node, "rule": rule}, language)
    if said:
        return said
    text = in_language(_words.THE_RULE_IS_IN_THE_FORMULAS(), language)
    note = node.get("source", {}).get("note")
    return f"{kind_title(kind, language)}: {note or text}"
