#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks an installed wheel with the standard library alone, from any folder: python tools/check_wheel.py

It is the package that is imported, not the sources beside this file; it has the texts of the licences and the
bill of materials; the demo runs; and the shipped rubrics give the digests of tests/data/shipped_digests.json,
which are the same on every platform. `--write` writes this file, for another version of the engine.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIGESTS = ROOT / "tests" / "data" / "shipped_digests.json"
LICENSES = {"LICENSE", "boost.txt", "nlohmann-json.txt", "pybind11.txt"}
COMPILED_IN = {"Boost.Multiprecision", "JSON for Modern C++", "pybind11"}


def check_metadata() -> None:
    found = distribution("parindex")
    files = {str(path): path for path in found.files or ()}
    texts = {Path(name).name for name in files if ".dist-info/licenses/" in name.replace("\\", "/")}
    assert texts == LICENSES, texts
    bills = [path for name, path in files.items() if name.endswith("parindex.cdx.json")]
    assert len(bills) == 1, bills
    bill = json.loads(bills[0].read_text(encoding="utf-8"))
    components = {one["name"]: one["version"] for one in bill["components"]}
    assert components.keys() == COMPILED_IN, components
    assert all(components.values()), components
    assert bill["metadata"]["component"]["version"] == found.version


def shipped_digests() -> dict[str, str]:
    """The digest of the scores of each shipped rubric for its example data."""
    import parindex as px
    from parindex import shipped

    return {
        name: px.Rubric.load(shipped.shipped_rubric_path(name))
        .compile()
        .score(shipped.example_data_path(name))
        .digest
        for name in sorted(shipped.names())
    }


def main() -> None:
    import parindex as px

    imported = Path(px.__file__).resolve()
    assert ROOT / "bindings" not in imported.parents, imported
    check_metadata()
    got = shipped_digests()
    if sys.argv[1:] == ["--write"]:
        DIGESTS.write_text(json.dumps(got, indent=2) + "\n", encoding="utf-8")
    wanted = json.loads(DIGESTS.read_text(encoding="utf-8"))
    assert got == wanted, {name: (got.get(name), wanted.get(name)) for name in {*got, *wanted}}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "parindex", "demo"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    print(
        f"parindex {px.__version__}, Python {platform.python_version()}, {platform.platform()}:"
        f" {len(got)} rubrics give the known digests"
    )


if __name__ == "__main__":
    main()
