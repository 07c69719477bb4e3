# SPDX-License-Identifier: MIT
"""Indonesia's SPBE index: the official worked examples, and the stored results of a city."""

from __future__ import annotations

import csv
import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import parindex as px
from parindex import shipped

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.conformance

Json = dict[str, Any]


def rubric(year: int) -> Json:
    text = shipped.shipped_rubric_path(f"id-spbe-{year}").read_text(encoding="utf-8")
    found: Json = json.loads(text)
    return found


def shown(points: Decimal | Fraction | None) -> str:
    assert points is not None
    figure = Fraction(points)
    exact = Decimal(figure.numerator) / Decimal(figure.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def given(node: Json) -> Json:
    """The node as a leaf with its own figure."""
    kept = {key: node[key] for key in ("code", "max", "weight")}
    return {**kept, "rule": {"direct": {"min": "0", "max": "5"}}}


def test_official_examples(cases: Path, tally: dict[str, str]) -> None:
    text = (cases / "id_spbe" / "rubric_2020.json").read_text(encoding="utf-8")
    examples = json.loads(text)["worked_examples"]
    document = rubric(2020)
    nodes = {aspect["code"]: aspect for node in document["nodes"] for aspect in node["children"]}
    nodes |= {node["code"]: node for node in document["nodes"]}
    for example in examples:
        node = nodes.get(example["node"], document)
        children = [given(child) for child in node.get("nodes") or node["children"]]
        part = {**document, "nodes": children, "aggregation": node["aggregation"]}
        row = {code: str(level) for code, level in example["inputs"].items()}
        score = px.Rubric.from_json(part).compile().score(row)["unit"]
        assert shown(score.points) == example["expected"], example["table"]
    assert len(examples) == 3
    tally["id_spbe examples"] = f"{len(examples)} of 3"


@pytest.mark.parametrize(
    ("year", "contradicted"), [("2018", {}), ("2019", {"A3": "3.50", "A5": "2.67"})]
)
def test_denpasar(
    cases: Path, tally: dict[str, str], year: str, contradicted: dict[str, str]
) -> None:
    with (cases / "id_spbe" / "denpasar_levels.csv").open(encoding="utf-8") as file:
        levels = {
            line["indicator"]: line["appraised"]
            for line in csv.DictReader(file)
            if line["year"] == year
        }
    with (cases / "id_spbe" / "denpasar_expected.csv").open(encoding="utf-8") as file:
        stored = {
            line["node"]: line["stored"] for line in csv.DictReader(file) if line["year"] == year
        }
    score = px.Rubric.from_json(rubric(2018)).compile().score(levels)["unit"]
    found = {code: shown(score.nodes[code].points) for code in stored if code != "index"}
    found["index"] = shown(score.points)
    differ = {code: stored[code] for code in stored if stored[code] != found[code]}
    assert differ == contradicted
    assert all(found[code] == "3.00" for code in differ)
    named = ", ".join(f"{code} stored {text}, levels give 3.00" for code, text in differ.items())
    tally[f"id_spbe Denpasar {year}"] = (
        f"{len(stored) - len(differ)} of {len(stored)} {named}".strip()
    )
