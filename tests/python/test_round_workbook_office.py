# SPDX-License-Identifier: MIT
"""LibreOffice calculates the workbook of a round like the engine: as written, and after changes of inputs.

In `make test-documents`.
"""

from __future__ import annotations

import io
import json
import os
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import offices
import parindex as px
import programs
import workbook_kinds
from parindex import shipped

pytest.importorskip("xlsxwriter")
openpyxl = pytest.importorskip("openpyxl")

from parindex.documents._book import Book
from parindex.documents._calculation import FIRST, row_of
from parindex.documents._given import Given
from parindex.documents._paper import FIRST_UNIT, letters
from parindex.documents._workbook import book_of

pytestmark = programs.started(offices.program(), "LibreOffice")

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
ROUNDS = {"vi": ("Số liệu", "Điểm", "Tính toán", "Xếp hạng", "Đối chiếu"),
          "en": ("Inputs", "Points", "Calculation", "Ranking", "Check")}  # fmt: skip


def plan_of(name: str) -> px.Plan:
    return px.Rubric.load(shipped.shipped_rubric_path(name)).compile()


def tables() -> dict[str, px.Scores]:
    """The example data of every shipped rubric, and the rows of every case file that can be scored."""
    found = {name: plan_of(name).score(shipped.example_data_path(name)) for name in shipped.names()}
    for path in CASES:
        document = json.loads(path.read_text(encoding="utf-8"))
        if "rows" in document:
            try:
                plan = px.Rubric.from_json(document["rubric"]).compile()
            except px.RubricError:
                continue
            found[path.stem] = plan.score(document["rows"])
    for document in workbook_kinds.RUBRICS:
        plan = px.Rubric.from_json(document).compile()
        found[document["id"]] = plan.score(workbook_kinds.rows(document, random.Random(1)))
    return found


def same(cell: Any, value: Any) -> bool:
    """Whether a cell has a number, to the 15 digits that a file keeps."""
    wanted = float(value)
    return isinstance(cell, int | float) and abs(cell - wanted) <= 1e-14 * abs(wanted)


def compare(name: str, path: Path, book: Book, scores: px.Scores, language: str) -> int:
    """Every figure of a recalculated workbook is the engine's; says how many were compared."""
    compared = 0
    sheets = openpyxl.load_workbook(path, data_only=True)
    _, points_name, formulas_name, _, _ = ROUNDS[language]
    formulas, points = sheets[formulas_name], sheets[points_name]
    rankings = {code: scores.rank(node=code) for code in book.ranks}
    classes = {code: scores.classes(node=code) or {} for code in book.classes}
    for at, score in enumerate(scores):
        column = letters(FIRST_UNIT + at + 1)
        for place, code in enumerate(book.nodes):
            figure = book.figures[code]
            node = score[code] if code else score.total
            whole = formulas[f"{column}{row_of(figure.points)}"].value
            shown = points[f"{column}{FIRST + place}"].value
            where = (name, score.unit, code, whole, shown, node)
            compared += 1
            if node.points is None:
                word = {"error": "error", "excluded": "excluded", "unavailable": "unavailable"}
                said = book.word(word[node.status])
                assert shown == said, where
                continue
            assert same(shown, node.points), where
            if figure.scale is not None:
                assert isinstance(whole, int), where
                over = formulas[f"{column}{row_of(figure.over)}"].value if figure.over else 1
                assert Fraction(whole, figure.scale * over) == node.points, where
            if code in book.indices and node.index is not None:
                digits = book.nodes[code].index_digits
                assert digits is not None
                cell = formulas[f"{column}{row_of(book.indices[code])}"].value
                assert Fraction(cell, 10**digits) == node.index, where
                compared += 1
        for code, ranking in rankings.items():
            cell = formulas[f"{column}{row_of(book.ranks[code])}"].value
            assert (cell or None) == ranking[score.unit].rank, (name, score.unit, code, cell)
            compared += 1
        for code, of_unit in classes.items():
            cell = formulas[f"{column}{row_of(book.classes[code])}"].value
            ids = [band["id"] for band in book.nodes[code].document["classes"]["bands"]]
            found = ids[cell - 1] if isinstance(cell, int) else None
            assert found == of_unit[score.unit], (name, score.unit, code, cell)
            compared += 1
    return compared


def differences(path: Path, language: str) -> list[Any]:
    """The rows of the check that differ."""
    sheet = openpyxl.load_workbook(path, data_only=True)[ROUNDS[language][4]]
    rows = sheet.iter_rows(min_row=FIRST, values_only=True)
    return [row for row in rows if row[7] != "✓"]


