# SPDX-License-Identifier: MIT
"""The workbook of a round without an office: the formulas in Python, and what the file contains.

Every formula has a text for spreadsheets and one for Python. `test_round_workbook_office` shows that the first
gives what the second does.
"""

from __future__ import annotations

import io
import json
import random
import sys
import zipfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex import documents, shipped

pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")

from parindex.documents import _describe
from parindex.documents import _formula as formulas
from parindex.documents._book import Book
from parindex.documents._calculation import FIRST, row_of
from parindex.documents._formula import ERROR, MOST, MOST_DIVIDED, Part
from parindex.documents._paper import FIRST_UNIT
from parindex.documents._workbook import _differs, book_of
from strategies import a_rubric, a_table

CASES = [
    path
    for path in sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
    if "rows" in json.loads(path.read_text(encoding="utf-8"))
]
HOSTILE = [
    '=cmd|"/c calc"!A1',
    "+1",
    "-2",
    "@SUM(A1)",
    "<script>",
    "a\u202eb",
    "_x0041_",
    "x" * 300,
]


def scored(path: Path) -> px.Scores:
    document = json.loads(path.read_text(encoding="utf-8"))
    return px.Rubric.from_json(document["rubric"]).compile().score(document["rows"])


def shipped_scores(name: str) -> px.Scores:
    plan = px.Rubric.load(shipped.shipped_rubric_path(name)).compile()
    return plan.score(shipped.example_data_path(name))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_formulas_give_the_figures_of_the_engine(path: Path) -> None:
    scores = scored(path)
    book = Book(scores, "en", {})
    assert [code for code in book.figures if _differs(book, code)] == []
    if "" in book.ranks:
        row, ranking = row_of(book.ranks[""]), scores.rank()
        found = {u: c[row] or None for u, c in zip(book.units, book.calculation.cells, strict=True)}
        assert found == {entry.unit: entry.rank for entry in ranking}


@pytest.mark.parametrize("name", shipped.names())
def test_every_figure_of_a_shipped_rubric_is_a_formula(name: str) -> None:
    scores = shipped_scores(name)
    book = Book(scores, "vi", {})
    assert book.notes == {}
    assert [code for code in book.figures if _differs(book, code)] == []


@pytest.mark.parametrize("name", shipped.names())
def test_changed_inputs_give_the_figures_of_the_engine(name: str) -> None:
    """The formulas that were written for the example data, on other data."""
    draw, scores = random.Random(name), shipped_scores(name)
    book = book_of(scores, "vi")
    for _ in range(5):
        rows: list[dict[str, Any]] = []
        for at, unit in enumerate(book.units):
            row: dict[str, Any] = {"unit": unit}
            row |= {"group": book.groups[at]} if book.groups else {}
            for given in book.given:
                value = book.values(given)[at]
                fixed = given.code in book.notes
                if value is not None and not fixed and draw.random() < 0.3:
                    value = other(given, draw)
                row[given.column] = book.calculation.inputs[at][given.row] = value
            rows.append(row)
        after = Book(scores.plan.score(rows), "vi", {})
        book.engine = after.engine
        book.calculation.evaluate()
        live = [code for code in book.figures if code not in book.notes]
        assert [code for code in live if _differs(book, code)] == []


def test_random_rubrics() -> None:
    """Every formula gives the engine's figure on the data that it was written for, and none gives another
    figure on other data; an error is allowed there, for numbers with more decimals."""
    live = 0
    for seed in range(60):
        draw = random.Random(seed)
        rubric = a_rubric(draw)
        plan = px.Rubric.from_json(rubric).compile()
        book = Book(plan.score(a_table(draw, rubric)), "en", {})
        assert [code for code in book.figures if _differs(book, code)] == [], seed
        live += len(book.figures) - len(book.notes)
        after = Book(plan.score(a_table(draw, rubric)), "en", {})
        if len(after.units) != len(book.units) or after.rows != book.rows or book.notes:
            continue
        book.calculation.inputs[:] = after.calculation.inputs
        book.calculation.evaluate()
        for code, figure in book.figures.items():
            for cells, results in zip(book.calculation.cells, after.engine, strict=True):
                found, (_, points, *_) = cells[row_of(figure.points)], results[code]
                if isinstance(found, int) and points is not None:
                    assert Fraction(found, figure.scale or 1) == points, (seed, code)
    assert live > 100


