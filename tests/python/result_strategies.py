# SPDX-License-Identifier: MIT
"""Strategies for results at nodes: rankings, classes, roundings of indices, and nodes for information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from strategies import Above, a_node, a_ranking, codes_of, one_of, roundings, some_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from strategies import Draw

Json = dict[str, Any]


def nodes_below(node: Json) -> Iterator[Json]:
    for child in node.get("nodes", node.get("children", ())):
        yield child
        yield from nodes_below(child)


def add_informative(draw: Draw, rubric: Json) -> None:
    """Sometimes one more child of a node, which the node does not count."""
    for node in [rubric, *nodes_below(rubric)]:
        children = node.get("nodes", node.get("children"))
        if not children or not one_of(draw, *[False] * 3, True):
            continue
        code = f"{node.get('code', 'x')}.info"
        made, _ = a_node(draw, code, one_of(draw, 2, 3), Above())
        made["informative"] = True
        children.insert(one_of(draw, *range(len(children) + 1)), made)
        rubric["parindex"] = 2


def state_results(draw: Draw, rubric: Json) -> None:
    """Sometimes nodes have a ranking, classes or a rounding of the index of their own."""
    codes = codes_of(rubric)
    for node in nodes_below(rubric):
        if not one_of(draw, *[False] * 3, True):
            continue
        rubric["parindex"] = 2
        if one_of(draw, False, True):
            node["ranking"] = a_ranking(draw, codes)
        if one_of(draw, False, True):
            node["classes"] = some_classes(draw)
        if one_of(draw, False, True):
            node["index_rounding"] = one_of(draw, "exact", roundings(draw))
