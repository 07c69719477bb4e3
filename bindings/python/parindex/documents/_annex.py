# SPDX-License-Identifier: MIT
"""The sensitivity annex: what auditors of a composite index ask for, as one page or one workbook."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, overload

from parindex._steps import read_json, time_limit
from parindex._typing import Language
from parindex.analysis.annex_draws import check_draws
from parindex.analysis.structure import Structure
from parindex.display._text import show
from parindex.documents import _annex_words as _words
from parindex.documents._annex_chapter import Chapter, Shown, attempted, tables_of
from parindex.documents._annex_robustness import Sampling, robustness_chapters
from parindex.documents._annex_sheets import annex_sheets
from parindex.documents._annex_structure import structure_chapters
from parindex.documents._output import encoded, form_of
from parindex.documents._page import language_of, source_of, template
from parindex.documents._pdf import pdf_of
from parindex.documents._report import digests
from parindex.documents._texts import both
from parindex.io._write import write_file

if TYPE_CHECKING:
    from parindex.engine.scores import Scores

_ORDER = (
    "concept", "coverage", "outliers", "normalisation", "distribution", "correlations", "weights", "components", "robust",
    "uncertainty", "sensitivity", "conventions", "removals", "proposals", "changes",
)  # fmt: skip
"""The chapters as auditors read them."""


@overload
def annex(
    scores: Scores,
    path: None = None,
    *,
    seed: int | None = None,
    draws: int = 1000,
    samples: int = 256,
    vary: Any = 25,
    structure: Structure | None = None,
    uncertainty: Any = None,
    sensitivity: Any = None,
    conventions: Any = None,
    proposals: Iterable[Any] | None = None,
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
    seed: int | None = None,
    draws: int = 1000,
    samples: int = 256,
    vary: Any = 25,
    structure: Structure | None = None,
    uncertainty: Any = None,
    sensitivity: Any = None,
    conventions: Any = None,
    proposals: Iterable[Any] | None = None,
    outliers: Any = None,
    changes: Any = None,
    language: Language | None = None,
    timeout: float | None = None,
) -> None: ...
def annex(
    scores: Scores, path: str | os.PathLike[str] | None = None, *, seed: int | None = None, draws: int = 1000,
    samples: int = 256, vary: Any = 25, structure: Structure | None = None,
    uncertainty: Any = None, sensitivity: Any = None, conventions: Any = None, proposals: Iterable[Any] | None = None,
    outliers: Any = None, changes: Any = None, language: Language | None = None, timeout: float | None = None,
) -> str | None:  # fmt: skip
    """The sensitivity annex of a result as one HTML page, or written to an ``.html``, ``.pdf`` or ``.xlsx`` file.

    It has the conceptual structure, data coverage, outliers, normalisation, floor and ceiling, correlations, effective
    weights, consistency and principal components, pairs that no weights reverse, conventions, removals, and other
    weights; with a seed also uncertainty and Sobol indices of the weights. An analysis that does not apply to the
    result says why. The page is in Vietnamese and English, a workbook in one language.

    Parameters
    ----------
    scores
        The result.
    path
        The file; one that exists is replaced as a whole. None: the page is returned.
    seed
        A whole number from 0 to below 2^64: weights are drawn at random, each draw is scored exactly. None: the chapters
        that need draws are left out, and the annex says so.
    draws
        The number of draws of the uncertainty.
    samples
        The size of each of the two base designs of the Sobol indices.
    vary
        How far each weight is from that of the rubric, in percent; ``"any"``: any weights with the same sum. Sums count
        as means weighted by their maxima.
    structure
        ``scores.structure(…)`` with limits of its own; by default with those that it has.
    uncertainty, sensitivity, conventions, outliers
        Results of your own instead of those that are computed: objects that are displayed as tables, or sequences of
        records.
    proposals
        Proposed weights, from `Scores.proposed_weights`; None: those by entropy and CRITIC.
    changes
        The parts of a change, from `Scores.change_parts`; None: left out.
    language
        The language that the page opens in, or that of the workbook; by default that of the rubric.
    timeout
        Seconds after which the call ends with StoppedError; None: no limit.

    Raises
    ------
    Error
        For a seed, a number of draws or of samples, or `vary` that is out of range; for a language that is neither, another ending, a result that is not displayed as tables; when jinja2
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
        "outliers": outliers,
    }  # fmt: skip
    with time_limit(timeout):
        check_draws(scores, seed, draws, samples, vary)
        found = structure or scores.structure()
        sampling = Sampling(seed, draws, samples, vary)
        chapters = [
            *structure_chapters(scores, found),
            *robustness_chapters(scores, found, given, sampling),
            *_others(scores, proposals, changes),
        ]
        chapters.sort(key=lambda one: _ORDER.index(one.id))
        if form == ".xlsx":
            content = annex_sheets(rubric, chapters, digests(scores, None), chosen)
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
                    "sections": chapters,
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


def _others(scores: Scores, proposals: Iterable[Any] | None, changes: Any) -> Iterator[Chapter]:
    def proposed() -> list[Shown]:
        made = proposals
        if made is None:
            made = [scores.proposed_weights(method=one) for one in ("entropy", "critic")]
        return [one for proposal in made for one in tables_of(proposal, "proposals")]

    yield attempted("proposals", _words.PROPOSALS, _words.PROPOSALS_SAYS(), proposed)
    if changes is not None:
        yield Chapter("changes", _words.CHANGES, None, tables_of(changes, "changes"))
