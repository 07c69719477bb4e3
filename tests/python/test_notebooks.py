# SPDX-License-Identifier: MIT
"""The notebooks of the examples run, and show what they say that they show."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("nbclient", reason="nbclient is not installed")
pytest.importorskip("ipykernel", reason="ipykernel is not installed")
pytest.importorskip("matplotlib", reason="matplotlib is not installed")

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))


def test_there_are_four_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "decision-766",
        "pandas-polars",
        "round",
        "threshold",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_happens(path: Path) -> None:
    # `tools/run_notebooks.py --write` updates an outdated notebook.
    if path.stem == "round":
        pytest.importorskip("jinja2", reason="jinja2 is not installed")
        pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed")
        pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    if path.stem == "pandas-polars":
        pytest.importorskip("pandas", reason="pandas is not installed")
        pytest.importorskip("polars", reason="polars is not installed")
    command = [sys.executable, str(ROOT / "tools" / "run_notebooks.py"), str(path)]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_of_a_notebook_has_run(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == [*range(1, len(code) + 1)]
    assert any("image/svg+xml" in out.get("data", {}) for cell in code for out in cell["outputs"])


def test_a_notebook_that_shows_something_else_is_found(tmp_path: Path) -> None:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "print(1 + 1)"}
    cell |= {
        "execution_count": 1,
        "outputs": [{"name": "stdout", "output_type": "stream", "text": "3\n"}],
    }
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path = tmp_path / "wrong.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    command = [sys.executable, str(ROOT / "tools" / "run_notebooks.py"), str(path)]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 1
    assert '+      "2\\n"' in process.stdout
