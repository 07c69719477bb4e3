#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the notebooks of examples/notebooks and compares their outputs.

run_notebooks.py NOTEBOOK...            compare; exit code 1 if an output differs from the actual one
run_notebooks.py --write NOTEBOOK...    write the actual outputs into the notebooks

A notebook is run from top to bottom in an empty folder. Of a plot only its texts are compared: where a line lies
in it may depend on the version of matplotlib.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

SVG = "image/svg+xml"


def ran(path: Path) -> Any:
    """The notebook with the actual outputs. Raises CellExecutionError if a cell does."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": folder}})
        client.execute()
    for cell in notebook.cells:
        cell.metadata = {}
        if "outputs" in cell:
            cell.outputs = joined(cell.outputs)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


def joined(outputs: list[Any]) -> list[Any]:
    """The outputs, with printed text joined: the number of its pieces depends on the load of the
    machine."""
    whole: list[Any] = []
    for output in outputs:
        last = whole[-1] if whole else None
        if output.output_type == "stream" and last and last.get("name") == output.name:
            last.text += output.text
        else:
            whole.append(output)
    return whole


def written(notebook: Any) -> str:
    return json.dumps(json.loads(nbformat.writes(notebook)), ensure_ascii=False, indent=1) + "\n"


def compared(text: str) -> list[str]:
    """The lines of a notebook, with the texts of a plot in its place."""
    document = json.loads(text)
    for cell in document["cells"]:
        for output in cell.get("outputs", ()):
            if SVG in output.get("data", {}):
                svg = "".join(output["data"][SVG])
                output["data"][SVG] = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return json.dumps(document, ensure_ascii=False, indent=1).split("\n")


def main() -> int:
    arguments = argparse.ArgumentParser(description="Runs the notebooks.")
    arguments.add_argument(
        "--write", action="store_true", help="put the outputs into the notebooks"
    )
    arguments.add_argument("notebooks", nargs="+", type=Path)
    given = arguments.parse_args()
    wrong = False
    for path in given.notebooks:
        before, after = path.read_text(encoding="utf-8"), written(ran(path))
        if given.write:
            path.write_text(after, encoding="utf-8")
        elif (old := compared(before)) != (new := compared(after)):
            wrong = True
            print(*difflib.unified_diff(old, new, f"{path}", "what happens", lineterm=""), sep="\n")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
