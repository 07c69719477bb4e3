# SPDX-License-Identifier: MIT
"""Pages from templates: one HTML file with its style sheet and script, and a policy that allows only these."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING, Any, get_args

from parindex import _core
from parindex._foreign import one_of
from parindex._sentences import in_language
from parindex._typing import Language
from parindex.display import _words as _table_words
from parindex.documents import _words
from parindex.documents._math import Line
from parindex.documents._math_writers import html_line
from parindex.documents._texts import capital, html, in_spans, words
from parindex.errors import Error

if TYPE_CHECKING:
    from markupsafe import Markup

    from parindex.rubric.rubric import Rubric

_SOURCE = ("document", "date", "clause", "url", "note")


def language_of(rubric: Rubric, language: Language | None) -> Language:
    """The language that a page opens in: the one that is given, otherwise that of the rubric."""
    if language is not None:
        one_of(language, get_args(Language), "language")
        return language
    return _table_words.language_of(rubric.language)


def source_of(document: Mapping[str, Any]) -> list[str]:
    """The parts of the source of a rubric."""
    source = document.get("source", {})
    return [str(source[name]) for name in _SOURCE if source.get(name)]


def template(
    name: str, scripts: tuple[str, ...], first: Language, *, module: str = "", more: str = ""
) -> Callable[[dict[str, Any]], str]:
    """What makes a page from its content. Raises Error when the package jinja2 is not installed.

    With the text of an ES module, the script of the page consists of `scripts`, the module and `more`; another one
    compiles the engine before.
    """
    try:
        import jinja2  # an optional dependency
    except ImportError:
        raise Error(_words.PAGES_NEED_THE_PACKAGE_JINJA2()) from None
    from markupsafe import Markup

    script, style = "".join(map(_file, scripts)), _file("page.css")
    start = _file("start.js") if module else ""
    if module:
        script += module + _file(more)
        style += _file("form.css")
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_file),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["both"] = html
    environment.filters["formula"] = formula
    environment.filters["vi"] = lambda text: _core.visible(in_language(text, "vi"))
    environment.filters["en"] = lambda text: _core.visible(in_language(text, "en"))
    environment.filters["seen"] = _core.visible
    environment.globals["say"] = _words
    environment.globals["words"] = lambda key: capital(words(key))
    environment.globals["capital"] = capital
    fill = partial(
        environment.get_template(name).render,
        language=first,
        languages=(first, "en" if first == "vi" else "vi"),
        script=Markup(script),
        style=Markup(style),
        script_hash=_digest(script),
        start=Markup(start),
        start_hash=_digest(start),
        style_hash=_digest(style),
    )
    return lambda content: fill(content).strip() + "\n"


def formula(line: Line) -> Markup:
    """A line with formulas as HTML, in a span for each language if they differ."""
    return in_spans(html_line(line, "vi"), html_line(line, "en"))


def _file(name: str) -> str:
    folder = resources.files(__package__).joinpath("templates")
    return folder.joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
