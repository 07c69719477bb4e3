# SPDX-License-Identifier: MIT
"""The benchmark runs. No test checks its times, which depend on the machine."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = "numpy polars duckdb pandas pyarrow skcriteria pymcdm threadpoolctl".split()
LACKING = [name for name in NEEDED if find_spec(name) is None]


@pytest.mark.skipif(bool(LACKING), reason=f"uv pip install --group bench; missing: {LACKING}")
def test_the_benchmark_runs_and_its_contenders_agree(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    command = [sys.executable, str(ROOT / "bench" / "run.py"), "--quick", "--output", str(page)]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr
    text = page.read_text(encoding="utf-8")
    for contender in ("NumPy `X @ w`", "polars expressions", "DuckDB SQL", "`decimal.Decimal`"):
        assert f"| {contender}" in text
