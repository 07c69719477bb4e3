# SPDX-License-Identifier: MIT
"""Wordings: templates that are both written and read.

A template is literal text with slots. ``{path:codec}`` is a value. ``<a|b>`` is literal text: `a` is written, and both
are read. ``[...]`` is an optional part. A `Form` has templates in both languages: all of them are read, and one is
written. `Forms` are all wordings of one thing. A text that fits several of them with different meanings is unclear.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from parindex._sentences import Text
from parindex.sheets import _said

_PIECE = re.compile(
    r"\{(?P<path>[\w.*-]+):(?P<codec>\w+)\}|<(?P<words>[^>]*)>|(?P<open>\[)|(?P<end>\])"
)
_PUNCTUATION = ",;:=×()/-–—"
_SPACES = re.compile(r"\s+")


class NoMatchError(Exception):
    """A text that does not have this wording, or a value that the wording cannot express."""


class UnclearError(Exception):
    """A text that has the wording but does not state everything."""

    def __init__(self, question: Text) -> None:
        super().__init__(question)
        self.question = question


@dataclass(frozen=True)
class Context:
    """What a wording depends on besides its text."""

    language: str
    """The language of the sheet. It gives the decimal sign, the words that are written and the first title of a name."""
    inputs: tuple[str, ...] = ()
    """Names of the inputs of the leaf, in their order."""
    maximum: str = ""
    """The maximum of the leaf, as in a rubric."""
    percent: bool = False
    """Whether the quantity is in percent."""


class Codec(Protocol):
    """Converts a text to a value and back."""

    pattern: str
    """A regular expression without numbered groups."""

    def read(self, text: str, context: Context) -> Any:
        """The value. Raises NoMatchError or UnclearError."""

    def write(self, value: Any, context: Context) -> str:
        """The text. Raises NoMatchError."""


class _Slot(NamedTuple):
    path: str
    codec: Codec


class _Words(NamedTuple):
    alternatives: tuple[str, ...]


class _Optional(NamedTuple):
    pieces: tuple[Any, ...]


_Pieces = tuple["_Slot | _Words | _Optional", ...]


def _parsed(template: str, codecs: Mapping[str, Codec]) -> _Pieces:
    stack: list[list[Any]] = [[]]
    at = 0
    for found in _PIECE.finditer(template):
        if literal := template[at : found.start()]:
            stack[-1].append(_Words((literal,)))
        at = found.end()
        if found["path"]:
            stack[-1].append(_Slot(found["path"], codecs[found["codec"]]))
        elif found["words"] is not None:
            stack[-1].append(_Words(tuple(found["words"].split("|"))))
        elif found["open"]:
            stack.append([])
        else:
            inner = stack.pop()
            stack[-1].append(_Optional(tuple(inner)))
    if literal := template[at:]:
        stack[-1].append(_Words((literal,)))
    return tuple(stack[0])


def _literal(text: str) -> str:
    """Literal text as a regular expression: any white space for a space; around punctuation it is optional."""
    parts = []
    for token in re.findall(
        rf"\s*\n\s*|\s*[{re.escape(_PUNCTUATION)}]\s*|\s+|[^\s{re.escape(_PUNCTUATION)}]+", text
    ):
        plain = token.strip()
        if "\n" in token:
            parts.append(r"\s*\n\s*")
        elif not plain:
            parts.append(r"\s+")
        elif plain in _PUNCTUATION:
            parts.append(rf"\s*{re.escape(plain)}\s*")
        else:
            parts.append(re.escape(plain))
    return "".join(parts)


def _pattern(pieces: _Pieces, slots: list[_Slot] | None) -> str:
    parts = []
    for piece in pieces:
        if isinstance(piece, _Slot):
            if slots is None:
                parts.append(f"(?:{piece.codec.pattern})")
            else:
                slots.append(piece)
                parts.append(f"({piece.codec.pattern})")
        elif isinstance(piece, _Words):
            parts.append("(?:" + "|".join(map(_literal, piece.alternatives)) + ")")
        else:
            parts.append(f"(?:{_pattern(piece.pieces, slots)})?")
    return "".join(parts)


class _Template:
    def __init__(self, text: str, codecs: Mapping[str, Codec]) -> None:
        self.pieces = _parsed(text, codecs)
        self.slots: list[_Slot] = []
        self._groups = _pattern(self.pieces, self.slots)
        self.pattern = _pattern(self.pieces, None)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """With a group for each slot. Compiled at its first use: all together take longer than most commands."""
        return re.compile(self._groups, re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Form:
    """One wording of one thing, in both languages. The first template of a language is written."""

    vi: str | tuple[str, ...]
    en: str | tuple[str, ...]
    kind: str = ""
    """The key around the members, such as ``bands``; empty if there is no such key."""
    fixed: Mapping[str, Any] = field(default_factory=dict)
    """Members that every text with this wording has, by path."""
    unclear: Text | None = None
    """The question to ask, if the wording is always incomplete."""
    refused: Callable[[dict[str, Any]], bool] | None = None
    """Returns whether the members have another meaning, so that the wording does not fit."""

    def templates(self, language: str) -> tuple[str, ...]:
        """The templates of a language."""
        found = self.vi if language == "vi" else self.en
        return (found,) if isinstance(found, str) else found


class Forms:
    """The forms of one thing, as a codec."""

    def __init__(self, codecs: Mapping[str, Codec], *forms: Form, rest: bool = False) -> None:
        self._forms = [
            (
                form,
                {
                    language: [_Template(t, codecs) for t in form.templates(language)]
                    for language in ("vi", "en")
                },
            )
            for form in forms
        ]
        each = [t.pattern for _, by in self._forms for templates in by.values() for t in templates]
        self.pattern = ".+?" if rest else "|".join(each)

    def read(self, text: str, context: Context) -> Any:
        """The one meaning of a text. Raises NoMatchError or UnclearError."""
        text = _SPACES.sub(lambda run: "\n" if "\n" in run[0] else " ", text.strip())
        meanings: list[Any] = []
        questions: list[Text] = []
        for form, by in self._forms:
            for template in (*by["vi"], *by["en"]):
                found = _tried(form, template, text, context)
                if isinstance(found, UnclearError):
                    questions.append(found.question)
                elif found is not None and found not in meanings:
                    meanings.append(found)
        if len(meanings) > 1:
            raise UnclearError(_said.IT_HAS_SEVERAL_MEANINGS(*map(as_json, meanings[:2])))
        if meanings:
            return meanings[0]
        if questions:
            raise UnclearError(questions[0])
        raise NoMatchError

    def write(self, value: Any, context: Context) -> str:
        """The first wording that has exactly this meaning. Raises NoMatchError."""
        for form, by in self._forms:
            text = _said_by(form, by[context.language][0], value, context)
            if text is not None and self._means(text, value, context):
                return text
        raise NoMatchError

    def _means(self, text: str, value: Any, context: Context) -> bool:
        try:
            return bool(self.read(text, context) == value)
        except (NoMatchError, UnclearError):
            return False


def as_json(value: Any) -> str:
    """A value as JSON in a cell or in a question."""
    return json.dumps(value, ensure_ascii=False)


def _tried(form: Form, template: _Template, text: str, context: Context) -> Any:
    """The meaning, the error if it is unclear, or None if the text has another wording."""
    try:
        return _read(form, template, text, context)
    except UnclearError as failure:
        return failure
    except NoMatchError:
        return None


def _said_by(form: Form, template: _Template, value: Any, context: Context) -> str | None:
    try:
        return _write(form, template, value, context)
    except (NoMatchError, UnclearError):
        return None


def _read(form: Form, template: _Template, text: str, context: Context) -> Any:
    found = template.regex.fullmatch(text.strip())
    if found is None:
        raise NoMatchError
    if form.unclear is not None:
        raise UnclearError(form.unclear)
    body: dict[str, Any] = {}
    for path, value in form.fixed.items():
        _put(body, path, value)
    given = [(slot, found[at]) for at, slot in enumerate(template.slots, 1)]
    given.sort(key=lambda each: each[0].path != "on")  # it decides what a percent sign means
    for slot, part in given:
        if part is not None:
            value = slot.codec.read(part.strip(), context)
            _put(body, slot.path, value)
            if slot.path == "on":
                context = replace(context, percent="percent" in value)
    for slot, part in given:  # defaults only apply to a text that fits
        default = getattr(slot.codec, "default", None)
        if part is None and default is not None:
            _put(body, slot.path, default(context))
    if form.refused is not None and form.refused(body):
        raise NoMatchError
    whole = body.get("", body)
    return {form.kind: whole} if form.kind else whole


def _put(body: dict[str, Any], path: str, value: Any) -> None:
    if path == "*":
        body.update(value)
    elif path != "-":
        *above, last = path.split(".") if path != "self" else [""]
        for name in above:
            body = body.setdefault(name, {})
        body[last] = value


def _get(body: Any, path: str) -> Any:
    if path in ("*", "-", "self"):
        return body
    for name in path.split("."):
        if not isinstance(body, dict) or name not in body:
            raise NoMatchError
        body = body[name]
    return body


def _write(form: Form, template: _Template, value: Any, context: Context) -> str:
    if form.unclear is not None:
        raise NoMatchError
    body = _get(value, form.kind) if form.kind else value
    if isinstance(body, dict) and isinstance(body.get("on"), dict):
        context = replace(context, percent="percent" in body["on"])
    return _text(template.pieces, body, context)


def _text(pieces: _Pieces, body: Any, context: Context) -> str:
    parts = []
    for piece in pieces:
        if isinstance(piece, _Words):
            parts.append(piece.alternatives[0])
        elif isinstance(piece, _Slot):
            parts.append(piece.codec.write(_get(body, piece.path), context))
        elif not _is_left_out(piece, body, context):
            parts.append(_text(piece.pieces, body, context))
    return "".join(parts)


def _is_left_out(part: _Optional, body: Any, context: Context) -> bool:
    slots = [piece for piece in part.pieces if isinstance(piece, _Slot)]
    try:
        values = [(slot.codec, _get(body, slot.path)) for slot in slots]
    except NoMatchError:
        return True
    return bool(values) and all(
        getattr(codec, "is_said", lambda *_: False)(v, context) for codec, v in values
    )


class ListOf:
    """Several values of one kind, with a sign between them."""

    def __init__(self, one: Codec, sign: str = ";", least: int = 1) -> None:
        self.pattern = ".+?"
        self._one, self._least = one, least
        self._sign = sign
        self._split = re.compile(r"\s*[;\n]\s*" if sign == ";" else rf"\s*{re.escape(sign)}\s*")

    def read(self, text: str, context: Context) -> list[Any]:
        """The values in their order. Raises NoMatchError or UnclearError."""
        parts = [part for part in self._split.split(text.strip()) if part]
        if len(parts) < self._least:
            raise NoMatchError
        return [self._one.read(part, context) for part in parts]

    def write(self, value: Any, context: Context) -> str:
        """The text. Raises NoMatchError."""
        if not isinstance(value, list):
            raise NoMatchError
        sign = self._sign if self._sign == "\n" else f"{self._sign} "
        return sign.join(self._one.write(each, context) for each in value)


def sequence(things: Sequence[str]) -> str:
    """Alternatives of a regular expression, the longest first."""
    return "|".join(
        re.escape(thing).replace(r"\ ", r"\s+") for thing in sorted(things, key=len, reverse=True)
    )
