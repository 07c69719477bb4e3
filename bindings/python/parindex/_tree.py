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


def counted_children(node: Node) -> tuple[dict[str, Any], ...]:
    """The nodes directly below a node that it counts: without those for information."""
    return tuple(child for child in children_of(node) if not child.get("informative"))


def levels(node: Node, depth: int = 0) -> Iterator[tuple[int, Node]]:
    """A node and all nodes below it, with their depth."""
    yield depth, node
    for child in children_of(node):
        yield from levels(child, depth + 1)


def class_titles(node: Node) -> dict[str, Mapping[str, str]]:
    """Titles of the classes of units by a node, by id and in order: its own, or the outputs of its table."""
    table = node.get("rule", {}).get("decision_table", {})
    listed = node["classes"]["bands"] if "classes" in node else table.get("outputs", ())
    return {one["id"]: one.get("title", {}) for one in listed}


def weight_column(node: Node) -> str:
    """The data column of the weight of a node, which comes from the data."""
    name = node["weight_input"]
    return str(node["code"]) if name == "value" else f"{node['code']}.{name}"


def table_of_points(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """A decision table whose rows give points; if it has outputs, their points instead of them."""
    if "outputs" not in table:
        return table
    points = {output["id"]: output["points"] for output in table["outputs"]}
    rows = [{**row, "points": points[row["output"]]} for row in table["rows"]]
    made = {**table, "rows": rows}
    if table["hit"] == "priority":  # the first output wins
        rows.sort(key=lambda row: [*points].index(row["output"]))
        made["hit"] = "first"
    if "otherwise_output" in table:
        made["otherwise"] = points[table["otherwise_output"]]
    return made


def pairs(node: Node) -> Iterator[tuple[dict[str, Any], Node]]:
    """The nodes below a node, each with the node directly above it."""
    for child in children_of(node):
        yield child, node
        yield from pairs(child)


def walk(node: Node) -> Iterator[dict[str, Any]]:
    """The nodes below a node."""
    return (child for child, _ in pairs(node))
