# SPDX-License-Identifier: MIT
"""The sensitivity annex: what auditors of a composite index ask for, as one page or one workbook."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

from parindex._sentences import Sentence, in_language
from parindex._steps import each, read_json, time_limit
from parindex._tree import children_of
from parindex._typing import Language
from parindex.analysis import _structure_grids as grids
from parindex.analysis._components import has_numpy
from parindex.analysis._moments import shown_root
from parindex.analysis._shares import OWN_KINDS, aggregation_of
from parindex.analysis.removals import influences_grid, reversals_grid
from parindex.analysis.structure import Structure
from parindex.display._grid import Grid, Head, Row
from parindex.display._kinds import kind_title
from parindex.display._shown import records_grid
from parindex.display._text import pick, show, word
from parindex.documents import _annex_words as _words
from parindex.documents._annex_sheets import annex_sheets
from parindex.documents._output import encoded, form_of
from parindex.documents._page import language_of, source_of, template
from parindex.documents._pdf import pdf_of
from parindex.documents._report import digests
from parindex.documents._tables import Table, paired
from parindex.documents._texts import both
from parindex.errors import Error
from parindex.io._write import write_file

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

_WIDEST = 30  # children of a matrix
_MOST_ROWS = 500


@dataclass(slots=True)
class Shown:
    """A table in both languages, and the classes of its cells on a page."""

    en: Grid
    vi: Grid
    shades: list[list[str]] = field(default_factory=list)
    """For each row and column a class of the style sheet; empty without any."""

    @property
    def table(self) -> Table:
        """The table of a page."""
        return paired(self.en, self.vi)

    def grid(self, language: str) -> Grid:
        """The table of a sheet."""
        return self.vi if language == "vi" else self.en


@dataclass(slots=True)
class Section:
    """A chapter of the annex."""

    id: str
    title: Sentence
    says: Sentence | None
    tables: list[Shown]


@overload
def annex(
    scores: Scores,
    path: None = None,
    *,
    structure: Structure | None = None,
    uncertainty: Any = None,
    sensitivity: Any = None,
    conventions: Any = None,
    proposals: Iterable[Any] = (),
    outliers: Any = None,
    changes: Any = None,
    language: Language | None = None,
    timeout: float | None = None,
) -> str: ...
@overload
def annex(
    scores: Scores,
    path: str | os.PathLike[str],
    *,
    structure: Structure | None = None,
    uncertainty: Any = None,
    sensitivity: Any = None,
    conventions: Any = None,
    proposals: Iterable[Any] = (),
    outliers: Any = None,
    changes: Any = None,
    language: Language | None = None,
    timeout: float | None = None,
) -> None: ...
def annex(
    scores: Scores, path: str | os.PathLike[str] | None = None, *, structure: Structure | None = None,
    uncertainty: Any = None, sensitivity: Any = None, conventions: Any = None, proposals: Iterable[Any] = (),
    outliers: Any = None, changes: Any = None, language: Language | None = None, timeout: float | None = None,
) -> str | None:  # fmt: skip
    """The sensitivity annex of a result as one HTML page, or written to an ``.html``, ``.pdf`` or ``.xlsx`` file.

    It has the conceptual structure, data coverage, floor and ceiling, correlations, effective weights, consistency
    and principal components, and removals. The results of other analyses are further sections if they are given.
    The page is in Vietnamese and English, a workbook in one language.

    Parameters
    ----------
    scores
        The result.
    path
        The file; one that exists is replaced as a whole. None: the page is returned.
    structure
        ``scores.structure(…)`` with limits of its own; by default with those that it has.
    uncertainty, sensitivity, conventions, outliers, changes
        Results of other analyses: objects that are displayed as tables, or sequences of records.
    proposals
        Proposed weights, from `Scores.proposed_weights`.
    language
        The language that the page opens in, or that of the workbook; by default that of the rubric.
    timeout
        Seconds after which the call ends with StoppedError; None: no limit.

    Raises
    ------
    Error
        For a language that is neither, another ending, a result that is not displayed as tables; when jinja2
        (``.xlsx``: XlsxWriter) is not installed; for ``.pdf`` without a browser, and when it fails.
    WriteError
        When the file cannot be written.
    StoppedError
        When `timeout` expires.
    """
    rubric = scores.plan.rubric
    chosen = language_of(rubric, language)
    form = ".html" if path is None else form_of(path, (".html", ".xlsx", ".pdf"))
    given = {
        "uncertainty": uncertainty, "sensitivity": sensitivity, "conventions": conventions,
        "outliers": outliers, "changes": changes,
    }  # fmt: skip
    with time_limit(timeout):
        found = structure or scores.structure()
        sections = [*_sections(scores, found), *_given(given, proposals)]
        if form == ".xlsx":
            content = annex_sheets(rubric, sections, digests(scores, None), chosen)
        else:
            page = template("annex.html", ("page.js",), chosen)
            document = read_json(rubric._resolved())
            text = page(
                {
                    "own": _words,
                    "name": both(lambda tag: rubric.title(tag)),
                    "edition": rubric.edition,
                    "source": source_of(document),
                    "facts": _facts(found),
                    "sections": sections,
                    "digests": digests(scores, None),
                }
            )
            if path is None:
                return text
            content = pdf_of(text) if form == ".pdf" else encoded(text)
    if path is not None:
        write_file(path, content)
    return None


def _facts(found: Structure) -> list[tuple[str, str]]:
    limit = show(found.limits["coverage"])
    return [
        (_words.UNITS_WITH_RESULT(), str(len(found.units))),
        (_words.LEAVES(), str(len(found.leaves))),
        (_words.FLAGS(), _words.OF(str(len(found.flagged)), str(len(found.correlations)))),
        (
            _words.BELOW_COVERAGE(limit),
            _words.OF(str(len(found.uncovered)), str(len(found.coverage))),
        ),
    ]


def _twice(make: Any) -> Shown:
    return Shown(make("en"), make("vi"))


# ---- what follows from the result alone ----------------------------------------------------------


def _sections(scores: Scores, found: Structure) -> Iterator[Section]:
    yield Section(
        "concept",
        _words.CONCEPT,
        _words.CONCEPT_SAYS,
        [_twice(lambda tag: _concept(scores, found, tag))],
    )
    yield Section("coverage", _words.COVERAGE, _words.COVERAGE_SAYS, list(_coverage(found)))
    yield Section(
        "distribution", _words.DISTRIBUTION, _words.DISTRIBUTION_SAYS,
        [_twice(lambda tag: grids.leaves(found, tag))],
    )  # fmt: skip
    yield Section(
        "correlations", _words.CORRELATIONS, _words.CORRELATIONS_SAYS, list(_correlations(found))
    )
    yield Section(
        "weights",
        _words.WEIGHTS,
        _words.WEIGHTS_SAYS,
        [_twice(lambda tag: grids.weights(found, tag))],
    )
    yield Section("components", _words.COMPONENTS, _words.COMPONENTS_SAYS, list(_components(found)))
    yield Section("removals", _words.REMOVALS, None, list(_removals(scores)))


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


def _coverage(found: Structure) -> Iterator[Shown]:
    for title, kinds in ((_words.OF_NODES, ("node", "leaf")), (_words.OF_UNITS, ("unit",))):

        def made(language: str, title: Sentence = title, kinds: tuple[str, ...] = kinds) -> Grid:
            grid = grids.coverage(found, language, everything=True)
            of = [one.kind in kinds for one in found.coverage]
            grid.rows = [row for row, keep in zip(grid.rows, of, strict=True) if keep]
            grid.caption = in_language(title(), language)
            if kinds == ("unit",):
                grid.heads[1].name = word("unit", language)
                for row in grid.rows:
                    row.cells[0] = ""
                grid.drop_empty()
            return grid

        yield _twice(made)


def _correlations(found: Structure) -> Iterator[Shown]:
    yield _twice(lambda tag: grids.correlations(found, tag).cut(_MOST_ROWS))
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

            yield _twice(said)
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
    yield _twice(lambda tag: grids.consistency(found, tag))
    tables = (grids.components(found, tag) for tag in ("en", "vi"))
    yield from (Shown(en, vi) for en, vi in zip(*tables, strict=True))
    if has_numpy():
        loads = (grids.loadings(found, tag) for tag in ("en", "vi"))
        yield from (Shown(en, vi) for en, vi in zip(*loads, strict=True))


def _removals(scores: Scores) -> Iterator[Shown]:
    nodes = scores.plan.rubric._nodes()
    influences = scores.influences()
    yield _twice(lambda tag: influences_grid(influences, nodes, tag))
    if scores.plan._core.rubric.has_ranking:
        reversals = scores.rank_reversals()
        yield _twice(lambda tag: reversals_grid(reversals, tag).cut(_MOST_ROWS))


# ---- results of other analyses -------------------------------------------------------------------

_TITLES = {
    "uncertainty": _words.UNCERTAINTY,
    "sensitivity": _words.SENSITIVITY,
    "conventions": _words.CONVENTIONS,
    "outliers": _words.OUTLIERS,
    "changes": _words.CHANGES,
}


def _given(given: Mapping[str, Any], proposals: Iterable[Any]) -> Iterator[Section]:
    found = [one for proposal in proposals for one in _tables(proposal, "proposals")]
    if found:
        yield Section("proposals", _words.PROPOSALS, None, found)
    for name, result in given.items():
        if result is not None:
            yield Section(name, _TITLES[name], None, _tables(result, name))


def _tables(result: Any, name: str) -> list[Shown]:
    """The tables that a result is displayed as, or one table of its records."""
    if hasattr(result, "_grids") and not isinstance(result, tuple):
        tables = (result._grids(tag, _MOST_ROWS) for tag in ("en", "vi"))
        return [Shown(en, vi) for en, vi in zip(*tables, strict=True)]
    records = result.to_dicts() if hasattr(result, "to_dicts") else result
    if not isinstance(records, (tuple, list)):
        raise Error(_words.RESULT_IS_NO_TABLE(name))
    return [_twice(lambda tag: records_grid(records, tag, _MOST_ROWS))]