def other(given: Any, draw: random.Random) -> Any:
    """Another value of an input, sometimes a wrong one."""
    if draw.random() < 0.02:
        return "?"
    if given.type == "boolean":
        return draw.choice(["yes", "no"])
    if given.type == "choice":
        return str(draw.choice(given.options)["id"])
    low, high = given.ends
    return Fraction(draw.randint(low, min(high, low + 300)), 10**given.digits)


MODES = ("half_up", "half_even", "half_down", "up", "down", "floor", "ceiling")


@pytest.mark.parametrize("mode", MODES)
def test_rounding_of_whole_numbers(mode: str) -> None:
    rounding = px.Rounding(0, mode)  # type: ignore[arg-type]
    for divisor in (1, 2, 3, 8, 10):
        for dividend in range(-45, 46):
            part = formulas.rounded(cell(1, -45, 45), cell(2, 1, 10), mode)
            found = formulas.compiled(part.python, {})([None, dividend, divisor], [])
            assert found == rounding.apply(Fraction(dividend, divisor)), (dividend, divisor)


def cell(row: int, low: int, high: int) -> Part:
    return Part(f"§{row}", f"v[{row}]", low, high)


def test_half_a_unit_keeps_quotients_apart() -> None:
    """INT((n + 0.5) / d) in doubles, rounded to 15 digits as LibreOffice does, is n // d up to the limit."""
    draw = random.Random(1)
    for _ in range(20_000):
        divisor = draw.choice([2, 3, 7, 10, 97, draw.randint(1, 10**6), draw.randint(1, 10**12)])
        n = draw.randint(0, MOST_DIVIDED // divisor) * divisor + draw.choice([-1, 0, 1])
        if 0 <= n <= MOST_DIVIDED:
            quotient = float(f"{(n + 0.5) / divisor:.15g}")
            assert int(quotient // 1) == n // divisor, (n, divisor)


def test_numbers_that_could_become_too_large_are_refused() -> None:
    large = cell(1, 0, MOST)
    with pytest.raises(formulas.TooLargeError):
        formulas.plus(large, formulas.ONE)
    with pytest.raises(formulas.TooLargeError):
        formulas.times(large, 2)
    with pytest.raises(formulas.TooLargeError):
        formulas.product(large, cell(2, 0, 2))
    with pytest.raises(formulas.TooLargeError):
        formulas.floor(cell(1, 0, MOST_DIVIDED + 1), cell(2, 1, 9))


def book_file(scores: px.Scores, language: str = "en", *, values: bool = True) -> Any:
    content = scores.workbook(language=language)  # type: ignore[arg-type]
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def test_the_same_scores_give_the_same_bytes(scores: px.Scores) -> None:
    assert scores.workbook(language="vi") == scores.workbook(language="vi")
    assert scores.workbook() == scores.workbook(language="vi")


def test_sheets(scores: px.Scores) -> None:
    file = book_file(scores)
    assert file.sheetnames == ["Overview", "Inputs", "Points", "Ranking", "Check", "Calculation"]
    assert book_file(scores, "vi").sheetnames == [
        "Tổng quan", "Số liệu", "Điểm", "Xếp hạng", "Đối chiếu", "Tính toán",
    ]  # fmt: skip
    said = [cell.value for row in file["Overview"].iter_rows() for cell in row]
    for digest in (scores.plan.rubric.digest, scores.data_digest, scores.digest):
        assert digest in said
    points = file["Points"]
    assert points.freeze_panes == f"C{FIRST}"
    heads = [cell.value for cell in points[FIRST - 1]]
    assert heads[:6] == ["Code", "Criterion", "Maximum", "Rule", "Evidence", "Note"]
    assert heads[6:] == ["Hà Nội", "Huế"]
    assert [cell.value for cell in points[FIRST]][6:] == [7.08, 4.75]
    assert all(sheet.protection.sheet for sheet in file)
    inputs = file["Inputs"]
    open_cells = {
        c.coordinate for row in inputs.iter_rows() for c in row if not c.protection.locked
    }
    assert "G5" in open_cells
    assert not any(name[0] in "ABCDEF" for name in open_cells)
    check = list(file["Check"].iter_rows(min_row=FIRST, values_only=True))
    assert {row[7] for row in check} == {"✓"}
    assert {row[6] for row in check} == {0}
    assert check[0][:6] == ("Hà Nội", "", "Total", "points", 7.08, 7.08)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_rules_are_in_the_words_of_the_description(language: Any) -> None:
    scores = shipped_scores("vn-307-commune-2025")
    file = book_file(scores, language)
    points = file[file.sheetnames[2]]
    described = documents.describe(scores.plan.rubric, language=language)
    lines = {line.strip().removeprefix("- ") for line in described.splitlines()}
    leaves = 0
    for row in points.iter_rows(min_row=FIRST, values_only=True):
        if row[0] and (scores.plan.rubric.find(row[0]) or {}).get("rule"):
            leaves += 1
            assert {_describe.marked(line) for line in row[3].split("\n")} <= lines
    assert leaves > 5


def test_every_figure_has_a_live_formula() -> None:
    scores = shipped_scores("vn-766-2022")
    file, last = book_file(scores, values=False), FIRST + len(scores.plan.codes)
    for row in file["Points"].iter_rows(min_row=FIRST, max_row=last, min_col=FIRST_UNIT + 1):
        assert all(str(cell.value).startswith("=IFERROR(IF(ISNUMBER(") for cell in row)
    said = [
        str(c.value) for row in file["Calculation"].iter_rows(min_row=FIRST, min_col=7) for c in row
    ]
    assert all(one.startswith("=") for one in said)
    assert not any(sign in one for one in said for sign in "§¶«¤‹¢")


def test_a_figure_that_formulas_cannot_compute_is_a_value_with_a_note(
    document: dict[str, Any],
) -> None:
    del document["nodes"][0]["children"][3]["rounding"]
    scores = px.Rubric.from_json(document).compile().score([{
        "unit": "A", "1.1.done": 46, "1.1.planned": 50, "1.2": "late", "1.3.q1": True, "1.3.q2": True,
        "1.4": "4/3", "2": 2,
    }])  # fmt: skip
    file = book_file(scores)
    (row,) = [row for row in file["Points"].iter_rows(values_only=True) if row[0] == "1.4"]
    assert row[5] == (
        "a value: a number of the data has infinitely many decimals, or more decimals or digits than the formulas can read"
    )
    assert row[6] == pytest.approx(4 / 3)
    vietnamese = [
        r for r in book_file(scores, "vi")["Điểm"].iter_rows(values_only=True) if r[0] == "1.4"
    ]
    assert vietnamese[0][5].startswith("là giá trị: ")
    said = [row[0] for row in file["Overview"].iter_rows(values_only=True) if row[0]]
    assert any(str(one).startswith("1.4") for one in said)
    shown = file["Inputs"]
    assert "4/3" in [cell.value for row in shown.iter_rows() for cell in row]


STEPS: dict[str, Any] = {
    "parindex": 2, "id": "steps", "edition": "2026", "max": "12", "aggregation": "sum", "missing": {"points": "-1"},
    "index_rounding": {"step": "0.5", "mode": "half_even"}, "rounding": {"step": "0.25", "mode": "up"},
    "shared": {"options": {"agree": [{"id": "yes", "percent": "100"}, {"id": "no", "percent": "0"}]}},
    "constants": {"full": {"value": "12"}},
    "nodes": [
        {"code": "A", "max": "4", "rule": {"levels": {"options": "agree"}}},
        {"code": "B", "max": "6", "rounding": {"step": "0.4", "mode": "half_up"},
         "inputs": [{"name": "value", "type": "number", "min": "0", "max": "12"}],
         "rule": {"proportional": {"on": {"value": "value", "rounding": {"step": "0.5", "mode": "half_down"}},
                                   "full_at": {"constant": "full"}}}},
        {"code": "C", "max": "2", "missing": {"points": "0.3"}, "rule": {"direct": {"min": "0", "max": "2"}}},
    ],
}  # fmt: skip


def test_steps_points_of_missing_answers_and_names_have_formulas() -> None:
    rows = [
        {"unit": str(at), "A": ("yes", "no", None)[at % 3], "B": at * 0.25 if at % 5 else None,
         "C": at % 3 if at % 7 else None}
        for at in range(48)
    ]  # fmt: skip
    scores = px.Rubric.from_json(STEPS).compile().score(rows)
    assert min(score.points for score in scores) < 0
    book = Book(scores, "en", {})
    assert book.notes == {}
    assert [code for code in book.figures if _differs(book, code)] == []
    assert book_of(scores, "vi").indices.keys() == {""}
    said = " ".join(
        str(c.value) for row in book_file(scores)["Points"].iter_rows() for c in row if c.value
    )
    assert "rounded half up, steps of 0.4" in said


def test_what_no_formula_reads_is_a_value_with_a_note() -> None:
    path = Path(__file__).parents[1] / "cases" / "functions_and_tables.json"
    scores = scored(path)
    notes = Book(scores, "en", {}).notes
    assert notes == {"5": "a value: whole numbers cannot express this rule exactly"}
    rubric = json.loads(scores.plan.rubric.to_json())
    rubric["gates"] = [{"id": "silent", "when": {"node": "5", "no_value": ["missing"]}, "cap": 2}]
    gated = px.Rubric.from_json(rubric).compile().score(json.loads(path.read_text("utf-8"))["rows"])
    assert Book(gated, "en", {}).notes[""] == "a value: a gate tests that a node has no value"


def test_names_that_look_like_formulas_are_texts(
    document: dict[str, Any], row: dict[str, Any]
) -> None:
    document["title"] = {"en": HOSTILE[0]}
    document["nodes"][1]["title"] = {"en": HOSTILE[3], "vi": HOSTILE[4]}
    rows = [{**row, "unit": name} for name in HOSTILE]
    scores = px.Rubric.from_json(document).compile().score(rows)
    content = scores.workbook(language="en")
    file = openpyxl.load_workbook(io.BytesIO(content))
    heads = file["Points"][FIRST - 1][6:]
    assert [cell.data_type for cell in heads] == ["s"] * len(HOSTILE)
    assert [cell.value for cell in heads[:5]] == HOSTILE[:5]
    assert [cell.quotePrefix for cell in heads[:5]] == [True] * 4 + [False]
    assert heads[5].value == "a\\u202eb"
    assert heads[7].value == HOSTILE[7]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert b"<f>cmd" not in archive.read(name)


def test_markers_and_texts_with_the_signs_of_columns(
    document: dict[str, Any], row: dict[str, Any]
) -> None:
    document["markers"] = {"not_applicable": ['§5 "x"']}
    document["not_applicable"] = "exclude"
    row["2"] = '§5 "x"'
    scores = px.Rubric.from_json(document).compile().score([row])
    book = book_of(scores, "en")
    assert scores["Hà Nội"]["2"].status == "excluded"
    assert "2" in book.notes
    scores.workbook()


def test_a_unit_in_error(plan: px.Plan, row: dict[str, Any]) -> None:
    row["2"] = "many"
    scores = plan.score([row])
    file = book_file(scores)
    assert [cell.value for cell in file["Points"][FIRST]][6] == "error"
    assert (
        book_of(scores, "en").calculation.cells[0][
            row_of(book_of(scores, "en").figures["2"].points)
        ]
        is ERROR
    )


def test_without_the_package(scores: px.Scores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(px.Error, match="pip install 'parindex\\[excel\\]'"):
        scores.workbook()


def test_wrong_arguments(scores: px.Scores) -> None:
    with pytest.raises(px.Error, match="language"):
        scores.workbook(language="fr")  # type: ignore[arg-type]
    with pytest.raises(px.StoppedError):
        shipped_scores("vn-par-province-2020").workbook(timeout=0)
