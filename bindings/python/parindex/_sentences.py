# SPDX-License-Identifier: MIT
"""Sentences in English and Vietnamese: the parts of every message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

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

    @classmethod
    def of(cls, en: str, vi: str) -> str:
        """The text; a plain str if both are equal."""
        return en if en == vi else cls(en, vi)

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (str(self), self.vi)


class Sentence(NamedTuple):
    """A sentence in both languages, with placeholders ``{0}``, ``{1}`` ..."""

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


def any_of(words: Sequence[str]) -> Text:
    """``a``, ``a or b``, ``a, b or c``; an empty text for no items."""
    said = {}
    for language, sign in (("en", "or"), ("vi", "hoặc")):
        *most, last = (in_language(word, language) for word in words or ("",))
        said[language] = f"{', '.join(most)} {sign} {last}" if most else last
    return Text(**said)


def str_of(part: object) -> str:
    """A part as text; a `Text` stays a `Text`."""
    return part if isinstance(part, str) else str(part)


def with_vietnamese(value: Any) -> Any:
    """A JSON value in which each text `x` with a sibling `x_vi` becomes a `Text` of both."""
    if isinstance(value, list):
        return [with_vietnamese(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {}
    for key, item in value.items():
        vi = value.get(f"{key}_vi")
        if key.endswith("_vi") and key[:-3] in value:
            continue
        found[key] = Text.of(item, vi) if isinstance(vi, str) else with_vietnamese(item)
    return found


def translated(value: Any, language: str) -> Any:
    """A JSON value with each `Text` in a language."""
    if isinstance(value, list):
        return [translated(item, language) for item in value]
    if isinstance(value, dict):
        return {key: translated(item, language) for key, item in value.items()}
    return in_language(value, language) if isinstance(value, str) else value


def in_language(text: str, language: str) -> str:
    """A text in a language, ``"en"`` or ``"vi"``; English if there is no translation."""
    return text.vi if language == "vi" and isinstance(text, Text) else str(text)
