# SPDX-License-Identifier: MIT
"""The nodes of a rubric document, or of a trace as JSON, in document order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]
"""A node, or the whole rubric, whose children are called ``nodes``."""


def children_of(node: Node) -> tuple[dict[str, Any], ...]:
    """The nodes directly below a node."""
    return tuple(node.get("nodes", node.get("children", ())))


def levels(node: Node, depth: int = 0) -> Iterator[tuple[int, Node]]:
    """A node and all nodes below it, with their depth."""
    yield depth, node
    for child in children_of(node):
        yield from levels(child, depth + 1)


def pairs(node: Node) -> Iterator[tuple[dict[str, Any], Node]]:
    """The nodes below a node, each with the node directly above it."""
    for child in children_of(node):
        yield child, node
        yield from pairs(child)


def walk(node: Node) -> Iterator[dict[str, Any]]:
    """The nodes below a node."""
    return (child for child, _ in pairs(node))
