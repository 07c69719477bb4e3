# SPDX-License-Identifier: MIT
"""Initial inputs for formats_fuzz, and a dictionary of the words of the formats.

    seeds.py FOLDER      writes FOLDER/seeds/* and FOLDER/words.dict

The first byte of a seed is the letter of its format, see formats_fuzz.cpp.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import parindex as px

REPOSITORY = Path(__file__).parents[1]
BASE = REPOSITORY / "tests/data/process.json"
LONGEST = 20_000  # bytes: longer inputs make runs slow and find no more
Json = dict[str, Any]

CELLS: Json = {
    "1.1.done": 46, "1.1.planned": 50, "1.2": "late", "1.3": 30, "2": 6, "2.late": "no", "3": "1.5",
}  # fmt: skip
OVERLAY: Json = {
    "parindex_overlay": 1,
    "id": "local",
    "edition": "2027",
    "base": {"id": "process", "edition": "2026"},
    "changes": [
        {"set": "3", "values": {"title": {"vi": "Điểm của địa phương"}}},
        {"remove": "1.3"},
        {"set": "1", "values": {"max": "4"}},
        {"add": {"code": "4", "max": "1", "rule": {"yes_no": {"yes": 1, "no": 0}}}, "under": ""},
        {"set": "", "values": {"max": "10"}},
        {"replace": {"code": "1.2", "max": "1", "rule": {"levels": {"options": [
            {"id": "a", "percent": 100}, {"id": "b", "percent": 0}]}}}},
    ],
}  # fmt: skip


def rubrics() -> list[Json]:
    files = sorted([*REPOSITORY.glob("rubrics/*.json"), *REPOSITORY.glob("tests/data/*.json")])
    found = [json.loads(path.read_text("utf-8")) for path in files]
    for path in REPOSITORY.glob("tests/cases/*.json"):
        cases = json.loads(path.read_text("utf-8"))
        if isinstance(cases.get("rubric"), dict):
            found.append(cases["rubric"])
    return found


def observations() -> list[Json]:
    made = []
    for unit in ("A", "B"):
        for code, name, layer, value in (
            ("1.1", "done", "self", 50),
            ("1.1", "planned", "self", 50),
            ("1.1", "done", "appraised", 40),
            ("1.2", "value", "self", "late"),
            ("3", "value", "appraised", "1.5"),
        ):
            made.append(
                {"unit": unit, "code": code, "input": name, "layer": layer, "value": value,
                 "date": "2026-01-05", "author": "Sở Nội vụ", "note": "an explanation"}
            )  # fmt: skip
    return made


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def seeds() -> dict[str, list[str]]:
    """Texts by the letter of their format, without spaces: most inputs are short."""
    base = px.Rubric.load(BASE)
    plan = base.compile()
    scores = plan.score([{"unit": unit, **CELLS} for unit in "ABC"])
    units = [{"unit": "A"}, {"unit": "B"}]
    assessment = px.Assessment.from_observations(plan, observations(), units=units)
    small = px.Assessment.from_observations(plan, observations()[:1], units=units[:1])
    parts = [
        {"agency": "finance", "observations": [o for o in observations() if o["code"][0] == "1"]},
        {"agency": "health", "observations": [o for o in observations() if o["code"] == "3"]},
    ]
    dated = json.loads(BASE.read_text("utf-8"))
    years = [
        compact({**dated, "edition": year, "effective": {"from": f"{year}-01-01"}})
        for year in ("2025", "2026")
    ]
    return {
        "r": [compact(rubric) for rubric in rubrics()],
        "o": [compact(OVERLAY)],
        "e": ["\x1e".join(years)],
        "c": [
            compact(json.loads(path.read_text("utf-8")))
            for path in sorted(REPOSITORY.glob("tests/cases/*.json"))
        ],
        "a": [compact(json.loads(made.to_json())) for made in (small, assessment)],
        "m": [compact({"units": units, "submissions": parts})],
        "s": [made.freeze().text for made in (small, assessment)],
        "v": [compact(json.loads(scores.to_json()))],
        "n": ["-12.50", "1/3", "1e-7", "123456789012345678901234567890", "0.1", "-7/22"],
    }


def words() -> set[str]:
    """Every key and every word in the schemas of the formats."""
    found: set[str] = set()

    def walk(schema: Any) -> None:
        if isinstance(schema, dict):
            found.update(schema.get("properties", ()))
            found.update(word for word in schema.get("enum", ()) if isinstance(word, str))
            for part in schema.values():
                walk(part)
        elif isinstance(schema, list):
            for part in schema:
                walk(part)

    for path in REPOSITORY.glob("docs/*.schema.json"):
        walk(json.loads(path.read_text("utf-8")))
    return {word for word in found if word.isascii() and '"' not in word and "\\" not in word}


def main() -> None:
    folder = Path(sys.argv[1])
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    for letter, texts in seeds().items():
        for number, text in enumerate(texts):
            data = (letter + text).encode()
            if len(data) <= LONGEST:
                (folder / "seeds" / f"{letter}{number}").write_bytes(data)
    lines = [f'"\\"{word}\\""' for word in sorted(words())]
    (folder / "words.dict").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
