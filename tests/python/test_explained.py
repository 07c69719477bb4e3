# SPDX-License-Identifier: MIT
"""Every form of an explanation shows every step, in order, and ends at the figure: random inputs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

import parindex as px
from parindex._core import visible
from strategies import CUSTOM, a_rubric, a_table

Json = dict[str, Any]
NUMBER = re.compile(r"-?\d+(?:\.\d+|/0*[1-9]\d*)?")
RUBRICS = 90
BATCHES = 6  # of random rubrics, so that a failure names a seed


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
    words = step["text_vi"] if language == "vi" else step["text"]
    return visible(f"{words} ({title})" if title else words)


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
        assert [(s["kind"], s["text"], s["text_vi"]) for s in node["steps"]] == [
            (s.kind, s.text, vi.text)
            for s, vi in zip(shown.steps, shown.steps_in("vi"), strict=True)
        ]
        figures = [s["points"] for s in node["steps"] if s["points"] is not None]
        if node["status"] == "ok":
            # The last line with a figure has the figure of the node in its text.
            exact = Fraction(node["points"])
            assert Fraction(figures[-1]) == exact
            last = [s for s in node["steps"] if s["points"] is not None][-1]
            for words in (last["text"], last["text_vi"]):
                assert exact in map(Fraction, NUMBER.findall(words)), (node["points"], last)
        else:
            assert node["points"] is None
    for language in ("en", "vi"):
        steps = [(s, line_of(s, language)) for node in nodes for s in node["steps"]]
        told = [line for step, line in steps if step["kind"] != "status"]
        assert_in_order(told, trace.to_text(language=language), "text")
        markdown = from_markdown(trace.to_markdown(language=language))
        assert_in_order(told, markdown, "markdown")
        # A table shows the status instead of figures, so it also has that line.
        page = without_tags(trace.to_html(language=language, max_rows=len(nodes)))
        assert_in_order([line for _, line in steps], page, "html")


CATALOGUE = Path(__file__).parents[2] / "include/parindex/rubric/detail/step_words.hpp"
SENTENCE = re.compile(r'Sentence<\d> \w+\{\s*"([^"]*)",\s*"([^"]*)"\s*\}', re.ASCII)
WORD = re.compile(r"[^\W\d]+")


def english_words() -> set[str]:
    """Words of the English sentences that occur in no Vietnamese one."""
    pairs = SENTENCE.findall(CATALOGUE.read_text(encoding="utf-8"))
    assert len(pairs) > 90
    for english, vietnamese in pairs:
        holes = re.findall(r"\{\d\}", english)
        assert sorted(holes) == sorted(re.findall(r"\{\d\}", vietnamese)), english
    english, vietnamese = (set(WORD.findall(" ".join(texts))) for texts in zip(*pairs, strict=True))
    return english - vietnamese


def own_words(value: Any) -> set[str]:
    """Words of the rubric and the data: ids, names, titles."""
    if isinstance(value, dict):
        return set().union(*map(own_words, [*value, *value.values()]))
    if isinstance(value, list):
        return set().union(*map(own_words, value)) if value else set()
    return set(WORD.findall(str(value)))


def names_in(rubric: Json) -> set[str]:
    """Ids and names that a step may repeat; not the words of the format."""
    found: set[str] = set()
    for key, value in rubric.items():
        if key in (
            "id",
            "code",
            "name",
            "index",
            "edition",
            "rubric",
            "version",
            "groups",
            "title",
        ):
            found |= own_words(value)
        elif isinstance(value, dict):
            found |= names_in(value)
        elif isinstance(value, list):
            for item in value:
                found |= names_in(item) if isinstance(item, dict) else set()
    return found


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_vietnamese_step_contains_an_english_word(batch: int) -> None:
    english = english_words()
    assert {"gives", "capped", "rounded", "becomes", "half_up", "missing", "gate"} <= english
    seen = 0
    for seed in range(batch, 2 * RUBRICS, BATCHES):
        rng = Random(seed)
        rubric = a_rubric(rng, custom=True)
        rows = a_table(rng, rubric)
        scores = px.Rubric.from_json(rubric).compile(custom=CUSTOM).score(rows)
        own = names_in(rubric) | own_words(rows)
        for row in rows[:3]:
            for node in scores.explain(row["unit"]).walk():
                for step, shown in zip(node.steps, node.steps_in("vi"), strict=True):
                    assert step._replace(text="") == shown._replace(text="")
                    if step.kind == "issue":  # messages of issues are English
                        continue
                    seen += 1
                    left = set(WORD.findall(shown.text)) & english - own
                    assert not left, (left, shown)
                    # Both languages have the same figures.
                    numbers = [sorted(NUMBER.findall(each.text)) for each in (step, shown)]
                    assert numbers[0] == numbers[1], (step, shown)
    assert seen > 500
