# SPDX-License-Identifier: MIT
"""The published sensitivity results of the Blavatnik Index 2024: the table under other rules, and how ranks shift.

Of the fifteen published scenarios, these four need nothing but the published metrics and indicators: no weighting (the
mean of all metrics), complete metrics, complete indicators, and the geometric mean at every tier. The others need raw
data, or imputations that are not published.

Published counts of differences come from binary numbers: 0.85 - 0.80 is below 0.05 there. `Scenario.binary` repeats that.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

import parindex as px
from test_conformance_bipa import Published, leaf, read

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.conformance

ROUNDING = {"digits": 2, "mode": "half_even"}
RANKING = {"on": "points", "stage": "rounded", "ties": "competition", "within": "all"}
COMPLETE = (119, 120)  # countries


@dataclass
class Scenario:
    before: dict[str, Fraction]
    after: dict[str, Fraction]
    ranks: dict[str, int]
    ranks_before: dict[str, int]

    @property
    def values(self) -> list[Fraction]:
        return [self.before[unit] - value for unit, value in self.after.items()]

    @property
    def shifts(self) -> list[int]:
        return [self.ranks_before[unit] - rank for unit, rank in self.ranks.items()]

    @property
    def binary(self) -> list[float]:
        return [float(self.before[unit]) - float(value) for unit, value in self.after.items()]


class Index:
    def __init__(self, folder: Path) -> None:
        self.published = Published(folder)
        self.results = {
            row["sens_test"]: row for row in read(folder / "bipa2024_sensitivity_results.csv")
        }
        levels = {
            row["structure_id"]: row["level"]
            for row in read(folder / "bipa2024_data_structure.csv")
        }
        self.values = self.published.values
        self.metrics = [code for code in self.values if levels[code] == "metric"]
        self.indicators = [code for code in self.values if levels[code] == "indicator"]
        self.final = {unit: Fraction(value) for unit, value in self.values["0"].items()}

    def complete(self, codes: list[str]) -> list[str]:
        return [code for code in codes if len(self.values[code]) in COMPLETE]

    def scenario(self, nodes: list[dict[str, Any]], codes: list[str], plus: int = 0, **more: Any) -> Scenario:  # fmt: skip
        """The index as the mean of these nodes, from the published values of some codes."""
        plan = px.Rubric.from_json(
            {
                "parindex": 1, "id": "bipa", "edition": "2024", "max": 1 + plus, "aggregation": "mean",
                "missing": "exclude", "rounding": ROUNDING, "index_rounding": "exact", "ranking": RANKING,
                "nodes": nodes, **more,
            }
        ).compile()  # fmt: skip
        rows = []
        for unit in self.final:
            cells = {code: self.values[code].get(unit) for code in codes}
            rows.append(
                {"unit": unit}
                | {c: None if v is None else Decimal(v) + plus for c, v in cells.items()}
            )
        scores = plan.score(rows)
        assert not scores.issues
        now = px.Rubric.from_json(
            {
                "parindex": 1, "id": "final", "edition": "2024", "max": 1, "aggregation": "sum",
                "missing": "error", "index_rounding": "exact", "ranking": RANKING, "nodes": [leaf("1")],
            }
        ).compile()  # fmt: skip
        final = now.score([{"unit": unit, "1": self.values["0"][unit]} for unit in self.final])
        return Scenario(
            self.final,
            {unit: Fraction(scores[unit].points or 0) - plus for unit in scores.units},
            {entry.unit: entry.rank or 0 for entry in scores.rank()},
            {entry.unit: entry.rank or 0 for entry in final.rank()},
        )


@pytest.fixture(scope="module")
def index(cases: Path) -> Index:
    return Index(cases / "bipa2024")


def rounded(value: Fraction, digits: int) -> Decimal:
    number = Decimal(value.numerator) / value.denominator
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)


def agrees(index: Index, name: str, found: Scenario) -> None:
    """Every figure but the counts of value differences, which are binary."""
    wanted = index.results[name]
    count = len(found.after)
    assert count == 120
    assert sum(shift != 0 for shift in found.shifts) == int(wanted["n_rank_diff"])
    assert sum(shift >= 5 for shift in found.shifts) == int(wanted["n_rank_diff5"])
    for key, digits, parts in (
        ("value_diff", 2, found.values),
        ("value_diff_abs", 2, map(abs, found.values)),
        ("rank_diff", 1, found.shifts),
        ("rank_diff_abs", 1, map(abs, found.shifts)),
    ):
        # A mean on a half, such as 4.45, is printed to either side by binary numbers.
        mean = Fraction(sum(parts), count)
        step = Fraction(1, 10**digits)
        assert abs(mean - Fraction(wanted[key])) <= step / 2, key
    assert sum(abs(value) >= 0.05 for value in found.binary) == int(wanted["n_value_diff5"])


@pytest.mark.parametrize(
    ("name", "codes", "same", "exact5"),
    [("4_1_nowgt", "metrics", 101, 6), ("3_4_complmets", "metrics", 111, 74), ("3_5_complinds", "indicators", 106, 30)],
)  # fmt: skip
def test_means_of_what_is_published(
    index: Index, tally: dict[str, str], name: str, codes: str, same: int, exact5: int
) -> None:
    chosen = getattr(index, codes)
    if name.startswith("3"):
        chosen = index.complete(chosen)
    found = index.scenario([leaf(code) for code in chosen], chosen)
    agrees(index, name, found)
    assert sum(value != 0 for value in found.values) == int(index.results[name]["n_value_diff"])
    assert sum(value != 0 for value in found.values) == same
    assert sum(abs(value) >= Fraction(5, 100) for value in found.values) == exact5
    tally[f"bipa2024 sensitivity {name}"] = "all published figures"


def test_geometric_means(index: Index, tally: dict[str, str]) -> None:
    """Of the values plus 1, which no value makes 0, rounded at every tier."""

    def tree(code: str) -> dict[str, Any]:
        if code not in index.published.children:
            return {"code": code, "max": 2, "rule": {"direct": {"min": 0, "max": 2}}}
        children = [tree(child) for child in index.published.children[code]]
        return {"code": code, "max": 2, "rounding": ROUNDING, "children": children}

    fields = [tree(child) for child in index.published.children["0"]]
    found = index.scenario(fields, index.metrics, plus=1, aggregation="geometric_mean")
    agrees(index, "1_4_geomean", found)
    # Published are 116: round(x, 2) - 1 differs from the same decimal in a binary number.
    assert int(index.results["1_4_geomean"]["n_value_diff"]) == 116
    assert sum(value != 0 for value in found.values) == 115
    binary = [
        float(found.before[unit]) - (float(value + 1) - 1) for unit, value in found.after.items()
    ]
    assert sum(value != 0 for value in binary) == 116
    tally["bipa2024 sensitivity 1_4_geomean"] = "all published figures but one count"
