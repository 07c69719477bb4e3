# SPDX-License-Identifier: MIT
"""Texts and figures of a plot in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from parindex import _core
from parindex._typing import Language, Number
from parindex.display._text import show, signed, with_sign
from parindex.display._words import capital, pick, word
from parindex.rubric.rubric import Rubric, titles_by_code

if TYPE_CHECKING:
    from parindex.engine.scores import Scores


def seen(text: str) -> str:
    """A name or title with its invisible characters escaped."""
    return _core.visible(text)


def figure(number: Number | None, language: Language) -> str:
    """A figure of the engine with the decimal sign of the language; nothing for None."""
    return with_sign(show(number), sign(language))


def change(number: Number | None, language: Language) -> str:
    """A difference with its sign."""
    return with_sign(signed(number), sign(language)).replace("-", "−")


def sign(language: Language) -> str:
    """The decimal sign of the language."""
    return "," if language == "vi" else "."


def heading(words: str, rubric: Rubric, language: Language) -> str:
    """The title of a plot."""
    return f"{capital(words)} · {seen(rubric.title(language))}"


def titles(rubric: Rubric, language: Language) -> dict[str, str]:
    """The titles of the nodes by code."""
    found = titles_by_code(rubric)
    return {code: seen(pick(title, language)) for code, title in found.items()}


def group_titles(scores: Scores, language: Language) -> Mapping[str, str]:
    """The titles of the groups by id."""
    declared = scores.plan.rubric._titles("groups")
    return {group: seen(pick(title, language)) for group, title in declared.items()}


def rest(left_out: int, language: Language) -> list[str]:
    """The note of lines that are left out."""
    return [word("more", language).format(left_out)] if left_out > 0 else []
