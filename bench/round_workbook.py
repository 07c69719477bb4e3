# SPDX-License-Identifier: MIT
"""Seconds and bytes of the workbook of a round: ``python bench/round_workbook.py [UNITS LEAVES]``."""

from __future__ import annotations

import sys
import time

import parindex as px


def rubric(leaves: int) -> px.Rubric:
    """Fields of ten leaves each: shares of two counts, rounded to two digits."""
    share = {"on": {"percent": ["done", "planned"], "max": 100}, "full_at": 100}
    inputs = [{"name": "done", "type": "count"}, {"name": "planned", "type": "count", "min": 1}]
    fields: list[dict[str, object]] = []
    for field in range(1, leaves // 10 + 1):
        nodes = [
            {
                "code": f"{field}.{leaf}", "max": "1.5", "title": {"vi": f"Kế hoạch số {leaf}", "en": f"Plan {leaf}"},
                "rounding": {"digits": 2, "mode": "half_up"}, "inputs": inputs,
                "rule": {"proportional": share},
            }
            for leaf in range(1, 11)
        ]  # fmt: skip
        title = {"vi": f"Lĩnh vực {field}", "en": f"Field {field}"}
        fields.append({"code": str(field), "max": 15, "title": title, "children": nodes})
    return px.Rubric.from_json(
        {
            "parindex": 1, "id": "bench", "edition": "1", "title": {"vi": "Đo", "en": "Bench"},
            "max": 15 * len(fields), "aggregation": "sum", "missing": "error",
            "index_rounding": {"digits": 2, "mode": "half_up"},
            "ranking": {"on": "index", "stage": "rounded", "ties": "competition", "within": "all"},
            "nodes": fields,
        }
    )  # fmt: skip


def main(units: int, leaves: int) -> None:
    """Print the cost of a workbook with this number of units and leaves."""
    plan = rubric(leaves).compile()
    rows = [
        {"unit": f"Đơn vị {unit}"}
        | {
            column.name: 200 if column.input == "planned" else (unit * 7 + at * 13) % 200
            for at, column in enumerate(plan.columns)
        }
        for unit in range(units)
    ]
    scores = plan.score(rows)
    begin, work = time.perf_counter(), time.process_time()
    content = scores.workbook()
    seconds, worked = time.perf_counter() - begin, time.process_time() - work
    megabytes = len(content) / 1e6
    print(f"{units} units, {leaves} leaves: {seconds:.2f} s ({worked:.2f} s of processor), {megabytes:.1f} MB")  # fmt: skip


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (63, 100)))
