# SPDX-License-Identifier: MIT
"""Every form of an explanation shows every step, in order, and ends at the figure: random rubrics and rows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import pytest

import parindex as px
from parindex._core import visible
from strategies import CUSTOM, a_rubric, a_table

Json = dict[str, Any]
NUMBER = re.compile(r"-?\d+(?:\.\d+|/0*[1-9]\d*)?")
RUBRICS = 90
BATCHES = 6  # in which they are made, so that a failure names a seed


def walk(node: Json) -> Iterator[Json]:
    yield node
    for child in node["children"]:
        yield from walk(child)


def assert_in_order(lines: list[str], text: str, form: str) -> None:
    at = 0
    for line in lines:
        found = text.find(line, at)
        assert found >= 0, f"{form} lacks {line!r} after {text[max(0, at - 200) : at]!r}"
        at = found + len(line)


def line_of(step: Json, language: str) -> str:
    titles = step["title"]
    title = titles.get(language) or next(iter(titles.values()), "")
    return visible(f"{step['text']} ({title})" if title else step["text"])


def without_tags(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "\n", page))


def from_markdown(text: str) -> str:
    return re.sub(r"\\([\\`*_{}\[\]<>#|~!])", r"\1", text)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_form_shows_every_step_and_ends_at_the_figure(batch: int) -> None:
    for seed in range(batch, RUBRICS, BATCHES):
        rng = Random(seed)
        rubric = a_rubric(rng, custom=True)
        rows = a_table(rng, rubric)
        scores = px.Rubric.from_json(rubric).compile(custom=CUSTOM).score(rows)
        for row in rows[:3]:
            assert_whole(scores.explain(row["unit"]))


def assert_whole(trace: px.Trace) -> None:
    tree = trace.to_dict()
    nodes = list(walk(tree))
    for node, shown in zip(nodes, trace.walk(), strict=True):
        assert [(s["kind"], s["text"]) for s in node["steps"]] == [
            (s.kind, s.text) for s in shown.steps
        ]
        figures = [s["points"] for s in node["steps"] if s["points"] is not None]
        if node["status"] == "ok":
            # The last line with a figure has that of the node, and says it.
            exact = Fraction(node["points"])
            assert Fraction(figures[-1]) == exact
            last = [s for s in node["steps"] if s["points"] is not None][-1]
            assert exact in map(Fraction, NUMBER.findall(last["text"])), (node["points"], last)
        else:
            assert node["points"] is None
    for language in ("en", "vi"):
        steps = [(s, line_of(s, language)) for node in nodes for s in node["steps"]]
        told = [line for step, line in steps if step["kind"] != "status"]
        assert_in_order(told, trace.to_text(language=language), "text")
        markdown = from_markdown(trace.to_markdown(language=language))
        assert_in_order(told, markdown, "markdown")
        # A table has the status in the place of figures, so it has that line too.
        page = without_tags(trace.to_html(language=language, max_rows=len(nodes)))
        assert_in_order([line for _, line in steps], page, "html")
