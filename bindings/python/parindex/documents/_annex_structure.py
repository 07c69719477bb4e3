# SPDX-License-Identifier: MIT
"""The chapters of the sensitivity annex about the structure: concept, normalisation, coverage, correlations, weights."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from parindex._sentences import Sentence, in_language
from parindex._steps import each, read_json
from parindex._tree import children_of
from parindex.analysis import _structure_grids as grids
from parindex.analysis._components import has_numpy
from parindex.analysis._moments import shown_root
from parindex.analysis._shares import OWN_KINDS, aggregation_of
from parindex.display._grid import Grid, Head, Row
from parindex.display._kinds import kind_title
from parindex.display._words import pick, word
from parindex.documents import _annex_words as _words
from parindex.documents._annex_chapter import MOST_ROWS, Chapter, Shown, twice
from parindex.documents._node_words import method
from parindex.documents._texts import title

if TYPE_CHECKING:
    from parindex.analysis.structure import Structure
    from parindex.engine.scores import Scores

_WIDEST = 30  # children of a matrix


def structure_chapters(scores: Scores, found: Structure) -> Iterator[Chapter]:
    yield Chapter(
        "concept",
        _words.CONCEPT,
        _words.CONCEPT_SAYS(),
        [twice(lambda tag: _concept(scores, found, tag))],
    )
    yield Chapter(
        "normalisation",
        _words.NORMALISATION,
        _words.NORMALISATION_SAYS(),
        [_normalisation(scores)],
    )
    yield Chapter("coverage", _words.COVERAGE, _words.COVERAGE_SAYS(), list(_coverage(found)))
    yield Chapter(
        "distribution", _words.DISTRIBUTION, _words.DISTRIBUTION_SAYS(),
        [twice(lambda tag: grids.leaves(found, tag))],
    )  # fmt: skip
    yield Chapter(
        "correlations", _words.CORRELATIONS, _words.CORRELATIONS_SAYS(), list(_correlations(found))
    )
    yield Chapter(
        "weights",
        _words.WEIGHTS,
        _words.WEIGHTS_SAYS(),
        [twice(lambda tag: grids.weights(found, tag))],
    )
    yield Chapter(
        "components", _words.COMPONENTS, _words.COMPONENTS_SAYS(), list(_components(found))
    )


def _concept(scores: Scores, found: Structure, language: str) -> Grid:
    """One row per node that counts: code, title, how its children are combined, maximum, weight."""
    document = read_json(scores.plan.rubric._resolved())
    weights = {one.code: one.weight for one in found.weights}
    made = Grid(
        in_language(_words.CONCEPT(), language),
        [
            Head(word("code", language), text=True),
            Head(word("title", language), text=True),
            Head(in_language(_words.COMBINED(), language), text=True),
            Head(word("max", language)),
            Head(f"{word('weight', language)} %"),
        ],
        language=language,
    )
    todo: list[tuple[dict[str, Any], str, int]] = [(document, "", 0)]
    while todo:
        node, inherited, depth = todo.pop()
        children = [one for one in children_of(node) if not one.get("informative")]
        kind = aggregation_of(node, inherited)[0] if children else ""
        code = node.get("code", "")
        weight = grids.percent(weights.get(code) if code else Fraction(1))
        cells = [code or word("total", language), pick(node.get("title", {}), language)]
        row = Row(
            [*cells, kind_title(kind, language), str(node["max"]), weight],
            "strong" if children else "",
        )
        made.rows.append(row)
        handed = inherited if kind in OWN_KINDS else kind
        todo += [(one, handed, depth + 1) for one in reversed(children)]
    return made


def _normalisation(scores: Scores) -> Shown:
    """How each leaf turns its values into points, in words."""
    document = read_json(scores.plan.rubric._resolved())
    groups = {one["id"]: title(one.get("title")) or one["id"] for one in document.get("groups", ())}
    rows = [
        (node, lines)
        for _, node, lines in method(document, groups)
        if "rule" in node and not node.get("informative")
    ]

    def made(language: str) -> Grid:
        heads = [
            Head(word("code", language), text=True),
            Head(word("title", language), text=True),
            Head(in_language(_words.POINTS_FOR_VALUES(), language), text=True),
        ]
        grid = Grid(in_language(_words.RULES_OF_LEAVES(), language), heads, language=language)
        for node, lines in rows:
            told = "; ".join(in_language(line, language) for line in lines)
            names = [node["code"], pick(node.get("title", {}), language)]
            grid.rows.append(Row([*names, told]))
        return grid

    return twice(made)


def _coverage(found: Structure) -> Iterator[Shown]:
    for of, kinds in ((_words.OF_NODES, ("node", "leaf")), (_words.OF_UNITS, ("unit",))):

        def made(language: str, of: Sentence = of, kinds: tuple[str, ...] = kinds) -> Grid:
            grid = grids.coverage(found, language, everything=True)
            kept = [one.kind in kinds for one in found.coverage]
            grid.rows = [row for row, keep in zip(grid.rows, kept, strict=True) if keep]
            grid.caption = in_language(of(), language)
            if kinds == ("unit",):
                grid.heads[1].name = word("unit", language)
                for row in grid.rows:
                    row.cells[0] = ""
                grid.drop_empty()
            return grid

        yield twice(made)


def _correlations(found: Structure) -> Iterator[Shown]:
    yield twice(lambda tag: grids.correlations(found, tag).cut(MOST_ROWS))
    for node, codes in each(found._parts.inner().items()):
        if len(codes) < 2:
            continue
        if len(codes) > _WIDEST:

            def said(language: str, node: str = node, count: int = len(codes)) -> Grid:
                name = node or word("total", language)
                return Grid(
                    in_language(_words.BELOW(name), language), [],
                    notes=[in_language(_words.TOO_WIDE(name, str(count)), language)], language=language,
                )  # fmt: skip

            yield twice(said)
        else:
            yield _matrix(found, node, codes)


def _matrix(found: Structure, node: str, codes: list[str]) -> Shown:
    """The correlations of the children of a node with each other, with the node and with the total."""
    above = [""] if node == "" else [node, ""]
    columns = [*codes, *above]

    def made(language: str) -> Grid:
        names = [*codes]
        if node:
            names.append(in_language(_words.WITH_PARENT(), language))
        names.append(in_language(_words.WITH_TOTAL(), language))
        name = node or word("total", language)
        heads = [Head(word("code", language), text=True), *(Head(one) for one in names)]
        grid = Grid(in_language(_words.BELOW(name), language), heads, language=language)
        for first in codes:
            cells = []
            for second in columns:
                one = None if first == second else found.correlation(first, second)
                cells.append(shown_root(None if one is None else one.signed_square, 2))
            grid.rows.append(Row([first, *cells]))
        return grid

    shades = []
    for first in codes:
        row = [""]
        for second in columns:
            one = None if first == second else found.correlation(first, second)
            if one is None:
                row.append("")
            elif one.flag:
                row.append("wrong")
            else:
                row.append(f"h{min(9, int(one.signed_square * 10))}")
        shades.append(row)
    return Shown(made("en"), made("vi"), shades)


def _components(found: Structure) -> Iterator[Shown]:
    yield twice(lambda tag: grids.consistency(found, tag))
    tables = (grids.components(found, tag) for tag in ("en", "vi"))
    yield from (Shown(en, vi) for en, vi in zip(*tables, strict=True))
    if has_numpy():
        loads = (grids.loadings(found, tag) for tag in ("en", "vi"))
        yield from (Shown(en, vi) for en, vi in zip(*loads, strict=True))
