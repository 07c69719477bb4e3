# SPDX-License-Identifier: MIT
"""Statistics of the structure on published indices, read from the folder that PARINDEX_CASES names.

The Blavatnik index publishes summaries of sensitivity scenarios. "No weighting", the mean of all metrics of a country,
is the one whose inputs are published with it. Of PAPI and PCI no statistics are published: there the figures are those
of NumPy on the same tables.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import parindex as px
from parindex.analysis._moments import Column, Correlations

pytestmark = pytest.mark.conformance


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def leaf(code: str, most: Any = 1) -> dict[str, Any]:
    return {"code": code, "max": most, "rule": {"direct": {"min": 0, "max": most}}}


def test_the_scenario_without_weights_of_the_blavatnik_index(
    cases: Path, tally: dict[str, str]
) -> None:
    folder = cases / "bipa2024"
    levels = {
        row["structure_id"]: row["level"] for row in read(folder / "bipa2024_data_structure.csv")
    }
    countries = [
        row["cc_iso3c"]
        for row in read(folder / "bipa2024_dq_scores.csv")
        if row["included"] == "true"
    ]
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read(folder / "bipa2024_all_data.csv"):
        values[row["structure_id"]][row["cc_iso3c"]] = row["value"]
    metrics = [code for code, level in levels.items() if level == "metric"]
    (index,) = (code for code, level in levels.items() if level == "index")
    rubric = px.Rubric.from_json(
        {
            "parindex": 1, "id": "bipa", "edition": "2024", "max": 1, "aggregation": "mean", "missing": "exclude",
            "index_rounding": "exact", "rounding": {"digits": 2, "mode": "half_even"},
            "nodes": [leaf(code) for code in metrics],
        }
    )  # fmt: skip
    rows = [
        {"unit": country, **{code: values[code].get(country) for code in metrics}}
        for country in countries
    ]
    scores = rubric.compile().score(rows)
    other = [Fraction(one.points or 0) for one in scores]
    base = [Fraction(values[index][country]) for country in countries]
    gaps = [abs(one - two) for one, two in zip(other, base, strict=True)]
    (published,) = (
        row
        for row in read(folder / "bipa2024_sensitivity_results.csv")
        if row["sens_test"] == "4_1_nowgt"
    )
    correlation = Correlations().between(Column(base), Column(other))
    assert correlation is not None
    assert f"{correlation.root(3).value:.3f}" == published["out_pearson"] == "0.986"
    assert str(sum(gap > 0 for gap in gaps)) == published["n_value_diff"]
    assert str(sum(gap >= Fraction(5, 100) for gap in gaps)) == published["n_value_diff5"]
    assert f"{float(sum(gaps) / len(gaps)):.2f}" == published["value_diff_abs"]
    ranks = [[1 + sum(b > a for b in of) for a in of] for of in (base, other)]
    moves = [abs(one - two) for one, two in zip(*ranks, strict=True)]
    # Not equal: some means are on a rounding half, which the published scenario decides by its doubles.
    assert abs(sum(moves) / len(moves) - float(published["rank_diff_abs"])) < 0.1
    assert abs(sum(move > 0 for move in moves) - int(published["n_rank_diff"])) <= 2
    found = scores.structure()
    assert len(found.leaves) == 82
    assert len(found.units) == 120
    shapley = [one.shapley for one in found.weights]
    if found.left_out == {}:
        assert sum(one or 0 for one in shapley) == 1
    tally["bipa2024, scenario without weights"] = (
        "4 of 4 summaries of the index; shifts of ranks within 0.1"
    )


def test_structure_of_papi_is_that_of_numpy(cases: Path, tally: dict[str, str]) -> None:
    rows = [
        one
        for one in read(cases / "papi_pci_vietnam" / "papi_2011_2016.csv")
        if one["year"] == "2016"
    ]
    codes = [code for code in rows[0] if code.startswith("P") and code != "PAPI"]
    nodes = []
    for field in (code for code in codes if "." not in code):
        below = [code for code in codes if code.startswith(field + ".")]
        nodes.append(
            {"code": field, "max": 3 * len(below), "children": [leaf(code, 3) for code in below]}
        )
    rubric = px.Rubric.from_json(
        {
            "parindex": 1, "id": "papi", "edition": "2016", "max": 66, "aggregation": "sum", "missing": "error",
            "index_rounding": "exact", "nodes": nodes,
            "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"},
        }
    )  # fmt: skip
    leaves = [code for code in codes if "." in code]
    scores = rubric.compile().score(
        [{"unit": one["province"], **{code: one[code] for code in leaves}} for one in rows]
    )
    found = scores.structure()
    data = {code: np.array([float(one[code]) for one in rows]) for code in leaves}
    for field in (code for code in codes if "." not in code):
        data[field] = sum(data[code] for code in leaves if code.startswith(field + "."))  # type: ignore[assignment]
    data[""] = sum(data[code] for code in leaves)  # type: ignore[assignment]
    sizes = {node["code"]: node["max"] for node in nodes} | dict.fromkeys(leaves, 3)
    for one in found.correlations:
        r = np.corrcoef(data[one.first], data[one.second])[0, 1]
        assert float(one.r) == pytest.approx(r, abs=1e-10)
    for weight in found.weights:
        both = np.cov(data[weight.code], data[""])
        assert float(weight.shapley or 0) == pytest.approx(both[0, 1] / both[1, 1], abs=1e-10)
    for alpha in found.consistency:
        # Of shares: a field with more points counts no more than the others.
        table = np.cov(np.array([data[code] / sizes[code] for code in alpha.codes]))
        count = len(alpha.codes)
        expected = count / (count - 1) * (1 - np.trace(table) / table.sum())
        assert float(alpha.alpha) == pytest.approx(expected, abs=1e-10)
    for one in found.components:
        values = np.linalg.eigvalsh(np.corrcoef(np.array([data[code] for code in one.codes])))
        assert list(one.eigenvalues) == pytest.approx(list(values[::-1]), abs=1e-10)
    tally["papi2016, structure as NumPy"] = (
        f"{len(found.correlations)} correlations, {len(found.weights)} effective weights, "
        f"{len(found.consistency)} alphas, {len(found.components)} sets of eigenvalues"
    )
