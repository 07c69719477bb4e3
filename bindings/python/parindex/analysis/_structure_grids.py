# SPDX-License-Identifier: MIT
"""The statistics of the structure as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex._fraction import ExactFraction
from parindex._sentences import Sentence
from parindex.analysis import _words
from parindex.analysis._components import has_numpy, proven
from parindex.analysis._moments import shown_root
from parindex.analysis._words import grid, say
from parindex.display._grid import Grid, Row
from parindex.display._text import show
from parindex.display._words import pick

if TYPE_CHECKING:
    from parindex.analysis.structure import Correlation, PrincipalComponents, Structure

_FLAGS = {"negative": _words.NEGATIVE, "low": _words.LOW, "high": _words.HIGH}
_RELATIONS = {"siblings": _words.SIBLING, "above": _words.ABOVE, "other": _words.RELATION}
_COVERED = {"leaf": _words.LEAF, "node": _words.NODE, "unit": _words.UNIT}
_MOST_COLUMNS = 6  # components whose loadings are shown


def percent(number: Fraction | None) -> str:
    """A part of 1 in percent: in full if it has at most two decimals, otherwise rounded to two after a ≈."""
    if number is None:
        return ""
    scaled = ExactFraction(100 * number)
    text = str(scaled)
    short = "/" not in text and len(text.partition(".")[2]) <= 2
    return text if short else f"≈ {scaled:.2f}"


def decimal(number: Fraction | None, decimals: int = 4) -> str:
    """A number in full if it has at most these decimals, otherwise rounded after a ≈."""
    if number is None:
        return ""
    text = str(ExactFraction(number))
    short = "/" not in text and len(text.partition(".")[2]) <= decimals
    return text if short else f"≈ {ExactFraction(number):.{decimals}f}"


def grids(found: Structure, language: str, max_rows: int) -> list[Grid]:
    """Effective weights, flagged correlations, consistency, components, leaves, coverage below the minimum."""
    return [
        weights(found, language).cut(max_rows),
        correlations(found, language).cut(max_rows),
        consistency(found, language).cut(max_rows),
        *components(found, language),
        leaves(found, language).cut(max_rows),
        coverage(found, language).cut(max_rows),
    ]


def named(code: str, language: str) -> str:
    """A code; the word for the total."""
    return code or say(_words.TOTAL, language)


def titled(found: Structure, code: str, language: str) -> str:
    """The title of a node."""
    return pick(found._nodes[code].get("title", {}), language) if code else ""


def weights(found: Structure, language: str) -> Grid:
    """One row per node: its weight in the rubric, and three figures of its weight in the results."""
    numbers = (_words.WEIGHT, _words.SHAPLEY, _words.SQUARED, _words.RATIO)
    made = grid(
        say(_words.EFFECTIVE_WEIGHTS, language), language, (_words.CODE, _words.TITLE), numbers
    )
    inner = found._parts.inner()
    for one in found.weights:
        cells = [one.code, titled(found, one.code, language)]
        cells += map(percent, (one.weight, one.shapley, one.signed_square, one.correlation_ratio))
        made.rows.append(Row(cells, "strong" if one.code in inner else ""))
    made.drop_empty()
    made.notes += left_out_notes(found.left_out, language)
    return made


def left_out_notes(left_out: dict[str, str], language: str) -> list[str]:
    """One line for each reason, with the nodes that it is about."""
    codes: dict[str, list[str]] = {}
    for code, reason in left_out.items():
        codes.setdefault(reason, []).append(code)
    return [
        say(_words.NO_PART, language, ", ".join(named), reason) for reason, named in codes.items()
    ]


def correlations(
    found: Structure, language: str, listed: Sequence[Correlation] | None = None
) -> Grid:
    """The correlations with a flag, or those given."""
    flagged = found.flagged if listed is None else listed
    caption = say(_words.CORRELATIONS, language, len(flagged), len(found.correlations))
    texts = (_words.NODE, _words.NODE, _words.RELATION, _words.FLAG)
    made = grid(caption, language, texts, (_words.CORRELATION, _words.UNITS))
    for one in flagged:
        made.rows.append(
            Row(
                [
                    one.first,
                    named(one.second, language),
                    say(_RELATIONS[one.relation], language),
                    flag(found, one.flag, language),
                    shown_root(one.signed_square),
                    str(one.units),
                ]
            )
        )
    return made


def flag(found: Structure, name: str, language: str) -> str:
    """A flag in words."""
    if not name:
        return ""
    limit = "" if name == "negative" else str(found.limits[name])
    return say(_FLAGS[name], language, limit)


def consistency(found: Structure, language: str) -> Grid:
    """One row per node: Cronbach's alpha of its children."""
    caption = say(_words.CONSISTENCY, language)
    numbers = (_words.CHILDREN, _words.UNITS, _words.ALPHA)
    made = grid(caption, language, (_words.CODE, _words.TITLE), numbers)
    for one in found.consistency:
        cells = [named(one.node, language), titled(found, one.node, language)]
        cells += [str(len(one.codes)), str(one.units), decimal(one.alpha)]
        made.rows.append(Row(cells))
    made.drop_empty()
    return made


