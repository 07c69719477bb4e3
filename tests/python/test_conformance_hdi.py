# SPDX-License-Identifier: MIT
"""Conformance: the Human Development Index of the report of 2023-24, every published figure.

tests/data/undp-hdi.json is the formula; the data are read from the folder that PARINDEX_CASES names.
"""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import parindex as px

if TYPE_CHECKING:
    from collections.abc import Iterator

RUBRIC = Path(__file__).parents[1] / "data" / "undp-hdi.json"
CLASSES = {"very_high": "Very High", "high": "High", "medium": "Medium", "low": "Low"}
COLUMNS = {
    "le": "health",
    "eys": "education.expected",
    "mys": "education.mean",
    "gnipc": "income",
}


@pytest.fixture(scope="module")
def folder(cases: Path) -> Path:
    return cases / "undp_hdi"


def rows(folder: Path) -> Iterator[dict[str, str]]:
    with (folder / "hdi_long.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def table(rows: list[dict[str, str]], name: str) -> list[dict[str, str]]:
    return [
        {"unit": name.format(**row), **{code: row[key] for key, code in COLUMNS.items()}}
        for row in rows
    ]


def test_every_index_of_every_year(folder: Path, tally: dict[str, str]) -> None:
    published = list(rows(folder))
    scores = px.Rubric.load(RUBRIC).compile().score(table(published, "{iso3} {year}"))
    assert not scores.issues
    wrong = [
        (row["iso3"], row["year"], row["hdi"], str(score.points))
        for row, score in zip(published, scores, strict=True)
        if score.points != Fraction(row["hdi"])
    ]
    assert wrong == []
    assert len(published) == 6171
    tally["undp_hdi"] = f"{len(published)} indices"


def test_ranks_and_bands_of_2022(folder: Path, tally: dict[str, str]) -> None:
    with (folder / "hdi_2022_bands_ranks.csv").open(encoding="utf-8", newline="") as file:
        published = {row["iso3"]: row for row in csv.DictReader(file) if row["hdi_rank_2022"]}
    of_2022 = [row for row in rows(folder) if row["year"] == "2022" and row["iso3"] in published]
    scores = px.Rubric.load(RUBRIC).compile().score(table(of_2022, "{iso3}"))
    ranking = scores.rank()
    units = {unit["unit"]: unit for unit in json.loads(scores.to_json())["units"]}
    bands = 0
    for iso3, row in published.items():
        assert ranking[iso3].rank == int(row["hdi_rank_2022"]), iso3
        if row["hdicode"]:  # one country has no band in the published table
            assert CLASSES[units[iso3]["class"]] == row["hdicode"], iso3
            bands += 1
    assert (len(published), bands) == (193, 192)
    tally["undp_hdi 2022"] = f"{len(published)} ranks, {bands} bands"
