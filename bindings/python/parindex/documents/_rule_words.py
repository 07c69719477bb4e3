# SPDX-License-Identifier: MIT
"""The rule of a node in words, for a cell of a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parindex._sentences import in_language
from parindex.documents._method import node_lines
from parindex.documents._texts import title


def words_of(
    node: Mapping[str, Any], groups: Mapping[str, Mapping[str, str]], language: str, inherited: str
) -> str:
    """The rule or aggregation of a node with its rounding, in the lines of the method.

    `groups` are the titles of the groups by id, `inherited` is the kind of a node that states none.
    """
    titles = {group: title(named) or group for group, named in groups.items()}
    lines = node_lines(node, titles, inherited)
    return "\n".join(in_language(line, language) for line in lines)
