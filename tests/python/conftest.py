# SPDX-License-Identifier: MIT
"""One rubric with every rule kind except `checklist`, its data, and the fixtures of the tests."""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import Any

import pytest

import parindex as px
import tallies
from tallies import (  # noqa: F401 - pytest looks for hooks here
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Random tests use the seed in PARINDEX_SEED."""
    config.option.hypothesis_seed = os.environ.get("PARINDEX_SEED") or config.option.hypothesis_seed


def pytest_report_header(config: pytest.Config) -> str:
    seed = config.option.hypothesis_seed
    return "random tests: " + ("as always" if seed is None else f"PARINDEX_SEED={seed}")


PERCENT = {"percent": ["done", "planned"]}
RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "example",
    "edition": "2026",
    "title": {"vi": "Chỉ số ví dụ", "en": "Example index"},
    "max": "10",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {
        "on": "index",
        "stage": "rounded",
        "ties": "competition",
        "tie_break": [],
        "within": "all",
    },
    "nodes": [
        {
            "code": "1",
            "title": {"vi": "Công tác chỉ đạo, điều hành", "en": "Steering <and> direction"},
            "max": "7",
            "children": [
                {
                    "code": "1.1",
                    "max": "2",
                    "inputs": [
                        {"name": "done", "type": "count"},
                        {"name": "planned", "type": "count", "min": 1, "max": 1000},
                    ],
                    "rule": {
                        "bands": {
                            "on": PERCENT,
                            "steps": [
                                {"above": "90", "points": "2"},
                                {"from": "70", "to": "90", "points": "1"},
                                {"below": "70", "points": "0"},
                            ],
                        }
                    },
                },
                {
                    "code": "1.2",
                    "title": {"vi": "Báo cáo đúng hạn"},
                    "max": "1",
                    "rule": {
                        "choice": {
                            "options": [
                                {"id": "on_time", "points": "1"},
                                {"id": "late", "points": "0.5"},
                                {"id": "none", "points": "0"},
                            ]
                        }
                    },
                },
                {
                    "code": "1.3",
                    "max": "1",
                    "rule": {
                        "all_of": {
                            "items": [{"id": "q1"}, {"id": "q2"}],
                            "points": "1",
                            "otherwise": "0",
                        }
                    },
                },
                {
                    "code": "1.4",
                    "max": "3",
                    "missing": "exclude",
                    "rounding": {"digits": 2, "mode": "half_up"},
                    "inputs": [{"name": "value", "type": "number", "min": 0, "max": 3}],
                    "rule": {"proportional": {"on": {"value": "value"}, "full_at": "3"}},
                },
            ],
        },
        {
            "code": "2",
            "title": {"vi": "Tác động", "en": "Impact"},
            "max": "3",
            "rule": {"direct": {"min": "0", "step": "0.25", "max": "3"}},
        },
    ],
}

HA_NOI: dict[str, Any] = {
    "unit": "Hà Nội",
    "group": "Đồng bằng",
    "1.1.done": 46,
    "1.1.planned": 50,
    "1.2": "late",
    "1.3.q1": True,
    "1.3.q2": "có",
    "1.4": "4/3",
    "2": 2.25,
}
HUE: dict[str, Any] = {**HA_NOI, "unit": "Huế", "group": "Miền Trung", "1.1.done": 40, "1.4": None}


@pytest.fixture
def document() -> dict[str, Any]:
    """The rubric as a dictionary that a test may change."""
    return copy.deepcopy(RUBRIC)


@pytest.fixture(scope="session")
def rubric() -> px.Rubric:
    return px.Rubric.from_json(RUBRIC)


@pytest.fixture(scope="session")
def plan(rubric: px.Rubric) -> px.Plan:
    return rubric.compile()


@pytest.fixture
def row() -> dict[str, Any]:
    """One good row that a test may change."""
    return dict(HA_NOI)


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    """Two good rows: Hà Nội has 7.08 of 10 points; Huế, without a value of 1.4, 4.75 of 7."""
    return [dict(HA_NOI), dict(HUE)]


@pytest.fixture
def scores(plan: px.Plan, rows: list[dict[str, Any]]) -> px.Scores:
    return plan.score(rows)


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of published indices, for tests of conformance."""
    folder = os.environ.get("PARINDEX_CASES")
    if not folder:
        pytest.skip("PARINDEX_CASES names no folder of published indices")
    return Path(folder)


@pytest.fixture(scope="session")
def tally() -> dict[str, str]:
    """The reproduced part of each published index; pytest prints it at the end."""
    return tallies.conformance