def components(found: Structure, language: str) -> list[Grid]:
    """The eigenvalues of each node, and the loadings of its components above 1."""
    caption = say(_words.COMPONENTS, language)
    numbers = (_words.CHILDREN, _words.UNITS, _words.ABOVE_1, _words.FIRST_SHARE)
    texts = (_words.CODE, _words.TITLE, _words.EIGENVALUES)
    made = grid(caption, language, texts, numbers)
    if not has_numpy():
        made.notes.append(say(_words.COMPONENTS_NEED_NUMPY, language))
        return [made]
    for one in found.components:
        values = [number(value, one.error) for value in one.eigenvalues[: max(1, one.kept) + 1]]
        rest = len(one.eigenvalues) - len(values)
        many = "; ".join(values) + (f"; … +{rest}" if rest > 0 else "")
        share = number(100 * one.shares[0], 100 * one.error / len(one.codes) + 1e-12, 2)
        cells = [_of(one, language), titled(found, one.node, language), many]
        made.rows.append(Row([*cells, str(len(one.codes)), str(one.units), str(one.kept), share]))
    made.drop_empty()
    made.notes.append(say(_words.PROVEN_BOUND, language))
    return [made]


def loadings(found: Structure, language: str) -> Iterator[Grid]:
    """For each node the loadings of its components."""
    for one in found.components:
        shown = range(min(len(one.loadings), _MOST_COLUMNS))
        names: list[Sentence] = [
            Sentence(*(text.format(at + 1) for text in _words.COMPONENT)) for at in shown
        ]
        caption = say(_words.LOADINGS, language, _of(one, language))
        made = grid(caption, language, (_words.CODE, _words.TITLE), names)
        for place, code in enumerate(one.codes):
            cells = [code, titled(found, code, language)]
            cells += [number(one.loadings[at][place], one.loading_errors[at]) for at in shown]
            made.rows.append(Row(cells))
        made.drop_empty()
        yield made


def _of(one: PrincipalComponents, language: str) -> str:
    if one.of == "leaves":
        return say(_words.ALL_LEAVES, language)
    return named(one.node, language)


def number(value: float, error: float, decimals: int = 4) -> str:
    """A computed number with the digits that are proven, after a ≈; ? without any."""
    found: Any = proven(value, error, decimals)
    return "?" if found is None else f"≈ {found:f}"


def leaves(found: Structure, language: str) -> Grid:
    """One row per leaf: mean, floor, ceiling, how well it separates the units."""
    numbers = (
        _words.UNITS, _words.MEAN, _words.FLOOR, _words.CEILING, _words.DISTINCT,
        _words.DISCRIMINATION, _words.REST,
    )  # fmt: skip
    texts = (_words.CODE, _words.TITLE)
    made = grid(say(_words.LEAVES, language), language, texts, numbers)
    for one in found.leaves:
        cells = [one.code, titled(found, one.code, language), str(one.units)]
        cells += [percent(one.mean), percent(one.floor), percent(one.ceiling), str(one.distinct)]
        cells += [decimal(one.discrimination), shown_root(one.rest_signed_square)]
        made.rows.append(Row(cells))
    made.drop_empty()
    return made


def coverage(found: Structure, language: str, everything: bool = False) -> Grid:
    """Leaves, nodes and units with less data than the minimum, or all of them."""
    listed = found.coverage if everything else found.uncovered
    limit = show(found.limits["coverage"])
    caption = say(_words.COVERAGE, language, limit, len(found.uncovered), len(found.coverage))
    numbers = (_words.KNOWN, _words.EXPECTED, _words.SHARE)
    made = grid(caption, language, (_words.KIND, _words.UNIT_OR_CODE), numbers)
    for one in listed:
        name = one.name if one.kind == "unit" else named(one.name, language)
        cells = [say(_COVERED[one.kind], language), name, str(one.known), str(one.expected)]
        made.rows.append(Row([*cells, percent(one.share / 100)], "" if one.enough else "error"))
    return made
