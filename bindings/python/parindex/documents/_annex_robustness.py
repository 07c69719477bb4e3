# SPDX-License-Identifier: MIT
"""The chapters of the sensitivity annex about ranks under other weights, conventions, data, nodes and units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt
from typing import TYPE_CHECKING, Any

from parindex._sentences import counted, in_language
from parindex.analysis._choices import choice_text
from parindex.analysis.annex_draws import AnnexDraws, annex_draws
from parindex.analysis.removals import influences_grid, reversals_grid
from parindex.display._grid import Grid, Head, Row
from parindex.documents import _annex_words as _words
from parindex.documents._annex_chapter import (
    MOST_ROWS,
    Chapter,
    Shown,
    attempted,
    reason_of,
    tables_of,
    twice,
)
from parindex.documents._texts import signed
from parindex.errors import Error, IssuesError, StoppedError

if TYPE_CHECKING:
    from parindex.analysis.structure import Structure
    from parindex.engine.scores import Scores


@dataclass(frozen=True, slots=True)
class Sampling:
    """How much is drawn at random; nothing without a seed."""

    seed: int | None
    draws: int
    samples: int
    vary: Any
    """Percent of each weight, or ``"any"``."""


def robustness_chapters(
    scores: Scores, found: Structure, given: dict[str, Any], how: Sampling
) -> Iterator[Chapter]:
    """The chapters; `given` has results that take the place of those that would be computed."""

    def result(name: str, make: Any) -> Any:
        return lambda: make() if given.get(name) is None else given[name]

    yield attempted(
        "outliers",
        _words.OUTLIERS,
        _words.OUTLIERS_SAYS(),
        result("outliers", scores.outlier_effects),
    )
    within = None if how.vary == "any" else how.vary
    says = _words.ROBUST_SAYS_ANY() if within is None else _words.ROBUST_SAYS(str(within))
    yield attempted("robust", _words.ROBUST, says, lambda: scores.dominance(within=within))
    yield from _sampled(scores, found, given, how)
    yield _conventions(scores, given.get("conventions"))
    yield attempted(
        "removals", _words.REMOVALS, _words.REMOVALS_SAYS(), lambda: list(_removals(scores))
    )


def _conventions(scores: Scores, given: Any) -> Chapter:
    """All conventions; without other policies for missing values if the rubric is not valid with them."""
    of = "conventions", _words.CONVENTIONS
    if given is not None:
        return Chapter(*of, None, tables_of(given, of[0]))
    try:
        return Chapter(*of, _words.CONVENTIONS_SAYS(), tables_of(scores.conventions(), of[0]))
    except IssuesError:
        says = _words.CONVENTIONS_WITHOUT_MISSING()
        return attempted(*of, says, lambda: scores.conventions(missing=[]))
    except StoppedError:
        raise
    except Error as wrong:
        return Chapter(*of, reason_of(wrong))


def _removals(scores: Scores) -> Iterator[Shown]:
    nodes = scores.plan.rubric._nodes()
    influences = scores.influences()
    yield twice(lambda tag: influences_grid(influences, nodes, tag))
    if scores.plan._core.rubric.has_ranking:
        reversals = scores.rank_reversals()
        yield twice(lambda tag: reversals_grid(reversals, tag).cut(MOST_ROWS))


# ---- random draws --------------------------------------------------------------------------------


def _sampled(
    scores: Scores, found: Structure, given: dict[str, Any], how: Sampling
) -> Iterator[Chapter]:
    """Uncertainty and sensitivity: given, drawn with a seed, or a sentence how to get them."""
    titles = {"uncertainty": _words.UNCERTAINTY, "sensitivity": _words.SENSITIVITY}
    wanted = [name for name in titles if given.get(name) is None]
    for name, title in titles.items():
        if name not in wanted:
            yield Chapter(name, title, None, tables_of(given[name], name))
    if not wanted:
        return
    if how.seed is None:
        if len(wanted) == 2:
            yield Chapter("uncertainty", _words.SAMPLED, _words.LEFT_OUT())
        return
    try:
        made = annex_draws(
            scores, found, seed=how.seed, draws=how.draws, samples=how.samples, vary=how.vary
        )
    except StoppedError:
        raise
    except Error as wrong:
        yield Chapter("uncertainty", _words.SAMPLED, reason_of(wrong))
        return
    if "uncertainty" in wanted:
        says = _words.UNCERTAINTY_SAYS(signed(standard_error(how.draws)))
        tables = [_factors(made), *tables_of(made.uncertainty, "uncertainty")]
        yield Chapter("uncertainty", _words.UNCERTAINTY, says, tables)
    if "sensitivity" not in wanted:
        return
    if made.sensitivity is None:
        yield Chapter("sensitivity", _words.SENSITIVITY, _words.ONE_FACTOR())
    elif not made.sensitivity.shift:
        yield Chapter("sensitivity", _words.SENSITIVITY, _words.NO_RANK_CHANGES(str(made.sensitivity.draws)))  # fmt: skip
    else:
        tables = tables_of(made.sensitivity, "sensitivity")
        yield Chapter("sensitivity", _words.SENSITIVITY, _words.SENSITIVITY_SAYS(), tables)


def _factors(made: AnnexDraws) -> Shown:
    """What is drawn and how, and what the draws do not have in common with the rubric."""
    notes = []
    if made.changed:
        notes.append(counted(made.changed, _words.UNIT_CHANGED, _words.UNITS_CHANGED))
    if made.unbroken:
        notes.append(_words.TIES_STAY())

    def grid(language: str) -> Grid:
        heads = (_words.FACTOR, _words.WHAT_IS_DRAWN)
        made_grid = Grid(
            in_language(_words.DRAWN(), language),
            [Head(in_language(one(), language), text=True) for one in heads],
            notes=[in_language(note, language) for note in notes],
            language=language,
        )
        for one in made.factors:
            told = ": ".join(in_language(text, language) for text in (one.what, one.how))
            made_grid.rows.append(Row([choice_text(one.name, language), told]))
        return made_grid

    return twice(grid)


def standard_error(draws: int) -> str:
    """The largest standard error of a share of some draws, in percent, rounded up to a tenth: 50 / √draws."""
    tenths = isqrt(250_000 // draws)
    if tenths * tenths * draws < 250_000:
        tenths += 1
    return f"{tenths // 10}.{tenths % 10}"
