# SPDX-License-Identifier: MIT
"""XML as a tree with line numbers. Document types and entities other than the predefined ones are rejected;
depth and size are limited."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn, cast
from xml.parsers import expat

from parindex import _core, _messages
from parindex._foreign import as_path, is_a
from parindex._limits import limits
from parindex._sentences import Text
from parindex.errors import DataError, RubricError, error
from parindex.exchange import _said
from parindex.exchange._found import refuse
from parindex.io._files import read_bytes

DEPTH = 100
ELEMENTS = 200_000


@dataclass(eq=False)
class Element:
    """An element; its name is without the namespace."""

    tag: str
    attributes: dict[str, str]
    line: int
    space: str = ""
    """Its namespace."""
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def get(self, name: str, otherwise: str = "") -> str:
        """An attribute, stripped."""
        return self.attributes.get(name, otherwise).strip()

    def all(self, *tags: str) -> list[Element]:
        """The children of these names."""
        return [child for child in self.children if child.tag in tags]

    def first(self, *tags: str) -> Element | None:
        """The first child of these names."""
        return next(iter(self.all(*tags)), None)

    def below(self) -> Iterator[Element]:
        """The element and all below it."""
        yield self
        for child in self.children:
            yield from child.below()


class _StopError(Exception):
    pass


def read_source(source: str | os.PathLike[str] | bytes) -> bytes:
    """The bytes of a file, or the given bytes. Raises RubricError."""
    if is_a(source, bytes):
        return cast(bytes, source)
    path = source if str(source) == "-" else as_path(source, "source")
    try:
        return read_bytes(path, _messages.A_FILE(), limits().file_bytes)  # type: ignore[arg-type]
    except DataError as failure:
        raise RubricError(_said.THE_FILE_CANNOT_BE_IMPORTED(), failure.issues) from None


def read_xml(source: str | os.PathLike[str] | bytes, root: str) -> Element:
    """The root element, which has this name. Raises RubricError."""
    content = read_source(source)
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    top = Element("", {}, 0)
    open_elements = [top]
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count % 1000 == 0:
            _core.step(None)
        if len(open_elements) > DEPTH or count > ELEMENTS:
            raise _StopError(
                _said.THE_XML_IS_TOO_LARGE(), _said.LEVELS_AND_ELEMENTS(DEPTH, ELEMENTS)
            )
        plain = {key.rpartition("\n")[2]: value for key, value in attributes.items()}
        space, _, tag = name.rpartition("\n")
        element = Element(tag, plain, parser.CurrentLineNumber, space)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        open_elements.pop()

    def text(data: str) -> None:
        open_elements[-1].text += data

    def doctype(*_: object) -> None:
        raise _StopError(_said.THE_XML_HAS_A_DOCUMENT_TYPE(), _said.XML_WITHOUT_A_DOCTYPE())

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    try:
        if len(content) > limits().file_bytes:
            raise _StopError(
                _said.THE_XML_IS_TOO_LARGE(), _messages.AT_MOST_BYTES(limits().file_bytes)
            )
        parser.Parse(content, True)
    except _StopError as stop:
        _refuse(stop.args[0], stop.args[1], parser.CurrentLineNumber)
    except (expat.ExpatError, ValueError, LookupError) as failure:
        _refuse(
            _said.THE_XML_IS_BROKEN(), _said.WELL_FORMED_XML(), parser.CurrentLineNumber, failure
        )
    found = top.children[0]
    if found.tag != root:
        refuse(_said.THE_ELEMENT(root), found.tag, found.line)
    return found


def _refuse(message: Text, expected: str, line: int, failure: object = "") -> NoReturn:
    issue = error(
        "exchange_malformed", message, expected=expected, actual=str(failure), line=line, column=1
    )
    raise RubricError(_said.THE_FILE_CANNOT_BE_IMPORTED(), [issue]) from None
