#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One folder of case files gives the same outcome under pytest and under the runner that ctest calls.

    equal_outcome.py RUNNER

The folder contains cases that pass, cases that fail and files that cannot be run. RUNNER is the program
of parindex_add_cases; pytest runs with the plugin of the package in this Python. The exit code is
77, which ctest counts as skipped, if the package is not installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

RUBRIC: dict[str, Any] = {
    "parindex": 1,
    "id": "r",
    "edition": "2026",
    "max": "3",
    "aggregation": "sum",
    "missing": "error",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "nodes": [
        {"code": "1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
        {"code": "2", "max": "2", "rule": {"direct": {"min": "0", "max": "2"}}},
    ],
}


def case(unit: str, points: Any, mark: Any = 2, **more: Any) -> dict[str, Any]:
    return {"unit": unit, "given": {"1": True, "2": mark}, "expect": {"points": points}, **more}


FILES: dict[str, Any] = {
    "good": {"rubric": RUBRIC, "cases": [case("A", "3"), case("Huế", "2.5", "1.5")]},
    "mixed": {"rubric": RUBRIC, "cases": [case("A", "2"), case("B", "3"), case("B2", None, 3)]},
    "new": {"rubric": RUBRIC, "cases": [{"unit": "A", "given": {"1": True, "2": 1}}]},
    "cohorts": {
        "rubric": RUBRIC,
        "cases": [case("A", "3", cohort="x"), case("A", "1", cohort="y")],
    },
    "refused": {"rubric": {**RUBRIC, "max": "4"}, "expect": {"issues": [{"severity": "error"}]}},
    "broken": {"rubric": {**RUBRIC, "max": "4"}, "cases": [case("A", "3")]},
    "unknown": {"rubric": RUBRIC, "cases": [{**case("A", "3"), "expect": {"nodes": {"9": {}}}}]},
    "empty": {"rubric": RUBRIC},
    "other": {
        "rubric": RUBRIC,
        "for": {"rubric": "r", "edition": "1999"},
        "include": ["old.json"],
        "cases": [case("A", "3")],
    },
}


def by_runner(runner: str, path: Path) -> tuple[bool, list[tuple[str, bool]]]:
    """Whether the file passes for ctest, and each case with its outcome."""
    done = subprocess.run(
        [runner, "--format", "json", str(path)], capture_output=True, text=True, check=False
    )
    report = json.loads(done.stdout)
    cases = [(one["unit"] or "issues", one["passed"]) for one in report["cases"]]
    # A file that cannot be run counts as one more failure, as in pytest.
    broken = any(issue["severity"] == "error" for issue in report["issues"]) or not cases
    return done.returncode == 0, cases + ([("file", False)] if broken else [])


def by_pytest(path: Path) -> tuple[bool, list[tuple[str, bool]]]:
    result = path.with_suffix(".xml")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        f"--junitxml={result}",
    ]
    done = subprocess.run(
        [*command, str(path)], cwd=path.parent, capture_output=True, text=True, check=False
    )
    tests = ET.parse(result).iter("testcase")
    found = [(test.get("name", ""), not list(test.iter("failure"))) for test in tests]
    return done.returncode == 0, found


def main() -> int:
    try:
        import parindex.pytest_plugin  # noqa: F401
    except ImportError:
        print("the Python package is not installed: nothing to compare with")
        return 77
    differences = 0
    with tempfile.TemporaryDirectory() as name:
        outcomes = set()
        for stem, document in FILES.items():
            path = Path(name) / f"{stem}.case.json"
            path.write_text(json.dumps(document), encoding="utf-8")
            ctest, pytest = by_runner(sys.argv[1], path), by_pytest(path)
            # pytest adds a number to the second of two cases with the same name.
            plain = (pytest[0], [(case.removesuffix("-2"), passed) for case, passed in pytest[1]])
            same = ctest == plain
            differences += not same
            outcomes |= {passed for _, passed in ctest[1]}
            print(
                f"{'same' if same else 'DIFFERENT'}  {stem}: {ctest}" + (f" {pytest}" * (not same))
            )
        if outcomes != {True, False}:
            print("the files must hold cases that pass and cases that fail")
            differences += 1
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
