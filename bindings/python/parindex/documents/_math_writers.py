# SPDX-License-Identifier: MIT
"""Formulas as LaTeX and as MathML, from the same trees."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from parindex import _core
from parindex._sentences import in_language
from parindex.display._html import escape
from parindex.documents._math import (
    Cases,
    Fence,
    Line,
    Number,
    Over,
    Quotient,
    Run,
    Script,
    Sign,
    Symbol,
    Term,
    Words,
)

_WIDTH = 36
"""Letters of a line of text within a formula, which neither browsers nor TeX break."""

_SIGNS = {
    "−": "-", "·": r"\cdot ", "≤": r"\le ", "≥": r"\ge ", "≠": r"\ne ", "∈": r"\in ", "∑": r"\sum",
    "∏": r"\prod", "′": r"\prime ", "ℤ": r"\mathbb{Z}", ";": r";\, ", "{": r"\{", "}": r"\}",
    "⌊": r"\lfloor ", "⌋": r"\rfloor ", "…": r"\ldots ",
}  # fmt: skip
_FUNCTIONS = {"min": r"\min", "max": r"\max", "ln": r"\ln"}
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}", "“": "``", "”": "''", "‘": "`",
    "’": "'", "–": "--", "—": "---", "…": r"\ldots{}", "·": r"\textperiodcentered{}", "≤": r"$\le$",
    "≥": r"$\ge$", "×": r"$\times$", "÷": r"$\div$", "≈": r"$\approx$", "−": "$-$", "→": r"$\to$",
    "≠": r"$\ne$", "²": r"\textsuperscript{2}", "³": r"\textsuperscript{3}", "\u00a0": "~",
}  # fmt: skip
_TO_ESCAPE = re.compile("|".join(map(re.escape, _SPECIAL)))


def latex_text(text: str) -> str:
    """A text for LaTeX, with its marks escaped and invisible characters visible."""
    shown = " ".join(_core.visible(text).split(" "))
    # Two hyphens would become a dash, and ?` and !` other letters.
    shown = re.sub(r"-(?=-)|[?!](?=[`‘“])", lambda found: found[0] + "\0", shown)
    return _TO_ESCAPE.sub(lambda found: _SPECIAL[found[0]], shown).replace("\0", "{}")


def latex_line(line: Line, language: str) -> str:
    """A line of a LaTeX document: prose, and formulas between dollar signs."""
    return _mixed(line, language, r"\displaystyle ")


def _stretches(terms: Iterable[Term]) -> Iterator[str | list[Term]]:
    """A line as prose and formulas in turns: a text, or the terms of a formula."""
    for prose, part in groupby(terms, lambda term: isinstance(term, Words)):
        if prose:
            yield from (term.text for term in part if isinstance(term, Words))
        else:
            yield list(part)


def _mixed(terms: Iterable[Term], language: str, style: str = "") -> str:
    parts: list[str] = []
    for part in _stretches(terms):
        if isinstance(part, str):
            parts.append(latex_text(in_language(part, language)))
        else:
            formula = "".join(latex(term, language) for term in part)
            parts.append(f"${style}{formula.strip()}$")
    return "".join(parts)


def latex(term: Term, language: str) -> str:
    """A term as the inside of a LaTeX formula."""

    def inside(term: Term) -> str:
        return latex(term, language)

    match term:
        case Number():
            return term.digits.replace(".", "{,}" if language == "vi" else ".")
        case Symbol():
            return term.letter
        case Words():
            text = in_language(term.text, language)
            return _FUNCTIONS.get(text) or _latex_words(text)
        case Sign():
            return "".join(_SIGNS.get(letter, letter) for letter in term.sign)
        case Run():
            return "".join(map(inside, term.parts))
        case Quotient():
            return rf"\frac{{{inside(term.above)}}}{{{inside(term.below)}}}"
        case Script():
            below = "" if term.below is None else f"_{{{inside(term.below)}}}"
            above = "" if term.above is None else f"^{{{inside(term.above)}}}"
            return f"{{{inside(term.base)}}}{below}{above}"
        case Over():
            return rf"\mathop{{{inside(term.sign)}}}\limits_{{{inside(term.below)}}} {inside(term.body)}"
        case Fence():
            opening, closing = (_SIGNS.get(sign, sign) for sign in (term.opening, term.closing))
            return rf"\left{opening}{inside(term.inside)}\right{closing}"
        case Cases():
            rows = [
                f"{inside(value)} & {_mixed(_parts(condition), language)}"
                for value, condition in term.rows
            ]
            return (
                r"\left\{\begin{array}{@{}l@{\quad}p{0.5\linewidth}@{}}"
                + r" \\ ".join(rows)
                + r"\end{array}\right."
            )


def _parts(term: Term) -> tuple[Term, ...]:
    return term.parts if isinstance(term, Run) else (term,)


def _latex_words(text: str) -> str:
    lines = [latex_text(line) for line in _lines(text)]
    if len(lines) == 1:
        return rf"\text{{{lines[0]}}}"
    return r"\vcenter{\hbox{\shortstack[l]{" + r" \\ ".join(lines) + "}}}"


def _lines(text: str) -> list[str]:
    """A text in lines; a space at either end stays."""
    if len(text) <= _WIDTH:
        return [text]
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False) or [text]


def html_line(line: Line, language: str) -> str:
    """A line of an HTML document: prose, and formulas as MathML."""
    parts: list[str] = []
    for part in _stretches(line):
        if isinstance(part, str):
            parts.append(escape(in_language(part, language)))
        else:
            formula = "".join(mathml(term, language) for term in part)
            parts.append(f'<math><mstyle displaystyle="true">{formula}</mstyle></math>')
    return "".join(parts)


def mathml(term: Term, language: str) -> str:
    """A term as an element of MathML."""

    def inside(term: Term) -> str:
        return mathml(term, language)

    match term:
        case Number():
            shown = term.digits.replace(".", "," if language == "vi" else ".")
            if shown.startswith("-"):
                return f"<mrow><mo>−</mo><mn>{escape(shown[1:])}</mn></mrow>"
            return f"<mn>{escape(shown)}</mn>"
        case Symbol():
            return f"<mi>{escape(term.letter)}</mi>"
        case Words():
            return _mathml_words(in_language(term.text, language))
        case Sign():
            return f"<mo{_operator(term.sign)}>{escape(term.sign)}</mo>"
        case Run():
            return f"<mrow>{''.join(map(inside, term.parts))}</mrow>"
        case Quotient():
            return f"<mfrac>{inside(term.above)}{inside(term.below)}</mfrac>"
        case Script():
            return _script(term, inside)
        case Over():
            head = f"<munder>{inside(term.sign)}{inside(term.below)}</munder>"
            return f"<mrow>{head}{inside(term.body)}</mrow>"
        case Fence():
            opening, closing = (
                f'<mo fence="true" stretchy="true" form="{form}">{escape(sign)}</mo>'
                for sign, form in ((term.opening, "prefix"), (term.closing, "postfix"))
            )
            return f"<mrow>{opening}{inside(term.inside)}{closing}</mrow>"
        case Cases():
            rows = "".join(
                f"<mtr><mtd>{inside(value)}</mtd><mtd>{inside(condition)}</mtd></mtr>"
                for value, condition in term.rows
            )
            brace = '<mo fence="true" stretchy="true" form="prefix">{</mo>'
            return f"<mrow>{brace}<mtable>{rows}</mtable></mrow>"


def _operator(sign: str) -> str:
    if sign in ("∑", "∏"):
        return ' largeop="true" movablelimits="false"'
    if sign in ("(", ")"):
        return ' stretchy="false"'
    return ' separator="true"' if sign == ";" else ""


def _script(term: Script, inside: Callable[[Term], str]) -> str:
    base = inside(term.base)
    if term.below is not None and term.above is not None:
        return f"<msubsup>{base}{inside(term.below)}{inside(term.above)}</msubsup>"
    if term.below is not None:
        return f"<msub>{base}{inside(term.below)}</msub>"
    return base if term.above is None else f"<msup>{base}{inside(term.above)}</msup>"


def _mathml_words(text: str) -> str:
    # Spaces at the ends of a text in a formula are dropped, no-break spaces are not.
    shown = [re.sub(r"^ | $", "\u00a0", line) for line in _lines(text)]
    lines = [f"<mtext>{escape(line)}</mtext>" for line in shown]
    if len(lines) == 1:
        return lines[0]
    rows = "".join(f"<mtr><mtd>{line}</mtd></mtr>" for line in lines)
    return f'<mtable class="words">{rows}</mtable>'
