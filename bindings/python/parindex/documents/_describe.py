# SPDX-License-Identifier: MIT
"""The method of a rubric alone, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from parindex import _core
from parindex._sentences import in_language
from parindex._steps import read_json
from parindex._tree import children_of
from parindex._typing import Language
from parindex.documents import _words
from parindex.documents._method import amount, method
from parindex.documents._page import language_of, source_of
from parindex.documents._texts import capital, how, title, words

if TYPE_CHECKING:
    from parindex.rubric.rubric import Rubric

_MARKS = re.compile(r"([\\\\`*_{}\[\]<>#|~$&])")
_DEEPEST = 6  # levels of headings in Markdown


def describe(rubric: Rubric, *, language: Language | None = None) -> str:
    """The rules of a rubric in words, as Markdown in one language.

    Every node with children is a heading, every leaf an item of a list with its rule below it.

    Parameters
    ----------
    rubric
        The rubric.
    language
        ``"vi"`` or ``"en"``; by default that of the rubric.

    Raises
    ------
    Error
        For a language that is neither.
    """
    chosen = language_of(rubric, language)
    return "\n".join(_lines(rubric, chosen)) + "\n"


def _lines(rubric: Rubric, language: Language) -> Iterator[str]:
    document: dict[str, Any] = read_json(rubric._resolved())
    groups = {one["id"]: title(one.get("title")) or one["id"] for one in document.get("groups", ())}

    def say(text: str) -> str:
        return marked(in_language(text, language))

    yield f"# {marked(rubric.title(language))}"
    yield ""
    yield f"- {say(_words.EDITION())}: {marked(rubric.edition)}"
    if source := source_of(document):
        yield f"- {say(_words.SOURCE())}: {marked(' · '.join(source))}"
    if ranking := document.get("ranking"):
        yield f"- {say(how(ranking))}"
    yield f"- {say(capital(_words.RUBRIC()))}: `{rubric.digest}`"
    for depth, node, lines in method(document, groups):
        head = _head(node, say)
        if children_of(node):
            yield ""
            yield f"{'#' * min(max(depth, 1) + 1, _DEEPEST)} {head}"
            yield ""
            yield say(_words.COMBINED(lines[0]))
            yield from (f"- {say(line)}" for line in lines[1:])
            yield ""
        else:
            yield f"- **{head}**"
            yield from (f"  - {say(line)}" for line in lines)


def _head(node: Mapping[str, Any], say: Any) -> str:
    code = node.get("code")
    named = say(title(node.get("title"))) if code else ""
    head = " ".join(filter(None, (marked(code) if code else say(capital(words("total"))), named)))
    most = node.get("max")
    return head if most is None else f"{head} ({say(amount(most))})"


def marked(text: str) -> str:
    """A text for Markdown, on one line, with its marks escaped and invisible characters visible."""
    return _MARKS.sub(r"\\\1", " ".join(_core.visible(text).split()))
