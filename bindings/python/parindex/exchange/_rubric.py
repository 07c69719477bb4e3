# SPDX-License-Identifier: MIT
"""A rubric that is being exported."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from parindex._foreign import expect
from parindex._steps import read_json
from parindex._tree import walk
from parindex.exchange import _said
from parindex.exchange._found import Found
from parindex.rubric.rubric import Rubric

# Keys of a rubric that change no score of a unit, and those that change how data are read or scored.
_OMITTED = ("edition", "source", "provenance", "effective", "part", "note", "index_rounding", "ranking", "classes",
            "agencies", "accept", "cases")  # fmt: skip
_CHANGING = ("cap", "floor", "gates", "rounding", "layer", "resolution", "layers", "groups", "calendar",
             "not_applicable", "not_proven", "refused", "markers")  # fmt: skip
_OF_NODES = (
    "source",
    "provenance",
    "note",
    "accept",
    "evidence",
    "index_rounding",
    "ranking",
    "classes",
)


def opened(rubric: Rubric, found: Found, *, reads: Collection[str] = ()) -> dict[str, Any]:
    """The document of a rubric. Records the keys of the whole rubric that would change a score, except those in `reads`."""
    document: dict[str, Any] = read_json(expect(rubric, Rubric, "rubric")._resolved())
    for key in _CHANGING:
        if key in document and key not in reads:
            found.lost(_said.NO_VALUE(), f'"{key}"')
    return document


def note_the_rest(document: dict[str, Any], found: Found) -> None:
    """Record the parts that change no score, and remove them from the nodes."""
    for key in _OMITTED:
        if key in document:
            found.omitted(f'"{key}"')
    for node in walk(document):
        gone = [key for key in _OF_NODES if node.pop(key, None) is not None]
        if gone:
            found.omitted(_said.THE_KEY(", ".join(gone), node["code"]), name=node["code"])


def title_of(node: Mapping[str, Any]) -> str:
    """The title of a node: in English if there is one, otherwise in Vietnamese or another language."""
    titles = node.get("title", {})
    return str(next((titles[tag] for tag in ("en", "vi", *sorted(titles)) if tag in titles), ""))
