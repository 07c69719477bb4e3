# SPDX-License-Identifier: MIT
"""Every kind of rule, aggregation and result that the workbook of a round expresses has live formulas."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest

import parindex as px
import workbook_kinds
from parindex import shipped

pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")

from parindex.documents._book import Book
from parindex.documents._calculation import FIRST, row_of
from parindex.documents._paper import FIRST_UNIT
from parindex.documents._workbook import _differs, book_of

KINDS = {document["id"]: document for document in workbook_kinds.RUBRICS}


def scored(name: str, seed: int = 0) -> px.Scores:
    document = KINDS[name]
    plan = px.Rubric.from_json(document).compile()
    return plan.score(workbook_kinds.rows(document, random.Random(f"{name}{seed}")))


def compare_results(book: Book, scores: px.Scores) -> int:
    """Ranks and classes of every node are the engine's; says how many were compared."""
    compared = 0
    for code, cell in book.ranks.items():
        ranking = scores.rank(node=code)
        for unit, cells in zip(book.units, book.calculation.cells, strict=True):
            assert (cells[row_of(cell)] or None) == ranking[unit].rank, (code, unit)
            compared += 1
    for code, cell in book.classes.items():
        bands = book.nodes[code].document["classes"]["bands"]
        found = scores.classes(node=code)
        assert found is not None
        for unit, cells in zip(book.units, book.calculation.cells, strict=True):
            place = cells[row_of(cell)]
            class_id = bands[place - 1]["id"] if isinstance(place, int) else None
            assert class_id == found[unit], (code, unit)
            compared += 1
    return compared


@pytest.mark.parametrize("name", KINDS)
def test_every_figure_is_a_formula(name: str) -> None:
    scores = scored(name)
    book = Book(scores, "en", {})
    assert book.notes == {}
    assert [code for code in book.figures if _differs(book, code)] == []
    declared = [c for c, node in book.nodes.items() if "classes" in node.document]
    assert list(book.classes) == declared
    compare_results(book, scores)


@pytest.mark.parametrize("name", KINDS)
def test_other_inputs_give_the_figures_of_the_engine(name: str) -> None:
    """The formulas that were written for one table, on others."""
    scores = scored(name)
    book = book_of(scores, "en")
    statuses = set()
    for seed in range(1, 12):
        other = scored(name, seed)
        after = Book(other, "en", {})
        book.engine = after.engine
        book.calculation.inputs[:] = after.calculation.inputs
        book.calculation.evaluate()
        assert [code for code in book.figures if _differs(book, code)] == [], seed
        compare_results(book, other)
        statuses |= {results[0] for unit in book.engine for results in unit.values()}
    assert "ok" in statuses


def test_ranks_and_classes_of_nodes_have_rows_and_checks() -> None:
    scores = scored("informative")
    file = openpyxl.load_workbook(io.BytesIO(scores.workbook(language="en")), data_only=True)
    points = {row[1]: row for row in file["Points"].iter_rows(min_row=FIRST, values_only=True)}
    ranking, found = scores.rank(node="1"), scores.classes(node="X")
    assert found is not None
    ranks = [ranking[unit].rank for unit in scores.units]
    rows = list(file["Points"].iter_rows(min_row=FIRST, values_only=True))
    (row,) = [row for row in rows if str(row[1]).startswith("Rank:")]
    assert [cell or None for cell in row[FIRST_UNIT:]] == ranks
    (row,) = [row for row in rows if row[0] == "X" and str(row[1]).startswith("Class:")]
    assert [cell or None for cell in row[FIRST_UNIT:]] == [found[unit] for unit in scores.units]
    assert points
    checks = list(file["Check"].iter_rows(min_row=FIRST, values_only=True))
    assert {row[7] for row in checks} == {"✓"}
    assert {(row[1] or "", row[3]) for row in checks if row[3] in ("rank", "class")} == {
        ("", "rank"), ("1", "rank"), ("1", "class"), ("X", "class"),
    }  # fmt: skip


def test_a_fraction_is_compared_in_lowest_terms() -> None:
    document = workbook_kinds.rubric("thirds", [workbook_kinds.shares("1", 2)], missing="error")
    scores = px.Rubric.from_json(document).compile().score([
        {"unit": "A", "1.done": 2, "1.all": 6}, {"unit": "B", "1.done": 6, "1.all": 6},
    ])  # fmt: skip
    book = book_of(scores, "en")
    figure = book.figures["1"]
    assert figure.over is not None
    assert [(c[row_of(figure.points)], c[row_of(figure.over)]) for c in book.calculation.cells] == [
        (2, 3), (2, 1),
    ]  # fmt: skip
    file = openpyxl.load_workbook(io.BytesIO(scores.workbook(language="en")))
    said = [row[6] for row in file["Check"].iter_rows(min_row=FIRST, values_only=True)]
    assert any("=2,'Calculation'" in str(one) and "=3)" in str(one) for one in said)


def test_denominators_that_grow_too_large_are_an_error_and_never_a_wrong_figure() -> None:
    nodes = [workbook_kinds.shares(str(at), 10) for at in range(1, 8)]
    document = workbook_kinds.rubric("primes", nodes, missing="error")
    plan = px.Rubric.from_json(document).compile()
    row: dict[str, Any] = {"unit": "A"}
    near = {f"{at}.{name}": 30 for at in range(1, 8) for name in ("done", "all")}
    book = book_of(plan.score([{**row, **near}]), "en")
    assert book.notes == {}
    primes = (31, 37, 41, 43, 47, 53, 59)
    far = {f"{at}.all": prime for at, prime in enumerate(primes, 1)}
    after = Book(plan.score([{**row, **near, **far, **{f"{at}.done": 1 for at in range(1, 8)}}]), "en", {})  # fmt: skip
    book.calculation.inputs[:] = after.calculation.inputs
    book.calculation.evaluate()
    (cells,) = book.calculation.cells
    assert cells[row_of(book.figures["7"].points)] == 10
    assert not isinstance(cells[row_of(book.figures[""].points)], int)


@pytest.mark.parametrize("name", shipped.names())
def test_no_figure_of_a_shipped_rubric_is_a_value(name: str) -> None:
    plan = px.Rubric.load(shipped.shipped_rubric_path(name)).compile()
    scores = plan.score(shipped.example_data_path(name))
    book = book_of(scores, "vi")
    assert book.notes == {}
    declared = {key: [c for c, node in book.nodes.items() if key in node.document] for key in ("classes", "ranking")}  # fmt: skip
    assert [*book.classes] == declared["classes"]
    assert [*book.ranks] == declared["ranking"]
    assert compare_results(book, scores) == len(scores) * (len(book.classes) + len(book.ranks))
