# SPDX-License-Identifier: MIT
"""Strategies for results at nodes: rankings, classes, roundings of indices, and nodes for information."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from strategies import Above, a_node, a_ranking, codes_of, one_of, roundings, some_classes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def name_outputs(draw: Draw, rubric: Json) -> None:
    """Sometimes the rows of a decision table give words instead of points."""
    for leaf in nodes_below(rubric):
        table = leaf.get("rule", {}).get("decision_table", {})
        words = table.get("hit") in ("first", "any", "priority")
        if not words or {"cap", "floor", "gates", "classes"} & {*leaf}:
            continue
        if one_of(draw, False, True):
            continue
        given = [*table["rows"], {"points": table["otherwise"]}]
        known = {Fraction(str(each["points"])): str(each["points"]) for each in given}
        ranked = [Fraction(str(points)) for points in table.pop("priority", ())]
        order = [*ranked, *(points for points in known if points not in ranked)]
        word = {points: f"w{at}" for at, points in enumerate(order)}
        table["outputs"] = [{"id": word[points], "points": known[points]} for points in order]
        for row in table["rows"]:
            row["output"] = word[Fraction(str(row.pop("points")))]
        table["otherwise_output"] = word[Fraction(str(table.pop("otherwise")))]
        rubric["parindex"] = 2


def weigh_by_data(draw: Draw, rubric: Json) -> None:
    """Sometimes the weights of children come from the data."""
    for node in [rubric, *nodes_below(rubric)]:
        kind = node.get("aggregation")
        body = kind.get("weighted_mean") if isinstance(kind, dict) else {}
        stated = kind == "weighted_mean" or (body and not {"drop", "weights_sum"} & {*body})
        if not stated or one_of(draw, False, True):
            continue
        for child in node.get("nodes", node.get("children", ())):
            if "weight" in child and one_of(draw, True, True, False):
                del child["weight"]
                child["weight_input"] = "w"
                rubric["parindex"] = 2


def weights_of(node: Json, form: Sequence[str] = ()) -> list[tuple[str, Sequence[str]]]:
    """The columns of weights from the data, each with the groups that have its node."""
    form = node.get("only_for", form)
    found = [(f"{node['code']}.w", form)] if "weight_input" in node else []
    for child in node.get("nodes", node.get("children", ())):
        found += weights_of(child, form)
    return found


def keep_in_the_fixed_lane(rubric: Json) -> None:
    """Remove what nodes state that would keep them out of the fixed lane and that nothing else refers to."""
    for node in [rubric, *nodes_below(rubric)]:
        node.pop("nothing_left", None)
        if node.pop("weight_input", None) is not None:
            node["weight"] = 1
        kind = node.get("aggregation")
        for name, body in kind.items() if isinstance(kind, dict) else ():
            if name != "sum":
                body.pop("drop", None)
            if not body and name in ("mean", "weighted_mean"):
                node["aggregation"] = name
