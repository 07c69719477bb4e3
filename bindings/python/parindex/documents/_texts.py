# SPDX-License-Identifier: MIT
"""Texts and figures of a document in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from parindex._sentences import Text, in_language
from parindex._typing import Language, Number
from parindex.display._html import escape, escape_visible
from parindex.display._text import show, with_sign
from parindex.display._words import capital as first_capital
from parindex.display._words import pick, ranking_words, word
from parindex.documents import _words
from parindex.errors import Issue
from parindex.rounding import Rounding

if TYPE_CHECKING:
    from markupsafe import Markup

_FLAG = re.compile(r"= (yes|no)\b")
_MEAN = Rounding(4, "half_even")


def both(say: Callable[[Language], str]) -> str:
    """What a function says in each language, as one text."""
    return Text.of(say("en"), say("vi"))


class Seen(Text):
    """A text whose invisible characters are already escaped."""


def said(issue: Issue) -> str:
    """The text of an issue, which escapes the names in it."""
    return Seen(issue.text("en"), issue.text("vi"))


def words(key: str) -> str:
    """A word of a table."""
    return both(lambda language: word(key, language))


def capital(text: str) -> str:
    """A text that begins with a capital letter."""
    return both(lambda language: first_capital(in_language(text, language)))


def title(titles: Mapping[str, str] | None) -> str:
    """A title in both languages; in the other one where a language has none."""
    return both(lambda language: pick(titles or {}, language))


def signed(text: str) -> str:
    """A text with numbers and without codes, with the decimal sign of each language."""
    return Text.of(text, with_sign(text, ","))


def figure(number: Number | None) -> str:
    """A figure of the engine; nothing for None."""
    return signed(show(number))


def mean(numbers: Iterable[Number]) -> str:
    """The mean of figures, exact or to four decimals after a ≈; nothing without figures."""
    found = [Fraction(number) for number in numbers]
    return quotient(sum(found, Fraction(0)) / len(found)) if found else ""


def quotient(value: Fraction) -> str:
    """An exact number computed from figures: to four decimals, after a ≈ if that rounds it."""
    rounded = _MEAN.apply(value)
    text = format(rounded, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return signed(text if Fraction(Decimal(rounded)) == value else f"≈ {text}")


def with_titles(text: str, titles: Mapping[str, str], language: str) -> str:
    """A line of an explanation with the titles of inputs, items and options in place of their names, and
    yes and no in its language."""
    if titles:
        names = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
        text = re.sub(
            rf"(?<![\w.])(?:{names})(?![\w(])",
            lambda found: in_language(titles[found[0]], language),
            text,
        )
    return _FLAG.sub(lambda found: f"= {word(found[1], language)}", text)


def how(rule: Mapping[str, Any]) -> str:
    """The rule of a ranking in words."""
    return _words.RANKED_BY(both(lambda language: ranking_words(rule, language)))


def order(numbers: list[Number | None]) -> list[int]:
    """The place of each number, from 1; 0 without one."""
    at = {
        value: place for place, value in enumerate(sorted({n for n in numbers if n is not None}), 1)
    }
    return [0 if number is None else at[number] for number in numbers]


def html(text: str) -> Markup:
    """A text for HTML: escaped, in a span for each language if they differ."""
    if isinstance(text, Seen):
        return in_spans(escape_visible(text.vi), escape_visible(text))
    return _html(str(text), text.vi if isinstance(text, Text) else None)


@lru_cache(maxsize=20_000)  # most texts of a page occur once for each unit
def _html(en: str, vi: str | None) -> Markup:
    return _markup(escape(en)) if vi is None else in_spans(escape(vi), escape(en))


def in_spans(vi: str, en: str) -> Markup:
    """Two texts of HTML, each in the span of its language; one alone if they are equal."""
    if vi == en:
        return _markup(en)
    return in_one_span("vi", vi) + in_one_span("en", en)


def in_one_span(language: Language, text: str) -> Markup:
    """A text of HTML in the span of its language."""
    return _markup(f'<span lang="{language}">{text}</span>')


def _markup(text: str) -> Markup:
    from markupsafe import Markup  # comes with jinja2, an optional dependency

    return Markup(text)
