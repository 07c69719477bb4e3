# SPDX-License-Identifier: MIT
"""The cost of importing the package."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from process import Sample


def import_seconds(runs: int) -> dict[str, Sample]:
    """Seconds of a Python process that imports nothing, parindex and others, in turns."""
    modules = {"nothing": "pass", "parindex": "import parindex", "numpy": "import numpy"}
    modules["pandas"] = "import pandas"
    found = {name: Sample() for name in modules}
    for turn in range(runs + 1):
        for name, code in modules.items():
            begin = time.perf_counter()
            # -I ignores the user's environment, so that the installed package is imported.
            subprocess.run([sys.executable, "-I", "-c", code], check=True)
            if turn > 0:
                found[name].values.append(time.perf_counter() - begin)
    return found


def wheel_bytes(root: Path) -> int | None:
    """Size of a wheel of the source tree, from the build folder of `make build`; None without a wheel."""
    build = root / "build" / "python"
    if not build.is_dir():
        return None
    with tempfile.TemporaryDirectory() as folder:
        options = ["--no-deps", "--no-build-isolation", "-C", f"build-dir={build}", "-w", folder]
        command = [sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check"]
        subprocess.run([*command, *options, str(root)], check=True)
        (wheel,) = Path(folder).glob("parindex-*.whl")
        return wheel.stat().st_size
