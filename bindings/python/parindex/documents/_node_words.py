# SPDX-License-Identifier: MIT
"""Every node of a rubric in words: its rule or aggregation, and what it states about its results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from parindex._tree import levels
from parindex.display._words import word
from parindex.documents import _words
from parindex.documents._method import interval, join, node_lines, number, rounded
from parindex.documents._nodes import passed_on
from parindex.documents._texts import both, title, words


def method(
    document: Mapping[str, Any], groups: Mapping[str, str]
) -> Iterator[tuple[int, Mapping[str, Any], list[str]]]:
    """Every node of a rubric with its depth and its lines; one without an aggregation has its parent's."""
    above: list[str] = []
    for depth, node in levels(document):
        del above[depth:]
        inherited = above[-1] if above else ""
        above.append(passed_on(node.get("aggregation", inherited), inherited))
        yield depth, node, [*node_lines(node, groups, inherited), *_result_lines(node)]


def _result_lines(node: Mapping[str, Any]) -> Iterator[str]:
    """The rounding of the index and the classes, if the node states them."""
    rounding = node.get("index_rounding")
    if isinstance(rounding, Mapping):
        yield join([words("index"), ": ", rounded(rounding)], "")
    elif rounding is not None:
        yield _words.INDEX_NOT_ROUNDED()
    if "classes" in node:
        yield from _classes(node["classes"])


def _classes(rule: Mapping[str, Any]) -> Iterator[str]:
    stage = _words.BEFORE_ROUNDING if rule["stage"] == "exact" else _words.AFTER_ROUNDING
    yield _words.CLASSED_BY(stage(words(rule["on"])))
    for band in rule["bands"]:
        yield join([title(band.get("title")) or band["id"], ": ", _condition(band)], "")
    if "quota" in rule:
        quota = rule["quota"]
        mode = both(lambda language: word(quota["rounding"], language))
        of = _words.OF_THE_GROUP() if quota["within"] == "group" else _words.OF_ALL_UNITS()
        yield _words.QUOTA(of, mode)
        yield _words.TIES_BETTER() if quota["ties"] == "better" else _words.TIES_WORSE()


def _condition(band: Mapping[str, Any]) -> str:
    ends = {"from", "above", "to", "below"} & set(band)
    parts: list[str] = []
    if "percent" in band:
        parts.append(_words.SHARE_OF_UNITS(number(band["percent"])))
    if ends:
        parts.append(interval(band))
    return join(parts, "; ") if parts else _words.ALL_OTHERS()
