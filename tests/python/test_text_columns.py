# SPDX-License-Identifier: MIT
"""Columns of texts: numbers and options written as texts have the results of the values that they mean."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import parindex as px
from parindex import reference

pa = pytest.importorskip("pyarrow")

Json = dict[str, Any]

NUMBERS = st.one_of(
    st.decimals(min_value=-5, max_value=110, places=3).map(str),
    st.sampled_from([
        "7", "7%", "1.234.567", "07", "007.50", "-0", "-0.0", "0.000", "100", "99", "99.0", "-9", "1e2", "1E-3", "1/3", "20/2",
        "12.5 ", "+3", ".5", "5.", "", "-", "n/a", "3,5", "٣", "0.1000000000000001", "123456789012345",
        "1234567890123456", "99999999999999999999", "12345.1234567890", "NaN", "inf",
    ]),
    st.none(),
)  # fmt: skip
LONG = [
    "a",
    "b",
    "abcdefgh",
    "abcdefghi",
    "abcdefghj",
    "abcdefgh_ij",
    "đủ",
    "đạt_một_phần",
    "đạt_toàn_phần",
]
CHOICES = st.one_of(st.sampled_from(LONG), st.text("abdđ", max_size=12), st.none())


def rubric(options: list[str], markers: list[str]) -> Json:
    return {
        "parindex": 2, "id": "texts", "edition": "1", "index_rounding": "exact", "missing": "exclude",
        "markers": {"not_applicable": markers}, "not_applicable": "full",
        "max": "3", "aggregation": "sum",
        "nodes": [
            {
                "code": "1", "max": "1", "inputs": [{"name": "x", "type": "number", "min": 0, "max": 100}],
                "rounding": {"digits": 4, "mode": "half_up"},
                "rule": {"proportional": {"on": {"value": "x"}, "full_at": 100}},
            },
            {
                "code": "2", "max": "1", "inputs": [{"name": "n", "type": "count"}],
                "rule": {"bands": {"on": {"value": "n"}, "steps": [
                    {"from": 7, "points": 1}, {"below": 7, "points": 0},
                ]}},
            },
            {
                "code": "3", "max": "1",
                "rule": {"choice": {"options": [
                    {"id": option, "points": f"{at}/{len(options) - 1}"} for at, option in enumerate(options)
                ]}},
            },
        ],
    }  # fmt: skip


def rows_of(table: Json) -> list[Json]:
    return [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]


def outcomes(scores: px.Scores) -> list[Json]:
    units = json.loads(scores.to_json())["units"]
    return [
        {
            "nodes": {
                code: (node["points"], node["status"]) for code, node in unit["nodes"].items()
            },
            "issues": [(issue["code"], issue["field"]) for issue in unit.get("issues", ())],
        }
        for unit in units
    ]


@settings(deadline=None)
@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, CHOICES), min_size=1, max_size=40),
    st.lists(st.sampled_from(LONG), min_size=2, unique=True),
    st.lists(st.sampled_from(["n/a", "-", "1.234.567", "7%", "x"]), min_size=1, unique=True),
    st.sampled_from(["string", "large_string", "string_view"]),
)
def test_texts_mean_what_the_twin_reads(
    rows: list[tuple[str | None, str | None, str | None]],
    options: list[str],
    markers: list[str],
    kind: str,
) -> None:
    document = rubric(options, markers)
    plan = px.Rubric.from_json(document).compile()
    x, n, choice = (list(column) for column in zip(*rows, strict=True))
    columns = {"unit": [f"u{i}" for i in range(len(rows))], "1": x, "2": n, "3": choice}
    columns = dict(
        zip(["unit", *(column.name for column in plan.columns)], columns.values(), strict=True)
    )
    table = pa.table(
        {name: pa.array(column, getattr(pa, kind)()) for name, column in columns.items()}
    )
    expected = reference.score(document, rows_of(columns))
    twin = [
        {
            "nodes": {
                code: (node["points"], node["status"]) for code, node in unit["nodes"].items()
            },
            "issues": [(issue["code"], issue["field"]) for issue in unit.get("issues", ())],
        }
        for unit in expected
    ]
    assert outcomes(plan.score(table)) == twin
    assert outcomes(plan.score(columns)) == twin


def test_many_options_and_options_that_begin_alike() -> None:
    options = [f"the_option_{at:02}" for at in range(40)]
    for some in (options, options[:5]):
        document = {**rubric(some, ["n/a"]), "max": "1"}
        document["nodes"] = document["nodes"][2:]
        plan = px.Rubric.from_json(document).compile()
        texts = [*some, "the_option", "the_option_99", None, "n/a"]
        columns = {"unit": [f"u{i}" for i in range(len(texts))], plan.columns[0].name: texts}
        found = [each["nodes"]["3"] for each in outcomes(plan.score(pa.table(columns)))]
        assert [Fraction(points) for points, _ in found[: len(some)]] == [
            Fraction(at, len(some) - 1) for at in range(len(some))
        ]
        assert [status for _, status in found[len(some) :]] == ["error", "error", "excluded", "ok"]