def test_as_written(tmp_path: Path) -> None:
    found = tables()
    languages = {name: ("vi", "en")[at % 2] for at, name in enumerate(found)}
    paths = []
    for name, scores in found.items():
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(scores.workbook(language=languages[name]))  # type: ignore[arg-type]
    compared = 0
    for name, path in zip(found, offices.recalculated(paths, tmp_path), strict=True):
        book = book_of(found[name], languages[name])
        compared += compare(name, path, book, found[name], languages[name])
        assert differences(path, languages[name]) == []
    assert compared > 4000


def drawn(given: Given, draw: random.Random) -> Any:
    """A value that an input may have, often one that makes exact halves."""
    if given.type == "boolean":
        return draw.choice(["có", "không"])
    if given.type == "choice":
        return str(draw.choice(given.options)["id"])
    assert given.ends is not None
    low, high = given.ends
    scale = 10**given.digits
    if "step" in given.limits:
        step = int(Fraction(given.limits["step"]) * scale)
        return Fraction(low + step * draw.randrange((high - low) // step + 1), scale)
    if given.type == "count":
        return Fraction(min(high, max(low, draw.choice([0, 1, 8, 16, 40, 80, 125, 160, 200, 250]))))
    return Fraction(draw.choice([low, min(high, low + 250000), draw.randint(low, min(high, low + 20000))]), scale)  # fmt: skip


Changed = tuple[str, Path, Book, px.Scores]


def changed(folder: Path, tables: dict[str, px.Scores]) -> tuple[int, list[Changed]]:
    """The workbooks of tables with changed inputs, and the engine's results of the same data."""
    draw = random.Random(os.environ.get("PARINDEX_SEED", "workbook"))
    changes, rounds = 0, list[Changed]()
    for name, scores in tables.items():
        plan = scores.plan
        book, content = book_of(scores, "vi"), scores.workbook(language="vi")
        for turn in range(3):
            file = openpyxl.load_workbook(io.BytesIO(content))
            sheet = file["Số liệu"]
            rows: list[dict[str, Any]] = []
            for at, unit in enumerate(book.units):
                group = {"group": book.groups[at]} if book.groups else {}
                values = {given.column: book.values(given)[at] for given in book.given}
                rows.append({"unit": unit, **group, **values})
            filled = [
                (at, given)
                for given in book.given
                for at in range(len(book.units))
                if book.values(given)[at] is not None
                # Inputs without ends are read by no formula.
                and (given.ends is not None or given.type in ("boolean", "choice"))
            ]
            for at, given in draw.sample(filled, min(8, len(filled))):
                value = None if draw.random() < 0.05 else drawn(given, draw)
                rows[at][given.column] = value
                cell = sheet.cell(given.row, FIRST_UNIT + 1 + at)
                cell.value = float(value) if isinstance(value, Fraction) else value
                changes += 1
            path = folder / f"{name}-{turn}.xlsx"
            file.save(path)
            rounds.append((name, path, book, plan.score(rows)))
    return changes, rounds


def test_after_two_hundred_changes(tmp_path: Path) -> None:
    shown = {name: plan_of(name).score(shipped.example_data_path(name)) for name in shipped.names()}
    changes, rounds = changed(tmp_path, shown)
    assert changes >= 200
    compare_all(tmp_path, rounds)


def test_every_kind_after_changes(tmp_path: Path) -> None:
    kinds = {}
    for document in workbook_kinds.RUBRICS:
        plan = px.Rubric.from_json(document).compile()
        kinds[document["id"]] = plan.score(workbook_kinds.rows(document, random.Random(2)))
    changes, rounds = changed(tmp_path, kinds)
    assert changes >= 200
    compare_all(tmp_path, rounds)


def compare_all(tmp_path: Path, rounds: list[Changed]) -> None:
    made = offices.recalculated([path for _, path, *_ in rounds], tmp_path)
    for (name, _, book, after), path in zip(rounds, made, strict=True):
        compare(name, path, book, after, "vi")


def test_a_change_shows_in_the_check(tmp_path: Path, scores: px.Scores) -> None:
    file = openpyxl.load_workbook(io.BytesIO(scores.workbook(language="en")))
    book = book_of(scores, "en")
    given = next(one for one in book.given if one.column == "2")
    file["Inputs"].cell(given.row, FIRST_UNIT + 1).value = 3
    path = tmp_path / "changed.xlsx"
    file.save(path)
    (made,) = offices.recalculated([path], tmp_path)
    rows = differences(made, "en")
    assert [(row[0], row[1] or "", row[3], row[6]) for row in rows[:2]] == [
        ("Hà Nội", "", "points", 0.75), ("Hà Nội", "2", "points", 0.75),
    ]  # fmt: skip
