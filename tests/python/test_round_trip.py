# SPDX-License-Identifier: MIT
"""Every table that parindex writes, it reads, in every format."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import parindex as px
from parindex.cli import main

UNITS = ["Huế", "=Cà Mau", 'Đồng "Tháp"; Mười', "Bạc, Liêu"]


def rubric(most: str, **more: Any) -> dict[str, Any]:
    return {
        "parindex": 1, "id": "t", "edition": "1", "max": most, "aggregation": "sum", "missing": "exclude",
        "index_rounding": "exact",
        "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"},
        "nodes": [{"code": "a", "max": most, "inputs": [{"name": "value", "type": "number", "min": 0, "max": 3000}],
                   "rule": {"proportional": {"on": {"value": "value"}, "full_at": "3000"}}}],
    } | more  # fmt: skip


WRITTEN = px.Rubric.from_json(rubric("3000")).compile()
READ = px.Rubric.from_json(rubric("3000", id="other")).compile()
VALUES = ["1.234", "10/3", "2000", "0.5"]
TABLE = [{"unit": unit, "a": value} for unit, value in zip(UNITS, VALUES, strict=True)]
EXACT = [Fraction(value) for value in VALUES]
ROUNDED = [Fraction(text) for text in ("1.23", "3.33", "2000", "0.5")]

FORMS = [
    (["--format", "csv"], EXACT),
    (["--format", "csv", "--decimal", ","], EXACT),
    (["--format", "csv", "--excel"], EXACT),
    (["--format", "csv", "--excel", "--decimal", ","], EXACT),
    (["--format", "csv", "--decimals", "2"], ROUNDED),
    (["--format", "csv", "--decimals", "2", "--decimal", ","], ROUNDED),
    (["--format", "json"], EXACT),
]


@pytest.mark.parametrize(("options", "values"), FORMS, ids=lambda each: " ".join(map(str, each)))
@pytest.mark.parametrize(("command", "head"), [("score", "a.points"), ("rank", "value")])
def test_results_and_rankings_are_read_back(
    tmp_path: Path, command: str, head: str, options: list[str], values: list[Fraction]
) -> None:
    (tmp_path / "r.json").write_text(json.dumps(rubric("3000")), encoding="utf-8")
    (tmp_path / "d.json").write_text(json.dumps(TABLE), encoding="utf-8")
    made = tmp_path / ("out.json" if "json" in options else "out.csv")
    fractions = ["--fractions", "--decimal-in", "."]
    arguments = [str(tmp_path / "r.json"), str(tmp_path / "d.json"), *options, *fractions]
    assert main([command, *arguments, "--output", str(made)]) == 0
    scores = READ.score(made, reading=px.Reading(columns={"a": head}), allow_unknown_columns=True)
    assert scores.status == ("ok",) * 4
    found = {unit.unit: Fraction(str(unit["a"].points)) for unit in scores}
    assert found == dict(zip(UNITS, values, strict=True))


def test_the_texts_of_python_are_read_back() -> None:
    scores = WRITTEN.score(TABLE)
    for text, head in ((scores.to_json(), "a.points"), (scores.rank().to_json(), "value")):
        read = READ.score(
            text.encode(), reading=px.Reading(columns={"a": head}), allow_unknown_columns=True
        )
        found = [Fraction(str(read[unit]["a"].points)) for unit in UNITS]
        assert found == EXACT


def test_a_comparison_in_json_is_read_back() -> None:
    changes = WRITTEN.score(TABLE).compare(WRITTEN.score([{**row, "a": 0} for row in TABLE]))
    assert found_in(changes.to_json().encode(), "before") == EXPECTED
    rows = [{"unit": row["unit"], "a": row["before"]} for row in changes.to_dicts()]
    assert found_in(rows) == EXPECTED


def test_rows_of_python_are_read_back() -> None:
    scores = WRITTEN.score(TABLE)
    for numbers in ("exact", "text"):
        rows = scores.to_dicts(numbers=numbers)
        assert found_in([{"unit": row["unit"], "a": row["points"]} for row in rows]) == EXPECTED
    rows = scores.rank().to_dicts()
    assert found_in([{"unit": row["unit"], "a": row["value"]} for row in rows]) == EXPECTED


def test_results_with_a_row_in_error_are_read_back() -> None:
    scores = WRITTEN.score([*TABLE, {"unit": "Vinh", "a": "x"}])
    read = READ.score(
        scores.to_json().encode(),
        reading=px.Reading(columns={"a": "a.points"}),
        allow_unknown_columns=True,
    )
    assert read["Vinh"]["a"].status == "excluded"


# ---- frames, and what is written from them ---------------------------------------------------------


def found_in(data: object, column: str = "", **given: Any) -> dict[str, Fraction]:
    """The points that READ gives for a table."""
    reading = px.Reading(columns={"a": column}) if column else px.Reading(**given)
    is_file = isinstance(data, bytes)
    scores = READ.score(
        data,  # type: ignore[arg-type]
        reading=reading if is_file else None,
        allow_unknown_columns=True,
    )
    return {unit.unit: Fraction(str(unit["a"].points)) for unit in scores}


EXPECTED = dict(zip(UNITS, EXACT, strict=True))


def test_frames_of_pandas_are_read_back() -> None:
    pytest.importorskip("pandas")
    scores = WRITTEN.score(TABLE)
    wide, ranking = scores.to_pandas(), scores.rank().to_pandas()
    assert found_in(wide) == EXPECTED
    assert found_in(ranking.rename(columns={"value": "a"})) == EXPECTED
    assert found_in(wide.to_csv(index=False).encode()) == EXPECTED
    assert found_in(ranking.to_csv(index=False).encode(), "value") == EXPECTED
    text = wide.to_json(orient="records", default_handler=str)
    assert found_in(text.encode()) == EXPECTED
    assert found_in(wide.to_csv(index=False, sep="\t").encode()) == EXPECTED
    lines = wide.to_json(orient="records", lines=True, default_handler=str)
    assert found_in(lines.encode()) == EXPECTED
    long = scores.to_pandas(layout="long").to_csv(index=False).encode()
    assert found_in(long, columns={"value": "points"}) == EXPECTED
    changes = scores.compare(WRITTEN.score([{**row, "a": 0} for row in TABLE])).to_pandas()
    assert found_in(changes.to_csv(index=False).encode(), "before") == EXPECTED


def test_workbooks_of_pandas_are_read_back() -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("openpyxl")
    table = [{**row, "unit": row["unit"].removeprefix("=")} for row in TABLE]
    frame = WRITTEN.score(table).to_pandas(exact=False)
    made = io.BytesIO()
    frame.to_excel(made, index=False)
    found = found_in(made.getvalue())
    # openpyxl writes 16 digits.
    written = {row["unit"]: format(float(Fraction(row["a"])), ".16g") for row in table}
    assert found == {unit: Fraction(text) for unit, text in written.items()}


def test_results_without_a_ranking_are_read_back() -> None:
    pytest.importorskip("pandas")
    document = rubric("3000")
    del document["ranking"]
    scores = px.Rubric.from_json(document).compile().score(TABLE)
    assert "rank" not in scores.to_pandas()
    assert found_in(scores.to_pandas().to_csv(index=False).encode()) == EXPECTED


def test_frames_of_polars_are_read_back() -> None:
    pl = pytest.importorskip("polars")
    scores = WRITTEN.score(TABLE)
    nearest = {unit: Fraction(repr(float(value))) for unit, value in EXPECTED.items()}
    results = pl.DataFrame(scores.to_arrow(numbers="float64"))
    ranking = pl.DataFrame(scores.rank().to_arrow(numbers="float64"))
    assert found_in(results.select("unit", a="a.points")) == nearest
    assert found_in(ranking.select("unit", a="value")) == nearest
    assert found_in(results.write_csv().encode(), "a.points") == nearest
    assert found_in(ranking.write_csv().encode(), "value") == nearest
    assert found_in(results.write_json().encode(), "a.points") == nearest
    assert found_in(results.write_ndjson().encode(), "a.points") == nearest
    whole = WRITTEN.score([{"unit": "A", "a": "1500"}])
    decimals = pl.DataFrame(whole)
    assert found_in(decimals.select("unit", a="a.points")) == {"A": 1500}


# ---- assessments -----------------------------------------------------------------------------------


ROUND = {
    **rubric("3000"),
    "id": "round",
    "layers": [{"id": "self"}, {"id": "appraised"}],
    "layer": "appraised",
    "agencies": [{"id": "home", "lead": ["a"]}],
}


def observed() -> px.Assessment:
    plan = px.Rubric.from_json(ROUND).compile()
    marks = [
        {"unit": unit, "code": "a", "layer": layer, "value": value, "date": "2026-02-01"}
        for layer, values in (("self", ["1500"] * 4), ("appraised", VALUES))
        for unit, value in zip(UNITS, values, strict=True)
    ]
    return px.Assessment.from_observations(plan, marks)


@pytest.mark.parametrize(
    "options",
    [["csv"], ["csv", "--decimal", ","], ["csv", "--excel", "--decimal", ","], ["json"]],
    ids=" ".join,
)
def test_assessments_and_two_layers_are_read_back(tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "r.json").write_text(json.dumps(ROUND), encoding="utf-8")
    observed().save(tmp_path / "a.json")
    arguments = ["assess", str(tmp_path / "r.json"), str(tmp_path / "a.json"), "--format", *options]
    made = tmp_path / f"out.{options[0]}"
    assert main([*arguments, "--output", str(made)]) == 0
    assert found_in(made.read_bytes(), "a.points") == EXPECTED
    assert main([*arguments, "--gap", "self:appraised", "--output", str(made)]) == 0
    assert found_in(made.read_bytes(), columns={"value": "second"}) == EXPECTED


@pytest.mark.parametrize("excel", [False, True])
def test_worksheets_are_read_back(tmp_path: Path, excel: bool) -> None:
    """The codes and units of a worksheet are read as written, whichever cells are filled in."""
    (tmp_path / "r.json").write_text(json.dumps(ROUND), encoding="utf-8")
    sheet = tmp_path / "home.csv"
    given = [argument for unit in UNITS for argument in ("--unit", unit)]
    form = ["form", str(tmp_path / "r.json"), "--agency", "home", "--layer", "self", *given]
    form += ["--format", "csv", *(["--excel"] if excel else []), "--output", str(sheet)]
    assert main(form) == 0
    plan = px.Rubric.from_json(ROUND).compile()
    heads, *lines = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    at = {head: place for place, head in enumerate(heads)}
    for line, value in zip(lines, VALUES, strict=True):
        line[at["value"]], line[at["date"]] = value, "2026-02-01"
    filled = io.StringIO()
    csv.writer(filled).writerows([heads, *lines])
    sheet.write_text(filled.getvalue(), encoding="utf-8")
    reading = px.Reading(fractions=True, decimal=".")
    scores = px.Assessment.load(plan, sheet, reading=reading).score("self")
    assert {unit.unit: Fraction(str(unit["a"].points)) for unit in scores} == EXPECTED
