# SPDX-License-Identifier: MIT
"""Writes the files of this folder with the parindex that is installed: README.md says with which."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import parindex as px
import parindex.testing

OUTPUT = Path(sys.argv[1])
ROOT = Path(sys.argv[2])
"""The repository as it was at that version."""

LEFT_OUT = """classes_exact cohort_alone cohort_rules direction rank_competition rank_dense rank_exact
rank_ordinal rank_rounded rounding_stages""".split()
"""Case files that add no kind and no way to rank."""

ROUND: dict[str, Any] = {
    "parindex": 1,
    "id": "round",
    "edition": "2026",
    "title": {"vi": "Bộ tiêu chí của đợt", "en": "The rubric of the round"},
    "max": "6",
    "aggregation": "sum",
    "missing": "exclude",
    "not_applicable": "exclude",
    "markers": {"not_applicable": ["không áp dụng"]},
    "layer": "appraised",
    "index_rounding": {"digits": 2, "mode": "half_up"},
    "ranking": {
        "on": "index",
        "stage": "rounded",
        "ties": "competition",
        "tie_break": ["2"],
        "within": "all",
    },
    "classes": {
        "on": "index",
        "stage": "rounded",
        "bands": [{"id": "good", "from": "80"}, {"id": "fair", "below": "80"}],
    },
    "groups": [{"id": "wards"}, {"id": "communes"}],
    "layers": [{"id": "self"}, {"id": "appraised"}, {"id": "survey", "apart": True}],
    "resolution": ["appraised", "self"],
    "agencies": [{"id": "home", "lead": ["1"]}, {"id": "it", "lead": ["2", "3"]}],
    "nodes": [
        {
            "code": "1",
            "max": "2",
            "inputs": [
                {"name": "done", "type": "count"},
                {"name": "planned", "type": "count", "min": 1},
            ],
            "evidence": [{"id": "report", "title": {"vi": "Báo cáo"}}],
            "rule": {
                "proportional": {"on": {"percent": ["done", "planned"], "max": 100}, "full_at": 100}
            },
        },
        {"code": "2", "max": "3", "rule": {"direct": {"min": "0", "max": "3"}}},
        {
            "code": "3",
            "max": "1",
            "layer": "survey",
            "resolution": ["survey"],
            "rule": {"yes_no": {"yes": "1", "no": "0"}},
        },
    ],
}
UNITS = [
    {"unit": "Phường A", "group": "wards"},
    {"unit": "Xã B", "group": "communes"},
    {"unit": "Xã C", "group": "communes", "ranked": False},
]
STAGES = [
    {"id": "self", "layers": ["self"], "from": "2026-01-01", "until": "2026-01-31"},
    {
        "id": "appraisal",
        "layers": ["appraised", "survey"],
        "from": "2026-02-01",
        "until": "2026-02-28",
    },
]
EVIDENCE = [
    {"id": "report", "reference": "1/BC", "file": "bao-cao.txt", "size": 3, "sha256": "ab" * 32}
]


def mark(unit: str, code: str, value: object, layer: str, date: str, **more: Any) -> dict[str, Any]:
    return {"unit": unit, "code": code, "layer": layer, "value": value, "date": date, **more}


def observations() -> list[dict[str, Any]]:
    seen = []
    for unit, done in (("Phường A", 45), ("Xã B", 50), ("Xã C", 7)):
        for name, value in (("done", done), ("planned", 50)):
            seen.append(mark(unit, "1", value, "self", "2026-01-10", input=name, evidence=EVIDENCE))
        seen.append(mark(unit, "2", "2.5", "self", "2026-01-11", note="theo sổ", author="Nội vụ"))
    for unit, value in (("Phường A", "7/3"), ("Xã B", 3), ("Xã C", "không áp dụng")):
        seen.append(mark(unit, "2", value, "appraised", "2026-02-03", author="Tổ thẩm định"))
        seen.append(mark(unit, "3", "có", "survey", "2026-02-05"))
    return seen


OVERLAY = {
    "parindex_overlay": 1,
    "id": "round",
    "edition": "2027",
    "base": {"id": "round", "edition": "2026"},
    "changes": [
        {"set": "2", "values": {"max": "2", "rule": {"direct": {"min": "0", "max": "2"}}}},
        {
            "add": {"code": "4", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
            "after": "3",
        },
        {
            "set": "",
            "values": {
                "agencies": [{"id": "home", "lead": ["1"]}, {"id": "it", "lead": ["2", "3", "4"]}]
            },
        },
    ],
}


def write(name: str, text: str) -> None:
    (OUTPUT / name).write_text(text, encoding="utf-8", newline="\n")


def kinds() -> str:
    """A line for each case file of the repository: rubric, rows, digests and the result file."""
    lines = []
    for path in sorted((ROOT / "tests/cases").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        if "rows" not in case or path.stem in LEFT_OUT:
            continue
        rubric = px.Rubric.from_json(case["rubric"])
        scores = rubric.compile().score(case["rows"])
        line = {
            "case": path.stem,
            "rubric": json.loads(rubric.to_json()),
            "rubric_digest": rubric.digest,
            "rows": case["rows"],
            "result": json.loads(scores.to_json()),
        }
        lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    return "\n".join(lines) + "\n"


def main() -> None:
    write("kinds.jsonl", kinds())
    complete = px.Rubric.load(ROOT / "tests/data/complete.json")
    write("complete.json", complete.to_json())
    case = json.loads((ROOT / "tests/cases/bands.json").read_text(encoding="utf-8"))
    write(
        "cases.json", json.dumps({"parindex_cases": 1, **case}, ensure_ascii=False, indent=2) + "\n"
    )
    assert px.testing.run_cases([OUTPUT / "cases.json"]).ok
    rubric = px.Rubric.from_json(ROUND)
    write("rubric.json", rubric.to_json())
    write("overlay.json", json.dumps(OVERLAY, ensure_ascii=False, indent=2) + "\n")
    plan = rubric.compile()
    store = px.Assessment.open(
        OUTPUT / "round.db",
        plan,
        units=UNITS,
        clock=lambda: datetime(2026, 2, 6, 8, 0, tzinfo=timezone.utc),
    )
    store.close()
    assessment = px.Assessment.from_observations(
        plan, observations(), units=UNITS, stages=STAGES
    ).reopen(
        "self",
        until="2026-02-12",
        by="Tổ thẩm định",
        reason="Số liệu sửa",
        date="2026-02-10",
        unit="Phường A",
        code="1",
    )
    assessment.save(OUTPUT / "assessment.json")
    with px.Assessment.open(
        OUTPUT / "round.db",
        plan,
        clock=lambda: datetime(2026, 1, 12, 8, 0, tzinfo=timezone.utc),
    ) as store:
        store.append([seen for seen in observations() if seen["layer"] == "self"])
    command = [sys.executable, "-m", "parindex", "cases", "--boundaries"]
    boundaries = OUTPUT / "boundaries.json"
    subprocess.run([*command, "--output", boundaries, OUTPUT / "rubric.json"], check=True)
    snapshot = assessment.freeze()
    write("snapshot.json", snapshot.text)
    write("result.json", assessment.score().to_json())
    write("result-self.json", assessment.score("self").to_json())
    write(
        "digests.json",
        json.dumps(
            {
                "version": px.__version__,
                "complete": complete.digest,
                "rubric": rubric.digest,
                "overlaid": px.overlay(rubric, OUTPUT / "overlay.json").rubric.digest,
                "snapshot": snapshot.fingerprint,
            },
            indent=2,
        )
        + "\n",
    )


main()
