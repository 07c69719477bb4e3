# SPDX-License-Identifier: MIT
"""Seconds and bytes of the report: ``python bench/report_page.py [UNITS LEAVES]``."""

from __future__ import annotations

import sys
import time

import parindex as px


def rubric(leaves: int) -> px.Rubric:
    """Ten fields of bands over two counts."""
    bands = {
        "on": {"percent": ["done", "planned"], "max": "100"},
        "steps": [
            {"from": "90", "points": "1", "title": {"vi": "Đạt", "en": "Met"}},
            {"from": "70", "below": "90", "points": "0.5"},
            {"below": "70", "points": "0"},
        ],
    }
    inputs = [{"name": "done", "type": "count"}, {"name": "planned", "type": "count", "min": 1}]
    fields: list[dict[str, object]] = []
    for field in range(1, 11):
        nodes = [
            {
                "code": f"{field}.{leaf}",
                "max": "1",
                "title": {"vi": f"Mức độ thực hiện kế hoạch số {leaf}", "en": f"Plan {leaf}"},
                "inputs": inputs,
                "rule": {"bands": bands},
            }
            for leaf in range(1, leaves // 10 + 1)
        ]
        title = {"vi": f"Lĩnh vực {field}", "en": f"Field {field}"}
        fields.append(
            {"code": str(field), "max": str(len(nodes)), "title": title, "children": nodes}
        )
    return px.Rubric.from_json(
        {
            "parindex": 1, "id": "bench", "edition": "1", "title": {"vi": "Đo", "en": "Bench"},
            "max": str(leaves // 10 * 10), "aggregation": "sum", "missing": "error",
            "index_rounding": {"digits": 2, "mode": "half_up"},
            "ranking": {"on": "index", "stage": "rounded", "ties": "competition", "within": "all"},
            "nodes": fields,
        }
    )  # fmt: skip


def main(units: int, leaves: int) -> None:
    """Print the cost of a report with this number of units and leaves."""
    plan = rubric(leaves).compile()
    columns = [column.name for column in plan.columns]
    rows = [
        {"unit": f"Đơn vị {unit}", **{name: 1 + (unit * 7 + at * 13) % 10 for at, name in enumerate(columns)}}
        for unit in range(units)
    ]  # fmt: skip
    for row in rows:
        for name in columns:
            if name.endswith(".planned"):
                row[name] = 10
    scores = plan.score(rows)
    begin = time.perf_counter()
    page = scores.report()
    seconds = time.perf_counter() - begin
    print(f"{units} units, {leaves} leaves: {seconds:.2f} s, {len(page.encode()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (63, 100)))
