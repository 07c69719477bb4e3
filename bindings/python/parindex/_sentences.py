# SPDX-License-Identifier: MIT
"""Sentences in English and Vietnamese: the parts of every message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing_extensions import Self

_PLACE = re.compile(r"\{([0-9])\}")


class Text(str):
    """An English text with its Vietnamese translation."""

    vi: str

    def __new__(cls, en: str, vi: str) -> Self:
        text = super().__new__(cls, en)
        text.vi = vi
        return text

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (str(self), self.vi)


class Sentence(NamedTuple):
    """A sentence in both languages, in which ``{0}``, ``{1}`` ... are filled in."""

    en: str
    vi: str

    def __call__(self, *parts: object) -> Text:
        """The sentence with its parts filled in; a part that is a `Text` is used in each language."""
        return Text(_filled(self.en, parts, "en"), _filled(self.vi, parts, "vi"))


def _filled(template: str, parts: tuple[object, ...], language: str) -> str:
    return _PLACE.sub(lambda found: in_language(str_of(parts[int(found[1])]), language), template)


def counted(number: int, one: Sentence, several: Sentence) -> Text:
    """``1 unit``, ``2 units``."""
    return (one if number == 1 else several)(number)


def str_of(part: object) -> str:
    """A part as text; a `Text` stays one."""
    return part if isinstance(part, str) else str(part)


def in_language(text: str, language: str) -> str:
    """A text in a language, ``"en"`` or ``"vi"``; English if there is no translation."""
    return text.vi if language == "vi" and isinstance(text, Text) else str(text)
