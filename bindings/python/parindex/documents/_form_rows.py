# SPDX-License-Identifier: MIT
"""The rows of a form: headings, values and evidence of an agency, with their texts and what each cell accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from parindex import _core
from parindex._sentences import Sentence, in_language
from parindex._steps import read_json
from parindex._tree import pairs
from parindex._typing import Language
from parindex.display._text import with_sign
from parindex.display._words import capital, pick, word
from parindex.documents import _form_words as _words
from parindex.documents._given import inputs_of
from parindex.documents._method import node_lines
from parindex.documents._texts import title
from parindex.process._form_map import FormRow, option_key

if TYPE_CHECKING:
    from parindex.engine.plan import Plan
    from parindex.process.agencies import Worksheet, WorksheetLine

LONGEST = 32_000
_BROKEN = re.compile("[\ufffe\uffff\ud800-\udfff]")
_ROLES = {"coordinate": _words.COORDINATES, "if_any": _words.COORDINATES_IF_ANY}


def shown(text: str) -> str:
    """A text as a cell shows it: invisible characters are escaped."""
    return _BROKEN.sub("\N{REPLACEMENT CHARACTER}", _core.visible_lines(text))[:LONGEST]


def day_in(date: str, language: str) -> str:
    """A day such as ``2026-01-31`` in the order of a language."""
    return "/".join(reversed(date.split("-"))) if language == "vi" else date


class Accepts(NamedTuple):
    """What a cell accepts."""

    type: str
    words: str
    """In words."""
    texts: tuple[str, ...] = ()
    """The texts of its list; for a number, markers of values that are absent."""
    low: str | None = None
    high: str | None = None
    step: str | None = None


class Rows:
    """The rows of an agency in one layer."""

    def __init__(self, plan: Plan, worksheet: Worksheet, layer: str, language: Language) -> None:
        self.language = language
        self.document: dict[str, Any] = read_json(plan.rubric.to_json())
        self.lines = [line for line in worksheet.lines if layer in line.layers]
        self._types = {(column.code, column.input): column.type for column in plan.columns}
        self._nodes: dict[str, dict[str, Any]] = {"": self.document}
        self._above: dict[str, str] = {}
        for node, parent in pairs(self.document):
            self._nodes[node["code"]] = node
            self._above[node["code"]] = parent.get("code", "")
        self._groups = {
            group["id"]: title(group.get("title")) or group["id"]
            for group in self.document.get("groups", ())
        }
        markers = self.document.get("markers", {})
        self._markers = tuple(
            texts[0] for kind, texts in markers.items() if texts and kind != "missing"
        )
        self.options: dict[str, dict[str, str]] = {}
        self._accepts: dict[tuple[str, str], Accepts] = {}

    def say(self, sentence: Sentence, *parts: object) -> str:
        """A sentence in the language of the form."""
        return in_language(sentence(*parts), self.language)

    def node(self, code: str) -> dict[str, Any]:
        """The node of a code as the rubric writes it."""
        return self._nodes[code]

    def options_of(self, line: WorksheetLine) -> list[tuple[str, str]]:
        """The id and the text of each option of a choice."""
        return [(key, text) for text, key in self._options(line).items()]

    def above(self, code: str) -> list[str]:
        """The codes of the nodes above a node, the highest first, without the rubric."""
        found: list[str] = []
        while code := self._above.get(code, ""):
            found.insert(0, code)
        return found

    def of_group(self, group: str) -> Iterator[FormRow]:
        """The rows of a unit of a group."""
        lines = [line for line in self.lines if line.is_for(group)]
        for run, (role, several) in enumerate(groupby(lines, key=lambda line: line.role)):
            seen: set[str] = set()
            if role in _ROLES:
                yield self._heading("", self.say(_ROLES[role]), f"role {run}")
            for code, of_leaf in groupby(several, key=lambda line: line.code):
                for parent in self.above(code):
                    if parent not in seen:
                        seen.add(parent)
                        named = pick(self._nodes[parent].get("title", {}), self.language)
                        yield self._heading(parent, named, f"node {run}")
                yield from self._leaf(code, list(of_leaf))

    def _heading(self, code: str, named: str, name: str) -> FormRow:
        return FormRow("heading", code, name, (shown(code), shown(named), "", "", "", ""))

    def _leaf(self, code: str, lines: Sequence[WorksheetLine]) -> Iterator[FormRow]:
        first = lines[0]
        node = self._nodes[code]
        rule = "\n".join(
            in_language(each, self.language) for each in node_lines(node, self._groups)
        )
        own = [
            shown(pick(first.titles, self.language)),
            shown(self._number(first.max)),
            shown(capital(rule)),
        ]
        for line in lines:
            asked = line.what(self.language)
            if asked == "value":
                asked = pick(line.titles, self.language)
            accepts = self.accepts(line)
            texts = (shown(code), own[0], shown(asked), shown(accepts.words), *own[1:])
            yield FormRow("value", code, line.input, texts)
            own = ["", "", ""]
        for name, titles in first.evidence.items():
            asked = self.say(_words.EVIDENCE_OF, pick(titles, self.language) or name)
            texts = (shown(code), "", shown(asked), self.say(_words.WRITE_A_REFERENCE), "", "")
            yield FormRow("evidence", code, name, texts)

    def _number(self, text: str) -> str:
        return with_sign(text, ",") if self.language == "vi" else text

    # ---- what a cell accepts ----

    def accepts(self, line: WorksheetLine) -> Accepts:
        """What the answer of a line may be."""
        key = line.code, line.input
        if key not in self._accepts:
            made = self._made(line, self._types[key])
            if self._markers and made.type not in ("boolean", "choice"):
                said = self.say(_words.OR_MARKERS, made.words, ", ".join(self._markers))
                made = made._replace(words=said)
            self._accepts[key] = made._replace(texts=(*made.texts, *self._markers))
        return self._accepts[key]

    def _made(self, line: WorksheetLine, kind: str) -> Accepts:
        if kind == "boolean":
            texts = word("yes", self.language), word("no", self.language)
            return Accepts(kind, line.expected[self.language], texts)
        if kind == "choice":
            options = self._options(line)
            self.options[option_key(line.code, line.input)] = options
            return Accepts(kind, self.say(_words.A_CHOICE), tuple(options))
        stated = {name: limits for name, _, limits in inputs_of(self._nodes[line.code])}
        limits: Mapping[str, Any] = stated.get(line.input, {})
        low, high, step = (str(limits[k]) if k in limits else None for k in ("min", "max", "step"))
        if kind == "date":
            said = self.say(_words.A_DAY)
            if low is not None:
                said = self.say(_words.FROM_DAY, said, day_in(low, self.language))
            if high is not None:
                said = self.say(_words.TO_DAY, said, day_in(high, self.language))
            return Accepts(kind, said, (), low, high)
        if kind == "count" and (low is None or Fraction(low) < 0):
            low = "0"
        return Accepts(kind, self._number(line.expected[self.language]), (), low, high, step)

    def _options(self, line: WorksheetLine) -> dict[str, str]:
        """The id of each option by the text of the list; texts differ from each other and from markers."""
        found: dict[str, str] = {}
        named = {key: " ".join(shown(pick(titles, self.language)).split()) for key, titles in line.options.items()}  # fmt: skip
        texts = [*named.values(), *self._markers]
        for key, text in named.items():
            said = text if text and texts.count(text) == 1 else f"{text} ({key})" if text else key
            while said in found or said in self._markers:
                said += "*"
            found[said] = key
        return found
