# SPDX-License-Identifier: MIT
"""The cost of reading a matrix by rows, by columns, and as Arrow columns, which are immutable.

NumPy data are checked for changes: each part of a column has a checksum that is compared at every reading.
The cost is the difference between the columns of a matrix and the same columns in Arrow.

    python bench/layouts.py
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pyarrow as pa

import parindex as px

UNITS, LEAVES, RUNS = 300_000, 100, 7


def leaf(code: str) -> dict[str, Any]:
    return {
        "code": code,
        "max": "1",
        "rounding": {"digits": 4, "mode": "half_up"},
        "inputs": [{"name": "v", "type": "number", "min": 0, "max": 100}],
        "rule": {"proportional": {"on": {"value": "v"}, "full_at": "100"}},
    }


def main() -> None:
    codes = [f"c{i}" for i in range(LEAVES)]
    rubric = {
        "parindex": 1,
        "id": "layouts",
        "edition": "1",
        "max": str(LEAVES),
        "aggregation": "sum",
        "missing": "exclude",
        "index_rounding": "exact",
        "nodes": [leaf(code) for code in codes],
    }
    plan = px.Rubric.from_json(rubric).compile()
    values = np.random.default_rng(1).integers(0, 10_001, size=(UNITS, LEAVES)) / 100
    columns = np.asfortranarray(values)
    layouts = {
        "NumPy, by rows": np.ascontiguousarray(values),
        "NumPy, by columns": columns,
        "Arrow": pa.table({f"{code}.v": columns[:, i] for i, code in enumerate(codes)}),
    }
    print(f"{UNITS:,} units x {LEAVES} leaves, one thread, processor time, least of {RUNS}:")
    for name, data in layouts.items():
        found = []
        for _ in range(RUNS):
            begin = time.process_time()
            plan.score(data, unit=None, keep="total", threads=1)
            found.append(time.process_time() - begin)
        print(f"{name:<18} {min(found) * 1e3:7.1f} ms")


if __name__ == "__main__":
    main()
