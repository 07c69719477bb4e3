# SPDX-License-Identifier: MIT
"""A small rubric with layers and agencies, and helpers for several tests of a round."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import Any

Json = dict[str, Any]

RUBRIC: Json = {
    "parindex": 1,
    "id": "small",
    "edition": "2026",
    "max": "5",
    "aggregation": "sum",
    "missing": "error",
    "layer": "appraised",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "layers": [{"id": "self"}, {"id": "appraised"}, {"id": "survey", "apart": True}],
    "agencies": [
        {"id": "home", "title": {"vi": "Nội vụ"}, "lead": ["1.10"]},
        {"id": "it", "lead": ["2", "3"], "coordinate": [{"codes": ["1.10"], "if_any": True}]},
    ],
    "nodes": [
        {
            "code": "1.10",
            "title": {"vi": "Kế hoạch"},
            "max": "2",
            "inputs": [
                {"name": "done", "type": "count", "title": {"vi": "Hoàn thành"}},
                {"name": "planned", "type": "count", "min": 1},
            ],
            "evidence": [{"id": "report", "title": {"vi": "Báo cáo"}}],
            "rule": {
                "proportional": {"on": {"percent": ["done", "planned"], "max": 100}, "full_at": 100}
            },
        },
        {"code": "2", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
        {"code": "3", "max": "2", "layer": "survey", "rule": {"direct": {"min": "0", "max": "2"}}},
    ],
}


def seen(code: str, layer: str, value: object, date: str, **more: Any) -> Json:
    return {"unit": "A", "code": code, "layer": layer, "value": value, "date": date, **more}


def story() -> list[Json]:
    """10 of 10 tasks, appraised as 9; 1.5 points from the survey."""
    report = {"evidence": [{"id": "report", "reference": "1/BC"}]}
    return [
        seen("1.10", "self", 10, "2026-01-05", input="done", **report),
        seen("1.10", "self", 10, "2026-01-05", input="planned"),
        seen("2", "self", True, "2026-01-05"),
        seen("1.10", "appraised", 9, "2026-02-01", input="done", author="Tổ thẩm định"),
        seen("1.10", "appraised", 10, "2026-02-01", input="planned"),
        seen("2", "appraised", "có", "2026-02-01"),
        seen("3", "survey", Decimal("1.5"), "2026-03-01"),
    ]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "parindex", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
