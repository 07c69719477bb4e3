# SPDX-License-Identifier: MIT
"""The method of a rubric alone: in words as Markdown, in words and formulas as HTML and as LaTeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from parindex import _core
from parindex._foreign import one_of
from parindex._sentences import in_language
from parindex._steps import read_json
from parindex._tree import children_of
from parindex._typing import Language
from parindex.documents import _words
from parindex.documents._math_nodes import formulas, notation
from parindex.documents._math_writers import latex_line, latex_text
from parindex.documents._method import amount
from parindex.documents._method_table import method_table
from parindex.documents._node_words import method
from parindex.documents._page import language_of, source_of, template
from parindex.documents._texts import both, capital, how, title, words

if TYPE_CHECKING:
    from parindex.rubric.rubric import Rubric

Form: TypeAlias = Literal["markdown", "html", "latex"]
"""How a description is written."""

_MARKS = re.compile(r"([\\\\`*_{}\[\]<>#|~$&])")
_DEEPEST = 6  # levels of headings in Markdown

_PREAMBLE = r"""\documentclass[a4paper,11pt]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T5]{fontenc}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\else
  \usepackage{fontspec}
\fi
\usepackage{amsmath,amssymb,textcomp}
\usepackage[margin=2cm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{3pt}
\emergencystretch=3em
\begin{document}
"""
_HEADS = ("section", "section", "subsection", "subsubsection", "paragraph")


def describe(rubric: Rubric, *, language: Language | None = None, format: Form = "markdown") -> str:
    """The rules of a rubric in words; as HTML and LaTeX also as formulas.

    Every node with children is a heading with the rules of its leaves below it. The formulas state the rule or
    aggregation of each node, its limits, gates and rounding, and the index, with the exact numbers of the rubric.

    Parameters
    ----------
    rubric
        The rubric.
    language
        ``"vi"`` or ``"en"``; by default that of the rubric. An HTML page has both and opens in this one.
    format
        ``"markdown"``, ``"html"`` (one page whose formulas are MathML) or ``"latex"`` (a document for pdfLaTeX,
        XeLaTeX and LuaLaTeX).

    Raises
    ------
    Error
        For another language or format; for HTML when the package jinja2 is not installed.
    """
    one_of(format, get_args(Form), "format")
    chosen = language_of(rubric, language)
    document: dict[str, Any] = read_json(rubric._resolved())
    groups = {one["id"]: title(one.get("title")) or one["id"] for one in document.get("groups", ())}
    if format == "html":
        return _page(rubric, document, groups, chosen)
    write = _latex if format == "latex" else _markdown
    return "\n".join(write(rubric, document, groups, chosen)) + "\n"


# ---- Markdown ------------------------------------------------------------------------------------
def _markdown(
    rubric: Rubric, document: dict[str, Any], groups: dict[str, str], language: Language
) -> Iterator[str]:
    def say(text: str) -> str:
        return marked(in_language(text, language))

    yield f"# {marked(rubric.title(language))}"
    yield ""
    yield from (f"- {line}" for line in _facts(rubric, document, say))
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


def _facts(rubric: Rubric, document: Mapping[str, Any], say: Callable[[str], str]) -> Iterator[str]:
    """Edition, source and rule of the ranking."""
    yield f"{say(_words.EDITION())}: {say(rubric.edition)}"
    if source := source_of(document):
        yield f"{say(_words.SOURCE())}: {say(' · '.join(source))}"
    if ranking := document.get("ranking"):
        yield say(how(ranking))


def _head(node: Mapping[str, Any], say: Callable[[str], str]) -> str:
    code = node.get("code")
    named = say(title(node.get("title"))) if code else ""
    head = " ".join(filter(None, (say(code) if code else say(capital(words("total"))), named)))
    most = node.get("max")
    return head if most is None else f"{head} ({say(amount(most))})"


def marked(text: str) -> str:
    """A text for Markdown, on one line, with its marks escaped and invisible characters visible."""
    return _MARKS.sub(r"\\\1", " ".join(_core.visible(text).split()))


# ---- LaTeX ---------------------------------------------------------------------------------------
def _latex(
    rubric: Rubric, document: dict[str, Any], groups: dict[str, str], language: Language
) -> Iterator[str]:
    def say(text: str) -> str:
        return latex_text(in_language(text, language))

    yield _PREAMBLE
    yield rf"{{\LARGE\bfseries\raggedright {say(rubric.title(language))}\par}}"
    yield r"\medskip"
    for line in _facts(rubric, document, say):
        yield rf"{line}\par"
    yield rf"{say(capital(_words.RUBRIC()))}: {{\footnotesize\texttt{{{rubric.digest}}}}}\par"
    yield rf"{latex_line(notation(), language)}\par"
    written = formulas(document, groups)
    for (depth, node, lines), (_, _, made) in zip(method(document, groups), written, strict=True):
        head = _HEADS[min(depth, len(_HEADS) - 1)] if children_of(node) else "paragraph"
        yield ""
        yield rf"\{head}*{{{_head(node, say)}}}"
        said = [_words.COMBINED(lines[0]), *lines[1:]] if children_of(node) else lines
        yield from (rf"{say(line)}\par" for line in said)
        yield r"\begin{quote}"
        yield from (rf"{latex_line(line, language)}\par" for line in made)
        yield r"\end{quote}"
    yield r"\end{document}"


# ---- HTML ----------------------------------------------------------------------------------------
def _page(
    rubric: Rubric, document: dict[str, Any], groups: dict[str, str], language: Language
) -> str:
    made = template("describe.html", ("page.js",), language)
    return made({
        "name": both(lambda tag: rubric.title(tag)),
        "edition": rubric.edition,
        "source": source_of(document),
        "how": how(document["ranking"]) if "ranking" in document else "",
        "digests": [(_words.RUBRIC(), rubric.digest)],
        **method_table(document, groups),
    })  # fmt: skip
