# SPDX-License-Identifier: MIT
"""How fast a form (.html) is: the first score after opening, and each change, for 100 leaves.

    python bench/form_page.py [--module FOLDER] [--rounds 20]

Opens the form of an agency that leads all 100 leaves in Chromium, from a file. `first score` is the time from the
start of the navigation until the points are shown, on a form with a draft in which every value is filled in.
`change` is the time of the script for one keystroke, from the event until points, explanation, list of open answers
and draft are done; `frame` is until the browser has painted. Medians, with the largest value.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import parindex as px
from machine import rows

LEAVES = 100


def rubric() -> px.Rubric:
    """Ten fields of ten leaves with shares, all led by one agency."""
    fields = [
        {
            "code": str(field),
            "max": "10",
            "aggregation": "sum",
            "children": [
                {
                    "code": f"{field}.{leaf}",
                    "max": "1",
                    "title": {"vi": f"Tiêu chí {field}.{leaf}", "en": f"Criterion {field}.{leaf}"},
                    "inputs": [
                        {"name": "done", "type": "count"},
                        {"name": "planned", "type": "count", "min": 1},
                    ],
                    "rounding": {"digits": 2, "mode": "half_up"},
                    "rule": {
                        "proportional": {
                            "on": {"percent": ["done", "planned"], "max": 100},
                            "full_at": "100",
                        }
                    },
                }
                for leaf in range(1, 11)
            ],
        }
        for field in range(1, 11)
    ]
    return px.Rubric.from_json(
        {
            "parindex": 1, "id": "bench", "edition": "2026", "max": "100", "aggregation": "sum",
            "missing": "error", "index_rounding": {"digits": 2, "mode": "half_up"},
            "layers": [{"id": "self"}], "layer": "self",
            "agencies": [{"id": "all", "lead": [str(field) for field in range(1, 11)]}],
            "nodes": fields,
        }
    )  # fmt: skip


FILL = """() => {
  document.querySelectorAll("[data-field]").forEach((field, at) => {
    field.value = at % 2 ? "40" : String(20 + (at % 20));
    field.dispatchEvent(new Event("input"));
  });
}"""
CHANGE = """async (rounds) => {
  const fields = [...document.querySelectorAll("[data-field]")];
  const found = [];
  for (let round = 0; round < rounds; ++round) {
    const field = fields[(2 * round * 7) % fields.length];
    await new Promise(requestAnimationFrame);
    field.value = String(10 + (round % 30));
    const began = performance.now();
    field.dispatchEvent(new Event("input"));
    const ended = performance.now();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    found.push([ended - began, performance.now() - began]);
  }
  return found;
}"""


def shown(name: str, times: list[float], most: float | None) -> None:
    goal = "" if most is None else f"  (goal: {most:g} ms)"
    print(f"{name:12} {statistics.median(times):7.1f} ms, at most {max(times):7.1f} ms{goal}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--module")
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args()
    plan = rubric().compile()
    assert len(px.worksheet(plan, "all").leads()) == LEAVES
    page = px.worksheet(plan, "all").to_page(["A"], layer="self", module=args.module, language="en")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        path = Path(folder) / "form.html"
        path.write_text(page, encoding="utf-8")
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_context().new_page()
        first = []
        for _ in range(args.rounds + 1):
            tab.goto(path.as_uri())
            tab.wait_for_selector("html[data-ready]")
            first.append(float(tab.evaluate("document.documentElement.dataset.ready")))
            if len(first) == 1:
                tab.evaluate(FILL)
        changes = tab.evaluate(CHANGE, 10 * args.rounds)
        version = browser.version
        browser.close()
    print(f"{dict(rows())['processor']}, Chromium {version}, {LEAVES} leaves, {2 * LEAVES} values")
    print(f"page         {path.name}: {len(page.encode()):,} bytes")
    shown("first score", first[1:], 200)
    shown("change", [one for one, _ in changes], 16)
    shown("frame", [both for _, both in changes], None)
    print(json.dumps({"opened": [round(each) for each in first]}))


if __name__ == "__main__":
    main()
